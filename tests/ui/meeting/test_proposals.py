"""What co-chairs sent back, decided at the window by keyboard, and versions compared."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from tests.exchange.word import Word
from tests.ui.meeting.room import Room

from safeguard_desk.documents import docx
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.terms import ProposalState
from safeguard_desk.ui.meeting.minutes import COMPARE, PROPOSALS, TEXT, MinutesStep
from safeguard_desk.views.proposals import ProposalView, proposals
from safeguard_desk.work import approving, minuting

Key = Qt.Key


def step(room: Room) -> MinutesStep:
    room.space.show_step(3)
    assert isinstance(room.space.step, MinutesStep)
    return room.space.step


def sent(room: Room) -> Word:
    """Minute two entries, send them to the co-chairs, and return the Word file for comments."""
    room.type_line("24 cases of neglect were read by nine agencies")
    room.type_line("d: agreed to repeat the audit in May")
    room.do(lambda uow: approving.send_to_co_chairs(uow, room.meeting_id))
    with room.desk.read() as reader:
        request = Request(meeting_id=room.meeting_id, review=True)
        return Word(docx.to_bytes(make("minutes", reader, request)))


def saved(word: Word, folder: Path, name: str = "returned.docx") -> Path:
    path = folder / name
    path.write_bytes(word.saved())
    return path


def back(room: Room, path: Path, monkeypatch: pytest.MonkeyPatch) -> MinutesStep:
    """Press the button and choose a file."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    here = step(room)
    here.read.click()
    room.settle()
    room.settle()
    return here


def kept(room: Room) -> list[ProposalView]:
    with room.desk.read() as reader:
        return list(proposals(reader, room.meeting_id))


def texts(room: Room) -> list[str]:
    return [entry.text for entry in room.entries()]


