"""What the shell has done on the worker: opening, making, restoring, backing up, checking.

Each takes `progress` last, as Worker.compute gives it. The desk's parts are imported here and not
above: the unlock window is painted before SQLAlchemy is loaded.
"""

import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.backup import Backup
    from safeguard_desk.desk.check import Health
    from safeguard_desk.desk.desk import Desk

Progress = Callable[[int, int], None]


def warm_up(progress: Progress) -> None:
    """Load what the main window needs and rehearse filling Home, while the passphrase is typed."""
    import safeguard_desk.desk.opening
    import safeguard_desk.registers
    import safeguard_desk.ui.home.today
    import safeguard_desk.ui.shell.window  # noqa: F401
    from safeguard_desk.desk.rehearsal import rehearsal
    from safeguard_desk.views.today import today

    with rehearsal(datetime.now().date()) as reader:
        today(reader)
    # What is loaded by now stays, and the collector need not look through it each time.
    gc.freeze()


def open_desk(path: Path, passphrase: str, who: str, progress: Progress) -> "Desk":
    """Open a desk by its passphrase."""
    from safeguard_desk.desk import opening

    return opening.open_desk(path, passphrase, who=who)


def open_by_sheet(path: Path, lines: str, who: str, progress: Progress) -> "Desk":
    """Open a desk by the key on its recovery sheet."""
    from safeguard_desk.desk import keys, opening

    return opening.open_desk(path, keys.from_recovery(lines), who=who)


def create(path: Path, passphrase: str, partnership: str, who: str, progress: Progress) -> "Desk":
    """Make a desk with the boards and groups of a partnership."""
    from safeguard_desk.desk import location, opening
    from safeguard_desk.work.setting_up import set_up

    if not partnership.strip():
        raise Refusal("The partnership has no name.", "Nothing was made.", "Name the borough.")
    place = location.where(path)
    if not place.safe:
        raise Refusal(place.words, "Nothing was made.", "Choose a folder on this computer.")
    desk = opening.create(path, passphrase, who=who)
    try:
        desk.change("Set up the desk", lambda uow: set_up(uow, partnership))
    except BaseException:
        desk.close()
        path.unlink(missing_ok=True)
        raise
    return desk


def restore(backup: Path, target: Path, passphrase: str, progress: Progress) -> Path | None:
    """Put a backup in a desk's place; returns where what was there lies now."""
    from safeguard_desk.desk import lock
    from safeguard_desk.desk.backup import restore as put_back
    from safeguard_desk.desk.engine import inspect
    from safeguard_desk.desk.failures import as_refusals
    from safeguard_desk.desk.keys import key_for

    inspect(backup)
    key = key_for(backup, passphrase)
    target.parent.mkdir(parents=True, exist_ok=True)
    answer = lock.take(target)
    if isinstance(answer, lock.Held):
        raise Refusal(
            f"{target.name} is open: {answer.holder.words}.",
            "Nothing was restored.",
            "Close it there, and do it again.",
        )
    try:
        with as_refusals():
            return put_back(backup, target, key, datetime.now())
    finally:
        answer.lock.release()


def backups_of(path: Path) -> "list[Backup]":
    """Return the backups of a desk, newest first."""
    from safeguard_desk.desk.backup import list_backups

    return list(reversed(list_backups(path)))


def recovery_sheet(desk: "Desk", out: Path, progress: Progress) -> Path:
    """Write the recovery sheet of an open desk as PDF."""
    from safeguard_desk.desk.keys import recovery_lines
    from safeguard_desk.desk.reading import local_day
    from safeguard_desk.documents.writing import write
    from safeguard_desk.papers.recovery_sheet import compose

    lines = recovery_lines(desk.key)
    write(compose(desk.path.name, lines, local_day(desk.clock())), out)
    return out


def change_passphrase(desk: "Desk", old: str, new: str, progress: Progress) -> int:
    """Change the passphrase; the old one is asked for. Returns how many backups keep the old."""
    from safeguard_desk.desk import opening
    from safeguard_desk.desk.keys import key_for

    if key_for(desk.path, old) != desk.key:
        raise Refusal(
            "The present passphrase is not the one that was typed.",
            "Nothing was changed.",
            "Type it again. If it is lost, open the desk with its recovery sheet.",
        )
    return len(opening.change_passphrase(desk, new))


def back_up(desk: "Desk", progress: Progress) -> "Backup":
    """Make a verified backup now."""
    return desk.back_up("by-hand")


def check(desk: "Desk", progress: Progress) -> "Health":
    """Look over the whole file."""
    return desk.check()


def close(desk: "Desk", progress: Progress) -> None:
    """Close the file; after changes a backup is made."""
    desk.close()
