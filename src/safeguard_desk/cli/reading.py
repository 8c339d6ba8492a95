"""Commands that read: list, search, history, clock, export."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    note,
    opened,
    show,
    table,
    today,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.clocks import kinds

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.registers.declare import Register


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    lists = with_file(
        add(
            parsers,
            "list",
            _list,
            "list the records of a register: actions, meetings, members, risks, ...",
            "list Harrow.desk actions --group QA --open --json",
        )
    )
    lists.add_argument("what", metavar="WHAT")
    lists.add_argument("--group", metavar="CODE")
    lists.add_argument("--open", action="store_true", help="only those that are open or current")
    lists.add_argument("--words", default="", help="only those that hold these words")
    with_json(lists)
    _add_finding(parsers)
    _add_clock_and_export(parsers)


def _add_finding(parsers: Parsers) -> None:
    find = with_file(
        add(parsers, "search", _search, "find records by words", "search Harrow.desk neglect")
    )
    find.add_argument("words", nargs="+", metavar="WORDS")
    find.add_argument(
        "--careful", action="store_true", help="leave out what is restricted, as on a shared screen"
    )
    with_json(find)
    history = with_file(
        add(
            parsers,
            "history",
            _history,
            "show what was changed of a record",
            "history Harrow.desk actions QA-0142",
        )
    )
    history.add_argument("what", metavar="WHAT")
    history.add_argument("ref", metavar="REF")
    with_json(history)


def _add_clock_and_export(parsers: Parsers) -> None:
    ticking = add(
        parsers,
        "clock",
        _clock,
        "reckon a statutory or local deadline from a date",
        "clock rapid-review 2026-12-14",
    )
    ticking.add_argument("kind", metavar="KIND", help=", ".join(kinds()))
    ticking.add_argument("date", metavar="DATE")
    with_json(ticking)
    export = with_file(
        add(
            parsers,
            "export",
            _export,
            "write everything as CSV and JSON with a data dictionary",
            "export Harrow.desk --to everything",
        )
    )
    export.add_argument("--to", required=True, type=Path, metavar="FOLDER")


def _list(arguments: argparse.Namespace) -> int:
    from safeguard_desk.registers import register
    from safeguard_desk.registers.declare import plain
    from safeguard_desk.registers.declare import show as shown
    from safeguard_desk.registers.paging import Query, page

    wanted = register(arguments.what)
    if arguments.open and not _has_open(wanted):
        note(f"{wanted.code} have none that are open or closed; all are listed.")
    if arguments.group and wanted.group is None:
        note(f"{wanted.code} belong to no group; all are listed.")
    with opened(arguments) as desk, desk.read() as reader:
        query = Query(
            group_id=group_id(reader, arguments.group),
            words=arguments.words,
            filters=frozenset({"open"} if arguments.open and _has_open(wanted) else ()),
        )
        rows = page(reader, wanted, query)
        refs = _refs(reader, wanted)
        on = reader.today.isoformat()
    if arguments.json:
        plain_rows = ((refs[row[0]], [plain(value) for value in row[1:]]) for row in rows)
        show([_record(wanted, ref, values, on) for ref, values in plain_rows])
        return 0
    visible = [n for n, column in enumerate(wanted.columns) if not column.hidden]
    headings = [wanted.columns[n].title for n in visible]
    table(headings, [[shown(row[n + 1]) for n in visible] for row in rows])
    print(f"{len(rows):,} {wanted.title.lower()}")
    return 0


def _has_open(wanted: "Register") -> bool:
    return any(known.code == "open" for known in wanted.filters)


def _record(wanted: "Register", ref: str, values: list[Any], on: str) -> dict[str, Any]:
    """Return a record as JSON: its reference, title (the column that grows), status and columns.

    What has no status of its own is current or, from the day after its last, ended.
    """
    columns = dict(zip((column.code for column in wanted.columns), values, strict=True))
    title = next((c.code for c in wanted.columns if c.grow), "ref")
    status = None
    if "ended_on" in columns:
        status = "ended" if columns["ended_on"] and columns["ended_on"] < on else "current"
    return {"ref": ref, "title": columns.get(title, ref), "status": status} | columns


def _refs(reader: "Reader", wanted: "Register") -> dict[str, str]:
    from sqlalchemy import select

    return dict(reader.rows(select(wanted.id, wanted.ref).select_from(wanted.source)))


_FOUND = 20
"""Records of each kind that a search prints."""


def _search(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.found import look_for

    words = " ".join(arguments.words)
    with opened(arguments) as desk, desk.read() as reader:
        lines = [
            {
                "kind": one.kind,
                "ref": _ref_of(reader, one.kind, one.id),
                "place": one.place,
                "title": one.title,
                "excerpt": one.excerpt,
            }
            for group in look_for(reader, words, each=_FOUND, careful=arguments.careful)
            for one in group.lines
        ]
    if arguments.json:
        show(lines)
    else:
        cells = [[value or "" for value in line.values()] for line in lines]
        table(["Kind", "Ref", "Place", "Title", "Text"], cells)
    return 0


def _ref_of(reader: "Reader", kind: str, record_id: str) -> str | None:
    """Return the reference of a record, or of the record it is part of; None where it has none."""
    from sqlalchemy import select

    from safeguard_desk.registers import REGISTERS
    from safeguard_desk.views.places import where

    place = where(reader, kind, record_id)
    for known in REGISTERS:
        if place is not None and known.kind == place.kind:
            statement = select(known.ref).select_from(known.source).where(known.id == place.id)
            ref: str | None = reader.scalar(statement)
            return ref
    return None


def _history(arguments: argparse.Namespace) -> int:
    from safeguard_desk.registers import register

    wanted = register(arguments.what)
    with opened(arguments) as desk, desk.read() as reader:
        changes = reader.history(wanted.kind, record_id(reader, wanted, arguments.ref))
    lines = [
        {
            "at": one.at.isoformat(),
            "who": one.who,
            "title": one.title,
            "field": one.field,
            "before": one.before,
            "after": one.after,
        }
        for one in changes
    ]
    if arguments.json:
        show(lines)
    else:
        rows = [["" if v is None else str(v) for v in line.values()] for line in lines]
        table(["When", "Who", "What", "Field", "Before", "After"], rows)
    return 0


def record_id(reader: "Reader", wanted: "Register", ref: str) -> str:
    """Return the id of the record that a reference or an id names; refuse none, and several."""
    from sqlalchemy import func, or_, select

    named = or_(func.lower(wanted.ref) == ref.strip().lower(), wanted.id == ref.strip().lower())
    ids = reader.scalars(select(wanted.id).select_from(wanted.source).where(named))
    if len(ids) == 1:
        return str(ids[0])
    if not ids:
        raise Refusal(
            f"There is no {wanted.one} “{ref}”.",
            "Nothing was read.",
            f"See: list FILE {wanted.code}.",
        )
    raise Refusal(
        f"“{ref}” is the name of {len(ids)} {wanted.title.lower()}.",
        "Nothing was read.",
        f"Give the id of one: {', '.join(ids)}.",
    )


def _clock(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.clocks import due

    found = due(arguments.kind, day(arguments.date, "the clock", today(arguments)))
    if arguments.json:
        show(
            {
                "kind": found.kind,
                "from": found.start.isoformat(),
                "due": found.due.isoformat(),
                "source": found.source,
            }
        )
    else:
        print(found.due.isoformat())
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.export import export

    with opened(arguments) as desk:
        done = export(desk, arguments.to)
    for title in done.missing:
        note(f"the content of the paper “{title}” is lost in the desk; a backup may have it.")
    count = sum(done.counts.values())
    print(f"Wrote {count:,} records to {arguments.to}. Nothing there is encrypted.")
    return 0
