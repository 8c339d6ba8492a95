"""What the partnership has settled for itself: the length of local clocks, and where they begin."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Review, ReviewClock, Setting
from safeguard_desk.rules import clocks
from safeguard_desk.rules.terms_review import RapidFrom
from safeguard_desk.work import review_clocks


def settle(uow: UnitOfWork, key: str, value: str) -> None:
    """Settle something under its key; empty takes it away, so that the usual holds again."""
    uow.flush()
    held = uow.find(select(Setting).where(Setting.key == key))
    if not value.strip():
        if held is not None:
            uow.delete(held)
    elif held is None:
        uow.add(Setting(key=key, value=value.strip()))
    else:
        held.value = value.strip()
    uow.flush()


def settle_clock(uow: UnitOfWork, kind: str, period: str) -> None:
    """Settle how long a local clock runs, as “20” or “2 months”; empty: as it usually does.

    Clocks that run already keep the rule they started under.
    """
    known = clocks.clock(kind)
    if not known.local:
        raise Refusal(
            f"“{known.label}” is settled by law or guidance.",
            "It stays as it was.",
            "Extend a single clock with a reason instead.",
        )
    settings = {f"clock.{known.kind}": period}
    clocks.due(known.kind, uow.today, settings=settings)  # refuses what is no period
    settle(uow, f"clock.{known.kind}", period)


def settle_rapid_from(uow: UnitOfWork, begins: RapidFrom) -> int:
    """Settle from which day a rapid review counts; return how many open clocks moved by it.

    A clock of a rapid review that was met, stopped or extended stays as it is.
    """
    usual = begins is RapidFrom.AWARE
    settle(uow, review_clocks.RAPID_FROM, "" if usual else begins.value)
    c = ReviewClock
    running = select(c).where(
        c.kind == "rapid-review", c.met_on.is_(None), c.stopped == "", c.extended_to.is_(None)
    )
    before = {clock.id: clock.due_on for clock in uow.all(running)}
    for clock in list(uow.all(running)):
        review_clocks.follow(uow, uow.get(Review, clock.review_id))
    return sum(clock.due_on != before[clock.id] for clock in uow.all(running))
