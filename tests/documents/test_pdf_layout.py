"""What stands with what on a page, and how wide columns are."""

import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf
import pytest
from tests.documents.examples import LONG, tracker_table

from safeguard_desk.documents.columns import align_of, column_widths
from safeguard_desk.documents.fonts import Fonts
from safeguard_desk.documents.model import Align, Column, Role, Table
from safeguard_desk.documents.pdf_file import Name, PdfFile, Value
from safeguard_desk.documents.pdf_flow import Break, Flow, Head, Strip
from safeguard_desk.documents.pdf_page import Page
from safeguard_desk.documents.pdf_tags import Tags
from safeguard_desk.documents.theme import MM

TOP = 100.0


@dataclass(slots=True, kw_only=True)
class Block(Strip):
    """A strip that notes on which page, and where, it was drawn."""

    name: str
    drawn: list[tuple[str, int, float]] = field(default_factory=list)

    def draw(self, page: Page, top: float) -> None:
        self.drawn.append((self.name, page.number, top))


@dataclass(slots=True, kw_only=True)
class Titles(Block, Head):
    """A table's head that notes when it is repeated."""

    def draw_again(self, page: Page, top: float) -> None:
        self.drawn.append((f"{self.name} again", page.number, top))


def placed(*strips: Strip) -> list[tuple[str, int, float]]:
    """Return what was drawn on pages of a hundred points."""
    drawn: list[tuple[str, int, float]] = []
    for strip in strips:
        if isinstance(strip, Block):
            strip.drawn = drawn
    pages: list[Page] = []

    def page_made() -> Page:
        pages.append(Page(len(pages), (100.0, 100.0), Fonts(), Tags()))
        return pages[-1]

    Flow(page_made, TOP, 0.0).place(strips)
    return drawn


def test_of_two_spaces_that_meet_the_larger_counts_and_none_at_the_top() -> None:
    first = Block(name="a", height=10, before=30, after=5)
    assert placed(first, Block(name="b", height=10, before=8)) == [("a", 0, 100), ("b", 0, 82)]


def test_what_keeps_with_its_successor_goes_to_its_page() -> None:
    drawn = placed(
        Block(name="text", height=70),
        Block(name="heading", height=10, keep=True),
        Block(name="first", height=30),
    )
    assert drawn == [("text", 0, 100), ("heading", 1, 100), ("first", 1, 90)]


def test_a_chain_that_no_page_can_hold_does_not_leave_a_page_empty() -> None:
    chain = [Block(name=str(at), height=40, keep=True) for at in range(5)]
    assert [page for _, page, _ in placed(*chain)] == [0, 0, 1, 2, 2]


def test_the_beginning_of_a_chain_that_no_page_can_hold_stays_together() -> None:
    rows = [Block(name=str(at), height=40, keep=True) for at in range(3)]
    heading = Block(name="heading", height=20, keep=True)
    drawn = placed(Block(name="text", height=50), heading, *rows)
    assert [page for _, page, _ in drawn] == [0, 1, 1, 2, 2]


def test_a_head_is_repeated_over_the_rows_of_further_pages_only() -> None:
    head = Titles(name="head", height=20, keep=True)
    rows = [Block(name=str(at), height=30, head=head) for at in range(5)]
    assert [name for name, _, _ in placed(head, *rows)] == [
        "head", "0", "1", "head again", "2", "3", "head again", "4",
    ]  # fmt: skip


def test_a_page_break_at_a_pages_top_makes_no_empty_page() -> None:
    drawn = placed(Break(), Block(name="a", height=10), Break(), Break(), Block(name="b", height=1))
    assert drawn == [("a", 0, 100), ("b", 1, 100)]


@pytest.mark.parametrize("room", [200.0, 480.0, 730.0])
def test_columns_fill_the_width(room: float) -> None:
    assert sum(column_widths(tracker_table(30), room)) == pytest.approx(room)


def test_a_column_of_dates_or_marks_is_as_wide_as_it_needs() -> None:
    small, large = (column_widths(tracker_table(30), room) for room in (480.0, 730.0))
    assert [small[at] for at in (0, 3, 4)] == [large[at] for at in (0, 3, 4)]


def test_a_fixed_column_keeps_its_width_and_weight_shares_the_rest() -> None:
    columns = (Column("A", fixed=30), Column("B"), Column("C", weight=3))
    widths = column_widths(Table(columns, (("a", LONG, LONG),)), 480)
    assert widths[0] == pytest.approx(30 * MM)
    assert widths[2] > 1.5 * widths[1]


def test_no_column_takes_room_that_another_needs_more() -> None:
    columns = (Column("Action", weight=5), Column("Owner"), Column("Agency"))
    rows = (("Write to all agencies", "Designated Nurse", "Metropolitan Police North West BCU"),)
    widths = column_widths(Table(columns, rows), 330)
    assert widths[1] > 75
    assert widths[2] > 150


def test_a_table_of_short_columns_is_stretched_to_the_width() -> None:
    columns = (Column("A", role=Role.REF), Column("B", role=Role.NUMBER))
    assert sum(column_widths(Table(columns, (("QA-1", 2),)), 480)) == pytest.approx(480)


def test_numbers_stand_at_the_right_unless_told_otherwise() -> None:
    assert align_of(Column("A", role=Role.NUMBER)) is Align.RIGHT
    assert align_of(Column("A", role=Role.NUMBER, align=Align.CENTRE)) is Align.CENTRE
    assert align_of(Column("A")) is Align.LEFT


def read_back(value: Value) -> Any:
    """Return what a reader finds of a value, as plain Python."""
    file = PdfFile()
    pages = file.add({"Type": Name("Pages"), "Kids": [], "Count": 0})
    root = file.add({"Type": Name("Catalog"), "Pages": pages, "V": [value, "end"]})
    with pikepdf.open(io.BytesIO(file.to_bytes(root, file.add({"Title": "T"})))) as found:
        kept = found.Root.V[0]
        return str(kept) if isinstance(kept, pikepdf.Object) else kept


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Name("Type"), "/Type"),
        ("a (b) \\", "a (b) \\"),
        ("é – 日本", "é – 日本"),
        (b"ab", "ab"),
        (True, True),
        (False, False),
        (7, 7),
        (1.5, Decimal("1.5")),
        (None, None),
    ],
)
def test_values_are_found_as_they_were_put(value: Value, found: object) -> None:
    assert read_back(value) == found


def test_thousands_of_objects_are_found_again() -> None:
    file = PdfFile()
    pages = file.reserve()
    kids = [
        file.add(
            {
                "Type": Name("Page"),
                "Parent": pages,
                "MediaBox": [0, 0, 9, 9],
                "Resources": {},
                "N": number,
            }
        )
        for number in range(700)
    ]
    file.put(pages, {"Type": Name("Pages"), "Kids": kids, "Count": len(kids)})
    root = file.add({"Type": Name("Catalog"), "Pages": pages})
    data = file.to_bytes(root, file.add({"Title": "T"}))
    with pikepdf.open(io.BytesIO(data)) as found:
        assert [int(page.N) for page in found.pages] == list(range(700))
        assert not found.check_pdf_syntax()
