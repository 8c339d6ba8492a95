"""What the calendar looks like: months down, groups and boards across, then every date."""

from collections.abc import Iterable
from datetime import date

from safeguard_desk.documents.model import (
    Block,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Row,
    Table,
)
from safeguard_desk.papers.calendar import CalendarFacts
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.wording import boards_of, clock, count, listed
from safeguard_desk.rules.date_forms import MONTHS, WEEKDAYS
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.views.calendar import Entry, Named, span_of

_DATES = (
    Column("Date", role=Role.DATE),
    Column("Day", fixed=12),
    Column("Time", fixed=28),
    Column("Who", fixed=18),
    Column("Venue"),
    Column("State", fixed=30),
)
MOST_ACROSS = 8
"""Groups that fit side by side on a page; with more the overview is left out."""
SHORT = 8
"""Dates that fit below the overview; more begin a page of their own."""


def compose(facts: CalendarFacts) -> Document:
    """Return the calendar as a document: the year at a glance, and every date on the next page."""
    return Document(
        title=f"Calendar of meetings {facts.label}",
        subtitle=f"{facts.name}, as planned on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(facts.marking, restricted=False),
        subject=f"Dates of meetings, {facts.label}",
    )


def _blocks(facts: CalendarFacts) -> Iterable[Block]:
    if not facts.meetings:
        yield lead(f"No meeting is planned for {facts.label}.")
    else:
        yield lead(_headline(facts))
        codes = _codes(facts)
        if 1 < len(codes) <= MOST_ACROSS:
            yield _overview(facts, codes)
            yield small(_names(facts))
    if facts.closed:
        yield Heading(1, "Days to go round")
        yield Paragraph("; ".join(_closed(one) for one in facts.closed) + ".")
        yield small("Bank holidays are those of England and Wales.")
    if facts.meetings:
        if len(facts.meetings) > SHORT:
            yield PageBreak()
        yield Heading(1, "Dates in order")
        yield table(_DATES, (_row(one) for one in facts.meetings), "Dates", 0)


def _names(facts: CalendarFacts) -> str:
    """Return what the codes stand for."""
    names = {one.code: one.group for one in facts.meetings}
    return "; ".join(f"{code}: {name}" for code, name in names.items()) + "."


def _headline(facts: CalendarFacts) -> str:
    standing = [one for one in facts.meetings if one.state is not MeetingState.CANCELLED]
    called_off = len(facts.meetings) - len(standing)
    codes = sorted({one.code for one in standing})
    words = f"{count(len(standing), 'meeting')} of {listed(codes)}." if codes else ""
    return " ".join(
        part for part in (words, f"{called_off} cancelled." if called_off else "") if part
    )


def _codes(facts: CalendarFacts) -> list[str]:
    """Return who meets, in the order of their first meeting."""
    return list(dict.fromkeys(one.code for one in facts.meetings))


def _overview(facts: CalendarFacts, codes: list[str]) -> Table:
    columns = (Column("Month", fixed=34), *(Column(code) for code in codes))
    rows = []
    for number in range(12):
        first = add_months(span_of(facts.year)[0], number)
        rows.append((f"{MONTHS[first.month - 1]} {first.year}", *_of_month(facts, codes, first)))
    return table(columns, rows, "Overview", 0)


def _of_month(facts: CalendarFacts, codes: list[str], first: date) -> Iterable[Cell]:
    for code in codes:
        found = (
            one
            for one in facts.meetings
            if one.code == code
            and (one.held_on.year, one.held_on.month) == (first.year, first.month)
        )
        yield "\n".join(_brief(one) for one in found)


def _brief(one: Entry) -> str:
    day = f"{WEEKDAYS[one.held_on.weekday()][:3]} {one.held_on.day}, {clock(one.starts_at)}"
    return f"{day} (cancelled)" if one.state is MeetingState.CANCELLED else day


def _row(one: Entry) -> Row:
    ends = _ends(one)
    cells = (
        one.held_on,
        WEEKDAYS[one.held_on.weekday()][:3],
        f"{clock(one.starts_at)} to {ends}",
        one.code,
        one.venue,
        one.state.label,
    )
    muted = one.state is MeetingState.CANCELLED
    return Row(cells, Emphasis.MUTED if muted else Emphasis.PLAIN)


def _ends(one: Entry) -> str:
    minutes = one.starts_at.hour * 60 + one.starts_at.minute + one.length_minutes
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _closed(one: Named) -> str:
    if one.from_on == one.to_on:
        return f"{one.title}, {write_date(one.from_on)}"
    return f"{one.title}, {write_date(one.from_on)} to {write_date(one.to_on)}"
