"""Returns of audits: what an agency says of a case, and what moderation makes of its grades."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    AuditAgency,
    AuditCase,
    AuditGrade,
    AuditQuestion,
    AuditReturn,
)
from safeguard_desk.rules.terms_quality import Grade, Part
from safeguard_desk.work.audits import open_audit


class Taken(Enum):
    """What became of a return that came in."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Returned:
    """What one agency says of one case. Grades by the question's id."""

    case_id: str
    agency_id: str
    grades: Mapping[str, Grade] = field(default_factory=dict)
    comment: str = ""
    evidence: str = ""
    not_known: bool = False


class Book:
    """The returns of one audit, read once, so that hundreds are taken in quickly."""

    def __init__(self, uow: UnitOfWork, audit_id: str) -> None:
        """Read what the audit holds; refuses one that is closed or cancelled."""
        uow.flush()
        self.uow = uow
        self.audit = open_audit(uow, audit_id)
        mine = AuditReturn.audit_id == audit_id
        self._cases = set(
            uow.session.scalars(select(AuditCase.id).where(AuditCase.audit_id == audit_id))
        )
        self._asked = set(
            uow.session.scalars(select(AuditQuestion.id).where(AuditQuestion.audit_id == audit_id))
        )
        invited = uow.all(select(AuditAgency).where(AuditAgency.audit_id == audit_id))
        self._agencies = {one.agency_id: one for one in invited}
        self._returns = {
            (one.case_id, one.agency_id): one for one in uow.all(select(AuditReturn).where(mine))
        }
        self._grades: dict[str, dict[str, AuditGrade]] = defaultdict(dict)
        joined = select(AuditGrade).join(AuditReturn, AuditReturn.id == AuditGrade.return_id)
        for grade in uow.all(joined.where(mine)):
            self._grades[grade.return_id][grade.question_id] = grade

    def take(self, came: Returned, on: date | None = None) -> Taken:
        """Take one return; what it leaves out stays as it is.

        Refuses an unknown case, agency or question, one with nothing in it, and another grade
        where moderation has already been given on the first.
        """
        agency = self._agency(came)
        if not came.grades and not came.comment and not came.evidence and not came.not_known:
            raise Refusal("Nothing is graded and nothing is said.", "It was not taken in.")
        if came.not_known and came.grades:
            raise Refusal(
                "The case is said to be not known, and grades are given.", "It was not taken in."
            )
        key = came.case_id, came.agency_id
        held = self._returns.get(key)
        if held is None:
            held = self.uow.add(
                AuditReturn(
                    audit_id=self.audit.id,
                    case_id=came.case_id,
                    agency_id=came.agency_id,
                    received_on=on or self.uow.today,
                )
            )
            self._returns[key] = held
            self._fill(held, came)
            self._took_part(agency, on)
            return Taken.CREATED
        self._refuse_moderated(held, came)
        return Taken.UPDATED if self._fill(held, came) else Taken.UNCHANGED

    def _agency(self, came: Returned) -> AuditAgency:
        if came.case_id not in self._cases or not set(came.grades) <= self._asked:
            raise Refusal("This case or question is not of this audit.", "It was not taken in.")
        agency = self._agencies.get(came.agency_id)
        if agency is None:
            raise Refusal("This agency was not invited to the audit.", "It was not taken in.")
        return agency

    def _took_part(self, agency: AuditAgency, on: date | None) -> None:
        agency.part, agency.reason = Part.TOOK_PART, ""
        agency.returned_on = agency.returned_on or on or self.uow.today

    def _refuse_moderated(self, held: AuditReturn, came: Returned) -> None:
        given = self._grades[held.id]
        for question_id, grade in came.grades.items():
            known = given.get(question_id)
            if known and known.moderated is not None and known.self_grade is not grade:
                raise Refusal(
                    f"A grade was moderated already: {known.self_grade.label} to"
                    f" {known.moderated.label}.",
                    "It stays as it is.",
                    "Take the moderation back first.",
                )

    def _fill(self, held: AuditReturn, came: Returned) -> bool:
        altered = False
        for name in ("comment", "evidence"):
            words = getattr(came, name).strip()
            if words and getattr(held, name) != words:
                setattr(held, name, words)
                altered = True
        known = bool(came.grades) and held.not_known
        if known or (came.not_known and not held.not_known):
            held.not_known = came.not_known
            altered = True
        if came.not_known:
            for grade in self._grades.pop(held.id, {}).values():
                self.uow.delete(grade)
        given = self._grades[held.id]
        for question_id, said in came.grades.items():
            row = given.get(question_id)
            if row is None:
                given[question_id] = self.uow.add(
                    AuditGrade(return_id=held.id, question_id=question_id, self_grade=said)
                )
                altered = True
            elif row.self_grade is not said:
                row.self_grade = said
                altered = True
        return altered


