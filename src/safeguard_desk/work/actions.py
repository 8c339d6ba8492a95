"""Raising actions and taking them through their life (states: rules/states.py)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import (
    Action,
    ActionOwner,
    ActionUpdate,
    DueDateChange,
    Group,
    Meeting,
    Person,
)
from safeguard_desk.rules import references, states
from safeguard_desk.rules.dates import read_date
from safeguard_desk.rules.terms import (
    ActionSource,
    ActionStatus,
    EvidenceKind,
    MeetingState,
    Rating,
    Side,
)
from safeguard_desk.work import evidence as proof
from safeguard_desk.work.papers import Content
from safeguard_desk.work.references import next_reference


@dataclass(frozen=True)
class NewAction:
    """What is known of an action when it is raised.

    owners are people's ids, the lead first; owner_words keeps who was named when nobody of the
    directory was meant, or when several are named by one phrase ("QA co-chairs").
    """

    title: str
    owners: tuple[str, ...] = ()
    owner_words: str = ""
    agency_id: str | None = None
    due_on: date | None = None
    due_words: str = ""
    side: Side = Side.BOTH
    source: ActionSource = ActionSource.MEETING
    status: ActionStatus = ActionStatus.OPEN
    plan_agreed_on: date | None = None
    restricted: bool = False


def raise_action(
    uow: UnitOfWork,
    group_id: str,
    new: NewAction,
    *,
    raised_on: date | None = None,
    meeting_id: str | None = None,
    item_id: str | None = None,
    raised_at: str = "",
) -> Action:
    """Raise an action for a group; refuses one without words."""
    if not new.title.strip():
        raise Refusal("An action needs words.", "Nothing was added.", "Say what is to be done.")
    group = uow.get(Group, group_id)
    people = [uow.get(Person, person_id) for person_id in new.owners]
    lead = people[0] if people else None
    action = Action(
        ref=next_reference(uow, group.code),
        title=new.title.strip(),
        group_id=group_id,
        side=new.side,
        owner_id=lead.id if lead else None,
        owner_words=new.owner_words or "; ".join(person.role for person in people),
        agency_id=new.agency_id or (lead.agency_id if lead else None),
        raised_on=raised_on or uow.today,
        raised_at=raised_at,
        meeting_id=meeting_id,
        item_id=item_id,
        source=new.source,
        due_on=new.due_on,
        due_words=new.due_words,
        status=new.status,
        plan_agreed_on=new.plan_agreed_on,
        restricted=new.restricted,
    )
    uow.add(action)
    _share(uow, action, people[1:])
    return action


def _share(uow: UnitOfWork, action: Action, others: Iterable[Person]) -> None:
    for person in others:
        uow.add(ActionOwner(action_id=action.id, person_id=person.id))


def find(uow: UnitOfWork, ref: str) -> Action:
    """Return an action by its reference, leniently written; refuse one that is not there."""
    parsed = references.parse(ref)
    wanted = references.reference(*parsed) if parsed else ref
    action = uow.find(select(Action).where(Action.ref == wanted))
    if action is None:
        raise Refusal(
            f"There is no action with the reference “{ref}”.",
            "Nothing was changed.",
            "A reference reads like QA-0142.",
        )
    return action


def assign(uow: UnitOfWork, action_id: str, owners: tuple[str, ...], words: str = "") -> None:
    """Give an action to other owners, the lead first; `words` when nobody listed is meant."""
    action = uow.get(Action, action_id)
    people = [uow.get(Person, person_id) for person_id in owners]
    action.owner_id = people[0].id if people else None
    action.owner_words = words or "; ".join(person.role for person in people)
    if people:
        action.agency_id = people[0].agency_id
    for shared in uow.all(select(ActionOwner).where(ActionOwner.action_id == action_id)):
        uow.delete(shared)
    _share(uow, action, people[1:])


def update(
    uow: UnitOfWork,
    action_id: str,
    text: str,
    *,
    on: date | None = None,
    meeting_id: str | None = None,
) -> ActionUpdate:
    """Add a dated word on progress, with the meeting it was said at; refuses an empty one."""
    if not text.strip():
        raise Refusal("An update needs words.", "Nothing was added.", "Say what has been done.")
    action = uow.get(Action, action_id)
    said = ActionUpdate(
        action_id=action.id,
        on=on or uow.today,
        text=text.strip(),
        by_words=uow.who,
        meeting_id=meeting_id,
    )
    return uow.add(said)


def move_due(uow: UnitOfWork, action_id: str, due_on: date | None, reason: str) -> None:
    """Move the due date; a later one counts as a slip and needs a reason (DOMAIN 3)."""
    action = uow.get(Action, action_id)
    if due_on == action.due_on:
        return
    later = action.due_on is not None and (due_on is None or due_on > action.due_on)
    if later and not reason.strip():
        raise Lacking(
            f"{action.ref} moves to a later date, and no reason is given.",
            "The due date stays as it is.",
            "Say why it moves; the reason is shown in the tracker.",
        )
    uow.add(
        DueDateChange(
            action_id=action.id,
            on=uow.today,
            before_on=action.due_on,
            after_on=due_on,
            reason=reason.strip(),
        )
    )
    action.due_on = due_on
    action.due_words = ""
    action.slips += 1 if later else 0


def _move(action: Action, target: ActionStatus, given: set[str]) -> None:
    states.move(states.ACTIONS, action.status, target, given, subject=action.ref)
    action.status = target


def _given(**facts: object) -> set[str]:
    return {name for name, fact in facts.items() if fact}


def open_up(uow: UnitOfWork, action_id: str) -> None:
    """Open a proposed action, or take it off hold."""
    action = uow.get(Action, action_id)
    _move(action, ActionStatus.OPEN, set())
    action.status_reason = ""


def resume(uow: UnitOfWork, action_id: str, reason: str) -> None:
    """Open an action again, from wherever it rests: proposed, on hold, completed or closed."""
    resting = uow.get(Action, action_id).status
    if resting in {ActionStatus.PROPOSED, ActionStatus.ON_HOLD}:
        open_up(uow, action_id)
    else:
        reopen(uow, action_id, reason)


def hold(uow: UnitOfWork, action_id: str, reason: str) -> None:
    """Put an action on hold; refuses without a reason."""
    action = uow.get(Action, action_id)
    _move(action, ActionStatus.ON_HOLD, _given(reason=reason.strip()))
    action.status_reason = reason.strip()


def complete(
    uow: UnitOfWork,
    action_id: str,
    evidence: str,
    *,
    on: date | None = None,
    by: str = "",
    content: Content | None = None,
) -> None:
    """Take down that the owner says it is done, with the evidence; refuses without.

    by: who says so; without a name it is the owner. The proof is kept as a revision.
    """
    given = bool(evidence.strip()) or content is not None
    action = call_completed(uow, action_id, on=on, by=by, shown=given)
    proof.add(
        *(uow, action_id, EvidenceKind.DONE, evidence),
        content=content,
        on=action.completed_on,
        by=action.completed_by,
    )


def call_completed(
    uow: UnitOfWork,
    action_id: str,
    *,
    on: date | None = None,
    by: str = "",
    shown: bool | None = None,
) -> Action:
    """Take down that the owner says it is done; refuses where nothing shows it.

    shown: whether evidence is given with it; None where what is held already is meant.
    """
    action = uow.get(Action, action_id)
    given = _given(evidence=action.evidence if shown is None else shown)
    _move(action, ActionStatus.COMPLETED, given)
    action.completed_on = on or uow.today
    action.completed_by = by.strip() or action.owner_words or uow.who
    return action


def close(
    uow: UnitOfWork, action_id: str, meeting_id: str, *, evidence: str = "", on: date | None = None
) -> None:
    """Close an action by agreement of a meeting; passes through completed if it was open."""
    action = uow.get(Action, action_id)
    meeting = uow.get(Meeting, meeting_id)
    day = on or meeting.held_on
    shown = evidence.strip() or action.evidence
    given = _given(evidence=shown, meeting=meeting)
    for step in states.path(states.ACTIONS, action.status, ActionStatus.CLOSED, subject=action.ref):
        _move(action, ActionStatus(step), given)
        if step == ActionStatus.COMPLETED:
            action.completed_on = day
            action.completed_by = action.owner_words or uow.who
    if shown != action.evidence:
        proof.add(uow, action_id, EvidenceKind.DONE, shown, on=day)
    action.closed_on = day
    action.closed_at_id = meeting_id


def reopen(uow: UnitOfWork, action_id: str, reason: str) -> None:
    """Open a closed or completed action again; refuses without a reason."""
    action = uow.get(Action, action_id)
    _move(action, ActionStatus.REOPENED, _given(reason=reason.strip()))
    action.status_reason = reason.strip()
    action.completed_on = action.closed_on = action.closed_at_id = action.impact_on = None
    action.completed_by = action.impact_by = ""


def cancel(uow: UnitOfWork, action_id: str, reason: str) -> None:
    """Cancel an action; refuses without a reason."""
    action = uow.get(Action, action_id)
    _move(action, ActionStatus.CANCELLED, _given(reason=reason.strip()))
    action.status_reason = reason.strip()


def become(uow: UnitOfWork, action_id: str, status: ActionStatus, words: str = "") -> None:
    """Take an action to a status, with what that status needs said in `words`.

    They are the evidence to complete it, the meeting that agreed to close it (its reference or its
    day), and otherwise the reason. Refuses as each of those steps does.
    """
    if status is ActionStatus.COMPLETED:
        complete(uow, action_id, words)
    elif status is ActionStatus.CLOSED:
        close(uow, action_id, _agreeing(uow, uow.get(Action, action_id), words))
    elif status is ActionStatus.ON_HOLD:
        hold(uow, action_id, words)
    elif status is ActionStatus.CANCELLED:
        cancel(uow, action_id, words)
    elif status is ActionStatus.PROPOSED:
        _move(uow.get(Action, action_id), status, set())
    else:
        resume(uow, action_id, words)


def _agreeing(uow: UnitOfWork, action: Action, words: str) -> str:
    """Return the meeting of the action's group that is meant; refuses when it is none."""
    said = words.strip()
    day = read_date(said, uow.today) if said else None
    named = references.read_meeting_reference(said)
    meeting = uow.find(
        select(Meeting).where(
            Meeting.group_id == action.group_id,
            (Meeting.ref == named) | (Meeting.held_on == day),
            Meeting.state != MeetingState.CANCELLED,
        )
    )
    if meeting is None:
        raise Lacking(
            f"{action.ref} is closed by a meeting of its group, and “{said}” is none."
            if said
            else f"{action.ref} is closed by a meeting of its group, and none was named.",
            "Nothing was changed.",
            "Name it by its reference or its day.",
        )
    return meeting.id


def override_rating(
    uow: UnitOfWork, action_id: str, rating: Rating | None, reason: str = ""
) -> None:
    """Set the rating by hand, with a reason; None returns it to the rule of DOMAIN 3."""
    action = uow.get(Action, action_id)
    if rating is not None and not reason.strip():
        raise Lacking(
            f"The rating of {action.ref} was set by hand and no reason is given.",
            "The rating stays as it is.",
            "Say why it differs from what the dates tell.",
        )
    action.rating_override = rating
    action.rating_reason = reason.strip() if rating is not None else ""
