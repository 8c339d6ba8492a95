"""The agenda of a meeting: added to, put in order, taken from."""

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, AgendaItem, MinuteEntry, Paper
from safeguard_desk.rules.terms import EntryKind, Purpose
from safeguard_desk.work import agendas, capturing, minuting, papers


def titles(harrow: Harrow, meeting_id: str) -> list[str]:
    items = harrow.items(meeting_id)
    assert [item.position for item in items] == list(range(1, len(items) + 1))
    return [item.title for item in items]


def edit(harrow: Harrow, item_id: str, **fields: object) -> None:
    harrow.do(lambda uow: agendas.edit_item(uow, item_id, **fields))


def test_a_new_item_goes_to_the_end_or_where_it_is_put(harrow: Harrow) -> None:
    meeting = harrow.plan()
    before = titles(harrow, meeting)
    harrow.do(agendas.add_item, meeting, "Last of all")
    harrow.do(agendas.add_item, meeting, " Fifth ", at=5)
    harrow.do(agendas.add_item, meeting, "First", at=-3)
    harrow.do(agendas.add_item, meeting, "Beyond", at=99)
    expected = ["First", *before[:4], "Fifth", *before[4:], "Last of all", "Beyond"]
    assert titles(harrow, meeting) == expected


def test_an_item_without_a_title_is_refused(harrow: Harrow) -> None:
    meeting = harrow.plan()
    before = titles(harrow, meeting)
    with pytest.raises(Refusal, match="title"):
        harrow.do(agendas.add_item, meeting, "  ")
    first = harrow.items(meeting)[0].id
    with pytest.raises(Refusal, match="It stays “Welcome"):
        edit(harrow, first, title=" ")
    with pytest.raises(Refusal, match="length"):
        edit(harrow, first, minutes=601)
    assert titles(harrow, meeting) == before


@pytest.mark.parametrize(("moved", "to", "lands"), [(2, 6, 6), (6, 2, 2), (3, 99, 13), (5, 0, 1)])
def test_a_moved_item_takes_its_place_and_the_others_close_up(
    harrow: Harrow, moved: int, to: int, lands: int
) -> None:
    meeting = harrow.plan()
    before = titles(harrow, meeting)
    title = before.pop(moved - 1)
    harrow.do(agendas.move_item, harrow.items(meeting)[moved - 1].id, to)
    before.insert(lands - 1, title)
    assert titles(harrow, meeting) == before


def test_an_item_is_edited_by_hand_but_not_its_number(harrow: Harrow) -> None:
    item = harrow.items(harrow.plan())[4].id
    edit(harrow, item, title="Audit of neglect", purpose=Purpose.DECISION, minutes=0)
    found = harrow.get(AgendaItem, item)
    assert (found.title, found.purpose, found.minutes) == ("Audit of neglect", Purpose.DECISION, 0)
    with pytest.raises(TypeError, match="position"):
        edit(harrow, item, position=1)


def test_an_item_with_minutes_is_not_removed(harrow: Harrow) -> None:
    meeting = harrow.plan()
    entry = harrow.minuted(meeting, EntryKind.NOTE)
    item = harrow.items(meeting)[1]
    with pytest.raises(Refusal, match="Item 2, “Declarations of interest”, has minutes"):
        harrow.do(agendas.remove_item, item.id)
    harrow.do(minuting.remove_entry, entry)
    harrow.do(agendas.remove_item, item.id)
    assert "Declarations of interest" not in titles(harrow, meeting)


def test_papers_of_a_removed_item_stay_with_the_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[5].id
    paper = harrow.do(lambda uow: papers.call_for(uow, meeting, "Scorecard", item_id=item).id)
    harrow.do(agendas.remove_item, item)
    assert harrow.get(Paper, paper).item_id is None
    assert len(titles(harrow, meeting)) == 12


def test_an_action_goes_on_naming_the_minute_it_came_from(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[3].id
    harrow.do(capturing.take, meeting, item, "n: first the tracker was read")
    harrow.do(capturing.take, meeting, item, "a: publish the toolkit @DN by 15 Jan")
    assert [action.raised_at for action in harrow.all(Action)] == ["QA-2026-11-17, 4.2"]
    harrow.do(agendas.move_item, item, 2)
    assert [action.raised_at for action in harrow.all(Action)] == ["QA-2026-11-17, 2.2"]
    harrow.do(agendas.add_item, meeting, "Urgent", at=1)
    assert [action.raised_at for action in harrow.all(Action)] == ["QA-2026-11-17, 3.2"]
    first = harrow.all(MinuteEntry, position=1)[0].id
    harrow.do(minuting.remove_entry, first)
    assert [action.raised_at for action in harrow.all(Action)] == ["QA-2026-11-17, 3.1"]
    harrow.do(agendas.remove_item, harrow.items(meeting)[0].id)
    assert [action.raised_at for action in harrow.all(Action)] == ["QA-2026-11-17, 2.1"]
