"""What a thread shows of each record on it: its stage, words and state, and what it answers."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    KINDS,
    AgendaItem,
    Course,
    CourseContent,
    CourseVersion,
    Group,
    Matter,
    MatterMove,
    Meeting,
    TrainingSession,
)
from safeguard_desk.rules import rating as rule
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, GroupKind, Rating, Term
from safeguard_desk.rules.terms_learning import NeedResponse
from safeguard_desk.rules.terms_thread import Audience, Stage

STAGES: dict[str, Stage] = {
    "findings": Stage.FINDING,
    "recommendations": Stage.RECOMMENDATION,
    "actions": Stage.ACTION,
    "learning_points": Stage.LEARNING,
    "learning_needs": Stage.LEARNING,
    "courses": Stage.LEARNING,
    "training_sessions": Stage.LEARNING,
    "learning_products": Stage.LEARNING,
    "guidance": Stage.GUIDANCE,
    "measurements": Stage.CHECK,
    "impact_checks": Stage.CHECK,
}
"""Where records of a kind stand; all others are where something was seen."""
_STATES = ("response", "status", "state", "seen", "decided", "kind")
_DAYS = (
    "found_on",
    "made_on",
    "raised_on",
    "noted_on",
    "held_on",
    "published_on",
    "on",
    "checked_on",
    "started_on",
)


@dataclass(frozen=True)
class Facts:
    """What is known of a record. `settled`: it asks for nothing more by itself.

    `term` is its state as the field has it; `verdict` what it says of practice; empty for nothing.
    """

    stage: Stage
    ref: str
    title: str
    state: str = ""
    term: Term | None = None
    rating: Rating | None = None
    on: date | None = None
    restricted: bool = False
    group_kind: GroupKind | None = None
    settled: bool = False
    overtaken: bool = False
    """Something that a course teaches was overtaken by a later review or guidance."""
    planned: bool = False
    """An action plan was agreed on it."""
    verdict: str = ""
    verdict_state: str = ""
    verdict_on: date | None = None


def facts_of(reader: Reader, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Facts]:
    """Return the facts of records by their key; one that is gone is left out."""
    kinds: dict[str, list[str]] = {}
    for kind, record_id in keys:
        if kind in KINDS:
            kinds.setdefault(kind, []).append(record_id)
    groups = {row[0]: row[1] for row in reader.rows(select(Group.id, Group.kind))}
    found: dict[tuple[str, str], Facts] = {}
    for kind, ids in kinds.items():
        if kind == "agenda_items":
            found.update(_items(reader, ids))
            continue
        if kind == "training_sessions":
            found.update(_sessions(reader, ids))
            continue
        if kind == "matter_moves":
            found.update(_escalations(reader, ids))
            continue
        old = _overtaken(reader, ids) if kind == "courses" else set()
        table: Any = KINDS[kind].__table__
        for row in reader.rows(select(table).where(table.c.id.in_(ids))):
            held = dict(zip(table.c.keys(), row, strict=True))
            facts = _facts(kind, held, groups, reader.today)
            found[kind, held["id"]] = replace(facts, overtaken=held["id"] in old)
    return found


def _items(reader: Reader, ids: list[str]) -> dict[tuple[str, str], Facts]:
    """Return the facts of agenda items, called by their meeting."""
    statement = (
        select(AgendaItem.id, AgendaItem.position, AgendaItem.title, AgendaItem.restricted)
        .add_columns(Meeting.ref, Meeting.held_on, Group.kind)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(AgendaItem.id.in_(ids))
    )
    return {
        ("agenda_items", item): Facts(
            Stage.SIGNAL,
            f"{ref}, {position}",
            title,
            state=write_date(held_on),
            on=held_on,
            restricted=restricted,
            group_kind=kind,
        )
        for item, position, title, restricted, ref, held_on, kind in reader.rows(statement)
    }


def _escalations(reader: Reader, ids: list[str]) -> dict[tuple[str, str], Facts]:
    """Return the facts of what was put before boards, called by what they were to decide."""
    v = MatterMove
    statement = (
        select(v.id, v.ref, v.on, v.answer, v.decision, v.decided_on, Matter.title)
        .add_columns(Matter.restricted, Group.kind)
        .join(Matter, Matter.id == v.matter_id)
        .join(Group, Group.id == v.from_group_id)
        .where(v.id.in_(ids))
    )
    rows: Any = reader.rows(statement)
    return {
        ("matter_moves", identity): Facts(
            *(Stage.RECOMMENDATION, ref or "", f"{title}: {decision}" if decision else title),
            state=answer.label,
            term=answer,
            on=decided_on or on,
            restricted=restricted,
            group_kind=kind,
        )
        for identity, ref, on, answer, decision, decided_on, title, restricted, kind in rows
    }


def _sessions(reader: Reader, ids: list[str]) -> dict[tuple[str, str], Facts]:
    """Return the facts of sessions of training, called by their course."""
    s = TrainingSession
    statement = (
        select(s.id, s.ref, s.held_on, s.state, Course.title, Group.kind)
        .join(Course, Course.id == s.course_id)
        .join(Group, Group.id == Course.group_id)
        .where(s.id.in_(ids))
    )
    return {
        ("training_sessions", identity): Facts(
            Stage.LEARNING, ref, title, state=state.label, term=state, on=held_on, group_kind=kind
        )
        for identity, ref, held_on, state, title, kind in reader.rows(statement)
    }


def _overtaken(reader: Reader, ids: list[str]) -> set[str]:
    """Return the courses among some whose newest version something has overtaken."""
    c, v = CourseContent, CourseVersion
    newest = (
        select(func.max(v.number))
        .where(v.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )
    statement = (
        select(Course.id)
        .join(v, v.course_id == Course.id)
        .join(c, c.course_version_id == v.id)
        .where(Course.id.in_(ids), v.number == newest, c.overtaken_on.is_not(None))
    )
    return set(reader.scalars(statement))


def _facts(kind: str, held: dict[str, Any], groups: dict[str, GroupKind], today: date) -> Facts:
    model = KINDS[kind]
    title = str(held.get(model.searched[0] if model.searched else "id") or "")
    names = ("state",) if kind == "learning_needs" else _STATES
    term = next((held[name] for name in names if isinstance(held.get(name), Term)), None)
    return Facts(
        stage=STAGES.get(kind, Stage.SIGNAL),
        ref=str(held.get("ref") or held.get("code") or _numbered(kind, held)),
        title=" ".join(title.split()),
        state=_state(kind, held, term),
        term=term,
        rating=_rating(kind, held, today),
        on=next((held[name] for name in _DAYS if held.get(name)), None),
        restricted=bool(held.get("restricted")),
        group_kind=groups.get(held.get("group_id") or ""),
        settled=_settled(kind, held),
        planned=held.get("plan_agreed_on") is not None and kind in {"audits", "reviews"},
        **_verdict(kind, held),
    )


def _numbered(kind: str, held: dict[str, Any]) -> str:
    """Return what a record without a reference is called on its thread."""
    if kind == "priorities":
        return f"Priority {held['number']}, {held['year']}"
    return str(held.get("period") or "")


def _state(kind: str, held: dict[str, Any], term: Term | None) -> str:
    words = term.label if term is not None else ""
    if kind == "actions" and held["due_on"] is not None and held["status"].is_awaited:
        words = f"{words}, due {write_date(held['due_on'])}"
    if kind == "learning_points":
        heard = sum(held[f"{one.value}_on"] is not None for one in Audience)
        words = f"Heard by {heard} of {len(Audience)}"
    return words


def _rating(kind: str, held: dict[str, Any], today: date) -> Rating | None:
    if kind != "actions":
        return None
    status: ActionStatus = held["status"]
    return rule.brag(status, held["due_on"], today, held["slips"], held["rating_override"])


def _settled(kind: str, held: dict[str, Any]) -> bool:
    if kind == "findings":
        return bool(held["no_recommendation"])
    if kind == "learning_needs":
        return bool(held["response"] is not NeedResponse.UNDECIDED)
    if kind == "learning_points":
        return all(held[f"{one.value}_on"] is not None for one in Audience)
    return False


def _verdict(kind: str, held: dict[str, Any]) -> dict[str, Any]:
    if kind == "actions" and held["impact_on"] is not None:
        return {
            "verdict": held["impact_evidence"],
            "verdict_state": f"It made a difference, says {held['impact_by']}",
            "verdict_on": held["impact_on"],
        }
    if kind == "audits" and held.get("verdict") is not None:
        return {
            "verdict": held["verdict_reasons"] or held["verdict"].label,
            "verdict_state": held["verdict"].label,
            "verdict_on": held["verdict_on"],
        }
    if kind == "reviews" and held.get("impact_seen") is not None:
        return {
            "verdict": held["impact"] or held["impact_seen"].label,
            "verdict_state": held["impact_seen"].label,
            "verdict_on": held["impact_on"],
        }
    return {}
