"""Many PDF files made one: numbered, stamped, bookmarked, linked, their tags kept.

Knows no domain: whoever calls decides the order, the numbers and the contents page. What could act
by itself in a file (scripts, forms, attachments, programs to start) stays behind.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Pdf

Progress = Callable[[int, int], None]
"""Called with the parts done and the parts in all; what it raises stops the work."""


@dataclass(frozen=True)
class AsPdf:
    """What became of a file: a PDF, or the reason why there is none.

    `separate`: nothing is wrong with it, it is to be opened by itself.
    """

    data: bytes = b""
    problem: str = ""
    separate: bool = False


@dataclass(frozen=True)
class Examined:
    """What a file is good for: its pages, whether it is tagged, and why it cannot go in if so."""

    pages: int = 0
    tagged: bool = False
    problem: str = ""
    repaired: bool = False
    """True where the file was damaged and could be read all the same."""


@dataclass(frozen=True)
class Part:
    """A stretch of the pack: a whole PDF, with a label for each of its pages.

    `stamp` stands before the number on each page ("Item 5"). `level` nests its bookmark under the
    last one of a lower level; a part without a `title` has none.
    """

    title: str
    data: bytes
    labels: tuple[str, ...]
    stamp: str = ""
    level: int = 0


@dataclass(frozen=True)
class Cover:
    """What the whole is: its title, its language, its day, and the contents made by our writer."""

    title: str
    contents: bytes
    created: datetime
    language: str = "en-GB"


def examine(data: bytes) -> Examined:
    """Look whether a PDF can go into a pack; never fails."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            count = len(pdf.pages)
            if not count:
                return Examined(problem="it has no pages")
            tagged = "/StructTreeRoot" in pdf.Root and "/K" in pdf.Root.StructTreeRoot
            return Examined(count, tagged, repaired=bool(pdf.get_warnings()))
    except pikepdf.PasswordError:
        return Examined(problem="it is locked with a password")
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, KeyError):
        return Examined(problem="it is damaged")


def merge(cover: Cover, parts: Sequence[Part], *, progress: Progress | None = None) -> bytes:
    """Return one PDF: the contents, numbered in Roman figures, then the parts in their order.

    The parts were examined before: one that cannot be read is the caller's mistake. The stamps
    say "page 34 of 212", 212 being the last page's label.
    """
    import pikepdf

    from safeguard_desk.documents.pack_join import Joiner
    from safeguard_desk.documents.pack_stamp import Stamper

    last = parts[-1].labels[-1] if parts else ""
    words = {_words(part, label, last) for part in parts for label in part.labels}
    with pikepdf.new() as out:
        joiner, stamper = Joiner(out), Stamper(out, words)
        own = joiner.add(cover.contents, cover.title)
        firsts: list[int] = []
        for number, part in enumerate(parts):
            if progress is not None:
                progress(number, len(parts))
            firsts.append(len(joiner.pages))
            count = joiner.add(part.data, part.title)
            for page, label in zip(range(count), part.labels, strict=True):
                stamper.stamp(joiner.pages[firsts[-1] + page], _words(part, label, last))
                if not page:
                    joiner.link_back(firsts[-1], stamper.place)
        joiner.point_links(own, firsts, [_spoken(part) for part in parts])
        joiner.finish()
        _say_what_it_is(out, cover, accessible=joiner.accessible)
        _bookmark(out, cover, parts, firsts)
        _label(out, own, [label for part in parts for label in part.labels])
        if progress is not None:
            progress(len(parts), len(parts))
        written = io.BytesIO()
        out.save(written, compress_streams=False, deterministic_id=True)
    return written.getvalue()


def _words(part: Part, label: str, last: str) -> str:
    words = f"page {label} of {last}"
    return f"{part.stamp}, {words}" if part.stamp else words.capitalize()


def _spoken(part: Part) -> str:
    return f"Go to {part.title}, page {part.labels[0]}"


def _say_what_it_is(out: "Pdf", cover: Cover, *, accessible: bool) -> None:
    """Write title, language and day; the whole follows PDF/UA-1 where every part says it does."""
    from pikepdf import Dictionary, Name

    moment = cover.created.astimezone(UTC).replace(microsecond=0)
    with out.open_metadata(set_pikepdf_as_editor=False) as told:
        told["dc:title"] = cover.title
        told["dc:language"] = {cover.language}
        told["xmp:CreateDate"] = moment.isoformat()
        told["pdf:Producer"] = "Safeguard Desk"
        if accessible:
            told["pdfuaid:part"] = "1"
    out.docinfo["/Title"] = cover.title
    out.docinfo["/CreationDate"] = f"D:{moment:%Y%m%d%H%M%S}+00'00'"
    out.Root.Lang = cover.language
    out.Root.PageMode = Name.UseOutlines
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _bookmark(out: "Pdf", cover: Cover, parts: Sequence[Part], firsts: Sequence[int]) -> None:
    from pikepdf import OutlineItem

    with out.open_outline() as outline:
        outline.root.append(OutlineItem("Contents", 0))
        open_: list[tuple[int, Any]] = []
        for part, first in zip(parts, firsts, strict=True):
            if not part.title:
                continue
            item = OutlineItem(part.title, first)
            while open_ and open_[-1][0] >= part.level:
                open_.pop()
            (open_[-1][1].children if open_ else outline.root).append(item)
            open_.append((part.level, item))


def _label(out: "Pdf", own: int, labels: Sequence[str]) -> None:
    """Give the pages the numbers that are stamped on them (ISO 32000-1, 12.4.2)."""
    from pikepdf import Array, Dictionary, Name, String

    ranges: list[Any] = [0, Dictionary(S=Name.r)]
    before: int | None = None
    for place, label in enumerate(labels, start=own):
        number = int(label) if label.isdecimal() else None
        if number is None:
            ranges += [place, Dictionary(P=String(label))]
        elif before is None or number != before + 1:
            ranges += [place, Dictionary(S=Name.D, St=number)]
        before = number
    out.Root.PageLabels = Dictionary(Nums=Array(ranges))
