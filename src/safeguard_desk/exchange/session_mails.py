"""Mails to the delegates of a session, one for each, with the calendar entry.

Letters on places that were not used are made here too. What was written is recorded as sent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import calendar
from safeguard_desk.exchange.calendar import Invited
from safeguard_desk.exchange.mail import Attached, Mail, draft, safe_name
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.placeholders import fill
from safeguard_desk.rules.terms import DispatchKind, GroupKind, MeetingState
from safeguard_desk.rules.terms_learning import ChargeState, SessionState
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.booking_rules import booking_rules
from safeguard_desk.views.dispatch import words_of
from safeguard_desk.views.events import Event, organisers
from safeguard_desk.views.groups import head as group_head
from safeguard_desk.views.groups import partnership
from safeguard_desk.views.session_mails import News, Told, group_of, to_charge, to_tell
from safeguard_desk.views.training_sessions import SessionView, session_view
from safeguard_desk.work import dispatching, telling_delegates

REPLY = 10
"""Working days within which an answer to a charge is asked for."""
_REQUEST = 'text/calendar; method={method}; charset="utf-8"'


@dataclass(frozen=True)
class Made:
    """A mail ready to go: to whom, and its file."""

    told: Told
    mail: Mail
    filename: str
    data: bytes


@dataclass(frozen=True)
class Batch:
    """The mails of a session, and the delegates who have no address to write to."""

    session_id: str
    group_id: str
    ref: str
    made: tuple[Made, ...]
    unreached: tuple[Told, ...]


def compose(reader: Reader, session_id: str, *, sender: str, now: datetime) -> Batch:
    """Return what the delegates of a session are to be told; refuses when it is nothing."""
    told = to_tell(reader, session_id)
    if not told:
        raise Refusal(
            "Everybody of this session has been told what there is to tell.",
            "Nothing was written.",
            "A change of its day, time or place is news again.",
        )
    return _batch(reader, session_id, told, sender, now)


def compose_charges(reader: Reader, session_id: str, *, sender: str, now: datetime) -> Batch:
    """Return the letters on places that were not used; refuses when there is none."""
    told = to_charge(reader, session_id)
    if not told:
        raise Refusal(
            "No place of this session was lost without its charge being settled.",
            "Nothing was written.",
            "Mark who did not attend first.",
        )
    return _batch(reader, session_id, told, sender, now)


def _batch(
    reader: Reader, session_id: str, told: Sequence[Told], sender: str, now: datetime
) -> Batch:
    view = session_view(reader, session_id)
    writable = [one for one in told if _addresses(one)]
    if any(one.news is not News.NON_ATTENDANCE for one in writable):
        _refuse_without_time(view)
    group_id = group_of(reader, session_id)
    taken: list[str] = []
    made = []
    for one in writable:
        mail = _mail(reader, view, one, group_id, sender, now)
        name = safe_name(f"{view.head.ref} {_WORDS[one.news]} - {one.code}", taken)
        taken.append(name)
        made.append(Made(one, mail, name, draft(mail, now)))
    unreached = tuple(one for one in told if not _addresses(one))
    return Batch(session_id, group_id, view.head.ref, tuple(made), unreached)


_WORDS = {
    News.JOINING: "joining",
    News.CHANGED: "change",
    News.CANCELLED: "cancelled",
    News.REMINDER: "reminder",
    News.NON_ATTENDANCE: "not attended",
}


def _addresses(one: Told) -> list[tuple[str, str]]:
    to = [(one.called, one.email)] if one.email else []
    if one.news is News.NON_ATTENDANCE and one.manager_email:
        to.append((f"Line manager of {one.called}", one.manager_email))
    return to


def _refuse_without_time(view: SessionView) -> None:
    if view.head.starts_at is None:
        raise Refusal(
            f"{view.head.ref} has no time, and delegates are to be told when to come.",
            "Nothing was written.",
            "Give the time at which it begins.",
        )


def _mail(
    reader: Reader, view: SessionView, one: Told, group_id: str, sender: str, now: datetime
) -> Mail:
    words = words_of(reader, one.news.value)
    values = _values(reader, view, one, sender)
    attached: tuple[Attached, ...] = ()
    if one.news not in {News.REMINDER, News.NON_ATTENDANCE}:
        attached = (_entry(reader, view, one, group_id, now),)
    body = fill(words.body, values).replace("\n\n\n\n", "\n\n")
    return Mail(
        to=tuple(_addresses(one)),
        subject=fill(words.subject, values),
        body=body,
        attached=attached,
    )


def _values(reader: Reader, view: SessionView, one: Told, sender: str) -> dict[str, str]:
    head, rules = view.head, booking_rules(reader)
    answer = add_working_days(reader.today, REPLY)
    reply_by = answer if one.news is News.NON_ATTENDANCE else view.cancel_by
    pounds = one.charge if one.charge is not None else rules.charge
    reasons = {
        News.CANCELLED: head.state_reason if head.state is SessionState.CANCELLED else "",
        News.NON_ATTENDANCE: f"We have it down as: {one.state.label.lower()}.",
    }
    return {
        "partnership": partnership(reader),
        "recipient": one.called,
        "agency": one.agency or "your agency",
        "course": head.course,
        "date": write_date(head.held_on),
        "time": head.times or "time to follow",
        "place": ", ".join(filter(None, (head.place, head.link))),
        "reply_by": write_day(reply_by),
        "charge": f"£{pounds}",
        "reason": reasons.get(one.news, head.joining),
        "sender": sender,
        "today": write_date(reader.today),
    }


def event(reader: Reader, view: SessionView, group_id: str, *, cancelled: bool) -> Event:
    """Return a session as calendars have it; a place that is taken away is cancelled there."""
    head = view.head
    if head.starts_at is None:
        raise Refusal(f"{head.ref} has no time.", "Nothing was made.", "Give its time.")
    # Striking an entry is news to a calendar only under a higher number.
    taken_away = cancelled and head.state is not SessionState.CANCELLED
    return Event(
        id=head.id,
        ref=head.ref,
        group=group_head(reader, group_id).name,
        kind=GroupKind.LEARNING,
        held_on=head.held_on,
        starts_at=head.starts_at,
        length_minutes=head.length_minutes,
        venue=head.place,
        link=head.link,
        state=MeetingState.CANCELLED if cancelled else MeetingState.PLANNED,
        sequence=head.sequence + taken_away,
        organiser=organisers(reader).get(group_id, ("", "")),
        title=head.course,
        words=head.joining,
    )


def _entry(reader: Reader, view: SessionView, one: Told, group_id: str, now: datetime) -> Attached:
    cancelled = one.news is News.CANCELLED
    found = event(reader, view, group_id, cancelled=cancelled)
    if found.organiser[1]:
        data = calendar.invitation(found, Invited(one.called, one.email), now)
        method = calendar.REQUEST
    else:
        # Nobody is known to answer to: an entry that asks for no answer.
        data, method = calendar.of_event(found, now), calendar.PUBLISH
    method = calendar.CANCEL if cancelled else method
    return Attached(f"{view.head.ref}.ics", _REQUEST.format(method=method), data)


def make(desk: Desk, session_id: str, *, charges: bool = False) -> Batch:
    """Make a session's mails as the desk stands now."""
    with desk.read() as reader:
        wanted = compose_charges if charges else compose
        return wanted(reader, session_id, sender=desk.who, now=desk.clock())


