"""Trackers of a board, an agency, an owner and a meeting, and what was closed in a period."""

from datetime import date
from pathlib import Path

import outloud
import pdfua
import pytest
from tests.fixtures.harrow import MEETING, NEXT, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents import pdf
from safeguard_desk.models import Action, Board
from safeguard_desk.papers import closed_actions, file_name, make, meeting_actions, tracker
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Rating, Side
from safeguard_desk.views.actions import source
from safeguard_desk.work import actions, capturing, linking
from safeguard_desk.work.actions import NewAction


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def raised(harrow: Harrow, title: str, owner: str, due: date, **more: object) -> str:
    group = harrow.group()
    new = NewAction(title, owners=(harrow.people[owner],), due_on=due, **more)  # type: ignore[arg-type]
    return harrow.do(lambda uow: actions.raise_action(uow, group, new).id)


def board(harrow: Harrow, code: str) -> str:
    return harrow.all(Board, code=code)[0].id


def test_a_boards_tracker_has_its_side_and_both(harrow: Harrow) -> None:
    raised(harrow, "For children", "DN", date(2027, 1, 5), side=Side.CHILDREN)
    raised(harrow, "For adults", "DN", date(2027, 1, 5), side=Side.ADULTS)
    raised(harrow, "For both", "DN", date(2027, 1, 5))
    request = Request(board_id=board(harrow, "HSAB"))
    with harrow.desk.read() as reader:
        facts = tracker.collect(reader, request)
        assert [one.title for one in facts.open] == ["For adults", "For both"]
        assert "Adults" in facts.name
        assert file_name("tracker", reader, request).startswith("HSAB action tracker")


def test_an_owners_tracker_has_what_is_shared_too(harrow: Harrow) -> None:
    group = harrow.group()
    both = (harrow.people["DN"], harrow.people["BM"])
    harrow.do(lambda uow: actions.raise_action(uow, group, NewAction("Shared", owners=both)).id)
    raised(harrow, "Alone", "BM", date(2027, 1, 5))
    with harrow.desk.read() as reader:
        mine = tracker.collect(reader, Request(owner_id=harrow.people["BM"]))
        agency = tracker.collect(reader, Request(agency_id=harrow.agencies["NHS NWL ICB"]))
    assert {one.title for one in mine.open} == {"Shared", "Alone"}
    assert [one.title for one in agency.open] == ["Shared"]


def test_a_meeting_sees_what_to_agree_what_is_due_and_what_is_new(harrow: Harrow) -> None:
    first, following = harrow.plan(MEETING), harrow.plan(NEXT)
    late = raised(harrow, "Late", "DN", date(2026, 12, 1))
    done = raised(harrow, "Done", "DN", date(2026, 12, 20))
    raised(harrow, "Far off", "DN", date(2027, 6, 1))
    harrow.do(actions.complete, done, "Letter of 1 December")
    harrow.do(actions.update, late, "Half of it is written")
    with harrow.desk.read() as reader:
        facts = meeting_actions.collect(reader, Request(meeting_id=following))
        words = repr(make("meeting-actions", reader, Request(meeting_id=following)))
        before = meeting_actions.collect(reader, Request(meeting_id=first))
    assert [one.title for one in facts.done] == ["Done"]
    assert [one.title for one in facts.due] == ["Late"]
    assert [one.title for one in facts.new] == ["Far off"]
    assert facts.others == 0
    assert "Half of it is written" in words
    assert [one.title for one in before.due] == []


def test_what_was_closed_in_a_period_is_counted_from_its_first_day_to_its_last(
    harrow: Harrow,
) -> None:
    meeting = harrow.plan(MEETING)
    for title, day in (("First", date(2026, 10, 1)), ("Last", date(2026, 12, 31))):
        action = raised(harrow, title, "DN", date(2026, 12, 1))
        harrow.do(actions.complete, action, "Seen")
        harrow.do(actions.close, action, meeting, on=day)
    outside = raised(harrow, "Outside", "DN", date(2026, 12, 1))
    harrow.do(actions.complete, outside, "Seen")
    harrow.do(actions.close, outside, meeting, on=date(2027, 1, 1))
    period = date(2026, 10, 1), date(2026, 12, 31)
    with harrow.desk.read() as reader:
        named = closed_actions.collect(reader, Request(period=period))
        usual = closed_actions.collect(reader, Request())
    assert [one.title for one in named.closed] == ["First", "Last"]
    assert usual.closed == named.closed  # 17 November lies in the same quarter


