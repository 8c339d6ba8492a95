"""Commands that do a meeting's work: plan, capture, minutes, action, import."""

import argparse
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli.common import Parsers, add, day, opened, show, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.unit_of_work import UnitOfWork
    from safeguard_desk.models import Action

STATES = ("with_co_chairs", "draft", "approved", "circulated", "ratified")
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
    plan.add_argument("--venue", default="")
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
    _add_minutes(parsers)
    _add_action(parsers)
    _add_import(parsers)


def _add_minutes(parsers: Parsers) -> None:
    minutes = with_file(
        add(
            parsers,
            "minutes",
            _minutes,
            "take a meeting's minutes to their next state",
            "minutes Harrow.desk --meeting QA-2026-11-17 --to approved --by DN",
        )
    )
    minutes.add_argument("--meeting", required=True, metavar="REF")
    minutes.add_argument("--to", required=True, choices=STATES)
    minutes.add_argument("--by", metavar="INITIALS", help="the co-chair who approves")
    minutes.add_argument("--at", metavar="REF", help="the later meeting that ratifies")
    minutes.add_argument("--words", default="", help="amendments, or why it goes back to draft")


def _add_import(parsers: Parsers) -> None:
    bring = add(
        parsers,
        "import",
        _import,
        "bring in a table; a second import of the same changes nothing",
        "import members Harrow.desk members.csv --dry-run",
    )
    bring.add_argument("what", choices=("members",), metavar="WHAT", help="members")
    with_file(bring)
    bring.add_argument("source", type=Path, metavar="SOURCE")
    bring.add_argument("--group", metavar="CODE", help="for tables without a Group column")
    bring.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    with_json(bring)


def _add_action(parsers: Parsers) -> None:
    action = with_file(
        add(
            parsers,
            "action",
            _action,
            "take an action through its life",
            'action Harrow.desk QA-0142 complete --words "Toolkit published"',
        )
    )
    action.add_argument("ref", metavar="REF")
    action.add_argument("verb", choices=tuple(_VERBS))
    action.add_argument("--words", default="", help="the update, the evidence or the reason")
    action.add_argument("--meeting", metavar="REF", help="the meeting that agrees to close it")
    action.add_argument("--due", metavar="DATE", help="the new due date")


def _time(text: str) -> time:
    hours, _, minutes = text.replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise Refusal(
            f"“{text}” is no time of day.", "Nothing was planned.", "Write it as 10:00."
        ) from None


def _plan(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work.planning import group_by_code, plan_meeting

    held_on = day(arguments.date, "the meeting")
    starts_at = _time(arguments.time)

    def plan(uow: "UnitOfWork") -> tuple[str, str]:
        group = group_by_code(uow, arguments.group)
        meeting = plan_meeting(uow, group.id, held_on, starts_at, venue=arguments.venue)
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

    def move(uow: "UnitOfWork") -> str:
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
        else:
            later = meeting_id(uow.reader, _needed(arguments.at, "--at REF"))
            approving.ratify(uow, found, later, amendments=arguments.words)
        uow.flush()
        return head(uow.reader, found).minutes_state.value

    with opened(arguments, writing=True) as desk:
        print(desk.change(f"Minutes of {arguments.meeting}: {arguments.to}", move).result)
    return 0


def _needed(value: str | None, option: str) -> str:
    if not value:
        raise Refusal(f"{option} is missing.", "Nothing was changed.", f"Add {option}.")
    return value


def _approvers(uow: "UnitOfWork", meeting_id: str, initials: str | None) -> list[str]:
    """Return who approves: the person named, or every co-chair who has not yet."""
    from sqlalchemy import select

    from safeguard_desk.models import Person
    from safeguard_desk.work import approving

    if initials is None:
        given = approving.approvals(uow, meeting_id)
        return [p.id for p in approving.co_chairs(uow, meeting_id) if p.id not in given]
    person = uow.find(select(Person).where(Person.initials == initials.upper()))
    if person is None:
        raise Refusal(
            f"Nobody has the initials {initials}.", "Nothing was approved.", "See: list people."
        )
    return [person.id]


def _update(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.update(uow, action.id, arguments.words)


def _complete(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.complete(uow, action.id, arguments.words)


def _close(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.views.meetings import meeting_id
    from safeguard_desk.work import actions

    found = meeting_id(uow.reader, _needed(arguments.meeting, "--meeting REF"))
    actions.close(uow, action.id, found, evidence=arguments.words)


def _hold(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.hold(uow, action.id, arguments.words)


def _open(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.resume(uow, action.id, arguments.words)


def _cancel(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    actions.cancel(uow, action.id, arguments.words)


def _move(uow: "UnitOfWork", action: "Action", arguments: argparse.Namespace) -> None:
    from safeguard_desk.work import actions

    due: date = day(_needed(arguments.due, "--due DATE"), "the due date", uow.today)
    actions.move_due(uow, action.id, due, arguments.words)


_VERBS = {
    "update": _update,
    "complete": _complete,
    "close": _close,
    "hold": _hold,
    "open": _open,
    "cancel": _cancel,
    "move": _move,
}


def _action(arguments: argparse.Namespace) -> int:
    from safeguard_desk.work import actions

    def act(uow: "UnitOfWork") -> str:
        action = actions.find(uow, arguments.ref)
        _VERBS[arguments.verb](uow, action, arguments)
        return f"{action.ref} {action.status.value}"

    with opened(arguments, writing=True) as desk:
        print(desk.change(f"{arguments.verb.capitalize()} {arguments.ref}", act).result)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.members import import_members

    with opened(arguments, writing=True) as desk:
        done = import_members(
            desk, arguments.source, group=arguments.group, dry_run=arguments.dry_run
        )
    if arguments.json:
        show(done.plain())
        return 0
    for noted in done.notes:
        print(f"row {noted.row}: {noted.field} “{noted.text}” kept as {noted.kept_as}")
    for skipped in done.skipped:
        print(f"row {skipped.row} skipped: {skipped.reason}")
    print(("Would be: " if arguments.dry_run else "") + done.words())
    return 0
