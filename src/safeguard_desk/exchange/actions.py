"""Importing action trackers: read, planned row by row, shown, and then done as one step."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.trackers.grids import Grid, read_grids
from safeguard_desk.exchange.trackers.known import known
from safeguard_desk.exchange.trackers.planning import Planned, What, Wishes, plan, told
from safeguard_desk.exchange.trackers.rows import Layout, Mapped, lay_out, rows
from safeguard_desk.models import Action, ActionOwner, ActionUpdate, DueDateChange, Group, Setting
from safeguard_desk.rules import references
from safeguard_desk.rules.terms import ActionSource, ActionStatus, EvidenceKind
from safeguard_desk.rules.tracker_words import Part, plain
from safeguard_desk.work import evidence
from safeguard_desk.work.references import next_reference

Progress = Callable[[int, int], None]
_REMEMBERED = "import.actions."
_PROOF = {"evidence": EvidenceKind.DONE, "impact_evidence": EvidenceKind.IMPACT}


@dataclass(frozen=True)
class Tracker:
    """A tracker read: its tables, and where in each what stands. None: no tracker in that table."""

    source: str
    tables: tuple[tuple[Grid, Layout | None], ...]

    @property
    def layouts(self) -> tuple[Layout, ...]:
        """Return the layouts of the tables that hold actions."""
        return tuple(layout for _, layout in self.tables if layout is not None)


def read_tracker(
    reader: Reader, path: Path, *, sheet: str | None = None, mapped: Mapped | None = None
) -> Tracker:
    """Read a tracker, with what was said of its headings before; refuses one without actions.

    mapped: what the user says of headings now, by the heading as it stands.
    """
    said = dict(remembered(reader)) | dict(mapped or {})
    grids = read_grids(path, sheet=sheet)
    tables = tuple((grid, lay_out(grid, reader.today, said)) for grid in grids)
    tracker = Tracker(path.name, tables)
    if not tracker.layouts:
        begins = next((line.cells for grid in grids for line in grid.lines), ())
        raise Refusal(
            f"{path.name} has no line of headings that reads like an action tracker's;"
            f" it begins: {' | '.join(cell for cell in begins if cell)[:160]}.",
            "Nothing was imported.",
            "Give its columns headings such as Ref, Action, Owner, Due, Status, Update, or say what"
            " its headings mean.",
        )
    return tracker


def plan_import(reader: Reader, tracker: Tracker, wishes: Wishes) -> list[Planned]:
    """Return what an import of a tracker would do with each row, table by table."""
    read = [
        (grid.name, list(rows(grid, layout)))
        for grid, layout in tracker.tables
        if layout is not None
    ]
    return plan(known(reader), read, replace(wishes, source=tracker.source))


def import_actions(
    desk: Desk,
    source: Path,
    *,
    wishes: Wishes | None = None,
    group: str | None = None,
    sheet: str | None = None,
    mapped: Mapped | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Import a tracker; the same tracker again changes nothing. One import is one step of undo.

    group: the code of the group the actions belong to, for trackers without a Group column or
    references of ours. A backup is made before. Refuses what is no tracker.
    """
    with desk.read() as reader:
        wishes = wishes or Wishes()
        if group is not None:
            wishes = replace(wishes, group_id=group_by_code(reader, group))
        tracker = read_tracker(reader, source, sheet=sheet, mapped=mapped)
        planned = plan_import(reader, tracker, wishes)
    if not dry_run and changes_anything(planned):
        carry_out(desk, source.name, planned, mapped, progress)
    return told(planned)


def changes_anything(planned: Sequence[Planned]) -> bool:
    """Say whether a plan would change the desk."""
    return any(row.what in {What.CREATE, What.UPDATE} for row in planned)


def carry_out(
    desk: Desk,
    source: str,
    planned: Sequence[Planned],
    mapped: Mapped | None = None,
    progress: Progress | None = None,
) -> Done[Imported]:
    """Do what was planned as one step, after a backup."""

    def run(uow: UnitOfWork) -> Imported:
        remember(uow, mapped or {})
        take(uow, source, planned, progress)
        return told(planned)

    desk.back_up("before-import")
    return desk.change(f"Import actions from {source}", run)


def group_by_code(reader: Reader, code: str) -> str:
    """Return a group's id by its code or name; refuses one that is not there."""
    found = known(reader).group_of(code)
    if found is None:
        raise Refusal(f"There is no group “{code}”.", "Nothing was imported.", "See: list groups.")
    return found


def remembered(reader: Reader) -> Mapped:
    """Return what was said of headings in earlier imports."""
    value = reader.scalar(select(Setting.value).where(Setting.key == f"{_REMEMBERED}headings"))
    said = json.loads(value) if value else {}
    return {heading: Part(part) if part else None for heading, part in said.items()}


