"""Quick capture of who comes and goes, what interests are declared, and how actions stand."""

import re

from safeguard_desk.rules.capture_attendance import named_in
from safeguard_desk.rules.known import Ambiguous, Known, Who, find_who, people_of
from safeguard_desk.rules.references import parse, reference
from safeguard_desk.rules.times import read_time
from safeguard_desk.rules.typed import Typed, doubt
from safeguard_desk.rules.understood import (
    Arrived,
    Chip,
    InterestLine,
    Left,
    Note,
    NotUnderstood,
    Understood,
    UpdateAction,
)

_MOVED = re.compile(
    r"\s*(?P<who>\S.*?)\s+(?:has\s+|have\s+)?"
    r"(?P<verb>arrived|joined|came(?:\s+late|\s+back)?|returned|left(?:\s+early)?)"
    r"(?:\s+(?:the\s+)?(?:meeting|room))?(?:\s+at)?(?:\s+(?P<at>[0-9][0-9:.hapm ]*?))?[\s.]*",
    re.IGNORECASE | re.ASCII,
)
_DECLARED = re.compile(
    r"\s*@?(?P<who>.+?)\s*(?::|\b(?:has\s+|have\s+)?(?:declare[ds]?|withdr[ae]w|has\b|had\b))",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\s*@?(?P<who>[^\s,;:(]+)")
_IN_ITEM = re.compile(
    r"(?:\b(?:in|on|for|of|at|from)\s+)?(?:\bitem|#)\s*(?P<number>[0-9]{1,3})\b", re.I
)
_WITHDREW = re.compile(
    r"[,;\s]*\b(?:and\s+)?(?:(?:has|have)\s+)?(?:withdr[ae]w[ns]?|left the room)"
    r"(?:\s+from\s+(?:the\s+)?(?:item|discussion))?\b",
    re.IGNORECASE,
)
_NONE = re.compile(r"\s*(?:none|nil|no(?:ne| interests?)?\b.*)[\s.]*", re.IGNORECASE)
_LEAD = re.compile(
    r"[\s,;:]*(?:\b(?:has|have|had)\b\s*)?(?:\bdeclare[ds]?\b\s*)?"
    r"(?:\b(?:an?|the|their)\b\s*)?(?:\binterests?\b\s*)?(?:\b(?:in|on|as|that|because)\b\s*)?[:\s]*",
    re.IGNORECASE,
)
_UPDATE = re.compile(
    r"\s*update\s+(?:(?:on|to)\s+)?(?P<ref>[^\s:,;]+(?:\s+[0-9]+)?)"
    r"(?:\s*:\s*|\s+[-\u2013\u2014]+\s+)(?P<words>\S.*)",
    re.IGNORECASE,
)
_UPDATE_ONLY = re.compile(
    r"\s*update\s+(?:(?:on|to)\s+)?(?P<ref>[^\s:,;]+(?:\s+[0-9]+)?)\s*:?\s*", re.IGNORECASE
)


def read_moved(typed: Typed, known: Known) -> Understood | None:
    """Read "DN and HO arrived 10:20" or "ICB left"; None if the line is something else."""
    said = _MOVED.fullmatch(typed.work)
    if said is None:
        return None
    at = read_time(said["at"]) if said["at"] else None
    if said["at"] and at is None:
        return None
    leaves = said["verb"].lower().startswith("left")
    people: dict[str, None] = {}
    chips: list[Chip] = []
    for span, who in named_in(typed.work, said.span("who"), known):
        if not isinstance(who, Who):
            if isinstance(who, Ambiguous):
                return Note(typed.raw.strip(), (), (doubt(typed.raw[slice(*span)], who),))
            return None
        ids = people_of(who, known)
        if not ids or (len(ids) > 1 and not leaves and not who.people):
            names = " or ".join(p.role for p in known.people if p.id in ids)
            why = (
                f"Who of {who.words}: {names}? Name the role."
                if ids
                else (f"Nobody of {who.words} is expected.")
            )
            return Note(typed.raw.strip(), (), (f"Read as a note: {why}",))
        people.update(dict.fromkeys(ids))
        chips.append(Chip("person", who.words, span, ids))
    if at is not None:
        chips.append(Chip("time", f"{at:%H:%M}", said.span("at"), None))
    kind = Left if leaves else Arrived
    return kind(typed.raw.strip(), tuple(chips), tuple(typed.doubts), tuple(people), at)


def read_interest(typed: Typed, start: int, known: Known) -> Understood:
    """Read what follows i: - who declared what in which item, and whether they withdrew."""
    rest = typed.work[start:]
    if _NONE.fullmatch(rest):
        return Note(typed.raw[start:].strip())
    found = _declarer(rest, known)
    if isinstance(found, str):
        return NotUnderstood(typed.raw[start:].strip(), (), (), found)
    who, (first, last) = found
    chips = [Chip("person", who.words, (start + first, start + last), who.people)]
    item = _IN_ITEM.search(rest, last)
    item_id = None
    if item is not None:
        match = next((one for one in known.items if one.number == int(item["number"])), None)
        if match is None:
            why = f"There is no item {item['number']}."
            return NotUnderstood(typed.raw[start:].strip(), tuple(chips), (), why)
        item_id = match.id
        span = (start + item.start(), start + item.end())
        chips.append(Chip("item", f"{match.number} {match.title}", span, match.id))
    withdrew = _WITHDREW.search(rest, last)
    if withdrew is not None:
        span = (start + withdrew.start(), start + withdrew.end())
        chips.append(Chip("withdrew", "withdrew", span, None))
    cut = [m.span() for m in (item, withdrew) if m is not None]
    words = _words(typed.raw[start:], last, cut)
    return InterestLine(words, tuple(chips), (), who.people[0], item_id, withdrew is not None)


def _declarer(rest: str, known: Known) -> tuple[Who, tuple[int, int]] | str:
    """Return who declares and where that stands, or what is missing."""
    why = "Who declares an interest? Begin with initials or a role: i: DN declared ..."
    for pattern in (_DECLARED, _FIRST):
        said = pattern.match(rest)
        if said is None:
            continue
        who = find_who(said["who"], known)
        if isinstance(who, Ambiguous):
            return doubt(said["who"], who)
        if who is None:
            why = f"“{said['who'].strip()}” is nobody known in this group."
            continue
        ids = people_of(who, known)
        if len(ids) == 1:
            return Who(who.words, ids, who.agency_id), said.span("who")
        names = " or ".join(p.role for p in known.people if p.id in ids) or "nobody is expected"
        why = f"Who of {who.words}: {names}? Name the role."
    return why


def _words(raw: str, start: int, cut: list[tuple[int, int]]) -> str:
    """Return what the interest is: the rest of the line without item, withdrawal and brackets."""
    kept = "".join(
        char
        for place, char in enumerate(raw)
        if place >= start and not any(first <= place < last for first, last in cut)
    )
    lead = _LEAD.match(kept)
    kept = kept[lead.end() :] if lead else kept
    kept = " ".join(kept.split()).strip(" ,;:.")
    return kept[1:-1].strip() if kept.startswith("(") and kept.endswith(")") else kept


def read_update(typed: Typed, start: int, known: Known) -> Understood | None:
    """Read "update QA-0132: the draft is with legal"; None if it names no reference."""
    said = _UPDATE.fullmatch(typed.work, start)
    only = _UPDATE_ONLY.fullmatch(typed.work, start) if said is None else None
    found = said or only
    if found is None:
        return None
    written = found["ref"]
    parsed = parse(f"{known.group_code} {written}" if written.isdigit() else written)
    if parsed is None:
        return None
    ref, text = reference(*parsed), typed.raw[start:].strip()
    action = next((one for one in known.actions if one.ref == ref), None)
    if action is None:
        return Note(text, (), (f"There is no open action {ref}; kept as a note.",))
    chip = Chip("ref", ref, found.span("ref"), action.id)
    if said is None:
        return NotUnderstood(text, (chip,), (), f"What is new on {ref}? Type it after a colon.")
    words = typed.raw[said.start("words") :].strip()
    return UpdateAction(text, (chip,), (), action.id, ref, words)
