"""Blocks of the model as Word writes them."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw, pieces
from safeguard_desk.documents.docx_styles import callout_style
from safeguard_desk.documents.docx_tables import facts_table, table
from safeguard_desk.documents.docx_text import add_text
from safeguard_desk.documents.docx_xml import (
    bookmark,
    docpr_tag,
    element,
    field,
    hex_of,
    numbering,
    place_name,
    put,
    raw,
)
from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    Contents,
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
    Voice,
    runs,
)
from safeguard_desk.documents.pdf_blocks import Entry
from safeguard_desk.documents.picture_png import picture_png
from safeguard_desk.documents.shown import cell_text
from safeguard_desk.documents.theme import CALLOUTS, CAPTION, INDENT

_VOICES = {Voice.BODY: "Normal", Voice.LEAD: "Lead", Voice.SMALL: "Small Print"}


class Writer:
    """Writes blocks into an open Word document, one after another."""

    def __init__(self, file: Any, headings: list[Entry]) -> None:
        """Write into `file`; `headings` are the document's, with their levels closed up."""
        self._file = file
        self._headings = headings
        self._met = 0
        self.marked: list[tuple[Any, str]] = []
        """Paragraphs that have a mark of their own, in a copy for review."""
        section = file.sections[0]
        edges = section.left_margin.pt + section.right_margin.pt
        self._room = section.page_width.pt - edges
        ends = section.top_margin.pt + section.bottom_margin.pt
        self._high = section.page_height.pt - ends - 3 * CAPTION.leading

    def write(self, blocks: Sequence[Block], depth: int = 0) -> None:
        """Write blocks; `depth` is how many lists they stand in."""
        for block in blocks:
            self._block(block, depth)

    def _block(self, block: Block, depth: int) -> None:
        match block:
            case Heading():
                if block.text.strip():
                    self._heading()
            case Paragraph():
                paragraph = self._paragraph(_VOICES[block.voice], depth)
                add_text(paragraph, block.text)
            case BulletList():
                number = numbering(self._file, text="•", start=1, bullet=True)
                self._items(block.items, depth, number)
            case NumberedList():
                self._numbered(block, depth)
            case Table():
                table(self._file, block, self._room)
            case KeyFacts():
                facts_table(self._file, block, self._room)
            case Callout():
                self._callout(block, depth)
            case Figure():
                self._figures(block)
            case PageBreak():
                self._file.add_page_break()
            case Contents():
                self._contents(block)
            case KeepTogether():
                self._together(block, depth)

    def _paragraph(self, style: str, depth: int) -> Any:
        from docx.shared import Pt

        paragraph = self._file.add_paragraph(style=style)
        if depth:
            paragraph.paragraph_format.left_indent = Pt(22.7 * depth)
        return paragraph

    def _heading(self) -> None:
        entry = self._headings[self._met]
        paragraph = self._file.add_paragraph(entry.text, style=f"Heading {entry.level}")
        bookmark(paragraph, self._met)
        self._met += 1

    def _numbered(self, block: NumberedList, depth: int) -> None:
        if block.labels:
            for index, item in enumerate(block.items):
                self._labelled(block.label(index), item, depth)
            return
        text = f"{block.prefix}%1" if block.prefix else "%1."
        number = numbering(self._file, text=text, start=block.start, bullet=False)
        self._items(block.items, depth, number)

    def _items(self, items: Sequence[Item | Any], depth: int, number: int) -> None:
        for item in items:
            full = item if isinstance(item, Item) else Item(item)
            paragraph = self._file.add_paragraph(style="List Text")
            properties = raw(paragraph).get_or_add_pPr()
            place = element("w:numPr")
            place.append(element("w:ilvl", val=str(min(depth, 2))))
            place.append(element("w:numId", val=str(number)))
            put(properties, place)
            add_text(paragraph, full.text)
            self._mark(paragraph, full.mark)
            self.write(full.inner, depth + 1)

    def _labelled(self, label: str, item: Item | Any, depth: int) -> None:
        """Write an item whose label Word could not count: label, tab, text."""
        from docx.shared import Pt

        full = item if isinstance(item, Item) else Item(item)
        paragraph = self._file.add_paragraph(style="List Text")
        indent = 22.7 * depth + max(INDENT, 6.0 * len(label) + 8)
        paragraph.paragraph_format.left_indent = Pt(indent)
        paragraph.paragraph_format.first_line_indent = Pt(22.7 * depth - indent)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(indent))
        paragraph.add_run(f"{label}\t")
        add_text(paragraph, full.text)
        self._mark(paragraph, full.mark)
        self.write(full.inner, depth + 1)

    def _mark(self, paragraph: Any, mark: str) -> None:
        if mark:
            self.marked.append((paragraph, mark))

    def _callout(self, block: Callout, depth: int) -> None:
        from docx.shared import Pt, RGBColor

        style = callout_style(block.kind)
        head = self._paragraph(style, 0)
        run = head.add_run(block.heading)
        run.bold, run.font.size = True, Pt(9.5)
        run.font.color.rgb = RGBColor.from_string(hex_of(CALLOUTS[block.kind].bar))
        text = self._paragraph(style, 0)
        add_text(text, block.text)
        self._mark(text, block.mark)
        parts = [head, text]
        if block.details:
            details = self._paragraph(style, 0)
            for index, (label, value) in enumerate(block.details):
                gap = "  ·  " if index else ""
                add_text(details, (gap, Run(f"{label}: ", bold=True), *runs(cell_text(value))))
            for run in details.runs:
                run.font.size = Pt(9.5)
            parts.append(details)
        for part in parts:
            part.paragraph_format.left_indent = Pt(9 + 22.7 * depth)
        for part in parts[:-1]:
            part.paragraph_format.keep_with_next = True
        parts[0].paragraph_format.space_before = Pt(8)
        parts[-1].paragraph_format.space_after = Pt(9)

    def _figures(self, block: Figure) -> None:
        for part in pieces(block, self._room):
            self._figure(part)

    def _figure(self, block: Figure) -> None:
        from docx.shared import Pt

        caption = block.caption or block.chart.title
        self._file.add_paragraph(caption, style="Caption")
        drawn = draw(block.chart, self._room)
        wide = self._room * min(1.0, self._high / drawn.high)
        paragraph = self._file.add_paragraph()
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.add_run().add_picture(BytesIO(picture_png(drawn)), width=Pt(wide))
        for about in raw(paragraph).iter(docpr_tag()):
            about.set("descr", block.alternative or describe(block.chart))
            about.set("name", caption)

    def _contents(self, block: Contents) -> None:
        """Write a contents field that Word can renew; until then it holds the links themselves."""
        self._heading()
        deep = f'TOC \\o "1-{block.depth}" \\h \\z \\u'
        entries = [
            (number, entry)
            for number, entry in enumerate(self._headings)
            if number >= self._met and entry.level <= block.depth
        ]
        opening = self._file.add_paragraph(style="Contents Line")
        field(opening, deep, "")
        end = raw(opening)[-1]
        paragraph = opening
        for at, (number, entry) in enumerate(entries):
            if at:
                paragraph = self._paragraph("Contents Line", 0)
            self._entry(paragraph, number, entry)
        raw(paragraph).append(end)

    def _entry(self, paragraph: Any, number: int, entry: Entry) -> None:
        from docx.shared import Pt

        paragraph.paragraph_format.left_indent = Pt(INDENT * (entry.level - 1))
        anchor = element("w:hyperlink", anchor=place_name(number), history="1")
        run = paragraph.add_run(entry.text)
        anchor.append(raw(run))
        raw(paragraph).append(anchor)

    def _together(self, block: KeepTogether, depth: int) -> None:
        before = len(self._file.paragraphs)
        self.write(block.blocks, depth)
        for paragraph in self._file.paragraphs[before:-1]:
            paragraph.paragraph_format.keep_with_next = True
