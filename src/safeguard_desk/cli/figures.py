"""The command that counts actions: figures."""

import argparse
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import by_code, group_id
from safeguard_desk.cli.common import Parsers, add, opened, show, table, with_file, with_json

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.views.action_figures import ActionFigures
    from safeguard_desk.views.counted import Scope
    from safeguard_desk.views.figure_parts import Figures
    from safeguard_desk.views.six_month_exceptions import Exceptions


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    counts = with_file(
        add(
            parsers,
            "figures",
            _figures,
            "count actions by rating, month, age, days to close, slips and six-month rule",
            "figures Harrow.desk --group QA --json",
        )
    )
    counts.add_argument("--group", metavar="CODE")
    counts.add_argument("--board", metavar="CODE", help="only what this board hears of")
    counts.add_argument("--agency", metavar="NAME", help="by its name or short name")
    with_json(counts)


def _figures(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.action_figures import figures
    from safeguard_desk.views.six_month_exceptions import exceptions

    with opened(arguments) as desk, desk.read() as reader:
        scope = _scope(reader, arguments)
        found, excepted = figures(reader, scope), exceptions(reader, scope)
    if arguments.json:
        show(_record(arguments, found, excepted))
    else:
        _tell(found, excepted)
    return 0


def _scope(reader: "Reader", arguments: argparse.Namespace) -> "Scope":
    from safeguard_desk.models import Board
    from safeguard_desk.views import boards
    from safeguard_desk.views.counted import Scope
    from safeguard_desk.views.figure_scopes import agency_id

    scope: dict[str, Any] = {}
    if arguments.board:
        heard = boards.board(reader, by_code(reader, Board, arguments.board, "board"))
        scope["sides"] = heard.sides
    if arguments.agency:
        scope["agency_id"] = agency_id(reader, arguments.agency)
    return Scope(group_id=group_id(reader, arguments.group), **scope)


def _record(
    arguments: argparse.Namespace, found: "ActionFigures", excepted: "Exceptions"
) -> dict[str, Any]:
    return {
        "group": arguments.group.strip().upper() if arguments.group else None,
        "board": arguments.board.strip().upper() if arguments.board else None,
        "agency": arguments.agency,
        "on": found.today.isoformat(),
        "open": found.open,
        "overdue": found.overdue,
        "closed": found.closed,
        "cancelled": found.cancelled,
        "average_days_to_close": None if found.days is None else round(found.days, 1),
        **{figures.code: _lines(figures) for figures in found.figures},
        "exceptions": [
            {
                "ref": one.ref,
                "agency": one.agency,
                "plan_agreed_on": one.agreed.isoformat(),
                "limit": one.limit.isoformat(),
                "due": one.due.isoformat() if one.due else None,
                "stands": one.stands.value,
                "reason": one.reason,
            }
            for one in excepted.rows
        ],
        "exceptions_in_all": excepted.total,
    }


def _lines(figures: "Figures") -> list[dict[str, Any]]:
    """Return the lines of figures: their code, name, and a number under each column's name."""
    keys = [column.title.lower().replace(" ", "_") for column in figures.columns]
    # The table leaves blue out where no open action is rated so; whoever reads JSON finds it.
    blue = {"blue": 0} if any(column.rating for column in figures.columns) else {}
    return [
        {"code": line.code, "name": line.full}
        | blue
        | dict(zip(keys, (cell.value for cell in line.cells), strict=True))
        for line in figures.lines
    ]


def _tell(found: "ActionFigures", excepted: "Exceptions") -> None:
    from safeguard_desk.papers.action_figures import average

    print(
        f"{found.open:,} open, {found.overdue:,} of them overdue; {found.closed:,} closed and"
        f" {found.cancelled:,} cancelled. {average(found)}"
    )
    for figures in found.figures:
        print(f"\n{figures.title}")
        rows = [
            [line.full, *("–" if cell.value is None else f"{cell.value:g}" for cell in line.cells)]
            for line in figures.lines
        ]
        table([figures.first, *(column.title for column in figures.columns)], rows)
    if excepted.rows:
        print(f"\nExceptions to the six-month rule: {excepted.total:,}")
        reasons = [[one.ref, one.agency, one.stands.label, one.reason] for one in excepted.rows]
        table(["Ref", "Agency", "How it stands", "Reason"], reasons)
