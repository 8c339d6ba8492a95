"""What a search found, as people read it: by kind, each with the place where it stands."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, text

from safeguard_desk.desk.finding import Found, find
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.search import SHORTEST
from safeguard_desk.models import KINDS, Action, Agency, AgendaItem, Board, Group, Meeting
from safeguard_desk.rules.dates import write_date
from safeguard_desk.views.places import Places

HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Meetings", ("meetings",)),
    ("Minutes", ("minute_entries",)),
    ("Actions", ("actions", "action_updates", "action_evidence")),
    ("Papers", ("papers",)),
    ("Matters", ("matters",)),
    ("Agenda items", ("agenda_items",)),
    ("Decisions between meetings", ("decisions_between",)),
    ("Audits", ("audits", "audit_questions", "audit_returns")),
    ("Scorecard", ("indicators", "commentaries")),
    ("Cases for review", ("reviews", "chronology_events")),
    ("Findings and learning", ("findings", "recommendations", "learning_points")),
    (
        "Training",
        ("courses", "learning_needs", "training_sessions", "course_contents", "delegates"),
    ),
    ("Inspections", ("inspections", "inspection_words")),
    ("Risks and priorities", ("risks", "priorities")),
    ("Challenges and guidance", ("challenges", "guidance")),
    ("People and agencies", ("people", "agencies")),
    ("Groups and boards", ("groups", "boards")),
    ("Letters and mails", ("letter_templates", "dispatches")),
    ("Short forms and holidays", ("expansions", "holidays")),
)
"""The headings of what was found, in their order, with the kinds of record under each."""
_KINDS = frozenset(kind for _, kinds in HEADINGS for kind in kinds)
_LINKS = ("group_id", "board_id", "meeting_id", "item_id", "action_id", "agency_id")
_OWN = ("ref", "position", "initials", "held_on")
"""Fields of the record itself that say where it stands."""


@dataclass(frozen=True)
class FoundLine:
    """A record that was found: its title, the words round the hit, and where it stands.

    place: "QA · 14 Jan 2027 · item 5", with as many parts as there are.
    """

    kind: str
    id: str
    title: str
    excerpt: str
    place: str


@dataclass(frozen=True)
class FoundKind:
    """The records of one heading, best first; `more` when there are others besides."""

    heading: str
    lines: tuple[FoundLine, ...]
    more: bool


def look_for(
    reader: Reader, words: str, *, each: int = 6, careful: bool = False
) -> tuple[FoundKind, ...]:
    """Return what holds all the words, under headings, up to `each` lines of each.

    Whatever is called by just these words, as by its reference, comes with its heading first.
    A word of one or two letters must begin a word of the title, or of the place beside it ("QA").
    careful: leave out whatever may not be seen by everybody in the room.
    """
    found = find(reader, words, each=each + 1, without=KINDS.keys() - _KINDS)
    if careful:
        seen = Places(reader)
        found = {
            kind: [one for one in hits if seen.may_be_shown(one.kind, one.id)]
            for kind, hits in found.items()
        }
    places = _places(reader, found)
    short = [word.casefold() for word in words.split() if len(word) < SHORTEST]
    groups = []
    for heading, kinds in HEADINGS:
        lines = [_line(one, places) for kind in kinds for one in found.get(kind, ())]
        fitting = [line for line in lines if _fits(line, short)]
        if fitting:
            groups.append(FoundKind(heading, tuple(fitting[:each]), len(fitting) > each))
    called = {(one.kind, one.id) for hits in found.values() for one in hits if one.called}
    first = frozenset(
        group.heading for group in groups if called & {(one.kind, one.id) for one in group.lines}
    )
    return tuple(sorted(groups, key=lambda group: group.heading not in first))


def _line(one: Found, places: dict[tuple[str, str], str]) -> FoundLine:
    place = places.get((one.kind, one.id), "")
    return FoundLine(one.kind, one.id, one.title, one.excerpt, place)


def _fits(line: FoundLine, short: Iterable[str]) -> bool:
    words = f"{line.title} {line.place}".casefold().replace("(", " ").split()
    return all(any(word.startswith(part) for word in words) for part in short)


@dataclass
class _Around:
    """Everything that places refer to, read at once."""

    groups: dict[str, str] = field(default_factory=dict)
    boards: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, tuple[str, Any]] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    actions: dict[str, tuple[str, str]] = field(default_factory=dict)


def _places(reader: Reader, found: dict[str, list[Found]]) -> dict[tuple[str, str], str]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for kind, hits in found.items():
        columns: Any = KINDS[kind].__table__.c
        names = [name for name in (*_LINKS, *_OWN) if name in columns]
        ids = {one.id for one in hits}
        for identity, *values in _of(reader, ids, columns.id, *(columns[name] for name in names)):
            rows[kind, identity] = dict(zip(names, values, strict=True))
    around = _around(reader, rows.values())
    return {key: " · ".join(_parts(key[0], key[1], row, around)) for key, row in rows.items()}


def _around(reader: Reader, rows: Iterable[dict[str, Any]]) -> _Around:
    wanted: dict[str, set[str]] = {name: set() for name in _LINKS}
    for row in rows:
        for name in wanted.keys() & row.keys():
            if row[name] is not None:
                wanted[name].add(row[name])
    a = _Around()
    g, m, i, x = Group, Meeting, AgendaItem, Action
    a.groups = dict(reader.rows(select(g.id, g.code)))
    a.boards = dict(reader.rows(select(Board.id, Board.code)))
    for identity, group_id, held_on in _of(
        reader, wanted["meeting_id"], m.id, m.group_id, m.held_on
    ):
        a.meetings[identity] = (group_id, held_on)
    a.items = dict(_of(reader, wanted["item_id"], i.id, i.position))
    for identity, ref, group_id in _of(reader, wanted["action_id"], x.id, x.ref, x.group_id):
        a.actions[identity] = (ref, group_id)
    if wanted["agency_id"]:
        named = select(Agency.id, Agency.short_name, Agency.name)
        a.agencies = {known: short or name for known, short, name in reader.rows(named)}
    return a


def _of(reader: Reader, ids: set[str], identity: Any, *columns: Any) -> Iterable[Any]:
    """Return columns of some records by id; nothing is asked for none."""
    if not ids:
        return ()
    # One parameter for all ids: a hundred of them cost more than the look-up itself.
    given = text("SELECT value FROM json_each(:ids)")
    wanted = select(identity, *columns).where(identity.in_(given))
    return reader.rows(wanted.params(ids=json.dumps(sorted(ids))))


def _parts(kind: str, identity: str, row: dict[str, Any], around: _Around) -> Iterable[str]:
    """Return the parts of a place: group, meeting's date, item, reference, agency."""
    meeting = around.meetings.get(row.get("meeting_id") or "")
    action = around.actions.get(row.get("action_id") or "") if kind != "minute_entries" else None
    group_id = row.get("group_id") or (meeting and meeting[0]) or (action and action[1])
    code = around.groups.get(group_id or "") or around.boards.get(row.get("board_id") or "")
    if kind in {"groups", "boards"}:
        code = (around.groups if kind == "groups" else around.boards).get(identity)
    yield from (code,) if code else ()
    held_on = row.get("held_on") or (meeting[1] if meeting else None)
    yield from (write_date(held_on),) if held_on else ()
    yield from _numbers(kind, row, around)
    ref = row.get("ref") or row.get("initials") or (action[0] if action else "")
    yield from (ref,) if ref and kind != "meetings" else ()
    agency = around.agencies.get(row.get("agency_id") or "")
    yield from (agency,) if agency else ()


def _numbers(kind: str, row: dict[str, Any], around: _Around) -> Iterable[str]:
    item = row["position"] if kind == "agenda_items" else around.items.get(row.get("item_id") or "")
    if item:
        yield f"item {item}.{row['position']}" if kind == "minute_entries" else f"item {item}"
