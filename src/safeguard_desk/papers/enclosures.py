"""What goes along with a mail about a meeting: its pack, its draft or its minutes, by edition."""

from collections.abc import Callable
from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents import docx, pdf
from safeguard_desk.papers import Request, file_name, make, pack
from safeguard_desk.papers.pack import Convert, MadePack
from safeguard_desk.rules.terms import DispatchKind, PackEdition

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Enclosed:
    """Files of one edition, and the pack among them, which is recorded when it goes out."""

    files: tuple[tuple[str, str, bytes], ...] = ()
    """(name, media type, content)."""
    pack: MadePack | None = None


def enclosed(
    reader: Reader,
    kind: DispatchKind,
    meeting_id: str,
    convert: Convert,
    *,
    restricted: bool,
    progress: Progress | None = None,
) -> Enclosed:
    """Return what goes along with a mail of a kind; restricted: to those who may have all of it."""
    request = Request(meeting_id=meeting_id, restricted=restricted)
    if kind is DispatchKind.PACK:
        edition = PackEdition.FULL if restricted else PackEdition.OPEN
        made = pack.make(reader, pack.Order(meeting_id, edition), convert, progress=progress)
        return Enclosed(((f"{made.name}.pdf", PDF, made.data),), made)
    if kind is DispatchKind.DRAFT_MINUTES:
        review = Request(meeting_id=meeting_id, restricted=restricted, review=True)
        name = file_name("minutes", reader, review)
        document = make("minutes", reader, review)
        return Enclosed(
            (
                (f"{name}.docx", WORD, docx.to_bytes(document)),
                (f"{name}.pdf", PDF, pdf.to_bytes(document)),
            )
        )
    if kind is DispatchKind.MINUTES:
        name = file_name("minutes", reader, request)
        return Enclosed(((f"{name}.pdf", PDF, pdf.to_bytes(make("minutes", reader, request))),))
    return Enclosed()
