"""Versions of papers, packs as they were issued, and what readers marked on the pages."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import MarkKind, PackEdition, PaperState


class PaperVersion(Record):
    """A version of a paper that another one replaced."""

    __tablename__ = "paper_versions"

    paper_id: Mapped[str] = refers("papers")
    number: Mapped[int]
    state: Mapped[PaperState] = coded(PaperState)
    received_on: Mapped[date | None]
    filename: Mapped[Words]
    media_type: Mapped[Words]
    sha256: Mapped[Words]
    size: Mapped[int] = mapped_column(default=0)


class Pack(Record):
    """A pack as it was issued: its number, its edition and its length.

    The pages are not kept twice: its parts name the papers' content, from which it is made again.
    """

    __tablename__ = "packs"

    meeting_id: Mapped[str] = refers("meetings")
    number: Mapped[int]
    edition: Mapped[PackEdition] = coded(PackEdition, default=PackEdition.FULL)
    person_id: Mapped[str | None] = refers("people")
    issued_on: Mapped[date]
    pages: Mapped[int]


class PackPart(Record):
    """A stretch of pages of an issued pack, by the numbers stamped on them.

    A cover sheet names its paper too; its sha256 begins with "cover ".

    `label` names all its pages' stamps in short: "34-37, 37a" where a paper grew and the rest
    kept theirs.
    """

    __tablename__ = "pack_parts"

    pack_id: Mapped[str] = refers("packs")
    position: Mapped[int]
    paper_id: Mapped[str | None] = refers("papers")
    title: Mapped[str]
    item: Mapped[Words]
    sha256: Mapped[Words]
    label: Mapped[Words]
    pages: Mapped[int]
    left_out: Mapped[Words]
    """Why the paper is not in the pack; empty when it is."""


class PaperMark(Record):
    """A note or highlight of one reader on a page of a paper: theirs alone, in no copy for others.

    `place` is left, top, width and height as parts of the page from 0 to 1, comma separated, one
    such group for each line, separated by blanks.
    """

    __tablename__ = "paper_marks"

    paper_id: Mapped[str] = refers("papers")
    who: Mapped[str]
    kind: Mapped[MarkKind] = coded(MarkKind)
    page: Mapped[int]
    place: Mapped[Words]
    quote: Mapped[Words]
    words: Mapped[Words]
    sha256: Mapped[Words]
    """The content it was made on; a later version shows it where the quote is found again."""
