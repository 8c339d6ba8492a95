"""What runs through the demonstration's cases: themes, a panel, a chase, a check of impact."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Finding, ReviewAgency
from safeguard_desk.rules.terms_review import ImpactSeen, Panel
from safeguard_desk.work import (
    review_edits,
    review_impact,
    review_themes,
    review_work,
    reviews,
)

_INFANT, _FIRE, _LODGER, _YOUNG = ("CR-2026-01", "CR-2025-07", "CR-2026-03", "CR-2026-04")
_MEANT = {
    "Was not brought": "Missed appointments of a child or an adult who depends on others",
    "Executive capacity": "What somebody says they will do, and what they can do",
    "Contact that lasts": "Staying in touch instead of referring on",
}
_FOUND = (
    (_FIRE, "Was not brought", "Missed appointments%"),
    (_FIRE, "Executive capacity", "Capacity was assumed%"),
    (_FIRE, "Contact that lasts", "A school nurse visited%"),
    (_LODGER, "Contact that lasts", "Visits were made%"),
)
"""The case, the theme, and how the finding begins that stands under it."""


def look_across(uow: UnitOfWork, *, cases: Mapping[str, str]) -> None:
    """Gather what the cases say under themes, ask again for a summary, and check impact."""
    group_id = reviews.find(uow, _FIRE).group_id
    for title, words in _MEANT.items():
        review_themes.add(uow, group_id, title, words)
    for ref, theme, begins in _FOUND:
        wanted = select(Finding).where(Finding.source_id == cases[ref], Finding.text.like(begins))
        found = uow.find(wanted.order_by(Finding.ref).limit(1))
        if found is not None:
            review_themes.note(uow, cases[ref], theme, finding_id=found.id)
    review_themes.note(
        *(uow, cases[_INFANT], "Was not brought"),
        "Two missed health visits were written down as a choice of the parents",
    )
    review_work.give_role(uow, cases[_FIRE], Panel.MEMBER, words="Fire safety manager")
    review_work.give_role(uow, cases[_FIRE], Panel.MEMBER, words="Head of housing")
    row = uow.find(
        select(ReviewAgency)
        .where(ReviewAgency.review_id == cases[_YOUNG], ReviewAgency.received_on.is_(None))
        .order_by(ReviewAgency.id)
        .limit(1)
    )
    if row is not None:
        review_edits.chase_summary(uow, row.id)
    _check(uow, cases[_INFANT])


def _check(uow: UnitOfWork, case: str) -> None:
    """Let the impact of the rapid review be looked at, with the next look soon."""
    agreed = uow.today - timedelta(days=110)
    reviews.edit(uow, case, "plan_agreed_on", None, agreed)
    review_impact.check(
        *(uow, case, ImpactSeen.PARTLY),
        "Seven of ten audited cases were followed up after a second missed appointment",
        by="Quality Assurance lead",
        next_on=uow.today + timedelta(days=34),
    )
