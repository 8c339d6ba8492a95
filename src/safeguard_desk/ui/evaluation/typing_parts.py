"""Parts of typing paper forms: the boxes of a stage, what is read, and how a form is taken."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.form_entry import NUMBER, Box
from safeguard_desk.rules.form_entry import Asked as Boxed
from safeguard_desk.rules.terms_learning import Asked, QuestionKind
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.evaluation_forms import FormRow, forms, typed
from safeguard_desk.views.evaluation_session import SessionView, sessions
from safeguard_desk.work import drafting
from safeguard_desk.work import evaluation as verbs
from safeguard_desk.work.evaluation import Taken

MANAGER = "with manager"
"""The box that says whether the later form was talked over with the line manager."""


@dataclass(frozen=True)
class Found:
    """The sessions of a course, the forms of the chosen one, and a form half typed."""

    sessions: tuple[SessionView, ...]
    forms: tuple[FormRow, ...]
    draft: str


class WordsLine(LineField):
    """An answer in words: Enter saves the form, the arrows lead to the other answers."""

    saved = Signal()
    left = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter and the arrows."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.saved.emit()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.left.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def boxes_of(session: SessionView, asked: Asked) -> list[Boxed]:
    """Return the boxes of a stage's form, in the order in which they are typed."""
    boxes: list[Boxed] = []
    if session.delegates:
        boxes.append(Boxed(NUMBER, "Number on the sign-in sheet", Box.NUMBER))
    kinds = {QuestionKind.SCORE: Box.SCORE, QuestionKind.YES_NO: Box.YES_NO}
    boxes += [
        Boxed(one.code, one.text, kinds[one.kind])
        for one in session.asked(asked)
        if one.kind in kinds
    ]
    if asked is Asked.LATER:
        boxes.append(Boxed(MANAGER, "Talked over with the line manager", Box.YES_NO))
    return boxes


def read_forms(reader: Reader, *, course_id: str, session_id: str | None, asked: Asked) -> Found:
    """Return a course's sessions, with the forms of one: the chosen, else the last one held."""
    held = tuple(sessions(reader, course_id=course_id))
    there = {one.id for one in held}
    usual = next((one.id for one in held if one.held_on <= reader.today), None)
    wanted = session_id if session_id in there else usual or (held[0].id if held else None)
    if wanted is None:
        return Found(held, (), "")
    first = [one for one in held if one.id == wanted]
    if session_id not in there:
        held = tuple(first + [one for one in held if one.id != wanted])
    place = f"evaluation:{wanted}:{asked.value}"
    return Found(held, tuple(forms(reader, wanted, asked)), drafting.kept(reader, place))


def answers_of(reader: Reader, *, form_id: str) -> dict[str, str]:
    """Return a form's answers as they were typed, by the code of their box."""
    found = typed(reader, form_id)
    return {**found.answers, NUMBER: found.number, MANAGER: "1" if found.with_manager else ""}


def take_typed(
    uow: UnitOfWork,
    *,
    session_id: str,
    booking_id: str | None,
    asked: Asked,
    answers: dict[str, int | str | None],
    with_manager: bool,
    place: str,
) -> Taken:
    """Take a typed form in and let go of its draft, in one change."""
    taken = verbs.take_form(
        *(uow, session_id, booking_id, asked, answers), with_manager=with_manager
    )
    drafting.forget(uow, place)
    return taken
