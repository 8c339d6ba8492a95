"""The golden thread: what was found, what is recommended, what follows, and how it is linked.

Whoever raises one record on another (an audit a finding, a finding an action) does it here, so
that a thread is whole without anybody drawing it.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    KINDS,
    Action,
    Finding,
    FindingAgency,
    Group,
    LearningPoint,
    Link,
    Recommendation,
)
from safeguard_desk.rules.terms import ActionSource, Side
from safeguard_desk.rules.terms_thread import Audience, FindingKind, LinkKind, Response
from safeguard_desk.work.actions import NewAction, raise_action
from safeguard_desk.work.references import next_reference

RAISED_BY = {
    "findings": ActionSource.AUDIT,
    "recommendations": ActionSource.RECOMMENDATION,
    "risks": ActionSource.RISK,
    "inspections": ActionSource.INSPECTION,
    "indicators": ActionSource.SIGNAL,
    "reviews": ActionSource.REVIEW,
    "child_death_findings": ActionSource.REVIEW,
}
"""What an action is said to come from, by the kind of record it was raised on."""
CALLED = {
    "findings": "Finding",
    "recommendations": "Recommendation",
    "risks": "Risk",
    "inspections": "Inspection",
    "indicators": "Signal of",
    "reviews": "Review",
    "child_death_findings": "Child deaths",
    "challenges": "Challenge",
    "matter_moves": "Escalation",
}
"""What goes before a reference where an action says what it was raised on."""
_OF_FINDINGS = {"inspections": ActionSource.INSPECTION, "reviews": ActionSource.REVIEW}
"""Findings of these are not an audit's."""


def _of_restricted(uow: UnitOfWork, source: tuple[str, str] | None) -> bool:
    """Tell whether what something is said of is restricted: then so is what is said."""
    kind, record_id = source or ("", "")
    if kind not in KINDS or not record_id:
        return False
    try:
        record = uow.get(KINDS[kind], record_id)
    except Refusal:
        return False  # it is gone, as a source may be
    return bool(getattr(record, "restricted", False))


def _words(words: str, what: str) -> str:
    kept = words.strip()
    if not kept:
        raise Refusal(f"{what} needs words.", "Nothing was added.", "Say it in a sentence.")
    return kept


def add_finding(
    uow: UnitOfWork,
    group_id: str,
    text: str,
    *,
    kind: FindingKind = FindingKind.IMPROVEMENT,
    source: tuple[str, str] | None = None,
    side: Side = Side.BOTH,
    agencies: tuple[str, ...] = (),
    evidence: str = "",
    found_on: date | None = None,
    restricted: bool = False,
) -> Finding:
    """Take down a finding; `source` is the kind and id of the record that showed it."""
    group = uow.get(Group, group_id)
    source_kind, source_id = source or ("", None)
    restricted = restricted or _of_restricted(uow, source)
    finding = uow.add(
        Finding(
            ref=next_reference(uow, f"{group.code}-F"),
            text=_words(text, "A finding"),
            kind=kind,
            group_id=group_id,
            side=side,
            source_kind=source_kind,
            source_id=source_id,
            found_on=found_on or uow.today,
            evidence=evidence.strip(),
            restricted=restricted,
        )
    )
    for agency_id in agencies:
        uow.add(FindingAgency(finding_id=finding.id, agency_id=agency_id))
    return finding


def recommend(
    uow: UnitOfWork,
    finding_id: str,
    text: str,
    *,
    agency_id: str | None = None,
    owner_id: str | None = None,
    made_on: date | None = None,
) -> Recommendation:
    """Recommend something on a finding: to an agency, or to the partnership where none is named."""
    finding = uow.get(Finding, finding_id)
    finding.no_recommendation = ""
    return _recommendation(uow, finding, text, agency_id, owner_id, made_on)


def recommend_from(
    uow: UnitOfWork,
    group_id: str,
    text: str,
    source: tuple[str, str],
    *,
    side: Side = Side.BOTH,
    agency_id: str | None = None,
    owner_id: str | None = None,
    made_on: date | None = None,
    restricted: bool = False,
) -> Recommendation:
    """Recommend something that a review or an audit says without a finding of its own."""
    restricted = restricted or _of_restricted(uow, source)
    return uow.add(
        Recommendation(
            ref=next_reference(uow, f"{uow.get(Group, group_id).code}-REC"),
            text=_words(text, "A recommendation"),
            group_id=group_id,
            side=side,
            source_kind=source[0],
            source_id=source[1],
            agency_id=agency_id,
            owner_id=owner_id,
            made_on=made_on or uow.today,
            restricted=restricted,
        )
    )


def _recommendation(
    uow: UnitOfWork,
    finding: Finding,
    text: str,
    agency_id: str | None,
    owner_id: str | None,
    made_on: date | None,
) -> Recommendation:
    made = recommend_from(
        *(uow, finding.group_id, text, (finding.source_kind, finding.source_id or "")),
        side=finding.side,
        agency_id=agency_id,
        owner_id=owner_id,
        made_on=made_on,
        restricted=finding.restricted,
    )
    made.source_id = finding.source_id
    made.finding_id = finding.id
    return made


