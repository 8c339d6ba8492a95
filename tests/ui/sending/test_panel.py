"""Sending from a meeting: the right people ticked, the words editable, recorded once it is out."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from tests.ui.hand import Hand

from safeguard_desk.models import Dispatch, Meeting, Person
from safeguard_desk.rules.terms import DispatchKind, MeetingState
from safeguard_desk.ui.sending.panel import SendPanel
from safeguard_desk.work import planning


def opened(hand: Hand, ref: str = "QA-2027-01-19") -> SendPanel:
    def addresses(uow: object) -> None:
        from sqlalchemy import select

        for person in uow.all(select(Person)):  # type: ignore[attr-defined]
            person.email = f"{person.id[-6:]}@example.org"

    hand.do(addresses)
    page = hand.tab("QA")
    page.open_meeting(str(hand.held(Meeting, "id", ref=ref)[0]))
    hand.settle()
    assert page.meeting is not None
    QTest.mouseClick(page.meeting.send, Qt.MouseButton.LeftButton)
    hand.settle()
    panel = page.meeting.findChild(SendPanel)
    assert isinstance(panel, SendPanel)
    assert panel.isVisible()
    return panel


def ticked(panel: SendPanel) -> list[str]:
    items = [panel.people.item(row) for row in range(panel.people.count())]
    return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]


def choose(panel: SendPanel, kind: DispatchKind) -> None:
    panel.kind.setCurrentIndex(panel.kind.findData(kind.value))


def test_a_planned_meeting_offers_the_invitation_to_all_members(hand: Hand) -> None:
    panel = opened(hand)
    assert panel.kind.currentData() == "invitation"
    assert len(ticked(panel)) > 3
    assert panel.subject.text() == "{group}: {date}, {time}"
    assert panel.nothing.isVisible()


def test_mails_are_written_recorded_and_undone(hand: Hand, tmp_path: Path) -> None:
    panel = opened(hand)
    choose(panel, DispatchKind.CALL)
    panel.body.setPlainText("Papers by {papers_by}, please.")
    panel.write_to(tmp_path)
    hand.settle()
    hand.settle()
    files = list(tmp_path.glob("*.eml"))
    assert len(files) == len(ticked(panel))
    assert b"X-Unsent: 1" in files[0].read_bytes()
    assert len(hand.held(Dispatch, "id", kind=DispatchKind.CALL)) == len(files)
    assert panel.history.count() == len(files)
    hand.window.undo()
    hand.settle()
    assert hand.held(Dispatch, "id") == []


def test_what_cannot_be_filled_in_is_refused_in_place_and_the_words_stay(
    hand: Hand, tmp_path: Path
) -> None:
    panel = opened(hand)
    choose(panel, DispatchKind.CALL)
    panel.body.setPlainText("About {child}")
    panel.write_to(tmp_path)
    hand.settle()
    page = hand.window.page()
    assert page is not None
    assert page.meeting is not None
    assert "no placeholder" in page.meeting.notice.words.text()
    assert panel.body.toPlainText() == "About {child}"
    assert list(tmp_path.glob("*.eml")) == []


def test_the_first_mail_is_copied_as_text(hand: Hand) -> None:
    panel = opened(hand)
    choose(panel, DispatchKind.CALL)
    QTest.mouseClick(panel.copy, Qt.MouseButton.LeftButton)
    hand.settle()
    assert "Subject: Papers for the Quality Assurance" in QGuiApplication.clipboard().text()
    assert hand.held(Dispatch, "id") == []


def test_the_pack_sent_takes_the_meeting_to_dispatched(hand: Hand, tmp_path: Path) -> None:
    meeting = str(hand.held(Meeting, "id", ref="QA-2027-01-19")[0])
    hand.do(lambda uow: planning.advance(uow, meeting, MeetingState.AGENDA_SET))
    panel = opened(hand)
    assert panel.kind.currentData() == "pack"
    panel.write_to(tmp_path)
    hand.settle()
    hand.settle()
    assert hand.held(Meeting, "state", id=meeting) == [MeetingState.DISPATCHED]
    assert hand.held(Dispatch, "files", kind=DispatchKind.PACK)[0].endswith(".pdf")


def test_escape_goes_back_to_the_step(hand: Hand) -> None:
    panel = opened(hand)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_letter_on_a_decision_goes_as_pdf_to_whoever_is_ticked(
    hand: Hand, tmp_path: Path
) -> None:
    panel = opened(hand)
    panel.kind.setCurrentIndex(panel.kind.findData("decision"))
    assert ticked(panel) == []
    panel.people.item(0).setCheckState(Qt.CheckState.Checked)
    assert panel.reason.isVisible()
    panel.reason.setText("To repeat the audit in May")
    panel.write_to(tmp_path)
    hand.settle()
    hand.settle()
    (mail,) = tmp_path.glob("*.eml")
    message: Any = message_from_bytes(mail.read_bytes(), policy=default)
    (letter,) = message.iter_attachments()
    assert letter.get_content().startswith(b"%PDF")
    assert "To repeat the audit in May" in message.get_body().get_content()
    assert hand.held(Dispatch, "kind") == [DispatchKind.LETTER]
