"""Minutes from draft to ratified, and what is locked then."""

from datetime import date

import pytest
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting, MinuteEntry, MinutesEvent
from safeguard_desk.rules.terms import EntryKind, MinutesState, MinutesStep, Presence
from safeguard_desk.work import agendas, approving, attending, capturing, minuting

S = MinutesState


class Minutes:
    """A meeting's minutes on their way."""

    def __init__(self, harrow: Harrow) -> None:
        self.harrow = harrow
        self.meeting = harrow.plan()
        self.later = harrow.plan(NEXT)
        self.entry = harrow.minuted(self.meeting, EntryKind.DECISION)

    def state(self) -> MinutesState:
        return self.harrow.get(Meeting, self.meeting).minutes_state

    def send(self) -> None:
        self.harrow.do(approving.send_to_co_chairs, self.meeting)

    def approve(self, *initials: str) -> None:
        for one in initials:
            self.harrow.do(approving.approve, self.meeting, self.harrow.people[one])

    def circulated(self) -> None:
        self.send()
        self.approve("DN", "HS")
        self.harrow.do(approving.circulate, self.meeting)

    def ratified(self) -> None:
        self.circulated()
        self.harrow.do(approving.ratify, self.meeting, self.later)

    def steps(self) -> list[MinutesStep]:
        return [event.step for event in self.harrow.all(MinutesEvent)]


@pytest.fixture
def minutes(harrow: Harrow) -> Minutes:
    return Minutes(harrow)


def test_minutes_go_from_draft_to_ratified(minutes: Minutes) -> None:
    assert minutes.state() is S.DRAFT
    minutes.send()
    assert minutes.state() is S.WITH_CO_CHAIRS
    minutes.approve("HS")
    assert minutes.state() is S.WITH_CO_CHAIRS
    minutes.approve("DN")
    assert minutes.state() is S.APPROVED
    minutes.harrow.do(approving.circulate, minutes.meeting)
    assert minutes.state() is S.CIRCULATED
    minutes.harrow.do(
        approving.ratify, minutes.meeting, minutes.later, amendments="At 2.1, for “it” read “they”."
    )
    assert minutes.state() is S.RATIFIED
    assert minutes.harrow.get(Meeting, minutes.meeting).ratified_at_id == minutes.later
    assert minutes.steps() == [
        MinutesStep.DRAFTED,
        MinutesStep.SENT,
        MinutesStep.APPROVAL,
        MinutesStep.APPROVAL,
        MinutesStep.CIRCULATED,
        MinutesStep.AMENDMENT,
        MinutesStep.RATIFIED,
    ]
    last = minutes.harrow.all(MinutesEvent)[-1]
    assert (last.on, last.words) == (NEXT, "QA-2027-01-12")


def test_empty_minutes_are_sent_to_nobody(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="QA-2027-01-12 are empty"):
        minutes.harrow.do(approving.send_to_co_chairs, minutes.later)


def test_only_a_co_chair_of_that_day_approves(minutes: Minutes) -> None:
    minutes.send()
    with pytest.raises(Refusal, match="Named GP was not a co-chair"):
        minutes.approve("NG")
    assert minutes.state() is S.WITH_CO_CHAIRS
    assert minutes.steps()[-1] is MinutesStep.SENT


def test_nobody_approves_twice(minutes: Minutes) -> None:
    minutes.send()
    minutes.approve("DN")
    with pytest.raises(Refusal, match="approved these minutes already"):
        minutes.approve("DN")
    assert minutes.state() is S.WITH_CO_CHAIRS


def test_a_draft_that_was_not_sent_is_not_approved(minutes: Minutes) -> None:
    with pytest.raises(Refusal):
        minutes.approve("DN")
    assert minutes.state() is S.DRAFT


def test_minutes_returned_to_draft_are_approved_anew_by_both(minutes: Minutes) -> None:
    minutes.send()
    minutes.approve("DN")
    minutes.harrow.do(approving.return_to_draft, minutes.meeting)
    assert minutes.state() is S.DRAFT
    minutes.send()
    minutes.approve("HS")
    assert minutes.state() is S.WITH_CO_CHAIRS
    minutes.approve("DN")
    assert minutes.state() is S.APPROVED


def test_approved_minutes_are_returned_with_a_reason_only(minutes: Minutes) -> None:
    minutes.send()
    minutes.approve("DN", "HS")
    with pytest.raises(Refusal, match="a reason"):
        minutes.harrow.do(approving.return_to_draft, minutes.meeting)
    minutes.harrow.do(approving.return_to_draft, minutes.meeting, "A figure is wrong")
    assert minutes.state() is S.DRAFT


