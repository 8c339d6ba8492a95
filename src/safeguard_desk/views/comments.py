"""Comments of evaluation forms, searched and by theme."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    AnswerTheme,
    CommentTheme,
    Course,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    TrainingSession,
)
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick
from safeguard_desk.views.evaluation import Scope, narrow

NO_THEME = "none"
"""Stands for comments that are under no theme yet."""


@dataclass(frozen=True)
class Comment:
    """A comment: its words, what was asked, where and when, and its themes (ids and titles)."""

    id: str
    words: str
    question: str
    code: str
    level: Kirkpatrick
    asked: Asked
    form: int
    course: str
    course_ref: str
    session: str
    held_on: date
    themes: tuple[tuple[str, str], ...]

    @property
    def theme_words(self) -> str:
        """Its themes in a line."""
        return ", ".join(title for _, title in self.themes)

    def has(self, words: str) -> bool:
        """Say whether every word of a search is in it."""
        inside = f"{self.words} {self.theme_words} {self.course}".casefold()
        return all(word in inside for word in words.casefold().split())


@dataclass(frozen=True)
class Theme:
    """A theme and how many of some comments are under it."""

    id: str
    title: str
    count: int


def comments(
    reader: Reader,
    scope: Scope,
    *,
    asked: Asked | None = None,
    level: Kirkpatrick | None = None,
    theme: str | None = None,
    words: str = "",
) -> list[Comment]:
    """Return the comments of a scope, the newest session first.

    theme: the id of one, or NO_THEME. words: all of them have to be in it.
    """
    a, f, q, s = EvaluationAnswer, EvaluationForm, EvaluationQuestion, TrainingSession
    named = select(Course.title).where(Course.id == s.course_id).scalar_subquery()
    ref = select(Course.ref).where(Course.id == s.course_id).scalar_subquery()
    statement = (
        select(a.id, a.words, q.text, q.code, q.level, f.asked, f.number, named, ref)
        .add_columns(s.ref, s.held_on)
        .join(f, f.id == a.form_id)
        .join(q, q.id == a.question_id)
        .join(s, s.id == f.session_id)
        .where(a.words != "")
        .order_by(s.held_on.desc(), s.ref, f.asked, f.number, q.position)
    )
    if asked is not None:
        statement = statement.where(f.asked == asked)
    if level is not None:
        statement = statement.where(q.level == level)
    held = _themes_of(reader)
    rows: Any = reader.rows(narrow(statement, scope))
    found = [Comment(*(*row, held.get(row[0], ()))) for row in rows]
    if theme == NO_THEME:
        found = [one for one in found if not one.themes]
    elif theme is not None:
        found = [one for one in found if any(known == theme for known, _ in one.themes)]
    return [one for one in found if one.has(words)]


def _themes_of(reader: Reader) -> dict[str, tuple[tuple[str, str], ...]]:
    t = CommentTheme
    statement = (
        select(AnswerTheme.answer_id, t.id, t.title)
        .join(t, t.id == AnswerTheme.theme_id)
        .order_by(func.lower(t.title))
    )
    found: dict[str, tuple[tuple[str, str], ...]] = defaultdict(tuple)
    for answer_id, theme_id, title in reader.rows(statement):
        found[answer_id] = (*found[answer_id], (theme_id, title))
    return found


def themes(reader: Reader, among: list[Comment]) -> list[Theme]:
    """Return every theme with how many of these comments it has, in the order it was added.

    The order stays as it is, so that a theme keeps its key.
    """
    counts: dict[str, int] = defaultdict(int)
    for one in among:
        for theme_id, _ in one.themes:
            counts[theme_id] += 1
    t = CommentTheme
    rows = reader.rows(select(t.id, t.title).order_by(t.created_at, t.id))
    return [Theme(theme_id, title, counts[theme_id]) for theme_id, title in rows]
