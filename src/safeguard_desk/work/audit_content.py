"""What an audit asks, of which cases and of whom: its tool, questions, cases and agencies."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Audit,
    AuditAgency,
    AuditCase,
    AuditGrade,
    AuditQuestion,
    AuditReturn,
    AuditStage,
    AuditTool,
    Group,
    ToolQuestion,
)
from safeguard_desk.rules.case_codes import case_codes
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import AuditState, Part
from safeguard_desk.work.audits import open_audit
from safeguard_desk.work.editing import set_field

Asked = tuple[str, str]
"""A question and its standard."""


def make_tool(
    uow: UnitOfWork,
    group_id: str,
    name: str,
    questions: Iterable[Asked],
    *,
    side: Side = Side.BOTH,
    purpose: str = "",
) -> AuditTool:
    """Keep a tool in the library; a name that is there already gets its next version."""
    uow.get(Group, group_id)
    if not name.strip():
        raise Refusal("A tool needs a name.", "Nothing was added.", "Say what it asks about.")
    asked = [(text.strip(), standard.strip()) for text, standard in questions if text.strip()]
    if not asked:
        raise Refusal("A tool needs questions.", "Nothing was added.", "Add the first question.")
    uow.flush()
    known = select(AuditTool).where(AuditTool.name == name.strip())
    earlier = uow.find(known.order_by(AuditTool.number.desc()))
    tool = uow.add(
        AuditTool(
            name=name.strip(),
            number=earlier.number + 1 if earlier else 1,
            group_id=group_id,
            side=side,
            purpose=purpose.strip() or (earlier.purpose if earlier else ""),
            made_on=uow.today,
            earlier_id=earlier.id if earlier else None,
        )
    )
    for position, (text, standard) in enumerate(asked, 1):
        row = ToolQuestion(tool_id=tool.id, position=position, text=text, standard=standard)
        uow.add(row)
    return tool


def keep_as_tool(uow: UnitOfWork, audit_id: str, name: str = "") -> AuditTool:
    """Keep an audit's questions in the library: a new tool, or the next version of its own."""
    audit = uow.get(Audit, audit_id)
    own = uow.get(AuditTool, audit.tool_id).name if audit.tool_id else audit.title
    asked = [(one.text, one.standard) for one in questions(uow, audit_id)]
    return make_tool(uow, audit.group_id, name.strip() or own, asked, side=audit.side)


def questions(uow: UnitOfWork, audit_id: str) -> list[AuditQuestion]:
    """Return an audit's questions in their order."""
    asked = select(AuditQuestion).where(AuditQuestion.audit_id == audit_id)
    return list(uow.all(asked.order_by(AuditQuestion.position)))


def choose_tool(uow: UnitOfWork, audit_id: str, tool_id: str) -> None:
    """Copy the questions of a tool into an audit; refuses once grades have come in."""
    audit = open_audit(uow, audit_id)
    uow.flush()
    there = questions(uow, audit_id)
    _refuse_graded(uow, [one.id for one in there], "The tool")
    for one in there:
        uow.delete(one)
    audit.tool_id = uow.get(AuditTool, tool_id).id
    asked = select(ToolQuestion).where(ToolQuestion.tool_id == tool_id)
    for row in uow.all(asked.order_by(ToolQuestion.position)):
        uow.add(
            AuditQuestion(
                audit_id=audit_id,
                position=row.position,
                text=row.text,
                standard=row.standard,
                tool_question_id=row.id,
            )
        )


def _refuse_graded(uow: UnitOfWork, ids: list[str], what: str) -> None:
    graded = select(func.count()).select_from(AuditGrade).where(AuditGrade.question_id.in_(ids))
    count = uow.session.scalar(graded) or 0
    if count:
        raise Refusal(
            f"{what} has {count} grades already.",
            "It stays as it is.",
            "Put its wording right, or plan another audit.",
        )


def add_question(
    uow: UnitOfWork, audit_id: str, text: str, standard: str = "", *, earlier_id: str | None = None
) -> AuditQuestion:
    """Ask one more question in an audit."""
    open_audit(uow, audit_id)
    if not text.strip():
        raise Refusal("A question needs words.", "Nothing was added.", "Type the question.")
    uow.flush()
    there = questions(uow, audit_id)
    if any(one.text.casefold() == text.strip().casefold() for one in there):
        raise Refusal(f"“{text.strip()}” is asked already.", "Nothing was added.")
    return uow.add(
        AuditQuestion(
            audit_id=audit_id,
            position=there[-1].position + 1 if there else 1,
            text=text.strip(),
            standard=standard.strip(),
            earlier_id=earlier_id,
        )
    )


def edit_question(uow: UnitOfWork, question_id: str, name: str, seen: Any, value: Any) -> None:
    """Put a question's words or its standard right."""
    open_audit(uow, uow.get(AuditQuestion, question_id).audit_id)
    if name == "text" and not (value or "").strip():
        raise Refusal("A question needs words.", "It stays as it was.", "Type the question.")
    set_field(uow, AuditQuestion, question_id, name, seen, value)


def remove_question(uow: UnitOfWork, question_id: str) -> None:
    """Take a question out; refuses one that has grades."""
    question = uow.get(AuditQuestion, question_id)
    open_audit(uow, question.audit_id)
    _refuse_graded(uow, [question_id], "This question")
    audit_id = question.audit_id
    uow.delete(question)
    uow.flush()
    for position, one in enumerate(questions(uow, audit_id), 1):
        one.position = position


