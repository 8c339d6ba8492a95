"""Evaluation of training: questions, forms at three stages, answers, and themes of comments."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms_learning import Asked, FormSource, Kirkpatrick, QuestionKind


class EvaluationQuestion(Record):
    """A question of the evaluation, of every course or of one: the same at each stage."""

    __tablename__ = "evaluation_questions"
    searched = ("text",)

    course_id: Mapped[str | None] = refers("courses")
    code: Mapped[str]
    text: Mapped[Words]
    kind: Mapped[QuestionKind] = coded(QuestionKind, default=QuestionKind.SCORE)
    level: Mapped[Kirkpatrick] = coded(Kirkpatrick, default=Kirkpatrick.LEARNING)
    position: Mapped[int]
    before: Mapped[bool] = mapped_column(default=False)
    end: Mapped[bool] = mapped_column(default=True)
    later: Mapped[bool] = mapped_column(default=False)
    in_use: Mapped[bool] = mapped_column(default=True)


class EvaluationForm(Record):
    """What one delegate answered at one stage; without a booking where the form is anonymous."""

    __tablename__ = "evaluation_forms"
    __table_args__ = (UniqueConstraint("session_id", "booking_id", "asked"),)

    session_id: Mapped[str] = refers("training_sessions")
    booking_id: Mapped[str | None] = refers("bookings")
    asked: Mapped[Asked] = coded(Asked)
    number: Mapped[int]
    """Its number within session and stage: what is written on a paper form."""
    received_on: Mapped[date]
    source: Mapped[FormSource] = coded(FormSource, default=FormSource.TYPED)
    with_manager: Mapped[bool] = mapped_column(default=False)
    key: Mapped[Words]
    """What it is known by in the file it came from, so that the same file doubles nothing."""


class EvaluationAnswer(Record):
    """An answer of a form: a score from 1 to 5, 1 or 0 for yes or no, or words."""

    __tablename__ = "evaluation_answers"
    __table_args__ = (UniqueConstraint("form_id", "question_id"),)
    searched = ("words",)

    form_id: Mapped[str] = refers("evaluation_forms")
    question_id: Mapped[str] = refers("evaluation_questions")
    score: Mapped[int | None]
    words: Mapped[Words]


class CommentTheme(Record):
    """A theme under which comments are put together by hand."""

    __tablename__ = "comment_themes"
    searched = ("title",)

    title: Mapped[str] = mapped_column(unique=True)


class AnswerTheme(Record):
    """A theme of a comment; a comment may have several."""

    __tablename__ = "answer_themes"
    __table_args__ = (UniqueConstraint("answer_id", "theme_id"),)

    answer_id: Mapped[str] = refers("evaluation_answers")
    theme_id: Mapped[str] = refers("comment_themes")


class EvaluationRequest(Record):
    """That a delegate was asked, or asked again, for a form of a stage."""

    __tablename__ = "evaluation_requests"

    booking_id: Mapped[str] = refers("bookings")
    asked: Mapped[Asked] = coded(Asked)
    asked_on: Mapped[date]
    number: Mapped[int]
    """1 for the first request, 2 for the first reminder."""
