"""Private notes and highlights: whoever makes one is its only reader."""

from dataclasses import dataclass

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Paper, PaperMark
from safeguard_desk.rules.terms import MarkKind


@dataclass(frozen=True)
class NewMark:
    """A mark to be made; see PaperMark for what its fields hold."""

    kind: MarkKind
    page: int
    place: str
    quote: str = ""
    words: str = ""


def mark(uow: UnitOfWork, paper_id: str, sha256: str, new: NewMark) -> str:
    """Make a mark on a version of a paper and return its id; it belongs to who works here now."""
    uow.get(Paper, paper_id)
    made = PaperMark(
        paper_id=paper_id,
        who=uow.who,
        kind=new.kind,
        page=new.page,
        place=new.place,
        quote=new.quote,
        words=new.words.strip(),
        sha256=sha256,
    )
    return uow.add(made).id


def write(uow: UnitOfWork, mark_id: str, words: str) -> None:
    """Change what a mark says; refuses somebody else's."""
    _own(uow, mark_id).words = words.strip()


def remove(uow: UnitOfWork, mark_id: str) -> None:
    """Take a mark away; refuses somebody else's."""
    uow.delete(_own(uow, mark_id))


def _own(uow: UnitOfWork, mark_id: str) -> PaperMark:
    found = uow.get(PaperMark, mark_id)
    if found.who != uow.who:
        raise Refusal("This note is somebody else's.", "Nothing was changed.")
    return found
