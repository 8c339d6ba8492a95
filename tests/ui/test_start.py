"""What is loaded when the unlock window is painted: nothing that it does not need."""

import json
import os
import subprocess
import sys
from pathlib import Path

PROBE = """
import json, sys
from PySide6.QtWidgets import QApplication
from safeguard_desk.ui.app import Program
app = QApplication([])
program = Program(app)
program._warm_up = lambda: None
program.ask()
program.unlock.grab()
for _ in range(3):
    app.processEvents()
print(json.dumps(sorted(sys.modules)))
program.close()
"""
OWN = {
    "errors", "paths", "resources",
    "ui", "ui.app", "ui.collecting", "ui.singletons", "ui.theme",
    "ui.shell", "ui.shell.crash", "ui.shell.desk_work", "ui.shell.preferences", "ui.shell.unlock",
    "ui.widgets", "ui.widgets.notices", "ui.widgets.secret",
}  # fmt: skip
HEAVY = {
    "sqlalchemy", "reportlab", "sqlcipher3", "alembic", "openpyxl", "docx", "pikepdf", "holidays",
}  # fmt: skip


def loaded(tmp_path: Path) -> set[str]:
    source = Path(__file__).parents[2] / "src"
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(source),
        "SAFEGUARD_DESK_HOME": str(tmp_path),
    }
    answer = subprocess.run(
        [sys.executable, "-c", PROBE], env=surroundings, capture_output=True, text=True, check=True
    )
    return set(json.loads(answer.stdout.splitlines()[-1]))


def test_the_unlock_window_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    modules = loaded(tmp_path)
    assert HEAVY & modules == set()
    prefix = "safeguard_desk."
    own = {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}
    assert own <= OWN
