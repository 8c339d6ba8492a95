"""Packs as they were issued: which numbers their pages had, and who may have restricted papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Pack, PackPart
from safeguard_desk.rules.page_numbers import in_full
from safeguard_desk.rules.terms import Capacity, PackEdition
from safeguard_desk.views.meetings import SeatView

COVER = "cover "
"""How the sha256 of a part begins that is a paper's cover sheet."""
_TRUSTED = frozenset({Capacity.CO_CHAIR, Capacity.SECRETARIAT})


@dataclass(frozen=True)
class PartView:
    """A part of an issued pack; `label` names its pages in short, "34-37, 37a"."""

    paper_id: str | None
    title: str
    item: str
    sha256: str
    label: str
    pages: int
    left_out: str

    @property
    def key(self) -> str:
        """Who the part is from one pack to the next."""
        return key_of(self.paper_id, self.title, self.sha256)


@dataclass(frozen=True)
class PackView:
    """A pack that was issued."""

    id: str
    number: int
    edition: PackEdition
    person_id: str | None
    issued_on: date
    pages: int
    parts: tuple[PartView, ...]

    @property
    def numbers(self) -> dict[str, tuple[str, ...]]:
        """The labels of each part's pages."""
        return {part.key: in_full(part.label) for part in self.parts}


def key_of(paper_id: str | None, title: str, sha256: str) -> str:
    """Return who a part of a pack is: a paper, its cover sheet, or what is known by its title."""
    if paper_id is None:
        return title
    return f"{COVER}{paper_id}" if sha256.startswith(COVER) else paper_id


def issued(
    reader: Reader, meeting_id: str, edition: PackEdition, person_id: str | None = None
) -> list[PackView]:
    """Return the packs of one edition of a meeting, the oldest first."""
    p = Pack
    same = p.person_id == person_id if person_id else p.person_id.is_(None)
    statement = (
        select(p.id, p.number, p.edition, p.person_id, p.issued_on, p.pages)
        .where(p.meeting_id == meeting_id, p.edition == edition, same)
        .order_by(p.number)
    )
    return [PackView(*row, parts=_parts(reader, row[0])) for row in reader.rows(statement)]


def all_issued(reader: Reader, meeting_id: str) -> list[PackView]:
    """Return every pack of a meeting, the newest first, without its parts."""
    p = Pack
    statement = (
        select(p.id, p.number, p.edition, p.person_id, p.issued_on, p.pages)
        .where(p.meeting_id == meeting_id)
        .order_by(p.created_at.desc(), p.id.desc())
    )
    return [PackView(*row, parts=()) for row in reader.rows(statement)]


def _parts(reader: Reader, pack_id: str) -> tuple[PartView, ...]:
    p = PackPart
    statement = (
        select(p.paper_id, p.title, p.item, p.sha256, p.label, p.pages, p.left_out)
        .where(p.pack_id == pack_id)
        .order_by(p.position)
    )
    return tuple(PartView(*row) for row in reader.rows(statement))


def may_have_restricted(seats: Sequence[SeatView], person_id: str | None) -> bool:
    """Tell whether somebody's own pack holds the restricted part: co-chairs and secretariat."""
    return any(seat.person_id == person_id and seat.capacity in _TRUSTED for seat in seats)
