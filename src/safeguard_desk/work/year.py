"""A year planned: the dates that were chosen, in one step; and one date reworked, alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Group, Holiday, Meeting
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.rhythm import read_rhythm
from safeguard_desk.rules.terms import HolidayKind
from safeguard_desk.views import calendar
from safeguard_desk.work.boards import group_that_meets
from safeguard_desk.work.planning import arrange, plan_meeting
from safeguard_desk.work.rescheduling import reschedule


class Clash(Refusal):
    """A refusal that may be set aside with open eyes: the verb takes `anyway`."""


@dataclass(frozen=True)
class Chosen:
    """A meeting that is to be planned; `length_minutes` is the group's own where None."""

    held_on: date
    starts_at: time
    venue: str = ""
    length_minutes: int | None = None
    anyway: bool = False
    """Planned whatever stands against it, but for another meeting of the group that day."""


def plan_year(
    uow: UnitOfWork,
    body_id: str,
    chosen: Sequence[Chosen],
    *,
    rule: str | None = None,
    venue: str | None = None,
) -> tuple[str, ...]:
    """Plan the chosen meetings of a group or board; return their references.

    All are planned or none: refuses dates against which something stands, naming each, unless it is
    chosen anyway. `rule` and `venue` are kept on the group for the next year.
    """
    if not chosen:
        raise Refusal("No date is ticked.", "Nothing was planned.", "Tick the dates to plan.")
    group = group_that_meets(uow, body_id)
    uow.flush()
    problems = [words for one in chosen if (words := _problem(uow, group, one))]
    if problems:
        raise Clash(
            " ".join(problems),
            "Nothing was planned.",
            "Choose other days, or plan them anyway with open eyes.",
        )
    keep_rhythm(uow, group.id, rule=rule, venue=venue)
    return tuple(_plan(uow, group, one) for one in chosen)


def _problem(uow: UnitOfWork, group: Group, one: Chosen) -> str:
    if one.anyway:
        return ""
    found = calendar.obstacles(
        *(uow.reader, group.id, one.held_on),
        starts_at=one.starts_at,
        length_minutes=one.length_minutes or group.meeting_minutes,
        venue=one.venue,
    )
    return f"{group.code} on {write_date(one.held_on)}: {'; '.join(found)}." if found else ""


def _plan(uow: UnitOfWork, group: Group, one: Chosen) -> str:
    meeting = plan_meeting(uow, group.id, one.held_on, one.starts_at, venue=one.venue)
    if one.length_minutes not in {None, meeting.length_minutes}:
        arrange(
            *(uow, meeting.id),
            starts_at=one.starts_at,
            length_minutes=one.length_minutes or meeting.length_minutes,
            venue=one.venue,
            link="",
        )
        meeting.sequence = 0  # a new meeting has not changed
    uow.flush()
    return meeting.ref


def keep_rhythm(
    uow: UnitOfWork, body_id: str, *, rule: str | None = None, venue: str | None = None
) -> None:
    """Keep how often and where a group meets, as typed; refuses a rule that is none."""
    group = group_that_meets(uow, body_id)
    if rule is not None and rule.strip():
        read_rhythm(rule)
        group.rhythm = rule.strip()
    if venue is not None:
        group.venue = venue.strip()


def rework(uow: UnitOfWork, meeting_id: str, held_on: date, *, anyway: bool = False) -> None:
    """Move one meeting to another day; no other is touched.

    Refuses a day against which something stands, unless `anyway`; a day on which the group meets
    already, and a meeting that was held, are refused either way.
    """
    meeting = uow.get(Meeting, meeting_id)
    found = () if anyway or meeting.held_on == held_on else _against(uow, meeting, held_on)
    if found:
        raise Clash(
            f"{write_date(held_on)} does not suit {meeting.ref}: {'; '.join(found)}.",
            f"It stays on {write_date(meeting.held_on)}, and no other meeting was touched.",
            "Choose another day, or move it anyway.",
        )
    reschedule(uow, meeting_id, held_on)


def _against(uow: UnitOfWork, meeting: Meeting, day: date) -> tuple[str, ...]:
    return calendar.obstacles(
        *(uow.reader, meeting.group_id, day),
        starts_at=meeting.starts_at,
        length_minutes=meeting.length_minutes,
        venue=meeting.venue,
        but=meeting.id,
    )


def add_holiday(
    uow: UnitOfWork,
    title: str,
    from_on: date,
    to_on: date | None = None,
    *,
    kind: HolidayKind = HolidayKind.SCHOOL,
    notes: str = "",
) -> Holiday:
    """Add a school holiday or closure; without a last day it is one day long.

    Refuses one without a name, and one that ends before it starts.
    """
    if not title.strip():
        raise Refusal("A holiday needs a name.", "Nothing was added.", "Say what it is.")
    last = to_on or from_on
    _refuse_backwards(from_on, last)
    return uow.add(
        Holiday(title=title.strip(), kind=kind, from_on=from_on, to_on=last, notes=notes.strip())
    )


def check_holiday(uow: UnitOfWork, holiday_id: str) -> None:
    """Refuse a holiday that, as changed, ends before it starts, or has no day or name."""
    holiday = uow.get(Holiday, holiday_id)
    if not holiday.title.strip() or holiday.from_on is None or holiday.to_on is None:
        raise Refusal(
            "A holiday needs a name, a first and a last day.", "It stays as it was.", "Give them."
        )
    _refuse_backwards(holiday.from_on, holiday.to_on)


def remove_holiday(uow: UnitOfWork, holiday_id: str, _: str = "") -> None:
    """Take a holiday off the list; meetings that were moved for it stay where they are."""
    uow.delete(uow.get(Holiday, holiday_id))


def _refuse_backwards(from_on: date, to_on: date) -> None:
    if to_on < from_on:
        raise Refusal(
            f"It ends on {write_date(to_on)}, before it starts on {write_date(from_on)}.",
            "What you typed is kept.",
            "Give a last day that is not before the first.",
        )
