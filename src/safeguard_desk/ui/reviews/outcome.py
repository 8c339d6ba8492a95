"""The last step: findings and what follows, publication, impact, and what a reader would miss."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.registers.declare import Editor, Field
from safeguard_desk.rules.dates import read_date
from safeguard_desk.rules.quality_markers import MarkerOf, markers
from safeguard_desk.rules.terms_review import Marker, Publication
from safeguard_desk.rules.terms_thread import Audience, FindingKind
from safeguard_desk.ui.audits.step import heading
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.reviews.step import Bench, Step, buttons, form, scrolled
from safeguard_desk.ui.widgets.choices import TermField
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.review_case import Case
from safeguard_desk.work import linking, review_progress, review_work

FIELDS = (
    Field("analysis", "Analysis", Editor.TEXT),
    Field("lived_experience", "Lived experience, and what they said", Editor.TEXT),
    Field("national_issues", "Of importance beyond the area", Editor.TEXT),
    Field("plan_agreed_on", "Action plan agreed on", Editor.DATE),
    Field("impact", "What has changed, and how that is known", Editor.TEXT),
    Field("impact_on", "Impact judged on", Editor.DATE),
)


@dataclass(frozen=True)
class Line:
    """A finding, a recommendation, a learning point or an action, with what is known of it."""

    id: str
    kind: str
    ref: str
    text: str
    state: str


@dataclass(frozen=True)
class Missing:
    """Something a reader would miss."""

    id: str
    words: str


@dataclass(frozen=True)
class Checked:
    """A quality marker and how far it is met."""

    id: str
    marker: MarkerOf
    met: Marker | None
    words: str


def lines(case: Case) -> list[Line]:
    """Return a case's findings with what follows from each, then learning and actions."""
    found = []
    for one in case.findings:
        state = one.kind.label if one.recommendations else one.no_recommendation or one.kind.label
        found.append(Line(one.id, "findings", one.ref, one.text, state))
        found += [
            Line(
                made.id,
                "recommendations",
                made.ref,
                f"→ {made.text} ({made.to})",
                made.response.label,
            )
            for made in one.recommendations
        ]
    for point in case.learning:
        heard = ", ".join(one.label.lower() for one in point.heard) or "nobody"
        found.append(Line(point.id, "learning_points", point.ref, point.text, f"heard by {heard}"))
    found += [Line(one.id, "actions", one.ref, one.title, one.status.label) for one in case.actions]
    return found


def _ref(row: Line) -> str:
    return row.ref


def _text(row: Line) -> str:
    return row.text


def _state(row: Line) -> str:
    return row.state


def _words(row: Missing) -> str:
    return f"! {row.words}"


def _part(row: Checked) -> str:
    return row.marker.part


def _marker(row: Checked) -> str:
    return row.marker.text


def _met(row: Checked) -> str:
    return row.met.label if row.met else "–"


def _note(row: Checked) -> str:
    return row.words


def _bold(row: Line) -> Style:
    return Style(bold=row.kind == "findings")


