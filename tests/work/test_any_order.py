"""Whatever is done in whatever order: the desk stays whole, and all of it can be taken back."""

import tempfile
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from sqlalchemy import select
from tests.fixtures.harrow import MEETING, MEMBERS, Harrow, settled
from tests.making import TestClock, bare_desk, reopened

from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Action,
    AgendaItem,
    Attendance,
    Board,
    DecisionBetween,
    Holiday,
    Meeting,
    Membership,
    MinuteEntry,
    Paper,
    Proposal,
    Record,
    Risk,
)
from safeguard_desk.rules.terms import EntryKind, MeetingState, Presence, ProposalKind, Rating
from safeguard_desk.work import (
    actions,
    agendas,
    approving,
    attending,
    between,
    boards,
    capturing,
    drafting,
    minuting,
    paper_order,
    papers,
    people,
    planning,
    ratifying,
    rescheduling,
    reviewing,
    risks,
    setting_up,
    year,
)
from safeguard_desk.work.reviewing import Proposed

R = TypeVar("R", bound=Record)
Rows = dict[str, list[tuple[Any, ...]]]
WORDS = st.text(max_size=12) | st.sampled_from(["Neglect", "é “toolkit”", "50%", "o'clock"])
LINES = st.sampled_from(
    [
        "attend all", "apologies NG", "deputy Housing: Tenancy Services Manager", "absent CF",
        "> 3", "> 2 Action tracker", "> Fire at the day centre", "n: it was noted", "close",
        "d: agreed to adopt the document", "c: Police challenged the ICB @ICB - it will answer",
        "a: publish the toolkit @DN by 15 Jan", "a: re-audit @QA co-chairs by next meeting",
        "a: close QA-0001 and QA-0002", "r: data may come late", "e: HSAB to be told",
        "g: good work", "k: use the tool", "10:14 a plain note", "a:", "# not for the minutes",
    ]
)  # fmt: skip
DAYS = st.integers(-60, 120).map(lambda days: MEETING + timedelta(days=days))
PLACES = st.integers(-2, 20)


def rows(harrow: Harrow) -> Rows:
    """Return every record of the desk, but for the counts of its versions."""
    found: Rows = {}
    with harrow.desk.read() as reader:
        for kind, model in KINDS.items():
            columns = [column for column in model.__table__.c if column.name != "version"]
            found[kind] = sorted(reader.rows(select(*columns)), key=repr)
    return found


