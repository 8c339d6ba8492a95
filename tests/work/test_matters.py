"""Matters: planned, left out once, parked, closed, handed over, and sent back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Board, Group, Matter, MatterMove
from safeguard_desk.rules.terms import EntryKind, ItemKind, MatterState, MeetingState, Purpose
from safeguard_desk.work import agendas, building, capturing, matters, minuting, planning
from safeguard_desk.work.boards import group_of_board


def planned(harrow: Harrow, title: str = "Neglect strategy", **fields: Any) -> str:
    group = harrow.group()
    return harrow.do(lambda uow: matters.plan(uow, group, title, **fields).id)


def matter(harrow: Harrow, matter_id: str) -> Matter:
    return harrow.get(Matter, matter_id)


def edit(harrow: Harrow, entry_id: str, **fields: Any) -> None:
    harrow.do(lambda uow: minuting.edit_entry(uow, entry_id, **fields))


def board(harrow: Harrow, code: str = "HSCB") -> str:
    return harrow.all(Board, code=code)[0].id


def test_a_matter_is_planned_without_a_date_or_for_a_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan()
    whole = matter(harrow, planned(harrow, " Neglect  ", minutes=20, purpose=Purpose.DECISION))
    assert (whole.title, whole.minutes, whole.purpose) == ("Neglect", 20, Purpose.DECISION)
    assert (whole.meeting_id, whole.state) == (None, MatterState.PLANNED)
    assert matter(harrow, planned(harrow, meeting_id=meeting)).meeting_id == meeting


def test_a_matter_without_a_title_or_with_wild_minutes_is_refused(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="needs a title"):
        planned(harrow, "  ")
    with pytest.raises(Refusal, match="601 minutes"):
        planned(harrow, minutes=601)
    assert harrow.all(Matter) == []
    first = planned(harrow)
    with pytest.raises(Refusal, match="It stays “Neglect strategy”"):
        harrow.do(lambda uow: matters.edit(uow, first, title=" "))


def test_a_matter_is_planned_only_for_a_meeting_of_its_group_that_is_to_come(
    harrow: Harrow,
) -> None:
    other = harrow.plan(code="LD")
    held = harrow.plan()
    harrow.minuted(held, EntryKind.NOTE)
    first = planned(harrow)
    with pytest.raises(Refusal, match="another group"):
        harrow.do(matters.target, first, other)
    with pytest.raises(Refusal, match="held"):
        harrow.do(matters.target, first, held)
    assert matter(harrow, first).meeting_id is None


def test_moving_a_matter_takes_it_off_the_agenda_it_was_on(harrow: Harrow) -> None:
    meeting, later = harrow.plan(), harrow.plan(NEXT)
    first = planned(harrow)
    harrow.do(building.put_on, first, meeting)
    assert [item.title for item in harrow.items(meeting)].count("Neglect strategy") == 1
    harrow.do(matters.target, first, later)
    assert harrow.all(AgendaItem, matter_id=first) == []
    assert matter(harrow, first).meeting_id == later


def test_a_parked_matter_leaves_the_agenda_and_is_brought_back_to_it(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first = planned(harrow)
    harrow.do(building.put_on, first, meeting)
    harrow.do(matters.park, first)
    assert matter(harrow, first).state is MatterState.PARKED
    assert harrow.all(AgendaItem, matter_id=first) == []
    with pytest.raises(Refusal, match="parked already"):
        harrow.do(matters.park, first)
    harrow.do(building.put_on, first, meeting)
    assert matter(harrow, first).state is MatterState.PLANNED
    assert len(harrow.all(AgendaItem, matter_id=first)) == 1
    with pytest.raises(Refusal, match="not parked"):
        harrow.do(matters.unpark, first)


def test_a_closed_matter_moves_no_more_until_it_is_reopened(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first, group = planned(harrow), harrow.group("LD")
    harrow.do(matters.close, first)
    others: tuple[Callable[[UnitOfWork], object], ...] = (
        lambda uow: matters.park(uow, first),
        lambda uow: matters.target(uow, first, meeting),
        lambda uow: matters.skip(uow, first, meeting),
        lambda uow: matters.recur(uow, first, True),
        lambda uow: matters.hand_over(uow, first, group),
    )
    for verb in others:
        with pytest.raises(Refusal, match="is closed"):
            harrow.do(verb)
    harrow.do(matters.reopen, first)
    assert matter(harrow, first).state is MatterState.PLANNED
    with pytest.raises(Refusal, match="not closed"):
        harrow.do(matters.reopen, first)


def test_a_matter_left_out_once_leaves_that_agenda_and_keeps_its_place(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first = planned(harrow)
    harrow.do(building.put_on, first, meeting)
    harrow.do(matters.skip, first, meeting)
    assert matter(harrow, first).skipped_at_id == meeting
    assert harrow.all(AgendaItem, matter_id=first) == []
    harrow.do(matters.unskip, first)
    assert matter(harrow, first).skipped_at_id is None


def test_an_item_added_by_hand_becomes_a_matter_when_one_is_needed(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.do(lambda uow: agendas.add_item(uow, meeting, "Housing", minutes=15).id)
    first = harrow.do(lambda uow: matters.of_item(uow, item).id)
    assert harrow.do(lambda uow: matters.of_item(uow, item).id) == first
    assert (matter(harrow, first).title, matter(harrow, first).minutes) == ("Housing", 15)
    standing = harrow.items(meeting)[0].id
    with pytest.raises(Refusal, match="comes to every agenda by itself"):
        harrow.do(matters.of_item, standing)


def test_a_matter_handed_to_another_group_stays_one_with_its_moves(harrow: Harrow) -> None:
    first = planned(harrow)
    harrow.do(matters.hand_over, first, harrow.group("LD"), "It is about training")
    assert matter(harrow, first).group_id == harrow.group("LD")
    with pytest.raises(Refusal, match="has this matter already"):
        harrow.do(matters.hand_over, first, harrow.group("LD"))
    harrow.do(matters.send_back, first, "Done")
    moves = harrow.all(MatterMove, matter_id=first)
    assert [move.words for move in moves] == ["It is about training", "Done"]
    assert matter(harrow, first).group_id == harrow.group("QA")


def test_a_matter_that_began_here_is_not_sent_back(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="it began here"):
        harrow.do(matters.send_back, planned(harrow))


def test_a_matter_is_not_handed_to_a_group_that_has_ended(harrow: Harrow) -> None:
    def end(uow: UnitOfWork) -> None:
        uow.get(Group, group).ended_on = date(2026, 3, 31)

    group, first = harrow.group("LD"), planned(harrow)
    harrow.do(end)
    with pytest.raises(Refusal, match="ended on 31 Mar 2026"):
        harrow.do(matters.hand_over, first, group)


def test_what_is_escalated_in_the_minutes_is_handed_to_the_boards_group(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "e: HSCB to press for a dental contract")
    (move,) = harrow.all(MatterMove)
    handed = matter(harrow, move.matter_id)
    group = harrow.get(Group, handed.group_id)
    assert (group.code, handed.kind) == ("HSCB", ItemKind.ESCALATED)
    assert handed.title == "HSCB to press for a dental contract"
    assert move.from_group_id == harrow.group("QA")
    assert move.words == "Minute 1.1 of QA-2026-11-17"
    harrow.do(matters.send_back, handed.id, "Agreed: the board has written")
    assert matter(harrow, handed.id).group_id == harrow.group("QA")


def test_a_corrected_escalation_takes_its_matter_with_it_and_a_removed_one_too(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "e: HSCB to press for a contract")
    (move,) = harrow.all(MatterMove)
    entry = str(move.entry_id)
    other = board(harrow, "HSAB")
    edit(harrow, entry, board_id=other, text="Press for it")
    (moved,) = harrow.all(Matter)
    assert moved.title == "Press for it"
    assert harrow.get(Group, moved.group_id).code == "HSAB"
    harrow.do(minuting.remove_entry, entry)
    assert harrow.all(Matter) == []
    assert harrow.all(MatterMove) == []


def test_an_escalation_that_a_board_has_seen_outlives_its_minute(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "e: HSCB to press for a contract")
    (move,) = harrow.all(MatterMove)
    hscb = board(harrow)
    group = harrow.do(lambda uow: group_of_board(uow, hscb).id)
    coming = harrow.do(lambda uow: planning.plan_meeting(uow, group, NEXT).id)
    harrow.do(building.put_on, move.matter_id, coming)
    entry = str(move.entry_id)
    edit(harrow, entry, text="Something else")
    assert matter(harrow, move.matter_id).title == "HSCB to press for a contract"
    harrow.do(minuting.remove_entry, entry)
    assert harrow.all(MatterMove)[0].entry_id is None


def test_what_was_done_to_a_matter_is_undone(harrow: Harrow) -> None:
    meeting = harrow.plan()
    first = planned(harrow)
    harrow.do(building.put_on, first, meeting)
    harrow.do(matters.park, first)
    harrow.desk.undo()
    assert matter(harrow, first).state is MatterState.PLANNED
    assert len(harrow.all(AgendaItem, matter_id=first)) == 1


def test_nothing_is_planned_for_a_cancelled_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan(NEXT)
    harrow.do(planning.advance, meeting, MeetingState.CANCELLED)
    with pytest.raises(Refusal, match="cancelled"):
        planned(harrow, meeting_id=meeting)
