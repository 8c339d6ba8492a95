"""What is loaded when: nothing before the unlock window, and nothing heavy after the passphrase."""

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


def said(program: str, tmp_path: Path) -> str:
    """Run a program of its own; return the last line it prints."""
    source = Path(__file__).parents[2] / "src"
    surroundings = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(source),
        "SAFEGUARD_DESK_HOME": str(tmp_path),
    }
    answer = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.splitlines()[-1]


def test_the_unlock_window_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    modules = set(json.loads(said(PROBE, tmp_path)))
    assert HEAVY & modules == set()
    prefix = "safeguard_desk."
    own = {name.removeprefix(prefix) for name in modules if name.startswith(prefix)}
    assert own <= OWN


OPENED = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from safeguard_desk.ui.shell import desk_work
desk_work.warm_up(lambda done, total: None)
before = sorted(sys.modules)
path = Path(sys.argv[1], "Harrow.desk")
desk = desk_work.create(path, "correct horse battery staple", "Harrow", "", lambda *_: None)
made = set(sys.modules)
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.shell.window import MainWindow
jobs = Jobs(desk)
window = MainWindow(jobs, Preferences())
window.show()
for _ in range(3):
    app.processEvents()
print(json.dumps([before, sorted(set(sys.modules) - made)]))
jobs.close()
desk.close()
"""


def test_what_the_first_tab_needs_is_loaded_before_the_desk_is_open(tmp_path: Path) -> None:
    before, after = json.loads(said(OPENED, tmp_path))
    assert "sqlalchemy.dialects.sqlite" in before
    heavy = {name.partition(".")[0] for name in after} & HEAVY
    own = [name for name in after if name.startswith("safeguard_desk.")]
    assert (heavy, own) == (set(), [])
