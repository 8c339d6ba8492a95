"""What an agency owes stands late first, leads to its records, and makes its sheet."""

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.models import Action, Agency
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.ui.accountability.page import AccountabilityPage, Shown
from safeguard_desk.work import actions


def opened(hand: Hand) -> AccountabilityPage:
    page = hand.tab("directory").show_page("accountability")
    assert isinstance(page, AccountabilityPage)
    hand.settle()
    return page


def test_agencies_with_something_late_stand_first_and_the_account_follows(hand: Hand) -> None:
    page = opened(hand)
    rows = page.agencies.rows.rows
    assert [one.late for one in rows] == sorted((one.late for one in rows), reverse=True)
    assert f"of {len(rows)} agencies owe something" in page.summary.text()
    assert page.found is not None
    assert page.found.head.id == rows[0].id
    page.agencies.choose(rows[3].id)
    hand.settle()
    assert page.name.text() == rows[3].name
    assert page.found.owed == rows[3].owed


def test_an_owed_action_is_opened_by_enter_and_leaves_the_account_when_it_is_closed(
    hand: Hand,
) -> None:
    page = opened(hand)
    agency = next(one for one in page.agencies.rows.rows if _open_actions(page, one.id, hand))
    line = _open_actions(page, agency.id, hand)[0]
    assert line.item is not None
    page.lines.choose(line.id)
    hand.press(Qt.Key.Key_Return, page.lines)
    panel = hand.window.pages[hand.window.bar.place()].panel()
    assert panel is not None
    assert panel.register.kind == "actions"
    (before,) = {one.owed for one in page.agencies.rows.rows if one.id == agency.id}
    hand.tab("directory")
    (identity,) = hand.held(Action, "id", ref=line.item.ref)
    hand.do(lambda uow: actions.cancel(uow, identity, "Overtaken by the new protocol"))
    page = opened(hand)
    assert line.item.ref not in {one.item.ref for one in page.lines.rows.rows if one.item}
    (after,) = {one.owed for one in page.agencies.rows.rows if one.id == agency.id}
    assert after == before - 1
    assert hand.held(Action, "status", id=identity) == [ActionStatus.CANCELLED]


def _open_actions(page: AccountabilityPage, agency: str, hand: Hand) -> list[Shown]:
    page.agencies.choose(agency)
    hand.settle()
    return [one for one in page.lines.rows.rows if one.item and one.item.kind == "actions"]


def test_the_sheet_is_made_by_a_key(hand: Hand) -> None:
    page = opened(hand)
    hand.press("P", page.agencies)
    shown = page.preview.shown
    assert shown is not None
    (name,) = hand.held(Agency, "short_name", id=page.agencies.chosen)
    assert "accountability 2026-27" in shown.name
    assert name in shown.name
