"""What is said of an indicator's figures, period by period."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Commentary, Indicator
from safeguard_desk.rules.periods import Period
from safeguard_desk.work.editing import set_field


def commentary(uow: UnitOfWork, indicator_id: str, period: Period) -> str:
    """Return what was said of a period; empty where nothing was."""
    uow.flush()
    c = Commentary
    held = uow.find(select(c).where(c.indicator_id == indicator_id, c.period == period.code))
    return held.words if held else ""


def comment(
    uow: UnitOfWork, indicator_id: str, period: Period, words: str, seen: str | None = None
) -> None:
    """Say what is behind a period's figure; empty words take it away.

    seen: what stood there when it was typed; refused where somebody has changed it meanwhile.
    """
    uow.flush()
    c = Commentary
    held = uow.find(select(c).where(c.indicator_id == indicator_id, c.period == period.code))
    said = words.strip()
    if held is None:
        if said:
            uow.get(Indicator, indicator_id)
            uow.add(
                Commentary(
                    indicator_id=indicator_id,
                    period=period.code,
                    words=said,
                    written_on=uow.today,
                    written_by=uow.who,
                )
            )
        return
    if not said:
        uow.delete(held)
    elif held.words != said:
        set_field(uow, Commentary, held.id, "words", held.words if seen is None else seen, said)
        held.written_on, held.written_by = uow.today, uow.who
