"""A table as people have it: where its headings stand, and its rows by those headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.lines import LARGEST, Line, text_lines, workbook_lines

Known = Mapping[str, tuple[str, ...]]
"""The headings that are looked for, each with other words people write for it."""
Signs = Mapping[str, str]
"""Signs that matter in a heading ("% attended" is not "Attended"), with words for them."""
_LOOKED_AT = 20
"""Lines within which the headings are looked for; titles and notes may stand above them."""
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """A line of data: its number as people count the lines of the table, and its cells."""

    number: int
    cells: dict[str, str]
    surplus: tuple[str, ...] = ()
    """What stands to the right of the last heading: a sign that the cells have shifted."""

    def get(self, heading: str) -> str:
        """Return a cell by its heading, however it is written; empty when there is none."""
        return self.cells.get(plain_heading(heading), "")


@dataclass(frozen=True)
class Table:
    """A table's headings as they stand, the names its cells go by, and its rows."""

    headings: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    def has(self, heading: str) -> bool:
        """Say whether there is a column of this heading."""
        return plain_heading(heading) in self.names


def plain_heading(heading: str) -> str:
    """Return a heading without case, spaces and signs, as columns are matched by."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def read_table(
    path: Path, known: Known | None = None, *, sheet: str | None = None, signs: Signs | None = None
) -> Table:
    """Read a table from text (CSV of any dialect) or from a workbook; refuses what is no table.

    known: the headings wanted. The first line that has most of them holds the headings, and a
    column under another word for one goes by its name; without it the first line that is not empty
    holds them. sheet: the workbook's sheet, else its first. signs: those that tell headings apart,
    with the word that each stands for.
    """
    names = {
        plain_heading(_worded(w, signs)): plain_heading(h)
        for h, ws in (known or {}).items()
        for w in (h, *ws)
    }
    data = content_of(path)
    if data.startswith(_ZIP):
        lines = workbook_lines(path.name, data, sheet)
    else:
        lines = text_lines(path.name, data, lambda found: _heading_line(found, names, signs)[1])
    if not lines:
        raise Refusal(f"{path.name} is empty.", "Nothing was imported.", "Choose another file.")
    place, _ = _heading_line(lines, names, signs)
    return _table(lines[place:], names, signs)


def content_of(path: Path) -> bytes:
    """Return what a file holds; refuses one over 50 MB, and one that cannot be read."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise Refusal(
                f"{path.name} has {size / 1e6:.0f} MB.",
                "Nothing was imported.",
                "A table of 50 MB at most can be read: take out what is not needed.",
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Refusal(
            f"{path} could not be read: {getattr(error, 'strerror', None) or error}.",
            "Nothing was imported.",
            "Look whether the file is there and not open in another program.",
        ) from error


def _worded(heading: str, signs: Signs | None) -> str:
    for sign, word in (signs or {}).items():
        heading = heading.replace(sign, word)
    return heading


def _heading_line(
    lines: list[Line], names: Mapping[str, str], signs: Signs | None
) -> tuple[int, int]:
    """Return the place of the line of headings and how many of those looked for it has."""
    counts = [
        len({names[p] for cell in cells if (p := plain_heading(_worded(cell, signs))) in names})
        for _, cells in lines[:_LOOKED_AT]
    ]
    most = max(counts, default=0)
    return (counts.index(most) if most else 0), most


def _table(lines: list[Line], names: Mapping[str, str], signs: Signs | None) -> Table:
    headings = tuple(cell.strip() for cell in lines[0][1])
    plain = (plain_heading(_worded(one, signs)) for one in headings)
    columns = tuple(names.get(one, one) for one in plain)
    return Table(
        headings, columns, tuple(_row(number, cells, columns) for number, cells in lines[1:])
    )


def _row(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    named: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if name and not named.get(name):
            # Of two columns with one heading, the first that says something counts.
            named[name] = cell.strip()
    surplus = tuple(cell.strip() for cell in cells[len(columns) :] if cell.strip())
    return Row(number, named, surplus)
