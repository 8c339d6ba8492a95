"""Commands of learning products: products, product."""

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id, person_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    needed,
    note,
    opened,
    show,
    table,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.views.products import ProductHead, ProductView

_STEPS = (
    *("show", "make", "write", "agree", "approve", "send", "acknowledge", "embed", "tell"),
    *("chase", "withdraw"),
)


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    every = with_file(
        add(
            parsers,
            "products",
            _products,
            "list learning products with who has them and how they were embedded",
            "products Harrow.desk --group LD --json",
        )
    )
    every.add_argument("--group", metavar="CODE")
    with_json(every)
    one = add(
        parsers,
        "product",
        _product,
        "make a briefing or note from a review or an audit, approve it, send it, hear of its use",
        "product Harrow.desk make --from QA-A-0001 --kind seven_minute",
    )
    with_file(one)
    one.add_argument("step", choices=_STEPS, metavar="STEP", help=", ".join(_STEPS))
    one.add_argument("ref", nargs="?", metavar="REF", help="the product; not with make")
    for flag, metavar, words in (
        ("from", "REF", "make: a review, audit, finding or learning point"),
        ("kind", "KIND", "make: seven_minute, practice_note, webinar or newsletter"),
        ("title", "WORDS", "make"),
        ("section", "CODE", "write: the heading"),
        ("words", "WORDS", "write, embed: the text"),
        ("by", "WHO", "agree: a role; approve: initials"),
        ("agencies", "NAMES", "send: to whom, after each a ;; all partners where none is named"),
        ("agency", "NAME", "acknowledge, embed"),
        ("staff", "NUMBER", "embed: how many were reached"),
        ("proof", "WORDS", "embed: what shows it"),
        ("audience", "WHO", "tell: individuals, teams or organisations"),
        ("on", "DATE", "acknowledge, embed, tell"),
        ("due", "DATE", "send: the day by which agencies answer"),
    ):
        one.add_argument(f"--{flag}", dest="source" if flag == "from" else flag,
                         metavar=metavar, help=words)  # fmt: skip
    one.add_argument("--to", type=Path, metavar="FOLDER", help="send, chase: where the mails go")
    with_json(one)


