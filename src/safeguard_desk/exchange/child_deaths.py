"""Collated findings of child death reviews, read from a table; suppressed numbers stay so."""

from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported, Skipped
from safeguard_desk.exchange.tables import Row, read_table
from safeguard_desk.models import ChildDeathFinding
from safeguard_desk.rules.suppression import read_count
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.work.child_deaths import Received, receive

KNOWN = {
    "Period": ("Quarter",),
    "Area": ("Borough", "Region"),
    "Deaths reviewed": ("Deaths", "Number of deaths reviewed", "Reviewed"),
    "With modifiable factors": ("Modifiable factors", "Modifiable"),
    "Theme": ("Themes",),
    "Recommendation": ("Recommendations",),
}


def import_child_deaths(
    desk: Desk, source: Path, *, sheet: str | None = None, dry_run: bool = False
) -> Imported:
    """Bring a table in: a row for each period and area; one that is there is brought up to date."""
    table = read_table(source, KNOWN, sheet=sheet)
    missing = [one for one in ("Period", "Area", "Deaths reviewed") if not table.has(one)]
    if missing:
        raise Refusal(
            f"{source.name} has no column for {' and '.join(missing)}.",
            "Nothing was imported.",
            "It has a row for each period and area: Period, Area, Deaths reviewed, ...",
        )
    done = Imported()
    given = []
    for row in table.rows:
        done.rows += 1
        read = _given(row)
        if isinstance(read, str):
            done.skipped.append(Skipped(row.number, read))
        else:
            given.append(read)
    if dry_run:
        with desk.read() as reader:
            c = ChildDeathFinding
            there = set(reader.rows(select(c.period, c.area)))
        done.created = sum((one.period, one.area) not in there for one in given)
        done.unchanged = len(given) - done.created
        return done
    if given:
        desk.change("Bring child death findings in", lambda uow: _take(uow, given, done))
    return done


def _given(row: Row) -> Received | str:
    words = row.get("Period").strip()
    year_first = " ".join(reversed(words.split(" ", 1)))
    try:
        quarter = Quarter.parse(year_first if words[:1] in "Qq" else words)
    except Refusal:
        return f"“{words[:30]}” is no quarter"
    area = " ".join(row.get("Area").split())
    deaths, modifiable = (
        read_count(row.get(name)) for name in ("Deaths reviewed", "With modifiable factors")
    )
    if not area:
        return "no area is named"
    if deaths is None or modifiable is None:
        return "a number is neither a number nor suppressed"
    both = deaths.number is not None and modifiable.number is not None
    if both and (modifiable.number or 0) > (deaths.number or 0):
        return "more deaths have modifiable factors than were reviewed"
    return Received(
        *(quarter.label, quarter.start, area, deaths, modifiable),
        theme=row.get("Theme"),
        recommendation=row.get("Recommendation"),
    )


def _take(uow: UnitOfWork, given: list[Received], done: Imported) -> None:
    for one in given:
        change = receive(uow, one)
        done.created += change == "created"
        done.updated += change == "updated"
        done.unchanged += change == "unchanged"
