"""A meeting on screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.meeting.room import Room, open_room


@pytest.fixture
def room(tmp_path: Path, qapp: QApplication) -> Iterator[Room]:
    """The QA meeting of 17 November 2026, at ten in the morning, with nothing minuted."""
    made = open_room(tmp_path / "harrow.desk")
    yield made
    made.jobs.settle()
    made.window.close()
    made.jobs.close()
    made.desk.close()
