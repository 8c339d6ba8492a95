"""Mending what was taken down of a review: answers, views, days of summaries, events."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    CaseName,
    ChronologyEvent,
    Group,
    ReviewAgency,
    ReviewCriterion,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.needs import add_need
from safeguard_desk.work.review_work import refuse_leaks, remove
from safeguard_desk.work.reviews import open_case, words_for


def take_answer_back(uow: UnitOfWork, review_id: str, code: str) -> None:
    """Take the answer to a criterion back; refuses after the decision, which rests on it."""
    case = open_case(uow, review_id)
    if case.decided_on is not None:
        raise Refusal(
            f"{case.ref} was decided on {write_date(case.decided_on)}; its answers stand.",
            "Nothing was changed.",
            "Take the decision back first, if it is to be looked at again.",
        )
    found = select(ReviewCriterion).where(
        ReviewCriterion.review_id == review_id, ReviewCriterion.code == code
    )
    held = uow.find(found)
    if held is None:
        raise Refusal("This criterion is not answered.", "Nothing was changed.")
    uow.delete(held)


def take_view_back(uow: UnitOfWork, row_id: str) -> None:
    """Take back what an agency is said to think; the agency stays involved."""
    row = uow.get(ReviewAgency, row_id)
    open_case(uow, row.review_id)
    row.supports, row.view, row.viewed_on = None, "", None


_DAYS = {"asked_on", "due_on", "received_on", "chased_on"}


def edit_agency(uow: UnitOfWork, row_id: str, name: str, seen: object, value: object) -> None:
    """Change a day of an agency's summary, or its view in words."""
    row = uow.get(ReviewAgency, row_id)
    open_case(uow, row.review_id)
    if name in _DAYS - {"due_on"} and isinstance(value, date) and value > uow.today:
        raise Refusal(
            f"{write_date(value)} is still to come.",
            "The day stays as it was.",
            "Give the day on which it was.",
        )
    set_field(uow, ReviewAgency, row_id, name, seen, value)
    days = [day for day in (row.asked_on, row.received_on) if day is not None]
    if row.asked_on is None and (row.received_on or row.due_on):
        raise Refusal(
            "A summary that nobody asked for is neither due nor received.",
            "The days stay as they were.",
            "Take the other days away first.",
        )
    if days != sorted(days):
        raise Refusal(
            "It would be received before it was asked for.",
            "The days stay as they were.",
            "Look at both days.",
        )


def chase_summary(uow: UnitOfWork, row_id: str) -> None:
    """Take down that an agency was asked for its summary again; once a day."""
    row = uow.get(ReviewAgency, row_id)
    open_case(uow, row.review_id)
    if row.asked_on is None or row.received_on is not None:
        raise Refusal(
            "No summary of this agency is awaited.", "Nothing was changed.", "Ask it first."
        )
    if row.chased_on != uow.today:
        row.chased_on, row.chases = uow.today, row.chases + 1


def edit_event(uow: UnitOfWork, event_id: str, name: str, seen: object, value: object) -> None:
    """Change an event of a chronology; its words still tell nothing of who anybody is."""
    event = uow.get(ChronologyEvent, event_id)
    open_case(uow, event.review_id)
    if name == "words":
        refuse_leaks(words_for(str(value or ""), "The event has no words", "Say what happened."))
    if name == "on" and (not isinstance(value, date) or value > uow.today):
        raise Refusal(
            "An event needs a day that is over.",
            "It stays as it was.",
            "Type it as 14 jan 2025; say beside it how exactly it is known.",
        )
    set_field(uow, ChronologyEvent, event_id, name, seen, value)


def compare_event(uow: UnitOfWork, event_id: str, words: str) -> None:
    """Take down what comparing an event with another agency's of the same day brought."""
    event = uow.get(ChronologyEvent, event_id)
    open_case(uow, event.review_id)
    refuse_leaks(words)
    event.compared = words_for(words, "What it brought is not said", "Say which one stands, why.")


def edit_name(uow: UnitOfWork, name_id: str, name: str, seen: object, value: object) -> None:
    """Change who is meant by a code name; the name itself stays, for documents have it."""
    held = uow.get(CaseName, name_id)
    open_case(uow, held.review_id)
    if name != "meaning":
        raise Refusal(
            "A code name stands in documents already.",
            "It stays as it was.",
            "Take it away and settle another one, if it was never used.",
        )
    refuse_leaks(str(value or ""))
    set_field(uow, CaseName, name_id, name, seen, value)


def raise_need(uow: UnitOfWork, kind: str, record_id: str, words: str) -> str:
    """Raise a learning need with Learning and Development, in words that tell of nobody.

    It says which finding, recommendation or learning point showed it, and nothing of the case.
    """
    refuse_leaks(words)
    learning = select(Group).where(Group.kind == GroupKind.LEARNING).order_by(Group.created_at)
    group = uow.find(learning.limit(1))
    if group is None:
        raise Refusal(
            "There is no group for learning and development on this desk.",
            "Nothing was raised.",
            "Raise an action instead.",
        )
    return add_need(uow, group.id, words, record=(kind, record_id)).ref


PARTS = frozenset({"review_roles", "family_contacts", "case_names", "chronology_events"})
"""Kinds of record that are taken off a case one by one."""


def remove_part(uow: UnitOfWork, kind: str, record_id: str) -> None:
    """Take a role, a contact with a family, a code name or an event off a case."""
    if kind not in PARTS:
        raise Refusal("This is not taken away like that.", "Nothing was changed.")
    remove(uow, KINDS[kind], record_id)
