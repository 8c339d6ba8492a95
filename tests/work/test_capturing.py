"""The meeting of 17 November 2026 as it was typed: every line is found in its place."""

from datetime import date, time
from typing import Any

import pytest
from tests.fixtures.harrow import MEETING, NEXT, TYPED, Harrow, settled, with_known_actions
from tests.making import TestClock, bare_desk

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import (
    Action,
    ActionOwner,
    ActionUpdate,
    AgendaItem,
    Meeting,
    MinuteEntry,
    Person,
    Risk,
)
from safeguard_desk.rules.terms import (
    ActionStatus,
    EntryKind,
    MeetingState,
    MinutesState,
    Presence,
    RiskStatus,
)
from safeguard_desk.views import meetings as view
from safeguard_desk.work import capturing, setting_up
from safeguard_desk.work.taken import Captured

TEXT = TYPED.read_text(encoding="utf-8")


class Typed:
    """The desk after the text was captured."""

    def __init__(self, harrow: Harrow) -> None:
        self.harrow = harrow
        self.known = with_known_actions(harrow)
        self.meeting = harrow.plan()
        harrow.plan(NEXT)
        self.captured: Captured = harrow.do(capturing.capture, self.meeting, TEXT)

    def entries(self) -> dict[str, view.EntryView]:
        with self.harrow.desk.read() as reader:
            return {entry.number: entry for entry in view.entries(reader, self.meeting)}

    def entry(self, words: str) -> view.EntryView:
        return next(entry for entry in self.entries().values() if words in entry.text)

    def action(self, words: str) -> Action:
        return next(a for a in self.harrow.all(Action) if words in a.title)


@pytest.fixture
def typed(harrow: Harrow) -> Typed:
    return Typed(harrow)


def test_nothing_that_was_typed_is_in_doubt(typed: Typed) -> None:
    assert typed.captured.doubts == ()
    assert typed.captured.entries == 15
    assert typed.captured.actions == ("QA-0138", "QA-0139", "QA-0140")
    assert typed.captured.closed == ("QA-0137", "QA-0135")


def test_attendance_is_taken_with_apologies_and_the_deputy(typed: Typed) -> None:
    presence = typed.harrow.presence(typed.meeting)
    away = {initials: p for initials, p in presence.items() if p is not Presence.PRESENT}
    assert away == {
        "NG": Presence.APOLOGIES,
        "PB": Presence.APOLOGIES,
        "HO": Presence.DEPUTY,
    }
    seat = typed.harrow.seat(typed.meeting, "HO")
    assert seat.deputy_words == "Tenancy Services Manager"
    assert seat.deputy_id is not None
    assert seat.marked_at == time(10, 3)
    assert typed.harrow.seat(typed.meeting, "NG").marked_at == time(10, 2)


def test_the_meeting_was_quorate_so_its_decisions_stand(typed: Typed) -> None:
    with typed.harrow.desk.read() as reader:
        assert view.quoracy(reader, typed.meeting).quorate
    assert not any(entry.subject_to_ratification for entry in typed.entries().values())


def test_the_meeting_and_its_items_have_their_times(typed: Typed) -> None:
    meeting = typed.harrow.get(Meeting, typed.meeting)
    assert (meeting.opened_at, meeting.closed_at) == (time(10, 2), time(10, 58))
    assert (meeting.state, meeting.minutes_state) == (MeetingState.HELD, MinutesState.DRAFT)
    begun = [i for i in typed.harrow.items(typed.meeting) if i.started_at is not None]
    times = [(i.position, i.title, i.started_at, i.ended_at) for i in begun]
    assert times == [
        (1, "Welcome, introductions and apologies", time(10, 4), time(10, 5)),
        (2, "Declarations of interest", time(10, 5), time(10, 6)),
        (3, "Minutes of the last meeting and matters arising", time(10, 6), time(10, 9)),
        (4, "Action tracker", time(10, 9), time(10, 20)),
        (5, "Multi-agency audit: neglect", time(10, 20), time(10, 40)),
        (6, "Scorecard, quarter 2", time(10, 40), time(10, 50)),
        (7, "Any other business", time(10, 50), time(10, 58)),
    ]


def test_no_standing_item_is_lost_and_none_stands_twice(typed: Typed) -> None:
    titles = [item.title for item in typed.harrow.items(typed.meeting)]
    assert len(titles) == len(set(titles)) == 13


