"""The command that opens a round of self-assessment and writes its forms: self-assessment."""

import argparse
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
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    rounds = with_file(
        add(
            parsers,
            "self-assessment",
            _run,
            "open a round from a table of standards, and write each agency's form",
            "self-assessment Harrow.desk --group QA --name 'Section 11' --standards s11.csv"
            " --due 2027-01-29 --agencies 'ICB; Police' --forms out",
        )
    )
    rounds.add_argument("--round", metavar="REF", help="a round that is open: only its forms")
    rounds.add_argument("--group", metavar="CODE")
    rounds.add_argument("--name", metavar="NAME", help="of the standards; the title of the round")
    rounds.add_argument(
        "--standards", type=Path, metavar="CSV", help="columns No, Standard, Expected, Carries on"
    )
    rounds.add_argument("--due", metavar="DATE")
    rounds.add_argument("--agencies", metavar="NAMES", help="by name or short name, after each a ;")
    rounds.add_argument("--forms", type=Path, metavar="FOLDER")
    with_json(rounds)


def _run(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.assessments import write_forms
    from safeguard_desk.views.assessments import find_id, round_view

    with opened(arguments, writing=arguments.round is None) as desk:
        if arguments.round is None:
            round_id = _open(desk, arguments)
        else:
            with desk.read() as reader:
                round_id = find_id(reader, arguments.round)
        with desk.read() as reader:
            ref = round_view(reader, round_id).head.ref
            folder = arguments.forms
            if folder is not None and not folder.is_dir():
                raise Refusal(f"{folder} is no folder.", "No form was written.", "Make it first.")
            files = write_forms(reader, round_id, folder) if folder is not None else []
    if arguments.json:
        show({"round": ref, "forms": [str(one) for one in files]})
    else:
        print(ref)
        for one in files:
            print(one)
    return 0


def _open(desk: "Desk", arguments: argparse.Namespace) -> str:
    from safeguard_desk.exchange.standards import read_standards
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.work import assessments

    name = needed(arguments.name, "--name NAME")
    due = day(needed(arguments.due, "--due DATE"), "--due")
    named = needed(arguments.agencies, "--agencies NAMES").split(";")
    if arguments.standards is None:
        raise Refusal("--standards is missing.", "Nothing was changed.", "Add --standards CSV.")
    standards = read_standards(arguments.standards)
    with desk.read() as reader:
        group = group_id(reader, needed(arguments.group, "--group CODE")) or ""
        asked = [agency_id(reader, one.strip()) for one in named if one.strip()]

    def begin(uow: Any) -> str:
        made = assessments.make_set(uow, group, name, standards)
        return assessments.open_round(uow, group, name, made.id, asked, due).id

    return desk.change("Open a round of self-assessment", begin).result
