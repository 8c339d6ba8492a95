"""Tables as strips: columns measured once, rows of plain lines, titles repeated on each page."""

from safeguard_desk.documents.columns import align_of, column_widths, tone_of
from safeguard_desk.documents.lines import broken, natural
from safeguard_desk.documents.model import (
    Align,
    Emphasis,
    KeyFacts,
    Table,
    Text,
    Tone,
    Voice,
)
from safeguard_desk.documents.pdf_flow import Strip
from safeguard_desk.documents.pdf_tags import Element
from safeguard_desk.documents.pdf_text import (
    CellText,
    HeadStrip,
    Place,
    RowStrip,
    row_strips,
    text_strips,
)
from safeguard_desk.documents.shown import cell_text
from safeguard_desk.documents.theme import (
    CAPTION,
    CELL,
    CELL_PAD_X,
    CELL_PAD_Y,
    FACT,
    FACT_LABEL,
    HEAD_CELL,
    MARK_ROOM,
    QUIET,
    RULE,
    STRONG_RULE,
    TINT,
    VOICES,
    Style,
)

_SPLIT = 260.0
"""A row higher than this runs over pages; a lower one is kept whole."""

_SCOPE_ROW = "/A<</O/Table/Scope/Row>>"
_SCOPE_COLUMN = "/A<</O/Table/Scope/Column>>"

_STYLES = {
    Emphasis.PLAIN: CELL,
    Emphasis.STRONG: Style(CELL.size, CELL.leading, CELL.colour, bold=True),
    Emphasis.MUTED: Style(CELL.size, CELL.leading, QUIET),
}
_NAMED = {
    Emphasis.PLAIN: Style(CELL.size, CELL.leading, CELL.colour, bold=True),
    Emphasis.STRONG: Style(CELL.size, CELL.leading, CELL.colour, bold=True),
    Emphasis.MUTED: Style(CELL.size, CELL.leading, QUIET, bold=True),
}
"""Cells that name their row."""


def table_strips(table: Table, place: Place) -> list[Strip]:
    """Return a table: caption, titles, rows; or the sentence that stands for an empty one."""
    if not table.rows and table.empty:
        caption = text_strips(
            Element("P", place.parent), table.caption, CAPTION, place.x, place.wide
        )
        for strip in caption:
            strip.keep = True
        owner = Element("P", place.parent)
        return caption + text_strips(owner, table.empty, VOICES[Voice.BODY], place.x, place.wide)
    element = Element("Table", place.parent)
    strips: list[Strip] = []
    if table.caption:
        owner = Element("Caption", element)
        strips += text_strips(owner, table.caption, CAPTION, place.x, place.wide)
        for strip in strips:
            strip.keep = True
    widths = column_widths(table, place.wide)
    head = _head(table, element, place, widths)
    head.before = 0.0 if table.caption else 4.0
    strips.append(head)
    strips += _body(table, element, place, widths, head)
    strips[-1].after = 10.0
    return strips


def _head(table: Table, element: Element, place: Place, widths: list[float]) -> HeadStrip:
    rows = []
    group = Element("THead", element)
    if table.groups:
        rows.append(_group_row(table, Element("TR", group), place, widths))
    line = Element("TR", group)
    cells = []
    x = place.x
    for column, wide in zip(table.columns, widths, strict=True):
        owner = Element("TH", line, _SCOPE_COLUMN) if column.title else Element("TD", line)
        cells.append(_cell(owner, column.title, x, wide, HEAD_CELL, align_of(column)))
        x += wide
    rows.append(_row(tuple(cells), place, rule_thick=1.0, strong=True))
    return HeadStrip(
        height=sum(row.height for row in rows),
        keep=bool(table.rows),
        cells=(),
        x=place.x,
        wide=place.wide,
        leading=HEAD_CELL.leading,
        pad=CELL_PAD_Y,
        rows=tuple(rows),
    )


def _group_row(table: Table, line: Element, place: Place, widths: list[float]) -> RowStrip:
    cells = []
    x, column = place.x, 0
    for group in table.groups:
        wide = sum(widths[column : column + group.span])
        span = f"/ColSpan {group.span}" if group.span > 1 else ""
        owner = (
            Element("TH", line, f"/A<</O/Table/Scope/Column{span}>>")
            if group.title
            else Element("TD", line, f"/A<</O/Table{span}>>" if span else "")
        )
        cells.append(_cell(owner, group.title, x, wide, HEAD_CELL, Align.CENTRE))
        x += wide
        column += group.span
    row = _row(tuple(cells), place, rule_thick=0.5, strong=True)
    row.rule = RULE
    return row


