"""The command that shows what agencies owe and have done: accountability."""

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import Parsers, add, opened, show, table, with_file, with_json, year

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.views.accountability import Account


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    parser = with_file(
        add(
            parsers,
            "accountability",
            _accountability,
            "show what every agency owes, or all that one owes and has done in a year",
            "accountability Harrow.desk --agency ICB --year 2026 --json",
        )
    )
    parser.add_argument("--agency", metavar="NAME", help="by its name, short name or alias")
    parser.add_argument("--year", metavar="2026", help="a financial year by its first half")
    parser.add_argument("--restricted", action="store_true", help="with restricted records")
    with_json(parser)


def _accountability(arguments: argparse.Namespace) -> int:
    with opened(arguments) as desk, desk.read() as reader:
        return _one(reader, arguments) if arguments.agency else _all(reader, arguments)


def _all(reader: "Reader", arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.accountability import agencies

    found = agencies(reader)
    if arguments.json:
        show([{"agency": one.name, "owes": one.owed, "late": one.late} for one in found])
        return 0
    table(["Agency", "Owes", "Late"], [[o.name, str(o.owed), str(o.late)] for o in found])
    return 0


def _one(reader: "Reader", arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.accountability import account
    from safeguard_desk.views.figure_scopes import agency_id

    wanted = partial(account, reader, agency_id(reader, arguments.agency))
    starting = year(arguments.year) if arguments.year else None
    found = wanted(starting, restricted=arguments.restricted)
    if arguments.json:
        show(_record(found))
        return 0
    print(f"{found.head.name}: owes {found.owed}, {found.late} late")
    rows = []
    for section in found.sections:
        rows.append([section.title, "", section.said, ""])
        rows += [
            ["", item.ref, f"{item.title} ({item.stands})", str(item.due_on or "")]
            for item in section.items
        ]
    table(["", "Ref", "What", "Due"], rows)
    return 0


def _record(found: "Account") -> dict[str, Any]:
    return {
        "agency": found.head.name,
        "year": found.year,
        "owes": found.owed,
        "late": found.late,
        "sections": [
            {
                "title": section.title,
                "said": section.said,
                "items": [
                    {
                        "ref": item.ref,
                        "title": item.title,
                        "stands": item.stands,
                        "due_on": item.due_on.isoformat() if item.due_on else None,
                        "owed": item.owed,
                        "late": item.late,
                    }
                    for item in section.items
                ],
            }
            for section in found.sections
        ],
    }
