"""The desk: one open file, one way to read it and one door for every change."""

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from safeguard_desk.desk import backup, check, journal, search, undo
from safeguard_desk.desk.backup import Backup
from safeguard_desk.desk.changes import ChangeSet, Done
from safeguard_desk.desk.failures import as_refusals
from safeguard_desk.desk.keys import Key
from safeguard_desk.desk.lock import Lock
from safeguard_desk.desk.reading import LONDON, Reader, local_day
from safeguard_desk.desk.undo import Stacks, Step
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal

T = TypeVar("T")
Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """Return the moment by the machine's clock."""
    return datetime.now(UTC)


class Desk:
    """An open desk. Made by desk/opening.py, which knows keys, locks, migrations and backups."""

    def __init__(
        self,
        path: Path,
        engine: Engine,
        key: Key,
        *,
        clock: Clock = now_utc,
        who: str = "",
        read_only: bool = False,
        notices: tuple[str, ...] = (),
        lock: Lock | None = None,
        backups: bool = False,
    ) -> None:
        """Take an open engine. `notices` are what the user should be told at opening.

        backups: whether closing after changes makes one. lock: given back at closing.
        """
        self.path = path
        self.engine = engine
        self.key = key
        self.lock = lock
        self.backups = backups
        self.clock = clock
        self.who = who or getpass.getuser()
        self.read_only = read_only
        self.notices = notices
        self.changed = False
        self._made = 0
        with as_refusals(), engine.connect() as connection:
            self._stacks: Stacks = undo.rebuild(connection)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a reader of the desk as it is at this moment."""
        with as_refusals(), Session(self.engine) as session:
            journal.guard(session)
            yield Reader(session, local_day(self.clock()))

    def change(
        self,
        title: str,
        operation: Callable[[UnitOfWork], T],
        *,
        initiator: object = None,
        merge: str | None = None,
    ) -> Done[T]:
        """Do an operation as one step: all of it is kept and journalled under `title`, or none.

        Neighbouring changes with the same `merge` are undone together.
        """
        return self._write(
            journal.Stamp(title, self._now(), self.who, merge=merge), operation, initiator
        )

    def undo(self) -> Done[str]:
        """Take back the last step; refuses when there is none. Returns its title."""
        return self._turn(self._stacks.undo, "undo")

    def redo(self) -> Done[str]:
        """Do the step again that was taken back last."""
        return self._turn(self._stacks.redo, "redo")

    @property
    def undo_title(self) -> str | None:
        """What `undo` would take back."""
        return self._stacks.undo[-1].title if self._stacks.undo else None

    @property
    def redo_title(self) -> str | None:
        """What `redo` would do again."""
        return self._stacks.redo[-1].title if self._stacks.redo else None

    def check(self) -> check.Health:
        """Look over the whole file; see desk/check.py."""
        with as_refusals(), self.engine.connect() as connection:
            return check.look(connection)

    def close(self) -> None:
        """Close the file; after changes a backup is made. What was acknowledged is in it."""
        try:
            if self.changed and self.backups:
                self.back_up("closed")
        finally:
            self.changed = False
            self.engine.dispose()
            if self.lock is not None:
                self.lock.release()
                self.lock = None

    def back_up(self, reason: str) -> Backup:
        """Make a verified backup now; `reason` is part of its name, in small letters."""
        local = self.clock().astimezone(LONDON).replace(tzinfo=None)
        return backup.back_up(self.path, self.key, local, reason)

    def use(self, engine: Engine, key: Key) -> None:
        """Go on with another key, after a change of passphrase."""
        self.engine, self.key = engine, key

    def _now(self) -> datetime:
        return self.clock().astimezone(UTC)

    def _turn(self, steps: list[Step], kind: str) -> Done[str]:
        if not steps:
            raise Refusal(f"There is nothing to {kind}.")
        step = steps[-1]
        stamp = journal.Stamp(step.title, self._now(), self.who, kind, step.groups[0])

        def turn(uow: UnitOfWork) -> str:
            undo.apply(uow.session, step, backwards=kind == "undo")
            return step.title

        return self._write(stamp, turn, None)

    def _write(
        self, stamp: journal.Stamp, operation: Callable[[UnitOfWork], T], initiator: object
    ) -> Done[T]:
        if self.read_only:
            raise Refusal(
                "This desk is open for reading only.",
                "Nothing was changed.",
                "Close it where it is open for writing, and open it here again.",
            )
        recording = journal.Recording()
        writing = self.engine.execution_options(writes=True)
        with as_refusals(), Session(writing, expire_on_commit=False) as session, session.begin():
            session.info[journal.RECORDING] = recording
            journal.guard(session)
            uow = UnitOfWork(session, stamp.at, self.who, self._made)
            result = operation(uow)
            self._made = uow.made
            session.flush()
            group, changes = journal.write(session.connection(), recording, stamp)
            search.follow(session, changes)
        return Done(result, self._follow(group, stamp, replace(changes, initiator=initiator)))

    def _follow(self, group: int, stamp: journal.Stamp, changes: ChangeSet) -> ChangeSet:
        if group:
            self._stacks.follow(group, stamp.title, stamp.kind, stamp.of, stamp.merge)
            self.changed = True
        return changes
