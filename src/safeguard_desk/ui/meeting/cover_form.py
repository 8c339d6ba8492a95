"""The cover sheet of the chosen paper, beside the table: saved field by field."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from safeguard_desk.rules.terms import Purpose
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField, TextField
from safeguard_desk.views import papers
from safeguard_desk.views.papers import CoverView
from safeguard_desk.work import papers as verbs

_TEXTS = (
    ("recommendation", "Recommendation"),
    ("summary", "Summary"),
    ("for_children", "For children"),
    ("for_adults", "For adults at risk"),
    ("for_equality", "For equality"),
)


class CoverForm(QScrollArea):
    """What the group is asked, and what it means for whom."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty form."""
        super().__init__(parent)
        self._bench = bench
        self._paper: str | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        page = self._page = QWidget(self)
        self.wanted = QCheckBox("Put a cover sheet before this paper", page)
        self.wanted.clicked.connect(self._want)
        self.fields: dict[str, LineField | TextField | TermField] = {
            "author": LineField("Author", page),
            "purpose": TermField("Purpose", Purpose, page),
            "priority_id": PickField("Board priority", weakly(self._priorities), page),
            **{name: TextField(words, page) for name, words in _TEXTS},
        }
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for name, field in self.fields.items():
            label = QLabel(field.accessibleName(), page)
            label.setBuddy(field)
            form.addRow(label, field)
            field.setObjectName(name)
            field.committed.connect(self._offered)
        column = QVBoxLayout(page)
        column.addWidget(self.wanted)
        column.addLayout(form)
        column.addStretch(1)
        self.setWidget(page)

    def _priorities(self) -> list[tuple[str, str]]:
        return self._bench.jobs.read(papers.priorities)

    def show_cover(self, cover: CoverView | None, *, locked: bool) -> None:
        """Show a paper's cover sheet; what is typed into another one's is saved first."""
        other = cover is None or cover.paper_id != self._paper
        if other:
            self.commit()
            self._paper = cover.paper_id if cover else None
        self._page.setEnabled(cover is not None and not locked)
        self.wanted.setChecked(cover is not None and cover.wanted)
        for name, field in self.fields.items():
            if other and not isinstance(field, TermField):
                field.put_back()
            field.show_value(getattr(cover, name) if cover else None)

    def commit(self) -> None:
        """Save what is being typed."""
        if self._paper is not None:
            for field in self.fields.values():
                field.commit()

    def offer(self, name: str, value: Any) -> None:
        """Have a field saved."""
        if self._paper is None:
            return
        verb = partial(verbs.edit_cover, paper_id=self._paper, **{name: value})
        self._bench.do("Edit a cover sheet", verb, merge=f"cover {self._paper} {name}")

    def _want(self, wanted: bool) -> None:
        self.offer("cover", wanted)

    def _offered(self, value: Any) -> None:
        self.offer(self.sender().objectName(), value)
