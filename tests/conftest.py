"""Guards of every test: nothing is left behind, nothing is complained of, nothing touches home."""

import functools
import gc
import hashlib
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.making import TablesOnce, TestClock, bare_desk, made_once

from safeguard_desk.__main__ import COLLECT_AFTER
from safeguard_desk.desk import opening
from safeguard_desk.desk.desk import Desk
from safeguard_desk.work import setting_up

_HOMES = (
    "HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME",
    "XDG_STATE_HOME", "XDG_CACHE_HOME",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    """Leave the long and the measuring tests to whoever asks for them with -m; show no window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    gc.set_threshold(*COLLECT_AFTER)
    if not config.option.markexpr:
        config.option.markexpr = "not slow and not bench"


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, logs and desks of a test lie in a folder of its own."""
    home = tmp_path_factory.mktemp("home")
    for name in _HOMES:
        monkeypatch.setenv(name, str(home))
    monkeypatch.delenv("SAFEGUARD_DESK_PASSPHRASE", raising=False)


@pytest.fixture(autouse=True)
def _no_complaints(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log fails a test; one that expects it looks and says `caplog.clear()`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    unexpected = [r for r in records if r.levelno >= logging.WARNING]
    assert not unexpected, [r.getMessage() for r in unexpected]


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    """A thread that outlives its test fails it."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def _no_windows_left() -> Iterator[None]:
    """A window that is still open after its test fails it. Qt is not loaded for this."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [w for w in widgets.QApplication.topLevelWidgets() if w.isVisible()]
    for widget in left:
        widget.close()
    assert not left, f"windows left open: {left}"


@functools.cache
def _set_aside() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _collector_stays_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the collector off the desk's worker, where it would destroy widgets.

    What was there before the first such test is set aside, and after a test only what it made is
    looked over: with the collector off, that is still the youngest generation.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    _set_aside()
    gc.disable()
    yield
    gc.enable()
    gc.collect(0)


@pytest.fixture(autouse=True, scope="session")
def _made_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Derive the same key once in a run, and run migrations for new desks once; measure both."""
    if request.config.option.markexpr == "bench":
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashlib, "pbkdf2_hmac", functools.cache(hashlib.pbkdf2_hmac))
        patch.setattr(opening, "migrations", TablesOnce())
        yield


@pytest.fixture
def clock() -> TestClock:
    """A clock that stands at noon of 17 November 2026 until it is moved."""
    return TestClock()


@pytest.fixture
def desk(tmp_path: Path, clock: TestClock) -> Iterator[Desk]:
    """An empty desk with its boards, groups and standing agendas."""
    desk = bare_desk(tmp_path / "Harrow.desk", clock)
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the demonstration desk of 20 November 2026; for reading and copying only."""
    from tests.fixtures.demonstration import made

    return made_once(tmp_path_factory, "Demonstration.desk", made)


@pytest.fixture
def demo_desk(demo_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the demonstration desk."""
    from tests.fixtures.demonstration import copied

    desk = copied(demo_file, tmp_path)
    yield desk
    desk.close()


@pytest.fixture
def group_id(desk: Desk) -> Callable[[str], str]:
    """Look up a group's id by its code."""
    from sqlalchemy import select

    from safeguard_desk.models import Group

    def look_up(code: str) -> str:
        with desk.read() as reader:
            return str(reader.scalar(select(Group.id).where(Group.code == code)))

    return look_up