def test_comments_are_kept_with_who_made_them(minutes: Minutes) -> None:
    minutes.send()
    person = minutes.harrow.people["DN"]
    minutes.harrow.do(approving.comment, minutes.meeting, " Clear. ", person_id=person)
    event = minutes.harrow.all(MinutesEvent)[-1]
    assert (event.step, event.words, event.person_id) == (MinutesStep.COMMENT, "Clear.", person)
    with pytest.raises(Refusal, match="needs words"):
        minutes.harrow.do(approving.comment, minutes.meeting, "")


def test_minutes_are_ratified_at_a_later_meeting_of_the_same_group(minutes: Minutes) -> None:
    minutes.circulated()
    before = minutes.harrow.plan(date(2026, 9, 15))
    elsewhere = minutes.harrow.plan(NEXT, "LD")
    for wrong in (before, elsewhere, minutes.meeting):
        with pytest.raises(Refusal, match="later meeting of the same group"):
            minutes.harrow.do(approving.ratify, minutes.meeting, wrong)
    assert minutes.state() is S.CIRCULATED


def test_minutes_that_were_not_circulated_are_not_ratified(minutes: Minutes) -> None:
    minutes.send()
    minutes.approve("DN", "HS")
    with pytest.raises(Refusal):
        minutes.harrow.do(approving.ratify, minutes.meeting, minutes.later)
    with pytest.raises(Refusal, match="Amendments belong to circulated minutes"):
        minutes.harrow.do(approving.amend, minutes.meeting, "For “it” read “they”.")
    assert minutes.state() is S.APPROVED


def test_ratified_minutes_are_locked_with_agenda_and_attendance(minutes: Minutes) -> None:
    harrow, meeting = minutes.harrow, minutes.meeting
    minutes.ratified()
    item, seat = harrow.items(meeting)[2].id, harrow.seat(meeting, "NG").id
    refused = (
        lambda: harrow.do(agendas.add_item, meeting, "Late"),
        lambda: harrow.do(agendas.move_item, item, 1),
        lambda: harrow.do(agendas.remove_item, item),
        lambda: harrow.do(lambda uow: agendas.edit_item(uow, item, title="Other")),
        lambda: harrow.do(attending.mark, seat, Presence.PRESENT),
        lambda: harrow.do(attending.mark_all, meeting),
        lambda: harrow.do(attending.add_attendee, meeting, harrow.people["NG"]),
        lambda: harrow.do(minuting.add_entry, item, EntryKind.NOTE, "Late"),
        lambda: harrow.do(lambda uow: minuting.edit_entry(uow, minutes.entry, text="Other")),
        lambda: harrow.do(minuting.move_entry, minutes.entry, item, 1),
        lambda: harrow.do(minuting.change_kind, minutes.entry, EntryKind.NOTE),
        lambda: harrow.do(minuting.remove_entry, minutes.entry),
        lambda: harrow.do(capturing.take, meeting, item, "d: agreed"),
        lambda: harrow.do(capturing.take, meeting, item, "attend all"),
        lambda: harrow.do(approving.return_to_draft, meeting, "Wrong"),
    )
    for act in refused:
        with pytest.raises(Refusal):
            act()
    assert harrow.get(MinuteEntry, minutes.entry).text == "It was agreed."
    assert harrow.presence(meeting)["NG"] is Presence.EXPECTED


def test_a_ratified_record_is_changed_by_a_dated_correction_only(minutes: Minutes) -> None:
    with pytest.raises(Refusal, match="not ratified yet"):
        minutes.harrow.do(approving.correct, minutes.meeting, "For 9 read 10.")
    minutes.ratified()
    minutes.harrow.clock.pass_by(days=3)
    minutes.harrow.do(approving.correct, minutes.meeting, "For 9 read 10.")
    event = minutes.harrow.all(MinutesEvent)[-1]
    assert (event.step, event.words) == (MinutesStep.CORRECTION, "For 9 read 10.")
    assert event.on == date(2026, 11, 20)
    assert minutes.state() is S.RATIFIED
    with pytest.raises(Refusal, match="needs words"):
        minutes.harrow.do(approving.correct, minutes.meeting, " ")


def test_minutes_wait_for_all_co_chairs_even_where_there_are_none(harrow: Harrow) -> None:
    meeting = harrow.plan(code="LD")
    harrow.minuted(meeting, EntryKind.NOTE)
    harrow.do(approving.send_to_co_chairs, meeting)
    with pytest.raises(Refusal, match="nobody is co-chair yet"):
        harrow.do(approving.approve, meeting, harrow.people["DN"])
