"""Commands that make papers: paper, papers."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_desk.cli import packs
from safeguard_desk.cli.codes import by_code, group_id, person_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    note,
    opened,
    place_for,
    show,
    table,
    with_file,
    with_json,
    year,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.papers import Paper, Request


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
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
    paper.add_argument("--agency", metavar="NAME", help="by its name or short name")
    paper.add_argument("--owner", metavar="INITIALS", help="whose actions")
    paper.add_argument("--quarter", metavar="2026-Q3")
    paper.add_argument("--from", dest="first", metavar="DATE", help="first day of a period")
    paper.add_argument("--to", dest="last", metavar="DATE", help="last day of a period")
    paper.add_argument("--year", metavar="2027", help="a financial year by its first half")
    paper.add_argument("--record", metavar="REF", help="any record by its reference")
    paper.add_argument("--matter", metavar="TITLE", help="a matter by its title, or its id")
    paper.add_argument("--audit", metavar="REF")
    paper.add_argument("--inspection", metavar="REF")
    paper.add_argument("--product", metavar="REF", help="a learning product")
    paper.add_argument("--round", metavar="REF", help="a round of self-assessment")
    paper.add_argument("--course", metavar="REF", help="a course of the training programme")
    paper.add_argument("--session", metavar="REF", help="a session, by its reference or code")
    paper.add_argument("--restricted", action="store_true", help="with the restricted part")
    paper.add_argument("--public", action="store_true", help="the copy for publication")
    paper.add_argument("--case", dest="review", metavar="CASE", help="a case by its code name")
    paper.add_argument(
        "--comments",
        action="store_true",
        help="minutes for comments, with numbered lines, to be read back",
    )
    paper.add_argument("--review", dest="old", nargs="?", const="", help=argparse.SUPPRESS)
    paper.add_argument("--edition", choices=("full", "open", "member"), help="of the pack")
    paper.add_argument("--person", metavar="INITIALS", help="whose pack, with --edition member")
    paper.add_argument("--issue", action="store_true", help="record the pack as issued")
    with_json(
        add(parsers, "papers", _papers, "list the kinds of paper and what each needs", "papers")
    )


_OPTION = {"review": "case"}
"""What an option is called, where that is not what a paper needs."""


def _paper(arguments: argparse.Namespace) -> int:
    from safeguard_desk.papers import make, paper

    if arguments.kind.strip().lower() == packs.KIND:
        return packs.write(arguments)
    wanted = paper(arguments.kind)
    suffix = arguments.out.suffix.lower().lstrip(".")
    if suffix not in wanted.formats:
        raise Refusal(
            f"{wanted.title} cannot be written as “{arguments.out.name}”.",
            "Nothing was made.",
            f"Let the name end in {' or '.join('.' + f for f in wanted.formats)}.",
        )
    _read_review(arguments)
    missing = [need for need in sorted(wanted.needs) if getattr(arguments, need) is None]
    if missing:
        raise Refusal(
            f"{wanted.title} is made for a {_OPTION.get(missing[0], missing[0])}, none is named.",
            "Nothing was made.",
            f"Add --{_OPTION.get(missing[0], missing[0])}.",
        )
    place_for(arguments.out)
    arguments.period = _period(arguments)
    named = ("group", "meeting", "board", "agency", "owner", "quarter", "period", "year")
    things = ("matter", "record", "audit", "inspection", "product", "round", "course", "session")
    for option in (*named, *things):
        if getattr(arguments, option) is not None and option not in wanted.needs | wanted.takes:
            called = _OPTION.get(option, option)
            note(f"{wanted.title} is not made for a {called}: --{called} says nothing here.")
    if arguments.comments and wanted.kind != "minutes":
        note(f"Only minutes are made for comments: --comments says nothing of {wanted.title}.")
        arguments.comments = False
    with opened(arguments) as desk, desk.read() as reader:
        document = make(wanted.kind, reader, _request(reader, wanted, arguments))
    from safeguard_desk.documents.writing import write

    write(document, arguments.out)
    print(arguments.out)
    return 0


def _read_review(arguments: argparse.Namespace) -> None:
    """Read --review as it was until there were --case CASE and --comments for its two meanings."""
    if arguments.old:
        arguments.review = arguments.review or arguments.old
    elif arguments.old is not None:
        arguments.comments = True


def _request(reader: "Reader", wanted: "Paper", arguments: argparse.Namespace) -> "Request":
    from safeguard_desk.models import Board
    from safeguard_desk.papers import Request
    from safeguard_desk.rules.working_days import Quarter
    from safeguard_desk.views.figure_scopes import agency_id
    from safeguard_desk.views.meetings import meeting_id

    return Request(
        meeting_id=meeting_id(reader, arguments.meeting) if arguments.meeting else None,
        group_id=group_id(reader, arguments.group),
        board_id=by_code(reader, Board, arguments.board, "board") if arguments.board else None,
        agency_id=agency_id(reader, arguments.agency) if arguments.agency else None,
        owner_id=person_id(reader, arguments.owner) if arguments.owner else None,
        period=arguments.period,
        quarter=Quarter.parse(arguments.quarter) if arguments.quarter else None,
        year=year(arguments.year) if arguments.year else None,
        about=_about(reader, arguments),
        restricted=arguments.restricted,
        public=arguments.public,
        review=arguments.comments,
    )


def _about(reader: "Reader", arguments: argparse.Namespace) -> tuple[str, str] | None:
    """Return the record that a paper is asked about: a case, an inspection, an audit, a matter."""
    from safeguard_desk.views import (
        assessments,
        audits,
        evaluation_session,
        inspections,
        kirkpatrick,
        matter_history,
        products,
        reviews,
        thread,
    )

    finders = (
        ("review", "reviews", reviews.find_id),
        ("course", "courses", kirkpatrick.find_course),
        ("session", "training_sessions", evaluation_session.find_session),
        ("round", "assessment_rounds", assessments.find_id),
        ("inspection", "inspections", inspections.find_id),
        ("product", "learning_products", products.find_id),
        ("audit", "audits", audits.find_id),
        ("matter", "matters", matter_history.find),
    )
    if arguments.record:
        return thread.find(reader, arguments.record)
    for option, kind, find in finders:
        if given := getattr(arguments, option):
            return kind, find(reader, given)
    return None


def _period(arguments: argparse.Namespace) -> tuple[date, date] | None:
    """Return the period asked for; refuses one with a single end, or that ends before it begins."""
    if arguments.first is None and arguments.last is None:
        return None
    if arguments.first is None or arguments.last is None:
        raise Refusal("A period needs both its ends.", "Nothing was made.", "Add --from and --to.")
    first, last = day(arguments.first, "--from"), day(arguments.last, "--to")
    if last < first:
        raise Refusal(
            "The period ends before it begins.", "Nothing was made.", "Turn --from and --to round."
        )
    return first, last


def _papers(arguments: argparse.Namespace) -> int:
    from safeguard_desk.papers import PAPERS

    kinds: list[dict[str, object]] = [
        {
            "kind": paper.kind,
            "title": paper.title,
            "needs": sorted(paper.needs),
            "takes": sorted(paper.takes),
            "formats": list(paper.formats),
        }
        for paper in PAPERS.values()
    ]
    kinds.append(packs.LISTED)
    if arguments.json:
        show(kinds)
    else:
        table(
            ["Kind", "Needs", "Takes", "Formats"],
            [
                [str(k["kind"]), *(_joined(k[n]) for n in ("needs", "takes", "formats"))]
                for k in kinds
            ],
        )
    return 0


def _joined(words: object) -> str:
    return " ".join(map(str, words)) if isinstance(words, list) else ""
