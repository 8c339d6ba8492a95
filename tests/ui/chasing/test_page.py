"""Chasing in the window: ticked, previewed, written, by phone, before a board."""

from pathlib import Path

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.models import Action, ActionUpdate, Chase, Dispatch, Matter, Person
from safeguard_desk.rules.terms import ChasedTo, ItemKind
from safeguard_desk.ui.chasing.page import ChasingPage
from safeguard_desk.work.actions import NewAction, raise_action


def opened(hand: Hand) -> ChasingPage:
    def addresses(uow: object) -> None:
        from sqlalchemy import select

        for person in uow.all(select(Person)):  # type: ignore[attr-defined]
            person.email = f"{person.id[-6:]}@example.org"

    hand.do(addresses)
    page = hand.tab("QA").show_page("chasing")
    assert isinstance(page, ChasingPage)
    hand.settle()
    page.arrive()
    return page


def test_mails_are_written_for_what_is_ticked_and_one_undo_takes_them_back(
    hand: Hand, tmp_path: Path
) -> None:
    page = opened(hand)
    lines = page.chosen_lines()
    assert lines
    first = page.table.rows.rows[0].id
    page.table.choose(first, 1)
    hand.press("x", page.table)
    assert first not in {line.id for line in page.chosen_lines()}
    hand.press("x", page.table)
    page.write_to(tmp_path)
    hand.settle()
    assert len(list(tmp_path.glob("*.eml"))) == len(hand.held(Dispatch, "id"))
    assert len(hand.held(Chase, "id")) == len(lines)
    assert page.chosen_lines() == []
    hand.window.undo()
    hand.settle()
    assert hand.held(Chase, "id") == []
    assert page.chosen_lines() == lines


def test_the_mail_is_seen_before_it_is_written(hand: Hand) -> None:
    page = opened(hand)
    line = page.chosen_lines()[0]
    page.table.choose(line.id, 1)
    hand.settle()
    assert line.ref in page.preview.toPlainText()
    assert line.email in page.preview.toPlainText()


def test_what_was_said_by_phone_is_kept(hand: Hand) -> None:
    page = opened(hand)
    line = page.chosen_lines()[0]
    page.table.choose(line.id, 1)
    hand.press("p", page.table)
    assert page.strip.line.hasFocus()
    hand.press("Comes on Friday", page.strip.line)
    hand.press(Qt.Key.Key_Return, page.strip.line)
    assert "Comes on Friday" in hand.held(ActionUpdate, "text", action_id=line.id)
    assert line.id not in {one.id for one in page.chosen_lines()}


def test_an_action_is_put_before_a_board_with_what_it_is_asked(hand: Hand) -> None:
    page = opened(hand)
    chosen = page.table.chosen
    assert chosen is not None
    hand.press("b", page.table)
    hand.press("Write to the chief executive", page.strip.line)
    hand.press(Qt.Key.Key_Return, page.strip.line)
    ref = hand.held(Action, "ref", id=chosen)[0]
    titles = hand.held(Matter, "title", kind=ItemKind.ESCALATED)
    assert any(title.startswith(ref) and "chief executive" in title for title in titles)
    assert hand.held(Chase, "to", action_id=chosen) == [ChasedTo.BOARD]


def test_what_is_missing_is_given_where_it_is_seen(hand: Hand) -> None:
    group_id = hand.tab("QA").tab.group_id or ""
    hand.do(lambda uow: raise_action(uow, group_id, NewAction("Write to schools")).id)
    (undated,) = hand.held(Action, "id", title="Write to schools")
    page = opened(hand)
    page.table.choose(undated, 1)
    assert "give one" in page.preview.toPlainText()
    hand.press("m", page.table)
    assert page.strip.line.hasFocus()
    hand.press("+3wd", page.strip.line)
    hand.press(Qt.Key.Key_Return, page.strip.line)
    assert hand.held(Action, "due_on", id=undated) != [None]
    assert {one.lacks for one in page._lines if one.id == undated} == {"owner"}


def test_one_mail_can_go_to_an_agency(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    lines = page.chosen_lines()
    page.each.setCurrentIndex(1)
    page.write_to(tmp_path)
    hand.settle()
    agencies = {(line.agency_id, line.group_id) for line in lines}
    assert len(list(tmp_path.glob("*.eml"))) <= len(agencies)
    assert len(hand.held(Chase, "id")) == len(lines)


def test_home_says_how_many_are_to_be_chased_and_leads_there(hand: Hand) -> None:
    group_id = hand.tab("QA").tab.group_id
    hand.window.show_list(group_id, "chasing", "")
    hand.settle()
    page = hand.window.page()
    assert page is not None
    assert isinstance(page.stack.currentWidget(), ChasingPage)
