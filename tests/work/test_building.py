"""The next agenda builds itself: what it should hold, why, and nothing twice."""

from datetime import date
from typing import Any

import pytest
from tests.fixtures.harrow import MEETING, NEXT, Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, AgendaItem, DecisionBetween, Matter, Risk
from safeguard_desk.rules.terms import EntryKind, ItemKind, MeetingState
from safeguard_desk.views import building as view
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.work import (
    actions,
    agendas,
    building,
    capturing,
    matters,
    minuting,
    planning,
)


def proposed(harrow: Harrow, meeting_id: str) -> list[Proposal]:
    with harrow.desk.read() as reader:
        return view.proposals(reader, meeting_id)


def reasons(harrow: Harrow, meeting_id: str) -> dict[str, str]:
    return {one.title: one.reason for one in proposed(harrow, meeting_id)}


def build(harrow: Harrow, meeting_id: str, *ids: str) -> building.Built:
    return harrow.do(building.build_agenda, meeting_id, ids or None)


def titles(harrow: Harrow, meeting_id: str) -> list[str]:
    return [item.title for item in harrow.items(meeting_id)]


def by_hand(harrow: Harrow, meeting_id: str, title: str, **fields: Any) -> str:
    return harrow.do(lambda uow: agendas.add_item(uow, meeting_id, title, **fields).id)


def edit(harrow: Harrow, item_id: str, **fields: Any) -> None:
    harrow.do(lambda uow: agendas.edit_item(uow, item_id, **fields))


def minuted(harrow: Harrow, item_id: str, kind: EntryKind = EntryKind.NOTE) -> None:
    harrow.do(lambda uow: minuting.add_entry(uow, item_id, kind, "It was discussed.").id)


def planned(harrow: Harrow, title: str = "Neglect strategy", **fields: Any) -> str:
    group = harrow.group()
    return harrow.do(lambda uow: matters.plan(uow, group, title, **fields).id)


