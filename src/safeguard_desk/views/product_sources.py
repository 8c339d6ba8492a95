"""What a review, an audit, a finding or a learning point gives to a learning product.

What is of a case or restricted gives only the wording that was agreed for others.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Audit,
    Finding,
    Group,
    LearningPoint,
    Recommendation,
    Review,
)
from safeguard_desk.rules.products import Given
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.views.choices import Choice

KINDS_USED = ("reviews", "audits", "inspections", "findings", "learning_points")
"""Kinds of record that a product is made from."""
_CALLED = {
    "audits": "a multi-agency audit",
    "inspections": "an inspection",
    "findings": "a finding of quality assurance",
    "learning_points": "learning of the partnership",
}
OF_CASE = "a review of practice"
"""What a case is called in a product."""


@dataclass(frozen=True)
class _Row:
    """A finding, recommendation or learning point, with what may be told of it."""

    id: str
    words: str
    hidden: bool
    kind: FindingKind | None = None


def given(reader: Reader, kind: str, record_id: str) -> tuple[Given, Side]:
    """Return what a record gives to a product, and its side; refuses a kind that gives nothing."""
    if kind not in KINDS_USED:
        raise Refusal(
            "No learning product is made from this kind of record.",
            "Nothing was made.",
            "Choose a review, an audit, an inspection, a finding or a learning point.",
        )
    table: Any = KINDS[kind].__table__
    row = reader.one(select(table).where(table.c.id == record_id))
    if row is None:
        raise Refusal("This record is no longer there.", "Nothing was made.")
    held = dict(zip(table.c.keys(), row, strict=True))
    of_case = _of_case(reader, kind, held)
    findings = _findings(reader, kind, held)
    points = _points(reader, kind, held)
    recommended = _recommended(reader, kind, held)
    told = [one for one in findings if not one.hidden]
    carried = [one for one in points if not one.hidden]
    advised = [one for one in recommended if not one.hidden]
    everything = (*findings, *points, *recommended)
    found = Given(
        title=_title(kind, held, of_case=of_case),
        words=_words(kind, held, of_case=of_case),
        why=str(held.get("public_words") or "") if kind == "reviews" else "",
        findings=_of(told, FindingKind.IMPROVEMENT),
        strengths=_of(told, FindingKind.STRENGTH),
        learning=tuple(one.words for one in carried),
        recommended=tuple(one.words for one in advised),
        points=tuple(one.id for one in carried),
        left_out=sum(one.hidden for one in everything),
        of_case=of_case,
    )
    return found, held.get("side") or Side.BOTH


def _of(rows: list[_Row], kind: FindingKind) -> tuple[str, ...]:
    return tuple(one.words for one in rows if one.kind is kind)


def _of_case(reader: Reader, kind: str, held: dict[str, Any]) -> bool:
    group = reader.scalar(select(Group.kind).where(Group.id == held.get("group_id")))
    from_review = held.get("source_kind") == "reviews"
    return kind == "reviews" or from_review or group is GroupKind.REVIEW or _shut(held)


def _shut(held: dict[str, Any]) -> bool:
    return bool(held.get("restricted"))


def _title(kind: str, held: dict[str, Any], *, of_case: bool) -> str:
    if of_case:
        return ""
    words = str(held.get("title") or held.get("text") or "")
    return " ".join(words.split())


def _words(kind: str, held: dict[str, Any], *, of_case: bool) -> str:
    if of_case:
        return OF_CASE
    if kind == "audits":
        return f"{_CALLED[kind]} of {held['title'][:1].lower()}{held['title'][1:]}"
    return _CALLED[kind]


def _mine(model: Any, kind: str, held: dict[str, Any]) -> Any:
    """Return the condition by which findings and the like belong to the source."""
    if kind == "findings":
        return model.id == held["id"] if model is Finding else model.finding_id == held["id"]
    if kind == "learning_points":
        if model is LearningPoint:
            return model.id == held["id"]
        of = held.get("finding_id") or ""
        return model.id == of if model is Finding else model.finding_id == of
    found = select(Finding.id).where(
        and_(Finding.source_kind == kind, Finding.source_id == held["id"])
    )
    own = and_(model.source_kind == kind, model.source_id == held["id"])
    return own if model is Finding else or_(own, model.finding_id.in_(found))


def _findings(reader: Reader, kind: str, held: dict[str, Any]) -> list[_Row]:
    f = Finding
    statement = (
        select(f.id, f.text, f.restricted, Group.kind, f.kind, f.source_kind)
        .join(Group, Group.id == f.group_id)
        .where(_mine(f, kind, held))
        .order_by(f.ref)
    )
    return [
        _Row(found, text, shut or group is GroupKind.REVIEW or source == "reviews", of)
        for found, text, shut, group, of, source in reader.rows(statement)
    ]


def _points(reader: Reader, kind: str, held: dict[str, Any]) -> list[_Row]:
    return _agreed(reader, LearningPoint, _mine(LearningPoint, kind, held))


def _recommended(reader: Reader, kind: str, held: dict[str, Any]) -> list[_Row]:
    return _agreed(reader, Recommendation, _mine(Recommendation, kind, held))


def _agreed(reader: Reader, model: Any, mine: Any) -> list[_Row]:
    """Return records with their own words, or those agreed for others where they are of a case."""
    statement = (
        select(model.id, model.text, model.public_words, model.restricted, Group.kind)
        .add_columns(model.source_kind)
        .join(Group, Group.id == model.group_id)
        .where(mine)
        .order_by(model.ref)
    )
    found = []
    for identity, text, public, shut, group, source in reader.rows(statement):
        of_case = shut or group is GroupKind.REVIEW or source == "reviews"
        words = public if of_case else text
        found.append(_Row(identity, " ".join(words.split()), of_case and not public.strip()))
    return found


def find(reader: Reader, ref: str) -> tuple[str, str]:
    """Return the kind and id of the record of a reference; refuses one that gives no product."""
    wanted = ref.strip().upper()
    for kind in KINDS_USED:
        table: Any = KINDS[kind].__table__
        found = reader.scalar(select(table.c.id).where(func.upper(table.c.ref) == wanted))
        if found is not None:
            return kind, str(found)
    raise Refusal(
        f"There is no review, audit, inspection, finding or learning point “{ref.strip()}”.",
        "Nothing was made.",
        "A reference reads like QA-A-0001, QA-F-0001 or CR-LP-0001.",
    )


def codes_of_cases(reader: Reader) -> list[str]:
    """Return the code names of all cases: none of them may stand in a product."""
    return [ref for ref in reader.scalars(select(Review.ref)) if ref]


def offered(reader: Reader, *, cases: bool) -> list[Choice]:
    """Return what a product can be made from, the newest first: kind and id in one, and words.

    Cases are offered by their code name alone, and only to who may see them.
    """
    found: list[Choice] = []
    if cases:
        r = Review
        for identity, ref in reader.rows(select(r.id, r.ref).order_by(r.ref.desc())):
            found.append((f"reviews {identity}", f"Review {ref}"))
    for identity, ref, title in reader.rows(
        select(Audit.id, Audit.ref, Audit.title).order_by(Audit.ref.desc())
    ):
        found.append((f"audits {identity}", f"Audit {ref} {title}"))
    p = LearningPoint
    points = (
        select(p.id, p.ref, p.text, p.public_words, p.restricted, Group.kind)
        .join(Group, Group.id == p.group_id)
        .order_by(p.ref)
    )
    for identity, ref, text, public, shut, kind in reader.rows(points):
        of_case = shut or kind is GroupKind.REVIEW
        words = (public or "wording not agreed") if of_case else text
        found.append((f"learning_points {identity}", f"Learning point {ref} {words}"))
    return found
