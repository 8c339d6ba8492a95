"""The warning, wherever one types, that words look as if they told who somebody is."""

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from safeguard_desk.rules.leaks import leaks
from safeguard_desk.ui.widgets.notices import announce

_ADDRESSED = ("venue", "place", "address", "mail", "link", "find", "filter", "names behind")
"""Words in the name of a field that may well hold an address, or is only looked with."""
Writable = QLineEdit | QPlainTextEdit | QTextEdit


class LeakLine(QLabel):
    """Follows the field that has the focus. It names the kind of what it found, never the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Follow the focus of the program."""
        super().__init__(parent)
        self.setAccessibleName("Warning of personal details")
        self.setProperty("role", "bad")
        self.setContentsMargins(8, 0, 8, 0)
        self._field: Writable | None = None
        self.hide()
        QApplication.instance().focusChanged.connect(self._turn)  # type: ignore[union-attr]

    def _turn(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None:
            self._field.textChanged.disconnect(self._look)
            self._field.destroyed.disconnect(self._forget)
        self._field = None
        if isinstance(now, Writable) and self.window().isAncestorOf(now) and _is_text(now):
            self._field = now
            now.textChanged.connect(self._look)
            now.destroyed.connect(self._forget)
        self._look()

    def _forget(self) -> None:
        self._field = None
        self.hide()

    def _look(self, _: str = "") -> None:
        field = self._field
        text = ""
        if field is not None:
            text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        kinds = list(dict.fromkeys(one.what for one in leaks(text)))
        words = f"! This looks like {' and '.join(kinds)}: leave it out" if kinds else ""
        if words != self.text():
            self.setText(words)
            self.setVisible(bool(words))
            if words:
                announce(self, words)


def _is_text(field: Writable) -> bool:
    """Tell whether running text is typed into a field: no passphrase, no address, no search."""
    if field.isReadOnly():
        return False
    if isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal:
        return False
    name = field.accessibleName().casefold()
    return not any(word in name for word in _ADDRESSED)