def recommend_nothing(uow: UnitOfWork, finding_id: str, reason: str) -> None:
    """Take down why nothing is recommended on a finding; refuses without a reason."""
    finding = uow.get(Finding, finding_id)
    given = select(Recommendation).where(Recommendation.finding_id == finding_id)
    made = uow.find(given.limit(1))
    if made is not None:
        raise Refusal(
            f"{finding.ref} already has a recommendation: {made.ref}.",
            "Nothing was changed.",
            "Reject the recommendation if it is not to be followed.",
        )
    finding.no_recommendation = _words(reason, "The reason why nothing is recommended")


def respond(
    uow: UnitOfWork,
    recommendation_id: str,
    response: Response,
    reason: str = "",
    *,
    on: date | None = None,
) -> None:
    """Take down the answer to a recommendation; in part, or rejected, it needs a reason."""
    made = uow.get(Recommendation, recommendation_id)
    if response in {Response.PART, Response.REJECTED} and not reason.strip():
        raise Refusal(
            f"{made.ref} is not accepted in full, and no reason is given.",
            "The response stays as it was.",
            "Say why; the reason is shown in the report.",
        )
    made.response = response
    made.response_reason = reason.strip()
    made.responded_on = None if response is Response.AWAITED else (on or uow.today)


def add_learning_point(
    uow: UnitOfWork,
    group_id: str,
    text: str,
    *,
    finding_id: str | None = None,
    source: tuple[str, str] | None = None,
    side: Side = Side.BOTH,
    noted_on: date | None = None,
    restricted: bool = False,
) -> LearningPoint:
    """Take down what is to be learned; of a finding it takes source, side and restriction."""
    if finding_id is not None:
        finding = uow.get(Finding, finding_id)
        source = source or (finding.source_kind, finding.source_id or "")
        side, restricted = finding.side, restricted or finding.restricted
    restricted = restricted or _of_restricted(uow, source)
    source_kind, source_id = source or ("", "")
    return uow.add(
        LearningPoint(
            ref=next_reference(uow, f"{uow.get(Group, group_id).code}-LP"),
            text=_words(text, "A learning point"),
            finding_id=finding_id,
            group_id=group_id,
            side=side,
            source_kind=source_kind,
            source_id=source_id or None,
            noted_on=noted_on or uow.today,
            restricted=restricted,
        )
    )


def share(
    uow: UnitOfWork, learning_point_id: str, audience: Audience, on: date | None = None
) -> None:
    """Tick off one of the three audiences of a learning point (DOMAIN 6)."""
    setattr(uow.get(LearningPoint, learning_point_id), f"{audience.value}_on", on or uow.today)


def raise_action_on(
    uow: UnitOfWork,
    source: tuple[str, str],
    new: NewAction,
    *,
    group_id: str | None = None,
    raised_on: date | None = None,
    meeting_id: str | None = None,
) -> Action:
    """Raise an action on any record: it says so wherever it is shown, and stands on its thread.

    group_id: the group that has the action, where it is not the record's own.
    """
    kind, record_id = source
    record: Any = uow.get(KINDS[kind], record_id)
    action = raise_action(
        *(uow, group_id or record.group_id, replace(new, source=_source(kind, record))),
        raised_on=raised_on,
        meeting_id=meeting_id,
        raised_at=f"{CALLED.get(kind, '')} {getattr(record, 'ref', '') or record.period}".strip(),
    )
    action.source_kind, action.source_id = kind, record_id
    action.restricted = action.restricted or getattr(record, "restricted", False)
    return action


def _source(kind: str, record: Any) -> ActionSource:
    if isinstance(record, Finding):
        return _OF_FINDINGS.get(record.source_kind, ActionSource.AUDIT)
    return RAISED_BY.get(kind, ActionSource.OTHER)


def link(
    uow: UnitOfWork,
    earlier: tuple[str, str],
    later: tuple[str, str],
    kind: LinkKind = LinkKind.LED_TO,
    words: str = "",
) -> Link:
    """Link two records, the earlier first; the same link is made once."""
    if earlier == later:
        raise Refusal(
            "A record cannot be linked to itself.",
            "No link was made.",
            "Choose another record.",
        )
    if later[0] == "priorities" and earlier[0] != "priorities":
        # Work serves a priority: it comes first on a thread, whichever was chosen first.
        earlier, later, kind = later, earlier, LinkKind.SERVED_BY
    for end in (earlier, later):
        uow.get(KINDS[end[0]], end[1])
    uow.flush()
    same = uow.find(
        select(Link).where(
            Link.from_kind == earlier[0],
            Link.from_id == earlier[1],
            Link.to_kind == later[0],
            Link.to_id == later[1],
            Link.kind == kind,
        )
    )
    if same is not None:
        return same
    return uow.add(
        Link(
            kind=kind,
            from_kind=earlier[0],
            from_id=earlier[1],
            to_kind=later[0],
            to_id=later[1],
            on=uow.today,
            words=words.strip(),
        )
    )


def unlink(uow: UnitOfWork, link_id: str) -> None:
    """Take a link away; what the records themselves tell stays."""
    uow.delete(uow.get(Link, link_id))
