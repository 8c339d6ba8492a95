"""Grades of an audit: the grid, what they come to for each question, and before and after."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import AuditGrade, AuditReturn
from safeguard_desk.rules.agreement import Agreement, agreement
from safeguard_desk.rules.grades import rank
from safeguard_desk.rules.practice import Compared, Suggestion, suggest
from safeguard_desk.rules.shares import (
    Share,
    change,
    good_share,
    paired_change,
    pairs_of,
)
from safeguard_desk.rules.terms_quality import Grade
from safeguard_desk.views import audits
from safeguard_desk.views.audits import AuditView, QuestionView


@dataclass(frozen=True)
class GradeView:
    """A grade: the agency's own, and the moderated one where there is one."""

    id: str
    question_id: str
    self_grade: Grade
    moderated: Grade | None
    by: str
    reason: str

    @property
    def final(self) -> Grade:
        """The grade that counts: the moderated one, else the agency's own."""
        return self.moderated or self.self_grade

    @property
    def differs(self) -> bool:
        """True where moderation gave another grade."""
        return self.moderated is not None and self.moderated is not self.self_grade


@dataclass(frozen=True)
class ReturnView:
    """What one agency returned on one case; grades by the question's id."""

    id: str
    case_id: str
    agency_id: str
    not_known: bool
    comment: str
    evidence: str
    grades: Mapping[str, GradeView]


@dataclass(frozen=True)
class Tally:
    """What a question's grades come to."""

    question: QuestionView
    counts: Mapping[Grade, int]
    share: Share
    own: Share
    """Good or better as the agencies graded themselves."""
    agreement: Agreement

    @property
    def graded(self) -> int:
        """How many grades were given, not applicable left out."""
        return sum(count for grade, count in self.counts.items() if grade.counts)


@dataclass(frozen=True)
class AgencyTally:
    """What an agency's grades come to over all questions."""

    agency_id: str
    agency: str
    returns: int
    share: Share
    own: Share
    raised: int
    lowered: int


@dataclass(frozen=True)
class Grades:
    """Everything that was graded in an audit."""

    audit: AuditView
    returns: Mapping[tuple[str, str], ReturnView]
    """By case and agency."""
    tallies: tuple[Tally, ...]
    by_agency: tuple[AgencyTally, ...]
    overall: Agreement
    moderated: int
    """Grades that moderation has looked at."""
    total: int

    def missing(self) -> list[tuple[str, str]]:
        """Return the case and the agency of each return that is expected and has not come."""
        return [
            (case.id, agency.agency_id)
            for agency in self.audit.agencies
            if agency.expected
            for case in self.audit.cases
            if (case.id, agency.agency_id) not in self.returns
        ]

    def unmoderated(self) -> list[str]:
        """Return the ids of the grades that moderation has not looked at."""
        return [
            grade.id
            for held in self.returns.values()
            for grade in held.grades.values()
            if grade.moderated is None
        ]


def grades(reader: Reader, audit_id: str) -> Grades:
    """Return the grades of an audit."""
    view = audits.audit(reader, audit_id)
    held = returns(reader, audit_id)
    given: dict[str, list[GradeView]] = defaultdict(list)
    by_agency: dict[str, list[ReturnView]] = defaultdict(list)
    for one in held:
        by_agency[one.agency_id].append(one)
        for grade in one.grades.values():
            given[grade.question_id].append(grade)
    everything = [grade for found in given.values() for grade in found]
    return Grades(
        view,
        {(one.case_id, one.agency_id): one for one in held},
        tuple(_tally(question, given[question.id]) for question in view.questions),
        tuple(
            _of_agency(one.agency_id, one.name, by_agency[one.agency_id])
            for one in view.agencies
            if by_agency[one.agency_id]
        ),
        _agreement(everything),
        sum(grade.moderated is not None for grade in everything),
        len(everything),
    )


