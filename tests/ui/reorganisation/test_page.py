"""A reorganisation tried out on the page, carried out by one press, and undone as one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from tests.ui.hand import Hand

from safeguard_desk.models import Action, Group, Meeting
from safeguard_desk.rules.terms import ActionStatus, MeetingState
from safeguard_desk.ui.reorganisation.page import ReorganisePage


def opened(hand: Hand) -> ReorganisePage:
    page = hand.tab("boards").show_page("reorganise")
    assert isinstance(page, ReorganisePage)
    hand.settle()
    return page


def becomes(page: ReorganisePage) -> dict[str, str]:
    return {row.code: row.becomes for row in page.groups.rows.rows}


def merge(hand: Hand, page: ReorganisePage, code: str, taker: str) -> None:
    page.groups.choose(code)
    hand.press("M", page.groups)
    field = page.strip.field
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData(taker))
    hand.press(Qt.Key.Key_Return, field)


def open_actions(hand: Hand, code: str) -> list[str]:
    (group,) = hand.held(Group, "id", code=code)
    refs = hand.held(Action, "ref", group_id=group)
    states = hand.held(Action, "status", group_id=group)
    return sorted(r for r, s in zip(refs, states, strict=True) if ActionStatus(s).is_open)


def test_nothing_changes_until_it_is_asked_for(hand: Hand) -> None:
    page = opened(hand)
    assert not page.do.isEnabled()
    merge(hand, page, "QA", "LD")
    assert becomes(page)["QA"] == "ends; goes to LD"
    assert "would go elsewhere" in page.told.text()
    assert hand.held(Group, "ended_on", code="QA") == [None]
    hand.press("S", page.groups)
    assert becomes(page)["QA"] == "stays"
    assert not page.do.isEnabled()


def test_two_groups_become_a_new_one_by_keyboard_and_one_undo_takes_it_back(hand: Hand) -> None:
    page = opened(hand)
    before = {code: open_actions(hand, code) for code in ("QA", "LD")}
    hand.press("N", page.groups)
    hand.press("PQ, Practice and Quality, quality", page.strip.line)
    hand.press(Qt.Key.Key_Return, page.strip.line)
    merge(hand, page, "QA", "PQ")
    merge(hand, page, "LD", "PQ")
    assert "begins with 4 co-chair(s)" in page.told.text()
    page.do.click()
    hand.settle()
    assert [tab.tab.code for tab in hand.window.pages] == [
        "home",
        "CR",
        "PQ",
        "boards",
        "directory",
    ]
    assert open_actions(hand, "PQ") == sorted(before["QA"] + before["LD"])
    assert becomes(page)["QA"].startswith("ended on")
    hand.window.undo()
    hand.settle()
    assert {code: open_actions(hand, code) for code in before} == before
    assert hand.held(Group, "id", code="PQ") == []
    assert MeetingState.CANCELLED not in [
        state
        for state, on in zip(
            hand.held(Meeting, "state"), hand.held(Meeting, "held_on"), strict=True
        )
        if on > hand.desk.clock().date()
    ]


def test_a_part_goes_elsewhere_and_the_rest_as_the_group(hand: Hand) -> None:
    page = opened(hand)
    page.groups.choose("QA")
    row = next(one for one in page.things.rows.rows if one.thing.kind == "actions")
    page.things.choose(row.id)
    hand.press("T", page.things)
    field = page.strip.field
    assert isinstance(field, QComboBox)
    field.setCurrentIndex(field.findData("CR"))
    hand.press(Qt.Key.Key_Return, field)
    assert next(one for one in page.things.rows.rows if one.id == row.id).goes == "CR"
    page.do.click()
    hand.settle()
    assert row.thing.ref in open_actions(hand, "CR")
    assert hand.held(Group, "ended_on", code="QA") == [None]


def test_a_member_can_go_to_both_and_an_action_cannot(hand: Hand) -> None:
    page = opened(hand)
    page.groups.choose("QA")
    member = next(one for one in page.things.rows.rows if one.thing.kind == "memberships")
    action = next(one for one in page.things.rows.rows if one.thing.kind == "actions")
    page.things.choose(action.id)
    hand.press("B", page.things)
    assert "Only members" in page.notice.words.text()
    page.things.choose(member.id)
    hand.press("B", page.things)
    field = page.strip.field
    assert field is not None
    hand.press(Qt.Key.Key_Return, field)
    assert " and " in next(one for one in page.things.rows.rows if one.id == member.id).goes


def test_the_records_of_a_group_that_ended_open_in_a_tab_of_its_own(hand: Hand) -> None:
    page = opened(hand)
    merge(hand, page, "QA", "LD")
    page.do.click()
    hand.settle()
    assert "QA" not in [tab.tab.code for tab in hand.window.pages]
    page.groups.choose("QA")
    hand.press(Qt.Key.Key_Return, page.groups)
    shown = hand.window.page()
    assert shown is not None
    assert (shown.tab.code, shown.tab.title) == ("QA", "Quality Assurance (ended)")
    panel = shown.panel()
    assert panel is not None
    assert panel.rows.rowCount() > 0


def test_what_names_no_group_is_refused_with_the_kinds_there_are(hand: Hand) -> None:
    page = opened(hand)
    hand.press("N", page.groups)
    hand.press("Practice", page.strip.line)
    hand.press(Qt.Key.Key_Return, page.strip.line)
    assert "thematic" in page.notice.words.text()
    assert set(becomes(page)) == {"QA", "LD", "CR"}


def test_an_end_that_leaves_work_behind_is_refused_and_changes_nothing(hand: Hand) -> None:
    page = opened(hand)
    page.groups.choose("QA")
    hand.press("E", page.groups)
    page.do.click()
    hand.settle()
    assert "nobody takes" in page.notice.words.text()
    assert hand.held(Group, "ended_on", code="QA") == [None]
