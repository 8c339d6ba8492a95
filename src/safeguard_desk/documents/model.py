"""What a document is, whatever it is written as: frozen blocks, and no word of the field.

Papers build these; the writers (PDF, Word, Excel) and nobody else decide how they look.
Colour is never named here: a tone is a meaning that each writer shows as word, shape and colour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Self, TypeAlias

from safeguard_desk.documents.chart_model import (
    DAY,
    Chart,
    ChartKind,
    Flow,
    FlowBox,
    Line,
    Series,
    Tone,
)

__all__ = ["DAY", "Chart", "ChartKind", "Flow", "FlowBox", "Line", "Series", "Tone"]
"""Kept apart, and named with the blocks."""


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Role(StrEnum):
    """What a column holds: decides width, alignment and wrapping where nothing else is said."""

    TEXT = "text"
    DATE = "date"
    REF = "ref"
    RATING = "rating"
    NUMBER = "number"


class Emphasis(StrEnum):
    """How a row of a table stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    """A total or a heading of rows: bold, shaded."""
    MUTED = "muted"
    """Of less weight: closed, cancelled."""


class Voice(StrEnum):
    """How a paragraph speaks."""

    BODY = "body"
    LEAD = "lead"
    """The one sentence that says it all."""
    SMALL = "small"
    """Sources, notes, the small print."""


class CalloutKind(StrEnum):
    """Why a passage is set apart."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"
    CHALLENGE = "challenge"
    RISK = "risk"
    ESCALATION = "escalation"
    GOOD_PRACTICE = "good_practice"
    KEY_MESSAGE = "key_message"

    @property
    def label(self) -> str:
        """The word that says the kind, so that colour never speaks alone."""
        return self.value.replace("_", " ").capitalize()


class Orientation(StrEnum):
    """Which way the A4 page lies."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


PART_LINK = "part:"
"""A link on a pack's contents page: "part:3" leads to the first page of its part 3 (from 0)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one dress. `link` is an address (https, mailto) or "" for none."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Text: TypeAlias = str | Run | tuple[str | Run, ...]
"""Text of a block; a line break is "\\n"."""


def runs(text: Text) -> tuple[Run, ...]:
    """Return `text` as runs, without empty ones."""
    parts: Iterable[str | Run] = text if isinstance(text, tuple) else (text,)
    made = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in made if run.text)


def plain(text: Text) -> str:
    """Return the letters of `text` without its dress."""
    return text if isinstance(text, str) else "".join(run.text for run in runs(text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title. A skipped level is closed up; one without text is left out."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: Text
    voice: Voice = Voice.BODY


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its text, and what belongs under it."""

    text: Text
    inner: tuple["Block", ...] = ()
    mark: str = ""
    """What it is known by when a copy for review comes back; see Document.review."""


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list whose order says nothing."""

    items: tuple[Item | Text, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list in order, numbered from `start` after `prefix` ("3." gives 3.1), or by `labels`."""

    items: tuple[Item | Text, ...]
    start: int = 1
    prefix: str = ""
    labels: tuple[str, ...] = ()

    def label(self, index: int) -> str:
        """Return what stands before item `index` (from 0)."""
        if self.labels:
            return self.labels[index]
        number = str(self.start + index)
        return f"{self.prefix}{number}" if self.prefix else f"{number}."


@dataclass(frozen=True, slots=True)
class RatingMark:
    """A rating in a cell: the word is always written, the tone adds shape and colour."""

    tone: Tone
    word: str


class Tally(int):
    """A whole number of a cell that knows what it counts: `behind` is for whoever looks it up.

    Writers write the number.
    """

    behind: object

    def __new__(cls, value: int, behind: object) -> Self:
        """Return a number with what it counts."""
        made = super().__new__(cls, value)
        made.behind = behind
        return made


class Told(str):
    """Words of a cell made of a number that is counted, as "3 of 12", with what it counts."""

    behind: object

    def __new__(cls, words: str, behind: object) -> Self:
        """Return words with what they count."""
        made = super().__new__(cls, words)
        made.behind = behind
        return made


