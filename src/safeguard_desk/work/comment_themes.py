"""Themes under which the comments of evaluation forms are put together by hand."""

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AnswerTheme, CommentTheme, EvaluationAnswer


def add_theme(uow: UnitOfWork, title: str) -> CommentTheme:
    """Return the theme of a title, added where there is none; refuses one without a title."""
    return _named(uow, title) or uow.add(CommentTheme(title=_words(title)))


def _words(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise Refusal("A theme needs a name.", "Nothing was changed.", "Say it in a word or two.")
    return words


def _named(uow: UnitOfWork, title: str) -> CommentTheme | None:
    uow.flush()
    return uow.find(
        select(CommentTheme).where(func.lower(CommentTheme.title) == _words(title).casefold())
    )


def rename(uow: UnitOfWork, theme_id: str, title: str) -> None:
    """Rename a theme; one of that name that is there already takes its comments over."""
    theme = uow.get(CommentTheme, theme_id)
    other = _named(uow, title)
    if other is None or other.id == theme_id:
        theme.title = _words(title)
        return
    for held in _held(uow, theme_id):
        put(uow, held.answer_id, other.id)
    remove_theme(uow, theme_id)


def remove_theme(uow: UnitOfWork, theme_id: str, _: str = "") -> None:
    """Take a theme away; its comments stay."""
    for held in _held(uow, theme_id):
        uow.delete(held)
    uow.delete(uow.get(CommentTheme, theme_id))


def _held(uow: UnitOfWork, theme_id: str) -> list[AnswerTheme]:
    uow.flush()
    return list(uow.all(select(AnswerTheme).where(AnswerTheme.theme_id == theme_id)))


def put(uow: UnitOfWork, answer_id: str, theme_id: str) -> None:
    """Put a comment under a theme; twice is once. Refuses an answer without words."""
    answer = uow.get(EvaluationAnswer, answer_id)
    if not answer.words:
        raise Refusal("This answer has no words.", "Nothing was changed.", "Choose a comment.")
    if _one(uow, answer_id, theme_id) is None:
        theme = uow.get(CommentTheme, theme_id)
        uow.add(AnswerTheme(answer_id=answer.id, theme_id=theme.id))


def turn(uow: UnitOfWork, answer_id: str, theme_id: str) -> bool:
    """Put a comment under a theme, or take it from under it; say whether it stands there now."""
    held = _one(uow, answer_id, theme_id)
    if held is None:
        put(uow, answer_id, theme_id)
        return True
    uow.delete(held)
    return False


def _one(uow: UnitOfWork, answer_id: str, theme_id: str) -> AnswerTheme | None:
    uow.flush()
    a = AnswerTheme
    return uow.find(select(a).where(a.answer_id == answer_id, a.theme_id == theme_id))
