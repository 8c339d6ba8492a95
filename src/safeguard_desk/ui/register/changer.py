"""Every change that is typed into a list: one step, with its reason asked for where one is due."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.registers import cells
from safeguard_desk.registers.cells import Cell, SomeRefused
from safeguard_desk.registers.declare import Field, Register
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.strip import Strip


class Changer(QObject):
    """Changes cells through the one door; asks in the strip for what a change lacks."""

    done = Signal(object)
    """Words on what was changed."""
    refused = Signal(object)

    def __init__(self, jobs: Jobs, register: Register, strip: Strip, parent: QObject) -> None:
        """Work on a register, with a strip to ask in."""
        super().__init__(parent)
        self._jobs = jobs
        self._register = register
        self._strip = strip
        typed = [column.field for column in register.columns if column.field is not None]
        self._fields: dict[str, Field] = {field.name: field for field in typed}

    def change(self, title: str, changes: Sequence[Cell], reason: str = "") -> None:
        """Change cells as one step that undo takes back as one."""
        self._jobs.change(
            title,
            partial(_change, register=self._register, changes=changes, reason=reason),
            then=partial(self._did, title),
            refused=partial(self._was_refused, title, changes, reason),
        )

    def _did(self, title: str, changed: int) -> None:
        if changed:
            self.done.emit(title)

    def _was_refused(
        self, title: str, changes: Sequence[Cell], reason: str, refusal: Refusal
    ) -> None:
        """Ask for what is lacking; offer to go on without those that cannot be changed so."""
        question = "" if reason else self._question(changes)
        lacking = isinstance(refusal, Lacking) or getattr(refusal, "lacking", False)
        if question and lacking:
            then: Callable[[str], None] = partial(self._with_reason, title, changes)
            self._strip.ask(f"{title}. {question}", "Go on", then)
        elif isinstance(refusal, SomeRefused) and refusal.others:
            number = len(refusal.others)
            words = f"Do the other {number}" if number > 1 else "Do the other one"
            go_on = partial(self._others, title, refusal.others, reason)
            self._strip.offer(f"{refusal.what} {refusal.kept}", words, go_on)
        else:
            self.refused.emit(refusal)

    def _question(self, changes: Sequence[Cell]) -> str:
        asked = (self._fields[cell.name].asks(cell.value) for cell in changes)
        return next((question for question in asked if question), "")

    def _with_reason(self, title: str, changes: Sequence[Cell], reason: str) -> None:
        if reason:
            self.change(title, changes, reason)
        else:
            what = f"{self._question(changes)} Nothing was typed."
            self.refused.emit(Refusal(what, "Nothing was changed."))

    def _others(self, title: str, changes: Sequence[Cell], reason: str, _: object) -> None:
        self.change(title, changes, reason)


def _change(uow: UnitOfWork, register: Register, changes: Sequence[Cell], reason: str) -> int:
    return cells.change(uow, register, changes, reason)
