"""Commands on reports to the boards: reports, report."""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import by_code, group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    needed,
    opened,
    place_for,
    show,
    table,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk
    from safeguard_desk.documents.numbers import Change, Line
    from safeguard_desk.views.reports import ReportHead

_DOES = ("new", "say", "show", "figures", "compare", "issue", "withdraw", "remove")


def add_commands(parsers: Parsers) -> None:
    """Add the commands."""
    with_json(
        with_file(
            add(parsers, "reports", _reports, "list reports to the boards", "reports Harrow.desk")
        )
    )
    parser = add(
        parsers,
        "report",
        _report,
        "begin a report, comment on it, look at its figures, compare, issue or withdraw it",
        "report new Harrow.desk --kind board-report --board HSCB --period 2026-Q3",
    )
    parser.add_argument("does", choices=_DOES, metavar="DOES", help=", ".join(_DOES))
    with_file(parser)
    parser.add_argument("--ref", metavar="REF", help="which report; all but “new” need it")
    parser.add_argument("--kind", metavar="KIND", default="board-report", help="of paper")
    parser.add_argument("--board", metavar="CODE")
    parser.add_argument("--group", metavar="CODE")
    parser.add_argument("--period", metavar="2026-Q3", help="a quarter, or a year as 2026")
    parser.add_argument("--public", action="store_true", help="the edition for publication")
    parser.add_argument("--restricted", action="store_true", help="with the restricted part")
    parser.add_argument("--under", metavar="HEADING", default="", help="where commentary stands")
    parser.add_argument("--words", metavar="TEXT", help="commentary, or why it is withdrawn")
    parser.add_argument("--with", dest="other", metavar="REF", help="an issued report to compare")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT", help="where “show” writes it")
    with_json(parser)


def _reports(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views import reports

    with opened(arguments) as desk, desk.read() as reader:
        found = reports.listed(reader)
    if arguments.json:
        show([_record(one) for one in found])
        return 0
    table(
        ["Ref", "Report", "Period", "State", "Issued"],
        [
            [one.ref, one.title, one.period, one.state.label, str(one.issued_on or "")]
            for one in found
        ],
    )
    return 0


def _record(one: "ReportHead") -> dict[str, Any]:
    return {
        "ref": one.ref,
        "title": one.title,
        "kind": one.kind,
        "board": one.board or None,
        "group": one.group or None,
        "period": one.period,
        "public": one.public,
        "state": one.state.value,
        "issued_on": one.issued_on.isoformat() if one.issued_on else None,
    }


def _report(arguments: argparse.Namespace) -> int:
    writing = arguments.does not in {"show", "figures", "compare"}
    does = {
        "new": _new,
        "say": _say,
        "show": _show,
        "figures": _figures,
        "compare": _compare,
        "issue": _issue,
        "withdraw": _withdraw,
        "remove": _remove,
    }
    with opened(arguments, writing=writing) as desk:
        return does[arguments.does](desk, arguments)


def _head(desk: "Desk", ref: str | None) -> "ReportHead":
    from safeguard_desk.views import reports

    with desk.read() as reader:
        return reports.find(reader, needed(ref, "--ref"))


def _new(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.models import Board
    from safeguard_desk.papers import reporting
    from safeguard_desk.work import reports as verbs

    with desk.read() as reader:
        board = by_code(reader, Board, arguments.board, "board") if arguments.board else None
        group = group_id(reader, arguments.group)
        wanted = reporting.proposed(
            reader,
            arguments.kind,
            arguments.period or "",
            board_id=board,
            group_id=group,
            public=arguments.public,
            restricted=arguments.restricted,
        )
    made = desk.change("Begin a report", partial(verbs.begin, **wanted)).result
    head = _by_id(desk, made.id)
    if arguments.json:
        show(_record(head))
    else:
        print(head.ref)
    return 0


def _by_id(desk: "Desk", report_id: str) -> "ReportHead":
    from safeguard_desk.views import reports

    with desk.read() as reader:
        return reports.head(reader, report_id)


def _say(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.documents.numbers import sections
    from safeguard_desk.papers import reporting
    from safeguard_desk.work import reports as verbs

    head = _head(desk, arguments.ref)
    with desk.read() as reader:
        known = sections(reporting.bare(reader, head))
    under = next((one for one in known if one.casefold() == arguments.under.casefold()), None)
    if under is None and arguments.under:
        raise Refusal(
            f"The report has no heading “{arguments.under}”.",
            "Nothing was written.",
            f"Its headings: {'; '.join(known)}.",
        )
    words = sys.stdin.read() if arguments.words == "-" else needed(arguments.words, "--words")
    verb = partial(verbs.say, report_id=head.id, section=under or "", text=words)
    desk.change(f"Comment on {head.ref}", verb)
    print(f"{head.ref}: commentary under {under or 'its beginning'}")
    return 0


def _show(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.documents.saving import save
    from safeguard_desk.exchange import issuing

    head = _head(desk, arguments.ref)
    out = arguments.out
    if out is None or out.suffix.lower() not in {".pdf", ".docx"}:
        raise Refusal("There is no place for the report.", "Nothing was made.", "Add -o NAME.pdf")
    place_for(out)
    save(issuing.looked_at(desk, head.id, out.suffix.lower().lstrip(".")), out)
    print(out)
    return 0


def _lines(desk: "Desk", head: "ReportHead") -> "tuple[Line, ...]":
    from safeguard_desk.papers import reporting

    with desk.read() as reader:
        return reporting.figures(reader, head)


def _figures(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.behind import keys, rows

    head = _head(desk, arguments.ref)
    found = _lines(desk, head)
    if not arguments.json:
        heads = ["Section", "Part", "Row", "Column", "Value"]
        table(heads, [[*line.key, line.value] for line in found])
        return 0
    told = []
    with desk.read() as reader:
        for line in found:
            behind = rows(reader, keys(reader, line.behind), restricted=head.restricted)
            told.append(
                {
                    "section": line.section,
                    "part": line.part,
                    "row": line.row,
                    "column": line.column,
                    "value": line.value,
                    "rows": [{"kind": one.kind, "ref": one.ref} for one in behind],
                }
            )
    show(told)
    return 0


def _compare(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.documents.numbers import compare

    after = _head(desk, arguments.ref)
    before = _head(desk, needed(arguments.other, "--with"))
    changes = compare(_lines(desk, before), _lines(desk, after))
    if arguments.json:
        show([vars(one) for one in changes])
        return 0
    table(["Section", "What", "Before", "After"], [_changed(one) for one in changes])
    print(f"{len(changes)} differ between {before.ref} and {after.ref}")
    return 0


def _changed(one: "Change") -> list[str]:
    what = ", ".join(filter(None, (one.part, one.row, one.column)))
    return [one.section, what, one.before or "–", one.after or "–"]


def _issue(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange import issuing

    print(f"{issuing.issue(desk, _head(desk, arguments.ref).id).result} is issued")
    return 0


def _withdraw(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.work import reports as verbs

    head = _head(desk, arguments.ref)
    verb = partial(verbs.withdraw, report_id=head.id, reason=arguments.words or "")
    desk.change(f"Withdraw {head.ref}", verb)
    print(f"{head.ref} is withdrawn")
    return 0


def _remove(desk: "Desk", arguments: argparse.Namespace) -> int:
    from safeguard_desk.work import reports as verbs

    head = _head(desk, arguments.ref)
    desk.change(f"Remove {head.ref}", partial(verbs.remove, report_id=head.id))
    print(f"{head.ref} is removed")
    return 0
