"""Commands that do a meeting's work: plan, capture, minutes."""

import argparse
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    needed,
    opened,
    show,
    today,
    with_file,
    with_json,
)
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.views.meetings import MeetingHead

STATES = (
    *("with_co_chairs", "draft", "approved", "circulated", "amendment", "ratified", "correction"),
)
LARGEST = 5_000_000


def add_commands(parsers: Parsers) -> None:
    """Add the commands of this family."""
    plan = with_file(
        add(
            parsers,
            "plan",
            _plan,
            "plan a meeting with its standing agenda; prints its reference",
            "plan Harrow.desk --group QA --date 2026-11-17 --time 10:00",
        )
    )
    plan.add_argument("--group", required=True, metavar="CODE")
    plan.add_argument("--date", required=True, metavar="DATE")
    plan.add_argument("--time", default="10:00", metavar="HH:MM")
    plan.add_argument("--length", type=int, metavar="MINUTES", help="the group's usual one")
    plan.add_argument("--venue", default="", help="where it is held")
    plan.add_argument("--link", default="", metavar="ADDRESS", help="where it is held online")
    with_json(plan)
    capture = with_file(
        add(
            parsers,
            "capture",
            _capture,
            "minute a meeting from typed quick-capture lines",
            "capture Harrow.desk --meeting QA-2026-11-17 notes.txt",
        )
    )
    capture.add_argument("--meeting", required=True, metavar="REF")
    capture.add_argument("notes", type=Path, metavar="NOTES.txt")
    with_json(capture)
    _add_before(parsers)
    _add_minutes(parsers)


def _add_before(parsers: Parsers) -> None:
    """Add what is done before a meeting: its agenda built, its return forms made."""
    build = with_file(
        add(
            parsers,
            "build",
            _build,
            "build a meeting's agenda from what should be on it",
            "build Harrow.desk --meeting QA-2026-11-17 --dry-run",
        )
    )
    build.add_argument("--meeting", required=True, metavar="REF")
    build.add_argument("--dry-run", action="store_true", help="only tell what would be added")
    with_json(build)
    forms = with_file(
        add(
            parsers,
            "returns",
            _returns,
            "make a pre-meeting return form for each agency",
            "returns Harrow.desk --meeting QA-2026-11-17 --to forms",
        )
    )
    forms.add_argument("--meeting", required=True, metavar="REF")
    forms.add_argument("--to", required=True, type=Path, metavar="FOLDER")
    with_json(forms)


def _add_minutes(parsers: Parsers) -> None:
    minutes = with_file(
        add(
            parsers,
            "minutes",
            _minutes,
            "take a meeting's minutes to their next state, amend or correct them",
            "minutes Harrow.desk --meeting QA-2026-11-17 --to approved --by DN",
        )
    )
    minutes.add_argument("--meeting", required=True, metavar="REF")
    minutes.add_argument("--to", required=True, choices=STATES)
    minutes.add_argument("--by", metavar="INITIALS", help="the co-chair who approves")
    minutes.add_argument("--at", metavar="REF", help="the later meeting that ratifies")
    minutes.add_argument(
        "--words", default="", help="the amendment or correction, or why it goes back to draft"
    )
    minutes.add_argument(
        "--restricted", action="store_true", help="the amendment is of the restricted part"
    )
    with_json(minutes)


def _time(text: str) -> time:
    hours, _, minutes = text.replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise Refusal(
            f"“{text}” is no time of day.", "Nothing was planned.", "Write it as 10:00."
        ) from None


