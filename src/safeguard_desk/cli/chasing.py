"""The command that chases actions: chase."""

import argparse
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
)
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.views.chasing import ToChase


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    chase = with_file(
        add(
            parsers,
            "chase",
            _chase,
            "list who must be chased today; draft the mails, or put an action before a board",
            "chase Harrow.desk --group QA --to mails",
        )
    )
    chase.add_argument("--group", metavar="CODE")
    chase.add_argument("--to", type=Path, metavar="FOLDER", help="write drafts and record them")
    chase.add_argument("--escalate", metavar="REF", help="put this action before a board")
    chase.add_argument("--board", metavar="CODE")
    chase.add_argument("--ask", metavar="WORDS", help="what the board is to decide")
    with_json(chase)


def _chase(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.chasing import to_chase

    writing = arguments.to is not None or arguments.escalate is not None
    with opened(arguments, writing=writing) as desk:
        if arguments.escalate is not None:
            return _escalate(desk, arguments)
        with desk.read() as reader:
            lines = to_chase(reader, group_id(reader, arguments.group))
        if arguments.to is not None:
            return _write(desk, lines, arguments)
    told = [_told(line) for line in lines]
    if arguments.json:
        show(told)
    elif told:
        table(
            ["To", "Who", "Ref", "Due", "Chase", "Missing"],
            [
                [
                    *(line.to.label, line.role or line.agency, line.ref),
                    *(write_date(line.due_on), str(line.number), line.missing),
                ]
                for line in lines
            ],
        )
    else:
        print("Nobody is to be chased today.")
    return 0


def _told(line: "ToChase") -> dict[str, Any]:
    return {
        "ref": line.ref,
        "action": line.title,
        "due": line.due_on.isoformat(),
        "days_late": line.days_late,
        "chase": line.number,
        "to": line.to.value,
        "role": line.role,
        "agency": line.agency,
        "address": line.email,
        "missing": line.missing,
    }


def _write(desk: "Desk", lines: "list[ToChase]", arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.chasing import carry_out

    try:
        arguments.to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{arguments.to} cannot be made: {error}.", "Nothing was written.") from error
    made = carry_out(desk, lines, arguments.to)
    written = [
        {"to": one.lines[0].email, "file": one.filename, "actions": [x.ref for x in one.lines]}
        for one in made
    ]
    left = [{"ref": line.ref, "missing": line.missing} for line in lines if line.missing]
    if arguments.json:
        show({"sent": written, "left_out": left})
        return 0
    for mail in made:
        print(f"{mail.lines[0].email}  {mail.filename}")
    for one in left:
        print(f"{one['ref']} left out: {one['missing']}")
    return 0


def _escalate(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.models import Board
    from safeguard_desk.work import actions, chasing

    with desk.read() as reader:
        code = needed(arguments.board, "--board CODE")
        board = by_code(reader, Board, code, "board")

    def put(uow: Any) -> str:
        action = actions.find(uow, arguments.escalate)
        return chasing.escalate(uow, action.id, board, arguments.ask or "").title

    title = desk.change(f"Put {arguments.escalate} before {arguments.board}", put).result
    if arguments.json:
        show({"matter": title, "board": arguments.board.upper()})
    else:
        print(f"Before {arguments.board.upper()}: {title}")
    return 0
