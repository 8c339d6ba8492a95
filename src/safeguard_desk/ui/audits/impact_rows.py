"""What the tables of plan and impact show of a row."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.practice import Compared
from safeguard_desk.ui.meeting.rows import Column, Style
from safeguard_desk.views.audit_picture import MeasureView, PlanView


@dataclass(frozen=True)
class ComparedRow:
    """A question before and after, with the id the table knows it by."""

    id: str
    found: Compared


@dataclass(frozen=True)
class MeasureRow:
    """An indicator that is evidence, with the day of the plan that divides its figures."""

    id: str
    measure: MeasureView
    plan: date | None


def _measure(row: MeasureRow) -> str:
    return row.measure.name


def _figures(values: list[float], sign: str) -> str:
    return ", ".join(f"{value:g}{sign}" for value in values[-6:]) or "none"


def _before_plan(row: MeasureRow) -> str:
    return _figures(row.measure.side_of(row.plan)[0], row.measure.sign)


def _since_plan(row: MeasureRow) -> str:
    return _figures(row.measure.side_of(row.plan)[1], row.measure.sign)


def _target(row: MeasureRow) -> str:
    target = row.measure.target
    return "" if target is None else f"{target:g}{row.measure.sign}"


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
MEASURES = (
    Column("Indicator as evidence", _measure),
    Column("Before the plan", _before_plan, 36),
    Column("Since", _since_plan, 30),
    Column("Target", _target, 9, right=True),
)
