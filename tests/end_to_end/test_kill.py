"""A program that minutes is killed at any moment: whatever it acknowledged is there."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk import lock
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.keys import Key
from safeguard_desk.desk.opening import create, open_desk
from safeguard_desk.models import MinuteEntry
from safeguard_desk.views import meetings as view
from safeguard_desk.work import setting_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
PROGRAM = Path(__file__).with_name("minuting_program.py")
SOURCE = Path(__file__).parents[2] / "src"
PASSPHRASE = "correct horse battery staple"


class Killing:
    """A desk on which one program after the other minutes and is killed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "Harrow.desk"
        desk = create(self.path, PASSPHRASE, who="tester")
        desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
        self.key: Key = desk.key
        self.meeting = settled(desk, TestClock()).plan()
        desk.close()
        self.acknowledged: list[int] = []
        self.present: list[int] = []

    def minute_and_kill(self, chance: random.Random) -> None:
        """Let a program minute, and kill it somewhere between its start and its 40th entry."""
        first = (self.present or [-1])[-1] + 1
        with subprocess.Popen(
            [
                *(sys.executable, str(PROGRAM), str(self.path)),
                *(self.key.raw.hex(), self.key.salt.hex(), self.meeting, str(first)),
            ],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
        ) as program:
            assert program.stdout is not None
            waited = chance.randint(0, 40)
            lines = [program.stdout.readline() for _ in range(waited)]
            # A change takes some 5 ms: the kill falls anywhere in one, or in the opening.
            time.sleep(chance.random() * (0.02 if waited else 1.0))
            program.send_signal(signal.SIGKILL)
            lines += program.stdout.readlines()
            program.wait()
            assert program.returncode == -signal.SIGKILL
        self.acknowledged += [int(line) for line in lines if line.endswith(b"\n")]

    def look(self) -> None:
        """Open the desk again and hold it to what was acknowledged."""
        left = lock.lock_path(self.path).exists() and lock.lock_path(self.path).stat().st_size > 0
        desk = open_desk(self.path, self.key, who="tester")
        told = [notice for notice in desk.notices if "was not closed properly" in notice]
        assert bool(told) == left
        assert all("minute-taker" in notice for notice in told)
        assert not desk.read_only
        with desk.read() as reader:
            texts = [entry.text for entry in view.entries(reader, self.meeting)]
        assert desk.check().faults == ()
        desk.close()
        self.present = [int(re.findall(r"entry (\d+)", text)[0]) for text in texts]
        assert self.present == list(range(len(self.present)))
        assert set(self.acknowledged) <= set(self.present)

    def rounds(self, count: int, chance: random.Random) -> None:
        """Kill so many programs; after each one at most one entry more than was told is there."""
        for _ in range(count):
            before = len(self.present)
            told = len(self.acknowledged)
            self.minute_and_kill(chance)
            self.look()
            more = len(self.present) - before - (len(self.acknowledged) - told)
            assert more in {0, 1}


@pytest.fixture
def killing(tmp_path: Path) -> Killing:
    return Killing(tmp_path)


def test_ten_killed_programs_lose_nothing_they_acknowledged(killing: Killing) -> None:
    killing.rounds(10, random.Random(17))  # noqa: S311 - chance, not a secret
    assert len(killing.acknowledged) > 50


@pytest.mark.slow
def test_a_hundred_killed_programs_lose_nothing_they_acknowledged(killing: Killing) -> None:
    killing.rounds(100, random.Random())  # noqa: S311 - chance, not a secret
    assert len(killing.acknowledged) > 500


def test_work_goes_on_after_a_kill_and_can_be_undone(killing: Killing) -> None:
    killing.rounds(1, random.Random(3))  # noqa: S311 - chance, not a secret
    desk = open_desk(killing.path, killing.key, who="tester")
    assert desk.undo_title == "Take a line"
    desk.undo()
    with desk.read() as reader:
        left = len(view.entries(reader, killing.meeting))
    assert left == len(killing.present) - 1
    assert desk.check().faults == ()
    desk.close()


@pytest.fixture
def living(tmp_path: Path) -> Iterator[tuple[Desk, Harrow]]:
    desk = create(tmp_path / "Harrow.desk", PASSPHRASE, who="tester")
    desk.change("Set up", lambda uow: setting_up.set_up(uow, "Harrow"))
    yield desk, settled(desk, TestClock())
    desk.close()


def test_a_program_beside_another_reads_and_is_told_who_writes(
    living: tuple[Desk, Harrow],
) -> None:
    desk, harrow = living
    meeting = harrow.plan()
    second = open_desk(desk.path, desk.key, who="visitor")
    assert second.read_only
    assert any("tester" in notice and "open already" in notice for notice in second.notices)
    with second.read() as reader:
        assert view.head(reader, meeting).ref == "QA-2026-11-17"
    second.close()
    # The visitor has neither taken nor removed the lock.
    third = open_desk(desk.path, desk.key, who="visitor")
    assert third.read_only
    third.close()
    assert harrow.all(MinuteEntry) == []
