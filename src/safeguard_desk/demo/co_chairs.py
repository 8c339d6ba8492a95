"""What co-chairs do between meetings: decisions that could not wait, and comments on a draft."""

from datetime import timedelta

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Meeting
from safeguard_desk.rules.terms import EntryKind, MinutesState, ProposalKind
from safeguard_desk.views.minutes_versions import VersionEntry, present
from safeguard_desk.work import between, reviewing
from safeguard_desk.work.reviewing import Proposed

_DECISIONS = (
    (
        "Send the neglect toolkit to all schools before the end of term",
        "Term ends before the next meeting; agreed by e-mail.",
        5,
        2,
    ),
    (
        "Lend two auditors to the joint inspection week",
        "The inspectorate asked for names within five days.",
        3,
        1,
    ),
)
"""Words, reason, how many days ago it was asked, and how many co-chairs have agreed."""


def decide_between(stage: Stage) -> None:
    """Record two decisions of the Quality Assurance co-chairs, one agreed to by both."""
    stage.clock.set(stage.today)
    group = stage.groups["QA"]

    def decide(uow: UnitOfWork) -> None:
        for text, reason, days, agreed in _DECISIONS:
            asked = uow.today - timedelta(days=days)
            made = between.record(uow, group, text, reason=reason, asked_on=asked)
            chairs = list(between.co_chairs(uow, group, asked))
            for later, person in enumerate(chairs[:agreed], 1):
                between.agree(uow, made.id, person, on=asked + timedelta(days=later))

    stage.do("Record decisions between meetings", decide)


def comment_on_draft(stage: Stage) -> None:
    """Take in what came back on the latest draft that is with the co-chairs, if one is."""

    def take_in(uow: UnitOfWork) -> None:
        waiting = select(Meeting).where(Meeting.minutes_state == MinutesState.WITH_CO_CHAIRS)
        meeting = uow.find(waiting.order_by(Meeting.held_on.desc(), Meeting.ref))
        if meeting is None:
            return
        entries = [one for one in present(uow.reader, meeting.id) if not one.restricted]
        name = f"{meeting.ref} minutes draft, for comments.docx"
        reviewing.take_in(uow, meeting.id, _returned(uow, entries), name)

    stage.do("Read what came back on the minutes", take_in)


def _returned(uow: UnitOfWork, entries: list[VersionEntry]) -> list[Proposed]:
    notes = [one for one in entries if one.kind == EntryKind.NOTE.value and len(one.text) > 20]
    if not notes:
        return []
    first, last, day = notes[0], notes[-1], uow.today
    nurse, head = "Designated Nurse", "Head of Safeguarding"
    kind = ProposalKind
    text = first.text.rstrip(".")
    return [
        Proposed(kind.CHANGE, nurse, day, first.text, f"{text}, as reported.", first.entry),
        Proposed(kind.COMMENT, head, day, last.text, "Was this for all agencies?", last.entry),
        Proposed(kind.ADDITION, head, day, "", "Schools will join the next audit.", last.entry),
    ]
