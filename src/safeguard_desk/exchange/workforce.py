"""Importing workforce figures: a row for each agency, with a role or a level where it has one."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.tables import Row, read_table
from safeguard_desk.rules.booking_words import read_level
from safeguard_desk.rules.tracker_dates import month_comes_first, read_day
from safeguard_desk.work.workforce import tell

KNOWN = {
    "Agency": ("Organisation", "Employer", "Partner", "Agency name"),
    "Staff": ("Workforce", "Number of staff", "Headcount", "Staff numbers", "Number", "Total staff",
              "Staff who need training", "Employees", "Eligible staff"),
    "As at": ("Date", "Day", "As of", "On"),
    "Role": ("Job role", "Staff group", "Job title"),
    "Level": ("Training level", "Course level"),
    "Source": ("Told by", "From", "Evidence"),
}  # fmt: skip
MOST = 1_000_000


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


def import_workforce(
    desk: Desk, source: Path, *, sheet: str | None = None, dry_run: bool = False
) -> Imported:
    """Import staff numbers of agencies; the same table again changes nothing."""
    table = read_table(source, KNOWN, sheet=sheet)
    missing = [one for one in ("Agency", "Staff") if not table.has(one)]
    if missing:
        raise Refusal(
            f"{source.name} has no column for {' and '.join(missing)}.",
            "Nothing was imported.",
            "It has a row for each agency: Agency, Staff, As at, and Role or Level where told.",
        )
    done = Imported()
    month_first = month_comes_first(row.get("As at") for row in table.rows)

    def run(uow: UnitOfWork) -> Imported:
        seen: dict[object, int] = {}
        for row in table.rows:
            done.rows += 1
            reason = _take(uow, row, done, seen, month_first=month_first)
            if reason:
                done.skipped.append(Skipped(row.number, reason))
        if dry_run:
            raise _OnlyLooking
        return done

    with suppress(_OnlyLooking):
        if not dry_run:
            desk.back_up("before-import")
        desk.change(f"Import workforce {source.name}", run)
    return done


def _take(
    uow: UnitOfWork, row: Row, done: Imported, seen: dict[object, int], *, month_first: bool
) -> str:
    """Take a row; return why it is left out, or nothing."""
    name, words = " ".join(row.get("Agency").split()), row.get("Staff").replace(",", "")
    agency, other = agencies.find(uow, name) if name else (None, False)
    if agency is None:
        return f"“{name}” is no agency of the directory" if name else "no agency is named"
    if not words.isdigit() or int(words) > MOST:
        return f"“{row.get('Staff')}” is no number of staff"
    on: date | None = uow.today
    if row.get("As at"):
        on = read_day(row.get("As at"), uow.today, month_first=month_first)
    if on is None:
        return f"“{row.get('As at')}” is no date"
    level = read_level(row.get("Level"))
    if row.get("Level") and level is None:
        return f"“{row.get('Level')}” is no level of training"
    role = " ".join(row.get("Role").split())
    key = (agency.id, on, role.casefold(), level)
    if key in seen:
        return f"row {seen[key]} tells of the same already"
    seen[key] = row.number
    if other:
        done.notes.append(Noted(row.number, "Agency", name, agency.name))
    became = tell(uow, agency.id, int(words), on, role=role, level=level, source=row.get("Source"))
    setattr(done, became, getattr(done, became) + 1)
    return ""
