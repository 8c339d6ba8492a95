"""Commands of case review: refer, decide, case."""

import argparse
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli import case_verbs
from safeguard_desk.cli.case_verbs import agency, term
from safeguard_desk.cli.codes import group_id
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
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork

SIDES = ("children", "adults", "both")


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    refer = with_file(
        add(
            parsers,
            "refer",
            _refer,
            "take a referral for case review down, and start its clocks",
            'refer Harrow.desk --side children --happened "An infant was seriously harmed"'
            " --aware 14/12/2026",
        )
    )
    refer.add_argument("--group", default="CR", metavar="CODE")
    refer.add_argument("--side", required=True, choices=SIDES)
    refer.add_argument("--happened", required=True, metavar="WORDS", help="without names")
    refer.add_argument("--title", default="")
    refer.add_argument("--kind", metavar="KIND", help="near_miss, good_practice, rapid, sar, ...")
    refer.add_argument("--on", metavar="DATE", help="when it was referred; today otherwise")
    refer.add_argument("--by", default="", metavar="ROLE")
    refer.add_argument("--agency", action="append", default=[], metavar="NAME", help="involved")
    refer.add_argument("--aware", metavar="DATE", help="when the local authority became aware")
    refer.add_argument("--harm", default="unknown", help="death, serious, other, none, unknown")
    refer.add_argument("--abuse", default="unknown", help="known, suspected, no, unknown")
    with_json(refer)
    decide = with_file(
        add(
            parsers,
            "decide",
            _decide,
            "answer a referral's criteria and decide it",
            "decide Harrow.desk CR-2026-04 --answer child-harm=yes:records --kind rapid"
            ' --reasons "Both tests are met" --by "Independent chair"',
        )
    )
    decide.add_argument("ref", metavar="CASE")
    decide.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="CRITERION=yes|no|unclear:REASONS",
        help="as often as there are criteria; without --kind only these are taken down",
    )
    decide.add_argument("--kind", metavar="KIND", help="the kind of review, or “none”")
    decide.add_argument("--reasons", default="")
    decide.add_argument("--by", default="", metavar="ROLE")
    decide.add_argument("--on", metavar="DATE")
    with_json(decide)
    _add_case(parsers)


def _add_case(parsers: Parsers) -> None:
    case = with_file(
        add(
            parsers,
            "case",
            _case,
            "show a case; its clocks, tool, people, chronology, themes, impact, publication",
            'case Harrow.desk CR-2026-04 stop --clock lcspr --words "Criminal proceedings"',
        )
    )
    case.add_argument("ref", metavar="CASE")
    case.add_argument("verb", choices=tuple(_VERBS), nargs="?", default="show")
    case.add_argument("--clock", metavar="KIND", help="stop, resume, extend, meet")
    case.add_argument("--on", metavar="DATE", help="meet, publish: the day")
    case.add_argument("--to", metavar="DATE", help="extend, publish: the last day")
    case.add_argument("--words", default="", help="the reason, the answer, or the view")
    case.add_argument("--state", help="move: the code of the state, as scoped or closed")
    case.add_argument("--traits", default="", help="tools, tool: complex urgent family ...")
    case.add_argument("--tool", metavar="NAME", help="tool: one of the library")
    case.add_argument("--agency", metavar="NAME", help="view, ask, received")
    case.add_argument("--supports", default="yes", help="view: yes, no, other, none")
    case.add_argument("--publication", help="publish: published, summary, withheld")
    case.add_argument("--where", default="", help="publish: where")
    case_verbs.add_options(case)
    with_json(case)


def _say(arguments: argparse.Namespace, told: dict[str, Any]) -> int:
    if arguments.json:
        show(told)
        return 0
    for name, value in told.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            print(f"{name}:")
            table(
                list(value[0]),
                [["" if cell is None else str(cell) for cell in one.values()] for one in value],
            )
        elif isinstance(value, list):
            print(f"{name}: {'; '.join(map(str, value)) or 'none'}")
        else:
            print(f"{name}: {value}")
    return 0