class OutcomeStep(Step):
    """What was found at the left; fields, publication and checks at the right."""

    title = "Findings and outcome"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.fields(FIELDS)
        columns = (Column("Ref", _ref, 11), Column("What", _text), Column("Stands", _state, 22))
        self.found = RowsView(Rows(columns, self, style=_bold), "Findings and what follows", self)
        self.found.setWordWrap(True)
        self.words = LineField("Words", self)
        self.words.setPlaceholderText("Type the finding, recommendation, reason or learning here")
        self.finding = QPushButton("&Finding", self)
        self.strength = QPushButton("&Good practice", self)
        self.recommend = QPushButton("&Recommend on it", self)
        self.nothing = QPushButton("&Nothing, because", self)
        self.learning = QPushButton("&Learning point", self)
        self.heard = {one: QPushButton(one.label, self) for one in Audience}
        self.missing = RowsView(
            Rows((Column("What a reader would miss", _words),), self), "Consistency checks", self
        )
        self.missing.setWordWrap(True)
        marked = (
            Column("Part", _part, 14),
            Column("Quality marker", _marker),
            Column("Met", _met, 10),
            Column("Note", _note, 16),
        )
        self.markers = RowsView(Rows(marked, self), "Quality markers", self)
        self.markers.setWordWrap(True)
        self.markers.letters = "MPN"
        self.markers.setToolTip("M: met, P: partly met, N: not met, with what is missing at left")
        self.publication = TermField("Publication", Publication, self, required=True)
        self.day = LineField("Published from", self)
        self.until = LineField("Published until", self)
        self.until.setPlaceholderText("Empty: without an end; otherwise a year or longer")
        self.where = LineField("Where", self)
        self.reason = LineField("Reason, where it is withheld", self)
        self.settle = QPushButton("&Settle publication", self)
        self.answer = QPushButton("Answer those who &sent it", self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading("Findings and what follows", self))
        left.addWidget(self.found, 3)
        left.addWidget(self.words)
        made = (self.finding, self.strength, self.recommend, self.nothing, self.learning)
        left.addLayout(buttons(made))
        left.addLayout(buttons((*self.heard.values(), self.answer)))
        left.addWidget(self.missing, 2)
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.addWidget(self.rows["analysis"], 0, 0, 1, 2)
        grid.addWidget(self.rows["lived_experience"], 1, 0)
        grid.addWidget(self.rows["national_issues"], 1, 1)
        grid.addWidget(self.rows["plan_agreed_on"], 2, 0)
        grid.addWidget(self.rows["impact_on"], 2, 1)
        grid.addWidget(self.rows["impact"], 3, 0, 1, 2)
        own = form()
        own.addRow("&Publication", self.publication)
        own.addRow("From (&day)", self.day)
        own.addRow("&Until", self.until)
        own.addRow("&Where", self.where)
        own.addRow("Reason, if w&ithheld", self.reason)
        grid.addLayout(own, 4, 0, 1, 2)
        grid.addWidget(self.settle, 5, 0)
        grid.addWidget(self.markers, 6, 0, 1, 2)
        self.markers.setMinimumHeight(self.fontMetrics().height() * 11)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(scrolled(body, self), 1)

    def _connect(self) -> None:
        self.finding.clicked.connect(partial(OutcomeStep._find, self, FindingKind.IMPROVEMENT))
        self.strength.clicked.connect(partial(OutcomeStep._find, self, FindingKind.STRENGTH))
        self.recommend.clicked.connect(partial(OutcomeStep._on_finding, self, linking.recommend))
        self.nothing.clicked.connect(
            partial(OutcomeStep._on_finding, self, linking.recommend_nothing)
        )
        self.learning.clicked.connect(self._learn)
        for audience, button in self.heard.items():
            button.clicked.connect(partial(OutcomeStep._share, self, audience))
        self.found.opened.connect(self._open)
        self.markers.pressed_key.connect(self._mark)
        self.settle.clicked.connect(self._settle)
        self.answer.clicked.connect(self._answer)

    def show_case(self, case: Case) -> None:
        """Show what was found, what follows, and what a reader would miss."""
        super().show_case(case)
        self.found.rows.show(lines(case))
        self.missing.rows.show([Missing(words, words) for words in case.inconsistent])
        held = {one.code: one for one in case.checks}
        self.markers.rows.show(
            [
                Checked(
                    one.code,
                    one,
                    held[one.code].marker if one.code in held else None,
                    held[one.code].words if one.code in held else "",
                )
                for one in markers(case.head.side)
            ]
        )
        for table in (self.found, self.missing, self.markers):
            table.resizeRowsToContents()
            if table.chosen is None and table.rows.rows:
                table.choose(table.rows.rows[0].id)
        self.publication.show_value(case.head.publication)
        self.answer.setVisible(case.head.kind.is_light)

    def _open(self, row_id: str) -> None:
        row = self.found.rows.rows[self.found.rows.place(row_id)]
        self.bench.record_wanted.emit(row.kind, row.id)

    def _find(self, kind: FindingKind, _: bool = False) -> None:
        verb = partial(_find, review_id=self.review_id, text=self.words.text(), kind=kind)
        self.do("Take a finding down", verb, then=self._taken)

    def _finding_chosen(self) -> str | None:
        place = self.found.rows.place(self.found.chosen)
        row = self.found.rows.rows[place] if place >= 0 else None
        return row.id if row is not None and row.kind == "findings" else None

    def _on_finding(self, verb: Any, _: bool = False) -> None:
        finding = self._finding_chosen()
        if self.need(finding, "finding"):
            work = partial(_plain, verb=verb, of=finding or "", text=self.words.text())
            self.do("Answer a finding", work, then=self._taken)

    def _learn(self) -> None:
        finding = self._finding_chosen()
        if self.need(finding, "finding") and self.case is not None:
            verb = partial(
                _learn,
                group_id=self.case.head.group_id,
                text=self.words.text(),
                finding_id=finding or "",
            )
            self.do("Take a learning point down", verb, then=self._taken)

    def _taken(self, _: object) -> None:
        self.words.clear()
        self.words.setFocus()

    def _share(self, audience: Audience, _: bool = False) -> None:
        place = self.found.rows.place(self.found.chosen)
        row = self.found.rows.rows[place] if place >= 0 else None
        if row is None or row.kind != "learning_points":
            self.need(None, "learning point")
            return
        verb = partial(_plain, verb=linking.share, of=row.id, text=audience)
        self.do(f"Shared with {audience.label.lower()}", verb)

    def _mark(self, code: str, letter: str) -> None:
        met = {"M": Marker.MET, "P": Marker.PARTLY, "N": Marker.NOT_MET}[letter]
        verb = partial(
            review_work.check_marker,
            review_id=self.review_id,
            code=code,
            marker=met,
            words=self.words.text(),
        )
        self.do("Check a quality marker", verb, then=self._marked)

    def _marked(self, _: object) -> None:
        self.words.clear()

    def _settle(self) -> None:
        publication = self.publication.value()
        days = [self._read(field) for field in (self.day, self.until)]
        if None in days:
            return
        on, until = (day if isinstance(day, date) else None for day in days)
        if not isinstance(publication, Publication):
            return
        verb = partial(
            review_progress.settle_publication,
            review_id=self.review_id,
            publication=publication,
            on=on,
            until=until,
            where=self.where.text(),
            reason=self.reason.text(),
        )
        self.do("Settle publication", verb)

    def _read(self, field: LineField) -> date | str | None:
        """Return the day in a field, "" where it is empty; refuse what is no day, and give None."""
        text = field.text().strip()
        day = read_date(text, self.case.today) if text and self.case else None
        if text and day is None:
            self.bench.refuse(
                Refusal(f"“{text}” is no day.", "Nothing was changed.", "Type it as 14 jan.")
            )
            return None
        return day or ""

    def _answer(self) -> None:
        verb = partial(
            review_progress.answer_sender, review_id=self.review_id, words=self.words.text()
        )
        self.do("Answer those who sent it", verb, then=self._taken)


def _find(uow: Any, *, review_id: str, text: str, kind: FindingKind) -> str:
    return review_work.find(uow, review_id, text, kind=kind).id


def _plain(uow: Any, *, verb: Any, of: str, text: Any) -> None:
    verb(uow, of, text)


def _learn(uow: Any, *, group_id: str, text: str, finding_id: str) -> str:
    return linking.add_learning_point(uow, group_id, text, finding_id=finding_id).id
