"""The clocks of a review: started by its days, kept with the rule they started under.

A clock that has started keeps its source, edition and due day; only another starting day gives it
another one. It is stopped and extended with a reason only.
"""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import ImpactCheck, Review, ReviewClock
from safeguard_desk.rules import clocks
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Harm, ReviewKind, ReviewState
from safeguard_desk.views.meeting_clocks import settings

RAPID_FROM = "clock.rapid-review-from"
"""The setting that lets a rapid review count from the notification instead of becoming aware."""

IMPACT = "impact-check"


def follow(uow: UnitOfWork, case: Review) -> None:
    """Start, move and meet the clocks of a case as its days say now."""
    uow.flush()
    held = {one.kind: one for one in _of(uow, case.id)}
    wanted = starts(case, settings(uow.reader))
    for kind, day in wanted.items():
        clock = held.get(kind)
        if clock is None:
            held[kind] = _start(uow, case.id, kind, day)
        elif clock.starts_on != day and not clock.stopped:
            _set(uow, clock, day)
    for kind, met in _met(case).items():
        if kind in held:
            held[kind].met_on = met
    if IMPACT in held:
        _look_again(uow, held[IMPACT], case)
    for kind, clock in held.items():
        if kind not in wanted and clock.met_on is None and not clock.stopped:
            uow.delete(clock)


def starts(case: Review, settled: dict[str, str]) -> dict[str, date]:
    """Return which clocks a case runs by, and the day each starts from (DOMAIN 6)."""
    found: dict[str, date] = {}
    child = case.side is not Side.ADULTS
    light = case.kind.is_light or case.kind.is_elsewhere
    serious = child and not light and case.harm in {Harm.DEATH, Harm.SERIOUS, Harm.UNKNOWN}
    undecided = case.decided_on is None
    rapid = undecided or case.kind in {ReviewKind.RAPID, ReviewKind.LCSPR}
    if serious and rapid and case.aware_on:
        found["notification"] = case.aware_on
        by_notice = settled.get(RAPID_FROM, "").strip().lower().startswith("notif")
        found["rapid-review"] = (case.notified_on if by_notice else None) or case.aware_on
    if case.side is not Side.CHILDREN and not light:
        found["sar-decision"] = case.referred_on
    if case.initiated_on and case.state is not ReviewState.NOT_PROGRESSED:
        if case.kind is ReviewKind.LCSPR:
            found["lcspr"] = case.initiated_on
            if case.published_on:
                found["lcspr-copy"] = case.published_on
        if case.kind in {ReviewKind.SAR, ReviewKind.SAR_DISCRETIONARY}:
            found["sar"] = case.initiated_on
    if case.plan_agreed_on and case.state is not ReviewState.NOT_PROGRESSED:
        found[IMPACT] = case.impact_on if case.impact_on else case.plan_agreed_on
    elif case.impact_on:
        found[IMPACT] = case.impact_on
    return found


def last_check(uow: UnitOfWork, review_id: str) -> ImpactCheck | None:
    """Return the last check of impact of a whole review."""
    c = ImpactCheck
    own = select(c).where(c.review_id == review_id, c.recommendation_id.is_(None))
    return uow.find(own.order_by(c.checked_on.desc(), c.id.desc()).limit(1))


def _look_again(uow: UnitOfWork, clock: ReviewClock, case: Review) -> None:
    """Let the clock of impact run to the day the last check gave; met where that gave none."""
    last = last_check(uow, case.id)
    clock.met_on = last.checked_on if last is not None and last.next_on is None else None
    if last is not None and last.next_on is not None and clock.due_on != last.next_on:
        _set(uow, clock, last.checked_on)
        clock.due_on = last.next_on


def _met(case: Review) -> dict[str, date | None]:
    """Return the clocks that a day of the case meets, or not any more."""
    return {
        "notification": case.notified_on,
        "sar-decision": case.decided_on,
        "lcspr": case.published_on,
    }


