"""Rounds of self-assessment as people see them: answers, peers, staff and cases side by side."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Assessment,
    AssessmentAnswer,
    AssessmentRound,
    Audit,
    AuditGrade,
    AuditQuestion,
    AuditReturn,
    StaffSurvey,
    Standard,
    StandardMap,
    StandardQuestion,
    StandardSet,
)
from safeguard_desk.rules.coverage import stands
from safeguard_desk.rules.self_assessment import Result, result
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Grade, Part, Score


@dataclass(frozen=True)
class RoundHead:
    """A round by itself."""

    id: str
    ref: str
    title: str
    group_id: str
    year: int
    due_on: date
    standards: str
    """The set and its version: "Section 11, version 2"."""
    set_id: str
    side: Side


@dataclass(frozen=True)
class StandardView:
    """A standard of the round."""

    id: str
    code: str
    text: str
    expected: str


@dataclass(frozen=True)
class AnswerView:
    """What an agency says of a standard, and the peers' score beside it."""

    id: str
    score: Score
    evidence: str
    planned: str
    moderated: Score | None
    reason: str

    @property
    def stands(self) -> Score:
        """The score that counts: the peers' where they gave one."""
        return self.moderated or self.score


@dataclass(frozen=True)
class Before:
    """What an agency answered last time on a standard that this one carries on."""

    code: str
    round: str
    score: Score
    evidence: str


@dataclass(frozen=True)
class AgencyLine:
    """An agency in a round, with its answers and last time's by the id of the standard."""

    id: str
    agency_id: str
    name: str
    short: str
    part: Part
    reason: str
    answers: Mapping[str, AnswerView] = field(hash=False)
    before: Mapping[str, tuple[Before, ...]] = field(hash=False)

    @property
    def own(self) -> Result:
        """What it gives itself."""
        return result(one.score for one in self.answers.values())

    @property
    def moderated(self) -> Result:
        """What stands after moderation."""
        return result(one.stands for one in self.answers.values())


@dataclass(frozen=True)
class Beside:
    """Of an agency and a standard: what staff say and what case audits show, with counts."""

    agreed: int = 0
    answered: int = 0
    good: int = 0
    graded: int = 0


@dataclass(frozen=True)
class RoundView:
    """A round with all that it holds."""

    head: RoundHead
    standards: tuple[StandardView, ...]
    lines: tuple[AgencyLine, ...]
    beside: Mapping[tuple[str, str], Beside] = field(hash=False)
    """By the ids of the agency and the standard; absent where nothing is known."""

    def line(self, agency_id: str) -> AgencyLine | None:
        """Return an agency's line."""
        return next((one for one in self.lines if one.agency_id == agency_id), None)


def rounds(reader: Reader, group_id: str | None = None) -> list[RoundHead]:
    """Return the rounds of a group or of all, the newest first."""
    r = AssessmentRound
    statement = (
        select(r.id, r.ref, r.title, r.group_id, r.year, r.due_on, StandardSet.name)
        .add_columns(StandardSet.number, r.set_id, r.side)
        .join(StandardSet, StandardSet.id == r.set_id)
        .order_by(r.opened_on.desc(), r.ref.desc())
    )
    if group_id is not None:
        statement = statement.where(r.group_id == group_id)
    rows: Any = reader.rows(statement)
    told = ((*row[:6], f"{row[6]}, version {row[7]}", *row[8:]) for row in rows)
    return [RoundHead(*values) for values in told]


