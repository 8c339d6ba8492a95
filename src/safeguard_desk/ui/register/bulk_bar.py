"""What can be done with several rows at once, shown while several are ticked or chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from safeguard_desk.registers.declare import Editor, Register


class BulkBar(QFrame):
    """What can be done with several rows at once."""

    wanted = Signal(object)
    """The code of a column, or the code of one with "+" before it: to be moved on."""
    cleared = Signal()

    def __init__(self, register: Register, parent: QWidget) -> None:
        """Make a hidden bar with a button for each column that has a key, and for moving dates."""
        super().__init__(parent)
        self.setProperty("role", "said")
        self.words = QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 8, 4)
        layout.addWidget(self.words)
        layout.addSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for column in register.columns:
            if column.field is None or column.field.editor is Editor.TEXT:
                continue
            keyed = f"{column.title}  {column.key}" if column.key else column.title
            self._button(column.code, keyed, f"Set {column.title.lower()} of all of them")
            if column.field.editor is Editor.DATE:
                self._button(f"+{column.code}", "Move by…", "Move each on from where it is")
        layout.addStretch(1)
        self.away = QPushButton("Untick all", self)
        self.away.setToolTip("Esc")
        layout.addWidget(self.away)
        self.away.clicked.connect(self.cleared)
        self.hide()

    def _button(self, code: str, words: str, says: str) -> None:
        button = QPushButton(words, self)
        button.setProperty("code", code)
        button.setToolTip(says)
        button.clicked.connect(self._pressed)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)
        self.buttons[code] = button

    def _pressed(self) -> None:
        self.wanted.emit(self.sender().property("code"))
