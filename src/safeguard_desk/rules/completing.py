"""What a half-typed name or reference in the capture line may become."""

import re
from dataclasses import dataclass

from safeguard_desk.rules.known import Known, words_of
from safeguard_desk.rules.references import parse, reference

MOST = 8
_NAME = re.compile(r"(?<![\w.])@(?P<part>(?:[^\s@,;:](?:[^@,;:]{0,29}[^\s@,;:])?)?)$")
_REFS = re.compile(
    r"^\s*(?:a:\s*)?(?P<verb>close|update)\s+(?P<rest>(?:(?!\s[-\u2013\u2014]\s)[^:])*)$",
    re.IGNORECASE,
)
_LAST = re.compile(r"(?:^|[\s,&])(?P<part>[^\s,&]*)$")


@dataclass(frozen=True)
class Offer:
    """One thing to complete with: what is inserted, and what is shown for it."""

    insert: str
    shown: str


@dataclass(frozen=True)
class Completing:
    """Offers for what stands from `start` up to the cursor."""

    start: int
    offers: tuple[Offer, ...]


def complete(before: str, known: Known) -> Completing | None:
    """Return what the words before the cursor may be completed with; None for nothing.

    After @ people by initials or role and agencies; after "close" and "update" open actions by
    reference or title. In double quotes nothing is offered.
    """
    if before.count('"') % 2:
        return None
    name = _NAME.search(before)
    if name is not None:
        offers = _names(name["part"], known)
        return Completing(name.start("part"), offers) if offers else None
    refs = _REFS.match(before)
    last = _LAST.search(refs["rest"]) if refs else None
    if refs is None or last is None or last["part"].lower() == "and":
        return None
    said = frozenset(re.findall(r"[A-Z]+(?:-[A-Z]+)*-[0-9]+", refs["rest"][: last.start("part")]))
    offers = _actions(last["part"], known, said) if last["part"] or not said else ()
    return Completing(refs.start("rest") + last.start("part"), offers) if offers else None


def _names(part: str, known: Known) -> tuple[Offer, ...]:
    people = [
        (bool(person.initials), Offer(person.initials or person.role, f"{person.initials}  {who}"))
        for person in known.people
        for who in [f"{person.role}, {person.agency_name}".rstrip(", ")]
        if _begins(part, person.initials, person.role)
    ]
    agencies = [
        Offer(agency.short_name or agency.name, agency.name)
        for agency in known.agencies
        if _begins(part, *agency.names)
    ]
    first = [offer for short, offer in people if short]
    offers = [*first, *(offer for short, offer in people if not short), *agencies]
    exact = [offer for offer in offers if offer.insert.casefold() == part.casefold()]
    return () if exact and len(offers) == 1 else tuple(offers[:MOST])


def _begins(part: str, *names: str) -> bool:
    """Tell whether a part begins one of some names, or a word of theirs."""
    said = " ".join(words_of(part)) if part.strip() else ""
    return any(f" {' '.join(words_of(name))}".find(f" {said}") >= 0 for name in names if name)


def _actions(part: str, known: Known, said: frozenset[str]) -> tuple[Offer, ...]:
    parsed = parse(part) if not part.isdigit() else None
    whole = reference(*parsed) if parsed else ""
    found = [
        Offer(action.ref, f"{action.ref}  {action.title}".rstrip())
        for action in known.actions
        if action.ref not in said
        and action.ref != part
        and (
            action.ref.casefold().startswith(part.casefold())
            or (part.isdigit() and part in action.ref.rpartition("-")[2])
            or action.ref == whole
            or (len(part) > 2 and _begins(part, action.title))
        )
    ]
    return tuple(found[:MOST])
