"""The records that a thread can be linked to, by reference and words."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import KINDS
from safeguard_desk.views.choices import Choice
from safeguard_desk.views.places import Places
from safeguard_desk.views.thread_nodes import facts_of

KINDS_LINKED = (
    *("findings", "recommendations", "learning_points", "risks", "priorities", "audits"),
    *(
        "indicators",
        "inspections",
        "reviews",
        "child_death_findings",
        "courses",
        "learning_needs",
        "learning_products",
    ),
    *("guidance", "challenges", "matters", "decisions_between", "assessment_rounds", "meetings"),
    *("training_sessions", "matter_moves", "actions"),
)
"""Kinds that a person may link by hand; those that a desk does not have are passed over."""
_TOLD_ELSEWHERE = frozenset({"training_sessions", "matter_moves", "child_death_findings"})
"""Kinds whose words stand in another record, as a session's in its course, or in several fields."""
_WORDS = 90
_ACTIONS = 2000
"""Records of a kind that are offered, the newest."""


def linkable(reader: Reader, *, hidden: bool = True) -> list[Choice]:
    """Return what can be linked: its kind and id in one, and "QA-F-0001 Returns are late".

    hidden: with what is restricted or belongs to case reviews; without it while a screen is shared.
    """
    offered: list[Choice] = []
    places = Places(reader)
    for kind in KINDS_LINKED:
        if kind not in KINDS:
            continue
        if kind in _TOLD_ELSEWHERE:
            offered += _told(reader, kind, places, hidden=hidden)
            continue
        model: Any = KINDS[kind]
        columns = model.__table__.c
        ref = columns.ref if "ref" in columns else columns.id
        words = columns[model.searched[0]]
        statement = select(columns.id, ref, words).order_by(columns.created_at.desc())
        for record_id, code, said in reader.rows(statement.limit(_ACTIONS)):
            if not hidden and not places.may_be_shown(kind, record_id):
                continue
            name = f"{code} {said}" if "ref" in columns and said != code else said
            offered.append((f"{kind} {record_id}", " ".join(name.split())[:_WORDS]))
    return offered


def _told(reader: Reader, kind: str, places: Places, *, hidden: bool) -> Iterator[Choice]:
    columns: Any = KINDS[kind].__table__.c
    newest = select(columns.id).order_by(columns.created_at.desc()).limit(_ACTIONS)
    if "ref" in columns:
        newest = newest.where(columns.ref.is_not(None))
    ids = reader.scalars(newest)
    told = facts_of(reader, [(kind, identity) for identity in ids])
    for (_, identity), facts in told.items():
        if hidden or places.may_be_shown(kind, identity):
            yield f"{kind} {identity}", f"{facts.ref} {facts.title}".strip()[:_WORDS]
