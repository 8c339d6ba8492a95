"""Learning needs: taken down, judged, answered; and learning points, carried or told why not."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Agency,
    Course,
    CourseContent,
    CourseVersion,
    Group,
    LearningNeed,
    LearningPoint,
    NeedAgency,
)
from safeguard_desk.rules.learning_needs import WEIGHTS, refuse_step
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_learning import CourseLevel, NeedResponse, NeedSource, NeedState
from safeguard_desk.rules.terms_thread import LinkKind
from safeguard_desk.work import linking
from safeguard_desk.work.audits import words_for
from safeguard_desk.work.course_content import carry
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.references import next_reference

Source = tuple[str, str]
"""The kind and id of a record."""
SOURCES: dict[str, NeedSource] = {
    "reviews": NeedSource.REVIEW,
    "audits": NeedSource.AUDIT,
    "inspections": NeedSource.INSPECTION,
    "indicators": NeedSource.DATA,
}
"""Where a need was seen, by the kind of record that showed it."""


RAISED_FROM = frozenset(
    {
        *("findings", "recommendations", "learning_points", "audits", "reviews", "inspections"),
        *("indicators", "actions", "risks"),
    }
)
"""Kinds of record that a need is raised from by one key."""


def add_need(
    uow: UnitOfWork,
    group_id: str,
    title: str = "",
    *,
    source: NeedSource = NeedSource.OTHER,
    record: Source | None = None,
    source_words: str = "",
    side: Side | None = None,
    audience: str = "",
    level: CourseLevel | None = None,
    evidence: str = "",
    impact: int | None = None,
    reach: int | None = None,
    agencies: Iterable[str] = (),
    raised_on: date | None = None,
    due_on: date | None = None,
) -> LearningNeed:
    """Take a learning need down; `record` is the kind and id of what showed it.

    Without words it is called as that record is. A record of the restricted part gives only the
    wording that was agreed for others; where there is none, words of one's own are needed.
    """
    group = uow.get(Group, group_id)
    kind, record_id = record or ("", None)
    if record is not None:
        title, side, source = _as_shown(uow, record, title, side, source)
    _refuse_weight(impact, reach)
    need = uow.add(
        LearningNeed(
            ref=next_reference(uow, f"{group.code}-N"),
            title=words_for(title, "A learning need needs words", "Say what is to be learned."),
            group_id=group_id,
            side=side or Side.BOTH,
            source=source,
            source_kind=kind,
            source_id=record_id,
            source_words=source_words.strip(),
            audience=audience.strip(),
            level=level,
            evidence=evidence.strip(),
            impact=impact,
            reach=reach,
            raised_on=raised_on or uow.today,
            due_on=due_on,
        )
    )
    for agency_id in dict.fromkeys(agencies):
        concern(uow, need.id, agency_id)
    return need


def _as_shown(
    uow: UnitOfWork, record: Source, title: str, side: Side | None, source: NeedSource
) -> tuple[str, Side | None, NeedSource]:
    """Return what a need takes over from the record that showed it."""
    shown: Any = uow.get(KINDS[record[0]], record[1])
    title = title.strip() or _words_of(uow, shown)
    return title, side or getattr(shown, "side", None), _source(record[0], shown, source)


def _words_of(uow: UnitOfWork, shown: Any) -> str:
    """Return what a record may be called outside Case Review; refuses what nobody agreed."""
    if is_of_review(uow, shown):
        agreed = str(getattr(shown, "public_words", "") or "")
        return words_for(
            agreed,
            f"No wording of {shown.ref} was agreed for other groups",
            "Agree its anonymous wording first, or type the need in words that tell of nobody.",
        )
    return " ".join(str(getattr(shown, shown.searched[0])).split())


def is_of_review(uow: UnitOfWork, record: Any) -> bool:
    """Say whether a record is of the restricted part: its own words stay there."""
    group_id = getattr(record, "group_id", None)
    of_group = group_id is not None and uow.get(Group, group_id).kind is GroupKind.REVIEW
    return of_group or bool(getattr(record, "restricted", False))


def _source(kind: str, shown: Any, given: NeedSource) -> NeedSource:
    named = getattr(shown, "source_kind", "") if kind not in SOURCES else kind
    return SOURCES.get(named, given)


def _refuse_weight(*numbers: int | None) -> None:
    wrong = next((one for one in numbers if one is not None and one not in WEIGHTS), None)
    if wrong is not None:
        raise Refusal(
            f"{wrong} is not from {min(WEIGHTS)} to {max(WEIGHTS)}.",
            "Nothing was changed.",
            "1 is low, 2 is medium, 3 is high.",
        )


def edit(uow: UnitOfWork, need_id: str, name: str, seen: Any, value: Any) -> None:
    """Change a field of a need; its state has a verb of its own (`move_to`)."""
    if name == "title":
        words_for(value or "", "A learning need needs words", "Say what is to be learned.")
    if name in {"impact", "reach"}:
        _refuse_weight(value)
    set_field(uow, LearningNeed, need_id, name, seen, value)


def judge(uow: UnitOfWork, need_id: str, impact: int | None, reach: int | None) -> None:
    """Judge a need's priority: what it would change, and how many it concerns, 1 to 3 each."""
    need = uow.get(LearningNeed, need_id)
    _refuse_weight(impact, reach)
    need.impact, need.reach = impact, reach


