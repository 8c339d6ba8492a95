"""The audit workspace: an audit is chosen above, its steps stand in a row, the report beside."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.audit_stages import STAGES, following, wanting
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_quality import AuditState
from safeguard_desk.ui.audits.cases import CasesStep
from safeguard_desk.ui.audits.findings import FindingsStep
from safeguard_desk.ui.audits.grades import GradesStep
from safeguard_desk.ui.audits.impact import ImpactStep
from safeguard_desk.ui.audits.returns import ReturnsStep
from safeguard_desk.ui.audits.scope import ScopeStep
from safeguard_desk.ui.audits.step import Bench, Step
from safeguard_desk.ui.audits.tool import ToolStep
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.thread.pane import ThreadPane
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views import audits
from safeguard_desk.views.audit_picture import Picture, picture
from safeguard_desk.work import audits as verbs

STEPS: tuple[type[Step], ...] = (
    ScopeStep,
    ToolStep,
    CasesStep,
    ReturnsStep,
    GradesStep,
    FindingsStep,
    ImpactStep,
)
SEEN = (
    *("audits", "audit_stages", "audit_reasons", "audit_questions", "audit_cases"),
    *("audit_agencies", "audit_returns", "audit_grades", "audit_tools", "findings"),
    *("recommendations", "actions", "links", "agencies", "people"),
)
_PLACES = {
    AuditState.PLANNED: 0,
    AuditState.SCOPED: 2,
    AuditState.CASES: 3,
    AuditState.RETURNS: 3,
    AuditState.MODERATION: 4,
    AuditState.FINDINGS: 5,
    AuditState.PLAN: 6,
    AuditState.MONITORED: 6,
    AuditState.IMPACT: 6,
    AuditState.CLOSED: 6,
    AuditState.CANCELLED: 0,
}
"""Which step an audit of a stage is waiting for."""
_EMPTY = (
    "No audits yet. Plan one on the page “Programme”, or type a theme in the line above and press"
    " Enter."
)


class AuditsPage(Page):
    """One audit at a time, with everything that belongs to it."""

    narrows = True

    in_view = frozenset({"audits"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the first open audit of the group."""
        super().__init__(jobs, tab, parent)
        self.picture: Picture | None = None
        self._asked = 0
        self.bench = Bench(jobs, self)
        self.bench.said.connect(self.said)
        self.bench.refused.connect(self.refused)
        self.bench.record_wanted.connect(self._want)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName("Audit")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new = LineField("Theme of a new audit", self)
        self.new.setPlaceholderText("New audit: a theme, then Enter")
        self.onward = QPushButton(self)
        make_primary(self.onward)
        self.stage = QComboBox(self)
        self.stage.setAccessibleName("Stage")
        for state in STAGES:
            self.stage.addItem(state.label, state)
        self.report = QPushButton("&Report", self)
        self.thread_button = QPushButton("T&hread", self)
        self.thread_button.setCheckable(True)
        # Qt gives a pressed button more room than it asks for.
        self.thread_button.setMinimumWidth(self.thread_button.sizeHint().width() + 14)
        self.thread_button.setToolTip("What led to this audit, and what it led to")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.bar = StepBar([step.title for step in STEPS], self)
        self.steps: list[Step] = [step(self.bench, self) for step in STEPS]
        self.stack = QStackedWidget(self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY)
        self.preview = Preview(jobs, self)
        self.thread_pane = ThreadPane(jobs, self)
        self.whole = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self._list()

    def _lay_out(self) -> None:
        heading = QLabel("Audits", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self.choice)
        top.addWidget(self.new, 1)
        top.addWidget(self.stage)
        top.addWidget(self.onward)
        top.addWidget(self.report)
        top.addWidget(self.thread_button)
        work = QWidget(self)
        inner = QVBoxLayout(work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.told)
        inner.addWidget(self.bar)
        for step in self.steps:
            self.stack.addWidget(step)
        inner.addWidget(self.stack, 1)
        self.work = work
        for shown in (work, self.empty, self.preview, self.thread_pane):
            self.whole.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.whole, 1)

    def _connect(self) -> None:
        self.choice.activated.connect(self._chosen)
        self.new.returnPressed.connect(self._plan)
        self.onward.clicked.connect(self._onward)
        self.stage.activated.connect(self._set_stage)
        self.report.clicked.connect(self.show_report)
        self.thread_button.toggled.connect(self._show_thread)
        self.thread_pane.record_wanted.connect(self._want)
        self.bar.chosen.connect(self.show_step)
        self.preview.closed.connect(self._put_away)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        if self.bench.audit_id:
            self.steps[self.stack.currentIndex()].arrive()
        else:
            self.new.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the audit that is shown, or of the list of audits."""
        if changes.touches("audits"):
            self._list()
        elif changes.touches(*SEEN):
            self._look()

    def save(self) -> None:
        """Offer what is typed."""
        for step in self.steps:
            step.save()

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared."""
        super().present(presenting)
        self.bench.presenting = self.thread_pane.presenting = presenting
        self._look()

    def about(self) -> tuple[str, str] | None:
        """Return the audit that is shown."""
        return ("audits", self.bench.audit_id) if self.bench.audit_id else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show an audit."""
        if kind == "audits":
            self.save()
            self._list(record_id)
            self.arrive()

    def look_again(self) -> None:
        """Offer the audits that are seen through the lens."""
        self.save()
        self._list()

    def _list(self, wanted: str | None = None) -> None:
        found = self.through(self.jobs.read(partial(audits.programme, group_id=self.tab.group_id)))
        ordered = [
            *(one for one in reversed(found) if one.state.is_open),
            *(one for one in reversed(found) if not one.state.is_open),
        ]
        chosen = wanted or self.bench.audit_id
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for one in ordered:
                self.choice.addItem(f"{one.ref}  {one.title}", one.id)
            place = self.choice.findData(chosen)
            self.choice.setCurrentIndex(max(place, 0) if ordered else -1)
        self.choice.setVisible(bool(ordered))
        self._show(self.choice.currentData() or "", other=wanted is not None)

    def _chosen(self, _: int) -> None:
        self.save()
        self._show(self.choice.currentData() or "", other=True)

    def _show(self, audit_id: str, *, other: bool) -> None:
        other = other or audit_id != self.bench.audit_id
        self.bench.audit_id = audit_id
        beside = self.whole.currentWidget() in {self.preview, self.thread_pane}
        if other or not beside:
            self.thread_button.setChecked(False)
            self.whole.setCurrentWidget(self.work if audit_id else self.empty)
        for widget in (self.stage, self.onward, self.report, self.thread_button):
            widget.setVisible(bool(audit_id))
        if other:
            self.picture = None
        self._look()

    def _look(self) -> None:
        """Read the audit on the worker; what was asked for earlier and comes late is dropped."""
        if self.bench.audit_id:
            self._asked += 1
            work = partial(_picture, audit_id=self.bench.audit_id, number=self._asked)
            self.jobs.look(work, self._arrived)

    def _arrived(self, found: tuple[int, Picture | None]) -> None:
        number, seen = found
        if number != self._asked or seen is None:
            return
        first = self.picture is None
        self.picture = seen.without_restricted() if self.presenting else seen
        head = self.picture.head
        place = _PLACES[head.state]
        if first:
            self.stack.setCurrentIndex(place)
        for step in self.steps:
            step.show_picture(self.picture)
        self.bar.show_place(self.stack.currentIndex(), place)
        self.told.setText(_told(self.picture))
        if self.thread_button.isChecked():
            self.thread_pane.refresh()
        to_come = following(head.state)
        self.onward.setVisible(to_come is not None)
        if to_come is not None:
            lacking = wanting(to_come, self.picture.held)
            self.onward.setText(f"Move on: {to_come.label.lower()}")
            needs = f"Still needs: {', '.join(lacking)}"
            self.onward.setToolTip(needs if lacking else f"Now: {head.state.label.lower()}")
        with QSignalBlocker(self.stage):
            self.stage.setCurrentIndex(self.stage.findData(head.state))

    def show_step(self, place: int) -> None:
        """Show a step by its place, from 0."""
        self.steps[self.stack.currentIndex()].save()
        self.stack.setCurrentIndex(place)
        if self.picture is not None:
            self.bar.show_place(place, _PLACES[self.picture.head.state])
        self.steps[place].arrive()

    def _want(self, kind: str, record_id: str) -> None:
        if kind == "audits":
            self.open_record(kind, record_id)
        else:
            self.record_wanted.emit(kind, record_id)

    def _plan(self) -> None:
        if self.new.text().strip():
            verb = partial(_plan, group_id=self.tab.group_id or "", title=self.new.text())
            self.jobs.change("Plan an audit", verb, then=self._planned, refused=self.refused.emit)

    def _planned(self, audit_id: str) -> None:
        self.new.clear()
        self.open_record("audits", audit_id)

    def _onward(self) -> None:
        to_come = following(self.picture.head.state) if self.picture else None
        if to_come is not None:
            self._move(to_come)

    def _set_stage(self, _: int) -> None:
        state = AuditState(self.stage.currentData())  # Qt gives the code back, not the term
        if self.picture is not None and state is not self.picture.head.state:
            self._move(state)

    def _move(self, stage: AuditState) -> None:
        self.save()
        verb = partial(verbs.move_to, audit_id=self.bench.audit_id, stage=stage)
        title = f"Move the audit to {stage.label.lower()}"
        self.jobs.change(title, verb, refused=self._not_moved)

    def _not_moved(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)
        if self.picture is not None:
            self.stage.setCurrentIndex(self.stage.findData(self.picture.head.state))

    def _show_thread(self, wanted: bool) -> None:
        self.whole.setCurrentWidget(self.thread_pane if wanted else self.work)
        if wanted:
            self.save()
            self.thread_pane.show_thread("audits", self.bench.audit_id)

    def show_report(self) -> None:
        """Show the audit's report as it would be printed."""
        if self.picture is not None:
            self.thread_button.setChecked(False)
            self.save()
            self.whole.setCurrentWidget(self.preview)
            request = Request(about=("audits", self.bench.audit_id))
            self.preview.show_paper(f"{self.picture.head.ref} report", "audit-report", request)

    def _put_away(self) -> None:
        self.whole.setCurrentWidget(self.work)
        self.arrive()


def _picture(reader: Reader, *, audit_id: str, number: int) -> tuple[int, Picture | None]:
    try:
        return number, picture(reader, audit_id)
    except Refusal:
        return number, None  # undone meanwhile: the list that follows says so


def _plan(uow: Any, *, group_id: str, title: str) -> str:
    return verbs.plan_audit(uow, group_id, title).id


def _told(seen: Picture) -> str:
    head = seen.head
    parts = [head.state.label, head.side.label]
    if head.re_audit_of:
        parts.append(f"repeats {head.re_audit_of}")
    if head.state is AuditState.CANCELLED:
        parts.append(head.state_reason)
    to_come = head.next_stage
    if to_come is not None and to_come.planned_on is not None:
        late = head.late_since(seen.today)
        day = write_date(to_come.planned_on)
        parts.append(
            f"! {to_come.stage.label.lower()} was planned for {day}"
            if late
            else f"next: {to_come.stage.label.lower()}, planned for {day}"
        )
    lacking = wanting(to_come.stage, seen.held) if to_come is not None else ()
    if lacking:
        parts.append(f"still needs {', '.join(lacking)}")
    return "  ·  ".join(parts)
