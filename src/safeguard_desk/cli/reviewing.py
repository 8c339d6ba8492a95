"""Commands on minutes that came back: read-back, proposals; and decisions between meetings."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import Parsers, add, note, opened, show, table, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.views.proposals import ProposalView
    from safeguard_desk.work.reviewing import Proposed


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    back = with_file(
        add(
            parsers,
            "read-back",
            _read_back,
            "read comments and changes from a Word file of draft minutes that came back",
            "read-back Harrow.desk --meeting QA-2026-11-17 returned.docx --dry-run",
        )
    )
    back.add_argument("--meeting", required=True, metavar="REF")
    back.add_argument("returned", type=Path, metavar="RETURNED.docx")
    back.add_argument("--dry-run", action="store_true", help="say what it proposes, keep nothing")
    with_json(back)
    proposals = with_file(
        add(
            parsers,
            "proposals",
            _proposals,
            "list what was proposed on draft minutes, or accept or refuse by number",
            "proposals Harrow.desk --meeting QA-2026-11-17 --accept 1 3 --refuse 2",
        )
    )
    proposals.add_argument("--meeting", required=True, metavar="REF")
    proposals.add_argument("--accept", nargs="+", type=int, default=[], metavar="N")
    proposals.add_argument("--refuse", nargs="+", type=int, default=[], metavar="N")
    with_json(proposals)


def _read_back(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.returned_minutes import load, read
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work import reviewing

    name = arguments.returned.name
    data = load(arguments.returned)
    with opened(arguments, writing=not arguments.dry_run) as desk:
        with desk.read() as reader:
            found = meeting_id(reader, arguments.meeting)
            returned = read(reader, found, data, name)

        def take_in(uow: "UnitOfWork") -> reviewing.TakenIn:
            return reviewing.take_in(uow, found, returned.proposed, name)

        taken = None
        if not arguments.dry_run:
            taken = desk.change(f"Read {name}", take_in).result
    counts = {"new": taken.new, "known": taken.known} if taken else {}
    if arguments.json:
        lines = [_plain(one) for one in returned.proposed]
        show({"proposals": lines, "notes": list(returned.notes), **counts})
        return 0
    for words in returned.notes:
        note(words)
    for one in returned.proposed:
        print(f"{one.kind.label}, {one.author or 'nobody named'}: {_words(one)}")
    if taken is None:
        print(f"{len(returned.proposed)} proposals; nothing was kept.")
    else:
        print(f"{taken.new} new proposals, {taken.known} known already.")
    return 0


def _words(one: "Proposed") -> str:
    from safeguard_desk.rules.terms import ProposalKind

    if one.kind is ProposalKind.CHANGE:
        return f"“{one.before}” becomes “{one.after}”"
    return f"on “{one.before}”: {one.after}" if one.before else one.after


def _plain(one: "Proposed") -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "author": one.author,
        "made_on": one.made_on.isoformat() if one.made_on else None,
        "before": one.before,
        "after": one.after,
        "placed": one.entry_id is not None,
        "guessed": one.guessed,
    }


def _proposals(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.views.proposals import proposals
    from safeguard_desk.work import reviewing

    deciding = bool(arguments.accept or arguments.refuse)
    with opened(arguments, writing=deciding) as desk:
        with desk.read() as reader:
            found = meeting_id(reader, arguments.meeting)
            before = proposals(reader, found)
        ids = _chosen(before, (*arguments.accept, *arguments.refuse))

        def decide(uow: "UnitOfWork") -> None:
            for number in arguments.accept:
                reviewing.accept(uow, ids[number])
                uow.flush()
            for number in arguments.refuse:
                reviewing.refuse(uow, ids[number])

        if deciding:
            desk.change(f"Decide proposals on {arguments.meeting}", decide)
        with desk.read() as reader:
            after = {one.id: one for one in proposals(reader, found)}
    _show_proposals([after[row_id] for row_id in ids.values()], as_json=arguments.json)
    return 0


def _chosen(found: "Sequence[ProposalView]", numbers: tuple[int, ...]) -> dict[int, str]:
    """Return the ids of proposals by number; refuse a number that none has."""
    ids = {number: one.id for number, one in enumerate(found, 1)}
    for number in numbers:
        if number not in ids:
            raise Refusal(
                f"There is no proposal {number}.",
                "Nothing was changed.",
                f"There are {len(ids)}; list them without --accept.",
            )
    return ids


def _show_proposals(found: "Sequence[ProposalView]", *, as_json: bool) -> None:
    rows = [
        {
            "number": number,
            "entry": one.number,
            "kind": one.kind.value,
            "author": one.author,
            "state": one.state.value,
            "before": one.before,
            "after": one.after,
        }
        for number, one in enumerate(found, 1)
    ]
    if as_json:
        show(rows)
        return
    columns = ("number", "entry", "kind", "author", "state", "after")
    cells = [[str(row[name]) for name in columns] for row in rows]
    table(["No.", "Entry", "Kind", "Who", "State", "Words"], cells)
