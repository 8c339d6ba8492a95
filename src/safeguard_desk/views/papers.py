"""A paper as people see it: its cover sheet, its versions, and what one reader marked on it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import literal, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    AgendaItem,
    Board,
    Meeting,
    Paper,
    PaperMark,
    PaperVersion,
    Priority,
)
from safeguard_desk.rules.terms import MarkKind, PaperState, Purpose


@dataclass(frozen=True)
class CoverView:
    """What a paper's cover sheet says; `wanted` is whether one goes before the paper."""

    paper_id: str
    title: str
    item: str
    wanted: bool
    author: str
    purpose: Purpose | None
    summary: str
    recommendation: str
    priority_id: str | None
    priority: str
    for_children: str
    for_adults: str
    for_equality: str


@dataclass(frozen=True)
class VersionView:
    """A version of a paper: the one in force, or one it replaced."""

    id: str
    number: int
    state: PaperState
    received_on: date | None
    filename: str
    media_type: str
    sha256: str
    size: int
    in_force: bool


@dataclass(frozen=True)
class MarkView:
    """A note or highlight of the reader; `sha256` is the version it was made on."""

    id: str
    kind: MarkKind
    page: int
    place: str
    quote: str
    words: str
    sha256: str
    made_at: datetime


def covers(reader: Reader, meeting_id: str) -> dict[str, CoverView]:
    """Return the cover sheet of each paper of a meeting, by the paper's id."""
    p = Paper
    statement = (
        select(
            *(p.id, p.title, AgendaItem.position, AgendaItem.title, p.cover, p.author, p.purpose),
            *(p.summary, p.recommendation, p.priority_id, Board.code, Priority.number),
            *(Priority.title, p.for_children, p.for_adults, p.for_equality),
        )
        .outerjoin(AgendaItem, AgendaItem.id == p.item_id)
        .outerjoin(Priority, Priority.id == p.priority_id)
        .outerjoin(Board, Board.id == Priority.board_id)
        .where(p.meeting_id == meeting_id)
    )
    found = {}
    for paper_id, title, number, item, *rest in reader.rows(statement):
        wanted, author, purpose, summary, recommendation, priority_id, code, year_no, aim = rest[:9]
        priority = f"{code} {year_no}: {aim}" if priority_id else ""
        found[paper_id] = CoverView(
            *(paper_id, title, f"{number} {item}" if number else "", wanted, author, purpose),
            *(summary, recommendation, priority_id, priority, *rest[9:]),
        )
    return found


def priorities(reader: Reader) -> list[tuple[str, str]]:
    """Return the boards' priorities to choose from, the newest year first."""
    statement = (
        select(Priority.id, Board.code, Priority.year, Priority.number, Priority.title)
        .join(Board, Board.id == Priority.board_id)
        .order_by(Priority.year.desc(), Board.code, Priority.number)
    )
    return [
        (identity, f"{code} {year}/{(year + 1) % 100:02} {number}: {title}")
        for identity, code, year, number, title in reader.rows(statement)
    ]


def versions(reader: Reader, paper_id: str) -> list[VersionView]:
    """Return the versions of a paper that came in, the newest first."""
    p, v = Paper, PaperVersion
    now = select(
        *(p.id, p.number, p.state, p.received_on, p.filename, p.media_type, p.sha256, p.size),
        literal(True),
    ).where(p.id == paper_id, p.sha256 != "")
    old = (
        select(
            *(v.id, v.number, v.state, v.received_on, v.filename, v.media_type, v.sha256, v.size),
            literal(False),
        )
        .where(v.paper_id == paper_id)
        .order_by(v.number.desc())
    )
    return [VersionView(*row) for row in (*reader.rows(now), *reader.rows(old))]


def marks(reader: Reader, paper_id: str, who: str) -> list[MarkView]:
    """Return what a reader marked on a paper, in the order of its pages; nobody else's, ever."""
    m = PaperMark
    statement = (
        select(m.id, m.kind, m.page, m.place, m.quote, m.words, m.sha256, m.created_at)
        .where(m.paper_id == paper_id, m.who == who)
        .order_by(m.page, m.place, m.created_at)
    )
    return [MarkView(*row) for row in reader.rows(statement)]


def meeting_of(reader: Reader, paper_id: str) -> str | None:
    """Return the reference of the meeting a paper belongs to."""
    statement = select(Meeting.ref).join(Paper, Paper.meeting_id == Meeting.id)
    found: str | None = reader.scalar(statement.where(Paper.id == paper_id))
    return found
