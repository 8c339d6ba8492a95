"""Importing a scorecard: indicators, their targets, and the figures of each period."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.scorecard_tables import Given, Line, Sheet, read_sheet
from safeguard_desk.exchange.tables import plain_heading
from safeguard_desk.models import Group, Indicator
from safeguard_desk.rules.measuring import Reading, read_cell, shown
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_quality import Against, Direction, Frequency, Measured, Unit
from safeguard_desk.views.scorecard import Level, held_against
from safeguard_desk.work import commentary, scorecard
from safeguard_desk.work.scorecard import NewIndicator

_AGAINST = {
    "Target": Against.TARGET,
    "London": Against.LONDON,
    "England": Against.ENGLAND,
    "Neighbours": Against.NEIGHBOURS,
}
_SIGNS = re.compile(r"^[\s<>=≥≤+±-]+|[\s+]+$")


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


@dataclass(frozen=True)
class Became:
    """What becomes of a row: in a word, and what is to be known of it."""

    row: int
    title: str
    what: str
    details: str


@dataclass
class Shown:
    """What an import did, or would do: its counts, and each row."""

    done: Imported = field(default_factory=Imported)
    rows: list[Became] = field(default_factory=list)


@dataclass
class _Import:
    """One run: what it works on, and what it did."""

    uow: UnitOfWork
    shown: Shown
    group_id: str
    sheet: Sheet
    known_only: bool
    by_name: dict[str, str] = field(default_factory=dict)
    """Ids of the group's indicators by their plain names and references."""
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    """The row that gave an indicator's period: a second one is left out."""

    @property
    def done(self) -> Imported:
        """The counts so far."""
        return self.shown.done

    def note(self, row: int, name: str, text: str, kept_as: str) -> None:
        """Tell of something that was taken in a way to know of."""
        self.done.notes.append(Noted(row, name, text, kept_as))


def import_scorecard(
    desk: Desk,
    source: Path,
    *,
    group: str | None = None,
    sheet: str | None = None,
    known_only: bool = False,
    dry_run: bool = False,
) -> Imported:
    """Import a table of indicators and their figures; the same again changes nothing.

    An indicator that is not on the scorecard is added, or, known_only, left out and named. A row is
    taken as a whole or not at all. What is confirmed on the desk is not made provisional, nor
    awaited, by an older table. One import is one step of undo, with a backup before it.
    """
    table = read_sheet(source, sheet)
    shown = Shown()
    if not dry_run:
        desk.back_up("before-import")
    with suppress(_OnlyLooking):
        _run(desk, table, source.name, group, shown, known_only=known_only, dry=dry_run)
    return shown.done


def look(desk: Desk, source: Path, group: str | None) -> Shown:
    """Return what an import of a table would do, row by row; nothing is done."""
    shown = Shown()
    with suppress(_OnlyLooking):
        _run(desk, read_sheet(source), source.name, group, shown, known_only=False, dry=True)
    return shown


def bring_in(desk: Desk, source: Path, group: str | None) -> Done[Imported]:
    """Import a table as one step with a backup before it, and tell what it changed."""
    table = read_sheet(source)
    desk.back_up("before-import")
    return _run(desk, table, source.name, group, Shown(), known_only=False, dry=False)


def _run(
    desk: Desk,
    table: Sheet,
    name: str,
    group: str | None,
    shown: Shown,
    *,
    known_only: bool,
    dry: bool,
) -> Done[Imported]:
    def run(uow: UnitOfWork) -> Imported:
        work = _Import(uow, shown, _group(uow, group), table, known_only)
        _take_all(work)
        if dry:
            raise _OnlyLooking
        return shown.done

    return desk.change(f"Import the scorecard {name}", run)


def _group(uow: UnitOfWork, code: str | None) -> str:
    of_code = select(Group).where(Group.code == (code or "").strip().upper())
    of_kind = select(Group).where(Group.kind == GroupKind.QUALITY, Group.ended_on.is_(None))
    found = uow.find(of_code if code else of_kind.order_by(Group.code))
    if found is None:
        raise Refusal(
            f"There is no group “{code}”." if code else "There is no quality assurance group.",
            "Nothing was imported.",
            "See: list groups; name one with --group.",
        )
    return found.id


