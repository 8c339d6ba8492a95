"""The command that brings tables in: import."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_desk.cli.common import Parsers, add, needed, opened, show, with_file, with_json, year

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.exchange.result import Imported

_CHOICES = ("update", "skip", "stop")
_OPTIONS = (
    ("group", "CODE", "for tables without a Group column"),
    ("meeting", "REF", "returns: the meeting they are for"),
    ("audit", "REF", "audit-returns: the audit they are of"),
    ("case", "CODE", "chronology: the case it is of"),
    ("agency", "NAME", "chronology: whose table it is"),
    ("session", "REF", "evaluation: the session it is of"),
    ("year", "2026", "training-returns: the year they are for"),
    ("quarter", "2026-Q2", "training: the quarter of totals that have no date"),
    ("sheet", "NAME", "one sheet of a workbook"),
)
"""Options that say what a table is of."""


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    bring = add(
        parsers,
        "import",
        _import,
        "bring in a table; a second import of the same changes nothing",
        "import actions Harrow.desk tracker.xlsx --group QA --dry-run",
    )
    bring.add_argument("what", choices=tuple(_KINDS), metavar="WHAT", help=", ".join(_KINDS))
    with_file(bring)
    bring.add_argument("source", type=Path, metavar="SOURCE")
    for flag, metavar, words in _OPTIONS:
        bring.add_argument(f"--{flag}", metavar=metavar, help=words)
    bring.add_argument(
        "--stage",
        choices=("before", "end", "later"),
        help="evaluation: when it was asked, where no column says so",
    )
    bring.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    bring.add_argument(
        "--known-only",
        action="store_true",
        help="scorecard: leave out indicators that are not on the scorecard, and name them",
    )
    bring.add_argument(
        "--on-match",
        choices=_CHOICES,
        default="update",
        help="actions: what to do where a row meets an action that is there already",
    )
    bring.add_argument(
        "--on-similar",
        choices=("create", *_CHOICES),
        default="create",
        help="actions: what to do where a row only reads like an action that is there already",
    )
    bring.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADING=PART",
        help="actions: what a heading means, as “Lead=owner”; training: who an organisation is, as"
        " “Met Police=Metropolitan Police”; remembered for next time",
    )
    with_json(bring)


def _members(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.members import import_members

    return import_members(
        desk,
        arguments.source,
        group=arguments.group,
        sheet=arguments.sheet,
        dry_run=arguments.dry_run,
    )


def _actions(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.actions import headings_said, import_actions
    from safeguard_desk.exchange.trackers.planning import Choice, Wishes

    return import_actions(
        desk,
        arguments.source,
        wishes=Wishes(on_match=Choice(arguments.on_match), on_similar=Choice(arguments.on_similar)),
        group=arguments.group,
        sheet=arguments.sheet,
        mapped=headings_said(arguments.map),
        dry_run=arguments.dry_run,
    )


def _returns(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.returns import read_one
    from safeguard_desk.views.meetings import meeting_id

    ref = needed(arguments.meeting, "--meeting REF")
    with desk.read() as reader:
        meeting = meeting_id(reader, ref)
    return read_one(desk, meeting, arguments.source, dry_run=arguments.dry_run)


def _audit_returns(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.audit_returns import import_returns

    return import_returns(
        desk,
        arguments.source,
        audit=arguments.audit,
        group=arguments.group,
        sheet=arguments.sheet,
        dry_run=arguments.dry_run,
    )


def _sheets(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.agency_sheets import import_sheet

    return import_sheet(desk, arguments.source, dry_run=arguments.dry_run)


def _scorecard(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.scorecard import import_scorecard

    return import_scorecard(
        desk,
        arguments.source,
        group=arguments.group,
        sheet=arguments.sheet,
        known_only=arguments.known_only,
        dry_run=arguments.dry_run,
    )


def _chronology(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.chronology import import_chronology

    return import_chronology(
        desk,
        arguments.source,
        ref=needed(arguments.case, "--case CODE"),
        agency=arguments.agency or "",
        dry_run=arguments.dry_run,
    )


def _child_deaths(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.child_deaths import import_child_deaths

    return import_child_deaths(
        desk, arguments.source, sheet=arguments.sheet, dry_run=arguments.dry_run
    )


def _evaluation(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.evaluation import Wishes, import_evaluation
    from safeguard_desk.rules.terms_learning import Asked

    wishes = Wishes(
        session=arguments.session or "",
        stage=Asked(arguments.stage) if arguments.stage else None,
        sheet=arguments.sheet,
    )
    return import_evaluation(desk, arguments.source, wishes, dry_run=arguments.dry_run)


def _training(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.training import Wishes, agencies_said, import_training
    from safeguard_desk.rules.periods import Period

    with desk.read() as reader:
        said = agencies_said(reader, arguments.map)
    period = Period.parse(arguments.quarter) if arguments.quarter else None
    wishes = Wishes(arguments.group, arguments.sheet, period, said)
    return import_training(desk, arguments.source, wishes, dry_run=arguments.dry_run)


def _workforce(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.workforce import import_workforce

    return import_workforce(
        desk, arguments.source, sheet=arguments.sheet, dry_run=arguments.dry_run
    )


def _training_returns(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.training_returns import import_return

    meant = year(arguments.year) if arguments.year else None
    return import_return(desk, arguments.source, year=meant, dry_run=arguments.dry_run)


def _self_assessment(desk: "Desk", arguments: argparse.Namespace) -> "Imported":
    from safeguard_desk.exchange.assessments import import_form

    return import_form(desk, arguments.source, dry_run=arguments.dry_run)


_KINDS: Mapping[str, Callable[["Desk", argparse.Namespace], "Imported"]] = {
    "actions": _actions,
    "agency-sheets": _sheets,
    "audit-returns": _audit_returns,
    "child-deaths": _child_deaths,
    "chronology": _chronology,
    "evaluation": _evaluation,
    "members": _members,
    "returns": _returns,
    "scorecard": _scorecard,
    "self-assessment": _self_assessment,
    "training": _training,
    "training-returns": _training_returns,
    "workforce": _workforce,
}
"""What can be imported, and how."""


def _import(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=True) as desk:
        done = _KINDS[arguments.what](desk, arguments)
    if arguments.json:
        show(done.plain())
        return 0
    for noted in done.notes:
        print(f"row {noted.row}: {noted.field} “{noted.text}” kept as {noted.kept_as}")
    for skipped in done.skipped:
        print(f"row {skipped.row} skipped: {skipped.reason}")
    print(("Would be: " if arguments.dry_run else "") + done.words())
    return 0
