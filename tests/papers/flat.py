"""A document as plain text in reading order: what somebody hears who has it read aloud."""

from collections.abc import Iterable

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
    Table,
    Text,
    plain,
)
from safeguard_desk.documents.shown import cell_text


def flat(document: Document) -> str:
    """Return the document's text, line by line."""
    head = [f"[{document.marking}]" + (f" [{document.watermark}]" if document.watermark else "")]
    head += [document.organisation, f"# {document.title}", document.subtitle, document.summary]
    lines = [line for line in head if line]
    lines += [line for block in document.blocks for line in _lines(block)]
    return "\n".join(lines) + "\n"


def _cell(cell: object) -> str:
    return plain(cell_text(cell)).replace("\n", " / ")  # type: ignore[arg-type]


def _lines(block: Block) -> Iterable[str]:  # noqa: PLR0912 - a case for each block
    match block:
        case Heading():
            yield f"\n{'#' * (block.level + 1)} {block.text}"
        case Paragraph():
            yield plain(block.text)
        case BulletList():
            yield from _list(("-" for _ in block.items), block.items)
        case NumberedList():
            yield from _list((block.label(i) for i in range(len(block.items))), block.items)
        case KeyFacts():
            yield from (f"{label}: {_cell(value)}" for label, value in block.pairs)
        case Callout():
            yield f"> {block.heading}: {plain(block.text)}"
            yield from (f">   {label}: {_cell(value)}" for label, value in block.details)
        case Table():
            yield " | ".join(column.title for column in block.columns)
            for row in block.full_rows():
                yield " | ".join(_cell(cell) for cell in row.cells)
        case Figure():
            yield f"[chart: {block.chart.title}]"
            for series in block.chart.series:
                figures = zip(block.chart.categories, series.values, strict=True)
                yield (
                    f"[{series.name}: "
                    + ", ".join(f"{c} –" if v is None else f"{c} {v:g}" for c, v in figures)
                    + "]"
                )
        case PageBreak():
            yield "\n--- page ---"
        case Contents():
            yield f"[{block.title}]"
        case KeepTogether():
            yield from (line for inner in block.blocks for line in _lines(inner))


def _list(labels: Iterable[str], items: Iterable[Item | Text]) -> Iterable[str]:
    for label, item in zip(labels, items, strict=False):
        one = item if isinstance(item, Item) else Item(item)
        yield f"{label} {plain(one.text)}"
        yield from (f"    {line}" for block in one.inner for line in _lines(block))
