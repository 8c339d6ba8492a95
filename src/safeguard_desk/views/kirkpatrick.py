"""A course's evaluation by the four levels: what is known, and as plainly what is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Course, EvaluationForm, TrainingSession
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import Asked, CourseLevel, Kirkpatrick, SessionState
from safeguard_desk.views.comments import Comment, comments
from safeguard_desk.views.course_results import Evidence, dated, linked_needs, results
from safeguard_desk.views.evaluation import Evaluated, Scope, Stage, evaluated
from safeguard_desk.views.evaluation_due import Counts, count, due

LOW = 0.5
"""Share of answers below which those who answered may well not speak for the others."""
_FEWEST = 5


@dataclass(frozen=True)
class CourseHead:
    """A course by itself; sessions: those held by now in the time that is looked at."""

    id: str
    ref: str
    title: str
    group_id: str
    side: Side
    level: CourseLevel
    sessions: int
    forms: int

    @property
    def name(self) -> str:
        """Its reference and title."""
        return f"{self.ref}  {self.title}"


@dataclass(frozen=True)
class LevelView:
    """A level: what is known, a line each with its numbers, and what is not known."""

    level: Kirkpatrick
    known: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class CourseView:
    """A course's evaluation as a whole."""

    head: CourseHead
    scope: Scope
    evaluated: Evaluated
    levels: tuple[LevelView, ...]
    comments: tuple[Comment, ...]
    results: tuple[Evidence, ...]
    needs: tuple[tuple[str, str, str], ...]
    later: Counts

    def level(self, level: Kirkpatrick) -> LevelView:
        """Return one level."""
        return next(one for one in self.levels if one.level is level)


