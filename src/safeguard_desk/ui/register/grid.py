"""A list as a grid: cells typed into, many rows changed at once, filled down, pasted into."""

import csv
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.registers import cells, pasting
from safeguard_desk.registers.cells import Cell
from safeguard_desk.registers.declare import Column, Field, Register
from safeguard_desk.registers.pasting import Pasted
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.bulk_bar import BulkBar
from safeguard_desk.ui.register.cell_editor import CellEditor, one_line_field, typed_value
from safeguard_desk.ui.register.changer import Changer
from safeguard_desk.ui.register.strip import Strip
from safeguard_desk.ui.register.table import RowsTable

_NAMED = 4
"""Words not understood that are quoted when something is pasted."""


def is_grid(register: Register) -> bool:
    """Say whether cells of a register can be typed into."""
    return register.edit is not None and any(column.field for column in register.columns)


class Grid(QObject):
    """The work of a list's cells; the panel places its strip and bar and passes its keys on."""

    done = Signal(object)
    refused = Signal(object)
    whole_wanted = Signal()

    def __init__(self, jobs: Jobs, register: Register, table: RowsTable, parent: QWidget) -> None:
        """Work on a table of a register."""
        super().__init__(parent)
        self._jobs = jobs
        self.register = register
        self.table = table
        self.strip = Strip(parent)
        self.bar = BulkBar(register, parent)
        self.changer = Changer(jobs, register, self.strip, self)
        self.editor = CellEditor(jobs, table)
        table.set_typable(True)
        table.typed_into.connect(self.fill_in)
        table.ticks_changed.connect(self.show_bar)
        table.selectionModel().selectionChanged.connect(self._selected)
        table.pasted.connect(self.paste)
        table.filled_down.connect(self.fill_down)
        self.bar.wanted.connect(self.ask)
        self.bar.cleared.connect(table.untick)
        self.strip.left.connect(self._back)
        self.editor.offered.connect(self._offered)
        self.editor.refused.connect(self.refused)
        self.editor.whole_wanted.connect(self.whole_wanted)
        self.changer.done.connect(self.done)
        self.changer.refused.connect(self.refused)

    def key(self, letter: str) -> bool:
        """Do what a letter stands for in the grid; says whether it stands for anything."""
        if letter in "xX":
            self.table.tick(self.table.current_id())
            return True
        for column in self.register.columns:
            if column.key and column.key.casefold() == letter.casefold():
                self.ask(column.code)
                return True
        return False

    def fill_in(self, index: QModelIndex) -> None:
        """Open the editor over a cell, or the form where the cell cannot be typed into."""
        if self.table.rows.columns[index.column()].field is None:
            self.whole_wanted.emit()
        else:
            self.editor.begin(index)

    def ask(self, code: str) -> None:
        """Ask for the value of a column: in its cell for one row, in the strip for several."""
        moving = code.startswith("+")
        column = self.register.column(code.lstrip("+"))
        ids = self.table.targets()
        if not ids or column.field is None:
            return
        codes = [shown.code for shown in self.table.rows.columns]
        if len(ids) == 1 and not moving and code in codes and not self.table.ticked:
            row = self.table.rows.row_of(ids[0])
            self.editor.begin(self.table.rows.index(row, codes.index(code)))
            return
        what = f"{column.title} of {len(ids):,} {self._plural(len(ids))}"
        if moving:
            move = partial(self._move, column, ids)
            self.strip.ask(f"Move {what.lower()} by", "Move", move, "2 weeks, 10wd, 1 month")
            return
        field = one_line_field(column.field, self._jobs, self.strip)
        self.strip.ask_value(what, "Set", field, partial(self._set, column.field, ids))

    def _plural(self, number: int) -> str:
        return self.register.one if number == 1 else self.register.title.lower()

    def _set(self, field: Field, ids: Sequence[str], widget: Any) -> None:
        try:
            value = typed_value(field, widget)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        read = partial(cells.values, register=self.register, ids=ids, name=field.name)
        held = self._jobs.read(read)
        changes = [Cell(identity, field.name, seen, value) for identity, seen in held.items()]
        self.changer.change(self._title(field, len(changes)), changes)

    def _move(self, column: Column, ids: Sequence[str], by: str) -> None:
        name = column.field.name if column.field else ""
        read = partial(cells.moved, register=self.register, ids=ids, name=name, by=by)
        try:
            changes = self._jobs.read(read)
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        if changes:
            words = f"Move {column.title.lower()} of {len(changes):,} by {by.lstrip('+')}"
            self.changer.change(words, changes)
        else:
            what = f"None of them has a date under “{column.title}” to move from."
            self.refused.emit(Refusal(what, "Nothing was changed.", "Set one for all instead."))

    def _title(self, field: Field, number: int) -> str:
        return f"Change {field.title.lower()} of {number:,} {self._plural(number)}"

    def _offered(self, cell: Cell, title: str) -> None:
        row = self.table.rows.row_of(cell.record_id)
        places = [column.code for column in self.table.rows.columns]
        ref = self.table.rows.cells(row)[places.index("ref")] if "ref" in places else ""
        called = f"Change {title.lower()}" + (f" of {ref}" if ref else "")
        self.changer.change(called, [cell])

    def fill_down(self) -> None:
        """Give the first chosen row's value in the column of the cursor to all the others."""
        index = self.table.currentIndex()
        ids = [one for one in self._in_order(self.table.targets()) if one]
        if not index.isValid() or not self._typable_column(index):
            return
        field = self.table.rows.columns[index.column()].field
        if field is None or len(ids) < 2:
            words = "Choose two rows or more first, with Shift and the arrows or by ticking them."
            self.refused.emit(Refusal("Ctrl+D fills a value down.", "", words))
            return
        read = partial(cells.values, register=self.register, ids=ids, name=field.name)
        held = self._jobs.read(read)
        value = held[ids[0]]
        changes = [Cell(one, field.name, held[one], value) for one in ids[1:] if one in held]
        self.changer.change(f"Fill {field.title.lower()} down {len(changes):,}", changes)

    def _in_order(self, ids: Sequence[str]) -> list[str]:
        return sorted(ids, key=self.table.rows.row_of)

    def _typable_column(self, index: QModelIndex) -> bool:
        column = self.table.rows.columns[index.column()]
        if column.field is None:
            what = f"“{column.title}” is not typed into here."
            todo = "Go to another column with the arrows, or press E for the form."
            self.refused.emit(Refusal(what, "Nothing was changed.", todo))
        return column.field is not None

    def paste(self) -> None:
        """Fill cells from the clipboard, from the cursor on; by titles where it has some."""
        text = QGuiApplication.clipboard().text()
        lines = list(csv.reader(text.splitlines(keepends=True), delimiter="\t"))
        index = self.table.currentIndex()
        if not lines:
            return
        if pasting.has_titles(self.register, lines):
            read = partial(
                pasting.with_titles,
                register=self.register,
                lines=lines,
                group_id=self.table.rows.query.group_id,
            )
            self._offer(self._jobs.read(read))
        elif index.isValid():
            self._paste(lines, index)

    def _paste(self, lines: list[list[str]], index: QModelIndex) -> None:
        ids = self._pasted_into(lines, index.row())
        if len(lines) > len(ids):
            what = f"{len(lines)} lines were copied, and {len(ids)} rows follow from here."
            todo = "Go further up, or copy them with their titles: then new ones are made."
            self.refused.emit(Refusal(what, "Nothing was pasted.", todo))
            return
        read = partial(
            pasting.into_cells,
            register=self.register,
            lines=lines,
            ids=ids,
            columns=self.table.rows.columns[index.column() :],
        )
        self._offer(self._jobs.read(read))

    def _pasted_into(self, lines: list[list[str]], row: int) -> list[str]:
        """Return the rows that are pasted into; one copied line goes to every chosen row."""
        chosen = self._in_order(self.table.targets())
        if len(lines) == 1 and len(chosen) > 1:
            lines *= len(chosen)
            return chosen
        following = (self.table.rows.id_at(n) for n in range(row, self.table.rows.rowCount()))
        return [one for one in following if one is not None][: len(lines)]

    def _offer(self, pasted: Pasted) -> None:
        """Paste at once what is understood whole; say first what is new and what is not taken."""
        rows, new, wrong = len({c.record_id for c in pasted.cells}), len(pasted.new), pasted.wrong
        if not (rows or new or wrong):
            self.done.emit("Nothing differs from what is here")
            return
        title = f"Paste into {rows:,} {self._plural(rows)}" if rows else f"Paste {new:,} new"
        if not new and not wrong:
            self.changer.change(title, pasted.cells)
            return
        parts = [f"{rows:,} would change, {new:,} would be new."]
        if wrong:
            more = f" And {len(wrong) - _NAMED} more." if wrong[_NAMED:] else ""
            parts.append(f"{len(wrong)} cells are left out: {' '.join(wrong[:_NAMED])}{more}")
        if rows or new:
            self.strip.offer(" ".join(parts), "Paste", partial(self._paste_it, title, pasted))
        else:
            self.refused.emit(Refusal(parts[-1], "Nothing was pasted."))

    def _paste_it(self, title: str, pasted: Pasted, _: object) -> None:
        if pasted.new:
            self._paste_new(title, pasted, "")
        else:
            self.changer.change(title, pasted.cells)

    def _paste_new(self, title: str, pasted: Pasted, reason: str) -> None:
        verb = partial(
            pasting.paste,
            register=self.register,
            group_id=self.table.rows.query.group_id,
            pasted=pasted,
            reason=reason,
        )
        refused = partial(self._not_pasted, title, pasted, reason)
        self._jobs.change(title, verb, then=partial(self._pasted, title), refused=refused)

    def _pasted(self, title: str, _: int) -> None:
        self.done.emit(title)

    def _not_pasted(self, title: str, pasted: Pasted, reason: str, refusal: Refusal) -> None:
        """Ask for the reason or evidence that pasted lines need, or say why they are refused."""
        if not reason and (isinstance(refusal, Lacking) or getattr(refusal, "lacking", False)):
            go_on = partial(self._paste_new, title, pasted)
            self.strip.ask(f"{refusal.what} Reason or evidence for all of them:", "Paste", go_on)
        else:
            self.refused.emit(refusal)

    def _selected(self, *_: object) -> None:
        self.show_bar()

    def show_bar(self) -> None:
        """Show what can be done while several rows are ticked or chosen."""
        ticked, chosen = len(self.table.ticked), self.table.chosen_rows()
        number = ticked or (chosen if chosen > 1 else 0)
        self.bar.setVisible(bool(number))
        if number:
            self.bar.words.setText(f"{number:,} {'ticked' if ticked else 'chosen'}")
            self.bar.away.setVisible(bool(ticked))

    def _back(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Keep what is typed in a cell; on Esc put the strip away, then the ticks."""
        if self.strip.isVisible():
            self.strip.leave()
            return True
        if self.table.ticked:
            self.table.untick()
            return True
        return False
