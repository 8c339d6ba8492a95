"""The tools' fit and comparison, and the page of themes."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from tests.ui.hand import Hand
from tests.ui.reviews.test_cases import referred

from safeguard_desk.models import ReviewTheme, ReviewToolFit, ThemeNote
from safeguard_desk.rules.terms_review import NoteKind, ReviewKind, Trait
from safeguard_desk.ui.reviews.comparison import chart
from safeguard_desk.ui.reviews.themes import ThemesPage
from safeguard_desk.ui.reviews.tools import ReviewToolsPage
from safeguard_desk.views.review_tools import Took, by_tool
from safeguard_desk.work import review_themes


def took(ref: str, tool: str, cost: int) -> Took:
    return Took(
        *(ref, ref, tool, ReviewKind.SAR),
        over=True,
        elapsed=30,
        days_planned=20,
        days_actual=22,
        cost_planned=cost,
        cost_actual=cost + 1000,
        recommendations=2,
        accepted=1,
        completed=1,
        impact=True,
    )


def test_a_tools_numbers_are_those_of_its_reviews() -> None:
    first, second, other = took("A", "X", 3000), took("B", "X", 5000), took("C", "Y", 1000)
    both, single = by_tool([first, second, other])
    assert (both.id, both.rows) == ("X", (first, second))
    assert (both.cost_planned, both.cost_actual, both.elapsed) == (4000, 5000, 30)
    assert both.total("recommendations") == 4
    assert [one.values for one in chart([both, single], 0).series] == [(4.0, 1.0), (5.0, 2.0)]
    came = [one.values for one in chart([both, single], 3).series]
    assert came == [(4.0, 2.0), (2.0, 1.0), (2.0, 1.0)]


def test_how_a_tool_fits_is_changed_in_place(hand: Hand) -> None:
    referred(hand)
    page = hand.tab("CR").show_page("review-tools")
    assert isinstance(page, ReviewToolsPage)
    hand.settle()
    rows = page.fits.rows
    place = rows.place(Trait.FAMILY.value)
    before = len(hand.held(ReviewToolFit, "id"))
    rows.setData(rows.index(place, 1), "many words, no points")
    hand.settle()
    assert len(hand.held(ReviewToolFit, "id")) == before
    rows.setData(rows.index(place, 1), "−2 families have no part in it")
    hand.settle()
    place = rows.place(Trait.FAMILY.value)  # what is said of a case comes first
    assert rows.data(rows.index(place, 1)) == "-2 families have no part in it"
    rows.setData(rows.index(place, 1), "")
    hand.settle()
    assert len(hand.held(ReviewToolFit, "id")) == before


def test_themes_are_named_filled_from_a_case_and_hidden_while_presenting(hand: Hand) -> None:
    cases = referred(hand)
    page = hand.tab("CR").show_page("themes")
    assert isinstance(page, ThemesPage)
    hand.settle()
    assert page.empty.isVisible()
    page.new.setText("Self-neglect = where somebody does not care for themselves")
    page.new.returnPressed.emit()
    hand.settle()
    assert hand.held(ReviewTheme, "words") == ["where somebody does not care for themselves"]
    case = cases.bench.review_id
    hand.do(
        lambda uow: (
            review_themes.note(
                uow, case, "self-neglect", "A lodger was let in", kind=NoteKind.GOOD_PRACTICE
            ).id
        )
    )
    assert [one.text for one in page.notes.rows.rows] == ["A lodger was let in"]
    assert "1 note from CR-2026-01" in page.told.text()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    hand.settle()
    assert len(hand.held(ReviewTheme, "id")) == 1  # something stands under it
    page.present(True)
    assert page.table.rows.rows == []
    assert page.notes.rows.rows == []
    page.present(False)
    page.notes.setFocus()
    QTest.keyClick(page.notes, Qt.Key.Key_Delete)
    hand.settle()
    assert hand.held(ThemeNote, "id") == []
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    hand.settle()
    assert hand.held(ReviewTheme, "id") == []
