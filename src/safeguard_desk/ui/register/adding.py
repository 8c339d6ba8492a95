"""Adding to a list: on one typed line where that can be, else in an empty form."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_desk.registers.cells import make
from safeguard_desk.registers.declare import Register
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.form import NewForm

if TYPE_CHECKING:
    from safeguard_desk.ui.register.entry_line import EntryLine

_UNDER_HEAD = 1
"""Place in the panel's layout: under its head, over all else."""


class Adding(QObject):
    """The line or the form over a list, while a record is being made."""

    made = Signal(object)
    """The id of the new record."""
    left = Signal()

    def __init__(
        self,
        jobs: Jobs,
        register: Register,
        group_id: str | None,
        layout: QVBoxLayout,
        parent: QWidget,
    ) -> None:
        """Add to a register of a group, in a panel with this layout."""
        super().__init__(parent)
        self._jobs = jobs
        self._register = register
        self._group_id = group_id
        self._layout = layout
        self.form: NewForm | None = None
        self.line: EntryLine | None = None

    def begin(self) -> None:
        """Open the line or the form; nothing happens where nothing can be added."""
        if self._register.create is None or self._jobs.desk.read_only:
            return
        if self._register.one_line is not None and self._group_id is not None:
            self._begin_line(self._group_id)
        else:
            self.begin_form()

    def _begin_line(self, group_id: str) -> None:
        from safeguard_desk.ui.register.entry_line import EntryLine

        if self.line is None:
            self.line = EntryLine(self._jobs, self._register, group_id, self._over())
            self.line.made.connect(self._line_made)
            self.line.left.connect(self._leave_line)
            self.line.form_wanted.connect(self._line_to_form)
            self._layout.insertWidget(_UNDER_HEAD, self.line)
        self.line.show()
        self.line.begin()

    def _over(self) -> QWidget | None:
        """Return the panel; it is not held here, or it would never be freed."""
        panel = self.parent()
        return panel if isinstance(panel, QWidget) else None

    def _line_made(self, record_id: str) -> None:
        self._leave_line()
        self.made.emit(record_id)

    def _leave_line(self) -> None:
        if self.line is not None:
            self.line.hide()
        self.left.emit()

    def _line_to_form(self) -> None:
        self._leave_line()
        self.begin_form()

    def begin_form(self) -> None:
        """Open the empty form."""
        if self.form is None:
            ask_group = self._group_id is None and self._register.group is not None
            self.form = NewForm(
                self._jobs, self._register, ask_group=ask_group, parent=self._over()
            )
            self.form.wanted.connect(self._create)
            self.form.left.connect(self.end_form)
            self._layout.insertWidget(_UNDER_HEAD, self.form)
        self.form.begin()

    def end_form(self) -> None:
        """Put the empty form away."""
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.left.emit()

    def _create(self, group_id: str | None, values: dict[str, Any]) -> None:
        verb = partial(
            make, register=self._register, group_id=group_id or self._group_id, values=values
        )
        refused = self.form.notice.refuse if self.form is not None else None
        title = f"New {self._register.one}"
        self._jobs.change(title, verb, then=self._created, refused=refused)

    def _created(self, record_id: str) -> None:
        self.end_form()
        self.made.emit(record_id)

    def save(self) -> None:
        """Keep what is half typed."""
        if self.line is not None:
            self.line.keep_draft()
