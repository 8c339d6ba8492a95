"""Decisions between meetings, and ratification as a meeting's own business."""

from datetime import date

import pytest
from sqlalchemy import select
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import DecisionBetween, Meeting, Membership, MinuteEntry, MinutesEvent
from safeguard_desk.rules.terms import EntryKind, MinutesState, MinutesStep
from safeguard_desk.views import between as view
from safeguard_desk.views import meetings as meeting_view
from safeguard_desk.work import approving, between, minuting, ratifying

TEXT = "Adopt the revised threshold document from 1 December"
TODAY = date(2026, 11, 17)


def asked(harrow: Harrow, text: str = TEXT, on: date | None = None) -> str:
    group = harrow.group()
    return harrow.do(lambda uow: between.record(uow, group, text, asked_on=on).id)


def agree(harrow: Harrow, decision: str, *initials: str, on: date | None = None) -> None:
    for one in initials:
        harrow.do(between.agree, decision, harrow.people[one], on=on)


def test_each_decision_has_a_reference_of_its_group_and_year(harrow: Harrow) -> None:
    asked(harrow)
    asked(harrow, "Write to the Home Office")
    refs = [one.ref for one in harrow.all(DecisionBetween)]
    assert refs == ["QA-D-2026-01", "QA-D-2026-02"]
    for text, on in ((" ", None), ("Later", date(2026, 12, 1))):
        with pytest.raises(Refusal):
            asked(harrow, text, on)
    assert len(harrow.all(DecisionBetween)) == 2


def test_both_co_chairs_agree_each_once(harrow: Harrow) -> None:
    decision = asked(harrow, on=date(2026, 11, 10))
    agree(harrow, decision, "DN", on=date(2026, 11, 11))
    with pytest.raises(Refusal, match="has agreed to QA-D-2026-01 already"):
        agree(harrow, decision, "DN")
    with pytest.raises(Refusal, match="Named GP was not a co-chair on 17 Nov 2026") as refused:
        agree(harrow, decision, "NG")
    assert "Nurse Safeguarding Children; Head of Safeguarding Adults" in refused.value.todo
    for day in (date(2026, 11, 9), date(2026, 11, 18)):
        with pytest.raises(Refusal, match="cannot be the day"):
            agree(harrow, decision, "HS", on=day)
    agree(harrow, decision, "HS", on=date(2026, 11, 12))
    [kept] = harrow.all(DecisionBetween)
    assert (kept.first_id, kept.first_on) == (harrow.people["DN"], date(2026, 11, 11))
    assert (kept.second_id, kept.second_on) == (harrow.people["HS"], date(2026, 11, 12))
    with pytest.raises(Refusal, match="Both co-chairs have agreed"):
        agree(harrow, decision, "NG")


def test_who_left_the_chair_before_does_not_agree(harrow: Harrow) -> None:
    decision = asked(harrow)

    def leave(uow: object) -> None:
        from safeguard_desk.desk.unit_of_work import UnitOfWork

        assert isinstance(uow, UnitOfWork)
        person = harrow.people["DN"]
        for one in uow.all(select(Membership).where(Membership.person_id == person)):
            one.to_on = date(2026, 11, 16)

    harrow.do(leave)
    with pytest.raises(Refusal, match="was not a co-chair"):
        agree(harrow, decision, "DN")


def test_the_words_stay_once_a_co_chair_has_agreed(harrow: Harrow) -> None:
    decision = asked(harrow)
    harrow.do(between.edit, decision, "text", TEXT, "Adopt it")
    agree(harrow, decision, "DN")
    with pytest.raises(Refusal, match="has agreed to QA-D-2026-01 as it is"):
        harrow.do(between.edit, decision, "text", "Adopt it", "Reject it")
    harrow.do(between.edit, decision, "reason", "", "The printer needs it")
    harrow.do(between.withdraw, decision)
    harrow.do(between.edit, decision, "text", "Adopt it", "Reject it")
    [kept] = harrow.all(DecisionBetween)
    assert (kept.text, kept.first_id, kept.reason) == ("Reject it", None, "The printer needs it")


