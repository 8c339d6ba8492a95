"""Risks: raised in meetings, scored when the group has judged them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Group, Risk, RiskScore
from safeguard_desk.rules.terms import RiskStatus, Side
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.references import next_reference


def raise_risk(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    *,
    side: Side = Side.BOTH,
    raised_on: date | None = None,
    meeting_id: str | None = None,
    restricted: bool = False,
) -> Risk:
    """Put a risk on a group's register, not yet scored; refuses one without words."""
    if not title.strip():
        raise Refusal("A risk needs words.", "Nothing was added.", "Say what may happen.")
    group = uow.get(Group, group_id)
    return uow.add(
        Risk(
            ref=next_reference(uow, f"{group.code}-R"),
            title=title.strip(),
            group_id=group_id,
            side=side,
            raised_on=raised_on or uow.today,
            meeting_id=meeting_id,
            restricted=restricted,
        )
    )


def edit(uow: UnitOfWork, risk_id: str, name: str, seen: Any, value: Any, reason: str = "") -> None:
    """Change a field of a risk; likelihood and impact go from 1 to 5 (DOMAIN 7)."""
    if name in {"likelihood", "impact"} and value is not None and not 1 <= value <= 5:
        raise Refusal(
            "Likelihood and impact go from 1 to 5.",
            f"The {name} stays as it was.",
            "1 is remote or minor, 5 almost certain or catastrophic.",
        )
    set_field(uow, Risk, risk_id, name, seen, value)
    if name in {"likelihood", "impact"}:
        _note(uow, risk_id, reason)


def _note(uow: UnitOfWork, risk_id: str, reason: str) -> None:
    """Keep how the risk is judged today; what was said of it earlier today is replaced."""
    risk = uow.get(Risk, risk_id)
    uow.flush()
    known = select(RiskScore).where(RiskScore.risk_id == risk_id, RiskScore.on == uow.today)
    noted = uow.find(known) or uow.add(RiskScore(risk_id=risk_id, on=uow.today))
    noted.likelihood, noted.impact = risk.likelihood, risk.impact
    noted.reason = reason.strip() or noted.reason or ""


def score(uow: UnitOfWork, risk_id: str, likelihood: int, impact: int, reason: str = "") -> None:
    """Score a risk; refuses anything but 1 to 5 for each."""
    risk = uow.get(Risk, risk_id)
    edit(uow, risk_id, "likelihood", risk.likelihood, likelihood, reason)
    edit(uow, risk_id, "impact", risk.impact, impact, reason)


def close(uow: UnitOfWork, risk_id: str, reason: str = "") -> None:
    """Close a risk; how it was judged last is kept with the day."""
    uow.get(Risk, risk_id).status = RiskStatus.CLOSED
    _note(uow, risk_id, reason)
