"""The sixth step: findings with what follows from each, themes, and what a reader would miss."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.rules.terms_review import NoteKind
from safeguard_desk.rules.terms_thread import Audience, FindingKind, Response
from safeguard_desk.ui.audits.step import heading
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.reviews.step import Bench, Step, buttons
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.ui.widgets.flow import Flow
from safeguard_desk.views import review_themes as theme_views
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.review_parts import NoteView
from safeguard_desk.work import linking, review_edits, review_themes, review_work
from safeguard_desk.work.actions import NewAction

_RESPONSES = (Response.ACCEPTED, Response.PART, Response.REJECTED)


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
                f"→ {made.text} ({made.to}{f', {made.owner}' if made.owner else ''})",
                f"{made.response.label}{f': {made.reason}' if made.reason else ''}",
            )
            for made in one.recommendations
        ]
    for point in case.learning:
        heard = "  ".join(f"{'✓' if one in point.heard else '–'} {one.label}" for one in Audience)
        found.append(Line(point.id, "learning_points", point.ref, point.text, heard))
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


def _bold(row: Line) -> Style:
    return Style(bold=row.kind == "findings")


def _theme(row: NoteView) -> str:
    return row.theme


def _note(row: NoteView) -> str:
    sign = "★ " if row.kind is NoteKind.GOOD_PRACTICE else ""
    return f"{sign}{row.text}{f' ({row.finding})' if row.finding else ''}"


class FindingsStep(Step):
    """What was found and what follows at the left; themes and what is missing at the right."""

    title = "Findings"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        columns = (Column("Ref", _ref, 11), Column("What", _text), Column("Stands", _state, 22))
        self.found = RowsView(Rows(columns, self, style=_bold), "Findings and what follows", self)
        self.found.setWordWrap(True)
        self.found.setToolTip("Enter opens the line; Ctrl+T there shows its thread")
        self.words = LineField("Words", self)
        self.words.setPlaceholderText(
            "Type the finding, recommendation, reason, learning or action here"
        )
        self.finding = QPushButton("&Finding", self)
        self.strength = QPushButton("&Good practice", self)
        self.recommend = QPushButton("&Recommend on it", self)
        self.nothing = QPushButton("&Nothing, because", self)
        self.learning = QPushButton("&Learning point", self)
        self.action = QPushButton("&Action on it", self)
        self.learn_need = QPushButton("Learning nee&d", self)
        self.learn_need.setToolTip("For Learning and Development, in words that tell of nobody")
        self.answers = {one: QPushButton(one.label, self) for one in _RESPONSES}
        self.heard = {one: QPushButton(f"✓ {one.label}", self) for one in Audience}
        noted = (Column("Theme", _theme, 18), Column("What this review says", _note))
        self.notes = RowsView(Rows(noted, self), "Notes under themes", self)
        self.notes.setWordWrap(True)
        self.notes.setToolTip("Delete takes a note away; Ctrl+Z brings it back")
        self.theme = LineField("Theme", self)
        self.theme.setPlaceholderText("Theme, as professional curiosity")
        self._titles = QStringListModel(self)
        completer = QCompleter(self._titles, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.theme.setCompleter(completer)
        self.note = LineField("Note under the theme", self)
        self.note.setPlaceholderText("A note; empty: the chosen finding's words; then Enter")
        self.good = QPushButton("Note as g&ood practice", self)
        self.missing = RowsView(
            Rows((Column("What a reader would miss", _words),), self), "Consistency checks", self
        )
        self.missing.setWordWrap(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(heading("Findings and what follows", self))
        left.addWidget(self.found, 1)
        left.addWidget(self.words)
        flow = Flow(gap=6)
        made = (self.finding, self.strength, self.recommend, self.nothing, self.learning)
        for button in (
            *made,
            self.action,
            self.learn_need,
            *self.answers.values(),
            *self.heard.values(),
        ):
            flow.addWidget(button)
        left.addLayout(flow)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(heading("Themes", self))
        right.addWidget(self.notes, 1)
        line = QHBoxLayout()
        line.addWidget(self.theme, 1)
        line.addWidget(self.note, 2)
        right.addLayout(line)
        right.addLayout(buttons((self.good,)))
        right.addWidget(self.missing, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(left, 3)
        layout.addLayout(right, 2)

    def _connect(self) -> None:
        self.finding.clicked.connect(partial(FindingsStep._find, self, FindingKind.IMPROVEMENT))
        self.strength.clicked.connect(partial(FindingsStep._find, self, FindingKind.STRENGTH))
        self.recommend.clicked.connect(partial(FindingsStep._on_finding, self, linking.recommend))
        self.nothing.clicked.connect(
            partial(FindingsStep._on_finding, self, linking.recommend_nothing)
        )
        self.learning.clicked.connect(self._learn)
        self.action.clicked.connect(self._act)
        self.learn_need.clicked.connect(self._need)
        for response, button in self.answers.items():
            button.clicked.connect(partial(FindingsStep._respond, self, response))
        for audience, button in self.heard.items():
            button.clicked.connect(partial(FindingsStep._share, self, audience))
        self.found.opened.connect(self._open)
        self.note.returnPressed.connect(partial(FindingsStep._note_it, self, None))
        self.good.clicked.connect(partial(FindingsStep._note_it, self, NoteKind.GOOD_PRACTICE))
        self.notes.removed.connect(self._remove_note)

    def arrive(self) -> None:
        """Begin where the next finding is typed."""
        self.words.setFocus()

    def show_case(self, case: Case) -> None:
        """Show what was found, what follows, and what a reader would miss."""
        super().show_case(case)
        self.found.rows.show(lines(case))
        self.notes.rows.show(case.notes)
        self.missing.rows.show([Missing(words, words) for words in case.inconsistent])
        self._titles.setStringList(list(self.bench.jobs.read(theme_views.titles)))
        for table in (self.found, self.notes, self.missing):
            table.resizeRowsToContents()
            if table.chosen is None and table.rows.rows:
                table.choose(table.rows.rows[0].id)

    def _open(self, row_id: str) -> None:
        row = self.found.rows.rows[self.found.rows.place(row_id)]
        self.bench.record_wanted.emit(row.kind, row.id)

    def _chosen(self, *kinds: str) -> str | None:
        """Return the id of the chosen line, if it is of one of some kinds."""
        place = self.found.rows.place(self.found.chosen)
        row = self.found.rows.rows[place] if place >= 0 else None
        return row.id if row is not None and row.kind in kinds else None

    def _find(self, kind: FindingKind, _: bool = False) -> None:
        verb = partial(_find, review_id=self.review_id, text=self.words.text(), kind=kind)
        self.do("Take a finding down", verb, then=self._taken)

    def _on_finding(self, verb: Any, _: bool = False) -> None:
        finding = self._chosen("findings")
        if self.need(finding, "finding"):
            work = partial(_plain, verb=verb, of=finding or "", text=self.words.text())
            self.do("Answer a finding", work, then=self._taken)

    def _learn(self) -> None:
        finding = self._chosen("findings")
        if self.need(finding, "finding") and self.case is not None:
            verb = partial(
                _learn,
                group_id=self.case.head.group_id,
                text=self.words.text(),
                finding_id=finding or "",
            )
            self.do("Take a learning point down", verb, then=self._taken)

    def _act(self) -> None:
        source = self._chosen("findings", "recommendations")
        if self.need(source, "finding or recommendation"):
            row = self.found.rows.rows[self.found.rows.place(source)]
            verb = partial(_act, source=(row.kind, row.id), text=self.words.text())
            self.do("Raise an action", verb, then=self._taken)

    def _need(self) -> None:
        source = self._chosen("findings", "recommendations", "learning_points")
        if self.need(source, "finding, recommendation or learning point"):
            row = self.found.rows.rows[self.found.rows.place(source)]
            verb = partial(
                review_edits.raise_need, kind=row.kind, record_id=row.id, words=self.words.text()
            )
            self.do("Raise a learning need", verb, then=self._raised)

    def _raised(self, ref: object) -> None:
        self._taken(None)
        self.bench.said.emit(f"{ref} is with Learning and Development.")

    def _respond(self, response: Response, _: bool = False) -> None:
        made = self._chosen("recommendations")
        if self.need(made, "recommendation"):
            verb = partial(
                linking.respond,
                recommendation_id=made or "",
                response=response,
                reason=self.words.text(),
            )
            self.do(f"{response.label}: a recommendation", verb, then=self._taken)

    def _taken(self, _: object) -> None:
        self.words.clear()
        self.words.setFocus()

    def _share(self, audience: Audience, _: bool = False) -> None:
        point = self._chosen("learning_points")
        if self.need(point, "learning point"):
            verb = partial(_plain, verb=linking.share, of=point or "", text=audience)
            self.do(f"Shared with {audience.label.lower()}", verb)

    def _note_it(self, kind: NoteKind | None, _: bool = False) -> None:
        said = self.note.text().strip()
        verb = partial(
            _note_it,
            review_id=self.review_id,
            theme=self.theme.text(),
            text=said,
            kind=kind,
            finding_id=None if said else self._chosen("findings"),
        )
        self.do("Note under a theme", verb, then=self._noted)

    def _noted(self, _: object) -> None:
        self.note.clear()

    def _remove_note(self, note_id: str) -> None:
        self.do("Take a note away", partial(review_themes.take_back, note_id=note_id))


def _find(uow: Any, *, review_id: str, text: str, kind: FindingKind) -> str:
    return review_work.find(uow, review_id, text, kind=kind).id


def _plain(uow: Any, *, verb: Any, of: str, text: Any) -> None:
    verb(uow, of, text)


def _learn(uow: Any, *, group_id: str, text: str, finding_id: str) -> str:
    return linking.add_learning_point(uow, group_id, text, finding_id=finding_id).id


def _act(uow: Any, *, source: tuple[str, str], text: str) -> str:
    return linking.raise_action_on(uow, source, NewAction(title=text)).id


def _note_it(uow: Any, *, review_id: str, theme: str, text: str, **more: Any) -> str:
    return review_themes.note(uow, review_id, theme, text, **more).id
