"""Two versions of the minutes, compared word by word."""

from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.meeting.word_changes import as_html, plain_html
from safeguard_desk.views.minutes_versions import Compared, compare

NOW = "As they stand now"
EMPTY = (
    "A version is kept whenever the minutes are sent, returned, approved, circulated or ratified."
)


class ComparePane(QWidget):
    """Choose an older and a newer version; entries that differ are shown, or all."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the choice and the text."""
        super().__init__(parent)
        self.bench = bench
        self._found: tuple[Compared, ...] = ()
        self._presenting = False
        self._versions: tuple[str, ...] = ()
        self.older, self.newer = QComboBox(self), QComboBox(self)
        self.older.setAccessibleName("Older version")
        self.newer.setAccessibleName("Newer version")
        for box in (self.older, self.newer):
            box.activated.connect(self._compare)
        self.all = QCheckBox("Show what stayed, too", self)
        self.all.toggled.connect(self._write)
        self.count = QLabel(self)
        self.count.setAccessibleName("How many entries differ")
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("What changed, word by word")
        row = QHBoxLayout()
        row.addWidget(QLabel("From", self))
        row.addWidget(self.older)
        row.addWidget(QLabel("to", self))
        row.addWidget(self.newer)
        row.addStretch(1)
        row.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.count)
        layout.addWidget(self.text, 1)

    def show_picture(self, picture: Picture, *, presenting: bool) -> None:
        """Offer the versions there are, and compare the two that are chosen."""
        self._presenting = presenting
        ids = tuple(one.id for one in picture.versions)
        if ids != self._versions:
            self._offer(picture)
            self._versions = ids
        self._compare()

    def _offer(self, picture: Picture) -> None:
        kept = (self.older.currentData(), self.newer.currentData())
        for box in (self.older, self.newer):
            box.clear()
            for one in picture.versions:
                box.addItem(one.words, one.id)
            box.addItem(NOW, None)
        at = self.older.findData(kept[0]) if kept[0] else -1
        self.older.setCurrentIndex(at if at >= 0 else max(len(picture.versions) - 1, 0))
        at = self.newer.findData(kept[1]) if kept[1] else -1
        self.newer.setCurrentIndex(at if at >= 0 else self.newer.count() - 1)

    def _compare(self, *_: object) -> None:
        view = partial(
            compare,
            meeting_id=self.bench.meeting_id,
            older_id=self.older.currentData(),
            newer_id=self.newer.currentData(),
        )
        self._found = tuple(
            one for one in self.bench.jobs.read(view) if not (self._presenting and one.restricted)
        )
        self._write()

    def _write(self, *_: object) -> None:
        different = [one for one in self._found if one.state]
        words = f"{len(different)} of {len(self._found)} entries differ."
        if not self._versions:
            words = EMPTY
        elif not different:
            words = "No words differ between these two."
        self.count.setText(words)
        shown = self._found if self.all.isChecked() else different
        palette = self.palette()
        self.text.setHtml(
            "".join(
                f"<p><b>{plain_html(one.label)}</b>"
                f"{f' ({one.state})' if one.state else ''}<br>{as_html(one.pieces, palette)}</p>"
                for one in shown
            )
        )