def _take_all(work: _Import) -> None:
    for heading in work.sheet.ignored:
        work.note(1, "Heading", heading, "nothing: it is no period of this table")
    of = select(Indicator).where(Indicator.group_id == work.group_id)
    for indicator in work.uow.all(of.order_by(Indicator.ended_on.is_(None), Indicator.position)):
        work.by_name[plain_heading(indicator.title)] = indicator.id
        work.by_name[plain_heading(indicator.ref)] = indicator.id
    for line in work.sheet.lines:
        work.done.rows += 1
        noted = len(work.done.notes)
        try:
            what, details = _take(work, line)
        except Refusal as refusal:
            work.done.skipped.append(Skipped(line.row, refusal.what))
            what, details = "Left out", [refusal.what]
        for note in work.done.notes[noted:]:
            details.append(f"{note.field} “{note.text}” kept as {note.kept_as}")
        work.shown.rows.append(Became(line.row, line.title, what, "; ".join(details)))


def _refused(reason: str) -> Refusal:
    return Refusal(reason, "The row was left out.", "Put it right and import again.")


def _take(work: _Import, line: Line) -> tuple[str, list[str]]:
    """Take one row, and say what became of it and how many figures were new.

    Refuses what cannot be used before anything of it is changed.
    """
    if line.fault:
        raise _refused(f"{line.fault[:1].upper()}{line.fault[1:]}.")
    if line.bare:
        raise _refused(f"“{line.title[:60]}” stands alone: no figure, no unit, no target.")
    known = work.by_name.get(plain_heading(line.ref) or "-") or work.by_name.get(
        plain_heading(line.title)
    )
    if known is None and work.known_only:
        raise _refused(f"“{line.title}” is not on the scorecard.")
    indicator = work.uow.get(Indicator, known) if known else None
    unit = indicator.unit if indicator else line.unit or _guessed(line)
    readings = _readings(work, line, unit, known)
    levels = _levels(line, unit)
    if indicator is None:
        indicator = _make(work, line, unit)
    elif line.unit not in {None, unit}:
        work.note(line.row, "Unit", line.unit.label if line.unit else "", unit.label)
    for name, text, kept in line.unclear:
        work.note(line.row, name, text, kept)
    changed = _set_levels(work, line, indicator, levels, new=known is None)
    new = 0
    for given, reading in readings:
        work.rows[indicator.id, given.period.code] = line.row
        new += _record(work, line, indicator, given, reading)
    details = [f"{new} of {len(readings)} figures are new"] if readings else []
    if known is None:
        work.done.created += 1
        return "New indicator", details
    if changed or new:
        work.done.updated += 1
        return "Updated", details
    work.done.unchanged += 1
    return "Unchanged", []


def _guessed(line: Line) -> Unit:
    signed = any("%" in one.text for one in line.cells)
    return Unit.PERCENT if signed or line.fractions else Unit.NUMBER


def _readings(
    work: _Import, line: Line, unit: Unit, known: str | None
) -> list[tuple[Given, Reading]]:
    """Return what a row's cells say; refuses with every cell that cannot be read."""
    found: list[tuple[Given, Reading]] = []
    faults: list[str] = []
    for given in line.cells:
        earlier = work.rows.get((known or "", given.period.code))
        if earlier is not None:
            faults.append(f"{given.period.label} stands in row {earlier} already")
            continue
        try:
            reading = read_cell(given.text, unit, fractions=line.fractions)
        except Refusal as refusal:
            faults.append(f"{given.period.label}: {refusal.what.rstrip('.')}")
            continue
        if given.period.starts_on > work.uow.today:
            faults.append(f"{given.period.label} has not begun")
        elif reading is not None:
            early = reading.kind is Measured.FIGURE and (given.provisional or reading.provisional)
            found.append((given, _marked(reading, provisional=early)))
    if faults:
        raise _refused("; ".join(faults) + ".")
    return found


def _marked(reading: Reading, *, provisional: bool) -> Reading:
    said = (reading.kind, reading.value, reading.numerator, reading.denominator)
    return Reading(*said, provisional, reading.typed)


