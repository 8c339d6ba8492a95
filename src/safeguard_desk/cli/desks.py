"""Commands on the file itself: new, demo, check, backup, restore, rekey, recovery sheet, undo."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_desk.cli.common import (
    NEW_PASSPHRASE,
    PASSPHRASE,
    Parsers,
    add,
    clock,
    key,
    new_passphrase,
    opened,
    place_for,
    show,
    with_file,
    with_json,
    with_passphrase,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    new = with_file(
        add(
            parsers,
            "new",
            _new,
            "make an empty desk with boards, groups and standing items",
            'new Harrow.desk --partnership "Harrow"',
        )
    )
    new.add_argument("--partnership", required=True, metavar="NAME", help="the borough's name")
    demo = with_file(
        add(parsers, "demo", _demo, "make the demonstration desk", "demo demo.desk --years 2")
    )
    demo.add_argument("--years", type=int, default=1, metavar="N", help="years of work (1)")
    demo.add_argument("--scale", type=int, default=1, metavar="N", help="1,000 actions a step (1)")
    check = with_file(
        add(
            parsers,
            "check",
            _check,
            "look over the file, its journal, links and index",
            "check Harrow.desk",
        )
    )
    with_json(check)
    backup = with_file(
        add(parsers, "backup", _backup, "make a verified copy", "backup Harrow.desk -o copy.desk")
    )
    backup.add_argument("-o", "--out", required=True, type=Path, metavar="OUT")
    _add_safety(parsers)


def _add_safety(parsers: Parsers) -> None:
    restore = add(
        parsers,
        "restore",
        _restore,
        "put a backup in a desk's place; what was there is moved aside",
        "restore copy.desk -o Harrow.desk",
    )
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("-o", "--out", required=True, type=Path, metavar="FILE")
    with_passphrase(restore)
    rekey = with_file(add(parsers, "rekey", _rekey, "change the passphrase", "rekey Harrow.desk"))
    rekey.add_argument("--new-passphrase-file", metavar="PATH", type=Path)
    sheet = with_file(
        add(
            parsers,
            "recovery-sheet",
            _recovery_sheet,
            "write the sheet that opens the desk when the passphrase is lost",
            "recovery-sheet Harrow.desk -o sheet.pdf",
        )
    )
    sheet.add_argument("-o", "--out", required=True, type=Path, metavar="OUT")
    with_file(add(parsers, "undo", _undo, "take back the last step", "undo Harrow.desk"))
    with_file(add(parsers, "redo", _redo, "do the last step again", "redo Harrow.desk"))


@contextmanager
def _creating(arguments: argparse.Namespace) -> Iterator["Desk"]:
    """Make a desk to be filled; when filling it breaks off, nothing is left of it."""
    from safeguard_desk.desk.files import beside

    desk = _create(arguments)
    try:
        try:
            yield desk
        finally:
            desk.close()
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            beside(desk.path, ending).unlink(missing_ok=True)
        raise


def _create(arguments: argparse.Namespace) -> "Desk":
    from safeguard_desk.desk.location import where
    from safeguard_desk.desk.opening import create

    place = where(arguments.file)
    if not place.safe:
        raise Refusal(place.words, "Nothing was made.", "Name a file in a folder on this computer.")
    secret = new_passphrase(arguments, arguments.passphrase_file, PASSPHRASE)
    return create(arguments.file, secret, clock=clock(arguments))


def _new(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work.setting_up import set_up

    if not arguments.partnership.strip():
        raise Refusal("The partnership has no name.", "Nothing was made.", "Name the borough.")
    with _creating(arguments) as desk:
        desk.change("Set up the desk", lambda uow: set_up(uow, arguments.partnership))
    print(f"Made {arguments.file}. Keep its passphrase: nobody can open the desk without it.")
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from safeguard_desk.demo import make
    from safeguard_desk.desk.reading import local_day

    if arguments.years < 1 or arguments.scale < 1:
        raise Refusal("Years and scale go from 1.", "Nothing was made.", "Leave them out for 1.")
    today = local_day(clock(arguments)())
    with _creating(arguments) as desk:
        make(desk, today=today, years=arguments.years, scale=arguments.scale, progress=_progress)
    print(f"Made {arguments.file}: a demonstration, up to {today:%d %b %Y}.")
    return 0


def _progress(title: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        print(f"\r{title}: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)


def _check(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk:
        health = desk.check()
    if arguments.json:
        faults = [{"part": fault.part, "where": fault.where} for fault in health.faults]
        show({"looked_at": list(health.looked_at), "faults": faults})
    else:
        print("Looked at: " + "; ".join(health.looked_at) + ".")
        print("\n".join(map(str, health.faults)) or "All is well.")
    if not health.faults:
        return 0
    count = len(health.faults)
    raise Refusal(
        f"{arguments.file.name} is not whole: {count} fault{'s' if count > 1 else ''}, the first:"
        f" {health.faults[0]}.",
        "Nothing was changed.",
        "Restore a backup, and keep this file for whoever helps you.",
    )


def _backup(arguments: argparse.Namespace) -> int:
    from safeguard_desk.desk.backup import copy_to

    if arguments.out.exists():
        raise Refusal(
            f"There is a file {arguments.out} already.",
            "It was left as it is.",
            "Name another file.",
        )
    place_for(arguments.out, making_folders=True)
    with opened(arguments) as desk:
        copy_to(desk.path, desk.key, arguments.out)
    print(f"Made {arguments.out}; it was opened and read to verify it.")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    from safeguard_desk.desk import lock
    from safeguard_desk.desk.backup import restore
    from safeguard_desk.desk.failures import as_refusals

    place_for(arguments.out, ".desk", making_folders=True)
    if arguments.out.exists() and arguments.out.samefile(arguments.backup):
        raise Refusal(
            f"{arguments.out} is the backup itself.",
            "Nothing was restored.",
            "Name the desk in whose place it shall be put.",
        )
    opening = key(arguments, arguments.backup)
    with as_refusals():
        answer = lock.take(arguments.out)
    if isinstance(answer, lock.Held):
        raise Refusal(
            f"{arguments.out.name} is open: {answer.holder.words}.",
            "Nothing was restored.",
            "Close it there, and do it again.",
        )
    try:
        local = datetime.now()
        with as_refusals():
            aside = restore(arguments.backup, arguments.out, opening, local)
    finally:
        answer.lock.release()
    moved = f" What was there is now {aside}." if aside else ""
    print(f"Restored {arguments.out} from {arguments.backup}.{moved}")
    return 0


def _rekey(arguments: argparse.Namespace) -> int:
    from safeguard_desk.desk.opening import change_passphrase

    with opened(arguments, writing=True) as desk:
        secret = new_passphrase(arguments, arguments.new_passphrase_file, NEW_PASSPHRASE)
        old = change_passphrase(desk, secret)
    print(
        f"The passphrase is changed. {len(old)} backups still open with the old one only,"
        " and the recovery sheet must be printed anew."
    )
    return 0


def _recovery_sheet(arguments: argparse.Namespace) -> int:
    from safeguard_desk.desk.keys import recovery_lines
    from safeguard_desk.desk.reading import local_day
    from safeguard_desk.documents.writing import write
    from safeguard_desk.papers.recovery_sheet import compose

    place_for(arguments.out, ".pdf")
    with opened(arguments) as desk:
        lines = recovery_lines(desk.key)
        document = compose(desk.path.name, lines, local_day(desk.clock()))
    write(document, arguments.out)
    print(f"Made {arguments.out}. Print it, lock it away, and delete the file.")
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=True) as desk:
        print(f"Undone: {desk.undo().result}")
    return 0


def _redo(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=True) as desk:
        print(f"Done again: {desk.redo().result}")
    return 0
