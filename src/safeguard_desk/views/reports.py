"""Reports as people see them: drafts, issued ones, their commentary and what was kept of them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Board, Group, Report, ReportFile, ReportWord
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_reports import ReportState

FIGURES = "json"
"""The kind of file that an issued report's figures are kept as."""


@dataclass(frozen=True)
class ReportHead:
    """A report: what it is, for whom and when, and how far it has come."""

    id: str
    ref: str
    title: str
    kind: str
    board_id: str | None
    group_id: str | None
    period: str
    public: bool
    restricted: bool
    state: ReportState
    made_on: date
    issued_on: date | None
    issued_by: str
    board: str = ""
    group: str = ""
    side: Side = Side.BOTH
    """That of its board; what a group reports to all boards concerns both."""


@dataclass(frozen=True)
class Frozen:
    """What was kept of an issued report."""

    head: ReportHead
    figures: bytes


def _heads() -> Any:
    r = Report
    return (
        select(
            *(r.id, r.ref, r.title, r.kind, r.board_id, r.group_id, r.period, r.public),
            *(r.restricted, r.state, r.made_on, r.issued_on, r.issued_by, Board.code, Group.code),
            Board.side,
        )
        .outerjoin(Board, Board.id == r.board_id)
        .outerjoin(Group, Group.id == r.group_id)
    )


def _head(row: Any) -> ReportHead:
    found = ReportHead(*row)
    return replace(
        found, board=found.board or "", group=found.group or "", side=found.side or Side.BOTH
    )


def listed(reader: Reader, group_id: str | None = None) -> list[ReportHead]:
    """Return the reports of a group, or all: drafts first, then the latest issued."""
    statement = _heads()
    if group_id is not None:
        statement = statement.where(Report.group_id == group_id)
    drafts = Report.state != ReportState.DRAFT
    order = (drafts, Report.issued_on.desc(), Report.made_on.desc(), Report.ref.desc())
    return [_head(row) for row in reader.rows(statement.order_by(*order))]


def head(reader: Reader, report_id: str) -> ReportHead:
    """Return a report; refuses one that is no longer there."""
    row = reader.one(_heads().where(Report.id == report_id))
    if row is None:
        raise Refusal(
            "This report is no longer there.", "Nothing was changed.", "Look at the list."
        )
    return _head(row)


def find(reader: Reader, ref: str) -> ReportHead:
    """Return a report by its reference; refuses one that nobody has."""
    row = reader.one(_heads().where(Report.ref == ref.strip().upper()))
    if row is None:
        raise Refusal(
            f"There is no report {ref}.", "Nothing was done.", "See: safeguard-desk reports."
        )
    return _head(row)


def words(reader: Reader, report_id: str) -> dict[str, str]:
    """Return the commentary of a report by the heading it stands under."""
    statement = select(ReportWord.section, ReportWord.text).where(ReportWord.report_id == report_id)
    return dict(reader.rows(statement))


def earlier(reader: Reader, of: ReportHead) -> list[ReportHead]:
    """Return issued reports that one can be compared with: of its kind, board and group."""
    r = Report
    statement = _heads().where(
        *(r.kind == of.kind, r.state == ReportState.ISSUED),
        r.board_id == of.board_id if of.board_id else r.board_id.is_(None),
        r.group_id == of.group_id if of.group_id else r.group_id.is_(None),
        or_(r.id != of.id, r.state == ReportState.ISSUED),
    )
    return [_head(row) for row in reader.rows(statement.order_by(r.issued_on.desc(), r.ref.desc()))]


def kept(reader: Reader, report_id: str, suffix: str) -> tuple[str, bytes]:
    """Return the name and content of an issued report's file; refuses what was not kept."""
    f = ReportFile
    row = reader.one(
        select(f.filename, f.sha256).where(f.report_id == report_id, f.suffix == suffix)
    )
    if row is None:
        raise Refusal(
            "This report was not issued.", "Nothing was made.", "Issue it, or look at the draft."
        )
    return row[0], attachments.content(reader, row[1])


def frozen(reader: Reader, report_id: str) -> Frozen:
    """Return what was kept of an issued report; refuses a draft."""
    return Frozen(head(reader, report_id), kept(reader, report_id, FIGURES)[1])
