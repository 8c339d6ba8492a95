"""Desks to measure on, made once for a run and kept for the next; and the table at the end."""

import tempfile
import time
import zlib
from datetime import date
from pathlib import Path

import pytest
from tests.benchmarks.measure import HEAD, PASSPHRASE, RESULTS
from tests.fixtures.demonstration import TODAY, made

from safeguard_desk import demo
from safeguard_desk.desk import search
from safeguard_desk.desk.opening import create
from safeguard_desk.models import Base

BUILT: dict[str, float] = {}
"""Seconds that each desk took to make in this run."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as measuring: it runs when it is asked for only."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.bench)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured."""
    if RESULTS:
        terminalreporter.write_line("")
        for line in (HEAD, *(result.row() for result in RESULTS)):
            terminalreporter.write_line(line)


def _kept(name: str) -> Path:
    folder = Path(tempfile.gettempdir()) / "safeguard-desk-benchmarks"
    folder.mkdir(exist_ok=True)
    return folder / name


def _form() -> int:
    """Return a number that differs when the tables or the index do: a kept desk fits no other."""
    tables = sorted(f"{column}" for one in Base.metadata.sorted_tables for column in one.columns)
    return zlib.crc32(repr((tables, search._TABLES)).encode())


@pytest.fixture(scope="session")
def large_desk() -> Path:
    """A desk of 100,000 actions."""
    path = _kept(f"large-{TODAY}-{_form():08x}.desk")
    if not path.exists():
        begun = time.monotonic()
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        made(half, scale=100)
        BUILT["large"] = time.monotonic() - begun
        half.rename(path)
    return path


@pytest.fixture(scope="session")
def ten_years() -> Path:
    """A desk of ten years with 100,000 records, most of them of the older work."""
    path = _kept(f"ten-years-{TODAY}-{_form():08x}.desk")
    if not path.exists():
        half = path.with_suffix(".half")
        half.unlink(missing_ok=True)
        made(half, years=10, scale=46)
        half.rename(path)
    return path


@pytest.fixture(scope="session")
def five_years() -> Path:
    """A desk of five years under a passphrase, as a user has it."""
    path = _kept(f"five-years-{date.today()}-{_form():08x}.desk")
    if not path.exists():
        half = path.with_name(f"half-{path.name}")
        half.unlink(missing_ok=True)
        desk = create(half, PASSPHRASE, who="bench")
        demo.make(desk, today=date.today(), years=5)
        desk.close()
        half.rename(path)
    return path