@pytest.mark.parametrize(
    ("number", "kind", "at", "words"),
    [
        ("1.1", EntryKind.NOTE, time(10, 4), "The children's co-chair opened the meeting."),
        ("2.1", EntryKind.NOTE, time(10, 5), "None were declared."),
        ("3.1", EntryKind.DECISION, time(10, 8), "minutes of 15 September 2026 agreed"),
        ("4.1", EntryKind.NOTE, time(10, 12), "QA-0132 GP attendance rose from 11 to 19 per cent"),
        ("4.2", EntryKind.CHALLENGE, time(10, 14), "Police challenged the ICB on the pace of QA-"),
        ("4.3", EntryKind.ACTION, time(10, 15), "bring a plan for GP attendance at conferences"),
        ("4.4", EntryKind.DECISION, time(10, 16), "Agreed to close QA-0137 and QA-0135"),
        ("5.1", EntryKind.NOTE, time(10, 31), "24 cases, returns from 9 of 11 agencies; Probatio"),
        ("5.2", EntryKind.GOOD_PRACTICE, time(10, 33), "school nursing and early help had recor"),
        ("5.3", EntryKind.ACTION, time(10, 35), "re-audit the eight cases graded inadequate"),
        ("5.4", EntryKind.ESCALATION, time(10, 36), "HSAB to be asked to raise the missing Proba"),
        ("5.5", EntryKind.RISK, time(10, 37), "action plan will pass six months if the re-audit"),
        ("6.1", EntryKind.NOTE, time(10, 44), "re-referrals 23.8%, up for the third quarter"),
        ("6.2", EntryKind.ACTION, time(10, 46), "deep dive on re-referrals by ward and age"),
        ("7.1", EntryKind.KEY_MESSAGE, time(10, 50), "ask your teams to use the revised neglect"),
    ],
)
def test_each_entry_stands_where_and_when_it_was_typed(
    typed: Typed, number: str, kind: EntryKind, at: time, words: str
) -> None:
    entry = typed.entries()[number]
    assert (entry.kind, entry.at) == (kind, at)
    assert entry.text.startswith(words)


def test_the_challenge_names_who_challenged_whom_and_the_answer(typed: Typed) -> None:
    challenge = typed.entry("challenged")
    assert challenge.by_agency == "Metropolitan Police NW BCU"
    assert challenge.about_agency == "NHS NWL ICB"
    assert challenge.response == "the Designated Nurse will bring a plan by practice"


@pytest.mark.parametrize(
    ("words", "ref", "owner", "lead", "agency", "due", "source"),
    [
        (
            "bring a plan for GP",
            "QA-0138",
            "Designated Nurse Safeguarding Children",
            "DN",
            "NHS NWL ICB",
            date(2027, 1, 15),
            "QA-2026-11-17, 4.3",
        ),
        (
            "re-audit the eight",
            "QA-0139",
            "QA co-chairs",
            "DN",
            "NHS NWL ICB",
            date(2027, 5, 31),
            "QA-2026-11-17, 5.3",
        ),
        (
            "deep dive",
            "QA-0140",
            "Performance Analyst",
            "PA",
            "Harrow Council",
            NEXT,
            "QA-2026-11-17, 6.2",
        ),
    ],
)
def test_each_action_has_its_owner_agency_date_and_source(
    typed: Typed, words: str, ref: str, owner: str, lead: str, agency: str, due: date, source: str
) -> None:
    action = typed.action(words)
    assert (action.ref, action.owner_words, action.due_on) == (ref, owner, due)
    assert action.owner_id == typed.harrow.people[lead]
    assert action.agency_id == typed.harrow.agencies[agency]
    assert (action.raised_at, action.raised_on) == (source, MEETING)
    assert action.status is ActionStatus.OPEN
    brief = typed.entry(action.title).action
    assert brief is not None
    assert brief.ref == ref


def test_both_co_chairs_own_the_re_audit(typed: Typed) -> None:
    action = typed.action("re-audit")
    shared = typed.harrow.all(ActionOwner, action_id=action.id)
    assert [typed.harrow.get(Person, one.person_id).initials for one in shared] == ["HS"]


def test_the_known_actions_are_closed_by_the_meeting_and_the_others_stay_open(
    typed: Typed,
) -> None:
    states = {ref: typed.harrow.get(Action, known) for ref, known in typed.known.items()}
    closed = {ref for ref, action in states.items() if action.status is ActionStatus.CLOSED}
    assert closed == {"QA-0137", "QA-0135"}
    for ref in closed:
        assert states[ref].closed_at_id == typed.meeting
        assert states[ref].closed_on == MEETING
        assert states[ref].evidence == "Agreed at QA-2026-11-17, 4.4"


