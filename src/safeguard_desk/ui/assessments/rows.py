"""What the two tables of a round say: an agency with its results, a standard with four voices."""

from dataclasses import dataclass

from safeguard_desk.rules.self_assessment import Result
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.ui.meeting.rows import Column, Style
from safeguard_desk.views.assessments import AgencyLine, AnswerView, Before, Beside, StandardView


@dataclass(frozen=True)
class Asked:
    """An agency of the round, and what stood after the round before."""

    id: str
    line: AgencyLine
    earlier: str


@dataclass(frozen=True)
class Voices:
    """A standard: what the agency says now and said last time, peers, staff and cases."""

    id: str
    standard: StandardView
    answer: AnswerView | None
    before: tuple[Before, ...]
    beside: Beside


def _agency(row: Asked) -> str:
    return row.line.short or row.line.name


def _name(row: Asked) -> str:
    return row.line.name


def _part(row: Asked) -> str:
    return f"! {row.line.part.label}" if row.line.part is Part.MISSING else row.line.part.label


def _result(found: Result, *, came: bool) -> str:
    return found.words.replace(" points", "") if came else ""


def _own(row: Asked) -> str:
    return _result(row.line.own, came=bool(row.line.answers))


def _stands(row: Asked) -> str:
    return _result(row.line.moderated, came=bool(row.line.answers))


def _earlier(row: Asked) -> str:
    return row.earlier


AGENCIES = (
    Column("Agency", _agency, tip=_name),
    Column("Answer", _part, 10),
    Column("Own score", _own, 12),
    Column("After peers", _stands, 12),
    Column("Before", _earlier, 12),
)


def agency_style(row: Asked) -> Style:
    """Make what is missing bold."""
    return Style(bold=row.line.part is Part.MISSING)


def agency_spoken(row: Asked) -> str:
    """Say an agency with its results."""
    said = f"own score {_own(row)}, after peers {_stands(row)}" if row.line.answers else ""
    return f"{row.line.name}, {row.line.part.label}. {said}"


def _no(row: Voices) -> str:
    return row.standard.code


def _standard(row: Voices) -> str:
    return row.standard.text


def _says(row: Voices) -> str:
    return row.answer.score.label if row.answer else ""


def _peers(row: Voices) -> str:
    return row.answer.moderated.label if row.answer and row.answer.moderated else ""


def _last(row: Voices) -> str:
    return ", ".join(one.score.label for one in row.before)


def _staff(row: Voices) -> str:
    return f"{row.beside.agreed} of {row.beside.answered}" if row.beside.answered else ""


def _cases(row: Voices) -> str:
    return f"{row.beside.good} of {row.beside.graded}" if row.beside.graded else ""


STANDARDS = (
    Column("No", _no, 4),
    Column("Standard", _standard),
    Column("Agency", _says, 9),
    Column("Peers", _peers, 9),
    Column("Last time", _last, 9),
    Column("Staff", _staff, 9),
    Column("Cases", _cases, 9),
)


def standard_spoken(row: Voices) -> str:
    """Say a standard with what each voice says."""
    said = (
        ("agency", _says(row)),
        ("peers", _peers(row)),
        ("last time", _last(row)),
        ("staff agree", _staff(row)),
        ("cases good or better", _cases(row)),
    )
    told = ", ".join(f"{who} {words}" for who, words in said if words)
    return f"{row.standard.code} {row.standard.text}. {told or 'nothing said yet'}"
