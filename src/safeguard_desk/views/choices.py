"""Who and what can be chosen in a form: ids with the words they are chosen by."""

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Board, Group, Person, Priority

Choice = tuple[str, str]
"""An id and the words it is chosen by."""


def people(reader: Reader) -> list[Choice]:
    """Return everybody who has not left, by role: "Designated Nurse (DN), ICB"."""
    statement = (
        select(Person.id, Person.role, Person.initials, Agency.name, Agency.short_name)
        .outerjoin(Agency, Agency.id == Person.agency_id)
        .where(or_(Person.ended_on.is_(None), Person.ended_on >= reader.today))
        .order_by(Person.role, Agency.name)
    )
    return [
        (identity, _person(role, initials, short or name or ""))
        for identity, role, initials, name, short in reader.rows(statement)
    ]


def _person(role: str, initials: str, agency: str) -> str:
    known = f"{role} ({initials})" if initials else role
    return f"{known}, {agency}" if agency else known


def agencies(reader: Reader) -> list[Choice]:
    """Return every agency that has not ended, by name."""
    statement = (
        select(Agency.id, Agency.name)
        .where(or_(Agency.ended_on.is_(None), Agency.ended_on >= reader.today))
        .order_by(Agency.name)
    )
    return [(identity, name) for identity, name in reader.rows(statement)]


def boards(reader: Reader) -> list[Choice]:
    """Return the boards, by code and name."""
    statement = select(Board.id, Board.code, Board.name).order_by(Board.code)
    return [(identity, f"{code}, {name}") for identity, code, name in reader.rows(statement)]


def priorities(reader: Reader) -> list[Choice]:
    """Return what the boards set out to do, this year's first: "HSCB 2026, 1: Neglect"."""
    p = Priority
    statement = (
        select(p.id, Board.code, p.year, p.number, p.title)
        .join(Board, Board.id == p.board_id)
        .order_by(p.year.desc(), Board.code, p.number)
    )
    return [
        (identity, f"{code} {year}, {number}: {title}")
        for identity, code, year, number, title in reader.rows(statement)
    ]


def bodies(reader: Reader) -> list[Choice]:
    """Return who can meet: the groups, then the boards that have not met here yet, by code.

    A board that meets is a group of its own kind; the id of one that has not met is the board's.
    """
    met = select(Group.board_id).where(Group.board_id.is_not(None))
    statement = (
        select(Board.id, Board.code, Board.name)
        .where(Board.id.not_in(met))
        .where(or_(Board.ended_on.is_(None), Board.ended_on >= reader.today))
        .order_by(Board.code)
    )
    waiting = [(identity, f"{code}, {name}") for identity, code, name in reader.rows(statement)]
    return groups(reader) + waiting


def groups(reader: Reader) -> list[Choice]:
    """Return the groups that have not ended, by code and name."""
    statement = (
        select(Group.id, Group.code, Group.name)
        .where(or_(Group.ended_on.is_(None), Group.ended_on >= reader.today))
        .order_by(Group.code)
    )
    return [(identity, f"{code}, {name}") for identity, code, name in reader.rows(statement)]
