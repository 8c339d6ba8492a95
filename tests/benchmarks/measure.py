"""What every benchmark shares: medians, the table of results, and the child programs."""

import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safeguard_desk.desk.keys import derive

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PASSPHRASE = "correct horse battery staple"


@dataclass(frozen=True)
class Result:
    """One figure beside its limit; lower is better. `floor` is what the limit was made from."""

    what: str
    measured: float
    limit: float
    unit: str = "ms"
    floor: float | None = None

    @property
    def holds(self) -> bool:
        """Say whether the limit holds."""
        return self.measured <= self.limit

    def row(self) -> str:
        """Return the result as a line of a table."""
        floor = "" if self.floor is None else f"{self.floor:,.1f} {self.unit}"
        ratio = "" if self.floor is None else f"{self.measured / self.floor:.2f}"
        limit = "none set" if math.isinf(self.limit) else f"{self.limit:,.1f} {self.unit}"
        verdict = "" if math.isinf(self.limit) else "yes" if self.holds else "NO"
        cells = (self.what, f"{self.measured:,.1f} {self.unit}", floor, ratio, limit, verdict)
        return f"| {' | '.join(cells)} |"


HEAD = "| what | measured | floor | ratio | limit | holds |\n| --- | --- | --- | --- | --- | --- |"
RESULTS: list[Result] = []


def told(*results: Result) -> None:
    """Keep results for the table, and fail for a limit that does not hold."""
    RESULTS.extend(results)
    broken = [result.row() for result in results if not result.holds]
    assert not broken, "\n".join(broken)


QUIET = 200.0
"""Milliseconds that the derivation of a key took on the machine the limits were set on."""


def slowness() -> float:
    """Return how much slower this machine is at this moment than the one limits were set on.

    Limits in plain milliseconds are stretched by it, so that they hold or fail as ratios do.
    """
    spent = []
    for number in range(5):
        begun = time.perf_counter()
        derive(PASSPHRASE, bytes([number] * 16))
        spent.append((time.perf_counter() - begun) * 1000)
    found = max(1.0, median(spent) / QUIET)
    RESULTS.append(Result("deriving a key", median(spent), math.inf, floor=QUIET))
    return found


def median(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return what 95 of a hundred do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * 0.95) - 1)]


def child(script: str, *arguments: object) -> dict[str, Any]:
    """Run a program of this folder without a display; what it prints is one JSON object."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "QT_QPA_PLATFORM": "offscreen",
            # An installed program is compiled; so is the one that is measured, from its second run.
            "PYTHONDONTWRITEBYTECODE": "",
            "SAFEGUARD_DESK_PASSPHRASE": PASSPHRASE,
            **dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), home),
        }
        done = subprocess.run(
            [sys.executable, str(HERE / script), *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def resident() -> float:
    """Return the memory this process holds, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
