"""Mails about a meeting, one for each reader, from a letter's words and what goes along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import calendar
from safeguard_desk.exchange.mail import Attached, Mail, draft, safe_name
from safeguard_desk.papers import action_sheet, letter
from safeguard_desk.papers.enclosures import PDF
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import DispatchKind, MeetingState, MinutesState, PackEdition
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views import meetings
from safeguard_desk.views.dispatch import Recipient, actions_of
from safeguard_desk.views.events import event
from safeguard_desk.views.groups import partnership
from safeguard_desk.views.meeting_clocks import settings

REPLY = 5
"""Working days within which an answer is asked for."""
CODES = {
    DispatchKind.INVITATION: "invitation",
    DispatchKind.CANCELLATION: "cancellation",
    DispatchKind.CALL: "call",
    DispatchKind.PACK: "pack",
    DispatchKind.DRAFT_MINUTES: "draft_minutes",
    DispatchKind.MINUTES: "minutes",
    DispatchKind.ACTIONS: "actions",
}
"""What can be sent about a meeting, and the letter it is worded by."""
_WITH_CALENDAR = frozenset({DispatchKind.INVITATION, DispatchKind.CANCELLATION})
Files = Sequence[tuple[str, str, bytes]]


@dataclass(frozen=True)
class Outgoing:
    """A mail ready to go: to whom, in which edition, and the draft as a file."""

    recipient: Recipient
    edition: PackEdition | None
    mail: Mail
    filename: str
    data: bytes


def fitting(head: meetings.MeetingHead, today: date) -> tuple[DispatchKind, ...]:
    """Return what it makes sense to send about a meeting as it stands, what is due first."""
    if head.state is MeetingState.CANCELLED:
        return (DispatchKind.CANCELLATION,)
    minutes = head.minutes_state
    if minutes in {MinutesState.DRAFT, MinutesState.WITH_CO_CHAIRS}:
        return DispatchKind.DRAFT_MINUTES, DispatchKind.ACTIONS, DispatchKind.MINUTES
    if minutes is not MinutesState.NOT_STARTED:
        return DispatchKind.MINUTES, DispatchKind.ACTIONS
    if head.state in {MeetingState.AGENDA_SET, MeetingState.DISPATCHED}:
        return DispatchKind.PACK, DispatchKind.INVITATION, DispatchKind.CALL
    return DispatchKind.INVITATION, DispatchKind.CALL, DispatchKind.PACK


def to_whom(kind: DispatchKind, everybody: Sequence[Recipient]) -> tuple[str, ...]:
    """Return the ids of those a mail usually goes to: drafts to co-chairs, the rest to members."""
    if kind is DispatchKind.DRAFT_MINUTES:
        return tuple(one.person_id for one in everybody if one.named and one.capacity == "co_chair")
    return tuple(one.person_id for one in everybody if not one.deputy_of)


def values(
    reader: Reader, meeting_id: str, sender: str, *, reason: str = "", decision: str = ""
) -> dict[str, str]:
    """Return what placeholders stand for in a letter about a meeting, whoever it goes to."""
    head = meetings.head(reader, meeting_id)
    place = ", ".join(part for part in (head.venue, head.link) if part)
    papers = due("papers", head.held_on, settings=settings(reader)).due
    return {
        "partnership": partnership(reader),
        "group": head.group_name,
        "meeting": head.ref,
        "date": write_day(head.held_on),
        "time": f"{head.starts_at:%H:%M}",
        "place": place or "to be told",
        "papers_by": write_day(papers),
        "reply_by": write_day(add_working_days(reader.today, REPLY)),
        "sender": sender,
        "today": write_date(reader.today),
        "reason": reason,
        "decision": decision,
    }


def compose(
    reader: Reader,
    meeting_id: str,
    kind: DispatchKind,
    words: tuple[str, str],
    chosen: Sequence[Recipient],
    files: Mapping[bool, Files],
    *,
    sender: str,
    now: datetime,
    reason: str = "",
) -> list[Outgoing]:
    """Return a draft for each reader chosen; nobody gets two, and nobody without an address one.

    words: the subject and the text, with placeholders. files: what goes along, for those who may
    have the restricted part (True) and for everybody else (False). Refuses when nobody is left.
    """
    written = [one for one in chosen if one.email]
    if not written:
        raise Refusal(
            "Nobody who is chosen has an e-mail address.",
            "Nothing was written.",
            "Add addresses in the Directory, or copy the text and send it another way.",
        )
    general = values(reader, meeting_id, sender, reason=reason, decision=reason)
    taken: list[str] = []
    found = []
    for one in written:
        attached = [Attached(*file) for file in files.get(one.named, files.get(False, ()))]
        attached += _calendar(reader, meeting_id, kind, one, now)
        own = general | _own(reader, meeting_id, kind, one, attached)
        subject, body = fill(words[0], own), fill(words[1], own)
        attached += _made_for(reader, meeting_id, kind, one, subject, body)
        mail = Mail(
            to=((one.role, one.email),), subject=subject, body=body, attached=tuple(attached)
        )
        name = safe_name(f"{mail.subject} - {one.role}", taken)
        taken.append(name)
        edition = PackEdition.FULL if one.named else PackEdition.OPEN
        shown = edition if kind in {DispatchKind.PACK, DispatchKind.MINUTES} else None
        found.append(Outgoing(one, shown, mail, name, draft(mail, now)))
    return found


def _own(
    reader: Reader,
    meeting_id: str,
    kind: DispatchKind,
    one: Recipient,
    attached: Sequence[Attached],
) -> dict[str, str]:
    """Return what placeholders stand for in one reader's letter."""
    actions = actions_of(reader, meeting_id, one) if kind is DispatchKind.ACTIONS else []
    return {
        "recipient": one.role,
        "agency": one.agency or "your agency",
        "attached": "\n".join(file.filename for file in attached),
        "actions": "\n".join(line.words for line in actions)
        or "None was raised for you at this meeting.",
    }


def _made_for(
    reader: Reader, meeting_id: str, kind: DispatchKind, one: Recipient, subject: str, body: str
) -> list[Attached]:
    """Return what is made for one reader alone: their action sheet, or the letter itself."""
    from safeguard_desk.documents import pdf

    if kind is DispatchKind.LETTER:
        head = meetings.head(reader, meeting_id)
        written = letter.Letter(
            *(partnership(reader), one.role, one.agency, subject, body, reader.today),
            marking=head.marking,
        )
        name = safe_name(subject, ending=".pdf")
        return [Attached(name, PDF, pdf.to_bytes(letter.compose(written)))]
    if kind is DispatchKind.ACTIONS:
        reply_by = add_working_days(reader.today, REPLY)
        facts = action_sheet.collect(reader, meeting_id, one, reply_by)
        if facts.actions:
            name = safe_name(f"{facts.head.ref} actions - {one.role}", ending=".pdf")
            return [Attached(name, PDF, pdf.to_bytes(action_sheet.compose(facts)))]
    return []


def _calendar(
    reader: Reader, meeting_id: str, kind: DispatchKind, one: Recipient, now: datetime
) -> list[Attached]:
    if kind not in _WITH_CALENDAR:
        return []
    found = event(reader, meeting_id)
    data = calendar.invitation(found, calendar.Invited(one.role, one.email), now)
    method = "CANCEL" if found.cancelled else "REQUEST"
    return [Attached(f"{found.ref}.ics", f"text/calendar; method={method}", data)]
