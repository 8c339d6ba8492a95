"""Calendar files: read back as other programs read them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import calendar
from safeguard_desk.exchange.calendar import Invited
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import Capacity, GroupKind, MeetingState
from safeguard_desk.views.events import Event, event
from safeguard_desk.work import agendas, people, planning, rescheduling

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LINK = "https://meet.example.org/qa?room=3,4;x"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)


def file_of(harrow: Harrow, meeting: str) -> Any:
    with harrow.desk.read() as reader:
        return parsed(calendar.of_meeting(reader, meeting, NOW))


def parsed(data: bytes) -> Any:
    return Calendar.from_ical(data)


def entry(file: Any) -> Any:
    (found,) = file.walk("VEVENT")
    return found


def arranged(harrow: Harrow, meeting: str, **changed: Any) -> None:
    asked: dict[str, Any] = {"starts_at": time(10), "length_minutes": 120, "venue": "", "link": ""}
    asked |= changed
    harrow.do(lambda uow: planning.arrange(uow, meeting, **asked))


def made(**changed: Any) -> Event:
    facts: dict[str, Any] = {
        "id": "01a1e962aac07054934c4a92aad00458",
        "ref": "QA-2026-11-17",
        "group": "Quality Assurance",
        "kind": GroupKind.QUALITY,
        "held_on": date(2026, 11, 17),
        "starts_at": time(10),
        "length_minutes": 120,
        "venue": "Civic Hub",
        "link": LINK,
        "state": MeetingState.PLANNED,
        "sequence": 0,
        "organiser": ("Business Manager", "unit@example.org"),
    }
    return Event(**(facts | changed))


def invited(meeting: Event) -> bytes:
    return calendar.invitation(meeting, Invited("Named GP", "gp@example.org"), NOW)


def test_a_meeting_is_an_entry_with_time_place_link_agenda_and_reminder(harrow: Harrow) -> None:
    meeting = harrow.plan()
    arranged(harrow, meeting, venue="Civic Hub, room 3; online", link=LINK)
    file = file_of(harrow, meeting)
    found = entry(file)
    assert (file["METHOD"], file["VERSION"]) == ("PUBLISH", "2.0")
    assert found["UID"] == f"{meeting}@safeguard-desk"
    assert found["SUMMARY"] == "Quality Assurance meeting"
    assert found["LOCATION"] == "Civic Hub, room 3; online"
    assert found["URL"] == LINK
    assert found["STATUS"] == "CONFIRMED"
    assert found["DTSTART"].params["TZID"] == "Europe/London"
    assert found["DTSTAMP"].dt == NOW
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=2)
    description = str(found["DESCRIPTION"])
    assert f"Join: {LINK}" in description
    assert "4. Action tracker\n5. Multi-agency audits" in description
    (alarm,) = found.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-15)


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (date(2027, 3, 26), datetime(2027, 3, 26, 10, tzinfo=UTC)),
        (date(2027, 3, 30), datetime(2027, 3, 30, 9, tzinfo=UTC)),
        (date(2026, 10, 23), datetime(2026, 10, 23, 9, tzinfo=UTC)),
        (date(2026, 10, 27), datetime(2026, 10, 27, 10, tzinfo=UTC)),
    ],
)
def test_ten_o_clock_stays_ten_o_clock_across_the_clocks_change(
    harrow: Harrow, day: date, utc: datetime
) -> None:
    file = file_of(harrow, harrow.plan(day))
    start = entry(file)["DTSTART"]
    assert start.dt.astimezone(UTC) == utc
    assert b"DTSTART;TZID=Europe/London:" + f"{day:%Y%m%d}".encode() + b"T100000" in file.to_ical()
    (zone,) = file.walk("VTIMEZONE")
    at = datetime.combine(day, time(10), zone.to_tz())
    assert at.astimezone(UTC) == utc


def test_a_changed_meeting_keeps_its_uid_and_raises_its_sequence_also_over_the_clocks_change(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan(date(2026, 10, 20))
    first = entry(file_of(harrow, meeting))
    harrow.do(lambda uow: rescheduling.reschedule(uow, meeting, date(2026, 10, 27)))
    second = entry(file_of(harrow, meeting))
    arranged(harrow, meeting, starts_at=time(14))
    third = entry(file_of(harrow, meeting))
    assert first["UID"] == second["UID"] == third["UID"]
    assert [one["SEQUENCE"] for one in (first, second, third)] == [0, 1, 2]
    assert second["DTSTART"].dt.hour == 10
    assert third["DTSTART"].dt.astimezone(UTC) == datetime(2026, 10, 27, 14, tzinfo=UTC)


def test_a_change_taken_back_is_news_to_a_calendar_that_has_it(harrow: Harrow) -> None:
    meeting = harrow.plan(date(2027, 3, 23))
    harrow.do(lambda uow: rescheduling.reschedule(uow, meeting, date(2027, 3, 30)))
    harrow.desk.undo()
    found = entry(file_of(harrow, meeting))
    assert found["DTSTART"].dt.date() == date(2027, 3, 23)
    assert found["SEQUENCE"] == 2
    assert harrow.get(Meeting, meeting).sequence == 0


def test_a_cancelled_meeting_says_so_and_comes_back_with_a_higher_sequence(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    harrow.do(planning.advance, meeting, MeetingState.CANCELLED)
    file = file_of(harrow, meeting)
    found = entry(file)
    assert (file["METHOD"], found["STATUS"], found["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert not found.walk("VALARM")
    harrow.do(planning.advance, meeting, MeetingState.PLANNED, "Enough can come")
    file = file_of(harrow, meeting)
    assert (file["METHOD"], entry(file)["SEQUENCE"]) == ("PUBLISH", 2)


def test_a_group_and_everybody_are_files_of_many_entries(harrow: Harrow) -> None:
    for day, code in (
        (date(2027, 1, 12), "QA"),
        (date(2027, 3, 9), "QA"),
        (date(2027, 2, 2), "CR"),
    ):
        harrow.plan(day, code)
    group = harrow.group()
    with harrow.desk.read() as reader:
        one = parsed(calendar.of_group(reader, group, NOW))
        everything = parsed(calendar.of_group(reader, None, NOW))
    assert [found["DTSTART"].dt.month for found in one.walk("VEVENT")] == [1, 3]
    assert one["X-WR-CALNAME"] == "Quality Assurance"
    assert len(everything.walk("VEVENT")) == 3
    assert len(everything.walk("VTIMEZONE")) == 1


def test_nothing_to_put_in_is_refused(harrow: Harrow) -> None:
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="no meeting to put into"):
        calendar.of_group(reader, None, NOW)


def test_restricted_items_and_the_agenda_of_case_reviews_are_in_no_calendar(
    harrow: Harrow,
) -> None:
    meeting, review = harrow.plan(), harrow.plan(code="CR")
    harrow.do(lambda uow: agendas.add_item(uow, meeting, "Child B", restricted=True).id)
    assert "Child B" not in str(entry(file_of(harrow, meeting))["DESCRIPTION"])
    found = entry(file_of(harrow, review))
    assert "referrals" not in str(found["DESCRIPTION"])
    assert found["CLASS"] == "PRIVATE"


def test_an_invitation_asks_one_person_in_the_name_of_the_secretariat(harrow: Harrow) -> None:
    meeting, group = harrow.plan(), harrow.group()
    harrow.do(
        lambda uow: (
            people.join(
                uow,
                group,
                people.add_person(
                    uow, 'Business "Manager"', initials="ZZ", email="bm@example.org"
                ).id,
                capacity=Capacity.SECRETARIAT,
            ).id
        )
    )
    with harrow.desk.read() as reader:
        facts = event(reader, meeting)
    file = parsed(invited(facts))
    found = entry(file)
    assert file["METHOD"] == "REQUEST"
    assert found["ORGANIZER"] == "mailto:bm@example.org"
    assert found["ORGANIZER"].params["CN"] == "Business 'Manager'"
    assert found["ATTENDEE"] == "mailto:gp@example.org"
    assert found["ATTENDEE"].params["RSVP"] == "TRUE"


def test_an_invitation_to_a_cancelled_meeting_takes_it_off() -> None:
    file = parsed(invited(made(state=MeetingState.CANCELLED, sequence=1)))
    assert (file["METHOD"], entry(file)["STATUS"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize(
    ("meeting", "attendee"),
    [(made(), Invited("Named GP", "")), (made(organiser=("", "")), Invited("GP", "gp@x.org"))],
)
def test_nobody_is_invited_without_an_address_or_by_nobody(
    meeting: Event, attendee: Invited
) -> None:
    with pytest.raises(Refusal, match="no e-mail address"):
        calendar.invitation(meeting, attendee, NOW)


LONG = "Ōsaka Straße, Zimmer „Ω“; " * 20
TEXTS = st.text(max_size=200) | st.sampled_from([LONG, "a,b;c\\d\ne", "\N{CLOUD}" * 90])


def test_long_lines_of_any_letters_are_folded_at_75_octets() -> None:
    data = invited(made(group=LONG, venue=LONG, items=(LONG, "Neglect, exploitation; harm\\n")))
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)  # no letter is cut in two
    found = entry(parsed(data))
    assert found["LOCATION"] == LONG
    assert "2. Neglect, exploitation; harm\\n" in str(found["DESCRIPTION"])
    assert rb"harm\\n" in data.replace(b"\r\n ", b"")
    assert rb"\, exploitation\; harm" in data.replace(b"\r\n ", b"")


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_whatever_was_typed_is_read_back_and_starts_no_line_of_its_own(
    group: str, venue: str, link: str, item: str
) -> None:
    data = invited(made(group=group, venue=venue, link=link, items=(item,)))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found = entry(parsed(data))
    assert found["SUMMARY"] == calendar._clean(f"{group} meeting")
    assert found["DESCRIPTION"].endswith(calendar._clean(f"1. {item}"))
    names = {"VEVENT", "VALARM", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VCALENDAR"}
    assert {one.name for one in parsed(data).walk()} == names
