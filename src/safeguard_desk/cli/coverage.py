"""The command that shows which partners take part: coverage."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import by_code, group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
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
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.views.coverage import Coverage, Line


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    covers = with_file(
        add(
            parsers,
            "coverage",
            _coverage,
            "show which partners take part in a year's audits and data; write to a missing one",
            "coverage Harrow.desk --group QA --year 2026 --json",
        )
    )
    covers.add_argument("--group", metavar="CODE", required=True)
    covers.add_argument("--year", metavar="2026", help="a financial year by its first half")
    covers.add_argument("--letter", metavar="AGENCY", help="write to this partner and record it")
    covers.add_argument("--to", type=Path, metavar="FOLDER", help="where the letter is put")
    covers.add_argument("--escalate", metavar="AGENCY", help="put this partner before a board")
    covers.add_argument("--board", metavar="CODE")
    covers.add_argument("--ask", metavar="WORDS", help="what the board is to decide")
    with_json(covers)


def _coverage(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.working_days import financial_year
    from safeguard_desk.views.coverage import coverage

    writing = arguments.letter is not None or arguments.escalate is not None
    with opened(arguments, writing=writing) as desk:
        with desk.read() as reader:
            group = group_id(reader, arguments.group) or ""
            starting = year(arguments.year) if arguments.year else financial_year(reader.today)
        if arguments.letter is not None:
            return _letter(desk, arguments, group, starting)
        if arguments.escalate is not None:
            return _escalate(desk, arguments, group)
        with desk.read() as reader:
            found = coverage(reader, group, starting)
    if arguments.json:
        show(_record(found))
        return 0
    heads = ["Partner", *(one.code for one in found.sources), "Gap"]
    table(heads, [[line.name, *_marks(line), line.flag] for line in found.lines])
    print(f"{len(found.absent)} of {len(found.lines)} partners took part in nothing")
    return 0


def _marks(line: "Line") -> list[str]:
    return [mark.part.label if mark is not None else "" for mark in line.marks]


def _record(found: "Coverage") -> dict[str, Any]:
    codes = [one.code for one in found.sources]
    return {
        "year": found.year,
        "sources": [{"code": one.code, "title": one.title} for one in found.sources],
        "partners": [
            {
                "name": line.name,
                "side": line.side.value,
                "absent": line.absent,
                "marks": {
                    code: {"part": mark.part.value, "note": mark.note}
                    for code, mark in zip(codes, line.marks, strict=True)
                    if mark is not None
                },
            }
            for line in found.lines
        ],
    }


def _agency(desk: "Desk", named: str) -> str:
    from safeguard_desk.views.figure_scopes import agency_id

    with desk.read() as reader:
        return agency_id(reader, named)


def _letter(desk: "Desk", arguments: argparse.Namespace, group: str, starting: int) -> int:
    from safeguard_desk.exchange.coverage import carry_out

    folder = arguments.to
    if folder is None or not folder.is_dir():
        raise Refusal(
            "There is no folder to put the letter into.", "Nothing was written.", "Add --to FOLDER."
        )
    out = carry_out(desk, group, _agency(desk, arguments.letter), starting, folder)
    show({"file": str(out)}) if arguments.json else print(out)
    return 0


def _escalate(desk: "Desk", arguments: argparse.Namespace, group: str) -> int:
    from safeguard_desk.models import Board

    with desk.read() as reader:
        board = by_code(reader, Board, needed(arguments.board, "--board CODE"), "board")
    verb = partial(
        _put,
        group_id=group,
        agency_id=_agency(desk, arguments.escalate),
        board_id=board,
        ask=arguments.ask or "",
    )
    title = desk.change(f"Put {arguments.escalate} before {arguments.board}", verb).result
    if arguments.json:
        show({"matter": title, "board": arguments.board.upper()})
    else:
        print(f"Before {arguments.board.upper()}: {title}")
    return 0


def _put(uow: Any, **values: Any) -> str:
    from safeguard_desk.work.coverage import escalate

    return escalate(uow, **values).title
