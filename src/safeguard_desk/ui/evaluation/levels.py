"""The four levels of a course side by side: what is known, and as plainly what is not."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.papers.course_evaluation import headline
from safeguard_desk.papers.evaluation_charts import means, responses, spread
from safeguard_desk.rules.terms_learning import Kirkpatrick
from safeguard_desk.ui.evaluation.step import Bench, Step, quiet
from safeguard_desk.ui.figures.chart_view import ChartView
from safeguard_desk.views.kirkpatrick import CourseView, LevelView

_ASKS = {
    Kirkpatrick.REACTION: "Did they find it good and relevant?",
    Kirkpatrick.LEARNING: "Do they know more, and dare more?",
    Kirkpatrick.BEHAVIOUR: "Did they change what they do?",
    Kirkpatrick.RESULTS: "Did it make a difference to children and adults?",
}


class LevelCard(QFrame):
    """A level: its question, what is known, and what is not."""

    def __init__(self, place: int, level: Kirkpatrick, parent: QWidget | None = None) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.level = level
        self.setProperty("role", "card")
        title = QLabel(f"{place}  {level.label}", self)
        title.setProperty("role", "title")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.addWidget(title)
        layout.addWidget(quiet(_ASKS[level], self))
        layout.addWidget(self.words, 1)

    def show_level(self, view: LevelView) -> None:
        """Show what is known and what is not."""
        parts = []
        if view.known:
            parts.append(_listed("", view.known, "✓"))
        if view.unknown:
            parts.append(_listed("<b>Not known</b>", view.unknown, "?"))
        self.words.setText("".join(parts))
        said = [*view.known, *(f"Not known: {one}" for one in view.unknown)]
        self.words.setAccessibleName(f"{self.level.label}. {' '.join(said)}")


def _listed(heading: str, lines: tuple[str, ...], sign: str) -> str:
    rows = "".join(
        f'<tr><td style="padding-right:6px">{sign}</td>'
        f'<td style="padding-bottom:4px">{escape(one)}</td></tr>'
        for one in lines
    )
    return f"<p>{heading}</p><table>{rows}</table>" if heading else f"<table>{rows}</table>"


class LevelsStep(Step):
    """The cards in a row, and the scores as pictures below."""

    title = "Four levels"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.lead = QLabel(self)
        self.lead.setWordWrap(True)
        inner = QWidget(self)
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        self.cards = [LevelCard(place, one, inner) for place, one in enumerate(Kirkpatrick, 1)]
        for place, card in enumerate(self.cards):
            grid.addWidget(card, 0, place)
            grid.setColumnStretch(place, 1)
        self.charts = [ChartView(inner) for _ in range(3)]
        self.titles = [QLabel(inner) for _ in self.charts]
        below = QGridLayout()
        for place, (chart, title) in enumerate(zip(self.charts, self.titles, strict=True)):
            title.setProperty("role", "heading")
            below.addWidget(title, 0, place)
            below.addWidget(chart, 1, place, Qt.AlignmentFlag.AlignTop)
            below.setColumnStretch(place, (3, 4, 3)[place])
        grid.addLayout(below, 1, 0, 1, 4)
        grid.setRowStretch(2, 1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.lead)
        layout.addWidget(self.area, 1)

    def show_course(self, view: CourseView) -> None:
        """Show a course's levels and charts."""
        super().show_course(view)
        self.lead.setText(headline(view))
        for card in self.cards:
            card.show_level(view.level(card.level))
        found = view.evaluated
        made = (responses(found), spread(found), means(found))
        for chart, title, picture in zip(self.charts, self.titles, made, strict=True):
            chart.setVisible(picture is not None)
            title.setText(picture.title if picture is not None else "")
            if picture is not None:
                chart.show_chart(picture)

    def arrive(self) -> None:
        """Put the focus where the arrows scroll."""
        self.area.setFocus()
