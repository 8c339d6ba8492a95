"""The command of training's reach: reach."""

import argparse
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import Parsers, add, opened, show, table, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.views.reach import Part, Reach
    from safeguard_desk.views.reach_lines import Asked

_NUMBERS = ("Sessions", "Places", "Booked", "Attended", "Part", "DNA", "Cancelled", "Rate", "Exact")


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    told = with_file(
        add(
            parsers,
            "reach",
            _reach,
            "whom training reached: attendance by course, agency, side, role and level",
            "reach Harrow.desk --quarter 2026-Q2 --json",
        )
    )
    told.add_argument("--quarter", metavar="2026-Q2", help="a quarter; without it the year so far")
    told.add_argument("--year", metavar="2026", help="a financial year by its first half")
    told.add_argument("--from", dest="first", metavar="DATE", help="with --to: days of sessions")
    told.add_argument("--to", dest="last", metavar="DATE")
    told.add_argument("--side", choices=("children", "adults"), help="courses and agencies of it")
    told.add_argument(
        "--rows", action="store_true", help="the bookings that the figures are counted from"
    )
    with_json(told)


def asked(reader: "Reader", arguments: argparse.Namespace) -> "Asked":
    """Return of which time and side figures are asked."""
    from safeguard_desk.rules.periods import Period
    from safeguard_desk.rules.terms import Side
    from safeguard_desk.views.reach_lines import Asked
    from safeguard_desk.views.reach_times import between, usual

    side = Side(arguments.side) if arguments.side else None
    if arguments.first or arguments.last:
        if not (arguments.first and arguments.last):
            raise Refusal("One day is missing.", "Nothing was counted.", "Give --from and --to.")
        return between(arguments.first, arguments.last, reader.today, side)
    code = arguments.quarter or arguments.year
    return Asked.of(Period.parse(code) if code else usual(reader.today), side)


def _reach(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.reach import reach

    with opened(arguments) as desk, desk.read() as reader:
        found = reach(reader, asked(reader, arguments))
    if arguments.json:
        show(_rows(found) if arguments.rows else record(found))
    elif arguments.rows:
        headings = ["Session", "Date", "Course", "Delegate", "Agency", "Role", "Status"]
        table(headings, [[str(value) for value in one.values()] for one in _rows(found)])
    else:
        _tell(found)
    return 0


def record(found: "Reach") -> dict[str, Any]:
    """Return reach as JSON prints it."""
    return {
        "from": found.asked.first.isoformat(),
        "to": found.asked.last.isoformat(),
        "side": found.asked.side.value if found.asked.side else None,
        "courses": [
            {
                "ref": row.ref,
                "course": row.title,
                **row.numbers.plain(),
                "held": [
                    {"ref": one.ref, "date": one.held_on.isoformat(), **one.numbers.plain()}
                    for one in row.sessions
                ],
            }
            for row in found.courses
        ],
        "total": found.total.plain(),
        "people": found.people,
        "attended_by_delegate": found.known,
        "staff": found.staff,
        "staff_told_by": found.told_by,
        "agencies": [_part(one) for one in found.agencies],
        "sides": [_part(one) for one in found.sides],
        "roles": [_part(one) for one in found.roles],
        "levels": [_part(one) for one in found.levels],
        "never": [
            {
                "agency": one.name,
                "side": one.side.value,
                "staff": one.staff,
                "booked": one.booked,
                "last_attended": one.last_on.isoformat() if one.last_on else None,
            }
            for one in found.never
        ],
        "heat": [
            {"agency": agency[1], "course": course[1], "attended": number}
            for agency in found.heat.agencies
            for course in found.heat.courses
            if (number := found.heat.counts.get((agency[0], course[0]), 0))
        ],
    }


def _part(one: "Part") -> dict[str, Any]:
    share = one.take_up
    return {
        "name": one.title,
        "booked": one.booked,
        "attended": one.attended,
        "part_attended": one.part_attended,
        "did_not_attend": one.did_not_attend,
        "cancelled": one.cancelled,
        "people": one.people,
        "share": share.share,
        "staff": share.staff,
        "workforce_share": share.workforce_share,
        "points": share.points,
        "per_hundred_staff": share.per_hundred,
    }


def _rows(found: "Reach") -> list[dict[str, Any]]:
    return [
        {
            "session": one.session,
            "date": one.held_on.isoformat(),
            "course": one.course,
            "delegate": one.delegate,
            "agency": one.agency,
            "role": one.role,
            "status": one.state.value,
        }
        for one in found.lines
    ]


def _tell(found: "Reach") -> None:
    from safeguard_desk.rules.dates import write_date

    print(f"Sessions from {write_date(found.asked.first)} to {write_date(found.asked.last)}")
    rows = [[row.title, *_numbers(row.numbers)] for row in found.courses]
    table(["Course", *_NUMBERS], [*rows, ["Total", *_numbers(found.total)]])
    for title, parts in (
        ("Agency", found.agencies),
        ("Side", found.sides),
        ("Role", found.roles),
        ("Level", found.levels),
    ):
        print()
        table(
            [title, "Booked", "Attended", "Share", "Staff", "Of workforce", "Points"],
            [_words(one) for one in parts],
        )
    if found.never:
        print("\nNobody came of: " + "; ".join(one.name for one in found.never))


def _numbers(one: Any) -> list[str]:
    exact = "–" if one.exact_rate is None else f"{one.exact_rate}%"
    counts = (one.sessions, one.places, one.booked, one.attended, one.part_attended)
    rest = (one.did_not_attend, one.cancelled)
    return [*map(str, (*counts, *rest)), one.rate_words, exact]


def _words(one: "Part") -> list[str]:
    share = one.take_up
    return [
        *(one.title, str(one.booked), str(one.attended), _percent(share.share)),
        *("–" if share.staff is None else str(share.staff), _percent(share.workforce_share)),
        "–" if share.points is None else f"{share.points:+g}",
    ]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value}%"
