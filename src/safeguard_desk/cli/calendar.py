"""Commands that do a year's work: calendar, plan-year."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.codes import group_id
from safeguard_desk.cli.common import (
    Parsers,
    add,
    clock,
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
    from datetime import time

    from safeguard_desk.desk.reading import Reader
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.rules.rhythm import Rhythm
    from safeguard_desk.rules.year import Proposal
    from safeguard_desk.views.calendar import Body


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    calendar = with_file(
        add(
            parsers,
            "calendar",
            _calendar,
            "write meetings as a calendar file: all, a group's, or one",
            "calendar Harrow.desk --group QA -o qa.ics",
        )
    )
    calendar.add_argument("-o", "--out", required=True, type=Path, metavar="OUT.ics")
    which = calendar.add_mutually_exclusive_group()
    which.add_argument("--group", metavar="CODE")
    which.add_argument("--meeting", metavar="REF")
    plan = with_file(
        add(
            parsers,
            "plan-year",
            _plan_year,
            "plan a year's meetings from a rule, round holidays and clashes",
            'plan-year Harrow.desk --group QA --year 2027 --rule "monthly, first Monday, 10:00"',
        )
    )
    plan.add_argument("--group", required=True, metavar="CODE", help="a group or a board")
    plan.add_argument("--rule", metavar="WORDS", help="how often it meets; kept for next time")
    plan.add_argument("--year", metavar="2027", help="the financial year; the next one")
    plan.add_argument("--venue", metavar="WORDS", help="where; as kept for the group")
    plan.add_argument("--dry-run", action="store_true", help="only tell what would be planned")
    plan.add_argument(
        "--anyway", action="store_true", help="plan also the dates that find no free day"
    )
    with_json(plan)


def _calendar(arguments: argparse.Namespace) -> int:
    place_for(arguments.out, ".ics")
    from safeguard_desk.documents.saving import save
    from safeguard_desk.exchange import calendar
    from safeguard_desk.views.meetings import meeting_id

    now = clock(arguments)()
    with opened(arguments) as desk, desk.read() as reader:
        if arguments.meeting:
            data = calendar.of_meeting(reader, meeting_id(reader, arguments.meeting), now)
        else:
            data = calendar.of_group(reader, group_id(reader, arguments.group), now)
    save(data, arguments.out)
    print(arguments.out)
    return 0


def _plan_year(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work import year as verbs

    def plan(uow: "UnitOfWork") -> tuple[list[dict[str, Any]], dict[str, Any]]:
        asked = _asked(uow.reader, arguments)
        dates = _dates(uow.reader, asked)
        chosen = [
            verbs.Chosen(
                *(one["day"], asked["at"], asked["venue"], asked["length"]),
                anyway=arguments.anyway,
            )
            for one in dates
            if not one["standing"] and (arguments.anyway or not one["clashes"])
        ]
        if not chosen:
            raise Refusal(
                f"There is no date to plan for {asked['body'].code} in {asked['year']}.",
                "Nothing was planned.",
                "Look at them with --dry-run; --anyway plans those that clash.",
            )
        refs = verbs.plan_year(
            uow, asked["body"].id, chosen, rule=asked["rule"], venue=asked["venue"]
        )
        days = {one.held_on: ref for one, ref in zip(chosen, refs, strict=True)}
        return [one | {"ref": days.get(one["day"])} for one in dates], asked

    with opened(arguments, writing=not arguments.dry_run) as desk:
        if arguments.dry_run:
            with desk.read() as reader:
                asked = _asked(reader, arguments)
                dates = [one | {"ref": None} for one in _dates(reader, asked)]
        else:
            dates, asked = desk.change(f"Plan the year of {arguments.group.upper()}", plan).result
    _tell(arguments, asked, dates)
    return 0


def _asked(reader: "Reader", arguments: argparse.Namespace) -> dict[str, Any]:
    """Return what is to be planned: whose, by which rule, in which year, when and where."""
    from datetime import date

    from safeguard_desk.rules.rhythm import read_rhythm
    from safeguard_desk.rules.working_days import financial_year
    from safeguard_desk.views import calendar

    body = _body(reader, arguments.group)
    rule = arguments.rule or body.rhythm
    if not rule:
        raise Refusal(
            f"How often {body.code} meets is not known yet.",
            "Nothing was planned.",
            'Add --rule, as in --rule "every second month, second Tuesday, 10:00".',
        )
    rhythm = read_rhythm(rule)
    at: time = calendar.time_of(rhythm, calendar.last_before(reader, body.id, date.max))
    return {
        "body": body,
        "rule": rule,
        "rhythm": rhythm,
        "year": year(arguments.year) if arguments.year else financial_year(reader.today) + 1,
        "venue": body.venue if arguments.venue is None else arguments.venue,
        "at": at,
        "length": rhythm.length_minutes,
    }


def _body(reader: "Reader", code: str) -> "Body":
    from safeguard_desk.views.calendar import bodies

    found = bodies(reader)
    for one in found:
        if one.code == code.strip().upper():
            return one
    known = ", ".join(one.code for one in found)
    raise Refusal(
        f"There is no group or board with the code “{code}”.",
        "Nothing was planned.",
        f"Known: {known}.",
    )


def _dates(reader: "Reader", asked: dict[str, Any]) -> list[dict[str, Any]]:
    from safeguard_desk.rules.year import write_why
    from safeguard_desk.views.calendar import propose_year

    rhythm: Rhythm = asked["rhythm"]
    found: list[Proposal] = propose_year(
        reader, asked["body"], rhythm, asked["year"], venue=asked["venue"]
    )
    return [
        {
            "day": one.held_on,
            "wanted": one.wanted,
            "moved": one.moved and not one.standing,
            "why": list(one.why),
            "clashes": list(one.clashes),
            "standing": one.standing or None,
            "words": write_why(one),
        }
        for one in found
    ]


def _tell(
    arguments: argparse.Namespace, asked: dict[str, Any], dates: list[dict[str, Any]]
) -> None:
    at = f"{asked['at']:%H:%M}"
    if arguments.json:
        named = ("moved", "why", "clashes", "standing", "ref")
        show(
            {
                "group": asked["body"].code,
                "year": asked["year"],
                "rule": asked["rule"],
                "planned": [one["ref"] for one in dates if one["ref"]],
                "dates": [
                    {"date": one["day"].isoformat(), "wanted": one["wanted"].isoformat()}
                    | {"time": at}
                    | {name: one[name] for name in named}
                    for one in dates
                ],
            }
        )
        return
    left_out = sum(bool(one["clashes"]) and not one["ref"] for one in dates)
    rows = [
        [one["ref"] or one["standing"] or "", f"{one['day']:%a %d %b %Y}", at, one["words"]]
        for one in dates
    ]
    table(["Planned", "Date", "Time", "Why"], rows)
    if left_out and not arguments.dry_run:
        note(f"{left_out} not planned, for want of a free day; --anyway plans them too.")
