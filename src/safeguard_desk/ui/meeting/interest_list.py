"""Interests declared at a meeting, each to be corrected in place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.ui.meeting.looks import write_time
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.interests import InterestView
from safeguard_desk.work import interests

EMPTY = (
    "No interests declared yet. Type  i: DN declared an interest in item 5 (why), withdrew"
    "  or  i: none."
)


class InterestRow(QWidget):
    """One interest: who and in which item, what it is, and whether they withdrew."""

    def __init__(self, bench: Bench, interest: InterestView, parent: QWidget) -> None:
        """Show an interest."""
        super().__init__(parent)
        self.bench = bench
        self.interest = interest
        self.who = QLabel(self)
        self.words = LineField("Interest", self)
        self.words.setPlaceholderText("what the interest is")
        self.words.committed.connect(self._save_words)
        self.withdrew = QCheckBox("Withdrew", self)
        self.withdrew.clicked.connect(self._save_withdrew)
        self.away = QPushButton("Remove", self)
        self.away.clicked.connect(self._remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.who)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.withdrew)
        layout.addWidget(self.away)

    def show_interest(self, interest: InterestView, *, item: bool, locked: bool) -> None:
        """Show the interest as the file holds it; `item`: say in which one it was declared."""
        self.interest = interest
        where = f", item {interest.number}" if item and interest.number else ""
        at = f" {write_time(interest.at)}" if interest.at else ""
        self.who.setText(f"{interest.role}{where}{at}:")
        self.words.setAccessibleName(f"Interest of the {interest.role}{where}")
        self.words.show_value(interest.words)
        self.words.setReadOnly(locked)
        self.withdrew.setChecked(interest.withdrew)
        self.withdrew.setAccessibleName(f"{interest.role} withdrew{where}")
        self.withdrew.setEnabled(not locked and interest.item_id is not None)
        self.away.setAccessibleName(f"Remove the interest of the {interest.role}{where}")
        self.away.setVisible(not locked)

    def _save_words(self, words: str) -> None:
        self.bench.do(
            f"Interest of the {self.interest.role}",
            partial(interests.edit, interest_id=self.interest.id, words=words),
            refused=self._refused,
        )

    def _refused(self, refusal: Refusal) -> None:
        self.words.refused()
        self.bench.refuse(refusal)

    def _save_withdrew(self, withdrew: bool) -> None:
        words = "withdrew" if withdrew else "did not withdraw"
        self.bench.do(
            f"{self.interest.role} {words}",
            partial(interests.edit, interest_id=self.interest.id, withdrew=withdrew),
        )

    def _remove(self) -> None:
        self.bench.do(
            f"Remove the interest of the {self.interest.role}",
            partial(interests.remove, interest_id=self.interest.id),
        )


class InterestList(QWidget):
    """Interests one below the other; hidden where there are none to show."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.bench = bench
        self.rows: dict[str, InterestRow] = {}
        self.empty = QLabel(EMPTY, self)
        self.empty.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 2, 8, 2)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.empty)
        self.setAccessibleName("Declared interests")

    def show_interests(
        self, found: Sequence[InterestView], *, under_declarations: bool, locked: bool
    ) -> None:
        """Show these; under the item for declarations an empty list says what to type."""
        ids = {interest.id for interest in found}
        for gone in [known for known in self.rows if known not in ids]:
            row = self.rows.pop(gone)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for interest in found:
            if interest.id not in self.rows:
                row = self.rows[interest.id] = InterestRow(self.bench, interest, self)
                self._layout.addWidget(row)
            self.rows[interest.id].show_interest(interest, item=under_declarations, locked=locked)
        self.empty.setVisible(under_declarations and not found and not locked)
        self.setVisible(bool(found) or (under_declarations and not locked))
