"""Quick capture: what a line typed in a meeting means (DESIGN 7).

A line begins with a sign (a: action, d: decision, c: challenge, r: risk, e: escalation, g: good
practice, k: key message, i: interest, n: note), with > for an agenda item, or with a word on
attendance; any other line is a note. What is not understood stays in the text and is named as a
doubt; text in double quotes is never interpreted. No line raises.
"""

import re
from collections.abc import Callable
from datetime import time

from safeguard_desk.rules.capture_actions import read_action, read_closing
from safeguard_desk.rules.capture_attendance import read_attendance
from safeguard_desk.rules.capture_challenge import read_challenge
from safeguard_desk.rules.capture_room import read_interest, read_moved, read_update
from safeguard_desk.rules.known import (
    Ambiguous,
    Known,
    KnownAction,
    KnownAgency,
    KnownBoard,
    KnownItem,
    KnownPerson,
    Who,
    find_who,
    match_item,
)
from safeguard_desk.rules.typed import Typed
from safeguard_desk.rules.understood import (
    Absent,
    ActionLine,
    Apologies,
    Arrived,
    AttendAll,
    Blank,
    Challenge,
    Chip,
    CloseActions,
    CloseMeeting,
    Comment,
    Decision,
    DeputySent,
    EscalationLine,
    GoodPractice,
    GoToItem,
    InterestLine,
    KeyMessage,
    Left,
    Line,
    Note,
    NotUnderstood,
    Present,
    RiskLine,
    Understood,
    UpdateAction,
)

__all__ = [
    "SIGNS",
    "Absent",
    "ActionLine",
    "Ambiguous",
    "Apologies",
    "Arrived",
    "AttendAll",
    "Blank",
    "Challenge",
    "Chip",
    "CloseActions",
    "CloseMeeting",
    "Comment",
    "Decision",
    "DeputySent",
    "EscalationLine",
    "GoToItem",
    "GoodPractice",
    "InterestLine",
    "KeyMessage",
    "Known",
    "KnownAction",
    "KnownAgency",
    "KnownBoard",
    "KnownItem",
    "KnownPerson",
    "Left",
    "Line",
    "NotUnderstood",
    "Note",
    "Present",
    "RiskLine",
    "Understood",
    "UpdateAction",
    "Who",
    "find_who",
    "match_item",
    "split_time",
    "understand",
]

_TIME = re.compile(
    r"\s*(?P<hour>[01]?[0-9]|2[0-3])(?P<sep>[:.])(?P<minute>[0-5][0-9])(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s+|$)",
    re.IGNORECASE | re.ASCII,
)
_NOON = 12
_SPELLED = {
    "action": "a",
    "decision": "d",
    "challenge": "c",
    "risk": "r",
    "escalation": "e",
    "good practice": "g",
    "key message": "k",
    "interest": "i",
    "note": "n",
}
"""Signs written out, as people type them who do not know the short ones."""
_WORDS = "|".join(word.replace(" ", r"\s+") for word in _SPELLED)
_SIGN = re.compile(rf"\s*({_WORDS}|[a-z])\s*:\s*", re.IGNORECASE | re.ASCII)
_AFTER_TIME = re.compile(
    rf">|(?:{_WORDS}|[a-z])\s*:|attend|present|apolog|absent|deputy|all\b|everyone|close|end\b",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"\s*(?:item\s*)?([0-9]{1,3})(?:[.:)]+(?![0-9])|(?=\s|$))", re.I | re.ASCII)
_CLOSE = re.compile(r"\s*(?:close|end)(?:\s+(?:the\s+)?meeting)?[\s.]*", re.IGNORECASE)


def split_time(line: str) -> tuple[time | None, str]:
    """Split off the time of day a line may begin with ("10:02 attend all"); the rest as typed.

    "10.02" is a time only before what a line may mean: "10.02 per cent" and "3.10 amended" are not.
    """
    found = _TIME.match(line)
    if found is None:
        return None, line
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    dotted = found["sep"] == "." and not half
    if (dotted and not _AFTER_TIME.match(line, found.end())) or (half and not 1 <= hour <= _NOON):
        return None, line
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, int(found["minute"])), line[found.end() :]


