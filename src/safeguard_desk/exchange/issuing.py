"""A report issued: written as PDF and Word, and kept with its figures as they stand."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents import docx, pdf
from safeguard_desk.papers import reporting
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.views import reports as views
from safeguard_desk.views.reports import FIGURES
from safeguard_desk.work import reports as verbs

Progress = Callable[[int, int], None]
Files = dict[str, tuple[str, bytes]]


def _quiet(_: int, __: int) -> None:
    """Tell nobody."""


def files(desk: Desk, report_id: str, progress: Progress = _quiet) -> Files:
    """Return a draft's files by suffix, as the records stand now.

    Refuses a copy for everybody that looks as if it told who somebody is.
    """
    with desk.read() as reader:
        head = views.head(reader, report_id)
        made = reporting.document(reader, head)
        if not head.restricted:
            reporting.refuse_told(made)
        name = reporting.named(reader, head)
        figures = reporting.freeze(reader, made)
    return {
        "pdf": (f"{name}.pdf", pdf.to_bytes(made, progress=progress)),
        "docx": (f"{name}.docx", docx.to_bytes(made)),
        FIGURES: (f"{name}.json", figures),
    }


def looked_at(desk: Desk, report_id: str, suffix: str, progress: Progress = _quiet) -> bytes:
    """Return a report as PDF or Word: a draft as it stands now, an issued one as it was kept."""
    with desk.read() as reader:
        head = views.head(reader, report_id)
        if head.state is not ReportState.DRAFT:
            return views.kept(reader, report_id, suffix)[1]
        made = replace(reporting.document(reader, head), watermark="DRAFT")
    return docx.to_bytes(made) if suffix == "docx" else pdf.to_bytes(made, progress=progress)


def issue(desk: Desk, report_id: str, progress: Progress = _quiet) -> Done[str]:
    """Issue a report as one change whose result is its reference; `files` says what is refused."""
    with desk.read() as reader:
        head = views.head(reader, report_id)
    made = files(desk, report_id, progress) if head.state is ReportState.DRAFT else {}
    return desk.change(f"Issue {head.ref}", partial(_issue, report_id=report_id, files=made))


def _issue(uow: UnitOfWork, *, report_id: str, files: Files) -> str:
    return verbs.issue(uow, report_id, files).ref
