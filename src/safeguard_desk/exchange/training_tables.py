"""Reading what booking systems export: a line a delegate, a line a session, or totals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.tables import Row, Table, plain_heading, read_table
from safeguard_desk.exchange.training_headings import KNOWN
from safeguard_desk.rules.booking_words import read_session_state, read_state
from safeguard_desk.rules.evaluation import read_score
from safeguard_desk.rules.periods import Period, read_heading
from safeguard_desk.rules.survey_words import Holds, Question, match
from safeguard_desk.rules.terms_learning import Asked, BookingState, QuestionKind, SessionState
from safeguard_desk.rules.times import read_time
from safeguard_desk.rules.tracker_dates import month_comes_first, read_day
from safeguard_desk.views.evaluation import QuestionView

_PEOPLE = ("Delegate ID", "Delegate", "E-mail", "Name", "First name", "Last name")
_LIKE_QUESTIONS = frozenset({"confidence", "knowledge", "recommend", "relevant"})
_CLOCK = re.compile(r"(?:^|[T\s,])(\d{1,2}[:.]\d{2})(?::\d{2})?\s*(am|pm)?", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?:\s*(?:places?|seats?|people))?", re.I)
_FORMULA = frozenset("=+-@")
_NOTHING = frozenset({"", "-", "–", "n/a", "na", "none", "nil", "tbc", "unknown", "not known"})
_QUARTER = re.compile(r"\d{4}[- ]?Q[1-4]|Q[1-4][ -]*(?:20)?\d{2}(?:[-/]\d{2})?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub)?-?\s*totals?\b.*|overall|all courses", re.IGNORECASE)
Score = tuple[str, Asked, int]


@dataclass(frozen=True)
class Totals:
    """What a line tells of a session, or of all sessions of a course, in numbers."""

    sessions: int | None = None
    booked: int | None = None
    attended: int | None = None
    absent: int | None = None
    rate: str = ""


@dataclass(frozen=True)
class Given:
    """A line of an export as it stands; with a fault it is not taken at all."""

    row: int
    course: str = ""
    code: str = ""
    held_on: date | None = None
    period: Period | None = None
    starts_at: time | None = None
    venue: str = ""
    places: int | None = None
    session_state: SessionState | None = None
    delegate: str = ""
    email: str = ""
    name: str = ""
    manager: str = ""
    agency: str = ""
    role: str = ""
    state: BookingState | None = None
    booked_on: date | None = None
    cancelled_on: date | None = None
    scores: tuple[Score, ...] = ()
    totals: Totals | None = None
    notes: tuple[tuple[str, str, str], ...] = ()
    fault: str = ""
    is_total: bool = False

    @property
    def who(self) -> str:
        """How the line calls its delegate."""
        return self.delegate or self.email or self.name

    @property
    def tells(self) -> bool:
        """Say whether totals of attendance are told."""
        return self.totals is not None and self.totals.attended is not None


@dataclass(frozen=True)
class Sheet:
    """An export: its lines, whether they are of delegates, and headings that say nothing here."""

    lines: tuple[Given, ...]
    of_delegates: bool
    ignored: tuple[str, ...] = ()


@dataclass
class _Reading:
    """One table being read."""

    table: Table
    today: date
    of_delegates: bool
    month_first: bool
    period: Period | None
    scores: Mapping[str, Holds] = field(default_factory=dict)


def read_sheet(
    source: Path,
    today: date,
    questions: list[QuestionView],
    *,
    sheet: str | None = None,
    period: Period | None = None,
) -> Sheet:
    """Read an export; refuses one without courses, or without a day for anything.

    period: of which time totals without a date are; else what a column or the file's name says.
    """
    table = read_table(source, KNOWN, sheet=sheet, signs={"%": " percent "})
    if not (table.has("Course") or table.has("Session") or table.has("Title")):
        raise _not_an_export(source, table)
    of_delegates = any(table.has(one) for one in _PEOPLE)
    period = period or _named_period(source.stem)
    if not any(table.has(one) for one in ("Date", "Session", "Period")) and (
        of_delegates or period is None
    ):
        raise _no_day(source, of_delegates=of_delegates)
    days = [row.get(name) for row in table.rows for name in ("Date", "Booked on")]
    reading = _Reading(table, today, of_delegates, month_comes_first(days), period)
    reading.scores = _score_columns(table, questions) if of_delegates else {}
    used = {plain_heading(one) for one in (*KNOWN, "Title", *reading.scores)}
    ignored = tuple(
        heading
        for heading, name in zip(table.headings, table.names, strict=True)
        if heading and name not in used and plain_heading(heading) not in used
    )
    return Sheet(tuple(_line(reading, row) for row in table.rows), of_delegates, ignored)


def _not_an_export(source: Path, table: Table) -> Refusal:
    return Refusal(
        f"{source.name} has no column of courses;"
        f" it has: {', '.join(one[:40] for one in table.headings[:12] if one)}.",
        "Nothing was imported.",
        "An export has a row for each delegate (Course, Session date, Capacity, Delegate ID,"
        " Organisation, Job role, Booking status), or for each session or course (Course, Date,"
        " Places, Attended).",
    )


def _no_day(source: Path, *, of_delegates: bool) -> Refusal:
    return Refusal(
        f"{source.name} has no column for the day of a session, nor for its code.",
        "Nothing was imported.",
        "Add the column “Session date”."
        if of_delegates
        else "Add the column “Date” or “Quarter”, or say of which quarter it is, as 2026-Q2.",
    )


def _named_period(words: str) -> Period | None:
    """Return the quarter that a file's name speaks of: "attendance 2026-Q2", "Q2 2026-27"."""
    plain = words.replace("_", " ")
    for found in re.finditer(
        r"\d{4}[- ]?Q[1-4]|Q[1-4][ -]*(?:20)?\d{2}(?:[-/]\d{2})?", plain, re.I
    ):
        said = read_heading(found[0]) or read_heading(found[0].replace("-", "/"))
        if said is not None:
            return said.period
    return None


