"""Mails made with what goes along, written to a folder, and recorded as gone out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.saving import save
from safeguard_desk.exchange.office import as_pdf
from safeguard_desk.exchange.sending import Outgoing, compose
from safeguard_desk.papers.enclosures import Enclosed, enclosed
from safeguard_desk.rules.terms import DispatchKind, MeetingState, MinutesState
from safeguard_desk.views import meetings
from safeguard_desk.views.dispatch import Recipient
from safeguard_desk.work import approving, dispatching, packs, planning

Progress = Callable[[int, int], None]
_BEFORE = frozenset({MeetingState.PLANNED, MeetingState.AGENDA_SET})
"""States of a meeting whose papers have not gone out: sending them settles the agenda too."""


@dataclass(frozen=True)
class Wanted:
    """What is to be sent, to whom, in which words."""

    meeting_id: str
    kind: DispatchKind
    subject: str
    body: str
    chosen: tuple[Recipient, ...]
    sender: str
    reason: str = ""


@dataclass(frozen=True)
class Made:
    """Mails ready to go, with the packs among what goes along."""

    wanted: Wanted
    mails: tuple[Outgoing, ...]
    enclosures: tuple[Enclosed, ...]


def make(desk: Desk, wanted: Wanted, progress: Progress) -> Made:
    """Make the mails; what goes along is made once for each edition that somebody gets."""
    editions = sorted({one.named for one in wanted.chosen if one.email})
    with desk.read() as reader:
        files: dict[bool, Enclosed] = {}
        for restricted in editions:
            files[restricted] = enclosed(
                *(reader, wanted.kind, wanted.meeting_id, as_pdf),
                restricted=restricted,
                progress=progress,
            )
        mails = compose(
            *(reader, wanted.meeting_id, wanted.kind, (wanted.subject, wanted.body)),
            *(wanted.chosen, {named: found.files for named, found in files.items()}),
            sender=wanted.sender,
            now=desk.clock(),
            reason=wanted.reason,
        )
    return Made(wanted, tuple(mails), tuple(files.values()))


def write(made: Made, folder: Path) -> None:
    """Write the drafts into a folder; a file that is there already is replaced by its new draft."""
    for one in made.mails:
        save(one.data, folder / one.filename)


def record(uow: UnitOfWork, *, made: Made) -> int:
    """Record what went out, and take the meeting where sending takes it; return how many went."""
    wanted = made.wanted
    pack_id = None
    for one in made.enclosures:
        if one.pack is not None:
            issued = packs.issue(
                *(uow, wanted.meeting_id, one.pack.order.edition, one.pack.parts),
                number=one.pack.number,
                pages=one.pack.pages,
            )
            pack_id = issued.id
    _go_on(uow, wanted.meeting_id, wanted.kind)
    return dispatching.record(
        uow,
        wanted.kind,
        [_sent(one) for one in made.mails],
        subject=made.mails[0].mail.subject,
        meeting_id=wanted.meeting_id,
        pack_id=pack_id,
    )


def _sent(one: Outgoing) -> dispatching.Sent:
    files = tuple(file.filename for file in one.mail.attached)
    address = one.recipient.email
    return dispatching.Sent(address, one.recipient.person_id, None, one.edition, files)


def _go_on(uow: UnitOfWork, meeting_id: str, kind: DispatchKind) -> None:
    meeting = meetings.head(uow.reader, meeting_id)
    if kind is DispatchKind.PACK and meeting.state in _BEFORE:
        if meeting.state is MeetingState.PLANNED:
            planning.advance(uow, meeting_id, MeetingState.AGENDA_SET)
        planning.advance(uow, meeting_id, MeetingState.DISPATCHED)
    elif kind is DispatchKind.DRAFT_MINUTES and meeting.minutes_state is MinutesState.DRAFT:
        approving.send_to_co_chairs(uow, meeting_id)
    elif kind is DispatchKind.MINUTES and meeting.minutes_state is MinutesState.APPROVED:
        approving.circulate(uow, meeting_id)


def carry_out(desk: Desk, wanted: Wanted, folder: Path) -> Made:
    """Make mails, write them to a folder and record them as sent, as one step."""
    made = make(desk, wanted, _quietly)
    write(made, folder)
    desk.change(f"Send {wanted.kind.label.lower()}", partial(record, made=made))
    return made


def _quietly(done: int, total: int) -> None:
    """Take progress that nobody looks at."""
