"""Evaluation in the window: forms typed from paper, comments, questions, later forms, imports."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import (
    AnswerTheme,
    Booking,
    CommentTheme,
    Course,
    Delegate,
    Draft,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    EvaluationRequest,
    Group,
    TrainingSession,
)
from safeguard_desk.rules.terms_learning import Asked, BookingState, FormSource, SessionState
from safeguard_desk.ui.evaluation.comments_step import CommentsStep
from safeguard_desk.ui.evaluation.forms_menu import PAPER, SHEET
from safeguard_desk.ui.evaluation.later import LaterStep
from safeguard_desk.ui.evaluation.levels import LevelsStep
from safeguard_desk.ui.evaluation.page import (
    COMMENTS,
    LATER,
    LEVELS,
    QUESTIONS,
    TYPING,
    EvaluationPage,
)
from safeguard_desk.ui.evaluation.questions_step import QuestionsStep
from safeguard_desk.ui.evaluation.typing_step import TypingStep
from safeguard_desk.work import evaluation as verbs

DELEGATES = 22
HELD = date(2026, 6, 10)


def seed(uow: UnitOfWork) -> None:
    group = uow.session.scalar(select(Group.id).where(Group.code == "LD")) or ""
    course = uow.add(Course(ref="LD-C-0901", title="Neglect", group_id=group))
    session = uow.add(
        TrainingSession(
            ref="LD-S-0901", course_id=course.id, held_on=HELD, state=SessionState.DELIVERED
        )
    )
    for number in range(1, DELEGATES + 1):
        code = f"D{number:03}"
        one = uow.add(Delegate(code=code, email=f"{code}@example.org" if number > 1 else ""))
        attended = BookingState.ATTENDED
        uow.add(Booking(session_id=session.id, delegate_id=one.id, position=number, state=attended))


@pytest.fixture
def page(hand: Hand) -> EvaluationPage:
    """A course with a session of 22 delegates."""
    hand.do(seed)
    shown = hand.tab("LD").show_page("evaluation")
    assert isinstance(shown, EvaluationPage)
    hand.settle()
    return shown


def typing(hand: Hand, page: EvaluationPage) -> TypingStep:
    page.show_step(TYPING)
    hand.settle()
    return page.typing


def keys(step: TypingStep, words: str) -> int:
    """Press keys as people do, without waiting; return how many."""
    for sign in words:
        if sign == "\n":
            QTest.keyClick(step.strip, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(step.strip, sign)
    return len(words)


def drafts(hand: Hand) -> int:
    with hand.desk.read() as reader:
        return len(reader.scalars(select(Draft.text)))


def answers(hand: Hand, number: int) -> list[int]:
    with hand.desk.read() as reader:
        statement = (
            select(EvaluationAnswer.score)
            .join(EvaluationForm, EvaluationForm.id == EvaluationAnswer.form_id)
            .join(EvaluationQuestion, EvaluationQuestion.id == EvaluationAnswer.question_id)
            .where(EvaluationForm.number == number, EvaluationAnswer.score.is_not(None))
            .order_by(EvaluationQuestion.position)
        )
        return list(reader.scalars(statement))


def test_a_form_takes_fewer_than_ten_keys(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    assert step.count.text() == "0 of 22 forms"
    pressed = [keys(step, form) for form in ("1244534\n", "345453\n", " 44454\n", "2055 5\n")]
    assert max(pressed) < 10
    hand.settle()
    assert step.count.text() == "4 of 22 forms"
    assert [answers(hand, number) for number in (1, 2, 3, 4)] == [
        *([4, 4, 5, 3, 4], [4, 5, 4, 5, 3], [4, 4, 4, 5, 4], [5, 5, 5])
    ]
    codes = [row.delegate for row in step.table.rows.rows]
    assert codes == ["D020", "", "D003", "D012"]
    assert step.strip.entry.untouched
    assert step.strip.hasFocus()


def test_many_forms_are_typed_without_waiting(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    for number in range(1, DELEGATES + 1):
        keys(step, f"{number}{' ' if number < 3 else ''}44444\n")
    hand.settle()
    assert step.count.text() == "22 of 22 forms"
    assert len(set(hand.held(EvaluationForm, "booking_id"))) == DELEGATES


def test_six_of_five_is_told_and_not_taken(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    keys(step, "36")
    assert step.told.text() == "“6” is no score: 1 to 5, or 0 for no answer."
    assert step.strip.entry.place == 1


def test_a_half_typed_form_is_never_lost(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    keys(step, "344")
    step.fields["intended"].setText("Ask about sl")
    step.fields["intended"].textEdited.emit("Ask about sl")
    step._pause.timeout.emit()
    hand.settle()
    assert drafts(hand) == 1
    again = Hand.at(hand.desk)
    shown = again.tab("LD").show_page("evaluation")
    assert isinstance(shown, EvaluationPage)
    again.settle()
    back = typing(again, shown)
    assert back.strip.entry.number == 3
    assert back.strip.entry.answers == {"confidence": 4, "knowledge": 4}
    assert back.fields["intended"].text() == "Ask about sl"
    assert "half typed" in back.told.text()
    keys(back, "555\n")
    again.settle()
    assert not drafts(hand)
    assert again.held(EvaluationAnswer, "words", words="Ask about sl")
    again.leave()


def test_a_refused_form_comes_back_and_the_next_waits_behind_it(
    hand: Hand, page: EvaluationPage
) -> None:
    step = typing(hand, page)
    (third,) = hand.held(Booking, "id", position=3)
    keys(step, "344444")

    def absent(uow: UnitOfWork) -> None:
        uow.get(Booking, third).state = BookingState.DID_NOT_ATTEND

    hand.desk.change("Attendance", absent)
    keys(step, "\n455")
    hand.settle()
    assert "did not attend" in step.told.text()
    assert step.strip.entry.number == 3
    keys(step, "\x08")
    for _ in range(6):
        QTest.keyClick(step.strip, Qt.Key.Key_Left)
    QTest.keyClick(step.strip, Qt.Key.Key_Backspace)
    keys(step, "5\n")
    hand.settle()
    assert step.count.text() == "1 of 21 forms"
    assert (step.strip.entry.number, step.strip.entry.answers) == (
        *(4, {"confidence": 5, "knowledge": 5}),
    )


def test_u_takes_the_last_form_back_to_be_put_right(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    keys(step, "344444\n")
    hand.settle()
    keys(step, "u")
    hand.settle()
    assert not hand.held(EvaluationForm, "id")
    assert (step.strip.entry.number, len(step.strip.entry.answers)) == (3, 5)
    QTest.keyClick(step.strip, Qt.Key.Key_Backspace)
    keys(step, "1\n")
    hand.settle()
    assert answers(hand, 1) == [4, 4, 4, 4, 1]


def test_the_same_number_again_changes_the_form(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    keys(step, "344444\n")
    hand.settle()
    keys(step, "3")
    assert "A form is in already" in step.told.text()
    keys(step, "55555\n")
    hand.settle()
    assert step.count.text() == "1 of 22 forms"
    assert answers(hand, 1) == [5, 5, 5, 5, 5]


def test_words_are_reached_by_the_arrow_and_saved_by_enter(
    hand: Hand, page: EvaluationPage
) -> None:
    step = typing(hand, page)
    keys(step, "344444")
    QTest.keyClick(step.strip, Qt.Key.Key_Down)
    line = step.fields["intended"]
    assert line.hasFocus()
    QTest.keyClicks(line, "Ask about sleep")
    QTest.keyClick(line, Qt.Key.Key_Return)
    hand.settle()
    assert hand.held(EvaluationAnswer, "words", words="Ask about sleep")
    assert step.strip.hasFocus()


def test_the_later_form_takes_the_line_manager(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    step.stage.setCurrentIndex(2)
    step.stage.activated.emit(2)
    hand.settle()
    keys(step, "34411\n")
    hand.settle()
    assert hand.held(EvaluationForm, "with_manager") == [True]
    assert answers(hand, 1) == [4, 4, 1]


def test_a_form_is_removed_in_the_list(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    keys(step, "344444\n")
    hand.settle()
    step.table.choose(step.table.rows.rows[0].id)
    QTest.keyClick(step.table, Qt.Key.Key_Delete)
    hand.settle()
    assert not hand.held(EvaluationAnswer, "id")


def test_levels_say_what_is_not_known(hand: Hand, page: EvaluationPage) -> None:
    step = page.steps[LEVELS]
    assert isinstance(step, LevelsStep)
    said = [card.words.accessibleName() for card in step.cards]
    assert "Reaction: not known: no form of the end has come. 22 delegates" in said[0]
    assert "Results: not known: no re-audit or indicator is linked to this course." in said[3]
    session = page.typing
    typing(hand, page)
    keys(session, "344444\n")
    hand.settle()
    page.show_step(LEVELS)
    assert "Relevant to work: mean 4.0, 1 of 22 (5%) answered." in (
        step.cards[0].words.accessibleName()
    )
    assert "only 1 answered: too few to go by" in step.cards[0].words.accessibleName()


def test_a_theme_is_given_by_its_key(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    keys(step, "344444")
    step.fields["comment"].setText("More time for group work")
    step.take()
    hand.settle()
    page.show_step(COMMENTS)
    hand.settle()
    comments = page.steps[COMMENTS]
    assert isinstance(comments, CommentsStep)
    comments.new.setText("Time")
    QTest.keyClick(comments.new, Qt.Key.Key_Return)
    hand.settle()
    assert comments.table.hasFocus()
    QTest.keyClicks(comments.table, "1")
    hand.settle()
    assert len(hand.held(AnswerTheme, "id")) == 1
    assert comments.table.rows.rows[0].theme_words == "Time"
    assert comments.told.text() == "1 of 1, 0 without theme"
    comments.search.setText("no such words")
    assert comments.told.text() == "0 of 1, 0 without theme"
    comments.search.setText("group time")
    assert comments.told.text() == "1 of 1, 0 without theme"
    QTest.keyClicks(comments.table, "1")
    hand.settle()
    assert not hand.held(AnswerTheme, "id")
    assert hand.held(CommentTheme, "title") == ["Time"]


def test_a_question_of_the_courses_own_is_typed_with_the_others(
    hand: Hand, page: EvaluationPage
) -> None:
    page.show_step(QUESTIONS)
    step = page.steps[QUESTIONS]
    assert isinstance(step, QuestionsStep)
    step.new.setText("Could you use the toolkit today?")
    step.kind.setCurrentIndex(1)
    QTest.keyClick(step.new, Qt.Key.Key_Return)
    hand.settle()
    typed = typing(hand, page)
    typed._place = ""
    typed._look()
    assert [box.words for box in typed.strip.entry.boxes][-1] == "Could you use the toolkit today?"


def test_later_forms_are_asked_for_by_mail_and_recorded(
    hand: Hand, page: EvaluationPage, tmp_path: Path
) -> None:
    page.show_step(LATER)
    hand.settle()
    step = page.steps[LATER]
    assert isinstance(step, LaterStep)
    assert step.told.text() == "22 to ask. 21 mails to write. ! 1 without an address."
    first = step._lines[1].id
    step._tick(first)
    step.write_to(tmp_path)
    hand.settle()
    assert len(list(tmp_path.glob("*.eml"))) == 20
    assert len(hand.held(EvaluationRequest, "id")) == 20
    assert step.told.text().startswith("2 to ask, 20 asked and waiting.")
    words = (tmp_path / "LD-S-0901 three months on - D003.eml").read_text(encoding="utf-8")
    assert "line manager" in words
    assert "LD-S-0901 after three months D003.xlsx" in words


def test_forms_go_out_and_what_comes_back_is_shown_first(
    hand: Hand, page: EvaluationPage, tmp_path: Path
) -> None:
    step = typing(hand, page)
    folder = tmp_path / "forms"
    folder.mkdir()
    step.out.write_to(PAPER, folder)
    step.out.write_to(SHEET, folder)
    hand.settle()
    names = sorted(one.name for one in folder.iterdir())
    assert names == [
        *("LD-S-0901 at the end all.xlsx", "LD-S-0901 at the end paper forms.pdf"),
        "LD-S-0901 at the end.xlsx",
    ]
    sheet = folder / names[0]
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["C5"], book.worksheets[0]["C6"] = 4, 6
    book.save(sheet)
    page.open_files([sheet])
    hand.settle()
    assert "Would be: 2 rows: 1 created, 0 updated, 0 unchanged, 1 skipped." in (
        page.panel.summary.text()
    )
    assert not hand.held(EvaluationForm, "id")
    page.panel.bring.click()
    hand.settle()
    assert hand.held(EvaluationForm, "source") == [FormSource.SHEET]


def test_what_columns_hold_is_chosen_in_the_preview(
    hand: Hand, page: EvaluationPage, tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Attendee,Wie sicher?\nD003,4\nD004,5\n", encoding="utf-8")
    typing(hand, page)
    page.open_files([path])
    hand.settle()
    assert "No column of this file holds answers" in page.panel.summary.text()
    assert not page.panel.bring.isEnabled()
    box = page.panel.columns.boxes["Wie sicher?"]
    place = next(n for n in range(box.count()) if "confident" in box.itemText(n))
    box.setCurrentIndex(place)
    box.activated.emit(place)
    hand.settle()
    assert "2 created" in page.panel.summary.text()
    page.panel.bring.click()
    hand.settle()
    assert sorted(hand.held(EvaluationAnswer, "score")) == [4, 5]
    assert hand.held(EvaluationForm, "asked") == [Asked.END, Asked.END]


def test_a_form_that_came_in_otherwise_is_counted_at_once(hand: Hand, page: EvaluationPage) -> None:
    step = typing(hand, page)
    (session,) = hand.held(TrainingSession, "id", ref="LD-S-0901")
    hand.do(lambda uow: verbs.take_form(uow, session, None, Asked.END, {"confidence": 4}))
    assert step.count.text() == "1 of 22 forms"
