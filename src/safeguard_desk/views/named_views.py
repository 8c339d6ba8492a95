"""The views of a list that somebody has named."""

from dataclasses import dataclass

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import NamedView


@dataclass(frozen=True)
class ViewLine:
    """A named view: its name, and its layout as it was kept."""

    id: str
    title: str
    body: str


def named(reader: Reader, register: str, group_id: str | None) -> list[ViewLine]:
    """Return the named views of a list in a group, by name."""
    statement = (
        select(NamedView.id, NamedView.title, NamedView.body)
        .where(NamedView.register == register, NamedView.group_id.is_(group_id))
        .order_by(NamedView.title)
    )
    return [ViewLine(*row) for row in reader.rows(statement)]
