"""The way of a review from its decision to its end: states, publication, the answer sent back."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Finding, Recommendation, Review, ReviewAgency
from safeguard_desk.rules import review_states
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.review_states import Held
from safeguard_desk.rules.terms_review import Publication, ReviewState
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.work import review_clocks
from safeguard_desk.work.reviews import KIND, open_case, words_for


def held(uow: UnitOfWork, review_id: str) -> Held:
    """Return what a case holds, as far as its states ask for it."""
    uow.flush()
    case = uow.get(Review, review_id)
    rows = uow.all(select(ReviewAgency).where(ReviewAgency.review_id == review_id))
    findings = uow.all(
        select(Finding).where(Finding.source_kind == KIND, Finding.source_id == review_id)
    )
    made = select(Recommendation.finding_id).where(
        Recommendation.source_kind == KIND, Recommendation.source_id == review_id
    )
    recommended = set(uow.session.scalars(made))
    return Held(
        happened=bool(case.happened.strip()),
        decided=case.decided_on is not None,
        purpose=bool(case.purpose.strip()),
        tool=case.tool_id is not None,
        asked=sum(row.asked_on is not None for row in rows),
        summaries_awaited=sum(row.asked_on is not None and row.received_on is None for row in rows),
        findings=len(findings),
        unanswered_findings=sum(
            one.kind is FindingKind.IMPROVEMENT
            and one.id not in recommended
            and not one.no_recommendation
            for one in findings
        ),
        publication=case.publication is not Publication.OPEN,
        plan_agreed=case.plan_agreed_on is not None,
        actions_awaited=sum(one.status.is_awaited for one in plan_of(uow, review_id)),
        impact=bool(case.impact.strip()),
        answered=bool(case.answer.strip()),
    )


def plan_of(uow: UnitOfWork, review_id: str) -> list[Action]:
    """Return the actions that were raised on a review, its findings and recommendations."""
    raised = [(KIND, [review_id])]
    for model in (Finding, Recommendation):
        own = select(model.id).where(model.source_kind == KIND, model.source_id == review_id)
        raised.append((model.__tablename__, list(uow.session.scalars(own))))
    found: list[Action] = []
    for name, ids in raised:
        on = select(Action).where(Action.source_kind == name, Action.source_id.in_(ids))
        found += uow.all(on.order_by(Action.ref))
    return found


def move_to(uow: UnitOfWork, review_id: str, state: ReviewState) -> None:
    """Take a case to a state; refuses what it lacks for it. Back is open, also when closed."""
    case = uow.get(Review, review_id)
    if state is ReviewState.NOT_PROGRESSED:
        raise Refusal(
            "That a case is not taken further is a decision.",
            "Its state stays as it is.",
            "Decide it so, with the reasons.",
        )
    if case.state is ReviewState.NOT_PROGRESSED:
        raise Refusal(
            f"{case.ref} was not taken further.",
            "Its state stays as it is.",
            "Take the decision back first.",
        )
    review_states.refuse_unready(case.kind, case.state, state, held(uow, review_id))
    case.state = state


def settle_publication(
    uow: UnitOfWork,
    review_id: str,
    publication: Publication,
    *,
    on: date | None = None,
    until: date | None = None,
    where: str = "",
    reason: str = "",
) -> None:
    """Settle whether a report is published: where, from and until; withheld only with a reason.

    The day may be still to come: the copy for the Panel is then due before it.
    """
    case = open_case(uow, review_id)
    out = publication in {Publication.PUBLISHED, Publication.SUMMARY}
    if publication is Publication.WITHHELD:
        words_for(reason, "A report is withheld with a reason only", "Say why.")
    if out and on is None:
        raise Refusal(
            "No day of publication is given.", "Nothing was changed.", "Give the day, or plan one."
        )
    if out and on is not None and until is not None:
        _refuse_short(on, until)
    case.publication, case.publication_reason = publication, reason.strip()
    case.published_on, case.published_until = (on, until) if out else (None, None)
    case.published_where = where.strip() if out else ""
    review_clocks.follow(uow, case)


def _refuse_short(on: date, until: date) -> None:
    """Refuse an end of publication within a year.

    Source: Working Together to Safeguard Children 2023, chapter 5: reports of local reviews stay
    available for at least one year; the partnership holds safeguarding adults reviews to the same.
    """
    year_on = add_months(on, 12)
    if until < year_on:
        raise Refusal(
            f"A report stays available for at least a year, until {write_date(year_on)} here.",
            "Nothing was changed.",
            "Give a later end, or none.",
        )


def answer_sender(uow: UnitOfWork, review_id: str, words: str) -> None:
    """Take down what those who sent a near miss or good practice were told came of it."""
    case = open_case(uow, review_id)
    case.answer = words_for(words, "The answer has no words", "Say what came of it.")
    case.answered_on = uow.today
