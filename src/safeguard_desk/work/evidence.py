"""Evidence of actions: revisions that are added and never changed, and two judgements.

That an action is done, and that it made a difference, are said by different people and shown by
different proof (DOMAIN 3): neither follows from the other.
"""

from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, ActionEvidence
from safeguard_desk.rules.terms import ActionStatus, EvidenceKind
from safeguard_desk.work.papers import Content, keep_text, refuse_unfit

_JUDGED = frozenset({ActionStatus.COMPLETED, ActionStatus.CLOSED})


def add(
    uow: UnitOfWork,
    action_id: str,
    kind: EvidenceKind,
    words: str,
    *,
    content: Content | None = None,
    on: date | None = None,
    by: str = "",
    first: bool = False,
) -> ActionEvidence:
    """Add a revision of the proof held for an action: words, a file, or both.

    The action shows the newest; the earlier ones stay as they were. Refuses an empty revision, a
    program, and a file too large. first: nothing is held yet, which spares long imports a look.
    """
    action = uow.get(Action, action_id)
    words = words.strip()
    if not words and content is None:
        raise Refusal(
            f"The evidence for {action.ref} is empty.",
            "What was held before stays.",
            "Say what shows it, or attach a file. Evidence is added to, never taken away.",
        )
    revision = ActionEvidence(
        action_id=action.id,
        kind=kind,
        number=1 if first else _last(uow, action.id, kind) + 1,
        on=on or uow.today,
        by_words=by.strip() or uow.who,
        words=words,
    )
    if content is not None:
        refuse_unfit(content.filename, content.data)
        revision.sha256 = attachments.keep(uow, content.data)
        keep_text(uow, revision.sha256, content.text)
        revision.filename, revision.media_type = content.filename, content.media_type
        revision.size = len(content.data)
    shown = words or revision.filename
    if kind is EvidenceKind.DONE:
        action.evidence = shown
    else:
        action.impact_evidence = shown
    return uow.add(revision)


def _last(uow: UnitOfWork, action_id: str, kind: EvidenceKind) -> int:
    uow.flush()
    e = ActionEvidence
    last = select(func.max(e.number)).where(e.action_id == action_id, e.kind == kind)
    return uow.session.scalar(last) or 0


def judge(
    uow: UnitOfWork,
    action_id: str,
    words: str,
    *,
    content: Content | None = None,
    on: date | None = None,
    by: str = "",
) -> None:
    """Take down that a completed action made a difference, with what shows it, by whom and when.

    Refuses for an action nobody has called done, and from the one who called it done.
    """
    action = uow.get(Action, action_id)
    if action.status not in _JUDGED:
        raise Refusal(
            f"{action.ref} is “{action.status.label}”.",
            "No judgement was recorded.",
            "Complete it first: whether it made a difference is judged afterwards.",
        )
    who = by.strip() or uow.who
    if action.completed_by and who.casefold() == action.completed_by.casefold():
        raise Refusal(
            f"{who} said that {action.ref} is done.",
            "No judgement was recorded.",
            "Let somebody else judge whether it made a difference.",
        )
    add(uow, action_id, EvidenceKind.IMPACT, words, content=content, on=on, by=who)
    action.impact_on, action.impact_by = on or uow.today, who