def test_the_escalation_goes_to_the_adults_board_and_the_risk_on_the_register(
    typed: Typed,
) -> None:
    assert typed.entry("HSAB to be asked").board == "HSAB"
    risk = typed.harrow.all(Risk)[0]
    assert typed.entry("six months").risk_ref == risk.ref == "QA-R-0001"
    assert (risk.status, risk.likelihood, risk.raised_on) == (RiskStatus.OPEN, None, MEETING)


def test_without_the_known_actions_what_cannot_be_closed_is_told(harrow: Harrow) -> None:
    meeting = harrow.plan()
    captured = harrow.do(capturing.capture, meeting, TEXT)
    doubts = [doubt for _, line, doubt in captured.doubts if "close QA-0137" in line]
    assert doubts == ["There is no open action QA-0137.", "There is no open action QA-0135."]
    with harrow.desk.read() as reader:
        texts = [entry.text for entry in view.entries(reader, meeting)]
    assert "Agreed to close QA-0137 and QA-0135" in texts


CONTENT: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (AgendaItem, ("position", "title", "started_at", "ended_at")),
    (MinuteEntry, ("position", "kind", "text", "at", "response", "subject_to_ratification")),
    (Action, ("ref", "title", "owner_words", "due_on", "due_words", "status", "evidence")),
    (Risk, ("ref", "title")),
    (Meeting, ("ref", "state", "minutes_state", "opened_at", "closed_at")),
)


def content(harrow: Harrow, meeting: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = [tuple(sorted(harrow.presence(meeting).items()))]
    for kind, names in CONTENT:
        rows = [tuple(getattr(record, name) for name in names) for record in harrow.all(kind)]
        found += sorted(rows, key=repr)
    return found


def test_typed_line_by_line_gives_the_same_as_captured_at_once(typed: Typed, tmp_path: Any) -> None:
    clock = TestClock()
    desk = bare_desk(tmp_path / "Other.desk", clock)
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    other = settled(desk, clock)
    with_known_actions(other)
    meeting = other.plan()
    other.plan(NEXT)
    item: str | None = None
    for line in TEXT.splitlines():
        item = other.do(capturing.take, meeting, item, line).item_id
    assert content(other, meeting) == content(typed.harrow, typed.meeting)
    assert desk.check().faults == ()
    desk.close()


def test_one_undo_takes_a_whole_capture_back(typed: Typed) -> None:
    typed.harrow.desk.undo()
    assert typed.entries() == {}
    assert set(typed.harrow.presence(typed.meeting).values()) == {Presence.EXPECTED}
    assert typed.harrow.get(Action, typed.known["QA-0137"]).status is ActionStatus.OPEN
    typed.harrow.desk.redo()
    assert len(typed.entries()) == 15
    assert typed.harrow.desk.check().faults == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a:", "Words are missing"),
        ("> ", "Which item"),
        ("> 99", "no item 99"),
        ("a: ring the school @XX", "nobody known"),
        ("e: to be raised", "No board is named"),
        ("a: plan it by 31 Feb", "No due date was set"),
    ],
)
def test_what_is_not_understood_is_said_and_nothing_that_was_typed_is_lost(
    harrow: Harrow, line: str, why: str
) -> None:
    meeting = harrow.plan()
    taken = harrow.do(capturing.take, meeting, None, line)
    assert any(why in doubt for doubt in taken.doubts)
    words = line[2:].strip()
    if words and not line.startswith(">"):
        assert words in [entry.text for entry in harrow.all(MinuteEntry)]


def test_what_is_typed_before_the_first_item_belongs_to_the_first(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.take, meeting, None, "Members introduced themselves.")
    assert harrow.all(MinuteEntry)[0].item_id == harrow.items(meeting)[0].id


def test_a_new_title_makes_a_new_item_after_the_present_one(harrow: Harrow) -> None:
    meeting = harrow.plan()
    present = harrow.items(meeting)[3].id
    taken = harrow.do(capturing.take, meeting, present, "> Fire at the day centre")
    assert taken.item_id == harrow.items(meeting)[4].id
    assert harrow.items(meeting)[4].title == "Fire at the day centre"


def test_a_line_that_means_nothing_is_kept_as_a_note_and_named(harrow: Harrow) -> None:
    meeting = harrow.plan()
    text = "> 4\na: @DN by 14 jan\n> 99\na:\n"
    captured: Captured = harrow.do(capturing.capture, meeting, text)
    with harrow.desk.read() as reader:
        kept = [(entry.number, entry.kind, entry.text) for entry in view.entries(reader, meeting)]
    assert kept == [
        ("4.1", EntryKind.NOTE, "a: @DN by 14 jan"),
        ("4.2", EntryKind.NOTE, "> 99"),
    ]
    assert {number for number, _, _ in captured.doubts} == {2, 3, 4}


