"""The command that lists broken threads: broken."""

import argparse

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import Parsers, add, opened, show, table, with_file, with_json


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    command = with_file(
        add(
            parsers,
            "broken",
            _broken,
            "list where threads stop short and what is forgotten, with what mends it",
            "broken Harrow.desk --group QA",
        )
    )
    command.add_argument("--group", metavar="CODE")
    with_json(command)


def _broken(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.broken import broken

    with opened(arguments) as desk, desk.read() as reader:
        found = broken(reader, group_id(reader, arguments.group))
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
                    "since": one.since.isoformat() if one.since else None,
                    "mend": one.mend,
                }
                for one in found
            ]
        )
    elif found:
        rows = [[one.weight.label, one.title, one.ref, one.words[:50], one.mend] for one in found]
        table(["Weight", "What is missing", "Ref", "Of", "What mends it"], rows)
    else:
        print("Every thread is whole.")
    return 0
