"""The menu of a list's views: columns, grouping, and views that somebody has named."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from safeguard_desk.registers.declare import Register
from safeguard_desk.registers.layouts import Layout
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.views.named_views import ViewLine, named


class ViewMenu(QToolButton):
    """A button with the menu; it is filled each time it opens."""

    column_wanted = Signal(object)
    """The code of a column to be shown, or taken away."""
    grouping_wanted = Signal(object)
    """The code of a column to group by; empty for none."""
    view_wanted = Signal(object)
    """The JSON of a named view."""
    usual_wanted = Signal()
    naming_wanted = Signal()
    forgetting_wanted = Signal(object)
    """A ViewLine to be taken away."""

    def __init__(
        self, jobs: Jobs, register: Register, group_id: str | None, parent: QWidget
    ) -> None:
        """Make the button for a register in a group."""
        super().__init__(parent)
        self._jobs = jobs
        self._register = register
        self._group_id = group_id
        self._layout = Layout()
        self.setText("View")
        self.setToolTip("Columns, grouping and named views (V)")
        self.setAccessibleName("View: columns, grouping and named views")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.opened = QMenu(self)
        self.setMenu(self.opened)
        self.opened.aboutToShow.connect(self.fill)

    def show_layout(self, layout: Layout) -> None:
        """Know what is shown just now, for the marks in the menu."""
        self._layout = layout

    def views(self) -> list[ViewLine]:
        """Return the views that are named for this list."""
        code = self._register.code
        return self._jobs.read(partial(named, register=code, group_id=self._group_id))

    def fill(self) -> None:
        """Fill the menu as things are now."""
        self.opened.clear()
        views = self.views()
        for view in views:
            act = self.opened.addAction(view.title)
            act.setData(view.body)
            act.triggered.connect(self._view)
        if views:
            self.opened.addSeparator()
        self.opened.addAction("Usual view").triggered.connect(self.usual_wanted)
        writable = not self._jobs.desk.read_only
        if writable:
            self.opened.addAction("Name this view…").triggered.connect(self.naming_wanted)
        if views and writable:
            away = self.opened.addMenu("Forget a view")
            for view in views:
                act = away.addAction(view.title)
                act.setData(view)
                act.triggered.connect(self._forget)
        self.opened.addSeparator()
        self._fill_grouping()
        self._fill_columns()

    def _fill_grouping(self) -> None:
        grouped = [column for column in self._register.columns if column.groups]
        if not grouped:
            return
        menu = self.opened.addMenu("Group by")
        choices = [("", "Nothing"), *((column.code, column.title) for column in grouped)]
        for code, title in choices:
            act = menu.addAction(title)
            act.setCheckable(True)
            act.setChecked(code == self._layout.grouped)
            act.setData(code)
            act.triggered.connect(self._group)

    def _fill_columns(self) -> None:
        menu = self.opened.addMenu("Columns")
        for column in self._register.columns:
            act = menu.addAction(column.title)
            act.setCheckable(True)
            act.setChecked(column.code in self._layout.columns)
            act.setEnabled(not column.grow)
            act.setData(column.code)
            act.triggered.connect(self._column)

    def _chosen(self) -> Any:
        act = self.sender()
        return act.data() if isinstance(act, QAction) else None

    def _view(self) -> None:
        self.view_wanted.emit(self._chosen())

    def _forget(self) -> None:
        self.forgetting_wanted.emit(self._chosen())

    def _group(self) -> None:
        self.grouping_wanted.emit(self._chosen())

    def _column(self) -> None:
        self.column_wanted.emit(self._chosen())
