"""The anonymous wording agreed for others, by the restricted action that it may stand for."""

from dataclasses import replace

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Action, Finding, Recommendation, Review
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.views.actions import ActionRow, is_restricted, tracked
from safeguard_desk.views.counted import Scope

APART = "an action of the restricted part"
"""What a restricted action is called to others where no wording was agreed."""


def agreed(words: str) -> str:
    """Return wording agreed for others; "" where it tells who somebody is all the same."""
    return "" if leaks(words) else " ".join(words.split())


def of_actions(reader: Reader) -> dict[str, str]:
    """Return the wording agreed for each restricted action that has one.

    It is that of the recommendation which the action was raised on, else of the review.
    """
    a, r, v, f = Action, Recommendation, Review, Finding
    own = select(a.id, r.public_words).join(
        r, (a.source_kind == "recommendations") & (r.id == a.source_id)
    )
    of_finding = (
        select(f.source_id)
        .where(a.source_kind == "findings", f.id == a.source_id, f.source_kind == "reviews")
        .correlate(a.__table__)
        .scalar_subquery()
    )
    of_review = select(a.id, v.public_words).join(
        v, or_((a.source_kind == "reviews") & (v.id == a.source_id), v.id == of_finding)
    )
    found = {}
    for statement, said in ((of_review, "Action on the review: {}"), (own, "{}")):
        for action, words in reader.rows(statement.where(is_restricted())):
            if told := agreed(words):
                found[action] = said.format(told)
    return found


def told_actions(reader: Reader, scope: Scope) -> list[ActionRow]:
    """Return the open restricted actions that may be told in agreed wording, and in no other."""
    words = of_actions(reader)
    if not words:
        return []
    rows = tracked(reader, restricted=True, narrowed=replace(scope, restricted=True).condition())
    return [
        replace(
            one,
            title=words[one.id],
            owner="",
            raised_at="",
            raised_in="",
            due_words="",
            closed_at="",
            evidence="",
            status_reason="",
            rating_reason="",
        )
        for one in rows
        if one.id in words and one.status.is_open
    ]