def remember(uow: UnitOfWork, mapped: Mapped) -> None:
    """Remember what a user said of headings, for the next tracker that has them."""
    if not mapped:
        return
    said = dict(remembered(uow.reader)) | dict(mapped)
    value = json.dumps({h: p.value if p else "" for h, p in sorted(said.items())})
    held = uow.find(select(Setting).where(Setting.key == f"{_REMEMBERED}headings"))
    if held is None:
        uow.add(Setting(key=f"{_REMEMBERED}headings", value=value))
    else:
        held.value = value


def take(
    uow: UnitOfWork, source: str, planned: Sequence[Planned], progress: Progress | None = None
) -> None:
    """Make and change actions as planned."""
    codes = {row.group_id: uow.get(Group, row.group_id).code for row in planned if row.group_id}
    for row in planned:
        # Before any number is given out: a row further down may come with it.
        if row.what is What.CREATE and (parsed := references.parse(row.ref)) is not None:
            uow.keep_counter_above(*parsed)
    made: dict[tuple[str, int], Action] = {}
    for done, row in enumerate(planned, 1):
        if progress is not None and done % 50 == 0:
            progress(done, len(planned))
        if row.part_of is not None:
            action = made.get((row.grid, row.part_of))
            action = action or (uow.get(Action, row.action_id) if row.action_id else None)
            if action is not None and row.what is What.UPDATE:
                _say(uow, action, row, source)
        elif row.what is What.CREATE:
            action = made[row.grid, row.number] = _create(uow, row, codes[row.group_id], source)
            _say(uow, action, row, source)
        elif row.what is What.UPDATE and row.action_id is not None:
            action = made[row.grid, row.number] = uow.get(Action, row.action_id)
            _change(uow, action, row, source)
            _say(uow, action, row, source)


def _create(uow: UnitOfWork, row: Planned, code: str, source: str) -> Action:
    given: dict[str, Any] = {name: value for name, _, value in row.fields}
    given.setdefault("raised_on", uow.today)
    action = uow.add(
        Action(
            ref=row.ref or next_reference(uow, code),
            group_id=row.group_id,
            source=ActionSource.IMPORTED,
            owner_id=row.owners[0] if row.owners else None,
            status_reason=_reason(given.get("status"), source),
            **given,
        )
    )
    _share(uow, action, row.owners[1:])
    _prove(uow, action, given, source, first=True)
    if row.was_due is not None and row.was_due != action.due_on:
        _moved(uow, action, row.was_due, source)
    return action


def _reason(status: ActionStatus | None, source: str) -> str:
    """Return the reason for a status that needs one: the tracker it was found in."""
    resting = {ActionStatus.CANCELLED, ActionStatus.ON_HOLD, ActionStatus.REOPENED}
    return f"As {source} has it" if status in resting else ""


def _share(uow: UnitOfWork, action: Action, others: Sequence[str]) -> None:
    for person_id in others:
        uow.add(ActionOwner(action_id=action.id, person_id=person_id))


def _moved(uow: UnitOfWork, action: Action, before: Any, source: str) -> None:
    change = DueDateChange(action_id=action.id, on=uow.today, before_on=before)
    change.after_on, change.reason = action.due_on, f"As {source} has it"
    uow.add(change)
    if action.due_on is not None and action.due_on > before:
        action.slips = (action.slips or 0) + 1


def _change(uow: UnitOfWork, action: Action, row: Planned, source: str) -> None:
    before = action.due_on
    for name, _, value in row.fields:
        setattr(action, name, value)
        if name == "status":
            action.status_reason = _reason(value, source)
    _prove(uow, action, {name: value for name, _, value in row.fields}, source)
    if before is not None and action.due_on != before:
        _moved(uow, action, before, source)
    if row.owners:
        action.owner_id = row.owners[0]
        for shared in uow.all(select(ActionOwner).where(ActionOwner.action_id == action.id)):
            uow.delete(shared)
        _share(uow, action, row.owners[1:])


def _prove(
    uow: UnitOfWork, action: Action, given: Mapping[str, Any], source: str, *, first: bool = False
) -> None:
    """Keep the evidence a tracker names as a revision of its own."""
    for name, kind in _PROOF.items():
        if given.get(name):
            evidence.add(uow, action.id, kind, given[name], by=source, first=first)


def _say(uow: UnitOfWork, action: Action, row: Planned, source: str) -> None:
    for text in row.texts:
        uow.add(ActionUpdate(action_id=action.id, on=uow.today, text=text, by_words=source))


def headings_said(pairs: Sequence[str]) -> Mapped:
    """Return what "HEADING=PART" pairs say; refuses a part that is none. An empty part: text."""
    said: dict[str, Part | None] = {}
    for pair in pairs:
        heading, _, part = pair.rpartition("=")
        wanted = plain(part)
        known_parts = {plain(known): known for known in Part}
        if not heading or (wanted and wanted not in known_parts):
            raise Refusal(
                f"“{pair}” does not say what a heading means.",
                "Nothing was imported.",
                f"Write HEADING=PART; the parts are {', '.join(Part)}, or nothing for text.",
            )
        said[heading] = known_parts.get(wanted)
    return said