def take_return(uow: UnitOfWork, audit_id: str, came: Returned) -> Taken:
    """Take one return, as typed in the window; see Book.take for what is refused."""
    return Book(uow, audit_id).take(came)


def remove_return(uow: UnitOfWork, return_id: str) -> None:
    """Take a return out with its grades; refuses once one of them is moderated."""
    held = uow.get(AuditReturn, return_id)
    open_audit(uow, held.audit_id)
    grades = uow.all(select(AuditGrade).where(AuditGrade.return_id == return_id))
    if any(one.moderated is not None for one in grades):
        raise Refusal("Grades of this return are moderated.", "It stays as it is.")
    for one in grades:
        uow.delete(one)
    uow.flush()
    uow.delete(held)
    uow.flush()
    left = select(AuditReturn).where(
        AuditReturn.audit_id == held.audit_id, AuditReturn.agency_id == held.agency_id
    )
    if uow.find(left) is None:
        _nothing_left(uow, held)


def _nothing_left(uow: UnitOfWork, held: AuditReturn) -> None:
    invited = uow.find(
        select(AuditAgency).where(
            AuditAgency.audit_id == held.audit_id, AuditAgency.agency_id == held.agency_id
        )
    )
    if invited is not None:
        invited.part, invited.returned_on = Part.INVITED, None


def moderate(
    uow: UnitOfWork, grade_id: str, moderated: Grade | None, reason: str = "", by: str = ""
) -> None:
    """Give a moderated grade; the agency's own is kept beside it.

    The same grade confirms it. A different one needs a reason. None takes the moderation back.
    """
    grade = uow.get(AuditGrade, grade_id)
    open_audit(uow, uow.get(AuditReturn, grade.return_id).audit_id)
    if moderated is not None and moderated is not grade.self_grade and not reason.strip():
        raise Refusal(
            f"{grade.self_grade.label} becomes {moderated.label}, and no reason is given.",
            "The grade stays as it was.",
            "Say why; the agency reads it in the report.",
        )
    _set(uow, grade, moderated, reason, by)


def confirm(uow: UnitOfWork, audit_id: str, by: str = "") -> int:
    """Confirm every grade that is not moderated yet as it was given; returns how many."""
    open_audit(uow, audit_id)
    uow.flush()
    held = (
        select(AuditGrade)
        .join(AuditReturn, AuditReturn.id == AuditGrade.return_id)
        .where(AuditReturn.audit_id == audit_id, AuditGrade.moderated.is_(None))
    )
    found = uow.all(held)
    for grade in found:
        _set(uow, grade, grade.self_grade, "", by)
    return len(found)


def _set(uow: UnitOfWork, grade: AuditGrade, moderated: Grade | None, reason: str, by: str) -> None:
    given = moderated is not None
    grade.moderated = moderated
    grade.moderated_on = uow.today if given else None
    grade.moderated_by = (by.strip() or uow.who) if given else ""
    grade.reason = reason.strip() if given else ""
