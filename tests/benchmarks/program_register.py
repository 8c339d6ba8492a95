"""A register of 100,000 actions: typing in its filter, scrolling, and the memory it takes."""

import gc
import json
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.benchmarks.measure import resident
from tests.fixtures.demonstration import opened

from safeguard_desk.registers.actions import ACTIONS
from safeguard_desk.ui import theme
from safeguard_desk.ui.collecting import Collector
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.panel import RegisterPanel

WORDS = (
    "neglect", "re-audit", "police", "probation", "attendance at strategy", "QA-01", "threshold",
    "housing o", "zzz", "brief teams", "named nurse", "care homes", "%", "lead for training",
)  # fmt: skip


class Paints(QObject):
    """Counts the paints of the table, and of what says that nothing fits."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count."""
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def until_painted(step: object, *arguments: object) -> float:
    """Do a step and return the milliseconds until the table was painted after it."""
    before, begun = paints.count, time.perf_counter()
    step(*arguments)  # type: ignore[operator]
    while paints.count == before and time.perf_counter() - begun < 0.5:
        app.processEvents()
    return (time.perf_counter() - begun) * 1000


def key(times: list[float], step: object, *arguments: object) -> None:
    """Keep the time of a key, unless it altered nothing, as a space at the end does not."""
    before, painted = panel.query, until_painted(step, *arguments)
    if panel.query != before:
        times.append(painted)


def wait(milliseconds: int) -> float:
    """Let events happen for a while; return the longest single turn of the loop in ms."""
    end, longest = time.perf_counter() + milliseconds / 1000, 0.0
    while (now := time.perf_counter()) < end:
        app.processEvents()
        longest = max(longest, (time.perf_counter() - now) * 1000)
        time.sleep(0.001)
    return longest


def typed(between: int) -> tuple[dict[str, list[float]], float]:
    """Type the words, erasing and clearing after each; a key every `between` ms."""
    keys: dict[str, list[float]] = {"typed": [], "erased": [], "cleared": []}
    stall = 0.0
    for word in WORDS:
        for letter in word:
            key(keys["typed"], QTest.keyClicks, panel.filter_line, letter)
            stall = max(stall, wait(between))
        for _ in range(2):
            key(keys["erased"], QTest.keyClick, panel.filter_line, Qt.Key.Key_Backspace)
            stall = max(stall, wait(between))
        key(keys["cleared"], panel.filter_line.clear)
        stall = max(stall, wait(400))
    return keys, stall


def scrolled() -> dict[str, list[float]]:
    """Scroll by the wheel, by the page and by dragging, and time each repainting."""
    bar = panel.table.verticalScrollBar()
    chance = random.Random(1)  # noqa: S311 - chance, not a secret
    by_wheel = [until_painted(bar.setValue, step * 60) for step in range(1, 400)]
    by_page = [until_painted(bar.setValue, 30_000 + step * bar.pageStep()) for step in range(200)]
    places = [chance.randint(0, bar.maximum()) for _ in range(200)]
    dragged = [until_painted(bar.setValue, place) for place in places]
    return {"wheel": by_wheel, "page": by_page, "drag": dragged}


app = QApplication([])
theme.system_points()
theme.wear(app, "light", 0)
collector = Collector(app)
desk = opened(Path(sys.argv[1]))
jobs = Jobs(desk)
panel = RegisterPanel(jobs, ACTIONS)
panel.resize(1366, 768)
panel.show()
paints = Paints()
panel.table.viewport().installEventFilter(paints)
panel.empty.installEventFilter(paints)  # shown in its place where nothing fits
panel.show_all()
wait(1500)
rows = panel.rows.rowCount()
keys, stall = typed(60)
wait(1500)
result: dict[str, object] = {"rows": rows, "stall": stall, **keys}
result |= scrolled()
gc.collect()
result["memory"] = resident()
sys.stdout.write(json.dumps(result) + "\n")
panel.close()
jobs.close()
desk.close()
