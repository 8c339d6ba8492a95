"""What belongs to a case, part by part: criteria, agencies, stages, events, findings ..."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.rules.criteria import Criterion
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.terms_review import (
    Answer,
    Exact,
    Family,
    Marker,
    Outcome,
    Panel,
    Significance,
    Supports,
)
from safeguard_desk.rules.terms_thread import Audience, FindingKind, Response


@dataclass(frozen=True)
class CriterionView:
    """A criterion and its answer, if there is one yet."""

    criterion: Criterion
    answer: Answer | None
    reasons: str
    answered_on: date | None

    @property
    def id(self) -> str:
        """The criterion's code."""
        return self.criterion.code


@dataclass(frozen=True)
class AgencyView:
    """An agency involved: its view, and its summary."""

    id: str
    agency_id: str
    name: str
    supports: Supports | None
    view: str
    viewed_on: date | None
    asked_on: date | None
    due_on: date | None
    received_on: date | None


@dataclass(frozen=True)
class StageView:
    """A stage of a review, planned and reached."""

    id: str
    position: int
    name: str
    planned_on: date | None
    reached_on: date | None
    days_planned: int
    days_actual: int


@dataclass(frozen=True)
class RoleView:
    """Somebody's part in a review."""

    id: str
    role: Panel
    who: str


@dataclass(frozen=True)
class ContactView:
    """A contact with a family."""

    id: str
    on: date
    with_whom: Family
    outcome: Outcome
    words: str


@dataclass(frozen=True)
class NameView:
    """A code name of a case."""

    id: str
    name: str
    meaning: str


@dataclass(frozen=True)
class EventView:
    """An event of a chronology."""

    id: str
    on: date
    exact: Exact
    agency: str
    words: str
    significance: Significance
    source: str


@dataclass(frozen=True)
class CheckView:
    """A quality marker as it was checked."""

    code: str
    marker: Marker
    words: str
    checked_on: date


@dataclass(frozen=True)
class RecommendationView:
    """A recommendation of a review."""

    id: str
    ref: str
    text: str
    to: str
    owner: str
    response: Response


@dataclass(frozen=True)
class FindingView:
    """A finding of a review with what is recommended on it."""

    id: str
    ref: str
    kind: FindingKind
    text: str
    evidence: str
    no_recommendation: str
    recommendations: tuple[RecommendationView, ...]


@dataclass(frozen=True)
class LearningView:
    """A learning point, and the audiences that have heard it."""

    id: str
    ref: str
    text: str
    heard: tuple[Audience, ...]


@dataclass(frozen=True)
class ActionView:
    """An action that came of a review."""

    id: str
    ref: str
    title: str
    owner: str
    due_on: date | None
    status: ActionStatus
