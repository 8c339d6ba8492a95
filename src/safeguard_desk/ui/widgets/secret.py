"""A line for what nobody else should read."""

from PySide6.QtWidgets import QLineEdit, QWidget


def passphrase_line(name: str, parent: QWidget) -> QLineEdit:
    """Return a line that shows dots."""
    line = QLineEdit(parent)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    return line
