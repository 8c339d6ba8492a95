"""What an agency owes the boards and what it has done, over a financial year, on one page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, AgencyAlias
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import account_learning, coverage
from safeguard_desk.views import account_sections as sections
from safeguard_desk.views.account_parts import Asked, Section

_Make = Callable[[Reader, Asked], Section]
SECTIONS: tuple[_Make, ...] = (
    sections.actions_of,
    sections.recommendations,
    sections.assurance,
    sections.returns,
    sections.inspections,
    account_learning.training,
    sections.reviews,
    sections.places,
)
"""What the account is made of, in its order; a new sort of duty is a function here."""
_FIRST = (4, 1)
_HEADS = select(Agency.id, Agency.name, Agency.short_name, Agency.side, Agency.ended_on)


@dataclass(frozen=True)
class Head:
    """An agency as a list names it, with what it owes."""

    id: str
    name: str
    short: str
    side: Side
    ended_on: date | None
    owed: int = 0
    late: int = 0


@dataclass(frozen=True)
class Account:
    """An agency's year: its places in groups, what it owes and has done, section by section."""

    head: Head
    aliases: tuple[str, ...]
    year: int
    start: date
    end: date
    sections: tuple[Section, ...]

    @property
    def owed(self) -> int:
        """How many things are still to be given, of every sort."""
        return sum(section.owed for section in self.sections)

    @property
    def late(self) -> int:
        """How many of them are past their day."""
        return sum(section.late for section in self.sections)


def head(reader: Reader, agency_id: str) -> Head:
    """Return an agency, ended or not; refuses one that is no longer there."""
    row = reader.one(_HEADS.where(Agency.id == agency_id))
    if row is None:
        raise Refusal(
            "This agency is no longer there.", "Nothing was made.", "Choose another in the list."
        )
    return Head(*row)


def year_of(reader: Reader, year: int | None) -> int:
    """Return a financial year by the one in which it starts; this one where none is named."""
    return year or financial_year(reader.today)


def account(
    reader: Reader,
    agency_id: str,
    year: int | None = None,
    *,
    restricted: bool = False,
    covered: coverage.Coverage | None = None,
) -> Account:
    """Return an agency's account of a financial year (by the one in which it starts; this one).

    restricted: with the words of restricted records; without, they are counted only. covered: the
    coverage of that year, where it is known already. Refuses an agency that is not there.
    """
    found = head(reader, agency_id)
    starting = year_of(reader, year)
    start, end = date(starting, *_FIRST), date(starting + 1, 3, 31)
    covered = covered or coverage.coverage(reader, None, starting)
    asked = Asked(agency_id, starting, start, end, restricted, covered)
    made = tuple(section(reader, asked) for section in SECTIONS)
    aliases = select(AgencyAlias.alias).where(AgencyAlias.agency_id == agency_id)
    return Account(
        found,
        tuple(reader.scalars(aliases.order_by(AgencyAlias.alias))),
        *(starting, start, end),
        tuple(one for one in made if one.items or one.said),
    )


def agencies(reader: Reader) -> list[Head]:
    """Return every agency, those that owe most that is late first, then by name."""
    found = []
    covered = coverage.coverage(reader, None, year_of(reader, None))
    for row in reader.rows(_HEADS.order_by(Agency.name)):
        whole = account(reader, row[0], covered=covered)
        found.append(Head(*row, whole.owed, whole.late))
    return sorted(found, key=lambda one: (one.ended_on is not None, -one.late, one.name))
