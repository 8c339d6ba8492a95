"""The work on a review: panel, family, summaries, code names, chronology, quality markers."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    CaseName,
    ChronologyEvent,
    FamilyContact,
    Finding,
    Record,
    ReviewAgency,
    ReviewCheck,
    ReviewRole,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.quality_markers import marker as known_marker
from safeguard_desk.rules.terms_review import (
    Exact,
    Family,
    Marker,
    Outcome,
    Panel,
    Significance,
)
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.work import linking
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.reviews import KIND, involve, open_case, words_for

SUMMARY_DAYS = 10
"""Working days an agency has for its summary where nothing else is said (as in a rapid review)."""


def give_role(
    uow: UnitOfWork, review_id: str, role: Panel, *, person_id: str | None = None, words: str = ""
) -> ReviewRole:
    """Give somebody a part in a review: a person of the directory, or a role in words."""
    open_case(uow, review_id)
    if person_id is None and not words.strip():
        raise Refusal("Nobody is named.", "Nothing was added.", "Choose a person, or say a role.")
    return uow.add(
        ReviewRole(review_id=review_id, role=role, person_id=person_id, words=words.strip())
    )


def ask_summary(
    uow: UnitOfWork, review_id: str, agency_id: str, *, due_on: date | None = None
) -> None:
    """Ask an agency for its summary; due in ten working days unless another day is given."""
    row = involve(uow, review_id, agency_id)
    row.asked_on = row.asked_on or uow.today
    row.due_on = due_on or add_working_days(row.asked_on, SUMMARY_DAYS)


def receive_summary(uow: UnitOfWork, row_id: str, *, on: date | None = None) -> None:
    """Take down that an agency's summary came in."""
    row = uow.get(ReviewAgency, row_id)
    open_case(uow, row.review_id)
    day = on or uow.today
    if row.asked_on is None:
        raise Refusal(
            "This agency was not asked for a summary.", "Nothing was changed.", "Ask it first."
        )
    if not row.asked_on <= day <= uow.today:
        raise Refusal(
            f"{write_date(day)} is before it was asked, or still to come.",
            "Nothing was changed.",
            "Give the day on which it came in.",
        )
    row.received_on = day


def note_contact(
    uow: UnitOfWork,
    review_id: str,
    with_whom: Family,
    outcome: Outcome,
    words: str = "",
    *,
    on: date | None = None,
) -> FamilyContact:
    """Note a contact with a family, by day and outcome; refuses what looks like a person's data."""
    open_case(uow, review_id)
    day = on or uow.today
    if day > uow.today:
        raise Refusal(
            f"{write_date(day)} is still to come.", "Nothing was noted.", "Give the day it was."
        )
    refuse_leaks(words)
    return uow.add(
        FamilyContact(
            review_id=review_id, on=day, with_whom=with_whom, outcome=outcome, words=words.strip()
        )
    )


def refuse_leaks(words: str) -> None:
    """Refuse words by which somebody could be known; families are noted without any."""
    found = leaks(words)
    if found:
        raise Refusal(
            f"“{found[0].text}” looks like {found[0].what}.",
            "Nothing was noted.",
            "Leave it out: no names, dates of birth, NHS numbers or addresses are needed here.",
        )


def name_in_case(uow: UnitOfWork, review_id: str, name: str, meaning: str) -> CaseName:
    """Settle a name that every document of the case uses; refuses one that is settled already."""
    open_case(uow, review_id)
    kept = " ".join(words_for(name, "The code name is empty", "Say it, as “Child A”.").split())
    held = uow.all(select(CaseName).where(CaseName.review_id == review_id))
    if any(one.name.casefold() == kept.casefold() for one in held):
        raise Refusal(
            f"“{kept}” is settled for somebody in this case already.",
            "Nothing was added.",
            "Give everybody a code name of their own.",
        )
    refuse_leaks(f"{kept} {meaning}")
    return uow.add(CaseName(review_id=review_id, name=kept, meaning=meaning.strip()))


def add_event(
    uow: UnitOfWork,
    review_id: str,
    on: date,
    words: str,
    *,
    exact: Exact = Exact.DAY,
    agency_id: str | None = None,
    agency_words: str = "",
    significance: Significance = Significance.ROUTINE,
    source: str = "",
    typed: str = "",
) -> ChronologyEvent:
    """Add an event to a case's chronology."""
    open_case(uow, review_id)
    return uow.add(
        ChronologyEvent(
            review_id=review_id,
            on=on,
            exact=exact,
            words=words_for(words, "The event has no words", "Say what happened."),
            agency_id=agency_id,
            agency_words=agency_words.strip(),
            significance=significance,
            source=source.strip(),
            typed=typed.strip(),
        )
    )


def weigh(uow: UnitOfWork, event_id: str, significance: Significance) -> None:
    """Say how much an event matters for what is to be learned."""
    event = uow.get(ChronologyEvent, event_id)
    open_case(uow, event.review_id)
    event.significance = significance


def remove(uow: UnitOfWork, kind: type[Record], record_id: str) -> None:
    """Take a role, a contact, a code name or an event off a case."""
    record = uow.get(kind, record_id)
    open_case(uow, record.review_id)  # type: ignore[attr-defined]
    uow.delete(record)


def edit_contact(uow: UnitOfWork, contact_id: str, name: str, seen: object, value: object) -> None:
    """Change a contact with a family; its words still tell nothing of who they are."""
    contact = uow.get(FamilyContact, contact_id)
    open_case(uow, contact.review_id)
    if name == "words":
        refuse_leaks(str(value))
    set_field(uow, FamilyContact, contact_id, name, seen, value)


def check_marker(
    uow: UnitOfWork, review_id: str, code: str, marker: Marker, words: str = ""
) -> None:
    """Say how far a quality marker is met; less than met needs a word on what is missing."""
    open_case(uow, review_id)
    known = known_marker(code)
    if marker is not Marker.MET:
        words_for(words, "What is missing is not said", "Say what is still to be done.")
    found = select(ReviewCheck).where(
        ReviewCheck.review_id == review_id, ReviewCheck.code == known.code
    )
    held = uow.find(found)
    if held is None:
        uow.add(
            ReviewCheck(
                review_id=review_id,
                code=known.code,
                marker=marker,
                words=words.strip(),
                checked_on=uow.today,
            )
        )
    else:
        held.marker, held.words, held.checked_on = marker, words.strip(), uow.today


def find(
    uow: UnitOfWork,
    review_id: str,
    text: str,
    *,
    kind: FindingKind = FindingKind.IMPROVEMENT,
    evidence: str = "",
) -> Finding:
    """Take down what a review found; it is restricted as the review is."""
    case = open_case(uow, review_id)
    return linking.add_finding(
        *(uow, case.group_id, text),
        kind=kind,
        source=(KIND, review_id),
        side=case.side,
        evidence=evidence,
        restricted=case.restricted,
    )
