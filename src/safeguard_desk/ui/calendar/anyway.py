"""A refusal that may be set aside with open eyes: what stands against it, and a button."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.ui.widgets.notices import NoticeBar
from safeguard_desk.work.year import Clash


class AnywayBar(QWidget):
    """Shows a refusal; where it is a clash, the same can be done anyway."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden bar."""
        super().__init__(parent)
        self.notice = NoticeBar(self)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._again)
        self._do: Callable[[], None] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notice, 1)
        layout.addWidget(self.button)
        self.notice.away.clicked.connect(self.clear)
        self.hide()

    def refuse(self, words: str, again: Callable[[], None], refusal: Refusal) -> None:
        """Show a refusal; a clash offers `again` under `words`."""
        clash = isinstance(refusal, Clash)
        self._do = again if clash else None
        self.button.setText(words)
        self.button.setVisible(clash)
        self.show()
        self.notice.refuse(refusal)
        if clash:
            self.button.setFocus()

    def say(self, words: str) -> None:
        """Show words that are no refusal."""
        self._do = None
        self.button.hide()
        self.show()
        self.notice.say(words)

    def clear(self) -> None:
        """Put the bar away."""
        self._do = None
        self.notice.clear()
        self.hide()

    def _again(self) -> None:
        do = self._do
        self.clear()
        if do is not None:
            do()
