"""One meeting's whole life in the window: from a year planned to minutes ratified at the next.

Everything is done as people do it: by keys and buttons of the main window on a real encrypted file.
What is asserted is what the file holds afterwards.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from reportlab.pdfgen.canvas import Canvas
from tests.exchange.word import Word
from tests.fixtures.harrow import MEMBERS
from tests.making import TestClock, bare_desk
from tests.ui.calendar.test_planner import choose, type_rule
from tests.ui.hand import Hand, shown

from safeguard_desk.exchange.members import import_members
from safeguard_desk.models import (
    AgendaItem,
    Dispatch,
    Group,
    Meeting,
    MinuteEntry,
    Pack,
    PackPart,
    Proposal,
)
from safeguard_desk.rules.terms import (
    DispatchKind,
    MeetingState,
    MinutesState,
    ProposalState,
)
from safeguard_desk.ui import theme
from safeguard_desk.ui.calendar.page import CalendarPage
from safeguard_desk.ui.meeting.live import LiveStep
from safeguard_desk.ui.meeting.minutes import MinutesStep
from safeguard_desk.ui.meeting.papers import PapersStep
from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.ui.meeting.workspace import MeetingWorkspace
from safeguard_desk.ui.sending.panel import SendPanel
from safeguard_desk.work import matters, setting_up

S = TypeVar("S")
RULE = "every second month, second Tuesday, 10:00"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> TestClock:
    return TestClock(datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def hand(tmp_path: Path, clock: TestClock, qapp: QApplication) -> Iterator[Hand]:
    """The window on a new desk with the members of the group, on a day in March."""
    desk = bare_desk(tmp_path / "Harrow.desk", clock)
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    import_members(desk, MEMBERS)
    theme.apply(qapp, dark=False)
    made = Hand.at(desk)
    yield made
    made.leave()
    desk.close()


def settled(hand: Hand) -> None:
    for _ in range(3):
        hand.settle()


def open_meeting(hand: Hand, ref: str) -> MeetingWorkspace:
    panel = hand.section("meetings")
    panel.table.choose(panel.rows.id_at(shown(panel, "ref").index(ref)))
    hand.press(Qt.Key.Key_Return, panel.table)
    page = hand.window.page()
    assert page is not None
    assert page.meeting is not None
    return page.meeting


def step(hand: Hand, space: MeetingWorkspace, place: int, kind: type[S]) -> S:
    space.show_step(place)
    settled(hand)
    assert isinstance(space.step, kind)
    return space.step


def press_way(hand: Hand, step: MinutesStep, words: str) -> None:
    button = next(b for b in step.approval.buttons if b.accessibleName().startswith(words))
    hand.press(Qt.Key.Key_Space, button)
    settled(hand)


def send(hand: Hand, space: MeetingWorkspace, kind: DispatchKind, folder: Path) -> int:
    folder.mkdir()
    QTest.mouseClick(space.send, Qt.MouseButton.LeftButton)
    settled(hand)
    panel = space.findChild(SendPanel)
    assert isinstance(panel, SendPanel)
    panel.kind.setCurrentIndex(panel.kind.findData(kind.value))
    panel.write_to(folder)
    settled(hand)
    return len(list(folder.glob("*.eml")))


def plan_the_year(hand: Hand) -> list[str]:
    page = hand.tab("home").show_page("calendar")
    assert isinstance(page, CalendarPage)
    hand.settle()
    page.grid.setFocus()
    hand.press("p")
    planner = page.planner
    choose(hand, planner, "QA")
    type_rule(hand, planner, RULE)
    planner.plan.click()
    settled(hand)
    return sorted(hand.held(Meeting, "ref"))


def a_paper(folder: Path) -> Path:
    path = folder / "Audit of neglect.pdf"
    canvas = Canvas(str(path))
    for number in range(1, 4):
        canvas.drawString(72, 700, f"Audit of neglect, page {number}")
        canvas.showPage()
    canvas.save()
    return path


def prepare(hand: Hand, space: MeetingWorkspace, meeting: str, folder: Path) -> None:
    """Build the agenda, call for papers, attach one, make the pack and send it."""
    plan = step(hand, space, 0, PlanStep)
    QTest.mouseClick(plan.build, Qt.MouseButton.LeftButton)
    hand.settle()
    QTest.keyClick(plan.building.view, Qt.Key.Key_Return, CONTROL)
    settled(hand)
    assert "Neglect strategy" in hand.held(AgendaItem, "title", meeting_id=meeting)
    assert send(hand, space, DispatchKind.CALL, folder / "call") > 3
    plan = step(hand, space, 0, PlanStep)
    hand.press(Qt.Key.Key_Space, plan.next)
    assert hand.held(Meeting, "state", id=meeting) == [MeetingState.AGENDA_SET]
    papers = step(hand, space, 1, PapersStep)
    papers.attach([a_paper(folder)])
    settled(hand)
    assert send(hand, space, DispatchKind.PACK, folder / "pack") > 3
    assert hand.held(Meeting, "state", id=meeting) == [MeetingState.DISPATCHED]
    assert sorted(hand.held(Pack, "number")) == [1, 1]  # one full, one without the restricted part
    assert "Audit of neglect" in hand.held(PackPart, "title")
    kinds = set(hand.held(Dispatch, "kind", meeting_id=meeting))
    assert kinds == {DispatchKind.CALL, DispatchKind.PACK}


def minute(hand: Hand, space: MeetingWorkspace, meeting: str, clock: TestClock) -> None:
    """Run the room: attendance, entries typed as people type them, the meeting closed."""
    live = step(hand, space, 2, LiveStep)
    live.start.click()
    settled(hand)
    live.attendance.everyone.click()
    settled(hand)
    field = live.line.field
    field.setFocus()
    for line in (
        "24 cases of neglect were read by nine agencies",
        "d: agreed to repeat the audit in May",
        "a: book the cases for the re-audit @DN by 14 Jan",
    ):
        QTest.keyClicks(field, line)
        hand.press(Qt.Key.Key_Return, field)
        clock.pass_by(minutes=3)
    live.close_meeting.click()
    settled(hand)
    texts = hand.held(MinuteEntry, "text", meeting_id=meeting)
    assert any("24 cases" in text for text in texts)
    assert not any(hand.held(MinuteEntry, "subject_to_ratification", meeting_id=meeting))


def see_through(hand: Hand, space: MeetingWorkspace, meeting: str, folder: Path) -> None:
    """Send the draft, accept what came back, have it approved by both, and circulate it."""
    draft = folder / "draft"
    assert send(hand, space, DispatchKind.DRAFT_MINUTES, draft) == 2
    assert hand.held(Meeting, "minutes_state", id=meeting) == [MinutesState.WITH_CO_CHAIRS]
    (folder / "returned.docx").write_bytes(changed(draft))
    minutes = step(hand, space, 3, MinutesStep)
    minutes.read.click()
    settled(hand)
    assert hand.held(Proposal, "state") == [ProposalState.OPEN]
    hand.press(Qt.Key.Key_A, minutes.proposals.view)
    settled(hand)
    texts = hand.held(MinuteEntry, "text", meeting_id=meeting)
    assert any(text.startswith("25 cases of neglect") for text in texts)
    press_way(hand, minutes, "Approved by")
    press_way(hand, minutes, "Approved by")
    assert hand.held(Meeting, "minutes_state", id=meeting) == [MinutesState.APPROVED]
    assert send(hand, space, DispatchKind.MINUTES, folder / "minutes") > 3
    assert hand.held(Meeting, "minutes_state", id=meeting) == [MinutesState.CIRCULATED]


def ratify(hand: Hand, meeting: str, first: str, second: str) -> None:
    """Ratify the minutes under the minutes item of the next meeting."""
    following = open_meeting(hand, second)
    live = step(hand, following, 2, LiveStep)
    item = next(one for one in following.picture.items if one.code == "minutes")
    live.go_to(item.id)
    settled(hand)
    bar = live.minutes.ratify
    assert [button.text() for button in bar.buttons] == [f"Ratify the minutes of {first}"]
    hand.press(Qt.Key.Key_Space, bar.buttons[0])
    settled(hand)
    assert hand.held(Meeting, "minutes_state", id=meeting) == [MinutesState.RATIFIED]
    assert any("correct record" in text for text in hand.held(MinuteEntry, "text", item_id=item.id))
    following.go_back()
    settled(hand)


def test_a_meeting_from_the_years_plan_to_ratified_at_the_next(
    hand: Hand, clock: TestClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returned = str(tmp_path / "returned.docx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (returned, ""))
    refs = plan_the_year(hand)
    assert len(refs) >= 5
    first, second = refs[0], refs[1]
    (group,) = hand.held(Group, "id", code="QA")
    (meeting,) = hand.held(Meeting, "id", ref=first)
    hand.do(lambda uow: matters.plan(uow, group, "Neglect strategy", meeting_id=meeting).id)
    space = open_meeting(hand, first)
    prepare(hand, space, meeting, tmp_path)
    clock.moment = morning_of(first)
    minute(hand, space, meeting, clock)
    see_through(hand, space, meeting, tmp_path)
    space.go_back()
    settled(hand)
    clock.moment = morning_of(second)
    ratify(hand, meeting, first, second)
    again = open_meeting(hand, first)
    minutes = step(hand, again, 3, MinutesStep)
    assert minutes.picture is not None
    assert minutes.picture.locked
    assert hand.desk.check().faults == ()


def morning_of(ref: str) -> datetime:
    """Return two minutes past nine, by the clock in London or nearly so, on a meeting's day."""
    day = date.fromisoformat(ref[3:])
    return datetime(day.year, day.month, day.day, 9, 2, tzinfo=UTC)


def changed(folder: Path) -> bytes:
    """Return the Word file of a draft mail as a co-chair sends it back, one number corrected."""
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(next(folder.glob("*.eml")).read_bytes(), policy=default)
    for part in message.walk():
        if str(part.get_filename()).endswith(".docx"):
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            word = Word(payload)
            word.change("cases of neglect", "24", "25")
            return word.saved()
    raise AssertionError("no Word file went along")
