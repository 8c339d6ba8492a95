"""Finding records by words: of each kind those changed last that hold them all, the best first."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import column, text

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.search import SHORTEST, quoted, rows_of
from safeguard_desk.models import KINDS

LOOKED_AT = 40
"""Records of each kind that are looked at, last changed first, before the best are chosen."""
_BEFORE, _ROUND = 60, 220
"""Letters shown before the words that were found, and altogether."""
_LAST = "\U0010ffff"
"""Sorts behind every letter."""


@dataclass(frozen=True)
class Found:
    """A record that the search found; `excerpt` is the words round the hit, "" if in the title.

    called: the words are what it is called by, its reference or whole title.
    """

    kind: str
    id: str
    title: str
    excerpt: str
    called: bool = False


@dataclass(frozen=True)
class _Hit:
    row: int
    kind: str
    id: str
    ref: str
    title: str


def find(
    reader: Reader, words: str, *, each: int = 8, without: Iterable[str] = ()
) -> dict[str, list[Found]]:
    """Return up to `each` records of a kind that hold all the words, best first; kinds as mapped.

    Words of three letters and more are found anywhere. Without such a word the first one is looked
    for at the beginning of references and titles; otherwise shorter words are left to the caller.
    without: kinds that are not looked for.
    """
    known = tuple(kind for kind, model in KINDS.items() if model.searched)
    kinds = tuple(kind for kind in known if kind not in frozenset(without))
    # What was pasted may hold half a character, or the null that would end a query.
    parts = words.encode("utf-8", "ignore").decode().replace("\x00", " ").split()
    if not parts or not kinds:
        return {}
    long = [word for word in parts if len(word) >= SHORTEST]
    begun = (" ".join(parts) if long else parts[0]).casefold()
    rows = set(reader.scalars(_beginning(kinds).params(begun=begun, end=begun + _LAST)))
    if long:
        asked = " AND ".join(quoted(word) for word in long)
        rows |= set(reader.scalars(_holding(kinds).params(asked=asked)))
    by_kind: dict[str, list[_Hit]] = {}
    for hit in sorted(_hits(reader, rows), key=lambda hit: (-_worth(hit, begun, long), -hit.row)):
        by_kind.setdefault(hit.kind, []).append(hit)
    chosen = [hit for hits in by_kind.values() for hit in hits[:each]]
    told = dict(_told(reader, chosen, long, begun))
    return {
        kind: [told[hit.row] for hit in by_kind[kind][:each]] for kind in kinds if kind in by_kind
    }


@cache
def _beginning(kinds: tuple[str, ...]) -> Any:
    """Return the query of records whose reference or title begins with some letters."""
    parts = [
        f"SELECT * FROM (SELECT id FROM search_rows WHERE kind = '{kind}'"  # noqa: S608
        f" AND {name} >= :begun AND {name} < :end ORDER BY {name} DESC LIMIT {LOOKED_AT})"
        for kind in kinds
        for name in ("ref", "start")
    ]
    return text(" UNION ALL ".join(parts)).columns(column("id"))


@cache
def _holding(kinds: tuple[str, ...]) -> Any:
    """Return the query of the records of each kind that hold words, changed last."""
    parts = []
    for kind in kinds:
        first, last = rows_of(kind)
        parts.append(
            "SELECT * FROM (SELECT rowid FROM search_words WHERE search_words MATCH :asked"  # noqa: S608
            f" AND rowid BETWEEN {first} AND {last} ORDER BY rowid DESC LIMIT {LOOKED_AT})"
        )
    return text(" UNION ALL ".join(parts)).columns(column("id"))


_HITS: Any = text(
    "SELECT r.id, r.kind, r.record_id, r.ref, w.title FROM search_rows r"
    " JOIN search_words w ON w.rowid = r.id WHERE r.id IN (SELECT value FROM json_each(:rows))"
).columns(*map(column, ("id", "kind", "record_id", "ref", "title")))
_TOLD: Any = text(
    "SELECT w.rowid, length(w.body), instr(lower(w.body), j.value),"  # noqa: S608
    f" substr(w.body, max(1, instr(lower(w.body), j.value) - {_BEFORE}), {_ROUND})"
    " FROM json_each(:words) j JOIN search_words w ON w.rowid = CAST(j.key AS INTEGER)"
).columns(*map(column, ("row", "length", "at", "part")))


def _hits(reader: Reader, rows: Iterable[int]) -> list[_Hit]:
    return [_Hit(*row) for row in reader.rows(_HITS.params(rows=json.dumps(sorted(rows))))]


def _worth(hit: _Hit, begun: str, words: Sequence[str]) -> int:
    """Return how well a record fits: by its reference, then by its title, then by the rest."""
    title = hit.title.casefold()
    if begun in {hit.ref, title}:
        return 4
    if title.startswith(begun):
        return 3
    if hit.ref.startswith(begun):
        return 2
    return int(all(word.casefold() in title for word in words))


def _told(
    reader: Reader, hits: Sequence[_Hit], words: Sequence[str], begun: str
) -> Iterable[tuple[int, Found]]:
    """Return each record with the words round the first hit that its title does not show."""
    by_row = {hit.row: hit for hit in hits}
    lowered = [word.lower() for word in words]
    sought = {row: _sought(hit.title.lower(), lowered) for row, hit in by_row.items()}
    for row, length, at, part in reader.rows(_TOLD.params(words=json.dumps(sought))):
        hit, word = by_row[row], sought[row]
        title = " ".join(hit.title.split())
        if len(title) > _ROUND:
            place = max(0, title.lower().find(lowered[0] if lowered else ""))
            title = _cut(title[max(0, place - _BEFORE) :][:_ROUND], place > _BEFORE, len(title))
        excerpt = _cut(part, at > _BEFORE, length) if word and at else ""
        called = begun in {hit.ref, hit.title.casefold()}
        yield row, Found(hit.kind, hit.id, title, excerpt, called)


def _sought(title: str, words: Sequence[str]) -> str:
    """Return the first word that a title does not hold; "" when it holds them all."""
    return next((word for word in words if word not in title), "")


def _cut(part: str, begun: bool, length: int) -> str:
    """Return a part of a text in one line, with marks where the text goes on."""
    shown = " ".join(part.split())
    if begun:
        shown = "…" + shown.partition(" ")[2]
    return shown + "…" if length > _ROUND else shown