def _plan(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work import planning

    held_on = day(arguments.date, "the meeting", today(arguments))
    starts_at = _time(arguments.time)

    def plan(uow: "UnitOfWork") -> tuple[str, str]:
        group = planning.group_by_code(uow, arguments.group)
        place = {"venue": arguments.venue, "link": arguments.link}
        meeting = planning.plan_meeting(uow, group.id, held_on, starts_at, **place)
        if arguments.length is not None:
            planning.arrange(
                uow, meeting.id, starts_at=starts_at, length_minutes=arguments.length, **place
            )
        return meeting.ref, group.code

    with opened(arguments, writing=True) as desk:
        ref, code = desk.change("Plan a meeting", plan).result
    if arguments.json:
        show({"ref": ref, "group": code, "date": held_on.isoformat(), "time": f"{starts_at:%H:%M}"})
    else:
        print(ref)
    return 0


def _capture(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work.capturing import capture

    text = _notes(arguments.notes)
    with opened(arguments, writing=True) as desk:
        done = desk.change(
            f"Minute {arguments.meeting}",
            lambda uow: capture(uow, meeting_id(uow.reader, arguments.meeting), text),
        ).result
    if arguments.json:
        doubts = [{"line": n, "text": line, "doubt": d} for n, line, d in done.doubts]
        taken = [{"line": n, "text": line, "taken_as": one.words} for n, line, one in done.taken]
        counts: dict[str, Any] = {"entries": done.entries, "actions": list(done.actions)}
        show(counts | {"closed": list(done.closed), "lines": taken, "doubts": doubts})
        return 0
    for number, line, one in done.taken:
        print(f"{number:4}  {one.words:32}  {line.strip()}")
    for number, line, doubt in done.doubts:
        print(f"line {number}: {doubt} (typed: {line.strip()})")
    print(f"{done.entries} entries, {len(done.actions)} actions, {len(done.doubts)} doubts.")
    return 0


def _notes(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(
                f"{path.name} is too long for the notes of a meeting.",
                "Nothing was captured.",
                "Choose the right file.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"{path} could not be read: {error.strerror}.",
            "Nothing was captured.",
            "Look whether the file is there.",
        ) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # what Notepad calls Unicode
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Refusal(
            f"{path.name} is no text file.", "Nothing was captured.", "Save it as plain text."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _minutes(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.meetings import head, meeting_id
    from safeguard_desk.work import approving

    def move(uow: "UnitOfWork") -> "MeetingHead":
        found = meeting_id(uow.reader, arguments.meeting)
        if arguments.to == "with_co_chairs":
            approving.send_to_co_chairs(uow, found)
        elif arguments.to == "draft":
            approving.return_to_draft(uow, found, arguments.words)
        elif arguments.to == "approved":
            for person_id in _approvers(uow, found, arguments.by):
                approving.approve(uow, found, person_id)
        elif arguments.to == "circulated":
            approving.circulate(uow, found)
        elif arguments.to in _WORDED:
            _WORDED[arguments.to](uow, found, arguments)
        else:
            later = meeting_id(uow.reader, needed(arguments.at, "--at REF"))
            approving.ratify(uow, found, later, amendments=arguments.words)
        uow.flush()
        return head(uow.reader, found)

    with opened(arguments, writing=True) as desk:
        moved = desk.change(f"Minutes of {arguments.meeting}: {arguments.to}", move).result
    if arguments.json:
        show({"ref": moved.ref, "minutes": moved.minutes_state.value})
    else:
        print(moved.minutes_state.value)
    return 0


def _amend(uow: "UnitOfWork", meeting_id: str, arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import approving

    approving.amend(uow, meeting_id, arguments.words, restricted=arguments.restricted)


def _correct(uow: "UnitOfWork", meeting_id: str, arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import approving

    approving.correct(uow, meeting_id, arguments.words, restricted=arguments.restricted)


_WORDED = {"amendment": _amend, "correction": _correct}


def _approvers(uow: "UnitOfWork", meeting_id: str, initials: str | None) -> list[str]:
    """Return who approves: the person named, or every co-chair who has not yet."""
    from sqlalchemy import select

    from safeguard_desk.models import Person
    from safeguard_desk.work import approving

    if initials is None:
        given = approving.approvals(uow, meeting_id)
        return [p.id for p in approving.co_chairs(uow, meeting_id) if p.id not in given]
    named = select(Person).where(Person.initials == initials.strip().upper())
    # Who has left may still approve what was minuted before; who is there now comes first.
    person = uow.find(named.order_by(Person.ended_on.is_not(None), Person.ended_on.desc()))
    if person is None:
        raise Refusal(
            f"Nobody has the initials {initials}.", "Nothing was approved.", "See: list people."
        )
    return [person.id]


def _build(arguments: argparse.Namespace) -> int:
    from safeguard_desk.views.building import proposals
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work.building import build_agenda

    with opened(arguments, writing=not arguments.dry_run) as desk:
        with desk.read() as reader:
            found = meeting_id(reader, arguments.meeting)
            proposed = proposals(reader, found)
        if not arguments.dry_run:
            desk.change("Build the agenda", lambda uow: build_agenda(uow, found))
    if arguments.json:
        show(
            [
                {
                    "title": one.title,
                    "reason": one.reason,
                    "kind": one.kind.value,
                    "minutes": one.minutes,
                    "purpose": one.purpose.value,
                    "presenter": one.presenter,
                    "restricted": one.restricted,
                    "under": one.under if one.line else "",
                }
                for one in proposed
            ]
        )
        return 0
    for one in proposed:
        print(f"{one.title}: {one.reason}")
    print(f"{'Would be added' if arguments.dry_run else 'Added'}: {len(proposed)}")
    return 0


def _returns(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.returns import make_forms
    from safeguard_desk.views.meetings import meeting_id

    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            found = meeting_id(reader, arguments.meeting)
        made = make_forms(desk, found, arguments.to).result
    if arguments.json:
        show({"files": [path.name for path in made.files], "agencies": made.agencies})
    else:
        print(made.words)
    return 0