def _refer(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.terms import Side
    from safeguard_desk.rules.terms_review import Abuse, Harm, ReviewKind
    from safeguard_desk.work import reviews

    kind = term(ReviewKind, arguments.kind, "kind of review") if arguments.kind else None
    harm = term(Harm, arguments.harm, "outcome")
    abuse = term(Abuse, arguments.abuse, "answer")
    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            group = group_id(reader, arguments.group) or ""
            on = day(arguments.on, "--on", reader.today) if arguments.on else None
            aware = day(arguments.aware, "--aware", reader.today) if arguments.aware else None

        def work(uow: "UnitOfWork") -> str:
            involved = tuple(agency(uow, name) for name in arguments.agency)
            return reviews.refer(
                *(uow, group, arguments.happened),
                side=Side(arguments.side),
                kind=kind,
                title=arguments.title,
                referred_on=on,
                referred_by=arguments.by,
                agency_id=involved[0] if involved else None,
                harm=harm,
                abuse=abuse,
                aware_on=aware,
                agencies=involved,
            ).ref

        ref = desk.change("Take a referral down", work).result
        with desk.read() as reader:
            told = _picture(reader, ref)
    return _say(arguments, {name: told[name] for name in ("ref", "state", "clocks")})


def _decide(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.terms_review import Answer, ReviewKind
    from safeguard_desk.work import reviews

    given = []
    for one in arguments.answer:
        code, _, rest = one.partition("=")
        answer, _, reasons = rest.partition(":")
        given.append((code, term(Answer, answer, "answer"), reasons))
    if not given and arguments.kind is None:
        raise Refusal(
            "Nothing is answered and nothing decided.",
            "Nothing was changed.",
            "Answer criteria with --answer, or decide with --kind.",
        )
    none = (arguments.kind or "").strip().lower() == "none"
    kind = None if none or not arguments.kind else term(ReviewKind, arguments.kind, "kind")
    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            on = day(arguments.on, "--on", reader.today) if arguments.on else None

        def work(uow: "UnitOfWork") -> None:
            case = reviews.find(uow, arguments.ref)
            for code, answer, reasons in given:
                reviews.answer(uow, case.id, code, answer, reasons)
            if arguments.kind is not None:
                reviews.decide(uow, case.id, kind, arguments.reasons, by=arguments.by, on=on)

        desk.change("Decide a referral", work)
        with desk.read() as reader:
            told = _picture(reader, arguments.ref)
    return _say(arguments, {n: told[n] for n in ("ref", "state", "kind", "verdict", "clocks")})


def _case(arguments: argparse.Namespace) -> int:
    reading = arguments.verb in {"show", "tools", "check-names"}
    with opened(arguments, writing=not reading) as desk:
        if arguments.verb == "check-names":
            return case_verbs.check_names(desk, arguments)
        if not reading:
            act = _VERBS[arguments.verb]
            desk.change(f"Case: {arguments.verb}", lambda uow: act(uow, arguments))
            case_verbs.write_mail(desk, arguments)
        with desk.read() as reader:
            if arguments.verb == "tools":
                return _say(arguments, _ranked(reader, arguments))
            return _say(arguments, _picture(reader, arguments.ref))


def _picture(reader: Any, ref: str) -> dict[str, Any]:
    from safeguard_desk.views import review_case, reviews

    seen = review_case.case(reader, reviews.find_id(reader, ref))
    head = seen.head
    return {
        "ref": head.ref,
        "title": head.title,
        "state": head.state.value,
        "kind": head.kind.value,
        "board": head.board,
        "next": head.next_step,
        "verdict": seen.verdict.words,
        "tool": head.tool,
        "cost_planned": head.cost_planned,
        "cost_actual": head.cost_actual,
        "clocks": [
            {
                "clock": one.kind,
                "from": one.starts_on.isoformat(),
                "due": one.state.due.isoformat(),
                "standing": one.state.standing,
                "words": one.state.words,
                "source": one.source,
            }
            for one in seen.clocks
        ],
        "stages": [
            {
                "stage": one.name,
                "planned": one.planned_on.isoformat() if one.planned_on else "",
                "reached": one.reached_on.isoformat() if one.reached_on else "",
            }
            for one in seen.stages
        ],
        "to_look_at": list(seen.inconsistent),
        **case_verbs.parts(seen),
    }


def _ranked(reader: Any, arguments: argparse.Namespace) -> dict[str, Any]:
    from safeguard_desk.rules.review_tools import read_traits
    from safeguard_desk.views import review_case, review_tools, reviews

    head = review_case.case(reader, reviews.find_id(reader, arguments.ref)).head
    traits = read_traits(arguments.traits or head.traits)
    return {
        "ref": head.ref,
        "tools": [
            {
                "tool": one.name,
                "points": one.points,
                "for": "; ".join(one.reasons),
                "against": "; ".join(one.against),
            }
            for one in review_tools.suggestions(reader, traits)
        ],
    }


def _clock(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import review_clocks, reviews

    kind = needed(arguments.clock, "--clock KIND")
    clock = review_clocks.find(uow, reviews.find(uow, arguments.ref).id, kind)
    if arguments.verb == "stop":
        review_clocks.stop(uow, clock.id, arguments.words)
    elif arguments.verb == "resume":
        review_clocks.resume(uow, clock.id, arguments.words)
    elif arguments.verb == "extend":
        to = day(needed(arguments.to, "--to DATE"), "--to", uow.today)
        review_clocks.extend(uow, clock.id, to, arguments.words)
    else:
        review_clocks.meet(uow, clock.id, on=_on(uow, arguments))


def _on(uow: "UnitOfWork", arguments: argparse.Namespace) -> Any:
    return day(arguments.on, "--on", uow.today) if arguments.on else None


def _move(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.terms_review import ReviewState
    from safeguard_desk.work import review_progress, reviews

    state = term(ReviewState, needed(arguments.state, "--state"), "state")
    review_progress.move_to(uow, reviews.find(uow, arguments.ref).id, state)


def _tool(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.review_tools import read_traits
    from safeguard_desk.work import review_tools, reviews

    case = reviews.find(uow, arguments.ref)
    if arguments.traits:
        review_tools.say_traits(uow, case.id, read_traits(arguments.traits))
    tool = review_tools.find_tool(uow, needed(arguments.tool, "--tool NAME"))
    start = _on(uow, arguments)
    review_tools.choose(uow, case.id, tool.id, arguments.words, start=start)


def _view(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.terms_review import Supports
    from safeguard_desk.work import reviews

    case = reviews.find(uow, arguments.ref)
    supports = term(Supports, arguments.supports, "view")
    reviews.take_view(uow, case.id, agency(uow, arguments.agency), supports, arguments.words)


def _ask(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import review_work, reviews

    case = reviews.find(uow, arguments.ref)
    whose = agency(uow, arguments.agency)
    if arguments.verb == "ask":
        review_work.ask_summary(uow, case.id, whose)
    else:
        row = reviews.involve(uow, case.id, whose)
        review_work.receive_summary(uow, row.id, on=_on(uow, arguments))


def _publish(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.rules.terms_review import Publication
    from safeguard_desk.work import review_progress, reviews

    case = reviews.find(uow, arguments.ref)
    wanted = term(Publication, needed(arguments.publication, "--publication"), "publication")
    review_progress.settle_publication(
        *(uow, case.id, wanted),
        on=_on(uow, arguments),
        until=day(arguments.to, "--to", uow.today) if arguments.to else None,
        where=arguments.where,
        reason=arguments.words,
    )


def _answer(uow: "UnitOfWork", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import review_progress, reviews

    review_progress.answer_sender(uow, reviews.find(uow, arguments.ref).id, arguments.words)


_VERBS: dict[str, Any] = {
    "show": None,
    "tools": None,
    "tool": _tool,
    "move": _move,
    "stop": _clock,
    "resume": _clock,
    "extend": _clock,
    "meet": _clock,
    "view": _view,
    "ask": _ask,
    "received": _ask,
    "publish": _publish,
    "answer": _answer,
    "check-names": None,
    **case_verbs.VERBS,
}
