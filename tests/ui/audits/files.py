"""What the file holds, whole records at a time."""

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from tests.ui.hand import Hand

from safeguard_desk.models import Record

R = TypeVar("R", bound=Record)


def one(hand: Hand, kind: type[R], **where: object) -> R:
    """Return the one record that has these values."""
    with Session(hand.desk.engine, expire_on_commit=False) as session:
        return session.scalars(select(kind).filter_by(**where)).one()
