"""The command that chases actions: chase."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import by_code, group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    opened,
    show,
    table,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import read_date

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.exchange.chasing import ChaseMail
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
    chase.add_argument(
        "--each",
        choices=("owner", "agency"),
        default="owner",
        help="a mail for each owner, or one for all owners of an agency",
    )
    chase.add_argument("--on", metavar="DATE", help="as if it were this day, to look ahead")
    chase.add_argument("--escalate", metavar="REF", help="put this action before a board")
    chase.add_argument(
        "--board", metavar="CODE", help="the board of the action's side if not given"
    )
    chase.add_argument("--ask", metavar="WORDS", help="what the board is to decide")
    with_json(chase)


def _chase(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.chasing import to_chase

    writing = arguments.to is not None or arguments.escalate is not None
    with opened(arguments, writing=writing) as desk:
        if arguments.escalate is not None:
            return _escalate(desk, arguments)
        with desk.read() as reader:
            day = _day(reader.today, arguments.on)
            if day != reader.today and arguments.to is not None:
                raise Refusal(
                    "Mails go out today, not on another day.",
                    "Nothing was written.",
                    "Leave --on away, or leave --to away to look ahead.",
                )
            lines = to_chase(reader, group_id(reader, arguments.group), on=day)
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
                    *(line.due, str(line.number), line.missing),
                ]
                for line in lines
            ],
        )
    else:
        print("Nobody is to be chased today.")
    return 0


def _day(today: date, words: str | None) -> date:
    if words is None:
        return today
    day = read_date(words, today)
    if day is None:
        raise Refusal(f"“{words}” is no date.", "Nothing was done.", "Write it as 2026-12-01.")
    return day


def _told(line: "ToChase") -> dict[str, Any]:
    return {
        "ref": line.ref,
        "action": line.title,
        "due": line.due_on.isoformat() if line.due_on else None,
        "days_late": line.days_late,
        "chase": line.number,
        "to": line.to.value,
        "role": line.role,
        "owner": line.owner,
        "agency": line.agency,
        "last_chased": line.last_on.isoformat() if line.last_on else None,
        "address": line.email,
        "missing": line.missing,
    }


def _write(desk: "Desk", lines: "list[ToChase]", arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.chasing import carry_out

    try:
        arguments.to.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{arguments.to} cannot be made: {error}.", "Nothing was written.") from error
    made = carry_out(desk, lines, arguments.to, agencies=arguments.each == "agency")
    written = [
        {"to": _to(one), "file": one.filename, "actions": [x.ref for x in one.lines]}
        for one in made
    ]
    left = [{"ref": line.ref, "missing": line.missing} for line in lines if line.missing]
    if arguments.json:
        show({"sent": written, "left_out": left})
        return 0
    for mail in made:
        print(f"{_to(mail)}  {mail.filename}")
    for one in left:
        print(f"{one['ref']} left out: {one['missing']}")
    return 0


def _to(mail: "ChaseMail") -> str:
    return "; ".join(address for _, address in mail.mail.to)


def _escalate(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.models import Board
    from safeguard_desk.work import actions, chasing

    board = None
    if arguments.board is not None:
        with desk.read() as reader:
            board = by_code(reader, Board, arguments.board, "board")

    def put(uow: Any) -> tuple[str, str]:
        action = actions.find(uow, arguments.escalate)
        chosen = board or chasing.board_for(uow, action.id)
        matter = chasing.escalate(uow, action.id, chosen, arguments.ask or "")
        return matter.title, uow.get(Board, chosen).code

    title, code = desk.change(f"Put {arguments.escalate} before a board", put).result
    if arguments.json:
        show({"matter": title, "board": code})
    else:
        print(f"Before {code}: {title}")
    return 0
