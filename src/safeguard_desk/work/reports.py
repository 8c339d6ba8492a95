"""Reports to the boards: begun, commented in place, issued with their figures, withdrawn."""

from collections.abc import Mapping

from sqlalchemy import select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Board, Group, Report, ReportFile, ReportWord
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.work.references import next_reference

ALL = "ALL"
"""The prefix of reports of all groups to no board in particular."""


def begin(
    uow: UnitOfWork,
    kind: str,
    title: str,
    period: str,
    *,
    board_id: str | None = None,
    group_id: str | None = None,
    public: bool = False,
    restricted: bool = False,
) -> Report:
    """Begin a report; refuses a second draft of the same, and a public copy with restricted parts.

    kind: a kind of paper. period: a quarter, 2026-Q3, or a financial year by its first half, 2026.
    """
    if public and restricted:
        raise Refusal(
            "A public copy never holds the restricted part.",
            "Nothing was begun.",
            "Ask for one or the other.",
        )
    same = select(Report).where(
        *(Report.kind == kind, Report.period == period, Report.state == ReportState.DRAFT),
        *(Report.public == public, Report.restricted == restricted),
        Report.board_id == board_id if board_id else Report.board_id.is_(None),
        Report.group_id == group_id if group_id else Report.group_id.is_(None),
    )
    uow.flush()
    known = uow.find(same)
    if known is not None:
        raise Refusal(
            f"{known.ref} is a draft of the same report.",
            "It is as it was.",
            "Go on with that one.",
        )
    whose = uow.get(Board, board_id).code if board_id else ""
    whose = whose or (uow.get(Group, group_id).code if group_id else ALL)
    return uow.add(
        Report(
            ref=next_reference(uow, f"{whose}-REP"),
            title=title.strip(),
            kind=kind,
            board_id=board_id,
            group_id=group_id,
            period=period,
            public=public,
            restricted=restricted,
            made_on=uow.today,
        )
    )


def _draft(uow: UnitOfWork, report_id: str) -> Report:
    report = uow.get(Report, report_id)
    if report.state is not ReportState.DRAFT:
        raise Refusal(
            f"{report.ref} is {report.state.label.lower()}: it stays as it was.",
            "Nothing was changed.",
            "Begin a new report; the commentary can be taken over.",
        )
    return report


def say(uow: UnitOfWork, report_id: str, section: str, text: str) -> None:
    """Write the commentary under a heading of a draft; empty words take it away."""
    report = _draft(uow, report_id)
    uow.flush()
    held = uow.find(
        select(ReportWord).where(ReportWord.report_id == report.id, ReportWord.section == section)
    )
    words = text.strip()
    if held is None and words:
        held = uow.add(ReportWord(report_id=report.id, section=section))
    if held is not None and not words:
        uow.delete(held)
    elif held is not None:
        held.text, held.written_on, held.written_by = words, uow.today, uow.who


def take_over(uow: UnitOfWork, report_id: str, earlier_id: str) -> int:
    """Copy the commentary of an earlier report where a draft has none; return how many pieces."""
    held = select(ReportWord).where(ReportWord.report_id == report_id)
    known = {one.section for one in uow.all(held)}
    earlier = select(ReportWord).where(ReportWord.report_id == earlier_id)
    taken = [one for one in uow.all(earlier) if one.section not in known]
    for one in taken:
        say(uow, report_id, one.section, one.text)
    return len(taken)


def issue(uow: UnitOfWork, report_id: str, files: Mapping[str, tuple[str, bytes]]) -> Report:
    """Issue a draft: its files are kept as they are, the figures among them.

    files: by suffix (pdf, docx, json), the file's name and content. Nothing changes them again.
    """
    report = _draft(uow, report_id)
    for suffix, (filename, content) in files.items():
        sha256 = attachments.keep(uow, content)
        uow.add(ReportFile(report_id=report.id, suffix=suffix, filename=filename, sha256=sha256))
    report.state, report.issued_on, report.issued_by = ReportState.ISSUED, uow.today, uow.who
    return report


def withdraw(uow: UnitOfWork, report_id: str, reason: str) -> None:
    """Withdraw an issued report with a reason; its files stay as evidence of what was said."""
    report = uow.get(Report, report_id)
    if report.state is not ReportState.ISSUED:
        raise Refusal(f"{report.ref} was not issued.", "Nothing was changed.", "Remove the draft.")
    if not reason.strip():
        raise Refusal(f"{report.ref} stays issued.", "Nothing was changed.", "Say why it goes.")
    report.state, report.state_reason = ReportState.WITHDRAWN, reason.strip()


def remove(uow: UnitOfWork, report_id: str) -> None:
    """Remove a draft with its commentary; undo brings both back."""
    report = _draft(uow, report_id)
    for word in uow.all(select(ReportWord).where(ReportWord.report_id == report.id)):
        uow.delete(word)
    uow.delete(report)
