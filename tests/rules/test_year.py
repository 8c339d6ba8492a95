"""A year's dates: off bank holidays, school holidays, weekends and clashes, each with why."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.rhythm import Rhythm, read_rhythm
from safeguard_desk.rules.terms import HolidayKind
from safeguard_desk.rules.year import (
    Around,
    Closed,
    Proposal,
    Taken,
    Wanted,
    against,
    propose,
    write_why,
)

YEAR = (date(2027, 4, 1), date(2028, 3, 31))
QA = Wanted("qa", time(10), 120, "Civic Hub, room 3", frozenset({"DN", "HS"}), frozenset({"NG"}))
EASTER = Closed("Easter holidays", HolidayKind.SCHOOL, date(2027, 3, 25), date(2027, 4, 9))
SUMMER = Closed("Summer holidays", HolidayKind.SCHOOL, date(2027, 7, 22), date(2027, 8, 31))
NAMES = (("DN", "Designated Nurse"), ("HS", "Head of Safeguarding Adults"), ("NG", "Named GP"))
OTHER = Taken(
    "1", "LD-2027-06-08", "ld", date(2027, 6, 8), time(11), 90, "Online", frozenset({"XX"}),
    frozenset({"XX", "DN"}),
)  # fmt: skip


def proposed(rule: str, around: Around, wanted: Wanted = QA) -> list[Proposal]:
    return propose(read_rhythm(rule), wanted, around, *YEAR)


def test_dates_that_are_free_stay_where_the_rule_puts_them() -> None:
    found = proposed("every second month, second Tuesday, 10:00", Around())
    assert [one.held_on.month for one in found] == [4, 6, 8, 10, 12, 2]
    assert not any(one.moved or one.why or one.clashes for one in found)


def test_a_bank_holiday_moves_to_the_same_weekday_a_week_later() -> None:
    may = proposed("monthly, first Monday", Around())[1]
    assert (may.wanted, may.held_on) == (date(2027, 5, 3), date(2027, 5, 10))
    assert write_why(may) == "Moved from Mon 3 May 2027: bank holiday: May Day."


def test_a_week_earlier_serves_where_a_week_later_does_not() -> None:
    later = Closed("Moving house", HolidayKind.CLOSURE, date(2027, 5, 10), date(2027, 5, 10))
    may = proposed("monthly, first Monday", Around((later,)))[1]
    assert may.held_on == date(2027, 4, 26)


def test_school_holidays_and_closures_are_named() -> None:
    first = proposed("quarterly, first Tuesday", Around((EASTER,)))[0]
    assert (first.wanted, first.held_on) == (date(2027, 4, 6), date(2027, 4, 13))
    assert "school holiday: Easter holidays" in write_why(first)


def test_a_long_holiday_is_left_for_the_nearest_same_weekday_outside_it() -> None:
    august = proposed("every second month, second Tuesday", Around((SUMMER,)))[2]
    assert august.wanted == date(2027, 8, 10)
    assert august.held_on == date(2027, 7, 20)


def test_another_weekday_serves_where_the_same_one_is_nowhere_free() -> None:
    tuesdays = tuple(
        Closed("Court day", HolidayKind.CLOSURE, day, day)
        for day in (date(2027, 4, 1) + timedelta(days=n) for n in range(366))
        if day.weekday() == 1
    )
    april = proposed("monthly, second Tuesday", Around(tuesdays))[0]
    assert april.held_on == date(2027, 4, 14)


def test_a_date_that_finds_no_place_is_kept_and_says_what_stands_against_it() -> None:
    shut = Closed("Rebuilding", HolidayKind.CLOSURE, date(2027, 4, 1), date(2027, 6, 30))
    april = proposed("monthly, second Tuesday", Around((shut,)))[0]
    assert april.held_on == april.wanted
    assert april.clashes == ("closed: Rebuilding",)
    assert write_why(april) == "No free day near it: closed: Rebuilding."


def test_a_co_chair_who_sits_in_another_meeting_then_moves_the_date() -> None:
    june = proposed("every second month, second Tuesday", Around((), (OTHER,), NAMES))[1]
    assert june.held_on == date(2027, 6, 15)
    assert "Designated Nurse is at LD-2027-06-08, 11:00" in write_why(june)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"members": frozenset({"XX"})}, ()),
        ({"starts_at": time(12)}, ()),
        ({"starts_at": time(8), "length_minutes": 120}, ()),
        ({"starts_at": time(8), "length_minutes": 121}, ("Designated Nurse is at",)),
        ({"chairs": frozenset({"NG"}), "members": frozenset({"NG"})}, ("Named GP is at",)),
        ({"members": frozenset({"NG"})}, ()),
        ({"members": frozenset(), "venue": "civic hub  room 3"}, ("is taken by",)),
        ({"members": frozenset(), "venue": "Civic Hub, room 4"}, ()),
        ({"group_id": "qa", "starts_at": time(16)}, ("the group meets that day already",)),
    ],
)
def test_who_and_what_cannot_be_in_two_places(
    changed: dict[str, object], said: tuple[str, ...]
) -> None:
    other = replace(OTHER, **changed)  # type: ignore[arg-type]
    found = against(OTHER.held_on, QA, Around((), (other,), NAMES))
    assert len(found) == len(said)
    assert all(words in one for words, one in zip(said, found, strict=True))


def test_online_is_no_room_that_could_be_taken() -> None:
    online = replace(QA, venue="online")
    assert against(OTHER.held_on, online, Around((), (replace(OTHER, members=frozenset()),))) == ()


def test_a_year_that_is_planned_already_is_not_planned_again() -> None:
    moved = Taken("1", "QA-2027-06-15", "qa", date(2027, 6, 15), time(10), 120)
    found = proposed("every second month, second Tuesday", Around((), (moved,)))
    assert [one.standing for one in found] == ["", "QA-2027-06-15", "", "", "", ""]
    assert found[1].held_on == date(2027, 6, 15)


RULES = st.builds(
    Rhythm,
    st.sampled_from([1, 2, 3, 4, 6]),
    st.just(False),
    st.integers(0, 4),
    st.sampled_from([1, 2, 3, 4, -1]),
)
SHUT = st.lists(
    st.builds(
        lambda day, span: Closed("Closed", HolidayKind.CLOSURE, day, day + timedelta(days=span)),
        st.dates(*YEAR),
        st.integers(0, 40),
    ),
    max_size=6,
)


@given(RULES, SHUT)
def test_each_date_is_free_or_says_why_not_and_none_comes_twice(
    rhythm: Rhythm, shut: list[Closed]
) -> None:
    around = Around(tuple(shut))
    found = propose(rhythm, QA, around, *YEAR)
    assert len({one.held_on for one in found}) == len(found)
    for one in found:
        assert YEAR[0] <= one.held_on <= YEAR[1]
        assert abs((one.held_on - one.wanted).days) <= rhythm.tolerance
        assert bool(one.clashes) == bool(against(one.held_on, QA, around))
        assert bool(one.why) == bool(one.moved or one.clashes)
