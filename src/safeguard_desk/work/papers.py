"""Papers of a meeting: called for, received with their content, late or tabled."""

from dataclasses import dataclass

from sqlalchemy import func, select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Meeting, Paper
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.terms import MeetingState, PaperState


@dataclass(frozen=True)
class Content:
    """A file as it was chosen: its name, its media type and what it holds."""

    filename: str
    media_type: str
    data: bytes


def call_for(uow: UnitOfWork, meeting_id: str, title: str, *, item_id: str | None = None) -> Paper:
    """Expect a paper for a meeting; refuses one without a title."""
    if not title.strip():
        raise Refusal("A paper needs a title.", "Nothing was added.", "Type one.")
    uow.get(Meeting, meeting_id)
    if item_id is not None:
        uow.get(AgendaItem, item_id)
    counting = select(func.count()).select_from(Paper).where(Paper.meeting_id == meeting_id)
    position = (uow.session.scalar(counting) or 0) + 1
    return uow.add(
        Paper(meeting_id=meeting_id, item_id=item_id, title=title.strip(), position=position)
    )


def receive(uow: UnitOfWork, paper_id: str, content: Content) -> None:
    """Keep a paper's content in the file; after dispatch it is late, on the day it is tabled."""
    paper = uow.get(Paper, paper_id)
    meeting = uow.get(Meeting, paper.meeting_id)
    paper.sha256 = attachments.keep(uow, content.data)
    paper.size = len(content.data)
    paper.filename, paper.media_type = content.filename, content.media_type
    paper.received_on = uow.today
    paper.state = _timeliness(uow, meeting)


def _timeliness(uow: UnitOfWork, meeting: Meeting) -> PaperState:
    if uow.today >= meeting.held_on:
        return PaperState.TABLED
    dispatched = meeting.state is MeetingState.DISPATCHED
    if dispatched or uow.today > due("papers", meeting.held_on).due:
        return PaperState.LATE
    return PaperState.RECEIVED


def attach(
    uow: UnitOfWork, meeting_id: str, title: str, content: Content, *, item_id: str | None = None
) -> Paper:
    """Add a paper with its content in one step."""
    paper = call_for(uow, meeting_id, title or content.filename, item_id=item_id)
    receive(uow, paper.id, content)
    return paper


def place(uow: UnitOfWork, paper_id: str, item_id: str | None, *, restricted: bool) -> None:
    """Put a paper under an item, and say whether it belongs to the restricted part."""
    paper = uow.get(Paper, paper_id)
    paper.item_id, paper.restricted = item_id, restricted


def withdraw(uow: UnitOfWork, paper_id: str) -> None:
    """Take a paper out of a meeting; its content stays in the file for the history."""
    uow.delete(uow.get(Paper, paper_id))
