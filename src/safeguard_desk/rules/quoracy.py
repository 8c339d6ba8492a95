"""Quoracy: whether enough of the right people are in the room to decide (DOMAIN 2.4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import time
from fractions import Fraction
from math import ceil

from safeguard_desk.rules.terms import Presence, StatutoryPartner

_REPRESENTED = frozenset({Presence.PRESENT, Presence.DEPUTY})


@dataclass(frozen=True)
class QuoracyRule:
    """What a group asks for: co-chairs in person, partners by name, a share of its agencies."""

    co_chairs: int = 1
    partners: frozenset[StatutoryPartner] = frozenset(StatutoryPartner)
    agencies_share: Fraction = Fraction(1, 2)


@dataclass(frozen=True)
class Seat:
    """One person's place at a meeting. `counts` is true for members and co-chairs only.

    A deputy counts for the agency; a deputy of a co-chair does not count as a co-chair.
    `arrived_at` and `left_at` are kept when somebody came late or left early; one who came back
    arrived after having left.
    """

    agency: str
    partner: StatutoryPartner | None
    is_co_chair: bool
    counts: bool
    presence: Presence
    person: str = ""
    arrived_at: time | None = None
    left_at: time | None = None

    def in_room(self, moment: time) -> bool:
        """Tell whether the times allow for being here at a moment."""
        return in_room(self.arrived_at, self.left_at, moment)


def in_room(arrived_at: time | None, left_at: time | None, moment: time) -> bool:
    """Tell whether somebody who came and left at these times was here at a moment.

    From the minute of leaving one is gone: of a decision noted in that minute nobody can say that
    it was taken before, so the doubt is for the decision. One who came back arrived after having
    left.
    """
    came = arrived_at is None or arrived_at <= moment
    stayed = left_at is None or moment < left_at
    if arrived_at is not None and left_at is not None and left_at <= arrived_at:
        return came or stayed
    return came and stayed


@dataclass(frozen=True)
class Test:
    """One thing the rule asks for: whether it is met, how it stands, and what is missing if not."""

    __test__ = False  # not a test to pytest

    name: str
    met: bool
    words: str
    missing: str = ""


@dataclass(frozen=True)
class Quoracy:
    """Whether a meeting is quorate, test by test, and in one line for people."""

    quorate: bool
    tests: tuple[Test, ...]
    words: str


def judge(seats: Sequence[Seat], rule: QuoracyRule) -> Quoracy:
    """Judge the seats by a rule; whoever is not yet marked is not counted as present."""
    counted = [seat for seat in seats if seat.counts]
    here = [seat for seat in counted if seat.presence in _REPRESENTED]
    tests = (
        _co_chairs(here, rule.co_chairs),
        _partners({seat.partner for seat in here}, rule.partners),
        _agencies({s.agency for s in here}, {s.agency for s in counted}, rule.agencies_share),
    )
    quorate = all(test.met for test in tests)
    if quorate:
        words = f"Quorate: {', '.join(test.words for test in tests)}"
    else:
        words = f"Not quorate: {'; '.join(test.missing for test in tests if not test.met)}"
    return Quoracy(quorate, tests, words)


def at(
    seats: Sequence[Seat],
    rule: QuoracyRule,
    moment: time | None,
    withdrawn: Collection[str] = (),
) -> Quoracy:
    """Judge the seats as they stood at a moment; None judges the meeting as a whole.

    Whoever had not arrived, had left, or withdrew from the item (`withdrawn`: persons) is not
    counted as here, and stays a member all the same.
    """
    gone = [
        seat.person in withdrawn or (moment is not None and not seat.in_room(moment))
        for seat in seats
    ]
    return judge(
        [
            replace(seat, presence=Presence.ABSENT) if away else seat
            for seat, away in zip(seats, gone, strict=True)
        ],
        rule,
    )


def _co_chairs(here: Sequence[Seat], needed: int) -> Test:
    present = sum(seat.is_co_chair and seat.presence is Presence.PRESENT for seat in here)
    words = f"{present} co-chair{'' if present == 1 else 's'}"
    missing = f"{present} of {needed} co-chairs present" if present else "no co-chair present"
    return Test("co_chairs", present >= needed, words, missing)


def _partners(
    here: Collection[StatutoryPartner | None], asked: frozenset[StatutoryPartner]
) -> Test:
    absent = [partner for partner in StatutoryPartner if partner in asked and partner not in here]
    words = f"{len(asked) - len(absent)} of {len(asked)} partners"
    names = [_name(partner) for partner in absent]
    missing = f"{' and '.join(filter(None, (', '.join(names[:-1]), *names[-1:])))} not represented"
    return Test("partners", not absent, words, missing)


def _name(partner: StatutoryPartner) -> str:
    return partner.label[0].lower() + partner.label[1:]


def _agencies(here: Collection[str], members: Collection[str], share: Fraction) -> Test:
    present, total = len(set(here) - {""}), len(set(members) - {""})
    needed = ceil(share * total)
    words = f"{present} of {total} agencies"
    met = present >= needed and total > 0
    return Test("agencies", met, words, f"{words}, {needed} needed" if total else "no agencies yet")
