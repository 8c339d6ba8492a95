"""The forward plan: cards moved between meetings by key and mouse, and how full each becomes."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Group, Matter
from safeguard_desk.rules.terms import GroupKind, MatterState
from safeguard_desk.ui.forward.page import ForwardPage
from safeguard_desk.views.forward import NO_DATE, PARKED
from safeguard_desk.work import boards, matters, planning

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


def page(hand: Hand, tab: str = "QA") -> ForwardPage:
    shown = hand.tab(tab).show_page("forward")
    assert isinstance(shown, ForwardPage)
    hand.settle()
    return shown


def planned(hand: Hand, *days: date) -> list[str]:
    """Plan meetings beyond those of the stage, and return the ids of the group's next ones."""

    def verb(uow: UnitOfWork) -> None:
        group = uow.find(select(Group).where(Group.code == "QA"))
        assert group is not None
        for day in days:
            planning.plan_meeting(uow, group.id, day)

    hand.desk.change("Plan", verb)
    return [one.id for one in page(hand).columns if one.id not in {NO_DATE, PARKED}]


def add(hand: Hand, shown: ForwardPage, title: str) -> Matter:
    shown.new.setFocus()
    QTest.keyClicks(shown.new, title)
    QTest.keyClick(shown.new, Qt.Key.Key_Return)
    hand.settle()
    return matter(hand, title)


def matter(hand: Hand, title: str) -> Matter:
    def verb(uow: UnitOfWork) -> Matter:
        found = uow.find(select(Matter).where(Matter.title == title))
        assert found is not None
        return found

    return hand.desk.change("Look", verb).result


def card(hand: Hand, shown: ForwardPage, title: str) -> int:
    """Choose a card and return the place of its column."""
    for place, column in enumerate(shown.views):
        for row in range(column.cards.count()):
            if column.cards.item(row).text() == title:
                column.cards.setCurrentRow(row)
                column.cards.setFocus()
                hand.settle()
                return place
    raise AssertionError(f"{title} is in no column")