def _levels(line: Line, unit: Unit) -> dict[str, float]:
    """Return target, tolerance and comparators as numbers; refuses what is none."""
    found: dict[str, float] = {}
    for name, text in line.levels.items():
        plain = _SIGNS.sub("", text)  # "≥85%", "<20%" and "85%+" say which side is good
        if plain.casefold() in {"", "n/a", "na", "none", "tbc", "monitor"}:
            continue
        try:
            reading = read_cell(plain, unit, fractions=line.fractions)
        except Refusal as refusal:
            raise _refused(f"{name}: {refusal.what}") from refusal
        if reading is not None and reading.value is not None:
            found[name] = reading.value
    return found


def _make(work: _Import, line: Line, unit: Unit) -> Indicator:
    agency_id = _agency(work, line)
    first = min((one.period.starts_on for one in line.cells), default=None)
    made = scorecard.add_indicator(
        work.uow,
        work.group_id,
        NewIndicator(
            title=line.title,
            definition=line.definition,
            side=line.side or Side.BOTH,
            agency_id=agency_id,
            agency_words=line.agency,
            unit=unit,
            direction=line.direction or Direction.NEITHER,
            frequency=_frequency(line, work.sheet),
            started_on=first,
        ),
    )
    work.by_name[plain_heading(line.title)] = work.by_name[plain_heading(made.ref)] = made.id
    return made


def _frequency(line: Line, sheet: Sheet) -> Frequency:
    return line.cells[0].period.frequency if line.cells else sheet.frequency


def _agency(work: _Import, line: Line) -> str | None:
    """Return the agency that gives the figure; of several, the first that is known."""
    if not line.agency:
        return None
    parts = re.split(r"\s*(?:/|;|,|&|\band\b)\s*", line.agency)
    for name in dict.fromkeys((line.agency, *parts)):
        agency, _ = agencies.find(work.uow, name) if name else (None, False)
        if agency is not None:
            if name != line.agency:
                kept = f"{agency.name}, with the words kept beside it"
                work.note(line.row, "Agency", line.agency, kept)
            return agency.id
    work.note(line.row, "Agency", line.agency, "words: no agency of the directory is called so")
    return None


def _set_levels(
    work: _Import, line: Line, indicator: Indicator, levels: dict[str, float], *, new: bool
) -> bool:
    """Set what the row says of targets; of a known indicator from the table's last period on."""
    changed = False
    ends = work.sheet.periods[-1].starts_on
    start = indicator.started_on if new else ends
    for name, against in _AGAINST.items():
        if name not in levels:
            continue
        tolerance = levels.get("Tolerance") if against is Against.TARGET else None
        held = None if new else _held(work, indicator.id, against, ends)
        as_it_is = held is not None and held.value == levels[name]
        if as_it_is and (tolerance is None or (held and held.tolerance == tolerance)):
            continue
        changed |= scorecard.set_target(
            *(work.uow, indicator.id, levels[name]),
            against=against,
            tolerance=tolerance,
            valid_from=start or ends,
        )
        if held is not None:
            kept = f"valid from {work.sheet.periods[-1].label}; the earlier one stays for its time"
            work.note(line.row, name, line.levels[name], kept)
    return changed


def _held(work: _Import, indicator_id: str, against: Against, on: date) -> Level | None:
    return held_against(scorecard.levels(work.uow, indicator_id), against, on)


def _record(
    work: _Import, line: Line, indicator: Indicator, given: Given, reading: Reading
) -> bool:
    uow = work.uow
    changed = False
    known = scorecard.versions(uow, indicator.id, given.period)
    if not any(scorecard.same(one, reading) for one in known):
        standing = known[-1] if known else None
        settled = standing is not None and standing.kind in {Measured.FIGURE, Measured.SUPPRESSED}
        weaker = reading.kind in {Measured.AWAITED, Measured.MISSING} or reading.provisional
        if standing is not None and settled and weaker and not standing.provisional:
            kept = Reading(standing.kind, standing.value, typed=standing.typed)
            words = f"{shown(kept, indicator.unit)}, which stands on the desk"
            work.note(line.row, given.period.label, given.text, words)
        else:
            changed = scorecard.record(uow, indicator.id, given.period, reading)
    if given.comment and commentary.commentary(uow, indicator.id, given.period) != given.comment:
        commentary.comment(uow, indicator.id, given.period, given.comment)
        changed = True
    return changed
