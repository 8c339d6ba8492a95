"""Fields: what is typed is understood, offered once, and never overwritten."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.widgets import fields
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import DateField, LineField, NumberField, TextField

TODAY = date(2026, 11, 20)


def heard(field: object) -> list[object]:
    told: list[object] = []
    field.committed.connect(told.append)  # type: ignore[attr-defined]
    return told


def test_a_line_is_offered_once_by_enter_and_leaving(qtbot: QtBot) -> None:
    line, other = LineField("Venue"), QLineEdit()
    qtbot.addWidget(line)
    qtbot.addWidget(other)
    line.show_value("Civic Centre")
    told = heard(line)
    line.selectAll()
    QTest.keyClicks(line, "Forward Drive ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    line.commit()
    assert told == ["Forward Drive"]


def test_a_refused_line_keeps_what_was_typed_and_is_offered_again(qtbot: QtBot) -> None:
    line = LineField("Venue")
    qtbot.addWidget(line)
    line.show_value("A")
    told = heard(line)
    line.setText("B")
    line.commit()
    line.refused()
    line.show_value("A")
    assert line.text() == "B"
    line.commit()
    assert told == ["B", "B"]
    line.put_back()
    assert line.text() == "A"


def test_a_value_from_the_file_does_not_overwrite_what_is_being_typed(qtbot: QtBot) -> None:
    line = LineField("Venue")
    qtbot.addWidget(line)
    line.show_value("A")
    line.setText("A and more")
    line.show_value("C")
    assert line.text() == "A and more"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("14 jan", "Thu 14 Jan 2027"),
        ("next tue", "Tue 24 Nov 2026"),
        ("+10wd", "Fri 4 Dec 2026"),
        ("14/1/27", "Thu 14 Jan 2027"),
    ],
)
def test_a_loose_date_is_shown_as_it_is_understood(
    qtbot: QtBot, typed: str, understood: str
) -> None:
    field = DateField("Due", lambda: TODAY)
    qtbot.addWidget(field)
    told = heard(field)
    QTest.keyClicks(field.line, typed)
    assert field.understood.text() == understood
    assert told == []
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert len(told) == 1
    assert isinstance(told[0], date)


def test_what_is_no_date_stays_as_typed_with_the_reason_beside_it(qtbot: QtBot) -> None:
    field = DateField("Due", lambda: TODAY)
    qtbot.addWidget(field)
    field.show_value(date(2027, 1, 14))
    told = heard(field)
    field.line.setText("the 40th of May")
    field.commit()
    assert told == []
    assert field.line.text() == "the 40th of May"
    assert "not understood" in field.understood.text() or "beyond" in field.understood.text()


def test_an_emptied_date_offers_none(qtbot: QtBot) -> None:
    field = DateField("Due", lambda: TODAY)
    qtbot.addWidget(field)
    field.show_value(date(2027, 1, 14))
    told = heard(field)
    field.line.clear()
    field.commit()
    assert told == [None]


def test_running_text_is_saved_shortly_after_the_last_key(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fields, "PAUSE", 10)
    text = TextField("Evidence")
    qtbot.addWidget(text)
    with qtbot.waitSignal(text.committed, timeout=2000) as caught:
        QTest.keyClicks(text, "Audit done ")
    assert caught.args == ["Audit done "]
    QTest.keyClicks(text, "in May")
    text.show_value("Audit done ")
    assert text.toPlainText() == "Audit done in May"


def test_running_text_is_saved_within_a_second() -> None:
    assert fields.PAUSE < 1000


def test_a_number_that_is_none_is_kept_and_not_offered(qtbot: QtBot) -> None:
    field = NumberField("Likelihood")
    qtbot.addWidget(field)
    told = heard(field)
    field.setText("three")
    field.commit()
    assert told == []
    assert field.text() == "three"
    field.setText("3")
    field.commit()
    assert told == [3]


def test_a_term_is_chosen_by_its_label_and_none_by_a_dash(qtbot: QtBot) -> None:
    field = TermField("Board", Side)
    qtbot.addWidget(field)
    field.show_value(Side.ADULTS)
    told = heard(field)
    assert field.currentText() == "Adults"
    field.setCurrentIndex(field.findText("Children and adults"))
    field.commit()
    field.setCurrentIndex(0)
    field.commit()
    assert told == [Side.BOTH, None]


def test_a_person_is_found_by_any_part_of_the_name(qtbot: QtBot) -> None:
    choices = [("1", "Designated Nurse (DN), ICB"), ("2", "Named GP (NG), ICB")]
    field = PickField("Owner", lambda: choices)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    told = heard(field)
    field._choices = choices
    field.setText("named g")
    field.commit()
    assert told == ["2"]
    assert field.text() == "Named GP (NG), ICB"
    field.setText("nobody known")
    field.commit()
    assert told == ["2"]
    assert field.text() == "nobody known"
    field.close()


def _asks_for_undo(widget: QLineEdit | QPlainTextEdit) -> bool:
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


@pytest.mark.parametrize("kind", [LineField, TextField])
def test_ctrl_z_is_left_to_the_desk_when_a_field_has_nothing_to_undo(
    qtbot: QtBot, kind: type[LineField] | type[TextField]
) -> None:
    field = kind("Title")
    qtbot.addWidget(field)
    field.show_value("kept in the file")
    assert not _asks_for_undo(field)
    QTest.keyClicks(field, "x")
    assert _asks_for_undo(field)