def courses(
    reader: Reader,
    group_id: str | None = None,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> list[CourseHead]:
    """Return the courses of a group with how many sessions and forms each has, by reference."""
    s, f, c = TrainingSession, EvaluationForm, Course
    until = min(ends_on or reader.today, reader.today)
    held = select(s.course_id, func.count()).where(
        s.state != SessionState.CANCELLED, s.held_on <= until
    )
    came = select(s.course_id, func.count()).join(f, f.session_id == s.id)
    if starts_on is not None:
        held, came = held.where(s.held_on >= starts_on), came.where(s.held_on >= starts_on)
    if ends_on is not None:
        came = came.where(s.held_on <= ends_on)
    sessions = {row[0]: row[1] for row in reader.rows(held.group_by(s.course_id))}
    forms = {row[0]: row[1] for row in reader.rows(came.group_by(s.course_id))}
    statement = select(c.id, c.ref, c.title, c.group_id, c.side, c.level).order_by(c.ref)
    if group_id is not None:
        statement = statement.where(c.group_id == group_id)
    return [
        CourseHead(
            *(identity, ref, title, group, side, level),
            *(sessions.get(identity, 0), forms.get(identity, 0)),
        )
        for identity, ref, title, group, side, level in reader.rows(statement)
    ]


def find_course(reader: Reader, ref: str) -> str:
    """Return a course's id by its reference; refuses one that is not there."""
    found = reader.scalar(select(Course.id).where(func.upper(Course.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no course “{ref.strip()}”.",
            "Nothing was done.",
            "See: list courses. A reference reads like LD-C-0001.",
        )
    return str(found)


def course_view(
    reader: Reader,
    course_id: str,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> CourseView:
    """Return a course's evaluation over the sessions of some time, or of all."""
    heads = courses(reader, None, starts_on=starts_on, ends_on=ends_on)
    head = next((one for one in heads if one.id == course_id), None)
    if head is None:
        raise Refusal("This course is no longer there.", "", "Look at the list again.")
    scope = Scope(course_id=course_id, starts_on=starts_on, ends_on=ends_on)
    found = evaluated(reader, scope)
    said = tuple(comments(reader, scope))
    shows = tuple(results(reader, course_id))
    needs = tuple(linked_needs(reader, course_id))
    later = count(due(reader, course_id=course_id))
    levels = (
        _level(Kirkpatrick.REACTION, _reaction(found, said), _no_reaction(found, head)),
        _level(Kirkpatrick.LEARNING, _learning(found, said), _no_learning(found)),
        _level(Kirkpatrick.BEHAVIOUR, _behaviour(found, said), _no_behaviour(found, later)),
        _level(Kirkpatrick.RESULTS, _results(shows, said), _no_results(shows, needs)),
    )
    return CourseView(head, scope, found, levels, said, shows, needs, later)


def _level(level: Kirkpatrick, known: Iterator[str], unknown: Iterator[str]) -> LevelView:
    return LevelView(level, tuple(known), tuple(unknown))


def _scores(found: Evaluated, level: Kirkpatrick, *stages: Asked) -> Iterator[str]:
    """Yield a line for each question: its score at each of the stages, with who answered."""
    told: dict[str, list[str]] = {}
    for one in found.of_level(level):
        if one.asked in stages:
            when = f" {one.asked.label.lower()}" if len(stages) > 1 else ""
            told.setdefault(one.question.short, []).append(f"{when}: {one.words}")
    for name, parts in told.items():
        yield f"{name}{';'.join(parts)}."


def _changes(found: Evaluated, first: Asked, second: Asked) -> Iterator[str]:
    for one in found.changes:
        if (one.first, one.second) == (first, second):
            yield f"{one.question.short}, the same people: {one.change.words}. {one.change.reading}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _said(said: tuple[Comment, ...], level: Kirkpatrick, one: str, many: str) -> Iterator[str]:
    of = [comment for comment in said if comment.level is level]
    if of:
        themed = sum(bool(comment.themes) for comment in of)
        yield f"{len(of)} {one if len(of) == 1 else many}, {themed} under a theme."


def _reaction(found: Evaluated, said: tuple[Comment, ...]) -> Iterator[str]:
    yield from _scores(found, Kirkpatrick.REACTION, Asked.END)
    yield from _said(said, Kirkpatrick.REACTION, "comment", "comments")


def _no_reaction(found: Evaluated, head: CourseHead) -> Iterator[str]:
    end = found.stage(Asked.END)
    if not head.sessions:
        yield "Reaction: not known: no session has been held yet."
    elif not end.forms:
        yield f"Reaction: not known: no form of the end has come. {_asked(end)}"
    else:
        yield from _cautions(end)


def _learning(found: Evaluated, said: tuple[Comment, ...]) -> Iterator[str]:
    yield from _scores(found, Kirkpatrick.LEARNING, Asked.BEFORE, Asked.END)
    yield from _changes(found, Asked.BEFORE, Asked.END)
    yield from _said(said, Kirkpatrick.LEARNING, "intended change", "intended changes")


def _no_learning(found: Evaluated) -> Iterator[str]:
    before, end = found.stage(Asked.BEFORE), found.stage(Asked.END)
    pairs = any(one.first is Asked.BEFORE and one.second is Asked.END for one in found.changes)
    if not end.forms:
        yield "Learning: not known: no form of the end has come."
    elif not before.forms:
        yield "Whether anything was learned is not known: nobody answered before the course."
    elif not pairs:
        yield "Whether anything was learned is not known: nobody is known to have answered twice."
    if before.forms:
        yield from _cautions(before)


def _behaviour(found: Evaluated, said: tuple[Comment, ...]) -> Iterator[str]:
    yield from _scores(found, Kirkpatrick.BEHAVIOUR, Asked.LATER)
    yield from _scores(found, Kirkpatrick.LEARNING, Asked.LATER)
    yield from _changes(found, Asked.BEFORE, Asked.LATER)
    told = "of what was changed or stood in the way"
    yield from _said(said, Kirkpatrick.BEHAVIOUR, f"account {told}", f"accounts {told}")


def _no_behaviour(found: Evaluated, later: Counts) -> Iterator[str]:
    stage = found.stage(Asked.LATER)
    if not stage.forms:
        yield f"Behaviour: not known: no form of three months on has come. {_asked(stage)}"
    else:
        yield "What delegates say of themselves; nobody has observed it."
        yield from _cautions(stage)
    if stage.not_due:
        yield f"{stage.not_due} delegates are not due to be asked yet."
    if later.ask or later.remind or later.silent or later.gone:
        yield f"Later forms that are due: {later.words}."


def _results(shows: tuple[Evidence, ...], said: tuple[Comment, ...]) -> Iterator[str]:
    for one in shows:
        if one.known:
            yield f"{dated(one)}."
    number = sum(one.level is Kirkpatrick.RESULTS for one in said)
    if number:
        told = "examples" if number > 1 else "example"
        yield f"{number} {told} of a difference to a child or an adult, as delegates tell it."


def _no_results(
    shows: tuple[Evidence, ...], needs: tuple[tuple[str, str, str], ...]
) -> Iterator[str]:
    if not shows:
        to = "this course or to what it rests on" if needs else "this course"
        yield f"Results: not known: no re-audit or indicator is linked to {to}."
    for one in shows:
        if not one.known:
            yield f"{one.ref} {one.title}: nothing to tell yet."
    if any(one.known for one in shows):
        yield "What the course itself did to these results cannot be told apart from all else."


def _asked(stage: Stage) -> str:
    if not stage.sought:
        return "Nobody was due to be asked." if stage.asked is Asked.LATER else ""
    return f"{stage.sought} delegates were to be asked."


def _cautions(stage: Stage) -> Iterator[str]:
    """Say what the numbers behind a stage do not allow."""
    share = stage.response.value
    when = stage.asked.label.lower()
    if stage.forms < _FEWEST:
        yield f"{_capital(when)}: only {stage.forms} answered: too few to go by."
    elif share is not None and share < LOW:
        yield (
            f"{_capital(when)}: fewer than half answered, {stage.words}; they may not be like"
            " those who did not."
        )
    if stage.without:
        yield f"{_capital(when)}: no form came of {stage.without} of {stage.sessions} sessions."