def behind(value: object) -> object:
    """Return what a cell's value counts; None where it does not say."""
    return getattr(value, "behind", None)


Cell: TypeAlias = (
    str | int | float | date | RatingMark | Paragraph | Run | tuple[str | Run, ...] | None
)
"""A cell's value; None is an empty cell. Writers show dates as 14 Jan 2027, Excel keeps them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `weight`: its share of the width left over; `fixed`: millimetres instead.

    Without either a column of dates, references, ratings or numbers is as wide as it needs and
    one of text shares the rest.
    """

    title: str
    weight: float = 1.0
    fixed: float | None = None
    role: Role = Role.TEXT
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that stands out."""

    cells: tuple[Cell, ...]
    emphasis: Emphasis = Emphasis.PLAIN


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A heading over `span` neighbouring columns; an empty title leaves the place blank."""

    title: str
    span: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its first row is the columns' titles, repeated on each page it runs over.

    `row_header`: the column (from 0) that names its row, or None. `groups` must span all columns.
    `name`: the sheet's name in Excel; the caption, or the heading above it, if empty.
    `empty`: what is said instead of a table without rows.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row | tuple[Cell, ...], ...]
    caption: str = ""
    row_header: int | None = None
    groups: tuple[ColumnGroup, ...] = ()
    name: str = ""
    empty: str = ""

    def __post_init__(self) -> None:
        """Hold the shape: every row as long as the columns."""
        width = len(self.columns)
        for row in self.rows:
            cells = row.cells if isinstance(row, Row) else row
            if len(cells) != width:
                raise ValueError(f"A row has {len(cells)} cells where {width} columns are.")
        if self.groups and sum(group.span for group in self.groups) != width:
            raise ValueError("The groups of columns do not span the table.")

    def full_rows(self) -> tuple[Row, ...]:
        """Return every row as a Row."""
        return tuple(row if isinstance(row, Row) else Row(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """Pairs of a label and its value: the head of minutes, of a report, of a referral."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """A passage set apart: a decision, an action, a challenge ...

    The label ("Decision" by its kind if empty) and the reference ("3.2", "QA-0142") are written;
    `details` are short pairs below the text (owner, due date).
    """

    kind: CalloutKind
    text: Text
    label: str = ""
    reference: str = ""
    details: tuple[tuple[str, Cell], ...] = ()
    mark: str = ""
    """What its text is known by when a copy for review comes back; see Document.review."""

    @property
    def heading(self) -> str:
        """The words at its head."""
        return " ".join(part for part in (self.label or self.kind.label, self.reference) if part)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart in the text. Without `alternative` the figures themselves are stated."""

    chart: Chart
    alternative: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The list of headings down to `depth`, with links and page numbers."""

    title: str = "Contents"
    depth: int = 2


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Blocks that stand on one page if a page can hold them."""

    blocks: tuple["Block", ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Table
    | KeyFacts
    | Callout
    | Figure
    | PageBreak
    | Contents
    | KeepTogether
)


@dataclass(frozen=True)
class Document:
    """A document. The same document gives the same bytes: its date is `created`, not the clock's.

    `organisation`, `title`, `subtitle` and `summary` stand at its head. `marking` (OFFICIAL ...)
    is in the header and footer of each page; `header` (the title if empty) and `footer` beside it.
    `watermark`: a word across each page ("DRAFT"), or None.
    """

    title: str
    blocks: tuple[Block, ...]
    created: datetime
    organisation: str = ""
    subtitle: str = ""
    summary: str = ""
    marking: str = ""
    header: str = ""
    footer: str = ""
    watermark: str | None = None
    orientation: Orientation = Orientation.PORTRAIT
    language: str = "en-GB"
    subject: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    review: tuple[tuple[str, str], ...] | None = None
    """For a copy that is sent out for comments: what the file is known by when it comes back, as
    names and values kept in a Word file. Lines are numbered, and each of its paragraphs carries a
    hidden mark. None for any other copy."""

    def __post_init__(self) -> None:
        """Hold that a document has a title: a screen reader says it first (ISO 14289-1, 7.1)."""
        if not self.title.strip():
            raise ValueError("A document needs a title.")
