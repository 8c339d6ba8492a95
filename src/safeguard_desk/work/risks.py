"""Risks: raised in meetings, scored when the group has judged them."""

import re
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
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
    if name in {"likelihood", "impact"}:
        _rescore(uow, risk_id, name, value, reason)
    set_field(uow, Risk, risk_id, name, seen, value)
    if name in {"likelihood", "impact"}:
        _note(uow, risk_id, reason)


def _rescore(uow: UnitOfWork, risk_id: str, name: str, value: int | None, reason: str) -> None:
    """Refuse another score without a reason; keep how it was scored before scores were kept."""
    risk = uow.get(Risk, risk_id)
    held = getattr(risk, name)
    if held is None or held == value:
        return
    uow.flush()
    known = select(RiskScore).where(RiskScore.risk_id == risk_id).order_by(RiskScore.on.desc())
    last = uow.find(known.limit(1))
    if not reason.strip() and (last is None or last.on != uow.today or not last.reason):
        raise Lacking(
            f"{risk.ref} is scored again, and no reason is given.",
            f"The {name} stays {held}.",
            "Say what has changed.",
        )
    if last is None and risk.raised_on < uow.today:
        first = RiskScore(risk_id=risk_id, on=risk.raised_on)
        first.likelihood, first.impact = risk.likelihood, risk.impact
        first.reason = "As scored before scores were kept by day"
        uow.add(first)
        uow.flush()


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


def score_as_typed(uow: UnitOfWork, risk_id: str, typed: str) -> None:
    """Score a risk from one line: likelihood, impact and why, as "3x4 two posts are vacant"."""
    found = re.fullmatch(r"\s*(\d)\s*[x×*, ]\s*(\d)\b[\s:,;-]*(.*)", typed, re.DOTALL)
    if found is None:
        raise Lacking(
            f"“{typed.strip()}” is no score.",
            "The score stays as it was.",
            "Type likelihood, impact and why: 3x4 two posts are vacant.",
        )
    score(uow, risk_id, int(found[1]), int(found[2]), found[3])


def close(uow: UnitOfWork, risk_id: str, reason: str = "") -> None:
    """Close a risk; how it was judged last is kept with the day."""
    uow.get(Risk, risk_id).status = RiskStatus.CLOSED
    _note(uow, risk_id, reason)
