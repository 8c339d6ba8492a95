"""What groups, agencies and people are called in the heading of a paper."""

from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS

_NAMES = {"groups": "name", "agencies": "name", "people": "role"}


def named(reader: Reader, kind: str, record_id: str | None) -> str:
    """Return what a record is called; empty for none, and for one that is gone."""
    if record_id is None:
        return ""
    columns: Any = KINDS[kind].__table__.c
    return reader.scalar(select(columns[_NAMES[kind]]).where(columns.id == record_id)) or ""
