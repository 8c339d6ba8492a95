"""What a document may be made of."""

from datetime import UTC, date, datetime

import pytest
from tests.documents.examples import CREATED

from safeguard_desk.documents.model import (
    Callout,
    CalloutKind,
    Chart,
    ChartKind,
    Column,
    ColumnGroup,
    Document,
    NumberedList,
    Paragraph,
    RatingMark,
    Run,
    Series,
    Table,
    Tone,
    plain,
    runs,
)
from safeguard_desk.documents.shown import cell_text, show_date, show_number


def test_a_row_must_be_as_long_as_the_columns() -> None:
    with pytest.raises(ValueError, match="2 cells where 1 columns"):
        Table((Column("Ref"),), (("QA-0001", "too much"),))


def test_groups_of_columns_must_span_the_table() -> None:
    with pytest.raises(ValueError, match="span"):
        Table((Column("A"), Column("B")), (), groups=(ColumnGroup("Both", 3),))


def test_a_series_must_fit_the_categories() -> None:
    with pytest.raises(ValueError, match="Overdue"):
        Chart(ChartKind.BARS, "Actions", ("ICB", "Police"), (Series("Overdue", (1,)),))


def test_a_document_needs_a_title() -> None:
    with pytest.raises(ValueError, match="title"):
        Document(" ", (), CREATED)


def test_text_is_runs_and_empty_ones_are_dropped() -> None:
    assert runs(("a", "", Run("b", bold=True))) == (Run("a"), Run("b", bold=True))
    assert plain(("a ", Run("b"))) == "a b"


@pytest.mark.parametrize(
    ("listed", "labels"),
    [
        (NumberedList(("a", "b")), ["1.", "2."]),
        (NumberedList(("a", "b"), start=4, prefix="3."), ["3.4", "3.5"]),
        (NumberedList(("a", "b"), labels=("3.2", "3.2a")), ["3.2", "3.2a"]),
    ],
)
def test_minutes_are_numbered_as_told(listed: NumberedList, labels: list[str]) -> None:
    assert [listed.label(index) for index in range(2)] == labels


def test_a_callout_is_headed_by_its_kind_and_reference() -> None:
    assert Callout(CalloutKind.GOOD_PRACTICE, "x", reference="3.9").heading == "Good practice 3.9"
    assert Callout(CalloutKind.ACTION, "x", label="Agreed").heading == "Agreed"


def test_dates_and_numbers_are_shown_as_people_write_them() -> None:
    assert show_date(date(2027, 1, 4)) == "4 Jan 2027"
    assert show_date(datetime(2027, 1, 14, 9, 5, tzinfo=UTC)) == "14 Jan 2027 09:05"
    assert [show_number(value) for value in (1234567, 0.1 + 0.2, 2.0)] == ["1,234,567", "0.3", "2"]


def test_every_kind_of_cell_can_be_read() -> None:
    rating = RatingMark(Tone.RED, "Red")
    cells = (None, "a", 3, 2.5, date(2027, 1, 4), rating, Paragraph("p"), Run("r"), ("s", "t"))
    shown = ["", "a", "3", "2.5", "4 Jan 2027", "Red", "p", "r", "st"]
    assert [plain(cell_text(cell)) for cell in cells] == shown
