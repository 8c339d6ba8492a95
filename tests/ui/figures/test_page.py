"""Figures in the window: charts that speak, and the way from a bar or a number to its rows."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from tests.ui.hand import Hand

from safeguard_desk.models import Action, Agency, Group
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.figures.card import FiguresCard
from safeguard_desk.ui.figures.exceptions import ExceptionsCard
from safeguard_desk.ui.figures.page import FiguresPage
from safeguard_desk.ui.register.panel import RegisterPanel
from safeguard_desk.work import actions as verbs
from safeguard_desk.work import people
from safeguard_desk.work.actions import NewAction


def opened(hand: Hand, tab: str = "QA") -> FiguresPage:
    page = hand.tab(tab).show_page("figures")
    assert isinstance(page, FiguresPage)
    return settled(hand, page)


def settled(hand: Hand, page: FiguresPage) -> FiguresPage:
    """Wait until every card stands: they are made one at a time."""
    hand.settle()
    for _ in range(20):
        if not page.complete:
            hand.settle()
    assert page.complete
    return page


def listed(hand: Hand, tab: str = "QA") -> tuple[RegisterPanel, set[str]]:
    hand.settle()
    panel = hand.tab(tab).panel()
    assert panel is not None
    assert panel.rows.complete
    ids = [panel.rows.id_at(row) for row in range(panel.rows.rowCount())]
    return panel, {one for one in ids if one is not None}


def first_bar(card: FiguresCard) -> tuple[int, int]:
    for number, line in enumerate(card.figures.lines):
        for place, cell in enumerate(line.cells):
            if cell.value and card.figures.columns[place].charted:
                return number, place
    raise AssertionError(card.figures.title)


def behind(hand: Hand, card: FiguresCard, line: int, place: int) -> set[str]:
    selection = card.figures.lines[line].cells[place].selection
    assert selection is not None
    with hand.desk.read() as reader:
        statement = select(Action.id).where(selection.condition(reader.today))
        return set(reader.scalars(statement))


def test_each_chart_states_its_figures_in_words(hand: Hand) -> None:
    page = opened(hand)
    assert page.found is not None
    assert set(page.cards) >= {"rating", "agencies", "months", "ages", "slips", "six_months"}
    for card in page.cards.values():
        said = card.chart.accessibleDescription()
        assert card.figures.title in said
        assert card.table.accessibleName() == card.figures.title
    red = page.cards["rating"].figures.lines[0].cells[0].value
    assert f"Red {red}," in page.cards["rating"].chart.accessibleDescription()
    assert page.summary.text().startswith(f"{page.found.open} open")


def test_a_click_on_any_bar_shows_exactly_its_rows(hand: Hand) -> None:
    for code in ("rating", "agencies", "months", "ages", "slips"):
        page = opened(hand)
        card = page.cards[code]
        line, place = first_bar(card)
        wanted = behind(hand, card, line, place)
        page.area.ensureWidgetVisible(card.chart)
        middle = card.chart.middle_of((line, place))
        assert middle is not None
        QTest.mouseClick(card.chart, Qt.MouseButton.LeftButton, pos=middle.toPoint())
        panel, rows = listed(hand)
        assert panel.register.code == "actions"
        assert rows == wanted
        assert len(rows) == card.figures.lines[line].cells[place].value
        assert panel.only.isVisible()


def test_the_bar_of_the_others_shows_all_their_rows(hand: Hand) -> None:
    (group,) = hand.held(Group, "id", code="QA")
    for agency in hand.held(Agency, "id"):
        new = NewAction("Say what was done", agency_id=agency)
        hand.do(partial(verbs.raise_action, group_id=group, new=new))
    for number in range(8):
        hand.do(partial(people.add_agency, name=f"Partner {number:02}"))
    for agency in hand.held(Agency, "id"):
        new = NewAction("Say what was done", agency_id=agency)
        hand.do(partial(verbs.raise_action, group_id=group, new=new))
    page = opened(hand)
    card = page.cards["agencies"]
    assert card.chart.chart is not None
    others = len(card.chart.chart.categories) - 1
    assert card.chart.chart.categories[others].endswith(" others")
    green = [column.title for column in card.figures.columns].index("Green")
    middle = card.chart.middle_of((others, green))
    assert middle is not None
    QTest.mouseClick(card.chart, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    _, rows = listed(hand)
    assert len(rows) == sum(line.cells[green].value or 0 for line in card.figures.lines[others:])


def test_a_number_is_reached_by_keyboard_and_enter_shows_its_rows(hand: Hand) -> None:
    page = opened(hand)
    assert QApplication.focusWidget() is page.board
    hand.press(Qt.Key.Key_Tab)
    hand.press(Qt.Key.Key_Tab)
    table = page.cards["rating"].table
    if not table.hasFocus():  # the area around the cards is passed on the way
        hand.press(Qt.Key.Key_Tab)
    assert table.hasFocus()
    hand.press(Qt.Key.Key_Home)
    for _ in page.cards["rating"].figures.columns:
        hand.press(Qt.Key.Key_Right)
    hand.press(Qt.Key.Key_Return)
    assert page.found is not None
    panel, rows = listed(hand)
    assert len(rows) == page.found.open
    assert panel.table.hasFocus()
    assert panel.only.chips[0].text().startswith("Open")


def test_the_chip_takes_the_narrowing_away_and_the_lists_own_filters_combine_with_it(
    hand: Hand,
) -> None:
    page = opened(hand)
    page.cards["rating"].chart.chosen.emit(0, first_bar(page.cards["rating"])[1])
    panel, rows = listed(hand)
    owned = next(chip for chip in panel.chips if chip.property("code") == "no_owner")
    owned.click()
    assert listed(hand)[1] <= rows
    owned.click()
    hand.settle()
    panel.only.chips[0].setFocus()
    hand.press(Qt.Key.Key_Space)
    assert not panel.only.isVisible()
    assert listed(hand)[1] == set(hand.held(Action, "id", group_id=panel.group_id))


def test_rows_behind_a_figure_leave_the_list_when_they_no_longer_fit(hand: Hand) -> None:
    page = opened(hand)
    columns = [column.title for column in page.cards["rating"].figures.columns]
    cell = page.cards["rating"].figures.lines[0].cells[columns.index("Open")]
    assert cell.selection is not None
    page.show_rows(cell.selection)
    _, rows = listed(hand)
    gone = sorted(rows)[0]
    hand.do(lambda uow: verbs.cancel(uow, gone, "No longer asked for"))
    assert listed(hand)[1] == rows - {gone}


def test_a_board_and_an_agency_narrow_the_figures(hand: Hand) -> None:
    page = opened(hand, "boards")
    assert page.found is not None
    assert page.group is not None
    everything = page.found.open
    place = next(n for n in range(page.board.count()) if page.board.itemText(n).startswith("HSCB"))
    page.board.setCurrentIndex(place)
    hand.settle()
    sides = hand.held(Action, "side")
    assert page.found.scope.sides == frozenset({Side.CHILDREN, Side.BOTH})
    assert Side.ADULTS in sides
    assert page.found.open < everything
    page.board.setCurrentIndex(0)
    with hand.desk.read() as reader:
        agency = reader.scalar(select(Action.agency_id).where(Action.agency_id.is_not(None)))
    page.agency.setCurrentIndex(page.agency.findData(agency))
    hand.settle()
    assert "agencies" not in page.cards
    assert page.found.scope.agency_id == agency
    card = page.cards["months"]
    line, place = first_bar(card)
    card.chart.chosen.emit(line, place)
    panel, rows = listed(hand, "boards")
    assert rows == behind(hand, card, line, place)
    assert page.agency.currentText().split(",")[0] in panel.only.chips[0].text()


def test_the_figures_follow_a_change(hand: Hand) -> None:
    page = opened(hand)
    assert page.found is not None
    before = page.found.open
    (group,) = hand.held(Group, "id", code="QA")
    hand.do(lambda uow: verbs.raise_action(uow, group, NewAction("One more")).id)
    assert page.found.open == before + 1
    assert page.summary.text().startswith(f"{before + 1} open")


def test_restricted_actions_are_not_counted_on_a_shared_screen(hand: Hand) -> None:
    (group,) = hand.held(Group, "id", code="QA")
    secret = NewAction("A matter of the restricted part", restricted=True)
    hand.do(lambda uow: verbs.raise_action(uow, group, secret).id)
    page = opened(hand)
    assert page.found is not None
    before = page.found.open
    page.present(True)
    hand.settle()
    assert page.found.open < before
    assert page.found.scope.restricted is False
    boards = opened(hand, "boards")
    boards.present(True)
    hand.settle()
    assert boards.group is not None
    offered = [boards.group.itemText(n) for n in range(boards.group.count())]
    assert not any(words.startswith("CR,") for words in offered)


def test_a_group_without_actions_says_what_to_do(hand: Hand) -> None:
    page = opened(hand)
    page.agency.addItem("Nobody", "no-such-agency")
    page.agency.setCurrentIndex(page.agency.count() - 1)
    hand.settle()
    assert page.empty.isVisible()
    assert "Choose others" in page.empty.words.text()


def test_an_exception_to_the_six_month_rule_leads_to_its_action(hand: Hand) -> None:
    (group,) = hand.held(Group, "id", code="QA")
    new = NewAction(
        "Re-audit the toolkit", due_on=date(2026, 12, 1), plan_agreed_on=date(2026, 9, 1)
    )
    hand.do(partial(verbs.raise_action, group_id=group, new=new))
    (action,) = hand.held(Action, "id", title="Re-audit the toolkit")
    reason = "The data come in spring"
    later = date(2027, 6, 30)
    hand.do(partial(verbs.move_due, action_id=action, due_on=later, reason=reason))
    page = opened(hand)
    hand.settle()
    (listed_card,) = page.findChildren(ExceptionsCard)
    table = listed_card.table
    assert page.excepted is not None
    table.choose(next(one.id for one in page.excepted.rows if one.reason == reason))
    table.setFocus()
    hand.press(Qt.Key.Key_Return)
    panel, _ = listed(hand)
    assert panel.table.current_id() == action
