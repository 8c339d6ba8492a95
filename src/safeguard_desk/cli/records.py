"""The command that takes an action through its life."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from safeguard_desk.cli.common import Parsers, add, day, needed, opened, show, with_file, with_json

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.models import Action


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    _add_action(parsers)


def _add_action(parsers: Parsers) -> None:
    action = with_file(
        add(
            parsers,
            "action",
            _action,
            "take an action through its life",
            'action Harrow.desk QA-0142 complete --words "Toolkit published"',
        )
    )
    action.add_argument("ref", metavar="REF")
    action.add_argument("verb", choices=tuple(_VERBS))
    action.add_argument("--words", default="", help="the update, the evidence or the reason")
    action.add_argument("--meeting", metavar="REF", help="the meeting that agrees to close it")
    action.add_argument("--due", metavar="DATE", help="the new due date")
    with_json(action)


def _update(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.update(uow, action.id, arguments.words)


def _complete(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.complete(uow, action.id, arguments.words)


def _close(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work import actions

    found = meeting_id(uow.reader, needed(arguments.meeting, "--meeting REF"))
    actions.close(uow, action.id, found, evidence=arguments.words)


def _hold(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.hold(uow, action.id, arguments.words)


def _open(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.resume(uow, action.id, arguments.words)


def _cancel(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.cancel(uow, action.id, arguments.words)


def _move(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    due: date = day(needed(arguments.due, "--due DATE"), "the due date", uow.today)
    actions.move_due(uow, action.id, due, arguments.words)


_VERBS = {
    "update": _update,
    "complete": _complete,
    "close": _close,
    "hold": _hold,
    "open": _open,
    "cancel": _cancel,
    "move": _move,
}


def _action(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work import actions

    def act(uow: "UnitOfWork") -> tuple[str, str]:
        action = actions.find(uow, arguments.ref)
        _VERBS[arguments.verb](uow, action, arguments)
        return action.ref, action.status.value

    with opened(arguments, writing=True) as desk:
        ref, status = desk.change(f"{arguments.verb.capitalize()} {arguments.ref}", act).result
    if arguments.json:
        show({"ref": ref, "status": status})
    else:
        print(ref, status)
    return 0