def understand(line: str, known: Known) -> Understood:
    """Return what a line means; its time of day is split off before. Never raises.

    Chips say what was recognised, with spans within `line`; doubts what was not.
    """
    first = line.strip()[:1]
    if first in {"", "#"}:
        return Comment(line.strip()) if first else Blank()
    if first == ">":
        return _go_to(line, known)
    typed = Typed(line)
    sign = _SIGN.match(typed.work)
    if sign is not None:
        return _signed(typed, sign, known)
    if _CLOSE.fullmatch(typed.work):
        return CloseMeeting(line.strip())
    return (
        read_attendance(typed, known)
        or read_moved(typed, known)
        or read_update(typed, 0, known)
        or _closing(typed, known)
        or _plain(Note)(typed, 0, known)
    )


def _closing(typed: Typed, known: Known) -> Understood | None:
    """Read "close QA-0137" without a sign; of references that nothing has it stays a note."""
    closing = read_closing(typed, 0, known)
    if closing is not None and not closing.refs:
        typed.doubts.extend(closing.doubts)
        return None
    return closing


def _signed(typed: Typed, sign: re.Match[str], known: Known) -> Understood:
    said = " ".join(sign[1].lower().split())
    meaning = SIGNS.get(_SPELLED.get(said, said))
    if meaning is None:
        typed.doubts.append(f"“{sign[1]}:” is no sign; read as a note. Signs: {' '.join(SIGNS)}")
        return _plain(Note)(typed, 0, known)
    if not typed.raw[sign.end() :].strip():
        return NotUnderstood(typed.raw.strip(), why=f"Words are missing after {sign[1]}:")
    return meaning(typed, sign.end(), known)


_Reader = Callable[[Typed, int, Known], Understood]


def _plain(kind: type[Note | Decision | RiskLine | GoodPractice | KeyMessage]) -> _Reader:
    """Return the reader of a line that is kept to the letter."""

    def read(typed: Typed, start: int, known: Known) -> Understood:
        if typed.has_mention(start):
            typed.doubts.append("@ names someone in actions and challenges only; kept as text.")
        text = typed.raw[start:].strip()
        return kind(text, typed.references(known, start), tuple(typed.doubts))

    return read


def _action(typed: Typed, start: int, known: Known) -> Understood:
    return (
        read_closing(typed, start, known)
        or read_update(typed, start, known)
        or read_action(typed, start, known)
    )


def _escalation(typed: Typed, start: int, known: Known) -> Understood:
    found = [
        (board, said) for board in known.boards if (said := typed.find_word(board.code, start))
    ]
    tagged = [(board, said) for board, said in found if said[0].startswith("@")]
    chosen = tagged if len(tagged) == 1 else found
    codes = " or ".join(board.code for board, _ in found)
    if len(chosen) > 1:
        typed.doubts.append(f"Which board: {codes}? Mark it with @.")
    elif not chosen:
        typed.doubts.append("No board is named; write its code, such as HSAB.")
    board, span = (chosen[0][0], chosen[0][1].span()) if len(chosen) == 1 else (None, (0, 0))
    chips = (Chip("board", board.code, span, board.id),) if board else ()
    if tagged and board:
        typed.mark(span)
    return EscalationLine(
        text=typed.text(start, head=False),
        chips=(*chips, *typed.references(known, start)),
        doubts=tuple(typed.doubts),
        board_id=board.id if board else None,
    )


SIGNS: dict[str, _Reader] = {
    "a": _action,
    "d": _plain(Decision),
    "c": read_challenge,
    "r": _plain(RiskLine),
    "e": _escalation,
    "g": _plain(GoodPractice),
    "k": _plain(KeyMessage),
    "i": read_interest,
    "n": _plain(Note),
}
"""The signs a line may begin with, and how the rest is read."""


def _numbered(line: str) -> tuple[int | None, str]:
    """Split what follows > into the item's number and its title."""
    rest = line[line.index(">") + 1 :]
    found = _NUMBER.match(rest)
    if found is None:
        return None, rest.strip()
    return int(found[1]), rest[found.end() :].strip()


def _go_to(line: str, known: Known) -> Understood:
    number, title = _numbered(line)
    if number is None and not title:
        return NotUnderstood(line.strip(), why="Which item? Type its number or its title after >")
    item = match_item(number, title, known.items)
    if item is None:
        return GoToItem(
            title, (), ("No item of the agenda is called so.",), number=number, item_id=None
        )
    span = (line.index(">"), len(line.rstrip()))
    chip = Chip("item", f"{item.number} {item.title}", span, item.id)
    return GoToItem(title, (chip,), (), number=number, item_id=item.id)
