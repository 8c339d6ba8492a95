"""Harrow's Quality Assurance group on a desk of its own."""

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)
