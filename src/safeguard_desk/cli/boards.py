"""Commands that show the boards' maps: priorities, risks."""

import argparse
from functools import partial

from safeguard_desk.cli.codes import by_code, group_id
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


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    priorities = with_file(
        add(
            parsers,
            "priorities",
            _priorities,
            "show what serves each priority of a board, and the spots that nothing tests",
            "priorities Harrow.desk --board HSCB --year 2026 --json",
        )
    )
    priorities.add_argument("--board", metavar="CODE")
    priorities.add_argument("--year", metavar="2026", help="a financial year by its first half")
    with_json(priorities)
    risks = with_file(
        add(
            parsers,
            "risks",
            _risks,
            "show open risks by score, and how each moved since a day",
            "risks Harrow.desk --group QA --since 2026-09-30",
        )
    )
    risks.add_argument("--group", metavar="CODE")
    risks.add_argument("--since", metavar="DATE", help="the eve of this quarter if left out")
    with_json(risks)


def _priorities(arguments: argparse.Namespace) -> int:
    from safeguard_desk.models import Board
    from safeguard_desk.rules.working_days import financial_year
    from safeguard_desk.views.priorities_map import COLUMNS, priorities_map

    code = needed(arguments.board, "--board")
    with opened(arguments) as desk, desk.read() as reader:
        starting = year(arguments.year) if arguments.year else financial_year(reader.today)
        found = priorities_map(reader, by_code(reader, Board, code, "board"), starting)
    if arguments.json:
        show(
            [
                {
                    "number": line.number,
                    "priority": line.title,
                    "blank": line.is_blank,
                    "work": {kind: len(keys) for kind, keys in line.by_kind.items()},
                    "groups": {group: len(keys) for group, keys in line.by_group.items() if group},
                }
                for line in found.lines
            ]
        )
        return 0
    rows = []
    for line in found.lines:
        counts = [str(len(line.by_kind.get(kind, ())) or "") for kind, *_ in COLUMNS]
        rows.append([f"{line.number} {line.title}", *counts, "! blank" if line.is_blank else ""])
    table(["Priority", *(title for _, title, _ in COLUMNS), ""], rows)
    return 0


def _risks(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.risk_map import risk_map

    with opened(arguments) as desk, desk.read() as reader:
        read = partial(risk_map, reader, group_id(reader, arguments.group))
        since = day(arguments.since, "--since", reader.today) if arguments.since else None
        found = read(since=since)
    if arguments.json:
        show(
            {
                "since": found.since.isoformat(),
                "risks": [
                    {
                        "ref": one.ref,
                        "title": one.title,
                        "group": one.group,
                        "likelihood": one.likelihood,
                        "impact": one.impact,
                        "score": one.score,
                        "movement": one.movement,
                    }
                    for one in found.lines
                ],
            }
        )
        return 0
    table(
        ["Ref", "Risk", "Group", "Score", "Movement"],
        [
            [one.ref, one.title, one.group, str(one.score or "not scored"), one.movement]
            for one in found.lines
        ],
    )
    return 0