def test_a_returned_file_is_decided_with_the_keyboard(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = sent(room)
    word.change("cases of neglect", "24", "25")
    word.change("cases of neglect", "nine", "ten", who="Head of Safeguarding Adults")
    word.comment("repeat the audit", "May", "Or June?")
    here = back(room, saved(word, tmp_path), monkeypatch)
    pane = here.proposals
    assert here.stack.currentIndex() == PROPOSALS
    assert "returned.docx: 3 proposals." in room.space.notice.words.text()
    assert here.modes.button(PROPOSALS).text() == "Proposals (3 left)"
    assert pane.left.text() == "3 of 3 left to decide."
    shown = pane.text.toHtml()
    assert "line-through" in shown
    assert "underline" in shown
    assert pane.chosen is not None
    assert "25" in pane.text.toPlainText()
    room.press(pane.view, Key.Key_A)
    assert texts(room)[0] == "25 cases of neglect were read by nine agencies"
    assert pane.left.text() == "2 of 3 left to decide."
    room.press(pane.view, Key.Key_R)
    assert pane.chosen.after == "Or June?"
    assert pane.accept.isHidden()
    pane.answer.setText("May was agreed")
    room.press(pane.view, Key.Key_D)
    assert [one.state for one in kept(room)] == [
        ProposalState.ACCEPTED, ProposalState.REFUSED, ProposalState.ACCEPTED,
    ]  # fmt: skip
    assert kept(room)[2].answer == "May was agreed"
    assert texts(room)[0] == "25 cases of neglect were read by nine agencies"
    room.window.undo()  # type: ignore[attr-defined]
    room.settle()
    assert here.modes.button(PROPOSALS).text() == "Proposals (1 left)"


def test_f8_goes_from_one_to_the_next(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = sent(room)
    word.change("cases of neglect", "24", "25")
    word.change("repeat the audit", "May", "June")
    here = back(room, saved(word, tmp_path), monkeypatch)
    here.show_mode(TEXT)
    here.next_proposal()
    assert here.stack.currentIndex() == PROPOSALS
    first = here.proposals.chosen
    here.next_proposal()
    second = here.proposals.chosen
    here.next_proposal()
    assert first is not None and second is not None  # noqa: PT018
    assert (first.number, second.number) == ("1.1", "1.2")
    assert here.proposals.chosen == first


def test_words_changed_meanwhile_are_shown_and_decided_by_hand(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = sent(room)
    word.change("cases of neglect", "24", "25")
    entry = room.entries()[0].id
    room.do(lambda uow: minuting.edit_entry(uow, entry, text="26 cases were read"))
    here = back(room, saved(word, tmp_path), monkeypatch)
    pane = here.proposals
    shown = pane.text.toPlainText()
    assert "changed since they went out" in shown
    assert "26 cases were read" in shown
    assert "25" in shown
    assert not pane.hand.isHidden()
    assert pane.hand.toPlainText() == "26 cases were read"
    room.press(pane.view, Key.Key_A)
    assert texts(room)[0] == "26 cases were read"
    assert kept(room)[0].is_open
    pane.hand.setPlainText("25 cases were read")
    pane.accept.click()
    room.settle()
    assert texts(room)[0] == "25 cases were read"
    assert kept(room)[0].state is ProposalState.ACCEPTED


def test_all_of_one_person_are_accepted_at_once_and_undone_at_once(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = sent(room)
    word.change("cases of neglect", "24", "25")
    word.change("repeat the audit", "May", "June")
    here = back(room, saved(word, tmp_path), monkeypatch)
    before = texts(room)
    assert here.proposals.all.text() == "Accept all of Designated Nurse"
    here.proposals.all.click()
    room.settle()
    assert texts(room) == [
        "25 cases of neglect were read by nine agencies", "agreed to repeat the audit in June",
    ]  # fmt: skip
    room.window.undo()  # type: ignore[attr-defined]
    room.settle()
    assert texts(room) == before


def test_a_file_is_dropped_on_the_page_and_a_wrong_one_says_what_to_do(
    room: Room, tmp_path: Path
) -> None:
    word = sent(room)
    word.change("cases of neglect", "24", "25")
    wrong = tmp_path / "picture.docx"
    wrong.write_bytes(b"\x89PNG")
    here = step(room)
    for path in (wrong, saved(word, tmp_path)):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        drop = QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        here.dropEvent(drop)
        room.settle()
        room.settle()
        words = room.space.notice.words.text()
        assert ("picture.docx is not a Word file" in words) == (path is wrong)
    assert len(kept(room)) == 1


def test_restricted_proposals_stay_away_from_a_shared_screen(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = sent(room)
    word.change("cases of neglect", "24", "25")
    here = back(room, saved(word, tmp_path), monkeypatch)
    entry = room.entries()[0].id
    room.do(lambda uow: minuting.edit_entry(uow, entry, restricted=True))
    room.space.presenting = True
    assert here.proposals.left.text() == ""
    assert "25" not in here.proposals.text.toPlainText()
    room.space.presenting = False
    assert here.proposals.left.text() == "1 of 1 left to decide."


def test_two_versions_are_compared_word_by_word(room: Room) -> None:
    sent(room)
    entry = room.entries()[0].id
    room.do(lambda uow: approving.return_to_draft(uow, room.meeting_id, "One figure"))
    room.do(
        lambda uow: minuting.edit_entry(uow, entry, text="25 cases of neglect were read by all")
    )
    here = step(room)
    here.modes.button(COMPARE).click()
    room.settle()
    pane = here.compare
    assert pane.older.count() == 3
    assert pane.older.currentText().startswith("Version 2, returned to draft 17 Nov 2026")
    assert pane.newer.currentText() == "As they stand now"
    assert pane.count.text() == "1 of 2 entries differ."
    shown = pane.text.toPlainText()
    assert "1.1 Note (changed)" in shown
    assert "24" in shown and "25" in shown  # noqa: PT018
    assert "repeat the audit" not in shown
    pane.all.setChecked(True)
    assert "repeat the audit" in pane.text.toPlainText()
    pane.newer.setCurrentIndex(0)
    pane.newer.activated.emit(0)
    assert pane.count.text() == "No words differ between these two."
    room.do(lambda uow: minuting.edit_entry(uow, entry, restricted=True))
    pane.newer.setCurrentIndex(2)
    pane.newer.activated.emit(2)
    room.space.presenting = True
    assert "25" not in pane.text.toPlainText()
