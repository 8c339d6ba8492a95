"""The program as it starts, up to its painted unlock window."""

import json
import os
import sys
import time
from pathlib import Path

from safeguard_desk.ui import app as program

if True:  # what is needed only for measuring comes after what the program itself loads
    from PySide6.QtCore import QEvent, QObject, QTimer


class Painted(QObject):
    """Says when the unlock window was painted first, and ends."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        """Print the moment."""
        sys.stdout.write(
            json.dumps({"painted": time.monotonic(), "loaded": "sqlalchemy" in sys.modules}) + "\n"
        )
        sys.stdout.flush()
        os._exit(0)


painted = Painted()
ask = program.Program.ask


def watched(self: program.Program, path: Path | None = None) -> None:
    """Ask as the program does, and watch the window."""
    ask(self, path)
    assert self.unlock is not None
    self.unlock.installEventFilter(painted)


program.Program.ask = watched  # type: ignore[method-assign]
program.main(sys.argv[1:])
