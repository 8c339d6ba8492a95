"""The one window for the program's own faults."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)


class CrashReport(QDialog):
    """One window for all faults: what happened, what is safe, and a report to copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make a hidden window."""
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        words = QLabel(
            "The program made a mistake of its own. Everything that was shown as saved is in the"
            " file, and you can go on working.\n\nIf it happens again, copy the report and send it"
            " to whoever looks after the program. Read it first: it may quote a few words of what"
            " you were working on.",
            self,
        )
        words.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Report")
        self.text.hide()
        self.copy = QPushButton("Copy the report", self)
        self.show_text = QPushButton("Show the report", self)
        self.go_on = QPushButton("Go on working", self)
        self.go_on.setProperty("leading", "true")
        self.go_on.setDefault(True)
        buttons = QHBoxLayout()
        for button in (self.copy, self.show_text):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.copy.clicked.connect(self._copy)
        self.show_text.clicked.connect(self.text.show)
        self.go_on.clicked.connect(self.accept)
        self.setMinimumWidth(520)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
