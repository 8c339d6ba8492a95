"""What follows from a signal: a performance risk with its actions, in one step, on the thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Indicator, Link, Risk
from safeguard_desk.rules.terms import RiskStatus
from safeguard_desk.work import linking, risks
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.adding import read_line
from safeguard_desk.work.scorecard import KIND


def open_risk(
    uow: UnitOfWork,
    indicator_id: str,
    signal: str,
    actions: Sequence[NewAction] = (),
    *,
    title: str = "",
) -> tuple[Risk, list[Action]]:
    """Open a performance risk on an indicator's signal, with the actions that answer it.

    The plan of the actions is agreed today unless they say otherwise, so that their six months run.
    Refuses a second one while the first is open.
    """
    indicator = uow.get(Indicator, indicator_id)
    held = open_for(uow, indicator_id)
    if held is not None:
        raise Refusal(
            f"{held.ref} is open already for {indicator.ref}.",
            "No second risk was opened.",
            f"Add the actions to {held.ref}, or close it first.",
        )
    risk = risks.raise_risk(
        *(uow, indicator.group_id, title.strip() or f"{indicator.title}: {signal}"),
        side=indicator.side,
    )
    uow.flush()
    linking.link(uow, (KIND, indicator_id), (Risk.__tablename__, risk.id), words=signal)
    return risk, [raise_on(uow, risk.id, new) for new in actions]


def open_risk_typed(
    uow: UnitOfWork, indicator_id: str, signal: str, lines: Sequence[str], *, title: str = ""
) -> "Made":
    """Open a risk with actions as typed, each a line: "review the route @DN by 14 jan"."""
    group_id = uow.get(Indicator, indicator_id).group_id
    new = [read_line(uow, group_id, line) for line in lines if line.strip()]
    risk, actions = open_risk(uow, indicator_id, signal, new, title=title)
    return Made(risk.id, risk.ref, tuple(action.ref for action in actions))


@dataclass(frozen=True)
class Made:
    """The risk that was opened, and the references of its actions."""

    risk_id: str
    ref: str
    actions: tuple[str, ...]


def raise_on(uow: UnitOfWork, risk_id: str, new: NewAction) -> Action:
    """Raise an action on a performance risk; its six months run from today."""
    risk = uow.get(Risk, risk_id)
    dated = replace(new, plan_agreed_on=new.plan_agreed_on or uow.today, side=risk.side)
    return linking.raise_action_on(uow, (Risk.__tablename__, risk_id), dated)


def open_for(uow: UnitOfWork, indicator_id: str) -> Risk | None:
    """Return the open risk that a signal of an indicator has led to; None where there is none."""
    uow.flush()
    wanted = (
        select(Risk)
        .join(Link, Link.to_id == Risk.id)
        .where(
            Link.from_kind == KIND,
            Link.from_id == indicator_id,
            Link.to_kind == Risk.__tablename__,
            Risk.status == RiskStatus.OPEN,
        )
    )
    return uow.find(wanted)
