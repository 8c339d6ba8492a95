"""Lines of an export that tell of sessions, or give totals of courses, and name no delegate."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from safeguard_desk.exchange.training_rows import Note, Rows, Taken, called, refused
from safeguard_desk.exchange.training_tables import Given, Totals
from safeguard_desk.models import TrainingSession
from safeguard_desk.rules.booking_words import plain_title
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms_learning import SessionState
from safeguard_desk.rules.training_figures import (
    Numbers,
    Told,
    numbers_of,
    rounded,
    together,
)
from safeguard_desk.work.taking_bookings import Became

_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%?")


class TotalRows:
    """Lines taken one by one; totals stand only where no delegates are known."""

    def __init__(self, rows: Rows) -> None:
        """Begin with nothing taken."""
        self.rows, self.ledger = rows, rows.ledger
        self._sum = Numbers()
        self._taken: dict[object, int] = {}

    def take(self, given: Given) -> Taken:
        """Take a line of a session, or of all sessions of a course in some time."""
        if given.is_total:
            raise refused(self._compared(given))
        when = (given.held_on, given.period, given.starts_at)
        key = (plain_title(given.course), given.code.casefold(), when)
        if key in self._taken:
            raise refused(f"row {self._taken[key]} tells of the same already")
        if given.tells and given.places is None:
            raise refused("it tells who attended, and no number of places")
        self._add_up(given)
        taken = self._take_period(given, given.period) if given.period else self._take_day(given)
        self._taken[key] = given.row
        taken.notes += _odd(given)
        return taken

    def _add_up(self, given: Given) -> None:
        told = given.totals or Totals()
        self._sum += Numbers(
            sessions=told.sessions or 1, places=given.places or 0, attended=told.attended or 0
        )

    def _compared(self, given: Given) -> str:
        """Return what a line of totals comes to beside the sums of the lines above it."""
        told, found = given.totals or Totals(), self._sum
        differing = [
            f"{name} {said}, and the rows above come to {summed}"
            for name, said, summed in (
                ("places", given.places, found.places),
                ("attended", told.attended, found.attended),
            )
            if said is not None and said != summed
        ]
        differing += [
            f"rate {said}, and the rows above come to {worked}"
            for said, worked in _other_rate(told.rate, found.attended, found.places)
        ]
        if differing:
            return f"a total and no session: {'; '.join(differing)}"
        return "a total and no session; the rows above come to the same"

    def _take_day(self, given: Given) -> Taken:
        known = self.rows.find(given)
        if given.places == 0:
            raise refused("the session has 0 places")
        session, became, notes, details = self.rows.settle(given, known)
        if given.tells and given.totals is not None:
            one = given.totals
            one = one if (one.sessions or 1) > 1 else replace(one, sessions=None)
            changed = self._tell(session, one, notes)
            if changed and became is Became.UNCHANGED:
                became = Became.UPDATED
        return Taken(became, called(session), session.id, None, notes, details)

    def _take_period(self, given: Given, period: Period) -> Taken:
        """Take the totals of a course in a period: kept as one session that stands for them all."""
        if not given.tells or given.totals is None:
            raise refused("the session has no date")
        first, last = period.starts_on, period.ends_before - timedelta(days=1)
        course = self.ledger.course(given.course)
        if course is not None:
            held = self.ledger.sessions_between(course.id, first, last)
            known = [one for one in held if self._numbers(one).sessions]
            known = [one for one in known if one.sessions_told is None]
            if known:
                return self._beside(given, known, period)
        sessions = given.totals.sessions or 1
        on_first = replace(given, held_on=first, period=None)
        held_on = self._standing(course.id, first) if course is not None else None
        session, became, notes, details = self.rows.settle(on_first, held_on)
        changed = self._tell(session, replace(given.totals, sessions=sessions), notes)
        if changed and became is Became.UNCHANGED:
            became = Became.UPDATED
        details.append(f"{period.label}, {sessions} session{'' if sessions == 1 else 's'}")
        return Taken(became, called(session), session.id, None, notes, details)

    def _standing(self, course_id: str, day: date) -> TrainingSession | None:
        """Return the session that stands for the totals of a course from a day on."""
        held = self.ledger.sessions_between(course_id, day, day)
        return next((one for one in held if one.sessions_told is not None), None)

    def _beside(self, given: Given, known: Sequence[TrainingSession], period: Period) -> Taken:
        """Compare totals with the sessions that are known one by one; those stand."""
        found = together(self._numbers(one) for one in known)
        told = given.totals or Totals()
        here = f"{found.attended} of {found.places}"
        if (told.attended, given.places) != (found.attended, found.places):
            raise refused(
                f"it tells {told.attended} of {given.places} places, and the sessions of"
                f" {period.label} on the desk come to {here}: those stand"
            )
        details = [f"the sessions of {period.label} on the desk come to the same"]
        return Taken(Became.UNCHANGED, called(known[0]), known[0].id, None, [], details)

    def _numbers(self, session: TrainingSession) -> Numbers:
        held = self.ledger.bookings[session.id].values()
        return numbers_of(
            session.state, session.capacity, [one.state for one in held], told_of(session)
        )

    def _tell(self, session: TrainingSession, totals: Totals, notes: list[Note]) -> bool:
        """Keep what a line tells, where delegates do not tell it; say if anything changed."""
        held = [one.state for one in self.ledger.bookings[session.id].values()]
        if any(state.shows_held for state in held):
            found = self._numbers(session)
            if found.attended != totals.attended:
                kept = f"{found.attended}, as the delegates of the session have it"
                notes.append(("Attended", str(totals.attended), kept))
            return False
        told: dict[str, object] = {
            "sessions_told": totals.sessions
            if (totals.sessions or 1) > 1
            else session.sessions_told,
            "booked_told": totals.booked,
            "attended_told": totals.attended,
            "absent_told": totals.absent,
        }
        if session.state is not SessionState.DELIVERED:
            told |= {"state": SessionState.DELIVERED, "state_reason": ""}
        differing = {n: v for n, v in told.items() if getattr(session, n) != v}
        for name, value in differing.items():
            setattr(session, name, value)
        return bool(differing)


def told_of(session: TrainingSession) -> Told:
    """Return what tables told of a session."""
    return Told(
        *(session.sessions_told, session.booked_told),
        *(session.attended_told, session.absent_told),
    )


def _odd(given: Given) -> list[Note]:
    """Return what is odd about totals that are taken: more than places, or another rate."""
    totals, places = given.totals, given.places
    if totals is None or totals.attended is None or places is None:
        return []
    notes: list[Note] = []
    if totals.attended > places:
        kept = f"it is, though there were {places} places"
        notes.append(("Attended", str(totals.attended), kept))
    notes += [
        ("Rate", said, f"{worked}, which is {totals.attended} of {places}")
        for said, worked in _other_rate(totals.rate, totals.attended, places)
    ]
    return notes


def _other_rate(said: str, attended: int, places: int) -> list[tuple[str, str]]:
    """Return a rate that is told and the one that is worked out, where they differ."""
    found = _RATE.fullmatch(said.strip())
    if found is None:
        return []
    decimals = 1 if "." in found[1] else 0
    value = float(found[1])
    worked = rounded(attended, places, decimals)
    if worked is None or value == worked:
        return []
    if value <= 1 and "%" not in said and abs(value - attended / places) < 0.006:
        return []  # a share of one, as a workbook keeps a percentage
    return [(said, f"{worked:g}%")]
