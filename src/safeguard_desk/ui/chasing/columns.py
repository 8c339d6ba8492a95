"""The columns of the list of chases, and how a line is said."""

from dataclasses import dataclass

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ChasedTo
from safeguard_desk.ui.meeting.rows import Column
from safeguard_desk.views.chasing import ToChase

_NTH = ("", "1st", "2nd", "3rd")


@dataclass(frozen=True)
class Shown:
    """A chase with the id that the table knows it by, and whether it is ticked."""

    id: str
    line: ToChase
    ticked: bool


def whom(shown: Shown) -> str:
    """Return whom a chase goes to, in a few words."""
    line = shown.line
    if line.to is ChasedTo.BOARD:
        return "Board"
    who = line.role or "Nobody"
    return f"{who} (senior)" if line.to is ChasedTo.SENIOR else who


def which(shown: Shown) -> str:
    """Return the how manieth chase it is, and when the last was."""
    if shown.line.due_on is None:
        return ""
    number = shown.line.number
    nth = _NTH[number] if number < len(_NTH) else f"{number}th"
    last = f", last on {write_date(shown.line.last_on)}" if shown.line.last_on else ""
    return f"{nth}{last}"


def late(shown: Shown) -> str:
    """Return how many days late an action is, with a sign."""
    return f"! {shown.line.days_late} d" if shown.line.days_late else ""


COLUMNS = (
    Column("", lambda shown: "", 3, name="ticked", ticked=lambda shown: shown.ticked),
    Column("To whom", whom, 26),
    Column("Agency", lambda shown: shown.line.agency, 20),
    Column("Ref", lambda shown: shown.line.ref, 9),
    Column("Action", lambda shown: shown.line.title),
    Column("Due", lambda shown: shown.line.due, 11),
    Column("Late", late, 7),
    Column("Chase", which, 12),
    Column("Missing", lambda shown: shown.line.missing, 20),
)


def spoken(shown: Shown) -> str:
    """Return a line as a screen reader says it."""
    line = shown.line
    missing = f". Missing: {line.missing}" if line.missing else ""
    return f"{whom(shown)}, {line.agency}: {line.words}. Chase {which(shown)}{missing}"