def test_restricted_actions_are_left_out_of_every_tracker_and_said_to_be(harrow: Harrow) -> None:
    meeting = harrow.plan(NEXT)
    raised(harrow, "Hidden", "DN", date(2026, 12, 1), restricted=True)
    with harrow.desk.read() as reader:
        for request, kind in (
            (Request(owner_id=harrow.people["DN"]), "tracker"),
            (Request(meeting_id=meeting), "meeting-actions"),
            (Request(), "closed-actions"),
        ):
            words = repr(make(kind, reader, request))
            assert "Hidden" not in words
            assert "restricted part" in words


def test_what_an_action_was_raised_on_can_be_opened(harrow: Harrow) -> None:
    group, meeting = harrow.group(), harrow.plan()
    finding = harrow.do(lambda uow: linking.add_finding(uow, group, "Returns late").id)
    on_it = harrow.do(
        lambda uow: linking.raise_action_on(uow, ("findings", finding), NewAction("Write")).id
    )
    item = harrow.items(meeting)[1].id
    harrow.do(capturing.take, meeting, item, "a: send the tool @DN by 14 jan")
    (minuted,) = [one.id for one in harrow.all(Action) if "send the tool" in one.title]
    with harrow.desk.read() as reader:
        assert source(reader, on_it) == ("Finding QA-F-0001", ("findings", finding))
        found = source(reader, minuted)
    assert found is not None
    assert found[1][0] == "minute_entries"
    assert "QA-2026-11-17" in found[0]


def test_a_tracker_says_who_rated_by_hand_how_often_a_date_moved_and_what_was_said_last(
    harrow: Harrow,
) -> None:
    group, meeting = harrow.group(), harrow.plan(MEETING)
    following = harrow.plan(NEXT)
    action = raised(harrow, "Train the panel", "DN", date(2026, 12, 1))
    harrow.do(actions.override_rating, action, Rating.RED, "nobody is in post")
    harrow.do(actions.move_due, action, date(2027, 1, 14), "the trainer is ill")
    harrow.do(actions.update, action, "Earlier word", on=date(2026, 10, 1))
    harrow.do(actions.update, action, "Half are trained", on=MEETING, meeting_id=meeting)
    with harrow.desk.read() as reader:
        words = repr(make("tracker", reader, Request(group_id=group)))
        room = repr(make("meeting-actions", reader, Request(meeting_id=following)))
    for told in (words, room):
        assert "Rated by hand (" in told
        assert "): nobody is in post." in told
        assert "Moved later once." in told
        assert "Earlier word" not in told
        assert "17 Nov 2026, QA-2026-11-17" in told
        assert "Half are trained" in told


@pytest.mark.parametrize("kind", ["tracker", "meeting-actions", "closed-actions"])
def test_papers_of_actions_are_read_aloud_and_tagged_without_a_fault(
    harrow: Harrow, tmp_path: Path, kind: str
) -> None:
    meeting = harrow.plan(MEETING)
    first, second = (raised(harrow, word, "DN", date(2026, 11, 2)) for word in ("One", "Two"))
    harrow.do(actions.override_rating, first, Rating.AMBER, "the panel agreed")
    harrow.do(actions.update, first, "Half of it", on=MEETING, meeting_id=meeting)
    harrow.do(actions.complete, second, "Letter of 1 November")
    harrow.do(actions.close, second, meeting)
    request = Request(meeting_id=meeting if kind == "meeting-actions" else None)
    path = tmp_path / "paper.pdf"
    with harrow.desk.read() as reader:
        path.write_bytes(pdf.to_bytes(make(kind, reader, request)))
    found = pdfua.validate(str(path)).findings
    assert not [one for one in found if one.severity is not pdfua.Severity.INFO], found
    heard = outloud.check(str(path))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings
