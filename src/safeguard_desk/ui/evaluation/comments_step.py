"""Comments: searched, narrowed, and put under themes by one key each."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick
from safeguard_desk.ui.evaluation.step import Bench, Step, quiet
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.comments import NO_THEME, Comment, Theme, comments, themes
from safeguard_desk.views.evaluation import Scope
from safeguard_desk.views.kirkpatrick import CourseView
from safeguard_desk.work import comment_themes

KEYS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KEY = (
    "A theme's key puts the chosen comment under it, and takes it off again. In the themes: Enter"
    " shows its comments alone, Delete takes the theme away; the comments stay."
)
_ALL, _COURSE = "all", "course"


def _where(row: Comment) -> str:
    return f"{row.session}, {write_date(row.held_on)}"


_COLUMNS = (
    Column("Comment", lambda row: row.words),
    Column("Themes", lambda row: row.theme_words, 22),
    Column("Asked", lambda row: row.asked.label, 17),
    Column("Tells of", lambda row: row.level.label, 10),
    Column("Session", _where, 24),
)


class CommentsStep(Step):
    """The comments at the left, the themes with their keys at the right."""

    title = "Comments"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self._themes: list[Theme] = []
        self.search = QLineEdit(self)
        self.search.setAccessibleName("Search in comments")
        self.search.setPlaceholderText("Search in comments")
        self.search.setClearButtonEnabled(True)
        self.whose = self._combo("Whose", (("This course", _COURSE), ("All courses", _ALL)))
        stages = [("Any stage", None), *((one.label, one) for one in Asked)]
        self.stage = self._combo("Stage", stages)
        levels = [("Any level", None), *((one.label, one) for one in Kirkpatrick)]
        self.level = self._combo("Level", levels)
        self.theme = self._combo("Theme", [("Any theme", None), ("No theme yet", NO_THEME)])
        self.told = QLabel(self)
        rows = Rows(_COLUMNS, self, spoken=lambda row: f"{row.words}. Themes: {row.theme_words}")
        self.table = RowsView(rows, "Comments", self)
        self.table.setWordWrap(True)
        self.table.letters = KEYS
        self.new = LineField("A new theme", self)
        self.new.setPlaceholderText("New theme, then Enter")
        columns = (
            Column("Key", lambda row: self._key_of(row.id), 4),
            Column("Theme", lambda row: row.title, name="title"),
            Column("Comments", lambda row: str(row.count), 9, right=True),
        )
        self.themes = RowsView(Rows(columns, self), "Themes", self)
        self._lay_out()
        self._connect()

    def _combo(self, name: str, choices: object) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for words, value in choices:  # type: ignore[attr-defined]
            box.addItem(words, value)
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        for box in (self.whose, self.stage, self.level, self.theme):
            top.addWidget(box)
        top.addWidget(self.told)
        beside = QWidget(self)
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.new)
        right.addWidget(self.themes, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table)
        split.addWidget(beside)
        split.setSizes([960, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addWidget(split, 1)
        layout.addWidget(quiet(KEY, self))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._look)
        for box in (self.whose, self.stage, self.level, self.theme):
            box.activated.connect(self._look)
        self.table.pressed_key.connect(self._turn)
        self.new.returnPressed.connect(self._add)
        self.themes.opened.connect(self._only)
        self.themes.removed.connect(self._remove)
        self.themes.rows.edited.connect(self._rename)

    def show_course(self, view: CourseView) -> None:
        """Show a course's comments."""
        super().show_course(view)
        self._look()

    def arrive(self) -> None:
        """Put the focus on the comments."""
        self.table.setFocus()

    def _key_of(self, theme_id: str) -> str:
        place = next((n for n, one in enumerate(self._themes) if one.id == theme_id), -1)
        return KEYS[place] if 0 <= place < len(KEYS) else ""

    def _look(self, _: object = None) -> None:
        if self.view is None:
            return
        scope = self.view.scope
        if self.whose.currentData() == _ALL:
            scope = Scope(
                group_id=self.bench.group_id, starts_on=scope.starts_on, ends_on=scope.ends_on
            )
        everything = self.bench.jobs.read(partial(comments, scope=scope))
        self._themes = self.bench.jobs.read(partial(themes, among=everything))
        self._list_themes()
        stage, level = self.stage.currentData(), self.level.currentData()
        shown = self.bench.jobs.read(
            partial(
                comments,
                scope=scope,
                asked=Asked(stage) if stage else None,
                level=Kirkpatrick(level) if level else None,
                theme=self.theme.currentData(),
                words=self.search.text(),
            )
        )
        self.table.rows.show(shown)
        if self.table.chosen is None and shown:
            self.table.choose(shown[0].id)
        bare = sum(not one.themes for one in everything)
        self.told.setText(f"{len(shown)} of {len(everything)}, {bare} without theme")

    def _list_themes(self) -> None:
        self.themes.rows.show(self._themes)
        self.themes.rows.restyle()
        chosen = self.theme.currentData()
        with QSignalBlocker(self.theme):
            while self.theme.count() > 2:
                self.theme.removeItem(2)
            for one in self._themes:
                self.theme.addItem(f"{one.title} ({one.count})", one.id)
            self.theme.setCurrentIndex(max(0, self.theme.findData(chosen)))

    def _turn(self, answer_id: str, letter: str) -> None:
        place = KEYS.index(letter)
        if place >= len(self._themes):
            self.bench.said.emit(f"No theme has the key {letter} yet. Add one at the right.")
            return
        theme = self._themes[place]
        title = f"Theme “{theme.title}” of a comment"
        turn = partial(comment_themes.turn, answer_id=answer_id, theme_id=theme.id)
        self.bench.do(title, turn)

    def _add(self) -> None:
        words = self.new.text().strip()
        if words:
            self.bench.do("Add a theme", partial(_add, title=words), then=self._added)

    def _added(self, _: str) -> None:
        self.new.clear()
        self.table.setFocus()

    def _only(self, theme_id: str) -> None:
        self.theme.setCurrentIndex(max(0, self.theme.findData(theme_id)))
        self._look()

    def _remove(self, theme_id: str) -> None:
        self.bench.do("Remove a theme", partial(comment_themes.remove_theme, theme_id=theme_id))

    def _rename(self, theme_id: str, _: str, value: object) -> None:
        rename = partial(comment_themes.rename, theme_id=theme_id, title=str(value))
        self.bench.do("Rename a theme", rename)


def _add(uow: UnitOfWork, *, title: str) -> str:
    return comment_themes.add_theme(uow, title).id
