"""The check of impact: every six months somebody looks at what a review has changed."""

from datetime import date

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import ImpactCheck, Recommendation, Review
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_review import ImpactSeen
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.work import review_clocks
from safeguard_desk.work.review_work import refuse_leaks
from safeguard_desk.work.reviews import KIND, words_for

MONTHS = 6
"""Months until the next look where nothing else is said."""


def check(
    uow: UnitOfWork,
    review_id: str,
    seen: ImpactSeen,
    evidence: str,
    *,
    by: str = "",
    recommendation_id: str | None = None,
    on: date | None = None,
    next_on: date | None = None,
) -> ImpactCheck:
    """Take down what was seen of a review's impact, or of one of its recommendations.

    Refuses an answer without evidence. The next look is in six months unless another day is given;
    none follows where impact was seen and no day is given. A closed review is looked at too.
    """
    case = uow.get(Review, review_id)
    day = on or uow.today
    shown = words_for(evidence, "The check has no evidence", "Say what shows it: data, an audit.")
    refuse_leaks(shown)
    _refuse_day(uow, case, day)
    following = next_on or (None if seen is ImpactSeen.SEEN else add_months(day, MONTHS))
    if following is not None and following <= day:
        raise Refusal(
            f"The next look, on {write_date(following)}, is not after this one.",
            "Nothing was noted.",
            "Give a later day, or none.",
        )
    _refuse_other(uow, review_id, recommendation_id)
    made = uow.add(
        ImpactCheck(
            review_id=review_id,
            recommendation_id=recommendation_id,
            seen=seen,
            evidence=shown,
            by=by.strip(),
            checked_on=day,
            next_on=following,
            restricted=case.restricted,
        )
    )
    _follow(uow, case)
    return made


def _refuse_day(uow: UnitOfWork, case: Review, day: date) -> None:
    if case.decided_on is None:
        raise Refusal(
            f"{case.ref} is not decided yet.", "Nothing was noted.", "There is nothing to look at."
        )
    if not case.decided_on <= day <= uow.today:
        raise Refusal(
            f"{write_date(day)} is before the decision, or still to come.",
            "Nothing was noted.",
            "Give the day on which somebody looked.",
        )


def take_back(uow: UnitOfWork, check_id: str) -> None:
    """Take a check of impact away; the review goes by the one before."""
    held = uow.get(ImpactCheck, check_id)
    case = uow.get(Review, held.review_id)
    uow.delete(held)
    _follow(uow, case)


def _refuse_other(uow: UnitOfWork, review_id: str, recommendation_id: str | None) -> None:
    if recommendation_id is None:
        return
    made = uow.get(Recommendation, recommendation_id)
    if (made.source_kind, made.source_id) != (KIND, review_id):
        raise Refusal(
            f"{made.ref} is no recommendation of this review.",
            "Nothing was noted.",
            "Choose one of its own.",
        )


def _follow(uow: UnitOfWork, case: Review) -> None:
    """Let the review say what its last check says, and its clock run to the next."""
    uow.flush()
    last = review_clocks.last_check(uow, case.id)
    case.impact = last.evidence if last else ""
    case.impact_on = last.checked_on if last else None
    case.impact_seen = last.seen if last else None
    review_clocks.follow(uow, case)
