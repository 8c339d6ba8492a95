"""What every command needs: opening a desk, the day, the passphrase, and printing."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import read_date

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Clock, Desk
    from safeguard_desk.desk.keys import Key

PASSPHRASE = "SAFEGUARD_DESK_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE = "SAFEGUARD_DESK_NEW_PASSPHRASE"  # noqa: S105 - the name of a variable
Command = Callable[[argparse.Namespace], int]
Parsers = Any
"""argparse's own collection of subparsers, whose type has no public name."""


def add(
    parsers: Parsers, name: str, command: Command, help_text: str, example: str
) -> argparse.ArgumentParser:
    """Add a command with its help and an example; every command can be given the day."""
    parser: argparse.ArgumentParser = parsers.add_parser(
        name,
        help=help_text,
        description=help_text,
        epilog=f"example:\n  safeguard-desk {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=command)
    parser.add_argument("--today", metavar="DATE", help="count days from DATE instead of today")
    parser.add_argument(
        "--debug", action="store_true", help="show where a mistake of the program happened"
    )
    return parser


def with_file(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Let a command take the desk's file and where its passphrase is."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the desk")
    with_passphrase(parser)
    return parser


def with_passphrase(parser: argparse.ArgumentParser) -> None:
    """Let a command take a file that holds the passphrase."""
    parser.add_argument(
        "--passphrase-file", metavar="PATH", type=Path, help="a file that holds the passphrase"
    )
    parser.add_argument(
        "--recovery-file", metavar="PATH", type=Path, help="a file that holds the recovery key"
    )


def with_json(parser: argparse.ArgumentParser) -> None:
    """Let a command print JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def passphrase(arguments: argparse.Namespace) -> str:
    """Return the passphrase from its file, the environment or a prompt, in that order."""
    return _secret(arguments.passphrase_file, PASSPHRASE, "Passphrase: ")


def key(arguments: argparse.Namespace, path: Path) -> "Key":
    """Return the key of a file: from its recovery sheet where that is given, or a passphrase."""
    from safeguard_desk.desk.engine import inspect
    from safeguard_desk.desk.keys import from_recovery, key_for

    inspect(path)
    if arguments.recovery_file is not None:
        return from_recovery(_secret(arguments.recovery_file, "", ""))
    return key_for(path, passphrase(arguments))


def new_passphrase(arguments: argparse.Namespace, path: Path | None, variable: str) -> str:
    """Return a new passphrase; typed at a prompt it is asked for twice."""
    given = path is not None or variable in os.environ
    first = _secret(path, variable, "New passphrase: ")
    if not given and first != _secret(None, "", "The same again: "):
        raise Refusal(
            "The two passphrases are not the same.", "Nothing was changed.", "Type them again."
        )
    return first


def _secret(path: Path | None, variable: str, prompt: str) -> str:
    if path is not None:
        try:
            # Notepad writes a mark at the beginning, which is no part of the passphrase.
            return path.read_text(encoding="utf-8-sig").rstrip("\r\n")
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no text in UTF-8"
            raise Refusal(
                f"The passphrase could not be read from {path}: {why}.",
                "Nothing was opened.",
                "Name a text file that holds it in one line.",
            ) from error
    if variable and variable in os.environ:
        return os.environ[variable]
    missing = Refusal(
        "There is no passphrase.",
        "Nothing was opened.",
        f"Give --passphrase-file, or set {variable or PASSPHRASE}.",
    )
    if not sys.stdin.isatty():
        raise missing
    import getpass

    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise missing from None


def day(text: str | None, what: str, today: date | None = None) -> date:
    """Read a day however it is written; refuse what is none."""
    found = read_date(text or "", today or date.today())
    if found is None:
        raise Refusal(
            f"“{text}” is no day for {what}.",
            "Nothing was done.",
            "Write it as 2026-11-17, 17/11/2026 or 17 Nov 2026.",
        )
    return found


def year(text: str) -> int:
    """Read a financial year by the one in which it starts: 2027 or 2027/28; refuse others."""
    first, _, second = text.strip().partition("/")
    named = first.isascii() and first.isdecimal() and 2000 <= int(first) <= 2099
    if not named or (
        second and second not in {f"{(int(first) + 1) % 100:02d}", str(int(first) + 1)}
    ):
        raise Refusal(
            f"“{text}” is no financial year.",
            "Nothing was done.",
            "Write the year in which it starts: 2027 is April 2027 to March 2028.",
        )
    return int(first)


def today(arguments: argparse.Namespace) -> date:
    """Return the day from which loose dates are counted. Loads nothing of the desk."""
    return day(arguments.today, "--today") if arguments.today else date.today()


def place_for(path: Path, *suffixes: str, making_folders: bool = False) -> None:
    """Refuse a name to write to that can be none: a folder, another ending, nowhere to lie in."""
    if path.is_dir():
        raise Refusal(f"{path} is a folder.", "Nothing was made.", "Add the name of a file to it.")
    if suffixes and path.suffix.lower() not in suffixes:
        raise Refusal(
            f"“{path.name}” does not end in {' or '.join(suffixes)}.",
            "Nothing was made.",
            f"Try {path.stem}{suffixes[0]}.",
        )
    try:
        if making_folders:
            path.parent.mkdir(parents=True, exist_ok=True)
        there = path.parent.is_dir()
    except OSError:
        there = False
    if not there:
        raise Refusal(f"There is no folder {path.parent}.", "Nothing was made.", "Make it first.")


def needed(value: str | None, option: str) -> str:
    """Return what an option gave; refuse when it was left out."""
    if not value:
        raise Refusal(f"{option} is missing.", "Nothing was changed.", f"Add {option}.")
    return value


def clock(arguments: argparse.Namespace) -> "Clock":
    """Return the clock that was asked for: the machine's, or noon of a given day."""
    from safeguard_desk.desk.desk import now_utc

    if arguments.today is None:
        return now_utc
    moment = datetime.combine(day(arguments.today, "--today"), time(12), UTC)
    return lambda: moment


@contextmanager
def opened(arguments: argparse.Namespace, *, writing: bool = False) -> Iterator["Desk"]:
    """Open the desk for a command; a command that writes refuses what can only be read."""
    from safeguard_desk.desk.opening import open_desk

    desk = open_desk(
        arguments.file,
        key(arguments, arguments.file),
        read_only=not writing,
        clock=clock(arguments),
    )
    try:
        if writing and desk.read_only:
            raise Refusal(
                desk.notices[0] if desk.notices else "This desk can only be read here.",
                "Nothing was changed.",
                "Do it again once it can be written to.",
            )
        for notice in desk.notices:
            note(notice)
        yield desk
    finally:
        desk.close()


def note(text: str) -> None:
    """Tell something beside the result, on stderr."""
    print(f"note: {text}", file=sys.stderr)


def show(content: Any) -> None:
    """Print JSON."""
    print(json.dumps(content, ensure_ascii=False, indent=2))


def table(headings: list[str], rows: list[list[str]]) -> None:
    """Print rows in columns as wide as they need, at most 60 characters each."""
    clipped = [[" ".join(cell.split())[:60] for cell in row] for row in [headings, *rows]]
    widths = [max(map(len, column)) for column in zip(*clipped, strict=True)]
    for row in clipped:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
