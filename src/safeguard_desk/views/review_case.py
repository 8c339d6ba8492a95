"""One case as its page and its papers show it, with everything that belongs to it."""

from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    ActionOwner,
    Agency,
    CaseKey,
    CaseName,
    ChronologyEvent,
    FamilyContact,
    Finding,
    ImpactCheck,
    LearningPoint,
    Person,
    Recommendation,
    ReviewAgency,
    ReviewCheck,
    ReviewCriterion,
    ReviewRole,
    ReviewStage,
    ReviewTheme,
    ThemeNote,
)
from safeguard_desk.rules import chronology
from safeguard_desk.rules import criteria as rule
from safeguard_desk.rules.criteria import Verdict
from safeguard_desk.rules.leaks import Leak, code_name_faults, leaks, unknown_names
from safeguard_desk.rules.review_states import Held
from safeguard_desk.rules.terms_review import (
    Publication,
)
from safeguard_desk.rules.terms_thread import Audience, FindingKind
from safeguard_desk.views import review_texts, reviews
from safeguard_desk.views.review_parts import (
    ActionView,
    AgencyView,
    CheckView,
    ContactView,
    CriterionView,
    EventView,
    FindingView,
    ImpactView,
    LearningView,
    NameView,
    NoteView,
    RecommendationView,
    RoleView,
    StageView,
)
from safeguard_desk.views.reviews import ClockView, Head

V = TypeVar("V", StageView, ContactView, NameView, CheckView)


