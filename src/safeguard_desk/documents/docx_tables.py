"""Tables as Word writes them: level rules, a first row that repeats, rows that do not part.

Written as XML in one piece: by python-docx, cell for cell, a thousand rows take twenty seconds.
"""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from safeguard_desk.documents.addresses import linked
from safeguard_desk.documents.columns import align_of, column_widths
from safeguard_desk.documents.docx_xml import hex_of, parsed, raw
from safeguard_desk.documents.fonts import clean
from safeguard_desk.documents.lines import natural
from safeguard_desk.documents.model import (
    Align,
    Cell,
    Emphasis,
    KeyFacts,
    RatingMark,
    Row,
    Run,
    Table,
    runs,
)
from safeguard_desk.documents.shown import cell_text
from safeguard_desk.documents.theme import FACT_LABEL, MARKS, QUIET, RULE, STRONG_RULE, TINT, Colour

_ALIGN = {
    Align.LEFT: "",
    Align.CENTRE: '<w:jc w:val="center"/>',
    Align.RIGHT: '<w:jc w:val="right"/>',
}
_HEAD_RULE = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" '
    f'w:color="{hex_of(STRONG_RULE)}"/></w:tcBorders>'
)


def table(file: Any, block: Table, room: float) -> None:
    """Add a table under its caption, or the sentence that stands for an empty one."""
    if block.caption:
        file.add_paragraph(block.caption, style="Caption")
    if not block.rows and block.empty:
        file.add_paragraph(block.empty)
        return
    widths = column_widths(block, room)
    aligns = [align_of(column) for column in block.columns]
    rows = [_group_row(block, widths)] if block.groups else []
    titles = [
        _head_cell(column.title, align, width)
        for column, align, width in zip(block.columns, aligns, widths, strict=True)
    ]
    rows.append(_row(titles, head=True))
    rows += [_body_row(file, row, aligns, widths, block.row_header) for row in block.full_rows()]
    _append(file, rows, widths, look="04A0" if block.row_header == 0 else "0420", ruled=True)


def facts_table(file: Any, block: KeyFacts, room: float) -> None:
    """Add labels and values side by side, without rules."""
    labels = max((natural(label, FACT_LABEL)[1] for label, _ in block.pairs), default=0.0)
    left = min(labels + 18.0, room * 0.4)
    rows = [
        _row(
            [
                _cell(_paragraph("Fact Label", _run(Run(label))), left),
                _cell(_paragraph("Fact", _value(file, value)), room - left),
            ]
        )
        for label, value in block.pairs
    ]
    _append(file, rows, [left, room - left], look="0480", ruled=False)


def _append(file: Any, rows: list[str], widths: list[float], *, look: str, ruled: bool) -> None:
    """Add the table, and a little space: Word joins two tables that touch."""
    from docx.shared import Pt

    grid = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    rule = f'w:val="single" w:sz="4" w:space="0" w:color="{hex_of(RULE)}"'
    borders = f"<w:tblBorders><w:bottom {rule}/><w:insideH {rule}/></w:tblBorders>" if ruled else ""
    pad = 60 if ruled else 20
    margins = (
        f'<w:tblCellMar><w:top w:w="{pad}" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
        f'<w:bottom w:w="{pad}" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
    )
    properties = (
        f'<w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="{look}"/></w:tblPr>'
    )
    made = parsed(f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")
    gap = file.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(8)
    raw(gap).addprevious(made)


def _group_row(block: Table, widths: list[float]) -> str:
    cells, column = [], 0
    for group in block.groups:
        width = sum(widths[column : column + group.span])
        cells.append(_head_cell(group.title, Align.CENTRE, width, group.span))
        column += group.span
    return _row(cells, head=True)


def _body_row(
    file: Any, row: Row, aligns: list[Align], widths: list[float], named: int | None
) -> str:
    strong = row.emphasis is Emphasis.STRONG
    colour = QUIET if row.emphasis is Emphasis.MUTED else None
    cells = []
    for index, value in enumerate(row.cells):
        text = _value(file, value, bold=strong or index == named, colour=colour)
        paragraph = _paragraph("Cell", text, aligns[index])
        cells.append(_cell(paragraph, widths[index], ground=TINT if strong else None))
    return _row(cells)


def _row(cells: list[str], *, head: bool = False) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"


def _head_cell(title: str, align: Align, width: float, span: int = 1) -> str:
    paragraph = _paragraph("Cell Heading", _run(Run(title)), align, keep=True)
    return _cell(paragraph, width, head=True, span=span)


def _cell(
    paragraph: str, width: float, *, head: bool = False, span: int = 1, ground: Colour | None = None
) -> str:
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    borders = _HEAD_RULE if head else ""
    fill = TINT if head else ground
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{hex_of(fill)}"/>' if fill else ""
    properties = f'<w:tcW w:w="{_twips(width)}" w:type="dxa"/>{spans}{borders}{shade}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph}</w:tc>"


def _paragraph(style: str, text: str, align: Align = Align.LEFT, *, keep: bool = False) -> str:
    identity = style.replace(" ", "")
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{identity}"/>{kept}{_ALIGN[align]}</w:pPr>{text}</w:p>'


def _value(file: Any, value: Cell, *, bold: bool = False, colour: Colour | None = None) -> str:
    """Return the runs of a cell; a rating is its sign in colour, then its word."""
    parts = []
    if isinstance(value, RatingMark):
        mark = MARKS[value.tone]
        parts.append(_run(Run(f"{mark.sign} "), colour=mark.colour))
    for run in runs(linked(cell_text(value))):
        made = _run(run, bold=bold, colour=colour)
        if run.link:
            from docx.opc.constants import RELATIONSHIP_TYPE

            target = file.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            made = f"<w:hyperlink r:id={quoteattr(target)}>{made}</w:hyperlink>"
        parts.append(made)
    return "".join(parts)


def _run(run: Run, *, bold: bool = False, colour: Colour | None = None) -> str:
    dress = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
    dress += "<w:b/>" if bold or run.bold else ""
    dress += "<w:i/>" if run.italic else ""
    dress += f'<w:color w:val="{hex_of(colour)}"/>' if colour is not None and not run.link else ""
    lines = [
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(run.text).split("\n")
    ]
    return f"<w:r>{f'<w:rPr>{dress}</w:rPr>' if dress else ''}{'<w:br/>'.join(lines)}</w:r>"


def _twips(points: float) -> int:
    return round(points * 20)