def find_id(reader: Reader, ref: str) -> str:
    """Return a round's id by its reference; refuses one that is not there."""
    r = AssessmentRound
    found = reader.scalar(select(r.id).where(func.upper(r.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no round of self-assessment “{ref.strip()}”.",
            "Nothing was done.",
            "See: list assessments. A reference reads like QA-SA-0001.",
        )
    return str(found)


def round_view(reader: Reader, round_id: str) -> RoundView:
    """Return a round; refuses one that is no longer there."""
    head = next((one for one in rounds(reader) if one.id == round_id), None)
    if head is None:
        raise Refusal("This round is no longer there.", "Nothing was changed.")
    s = Standard
    found = reader.rows(
        select(s.id, s.code, s.text, s.expected).where(s.set_id == head.set_id).order_by(s.position)
    )
    standards = tuple(StandardView(*row) for row in found)
    answers = _answers(reader, round_id)
    lines = _lines(reader, head, answers)
    return RoundView(head, standards, lines, _beside(reader, head, standards, lines))


def _lines(
    reader: Reader, head: RoundHead, answers: dict[str, dict[str, AnswerView]]
) -> tuple[AgencyLine, ...]:
    a = Assessment
    statement = (
        select(a.id, a.agency_id, Agency.name, Agency.short_name, a.part, a.reason, a.returned_on)
        .join(Agency, Agency.id == a.agency_id)
        .where(a.round_id == head.id)
        .order_by(Agency.name)
    )
    before = _before(reader, head)
    lines = []
    for found, agency_id, name, short, part, reason, returned in reader.rows(statement):
        stood = stands(part, came=returned is not None, due_on=head.due_on, today=reader.today)
        held = answers.get(found, {})
        lines.append(
            AgencyLine(found, agency_id, name, short, stood, reason, held, before[agency_id])
        )
    return tuple(lines)


def _answers(reader: Reader, round_id: str) -> dict[str, dict[str, AnswerView]]:
    a = AssessmentAnswer
    statement = (
        select(a.assessment_id, a.standard_id, a.id, a.score, a.evidence, a.planned)
        .add_columns(a.moderated, a.reason)
        .join(Assessment, Assessment.id == a.assessment_id)
        .where(Assessment.round_id == round_id)
    )
    found: dict[str, dict[str, AnswerView]] = defaultdict(dict)
    rows: Any = reader.rows(statement)
    for row in rows:
        found[row[0]][row[1]] = AnswerView(*row[2:])
    return found


def _before(reader: Reader, head: RoundHead) -> dict[str, dict[str, tuple[Before, ...]]]:
    """Return the newest earlier answers by agency and standard of this round.

    Of the same version they are those of the standard itself, of an earlier one by the map.
    """
    s = Standard
    own = {row[0]: {row[0]} for row in reader.rows(select(s.id).where(s.set_id == head.set_id))}
    m = StandardMap
    for standard_id, earlier_id in reader.rows(select(m.standard_id, m.earlier_id)):
        if standard_id in own:
            own[standard_id].add(earlier_id)
    a, p, r = AssessmentAnswer, Assessment, AssessmentRound
    opened = select(r.opened_on).where(r.id == head.id).scalar_subquery()
    statement = (
        select(p.agency_id, a.standard_id, s.code, r.ref, a.score, a.moderated, a.evidence)
        .join(p, p.id == a.assessment_id)
        .join(r, r.id == p.round_id)
        .join(s, s.id == a.standard_id)
        .where(r.id != head.id, r.group_id == head.group_id, r.opened_on <= opened)
        .order_by(r.opened_on, r.ref, s.position)
    )
    last: dict[tuple[str, str], Before] = {}
    for agency_id, standard_id, code, ref, score, moderated, evidence in reader.rows(statement):
        last[agency_id, standard_id] = Before(code, ref, moderated or score, evidence)
    found: dict[str, dict[str, tuple[Before, ...]]] = defaultdict(dict)
    for (agency_id, old), said in last.items():
        for standard_id, carried in own.items():
            if old in carried:
                held = found[agency_id].get(standard_id, ())
                found[agency_id][standard_id] = (*held, said)
    return found


def _beside(
    reader: Reader,
    head: RoundHead,
    standards: tuple[StandardView, ...],
    lines: tuple[AgencyLine, ...],
) -> dict[tuple[str, str], Beside]:
    v = StaffSurvey
    said = select(v.agency_id, v.standard_id, v.agreed, v.answered).where(v.round_id == head.id)
    staff = {(row[0], row[1]): (row[2], row[3]) for row in reader.rows(said)}
    cases = _graded(reader, [one.id for one in standards])
    found = {}
    for line in lines:
        for one in standards:
            key = (line.agency_id, one.id)
            if key in staff or key in cases:
                found[key] = Beside(*staff.get(key, (0, 0)), *cases.get(key, (0, 0)))
    return found


def _graded(reader: Reader, standards: list[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return good or better of all grades on the mapped questions, moderated where they are."""
    g, q = AuditGrade, StandardQuestion
    statement = (
        select(AuditReturn.agency_id, q.standard_id, g.self_grade, g.moderated)
        .join(AuditReturn, AuditReturn.id == g.return_id)
        .join(q, q.question_id == g.question_id)
        .where(q.standard_id.in_(standards))
    )
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for agency_id, standard_id, own, moderated in reader.rows(statement):
        grade: Grade = moderated or own
        if grade.counts:
            good, all_of_them = found.get((agency_id, standard_id), (0, 0))
            found[agency_id, standard_id] = (good + grade.is_good, all_of_them + 1)
    return found


def by_year(reader: Reader, group_id: str) -> dict[str, dict[str, Result]]:
    """Return what stands of each agency in each round: by agency, then by the round's reference."""
    a, p, r = AssessmentAnswer, Assessment, AssessmentRound
    statement = (
        select(p.agency_id, r.ref, a.score, a.moderated)
        .join(p, p.id == a.assessment_id)
        .join(r, r.id == p.round_id)
        .where(r.group_id == group_id)
    )
    scores: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for agency_id, ref, score, moderated in reader.rows(statement):
        scores[agency_id, ref].append(moderated or score)
    found: dict[str, dict[str, Result]] = defaultdict(dict)
    for (agency_id, ref), given in scores.items():
        found[agency_id][ref] = result(given)
    return found


def sets(reader: Reader) -> list[tuple[str, str]]:
    """Return every version of standards by id, the newest first: "Section 11, version 2"."""
    s = StandardSet
    found = reader.rows(select(s.id, s.name, s.number).order_by(s.made_on.desc(), s.number.desc()))
    return [(identity, f"{name}, version {number}") for identity, name, number in found]


def questions(reader: Reader, group_id: str) -> list[tuple[str, str]]:
    """Return the questions of a group's audits by id: "QA-A-0001 Q2 Is risk reviewed"."""
    q = AuditQuestion
    statement = (
        select(q.id, Audit.ref, q.position, q.text)
        .join(Audit, Audit.id == q.audit_id)
        .where(Audit.group_id == group_id)
        .order_by(Audit.ref.desc(), q.position)
    )
    return [
        (found, f"{ref} Q{number} {text}") for found, ref, number, text in reader.rows(statement)
    ]


def shown_by(reader: Reader, standard_id: str) -> list[str]:
    """Return the questions of audits that show whether a standard is met: "QA-A-0001 Q2"."""
    q, m = AuditQuestion, StandardQuestion
    statement = (
        select(Audit.ref, q.position)
        .join(q, q.audit_id == Audit.id)
        .join(m, m.question_id == q.id)
        .where(m.standard_id == standard_id)
        .order_by(Audit.ref, q.position)
    )
    return [f"{ref} Q{number}" for ref, number in reader.rows(statement)]
