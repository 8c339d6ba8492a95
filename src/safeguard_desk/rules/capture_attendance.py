"""Attendance in quick capture: who is here, who sent apologies or a deputy, who is missing.

A line that begins with such a word but names nobody is a note: "Apologies were noted."
"""

import re
from collections.abc import Iterator

from safeguard_desk.rules.known import (
    Ambiguous,
    Known,
    KnownPerson,
    Who,
    find_who,
    people_of,
    words_of,
)
from safeguard_desk.rules.typed import Typed, doubt
from safeguard_desk.rules.understood import (
    Absent,
    Apologies,
    AttendAll,
    Chip,
    DeputySent,
    Note,
    Present,
    Understood,
)

_ALL = re.compile(
    r"\s*(?:(?:attend(?:ed|ing)?|present)[\s:]+(?:all|everyone)|(?:all|everyone)\s+present)[\s.]*",
    re.IGNORECASE,
)
_LISTS: tuple[tuple[re.Pattern[str], type[Present | Apologies | Absent]], ...] = (
    (re.compile(r"\s*(?:attend(?:ed|ing)?|present)(?:\s*:\s*|\s+)", re.IGNORECASE), Present),
    (re.compile(r"\s*apolog(?:ies|y)(?:\s+from)?(?:\s*:\s*|\s+)", re.IGNORECASE), Apologies),
    (
        re.compile(r"\s*absent(?:\s+without\s+apologies)?(?:\s*:\s*|\s+)", re.IGNORECASE),
        Absent,
    ),
)
_DEPUTY = re.compile(r"\s*deputy\s+(?:for\s+)?(?P<who>[^:]+?)\s*(?::\s*(?P<role>.*))?", re.I)
_PART = re.compile(r"[^;]+")
_BETWEEN = re.compile(r",|&|\band\b", re.IGNORECASE)


def read_attendance(typed: Typed, known: Known) -> Understood | None:
    """Read a line on attendance; None if it is none."""
    if _ALL.fullmatch(typed.work):
        return AttendAll(typed.raw.strip())
    for pattern, kind in _LISTS:
        lead = pattern.match(typed.work)
        if lead is not None:
            return _listed(typed, lead.end(), known, kind)
    deputy = _DEPUTY.fullmatch(typed.work)
    return _deputy(typed, deputy, known) if deputy else None


def _listed(
    typed: Typed, start: int, known: Known, kind: type[Present | Apologies | Absent]
) -> Understood:
    """Read a list of roles and agencies, parted by semicolons, or by commas and "and"."""
    people: dict[str, None] = {}
    chips: list[Chip] = []
    for part in _PART.finditer(typed.work, start):
        for span, who in named_in(typed.work, part.span(), known):
            ids = people_of(who, known) if isinstance(who, Who) else ()
            if isinstance(who, Who) and ids:
                people.update(dict.fromkeys(ids))
                chips.append(Chip("person", who.words, span, ids))
            elif isinstance(who, Who):
                typed.doubts.append(f"Nobody of {who.words} is expected.")
            else:
                typed.doubts.append(doubt(typed.raw[slice(*span)], who))
    text = typed.raw.strip()
    if not people:
        return Note(text, (), ("Read as a note: it names nobody of the group.",))
    return kind(text, tuple(chips), tuple(typed.doubts), tuple(people))


def named_in(
    work: str, span: tuple[int, int], known: Known
) -> Iterator[tuple[tuple[int, int], Who | Ambiguous | None]]:
    """Yield who is meant by a part of a list: by the whole of it, else by each smaller part."""
    whole = find_who(work[slice(*span)], known)
    for part in [span] if whole else _parts(work, span):
        first, last = _trimmed(work, part)
        if first < last:
            yield (first, last), whole or find_who(work[first:last], known)


def _parts(work: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    start, end = span
    for between in _BETWEEN.finditer(work, start, end):
        yield start, between.start()
        start = between.end()
    yield start, end


def _trimmed(work: str, span: tuple[int, int]) -> tuple[int, int]:
    part = work[slice(*span)].rstrip(" .")
    return span[0] + len(part) - len(part.lstrip()), span[0] + len(part)


def _deputy(typed: Typed, said: re.Match[str], known: Known) -> Understood | None:
    """Read "deputy Housing: Tenancy Services Manager"; the one known deputy need not be named."""
    who, colon = find_who(said["who"], known), said["role"] is not None
    role = typed.raw[said.start("role") :].strip() if colon else ""
    text = typed.raw.strip()
    if who is None:
        return Note(text, (), (doubt(said["who"], None),)) if colon else None
    if isinstance(who, Ambiguous):
        return Note(text, (), (doubt(said["who"], who),))
    away = _away(people_of(who, known), role, known)
    if len(away) != 1:
        roles = " or ".join(person.role for person in away) or f"nobody of {who.words}"
        return Note(text, (), (f"Who is away: {roles}? Name the role.",))
    role = role or (away[0].deputy_roles[0] if len(away[0].deputy_roles) == 1 else "")
    if not role:
        return Note(text, (), (f"Who came for the {away[0].role}? Type the role after a colon.",))
    chips = [Chip("person", away[0].role, said.span("who"), (away[0].id,))]
    if colon:
        chips.append(Chip("deputy", role, (said.start("role"), said.end()), role))
    return DeputySent(text, tuple(chips), (), away[0].id, role)


def _away(ids: tuple[str, ...], role: str, known: Known) -> list[KnownPerson]:
    """Return the people who may be away: of several, those whose deputy has the role."""
    people = [person for person in known.people if person.id in ids]
    whose = [p for p in people if words_of(role) in map(words_of, p.deputy_roles)]
    return whose if len(people) > 1 and len(whose) == 1 else people
