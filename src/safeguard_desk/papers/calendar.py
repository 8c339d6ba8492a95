"""What the calendar says: a year's dates of everybody who meets, or of one group."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import groups
from safeguard_desk.views.calendar import Entry, Named, entries, named_days, span_of


@dataclass(frozen=True)
class CalendarFacts:
    """The meetings of a financial year, oldest first, and the days on which none should fall."""

    name: str
    organisation: str
    today: date
    year: int
    one_group: bool
    meetings: tuple[Entry, ...]
    closed: tuple[Named, ...]
    marking: Marking
    copy: str

    @property
    def label(self) -> str:
        """The financial year as papers write it: 2026/27."""
        return f"{self.year}/{(self.year + 1) % 100:02d}"


def collect(reader: Reader, request: Request) -> CalendarFacts:
    """Return a year's dates; a public copy leaves out case reviews and links."""
    partnership = groups.partnership(reader)
    year = _year(reader, request)
    start, end = span_of(year)
    group = groups.head(reader, request.group_id) if request.group_id else None
    found = entries(
        *(reader, start, end), group_id=request.group_id, without_reviews=request.public
    )
    return CalendarFacts(
        name=group.name if group else "All groups and boards",
        organisation=partnership,
        today=reader.today,
        year=year,
        one_group=group is not None,
        meetings=tuple(found),
        closed=tuple(named_days(reader, start, end)),
        marking=group.marking if group else Marking.OFFICIAL,
        copy=request.copy,
    )


def _year(reader: Reader, request: Request) -> int:
    return financial_year(reader.today) if request.year is None else request.year


def name(reader: Reader, request: Request) -> str:
    """Return what a file of it is called."""
    whose = f"{groups.head(reader, request.group_id).code} " if request.group_id else ""
    year = _year(reader, request)
    return f"{whose}calendar {year}-{(year + 1) % 100:02d}"
