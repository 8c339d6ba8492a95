"""Desks for tests: real encrypted files, made quickly with a key that needs no derivation."""

import functools
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Connection

from safeguard_desk.desk import journal, migrations, search
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.engine import make_engine
from safeguard_desk.desk.keys import Key
from safeguard_desk.models import Base

KEY = Key(bytes(range(32)), bytes(range(16)))
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


class TestClock:
    """A clock that stands still unless it is moved."""

    __test__ = False

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def pass_by(self, **span: float) -> None:
        self.moment += timedelta(**span)


def bare_desk(path: Path, clock: TestClock | None = None) -> Desk:
    """Make a desk with tables and an empty journal, and nothing else."""
    path.write_bytes(_bare_file(frozenset(Base.metadata.tables)))
    return Desk(path, make_engine(path, KEY), KEY, clock=clock or TestClock(), who="tester")


@functools.cache
def _bare_file(_: frozenset[str]) -> bytes:
    """Return the file of a bare desk with these tables, made once in a run."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "Bare.desk")
        engine = make_engine(path, KEY)
        with engine.execution_options(writes=True).begin() as connection:
            Base.metadata.create_all(connection)
            journal.found(connection)
            search.found(connection)
        engine.dispose()
        return path.read_bytes()


def reopened(desk: Desk) -> Desk:
    """Close a desk and open its file again."""
    desk.close()
    return Desk(desk.path, make_engine(desk.path, KEY), KEY, clock=desk.clock, who="tester")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a file that the first worker to ask for it makes, and that others wait for."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"once {name}"
    done, failed = folder / "done", folder / "failed"
    try:
        folder.mkdir()
    except FileExistsError:
        while not done.exists():
            assert not failed.exists(), f"another worker could not make {name}"
            time.sleep(0.1)
        return folder / name
    try:
        make(folder / name)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder / name


class TablesOnce:
    """Makes the tables of new desks: by migrations once in a run, then in the words of that file.

    Everything else is the migrations' own.
    """

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(migrations, name)

    def upgrade(self, connection: Connection) -> None:
        held = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        if connection.exec_driver_sql(held).first():
            migrations.upgrade(connection)
            return
        if not self.statements:
            migrations.upgrade(connection)
            made = connection.exec_driver_sql(held).scalars().all()
            version = migrations.current(connection)
            self.statements = [*made, f"INSERT INTO alembic_version VALUES ('{version}')"]
            return
        for statement in self.statements:
            connection.exec_driver_sql(statement)
