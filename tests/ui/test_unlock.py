"""The first window and the program around it: making, opening, recovering."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from tests.ui.hand import pump

from safeguard_desk import paths
from safeguard_desk.desk import backup, opening
from safeguard_desk.desk.keys import key_for, recovery_lines
from safeguard_desk.ui import theme
from safeguard_desk.ui.app import Program
from safeguard_desk.ui.shell import passphrase, preferences
from safeguard_desk.ui.shell.unlock import UnlockWindow
from safeguard_desk.work import setting_up

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SECRET = "threshold neglect harrow"


@pytest.fixture
def program(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))
    made = Program(qapp)
    yield made
    made.close()
    pump()
    theme.apply(qapp, dark=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A desk with its groups, closed."""
    desk = opening.create(tmp_path / "Harrow.desk", SECRET)
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    desk.close()
    return tmp_path / "Harrow.desk"


def asked(program: Program, file: Path | None = None) -> UnlockWindow:
    program.ask(file)
    pump()
    assert program.unlock is not None
    return program.unlock


def lines_of(window: UnlockWindow) -> QPlainTextEdit:
    assert window.lines is not None
    return window.lines


def wait(program: Program) -> None:
    for _ in range(3):
        pump()
        if program.worker is not None:
            program.worker.settle()
        if program.jobs is not None:
            program.jobs.settle()
    pump()


def test_a_new_desk_is_made_and_offers_its_recovery_sheet_at_once(
    program: Program, tmp_path: Path
) -> None:
    window = asked(program)
    assert "Make a new desk" in window.notice.words.text()
    QTest.keyClick(window.new, Qt.Key.Key_Space)
    page = window.new_page
    assert page is not None
    QTest.keyClicks(page.name, "Harrow")
    assert page.place.text() == str(paths.desks() / "Harrow.desk")
    QTest.keyClicks(page.passphrase.first, SECRET)
    QTest.keyClicks(page.passphrase.again, SECRET)
    QTest.keyClick(page.passphrase.again, Qt.Key.Key_Return)
    wait(program)
    assert (paths.desks() / "Harrow.desk").exists()
    assert page.sheet.isVisible()
    page.save_sheet(tmp_path / "sheet.pdf")
    wait(program)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert page.go.text() == "Open the desk"
    QTest.mouseClick(page.go, Qt.MouseButton.LeftButton)
    wait(program)
    assert program.window is not None
    assert program.window.isVisible()
    assert program.unlock is None
    assert preferences.load().recent == (str(paths.desks() / "Harrow.desk"),)


@pytest.mark.parametrize(
    ("name", "first", "again", "words"),
    [
        ("", SECRET, SECRET, "The partnership has no name."),
        ("Harrow", "short", "short", "passphrase"),
        ("Harrow", SECRET, "another one of them", "The two passphrases are not the same."),
    ],
)
def test_a_new_desk_is_refused_in_place_and_what_was_typed_stays(
    program: Program, name: str, first: str, again: str, words: str
) -> None:
    window = asked(program)
    window.show_new()
    page = window.new_page
    assert page is not None
    page.name.setText(name)
    page.passphrase.first.setText(first)
    page.passphrase.again.setText(again)
    page.begin()
    wait(program)
    assert words in page.notice.words.text()
    assert (page.name.text(), page.passphrase.first.text()) == (name, first)
    assert not paths.desks().exists()


def test_a_desk_opens_with_its_passphrase_and_enter(program: Program, file: Path) -> None:
    window = asked(program, file)
    assert window.secret.hasFocus()
    QTest.keyClicks(window.secret, SECRET)
    QTest.keyClick(window.secret, Qt.Key.Key_Return)
    wait(program)
    assert program.window is not None
    assert program.window.windowTitle().endswith("Harrow.desk")


def test_a_wrong_passphrase_is_told_in_place(program: Program, file: Path) -> None:
    before = file.read_bytes()
    window = asked(program, file)
    QTest.keyClicks(window.secret, "not the passphrase")
    QTest.keyClick(window.secret, Qt.Key.Key_Return)
    wait(program)
    assert "The passphrase does not open Harrow.desk" in window.notice.words.text()
    assert window.secret.selectedText()
    assert program.window is None
    assert file.read_bytes() == before


def _no_desk(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7 not a desk at all" * 100)


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def _gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("spoil", [_no_desk, _cut_off, _gone])
def test_a_file_that_cannot_be_opened_is_told_in_place(
    program: Program, file: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(file)
    window = asked(program, file)
    window.secret.setText(SECRET)
    window.unlock()
    wait(program)
    assert program.window is None
    assert window.notice.isVisible()
    assert window.pages.isEnabled()
    assert window.secret.text() == SECRET


def test_the_recovery_key_opens_a_desk_whose_passphrase_is_lost(
    program: Program, file: Path
) -> None:
    window = asked(program, file)
    QTest.keyClick(window.sheet, Qt.Key.Key_Space)
    lines_of(window).setPlainText("\n".join(recovery_lines(key_for(file, SECRET))).lower())
    window.unlock()
    wait(program)
    assert program.window is not None


def test_a_line_of_the_recovery_key_typed_wrong_is_named(program: Program, file: Path) -> None:
    window = asked(program, file)
    window.use_sheet()
    lines = list(recovery_lines(key_for(file, SECRET)))
    lines[2] = lines[2][::-1]
    lines_of(window).setPlainText("\n".join(lines))
    window.unlock()
    wait(program)
    assert "Line 3 of the recovery key" in window.notice.words.text()
    assert lines_of(window).toPlainText() == "\n".join(lines)


def test_a_backup_is_restored_and_what_was_there_moved_aside(program: Program, file: Path) -> None:
    desk = opening.open_desk(file, SECRET)
    made = backup.list_backups(file) or [desk.back_up("by-hand")]
    desk.close()
    window = asked(program, file)
    window.restore(made[-1].path, file)
    assert "moved aside" in window.notice.words.text()
    window.secret.setText(SECRET)
    window.unlock()
    wait(program)
    assert "The backup was verified and restored." in window.notice.words.text()
    assert window.go.text() == "Open"
    window.unlock()
    wait(program)
    assert program.window is not None


def test_locking_closes_the_file_and_asks_for_the_passphrase_again(
    program: Program, file: Path
) -> None:
    window = asked(program, file)
    window.secret.setText(SECRET)
    window.unlock()
    wait(program)
    assert program.window is not None
    program.window.lock()
    assert not program.window.isVisible()
    wait(program)
    assert program.window is None
    assert program.jobs is None
    assert program.unlock is not None
    assert program.unlock.secret.text() == ""
    assert program.unlock.path() == file
    again = opening.open_desk(file, SECRET)
    assert not again.read_only
    again.close()


def test_a_new_look_of_the_system_is_followed(program: Program, qapp: QApplication) -> None:
    asked(program)
    program.settings = preferences.Preferences(theme="dark")
    program._dress()
    assert theme.colours(qapp.palette()) is theme.DARK


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("short", "passphrase"),
        ("aaaaaaaaaaaaaaaa", "different"),
        ("harrow2026", "Weak"),
        ("threshold neglect harrow tool", "Strong."),
    ],
)
def test_the_strength_of_a_passphrase_is_told_in_words(typed: str, words: str) -> None:
    assert words.casefold() in passphrase.strength(typed).casefold()
