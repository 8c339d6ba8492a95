"""The evidence of an action: every revision that was ever held, and a line to add another."""

from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.desk import attachments
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import paper_files
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import EvidenceKind
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.produce import open_outside
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.register.told import ReadingPane
from safeguard_desk.ui.theme import colours
from safeguard_desk.ui.widgets.fields import DateField, LineField
from safeguard_desk.views.evidence import Revision, held
from safeguard_desk.work import evidence
from safeguard_desk.work.papers import Content

_EMPTY = (
    "No evidence is held yet. Type what shows it and press Enter, or attach a file. What is added"
    " here stays: a later revision never overwrites an earlier one."
)


class EvidencePane(QWidget):
    """Revisions, newest first; as they were held on a day, if one is named."""

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._record_id = ""
        self._revisions: dict[str, Revision] = {}
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("What the evidence shows")
        for known in EvidenceKind:
            self.kind.addItem(known.label, known)
        self.line = LineField("Add evidence", self)
        self.line.setPlaceholderText("What shows it? Enter adds it with today's date.")
        self.attach = QPushButton("&Attach a file…", self)
        self.held_on = DateField(
            "Evidence as it was held on", partial(today, jobs), "Held on, as 1 Mar", self
        )
        self.held_on.setMaximumWidth(self.fontMetrics().averageCharWidth() * 36)
        self.said = ReadingPane("Evidence", self)
        top = QHBoxLayout()
        for widget in (self.kind, self.line, self.attach, self.held_on):
            top.addWidget(widget, 1 if widget is self.line else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.said, 1)
        self.line.returnPressed.connect(self._add)
        self.attach.clicked.connect(self._choose)
        self.held_on.committed.connect(self._as_held)
        self.said.anchorClicked.connect(self._open)

    def show_record(self, record_id: str) -> None:
        """Show an action's evidence."""
        if record_id != self._record_id:
            self._record_id = record_id
            self.line.clear()
            self.held_on.show_value(None)
        for widget in (self.line, self.attach, self.kind):
            widget.setEnabled(not self._jobs.desk.read_only)
        self._show()

    def _show(self) -> None:
        by = self.held_on.value()
        found = self._jobs.read(partial(held, action_id=self._record_id, by=by))
        self._revisions = {revision.id: revision for revision in found}
        if not found:
            nothing = f"Nothing was held on {write_date(by)}." if by else _EMPTY
            self.said.setPlainText(nothing)
            return
        known = colours(self.palette())
        heads = ("Held since", "Shows", "Revision", "What", "By")
        head = "".join(
            f'<th align="left" style="color:{known.quiet}">{name}</th>' for name in heads
        )
        rows = "".join(_row(revision, known.link) for revision in found)
        self.said.setHtml(f'<table cellpadding="5" width="100%"><tr>{head}</tr>{rows}</table>')

    def _as_held(self, _: object) -> None:
        self._show()

    def _add(self) -> None:
        words = self.line.text().strip()
        if words:
            self._offer(words, None)

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Attach evidence")
        if chosen:
            self.attach_file(Path(chosen))

    def attach_file(self, path: Path) -> None:
        """Attach a file as a revision, with what is typed beside it."""
        words = self.line.text().strip()
        self._jobs.compute(
            f"Reading {path.name}",
            partial(_read, path),
            then=partial(self._offer, words),
            refused=self._not_taken,
        )

    def _offer(self, words: str, content: Content | None) -> None:
        kind = EvidenceKind(self.kind.currentData())
        verb = partial(_keep, action_id=self._record_id, kind=kind, words=words, content=content)
        self._jobs.change("Add evidence", verb, then=self._added, refused=self._not_taken)

    def _added(self, _: object) -> None:
        self.line.clear()
        self._show()
        self.done.emit("Add evidence")

    def _not_taken(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)

    def _open(self, link: QUrl) -> None:
        revision = self._revisions.get(link.path())
        if revision is None:
            return
        try:
            read = partial(attachments.content, sha256=revision.sha256)
            open_outside(revision.filename, self._jobs.read(read))
        except Refusal as refusal:
            self._not_taken(refusal)


def _row(revision: Revision, link: str) -> str:
    what = escape(revision.words)
    if revision.sha256:
        size = f"{max(1, round(revision.size / 1000))} kB"
        anchor = f'<a href="{revision.id}" style="color:{link}">{escape(revision.filename)}</a>'
        what = f"{what}{'<br>' if what else ''}{anchor}, {size}, SHA-256 {revision.sha256[:12]}…"
    cells = (
        write_date(revision.on),
        escape(revision.kind.label),
        str(revision.number),
        what,
        escape(revision.by),
    )
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _read(path: Path, progress: object) -> Content:
    return paper_files.read(path)


def _keep(
    uow: UnitOfWork, *, action_id: str, kind: EvidenceKind, words: str, content: Content | None
) -> None:
    """Add a revision; that it made a difference is a judgement, with who and when."""
    if kind is EvidenceKind.IMPACT:
        evidence.judge(uow, action_id, words, content=content)
    else:
        evidence.add(uow, action_id, kind, words, content=content)
