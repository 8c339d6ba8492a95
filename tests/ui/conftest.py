"""A desk with an autumn's work on it, for the window."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.making import TestClock
from tests.papers.stage import TODAY, Stage, filled
from tests.ui.hand import Hand, open_copy

from safeguard_desk.desk.desk import Desk
from safeguard_desk.ui import theme


@pytest.fixture(scope="session")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The stage of an autumn; its file is closed and only copied."""
    made = filled(tmp_path_factory.mktemp("autumn") / "Harrow.desk")
    made.desk.close()
    return made


@pytest.fixture
def work_desk(autumn: Stage, tmp_path: Path) -> Iterator[Desk]:
    """A copy of that desk, on the morning of its day."""
    path = Path(shutil.copy(autumn.desk.path, tmp_path / "Harrow.desk"))
    desk = open_copy(path, TestClock(datetime.combine(TODAY, time(9), UTC)))
    yield desk
    desk.close()


@pytest.fixture
def hand(work_desk: Desk, qapp: QApplication) -> Iterator[Hand]:
    """The window with that desk, in its light dress."""
    theme.apply(qapp, dark=False)
    made = Hand.at(work_desk)
    yield made
    made.leave()
