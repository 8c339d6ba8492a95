"""Actions in quick capture: who, by when, and which ones the group agrees to close."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from safeguard_desk.rules.date_forms import MONTH, WEEKDAY
from safeguard_desk.rules.dates import LONGEST, explain, find_date, read_date, write_date
from safeguard_desk.rules.known import Known
from safeguard_desk.rules.references import parse, reference
from safeguard_desk.rules.typed import DASH, Mention, Typed
from safeguard_desk.rules.understood import ActionLine, Chip, CloseActions, NotUnderstood

_BY = re.compile(
    r"(?<![^\s,;(\x01])\(?(?:(?:due|done|completed?)\s+)?(?:by|due)\b[\s:]*", re.IGNORECASE
)
_BARE = re.compile(r"(?<![^\s,;(\x01])\(?(?=\+\s*[0-9]|w ?/ ?c\s)", re.IGNORECASE)
_LOOKS_DATED = re.compile(
    r"(?:the\s+|our\s+)?(?:[0-9]|w ?/ ?c\s|"
    rf"(?:next|this|end|today|tomorrow|asap|christmas|easter|eo[mqw]|{MONTH}|{WEEKDAY})\b)",
    re.IGNORECASE,
)
NEXT_MEETING = re.compile(r"(?:the\s+|our\s+)?next\s+meeting", re.IGNORECASE)
"""The words of a due date that is known once the group's next meeting is planned."""
_CLOSE = re.compile(r"\s*closed?\s+(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;&]+")
_AROUND = " .,;:)\x01\t"


class _When(NamedTuple):
    span: tuple[int, int]
    words: str
    due: date | None


def read_action(typed: Typed, start: int, known: Known) -> ActionLine | NotUnderstood:
    """Read what follows a: - the owners after @, the due date at the end, the rest as its text."""
    named = typed.mentions(known, start)
    when = _due(typed, start, known)
    chips = [mention.chip for mention in named]
    if when is not None:
        typed.mark(when.span)
        words = write_date(when.due) if when.due else when.words
        chips.append(Chip("due", words, when.span, when.due))
    text = typed.text(start)
    doubts = tuple(typed.doubts)
    if not text:
        return NotUnderstood(
            typed.raw[start:].strip(), tuple(chips), doubts, "An action needs words: what is done?"
        )
    return ActionLine(
        text=text,
        chips=(*chips, *typed.references(known, start)),
        doubts=doubts,
        owners=tuple(dict.fromkeys(one for mention in named for one in mention.who.people)),
        owner_words="; ".join(mention.who.words for mention in named),
        agency_id=_lead_agency(named),
        due=when.due if when else None,
        due_words=when.words if when else "",
    )


def _lead_agency(named: list[Mention]) -> str | None:
    return named[0].who.agency_id if named else None


def _due(typed: Typed, start: int, known: Known) -> _When | None:
    """Return the date at the end of the line, if one is there; else say what was left in doubt."""
    end = len(typed.work.rstrip(_AROUND))
    near = max(start, end - LONGEST)
    for lead in (*_BY.finditer(typed.work, near), *_BARE.finditer(typed.work, near)):
        _, last, words = _rest(typed, lead.end())
        due = read_date(words, known.today, next_meeting=known.next_meeting)
        if due is not None:
            return _When((lead.start(), last), words, due)
        if NEXT_MEETING.fullmatch(words):
            typed.doubts.append("No next meeting is planned yet; its date is set when it is.")
            return _When((lead.start(), last), words, None)
    for lead in reversed(list(_BY.finditer(typed.work, start))):
        if _left(typed, lead.end(), known):
            break
    return None


def _rest(typed: Typed, start: int) -> tuple[int, int, str]:
    """Return what follows a place to the end, without marks and stops: its span and words."""
    rest = typed.work[start:]
    first = start + len(rest) - len(rest.lstrip(_AROUND))
    last = start + len(rest.rstrip(_AROUND))
    return first, last, typed.work[first:last].replace("\x01", "@")


def _left(typed: Typed, start: int, known: Known) -> bool:
    """Say why words that look like a date were left in the text; False if they do not."""
    first, _, words = _rest(typed, start)
    if not _LOOKS_DATED.match(words):
        return False
    inside = find_date(words, known.today, known.next_meeting)
    if inside is not None and inside[1][0] == 0:
        date_words = typed.raw[first : first + inside[1][1]]
        typed.doubts.append(
            f"“{date_words}” does not end the line and was left in the text;"
            " put the date last to set it as due."
        )
    else:
        reason = explain(words, known.today, next_meeting=known.next_meeting)
        typed.doubts.append(f"No due date was set. {reason}")
    return True


def read_closing(typed: Typed, start: int, known: Known) -> CloseActions | None:
    """Read "close QA-0137 and QA-0135 - evidence"; None if the line closes no references."""
    lead = _CLOSE.match(typed.work, start)
    if lead is None:
        return None
    dash = DASH.search(typed.work, lead.end())
    end = dash.start() if dash else len(typed.work)
    said: list[tuple[str, tuple[int, int]]] = []
    for ref, span in _said(typed.work, lead.end(), end, known):
        if ref is None:
            return None
        said.append((ref, span))
    if not said:
        return None
    ids = {action.ref: action.id for action in known.actions}
    refs = tuple(dict.fromkeys(ref for ref, _ in said if ref in ids))
    unknown = tuple(dict.fromkeys(ref for ref, _ in said if ref not in ids))
    return CloseActions(
        text=typed.raw[start:].strip(),
        chips=tuple(Chip("ref", ref, span, ids[ref]) for ref, span in said if ref in ids),
        doubts=tuple(f"There is no open action {ref}." for ref in unknown),
        action_ids=tuple(ids[ref] for ref in refs),
        refs=refs,
        unknown=unknown,
        evidence=typed.raw[dash.end() :].strip() if dash else "",
    )


def _said(
    work: str, start: int, end: int, known: Known
) -> Iterator[tuple[str | None, tuple[int, int]]]:
    """Yield each reference with its span; None for a word that is none. "qa 137" is one."""
    prefix: re.Match[str] | None = None
    for word in _WORD.finditer(work, start, end):
        said = word[0].rstrip(".:")
        first = prefix.start() if prefix else word.start()
        if said.lower() == "and" and prefix is None:
            continue
        if said.isalpha() and prefix is None:
            prefix = word
            continue
        written = f"{prefix[0] if prefix else ''} {said}"
        parsed = parse(written if not said.isdigit() or prefix else f"{known.group_code} {said}")
        yield reference(*parsed) if parsed else None, (first, word.start() + len(said))
        prefix = None
    if prefix is not None:
        yield None, prefix.span()
