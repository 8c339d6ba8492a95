"""A report by sections: commentary under the heading, its numbers, and the rows behind each."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.numbers import SAID, Line
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Rows, RowsView
from safeguard_desk.ui.reports.rows import (
    BEHIND,
    NUMBERS,
    BehindShown,
    NumberShown,
    SectionShown,
    number_style,
    worth_showing,
)
from safeguard_desk.ui.widgets.fields import TextField
from safeguard_desk.views import behind as behind_views
from safeguard_desk.views import reports as views
from safeguard_desk.views.reports import ReportHead
from safeguard_desk.work import reports as verbs


def name(line: Line) -> tuple[str, ...]:
    """Return what names a value in two reports: a sentence is named by its words."""
    return (*line.key, line.value) if line.column == SAID else line.key


class ReportReading(QWidget):
    """The numbers of one section, what is said of it, and what a number counts."""

    record_wanted = Signal(object, object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, sections: RowsView, parent: QWidget | None = None) -> None:
        """Show nothing yet; `sections` is the list that chooses one."""
        super().__init__(parent)
        self.jobs = jobs
        self.sections = sections
        self.head: ReportHead | None = None
        self.lines: tuple[Line, ...] = ()
        self.before: dict[tuple[str, ...], str] | None = None
        self.presenting = False
        self._words: dict[str, str] = {}
        self._about = ("", "")
        self.numbers = RowsView(Rows(NUMBERS, self, style=number_style), "Numbers", self)
        self.behind = RowsView(Rows(BEHIND, self), "Rows behind the number", self)
        self.words = TextField("Commentary", self)
        self.words.setPlaceholderText("Commentary: it stands under this heading in the report")
        self.counted = QLabel(self)
        self.counted.setProperty("role", "quiet")
        below = QWidget(self)
        under = QVBoxLayout(below)
        under.setContentsMargins(0, 4, 0, 0)
        under.addWidget(self.counted)
        under.addWidget(self.behind, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.numbers)
        split.addWidget(below)
        split.setSizes([330, 170])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addWidget(split, 1)
        self.sections.selectionModel().currentRowChanged.connect(self._show_section)
        self.sections.opened.connect(lambda _: self.words.setFocus())
        self.numbers.selectionModel().currentRowChanged.connect(self._show_behind)
        self.numbers.opened.connect(lambda _: self.behind.setFocus())
        self.behind.opened.connect(self._open)
        self.words.committed.connect(self._say)

    def show_report(self, head: ReportHead | None) -> None:
        """Show a report's commentary; its figures come by `show_figures`."""
        self.words.commit()
        self.head, self.before = head, None
        if head is None or (self.lines and head.id != self._about[0]):
            self.lines = ()
        writable = head is not None and head.state is ReportState.DRAFT
        self.words.setReadOnly(not writable or self.jobs.desk.read_only)
        self.read_words()

    def show_figures(self, found: tuple[Line, ...]) -> None:
        """Show the figures that were read."""
        self.lines = found
        self._fill_sections()

    def compare(self, before: dict[tuple[str, ...], str] | None) -> int:
        """Show beside each value what it was; return how many differ."""
        self.before = before
        self._show_section()
        if before is None:
            return 0
        return sum(before.get(name(line)) != line.value for line in self.lines)

    def read_words(self) -> None:
        """Read the commentary again."""
        if self.head is not None:
            self._words = self.jobs.read(partial(views.words, report_id=self.head.id))
            self._fill_sections()

    def _fill_sections(self) -> None:
        titles = dict.fromkeys(["", *(line.section for line in self.lines), *self._words])
        shown = [SectionShown(f"§{one}", one, bool(self._words.get(one))) for one in titles]
        self.sections.rows.show(shown)
        if self.sections.chosen is None and shown:
            self.sections.choose(shown[0].id)
        self._show_section()

    def _section(self) -> str:
        return (self.sections.chosen or "§")[1:]

    def _show_section(self, *_: object) -> None:
        about = (self.head.id if self.head else "", self._section())
        if self._about != about:
            self.words.commit()
            self.words.put_back()
            self._about = about
        self.words.show_value(self._words.get(self._section(), ""))
        own = [
            NumberShown(
                "¦".join(name(line)),
                line,
                None if self.before is None else self.before.get(name(line)),
                self.before is not None,
            )
            for line in self.lines
            if line.section == self._section()
        ]
        self.numbers.rows.show(list({one.id: one for one in own if worth_showing(one)}.values()))
        self._show_behind()

    def _show_behind(self, *_: object) -> None:
        chosen = next((r for r in self.numbers.rows.rows if r.id == self.numbers.chosen), None)
        found = []
        if chosen is not None:
            found = self.jobs.read(partial(_rows, line=chosen.line, restricted=self._restricted()))
        self.behind.rows.show(
            [BehindShown(f"{place} {one.id}", one) for place, one in enumerate(found)]
        )
        counted = f"{len(found)} behind {chosen.line.value}" if chosen and found else ""
        self.counted.setText(counted or "Choose a number: what it counts stands here.")

    def _restricted(self) -> bool:
        return self.head is not None and self.head.restricted and not self.presenting

    def _open(self, row_id: str) -> None:
        row = next(one.row for one in self.behind.rows.rows if one.id == row_id)
        self.record_wanted.emit(row.kind, row.id)

    def _say(self, text: object) -> None:
        report_id, section = self._about
        verb = partial(verbs.say, report_id=report_id, section=section, text=str(text))
        self.jobs.change(
            f"Comment on {section or 'the beginning'}",
            verb,
            refused=self._not_said,
            merge=f"report {report_id} {section}",
        )

    def _not_said(self, refusal: Refusal) -> None:
        self.words.refused()
        self.refused.emit(refusal)


def _rows(reader: Reader, *, line: Line, restricted: bool) -> list[behind_views.Row]:
    return behind_views.rows(reader, behind_views.keys(reader, line.behind), restricted=restricted)
