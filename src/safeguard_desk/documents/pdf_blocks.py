"""Blocks of the model as strips, and the elements they belong to, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from safeguard_desk.documents.charts import pieces
from safeguard_desk.documents.fonts import BOLD, REGULAR, width
from safeguard_desk.documents.lines import Line, broken, natural
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    Contents,
    Document,
    Figure,
    Heading,
    Item,
    KeepTogether,
    KeyFacts,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
    runs,
)
from safeguard_desk.documents.pdf_figure import figure_strips
from safeguard_desk.documents.pdf_flow import Break, Strip
from safeguard_desk.documents.pdf_page import LinkArea, Page
from safeguard_desk.documents.pdf_table import facts_strips, table_strips
from safeguard_desk.documents.pdf_tags import Element
from safeguard_desk.documents.pdf_text import (
    LinkThread,
    Place,
    TextStrip,
    base_line,
    draw_line,
    framed,
    text_strips,
)
from safeguard_desk.documents.shown import cell_text
from safeguard_desk.documents.theme import (
    CALLOUT_DETAIL,
    CALLOUT_LABEL,
    CALLOUT_TEXT,
    CALLOUTS,
    CONTENTS,
    HEADINGS,
    INDENT,
    ITEM,
    ORGANISATION,
    RULE,
    STATUS,
    SUBTITLE,
    SUMMARY,
    TITLE,
    VOICES,
    Style,
)

_DEEPEST = 5
"""Headings below the title go down to H6."""


@dataclass(slots=True)
class Entry:
    """A heading as contents and bookmarks know it; `page` and `y` once it is drawn."""

    level: int
    text: str
    page: int = -1
    y: float = 0.0


def entries(blocks: Sequence[Block]) -> list[Entry]:
    """Return the headings in order, a skipped level closed up."""
    found: list[Entry] = []
    level = 0
    for heading in _headings(blocks):
        level = max(1, min(heading.level, level + 1, _DEEPEST))
        found.append(Entry(level, heading.text))
    return found


def _headings(blocks: Sequence[Block]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading) and block.text.strip():
            yield block
        elif isinstance(block, Contents):
            yield Heading(1, block.title)
        elif isinstance(block, KeepTogether):
            yield from _headings(block.blocks)


@dataclass(slots=True, kw_only=True)
class Anchor(Strip):
    """Stands before a heading and notes where it came to stand."""

    entry: Entry

    def draw(self, page: Page, top: float) -> None:
        """Note the place."""
        self.entry.page, self.entry.y = page.number, top


@dataclass(slots=True, kw_only=True)
class ContentsStrip(Strip):
    """A line of the contents: the heading, a dotted lead, the page's number when it is known."""

    owner: Element
    lines: tuple[Line, ...]
    x: float
    right: float
    style: Style
    entry: Entry
    number: int

    def draw(self, page: Page, top: float) -> None:
        """Draw the heading's words and leave a place for the number."""
        style = self.style
        y = base_line(top, style)
        for line in self.lines:
            draw_line(page, line, self.owner, self.x, y, style, LinkThread())
            y -= style.leading
        y += style.leading
        end = self.x + self.lines[-1].width + 6
        page.dots(end, y + 1, self.right - 26, RULE)
        face = BOLD if style.bold else REGULAR

        def number() -> str:
            text = f" {self.entry.page + 1}"
            x = self.right - width(text, face) * style.size
            return f"q {page.shown(x, y, text, face, style.size, style.colour)} Q"

        page.later(self.owner, number)
        box = (self.x, top - self.height, self.right, top)
        page.links.append(LinkArea(self.owner, box, self.number, self.entry.text))