def _row(
    cells: tuple[CellText, ...],
    place: Place,
    *,
    rule_thick: float = 0.5,
    strong: bool = False,
) -> RowStrip:
    count = max(max((len(cell.lines) for cell in cells), default=1), 1)
    return RowStrip(
        height=count * CELL.leading + 2 * CELL_PAD_Y,
        cells=cells,
        x=place.x,
        wide=place.wide,
        leading=CELL.leading,
        pad=CELL_PAD_Y,
        ground=TINT if strong else None,
        rule=STRONG_RULE if strong else RULE,
        thick=rule_thick,
    )


def _cell(
    owner: Element,
    text: Text,
    x: float,
    wide: float,
    style: Style,
    align: Align,
    tone: Tone | None = None,
) -> CellText:
    room = wide - 2 * CELL_PAD_X
    shift = MARK_ROOM * style.size if tone is not None else 0.0
    return CellText(
        owner, broken(text, style, room - shift), x + CELL_PAD_X, room, style, align, tone
    )


def _names_rows(table: Table) -> bool:
    """Tell whether a column is read out before each cell of its row.

    In a small table that would be more heads than cells; there the titles say enough.
    """
    rows, columns = len(table.rows), len(table.columns)
    heads = columns + sum(1 for group in table.groups if group.title)
    return table.row_header is not None and rows * (columns - 1) >= heads + rows


def _body(
    table: Table, element: Element, place: Place, widths: list[float], head: HeadStrip
) -> list[Strip]:
    strips: list[Strip] = []
    group = Element("TBody", element)
    aligns = [align_of(column) for column in table.columns]
    starts = [place.x + sum(widths[:index]) for index in range(len(widths))]
    named, spoken = table.row_header, _names_rows(table)
    for row in table.full_rows():
        line = Element("TR", group)
        style, name_style = _STYLES[row.emphasis], _NAMED[row.emphasis]
        cells = []
        for index, cell in enumerate(row.cells):
            heads = spoken and index == named and cell not in (None, "")
            owner = Element("TH", line, _SCOPE_ROW) if heads else Element("TD", line)
            own = name_style if index == named else style
            cells.append(
                _cell(
                    owner,
                    cell_text(cell),
                    starts[index],
                    widths[index],
                    own,
                    aligns[index],
                    tone_of(cell),
                )
            )
        made = _row(tuple(cells), place)
        if row.emphasis is Emphasis.STRONG:
            made.ground = TINT
        made.head = head
        strips += row_strips(made, _SPLIT)
    return strips


def facts_strips(facts: KeyFacts, place: Place) -> list[Strip]:
    """Return labels and values side by side: a table whose first column names the rows."""
    element = Element("Table", place.parent)
    labels = max((natural(label, FACT_LABEL)[1] for label, _ in facts.pairs), default=0.0)
    left = min(labels + 14.0, place.wide * 0.4)
    strips: list[Strip] = []
    for label, value in facts.pairs:
        line = Element("TR", element)
        tone = tone_of(value)
        shift = MARK_ROOM * FACT.size if tone is not None else 0.0
        room = place.wide - left - shift
        cells = (
            CellText(
                Element("TH", line, _SCOPE_ROW),
                broken(label, FACT_LABEL, left - 8.0),
                place.x,
                left,
                FACT_LABEL,
            ),
            CellText(
                Element("TD", line),
                broken(cell_text(value), FACT, room),
                place.x + left,
                room,
                FACT,
                tone=tone,
            ),
        )
        count = max(*(len(cell.lines) for cell in cells), 1)
        row = RowStrip(
            height=count * FACT.leading + 3.0,
            cells=cells,
            x=place.x,
            wide=place.wide,
            leading=FACT.leading,
            pad=1.5,
            rule=None,
        )
        strips += row_strips(row, _SPLIT)
    if strips:
        strips[0].before, strips[-1].after = 4.0, 10.0
    return strips