def test_planning_a_meeting_leaves_its_standing_agenda_and_nothing_is_due_at_first(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    assert proposed(harrow, meeting) == []
    before = titles(harrow, meeting)
    assert build(harrow, meeting).words == "Nothing was to be added."
    assert titles(harrow, meeting) == before


def test_what_was_added_by_hand_comes_back_if_it_was_not_discussed(harrow: Harrow) -> None:
    last, coming = harrow.plan(), harrow.plan(NEXT)
    seen, unseen = by_hand(harrow, last, "Housing"), by_hand(harrow, last, "Transitions")
    ticked = by_hand(harrow, last, "Ticked")
    minuted(harrow, seen)
    edit(harrow, ticked, discussed=True)
    carried = reasons(harrow, coming)
    assert carried["Transitions"] == "Not discussed at QA-2026-11-17"
    assert "Housing" not in carried
    assert "Ticked" not in carried
    build(harrow, coming)
    (item,) = [item for item in harrow.items(coming) if item.title == "Transitions"]
    assert item.kind is ItemKind.CARRIED
    assert item.matter_id == harrow.get(AgendaItem, unseen).matter_id is not None


def test_a_discussed_item_comes_back_while_an_action_of_it_is_open(harrow: Harrow) -> None:
    last, coming = harrow.plan(), harrow.plan(NEXT)
    item = by_hand(harrow, last, "Housing")
    harrow.do(capturing.take, last, item, "a: map the gaps @DN by 1 Feb")
    (action,) = harrow.all(Action)
    assert reasons(harrow, coming)["Housing"] == f"{action.ref} still open"
    harrow.do(actions.close, action.id, last, evidence="Mapped")
    assert "Housing" not in reasons(harrow, coming)


def test_a_recurring_matter_comes_to_each_meeting_and_one_left_out_to_the_next_but_one(
    harrow: Harrow,
) -> None:
    first, second, third = harrow.plan(), harrow.plan(NEXT), harrow.plan(date(2027, 3, 9))
    every = planned(harrow, "Standing guest", recurs=True)
    build(harrow, first)
    (item,) = harrow.all(AgendaItem, matter_id=every)
    minuted(harrow, item.id)
    assert reasons(harrow, second)["Standing guest"] == "Comes to every meeting"
    harrow.do(matters.skip, every, second)
    assert "Standing guest" not in reasons(harrow, second)
    assert "Standing guest" in reasons(harrow, third)


def test_what_is_on_the_forward_plan_comes_to_its_meeting_and_to_no_other(harrow: Harrow) -> None:
    first, second = harrow.plan(date(2026, 12, 1)), harrow.plan(NEXT)
    planned(harrow, meeting_id=second)
    planned(harrow, "No date yet")
    assert "Neglect strategy" not in reasons(harrow, first)
    assert reasons(harrow, second)["Neglect strategy"] == "On the forward plan for this meeting"
    assert "No date yet" not in reasons(harrow, second)


def test_what_was_planned_for_a_meeting_that_did_not_take_it_comes_to_the_next(
    harrow: Harrow,
) -> None:
    first, second = harrow.plan(), harrow.plan(NEXT)
    planned(harrow, meeting_id=first)
    minuted(harrow, harrow.items(first)[0].id)
    words = reasons(harrow, second)["Neglect strategy"]
    assert words == "Was planned for QA-2026-11-17, and not taken there"


def test_an_item_of_a_cancelled_meeting_comes_to_the_next(harrow: Harrow) -> None:
    first, second = harrow.plan(), harrow.plan(NEXT)
    by_hand(harrow, first, "Housing")
    harrow.do(planning.advance, first, MeetingState.CANCELLED)
    assert reasons(harrow, second)["Housing"] == "Not discussed at QA-2026-11-17"


def test_an_item_of_a_meeting_still_to_come_is_not_carried_past_it(harrow: Harrow) -> None:
    first, second = harrow.plan(date(2026, 12, 1)), harrow.plan(NEXT)
    by_hand(harrow, first, "Housing")
    on_plan = planned(harrow)
    harrow.do(building.put_on, on_plan, first)
    assert reasons(harrow, second) == {}


def test_a_parked_matter_is_not_proposed(harrow: Harrow) -> None:
    meeting = harrow.plan()
    parked = planned(harrow, meeting_id=meeting)
    harrow.do(matters.park, parked)
    assert proposed(harrow, meeting) == []


def test_what_another_group_hands_over_and_sends_back_comes_with_its_words(harrow: Harrow) -> None:
    ours, theirs = harrow.plan(NEXT), harrow.plan(NEXT, "LD")
    first = planned(harrow)
    harrow.do(matters.hand_over, first, harrow.group("LD"), "About training")
    words = reasons(harrow, theirs)["Neglect strategy"]
    assert words == "Handed over by QA on 17 Nov 2026: About training"
    harrow.do(matters.send_back, first, "Course is ready")
    words = reasons(harrow, ours)["Neglect strategy"]
    assert words == "Sent back by LD on 17 Nov 2026: Course is ready"
    build(harrow, ours)
    (item,) = harrow.all(AgendaItem, matter_id=first)
    assert item.kind is ItemKind.ESCALATED
    assert reasons(harrow, ours) == {}


def test_what_an_agency_asks_for_is_proposed_with_its_name(harrow: Harrow) -> None:
    meeting = harrow.plan()
    agency = harrow.agencies["NHS NWL ICB"]
    planned(harrow, "Dental", kind=ItemKind.ASKED, asked_by_id=agency, meeting_id=meeting)
    (one,) = proposed(harrow, meeting)
    assert (one.reason, one.presenter) == ("Asked for by NHS NWL ICB", "NHS NWL ICB")


def test_minutes_matters_arising_actions_decisions_and_risks_come_under_their_standing_items(
    harrow: Harrow,
) -> None:
    last, coming = harrow.plan(), harrow.plan(NEXT)
    harrow.do(capturing.capture, last, "a: write to schools @DN by 5 Jan\nr: dentists leave")
    group = harrow.group()
    decision = DecisionBetween(ref="QA-D-0001", group_id=group, text="Fund it", asked_on=MEETING)
    harrow.do(lambda uow: uow.add(decision).ref)
    (risk,) = harrow.all(Risk)
    harrow.do(review, risk.id, date(2027, 1, 5))
    build(harrow, coming)
    notes = {item.code: item.notes for item in harrow.items(coming) if item.notes}
    assert notes["minutes"].splitlines() == [
        "To ratify: the minutes of 17 Nov 2026 (QA-2026-11-17)",
        "Arising: QA-0001 write to schools (Designated Nurse Safeguarding Children)",
        "To ratify: QA-D-0001 Fund it",
    ]
    assert (
        notes["tracker"] == "QA-0001 write to schools (Designated Nurse Safeguarding Children, ICB)"
    )
    assert notes["risks"].endswith("dentists leave")
    assert proposed(harrow, coming) == []


def review(uow: UnitOfWork, risk_id: str, on: date) -> None:
    uow.get(Risk, risk_id).review_on = on


def test_restricted_actions_due_are_named_in_part_2_alone_by_their_references(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan(NEXT)
    group = harrow.group()
    new = actions.NewAction("Secret work", due_on=date(2027, 1, 5), restricted=True)
    harrow.do(lambda uow: actions.raise_action(uow, group, new).id)
    (one,) = proposed(harrow, meeting)
    assert one.restricted
    assert "Secret" not in one.title + one.reason
    build(harrow, meeting)
    last = harrow.items(meeting)[-1]
    assert last.restricted
    assert last.title == "Actions of the restricted part: QA-0001"
    assert proposed(harrow, meeting) == []


def test_building_is_one_step_to_undo_takes_what_was_chosen_and_adds_nothing_twice(
    harrow: Harrow,
) -> None:
    last, coming = harrow.plan(), harrow.plan(NEXT)
    one, _ = by_hand(harrow, last, "One"), by_hand(harrow, last, "Two")
    minuted(harrow, harrow.items(last)[0].id)
    before = titles(harrow, coming)
    harrow.do(building.build_agenda, coming, [f"item:{one}"], {f"item:{one}": {"minutes": 25}})
    assert titles(harrow, coming) == [*before[:8], "One", *before[8:]]
    assert harrow.items(coming)[8].minutes == 25
    harrow.desk.undo()
    assert titles(harrow, coming) == before
    assert harrow.all(Matter) == []
    build(harrow, coming)
    built = titles(harrow, coming)
    assert built == [*before[:8], "One", "Two", *before[8:]]
    build(harrow, coming)
    assert titles(harrow, coming) == built


def test_an_agenda_of_a_meeting_that_was_held_is_not_built(harrow: Harrow) -> None:
    meeting = harrow.plan()
    minuted(harrow, harrow.items(meeting)[0].id)
    with pytest.raises(Refusal, match="is held"):
        build(harrow, meeting)


def test_a_missing_standing_item_is_added_for_what_comes_under_it(harrow: Harrow) -> None:
    meeting = harrow.plan(NEXT)
    harrow.raise_action(due_on=date(2027, 1, 5))
    (tracker,) = [item for item in harrow.items(meeting) if item.code == "tracker"]
    harrow.do(agendas.remove_item, tracker.id)
    build(harrow, meeting)
    (tracker,) = [item for item in harrow.items(meeting) if item.code == "tracker"]
    assert tracker.notes.startswith("QA-0001")
    assert proposed(harrow, meeting) == []


def test_the_restricted_part_stays_together_behind_part_1(harrow: Harrow) -> None:
    meeting = harrow.plan()
    before = titles(harrow, meeting)
    secret = by_hand(harrow, meeting, "Secret", restricted=True)
    other = by_hand(harrow, meeting, "Other")
    assert titles(harrow, meeting) == [*before, "Other", "Secret"]
    harrow.do(agendas.move_item, secret, 1)
    assert titles(harrow, meeting)[-1] == "Secret"
    edit(harrow, other, restricted=True)
    assert titles(harrow, meeting) == [*before, "Secret", "Other"]
    harrow.do(agendas.move_item, other, len(before) + 1)
    assert titles(harrow, meeting) == [*before, "Other", "Secret"]
    edit(harrow, secret, restricted=False)
    assert titles(harrow, meeting) == [*before, "Secret", "Other"]
