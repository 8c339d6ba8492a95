"""Versions of the minutes: what stood in them at each step, and what changed between two."""

import json
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import MinutesVersion
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import EntryKind, MinutesStep
from safeguard_desk.rules.wordwise import Part, Piece, diff
from safeguard_desk.views import actions as action_views
from safeguard_desk.views import boards as board_views
from safeguard_desk.views import meetings as view

KNOWN_BY_MEETING, KNOWN_BY_VERSION = "SafeguardDeskMeeting", "SafeguardDeskVersion"
KNOWN_BY_PART = "SafeguardDeskRestricted"
"""Properties of a Word file that went out for comments."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class VersionEntry:
    """An entry as it stood in a version; `entry` is its id, `number` what it was called then."""

    entry: str
    number: str
    kind: str
    text: str
    restricted: bool

    @property
    def label(self) -> str:
        """The number and the kind as people read them."""
        return f"{self.number} {EntryKind(self.kind).label}"


@dataclass(frozen=True)
class VersionLine:
    """A version: at which step it was kept, and when."""

    id: str
    number: int
    step: MinutesStep
    on: date

    @property
    def words(self) -> str:
        """What a list of versions says of it: "Version 2, approved 3 Dec 2026"."""
        return f"Version {self.number}, {self.step.label.lower()} {write_date(self.on)}"


@dataclass(frozen=True)
class Compared:
    """An entry in two versions. Without `before` it is new, without `after` it is gone."""

    before: VersionEntry | None
    after: VersionEntry | None
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> str:
        """What the entry is called, by both numbers where it moved."""
        one = self.after or self.before
        if one is None:
            return ""
        moved = self.before is not None and self.before.number != one.number
        was = f", was {self.before.number}" if moved and self.before else ""
        return f"{one.label}{was}"

    @property
    def state(self) -> str:
        """In a word what became of it."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "taken out"
        return "changed" if any(piece.part is not Part.SAME for piece in self.pieces) else ""

    @property
    def restricted(self) -> bool:
        """True where either version kept it in the restricted part."""
        return any(one is not None and one.restricted for one in (self.before, self.after))


def versions(reader: Reader, meeting_id: str) -> list[VersionLine]:
    """Return the versions that were kept, oldest first."""
    v = MinutesVersion
    statement = select(v.id, v.number, v.step, v.on).where(v.meeting_id == meeting_id)
    return [VersionLine(*row) for row in reader.rows(statement.order_by(v.number))]


def latest_number(reader: Reader, meeting_id: str) -> int:
    """Return the number of the version kept last; 0 before the first."""
    v = MinutesVersion
    found = reader.scalar(select(func.max(v.number)).where(v.meeting_id == meeting_id))
    return int(found or 0)


def body(reader: Reader, version_id: str) -> tuple[VersionEntry, ...]:
    """Return the words of a version; refuses one that is no longer there."""
    found = reader.scalar(select(MinutesVersion.body).where(MinutesVersion.id == version_id))
    if found is None:
        raise Refusal(
            "This version of the minutes is no longer there.",
            "Nothing was changed.",
            "It may have been undone; choose another version.",
        )
    return tuple(VersionEntry(**one) for one in json.loads(found))


def present(reader: Reader, meeting_id: str) -> tuple[VersionEntry, ...]:
    """Return the words of the minutes as they stand now."""
    hidden = restricted_ids(reader, meeting_id)
    return tuple(
        VersionEntry(one.id, one.number, one.kind.value, shown_text(one), one.id in hidden)
        for one in view.entries(reader, meeting_id)
    )


def mark_of(entry_id: str) -> str:
    """Return an entry's id (32 hexadecimal digits) in the 25 letters a bookmark has room for."""
    number, found = int(entry_id, 16), ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        found = _DIGITS[digit] + found
    return found


def shown_text(entry: view.EntryView) -> str:
    """Return the words an entry shows: an action without its own shows the action's title."""
    return entry.text or (entry.action.title if entry.action else "")


def as_body(entries: tuple[VersionEntry, ...]) -> str:
    """Return entries as a version keeps them."""
    return json.dumps([asdict(one) for one in entries], ensure_ascii=False)


def restricted_ids(reader: Reader, meeting_id: str) -> frozenset[str]:
    """Return the ids of the entries that belong to the restricted part, for whatever reason."""
    in_part_2 = {item.id for item in view.items(reader, meeting_id) if item.restricted}
    actions = action_views.restricted_ids(reader, meeting_id)
    risks = board_views.restricted_risk_refs(reader, meeting_id)
    return frozenset(
        entry.id
        for entry in view.entries(reader, meeting_id)
        if entry.restricted
        or entry.item_id in in_part_2
        or (entry.action is not None and entry.action.id in actions)
        or (entry.risk_ref in risks)
    )


def compare(
    reader: Reader, meeting_id: str, older_id: str | None, newer_id: str | None
) -> tuple[Compared, ...]:
    """Return each entry of two versions, word by word; None is the text as it stands now."""
    return compared(
        body(reader, older_id) if older_id else present(reader, meeting_id),
        body(reader, newer_id) if newer_id else present(reader, meeting_id),
    )


def compared(
    older: tuple[VersionEntry, ...], newer: tuple[VersionEntry, ...]
) -> tuple[Compared, ...]:
    """Return entries in the order of the newer version; those gone follow their predecessor."""
    before = {one.entry: one for one in older}
    after = {one.entry for one in newer}
    order: list[tuple[VersionEntry | None, VersionEntry | None]] = [
        (before.get(one.entry), one) for one in newer
    ]
    place = 0
    for one in older:
        at = next((n for n, pair in enumerate(order) if pair[0] is one), None)
        if one.entry in after and at is not None:
            place = at + 1
        else:
            order.insert(place, (one, None))
            place += 1
    return tuple(
        Compared(old, new, diff(old.text if old else "", new.text if new else ""))
        for old, new in order
    )
