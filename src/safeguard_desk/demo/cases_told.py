"""What others may hear of the demonstration's cases, and what its rapid review tells the Panel."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Recommendation
from safeguard_desk.rules.terms_review import Publication
from safeguard_desk.work import review_progress, reviews

_INFANT, _FIRE, _YOUNG = "CR-2026-01", "CR-2025-07", "CR-2026-04"
_TOLD = {
    _FIRE: ("public_words", "An adult who neglected themselves was hurt by a fire at home"),
    _YOUNG: ("public_words", "A young person died; harm outside the home is looked at"),
}
_RAPID = {
    "immediate_action": "A plan of protection was made for the siblings on the day itself",
    "lived_experience": "The infant was seen at home by three services and settled with few people;"
    " nobody wrote down what a day there was like",
    "national_issues": "How hospitals tell health visitors of repeated injuries",
}


def tell(uow: UnitOfWork, *, cases: Mapping[str, str]) -> None:
    """Agree wording for others, complete the rapid review, and settle one publication."""
    for ref, (field, words) in _TOLD.items():
        reviews.edit(uow, cases[ref], field, "", words)
    for field, words in _RAPID.items():
        reviews.edit(uow, cases[_INFANT], field, "", words)
    review_progress.settle_publication(
        uow,
        cases[_INFANT],
        Publication.SUMMARY,
        on=uow.today + timedelta(days=30),
        where="The partnership's website, learning from reviews",
        reason="The whole report would tell who is meant",
    )
    made = uow.find(
        select(Recommendation)
        .where(Recommendation.source_kind == "reviews", Recommendation.source_id == cases[_FIRE])
        .order_by(Recommendation.ref)
    )
    if made is not None:
        made.public_words = "Agree which agency leads where an adult neglects themselves"
