"""The boards above the groups: their priorities, and the risks that all keep."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import RiskStatus, Side


class Board(Record):
    """A safeguarding board or partnership that groups report to."""

    __tablename__ = "boards"
    searched = ("name", "code")

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    side: Mapped[Side] = coded(Side)
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class Priority(Record):
    """What a board set out to do in a financial year; `year` is the one in which it starts."""

    __tablename__ = "priorities"
    searched = ("title", "description")

    board_id: Mapped[str] = refers("boards")
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[str]
    description: Mapped[Words]


class Risk(Record):
    """A risk, scored 1 to 5 for likelihood and for impact; unscored until it was judged."""

    __tablename__ = "risks"
    searched = ("title", "ref", "controls")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    controls: Mapped[Words]
    owner_id: Mapped[str | None] = refers("people")
    review_on: Mapped[date | None]
    status: Mapped[RiskStatus] = coded(RiskStatus, default=RiskStatus.OPEN)
    raised_on: Mapped[date]
    meeting_id: Mapped[str | None] = refers("meetings")
    restricted: Mapped[bool] = mapped_column(default=False)


class RiskScore(Record):
    """How a risk was judged on a day: what its movement is read from."""

    __tablename__ = "risk_scores"
    __table_args__ = (UniqueConstraint("risk_id", "on"),)

    risk_id: Mapped[str] = refers("risks")
    on: Mapped[date]
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    reason: Mapped[Words]
