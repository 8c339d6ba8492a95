"""Quoracy (DOMAIN 2.4)."""

from fractions import Fraction
from typing import Any

import pytest

from safeguard_desk.rules.quoracy import Quoracy, QuoracyRule, Seat, judge
from safeguard_desk.rules.terms import Presence, StatutoryPartner

P, S = Presence, StatutoryPartner


def seat(
    agency: str,
    presence: Presence = P.PRESENT,
    partner: StatutoryPartner | None = None,
    *,
    chair: bool = False,
    counts: bool = True,
) -> Seat:
    return Seat(agency, partner, chair, counts, presence)


def eleven(present: int = 11) -> list[Seat]:
    named = [
        seat("ICB", partner=S.ICB, chair=True),
        seat("Adult Services", partner=S.LOCAL_AUTHORITY, chair=True),
        seat("Police", partner=S.POLICE),
    ]
    others = [f"Agency {n}" for n in range(8)]
    return named + [
        seat(name, P.PRESENT if n + 3 < present else P.APOLOGIES) for n, name in enumerate(others)
    ]


def test_a_full_room_is_quorate_and_says_how() -> None:
    found = judge(eleven(7), QuoracyRule(co_chairs=1))
    assert found.quorate
    assert found.words == "Quorate: 2 co-chairs, 3 of 3 partners, 7 of 11 agencies"


@pytest.mark.parametrize(("present", "quorate"), [(6, True), (5, False)])
def test_half_of_the_agencies_are_needed(present: int, quorate: bool) -> None:
    found = judge(eleven(present), QuoracyRule())
    assert found.quorate is quorate
    if not quorate:
        assert found.words == "Not quorate: 5 of 11 agencies, 6 needed"


def _with(seats: list[Seat], agency: str, **changes: Any) -> list[Seat]:
    return [Seat(**{**vars(one), **changes}) if one.agency == agency else one for one in seats]


def test_without_the_police_it_is_not_quorate() -> None:
    found = judge(_with(eleven(), "Police", presence=P.ABSENT), QuoracyRule())
    assert found.words == "Not quorate: police not represented"
    assert [(test.name, test.met) for test in found.tests] == [
        ("co_chairs", True),
        ("partners", False),
        ("agencies", True),
    ]


def test_everything_that_is_missing_is_named() -> None:
    away = [Seat(**{**vars(one), "presence": P.EXPECTED}) for one in eleven()]
    assert judge(away, QuoracyRule()).words == (
        "Not quorate: no co-chair present; local authority, integrated care board and police not"
        " represented; 0 of 11 agencies, 6 needed"
    )


def test_a_deputy_counts_for_the_agency_but_not_as_co_chair() -> None:
    one_chair = _with(eleven(), "ICB", presence=P.DEPUTY)
    found = judge(one_chair, QuoracyRule())
    assert found.words == "Quorate: 1 co-chair, 3 of 3 partners, 11 of 11 agencies"
    both = _with(one_chair, "Adult Services", presence=P.DEPUTY)
    assert judge(both, QuoracyRule()).words == "Not quorate: no co-chair present"


def test_two_co_chairs_may_be_asked_for() -> None:
    one_chair = _with(eleven(), "ICB", presence=P.DEPUTY)
    found = judge(one_chair, QuoracyRule(co_chairs=2))
    assert found.words == "Not quorate: 1 of 2 co-chairs present"


def test_those_in_attendance_do_not_count() -> None:
    seats = _with(eleven(), "Police", counts=False)
    assert judge(seats, QuoracyRule()).words == "Not quorate: police not represented"


def test_one_agency_with_several_people_counts_once() -> None:
    seats = [*eleven(6), seat("Police", P.APOLOGIES, S.POLICE), seat("Police", partner=S.POLICE)]
    assert judge(seats, QuoracyRule()).tests[2].words == "6 of 11 agencies"


def test_a_person_of_no_agency_is_no_agency() -> None:
    seats = [*eleven(), seat("")]
    assert judge(seats, QuoracyRule()).tests[2].words == "11 of 11 agencies"


def test_a_group_may_ask_for_other_partners_and_shares() -> None:
    rule = QuoracyRule(co_chairs=0, partners=frozenset({S.POLICE}), agencies_share=Fraction(1, 3))
    seats = [seat("Police", partner=S.POLICE), seat("A", P.ABSENT), seat("B", P.ABSENT)]
    assert judge(seats, rule) == Quoracy(
        quorate=True,
        tests=judge(seats, rule).tests,
        words="Quorate: 0 co-chairs, 1 of 1 partners, 1 of 3 agencies",
    )


def test_a_group_without_members_is_never_quorate() -> None:
    rule = QuoracyRule(co_chairs=0, partners=frozenset())
    assert judge([], rule).words == "Not quorate: no agencies yet"
