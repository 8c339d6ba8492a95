"""A bare PySide6 window with a line to type in: the floor for the start of any program."""

import json
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class Painted(QObject):
    """Says when a window was painted first, and ends."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint and watched is window:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        """Print the moment."""
        memory = sys.argv[1:] == ["memory"]
        if memory:
            from tests.benchmarks.measure import resident

            sys.stdout.write(json.dumps({"painted": time.monotonic(), "memory": resident()}) + "\n")
        else:
            sys.stdout.write(json.dumps({"painted": time.monotonic()}) + "\n")
        app.quit()


app = QApplication([])
window = QWidget()
layout = QVBoxLayout(window)
for part in (QLabel("Passphrase"), QLineEdit(), QPushButton("Open")):
    layout.addWidget(part)
painted = Painted()
window.installEventFilter(painted)
window.resize(760, 600)
window.show()
app.exec()
