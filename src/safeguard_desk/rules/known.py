"""What quick capture may find in a line: people, agencies, boards, actions, items; and how.

A name is matched without regard to case and punctuation, the surest way first: initials, a whole
role, an agency's name, a unique beginning, words of the name, its acronym. The first way that
finds anything decides; if it finds several, they are named and nobody is chosen.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from safeguard_desk.rules.plain_text import plain

_SMALL = frozenset({"the", "of", "and", "a", "an", "to", "for", "in", "on", "at", "by", "with"})
_SHORTEST_BEGINNING = 3
_EVERYONE = frozenset(
    {
        *("all", "everyone", "all agencies", "all members", "all partners"),
        *("all agency representatives", "all members of the group"),
    }
)


@dataclass(frozen=True)
class KnownPerson:
    """A person of the group, by role. `deputy_roles`: who may come instead."""

    id: str
    initials: str
    role: str
    agency_id: str | None = None
    agency_name: str = ""
    is_co_chair: bool = False
    deputy_roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownAgency:
    """An agency and all it goes by."""

    id: str
    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the full one first."""
        return tuple(name for name in (self.name, self.short_name, *self.aliases) if name)


@dataclass(frozen=True)
class KnownBoard:
    """A board that a group reports to."""

    id: str
    code: str
    name: str = ""


@dataclass(frozen=True)
class KnownAction:
    """An action that may be spoken of by its reference."""

    id: str
    ref: str
    title: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class KnownItem:
    """An item of the meeting's agenda."""

    id: str
    number: int
    title: str


@dataclass(frozen=True)
class Known:
    """What a line may speak of. `today` is the meeting's day: loose dates count from it."""

    today: date
    group_code: str
    people: tuple[KnownPerson, ...] = ()
    agencies: tuple[KnownAgency, ...] = ()
    boards: tuple[KnownBoard, ...] = ()
    actions: tuple[KnownAction, ...] = ()
    items: tuple[KnownItem, ...] = ()
    next_meeting: date | None = None


@dataclass(frozen=True)
class Who:
    """Whom words mean: people (several for "QA co-chairs"), or an agency without a person.

    With neither of them it means everyone.
    """

    words: str
    people: tuple[str, ...] = ()
    agency_id: str | None = None


@dataclass(frozen=True)
class Ambiguous:
    """Words that mean several: who they are, for people to choose from."""

    candidates: tuple[str, ...]


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, without case, punctuation, apostrophes and a leading "the"."""
    folded = plain(text).casefold().replace("&", " and ").replace("'", "")
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def vocabulary(known: Known) -> frozenset[str]:
    """Return every word that names are made of: a run of words with another one names nobody."""
    names = [name for agency in known.agencies for name in agency.names]
    names += [known.group_code, "both co chairs", *_EVERYONE, *(p.role for p in known.people)]
    return _SMALL.union(*map(words_of, names))


def find_who(text: str, known: Known) -> Who | Ambiguous | None:
    """Return whom words mean; Ambiguous where several could be meant, None where nobody is."""
    words = words_of(text)
    if not words:
        return None
    group = _of_the_group(words, known)
    if group is not None:
        return group
    for found in _ways(words, known):
        candidates = list(dict.fromkeys(found))
        if len(candidates) > 1:
            candidates = _of_members(candidates, known)
        if candidates:
            return candidates[0] if len(candidates) == 1 else _ambiguous(candidates, known)
    return None


def people_of(who: Who, known: Known) -> tuple[str, ...]:
    """Return the ids of the people meant; of an agency, all its people in the group."""
    if who.people:
        return who.people
    everyone = who.agency_id is None
    return tuple(p.id for p in known.people if everyone or p.agency_id == who.agency_id)


def _of_the_group(words: tuple[str, ...], known: Known) -> Who | Ambiguous | None:
    """Return the co-chairs, or everyone, where the words say so."""
    said = " ".join(words)
    if said in _EVERYONE:
        return Who(said.capitalize())
    code = known.group_code.casefold()
    chairs = [person for person in known.people if person.is_co_chair]
    bare = said.removeprefix("both ").removeprefix(f"{code} ").replace("cochair", "co chair")
    if bare not in {"co chair", "co chairs"} or not chairs:
        return None
    if bare == "co chair" and len(chairs) > 1:
        return Ambiguous(tuple(_person(chair).words for chair in chairs))
    return Who(f"{known.group_code} co-chairs", tuple(chair.id for chair in chairs))


def _ways(words: tuple[str, ...], known: Known) -> Iterator[Iterable[Who]]:
    """Yield what each way of matching finds, the surest way first."""
    said = " ".join(words)

    def people(matches: Callable[[tuple[str, ...]], bool]) -> Iterable[Who]:
        return (_person(p) for p in known.people if matches(words_of(p.role)))

    def agencies(matches: Callable[[tuple[str, ...]], bool]) -> Iterable[Who]:
        return (_agency(a) for a in known.agencies if any(matches(words_of(n)) for n in a.names))

    def whole(name: tuple[str, ...]) -> bool:
        return name == words

    def begins(name: tuple[str, ...]) -> bool:
        return len(said) >= _SHORTEST_BEGINNING and " ".join(name).startswith(said)

    def contains(name: tuple[str, ...]) -> bool:
        return f" {said} " in f" {' '.join(name)} "

    yield (_person(p) for p in known.people if words_of(p.initials) == words)
    yield (_person(p) for p in known.people if words in _full_names(p, known))
    yield agencies(whole)
    yield people(begins)
    yield agencies(begins)
    yield agencies(lambda name: said in _acronyms(name))
    yield agencies(contains)
    yield people(contains)
    yield agencies(lambda name: _within_acronym(said, name))


def _person(person: KnownPerson) -> Who:
    return Who(person.role, (person.id,), person.agency_id)


def _agency(agency: KnownAgency) -> Who:
    return Who(agency.name, (), agency.id)


def _full_names(person: KnownPerson, known: Known) -> Iterator[tuple[str, ...]]:
    """Yield a person's role, alone and with the agency's names before or after it."""
    role = words_of(person.role)
    yield role
    for agency in known.agencies:
        if agency.id == person.agency_id:
            for name in map(words_of, agency.names):
                yield (*role, *name)
                yield (*name, *role)


def _acronyms(name: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first letters of a name of several words, with and without its small words."""
    if len(name) == 1:
        return ()
    return "".join(w[0] for w in name), "".join(w[0] for w in name if w not in _SMALL)


