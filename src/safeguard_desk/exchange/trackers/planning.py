"""What an import of a tracker would do, row by row, before anything is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.trackers.known import Held, Known, squeezed
from safeguard_desk.exchange.trackers.rows import RowRead
from safeguard_desk.rules import states
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, Side
from safeguard_desk.rules.tracker_words import Part


class Choice(StrEnum):
    """What the user wants where a row meets an action of the desk."""

    UPDATE = "update"
    SKIP = "skip"
    STOP = "stop"
    CREATE = "create"


class What(StrEnum):
    """What becomes of a row."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    SKIP = "skip"


@dataclass(frozen=True)
class Planned:
    """A row and what becomes of it.

    fields: what the action is given, each (before, after); texts: what is added to its updates.
    ref: the action's reference, empty where a new number is given. similar: an action that reads
    alike, with the share of equal letters.
    """

    grid: str
    number: int
    what: What
    title: str
    group_id: str = ""
    ref: str = ""
    action_id: str | None = None
    reason: str = ""
    fields: tuple[tuple[str, Any, Any], ...] = ()
    owners: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    was_due: Any = None
    notes: tuple[Noted, ...] = ()
    similar: str = ""
    part_of: int | None = None
    """The line of the action that a merged row belongs to."""


@dataclass(frozen=True)
class Wishes:
    """How an import is to be done. rows: choices for single rows, by grid and line."""

    group_id: str | None = None
    on_match: Choice = Choice.UPDATE
    on_similar: Choice = Choice.CREATE
    rows: Mapping[tuple[str, int], Choice] = field(default_factory=dict)
    source: str = ""


