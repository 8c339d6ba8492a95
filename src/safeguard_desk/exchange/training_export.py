"""Sessions and attendance as tables that can be imported again: nothing changes by it."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.saving import save
from safeguard_desk.models import (
    Agency,
    Booking,
    Course,
    Delegate,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    TrainingSession,
)
from safeguard_desk.rules.evaluation import SHORT
from safeguard_desk.rules.terms_learning import Asked, QuestionKind
from safeguard_desk.views.training_sessions import SessionHead, sessions

_SESSION = (*("Session", "Course", "Date", "Start time", "Venue", "Places", "Session status"),)
_TOTALS = ("Sessions", "Booked", "Attended", "Did not attend", "Attendance rate")
_PERSON = (
    *("Delegate ID", "Name", "E-mail", "Manager e-mail", "Agency", "Role", "Status"),
    *("Booked on", "Cancelled on"),
)
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""Signs at the beginning of a cell that a spreadsheet would take for a formula."""


def sessions_csv(reader: Reader, group_id: str | None = None) -> bytes:
    """Return a line for each session, with how many attended."""
    rows = [[*_session(one), *_totals(one)] for one in sessions(reader, group_id)]
    return _written([*_SESSION, *_TOTALS], rows)


def _session(head: SessionHead) -> list[str]:
    return [
        head.code or head.ref,
        head.course,
        head.held_on.isoformat(),
        f"{head.starts_at:%H:%M}" if head.starts_at else "",
        head.venue,
        str(head.capacity),
        head.state.label,
    ]


def _totals(head: SessionHead) -> list[str]:
    """Return what is known in numbers: as a table told it, or as the delegates have it."""
    told, one = head.told, head.numbers
    if one.without_delegates:
        raw = (told.sessions, told.booked, told.attended, told.absent)
        return [*("" if number is None else str(number) for number in raw), one.rate_words]
    if not any(one.values[3:6]):
        return ["", "", "", "", ""]
    return ["", str(one.booked), str(one.attended), str(one.did_not_attend), one.rate_words]


def attendance_csv(
    reader: Reader, group_id: str | None = None, *, session_id: str | None = None
) -> bytes:
    """Return a line for each booking, with the scores that its delegate gave."""
    heads = {one.id: one for one in sessions(reader, group_id, session_id=session_id)}
    scores, asked = _scores(reader)
    titles = [f"{SHORT.get(code, code)} {_STAGES[stage]}" for code, stage in asked]
    rows = []
    for session, booking, cells in _bookings(reader):
        if session in heads:
            given = scores.get(booking, {})
            told = [str(given[key]) if key in given else "" for key in asked]
            rows.append([*_session(heads[session]), *cells, *told])
    return _written([*_SESSION, *_PERSON, *titles], rows)


_STAGES = {Asked.BEFORE: "before", Asked.END: "at the end", Asked.LATER: "after three months"}


def _bookings(reader: Reader) -> Iterator[tuple[str, str, list[str]]]:
    b, d, s, c = Booking, Delegate, TrainingSession, Course
    statement = (
        select(b.session_id, b.id, d.code, d.name, d.email, d.manager_email)
        .add_columns(Agency.name, b.agency_words, b.role, b.state, b.booked_on, b.cancelled_on)
        .join(d, d.id == b.delegate_id)
        .join(s, s.id == b.session_id)
        .join(c, c.id == s.course_id)
        .outerjoin(Agency, Agency.id == b.agency_id)
        .order_by(s.held_on, s.ref, b.position, b.id)
    )
    for row in reader.rows(statement):
        session, booking, code, name, email, manager, agency, words, role, state, on, off = row
        cells = [
            code,
            name,
            email,
            manager,
            agency or words,
            role,
            state.label,
            _day(on),
            _day(off),
        ]
        yield session, booking, cells


def _day(value: date | None) -> str:
    return value.isoformat() if value is not None else ""


def _scores(
    reader: Reader,
) -> tuple[dict[str, dict[tuple[str, Asked], int]], list[tuple[str, Asked]]]:
    """Return scores of standard questions by booking, and the columns that have any."""
    f, a, q = EvaluationForm, EvaluationAnswer, EvaluationQuestion
    statement = (
        select(f.booking_id, q.code, f.asked, a.score, q.position)
        .join(a, a.form_id == f.id)
        .join(q, q.id == a.question_id)
        .where(f.booking_id.is_not(None), a.score.is_not(None), q.course_id.is_(None))
        .where(q.kind == QuestionKind.SCORE, q.code.in_(("confidence", "knowledge")))
    )
    found: dict[str, dict[tuple[str, Asked], int]] = defaultdict(dict)
    order: dict[tuple[str, Asked], tuple[int, int]] = {}
    for booking, code, asked, score, position in reader.rows(statement):
        found[str(booking)][code, asked] = int(score or 0)
        order[code, asked] = (position, list(Asked).index(asked))
    return found, sorted(order, key=lambda key: order[key])


def _written(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings)
    writer.writerows([_safe(str(cell)) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def write(reader: Reader, path: Path, *, what: str, group_id: str | None = None) -> None:
    """Write sessions or attendance to a file."""
    wanted = sessions_csv if what == "sessions" else attendance_csv
    save(wanted(reader, group_id), path)
