"""The command that merges, splits, renames and ends groups: reorganise."""

import argparse
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import Parsers, add, day, opened, show, table, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.rules.reorganising import Plan
    from safeguard_desk.views.reorganising import InHand


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    parser = with_file(
        add(
            parsers,
            "reorganise",
            _reorganise,
            "merge, split, rename and end groups as one change; --preview only shows it",
            "reorganise Harrow.desk --found 'PQ, Practice and Quality, quality' --merge QA=PQ"
            " --place QA-0142=LD --preview",
        )
    )
    parser.add_argument("--on", metavar="DATE", help="the first day of the new order; today")
    for name, shape, words in (
        ("--found", "CODE,NAME,KIND", "a group that begins"),
        ("--merge", "CODE=CODE", "a group that ends, and the group that takes its work"),
        ("--end", "CODE", "a group that ends, with nothing left to take"),
        ("--rename", "CODE=NAME", "a group's new name"),
        ("--place", "REF=CODE", "a record, and the group that takes it instead"),
    ):
        parser.add_argument(name, metavar=shape, action="append", default=[], help=words)
    parser.add_argument("--preview", action="store_true", help="change nothing, show what would be")
    with_json(parser)


def _reorganise(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work.reorganising import reorganise

    with opened(arguments, writing=not arguments.preview) as desk:
        plan, held = _plan(desk, arguments)
        if arguments.preview:
            return _preview(desk, plan, held, arguments)
        done = desk.change("Reorganise groups", partial(reorganise, plan=plan)).result
    if arguments.json:
        show(vars(done))
        return 0
    table(["What", "Moved"], [[what, str(count)] for what, count in done.moved.items()])
    for words, codes in (
        ("ended", done.ended),
        ("begun", done.founded),
        ("meetings cancelled", done.cancelled),
    ):
        if codes:
            print(f"{words}: {', '.join(codes)}")
    return 0


def _plan(desk: "Desk", arguments: argparse.Namespace) -> "tuple[Plan, InHand]":
    from safeguard_desk.rules.reorganising import Plan, check, read_founded
    from safeguard_desk.views.reorganising import current_groups, in_hand

    ends = {code.strip().upper(): "" for code in arguments.end}
    ends |= {code.upper(): taker.upper() for code, taker in _pairs(arguments.merge, "--merge")}
    with desk.read() as reader:
        codes = [line.code for line in current_groups(reader)]
        on = day(arguments.on, "--on", reader.today) if arguments.on else reader.today
        everything = in_hand(reader, codes, on)
        refs = {thing.ref: thing for thing in everything.things if thing.kind != "memberships"}
        places = {}
        for ref, code in _pairs(arguments.place, "--place"):
            thing = refs.get(ref.upper())
            if thing is None:
                raise Refusal(
                    f"No group has {ref} in hand.",
                    "Nothing was changed.",
                    "Closed records stay with their group; see: list actions.",
                )
            places[thing.id] = (code.upper(),)
    plan = Plan(
        on,
        tuple(read_founded(words) for words in arguments.found),
        ends,
        {code.upper(): name for code, name in _pairs(arguments.rename, "--rename")},
        places,
    )
    check(plan, codes)
    return plan, everything


def _pairs(given: Iterable[str], option: str) -> Iterable[tuple[str, str]]:
    for words in given:
        left, sign, right = words.partition("=")
        if not (left.strip() and sign and right.strip()):
            raise Refusal(
                f"“{words}” is not understood after {option}.",
                "Nothing was changed.",
                "Write two things with = between, as QA=PQ.",
            )
        yield left.strip(), right.strip()


def _preview(desk: "Desk", plan: "Plan", held: "InHand", arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.reorganising import takers
    from safeguard_desk.views.reorganising import current_groups, warnings

    with desk.read() as reader:
        kinds = {line.code: line.kind for line in current_groups(reader)}
    lines: list[dict[str, Any]] = []
    for thing in held.things:
        to = takers(plan, thing.id, thing.group, thing.follows)
        if to != (thing.group,):
            title = "(restricted)" if thing.restricted else thing.title
            lines.append(
                {
                    "what": thing.heading,
                    "ref": thing.ref,
                    "title": title,
                    "from": thing.group,
                    "to": list(to),
                }
            )
    told = warnings(plan, held, kinds)
    if arguments.json:
        show({"on": plan.on.isoformat(), "moves": lines, "warnings": told})
        return 0
    heads = ["What", "Ref", "Title", "From", "To"]
    rows = [[*list(line.values())[:4], " and ".join(line["to"]) or "nobody"] for line in lines]
    table(heads, rows)
    for words in told:
        print(f"! {words}")
    print(f"{len(lines)} would go elsewhere. Nothing was changed.")
    return 0
