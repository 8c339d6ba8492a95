"""The lens over the whole window: it narrows, says so, and never hides what somebody asks for."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.hand import Hand, shown

from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import Action, AssessmentRound, Audit, Board, Course
from safeguard_desk.rules.lens import mark, seen, turned
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui import theme
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.views.sides import sides_of
from safeguard_desk.work import reports


@pytest.fixture
def hand(demo_desk: Desk, qapp: QApplication) -> Iterator[Hand]:
    theme.apply(qapp, dark=False)
    made = Hand.at(demo_desk)
    yield made
    made.leave()


def sides(hand: Hand, refs: list[str]) -> set[Side]:
    return {side for ref in refs for side in hand.held(Action, "side", ref=ref)}


def test_the_lens_turns_from_both_to_each_side_and_round() -> None:
    assert [turned(side) for side in (Side.BOTH, Side.CHILDREN, Side.ADULTS)] == [
        Side.CHILDREN,
        Side.ADULTS,
        Side.BOTH,
    ]
    assert seen(Side.CHILDREN) == {Side.CHILDREN, Side.BOTH}
    assert seen(Side.BOTH) == set(Side)
    assert mark(Side.BOTH) == ""


def test_lists_show_one_side_and_what_concerns_both_while_a_mark_says_so(hand: Hand) -> None:
    panel = hand.section("actions", "boards")
    whole = shown(panel, "ref")
    assert sides(hand, whole) == set(Side)
    assert hand.window.lens_mark.isHidden()
    hand.window.bar.lens.click()
    hand.settle()
    narrowed = shown(panel, "ref")
    assert sides(hand, narrowed) == {Side.CHILDREN, Side.BOTH}
    assert 0 < len(narrowed) < len(whole)
    assert "adults alone is not" in hand.window.lens_mark.text()
    assert "Children only" in hand.window.bar.lens.text()
    other = hand.section("risks", "QA")
    assert other.query.sides == {Side.CHILDREN, Side.BOTH}
    hand.window.turn_lens()
    hand.window.turn_lens()
    hand.settle()
    assert hand.window.lens_mark.isHidden()
    hand.section("actions", "boards")
    assert shown(panel, "ref") == whole


def test_a_page_that_does_not_narrow_says_so(hand: Hand) -> None:
    tab = hand.tab("QA")
    tab.show_page("attendance")
    hand.settle()
    assert tab.unnarrowed.isHidden()
    hand.window.turn_lens()
    assert not tab.unnarrowed.isHidden()
    assert "shows both sides" in tab.unnarrowed.text()
    tab.show_section("actions")
    assert tab.unnarrowed.isHidden()


def test_a_record_that_the_lens_hides_is_shown_when_it_is_asked_for(hand: Hand) -> None:
    hand.window.turn_lens()
    (adults, *_) = hand.held(Action, "id", side=Side.ADULTS)
    hand.window.show_record("actions", adults)
    hand.settle()
    assert hand.window.lens is Side.BOTH
    page = hand.window.page()
    assert page is not None
    panel = page.panel()
    assert panel is not None
    assert panel.table.current_id() == adults


def test_figures_count_what_is_seen_through_the_lens(hand: Hand) -> None:
    from safeguard_desk.ui.figures.page import FiguresPage

    page = hand.tab("boards").show_page("figures")
    assert isinstance(page, FiguresPage)
    hand.settle()
    whole = page.summary.text()
    hand.window.turn_lens()
    hand.settle()
    assert page.summary.text() != whole


def _combo(model: Any, name: str) -> Callable[[Hand, Any], list[Side]]:
    def read(hand: Hand, page: Any) -> list[Side]:
        combo = getattr(page, name)
        ids = [combo.itemData(place) for place in range(combo.count())]
        return [side for one in ids for side in hand.held(model, "side", id=one)]

    return read


def _lines(hand: Hand, page: Any) -> list[Side]:
    """Return the sides of Home's lines that tell of one record; others count, and come below."""
    told = [
        (line.kind, line.id)
        for row in range(page.list.count())
        if (line := page._line(page.list.item(row))) and not line.is_list
        if line.kind not in {"command", "indicators", "learning_needs"}
    ]
    with hand.desk.read() as reader:
        of = sides_of(reader, told)
    return [of[one] for one in told]


def _coverage(hand: Hand, page: Any) -> list[Side]:
    """Return the sides of the matrix's columns and lines; marks stand under their columns."""
    assert all(len(line.marks) == len(page.found.sources) for line in page.found.lines)
    return [one.side for one in (*page.found.sources, *page.found.lines)]


SHOWN: dict[tuple[str, str], Callable[[Hand, Any], list[Side]]] = {
    ("home", "today"): _lines,
    ("QA", "audits"): _combo(Audit, "choice"),
    ("QA", "programme"): lambda _, page: [row.head.side for row in page.table.rows.rows],
    ("QA", "tools"): lambda _, page: [row.side for row in page.table.rows.rows],
    ("QA", "scorecard"): lambda _, page: [row.side for row in page.card.rows],
    ("QA", "chasing"): lambda _, page: [line.side for line in page._lines],
    ("CR", "cases"): lambda _, page: [card.side for card in page._cards],
    ("LD", "evaluation"): _combo(Course, "choice"),
    ("LD", "courses"): _combo(Course, "choice"),
    ("LD", "products"): lambda _, page: [row.side for row in page.products.rows.rows],
    ("QA", "coverage"): _coverage,
    ("QA", "rounds"): _combo(AssessmentRound, "round"),
    ("CR", "themes"): lambda _, page: [
        note.side for theme in page.table.rows.rows for note in theme.notes
    ],
    ("boards", "priorities-map"): _combo(Board, "board"),
    ("boards", "reports"): lambda _, page: [row.side for row in page.reports.rows.rows],
    ("directory", "accountability"): lambda _, page: [row.side for row in page.agencies.rows.rows],
    ("boards", "broken"): lambda _, page: [row.one.side for row in page.table.rows.rows],
}
"""What pages show, as sides."""


@pytest.mark.parametrize("place", SHOWN, ids="-".join)
def test_a_page_shows_one_side_and_what_concerns_both(hand: Hand, place: tuple[str, str]) -> None:
    tab, code = place
    if code == "reports":
        for board in hand.held(Board, "id"):
            title = f"Report to {board}"
            hand.do(
                partial(
                    reports.begin,
                    kind="board-report",
                    title=title,
                    period="2026-Q2",
                    board_id=board,
                )
            )
    page = hand.tab(tab).show_page(code)
    hand.settle()
    assert page is not None
    whole = SHOWN[place](hand, page)
    assert whole
    for lens in (Side.CHILDREN, Side.ADULTS):
        page.narrow(lens)
        hand.settle()
        narrowed = SHOWN[place](hand, page)
        assert set(narrowed) <= seen(lens)
        assert len(narrowed) == sum(side in seen(lens) for side in whole)
    page.narrow(Side.BOTH)
    hand.settle()
    assert len(SHOWN[place](hand, page)) == len(whole)


def test_every_page_that_narrows_says_how(hand: Hand) -> None:
    for one in hand.window.pages:
        for known in one.tab.pages:
            kind = known.page()
            if kind.narrows:
                assert kind.look_again is not Page.look_again, known.code
