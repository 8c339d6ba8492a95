"""Papers of a meeting: called for, received in time, late or tabled, and kept whole."""

import hashlib
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import func, select
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk import attachments
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Blob, Meeting, Paper, PaperText, PaperVersion
from safeguard_desk.rules.terms import MeetingState, MinutesState, PaperState, Purpose
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
    harrow.do(papers.attach, meeting, "Note", Content("note.txt", "text/plain", b"note"))
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


NEXT_PDF = Content("neglect v2.pdf", "application/pdf", b"%PDF-1.7 second", "The second text")


def test_a_new_version_keeps_the_old_one_and_raises_the_number(harrow: Harrow) -> None:
    set_day(harrow, 10, 20)
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    set_day(harrow, 11, 12)
    harrow.do(papers.receive, paper, NEXT_PDF)
    now = harrow.get(Paper, paper)
    assert (now.number, now.filename, now.state) == (2, "neglect v2.pdf", PaperState.LATE)
    (old,) = harrow.all(PaperVersion)
    assert (old.paper_id, old.number, old.filename) == (paper, 1, "neglect.pdf")
    assert (old.state, old.size) == (PaperState.RECEIVED, len(PDF.data))
    with harrow.desk.read() as reader:
        assert attachments.content(reader, old.sha256) == PDF.data
    harrow.desk.undo()
    assert harrow.get(Paper, paper).number == 1
    assert harrow.all(PaperVersion) == []


def test_the_same_content_again_is_no_new_version(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    harrow.do(papers.receive, paper, PDF)
    assert (harrow.get(Paper, paper).number, harrow.all(PaperVersion)) == (1, [])


def test_the_text_of_a_paper_is_kept_once_with_its_content(harrow: Harrow) -> None:
    meeting = harrow.plan()
    for title in ("One", "Two"):
        harrow.do(papers.attach, meeting, title, NEXT_PDF)
    with harrow.desk.read() as reader:
        texts = reader.rows(select(PaperText.sha256, PaperText.text))
    assert texts == [(hashlib.sha256(NEXT_PDF.data).hexdigest(), "The second text")]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (Content("empty.pdf", "application/pdf", b""), "is empty"),
        (Content("minutes.pdf", "application/pdf", b"MZ\x90\x00"), "is a program"),
    ],
)
def test_what_is_no_paper_is_refused_and_nothing_is_kept(
    harrow: Harrow, content: Content, what: str
) -> None:
    meeting = harrow.plan()
    with pytest.raises(Refusal, match=what):
        harrow.do(papers.attach, meeting, "Audit", content)
    assert (harrow.all(Paper), harrow.all(PaperVersion)) == ([], [])


def test_words_on_a_cover_sheet_put_it_before_the_paper(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    harrow.do(
        partial(papers.edit_cover, paper_id=paper, author=" Named nurse ", purpose=Purpose.DECISION)
    )
    found = harrow.get(Paper, paper)
    assert (found.author, found.purpose, found.cover) == ("Named nurse", Purpose.DECISION, True)
    harrow.do(partial(papers.edit_cover, paper_id=paper, cover=False))
    assert not harrow.get(Paper, paper).cover
    with pytest.raises(TypeError, match="not a field"):
        harrow.do(partial(papers.edit_cover, paper_id=paper, title="Other"))


def test_papers_of_a_ratified_meeting_stay_as_they_are(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    ratify = ("minutes_state", MinutesState.RATIFIED)
    harrow.do(lambda uow: setattr(uow.get(Meeting, meeting), *ratify))
    for verb in (
        lambda uow: papers.receive(uow, paper, NEXT_PDF),
        lambda uow: papers.edit_cover(uow, paper, author="x"),
        lambda uow: papers.withdraw(uow, paper),
        lambda uow: papers.call_for(uow, meeting, "Other"),
    ):
        with pytest.raises(Refusal, match="ratified and locked"):
            harrow.do(verb)


def test_withdrawing_a_paper_takes_its_versions_and_undo_brings_all_back(harrow: Harrow) -> None:
    meeting = harrow.plan()
    paper = harrow.do(lambda uow: papers.attach(uow, meeting, "Audit", PDF).id)
    harrow.do(papers.receive, paper, NEXT_PDF)
    harrow.do(papers.withdraw, paper)
    assert (harrow.all(Paper), harrow.all(PaperVersion)) == ([], [])
    harrow.desk.undo()
    assert (harrow.get(Paper, paper).number, len(harrow.all(PaperVersion))) == (2, 1)
    assert harrow.desk.check().faults == ()
