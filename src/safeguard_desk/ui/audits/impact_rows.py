"""What the tables of plan and impact show of a row."""

from dataclasses import dataclass

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.practice import Compared
from safeguard_desk.ui.meeting.rows import Column, Style
from safeguard_desk.views.audit_picture import PlanView


@dataclass(frozen=True)
class ComparedRow:
    """A question before and after, with the id the table knows it by."""

    id: str
    found: Compared


def _ref(row: PlanView) -> str:
    return row.ref


def _title(row: PlanView) -> str:
    return row.title


def _on(row: PlanView) -> str:
    return row.on


def _owner(row: PlanView) -> str:
    return row.owner or "Nobody yet"


def _due(row: PlanView) -> str:
    words = write_date(row.due_on) if row.due_on else "No date"
    return f"! {words}, over 6 months" if row.beyond else words


def _status(row: PlanView) -> str:
    return row.status.label + (f", {row.rating.label.lower()}" if row.rating else "")


def bold(row: PlanView) -> Style:
    """Return how an action that runs beyond the six months stands out."""
    return Style(bold=row.beyond)


def spoken(row: PlanView) -> str:
    """Return an action in one sentence, for a screen reader."""
    return f"{row.ref}: {row.title}. {_owner(row)}, due {_due(row)}, {_status(row)}"


def _question(row: ComparedRow) -> str:
    return row.found.question


def _before(row: ComparedRow) -> str:
    return row.found.before.words


def _after(row: ComparedRow) -> str:
    return row.found.after.words


def _change(row: ComparedRow) -> str:
    return row.found.change.words if row.found.change else "–"


def _says(row: ComparedRow) -> str:
    sign = {"better": "▲ ", "worse": "▼ "}.get(row.found.says, "")
    return f"{sign}{row.found.says}"


PLAN = (
    Column("Ref", _ref, 10),
    Column("Action", _title),
    Column("On", _on, 13),
    Column("Owner", _owner, 28),
    Column("Due", _due, 24),
    Column("Status", _status, 18),
)
COMPARED = (
    Column("Question", _question),
    Column("Before", _before, 18),
    Column("After", _after, 18),
    Column("Change in share good or better", _change, 38),
    Column("", _says, 20),
)
