"""The lock beside a desk: one owner, told to the others, and never left over for good."""

import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from safeguard_desk.desk import lock
from safeguard_desk.desk.lock import Held, Holder, Taken, lock_path, take

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
HOLDING = """
import sys
from pathlib import Path
from safeguard_desk.desk.lock import take
taken = take(Path(sys.argv[1]), "Maria Lopez")
print(type(taken).__name__, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    desk = tmp_path / "Harrow.desk"
    desk.write_bytes(b"")
    return desk


def taken(path: Path, who: str = "Sam") -> Taken:
    result = take(path, who, NOON)
    assert isinstance(result, Taken)
    return result


def other_program(path: Path) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert program.stdout is not None
    assert program.stdout.readline().strip() == "Taken"
    return program


def finish(program: subprocess.Popen[str]) -> None:
    program.communicate("")


def left_by(path: Path, *, host: str, seconds_ago: float) -> None:
    """Leave the lock of another computer, touched some time ago."""
    place = lock_path(path)
    place.write_text(
        json.dumps(
            {
                "who": "Maria Lopez",
                "host": host,
                "pid": 4711,
                "program": "0.1.0",
                "since": NOON.isoformat(),
                "token": "aa",
            }
        )
    )
    moment = place.stat().st_mtime - seconds_ago
    os.utime(place, (moment, moment))


def test_a_free_desk_is_taken_and_says_by_whom(path: Path) -> None:
    mine = taken(path)
    assert mine.stale is None
    content = json.loads(lock_path(path).read_text())
    assert (content["who"], content["pid"]) == ("Sam", os.getpid())
    assert content["since"] == "2026-11-17T12:00:00+00:00"
    mine.lock.release()


def test_release_removes_the_lock_and_the_next_finds_nothing_left_over(path: Path) -> None:
    taken(path).lock.release()
    assert not lock_path(path).exists()
    again = taken(path)
    assert again.stale is None
    again.lock.release()
    again.lock.release()


def test_a_second_window_of_the_same_program_is_told_who_has_it(path: Path) -> None:
    mine = taken(path)
    second = take(path, "Sam", NOON)
    assert second == Held(mine.lock.holder)
    mine.lock.release()
    third = taken(path)
    third.lock.release()


def test_another_program_is_told_who_has_it(path: Path) -> None:
    program = other_program(path)
    try:
        result = take(path, "Sam", NOON)
        assert isinstance(result, Held)
        assert (result.holder.who, result.holder.pid) == ("Maria Lopez", program.pid)
        assert "Maria Lopez on " in result.holder.words
    finally:
        finish(program)


def test_the_lock_of_a_killed_program_is_left_over_and_taken(path: Path) -> None:
    program = other_program(path)
    program.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    program.communicate()
    assert lock_path(path).exists()
    mine = taken(path)
    assert mine.stale is not None
    assert mine.stale.pid == program.pid
    mine.lock.release()


def test_a_fresh_lock_of_another_computer_counts_as_held(path: Path) -> None:
    left_by(path, host="LAPTOP-2", seconds_ago=60)
    result = take(path, "Sam", NOON)
    assert isinstance(result, Held)
    assert result.holder.words == "Maria Lopez on LAPTOP-2 since 17 Nov 2026 12:00"


def test_asking_for_a_desk_held_elsewhere_does_not_keep_its_lock_fresh(path: Path) -> None:
    left_by(path, host="LAPTOP-2", seconds_ago=60)
    before = lock_path(path).stat().st_mtime_ns
    take(path, "Sam", NOON)
    assert lock_path(path).stat().st_mtime_ns == before


def test_an_old_lock_of_another_computer_is_left_over(path: Path) -> None:
    left_by(path, host="LAPTOP-2", seconds_ago=lock.FRESH + 5)
    mine = taken(path)
    assert mine.stale is not None
    assert mine.stale.host == "LAPTOP-2"
    mine.lock.release()


def test_touching_keeps_the_lock_fresh(path: Path) -> None:
    mine = taken(path)
    place = lock_path(path)
    os.utime(place, (1, 1))
    assert mine.lock.touch()
    assert place.stat().st_mtime > 1
    mine.lock.release()


def test_a_lock_that_another_computer_took_meanwhile_is_known_and_left_to_it(path: Path) -> None:
    mine = taken(path)
    left_by(path, host="LAPTOP-2", seconds_ago=0)
    assert not mine.lock.touch()
    mine.lock.release()
    assert lock_path(path).exists()


def test_where_the_drive_keeps_no_locks_the_content_decides_for_this_computer_too(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "_lock", lambda _: None)
    mine = taken(path)
    assert take(path, "Sam", NOON) == Held(mine.lock.holder)
    os.utime(lock_path(path), (1, 1))
    again = taken(path, "Maria")
    assert again.stale == mine.lock.holder
    again.lock.release()
    mine.lock.release()


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"who": "x"}', "null"])
def test_a_lock_that_says_nothing_is_taken(path: Path, content: str) -> None:
    lock_path(path).write_text(content)
    mine = taken(path)
    assert mine.stale is None
    mine.lock.release()


def test_a_link_to_the_desk_has_the_same_lock(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "Link.desk"
    link.symlink_to(path)
    mine = taken(path)
    assert isinstance(take(link, "Sam", NOON), Held)
    mine.lock.release()


def test_a_folder_that_cannot_be_written_to_gives_no_lock(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        take(path, "Sam", NOON)


def test_the_owner_is_told_in_words_even_when_little_is_known() -> None:
    assert Holder().words == "Somebody"
    assert Holder(who="Sam", host="PC").words == "Sam on PC"
