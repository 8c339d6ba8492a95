"""Marks of the reader as the viewer shows them: where they stand on the version that is open."""

from dataclasses import dataclass

from safeguard_desk.desk.reading import Reader
from safeguard_desk.rules.terms import MarkKind
from safeguard_desk.ui.papers.page_text import Box, find_again, read_place
from safeguard_desk.views import papers


@dataclass(frozen=True)
class MarkLine:
    """A mark; without a page it was made on an earlier version and its words are not in this."""

    id: str
    kind: MarkKind
    page: int | None
    boxes: tuple[Box, ...]
    quote: str
    words: str

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return f"{self.page}" if self.page is not None else "–"

    @property
    def shown(self) -> str:
        """What it says, or what it was made on."""
        told = self.words or self.quote or "(no words yet)"
        return told if self.page is not None else f"On the earlier version: {told}"


def read_lines(
    data: bytes, paper_id: str, sha256: str, who: str, reader: Reader
) -> tuple[MarkLine, ...]:
    """Return a reader's marks on a paper, those of other versions where their words stand now."""
    marks = papers.marks(reader, paper_id, who)
    moved = [mark for mark in marks if mark.sha256 != sha256]
    again = find_again(data, [(mark.quote, mark.page) for mark in moved]) if moved else ()
    places = {mark.id: found for mark, found in zip(moved, again, strict=True)}
    lines = []
    for mark in marks:
        page: int | None = mark.page
        boxes = read_place(mark.place)
        if mark.id in places:
            found = places[mark.id]
            page, boxes = (found.page, found.boxes) if found else (None, ())
        lines.append(MarkLine(mark.id, mark.kind, page, boxes, mark.quote, mark.words))
    return tuple(sorted(lines, key=lambda line: (line.page is None, line.page or 0)))
