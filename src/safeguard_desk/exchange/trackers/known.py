"""What the desk knows when a tracker is read: its actions, people, agencies and groups."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.exchange import agencies as names
from safeguard_desk.models import Action, ActionUpdate, Agency, AgencyAlias, Group, Person
from safeguard_desk.rules import references
from safeguard_desk.rules.terms import ActionStatus, Side

ALIKE = 0.82
"""Share of equal letters from which two actions are told to be alike."""
_FEW = 5
"""Actions with most words in common that are compared letter by letter."""
_SPLIT_OWNERS = re.compile(r"\s*(?:;|\n|\s/\s|\s&\s|,\s+(?=[A-Z])|\s+and\s+(?=[A-Z]))\s*")


@dataclass(frozen=True)
class Held:
    """An action of the desk, as far as a tracker may alter it."""

    id: str
    ref: str
    group_id: str
    title: str
    owner_words: str
    agency_id: str | None
    raised_on: date
    raised_at: str
    due_on: date | None
    due_words: str
    status: ActionStatus
    completed_on: date | None
    closed_on: date | None
    evidence: str
    impact_evidence: str
    side: Side
    source_ref: str


@dataclass(frozen=True)
class Owners:
    """Who is meant by an owner's cell: people of the directory, and the words as they stood."""

    ids: tuple[str, ...]
    words: str
    agency_id: str | None
    all_known: bool


def squeezed(words: str) -> str:
    """Return words as titles are compared: without case, signs and double blanks."""
    return " ".join(re.sub(r"[^\w]+", " ", words.casefold()).split())


@dataclass
class Known:
    """A picture of the desk, read once for a whole tracker."""

    actions: dict[str, Held]
    """By reference."""
    updates: dict[str, set[str]]
    """What was said of each action, by its id."""
    people: list[tuple[str, str, str, str | None]]
    """(id, initials, role, agency id) of everybody who has not left."""
    agencies: dict[str, str]
    """Agencies' ids by every name they go by, squeezed."""
    agency_names: dict[str, str]
    groups: dict[str, str]
    """Groups' ids by code."""
    group_names: dict[str, str]
    titles: dict[tuple[str, str], list[Held]] = field(default_factory=lambda: defaultdict(list))
    theirs: dict[tuple[str, str], list[Held]] = field(default_factory=lambda: defaultdict(list))
    words: dict[tuple[str, str], list[Held]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Prepare what rows are looked up by."""
        for held in self.actions.values():
            title = squeezed(held.title)
            self.titles[held.group_id, title].append(held)
            if held.source_ref:
                self.theirs[held.group_id, held.source_ref.casefold()].append(held)
            for word in set(title.split()):
                self.words[held.group_id, word].append(held)

    def group_of(self, words: str) -> str | None:
        """Return a group by its code or name; None for words that name none."""
        plain = squeezed(words)
        return self.groups.get(words.strip().upper()) or self.group_names.get(plain)

    def our_reference(self, ref: str) -> tuple[str, str] | None:
        """Return the group and the reference that a tracker's number means, if it is ours."""
        parsed = references.parse(ref) if ref else None
        if parsed is None or parsed[0] not in self.groups:
            return None
        return self.groups[parsed[0]], references.reference(*parsed)

    def alike(self, group_id: str, title: str, claimed: set[str]) -> tuple[Held, float] | None:
        """Return the action of a group that reads most like a title, if one does."""
        plain = squeezed(title)
        shared: dict[str, int] = defaultdict(int)
        by_id: dict[str, Held] = {}
        for word in set(plain.split()):
            for held in self.words.get((group_id, word), ()):
                shared[held.id] += 1
                by_id[held.id] = held
        half = len(set(plain.split())) / 2
        near = sorted((i for i, n in shared.items() if n >= half), key=lambda i: -shared[i])
        best: tuple[Held, float] | None = None
        for held in (by_id[i] for i in near[:_FEW] if i not in claimed):
            share = SequenceMatcher(None, plain, squeezed(held.title)).ratio()
            if share >= ALIKE and (best is None or share > best[1]):
                best = held, share
        return best

    def agency(self, words: str) -> str | None:
        """Return the agency a name means; None for a name nobody goes by, and for several."""
        for name in (words, *names.others(words)):
            found = self.agencies.get(squeezed(name))
            if found is not None:
                return found
        return None

    def owners(self, words: str, agency_id: str | None) -> Owners:
        """Return who is meant by an owner's cell; several are divided by ; / and line ends."""
        whole = self._person(words, agency_id)
        if whole is not None:
            return Owners((whole[0],), whole[2], whole[3], all_known=True)
        parts = [part for part in _SPLIT_OWNERS.split(words) if part]
        people = [self._person(part, agency_id) for part in parts]
        found = [person for person in people if person is not None]
        agencies = [self.agency(part) for part in (words, *parts)]
        lead = found[0][3] if found else next(filter(None, agencies), None)
        ids = tuple(dict.fromkeys(person[0] for person in found))
        all_known = len(found) == len(parts) > 0
        if all_known:
            words = "; ".join(dict.fromkeys(person[2] for person in found))
        named = all(person or agency for person, agency in zip(people, agencies[1:], strict=True))
        return Owners(ids, words, lead, all_known or (bool(parts) and named))

    def _person(self, words: str, agency_id: str | None) -> tuple[str, str, str, str | None] | None:
        """Return the one person of these initials or this role; of several the agency decides."""
        plain = squeezed(words)
        same = [p for p in self.people if p[1] and p[1] == words.strip().upper()]
        same = same or [p for p in self.people if squeezed(p[2]) == plain]
        if len(same) > 1:
            same = [person for person in same if person[3] == agency_id]
        return same[0] if len(same) == 1 else None


def known(reader: Reader) -> Known:
    """Read the picture of the desk that a tracker is compared with."""
    a = Action
    columns = (
        *(a.id, a.ref, a.group_id, a.title, a.owner_words, a.agency_id, a.raised_on),
        *(a.raised_at, a.due_on, a.due_words, a.status, a.completed_on, a.closed_on),
        *(a.evidence, a.impact_evidence, a.side, a.source_ref),
    )
    listed: Any = select(*columns).order_by(a.ref)
    actions = [Held(*row) for row in reader.rows(listed)]
    updates: dict[str, set[str]] = defaultdict(set)
    for action_id, text in reader.rows(select(ActionUpdate.action_id, ActionUpdate.text)):
        updates[action_id].add(text)
    people: list[Any] = list(
        reader.rows(
            select(Person.id, Person.initials, Person.role, Person.agency_id)
            .where(Person.ended_on.is_(None))
            .order_by(Person.id)
        )
    )
    groups = list(reader.rows(select(Group.id, Group.code, Group.name)))
    agencies = list(reader.rows(select(Agency.id, Agency.name, Agency.short_name)))
    aliases = list(reader.rows(select(AgencyAlias.agency_id, AgencyAlias.alias)))
    return Known(
        actions={held.ref: held for held in actions},
        updates=updates,
        people=[tuple(row) for row in people],
        agencies=_by_names(agencies, aliases),
        agency_names={row[0]: row[1] for row in agencies},
        groups={code: group_id for group_id, code, _ in groups},
        group_names={squeezed(name): group_id for group_id, _, name in groups},
    )


def _by_names(
    agencies: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]]
) -> dict[str, str]:
    found = {squeezed(alias): agency_id for agency_id, alias in aliases}
    for agency_id, name, short in agencies:
        if short:
            found.setdefault(squeezed(short), agency_id)
        found[squeezed(name)] = agency_id
    return found
