"""The last step: analysis, publication, checks of impact, quality markers, the answer sent back."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import review_mails
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.quality_markers import MarkerOf, markers
from safeguard_desk.rules.terms_review import ImpactSeen, Marker, Publication
from safeguard_desk.ui.audits.step import heading, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.reviews.step import Bench, Step, buttons, form, scrolled
from safeguard_desk.ui.widgets.choices import TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.review_case import Case, case
from safeguard_desk.views.review_parts import ImpactView
from safeguard_desk.work import review_impact, review_progress, review_work

FIELDS = (
    Field("analysis", "Analysis", Editor.TEXT),
    Field("lived_experience", "Lived experience, and what they said", Editor.TEXT),
    Field("national_issues", "Of importance beyond the area", Editor.TEXT),
    Field("plan_agreed_on", "Action plan agreed on", Editor.DATE),
)


@dataclass(frozen=True)
class Checked:
    """A quality marker and how far it is met."""

    id: str
    marker: MarkerOf
    met: Marker | None
    words: str


def _part(row: Checked) -> str:
    return row.marker.part


def _marker(row: Checked) -> str:
    return row.marker.text


def _met(row: Checked) -> str:
    return row.met.label if row.met else "–"


def _note(row: Checked) -> str:
    return row.words


def _open(row: Checked) -> Style:
    return Style(bold=row.met is not Marker.MET and row.met is not None)


def _looked(row: ImpactView) -> str:
    return write_date(row.checked_on)


def _of(row: ImpactView) -> str:
    return row.recommendation or "Whole review"


def _seen(row: ImpactView) -> str:
    return row.seen.label


def _evidence(row: ImpactView) -> str:
    return f"{row.evidence}{f' ({row.by})' if row.by else ''}"


def _next(row: ImpactView) -> str:
    return write_date(row.next_on) if row.next_on else "–"


class OutcomeStep(Step):
    """Analysis, publication and the answer at the left; impact and quality markers at the right."""

    title = "Outcome"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.fields(FIELDS)
        self._make_impact()
        marked = (
            Column("Part", _part, 14),
            Column("Quality marker", _marker),
            Column("Met", _met, 10),
            Column("Note", _note, 16),
        )
        self.markers = RowsView(Rows(marked, self, style=_open), "Quality markers", self)
        self.markers.setWordWrap(True)
        self.markers.letters = "MPN"
        self.missing = LineField("What is missing of the marker", self)
        self.missing.setPlaceholderText("What is missing; then press P or N on the marker, M: met")
        self.publication = TermField("Publication", Publication, self, required=True)
        self.day = LineField("Published from", self)
        self.until = LineField("Published until", self)
        self.until.setPlaceholderText("Empty: without an end; otherwise a year or longer")
        self.where = LineField("Where", self)
        self.reason = LineField("Reason, where it is withheld", self)
        self.settle = QPushButton("&Settle publication", self)
        self.told = quiet("", self)
        self.answered = quiet("", self)
        self.words = LineField("What came of it, for those who sent it", self)
        self.words.setPlaceholderText("What came of it, for those who sent it")
        self.answer = QPushButton("&Answer those who sent it", self)
        self.mail = QPushButton("Answer as a &mail…", self)
        self.near_miss = QPushButton("&Half page", self)
        self._lay_out()
        self._connect()

    def _make_impact(self) -> None:
        columns = (
            Column("Looked on", _looked, 11),
            Column("At", _of, 13),
            Column("Answer", _seen, 12),
            Column("Evidence", _evidence),
            Column("Next look", _next, 11),
        )
        self.impact = RowsView(Rows(columns, self), "Checks of impact", self)
        self.impact.setWordWrap(True)
        self.impact.setToolTip("Delete takes a check away; Ctrl+Z brings it back")
        self.of = QComboBox(self)
        self.of.setAccessibleName("What is looked at")
        self.of.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.seen = TermField("Impact", ImpactSeen, self, required=True)
        self.seen.setPlaceholderText("Impact?")
        self.evidence = LineField("Evidence of the impact", self)
        self.evidence.setPlaceholderText("What shows it: an audit, an indicator, voices")
        self.by = LineField("Who looked, as a role", self)
        self.by.setPlaceholderText("Who looked (role)")
        self.next = LineField("Day of the next look", self)
        self.next.setPlaceholderText("Next look: in 6 months")
        self.check = QPushButton("&Check impact", self)
        self.due = quiet("", self)

    def _lay_out(self) -> None:
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.addWidget(self.rows["analysis"], 0, 0, 1, 2)
        for place, name in enumerate(("lived_experience", "national_issues", "plan_agreed_on"), 1):
            grid.addWidget(self.rows[name], place, 0, 1, 2)
        grid.addWidget(heading("Publication", self), 4, 0, 1, 2)
        own = form()
        own.addRow("Publicati&on", self.publication)
        own.addRow("From (&day)", self.day)
        own.addRow("&Until", self.until)
        own.addRow("&Where", self.where)
        own.addRow("Reason, if w&ithheld", self.reason)
        grid.addLayout(own, 5, 0, 1, 2)
        grid.addWidget(self.told, 6, 0, 1, 2)
        grid.addLayout(buttons((self.settle,)), 7, 0, 1, 2)
        grid.addWidget(self.answered, 8, 0, 1, 2)
        grid.addWidget(self.words, 9, 0, 1, 2)
        grid.addLayout(buttons((self.answer, self.mail, self.near_miss)), 10, 0, 1, 2)
        grid.setRowStretch(11, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading("Impact, looked at every six months", self))
        right.addWidget(self.due)
        right.addWidget(self.impact, 2)
        line = QHBoxLayout()
        for part in (self.of, self.seen):
            line.addWidget(part)
        line.addWidget(self.evidence, 1)
        right.addLayout(line)
        second = QHBoxLayout()
        for field in (self.by, self.next):
            second.addWidget(field, 1)
        second.addWidget(self.check)
        right.addLayout(second)
        right.addWidget(heading("Quality markers", self))
        right.addWidget(self.markers, 3)
        right.addWidget(self.missing)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(scrolled(body, self), 2)
        layout.addLayout(right, 3)

    def _connect(self) -> None:
        self.markers.pressed_key.connect(self._mark)
        self.settle.clicked.connect(self._settle)
        self.answer.clicked.connect(self._answer)
        self.mail.clicked.connect(self._choose_folder)
        self.near_miss.clicked.connect(partial(self.bench.paper_wanted.emit, "near-miss"))
        self.check.clicked.connect(self._check)
        self.impact.removed.connect(self._take_back)

    def show_case(self, case: Case) -> None:
        """Show what the review came to, and what was seen of it since."""
        super().show_case(case)
        head = case.head
        held = {one.code: one for one in case.checks}
        self.markers.rows.show(
            [
                Checked(
                    one.code,
                    one,
                    held[one.code].marker if one.code in held else None,
                    held[one.code].words if one.code in held else "",
                )
                for one in markers(head.side)
            ]
        )
        self.impact.rows.show(case.impact)
        for table in (self.markers, self.impact):
            table.resizeRowsToContents()
            if table.chosen is None and table.rows.rows:
                table.choose(table.rows.rows[0].id)
        self._show_choices(case)
        self.publication.show_value(head.publication)
        until = f" until {write_date(head.published_until)}" if head.published_until else ""
        day = f" from {write_date(head.published_on)}" if head.published_on else ""
        told = f"{head.publication.label}{day}{until}"
        self.told.setText("; ".join(filter(None, (told, head.published_where,
                                                  head.publication_reason))))  # fmt: skip
        clock = next((one for one in case.clocks if one.kind == "impact-check"), None)
        none = "No look is due yet: the clock begins when the action plan is agreed."
        self.due.setText(clock.state.words if clock else none)
        for widget in (self.answered, self.words, self.answer, self.mail, self.near_miss):
            widget.setVisible(head.kind.is_light)
        when = f" on {write_date(head.answered_on)}" if head.answered_on else ""
        self.answered.setText(
            f"Answered{when}: {head.answer}" if head.answer else "Not answered yet."
        )

    def _show_choices(self, case: Case) -> None:
        chosen = self.of.currentData()
        self.of.clear()
        self.of.addItem("Whole review", None)
        for finding in case.findings:
            for made in finding.recommendations:
                self.of.addItem(made.ref, made.id)
        self.of.setCurrentIndex(max(0, self.of.findData(chosen)))

    def _mark(self, code: str, letter: str) -> None:
        met = {"M": Marker.MET, "P": Marker.PARTLY, "N": Marker.NOT_MET}[letter]
        verb = partial(
            review_work.check_marker,
            review_id=self.review_id,
            code=code,
            marker=met,
            words=self.missing.text(),
        )
        self.do("Check a quality marker", verb, then=self._marked)

    def _marked(self, _: object) -> None:
        self.missing.clear()

    def _check(self) -> None:
        seen = self.seen.value()
        understood, following = self.day_of(self.next.text())
        if not isinstance(seen, ImpactSeen):
            self.need(None, "answer")
        elif understood:
            verb = partial(
                _check,
                review_id=self.review_id,
                seen=seen,
                evidence=self.evidence.text(),
                by=self.by.text(),
                recommendation_id=self.of.currentData(),
                next_on=following,
            )
            self.do("Check impact", verb, then=self._checked)

    def _checked(self, _: object) -> None:
        for field in (self.evidence, self.next):
            field.clear()

    def _take_back(self, check_id: str) -> None:
        self.do("Take a check of impact away", partial(review_impact.take_back, check_id=check_id))

    def _settle(self) -> None:
        publication = self.publication.value()
        understood, day = self.day_of(self.day.text())
        clear, until = self.day_of(self.until.text()) if understood else (False, None)
        if clear and isinstance(publication, Publication):
            verb = partial(
                review_progress.settle_publication,
                review_id=self.review_id,
                publication=publication,
                on=day,
                until=until,
                where=self.where.text(),
                reason=self.reason.text(),
            )
            self.do("Settle publication", verb)

    def _answer(self) -> None:
        verb = partial(
            review_progress.answer_sender, review_id=self.review_id, words=self.words.text()
        )
        self.do("Answer those who sent it", verb, then=self._told)

    def _told(self, _: object) -> None:
        self.words.clear()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the mail")
        if chosen:
            self.answer_to(Path(chosen))

    def answer_to(self, folder: Path) -> None:
        """Write the answer as a draft of a mail to a folder."""
        desk = self.bench.jobs.desk
        make = partial(_mail, review_id=self.review_id, who=desk.who, now=desk.clock())
        try:
            path = self.bench.jobs.read(make).write(folder)
        except Refusal as refusal:
            self.bench.refuse(refusal)
        else:
            self.bench.said.emit(f"The mail is {path}.")


def _check(uow: Any, *, review_id: str, seen: ImpactSeen, evidence: str, **more: Any) -> str:
    return review_impact.check(uow, review_id, seen, evidence, **more).id


def _mail(reader: Reader, *, review_id: str, who: str, now: Any) -> review_mails.ReviewMail:
    return review_mails.answer(reader, case(reader, review_id), sender=who, now=now)
