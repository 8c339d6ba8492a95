"""A course's evaluation as a paper: the four levels side by side, and what they rest on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Role,
    Table,
)
from safeguard_desk.papers.evaluation_charts import means, spread, spread_words
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.evaluation import HIGHEST, LOWEST
from safeguard_desk.rules.paired import FEWEST
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick, QuestionKind
from safeguard_desk.views import groups, kirkpatrick
from safeguard_desk.views.comments import Comment, Theme, themes
from safeguard_desk.views.course_results import dated
from safeguard_desk.views.evaluation import Score
from safeguard_desk.views.kirkpatrick import CourseView

EXAMPLES = 10
"""Comments of a level that a paper quotes."""
_KEY = (
    "Answered: forms of the delegates who were to be asked by now; where attendance is not marked"
    " yet, of those with a place. A change is told of people who answered both times; its interval"
    f" of 95% (Student's t) is given from {FEWEST} pairs on. A course's results cannot be told"
    " apart from everything else that happened."
)


@dataclass(frozen=True)
class Facts:
    """A course with its evaluation over a time, or all of it."""

    organisation: str
    marking: Marking
    group: str
    today: date
    view: CourseView
    themes: tuple[Theme, ...]


def collect(reader: Reader, request: Request) -> Facts:
    """Return the evaluation of the course that is asked for."""
    first, last = request.period or (None, None)
    if request.quarter is not None:
        first, last = request.quarter.start, request.quarter.end
    seen = kirkpatrick.course_view(reader, _course(request), starts_on=first, ends_on=last)
    group = groups.head(reader, seen.head.group_id)
    return Facts(
        boards_of(groups.partnership(reader)),
        group.marking,
        group.name,
        reader.today,
        seen,
        tuple(themes(reader, list(seen.comments))),
    )


def _course(request: Request) -> str:
    return asked(request.about[1] if request.about else None, "course")


def name(reader: Reader, request: Request) -> str:
    """Return what the file is called: "LD-C-0001 evaluation"."""
    heads = kirkpatrick.courses(reader)
    ref = next((one.ref for one in heads if one.id == _course(request)), "course")
    return f"{ref} evaluation"


def compose(facts: Facts) -> Document:
    """Return the paper."""
    head = facts.view.head
    return Document(
        title=f"Evaluation: {head.title}",
        subtitle=f"{facts.group}, {head.ref}, {_when(facts)}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(facts.marking, restricted=False),
        subject=f"What is known of the effect of {head.title}",
    )


def _when(facts: Facts) -> str:
    first, last = facts.view.scope.starts_on, facts.view.scope.ends_on
    if first is None or last is None:
        return f"all sessions up to {write_date(facts.today)}"
    return f"sessions from {write_date(first)} to {write_date(last)}"


def _blocks(facts: Facts) -> Iterator[Block]:
    seen = facts.view
    yield lead(headline(seen))
    yield _stages(seen)
    yield Heading(1, "The four levels")
    for level in seen.levels:
        yield Heading(2, level.level.label)
        if level.known:
            yield BulletList(level.known)
        if level.unknown:
            yield Paragraph("What is not known:")
            yield BulletList(level.unknown)
    pictures = [(means(seen.evaluated), ""), (spread(seen.evaluated), spread_words(seen.evaluated))]
    if seen.evaluated.scores:
        yield Heading(1, "Scores")
        for picture, words in pictures:
            if picture is not None:
                yield Figure(picture, words)
        yield _scores(seen)
    if seen.evaluated.changes:
        yield Heading(1, "The same people, asked twice")
        yield _changes(seen)
    yield from _comments(facts)
    yield from _rests_on(seen)
    yield small(_KEY)


def headline(seen: CourseView) -> str:
    """Return the one sentence that says it all."""
    end = seen.evaluated.stage(Asked.END)
    held = count(seen.head.sessions, "session")
    if not seen.evaluated.forms:
        return f"{held} held; no evaluation form has come, so nothing is known of its effect."
    parts = [f"{held} held; at the end {end.words} answered"]
    wanted = ("confidence", Asked.BEFORE, Asked.END)
    change = next(
        (
            one.change
            for one in seen.evaluated.changes
            if (one.question.code, one.first, one.second) == wanted
        ),
        None,
    )
    if change is not None:
        parts.append(f"confidence from before to the end {change.words}")
    results = seen.level(Kirkpatrick.RESULTS)
    known = [one for one in seen.results if one.known]
    if known:
        parts.append(f"results: {count(len(known), 'check')} to read beside it")
    elif not results.known:
        parts.append("results: not known")
    return "; ".join(parts) + "."


def _stages(seen: CourseView) -> Table:
    rows = [
        (one.asked.label, one.sought, one.forms, one.words, one.anonymous, one.not_due)
        for one in seen.evaluated.stages
    ]
    columns = [
        Column("Asked", 1.6),
        *(Column(words, role=Role.NUMBER) for words in ("Delegates", "Forms")),
        Column("Answered", 2.4),
        *(Column(words, role=Role.NUMBER) for words in ("Unnamed", "Not due yet")),
    ]
    return table(columns, rows, "Who was asked and who answered")


def _scores(seen: CourseView) -> Table:
    columns = [Column("Question", 3.2), Column("Asked", 1.5), Column("Mean", role=Role.NUMBER)]
    columns += [Column(str(one), role=Role.NUMBER) for one in range(LOWEST, HIGHEST + 1)]
    columns.append(Column("Answered", 2.2))
    rows = [
        (one.question.short, one.asked.label, *_numbers(one), one.response)
        for one in seen.evaluated.scores
    ]
    return table(columns, rows, "Scores by question and stage")


def _numbers(score: Score) -> tuple[str | int, ...]:
    if score.question.kind is QuestionKind.YES_NO:
        return (f"{score.counts[1]} yes", "", "", "", "", "")
    mean = "–" if score.mean is None else f"{score.mean:.1f}"
    return (mean, *score.counts)


def _changes(seen: CourseView) -> Table:
    rows = []
    for one in seen.evaluated.changes:
        change = one.change
        rows.append(
            (
                one.question.short,
                one.when,
                f"{change.before:.1f} to {change.after:.1f}",
                change.words,
                f"{change.up} higher, {change.same} same, {change.down} lower",
            )
        )
    columns = [Column("Question", 1.6), Column("Asked", 1.8), Column("Means", fixed=20)]
    columns += [Column("Mean change", 2.6), Column("People", 1.8)]
    return table(columns, rows, "Paired change")


def _comments(facts: Facts) -> Iterator[Block]:
    said = facts.view.comments
    if not said:
        return
    yield Heading(1, "Comments")
    counted = sorted(
        (one for one in facts.themes if one.count), key=lambda one: (-one.count, one.title)
    )
    bare = sum(not one.themes for one in said)
    if counted:
        rows = [(one.title, one.count) for one in counted]
        yield table([Column("Theme", 4), Column("Comments", role=Role.NUMBER)], rows, "Themes")
    yield Paragraph(f"{count(len(said), 'comment')} in all, {bare} of them under no theme.")
    examples = [one for one in said if one.level is Kirkpatrick.RESULTS]
    if examples:
        yield Heading(2, "Examples of a difference, as delegates tell them")
        yield BulletList(tuple(_quoted(one) for one in examples[:EXAMPLES]))
        if len(examples) > EXAMPLES:
            yield small(f"{len(examples) - EXAMPLES} more are on the desk.")
        yield small("In the delegates' own words: read them over for names before this goes on.")


def _quoted(comment: Comment) -> str:
    return f"“{comment.words}” ({comment.session}, {comment.asked.label.lower()})"


def _rests_on(seen: CourseView) -> Iterator[Block]:
    yield Heading(1, "What the course answers, and what checks it")
    lines = [f"{ref} {title}" for _, ref, title in seen.needs]
    lines += [dated(one) for one in seen.results]
    if lines:
        yield BulletList(tuple(lines))
    else:
        yield Paragraph("No learning need, re-audit or indicator is linked to this course.")
