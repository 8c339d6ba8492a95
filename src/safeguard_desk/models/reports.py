"""Reports to the boards: what was said beside their figures, and what was issued as it stood."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms_reports import ReportState


class Report(Record):
    """A report that is worked on until it is issued: a kind of paper, for a board and a period."""

    __tablename__ = "reports"
    searched = ("title", "ref")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    kind: Mapped[str]
    """The kind of paper, as papers name it: board-report."""
    board_id: Mapped[str | None] = refers("boards")
    group_id: Mapped[str | None] = refers("groups")
    """The group that reports; None for all of them together."""
    period: Mapped[str]
    """Its quarter or financial year: 2026-Q3, or 2026 for the year 2026/27."""
    public: Mapped[bool] = mapped_column(default=False)
    restricted: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ReportState] = coded(ReportState, default=ReportState.DRAFT)
    state_reason: Mapped[Words]
    made_on: Mapped[date]
    issued_on: Mapped[date | None]
    issued_by: Mapped[Words]


class ReportWord(Record):
    """The commentary on a section of a report; it stands under the section's heading."""

    __tablename__ = "report_words"
    __table_args__ = (UniqueConstraint("report_id", "section"),)
    searched = ("text",)

    report_id: Mapped[str] = refers("reports")
    section: Mapped[str]
    """The heading of the section; empty for what stands before the first."""
    text: Mapped[Words]
    written_on: Mapped[date]
    written_by: Mapped[Words]


class ReportFile(Record):
    """A report as it was issued: its PDF, its Word file, and its figures as JSON."""

    __tablename__ = "report_files"
    __table_args__ = (UniqueConstraint("report_id", "suffix"),)

    report_id: Mapped[str] = refers("reports")
    suffix: Mapped[str]
    filename: Mapped[Words]
    sha256: Mapped[Words]
