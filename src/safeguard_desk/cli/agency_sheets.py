"""The command that makes agencies' sheets of actions: sheets."""

import argparse
from functools import partial
from pathlib import Path

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import Parsers, add, opened, show, with_file, with_json
from safeguard_desk.errors import Refusal


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    sheets = with_file(
        add(
            parsers,
            "sheets",
            _sheets,
            "write each agency's sheet of actions, with a mail, and record them as sent",
            "sheets Harrow.desk --group QA --to sheets",
        )
    )
    sheets.add_argument("--group", metavar="CODE")
    sheets.add_argument("--agency", action="append", default=[], metavar="NAME")
    sheets.add_argument("--to", required=True, type=Path, metavar="FOLDER")
    with_json(sheets)


def _quietly(done: int, total: int) -> None:
    """Take progress that nobody looks at."""


def _sheets(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange import agency_sheets
    from safeguard_desk.views.figure_scopes import agency_id

    try:
        arguments.to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{arguments.to} cannot be made: {error}.", "Nothing was written.") from error
    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            group = group_id(reader, arguments.group)
            wanted = [agency_id(reader, name) for name in arguments.agency]
        made = agency_sheets.make(desk, group, wanted, _quietly)
        agency_sheets.write(made, arguments.to)
        verb = partial(agency_sheets.record, made=made, group_id=group)
        desk.change(f"Send {len(made)} sheets of actions", verb)
    told = [
        {
            "agency": one.agency.agency,
            "actions": len(one.lines),
            "file": one.filename,
            "mail": one.mail[0] if one.mail else "",
        }
        for one in made
    ]
    if arguments.json:
        show(told)
        return 0
    for one in told:
        print(f"{one['agency']}: {one['actions']} actions, {one['file']}")
        if not one["mail"]:
            print("  no mail: nobody of it has an e-mail address")
    return 0