def _score_columns(table: Table, questions: list[QuestionView]) -> dict[str, Holds]:
    """Return which columns hold scores of the evaluation, by their headings."""
    scored = [one for one in questions if one.kind is QuestionKind.SCORE]
    asked = [Question(one.code, one.text, one.stages) for one in scored]
    known = {plain_heading(one) for one in KNOWN}
    own = {plain_heading(one.text) for one in scored}
    found = match(table.headings, asked)
    return {
        heading: held
        for heading, name, held in zip(table.headings, table.names, found, strict=True)
        if held is not None
        and held.is_answer
        and name not in known
        and (held.name in _LIKE_QUESTIONS or plain_heading(heading) in own)
    }


def _line(reading: _Reading, row: Row) -> Given:
    faults: list[str] = []
    notes: list[tuple[str, str, str]] = []
    course = " ".join((row.get("Course") or row.get("Title")).split())
    if row.surplus:
        faults.append(f"“{row.surplus[0][:40]}” stands to the right of the last heading")
    totals = None if reading.of_delegates else _totals(row, faults)
    is_total = totals is not None and bool(_TOTAL.fullmatch(course))
    if not course and not row.get("Session"):
        faults.append("no course is named")
    held_on, starts_at = _day(reading, row, faults)
    period = _period(reading, row, faults) if totals is not None and held_on is None else None
    if held_on is None and period is None and not row.get("Session") and not row.get("Date"):
        faults.append("the session has no date")
    state_words = row.get("Session status")
    session_state = read_session_state(state_words) if state_words else None
    if state_words and session_state is None:
        notes.append(("Session status", state_words, "what its date says"))
    given = Given(
        row=row.number,
        course=course,
        code=row.get("Session"),
        held_on=held_on,
        period=period,
        starts_at=starts_at,
        venue=_said(row, "Venue"),
        places=_number(row, "Places", faults),
        session_state=session_state,
        totals=totals,
        notes=tuple(notes),
        fault="; ".join(faults),
        is_total=is_total,
    )
    return _delegate(reading, row, given) if reading.of_delegates else given


def _said(row: Row, name: str) -> str:
    words = " ".join(row.get(name).split())
    if words[:1] == "'" and words[1:2] in _FORMULA:
        words = words[1:]  # put there so that no spreadsheet runs the cell
    return "" if words.casefold() in _NOTHING else words


