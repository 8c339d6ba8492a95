"""The command that lists broken threads: broken."""

import argparse

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import Parsers, add, opened, show, table, with_file, with_json
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_thread import Weight


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    command = with_file(
        add(
            parsers,
            "broken",
            _broken,
            "list where threads stop short and what is forgotten, with what mends it",
            "broken Harrow.desk --group QA --older-than 90 --agency Housing",
        )
    )
    command.add_argument("--group", metavar="CODE")
    command.add_argument("--agency", default="", metavar="NAME", help="a part of its name")
    command.add_argument("--older-than", type=int, default=0, metavar="DAYS")
    command.add_argument("--weight", choices=[one.value for one in Weight])
    command.add_argument("--sort", default="", metavar="CODE", help="one sort of break, as --json")
    command.add_argument("--side", choices=[Side.CHILDREN.value, Side.ADULTS.value])
    with_json(command)


def _broken(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.broken import SORTS, Narrowed, broken

    known = [sort.code for sort in SORTS]
    if arguments.sort and arguments.sort not in known:
        raise Refusal(
            f"There is no sort of break called “{arguments.sort}”.",
            "Nothing was read.",
            f"Known: {', '.join(known)}.",
        )
    narrowed = Narrowed(
        *(arguments.sort, Weight(arguments.weight) if arguments.weight else None),
        *(arguments.agency, arguments.older_than),
        sides=seen(Side(arguments.side or Side.BOTH)),
    )
    with opened(arguments) as desk, desk.read() as reader:
        every = broken(reader, group_id(reader, arguments.group))
        found = narrowed.keep(every, reader.today)
        today = reader.today
    if arguments.json:
        show(
            [
                {
                    "sort": one.sort,
                    "weight": one.weight.value,
                    "kind": one.kind,
                    "ref": one.ref,
                    "words": one.words,
                    "group": one.group,
                    "agency": one.agency,
                    "side": one.side.value,
                    "since": one.since.isoformat() if one.since else None,
                    "days": one.days(today),
                    "mend": one.mend,
                }
                for one in found
            ]
        )
    elif found:
        rows = [
            [
                *(one.weight.label, one.title, one.ref, one.words[:50], one.agency[:24]),
                *(str(one.days(today)), one.mend),
            ]
            for one in found
        ]
        table(["Weight", "What is missing", "Ref", "Of", "Agency", "Days", "What mends it"], rows)
    else:
        print("Every thread is whole." if not every else f"None of {len(every)} breaks is so.")
    return 0
