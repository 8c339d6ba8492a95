"""The commands about one action: taking it through its life, and the proof held for it."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

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
)

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.models import Action


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    _add_action(parsers)
    proof = with_file(
        add(
            parsers,
            "evidence",
            _evidence,
            "show the proof held for an action, now or as it was held on a day",
            "evidence Harrow.desk QA-0142 --on 2026-03-01",
        )
    )
    proof.add_argument("ref", metavar="REF")
    proof.add_argument("--on", metavar="DATE", help="as it was held on this day")
    with_json(proof)


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
    action.add_argument(
        "--meeting", metavar="REF", help="the meeting that agrees to close it, or heard the update"
    )
    action.add_argument("--due", metavar="DATE", help="the new due date")
    with_json(action)


def _update(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work import actions

    at = meeting_id(uow.reader, arguments.meeting) if arguments.meeting else None
    actions.update(uow, action.id, arguments.words, meeting_id=at)


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


def _evidence(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.actions import action_id
    from safeguard_desk.views.evidence import held

    with opened(arguments) as desk, desk.read() as reader:
        on = day(arguments.on, "what was held", reader.today) if arguments.on else None
        found = held(reader, action_id(reader, arguments.ref), by=on)
    told = [
        {
            "on": one.on.isoformat(),
            "kind": one.kind.value,
            "revision": one.number,
            "by": one.by,
            "words": one.words,
            "file": one.filename,
            "sha256": one.sha256,
        }
        for one in found
    ]
    if arguments.json:
        show(told)
    elif told:
        rows = [[str(one[name]) for name in ("on", "kind", "by", "words", "file")] for one in told]
        table(["On", "Shows", "By", "Words", "File"], rows)
    else:
        print("No proof is held" + (f" as of {on.isoformat()}." if on else "."))
    return 0
