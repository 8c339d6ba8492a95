"""The search box over 100,000 records: from each piece of typed words to the lines shown."""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QMainWindow
from sqlalchemy import text
from tests.fixtures.demonstration import opened

from safeguard_desk.desk.search import quoted
from safeguard_desk.ui import theme
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.palette import SHORTEST, Palette

WORDS = (
    "neglect", "re-audit", "police", "probation", "attendance at strategy", "QA-01", "threshold",
    "housing o", "zzz", "brief teams", "named nurse", "care homes", "lead for training", "schools",
)  # fmt: skip
TYPED = [word[:n] for word in WORDS for n in range(SHORTEST, len(word) + 1)]


def shown(words: str) -> float:
    """Search for words and return the milliseconds until the lines are there, painted."""
    box.line.setText(words)
    box._soon.stop()
    box.list.clear()
    begun = time.perf_counter()
    box._search()
    while box.list.count() == 0:
        # Waiting as the program does: asking without end would keep the search from its work.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    box.list.repaint()
    return (time.perf_counter() - begun) * 1000


def bare(words: str) -> float:
    """Ask the index alone for the newest 40 records that hold words; return the milliseconds."""
    asked = " AND ".join(quoted(word) for word in words.split() if len(word) > SHORTEST)
    if not asked:
        return 0.0
    begun = time.perf_counter()
    connection.execute(FLOOR, {"asked": asked}).all()
    return (time.perf_counter() - begun) * 1000


FLOOR = text(
    "SELECT r.kind, r.record_id, w.title FROM search_words w JOIN search_rows r ON r.id = w.rowid"
    " WHERE w.search_words MATCH :asked ORDER BY w.rowid DESC LIMIT 40"
)
app = QApplication([])
theme.system_points()
theme.wear(app, "light", 0)
desk = opened(Path(sys.argv[1]))
jobs = Jobs(desk)
window = QMainWindow()
window.resize(1366, 768)
window.show()
box = Palette(jobs, window)
box.open((), careful=False)
with desk.engine.connect() as connection:
    rows = connection.scalar(text("SELECT count(*) FROM search_rows"))
    for words in TYPED[:10]:
        shown(words), bare(words)
    floor = [bare(words) for words in TYPED]
found = [shown(words) for words in TYPED]
sys.stdout.write(json.dumps({"rows": rows, "shown": found, "floor": floor}) + "\n")
sys.stdout.flush()
window.close()
jobs.close()
desk.close()
