"""One matter over time: everything every meeting said about it, in order."""

import pytest
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, AgendaItem, MatterMove
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.terms import EntryKind
from safeguard_desk.views.matter_history import find, story
from safeguard_desk.views.story import Story
from safeguard_desk.work import actions, building, capturing, matters, minuting


def told(harrow: Harrow, kind: str, record_id: str) -> Story:
    with harrow.desk.read() as reader:
        return story(reader, kind, record_id)


def kinds(whole: Story) -> list[str]:
    return [event.kind for event in whole.events]


def discussed(harrow: Harrow, *lines: str) -> str:
    """Plan a matter, take it to a meeting and minute it; return its id."""
    group, meeting = harrow.group(), harrow.plan()
    first = harrow.do(lambda uow: matters.plan(uow, group, "Neglect strategy").id)
    harrow.do(building.put_on, first, meeting)
    (item,) = harrow.all(AgendaItem, matter_id=first)
    for line in lines:
        harrow.do(capturing.take, meeting, item.id, line)
    return first


def test_items_minutes_actions_and_moves_stand_in_the_order_of_their_days(harrow: Harrow) -> None:
    first = discussed(harrow, "d: adopt the strategy", "a: publish it @DN by 5 Jan")
    (action,) = harrow.all(Action)
    harrow.do(actions.update, action.id, "Sent to print")
    harrow.do(matters.hand_over, first, harrow.group("LD"), "It is about training")
    whole = told(harrow, "matters", first)
    assert kinds(whole) == [
        "On the agenda",
        "Decision",
        "Action QA-0001",
        "Update QA-0001",
        "Handed over",
    ]
    assert whole.events[1].words == "adopt the strategy"
    assert whole.events[1].where == "QA-2026-11-17, 9.1"
    assert whole.now[:2] == ("On the forward plan, with LD.", "Open actions: QA-0001.")


def test_an_item_a_minute_an_action_and_a_matter_tell_the_same_story(harrow: Harrow) -> None:
    first = discussed(harrow, "a: publish it @DN by 5 Jan")
    (item,) = harrow.all(AgendaItem, matter_id=first)
    (action,) = harrow.all(Action)
    whole = told(harrow, "matters", first)
    assert told(harrow, "agenda_items", item.id) == whole
    assert told(harrow, "actions", action.id) == whole


def test_a_standing_item_is_followed_by_group_and_code(harrow: Harrow) -> None:
    one, other = harrow.plan(), harrow.plan(NEXT)
    elsewhere = harrow.plan(code="LD")
    for meeting in (one, other, elsewhere):
        (risks,) = [item.id for item in harrow.items(meeting) if item.code == "risks"]
        harrow.do(minuting.add_entry, risks, EntryKind.NOTE, "None")
    (here,) = [item.id for item in harrow.items(one) if item.code == "risks"]
    whole = told(harrow, "agenda_items", here)
    assert whole.standing
    assert [event.group for event in whole.events] == ["QA"] * 4
    assert kinds(whole) == ["On the agenda", "Note"] * 2


def test_an_escalation_is_one_matter_seen_from_both_sides(harrow: Harrow) -> None:
    first = discussed(harrow, "e: HSCB to press for a contract")
    (move,) = harrow.all(MatterMove)
    ours, theirs = told(harrow, "matters", first), told(harrow, "matters", move.matter_id)
    assert kinds(ours) == ["On the agenda", "Escalation to HSCB", "Handed over"]
    assert kinds(theirs) == ["Escalation to HSCB", "Handed over"]


def test_an_action_that_no_item_raised_tells_its_own_story(harrow: Harrow) -> None:
    action = harrow.raise_action()
    assert kinds(told(harrow, "actions", action)) == ["Action QA-0001"]


def test_what_is_restricted_is_hidden_while_sharing_and_left_out_of_the_paper(
    harrow: Harrow,
) -> None:
    first = discussed(harrow, "n: open words")
    (item,) = harrow.all(AgendaItem, matter_id=first)
    harrow.do(
        lambda uow: (
            minuting.add_entry(uow, item.id, EntryKind.NOTE, "secret words", restricted=True).id
        )
    )
    whole = told(harrow, "matters", first)
    assert kinds(whole.shown(presenting=False)) == ["On the agenda", "Note", "Note"]
    assert [e.words for e in whole.shown(presenting=True).events][1:] == ["open words"]
    with harrow.desk.read() as reader:
        open_copy = str(make("matter", reader, Request(about=("matters", first))))
        full = str(make("matter", reader, Request(about=("matters", first), restricted=True)))
    assert "secret words" not in open_copy
    assert "left out of this copy" in open_copy
    assert "secret words" in full


def test_a_restricted_matter_is_no_paper_for_everybody(harrow: Harrow) -> None:
    group = harrow.group()
    first = harrow.do(lambda uow: matters.plan(uow, group, "Secret", restricted=True).id)
    assert told(harrow, "matters", first).shown(presenting=True).title == "Restricted"
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="restricted part"):
        make("matter", reader, Request(about=("matters", first)))


def test_a_matter_is_found_by_words_of_its_title_and_doubts_are_named(harrow: Harrow) -> None:
    group = harrow.group()
    one = harrow.do(lambda uow: matters.plan(uow, group, "Neglect strategy").id)
    harrow.do(lambda uow: matters.plan(uow, group, "Neglect audit").id)
    with harrow.desk.read() as reader:
        assert find(reader, "strategy") == one
        assert find(reader, one) == one
        with pytest.raises(Refusal, match="could be 2 matters"):
            find(reader, "neglect")
        with pytest.raises(Refusal, match="no matter called"):
            find(reader, "housing")


def test_what_is_gone_has_no_history(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        told(harrow, "matters", "0" * 32)
