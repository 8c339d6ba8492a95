"""Papers of a meeting: called for, received in time, late or tabled, and kept whole."""

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk import attachments
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Blob, Paper
from safeguard_desk.rules.terms import MeetingState, PaperState
from safeguard_desk.work import paper_order, papers, planning
from safeguard_desk.work.papers import Content

PDF = Content("neglect.pdf", "application/pdf", b"%PDF-1.7\x00\xff neglect" * 1000)


def set_day(harrow: Harrow, month: int, day: int) -> None:
    harrow.clock.moment = datetime(2026, month, day, 9, tzinfo=UTC)


def test_a_paper_is_awaited_until_it_comes(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.call_for(uow, meeting, " Audit of neglect ").id)
    found = harrow.get(Paper, paper)
    assert (found.title, found.state, found.sha256) == ("Audit of neglect", PaperState.AWAITED, "")
    with pytest.raises(Refusal, match="title"):
        harrow.do(papers.call_for, meeting, "")


@pytest.mark.parametrize(
    ("month", "day", "state"),
    [
        (10, 20, PaperState.RECEIVED),
        (11, 9, PaperState.RECEIVED),  # the last day that leaves 5 clear working days
        (11, 10, PaperState.LATE),
        (11, 16, PaperState.LATE),
        (11, 17, PaperState.TABLED),
        (11, 18, PaperState.TABLED),
    ],
)
def test_a_paper_is_in_time_late_or_tabled_by_the_day_it_comes(
    harrow: Harrow, month: int, day: int, state: PaperState
) -> None:
    meeting = harrow.plan()
    set_day(harrow, month, day)
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit of neglect", PDF).id)
    found = harrow.get(Paper, paper)
    assert found.state is state
    assert found.received_on is not None
    assert (found.received_on.month, found.received_on.day) == (month, day)


def test_a_paper_after_dispatch_is_late_however_early_that_was(harrow: Harrow) -> None:
    set_day(harrow, 10, 20)
    meeting = harrow.plan()
    for state in (MeetingState.AGENDA_SET, MeetingState.DISPATCHED):
        harrow.do(planning.advance, meeting, state)
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    assert harrow.get(Paper, paper).state is PaperState.LATE


def test_content_comes_out_as_it_went_in(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "", PDF).id)
    found = harrow.get(Paper, paper)
    assert (found.title, found.filename, found.size) == (
        "neglect.pdf",
        "neglect.pdf",
        len(PDF.data),
    )
    assert found.sha256 == hashlib.sha256(PDF.data).hexdigest()
    with harrow.desk.read() as reader:
        assert attachments.content(reader, found.sha256) == PDF.data


def test_the_same_content_is_kept_once(harrow: Harrow) -> None:
    meeting = harrow.plan()
    for title in ("One", "Two"):
        harrow.do(papers.attach, meeting, title, PDF)
    harrow.do(papers.attach, meeting, "Empty", Content("empty.txt", "text/plain", b""))
    with harrow.desk.read() as reader:
        assert reader.scalar(select(func.count()).select_from(Blob)) == 2
    assert harrow.desk.check().faults == ()


def test_content_that_is_not_as_it_was_attached_is_refused(harrow: Harrow) -> None:
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="not in the file"):
        attachments.content(reader, "0" * 64)


def test_a_file_too_large_for_the_desk_is_refused(
    harrow: Harrow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 1000)
    meeting = harrow.plan()
    with pytest.raises(Refusal, match="200 MB"):
        harrow.do(papers.attach, meeting, "Audit", PDF)
    assert harrow.all(Paper) == []


def test_a_withdrawn_paper_comes_back_with_its_content_by_undo(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    harrow.do(papers.withdraw, paper)
    assert harrow.all(Paper) == []
    harrow.desk.undo()
    with harrow.desk.read() as reader:
        assert attachments.content(reader, harrow.get(Paper, paper).sha256) == PDF.data
    assert harrow.desk.check().faults == ()


def test_papers_are_put_in_order_within_their_item(harrow: Harrow) -> None:
    meeting = harrow.plan()
    item = harrow.items(meeting)[4].id
    for title in ("A", "B", "C"):
        harrow.do(papers.call_for, meeting, title, item_id=item)
    last = harrow.all(Paper, title="C")[0].id
    for by, order in ((-1, "ACB"), (-1, "CAB"), (-1, "CAB"), (2, "ABC"), (1, "ABC")):
        harrow.do(paper_order.move, last, by)
        placed = sorted(harrow.all(Paper), key=lambda paper: paper.position)
        assert "".join(paper.title for paper in placed) == order


def test_a_paper_is_placed_named_and_marked_restricted(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.call_for(uow, meeting, "Report").id)
    item = harrow.items(meeting)[4].id
    harrow.do(papers.place, paper, item, restricted=True)
    harrow.do(paper_order.rename, paper, "Report of the panel ")
    found = harrow.get(Paper, paper)
    assert (found.item_id, found.restricted, found.title) == (item, True, "Report of the panel")
    with pytest.raises(Refusal, match="It stays “Report of the panel”"):
        harrow.do(paper_order.rename, paper, " ")
