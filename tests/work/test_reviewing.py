"""Proposals of co-chairs on draft minutes, and the versions kept on the way."""

import json
from datetime import date, time

import pytest
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, MinuteEntry, MinutesVersion, Proposal
from safeguard_desk.rules.terms import EntryKind, MinutesStep, ProposalKind, ProposalState
from safeguard_desk.views import minutes_versions as versions
from safeguard_desk.work import approving, capturing, minuting, reviewing
from safeguard_desk.work.reviewing import Proposed

K, S = ProposalKind, ProposalState
SAID = "The audit of neglect is due in May."


class Draft:
    """Minutes with the co-chairs, with an entry that was taken down at 10:05."""

    def __init__(self, harrow: Harrow) -> None:
        self.harrow = harrow
        self.meeting = harrow.plan()
        item = harrow.items(self.meeting)[1].id
        self.entry = harrow.do(
            lambda uow: minuting.add_entry(uow, item, EntryKind.NOTE, SAID, at=time(10, 5)).id
        )
        harrow.do(approving.send_to_co_chairs, self.meeting)

    def change(self, after: str, before: str = SAID, author: str = "Nurse") -> Proposed:
        return Proposed(K.CHANGE, author, date(2026, 11, 20), before, after, self.entry)

    def take(self, *proposed: Proposed) -> list[Proposal]:
        self.harrow.do(reviewing.take_in, self.meeting, proposed, "minutes.docx")
        return sorted(self.harrow.all(Proposal), key=lambda one: one.position)

    def text(self) -> str:
        return self.harrow.get(MinuteEntry, self.entry).text

    def states(self) -> list[ProposalState]:
        return [one.state for one in sorted(self.harrow.all(Proposal), key=lambda p: p.position)]


@pytest.fixture
def draft(harrow: Harrow) -> Draft:
    return Draft(harrow)


def test_an_accepted_change_keeps_the_time_of_its_entry_and_is_undone_as_one(draft: Draft) -> None:
    [one] = draft.take(draft.change("The audit of neglect is due in June."))
    draft.harrow.do(reviewing.accept, one.id)
    entry = draft.harrow.get(MinuteEntry, draft.entry)
    assert (entry.text, entry.at) == ("The audit of neglect is due in June.", time(10, 5))
    assert draft.states() == [S.ACCEPTED]
    draft.harrow.desk.undo()
    assert (draft.text(), draft.states()) == (SAID, [S.OPEN])


def test_two_changes_of_one_entry_are_decided_one_by_one(draft: Draft) -> None:
    first, second, third = draft.take(
        draft.change("The re-audit of neglect is due in May."),
        draft.change("The audit of neglect is due in June."),
        draft.change("The audit of neglect is due in July.", author="Head"),
    )
    for one in (first, second):
        draft.harrow.do(reviewing.accept, one.id)
    assert draft.text() == "The re-audit of neglect is due in June."
    with pytest.raises(Refusal, match="changed since the minutes went out"):
        draft.harrow.do(reviewing.accept, third.id)
    assert draft.states() == [S.ACCEPTED, S.ACCEPTED, S.OPEN]
    draft.harrow.do(reviewing.accept, third.id, text="It is due in July.")
    assert draft.text() == "It is due in July."


def test_reading_the_same_proposals_again_adds_nothing(draft: Draft) -> None:
    both = (draft.change("Due in June."), draft.change("Due in June."))
    assert len(draft.take(*both)) == 2
    again = draft.harrow.do(reviewing.take_in, draft.meeting, both, "copy of minutes.docx")
    assert (again.new, again.known) == (0, 2)
    assert len(draft.harrow.all(Proposal)) == 2


def test_the_action_follows_an_accepted_change(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[3].id
    harrow.do(capturing.take, meeting, item, "a: review the toolkit @DN by 14 jan")
    [action] = harrow.all(Action)
    [entry] = harrow.all(MinuteEntry)
    words = harrow.do(lambda uow: reviewing.words_of(uow, uow.get(MinuteEntry, entry.id)))
    change = Proposed(K.CHANGE, "Nurse", None, words, f"{words} with schools", entry.id)
    harrow.do(reviewing.take_in, meeting, (change,), "m.docx")
    harrow.do(reviewing.accept, harrow.all(Proposal)[0].id)
    assert harrow.get(Action, action.id).title == f"{words} with schools"


def test_an_addition_goes_below_its_entry(draft: Draft) -> None:
    draft.harrow.minuted(draft.meeting, EntryKind.DECISION, "Agreed.")
    [one] = draft.take(Proposed(K.ADDITION, "Nurse", None, "", "Schools too.", draft.entry))
    draft.harrow.do(reviewing.accept, one.id)
    entries = sorted(draft.harrow.all(MinuteEntry), key=lambda entry: entry.position)
    assert [entry.text for entry in entries] == [SAID, "Schools too.", "Agreed."]


def test_a_change_to_nothing_removes_the_entry_and_undo_brings_it_back(draft: Draft) -> None:
    comment = Proposed(K.COMMENT, "Head", None, "due in May", "Why May?", draft.entry)
    gone, said = draft.take(draft.change(""), comment)
    draft.harrow.do(reviewing.accept, gone.id)
    assert draft.harrow.all(MinuteEntry) == []
    assert draft.harrow.get(Proposal, said.id).entry_id is None
    draft.harrow.desk.undo()
    assert draft.text() == SAID
    assert draft.harrow.get(Proposal, said.id).entry_id == draft.entry


def test_comments_are_answered_and_proposals_refused_with_a_reason(draft: Draft) -> None:
    comment = Proposed(K.COMMENT, "Head", None, "due in May", "Why May?", draft.entry)
    said, change = draft.take(comment, draft.change("Due in June."))
    draft.harrow.do(reviewing.settle, said.id, " The year ends then. ")
    draft.harrow.do(reviewing.refuse, change.id, "May was agreed")
    kept = {one.id: one.answer for one in draft.harrow.all(Proposal)}
    assert kept == {said.id: "The year ends then.", change.id: "May was agreed"}
    assert draft.text() == SAID
    with pytest.raises(Refusal, match="was decided: refused"):
        draft.harrow.do(reviewing.accept, change.id)
    draft.harrow.do(reviewing.reopen, change.id)
    draft.harrow.do(reviewing.accept, change.id)
    with pytest.raises(Refusal, match="the minutes follow it"):
        draft.harrow.do(reviewing.reopen, change.id)


def test_what_has_no_place_is_made_by_hand(draft: Draft) -> None:
    [one] = draft.take(Proposed(K.CHANGE, "Head", None, "Venue", "Online"))
    with pytest.raises(Refusal, match="where this belongs"):
        draft.harrow.do(reviewing.accept, one.id)
    draft.harrow.do(reviewing.settle, one.id)
    assert draft.states() == [S.ACCEPTED]


def test_all_of_one_author_leaves_what_somebody_must_look_at(draft: Draft) -> None:
    guessed = Proposed(K.CHANGE, "Nurse", None, SAID, f"{SAID} Yes.", draft.entry, guessed=True)
    draft.take(
        draft.change("The re-audit of neglect is due in May."),
        draft.change("The audit of neglect is due in June."),
        draft.change("The audit of neglect is due in July."),
        guessed,
        Proposed(K.COMMENT, "Nurse", None, "", "Thank you.", draft.entry),
        draft.change("Nothing of this.", author="Head"),
    )
    done = draft.harrow.do(reviewing.accept_all, draft.meeting, "Nurse")
    assert (done.done, done.left) == (2, 3)
    assert draft.text() == "The re-audit of neglect is due in June."
    draft.harrow.desk.undo()
    assert draft.text() == SAID


def test_closed_minutes_take_no_proposals(draft: Draft) -> None:
    [one] = draft.take(draft.change("Due in June."))
    for initials in ("DN", "HS"):
        draft.harrow.do(approving.approve, draft.meeting, draft.harrow.people[initials])
    acts = (
        lambda: draft.harrow.do(reviewing.take_in, draft.meeting, (), "m.docx"),
        lambda: draft.harrow.do(reviewing.accept, one.id),
        lambda: draft.harrow.do(reviewing.refuse, one.id),
        lambda: draft.harrow.do(reviewing.settle, one.id),
        lambda: draft.harrow.do(reviewing.reopen, one.id),
        lambda: draft.harrow.do(reviewing.accept_all, draft.meeting, "Nurse"),
    )
    for act in acts:
        with pytest.raises(Refusal, match="approved by co-chairs"):
            act()
    assert draft.text() == SAID


def test_a_version_is_kept_at_each_step_and_two_are_compared(draft: Draft) -> None:
    harrow, meeting = draft.harrow, draft.meeting
    harrow.do(approving.return_to_draft, meeting, "One figure")
    harrow.do(lambda uow: minuting.edit_entry(uow, draft.entry, text="It is due in June."))
    harrow.minuted(meeting, EntryKind.DECISION, "Agreed.")
    harrow.do(approving.send_to_co_chairs, meeting)
    for initials in ("DN", "HS"):
        harrow.do(approving.approve, meeting, harrow.people[initials])
    harrow.do(approving.circulate, meeting)
    harrow.do(approving.ratify, meeting, harrow.plan(NEXT))
    kept = sorted(harrow.all(MinutesVersion), key=lambda one: one.number)
    M = MinutesStep
    assert [one.step for one in kept] == [
        *(M.SENT, M.RETURNED, M.SENT, M.APPROVAL, M.CIRCULATED, M.RATIFIED)
    ]
    assert [one.number for one in kept] == [1, 2, 3, 4, 5, 6]
    assert json.loads(kept[0].body)[0] == {
        "entry": draft.entry, "number": "2.1", "kind": "note", "text": SAID, "restricted": False,
    }  # fmt: skip
    with harrow.desk.read() as reader:
        found = versions.compare(reader, meeting, kept[0].id, None)
        back = versions.compare(reader, meeting, None, kept[0].id)
    assert [(one.label, one.state) for one in found] == [
        ("2.1 Note", "changed"), ("2.2 Decision", "new"),
    ]  # fmt: skip
    assert [(one.label, one.state) for one in back] == [
        ("2.1 Note", "changed"), ("2.2 Decision", "taken out"),
    ]  # fmt: skip
