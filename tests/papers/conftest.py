"""One desk for all tests of papers: they only read it."""

from collections.abc import Iterator

import pytest
from tests.papers.stage import TODAY, Stage, filled, founded


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The desk with an autumn's records."""
    made = filled(tmp_path_factory.mktemp("desk") / "harrow.desk")
    yield made
    made.desk.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A desk with groups and people, and no meeting, action or risk."""
    made = founded(tmp_path_factory.mktemp("desk") / "empty.desk")
    made.on(TODAY)
    yield made
    made.desk.close()
