"""Lines of text as strips: paragraphs, items, framed passages, rows of cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from safeguard_desk.documents.fonts import REGULAR, width
from safeguard_desk.documents.lines import Line, broken
from safeguard_desk.documents.model import Align, Text, Tone
from safeguard_desk.documents.pdf_flow import Head, Strip
from safeguard_desk.documents.pdf_page import LinkArea, Page
from safeguard_desk.documents.pdf_tags import Element
from safeguard_desk.documents.theme import (
    LINK,
    MARGIN_SIDE,
    MARK_ROOM,
    MARK_SIDE,
    MARKS,
    QUIET,
    RULE,
    Colour,
    Dress,
    Style,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are composed: under which element, from which x, how wide, on pages how high."""

    parent: Element
    x: float
    wide: float
    high: float


class LinkThread:
    """Keeps a link one element while it runs over lines."""

    def __init__(self) -> None:
        """Begin outside any link."""
        self.address = ""
        self.element: Element | None = None

    def of(self, owner: Element, address: str) -> Element:
        """Return the element for text with this address, "" for none."""
        if address != self.address:
            self.address = address
            self.element = Element("Link", owner) if address else None
        return owner if self.element is None else self.element


def base_line(top: float, style: Style) -> float:
    """Return the base line of a line of text whose upper edge is at `top`."""
    return top - (style.leading - style.size) / 2 - 0.77 * style.size


def draw_line(
    page: Page, line: Line, owner: Element, x: float, y: float, style: Style, thread: LinkThread
) -> None:
    """Draw a line at its base line; links are coloured, underlined and can be clicked."""
    for piece in line.pieces:
        element = thread.of(owner, piece.link)
        start = x + piece.x
        if not piece.link:
            page.text(element, start, y, piece.text, piece.face, style.size, style.colour)
            continue
        shown = piece.text.rstrip()
        wide = width(shown, piece.face) * style.size
        page.text(element, start, y, piece.text, piece.face, style.size, LINK)
        page.rule(start, y - style.size * 0.14, wide, LINK, 0.6)
        box = (start, y - style.size * 0.25, start + wide, y + style.size * 0.8)
        page.links.append(LinkArea(element, box, piece.link, shown))


@dataclass(slots=True, kw_only=True)
class TextStrip(Strip):
    """A line of a paragraph; `label` (element, x, line) stands beside the first of an item."""

    owner: Element
    line: Line
    x: float
    style: Style
    thread: LinkThread
    label: tuple[Element, float, Line] | None = None

    def draw(self, page: Page, top: float) -> None:
        """Draw the label, if any, then the line."""
        y = base_line(top, self.style)
        if self.label is not None:
            element, x, line = self.label
            draw_line(page, line, element, x, y, self.style, LinkThread())
        draw_line(page, self.line, self.owner, self.x, y, self.style, self.thread)


def text_strips(owner: Element, text: Text, style: Style, x: float, wide: float) -> list[Strip]:
    """Return a paragraph as strips; no first or last line stands alone on a page."""
    lines = broken(text, style, wide)
    thread = LinkThread()
    last = len(lines) - 1
    return [
        TextStrip(
            height=style.leading,
            before=0.0 if index else style.before,
            after=style.after if index == last else 0.0,
            keep=index < last and index in (0, last - 1),
            owner=owner,
            line=line,
            x=x,
            style=style,
            thread=thread,
        )
        for index, line in enumerate(lines)
    ]


@dataclass(slots=True, kw_only=True)
class Framed(Strip):
    """A strip on a coloured ground with a bar at its left."""

    inner: Strip
    dress: Dress
    x: float
    wide: float
    above: float = 0.0
    below: float = 0.0

    def draw(self, page: Page, top: float) -> None:
        """Draw ground and bar, a hair deeper so that no seam shows, then what stands on it."""
        bottom = top - self.height
        seam = 0.0 if self.below else 0.4
        page.ground(self.x, bottom - seam, self.wide, self.height + seam, self.dress.ground)
        page.ground(self.x, bottom - seam, 3.0, self.height + seam, self.dress.bar)
        self.inner.draw(page, top - self.above)


def framed(strips: Sequence[Strip], place: Place, dress: Dress, pad: float) -> list[Strip]:
    """Set strips apart together: their spaces become ground, the whole keeps together if short."""
    last = len(strips) - 1
    made: list[Strip] = []
    for index, strip in enumerate(strips):
        above = pad if index == 0 else 0.0
        between = max(strip.after, strips[index + 1].before) if index < last else pad
        made.append(
            Framed(
                height=strip.height + above + between,
                before=8.0 if index == 0 else 0.0,
                after=9.0 if index == last else 0.0,
                keep=index < last and (strip.keep or last < 12),
                inner=strip,
                dress=dress,
                x=place.x,
                wide=place.wide,
                above=above,
                below=between if index == last else 0.0,
            )
        )
    return made


