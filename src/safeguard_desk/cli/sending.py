"""The command that drafts mails about a meeting: dispatch."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_desk.cli.common import Parsers, add, opened, show, with_file, with_json
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.rules.terms import DispatchKind
    from safeguard_desk.views.dispatch import Recipient


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    send = with_file(
        add(
            parsers,
            "dispatch",
            _dispatch,
            "draft mails about a meeting (.eml), one for each reader, and record them as sent",
            "dispatch Harrow.desk --meeting QA-2026-11-17 --kind pack --to mails",
        )
    )
    send.add_argument("--meeting", required=True, metavar="REF")
    send.add_argument(
        "--kind",
        required=True,
        metavar="KIND",
        help="invitation, cancellation, call, pack, draft_minutes, minutes or actions",
    )
    send.add_argument("--to", required=True, type=Path, metavar="FOLDER")
    send.add_argument("--only", action="append", default=[], metavar="ROLE", help="some readers")
    with_json(send)


def _dispatch(arguments: argparse.Namespace) -> int:
    from safeguard_desk.exchange.outgoing import Wanted, carry_out
    from safeguard_desk.exchange.sending import CODES
    from safeguard_desk.views import dispatch, meetings

    kind = _kind(arguments.kind)
    _make_folder(arguments.to)
    with opened(arguments, writing=True) as desk:
        with desk.read() as reader:
            meeting_id = meetings.meeting_id(reader, arguments.meeting)
            words = dispatch.words_of(reader, CODES[kind])
            people = dispatch.circulation(reader, meeting_id)
        chosen = tuple(_chosen(people, kind, arguments.only))
        wanted = Wanted(meeting_id, kind, words.subject, words.body, chosen, desk.who)
        made = carry_out(desk, wanted, arguments.to)
    sent = [{"to": one.recipient.email, "file": one.filename} for one in made.mails]
    without = [one.role for one in chosen if not one.email]
    if arguments.json:
        show({"sent": sent, "without_address": without})
        return 0
    for one in sent:
        print(f"{one['to']}  {one['file']}")
    for role in without:
        print(f"no e-mail address: {role}")
    return 0


def _kind(words: str) -> "DispatchKind":
    from safeguard_desk.exchange.sending import CODES

    kinds = {kind.value: kind for kind in CODES}
    kind = kinds.get(words.strip().lower().replace("-", "_"))
    if kind is None:
        raise Refusal(
            f"“{words}” cannot be sent about a meeting.",
            "Nothing was written.",
            f"Known: {', '.join(kinds)}.",
        )
    return kind


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"{folder} cannot be made: {error.strerror or error}.",
            "Nothing was written.",
            "Name another folder.",
        ) from error


def _chosen(
    people: "Sequence[Recipient]", kind: "DispatchKind", only: Sequence[str]
) -> "list[Recipient]":
    """Return those a mail usually goes to, or those who are named; refuses a name nobody has."""
    from safeguard_desk.exchange.sending import to_whom

    if not only:
        usual = to_whom(kind, people)
        return [one for one in people if one.person_id in usual]
    by_role = {one.role.casefold(): one for one in people}
    unknown = [role for role in only if role.strip().casefold() not in by_role]
    if unknown:
        raise Refusal(
            f"Nobody expected at the meeting is “{unknown[0]}”.",
            "Nothing was written.",
            f"Expected: {'; '.join(one.role for one in people)}.",
        )
    return [by_role[role.strip().casefold()] for role in only]
