"""Commands that work on escalations, challenges and guidance: escalation, challenge, guidance."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import by_code, group_id
from safeguard_desk.cli.common import Parsers, add, day, needed, opened, show, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.desk.unit_of_work import UnitOfWork

OUTCOMES = ("open", "accepted", "part", "explained", "escalated", "withdrawn")


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    _escalation(parsers)
    _challenge(parsers)
    _guidance(parsers)


def _begin(parsers: Parsers, name: str, run: Any, words: str, example: str, steps: Any) -> Any:
    command = add(parsers, name, run, words, example)
    command.add_argument("step", choices=steps, help="what is done")
    with_file(command)
    command.add_argument("--ref", metavar="REF", help="which one")
    command.add_argument("--group", metavar="CODE", help="the group, for a new one")
    command.add_argument("--words", default="", metavar="TEXT", help="what is said")
    command.add_argument("--on", metavar="DATE", help="the day of it, today if left out")
    with_json(command)
    return command


def _escalation(parsers: Parsers) -> None:
    command = _begin(
        *(parsers, "escalation", _escalate),
        "put something before a board, take down its decision, and that the group heard it",
        'escalation decide Harrow.desk --ref QA-ESC-0001 --words "Agreed" --reason "It is due"',
        ("new", "decide", "defer", "hear", "withdraw"),
    )
    command.add_argument("--board", metavar="CODE")
    command.add_argument("--by", default="", metavar="ROLE", help="who decided")
    command.add_argument("--reason", default="", metavar="TEXT", help="why it was decided so")


def _challenge(parsers: Parsers) -> None:
    command = _begin(
        *(parsers, "challenge", _challenged),
        "challenge an agency or group, take down the answer, ask again, and what came of it",
        'challenge new Harrow.desk --group QA --agency ICB --words "Who attends?"',
        ("new", "respond", "chase", "settle", "gather"),
    )
    command.add_argument("--agency", metavar="NAME", help="the agency that is challenged")
    command.add_argument("--to-group", metavar="CODE", help="the group that is challenged")
    command.add_argument("--by", metavar="DATE", help="the day by which an answer is asked for")
    command.add_argument("--outcome", choices=OUTCOMES)


def _guidance(parsers: Parsers) -> None:
    command = _begin(
        *(parsers, "guidance", _guided),
        "begin guidance, consult on it, approve an edition, review it, withdraw it",
        'guidance new Harrow.desk --group QA --words "Neglect toolkit" --reason "No shared scale"',
        ("new", "consult", "approve", "reviewed", "withdraw"),
    )
    command.add_argument("--kind", choices=("london", "local"), default="local")
    command.add_argument("--side", choices=("children", "adults", "both"), default="both")
    command.add_argument("--reason", default="", metavar="TEXT", help="why it is needed")
    command.add_argument("--edition", default="", metavar="NUMBER")
    command.add_argument("--review", metavar="DATE", help="when it is reviewed next")


def _change(
    arguments: argparse.Namespace,
    kind: str,
    title: str,
    choose: "Callable[[Reader], Callable[[UnitOfWork], Any]]",
) -> int:
    """Do what was asked for on the desk, and show the record it made or changed."""
    from safeguard_desk.models import KINDS

    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            verb = choose(reader)
        changed = desk.change(title, verb).result
        refs = KINDS[kind]
        with desk.read() as reader:
            ref = _ref_of(reader, refs, changed)
    told = ref or arguments.ref or ""
    if arguments.json:
        show({"step": arguments.step, "ref": told or None})
    else:
        print(f"{title}: {told}" if told else title)
    return 0


def _ref_of(reader: "Reader", model: Any, changed: Any) -> str | None:
    """Return the reference of a record that was made; None where a step gives none back."""
    from sqlalchemy import select

    identity = changed if isinstance(changed, str) else None
    return reader.scalar(select(model.ref).where(model.id == identity)) if identity else None


def _found(reader: "Reader", kind: str, ref: str | None) -> str:
    from sqlalchemy import select

    from safeguard_desk.models import KINDS

    model: Any = KINDS[kind]
    wanted = needed(ref, "--ref").strip().upper()
    found: str | None = reader.scalar(select(model.id).where(model.ref == wanted))
    if found is None:
        raise Refusal(f"Nothing has the reference “{ref}”.", "Nothing was changed.")
    return found


def _escalate(arguments: argparse.Namespace) -> int:
    from sqlalchemy import select

    from safeguard_desk.models import Board, MatterMove
    from safeguard_desk.work import answering, escalating

    def new(group: str, board: str, uow: "UnitOfWork") -> str:
        matter = escalating.put_before(uow, group, board, arguments.words)
        uow.flush()
        asked = select(MatterMove.id).where(MatterMove.matter_id == matter.id)
        return str(uow.session.scalars(asked).one())

    def choose(reader: "Reader") -> "Callable[[UnitOfWork], Any]":
        on = day(arguments.on, "--on", reader.today) if arguments.on else None
        if arguments.step == "new":
            group = group_id(reader, needed(arguments.group, "--group")) or ""
            board = by_code(reader, Board, needed(arguments.board, "--board"), "board")
            return partial(new, group, board)
        identity = _found(reader, "matter_moves", arguments.ref)
        steps: dict[str, Callable[[UnitOfWork], Any]] = {
            "decide": lambda uow: (
                answering.decide(
                    *(uow, identity, arguments.words),
                    by=arguments.by,
                    reason=arguments.reason,
                    on=on,
                ).id
            ),
            "defer": lambda uow: answering.defer(uow, identity, arguments.words),
            "hear": lambda uow: answering.hear(uow, identity, on),
            "withdraw": lambda uow: answering.withdraw(uow, identity, arguments.words),
        }
        return steps[arguments.step]

    return _change(arguments, "matter_moves", f"Escalation, {arguments.step}", choose)


def _challenged(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.terms_boards import ChallengeOutcome
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.work import challenges

    def choose(reader: "Reader") -> "Callable[[UnitOfWork], Any]":
        on = day(arguments.on, "--on", reader.today) if arguments.on else None
        by = day(arguments.by, "--by", reader.today) if arguments.by else None
        if arguments.step == "gather":
            return challenges.gather
        if arguments.step == "new":
            group = group_id(reader, needed(arguments.group, "--group")) or ""
            to = agency_id(reader, arguments.agency) if arguments.agency else None
            return lambda uow: (
                challenges.challenge(
                    *(uow, group, arguments.words),
                    to_agency_id=to,
                    to_group_id=group_id(reader, arguments.to_group),
                    made_on=on,
                    answer_by=by,
                ).id
            )
        identity = _found(reader, "challenges", arguments.ref)
        if arguments.step == "respond":
            return lambda uow: challenges.respond(uow, identity, arguments.words, on=on).id
        if arguments.step == "chase":
            return lambda uow: challenges.chase(uow, identity, by)
        outcome = ChallengeOutcome(needed(arguments.outcome, "--outcome"))
        return lambda uow: challenges.settle(uow, identity, outcome, arguments.words)

    return _change(arguments, "challenges", f"Challenge, {arguments.step}", choose)


def _guided(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.terms import Side
    from safeguard_desk.rules.terms_boards import GuidanceKind
    from safeguard_desk.work import guidance

    def choose(reader: "Reader") -> "Callable[[UnitOfWork], Any]":
        on = day(arguments.on, "--on", reader.today) if arguments.on else None
        review = day(arguments.review, "--review", reader.today) if arguments.review else None
        if arguments.step == "new":
            group = group_id(reader, needed(arguments.group, "--group")) or ""
            kind = GuidanceKind(arguments.kind)
            words, why, side = arguments.words, arguments.reason, Side(arguments.side)
            return lambda uow: (
                guidance.begin(uow, group, words, kind=kind, side=side, reason=why, begun_on=on).id
            )
        identity = _found(reader, "guidance", arguments.ref)
        steps: dict[str, Callable[[UnitOfWork], Any]] = {
            "consult": lambda uow: guidance.consult(uow, identity, arguments.words, on=on),
            "approve": lambda uow: guidance.approve(
                *(uow, identity, arguments.words),
                edition=arguments.edition,
                on=on,
                review_on=review,
            ),
            "reviewed": lambda uow: guidance.reviewed(uow, identity, arguments.words),
            "withdraw": lambda uow: guidance.withdraw(uow, identity, arguments.words, on=on),
        }
        return steps[arguments.step]

    return _change(arguments, "guidance", f"Guidance, {arguments.step}", choose)