def press(hand: Hand, shown: ForwardPage, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    focused = next(one.cards for one in shown.views if one.cards.hasFocus())
    QTest.keyClick(focused, key, held)
    hand.settle()


def test_a_matter_is_added_with_one_line_and_moved_to_a_meeting_and_back_by_key(hand: Hand) -> None:
    first, *_ = planned(hand, date(2027, 6, 8), date(2027, 8, 10))
    shown = page(hand)
    assert add(hand, shown, "Neglect strategy").meeting_id is None
    assert card(hand, shown, "Neglect strategy") == 0
    before = shown.columns[1].load
    press(hand, shown, Qt.Key.Key_Right, ALT)
    assert matter(hand, "Neglect strategy").meeting_id == first
    assert shown.columns[1].load == before + 10
    assert card(hand, shown, "Neglect strategy") == 1
    press(hand, shown, Qt.Key.Key_Left, ALT)
    assert matter(hand, "Neglect strategy").meeting_id is None


def test_a_card_is_dragged_to_a_meeting_and_to_the_parking_list(hand: Hand) -> None:
    first, *_ = planned(hand, date(2027, 6, 8))
    shown = page(hand)
    add(hand, shown, "Neglect strategy")
    for target, meeting in ((1, first), (len(shown.views) - 1, None)):
        source = shown.views[card(hand, shown, "Neglect strategy")].cards
        place = shown.views[target].cards
        place.take_from(source)
        hand.settle()
        assert matter(hand, "Neglect strategy").meeting_id == meeting
    assert matter(hand, "Neglect strategy").state is MatterState.PARKED


def test_p_parks_a_card_and_brings_it_back(hand: Hand) -> None:
    shown = page(hand)
    add(hand, shown, "Neglect strategy")
    card(hand, shown, "Neglect strategy")
    press(hand, shown, Qt.Key.Key_P)
    assert matter(hand, "Neglect strategy").state is MatterState.PARKED
    assert card(hand, shown, "Neglect strategy") == len(shown.views) - 1
    press(hand, shown, Qt.Key.Key_P)
    assert matter(hand, "Neglect strategy").state is MatterState.PLANNED


def test_a_new_matter_goes_to_the_column_looked_at_and_a_full_meeting_says_so(hand: Hand) -> None:
    first, *_ = planned(hand, date(2027, 6, 8))
    shown = page(hand)
    shown.views[1].cards.setFocus()
    hand.settle()
    assert shown.columns[1].title in shown.new.placeholderText()
    found = add(hand, shown, "A long day")
    assert found.meeting_id == first
    hand.desk.change("Longer", lambda uow: matters.edit(uow, found.id, minutes=300))
    shown._show()
    assert "too long" in shown.views[1].load.text()


def test_a_matter_without_a_title_is_refused_and_one_left_out_goes_to_the_next(hand: Hand) -> None:
    planned(hand, date(2027, 6, 8), date(2027, 8, 10))
    shown = page(hand)
    shown.new.setFocus()
    QTest.keyClick(shown.new, Qt.Key.Key_Return)
    hand.settle()
    assert "needs a title" in hand.window.notice.words.text()
    add(hand, shown, "Neglect strategy")
    card(hand, shown, "Neglect strategy")
    press(hand, shown, Qt.Key.Key_R)
    assert matter(hand, "Neglect strategy").recurs
    assert card(hand, shown, "Neglect strategy") == 1
    press(hand, shown, Qt.Key.Key_S)
    assert card(hand, shown, "Neglect strategy") == 2


def test_restricted_matters_are_hidden_while_the_screen_is_shared(hand: Hand) -> None:
    shown = page(hand)
    found = add(hand, shown, "Secret")
    hand.desk.change("Restrict", lambda uow: matters.edit(uow, found.id, restricted=True))
    shown.present(True)
    assert all(one.matter.title != "Secret" for column in shown.columns for one in column.cards)


def test_the_tab_of_the_boards_shows_the_plan_of_a_board_once_one_meets(hand: Hand) -> None:
    shown = page(hand, "boards")
    if shown.group_id is None:
        assert shown.empty.isVisible()

    def verb(uow: UnitOfWork) -> None:
        from safeguard_desk.models import Board

        board = uow.find(select(Board).where(Board.code == "HSCB"))
        assert board is not None
        matters.plan(uow, boards.group_of_board(uow, board.id).id, "Annual report")

    hand.jobs.change("Found", verb)
    hand.settle()
    shown = page(hand, "boards")
    shown.board.setCurrentIndex(shown.board.findText("HSCB", Qt.MatchFlag.MatchStartsWith))
    hand.settle()
    assert card(hand, shown, "Annual report") == 0
    kind = hand.desk.change("Look", lambda uow: uow.get(Group, shown.group_id or "").kind).result
    assert kind is GroupKind.BOARD


def test_what_case_reviews_handed_to_a_board_is_hidden_while_the_screen_is_shared(
    hand: Hand,
) -> None:
    def verb(uow: UnitOfWork) -> None:
        from safeguard_desk.models import Board

        reviews = uow.find(select(Group).where(Group.code == "CR"))
        board = uow.find(select(Board).where(Board.code == "HSCB"))
        assert reviews is not None
        assert board is not None
        case = matters.plan(uow, reviews.id, "Report of CR-2026-04")
        matters.hand_over(uow, case.id, board.id)

    hand.jobs.change("Hand over", verb)
    hand.settle()
    shown = page(hand, "boards")
    shown.board.setCurrentIndex(shown.board.findText("HSCB", Qt.MatchFlag.MatchStartsWith))
    hand.settle()
    titles = [one.matter.title for column in shown.columns for one in column.cards]
    assert "Report of CR-2026-04" in titles
    shown.present(True)
    titles = [one.matter.title for column in shown.columns for one in column.cards]
    assert "Report of CR-2026-04" not in titles
