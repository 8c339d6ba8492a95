"""An agency's chronology, read from a table of Excel, Word or CSV and merged into a case's."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.tables import plain_heading
from safeguard_desk.exchange.trackers.grids import Grid, read_grids
from safeguard_desk.models import ChronologyEvent
from safeguard_desk.rules.date_forms import MONTHS
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.terms_review import Exact, Significance
from safeguard_desk.rules.tracker_dates import read_day
from safeguard_desk.work import review_work, reviews

KNOWN = {
    "date": ("date", "dateofevent", "when", "eventdate", "datetime", "day"),
    "words": ("event", "whathappened", "description", "details", "eventdetails", "entry"),
    "agency": ("agency", "organisation", "service", "sourceagency"),
    "significance": ("significance", "weight", "importance"),
    "source": ("source", "record", "evidence", "whererecorded"),
}
_ABOUT = re.compile(r"^(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|early|mid|late)\s+")
_YEAR = re.compile(r"(?:in )?([12][0-9]{3})")
_MONTH = re.compile(r"([a-z]{3,9})\.?,? ([12][0-9]{3})")
_NUMBERED = re.compile(r"([01]?[0-9])[/.-]([12][0-9]{3})")


@dataclass(frozen=True)
class Read:
    """An event as it was read from a row."""

    row: int
    on: date
    exact: Exact
    typed: str
    agency: str
    words: str
    significance: Significance
    source: str


def read_when(text: str, today: date) -> tuple[date, Exact] | None:
    """Read the day of an event that is over: exact, about a day, or only a month or a year.

    None where it is no date, has no year, or is still to come.
    """
    words = " ".join(text.lower().split())
    plain = _ABOUT.sub("", words)
    found: tuple[date, Exact] | None = None
    if year := _YEAR.fullmatch(plain):
        found = date(int(year[1]), 1, 1), Exact.YEAR
    elif (month := _MONTH.fullmatch(plain)) and (number := _number(month[1])):
        found = date(int(month[2]), number, 1), Exact.MONTH
    elif (month := _NUMBERED.fullmatch(plain)) and 1 <= int(month[1]) <= len(MONTHS):
        found = date(int(month[2]), int(month[1]), 1), Exact.MONTH
    elif day := read_day(plain, today):
        found = day, Exact.DAY if plain == words else Exact.ABOUT
    return found if found is not None and found[0] <= today else None


def _number(word: str) -> int:
    known = [name[:3].lower() for name in MONTHS]
    return known.index(word[:3]) + 1 if word[:3] in known else 0


def read_chronology(path: Path, today: date) -> tuple[list[Read], list[Skipped]]:
    """Return the events of a file's tables, and the rows that are none with the reason."""
    events: list[Read] = []
    skipped: list[Skipped] = []
    fitting = 0
    for grid in read_grids(path):
        columns = _columns(grid)
        if {"date", "words"} <= set(columns):
            fitting += 1
            _read(grid, columns, today, events, skipped)
    if not fitting:
        raise Refusal(
            f"{path.name} has no table with a column for the date and one for the event.",
            "Nothing was imported.",
            "Head the columns Date, Event, Agency, Significance, Source.",
        )
    return events, skipped


def _columns(grid: Grid) -> dict[str, int]:
    headings = [plain_heading(cell) for cell in grid.lines[0].cells]
    return {
        name: headings.index(next(word for word in words if word in headings))
        for name, words in KNOWN.items()
        if any(word in headings for word in words)
    }


def _read(
    grid: Grid,
    columns: dict[str, int],
    today: date,
    events: list[Read],
    skipped: list[Skipped],
) -> None:
    for line in grid.lines[1:]:
        cells = {
            name: line.cells[place].strip() if place < len(line.cells) else ""
            for name, place in columns.items()
        }
        when = read_when(cells["date"], today)
        if not cells["words"]:
            skipped.append(Skipped(line.number, "no event is told"))
        elif when is None:
            skipped.append(
                Skipped(line.number, f"“{cells['date'][:30]}” is no day with a year in the past")
            )
        else:
            events.append(
                Read(
                    *(line.number, *when, cells["date"], cells.get("agency", ""), cells["words"]),
                    significance=_weight(cells.get("significance", "")),
                    source=cells.get("source", ""),
                )
            )


def _weight(text: str) -> Significance:
    words = text.strip().lower()
    if words[:3] in {"key", "hig", "cri"}:
        return Significance.KEY
    of_note = words[:3] in {"not", "of ", "med", "sig", "imp"}
    return Significance.NOTABLE if of_note else Significance.ROUTINE


def merge(uow: UnitOfWork, review_id: str, path: Path, agency: str = "") -> Imported:
    """Merge a file's events into a case; one that is there already is left as it is.

    agency: whose table it is, where it has no column for that. Rows whose words tell who somebody
    is are left out and named.
    """
    reviews.open_case(uow, review_id)
    events, skipped = read_chronology(path, uow.today)
    done = Imported(rows=len(events) + len(skipped), skipped=skipped)
    e = ChronologyEvent
    held = {
        (one.on, one.words, one.agency_words)
        for one in uow.all(select(e).where(e.review_id == review_id))
    }
    for one in events:
        name = one.agency or agency
        found = leaks(one.words)
        if found:
            reason = f"“{found[0].text}” looks like {found[0].what}"
            done.skipped.append(Skipped(one.row, reason))
            continue
        if (one.on, one.words, name) in held:
            done.unchanged += 1
            continue
        known = agencies.find(uow, name)[0] if name else None
        if name and known is None:
            done.notes.append(Noted(one.row, "Agency", name, "words"))
        review_work.add_event(
            *(uow, review_id, one.on, one.words),
            exact=one.exact,
            agency_id=known.id if known else None,
            agency_words=name,
            significance=one.significance,
            source=one.source or path.name,
            typed=one.typed,
        )
        held.add((one.on, one.words, name))
        done.created += 1
    done.skipped.sort(key=lambda row: row.row)
    return done


def import_chronology(
    desk: Desk, source: Path, *, ref: str, agency: str = "", dry_run: bool = False
) -> Imported:
    """Merge a file's events into the case of a code name, in one step that can be undone."""
    if dry_run:
        with desk.read() as reader:
            events, skipped = read_chronology(source, reader.today)
        return Imported(rows=len(events) + len(skipped), created=len(events), skipped=skipped)

    def work(uow: UnitOfWork) -> Imported:
        return merge(uow, reviews.find(uow, ref).id, source, agency)

    return desk.change("Merge a chronology", work).result
