"""The stamp on each page of a pack: an artifact in the upper right corner, as the page is seen."""

import hashlib
import io
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safeguard_desk.documents.fonts import BOLD, Fonts, by_face, clean, width
from safeguard_desk.documents.pdf_file import Name, PdfFile
from safeguard_desk.documents.pdf_page import paint
from safeguard_desk.documents.theme import A4, INK, MM, PAPER

if TYPE_CHECKING:
    from pikepdf import Pdf

_SIZE = 8.5
_FROM_EDGE = 5 * MM
_PAD = 3.0
_BEGIN = "Q\n/Artifact <</Type/Pagination/Subtype/Header>> BDC q"
_SMALLEST, _LARGEST = 0.6, 2.0
"""How far a stamp shrinks and grows with the page."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class View:
    """A page as it is seen: its width and height, and the matrix from there to the page's own."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the page as it is seen, in the page's own space."""
        a, b, c, d, e, f = self.matrix
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        return min(xs), min(ys), max(xs), max(ys)


def view_of(page: Any) -> View:
    """Return how a page is seen: its crop box within its media box, turned as it says."""
    media = _box(page.get("/MediaBox")) or (0.0, 0.0, *A4)
    crop = _box(page.get("/CropBox"))
    x0, y0, x1, y1 = media
    if crop is not None:
        left, bottom = max(x0, crop[0]), max(y0, crop[1])
        right, top = min(x1, crop[2]), min(y1, crop[3])
        if left < right and bottom < top:
            x0, y0, x1, y1 = left, bottom, right, top
    turn = _number(page.get("/Rotate")) % 360
    wide, high = x1 - x0, y1 - y0
    if turn == 90:
        return View(high, wide, (0, 1, -1, 0, x1, y0))
    if turn == 180:
        return View(wide, high, (-1, 0, 0, -1, x1, y1))
    if turn == 270:
        return View(high, wide, (0, -1, 1, 0, x0, y1))
    return View(wide, high, (1, 0, 0, 1, x0, y0))


def _box(value: Any) -> Box | None:
    try:
        x0, y0, x1, y1 = (float(edge) for edge in value)
    except (TypeError, ValueError):
        return None
    left, right, bottom, top = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _number(value: Any) -> int:
    try:
        return round(float(value or 0))
    except (TypeError, ValueError):
        return 0


class Stamper:
    """Stamps pages with words that were known beforehand: one small font serves all."""

    def __init__(self, out: "Pdf", words: Collection[str]) -> None:
        """Put the letters of all stamps into the pack."""
        self._out = out
        self._fonts = Fonts()
        for text in sorted(words):
            for stretch, face in by_face(clean(text), BOLD):
                self._fonts.encode(stretch, face)
        # A name of its own for each set of letters: a paper may be a pack that was stamped before.
        self._name = f"Stamp{hashlib.sha256(repr(sorted(words)).encode()).hexdigest()[:12]}"
        self._held = self._embedded() if words else {}
        self._begin = out.make_stream(b"q\n")
        self.place: Box = (0.0, 0.0, 0.0, 0.0)
        """Where the last stamp stands on its page."""

    def _embedded(self) -> dict[str, Any]:
        """Return the fonts as objects of the pack, by the names that stamps use."""
        from pikepdf import Pdf

        file = PdfFile()
        root, tree = file.reserve(), file.reserve()
        file.put(tree, {"Type": Name("Pages"), "Kids": [], "Count": 0})
        fonts = self._fonts.write(file)
        file.put(root, {"Type": Name("Catalog"), "Pages": tree, "Fonts": dict(fonts)})
        data = file.to_bytes(root, file.add({"Producer": "Safeguard Desk"}))
        with Pdf.open(io.BytesIO(data)) as source:
            return {
                f"/{self._name}{key}": self._out.copy_foreign(source.Root.Fonts[f"/{key}"])
                for key in fonts
            }

    def stamp(self, page: Any, words: str) -> None:
        """Write words on a page, its content put in brackets so that it cannot shift them."""
        from pikepdf import Array

        seen = view_of(page)
        text = clean(words)
        stretches = by_face(text, BOLD)
        long = sum(width(part, face) for part, face in stretches)
        unit = float(page.get("/UserUnit", 1) or 1)
        scale = min(max(min(seen.width, seen.height) / A4[0], _SMALLEST / unit), _LARGEST)
        scale = min(scale, seen.width * 0.9 / (long * _SIZE + 2 * _PAD))
        size, edge, pad = _SIZE * scale, _FROM_EDGE * scale, _PAD * scale
        right, base = seen.width - edge - pad, seen.height - edge - size
        left = max(right - long * size, pad)
        box = (left - pad, base - pad, right + pad, base + size * 0.8 + pad)
        ops = [_BEGIN, _numbers(seen.matrix), f"cm {paint(PAPER, 'rg')}"]
        ops.append(f"{_numbers((box[0], box[1], box[2] - box[0], box[3] - box[1]))} re f")
        ops.append(paint(INK, "rg"))
        for part, face in stretches:
            code = self._fonts.encode(part, face)
            ops.append(
                f"BT /{self._name}F{face} {size:.2f} Tf {left:.2f} {base:.2f} Td <{code}> Tj ET"
            )
            left += width(part, face) * size
        ops.append("Q EMC\n")
        self.place = seen.box(*box)
        self._lend_fonts(page)
        held = page.get("/Contents")
        streams = list(held) if isinstance(held, Array) else [] if held is None else [held]
        stamp = self._out.make_stream(" ".join(ops).encode("ascii"))
        page.Contents = Array([self._begin, *streams, stamp])

    def _lend_fonts(self, page: Any) -> None:
        from pikepdf import Dictionary

        resources = page.get("/Resources")
        if not isinstance(resources, Dictionary):
            page.Resources = Dictionary()
            resources = page.Resources
        if not isinstance(resources.get("/Font"), Dictionary):
            resources.Font = Dictionary()
        fonts = resources.Font
        for name, font in self._held.items():
            if name not in fonts:
                fonts[name] = font


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in values)
