"""Papers of a meeting: called for, received with their content, late or tabled."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.file_kinds import runs
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    AgendaItem,
    Meeting,
    PackPart,
    Paper,
    PaperMark,
    PaperText,
    PaperVersion,
)
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.terms import MeetingState, PaperState
from safeguard_desk.work.agendas import refuse_if_locked


@dataclass(frozen=True)
class Content:
    """A file as it was chosen: its name, its media type, what it holds, and its text if any.

    The text is for the search (documents/paper_text.text_of); whoever reads the file reads it too.
    """

    filename: str
    media_type: str
    data: bytes
    text: str = ""


def call_for(uow: UnitOfWork, meeting_id: str, title: str, *, item_id: str | None = None) -> Paper:
    """Expect a paper for a meeting; refuses one without a title."""
    if not title.strip():
        raise Refusal("A paper needs a title.", "Nothing was added.", "Type one.")
    refuse_if_locked(uow.get(Meeting, meeting_id))
    if item_id is not None:
        uow.get(AgendaItem, item_id)
    counting = select(func.count()).select_from(Paper).where(Paper.meeting_id == meeting_id)
    position = (uow.session.scalar(counting) or 0) + 1
    return uow.add(
        Paper(meeting_id=meeting_id, item_id=item_id, title=title.strip(), position=position)
    )


def receive(uow: UnitOfWork, paper_id: str, content: Content) -> None:
    """Keep a paper's content in the file; after dispatch it is late, on the day it is tabled.

    What it replaces is kept as a version, and the paper's number rises. The same content again
    changes nothing. Refuses a program, an empty file, and one that is too large.
    """
    paper = uow.get(Paper, paper_id)
    meeting = uow.get(Meeting, paper.meeting_id)
    refuse_if_locked(meeting)
    refuse_unfit(content.filename, content.data)
    sha256 = attachments.keep(uow, content.data)
    keep_text(uow, sha256, content.text)
    if paper.sha256 == sha256:
        return
    if paper.sha256:
        _keep_version(uow, paper)
        paper.number += 1
    paper.sha256 = sha256
    paper.size = len(content.data)
    paper.filename, paper.media_type = content.filename, content.media_type
    paper.received_on = uow.today
    paper.state = _timeliness(uow, meeting)


def refuse_unfit(filename: str, data: bytes) -> None:
    """Refuse what is no paper: an empty file, and a program whatever it is called."""
    if not data:
        raise Refusal(
            f"{filename} is empty.",
            "Nothing was attached.",
            "Look whether it was saved, or still comes down from the shared drive.",
        )
    if runs(filename, data):
        raise Refusal(
            f"{filename} is a program, or would be run as one when it is opened.",
            "Nothing was attached.",
            "Ask whoever sent it for the paper itself, as PDF or Word, and tell your IT service.",
        )


def _keep_version(uow: UnitOfWork, paper: Paper) -> None:
    uow.add(
        PaperVersion(
            paper_id=paper.id,
            number=paper.number,
            state=paper.state,
            received_on=paper.received_on,
            filename=paper.filename,
            media_type=paper.media_type,
            sha256=paper.sha256,
            size=paper.size,
        )
    )


def keep_text(uow: UnitOfWork, sha256: str, text: str) -> None:
    """Keep the text that was found in content, for the search."""
    known = uow.session.get(PaperText, sha256)
    if text and known is None:
        uow.session.add(PaperText(sha256=sha256, text=text))


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
    refuse_if_locked(uow.get(Meeting, paper.meeting_id))
    paper.item_id, paper.restricted = item_id, restricted


COVER = (
    *("cover", "author", "purpose", "summary", "recommendation", "priority_id"),
    *("for_children", "for_adults", "for_equality"),
)
"""What a cover sheet says; `cover` is whether the paper has one."""


def edit_cover(uow: UnitOfWork, paper_id: str, **fields: Any) -> None:
    """Change what a paper's cover sheet says (COVER); words written on it put it before the paper.

    Whoever gives `cover` decides that themselves.
    """
    paper = uow.get(Paper, paper_id)
    refuse_if_locked(uow.get(Meeting, paper.meeting_id))
    unknown = fields.keys() - set(COVER)
    if unknown:
        raise TypeError(f"not a field of a cover sheet: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(paper, name, value.strip() if isinstance(value, str) else value)
    if "cover" not in fields and any(fields.values()):
        paper.cover = True


def withdraw(uow: UnitOfWork, paper_id: str) -> None:
    """Take a paper out of a meeting; its content stays in the file for the history.

    What readers marked on it goes with it; undo brings all back.
    """
    paper = uow.get(Paper, paper_id)
    refuse_if_locked(uow.get(Meeting, paper.meeting_id))
    for kind in (PaperVersion, PaperMark):
        for record in list(uow.all(select(kind).where(kind.paper_id == paper_id))):
            uow.delete(record)
    for part in uow.all(select(PackPart).where(PackPart.paper_id == paper_id)):
        part.paper_id = None  # an issued pack keeps the title it had
    uow.delete(paper)
