"""Commands that read: list, paper, papers, search, history, clock, export."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    note,
    opened,
    show,
    table,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.papers import Paper, Request
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
    _add_papers(parsers)
    _add_finding(parsers)
    _add_clock_and_export(parsers)


def _add_finding(parsers: Parsers) -> None:
    find = with_file(
        add(parsers, "search", _search, "find records by words", "search Harrow.desk neglect")
    )
    find.add_argument("words", nargs="+", metavar="WORDS")
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
    ticking.add_argument("kind", metavar="KIND")
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


def _add_papers(parsers: Parsers) -> None:
    paper = add(
        parsers,
        "paper",
        _paper,
        "make a paper as .pdf, .docx or .xlsx",
        "paper board-report Harrow.desk --board HSCB --group QA -o report.pdf",
    )
    paper.add_argument("kind", metavar="KIND")
    with_file(paper)
    paper.add_argument("-o", "--out", required=True, type=Path, metavar="OUT")
    paper.add_argument("--group", metavar="CODE")
    paper.add_argument("--meeting", metavar="REF")
    paper.add_argument("--board", metavar="CODE")
    paper.add_argument("--quarter", metavar="2026-Q3")
    paper.add_argument("--restricted", action="store_true", help="with the restricted part")
    paper.add_argument("--public", action="store_true", help="the copy for publication")
    with_json(
        add(parsers, "papers", _papers, "list the kinds of paper and what each needs", "papers")
    )


def _list(arguments: argparse.Namespace) -> int:
    from safeguard_desk.registers import register
    from safeguard_desk.registers.declare import plain
    from safeguard_desk.registers.declare import show as shown
    from safeguard_desk.registers.paging import Query, page

    wanted = register(arguments.what)
    with opened(arguments) as desk, desk.read() as reader:
        query = Query(
            group_id=_group_id(reader, arguments.group),
            words=arguments.words,
            filters=frozenset({"open"} if arguments.open and _has_open(wanted) else ()),
        )
        rows = page(reader, wanted, query)
        refs = _refs(reader, wanted)
    if arguments.json:
        show([_record(wanted, refs[row[0]], [plain(value) for value in row[1:]]) for row in rows])
        return 0
    visible = [n for n, column in enumerate(wanted.columns) if not column.hidden]
    headings = [wanted.columns[n].title for n in visible]
    table(headings, [[shown(row[n + 1]) for n in visible] for row in rows])
    print(f"{len(rows):,} {wanted.title.lower()}")
    return 0


def _has_open(wanted: "Register") -> bool:
    return any(known.code == "open" for known in wanted.filters)


def _record(wanted: "Register", ref: str, values: list[Any]) -> dict[str, Any]:
    """Return a record as JSON: its reference, its title (the column that grows), its columns."""
    columns = dict(zip((column.code for column in wanted.columns), values, strict=True))
    title = next((c.code for c in wanted.columns if c.grow), "ref")
    return {"ref": ref, "title": columns.get(title, ref)} | columns


def _refs(reader: "Reader", wanted: "Register") -> dict[str, str]:
    from sqlalchemy import select

    return dict(reader.rows(select(wanted.id, wanted.ref).select_from(wanted.source)))


def _group_id(reader: "Reader", code: str | None) -> str | None:
    from safeguard_desk.models import Group

    return None if code is None else _by_code(reader, Group, code, "group")


def _by_code(reader: "Reader", model: Any, code: str, what: str) -> str:
    from sqlalchemy import select

    found: str | None = reader.scalar(select(model.id).where(model.code == code.strip().upper()))
    if found is None:
        known = ", ".join(reader.scalars(select(model.code).order_by(model.code)))
        raise Refusal(
            f"There is no {what} with the code “{code}”.", "Nothing was made.", f"Known: {known}."
        )
    return found


def _paper(arguments: argparse.Namespace) -> int:
    from safeguard_desk.papers import paper

    wanted = paper(arguments.kind)
    suffix = arguments.out.suffix.lower().lstrip(".")
    if suffix not in wanted.formats:
        raise Refusal(
            f"{wanted.title} cannot be written as “{arguments.out.name}”.",
            "Nothing was made.",
            f"Let the name end in {' or '.join('.' + f for f in wanted.formats)}.",
        )
    missing = [need for need in sorted(wanted.needs) if getattr(arguments, need) is None]
    if missing:
        raise Refusal(
            f"{wanted.title} is made for a {missing[0]}, and none is named.",
            "Nothing was made.",
            f"Add --{missing[0]}.",
        )
    if arguments.out.parent and not os.path.isdir(arguments.out.parent):
        raise Refusal(
            f"There is no folder {arguments.out.parent}.", "Nothing was made.", "Make it first."
        )
    with opened(arguments) as desk, desk.read() as reader:
        document = wanted.make(reader, _request(reader, wanted, arguments))
    from safeguard_desk.documents.writing import write

    write(document, arguments.out)
    print(arguments.out)
    return 0


def _request(reader: "Reader", wanted: "Paper", arguments: argparse.Namespace) -> "Request":
    from safeguard_desk.models import Board
    from safeguard_desk.papers import Request
    from safeguard_desk.rules.working_days import Quarter
    from safeguard_desk.views.meetings import meeting_id

    return Request(
        meeting_id=meeting_id(reader, arguments.meeting) if arguments.meeting else None,
        group_id=_group_id(reader, arguments.group),
        board_id=_by_code(reader, Board, arguments.board, "board") if arguments.board else None,
        quarter=Quarter.parse(arguments.quarter) if arguments.quarter else None,
        restricted=arguments.restricted,
        public=arguments.public,
    )


def _papers(arguments: argparse.Namespace) -> int:
    from safeguard_desk.papers import PAPERS

    kinds = [
        {
            "kind": paper.kind,
            "title": paper.title,
            "needs": sorted(paper.needs),
            "takes": sorted(paper.takes),
            "formats": list(paper.formats),
        }
        for paper in PAPERS.values()
    ]
    if arguments.json:
        show(kinds)
    else:
        table(
            ["Kind", "Needs", "Takes", "Formats"],
            [
                [str(k["kind"]), *(" ".join(map(str, k[n])) for n in ("needs", "takes", "formats"))]
                for k in kinds
            ],
        )
    return 0


def _search(arguments: argparse.Namespace) -> int:
    from safeguard_desk.desk import search

    with opened(arguments) as desk, desk.read() as reader:
        found = search.find(reader, " ".join(arguments.words))
    if arguments.json:
        show([{"kind": one.kind, "title": one.title, "excerpt": one.excerpt} for one in found])
    else:
        table(["Kind", "Title", "Text"], [[one.kind, one.title, one.excerpt] for one in found])
    return 0


def _history(arguments: argparse.Namespace) -> int:
    from sqlalchemy import select

    from safeguard_desk.registers import register

    wanted = register(arguments.what)
    with opened(arguments) as desk, desk.read() as reader:
        record_id = reader.scalar(
            select(wanted.id).select_from(wanted.source).where(wanted.ref == arguments.ref)
        )
        if record_id is None:
            raise Refusal(
                f"There is no {wanted.one} “{arguments.ref}”.",
                "Nothing was read.",
                f"See: list FILE {wanted.code}.",
            )
        changes = reader.history(wanted.kind, record_id)
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


def _clock(arguments: argparse.Namespace) -> int:
    from safeguard_desk.rules.clocks import due

    found = due(arguments.kind, day(arguments.date, "the clock"))
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
