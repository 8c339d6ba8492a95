"""Commands of the golden thread: thread, link."""

import argparse
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import Parsers, add, opened, show, table, with_file, with_json
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_thread import LinkKind

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.views.thread import Key, Thread

_MIDDLE = 46
"""Characters of a record's words in the printed list; --json has them whole."""


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    seen = with_file(
        add(
            parsers,
            "thread",
            _thread,
            "list the thread a record is on: what it came from, what came of it, where it stops",
            "thread Harrow.desk QA-F-0001",
        )
    )
    seen.add_argument("ref", metavar="REF")
    seen.add_argument("--careful", action="store_true", help="leave out what is restricted")
    with_json(seen)
    linked = with_file(
        add(
            parsers,
            "link",
            _link,
            "link a record to one that follows from it, or take that link away",
            "link Harrow.desk QA-A-0001 measured_by QA-I-0004",
        )
    )
    linked.add_argument("earlier", metavar="REF")
    linked.add_argument("kind", choices=[one.value for one in LinkKind])
    linked.add_argument("later", metavar="REF")
    linked.add_argument("--words", default="", metavar="TEXT", help="why they are linked")
    linked.add_argument("--away", action="store_true", help="take the link away")
    with_json(linked)


def _thread(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.thread import find, thread

    with opened(arguments) as desk, desk.read() as reader:
        whole = thread(reader, *find(reader, arguments.ref))
    found = whole.shown(hidden=not arguments.careful)
    lines = list(_lines(found))
    left_out = len(whole.nodes) - len(found.nodes)
    if arguments.json:
        show({"about": arguments.ref, "records": lines, "left_out": left_out, "more": found.more})
        return 0
    rows = [
        [
            *(line["stage"], line["ref"], line["title"][:_MIDDLE], line["state"]),
            found.came_from(key),
            line["gap"],
        ]
        for line, key in zip(lines, (node.key for node in found.nodes), strict=True)
    ]
    table(["Stage", "Ref", "What", "State", "Came from", "Stops here"], rows)
    if left_out:
        print(f"{left_out} restricted, left out")
    if found.more:
        print("This thread holds more than can be listed at once; ask for one nearer its end.")
    return 0


def _lines(found: "Thread") -> list[dict[str, Any]]:
    """Return the records in their order, each with what it came from and how."""
    named = {node.key: node.ref or node.title for node in found.nodes}
    return [
        {
            "stage": node.stage.label,
            "ref": node.ref,
            "title": node.title,
            "state": node.state,
            "rating": node.rating.value if node.rating else None,
            "on": node.on.isoformat() if node.on else None,
            "came_from": [
                {"ref": named[edge.earlier], "how": edge.words}
                for edge in found.edges
                if edge.later == node.key
            ],
            "gap": node.gap,
        }
        for node in found.nodes
    ]


def _link(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.thread import find
    from safeguard_desk.work import linking

    kind = LinkKind(arguments.kind)

    def verb(uow: "UnitOfWork") -> None:
        earlier, later = find(uow.reader, arguments.earlier), find(uow.reader, arguments.later)
        if arguments.away:
            linking.unlink(uow, _held(uow, earlier, later, kind))
        else:
            linking.link(uow, earlier, later, kind, arguments.words)

    with opened(arguments, writing=True) as desk:
        desk.change("Take a link away" if arguments.away else "Link two records", verb)
    if arguments.json:
        ends = {"earlier": arguments.earlier, "later": arguments.later, "kind": kind.value}
        show({**ends, "linked": not arguments.away})
    else:
        how = f"no longer {kind.label.lower()}" if arguments.away else kind.label.lower()
        print(f"{arguments.earlier} {how} {arguments.later}")
    return 0


def _held(uow: "UnitOfWork", earlier: "Key", later: "Key", kind: LinkKind) -> str:
    """Return the id of a link made by hand; refuse where the records themselves tell it."""
    from safeguard_desk.views.thread import edges_of

    for edge in edges_of(uow.reader, [earlier]):
        ends = edge.earlier, edge.later
        if edge.link_id and ends == (earlier, later) and edge.words == kind.label:
            return edge.link_id
    raise Refusal(
        "There is no such link that was made by hand.",
        "Nothing was changed.",
        "`thread FILE REF` shows the links; those that the records themselves tell stay.",
    )
