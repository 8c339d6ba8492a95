"""The priorities map: what serves each priority, and the spots that nothing tests."""

from datetime import date

import pytest
from tests.fixtures.harrow import MEETING, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import AgendaItem, Board, Meeting
from safeguard_desk.views.priorities_map import PrioritiesMap, priorities_map
from safeguard_desk.work import actions, audits, boards, linking, planning
from safeguard_desk.work.actions import NewAction


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def found(harrow: Harrow, year: int = 2026) -> PrioritiesMap:
    board = harrow.all(Board, code="HSCB")[0].id
    with harrow.desk.read() as reader:
        return priorities_map(reader, board, year)


def added(harrow: Harrow, title: str = "Neglect") -> str:
    board = harrow.all(Board, code="HSCB")[0].id
    return harrow.do(lambda uow: boards.add_priority(uow, board, 2026, title).id)


def test_a_priority_is_blank_until_something_tests_it(harrow: Harrow) -> None:
    priority, group = added(harrow), harrow.group()
    assert [line.is_blank for line in found(harrow).lines] == [True]
    action = harrow.raise_action()
    harrow.do(lambda uow: linking.link(uow, ("priorities", priority), ("actions", action)).id)
    line = found(harrow).lines[0]
    assert line.is_blank, "an action serves a priority; it does not test it"
    assert len(line.by_kind["actions"]) == 1
    audit = harrow.do(lambda uow: audits.plan_audit(uow, group, "Neglect").id)
    harrow.do(lambda uow: linking.link(uow, ("priorities", priority), ("audits", audit)).id)
    line = found(harrow).lines[0]
    assert not line.is_blank
    assert line.by_kind["audits"] == (("audits", audit),)
    assert set(line.by_group) == {"QA"}


def test_items_count_once_their_meeting_was_held_and_bring_their_actions(harrow: Harrow) -> None:
    priority = added(harrow)
    meeting = harrow.plan(MEETING)
    item = harrow.items(meeting)[1].id
    harrow.do(lambda uow: setattr(uow.get(AgendaItem, item), "priority_id", priority))
    group = harrow.group()
    new = NewAction("Share the toolkit", owners=(harrow.people["DN"],))
    harrow.do(lambda uow: actions.raise_action(uow, group, new, item_id=item).id)
    line = found(harrow).lines[0]
    assert line.by_kind["agenda_items"] == ()
    assert len(line.by_kind["actions"]) == 1
    harrow.do(lambda uow: planning.be_held(uow, uow.get(Meeting, meeting)))
    assert found(harrow).lines[0].by_kind["agenda_items"] == (("agenda_items", item),)


def test_a_year_or_board_without_priorities_is_empty(harrow: Harrow) -> None:
    added(harrow)
    assert found(harrow, 2020).lines == ()
    assert found(harrow).board == "HSCB"
    assert date(2026, 4, 1).year == found(harrow).year