def concern(uow: UnitOfWork, need_id: str, agency_id: str) -> None:
    """Say that a need concerns an agency's staff; once each."""
    uow.get(Agency, agency_id)
    uow.flush()
    a = NeedAgency
    if uow.find(select(a).where(a.need_id == need_id, a.agency_id == agency_id)) is None:
        uow.add(NeedAgency(need_id=need_id, agency_id=agency_id))


def set_agencies(uow: UnitOfWork, need_id: str, agencies: Iterable[str]) -> None:
    """Say whose staff a need concerns."""
    wanted = set(agencies)
    a = NeedAgency
    for held in uow.all(select(a).where(a.need_id == need_id)):
        if held.agency_id not in wanted:
            uow.delete(held)
    for agency_id in sorted(wanted):
        concern(uow, need_id, agency_id)


def link_source(uow: UnitOfWork, need_id: str, record: Source) -> None:
    """Say which record showed a need; further ones are linked to it."""
    need = uow.get(LearningNeed, need_id)
    shown: Any = uow.get(KINDS[record[0]], record[1])
    if need.source_id is None:
        need.source_kind, need.source_id = record
        need.source = _source(record[0], shown, need.source)
    elif (need.source_kind, need.source_id) != record:
        linking.link(uow, record, ("learning_needs", need_id), LinkKind.LED_TO)


def respond(uow: UnitOfWork, need_id: str, response: NeedResponse, words: str = "") -> None:
    """Decide how a need is answered."""
    need = uow.get(LearningNeed, need_id)
    need.response, need.response_words = response, words.strip() or need.response_words


def answer_by_course(uow: UnitOfWork, need_id: str, course_id: str) -> CourseContent:
    """Let a course answer a need: its present version carries it, and the need is in the programme.

    Refuses a need that was not taken on.
    """
    need = uow.get(LearningNeed, need_id)
    if need.state is NeedState.NOT_TAKEN_ON:
        raise Refusal(
            f"{need.ref} was not taken on: {need.state_reason}",
            "No course was named.",
            "Take it up again first.",
        )
    content = carry(uow, course_id, ("learning_needs", need_id))
    need.response = NeedResponse.COURSE
    if need.state in {NeedState.IDENTIFIED, NeedState.AGREED}:
        need.state, need.state_reason = NeedState.IN_PROGRAMME, ""
    return content


def move_to(uow: UnitOfWork, need_id: str, state: NeedState, reason: str = "") -> None:
    """Take a need to a state. Refuses what it lacks: see `refuse_step`."""
    need = uow.get(LearningNeed, need_id)
    refuse_step(need.ref, need.state, state, response=need.response, reason=reason)
    need.state, need.state_reason = state, reason.strip()


# Learning points


def carry_point(uow: UnitOfWork, point_id: str, course_id: str) -> CourseContent:
    """Let the present version of a course carry a learning point."""
    point = uow.get(LearningPoint, point_id)
    point.not_carried = ""
    uow.get(Course, course_id)
    return carry(uow, course_id, ("learning_points", point_id))


def carry_by(uow: UnitOfWork, point_id: str, by: Source) -> None:
    """Let a course, a session or a learning product carry a learning point."""
    if by[0] == "courses":
        carry_point(uow, point_id, by[1])
        return
    uow.get(LearningPoint, point_id).not_carried = ""
    linking.link(uow, ("learning_points", point_id), by, LinkKind.TRAINED_BY)


def not_carried(uow: UnitOfWork, point_id: str, reason: str) -> None:
    """Take down why no course or briefing carries a learning point; refuses without a reason."""
    uow.get(LearningPoint, point_id).not_carried = words_for(
        reason, "No reason is given why nothing carries it", "Say why; the list keeps the reason."
    )


def carry_after_all(uow: UnitOfWork, point_id: str, _: str = "") -> None:
    """Take back that a learning point is not to be carried."""
    uow.get(LearningPoint, point_id).not_carried = ""


def courses_of(uow: UnitOfWork, need_id: str) -> list[Course]:
    """Return the courses whose versions carry a need."""
    uow.flush()
    c, v = CourseContent, CourseVersion
    carried = select(v.course_id).join(c, c.course_version_id == v.id)
    carried = carried.where(c.source_kind == "learning_needs", c.source_id == need_id)
    return list(uow.all(select(Course).where(Course.id.in_(carried)).order_by(Course.ref)))
