"""The command of agencies' returns on their own training: training-returns."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    needed,
    opened,
    show,
    table,
    with_file,
    with_json,
    year,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from datetime import date

    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.views.training_returns import ReturnLine, YearView


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    told = with_file(
        add(
            parsers,
            "training-returns",
            _run,
            "ask agencies what training they give their own staff, compare, and challenge",
            "training-returns Harrow.desk --group LD --year 2026 --ask --due 2027-01-29"
            " --forms out",
        )
    )
    told.add_argument("--group", metavar="CODE", required=True)
    told.add_argument("--year", metavar="2026", help="a financial year by its first half")
    told.add_argument("--ask", action="store_true", help="ask partner agencies for their return")
    told.add_argument("--due", metavar="DATE", help="with --ask: by when")
    told.add_argument("--side", choices=("children", "adults"), help="with --ask: one side only")
    told.add_argument("--agencies", metavar="NAMES", help="with --ask: only these, after each a ;")
    told.add_argument("--forms", type=Path, metavar="FOLDER", help="write forms and their mails")
    told.add_argument("--challenge", metavar="AGENCY", help="take down what the group asks of it")
    told.add_argument("--respond", metavar="AGENCY", help="take down what it answered")
    told.add_argument("--words", metavar="WORDS", help="with --challenge and --respond")
    told.add_argument("--on", metavar="DATE", help="with --challenge and --respond")
    with_json(told)


def _run(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views import training_returns as view

    given = (arguments.ask, arguments.forms, arguments.challenge, arguments.respond)
    with opened(arguments, writing=any(given)) as desk:
        with desk.read() as reader:
            group = group_id(reader, arguments.group) or ""
            newest = view.newest_year(reader, group)
        meant = year(arguments.year) if arguments.year else newest
        if arguments.ask:
            _ask(desk, arguments, group, meant)
        if arguments.challenge or arguments.respond:
            _say(desk, arguments, group, meant)
        files = _forms(desk, arguments, group, meant)
        with desk.read() as reader:
            found = view.year_view(reader, meant, group)
    if arguments.json:
        show({**_record(found), "files": [str(one) for one in files]})
        return 0
    for one in files:
        print(one)
    _print(found)
    return 0


def _ask(desk: "Desk", arguments: argparse.Namespace, group: str, meant: int) -> None:
    from safeguard_desk.rules.terms import Side
    from safeguard_desk.views import training_returns as view
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.work import training_returns as verbs

    due = day(needed(arguments.due, "--due DATE"), "--due")
    sides = (Side(arguments.side), Side.BOTH) if arguments.side else tuple(Side)
    with desk.read() as reader:
        named = [one.strip() for one in (arguments.agencies or "").split(";") if one.strip()]
        asked = [agency_id(reader, one) for one in named]
        asked = asked or [identity for identity, _ in view.partners(reader, sides)]

    def run(uow: "UnitOfWork") -> int:
        return len(verbs.request(uow, group, meant, asked, due))

    desk.change("Ask for training returns", run)


def _say(desk: "Desk", arguments: argparse.Namespace, group: str, meant: int) -> None:
    from safeguard_desk.views import training_returns as view
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.work import training_returns as verbs

    on = day(arguments.on, "--on") if arguments.on else None
    for name, verb, title in (
        (arguments.challenge, verbs.challenge, "Challenge"),
        (arguments.respond, verbs.respond, "Take down the answer of"),
    ):
        if name is None:
            continue
        with desk.read() as reader:
            wanted = agency_id(reader, name)
            lines = view.year_view(reader, meant, group).lines
        line = next((one for one in lines if one.agency_id == wanted), None)
        if line is None:
            raise Refusal(
                f"{name} was not asked for a return of {meant}.", "Nothing was changed.", "Ask it."
            )
        words = needed(arguments.words, "--words WORDS")
        desk.change(f"{title} {line.agency}", partial(verb, return_id=line.id, words=words, on=on))


def _forms(desk: "Desk", arguments: argparse.Namespace, group: str, meant: int) -> list[Path]:
    from safeguard_desk.exchange.training_returns import send

    if arguments.forms is None:
        return []
    if not arguments.forms.is_dir():
        raise Refusal(f"{arguments.forms} is no folder.", "No form was written.", "Make it first.")
    return send(desk, group, meant, arguments.forms, lambda *_: None).result


def _print(found: "YearView") -> None:
    table(
        ["Agency", "Return", "Trained, all levels", "Change"],
        [
            [one.agency, one.stands, one.all.words if one.levels else "", _moved(one)]
            for one in found.lines
        ],
    )
    print(found.words)


def _moved(line: "ReturnLine") -> str:
    return "" if line.moved is None else f"{line.moved:+.0f} points"


def _day(on: "date | None") -> str | None:
    return on.isoformat() if on else None


def _record(found: "YearView") -> dict[str, Any]:
    return {
        "year": found.year,
        "returns": [
            {
                "ref": one.ref,
                "agency": one.agency,
                "status": one.state.value,
                "late": one.late,
                "due": _day(one.due_on),
                "received": _day(one.received_on),
                "challenged": _day(one.challenged_on),
                "responded": _day(one.responded_on),
                "levels": {
                    level.value: {"staff": said.staff, "trained": said.trained}
                    for level, said in one.levels.items()
                },
            }
            for one in found.lines
        ],
    }