@dataclass(frozen=True)
class Case:
    """A case on a day."""

    today: date
    head: Head
    clocks: tuple[ClockView, ...]
    criteria: tuple[CriterionView, ...]
    agencies: tuple[AgencyView, ...]
    stages: tuple[StageView, ...]
    roles: tuple[RoleView, ...]
    contacts: tuple[ContactView, ...]
    names: tuple[NameView, ...]
    events: tuple[EventView, ...]
    checks: tuple[CheckView, ...]
    findings: tuple[FindingView, ...]
    learning: tuple[LearningView, ...]
    actions: tuple[ActionView, ...]
    notes: tuple[NoteView, ...] = ()
    impact: tuple[ImpactView, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    has_key: bool = False
    """A sealed key of the names behind the code names is kept."""

    @property
    def verdict(self) -> Verdict:
        """What the answers to the criteria amount to."""
        answers = {one.id: one.answer for one in self.criteria if one.answer is not None}
        return rule.verdict(self.head.side, answers)

    @property
    def held(self) -> Held:
        """What its states ask for, as far as it is there."""
        return Held(
            happened=bool(self.head.happened),
            decided=self.head.decided_on is not None,
            purpose=bool(self.head.purpose),
            tool=self.head.tool_id is not None,
            asked=sum(one.asked_on is not None for one in self.agencies),
            summaries_awaited=sum(
                one.asked_on is not None and one.received_on is None for one in self.agencies
            ),
            findings=len(self.findings),
            unanswered_findings=sum(
                one.kind is FindingKind.IMPROVEMENT
                and not one.recommendations
                and not one.no_recommendation
                for one in self.findings
            ),
            publication=self.head.publication is not Publication.OPEN,
            plan_agreed=self.head.plan_agreed_on is not None,
            actions_awaited=sum(one.status.is_awaited for one in self.actions),
            impact=bool(self.head.impact),
            answered=bool(self.head.answer),
        )

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every text of the case with the place where it stands."""
        return review_texts.of_case(self)

    @property
    def leaks(self) -> tuple[tuple[str, Leak], ...]:
        """What looks as if it told who somebody is, with its place."""
        return tuple((place, leak) for place, words in self.texts for leak in leaks(words))

    @property
    def gaps_and_clashes(self) -> tuple[str, ...]:
        """Where nobody tells anything for long, and where two agencies tell of one day."""
        return chronology.told(self.events)

    @property
    def strangers(self) -> tuple[tuple[str, str], ...]:
        """Code names that a text uses and the case does not list, with their place."""
        known = frozenset(one.name for one in self.names)
        return tuple(
            (place, name) for place, words in self.texts for name in unknown_names(words, known)
        )

    @property
    def inconsistent(self) -> tuple[str, ...]:
        """What a reader would miss, in words (DOMAIN 6: consistency checks)."""
        found = [
            f"“{one.criterion.text}” is not answered"
            for one in self.criteria
            if one.answer is None and not self.head.kind.is_light
        ]
        found += [
            f"{one.ref} has no recommendation and no reason why not"
            for one in self.findings
            if one.kind is FindingKind.IMPROVEMENT
            and not one.recommendations
            and not one.no_recommendation
        ]
        made = [one for finding in self.findings for one in finding.recommendations]
        found += [f"{one.ref} has no owner" for one in made if not one.owner]
        for point in self.learning:
            silent = [one.label.lower() for one in Audience if one not in point.heard]
            if silent:
                found.append(f"{point.ref} has not reached {', '.join(silent)}")
        found += [
            f"“{name}” ({place}) is no code name of this case" for place, name in self.strangers
        ]
        found += code_name_faults([(one.name, one.meaning) for one in self.names], self.texts)
        found += [f"“{leak.text}” ({place}) looks like {leak.what}" for place, leak in self.leaks]
        return tuple(found)


def case(reader: Reader, review_id: str) -> Case:
    """Return a case with everything that belongs to it; refuse when it is no longer there."""
    head = reviews.head(reader, review_id)
    return Case(
        reader.today,
        head,
        tuple(reviews.clocks(reader, review_id)),
        _criteria(reader, head),
        _agencies(reader, review_id),
        _each(reader, StageView, ReviewStage, review_id, "position"),
        _roles(reader, review_id),
        _each(reader, ContactView, FamilyContact, review_id, "on"),
        _each(reader, NameView, CaseName, review_id, "name"),
        _events(reader, review_id),
        _each(reader, CheckView, ReviewCheck, review_id, "code"),
        _findings(reader, review_id),
        _learning(reader, review_id),
        _actions(reader, review_id),
        _notes(reader, review_id),
        _impact(reader, review_id),
        review_texts.elsewhere(reader, review_id, head.ref),
        reader.scalar(select(CaseKey.id).where(CaseKey.review_id == review_id)) is not None,
    )


def _each(reader: Reader, view: type[V], model: Any, review_id: str, order: str) -> tuple[V, ...]:
    """Return a case's records of a kind, as the view whose fields they have."""
    names = [field.name for field in fields(view)]
    return tuple(view(*row) for row in _own(reader, model, review_id, *names, order=order))


def _own(reader: Reader, model: Any, review_id: str, *names: str, order: str) -> Any:
    columns = [getattr(model, name) for name in names]
    statement = select(*columns).where(model.review_id == review_id)
    return reader.rows(statement.order_by(getattr(model, order), model.id))


def _criteria(reader: Reader, head: Head) -> tuple[CriterionView, ...]:
    rows = _own(
        reader, ReviewCriterion, head.id, "code", "answer", "reasons", "answered_on", order="code"
    )
    given = {code: rest for code, *rest in rows}
    return tuple(
        CriterionView(one, *given.get(one.code, (None, "", None)))
        for one in rule.criteria(head.side)
    )


def _agencies(reader: Reader, review_id: str) -> tuple[AgencyView, ...]:
    r = ReviewAgency
    statement = (
        select(r.id, r.agency_id, Agency.name, r.supports, r.view, r.viewed_on)
        .add_columns(r.asked_on, r.due_on, r.received_on, r.chased_on, r.chases)
        .join(Agency, Agency.id == r.agency_id)
        .where(r.review_id == review_id)
        .order_by(Agency.name)
    )
    return tuple(AgencyView(*row) for row in reader.rows(statement))


def _roles(reader: Reader, review_id: str) -> tuple[RoleView, ...]:
    statement = (
        select(ReviewRole.id, ReviewRole.role, Person.role, ReviewRole.words)
        .outerjoin(Person, Person.id == ReviewRole.person_id)
        .where(ReviewRole.review_id == review_id)
        .order_by(ReviewRole.created_at, ReviewRole.id)
    )
    return tuple(
        RoleView(role_id, role, ", ".join(part for part in (person, words) if part))
        for role_id, role, person, words in reader.rows(statement)
    )


def _events(reader: Reader, review_id: str) -> tuple[EventView, ...]:
    e = ChronologyEvent
    statement = (
        select(e.id, e.on, e.exact, Agency.short_name, Agency.name, e.agency_words)
        .add_columns(e.words, e.significance, e.source, e.compared, e.typed)
        .outerjoin(Agency, Agency.id == e.agency_id)
        .where(e.review_id == review_id)
        .order_by(e.on, e.id)
    )
    return tuple(
        EventView(event_id, on, exact, short or name or said or "", *rest)
        for event_id, on, exact, short, name, said, *rest in reader.rows(statement)
    )


def _findings(reader: Reader, review_id: str) -> tuple[FindingView, ...]:
    made: dict[str | None, list[RecommendationView]] = defaultdict(list)
    r = Recommendation
    statement = (
        select(r.finding_id, r.id, r.ref, r.text, Agency.name, Person.role, r.response)
        .add_columns(r.response_reason)
        .outerjoin(Agency, Agency.id == r.agency_id)
        .outerjoin(Person, Person.id == r.owner_id)
        .where(r.source_kind == "reviews", r.source_id == review_id)
        .order_by(r.ref)
    )
    for finding, made_id, ref, text, to, owner, *rest in reader.rows(statement):
        made[finding].append(
            RecommendationView(made_id, ref, text, to or "Partnership", owner or "", *rest)
        )
    f = Finding
    found = (
        select(f.id, f.ref, f.kind, f.text, f.evidence, f.no_recommendation)
        .where(f.source_kind == "reviews", f.source_id == review_id)
        .order_by(f.ref)
    )
    return tuple(FindingView(*row, tuple(made[row[0]])) for row in reader.rows(found))


def _learning(reader: Reader, review_id: str) -> tuple[LearningView, ...]:
    p = LearningPoint
    own = select(Finding.id).where(Finding.source_kind == "reviews", Finding.source_id == review_id)
    statement = (
        select(p.id, p.ref, p.text, p.individuals_on, p.teams_on, p.organisations_on)
        .where(
            or_(
                p.finding_id.in_(own.scalar_subquery()),
                (p.source_kind == "reviews") & (p.source_id == review_id),
            )
        )
        .order_by(p.ref)
    )
    return tuple(
        LearningView(
            *(point, ref, text),
            tuple(one for one, day in zip(Audience, days, strict=True) if day is not None),
        )
        for point, ref, text, *days in reader.rows(statement)
    )


def _notes(reader: Reader, review_id: str) -> tuple[NoteView, ...]:
    n, t = ThemeNote, ReviewTheme
    statement = (
        select(n.id, t.id, t.title, n.kind, n.text, Finding.ref, n.noted_on)
        .join(t, t.id == n.theme_id)
        .outerjoin(Finding, Finding.id == n.finding_id)
        .where(n.review_id == review_id)
        .order_by(t.title, n.id)
    )
    return tuple(
        NoteView(note, theme, title, kind, text, finding or "", on)
        for note, theme, title, kind, text, finding, on in reader.rows(statement)
    )


def _impact(reader: Reader, review_id: str) -> tuple[ImpactView, ...]:
    c = ImpactCheck
    statement = (
        select(c.id, Recommendation.ref, c.seen, c.evidence, c.by, c.checked_on, c.next_on)
        .outerjoin(Recommendation, Recommendation.id == c.recommendation_id)
        .where(c.review_id == review_id)
        .order_by(c.checked_on.desc(), c.id.desc())
    )
    return tuple(
        ImpactView(check, made or "", seen, evidence, by, on, following)
        for check, made, seen, evidence, by, on, following in reader.rows(statement)
    )


def _actions(reader: Reader, review_id: str) -> tuple[ActionView, ...]:
    own: list[tuple[str, list[str]]] = [("reviews", [review_id])]
    for model in (Finding, Recommendation):
        ids = select(model.id).where(model.source_kind == "reviews", model.source_id == review_id)
        own.append((model.__tablename__, list(reader.scalars(ids))))
    a = Action
    raised = or_(*((a.source_kind == kind) & a.source_id.in_(ids) for kind, ids in own))
    owner = (
        select(Person.role)
        .join(ActionOwner, ActionOwner.person_id == Person.id)
        .where(ActionOwner.action_id == a.id)
        .order_by(ActionOwner.id)
        .limit(1)
        .correlate(a.__table__)
        .scalar_subquery()
    )
    statement = select(a.id, a.ref, a.title, owner, a.due_on, a.status).where(raised)
    return tuple(
        ActionView(action, ref, title, who or "", due, status)
        for action, ref, title, who, due, status in reader.rows(statement.order_by(a.ref))
    )
