"""The command line itself: commands, exit codes, and how failures are told."""

import argparse
import functools
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime

from safeguard_desk import __version__, paths
from safeguard_desk.cli import (
    accountability,
    agency_sheets,
    assessments,
    assurance,
    audits,
    boards,
    broken,
    calendar,
    chasing,
    coverage,
    deciding,
    delegates,
    desks,
    evaluation,
    figures,
    importing,
    learning,
    meetings,
    papers,
    products,
    reach,
    reading,
    records,
    reorganising,
    reports,
    reviewing,
    reviews,
    rows,
    sending,
    threads,
    training_returns,
)
from safeguard_desk.errors import Refusal

DONE, REFUSED, INTERRUPTED = 0, 1, 130
FAMILIES = (
    desks,
    meetings,
    calendar,
    accountability,
    agency_sheets,
    assessments,
    chasing,
    coverage,
    training_returns,
    products,
    records,
    reorganising,
    audits,
    reviews,
    learning,
    evaluation,
    importing,
    delegates,
    reach,
    reading,
    rows,
    threads,
    broken,
    assurance,
    boards,
    figures,
    reports,
    papers,
    reviewing,
    deciding,
    sending,
)
"""Modules of commands, in the order in which the help shows them."""


@functools.cache
def parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    top = argparse.ArgumentParser(
        prog="safeguard-desk",
        description="The desk of the people who run a borough's safeguarding boards.",
        epilog="safeguard-desk [FILE] opens the window; safeguard-desk COMMAND --help shows an"
        " example of each command.",
    )
    top.add_argument("--version", action="version", version=f"Safeguard Desk {__version__}")
    parsers = top.add_subparsers(dest="name", metavar="COMMAND", required=True)
    for family in FAMILIES:
        family.add_commands(parsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0 done, 1 refused with one line on stderr, 2 wrong usage."""
    _speak_utf8()
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        return _run(arguments)
    except Refusal as refusal:
        print(f"safeguard-desk: {' '.join(str(refusal).split())}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("safeguard-desk: stopped; nothing half done was kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever was reading has read enough; Python would complain of it once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:  # noqa: BLE001 - told in a line; a bug is kept for whoever mends it
        if arguments.debug:
            traceback.print_exception(error)
        print(f"safeguard-desk: {_told(error) or _report(error)}", file=sys.stderr)
        return REFUSED


def _run(arguments: argparse.Namespace) -> int:
    code = int(arguments.command(arguments))
    # A reader that has gone away shows here, and not at the end of Python.
    sys.stdout.flush()
    return code


def _speak_utf8() -> None:
    """Let a Windows console take names as they are written."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and stream.encoding.lower() != "utf-8":
            reconfigure(encoding="utf-8", errors="replace")


def _told(error: Exception) -> str:
    """Return what a failure of a disk or a file means; nothing for a mistake of the program."""
    from safeguard_desk.desk.failures import translate

    refusal = translate(error) if isinstance(error, OSError) else None
    return " ".join(str(refusal).split()) if refusal else ""


def _report(error: Exception) -> str:
    what = f"The program made a mistake ({type(error).__name__}); nothing half done was kept."
    try:
        folder = paths.logs()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"report-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.txt"
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return what
    return f"{what} The report for whoever mends it is {path}"
