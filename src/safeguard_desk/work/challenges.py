"""Challenges: taken down or flown in from minutes and inspections, answered, chased, settled."""

from datetime import date, timedelta

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import (
    Agency,
    Challenge,
    Group,
    Inspection,
    InspectionWord,
    Meeting,
    MinuteEntry,
)
from safeguard_desk.rules.terms import EntryKind, GroupKind, Side
from safeguard_desk.rules.terms_boards import ChallengeOutcome
from safeguard_desk.rules.terms_quality import Turn
from safeguard_desk.work.references import next_reference

ANSWER = timedelta(days=28)
"""Within which an answer is asked for, where nothing else is said."""


def challenge(
    uow: UnitOfWork,
    group_id: str,
    text: str,
    *,
    to_agency_id: str | None = None,
    to_group_id: str | None = None,
    by_agency_id: str | None = None,
    side: Side | None = None,
    made_on: date | None = None,
    answer_by: date | None = None,
    source: tuple[str, str] = ("", ""),
    meeting_id: str | None = None,
    restricted: bool = False,
) -> Challenge:
    """Take a challenge down: who is challenged about what; an answer is asked for in four weeks."""
    words = " ".join(text.split())
    if not words:
        raise Refusal("A challenge needs words.", "Nothing was added.", "Say what is challenged.")
    group = uow.get(Group, group_id)
    if to_group_id == group_id:
        raise Refusal(
            f"{group.name} cannot challenge itself.",
            "Nothing was added.",
            "Name an agency or another group.",
        )
    agency = uow.get(Agency, to_agency_id) if to_agency_id is not None else None
    day = made_on or uow.today
    return uow.add(
        Challenge(
            ref=next_reference(uow, f"{group.code}-CH"),
            text=words,
            group_id=group_id,
            by_agency_id=by_agency_id,
            to_agency_id=to_agency_id,
            to_group_id=to_group_id,
            side=side or (agency.side if agency is not None else Side.BOTH),
            made_on=day,
            answer_by=answer_by or day + ANSWER,
            source_kind=source[0],
            source_id=source[1] or None,
            meeting_id=meeting_id,
            restricted=restricted,
            response="",
            chases=0,
            outcome=ChallengeOutcome.OPEN,
        )
    )


def respond(uow: UnitOfWork, challenge_id: str, words: str, *, on: date | None = None) -> Challenge:
    """Take down what was answered; what is said later is added to what was said before."""
    found, said = uow.get(Challenge, challenge_id), words.strip()
    if not said:
        raise Lacking(f"The answer to {found.ref} needs words.", "Nothing was changed.")
    found.response = f"{found.response}\n{said}".strip()
    found.responded_on = on or uow.today
    return found


def chase(uow: UnitOfWork, challenge_id: str, by: date | None = None) -> None:
    """Take down that an answer was asked for again, by a new day where one is named."""
    found = uow.get(Challenge, challenge_id)
    if found.response or found.outcome is not ChallengeOutcome.OPEN:
        raise Refusal(f"{found.ref} has been answered.", "Nothing was chased.")
    found.chases, found.chased_on = found.chases + 1, uow.today
    found.answer_by = by or max(found.answer_by or uow.today, uow.today + ANSWER / 2)


def settle(uow: UnitOfWork, challenge_id: str, outcome: ChallengeOutcome, words: str) -> None:
    """Take down what came of a challenge, in words; open again where the outcome is none."""
    found = uow.get(Challenge, challenge_id)
    found.outcome, found.outcome_words = outcome, words.strip()
    found.closed_on = None if outcome is ChallengeOutcome.OPEN else uow.today
    if not found.outcome_words and found.closed_on is not None:
        raise Lacking(
            f"What came of {found.ref} is not said.", "Nothing was changed.", "Say it in words."
        )


def follow_minute(uow: UnitOfWork, entry_id: str) -> Challenge | None:
    """Keep the log in step with a minute that challenges; None where it challenges nobody.

    A challenge that was answered or chased in the log keeps what was said there.
    """
    entry = uow.get(MinuteEntry, entry_id)
    if entry.kind is not EntryKind.CHALLENGE or not entry.text.strip():
        return None
    meeting = uow.get(Meeting, entry.meeting_id)
    found = _of(uow, "minute_entries", entry_id)
    if found is None:
        found = challenge(
            *(uow, meeting.group_id, entry.text),
            side=entry.side,
            made_on=meeting.held_on,
            source=("minute_entries", entry_id),
            meeting_id=meeting.id,
        )
    before = found.side
    found.text, found.side = " ".join(entry.text.split()), entry.side
    found.by_agency_id, found.to_agency_id = entry.by_agency_id, entry.about_agency_id
    if entry.about_agency_id is not None and before is Side.BOTH is entry.side:
        found.side = uow.get(Agency, entry.about_agency_id).side
    found.restricted = entry.restricted
    if entry.response.strip() and not found.response:
        found.response, found.responded_on = entry.response.strip(), meeting.held_on
    return found


def take_back(uow: UnitOfWork, entry_id: str) -> None:
    """Take a challenge off the log with its minute, unless somebody worked on it since."""
    found = _of(uow, "minute_entries", entry_id)
    if found is None:
        return
    if found.chases or found.outcome is not ChallengeOutcome.OPEN:
        found.source_kind, found.source_id = "", None
        return
    uow.delete(found)
    uow.flush()


def follow_word(uow: UnitOfWork, word: InspectionWord) -> Challenge | None:
    """Keep the log in step with what was said over an inspection; None where nothing is open."""
    inspection = uow.get(Inspection, word.inspection_id)
    if word.turn is Turn.CHALLENGE:
        group = uow.get(Group, inspection.group_id)
        return challenge(
            *(uow, inspection.group_id, word.text),
            to_agency_id=inspection.agency_id,
            side=inspection.side,
            made_on=word.on,
            source=("inspections", inspection.id),
            restricted=inspection.restricted or group.kind is GroupKind.REVIEW,
        )
    uow.flush()
    statement = (
        select(Challenge)
        .where(Challenge.source_kind == "inspections", Challenge.source_id == inspection.id)
        .where(Challenge.response == "")
        .order_by(Challenge.made_on, Challenge.ref)
    )
    asked = uow.find(statement.limit(1))
    return respond(uow, asked.id, word.text, on=word.on) if asked is not None else None


def gather(uow: UnitOfWork) -> int:
    """Take what was challenged before there was a log into it; return how many came in.

    Done again, nothing is taken twice.
    """
    uow.flush()
    entries = select(MinuteEntry).where(MinuteEntry.kind == EntryKind.CHALLENGE)
    new = [one for one in uow.all(entries) if _of(uow, "minute_entries", one.id) is None]
    taken = sum(follow_minute(uow, one.id) is not None for one in new)
    words = select(InspectionWord).order_by(InspectionWord.on, InspectionWord.created_at)
    held = {
        one.source_id
        for one in uow.all(select(Challenge).where(Challenge.source_kind == "inspections"))
    }
    for word in uow.all(words):
        if word.inspection_id not in held:
            taken += follow_word(uow, word) is not None and word.turn is Turn.CHALLENGE
    return taken


def _of(uow: UnitOfWork, kind: str, record_id: str) -> Challenge | None:
    uow.flush()
    statement = select(Challenge).where(
        Challenge.source_kind == kind, Challenge.source_id == record_id
    )
    return uow.find(statement.limit(1))
