"""The demonstration desk in its window: it has learning products."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from tests.ui.hand import Hand

from safeguard_desk.desk.desk import Desk
from safeguard_desk.ui import theme


@pytest.fixture
def hand(demo_desk: Desk, qapp: QApplication) -> Iterator[Hand]:
    """The window with a copy of the demonstration desk."""
    theme.apply(qapp, dark=False)
    made = Hand.at(demo_desk)
    yield made
    made.leave()