def returns(reader: Reader, audit_id: str) -> list[ReturnView]:
    """Return what the agencies returned, with their grades."""
    r, g = AuditReturn, AuditGrade
    given: dict[str, dict[str, GradeView]] = defaultdict(dict)
    statement = (
        select(g.return_id, g.id, g.question_id, g.self_grade, g.moderated, g.moderated_by)
        .add_columns(g.reason)
        .join(r, r.id == g.return_id)
        .where(r.audit_id == audit_id)
    )
    for return_id, *row in reader.rows(statement):
        grade = GradeView(*row)
        given[return_id][grade.question_id] = grade
    held = select(r.id, r.case_id, r.agency_id, r.not_known, r.comment, r.evidence)
    return [
        ReturnView(*row, grades=given[row[0]])
        for row in reader.rows(held.where(r.audit_id == audit_id))
    ]


def _tally(question: QuestionView, given: list[GradeView]) -> Tally:
    return Tally(
        question,
        Counter(grade.final for grade in given),
        good_share(grade.final for grade in given),
        good_share(grade.self_grade for grade in given),
        _agreement(given),
    )


def _agreement(given: Iterable[GradeView]) -> Agreement:
    """Compare self-grades with moderated ones, where both say that the question applies."""
    return agreement(
        [
            (rank(grade.self_grade), rank(grade.moderated))
            for grade in given
            if grade.moderated is not None and grade.moderated.counts and grade.self_grade.counts
        ]
    )


def _of_agency(agency_id: str, name: str, held: list[ReturnView]) -> AgencyTally:
    given = [grade for one in held for grade in one.grades.values()]
    found = _agreement(given)
    return AgencyTally(
        *(agency_id, name, len(held)),
        good_share(grade.final for grade in given),
        good_share(grade.self_grade for grade in given),
        *(found.raised, found.lowered),
    )


@dataclass(frozen=True)
class Comparison:
    """A re-audit beside the first audit."""

    first: AuditView
    again: AuditView
    paired: bool
    """The same cases were graded twice, and each is compared with itself."""
    questions: tuple[Compared, ...]
    unpaired: tuple[str, ...]
    """Questions of the re-audit that the first did not ask."""
    suggestion: Suggestion


def comparison(reader: Reader, audit_id: str) -> Comparison | None:
    """Return a re-audit beside its first audit; None for an audit that repeats none."""
    again = audits.audit(reader, audit_id)
    first_id = again.head.re_audit_of_id
    if first_id is None:
        return None
    first = audits.audit(reader, first_id)
    before, after = _by_question(reader, first), _by_question(reader, again)
    paired = again.head.same_cases
    found = [
        _compared(question, before.get(question.earlier_id, {}), after[question.id], paired=paired)
        for question in again.questions
        if question.earlier_id is not None
    ]
    unpaired = [question.text for question in again.questions if question.earlier_id is None]
    return Comparison(first, again, paired, tuple(found), tuple(unpaired), suggest(found))


Cell = tuple[str, str]
"""A case's code and an agency's id."""


def _by_question(reader: Reader, view: AuditView) -> dict[str, dict[Cell, Grade]]:
    codes = {case.id: case.code for case in view.cases}
    found: dict[str, dict[Cell, Grade]] = {question.id: {} for question in view.questions}
    for held in returns(reader, view.head.id):
        for grade in held.grades.values():
            found[grade.question_id][codes[held.case_id], held.agency_id] = grade.final
    return found


def _compared(
    question: QuestionView,
    before: Mapping[Cell, Grade],
    after: Mapping[Cell, Grade],
    *,
    paired: bool,
) -> Compared:
    if paired:
        both = pairs_of((before[cell], after[cell]) for cell in before if cell in after)
        return Compared(question.heading, both.before, both.after, paired_change(both))
    one, other = good_share(before.values()), good_share(after.values())
    return Compared(question.heading, one, other, change(one, other))