def test_a_time_that_goes_back_is_named_and_does_not_end_the_meeting_early(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    text = "10:00 opened\n10:40 later\n10:02 attend all\nclose\n"
    captured: Captured = harrow.do(capturing.capture, meeting, text)
    assert [(number, doubt) for number, _, doubt in captured.doubts] == [
        (3, "10:02 is earlier than 10:40 above it; kept as typed.")
    ]
    with harrow.desk.read() as reader:
        head = view.head(reader, meeting)
    assert (head.opened_at, head.closed_at) == (time(10), time(10, 40))


def test_an_action_of_owners_from_two_agencies_is_not_told_as_one_agencys(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "a: one @DN and @NG\na: two @QA co-chairs\na: three @DN")
    with harrow.desk.read() as reader:
        briefs = [entry.action for entry in view.entries(reader, meeting) if entry.action]
    agencies = {brief.title: brief.agency for brief in briefs}
    assert agencies["two"] == ""
    assert agencies["one"] == agencies["three"] != ""


def test_a_decision_changes_no_other_entry_of_the_meeting(harrow: Harrow) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "attend all\n> 4\nfirst note\nd: first decision")
    done = harrow.desk.change("Minute", lambda uow: capturing.capture(uow, meeting, "d: second"))
    assert len(done.changes.created) == 1
    assert not [one for one in done.changes.updated if one[0] == "minute_entries"]


def test_an_action_due_by_the_next_meeting_gets_its_date_once_that_is_planned(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "a: bring a plan @DN by next meeting\na: other @DN")
    assert {action.due_on for action in harrow.all(Action)} == {None}
    harrow.plan(date(2027, 3, 9))
    harrow.plan(date(2027, 1, 19))
    due = {action.title: action.due_on for action in harrow.all(Action)}
    assert due == {"bring a plan": date(2027, 3, 9), "other": None}
    harrow.desk.undo()
    harrow.desk.undo()
    assert {action.due_on for action in harrow.all(Action)} == {None}


def test_a_restricted_action_is_closed_in_the_restricted_part(harrow: Harrow) -> None:
    with_known_actions(harrow)
    kept_apart = harrow.all(Action, ref="QA-0135")[0].id
    meeting = harrow.plan()

    def restrict(uow: UnitOfWork) -> None:
        uow.get(Action, kept_apart).restricted = True

    harrow.desk.change("Restrict", restrict)
    captured: Captured = harrow.do(
        capturing.capture, meeting, "> 4\na: close QA-0137, QA-0135 and QA-9999 - seen"
    )
    assert captured.closed == ("QA-0137", "QA-0135")
    with harrow.desk.read() as reader:
        entries = [(e.text, e.response, e.restricted) for e in view.entries(reader, meeting)]
    assert entries == [
        ("Agreed to close QA-0137 and QA-9999", "seen", False),
        ("Agreed to close QA-0135", "seen", True),
    ]
    assert {a.ref for a in harrow.all(Action, status=ActionStatus.CLOSED)} == {"QA-0137", "QA-0135"}


def test_an_update_said_in_a_meeting_names_it_on_the_action(harrow: Harrow) -> None:
    with_known_actions(harrow)
    meeting = harrow.plan()
    harrow.do(capturing.capture, meeting, "> 4\nupdate QA-0137 - the draft is out")
    (said,) = harrow.all(ActionUpdate)
    assert (said.text, said.meeting_id, said.on) == ("the draft is out", meeting, MEETING)


def test_words_of_the_restricted_part_stay_off_an_open_action(harrow: Harrow) -> None:
    with_known_actions(harrow)
    meeting = harrow.plan()
    item = harrow.items(meeting)[3].id

    def restrict(uow: UnitOfWork) -> None:
        uow.get(AgendaItem, item).restricted = True

    harrow.desk.change("Restrict", restrict)
    harrow.do(
        capturing.capture,
        meeting,
        "> 4\nupdate QA-0137 - the lodger moved out\na: close QA-0135 - the lodger's letter",
    )
    (said,) = harrow.all(ActionUpdate)
    assert said.text == "Spoken of in the restricted part of QA-2026-11-17"
    (closed,) = harrow.all(Action, ref="QA-0135")
    assert closed.status is ActionStatus.CLOSED
    assert "lodger" not in closed.evidence
    with harrow.desk.read() as reader:
        entries = [(e.text, e.response, e.restricted) for e in view.entries(reader, meeting)]
    assert ("QA-0137: the lodger moved out", "", True) in entries
    assert ("Agreed to close QA-0135", "the lodger's letter", True) in entries
