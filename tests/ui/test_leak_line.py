"""Wherever one types, what looks as if it told who somebody is gets a warning in the window."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeguard_desk.ui.shell.leak_line import LeakLine
from safeguard_desk.ui.widgets.secret import passphrase_line


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """A window with the line and fields of every sort."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    window.leak = LeakLine(window)  # type: ignore[attr-defined]
    layout.addWidget(window.leak)  # type: ignore[attr-defined]
    for name, made in (
        ("Quick capture", QLineEdit()),
        ("What happened", QPlainTextEdit()),
        ("Venue", QLineEdit()),
    ):
        made.setAccessibleName(name)
        layout.addWidget(made)
    layout.addWidget(passphrase_line("Passphrase", window))
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    return window


def _typed(place: QWidget, name: str, words: str) -> str:
    for line in place.findChildren(QLineEdit):
        if line.accessibleName() == name:
            line.setFocus()
            line.setText(words)
    for text in place.findChildren(QPlainTextEdit):
        if text.accessibleName() == name:
            text.setFocus()
            text.setPlainText(words)
    leak: LeakLine = place.leak  # type: ignore[attr-defined]
    return leak.text() if leak.isVisible() else ""


def test_it_tells_what_the_words_look_like_and_not_the_words(place: QWidget) -> None:
    shown = _typed(place, "Quick capture", "seen by the GP, 943 476 5919, at HA1 2XY")
    assert shown == "! This looks like an NHS number and a postcode: leave it out"
    assert _typed(place, "Quick capture", "seen by the GP") == ""
    assert "date of birth" in _typed(place, "What happened", "Child A, dob 3/4/2014")


def test_addresses_of_places_and_passphrases_are_not_looked_at(place: QWidget) -> None:
    assert _typed(place, "Venue", "Civic Centre, HA1 2XY") == ""
    assert _typed(place, "Passphrase", "HA1 2XY") == ""


def test_the_warning_goes_with_the_field(place: QWidget, qtbot: QtBot) -> None:
    assert _typed(place, "Quick capture", "943 476 5919")
    assert _typed(place, "Venue", "Room 2") == ""