class AnyOrder(RuleBasedStateMachine):
    """A minute-taker without any plan."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        clock = TestClock()
        desk = bare_desk(Path(self.folder.name) / "Harrow.desk", clock)
        self.harrow = Harrow(desk, clock)
        self.empty = rows(self.harrow)
        desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
        self.harrow = settled(desk, clock)
        self.harrow.plan()

    def attempt(self, verb: Callable[..., object], *args: object, **options: object) -> None:
        """Do a verb; what is refused has changed nothing."""
        before = rows(self.harrow)
        try:
            self.harrow.do(verb, *args, **options)
        except Refusal:
            assert rows(self.harrow) == before

    def pick(self, data: st.DataObject, kind: type[R]) -> R | None:
        found = self.harrow.all(kind)
        return found[data.draw(st.integers(0, len(found) - 1))] if found else None

    @rule(day=DAYS, code=st.sampled_from(["QA", "LD"]))
    def plan(self, day: date, code: str) -> None:
        self.attempt(planning.plan_meeting, self.harrow.group(code), day)

    @rule(data=st.data(), state=st.sampled_from(MeetingState), reason=WORDS)
    def advance(self, data: st.DataObject, state: MeetingState, reason: str) -> None:
        if meeting := self.pick(data, Meeting):
            self.attempt(planning.advance, meeting.id, state, reason)

    @rule(data=st.data(), day=DAYS)
    def reschedule(self, data: st.DataObject, day: date) -> None:
        if meeting := self.pick(data, Meeting):
            self.attempt(rescheduling.reschedule, meeting.id, day)

    @rule(data=st.data(), days=st.lists(DAYS, max_size=3), words=WORDS, anyway=st.booleans())
    def work_on_the_year(
        self, data: st.DataObject, days: list[date], words: str, *, anyway: bool
    ) -> None:
        board, meeting = self.pick(data, Board), self.pick(data, Meeting)
        holiday = self.pick(data, Holiday)
        chosen = [year.Chosen(day, time(10), words, anyway=anyway) for day in days]
        for body_id in (self.harrow.group(), board.id if board else ""):
            self.attempt(year.plan_year, body_id, chosen, rule="monthly, first Monday")
        if meeting is not None and days:
            self.attempt(year.rework, meeting.id, days[0], anyway=anyway)
        if len(days) > 1:
            self.attempt(year.add_holiday, words, days[0], days[1])
        if holiday is not None and anyway:
            self.attempt(year.remove_holiday, holiday.id)

    @rule(data=st.data(), words=WORDS, kind=st.sampled_from(ProposalKind), doing=PLACES)
    def review(self, data: st.DataObject, words: str, kind: ProposalKind, doing: int) -> None:
        entry, proposal = self.pick(data, MinuteEntry), self.pick(data, Proposal)
        if entry is not None and doing < 8:
            place = entry.id if doing else None
            proposed = Proposed(kind, "DN", None, entry.text, words, place)
            self.attempt(reviewing.take_in, entry.meeting_id, (proposed,), "returned.docx")
        if proposal is not None and doing % 2 == 0:
            self.attempt(reviewing.accept, proposal.id, text=words if doing > 9 else None)
            self.attempt(reviewing.accept_all, proposal.meeting_id, proposal.author)
        elif proposal is not None:
            verbs = (reviewing.refuse, reviewing.settle, reviewing.reopen)
            self.attempt(verbs[doing % 3], proposal.id)

    @rule(data=st.data(), words=WORDS, days=st.integers(-5, 1))
    def decide_between(self, data: st.DataObject, words: str, days: int) -> None:
        decision, meeting = self.pick(data, DecisionBetween), self.pick(data, Meeting)
        person = self.pick(data, Attendance)
        day = self.harrow.clock.moment.date() + timedelta(days=days)
        if decision is None or not days:
            self.attempt(between.record, self.harrow.group(), words, asked_on=day)
        elif person is not None and days < -2:
            self.attempt(between.agree, decision.id, person.person_id, on=day)
            self.attempt(between.edit, decision.id, "text", decision.text, words)
        elif meeting is not None:
            self.attempt(between.ratify_between, decision.id, meeting.id)
            if later := self.pick(data, Meeting):
                self.attempt(ratifying.ratify_minutes, meeting.id, later.id)

    @rule(data=st.data(), title=WORDS, at=st.none() | PLACES, restricted=st.booleans())
    def add_item(
        self, data: st.DataObject, title: str, at: int | None, *, restricted: bool
    ) -> None:
        if meeting := self.pick(data, Meeting):
            self.attempt(agendas.add_item, meeting.id, title, at=at, restricted=restricted)

    @rule(data=st.data(), to=PLACES, away=st.booleans())
    def move_or_remove_item(self, data: st.DataObject, to: int, *, away: bool) -> None:
        if item := self.pick(data, AgendaItem):
            if away:
                self.attempt(agendas.remove_item, item.id)
            else:
                self.attempt(agendas.move_item, item.id, to)

    @rule(data=st.data(), lines=st.lists(LINES, min_size=1, max_size=5))
    def type_lines(self, data: st.DataObject, lines: list[str]) -> None:
        if item := self.pick(data, AgendaItem):
            for line in lines:
                self.attempt(capturing.take, item.meeting_id, item.id, line, time(10, 5))

    @rule(data=st.data(), lines=st.lists(LINES, max_size=8))
    def capture(self, data: st.DataObject, lines: list[str]) -> None:
        if meeting := self.pick(data, Meeting):
            self.attempt(capturing.capture, meeting.id, "\n".join(lines))

    @rule(data=st.data(), text=WORDS, kind=st.sampled_from(EntryKind), to=PLACES)
    def work_on_entry(self, data: st.DataObject, text: str, kind: EntryKind, to: int) -> None:
        entry, item = self.pick(data, MinuteEntry), self.pick(data, AgendaItem)
        if entry is None or item is None:
            return
        doing = data.draw(st.integers(0, 3))
        if doing == 0:
            self.attempt(minuting.edit_entry, entry.id, text=text, restricted=bool(to % 2))
        elif doing == 1:
            self.attempt(minuting.change_kind, entry.id, kind)
        elif doing == 2 and item.meeting_id == entry.meeting_id:
            self.attempt(minuting.move_entry, entry.id, item.id, to)
        else:
            self.attempt(minuting.remove_entry, entry.id)

    @rule(data=st.data(), presence=st.sampled_from(Presence), deputy=WORDS)
    def mark(self, data: st.DataObject, presence: Presence, deputy: str) -> None:
        if seat := self.pick(data, Attendance):
            self.attempt(attending.mark, seat.id, presence, deputy=deputy)

    @rule(title=WORDS, due=st.none() | DAYS)
    def raise_action(self, title: str, due: date | None) -> None:
        new = actions.NewAction(title, (self.harrow.people["DN"],), due_on=due)
        self.attempt(actions.raise_action, self.harrow.group(), new)

    @rule(data=st.data(), words=WORDS, due=st.none() | DAYS)
    def work_on_action(self, data: st.DataObject, words: str, due: date | None) -> None:
        action, meeting = self.pick(data, Action), self.pick(data, Meeting)
        if action is None or meeting is None:
            return
        verbs: list[tuple[Callable[..., object], tuple[object, ...]]] = [
            (actions.update, (words,)),
            (actions.move_due, (due, words)),
            (actions.hold, (words,)),
            (actions.resume, (words,)),
            (actions.complete, (words,)),
            (actions.close, (meeting.id,)),
            (actions.cancel, (words,)),
            (actions.assign, ((self.harrow.people["HS"], self.harrow.people["DC"]),)),
            (actions.override_rating, (Rating.RED, words)),
        ]
        verb, args = data.draw(st.sampled_from(verbs))
        self.attempt(verb, action.id, *args)

    @rule(data=st.data())
    def work_on_minutes(self, data: st.DataObject) -> None:
        meeting, later = self.pick(data, Meeting), self.pick(data, Meeting)
        if meeting is None or later is None:
            return
        self.attempt(approving.send_to_co_chairs, meeting.id)
        for initials in ("DN", "HS"):
            self.attempt(approving.approve, meeting.id, self.harrow.people[initials])
        self.attempt(approving.circulate, meeting.id)
        self.attempt(approving.ratify, meeting.id, later.id, amendments="At 1.1, for “a” read “b”.")
        self.attempt(approving.correct, meeting.id, "For 9 read 10.")

    @rule(data=st.data(), content=st.binary(max_size=40), by=st.integers(-2, 2))
    def work_on_papers(self, data: st.DataObject, content: bytes, by: int) -> None:
        meeting, paper = self.pick(data, Meeting), self.pick(data, Paper)
        if paper is not None and by:
            self.attempt(paper_order.move, paper.id, by)
        elif paper is not None:
            self.attempt(papers.withdraw, paper.id)
        if meeting is not None:
            file = papers.Content("a.txt", "text/plain", content)
            self.attempt(papers.attach, meeting.id, "", file)

    @rule(data=st.data(), words=WORDS, number=st.integers(0, 6))
    def work_on_boards(self, data: st.DataObject, words: str, number: int) -> None:
        board, risk = self.pick(data, Board), self.pick(data, Risk)
        if board is not None:
            self.attempt(boards.add_priority, board.id, 2026, words)
        self.attempt(risks.raise_risk, self.harrow.group(), words)
        if risk is not None:
            self.attempt(risks.score, risk.id, number, 3, words)

    @rule(data=st.data(), day=DAYS)
    def leave_and_join(self, data: st.DataObject, day: date) -> None:
        if membership := self.pick(data, Membership):
            self.attempt(people.leave, membership.id, day)
            self.attempt(people.join, membership.group_id, membership.person_id, from_on=day)

    @rule(data=st.data(), line=WORDS)
    def half_a_line(self, data: st.DataObject, line: str) -> None:
        if meeting := self.pick(data, Meeting):
            self.attempt(drafting.keep, meeting.id, line)

    @precondition(lambda self: self.harrow.desk.undo_title is not None)
    @rule(times=st.integers(1, 4))
    def undo_and_redo(self, times: int) -> None:
        after = rows(self.harrow)
        undone = 0
        while undone < times and self.harrow.desk.undo_title is not None:
            self.harrow.desk.undo()
            undone += 1
        for _ in range(undone):
            self.harrow.desk.redo()
        assert rows(self.harrow) == after

    @precondition(lambda self: self.harrow.desk.undo_title not in {None, "Set up"})
    @rule()
    def undo(self) -> None:
        # The members entered at first stay: every other rule is about them.
        if len(self.harrow.desk._stacks.undo) > 2:
            self.harrow.desk.undo()

    @precondition(lambda self: self.harrow.desk.redo_title is not None)
    @rule()
    def redo(self) -> None:
        self.harrow.desk.redo()

    @rule()
    def reopen(self) -> None:
        titles = (self.harrow.desk.undo_title, self.harrow.desk.redo_title)
        self.harrow.desk = reopened(self.harrow.desk)
        assert (self.harrow.desk.undo_title, self.harrow.desk.redo_title) == titles
        assert self.harrow.desk.check().faults == ()

    def teardown(self) -> None:
        try:
            self.everything_can_be_taken_back()
        finally:
            self.harrow.desk.close()
            self.folder.cleanup()

    def everything_can_be_taken_back(self) -> None:
        desk = self.harrow.desk
        assert desk.check().faults == ()
        while desk.redo_title is not None:
            desk.redo()
        after = rows(self.harrow)
        while desk.undo_title is not None:
            desk.undo()
        assert rows(self.harrow) == self.empty
        assert desk.check().faults == ()
        while desk.redo_title is not None:
            desk.redo()
        assert rows(self.harrow) == after
        assert desk.check().faults == ()


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        AnyOrder,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=examples < 100,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_order_of_work_leaves_the_desk_whole_and_can_be_taken_back() -> None:
    assert MEMBERS.exists()
    _run(examples=6, steps=25)


@pytest.mark.slow
def test_a_thousand_orders_of_work_leave_the_desk_whole() -> None:
    _run(examples=300, steps=60)
