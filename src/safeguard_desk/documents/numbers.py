"""What a document says, number by number: to follow each to its rows, to keep, and to compare."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from safeguard_desk.documents.model import (
    Block,
    BulletList,
    Callout,
    Cell,
    Document,
    Heading,
    Item,
    KeepTogether,
    KeyFacts,
    NumberedList,
    Paragraph,
    Table,
    behind,
    plain,
)
from safeguard_desk.documents.shown import cell_text

SAID = "said"
"""The column of what is said in words."""


@dataclass(frozen=True)
class Line:
    """A value of a document: where it stands, what it is, and what is behind it.

    section: the heading of the first level it stands under, empty before the first. part: the
    heading or table within it. row and column name the cell; a sentence has its words as value.
    """

    section: str
    part: str
    row: str
    column: str
    value: str
    behind: object = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the value, whatever it is."""
        return self.section, self.part, self.row, self.column


@dataclass(frozen=True)
class Change:
    """A value that differs between two documents of a kind; None where one does not have it."""

    section: str
    part: str
    row: str
    column: str
    before: str | None
    after: str | None


def sections(document: Document) -> tuple[str, ...]:
    """Return the headings of the first level, in their order."""
    return tuple(
        plain(block.text)
        for block in document.blocks
        if isinstance(block, Heading) and block.level == 1
    )


def lines(document: Document) -> tuple[Line, ...]:
    """Return every value of a document in reading order; values of one name are numbered."""
    seen: dict[tuple[str, str, str, str], int] = {}
    found = []
    for line in _walk(document.blocks):
        seen[line.key] = number = seen.get(line.key, 0) + 1
        if number > 1 and line.column != SAID:
            line = Line(  # noqa: PLW2901 - the same line under a name of its own
                *(line.section, line.part, f"{line.row} ({number})", line.column),
                *(line.value, line.behind),
            )
        found.append(line)
    return tuple(found)


def _walk(blocks: Iterable[Block]) -> Iterator[Line]:
    section, part = "", ""
    for block in blocks:
        if isinstance(block, Heading):
            words = plain(block.text)
            section, part = (words, "") if block.level == 1 else (section, words)
        else:
            yield from _of(block, section, part)


def _of(block: Block, section: str, part: str) -> Iterator[Line]:
    match block:
        case Table():
            name = block.name or block.caption or part
            yield from _cells(block, section, name)
        case KeyFacts():
            for label, cell in block.pairs:
                yield Line(section, part, label, "", _words(cell), behind(cell))
        case Paragraph():
            yield Line(section, part, "", SAID, plain(block.text), behind(block.text))
        case BulletList() | NumberedList():
            for item in block.items:
                words = item.text if isinstance(item, Item) else item
                yield Line(section, part, "", SAID, _item(item), behind(words))
        case Callout():
            yield Line(section, part, block.heading, SAID, plain(block.text))
        case KeepTogether():
            for inner in block.blocks:
                yield from _of(inner, section, part)
        case _:
            return


def _cells(block: Table, section: str, name: str) -> Iterator[Line]:
    head = block.row_header or 0
    for row in block.full_rows():
        label = _words(row.cells[head])
        for place, (column, cell) in enumerate(zip(block.columns, row.cells, strict=True)):
            if place != head or len(row.cells) == 1:
                yield Line(section, name, label, column.title, _words(cell), behind(cell))


def _words(cell: Cell) -> str:
    return plain(cell_text(cell)).replace("\n", " / ")


def _item(item: object) -> str:
    return plain(item.text) if isinstance(item, Item) else plain(item)  # type: ignore[arg-type]


def compare(before: Sequence[Line], after: Sequence[Line]) -> tuple[Change, ...]:
    """Return what differs, in the order of the later one; what is gone comes after it.

    Sentences are compared as whole sentences: one that changed is one gone and one new.
    """
    old = {_named(line): line for line in before}
    new = {_named(line): line for line in after}
    changes = []
    for name, line in new.items():
        other = old.get(name)
        if other is None or other.value != line.value:
            changes.append(_change(line, other.value if other else None, line.value))
    changes += [_change(line, line.value, None) for name, line in old.items() if name not in new]
    return tuple(changes)


def _named(line: Line) -> tuple[str, ...]:
    return (*line.key, line.value) if line.column == SAID else line.key


def _change(line: Line, before: str | None, after: str | None) -> Change:
    return Change(line.section, line.part, line.row, line.column, before, after)
