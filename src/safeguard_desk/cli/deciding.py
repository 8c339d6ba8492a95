"""The command on decisions between meetings: record, agree, ratify, withdraw."""

import argparse
from typing import TYPE_CHECKING

from safeguard_desk.cli.common import Parsers, add, day, needed, opened, show, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.models import DecisionBetween

VERBS = ("record", "agree", "ratify", "withdraw")


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    decision = with_file(
        add(
            parsers,
            "decision",
            _decision,
            "record a decision between meetings, who agreed to it, and the meeting that ratifies",
            "decision Harrow.desk agree QA-D-2026-01 --by DN --on 2026-12-03",
        )
    )
    decision.add_argument("verb", choices=VERBS)
    decision.add_argument("ref", nargs="?", default="", metavar="REF")
    decision.add_argument("--group", metavar="CODE", help="whose decision is recorded")
    decision.add_argument("--words", default="", help="what is decided")
    decision.add_argument("--reason", default="", help="why it cannot wait")
    decision.add_argument("--by", metavar="INITIALS", help="the co-chair who agrees")
    decision.add_argument(
        "--on", metavar="DATE", help="the day it was asked or agreed, if not today"
    )
    decision.add_argument("--at", metavar="REF", help="the meeting that ratifies")
    decision.add_argument("--restricted", action="store_true", help="of the restricted part")
    with_json(decision)


def _decision(arguments: argparse.Namespace) -> int:
    verbs = {"record": _record, "agree": _agree, "ratify": _ratify, "withdraw": _withdraw}

    def do(uow: "UnitOfWork") -> tuple[str, bool, bool]:
        made = verbs[arguments.verb](uow, arguments)
        return made.ref, made.second_id is not None, made.ratified_at_id is not None

    with opened(arguments, writing=True) as desk:
        ref, agreed, ratified = desk.change(f"Decision: {arguments.verb}", do).result
    state = "ratified" if ratified else "agreed" if agreed else "asked"
    if arguments.json:
        show({"ref": ref, "state": state})
    else:
        print(f"{ref} {state}")
    return 0


def _record(uow: "UnitOfWork", arguments: argparse.Namespace) -> "DecisionBetween":
    from safeguard_desk.work import between, planning

    group = planning.group_by_code(uow, needed(arguments.group, "--group CODE"))
    on = day(arguments.on, "the question", uow.today) if arguments.on else None
    words = needed(arguments.words, "--words")
    restricted = arguments.restricted
    return between.record(
        uow, group.id, words, reason=arguments.reason, asked_on=on, restricted=restricted
    )


def _agree(uow: "UnitOfWork", arguments: argparse.Namespace) -> "DecisionBetween":
    from safeguard_desk.registers.between import agree_by_initials

    on = day(arguments.on, "the agreement", uow.today) if arguments.on else uow.today
    decision = _named(uow, arguments.ref)
    agree_by_initials(uow, decision.id, needed(arguments.by, "--by INITIALS"), on)
    return decision


def _ratify(uow: "UnitOfWork", arguments: argparse.Namespace) -> "DecisionBetween":
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work import between

    decision = _named(uow, arguments.ref)
    at = meeting_id(uow.reader, needed(arguments.at, "--at REF"))
    between.ratify_between(uow, decision.id, at)
    return decision


def _withdraw(uow: "UnitOfWork", arguments: argparse.Namespace) -> "DecisionBetween":
    from safeguard_desk.work import between

    decision = _named(uow, arguments.ref)
    between.withdraw(uow, decision.id)
    return decision


def _named(uow: "UnitOfWork", ref: str) -> "DecisionBetween":
    from sqlalchemy import select

    from safeguard_desk.models import DecisionBetween

    wanted = ref.strip().upper()
    found = uow.find(select(DecisionBetween).where(DecisionBetween.ref == wanted))
    if found is None:
        raise Refusal(
            f"There is no decision “{ref}”.", "Nothing was changed.", "See: list FILE decisions."
        )
    return found