class LineNumbers:
    """Numbers the lines of running text in the margin, for a copy that is commented on.

    They are decoration: a screen reader reads the text without them. As in Word, lines of tables
    have none.
    """

    def __init__(self) -> None:
        """Begin with 1."""
        self._last = 0

    def number(self, page: Page, strip: Strip, top: float) -> None:
        """Write the next number beside a strip that is a line of text."""
        above = strip.above if isinstance(strip, Framed) else 0.0
        inner = strip.inner if isinstance(strip, Framed) else strip
        if not isinstance(inner, TextStrip):
            return
        self._last += 1
        text = str(self._last)
        x = MARGIN_SIDE - 9.0 - width(text, REGULAR) * _NUMBER_SIZE
        page.decoration(x, base_line(top - above, inner.style), text, REGULAR, _NUMBER_SIZE, QUIET)


_NUMBER_SIZE = 7.5


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell laid out: its lines from `x` in `wide` points, and the shape of its mark."""

    owner: Element
    lines: tuple[Line, ...]
    x: float
    wide: float
    style: Style
    align: Align = Align.LEFT
    tone: Tone | None = None
    thread: LinkThread = field(default_factory=LinkThread)

    def starts(self, line: Line) -> float:
        """Return the x at which a line begins."""
        if self.align is Align.LEFT:
            return self.x
        rest = self.wide - line.width
        return self.x + (rest if self.align is Align.RIGHT else rest / 2)


@dataclass(slots=True, kw_only=True)
class RowStrip(Strip):
    """Cells side by side; `x` and `wide` are the whole row's, for its ground and rule."""

    cells: tuple[CellText, ...]
    x: float
    wide: float
    leading: float
    pad: float
    ground: Colour | None = None
    rule: Colour | None = RULE
    thick: float = 0.5

    def draw(self, page: Page, top: float) -> None:
        """Draw the cells' text as content, ground, rule and marks below it."""
        self.decorate(page, top)
        for cell in self.cells:
            style = cell.style
            y = base_line(top - self.pad, style)
            shift = 0.0
            if cell.tone is not None and cell.lines:
                shift = MARK_ROOM * style.size
                mark = MARKS[cell.tone]
                page.shape(
                    mark.shape, cell.starts(cell.lines[0]), y, MARK_SIDE * style.size, mark.colour
                )
            for line in cell.lines:
                x = cell.starts(line) + shift
                if len(line.pieces) == 1 and not line.pieces[0].link:
                    piece = line.pieces[0]
                    page.text(cell.owner, x, y, piece.text, piece.face, style.size, style.colour)
                else:
                    draw_line(page, line, cell.owner, x, y, style, cell.thread)
                y -= self.leading

    def decorate(self, page: Page, top: float) -> None:
        """Draw ground and rule."""
        if self.ground is not None:
            page.ground(self.x, top - self.height, self.wide, self.height, self.ground)
        if self.rule is not None:
            page.rule(self.x, top - self.height, self.wide, self.rule, self.thick)


@dataclass(slots=True, kw_only=True)
class HeadStrip(RowStrip, Head):
    """Rows of column titles, one strip however many rows they are."""

    rows: tuple[RowStrip, ...] = ()

    def draw(self, page: Page, top: float) -> None:
        """Draw each row."""
        for row in self.rows:
            row.draw(page, top)
            top -= row.height

    def draw_again(self, page: Page, top: float) -> None:
        """Draw each row as decoration."""
        for row in self.rows:
            row.decorate(page, top)
            for cell in row.cells:
                y = base_line(top - row.pad, cell.style)
                for line in cell.lines:
                    for piece in line.pieces:
                        x = cell.starts(line) + piece.x
                        page.decoration(
                            x, y, piece.text, piece.face, cell.style.size, cell.style.colour
                        )
                    y -= row.leading
            top -= row.height


def row_strips(row: RowStrip, limit: float) -> list[RowStrip]:
    """Return a row as it is, or in parts where it is higher than `limit` points."""
    if row.height <= limit:
        return [row]
    count = max(len(cell.lines) for cell in row.cells)
    each = max(int(limit / row.leading), 1)
    parts = []
    for start in range(0, count, each):
        lines = min(each, count - start)
        first, last = start == 0, start + each >= count
        cells = tuple(
            replace(cell, lines=cell.lines[start : start + each], tone=cell.tone if first else None)
            for cell in row.cells
        )
        pads = row.pad * (first + last)
        parts.append(
            replace(
                row,
                cells=cells,
                height=lines * row.leading + pads,
                pad=row.pad if first else 0.0,
                rule=row.rule if last else None,
            )
        )
    return parts
