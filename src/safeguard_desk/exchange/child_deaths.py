"""Collated findings of child death reviews, read from a table; suppressed numbers stay so."""

from dataclasses import dataclass, field
from pathlib import Path

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported, Skipped
from safeguard_desk.exchange.tables import Row, read_table
from safeguard_desk.rules.suppression import read_count
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.work.child_deaths import Received, receive, received, received_rows

KNOWN = {
    "Period": ("Quarter",),
    "Area": ("Borough", "Region"),
    "Deaths reviewed": ("Deaths", "Number of deaths reviewed", "Reviewed"),
    "With modifiable factors": ("Modifiable factors", "Modifiable"),
    "Theme": ("Themes",),
    "Recommendation": ("Recommendations",),
}


@dataclass(frozen=True)
class Became:
    """What becomes of a row: which findings it is of, in a word what, and what is to be known."""

    row: int
    title: str
    what: str
    details: str = ""


@dataclass
class Shown:
    """What an import would do: its counts, each row, and what it would take in."""

    done: Imported = field(default_factory=Imported)
    rows: list[Became] = field(default_factory=list)
    given: list[Received] = field(default_factory=list)


def look(desk: Desk, source: Path, sheet: str | None = None) -> Shown:
    """Return what an import of a table would do, row by row; nothing is done."""
    table = read_table(source, KNOWN, sheet=sheet)
    missing = [one for one in ("Period", "Area", "Deaths reviewed") if not table.has(one)]
    if missing:
        raise Refusal(
            f"{source.name} has no column for {' and '.join(missing)}.",
            "Nothing was imported.",
            "It has a row for each period and area: Period, Area, Deaths reviewed, ...",
        )
    shown = Shown()
    with desk.read() as reader:
        held = {
            (one.period, one.area): one
            for one in (received(row) for row in reader.rows(received_rows()))
        }
    for row in table.rows:
        _look_at(row, held, shown)
    return shown


def _look_at(row: Row, held: dict[tuple[str, str], Received], shown: Shown) -> None:
    done = shown.done
    done.rows += 1
    read = _given(row)
    title = f"{row.get('Period')} {row.get('Area')}".strip()
    twice = any(
        not isinstance(read, str) and (one.period, one.area) == (read.period, read.area)
        for one in shown.given
    )
    if isinstance(read, str) or twice:
        why = read if isinstance(read, str) else "the same period and area stand above"
        done.skipped.append(Skipped(row.number, why))
        shown.rows.append(Became(row.number, title, "Left out", why))
        return
    shown.given.append(read)
    before = held.get((read.period, read.area))
    what = "Created" if before is None else "Unchanged" if before == read else "Updated"
    done.created += what == "Created"
    done.unchanged += what == "Unchanged"
    done.updated += what == "Updated"
    numbers = f"{read.deaths.words} reviewed, {read.modifiable.words} with modifiable factors"
    shown.rows.append(Became(row.number, f"{read.period} {read.area}", what, numbers))


def bring_in(desk: Desk, source: Path, sheet: str | None = None) -> Done[Imported]:
    """Import a table as one step with a backup before it, and tell what it changed."""
    shown = look(desk, source, sheet)
    desk.back_up("before-import")

    def take(uow: UnitOfWork) -> Imported:
        for one in shown.given:
            receive(uow, one)
        return shown.done

    return desk.change("Bring child death findings in", take)


def import_child_deaths(
    desk: Desk, source: Path, *, sheet: str | None = None, dry_run: bool = False
) -> Imported:
    """Bring a table in: a row for each period and area; one that is there is brought up to date."""
    shown = look(desk, source, sheet)
    if not dry_run and shown.done.created + shown.done.updated:
        bring_in(desk, source, sheet)
    return shown.done


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