def _within_acronym(said: str, name: tuple[str, ...]) -> bool:
    """Tell whether an acronym stands for some words of a name: ICB in NHS ... Care Board."""
    return len(said) >= _SHORTEST_BEGINNING and any(said in letters for letters in _acronyms(name))


def _of_members(candidates: list[Who], known: Known) -> list[Who]:
    """Return the one candidate that has a seat in the group, where only one has; else all."""
    seated = {person.agency_id for person in known.people}
    inside = [who for who in candidates if who.people or who.agency_id in seated]
    return inside if len(inside) == 1 else candidates


def _ambiguous(candidates: list[Who], known: Known) -> Ambiguous:
    """Name the candidates; those with the same role by their initials or agency too."""
    roles = [who.words for who in candidates]
    told_apart = {
        person.id: person.initials or person.agency_name or "no agency" for person in known.people
    }
    return Ambiguous(
        tuple(
            f"{who.words} ({told_apart[who.people[0]]})"
            if who.people and roles.count(who.words) > 1
            else who.words
            for who in candidates
        )
    )


def match_item(number: int | None, title: str, items: Iterable[KnownItem]) -> KnownItem | None:
    """Return the agenda item that is meant: by its title, by number only where no title is given.

    One title's words may contain the other's ("Scorecard, quarter 2" is "Scorecard"), whatever
    their plural; the closest wins, and of equally close ones that with the number typed.
    """
    if not title.strip():
        return next((item for item in items if item.number == number), None)
    typed, said = _stems(title), "".join(words_of(title))
    ranked = [(rank, item) for item in items if (rank := _closeness(typed, said, item.title)) > 0]
    best = max((rank for rank, _ in ranked), default=0)
    close = [item for rank, item in ranked if rank == best]
    if len(close) == 1:
        return close[0]
    return next((item for item in close if item.number == number), None)


def _closeness(typed: frozenset[str], said: str, title: str) -> float:
    """Return how close titles are: 0 not at all, 2 the same, between: the share they have."""
    stems = _stems(title)
    if not typed or not stems:
        return 0
    if typed == stems or said in _acronyms(words_of(title)):
        return 2
    return len(typed & stems) / len(typed | stems) if typed <= stems or stems <= typed else 0


@lru_cache(maxsize=4096)
def _stems(title: str) -> frozenset[str]:
    return frozenset(_singular(word) for word in words_of(title) if word not in _SMALL)


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST_BEGINNING or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]
