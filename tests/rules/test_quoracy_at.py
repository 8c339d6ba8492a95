"""Quoracy at the moment a decision is taken: arrivals, leavers and withdrawals."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.quoracy import QuoracyRule, Seat, at, judge
from safeguard_desk.rules.terms import Presence, StatutoryPartner

RULE = QuoracyRule()
P, S = Presence, StatutoryPartner
ICB = Seat("ICB", S.ICB, True, True, P.PRESENT, "dn")
COUNCIL = Seat("Council", S.LOCAL_AUTHORITY, True, True, P.PRESENT, "hs")
POLICE = Seat("Police", S.POLICE, False, True, P.PRESENT, "dc")


def police(arrived: time | None = None, left: time | None = None) -> list[Seat]:
    late = Seat("Police", S.POLICE, False, True, P.PRESENT, "dc", arrived, left)
    return [ICB, COUNCIL, late]


@pytest.mark.parametrize(
    ("arrived", "left", "moment", "quorate"),
    [
        (None, None, time(10, 30), True),
        (time(10, 20), None, time(10, 19), False),
        (time(10, 20), None, time(10, 20), True),
        (None, time(11, 40), time(11, 39), True),
        (None, time(11, 40), time(11, 40), False),
        (time(10, 20), time(11, 40), time(11), True),
        (time(10, 20), time(11, 40), time(10), False),
        (time(11, 30), time(11), time(10), True),  # left at eleven, back at half past
        (time(11, 30), time(11), time(11, 10), False),
        (time(11, 30), time(11), time(11, 30), True),
        (time(10, 20), time(11, 40), None, True),  # no time noted: the meeting as a whole
    ],
)
def test_the_partner_who_must_be_there_counts_only_while_in_the_room(
    arrived: time | None, left: time | None, moment: time | None, quorate: bool
) -> None:
    assert at(police(arrived, left), RULE, moment).quorate is quorate


def test_somebody_who_withdrew_does_not_count_and_stays_a_member() -> None:
    found = at(police(), RULE, time(10), withdrawn={"dc"})
    assert not found.quorate
    assert found.words == "Not quorate: police not represented"
    assert "2 of 3 agencies" in [test.words for test in found.tests]


times = st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0))
seats = st.lists(
    st.builds(
        Seat,
        agency=st.sampled_from(["ICB", "Police", "Council", "Probation", ""]),
        partner=st.none() | st.sampled_from(StatutoryPartner),
        is_co_chair=st.booleans(),
        counts=st.booleans(),
        presence=st.sampled_from(Presence),
        person=st.sampled_from("abcdef"),
        arrived_at=times,
        left_at=times,
    ),
    max_size=8,
)


@given(seats, times)
def test_no_moment_is_better_than_the_whole(found: list[Seat], moment: time | None) -> None:
    """Whoever was quorate at a moment is quorate on the whole: coming and going only takes away."""
    if at(found, RULE, moment).quorate:
        assert judge(found, RULE).quorate


@given(seats, times, st.sets(st.sampled_from("abcdef")))
def test_withdrawing_never_helps(found: list[Seat], moment: time | None, away: set[str]) -> None:
    if at(found, RULE, moment, away).quorate:
        assert at(found, RULE, moment).quorate