def _products(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views import products as view

    with opened(arguments) as desk, desk.read() as reader:
        group = group_id(reader, arguments.group) if arguments.group else None
        found = view.products(reader, group)
    if arguments.json:
        show([_record(one) for one in found])
        return 0
    table(
        ["Ref", "Product", "Kind", "Status"],
        [[one.ref, one.title, one.kind.label, one.stands] for one in found],
    )
    return 0


def _record(head: "ProductHead") -> dict[str, Any]:
    return {
        "ref": head.ref,
        "title": head.title,
        "kind": head.kind.value,
        "side": head.side.value,
        "status": head.state.value,
        "restricted": head.restricted,
        "sent": head.sent_on.isoformat() if head.sent_on else None,
        "agencies": len(head.sent),
        "acknowledged": head.acknowledged,
        "embedded": head.embedded,
        "late": [one.name for one in head.late],
        "staff_reached": head.staff,
    }


def _product(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.products import unaddressed
    from safeguard_desk.views import products as view

    files: list[Path] = []
    with opened(arguments, writing=arguments.step != "show") as desk:
        if arguments.step == "make":
            identity = _make(desk, arguments)
        else:
            with desk.read() as reader:
                identity = view.find_id(reader, needed(arguments.ref, "the product's reference"))
            files = _carry_out(desk, identity, arguments)
        with desk.read() as reader:
            seen = view.product(reader, identity)
            silent = [one.name for one in unaddressed(reader, seen.head)]
    if arguments.json:
        made = {"files": [str(one) for one in files], "without_address": silent}
        show({**_record(seen.head), **_more(seen), **made})
        return 0
    if silent and arguments.step in {"send", "chase"}:
        note(f"No mail for {', '.join(silent)}: the directory has no address there.")
    print(f"{seen.head.ref}  {seen.head.title}: {seen.head.stands}")
    for one in files:
        print(one)
    if arguments.step in {"show", "make"}:
        for part in seen.sections:
            print(f"\n{part.heading.title} ({part.heading.code})\n{part.text}")
    return 0


def _more(seen: "ProductView") -> dict[str, Any]:
    return {
        "sections": {one.heading.code: one.text for one in seen.sections},
        "learning_points": [one.ref for one in seen.points],
        "wrong": list(seen.wrong),
        "answers": [
            {
                "agency": one.name,
                "acknowledged": one.acknowledged_on.isoformat() if one.acknowledged_on else None,
                "embedded": one.embedded,
                "staff": one.staff,
                "proof": one.proof,
            }
            for one in seen.head.sent
        ],
    }


def _make(desk: "Desk", arguments: argparse.Namespace) -> str:
    from safeguard_desk.rules.terms_learning import ProductKind
    from safeguard_desk.views.product_sources import find

    kinds = {one.value: one for one in ProductKind}
    kind = kinds.get((arguments.kind or ProductKind.SEVEN_MINUTE.value).replace("-", "_"))
    if kind is None:
        raise Refusal(
            f"“{arguments.kind}” is no kind of product.", "Nothing was made.",
            f"Known: {', '.join(kinds)}.",
        )  # fmt: skip
    with desk.read() as reader:
        source = find(reader, arguments.source) if arguments.source else None
    verb = partial(_made, kind=kind, source=source, title=arguments.title or "")
    return desk.change("Make a learning product", verb).result


def _made(uow: Any, **values: Any) -> str:
    from safeguard_desk.work import products as verbs

    return verbs.make(uow, values["kind"], values["source"], title=values["title"]).id


def _carry_out(desk: "Desk", identity: str, arguments: argparse.Namespace) -> list[Path]:
    """Carry a step out; return the files it wrote."""
    from safeguard_desk.exchange import products as exchange

    step = arguments.step
    if step == "approve":
        with desk.read() as reader:
            by = person_id(reader, needed(arguments.by, "--by INITIALS"))
        exchange.approve(desk, identity, by)
    elif step in {"send", "chase"}:
        return _send(desk, identity, arguments)
    elif step != "show":
        desk.change(f"Learning product: {step}", partial(_step, identity, arguments))
    return []


def _send(desk: "Desk", identity: str, arguments: argparse.Namespace) -> list[Path]:
    from safeguard_desk.exchange import products as exchange
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.views.training_returns import partners

    folder = arguments.to
    if folder is None or not folder.is_dir():
        raise Refusal(f"{folder or '--to'} is no folder.", "Nothing was sent.", "Make it first.")
    if arguments.step == "chase":
        return exchange.chase(desk, identity, folder, lambda *_: None).result
    with desk.read() as reader:
        named = [one.strip() for one in (arguments.agencies or "").split(";") if one.strip()]
        chosen = [agency_id(reader, one) for one in named]
        chosen = chosen or [found for found, _ in partners(reader)]
    due = day(arguments.due, "--due") if arguments.due else None
    return exchange.send(desk, identity, chosen, folder, lambda *_: None, answer_by=due).result


def _step(identity: str, arguments: argparse.Namespace, uow: Any) -> None:
    from safeguard_desk.rules.terms_thread import Audience
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.work import products as verbs

    on = day(arguments.on, "--on") if arguments.on else None
    step = arguments.step
    if step == "write":
        verbs.write(uow, identity, needed(arguments.section, "--section CODE"),
                    needed(arguments.words, "--words WORDS"))  # fmt: skip
    elif step == "agree":
        verbs.agree_wording(uow, identity, needed(arguments.by, "--by WHO"))
    elif step == "withdraw":
        verbs.withdraw(uow, identity)
    elif step == "tell":
        said = needed(arguments.audience, "--audience WHO").lower()
        if said not in {one.value for one in Audience}:
            raise Refusal(f"“{said}” is no audience.", "Nothing was changed.")
        verbs.tell(uow, identity, Audience(said), on)
    else:
        agency = agency_id(uow.reader, needed(arguments.agency, "--agency NAME"))
        if step == "acknowledge":
            verbs.acknowledge(uow, identity, agency, on)
            return
        staff = _number(arguments.staff)
        words = needed(arguments.words, "--words WORDS")
        proof = arguments.proof or ""
        verbs.embed(uow, identity, agency, words, staff=staff, proof=proof, on=on)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isascii() or not text.isdecimal():
        raise Refusal(f"“{text}” is no number of staff.", "Nothing was changed.")
    return int(text)
