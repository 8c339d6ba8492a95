"""Challenges in quick capture: who challenged whom, about what, and the response after a dash."""

import re

from safeguard_desk.rules.known import Known, Who, find_who, words_of
from safeguard_desk.rules.typed import DASH, Mention, Typed, doubt
from safeguard_desk.rules.understood import Challenge, Chip, ChipKind

_VERB = re.compile(
    r"\b(?P<passive>(?:was|were|is|are|has been|have been)\s+)?challenge[ds]?\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\b(?:on|about|over|for|to|that|as|why|whether|how|regarding)\b", re.IGNORECASE
)
_BY = re.compile(r"\s*by\s", re.IGNORECASE)
_GROUP = frozenset({"group", "sub group", "subgroup", "meeting", "members", "partners"})

Span = tuple[int, int]
_NOWHERE = (0, 0)


def read_challenge(typed: Typed, start: int, known: Known) -> Challenge:
    """Read what follows c: - "Police challenged the ICB on X @ICB - they will bring a plan".

    An agency after @ is the one challenged. Without an object ("ICB challenged on X") the subject
    is the one challenged, and the group challenges.
    """
    named = typed.mentions(known, start)
    dash = DASH.search(typed.work, start)
    end = dash.start() if dash else len(typed.work)
    subject, target, tags_from = _parties(typed.work, start, end)
    tag = next((m for m in named if m.span[0] >= tags_from and m.who.agency_id), None)
    by = _party(typed, subject, named, known, in_doubt=True)
    about = _party(typed, target, named, known, in_doubt=tag is None)
    if tag is not None:
        if about is not None and about.who.agency_id != tag.who.agency_id:
            typed.doubts.append(f"{about.who.words} or {tag.who.words}? The one after @ is kept.")
        about = tag
    elif about is None and not typed.doubts:
        typed.doubts.append("Who was challenged is not said; name the agency with @.")
    chips = (*_chip("challenger", by), *_chip("challenged", about))
    return Challenge(
        text=typed.text(start, end, head=False, tail_from=tags_from),
        chips=(*chips, *typed.references(known, start)),
        doubts=tuple(typed.doubts),
        challenger_id=by.who.agency_id if by else None,
        challenged_id=about.who.agency_id if about else None,
        response=typed.text(dash.end(), head=False) if dash else "",
    )


def _chip(kind: ChipKind, party: Mention | None) -> tuple[Chip, ...]:
    if party is None or party.who.agency_id is None:
        return ()
    return (Chip(kind, party.who.words, party.span, party.who.agency_id),)


def _parties(work: str, start: int, end: int) -> tuple[Span, Span, int]:
    """Return where who challenged and who was challenged stand, and where the rest begins."""
    verb = _VERB.search(work, start, end)
    if verb is None:
        return _NOWHERE, _NOWHERE, start
    about = _ABOUT.search(work, verb.end(), end)
    rest = about.start() if about else end
    if verb["passive"] is None and work[verb.end() : rest].strip():
        return (start, verb.start()), (verb.end(), rest), rest
    by = _BY.match(work, verb.end(), rest)
    return (by.end(), rest) if by else _NOWHERE, (start, verb.start()), rest


def _party(
    typed: Typed, span: Span, named: list[Mention], known: Known, *, in_doubt: bool
) -> Mention | None:
    """Return who stands at a place; the group itself is nobody in particular."""
    start, end = span
    for mention in named:
        if start <= mention.span[0] < end:
            return mention
    words = typed.work[start:end].strip(" ,;:.\x01")
    if not words or " ".join(words_of(words)) in _GROUP:
        return None
    who = find_who(words, known)
    if isinstance(who, Who):
        first = typed.work.index(words, start)
        return Mention(who, (first, first + len(words)))
    if in_doubt:
        typed.doubts.append(doubt(words, who))
    return None
