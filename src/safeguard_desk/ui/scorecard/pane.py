"""One indicator: its run chart, what warns, what was said of it, and what follows."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safeguard_desk.papers.scorecard_charts import run_chart
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.measuring import shown
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms_quality import Direction
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.scorecard.cells import target_words
from safeguard_desk.ui.scorecard.risk_form import RiskForm
from safeguard_desk.ui.widgets.fields import TextField
from safeguard_desk.views import measured
from safeguard_desk.views import scorecard as views
from safeguard_desk.views.scorecard import Cell, IndicatorRow
from safeguard_desk.work import commentary

_UNKNOWN = "Choose an indicator to see its run chart."


class IndicatorPane(QWidget):
    """Below the grid: the chart at the left, words and what can be done at the right."""

    record_wanted = Signal(object, object)
    refused = Signal(object)
    said = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self.row: IndicatorRow | None = None
        self.period: Period | None = None
        self.heading = self._label("heading", _UNKNOWN)
        self.against = self._label("quiet")
        self.signal = self._label("")
        self.versions = self._label("quiet")
        self.chart = ChartView(self)
        self.risk = QPushButton("Open a &risk…", self)
        self.points = QLabel("Commentary", self)
        self.words = TextField("Commentary", self)
        self.form = RiskForm(jobs, self)
        self.form.hide()
        self._lay_out()
        self.risk.clicked.connect(self.ask_risk)
        self.words.committed.connect(self._comment)
        self.form.opened.connect(self._opened)
        self.form.refused.connect(self.refused)
        self.form.left.connect(self._leave_form)
        self._enable()

    def _label(self, role: str, words: str = "") -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        return label

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.heading)
        left.addWidget(self.against)
        left.addWidget(self.chart)
        left.addStretch(1)
        inside = QWidget(self)
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 4, 0)
        warns = QHBoxLayout()
        warns.addWidget(self.signal, 1)
        warns.addWidget(self.risk, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(warns)
        right.addWidget(self.form)
        right.addWidget(self.points)
        right.addWidget(self.words)
        right.addWidget(self.versions)
        right.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 3)
        layout.addWidget(area, 2)

    def show_row(self, row: IndicatorRow | None, cell: Cell | None) -> None:
        """Show an indicator, and the commentary of a cell's period, or of its latest figure's."""
        moved = self.row is None or row is None or row.id != self.row.id
        if moved:
            self.words.commit()
            self._leave_form()
        self.row = row
        if row is None:
            self.period = None
            self.heading.setText(_UNKNOWN)
            for label in (self.against, self.signal, self.versions):
                label.clear()
            self._enable()
            return
        at = cell or row.latest or row.cells[-1]
        self.heading.setText(f"{row.ref}  {row.title}")
        self.against.setText(_against(row))
        self.signal.setText(_signal(row))
        last = row.cells[-1].period
        long = self._jobs.read(partial(views.over_time, indicator_id=row.id, last=last))
        chart = run_chart(long or row)
        if chart != self.chart.chart:
            self.chart.show_chart(chart)
        self._show_words(at, moved=moved)
        self._enable()

    def _show_words(self, at: Cell, *, moved: bool) -> None:
        if moved or self.period != at.period:
            self.words.commit()
            self.period = at.period
            self.words.show_value(at.commentary)
            self.words.put_back()
        else:
            self.words.show_value(at.commentary)
        self.points.setText(f"Commentary for {at.period.label}")
        self.words.setAccessibleName(f"Commentary for {at.period.label}")
        self.versions.setText(self._history(at.period))

    def _history(self, period: Period) -> str:
        if self.row is None:
            return ""
        of = self.row.id
        found = self._jobs.read(partial(measured.versions, indicator_id=of, period=period))
        unit = self.row.unit
        said = [f"{shown(one.reading, unit)} on {write_date(one.recorded_on)}" for one in found]
        if len(said) < 2:
            return f"Recorded: {said[0]}" if said else ""
        return f"{period.label} was said to be {', then '.join(said)}."

    def _enable(self) -> None:
        row = self.row
        writable = row is not None and not self._jobs.desk.read_only
        self.words.setReadOnly(not writable)
        self.points.setVisible(row is not None)
        self.words.setVisible(row is not None)
        self.chart.setVisible(row is not None)
        self.risk.setVisible(row is not None and (row.warns or row.risk is not None))
        if row is not None:
            self.risk.setText(f"Show {row.risk[0]}" if row.risk else "Open a &risk…")
            self.risk.setEnabled(writable or row.risk is not None)

    def ask_risk(self) -> None:
        """Show the risk that is open, else ask for one."""
        if self.row is None:
            return
        if self.row.risk is not None:
            self.record_wanted.emit("risks", self.row.risk[1])
        elif self.row.warns:
            self.form.show()
            self.form.begin(self.row)

    def _leave_form(self) -> None:
        self.form.hide()

    def _opened(self, _: str) -> None:
        self._leave_form()
        self.said.emit("The risk is open, with its actions in the tracker.")

    def _comment(self, words: str) -> None:
        if self.row is None or self.period is None:
            return
        verb = partial(
            commentary.comment,
            indicator_id=self.row.id,
            period=self.period,
            words=words,
            seen=self.words.kept,
        )
        title = f"Comment on {self.row.ref}, {self.period.label}"
        self._jobs.change(title, verb, refused=self._not_taken, merge=title)

    def _not_taken(self, refusal: object) -> None:
        self.words.refused()
        self.refused.emit(refusal)

    def save(self) -> None:
        """Offer a commentary that is typed and not yet saved."""
        self.words.commit()


def _against(row: IndicatorRow) -> str:
    """Return what the figures are held against, and who gives them."""
    said = [f"Target {target_words(row)}" if row.target else "No target"]
    good = row.direction.label.lower()
    neither = row.direction is Direction.NEITHER
    said += ["no direction is good" if neither else good, f"given by {row.agency}"]
    words = "; ".join(said) + "."
    return f"{words} {row.definition}" if row.definition else words


def _signal(row: IndicatorRow) -> str:
    if not row.signals:
        return "No signal."
    return f"{'! ' if row.warns else ''}Signal: {row.warning}."