def _delegate(reading: _Reading, row: Row, given: Given) -> Given:
    faults = [given.fault] if given.fault else []
    notes = list(given.notes)
    code, email, name = _who(row)
    if not (code or email or name):
        faults.append("no delegate is named")
    words = row.get("Status") or row.get("Attended")
    state = read_state(words) if words.casefold() not in _NOTHING else None
    if words and state is None and words.casefold() not in _NOTHING:
        faults.append(f"“{words[:40]}” is no status of a booking that is known")
    told = {
        "booked_on": _other_day(reading, row, "Booked on", notes),
        "cancelled_on": _other_day(reading, row, "Cancelled on", notes),
    }
    scores = _scores(reading, row, faults)
    return Given(
        **{
            **given.__dict__,
            **told,
            "delegate": code,
            "email": email,
            "name": name,
            "manager": _said(row, "Manager e-mail") if "@" in row.get("Manager e-mail") else "",
            "agency": _said(row, "Agency"),
            "role": _said(row, "Role"),
            "state": state,
            "scores": scores,
            "notes": tuple(notes),
            "fault": "; ".join(faults),
        }
    )


def _who(row: Row) -> tuple[str, str, str]:
    """Return code, e-mail and name of a line's delegate, wherever the export has them."""
    code, email, name = _said(row, "Delegate ID"), _said(row, "E-mail"), _said(row, "Name")
    parts = " ".join(filter(None, (_said(row, "First name"), _said(row, "Last name"))))
    name = name or parts
    loose = _said(row, "Delegate")
    if loose:
        if "@" in loose:
            email = email or loose
        elif any(sign.isdigit() for sign in loose):
            code = code or loose
        else:
            name = name or loose
    if "@" in code and not email:
        code, email = "", code
    if email and "@" not in email:
        email = ""
    return code, email, name


def _scores(reading: _Reading, row: Row, faults: list[str]) -> tuple[Score, ...]:
    found: list[Score] = []
    for heading, held in reading.scores.items():
        try:
            score = read_score(row.get(heading))
        except Refusal as refusal:
            faults.append(f"{heading}: {refusal.what.rstrip('.')}")
            continue
        if score is not None:
            found.append((held.name, held.asked or Asked.END, score))
    return tuple(found)


def _totals(row: Row, faults: list[str]) -> Totals:
    numbers = {
        name: _number(row, heading, faults)
        for name, heading in (
            ("sessions", "Sessions"),
            ("booked", "Booked"),
            ("attended", "Attended"),
            ("absent", "Did not attend"),
        )
    }
    return Totals(**numbers, rate=_said(row, "Rate"))


def _number(row: Row, name: str, faults: list[str]) -> int | None:
    words = _said(row, name)
    if not words:
        return None
    found = _NUMBER.fullmatch(words)
    if found is None:
        faults.append(f"{name}: “{words[:30]}” is no number")
        return None
    return int(found[1].replace(",", ""))


def _day(reading: _Reading, row: Row, faults: list[str]) -> tuple[date | None, time | None]:
    words = row.get("Date")
    clock = _CLOCK.search(words)
    begun = read_time(row.get("Time").split("-")[0].strip()) if row.get("Time") else None
    if begun is None and clock and clock[1] not in {"00:00", "0:00"}:
        begun = read_time(f"{clock[1]}{clock[2] or ''}")
    if words.casefold().strip() in _NOTHING:
        return None, begun
    day = read_day(words, reading.today, month_first=reading.month_first)
    if day is None:
        faults.append(f"“{words[:30]}” is no date")
    return day, begun


def _other_day(
    reading: _Reading, row: Row, name: str, notes: list[tuple[str, str, str]]
) -> date | None:
    words = _said(row, name)
    if not words:
        return None
    day = read_day(words, reading.today, month_first=reading.month_first)
    if day is None:
        notes.append((name, words, "nothing: it is no date"))
    return day


def _period(reading: _Reading, row: Row, faults: list[str]) -> Period | None:
    words = _said(row, "Period")
    if not words:
        return reading.period
    said = read_heading(words)
    if said is None:
        faults.append(f"“{words[:30]}” is no quarter or month")
        return None
    return said.period
