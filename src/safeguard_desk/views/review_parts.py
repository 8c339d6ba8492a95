"""What belongs to a case, part by part: criteria, agencies, stages, events, findings ..."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.rules.criteria import Criterion
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.terms_review import (
    Answer,
    Exact,
    Family,
    ImpactSeen,
    Marker,
    NoteKind,
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
    chased_on: date | None = None
    chases: int = 0

    def days_late(self, today: date) -> int:
        """Return by how many days its summary is late; 0 where it is not awaited or not late."""
        if self.asked_on is None or self.received_on is not None or self.due_on is None:
            return 0
        return max(0, (today - self.due_on).days)


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
    compared: str = ""
    typed: str = ""


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
    reason: str = ""


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


@dataclass(frozen=True)
class NoteView:
    """A note of a review under a theme."""

    id: str
    theme_id: str
    theme: str
    kind: NoteKind
    text: str
    finding: str
    noted_on: date


@dataclass(frozen=True)
class ImpactView:
    """A check of impact: of the whole review, or of a recommendation by its reference."""

    id: str
    recommendation: str
    seen: ImpactSeen
    evidence: str
    by: str
    checked_on: date
    next_on: date | None