@dataclass(slots=True)
class Composer:
    """Makes strips of blocks. One for each document: it counts its headings."""

    headings: list[Entry]
    _met: int = field(default=0)

    def compose(self, blocks: Sequence[Block], place: Place) -> list[Strip]:
        """Return the strips of blocks, one after another."""
        return [strip for block in blocks for strip in self._block(block, place)]

    def _block(self, block: Block, place: Place) -> list[Strip]:
        strips: list[Strip]
        match block:
            case Heading():
                strips = self._heading(place) if block.text.strip() else []
            case Paragraph():
                owner = Element("P", place.parent)
                strips = text_strips(owner, block.text, VOICES[block.voice], place.x, place.wide)
            case BulletList():
                strips = self._list(block, ["•"] * len(block.items), "Disc", place)
            case NumberedList():
                labels = [block.label(index) for index in range(len(block.items))]
                strips = self._list(block, labels, "Decimal", place)
            case Table():
                strips = table_strips(block, place)
            case KeyFacts():
                strips = facts_strips(block, place)
            case Callout():
                strips = _callout(block, place)
            case Figure():
                parts = pieces(block, place.wide)
                strips = [strip for part in parts for strip in figure_strips(part, place)]
            case PageBreak():
                strips = [Break()]
            case Contents():
                strips = self._contents(block, place)
            case KeepTogether():
                strips = self.compose(block.blocks, place)
                for strip in strips[:-1]:
                    strip.keep = True
        return strips

    def _heading(self, place: Place) -> list[Strip]:
        entry = self.headings[self._met]
        self._met += 1
        owner = Element(f"H{entry.level + 1}", place.parent)
        style = HEADINGS[entry.level - 1]
        strips = text_strips(owner, entry.text, style, place.x, place.wide)
        for strip in strips:
            strip.keep = True
        strips[0].before = 0.0
        strips.insert(0, Anchor(height=0.0, before=style.before, keep=True, entry=entry))
        return strips

    def _list(
        self, block: BulletList | NumberedList, labels: list[str], numbering: str, place: Place
    ) -> list[Strip]:
        element = Element("L", place.parent, f"/A<</O/List/ListNumbering/{numbering}>>")
        widest = max((natural(label, ITEM)[1] for label in labels), default=0.0)
        indent = max(INDENT, widest + 7.0)
        strips: list[Strip] = []
        for label, item in zip(labels, block.items, strict=True):
            full = item if isinstance(item, Item) else Item(item)
            strips += self._item(full, label, element, place, indent)
        return strips

    def _item(
        self, item: Item, label: str, element: Element, place: Place, indent: float
    ) -> list[Strip]:
        line = Element("LI", element)
        mark = Element("Lbl", line)
        body = Element("LBody", line)
        x, wide = place.x + indent, place.wide - indent
        owner = Element("P", body) if item.inner else body
        strips = text_strips(owner, item.text or " ", ITEM, x, wide)
        first = strips[0]
        if isinstance(first, TextStrip):
            first.label = (mark, place.x, broken(label, ITEM, indent)[0])
        inner = self.compose(item.inner, Place(body, x, wide, place.high))
        if inner:
            strips[-1].keep = True
        return strips + inner

    def _contents(self, block: Contents, place: Place) -> list[Strip]:
        strips = self._heading(place)
        element = Element("TOC", place.parent)
        for number, entry in enumerate(self.headings):
            if number < self._met or entry.level > block.depth:
                continue
            style = CONTENTS[min(entry.level, len(CONTENTS)) - 1]
            link = Element("Link", Element("Reference", Element("TOCI", element)))
            x = place.x + INDENT * (entry.level - 1)
            lines = broken(entry.text, style, place.x + place.wide - x - 40)
            strips.append(
                ContentsStrip(
                    height=style.leading * len(lines),
                    before=style.before,
                    owner=link,
                    lines=lines,
                    x=x,
                    right=place.x + place.wide,
                    style=style,
                    entry=entry,
                    number=number,
                )
            )
        strips[-1].after = 10.0
        return strips


def _callout(block: Callout, place: Place) -> list[Strip]:
    dress = CALLOUTS[block.kind]
    element = Element("Div", place.parent)
    x, wide = place.x + 12.0, place.wide - 22.0
    label = Style(CALLOUT_LABEL.size, CALLOUT_LABEL.leading, dress.bar, bold=True, after=1.0)
    strips = text_strips(Element("P", element), block.heading, label, x, wide)
    strips[-1].keep = True
    strips += text_strips(Element("P", element), block.text, CALLOUT_TEXT, x, wide)
    if block.details:
        strips[-1].after = 2.0
        owner = Element("P", element)
        strips += text_strips(owner, _details(block), CALLOUT_DETAIL, x, wide)
    return framed(strips, place, dress, 6.0)


def _details(block: Callout) -> Text:
    parts: list[str | Run] = []
    for label, value in block.details:
        gap = "  ·  " if parts else ""
        parts += [gap, Run(f"{label}: ", bold=True), *runs(cell_text(value))]
    return tuple(parts)


def title_strips(document: Document, place: Place) -> list[Strip]:
    """Return the head of a document: who speaks, marking and state, title, and what it is about.

    The marking and the word of the watermark are written here as text too: on the page's edge and
    behind the text they are decoration, which a screen reader passes over.
    """
    status = " · ".join(
        part for part in (document.marking, (document.watermark or "").capitalize()) if part
    )
    strips: list[Strip] = []
    for kind, text, style in (
        ("P", document.organisation, ORGANISATION),
        ("H1", document.title, TITLE),
        ("P", document.subtitle, SUBTITLE),
        ("P", status, STATUS),
        ("P", document.summary, SUMMARY),
    ):
        if text:
            strips += text_strips(Element(kind, place.parent), text, style, place.x, place.wide)
    for strip in strips:
        strip.keep = True
    strips.append(RuleStrip(height=1.0, before=2.0, after=10.0, x=place.x, wide=place.wide))
    return strips


@dataclass(slots=True, kw_only=True)
class RuleStrip(Strip):
    """A rule across the page."""

    x: float
    wide: float

    def draw(self, page: Page, top: float) -> None:
        """Draw it as decoration."""
        page.rule(self.x, top - 0.5, self.wide, RULE, 1.0)
