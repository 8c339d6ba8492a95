"""Decisions between meetings: asked for, agreed by both co-chairs, ratified at the next meeting."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    AgendaItem,
    DecisionBetween,
    Group,
    Meeting,
    Membership,
    MinuteEntry,
    Person,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Capacity, EntryKind
from safeguard_desk.work import agendas, minuting
from safeguard_desk.work.editing import set_field


def record(
    uow: UnitOfWork,
    group_id: str,
    text: str,
    *,
    reason: str = "",
    asked_on: date | None = None,
    restricted: bool = False,
) -> DecisionBetween:
    """Take down a decision that cannot wait for the next meeting; refuses one without words."""
    if not text.strip():
        raise Refusal("A decision needs words.", "Nothing was added.", "Say what is decided.")
    asked = asked_on or uow.today
    if asked > uow.today:
        raise Refusal(
            f"{write_date(asked)} is still to come.",
            "Nothing was added.",
            "Give the day on which the co-chairs were asked.",
        )
    prefix = f"{uow.get(Group, group_id).code}-D-{asked.year}"
    return uow.add(
        DecisionBetween(
            ref=f"{prefix}-{uow.next_number(prefix):02d}",
            group_id=group_id,
            text=text.strip(),
            reason=reason.strip(),
            asked_on=asked,
            restricted=restricted,
        )
    )


def agree(
    uow: UnitOfWork, decision_id: str, person_id: str, *, on: date | None = None
) -> DecisionBetween:
    """Take down that a co-chair agreed, the first or the second.

    Refuses anybody who was not a co-chair of the group on that day, the same person twice, and a
    day before the question or after today.
    """
    decision = uow.get(DecisionBetween, decision_id)
    day = on or uow.today
    person = uow.get(Person, person_id)
    if person_id in {decision.first_id, decision.second_id}:
        raise Refusal(
            f"The {person.role} has agreed to {decision.ref} already.",
            "Nothing was changed.",
            "The other co-chair must agree too.",
        )
    if decision.second_id is not None:
        raise Refusal(f"Both co-chairs have agreed to {decision.ref}.", "Nothing was changed.")
    if not decision.asked_on <= day <= uow.today:
        raise Refusal(
            f"{write_date(day)} cannot be the day of the agreement.",
            "Nothing was changed.",
            f"The co-chairs were asked on {write_date(decision.asked_on)}; today is"
            f" {write_date(uow.today)}.",
        )
    chairs = co_chairs(uow, decision.group_id, day)
    if person_id not in chairs:
        raise Refusal(
            f"The {person.role} was not a co-chair on {write_date(day)}.",
            "No agreement was recorded.",
            f"Co-chairs on that day: {'; '.join(chairs.values()) or 'none is recorded'}.",
        )
    if decision.first_id is None:
        decision.first_id, decision.first_on = person_id, day
    else:
        decision.second_id, decision.second_on = person_id, day
    return decision


def co_chairs(uow: UnitOfWork, group_id: str, on: date) -> dict[str, str]:
    """Return the co-chairs of a group on a day: role by id."""
    m = Membership
    statement = (
        select(Person.id, Person.role)
        .join(m, m.person_id == Person.id)
        .where(
            m.group_id == group_id,
            m.capacity == Capacity.CO_CHAIR,
            or_(m.from_on.is_(None), m.from_on <= on),
            or_(m.to_on.is_(None), m.to_on >= on),
        )
        .order_by(Person.role)
    )
    return dict(uow.reader.rows(statement))


def withdraw(uow: UnitOfWork, decision_id: str) -> None:
    """Take both agreements back, so that the words can be changed and agreed anew."""
    decision = _not_ratified(uow, decision_id)
    decision.first_id = decision.second_id = None
    decision.first_on = decision.second_on = None


def edit(
    uow: UnitOfWork, decision_id: str, name: str, seen: Any, value: Any, reason: str = ""
) -> None:
    """Change a field; the words stay once a co-chair has agreed to them."""
    decision = _not_ratified(uow, decision_id)
    if name in {"text", "asked_on"} and decision.first_id is not None:
        raise Refusal(
            f"A co-chair has agreed to {decision.ref} as it is.",
            "It stays as it was.",
            "Take the agreements back first; both co-chairs then agree anew.",
        )
    if name == "text" and not str(value or "").strip():
        raise Refusal("A decision needs words.", "It stays as it was.", "Say what is decided.")
    set_field(uow, DecisionBetween, decision_id, name, seen, value)


def _not_ratified(uow: UnitOfWork, decision_id: str) -> DecisionBetween:
    decision = uow.get(DecisionBetween, decision_id)
    if decision.ratified_at_id is not None:
        at = uow.get(Meeting, decision.ratified_at_id)
        raise Refusal(
            f"{decision.ref} was ratified at {at.ref}.",
            "It stays as it is.",
            "Record a new decision if it is to change.",
        )
    return decision


def minutes_item(uow: UnitOfWork, meeting_id: str) -> AgendaItem:
    """Return the item under which earlier minutes and decisions are ratified.

    It is the standing item for them, else the first; refuses a meeting without an agenda.
    """
    items = agendas.agenda(uow, meeting_id)
    standing = [item for item in items if item.code == "minutes"]
    for item in (*standing, *items):
        return item
    raise Refusal(
        "This meeting has no agenda.",
        "Nothing was changed.",
        "Add an item for the minutes of the last meeting in step 1.",
    )


def ratify_between(uow: UnitOfWork, decision_id: str, meeting_id: str) -> MinuteEntry:
    """Ratify a decision at a meeting of its group, which minutes it under the minutes item.

    Refuses one that both co-chairs have not agreed to, and a meeting before they did.
    """
    decision, meeting = _not_ratified(uow, decision_id), uow.get(Meeting, meeting_id)
    if decision.first_on is None or decision.second_on is None:
        raise Refusal(
            f"Both co-chairs have not agreed to {decision.ref} yet.",
            "Nothing was ratified.",
            "Record who agreed and when, or let this meeting decide it itself.",
        )
    agreed = max(decision.first_on, decision.second_on)
    if meeting.group_id != decision.group_id or meeting.held_on < agreed:
        raise Refusal(
            f"{meeting.ref} cannot ratify {decision.ref}.",
            "Nothing was changed.",
            "A decision is ratified by its own group, at a meeting after it was agreed.",
        )
    entry = minuting.add_entry(
        uow,
        minutes_item(uow, meeting_id).id,
        EntryKind.DECISION,
        f"Ratified {decision.ref}, agreed by the co-chairs on {write_date(agreed)}:"
        f" {decision.text}",
        restricted=decision.restricted,
    )
    decision.ratified_at_id, decision.entry_id = meeting_id, entry.id
    return entry
