"""How a list is laid out: recalled where it was left, changed by its menu, kept under names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from safeguard_desk.registers import layouts
from safeguard_desk.registers.layouts import Layout
from safeguard_desk.registers.paging import Query
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register import remembered
from safeguard_desk.ui.register.only_bar import OnlyBar
from safeguard_desk.ui.register.strip import Strip
from safeguard_desk.ui.register.table import RowsTable
from safeguard_desk.ui.register.view_menu import ViewMenu
from safeguard_desk.views.named_views import ViewLine
from safeguard_desk.work import named_views

_DOWN, _UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


@dataclass(frozen=True)
class Parts:
    """What shows how a list is narrowed, and the strip that asks for a view's name."""

    chips: Sequence[QToolButton]
    line: QLineEdit
    only: OnlyBar
    strip: Strip


class Views(QObject):
    """The query that a list shows, and its columns, widths and grouping."""

    done = Signal(object)
    refused = Signal(object)

    def __init__(
        self, jobs: Jobs, table: RowsTable, group_id: str | None, parts: Parts, parent: QWidget
    ) -> None:
        """Work on a table; nothing is shown until `recall`."""
        super().__init__(parent)
        self._jobs = jobs
        self._table = table
        self._group_id = group_id
        self._parts = parts
        self.register = table.rows.register
        self.query = Query(group_id=group_id)
        self._place = f"{self.register.code} {group_id or 'all'}"
        self.menu = ViewMenu(jobs, self.register, group_id, parent)
        self.menu.column_wanted.connect(self.toggle_column)
        self.menu.grouping_wanted.connect(self.group_by)
        self.menu.view_wanted.connect(self.show_view)
        self.menu.usual_wanted.connect(self.show_usual)
        self.menu.naming_wanted.connect(self.ask_name)
        self.menu.forgetting_wanted.connect(self.forget)
        table.laid_out.connect(self.remember)

    def show_query(self, query: Query) -> None:
        """Show what a query gives."""
        self.query = query
        self._parts.only.show_only(self.register, query)
        self._table.rows.show(query)
        self.menu.show_layout(self.now())

    def now(self) -> Layout:
        """Return how the list is laid out just now."""
        return Layout(
            columns=tuple(column.code for column in self._table.rows.columns),
            widths=tuple(self._table.by_hand.items()),
            order=self.query.order,
            descending=self.query.descending,
            filters=tuple(sorted(self.query.filters)),
            words=self.query.words,
            grouped=self.query.grouped,
            only=self.query.only,
        )

    def lay_out(self, layout: Layout) -> None:
        """Lay the list out: its columns, and what it lists in what order."""
        columns = layouts.columns_of(self.register, layout)
        if columns != self._table.rows.columns or dict(layout.widths) != self._table.by_hand:
            self._table.show_columns(columns, dict(layout.widths))
        for chip in self._parts.chips:
            chip.blockSignals(True)
            chip.setChecked(chip.property("code") in layout.filters)
            chip.blockSignals(False)
        self._parts.line.blockSignals(True)
        self._parts.line.setText(layout.words)
        self._parts.line.blockSignals(False)
        self._mark_order(layout)
        query = layout.query(self.register, self._group_id)
        shown = self.query
        self.show_query(query.by(without_restricted=shown.without_restricted, within=shown.within))

    def _mark_order(self, layout: Layout) -> None:
        header = self._table.horizontalHeader()
        codes = [column.code for column in self._table.rows.columns]
        header.blockSignals(True)
        header.setSortIndicatorShown(layout.order in codes)
        if layout.order in codes:
            place = codes.index(layout.order)
            header.setSortIndicator(place, _DOWN if layout.descending else _UP)
        header.blockSignals(False)

    def recall(self) -> None:
        """Lay the list out as it was left here; what was filtered out then is not kept."""
        held = layouts.read(self.register, remembered.recall(self._place))
        usual = layouts.usual(self.register)
        self.lay_out(replace(held, filters=usual.filters, words="", only=()))

    def remember(self) -> None:
        """Keep how the list is laid out for the next time."""
        remembered.remember(self._place, layouts.write(self.now()))
        self.menu.show_layout(self.now())

    def toggle_column(self, code: str) -> None:
        """Show a column at the end, or take it away."""
        now = self.now()
        held = now.columns
        columns = tuple(one for one in held if one != code) if code in held else (*held, code)
        self.lay_out(replace(now, columns=columns))
        self.remember()

    def group_by(self, code: str) -> None:
        """Group the list by a column, or by nothing."""
        self.show_query(self.query.by(grouped=code))
        self.remember()

    def show_view(self, body: str) -> None:
        """Lay the list out as a named view has it."""
        self.query = self.query.by(within=None)
        self.lay_out(layouts.read(self.register, body))
        self.remember()
        self._table.setFocus()

    def show_usual(self) -> None:
        """Lay the list out as it was before anybody changed it."""
        self.query = self.query.by(within=None)
        self.lay_out(layouts.usual(self.register))
        self.remember()

    def ask_name(self) -> None:
        """Ask for a name under which the list can be laid out like this again."""
        self._parts.strip.ask("Name of this view", "Keep", self._name, "Overdue by agency")

    def _name(self, title: str) -> None:
        verb = partial(
            named_views.name_view,
            register=self.register.code,
            group_id=self._group_id,
            title=title,
            body=layouts.write(self.now()),
        )
        words = f"Keep the view “{title}”"
        self._jobs.change(words, verb, then=partial(self._did, words), refused=self._refused)

    def forget(self, view: ViewLine) -> None:
        """Take a named view away."""
        words = f"Forget the view “{view.title}”"
        verb = partial(named_views.forget_view, view_id=view.id)
        self._jobs.change(words, verb, then=partial(self._did, words), refused=self._refused)

    def _did(self, words: str, _: object) -> None:
        self.done.emit(words)

    def _refused(self, refusal: object) -> None:
        self.refused.emit(refusal)
