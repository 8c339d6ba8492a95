"""Cases for review: referral, criteria, views of agencies, decision, and the way to their end."""

import re
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Board,
    Group,
    Review,
    ReviewAgency,
    ReviewCriterion,
)
from safeguard_desk.rules import criteria as rule
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import (
    Abuse,
    Answer,
    Harm,
    ReviewKind,
    ReviewState,
    Supports,
)
from safeguard_desk.work import review_clocks, review_library
from safeguard_desk.work.editing import set_field

KIND = "reviews"
"""The kind of record that findings, recommendations and actions of a review name as source."""
_REF = re.compile(r"[A-Z]{1,6}-[0-9]{4}-[0-9]{2,3}", re.ASCII)


def words_for(words: str, what: str, todo: str) -> str:
    """Return words without blanks at their ends; refuse where there are none."""
    if not words.strip():
        raise Refusal(f"{what}.", "Nothing was changed.", todo)
    return words.strip()


def refer(
    uow: UnitOfWork,
    group_id: str,
    happened: str,
    *,
    side: Side,
    kind: ReviewKind | None = None,
    title: str = "",
    referred_on: date | None = None,
    referred_by: str = "",
    agency_id: str | None = None,
    harm: Harm = Harm.UNKNOWN,
    abuse: Abuse = Abuse.UNKNOWN,
    aware_on: date | None = None,
    happened_on: date | None = None,
    agencies: tuple[str, ...] = (),
    ref: str = "",
) -> Review:
    """Take a referral down under a code name and start its clocks; it is restricted.

    `ref` is a code name given before this desk; without one the next of the year is given. What
    happened is told without names: what looks like one is warned of, on screen and in papers.
    """
    day = _past(uow, referred_on)
    told = words_for(happened, "What happened is not told", "Say it in a sentence, without names.")
    review_library.stock(uow)
    group = uow.get(Group, group_id)
    code = _code(uow, group.code, day.year, ref)
    usual = ReviewKind.SAR if side is Side.ADULTS else ReviewKind.RAPID
    case = uow.add(
        Review(
            ref=code,
            title=title.strip() or told.split(". ")[0][:90],
            group_id=group_id,
            board_id=_board(uow, side),
            side=side,
            kind=kind or usual,
            referred_on=day,
            referred_by=referred_by.strip(),
            agency_id=agency_id,
            happened=told,
            happened_on=happened_on,
            harm=harm,
            abuse=abuse,
            aware_on=aware_on,
        )
    )
    _involve_all(uow, case.id, (agency_id, *agencies))
    review_clocks.follow(uow, case)
    return case


def _involve_all(uow: UnitOfWork, review_id: str, agencies: tuple[str | None, ...]) -> None:
    for one in dict.fromkeys(agencies):
        if one is not None:
            uow.add(ReviewAgency(review_id=review_id, agency_id=one))


def _past(uow: UnitOfWork, referred_on: date | None) -> date:
    day = referred_on or uow.today
    if day > uow.today:
        raise Refusal(
            f"{write_date(day)} is still to come; nothing can have been referred then.",
            "Nothing was taken down.",
            "Give the day on which the referral came in.",
        )
    return day


def _code(uow: UnitOfWork, group: str, year: int, ref: str) -> str:
    wanted = ref.strip().upper()
    if not wanted:
        return f"{group}-{year}-{uow.next_number(f'{group}-{year}'):02d}"
    if not _REF.fullmatch(wanted):
        raise Refusal(
            f"“{ref.strip()}” is no code name of a case.",
            "Nothing was taken down.",
            f"A code name reads like {group}-{year}-04.",
        )
    if uow.find(select(Review).where(Review.ref == wanted)) is not None:
        raise Refusal(
            f"There is a case {wanted} already.",
            "Nothing was taken down.",
            "Leave the code name out: the next one is given.",
        )
    prefix, number = wanted.rsplit("-", 1)
    uow.keep_counter_above(prefix, int(number))
    return wanted


def _board(uow: UnitOfWork, side: Side) -> str | None:
    if side is Side.BOTH:
        return None
    found = uow.find(select(Board).where(Board.side == side).order_by(Board.code))
    return found.id if found else None