def _of(uow: UnitOfWork, review_id: str) -> list[ReviewClock]:
    return list(uow.all(select(ReviewClock).where(ReviewClock.review_id == review_id)))


def _start(uow: UnitOfWork, review_id: str, kind: str, day: date) -> ReviewClock:
    clock = uow.add(
        ReviewClock(review_id=review_id, kind=kind, starts_on=day, due_on=day, source="")
    )
    _set(uow, clock, day)
    return clock


def _set(uow: UnitOfWork, clock: ReviewClock, day: date) -> None:
    due = clocks.due(clock.kind, day, settings=settings(uow.reader))
    edition = clocks.edition(clock.kind, day)
    clock.starts_on, clock.due_on, clock.source = day, due.due, due.source
    clock.valid_from, clock.valid_to = edition.valid_from, edition.valid_to
    clock.extended_to, clock.extended = None, ""


def _reason(words: str, what: str) -> str:
    if not words.strip():
        raise Refusal(
            f"A clock is {what} with a reason only.", "It runs on.", "Say why, in a sentence."
        )
    return words.strip()


def stop(uow: UnitOfWork, clock_id: str, reason: str, *, on: date | None = None) -> None:
    """Stop a clock, as for criminal proceedings; refuses without a reason."""
    clock = _running(uow, clock_id)
    clock.stopped, clock.stopped_on = _reason(reason, "stopped"), on or uow.today


def resume(uow: UnitOfWork, clock_id: str, reason: str) -> None:
    """Let a stopped clock run on, by its day as it was; refuses without a reason."""
    clock = uow.get(ReviewClock, clock_id)
    if not clock.stopped:
        raise Refusal("This clock is not stopped.", "Nothing was changed.", "Look at it again.")
    _reason(reason, "started again")
    clock.stopped, clock.stopped_on = "", None


def extend(uow: UnitOfWork, clock_id: str, to: date, reason: str) -> None:
    """Extend a clock to a later day; refuses without a reason, or to no later day."""
    clock = _running(uow, clock_id)
    why = _reason(reason, "extended")
    if to <= (clock.extended_to or clock.due_on):
        raise Refusal(
            f"{write_date(to)} is no later than the day it is due,"
            f" {write_date(clock.extended_to or clock.due_on)}.",
            "It runs on as it was.",
            "Give a later day.",
        )
    clock.extended_to, clock.extended = to, why


def meet(uow: UnitOfWork, clock_id: str, *, on: date | None = None) -> None:
    """Take down the day on which a clock was met; refuses one before it started or to come."""
    clock = uow.get(ReviewClock, clock_id)
    day = on or uow.today
    begins = clock.due_on if clock.due_on < clock.starts_on else clock.starts_on
    if day > uow.today or (day < begins and clock.kind != "lcspr-copy"):
        raise Refusal(
            f"{write_date(day)} is before the clock started, or still to come.",
            "It runs on as it was.",
            "Give the day on which it was done.",
        )
    clock.met_on = day
    if clock.kind == "notification":
        uow.get(Review, clock.review_id).notified_on = day


def _running(uow: UnitOfWork, clock_id: str) -> ReviewClock:
    clock = uow.get(ReviewClock, clock_id)
    if clock.met_on is not None:
        raise Refusal(
            f"This clock was met on {write_date(clock.met_on)}.",
            "Nothing was changed.",
            "Undo that step first, if it was a mistake.",
        )
    return clock


def find(uow: UnitOfWork, review_id: str, kind: str) -> ReviewClock:
    """Return a clock of a case by its kind; refuse one that it does not run by."""
    wanted = clocks.clock(kind).kind
    held = _of(uow, review_id)
    found = next((one for one in held if one.kind == wanted), None)
    if found is None:
        raise Refusal(
            f"This case does not run by the clock “{wanted}”.",
            "Nothing was changed.",
            f"It runs by: {', '.join(one.kind for one in held) or 'none yet'}.",
        )
    return found
