"""Meetings as calendar files (.ics, RFC 5545 and 5546), for Outlook, Google and every other.

A meeting keeps its UID for life. What was changed raises its SEQUENCE, so that the calendar which
has it already takes the change; a cancelled one says so and is struck there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from safeguard_desk.desk.reading import LONDON, Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.views.events import Event, event, events
from safeguard_desk.views.groups import head, partnership

if TYPE_CHECKING:
    from icalendar import Event as Component
    from icalendar import vCalAddress

PRODUCT = "-//Safeguard Desk//Calendar//EN"
DOMAIN = "safeguard-desk"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
REMIND = timedelta(minutes=15)
"""How long before a meeting a calendar reminds of it."""

# The rule of 1996 (Directive 2000/84/EC): last Sundays of March and October, at 01:00 UTC.
_LONDON_RULES = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""Signs that no calendar file may hold; a new line and a tab may stand."""


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited or invites: a role, and an e-mail address."""

    name: str
    email: str


def uid(meeting_id: str) -> str:
    """Return what a meeting is known by in every calendar, for life."""
    return f"{meeting_id}@{DOMAIN}"


def of_meeting(reader: Reader, meeting_id: str, now: datetime) -> bytes:
    """Return one meeting as a calendar file; a cancelled one takes itself off (METHOD:CANCEL)."""
    return of_event(event(reader, meeting_id), now)


def of_event(found: Event, now: datetime) -> bytes:
    """Return an entry as a calendar file for whoever has it; a cancelled one takes itself off."""
    return _written([found], CANCEL if found.cancelled else PUBLISH, found.group, now)


def of_group(reader: Reader, group_id: str | None, now: datetime) -> bytes:
    """Return all meetings of a group or board, or of everybody, as one calendar file.

    Refuses when there is none: an empty file imports as a fault.
    """
    found = events(reader, group_id=group_id)
    if not found:
        raise Refusal(
            "There is no meeting to put into a calendar.",
            "Nothing was made.",
            "Plan a meeting first.",
        )
    named = head(reader, group_id).name if group_id is not None else partnership(reader)
    return _written(found, PUBLISH, named, now)


def invitation(
    meeting: Event, attendee: Invited, now: datetime, *, organiser: Invited | None = None
) -> bytes:
    """Return an invitation of one person, as mail carries it (METHOD:REQUEST, or CANCEL).

    The organiser is the group's secretariat where none is named. Refuses an attendee without an
    address, and a meeting nobody is known to call.
    """
    caller = organiser or Invited(*meeting.organiser)
    for who, what in ((attendee, "invited"), (caller, "named as who invites")):
        if "@" not in who.email:
            raise Refusal(
                f"{who.name or 'Somebody'} has no e-mail address and cannot be {what}.",
                "No invitation was made.",
                "Add the address in the directory; secretariat is a capacity of members.",
            )
    method = CANCEL if meeting.cancelled else REQUEST
    return _written([meeting], method, "", now, attendee=attendee, organiser=caller)


def _written(
    meetings: Sequence[Event],
    method: str,
    name: str,
    now: datetime,
    *,
    attendee: Invited | None = None,
    organiser: Invited | None = None,
) -> bytes:
    from icalendar import Calendar, Timezone

    calendar: Calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", _clean(name))
        calendar.add("x-wr-timezone", LONDON.key)
    calendar.add_component(Timezone.from_ical(_LONDON_RULES))
    for meeting in meetings:
        component = _component(meeting, now)
        caller = organiser or Invited(*meeting.organiser)
        if caller.email:
            component.add("organizer", _address(caller))
        if attendee is not None:
            component.add("attendee", _attendee(attendee))
        calendar.add_component(component)
    return bytes(calendar.to_ical())


def _component(meeting: Event, now: datetime) -> "Component":
    from icalendar import Event as Component

    starts = datetime.combine(meeting.held_on, meeting.starts_at, LONDON)
    component: Component = Component()
    component.add("uid", uid(meeting.id))
    component.add("sequence", meeting.sequence)
    component.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    component.add("dtstart", starts)
    component.add("dtend", starts + timedelta(minutes=meeting.length_minutes))
    component.add("summary", _clean(meeting.summary))
    component.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if meeting.cancelled else "OPAQUE")
    component.add("description", _clean(_description(meeting)))
    if meeting.venue:
        component.add("location", _clean(meeting.venue))
    if meeting.link.startswith(("https://", "http://")) and not re.search(r"\s", meeting.link):
        component.add("url", _clean(meeting.link))
    if meeting.kind is GroupKind.REVIEW:
        component.add("class", "PRIVATE")
    if not meeting.cancelled:
        component.add_component(_alarm(meeting))
    return component


def _description(meeting: Event) -> str:
    parts = [meeting.ref]
    if meeting.link:
        parts.append(f"Join: {meeting.link}")
    if meeting.items:
        numbered = (f"{number}. {title}" for number, title in enumerate(meeting.items, 1))
        parts.append("\n".join(("Agenda", *numbered)))
    if meeting.words:
        parts.append(meeting.words)
    return "\n\n".join(parts)


def _alarm(meeting: Event) -> Any:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _clean(meeting.summary))
    alarm.add("trigger", -REMIND)
    return alarm


def _address(who: Invited) -> "vCalAddress":
    from icalendar import vCalAddress

    address = vCalAddress(f"mailto:{_clean(who.email)}")
    if who.name:
        # A parameter can hold no quotation mark (RFC 5545, 3.2).
        address.params["CN"] = _clean(who.name).replace('"', "'").replace("\n", " ")
    return address


def _attendee(who: Invited) -> "vCalAddress":
    address = _address(who)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    address.params["RSVP"] = "TRUE"
    return address


def _clean(text: str) -> str:
    """Return a text that a calendar file can hold; the library folds and escapes it."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