def add_cases(uow: UnitOfWork, audit_id: str, text: str) -> list[AuditCase]:
    """Add cases by their code numbers, as "N01 N02" or "N01-N24"; those there already stay."""
    open_audit(uow, audit_id)
    uow.flush()
    there = {one.code: one for one in cases(uow, audit_id)}
    last = max((one.position for one in there.values()), default=0)
    new = [code for code in case_codes(text) if code not in there]
    return [
        uow.add(AuditCase(audit_id=audit_id, position=position, code=code))
        for position, code in enumerate(new, last + 1)
    ]


def cases(uow: UnitOfWork, audit_id: str) -> list[AuditCase]:
    """Return an audit's cases in their order."""
    held = select(AuditCase).where(AuditCase.audit_id == audit_id)
    return list(uow.all(held.order_by(AuditCase.position)))


def remove_case(uow: UnitOfWork, case_id: str) -> None:
    """Take a case out; refuses one that has returns."""
    case = uow.get(AuditCase, case_id)
    open_audit(uow, case.audit_id)
    if uow.find(select(AuditReturn).where(AuditReturn.case_id == case_id)) is not None:
        raise Refusal(f"{case.code} has returns already.", "It stays in the audit.")
    uow.delete(case)


def invite(
    uow: UnitOfWork, audit_id: str, agency_ids: Iterable[str], due_on: date | None = None
) -> int:
    """Invite agencies; those invited already stay as they are. Returns how many are new.

    Their returns are due by the day planned for the returns, unless another is given.
    """
    open_audit(uow, audit_id)
    uow.flush()
    there = {one.agency_id: one for one in agencies(uow, audit_id)}
    stage = uow.find(
        select(AuditStage).where(
            AuditStage.audit_id == audit_id, AuditStage.stage == AuditState.RETURNS
        )
    )
    due = due_on or (stage.planned_on if stage else None)
    new = 0
    for agency_id in agency_ids:
        uow.get(Agency, agency_id)
        row = there.get(agency_id)
        if row is None:
            row = uow.add(AuditAgency(audit_id=audit_id, agency_id=agency_id))
            there[agency_id] = row
            new += 1
        if row.invited_on is None:
            row.invited_on, row.due_on = uow.today, due
    return new


def invite_side(uow: UnitOfWork, audit_id: str) -> int:
    """Invite every agency of the audit's side; returns how many are new."""
    side = open_audit(uow, audit_id).side
    known = select(Agency).where(Agency.ended_on.is_(None)).order_by(Agency.name)
    wanted = [
        one.id for one in uow.all(known) if side is Side.BOTH or one.side in {side, Side.BOTH}
    ]
    return invite(uow, audit_id, wanted)


def agencies(uow: UnitOfWork, audit_id: str) -> list[AuditAgency]:
    """Return the agencies invited to an audit."""
    return list(uow.all(select(AuditAgency).where(AuditAgency.audit_id == audit_id)))


def withdraw(uow: UnitOfWork, invited_id: str) -> None:
    """Take an invitation back; refuses where returns have come in."""
    row = uow.get(AuditAgency, invited_id)
    open_audit(uow, row.audit_id)
    _refuse_returned(uow, row, "taken out")
    uow.delete(row)


def _refuse_returned(uow: UnitOfWork, row: AuditAgency, what: str) -> None:
    came = select(AuditReturn).where(
        AuditReturn.audit_id == row.audit_id, AuditReturn.agency_id == row.agency_id
    )
    if uow.find(came) is not None:
        name = uow.get(Agency, row.agency_id).name
        raise Refusal(f"{name} has sent returns and cannot be {what}.", "Nothing was changed.")


def decline(uow: UnitOfWork, invited_id: str, reason: str) -> None:
    """Take down that an agency declined, with its reason; refuses without one."""
    row = uow.get(AuditAgency, invited_id)
    open_audit(uow, row.audit_id)
    _refuse_returned(uow, row, "marked as declined")
    if not reason.strip():
        raise Refusal(
            "An agency that declines gives a reason.",
            "Nothing was changed.",
            "Type the reason; coverage shows it.",
        )
    row.part, row.reason = Part.DECLINED, reason.strip()


def mark_missing(uow: UnitOfWork, invited_id: str) -> None:
    """Take down that an agency sent nothing, and that nothing is expected any more."""
    row = uow.get(AuditAgency, invited_id)
    open_audit(uow, row.audit_id)
    _refuse_returned(uow, row, "marked as missing")
    row.part, row.reason = Part.MISSING, ""


def expect_again(uow: UnitOfWork, invited_id: str) -> None:
    """Expect returns of an agency that had declined or was missing."""
    row = uow.get(AuditAgency, invited_id)
    open_audit(uow, row.audit_id)
    _refuse_returned(uow, row, "invited again")
    row.part, row.reason = Part.INVITED, ""


def note_case(uow: UnitOfWork, case_id: str, seen: str, value: str) -> None:
    """Put a word on a case, without names."""
    open_audit(uow, uow.get(AuditCase, case_id).audit_id)
    set_field(uow, AuditCase, case_id, "note", seen, value)