def find(uow: UnitOfWork, ref: str) -> Review:
    """Return a case by its code name, in any case of letters; refuse one that is not there."""
    found = uow.find(select(Review).where(func.upper(Review.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no case “{ref.strip()}”.",
            "Nothing was changed.",
            "See: list reviews. A code name reads like CR-2026-04.",
        )
    return found


def open_case(uow: UnitOfWork, review_id: str) -> Review:
    """Return a case that may still be changed; refuses one that is closed."""
    case = uow.get(Review, review_id)
    if case.state is ReviewState.CLOSED:
        raise Refusal(
            f"{case.ref} is closed, and stays as it is.",
            "Nothing was changed.",
            "Take it back to an earlier state first.",
        )
    return case


_CLOCKED = {
    "aware_on",
    "notified_on",
    "published_on",
    "initiated_on",
    "harm",
    "abuse",
    "plan_agreed_on",
}


def edit(
    uow: UnitOfWork, review_id: str, name: str, seen: Any, value: Any, reason: str = ""
) -> None:
    """Change a field of a case; clocks follow the days they start from or are met by."""
    case = open_case(uow, review_id)
    if name == "happened":
        words_for(value or "", "What happened is not told", "Say it without names.")
    if name in {"decided_on", "kind", "state", "referred_on"}:
        raise Refusal(
            "This is settled by a step of its own.", "Nothing was changed.", "Use that step."
        )
    if name == "notified_on" and value and case.aware_on and value < case.aware_on:
        raise Refusal(
            f"The notification would be before anybody was aware, on {write_date(case.aware_on)}.",
            "Nothing was changed.",
            "Look at both days.",
        )
    set_field(uow, Review, review_id, name, seen, value)
    if case.period_from and case.period_to and case.period_to < case.period_from:
        raise Refusal(
            "The period would end before it begins.",
            "The period stays as it was.",
            "Give a later end.",
        )
    if name in _CLOCKED:
        review_clocks.follow(uow, case)


def answer(uow: UnitOfWork, review_id: str, code: str, given: Answer, reasons: str) -> None:
    """Answer a criterion with its reasons; refuses an answer without them, or after a decision."""
    case = open_case(uow, review_id)
    if case.decided_on is not None:
        raise Refusal(
            f"{case.ref} was decided on {write_date(case.decided_on)}; its answers stand.",
            "Nothing was changed.",
            "Take the decision back first, if it is to be looked at again.",
        )
    criterion = rule.criterion(code)
    why = words_for(reasons, "An answer needs its reasons", "Say in a sentence what shows it.")
    found = select(ReviewCriterion).where(
        ReviewCriterion.review_id == review_id, ReviewCriterion.code == criterion.code
    )
    held = uow.find(found)
    if held is None:
        uow.add(
            ReviewCriterion(
                review_id=review_id,
                code=criterion.code,
                answer=given,
                reasons=why,
                answered_on=uow.today,
            )
        )
    else:
        held.answer, held.reasons, held.answered_on = given, why, uow.today


def answers(uow: UnitOfWork, review_id: str) -> dict[str, Answer]:
    """Return the answers given so far, by the criterion's code."""
    found = uow.all(select(ReviewCriterion).where(ReviewCriterion.review_id == review_id))
    return {one.code: one.answer for one in found}


def involve(uow: UnitOfWork, review_id: str, agency_id: str) -> ReviewAgency:
    """Take down that an agency is involved in a case; one that is there already is given back."""
    open_case(uow, review_id)
    uow.get(Agency, agency_id)
    uow.flush()
    found = select(ReviewAgency).where(
        ReviewAgency.review_id == review_id, ReviewAgency.agency_id == agency_id
    )
    held = uow.find(found)
    return held or uow.add(ReviewAgency(review_id=review_id, agency_id=agency_id))


def uninvolve(uow: UnitOfWork, row_id: str) -> None:
    """Take an agency off a case; refuses one that has given its view or been asked."""
    row = uow.get(ReviewAgency, row_id)
    open_case(uow, row.review_id)
    if row.supports is not None or row.asked_on is not None:
        raise Refusal(
            "This agency has given its view, or was asked for its summary.",
            "It stays on the case.",
            "Undo that step first, if it was a mistake.",
        )
    uow.delete(row)


def take_view(
    uow: UnitOfWork, review_id: str, agency_id: str, supports: Supports, words: str = ""
) -> None:
    """Take down what an agency thinks of reviewing the case."""
    row = involve(uow, review_id, agency_id)
    row.supports, row.view, row.viewed_on = supports, words.strip(), uow.today


def decide(
    uow: UnitOfWork,
    review_id: str,
    kind: ReviewKind | None,
    reasons: str,
    *,
    by: str,
    on: date | None = None,
) -> None:
    """Decide a referral: the kind of review, or None where it is not taken further.

    Refuses while a criterion is not answered, and what the law's tests do not bear. The clocks that
    a decision starts, and the one it ends, follow from it.
    """
    case = open_case(uow, review_id)
    day = on or uow.today
    if case.decided_on is not None:
        raise Refusal(
            f"{case.ref} was decided on {write_date(case.decided_on)}: {case.kind.label}.",
            "Nothing was changed.",
            "Take that decision back first.",
        )
    if not case.referred_on <= day <= uow.today:
        raise Refusal(
            f"{write_date(day)} is before the referral, or still to come.",
            "Nothing was decided.",
            f"Give a day from {write_date(case.referred_on)} to today.",
        )
    why = words_for(reasons, "A decision needs its reasons", "Say why, in a sentence or two.")
    who = words_for(by, "Nobody is named who decided", "Say by role, as “Independent chair”.")
    uow.flush()
    if not case.kind.is_light or kind is None or not kind.is_light:
        rule.refuse_against(kind, case.side, answers(uow, review_id))
    case.decided_on, case.decided_by, case.decision_reasons = day, who, why
    if kind is None:
        case.state, case.state_reason = ReviewState.NOT_PROGRESSED, why
    else:
        case.kind = kind
        case.initiated_on = day
        case.state = ReviewState.SCREENED if kind.is_light else ReviewState.DECISION
    review_clocks.follow(uow, case)


def take_back(uow: UnitOfWork, review_id: str, reason: str) -> None:
    """Take a decision back so that the case is looked at again; refuses without a reason."""
    case = open_case(uow, review_id)
    if case.decided_on is None:
        raise Refusal(
            f"{case.ref} is not decided yet.", "Nothing was changed.", "Answer its criteria."
        )
    case.state_reason = words_for(reason, "A decision is taken back with a reason", "Say why.")
    case.decided_on, case.decided_by, case.decision_reasons = None, "", ""
    case.initiated_on = None
    case.state = ReviewState.SCREENED
    review_clocks.follow(uow, case)