def record(uow: UnitOfWork, *, batch: Batch) -> int:
    """Record that a session's mails went out, and what its delegates know now; return how many."""
    for one in batch.made:
        sent = dispatching.Sent(
            "; ".join(address for _, address in one.mail.to), files=(one.filename,)
        )
        kind = DispatchKind.LETTER
        if one.told.news is News.CANCELLED:
            kind = DispatchKind.CANCELLATION
        elif one.told.news is not News.NON_ATTENDANCE:
            kind = DispatchKind.INVITATION
        dispatching.record(uow, kind, [sent], subject=one.mail.subject, group_id=batch.group_id)
    by_news = {
        news: [one.told.booking_id for one in batch.made if one.told.news is news] for news in News
    }
    entries = (*by_news[News.JOINING], *by_news[News.CHANGED], *by_news[News.CANCELLED])
    telling_delegates.joined(uow, entries)
    telling_delegates.reminded(uow, by_news[News.REMINDER])
    for booking_id in by_news[News.NON_ATTENDANCE]:
        telling_delegates.charge(uow, booking_id)
        telling_delegates.settle_charge(uow, booking_id, ChargeState.SENT)
    return len(batch.made)


def write(batch: Batch, folder: Path) -> None:
    """Write the drafts into a folder."""
    for one in batch.made:
        save(one.data, folder / one.filename)


def carry_out(desk: Desk, session_id: str, folder: Path, *, charges: bool = False) -> Batch:
    """Make a session's mails, write them to a folder and record them, as one step."""
    batch = make(desk, session_id, charges=charges)
    write(batch, folder)
    if batch.made:
        desk.change(title(batch), partial(record, batch=batch))
    return batch


def title(batch: Batch) -> str:
    """Return what recording the mails is called."""
    count = len(batch.made)
    return f"Write {count} mail{'' if count == 1 else 's'} to delegates of {batch.ref}"
