"""The demonstration's papers: real PDF files of a page or two, one for each title and meeting."""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Column,
    Document,
    Heading,
    Orientation,
    Paragraph,
    Role,
    Table,
)
from safeguard_desk.documents.paper_text import text_of
from safeguard_desk.documents.writing import write
from safeguard_desk.models import Paper
from safeguard_desk.papers.parts import created
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Purpose
from safeguard_desk.work import papers

_PDF = "application/pdf"
_AGENCIES = (
    *("Children's Services", "Adult Services", "Police", "ICB", "Housing", "Probation"),
    *("Schools", "Health visiting", "Voluntary sector"),
)


def _figures(chance: Random, title: str, heads: tuple[str, str, str]) -> Table:
    rows = []
    for agency in _AGENCIES:
        asked = chance.randint(3, 14)
        rows.append((agency, str(asked), str(chance.randint(0, asked))))
    columns = tuple(
        Column(head, weight, role=Role.TEXT if place == 0 else Role.NUMBER)
        for place, (head, weight) in enumerate(zip(heads, (3.0, 1.0, 1.0), strict=True))
    )
    return Table(columns, tuple(rows), caption=title, row_header=0)


def _audit(chance: Random) -> tuple[Block, ...]:
    return (
        Paragraph(
            "The audit asked of each case whether neglect was named early, whether the toolkit was"
            " used and whether the child's view of home was recorded. Returns were moderated by two"
            " members of different agencies."
        ),
        Heading(1, "What was found"),
        BulletList(
            (
                "Neglect was named at the first contact in most cases, and acted on in fewer.",
                "The toolkit was used where staff had been trained in it, and hardly elsewhere.",
                "The child's words were recorded; what followed from them often was not.",
            )
        ),
        _figures(chance, "Returns by agency", ("Agency", "Cases asked", "Good or better")),
        Heading(1, "What the group is asked"),
        Paragraph("To agree the findings, and an action plan to be completed within six months."),
    )


def _scorecard(chance: Random) -> tuple[Block, ...]:
    return (
        Paragraph("Eight indicators, each against its target and against the quarter before."),
        _figures(chance, "Indicators off target by agency", ("Agency", "Indicators", "Off target")),
        Heading(1, "What stands out"),
        BulletList(
            (
                "Re-referrals within twelve months are above target for the second quarter.",
                "Initial conferences within fifteen working days have recovered.",
                "Conversion of concerns to section 42 enquiries differs widely between wards.",
            )
        ),
    )


def _programme(chance: Random) -> tuple[Block, ...]:
    return (
        Paragraph("Courses of the quarter, with places offered and people who came."),
        _figures(chance, "Attendance by agency", ("Agency", "Places", "Attended")),
        Paragraph("Non-attendance is highest where cover for the shift could not be found."),
    )


def _plain(chance: Random) -> tuple[Block, ...]:
    return (
        Paragraph("This paper brings the group up to date since it last met."),
        _figures(chance, "Where things stand", ("Agency", "Open", "Done")),
        Paragraph("Members are asked to note the position and to say what stands in the way."),
    )


_WRITTEN: dict[str, Callable[[Random], tuple[Block, ...]]] = {
    "Audit report": _audit,
    "Multi-agency scorecard": _scorecard,
    "Programme and attendance": _programme,
    "Evaluation report": _programme,
}
_COVERS = {
    "Audit report": (
        "Audit Lead",
        Purpose.DECISION,
        "The multi-agency audit of neglect, moderated, with its findings.",
        "Agree the findings and the action plan.",
        "Children are heard earlier, and what they say is acted on.",
        "Parents with care needs of their own are met by both services together.",
    ),
    "Multi-agency scorecard": (
        "Performance Analyst",
        Purpose.ASSURANCE,
        "Indicators of both boards for the last quarter.",
        "Note the indicators off target, and ask their owners for a plan.",
        "Re-referrals tell whether help came to an end too soon.",
        "Conversion shows whether concerns are judged alike in all wards.",
    ),
    "Programme and attendance": (
        "Training Co-ordinator",
        Purpose.ASSURANCE,
        "What was offered, who came, and who is never there.",
        "Ask agencies under half of their places to say why.",
        "Staff who meet children know the threshold document.",
        "Staff who meet adults know when to ask about self-neglect.",
    ),
}
"""Author, purpose, summary, recommendation, and what it means for children and for adults."""


def receive(uow: UnitOfWork, stage: Stage, paper: Paper, day: date) -> None:
    """Receive a paper as its author would have sent it, with a cover sheet where there is one."""
    data = written(paper.title, day, Random(f"{paper.title}/{day}"))  # noqa: S311 - not secret
    name = f"{paper.title}.pdf"
    papers.receive(uow, paper.id, papers.Content(name, _PDF, data, text_of(data, _PDF, name)))
    said: Any = _COVERS.get(paper.title)
    if said is None:
        return
    author, purpose, summary, recommendation, children, adults = said
    papers.edit_cover(
        *(uow, paper.id),
        author=author,
        purpose=purpose,
        summary=summary,
        recommendation=recommendation,
        for_children=children,
        for_adults=adults,
        for_equality="Figures are given by ethnicity and disability where counts allow it.",
        priority_id=stage.priorities[len(paper.title) % len(stage.priorities)],
    )


def written(title: str, day: date, chance: Random) -> bytes:
    """Return a paper as a PDF file; a scorecard lies on its side."""
    wide = title == "Multi-agency scorecard"
    document = Document(
        title=title,
        subtitle=f"for the meeting of {write_date(day)}",
        blocks=_WRITTEN.get(title, _plain)(chance),
        created=created(day),
        orientation=Orientation.LANDSCAPE if wide else Orientation.PORTRAIT,
        footer="Invented content of the demonstration",
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        write(document, path)
        return path.read_bytes()
