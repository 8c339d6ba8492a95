"""What each tab shows: a tab for every current group by its kind, the boards and the directory."""

from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.registers import REGISTERS
from safeguard_desk.registers.declare import Editor, Field, Place, Register, Section
from safeguard_desk.registers.meetings import MEETINGS
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.ui.meeting.read_loosely import read_time
from safeguard_desk.views.groups import groups
from safeguard_desk.work.planning import plan_meeting


@dataclass(frozen=True)
class Tab:
    """A tab: its key, title, group (None for boards and directory) and registers."""

    code: str
    title: str
    group_id: str | None
    kind: GroupKind | Place
    registers: tuple[Register, ...]

    @property
    def has_papers(self) -> bool:
        """Say whether papers are made from this tab: of a group, or of all groups together."""
        return self.kind is not Place.DIRECTORY

    @property
    def restricted(self) -> bool:
        """Say whether the whole tab is put out of sight while the screen is shared."""
        return self.kind is GroupKind.REVIEW


_FORM = (
    Section(
        "Meeting",
        (
            Field("held_on", "Date", Editor.DATE, required=True),
            Field("starts_at", "Time", hint="10:00"),
            Field("venue", "Venue"),
            Field("link", "Link"),
        ),
    ),
)


def _plan(uow: UnitOfWork, group_id: str | None, values: dict[str, Any]) -> str:
    words = str(values.get("starts_at", "")).strip()
    at = read_time(words) if words else time(10)
    if at is None:
        raise Refusal(f"“{words}” is no time of day.", "What you typed is kept.", "Type 10:00.")
    return plan_meeting(
        uow,
        group_id or "",
        values["held_on"],
        at,
        venue=values.get("venue", ""),
        link=values.get("link", ""),
    ).id


def _listed() -> tuple[Register, ...]:
    """Return the registers; meetings are planned with a line of their own, not with a form."""
    planned = replace(MEETINGS, form=_FORM, create=_plan)
    return tuple(planned if known is MEETINGS else known for known in REGISTERS)


_REGISTERS = _listed()
MEETINGS_CODE = MEETINGS.code
"""The register whose records open in a place of their own."""


def registers_of(kind: GroupKind | Place) -> tuple[Register, ...]:
    """Return the registers that a kind of tab shows."""
    return tuple(known for known in _REGISTERS if kind in known.shown_in)


def tabs(reader: Reader) -> tuple[Tab, ...]:
    """Return the tabs of the desk as it is now."""
    own = [
        Tab(group.code, group.name, group.id, group.kind, registers_of(group.kind))
        for group in groups(reader)
    ]
    shared = [
        Tab(place.value, place.value.capitalize(), None, place, registers_of(place))
        for place in Place
    ]
    return (*own, *shared)
