"""Help with writing in the room: completion, short forms, spelling."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from sqlalchemy import select
from tests.ui.meeting.room import Room

from safeguard_desk.models import Action, LearnedWord
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.ui.meeting.capture_field import CaptureField
from safeguard_desk.ui.meeting.fields import RunningText
from safeguard_desk.ui.widgets.pen import Pen
from safeguard_desk.work import words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # it has no pop-ups
KEY = Qt.Key


def field_of(room: Room) -> CaptureField:
    room.window.activateWindow()
    field = room.live.line.field
    field.setFocus()
    return field


def offered(field: CaptureField) -> list[str]:
    if field.offers is None or not field.offers.isVisible():
        return []
    return [field.offers.item(row).text() for row in range(field.offers.count())]


def entry_text(room: Room) -> RunningText:
    return room.live.minutes.list.shown[0].text


def wrong(pen: Pen) -> list[str]:
    return [found.word for found in pen.wrong]


def test_initials_are_completed_by_tab(room: Room) -> None:
    field = field_of(room)
    QTest.keyClicks(field, "a: bring the plan @desi")
    assert offered(field) == ["DN  Designated Nurse, NHS NWL ICB"]
    QTest.keyClick(field, KEY.Key_Tab)
    assert field.text() == "a: bring the plan @DN "
    assert offered(field) == []
    assert field.hasFocus()


def test_an_open_action_is_chosen_by_its_title_with_the_arrow_keys(room: Room) -> None:
    field = field_of(room)
    QTest.keyClicks(field, "close QA-01")
    assert offered(field)[:2] == ["QA-0132  Standing work 132", "QA-0133  Standing work 133"]
    QTest.keyClick(field, KEY.Key_Down)
    QTest.keyClick(field, KEY.Key_Tab)
    assert field.text() == "close QA-0133 "
    room.press(field, KEY.Key_Return)
    with room.desk.read() as reader:
        state = reader.scalar(select(Action.status).where(Action.ref == "QA-0133"))
    assert state is ActionStatus.CLOSED


def test_enter_takes_the_line_as_it_is_and_esc_puts_the_list_away(room: Room) -> None:
    field = field_of(room)
    QTest.keyClicks(field, "n: seen by @D")
    assert offered(field)
    QTest.keyClick(field, KEY.Key_Escape)
    assert offered(field) == []
    QTest.keyClicks(field, "N")
    room.press(field, KEY.Key_Return)
    assert [entry.text for entry in room.entries()] == ["seen by @DN"]
    assert offered(field) == []


def test_a_restricted_action_is_not_offered_while_presenting(room: Room) -> None:
    def restrict(uow: object) -> None:
        from safeguard_desk.desk.unit_of_work import UnitOfWork

        assert isinstance(uow, UnitOfWork)
        found = uow.find(select(Action).where(Action.ref == "QA-0132"))
        assert found is not None
        found.restricted = True

    room.do(restrict)
    field = field_of(room)
    QTest.keyClicks(field, "close 0132")
    assert offered(field) == ["QA-0132  Standing work 132"]
    field.clear()
    room.space.presenting = True
    QTest.keyClicks(field, "close 0132")
    assert offered(field) == []


def test_a_short_form_is_written_out_and_backspace_brings_it_back(room: Room) -> None:
    room.do(words.add_usual_forms)
    field = field_of(room)
    QTest.keyClicks(field, "n: msp was ")
    assert field.text() == "n: Making Safeguarding Personal was "
    field.clear()
    QTest.keyClicks(field, "n: msp ")
    QTest.keyClick(field, KEY.Key_Backspace)
    assert field.text() == "n: msp "
    QTest.keyClicks(field, "now ")
    assert field.text() == "n: msp now "


def test_quoted_text_mentions_and_names_of_agencies_are_not_written_out(room: Room) -> None:
    room.do(words.add_usual_forms)
    field = field_of(room)
    QTest.keyClicks(field, 'n: he said "cp and msp" @icb icb cp ')
    assert field.text() == 'n: he said "cp and msp" @icb icb child protection '


def test_short_forms_are_written_out_in_entries_too_and_kept(room: Room) -> None:
    room.do(words.add_usual_forms)
    room.type_line("n: about")
    text = entry_text(room)
    text.setFocus()
    text.go_to_end()
    QTest.keyClicks(text, " cp plans")
    text.commit()
    room.settle()
    assert room.entries()[0].text == "about child protection plans"


def test_american_spelling_is_underlined_and_corrected_by_f7(room: Room) -> None:
    field = field_of(room)
    QTest.keyClicks(field, "n: the organization and the organisation practise @DN QA-0132 MASH ")
    room.settle()
    field.pen.look_over()
    assert wrong(field.pen) == ["organization"]
    menu = field.pen.menu_for(field.pen.wrong[0])
    assert menu.actions()[0].text() == "organisation"
    menu.actions()[0].trigger()
    assert field.text().startswith("n: the organisation and")
    room.settle()
    field.pen.look_over()
    assert wrong(field.pen) == []


def test_f7_goes_to_the_next_misspelt_word_and_a_learned_word_stays_right(room: Room) -> None:
    room.type_line("n: Zorblax and the reveiw")
    text = entry_text(room)
    text.setFocus()
    QTest.keyClicks(text, " ")
    room.settle()
    text.pen.look_over()
    assert wrong(text.pen) == ["Zorblax", "reveiw"]
    QTest.keyClick(text, KEY.Key_F7)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.close()
    chosen = text.textCursor().selectedText()
    assert chosen in {"Zorblax", "reveiw"}
    menu = text.pen.menu_for(text.pen.wrong[0])
    learn = next(one for one in menu.actions() if one.text().startswith("Learn"))
    learn.trigger()
    room.settle()
    with room.desk.read() as reader:
        assert list(reader.scalars(select(LearnedWord.word))) == ["Zorblax"]
    assert wrong(text.pen) == ["reveiw"]


def test_each_word_is_looked_up_once_however_often_the_text_is_looked_over(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = field_of(room)
    QTest.keyClicks(field, "n: the reveiw of the reveiw ")
    room.settle()
    writing = room.space.writing
    asked: list[str] = []
    known = writing._known

    def counting(word: str) -> bool:
        asked.append(word)
        return known(word)

    writing._verdicts.clear()
    monkeypatch.setattr(writing, "_known", counting)
    for _ in range(50):
        field.pen.look_over()
    assert len(asked) == len(set(asked))
    assert set(asked) == {"the", "reveiw", "of"}


def test_nothing_is_loaded_before_somebody_writes(room: Room) -> None:
    assert not room.space.writing.can_spell
    QTest.keyClicks(field_of(room), "n")
    room.settle()
    assert room.space.writing.can_spell
