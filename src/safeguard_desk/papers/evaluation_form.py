"""The evaluation form on paper: a page each, numbered, for those without a survey tool."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyFacts,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from safeguard_desk.papers.parts import created, small
from safeguard_desk.papers.wording import boards_of
from safeguard_desk.rules.dates import write_day
from safeguard_desk.rules.evaluation import HIGHEST, LOWEST
from safeguard_desk.rules.terms_learning import Asked, QuestionKind
from safeguard_desk.views import groups
from safeguard_desk.views.evaluation import QuestionView
from safeguard_desk.views.evaluation_session import SessionView, session_view

SPARE = 3
"""Forms more than there are delegates."""
_SCALE = ("Not at all", "A little", "In part", "Mostly", "Fully")
_LINES = {1: 13, 2: 8, 3: 5}
"""Lines that an answer in words is given, by how many such questions there are."""
_HINT = {
    Asked.BEFORE: "Please fill this in before the training begins.",
    Asked.END: "Please fill this in before you leave.",
    Asked.LATER: "Please fill this in together with your line manager, and send it back.",
}


@dataclass(frozen=True)
class Facts:
    """A session, a stage, and how many forms are wanted."""

    organisation: str
    today: date
    session: SessionView
    asked: Asked
    copies: int


def collect(reader: Reader, session_id: str, asked: Asked, copies: int | None = None) -> Facts:
    """Return what a session's forms say; without a number one for each delegate, and some more."""
    view = session_view(reader, session_id)
    wanted = len(view.present(asked)) + SPARE if copies is None else copies
    organisation = boards_of(groups.partnership(reader))
    return Facts(organisation, reader.today, view, asked, max(1, wanted))


def compose(facts: Facts) -> Document:
    """Return the forms, a page each."""
    return Document(
        title=f"{facts.session.course}: evaluation {facts.asked.label.lower()}",
        subtitle=f"{facts.session.ref}, {write_day(facts.session.held_on)}",
        blocks=tuple(_pages(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        subject=f"Evaluation forms of {facts.session.ref}",
    )


def _pages(facts: Facts) -> Iterator[Block]:
    for number in range(1, facts.copies + 1):
        if number > 1:
            yield PageBreak()
        yield from _form(facts, number)


def _form(facts: Facts, number: int) -> Iterator[Block]:
    questions = facts.session.asked(facts.asked)
    yield Heading(1, f"Form {number}")
    yield KeyFacts(
        (
            ("Training", facts.session.course),
            ("Session", facts.session.words),
            ("Your number on the sign-in sheet", "________   (leave it empty to stay unnamed)"),
        )
    )
    yield Paragraph(
        f"{_HINT[facts.asked]} Your number lets us compare what you say now with what you say at"
        " other times; nothing else is done with it. Please name no child or adult."
    )
    scores = [one for one in questions if one.kind is QuestionKind.SCORE]
    if scores:
        yield _scores(scores)
    choices = [one for one in questions if one.kind is QuestionKind.YES_NO]
    if choices:
        yield _choices(choices)
    words = [one for one in questions if one.kind is QuestionKind.WORDS]
    lines = _LINES.get(len(words), 2)
    for one in words:
        yield Table((Column(one.text),), ((Paragraph("\n" * lines),),), name=one.code)
    if facts.asked is Asked.LATER:
        yield _choices_of(["Have you talked this over with your line manager?"])
    yield small(f"{facts.session.ref}, {facts.asked.label.lower()}, form {number}. Thank you.")


def _scores(questions: list[QuestionView]) -> Table:
    columns = [Column("Put a ring round one number")]
    columns += [Column(word, fixed=18, align=Align.CENTRE) for word in _SCALE]
    rows: list[tuple[Cell, ...] | Row] = [
        (one.text, *(str(score) for score in range(LOWEST, HIGHEST + 1))) for one in questions
    ]
    return Table(tuple(columns), tuple(rows), name="Scores", row_header=0)


def _choices(questions: list[QuestionView]) -> Table:
    return _choices_of([one.text for one in questions])


def _choices_of(texts: list[str]) -> Table:
    columns = (Column("Put a ring round one"), Column("Answer", fixed=40, align=Align.CENTRE))
    return Table(columns, tuple((text, "Yes          No") for text in texts), name="Yes or no")