@dataclass
class _Planning:
    known: Known
    wishes: Wishes
    claimed: set[str] = field(default_factory=set)
    """Ids of actions that a row has met already: each is met once."""
    named: set[str] = field(default_factory=set)
    """Ids of actions that some row names by their reference."""
    refs: set[str] = field(default_factory=set)
    """References that this import gives out."""
    last: Planned | None = None

    def plan(self, row: RowRead) -> Planned:
        group_id = self._group(row)
        if group_id is None:
            return self._skip(row, self._no_group(row))
        if row.continues and self.last is not None and self.last.grid == row.grid:
            return self._further(row, group_id)
        held, how = self._match(row, group_id)
        planned = (
            self._create(row, group_id) if held is None else self._meet(row, group_id, held, how)
        )
        self.last = planned
        return planned

    def _group(self, row: RowRead) -> str | None:
        ours = self.known.our_reference(row.ref)
        if self.wishes.group_id is not None:
            return self.wishes.group_id
        if row.group:
            return self.known.group_of(row.group)
        return ours[0] if ours else None

    def _no_group(self, row: RowRead) -> str:
        if row.group:
            return f"there is no group “{row.group}”"
        return "it names no group: choose the group that the tracker belongs to"

    def _skip(self, row: RowRead, reason: str) -> Planned:
        return Planned(row.grid, row.number, What.SKIP, row.title, reason=reason, notes=row.notes)

    def _match(self, row: RowRead, group_id: str) -> tuple[Held | None, str]:
        """Return the action a row speaks of, and how that is known; None for a new one."""
        ours = self.known.our_reference(row.ref)
        if ours is not None and ours[1] in self.known.actions:
            held = self.known.actions[ours[1]]
            if held.id not in self.claimed:
                return held, "by its reference"
        theirs = self.known.theirs.get((group_id, row.ref.casefold()), []) if row.ref else []
        same = self.known.titles.get((group_id, squeezed(row.title)), [])
        taken = self.claimed | self.named
        for held in (*(h for h in theirs if h in same), *same):
            if held.id not in taken and (ours is None or not _numbered(held)):
                return held, "by its words"
        for held in theirs:
            if held.id not in taken and not row.ref.strip().isdigit():
                return held, f"by its number {row.ref}"
        return None, ""

    def _create(self, row: RowRead, group_id: str) -> Planned:
        alike = self.known.alike(group_id, row.title, self.claimed | self.named)
        similar = ""
        if alike is not None:
            held, share = alike
            similar = f"{held.ref} ({share:.0%} alike): {held.title}"
            choice = self.wishes.rows.get((row.grid, row.number), self.wishes.on_similar)
            if choice is Choice.STOP:
                raise _stopped(row, f"it reads like {similar}")
            if choice is Choice.SKIP:
                return replace(self._skip(row, f"it reads like {similar}"), similar=similar)
            if choice is Choice.UPDATE:
                return replace(self._meet(row, group_id, held, "as chosen"), similar=similar)
            note = Noted(row.number, "Action", row.title, f"a new action, though like {similar}")
            row = replace(row, notes=(*row.notes, note))
        return self._new(row, group_id, similar)

    def _new(self, row: RowRead, group_id: str, similar: str) -> Planned:
        ref, row = self._reference(row, group_id)
        given, owners, row = self._given(row, None)
        if row.ref and not ref:
            given["source_ref"] = row.ref
        fields = tuple((name, None, value) for name, value in given.items())
        return Planned(
            *(row.grid, row.number, What.CREATE, row.title, group_id, ref),
            fields=fields,
            owners=owners,
            texts=_texts(row),
            was_due=row.due.was,
            notes=row.notes,
            similar=similar,
        )

    def _reference(self, row: RowRead, group_id: str) -> tuple[str, RowRead]:
        """Return the reference a new action keeps, or an empty one where it gets a number."""
        ours = self.known.our_reference(row.ref)
        if ours is None:
            return "", row
        if ours[0] == group_id and ours[1] not in self.refs and ours[1] not in self.known.actions:
            self.refs.add(ours[1])
            return ours[1], row
        reason = "is used twice" if ours[0] == group_id else "belongs to another group"
        note = Noted(row.number, "Reference", row.ref, f"text: it {reason}, a new one is given")
        return "", replace(row, notes=(*row.notes, note))

    def _meet(self, row: RowRead, group_id: str, held: Held, how: str) -> Planned:
        choice = self.wishes.rows.get((row.grid, row.number), self.wishes.on_match)
        self.claimed.add(held.id)
        if choice is Choice.CREATE:
            return self._new(row, group_id, held.ref)
        given, owners, row = self._given(row, held)
        fields = tuple(
            (name, getattr(held, name), value)
            for name, value in given.items()
            if getattr(held, name) != value
        )
        texts = tuple(t for t in _texts(row) if t not in self.known.updates.get(held.id, ()))
        met = Planned(
            *(row.grid, row.number, What.UPDATE, row.title, held.group_id, held.ref, held.id),
            reason=f"{held.ref}, known {how}",
            fields=fields,
            owners=owners if any(name == "owner_words" for name, *_ in fields) else (),
            texts=texts,
            notes=row.notes,
        )
        if not fields and not texts:
            return replace(met, what=What.UNCHANGED, notes=())
        if choice is Choice.STOP:
            raise _stopped(row, f"it meets {held.ref}, which would change")
        if choice is Choice.SKIP:
            return replace(met, what=What.SKIP, fields=(), texts=(), reason=f"it is {met.reason}")
        return met

    def _further(self, row: RowRead, group_id: str) -> Planned:
        """Plan a further line of a merged row: another owner, another update of one action."""
        last = self.last
        if last is None:
            raise TypeError("a further line has one above it")
        texts = tuple(t for t in _texts(row) if t not in last.texts)
        given = {name: value for name, _, value in last.fields}
        if row.owner and row.owner not in str(given.get("owner_words", "")):
            texts = (f"Owner: {row.owner}", *texts)
        if last.action_id is not None:
            said = self.known.updates.get(last.action_id, set())
            texts = tuple(text for text in texts if text not in said)
        what = What.UPDATE if texts and last.what is not What.SKIP else What.UNCHANGED
        return Planned(
            *(row.grid, row.number, what, row.title, group_id, last.ref, last.action_id),
            reason=f"part of the action in row {last.number}",
            texts=texts,
            notes=row.notes if texts else (),
            part_of=last.number,
        )

    def _given(
        self, row: RowRead, held: Held | None
    ) -> tuple[dict[str, Any], tuple[str, ...], RowRead]:
        """Return what a row gives an action, with its owners; an empty cell gives nothing."""
        notes: list[Noted] = []
        texts: list[str] = []
        agency_id = self.known.agency(row.agency) if row.agency else None
        if row.agency and agency_id is None:
            heading = row.headings.get(Part.AGENCY, "Agency")
            notes.append(Noted(row.number, heading, row.agency, "text"))
            texts.append(f"{heading}: {row.agency}")
        owners = self.known.owners(row.owner, agency_id) if row.owner else None
        if owners is not None and not owners.all_known:
            heading = row.headings.get(Part.OWNER, "Owner")
            notes.append(Noted(row.number, heading, row.owner, "text: not in the directory"))
        given: dict[str, Any] = {"title": row.title}
        if owners is not None:
            given["owner_words"] = owners.words
            agency_id = agency_id or owners.agency_id
        if agency_id is not None:
            given["agency_id"] = agency_id
        simple = {
            "raised_on": row.raised_on,
            "raised_at": row.raised_at,
            "due_on": row.due.on,
            "due_words": row.due.words,
            "evidence": row.evidence,
            "impact_evidence": row.impact,
            "side": row.side,
        }
        given |= {name: value for name, value in simple.items() if value}
        if row.ref and self.known.our_reference(row.ref) is None:
            given["source_ref"] = row.ref
        given |= self._status(row, held, notes)
        if row.rating is not None and row.rating.value in {"red", "amber", "green"}:
            texts.append(f"Rating in the tracker: {row.rating.label}")
        told = replace(row, notes=(*row.notes, *notes), texts=(*row.texts, *texts))
        return given, owners.ids if owners else (), told

    def _status(self, row: RowRead, held: Held | None, notes: list[Noted]) -> dict[str, Any]:
        status = row.status
        if status is None:
            return {}
        if held is not None and not _may_move(held.status, status):
            if held.status is not status:
                kept = f"{held.status.label}, as the desk has it"
                notes.append(Noted(row.number, "Status", status.label, kept))
            return {}
        given: dict[str, Any] = {"status": status}
        proved = row.evidence or row.update or f"“{status.label}” in {self.wishes.source}"
        if status is ActionStatus.COMPLETED:
            given["completed_on"] = row.completed_on
        elif status is ActionStatus.CLOSED:
            given["closed_on"] = row.closed_on
            given["completed_on"] = row.completed_on
        unproved = not row.evidence and (held is None or not held.evidence)
        if status in {ActionStatus.COMPLETED, ActionStatus.CLOSED} and unproved:
            given["evidence"] = proved
        return {name: value for name, value in given.items() if value is not None}


