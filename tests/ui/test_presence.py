"""Other computers see that a desk is in use, and this one sees when it was taken."""

import os
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.lock import Taken, lock_path, take
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.presence import Presence


def held(desk: Desk) -> Path:
    answer = take(desk.path, "tester")
    assert isinstance(answer, Taken)
    desk.lock = answer.lock
    return lock_path(desk.path)


def test_the_lock_is_touched_while_the_window_is_open(qtbot: QtBot, desk: Desk) -> None:
    place = held(desk)
    os.utime(place, (1, 1))
    jobs, parent = Jobs(desk), QObject()
    Presence(jobs, parent).show()
    assert place.stat().st_mtime > 1
    assert not desk.read_only
    jobs.close()


def test_a_desk_that_was_taken_meanwhile_is_written_no_more(qtbot: QtBot, desk: Desk) -> None:
    held(desk).unlink()
    jobs, parent = Jobs(desk), QObject()
    presence = Presence(jobs, parent)
    with qtbot.waitSignal(presence.lost) as lost:
        presence.show()
    assert "Another computer" in str(lost.args)
    assert desk.read_only
    desk.lock = None
    jobs.close()