def test_the_next_meeting_ratifies_and_minutes_it(harrow: Harrow) -> None:
    decision = asked(harrow)
    meeting = harrow.plan(NEXT)
    with pytest.raises(Refusal, match="have not agreed to QA-D-2026-01 yet"):
        harrow.do(between.ratify_between, decision, meeting)
    agree(harrow, decision, "DN", "HS")
    for wrong in (harrow.plan(date(2026, 11, 10)), harrow.plan(NEXT, "LD")):
        with pytest.raises(Refusal, match="cannot ratify QA-D-2026-01"):
            harrow.do(between.ratify_between, decision, wrong)
    with harrow.desk.read() as reader:
        head = meeting_view.head(reader, meeting)
        assert [one.ref for one in view.waiting(reader, head).decisions] == ["QA-D-2026-01"]
    harrow.do(between.ratify_between, decision, meeting)
    [entry] = harrow.all(MinuteEntry)
    assert entry.kind is EntryKind.DECISION
    assert entry.text == f"Ratified QA-D-2026-01, agreed by the co-chairs on 17 Nov 2026: {TEXT}"
    assert harrow.items(meeting)[2].id == entry.item_id
    with harrow.desk.read() as reader:
        assert view.waiting(reader, head).decisions == ()
        [ratified] = view.ratified_at(reader, meeting)
    nurse = "Designated Nurse Safeguarding Children"
    assert ratified.agreed == f"{nurse}, 17 Nov 2026; Head of Safeguarding Adults, 17 Nov 2026"
    for act in (
        lambda: harrow.do(between.ratify_between, decision, meeting),
        lambda: harrow.do(between.withdraw, decision),
        lambda: harrow.do(between.edit, decision, "reason", "", "Other"),
    ):
        with pytest.raises(Refusal, match="was ratified at QA-2027-01-12"):
            act()
    harrow.do(minuting.remove_entry, entry.id)
    [kept] = harrow.all(DecisionBetween)
    assert (kept.entry_id, kept.ratified_at_id) == (None, None)
    harrow.desk.undo()
    [kept] = harrow.all(DecisionBetween)
    assert (kept.entry_id, kept.ratified_at_id) == (entry.id, meeting)


@pytest.mark.parametrize("amendments", ["", "At 2.1, for “it” read “they”."])
def test_a_meeting_ratifies_the_minutes_of_the_last_by_one_decision(
    harrow: Harrow, amendments: str
) -> None:
    meeting, later = harrow.plan(), harrow.plan(NEXT)
    harrow.minuted(meeting, EntryKind.NOTE)
    with pytest.raises(Refusal, match="are draft"):
        harrow.do(ratifying.ratify_minutes, meeting, later)
    harrow.do(approving.send_to_co_chairs, meeting)
    for initials in ("DN", "HS"):
        harrow.do(approving.approve, meeting, harrow.people[initials])
    harrow.do(approving.circulate, meeting)
    with harrow.desk.read() as reader:
        waiting = view.waiting(reader, meeting_view.head(reader, later))
    assert [one.ref for one in waiting.minutes] == ["QA-2026-11-17"]
    harrow.do(lambda uow: ratifying.ratify_minutes(uow, meeting, later, amendments=amendments).id)
    old, new = harrow.get(Meeting, meeting), harrow.get(Meeting, later)
    assert (old.minutes_state, old.ratified_at_id) == (MinutesState.RATIFIED, later)
    assert new.minutes_state is MinutesState.DRAFT
    entry = next(one for one in harrow.all(MinuteEntry) if one.meeting_id == later)
    said = "The minutes of QA-2026-11-17 (17 Nov 2026) were agreed as a correct record"
    assert entry.text == said + (f", with this amendment: {amendments}" if amendments else ".")
    assert entry.kind is EntryKind.DECISION
    steps = [one.step for one in harrow.all(MinutesEvent, meeting_id=meeting)]
    assert (MinutesStep.AMENDMENT in steps) == bool(amendments)
    harrow.desk.undo()
    assert harrow.get(Meeting, meeting).minutes_state is MinutesState.CIRCULATED
    assert [one for one in harrow.all(MinuteEntry) if one.meeting_id == later] == []