def _numbered(held: Held) -> bool:
    """Say whether an action came with its own number of ours: another number is another action."""
    return not held.source_ref


def _may_move(status: ActionStatus, target: ActionStatus) -> bool:
    """Say whether a tracker may take an action there: forward along its life, never back open."""
    if status in {ActionStatus.CLOSED, ActionStatus.CANCELLED, ActionStatus.COMPLETED}:
        return target is ActionStatus.CLOSED and status is ActionStatus.COMPLETED
    if target is ActionStatus.OPEN:
        return status is ActionStatus.PROPOSED
    try:
        states.path(states.ACTIONS, status, target, subject="")
    except Refusal:
        return False
    return True


def _texts(row: RowRead) -> tuple[str, ...]:
    """Return what a row adds to the updates: its own update, and what no field holds."""
    rest = "\n".join(row.texts)
    return tuple(text for text in (row.update, rest) if text)


def _stopped(row: RowRead, why: str) -> Refusal:
    return Refusal(
        f"Row {row.number} of “{row.grid}”: {why}.",
        "Nothing was imported.",
        "Choose to update or to skip such rows, and import again.",
    )


def plan(
    known: Known, tables: Iterable[tuple[str, Sequence[RowRead | Skipped]]], wishes: Wishes
) -> list[Planned]:
    """Return what becomes of each row of a tracker's tables, in order; refuses on “stop”.

    An action that a row names by its reference is kept for that row, whatever reads like it.
    """
    tables = list(tables)
    planning = _Planning(known, wishes)
    for _, rows in tables:
        for row in rows:
            ours = known.our_reference(row.ref) if isinstance(row, RowRead) else None
            if ours is not None and ours[1] in known.actions:
                planning.named.add(known.actions[ours[1]].id)
    planned: list[Planned] = []
    for grid, rows in tables:
        for row in rows:
            if isinstance(row, Skipped):
                planned.append(Planned(grid, row.row, What.SKIP, "", reason=row.reason))
            else:
                planned.append(planning.plan(row))
    return planned


def told(planned: Iterable[Planned]) -> Imported:
    """Return a plan as the command line prints it: the same before and after the import."""
    done = Imported()
    for row in planned:
        done.rows += 1
        if row.what is What.SKIP:
            done.skipped.append(Skipped(row.number, row.reason))
        elif row.what is What.CREATE:
            done.created += 1
        elif row.what is What.UPDATE:
            done.updated += 1
        else:
            done.unchanged += 1
        done.notes += row.notes
    return done


def words(planned: Planned) -> str:
    """Return what becomes of a row in a sentence for people."""
    if planned.what is What.SKIP:
        return f"Left out: {planned.reason}"
    if planned.what is What.UNCHANGED:
        return f"Nothing new: {planned.reason}"
    if planned.what is What.CREATE:
        return f"New, as {planned.ref}" if planned.ref else "New"
    named = ", ".join(_NAMES.get(name, name) for name, *_ in planned.fields)
    parts = [f"Changes {named}" if named else "", "Adds an update" if planned.texts else ""]
    return f"{planned.reason}: " + "; ".join(part for part in parts if part)


_NAMES = {
    "title": "action",
    "owner_words": "owner",
    "agency_id": "agency",
    "raised_on": "date raised",
    "raised_at": "where raised",
    "due_on": "due date",
    "due_words": "due date as said",
    "status": "status",
    "completed_on": "completed on",
    "closed_on": "closed on",
    "evidence": "evidence",
    "impact_evidence": "impact",
    "side": "board",
    "source_ref": "their number",
}


def show(value: Any) -> str:
    """Return a planned value as people read it."""
    if isinstance(value, ActionStatus | Side):
        return value.label
    return write_date(value) if hasattr(value, "isoformat") else str(value or "")
