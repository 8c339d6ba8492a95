"""What a quick-capture line was understood as: one frozen class for each kind of line."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, Literal, NamedTuple

from safeguard_desk.rules.terms import EntryKind

ChipKind = Literal[
    "owner",
    "agency",
    "due",
    "board",
    "ref",
    "item",
    "person",
    "challenger",
    "challenged",
    "deputy",
    "time",
    "withdrew",
]


REMOVABLE: frozenset[ChipKind] = frozenset(
    {"owner", "agency", "due", "board", "ref", "challenger", "challenged"}
)
"""Kinds of chip that can be taken for plain text instead, without changing what the line is."""


class Chip(NamedTuple):
    """Something recognised: its kind, what it was taken for, where it stands in the line.

    `value` is what is recorded: ids for owner and person (the lead first), an id for the rest, the
    day for due; None where only the words are kept.
    """

    kind: ChipKind
    words: str
    span: tuple[int, int]
    value: str | date | tuple[str, ...] | None


@dataclass(frozen=True)
class Line:
    """What every line has: the text kept, what was recognised, and what was left as doubtful."""

    entry: ClassVar[EntryKind | None] = None

    text: str = ""
    chips: tuple[Chip, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Blank(Line):
    """Nothing."""


@dataclass(frozen=True)
class Comment(Line):
    """A line that begins with #: for the typist only."""


@dataclass(frozen=True)
class NotUnderstood(Line):
    """A sign without words after it; `why` says what is missing. Nothing is recorded."""

    why: str = ""


@dataclass(frozen=True)
class Note(Line):
    """A plain line, or n: - kept to the letter."""

    entry: ClassVar[EntryKind | None] = EntryKind.NOTE


@dataclass(frozen=True)
class Decision(Line):
    """d: - what was decided."""

    entry: ClassVar[EntryKind | None] = EntryKind.DECISION


@dataclass(frozen=True)
class RiskLine(Line):
    """r: - what may happen."""

    entry: ClassVar[EntryKind | None] = EntryKind.RISK


@dataclass(frozen=True)
class GoodPractice(Line):
    """g: - what was done well."""

    entry: ClassVar[EntryKind | None] = EntryKind.GOOD_PRACTICE


@dataclass(frozen=True)
class KeyMessage(Line):
    """k: - what agencies are to tell their staff."""

    entry: ClassVar[EntryKind | None] = EntryKind.KEY_MESSAGE


@dataclass(frozen=True)
class ActionLine(Line):
    """a: - an action. `owners` are people's ids, the lead first; `owner_words` as papers say it.

    An agency may own it without a person: then `owners` is empty and `agency_id` is given. A due
    date said but not yet known ("next meeting", none planned) leaves `due` None and `due_words`.
    """

    entry: ClassVar[EntryKind | None] = EntryKind.ACTION

    owners: tuple[str, ...] = ()
    owner_words: str = ""
    agency_id: str | None = None
    due: date | None = None
    due_words: str = ""


@dataclass(frozen=True)
class CloseActions(Line):
    """a: close QA-0137 and QA-0135 - the group agrees that they are done.

    `refs` and `action_ids` go together; `unknown` are references that nothing has; `evidence` is
    what was said after a dash.
    """

    entry: ClassVar[EntryKind | None] = EntryKind.DECISION

    action_ids: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True)
class Challenge(Line):
    """c: - who challenged whom (agencies' ids; None: the group, or not said), and the response."""

    entry: ClassVar[EntryKind | None] = EntryKind.CHALLENGE

    challenger_id: str | None = None
    challenged_id: str | None = None
    response: str = ""


@dataclass(frozen=True)
class EscalationLine(Line):
    """e: - what is put before a board."""

    entry: ClassVar[EntryKind | None] = EntryKind.ESCALATION

    board_id: str | None = None


@dataclass(frozen=True)
class GoToItem(Line):
    """> 5 Multi-agency audit - the agenda item that follows; `text` is its title as typed."""

    number: int | None = None
    item_id: str | None = None


@dataclass(frozen=True)
class AttendAll(Line):
    """Attend all: everyone expected is here, but for those marked otherwise."""


@dataclass(frozen=True)
class Present(Line):
    """Those who are here, by id."""

    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Apologies(Line):
    """Those who sent apologies, by id."""

    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Absent(Line):
    """Those who are absent without apologies, by id."""

    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeputySent(Line):
    """Deputy Housing: Tenancy Services Manager - who is away, by id, and the role that came."""

    person_id: str = ""
    deputy: str = ""


@dataclass(frozen=True)
class Arrived(Line):
    """DN arrived 10:20 - who came late, by id; `at` None is now."""

    people: tuple[str, ...] = ()
    at: time | None = None


@dataclass(frozen=True)
class Left(Line):
    """ICB left 11:40 - who left early, by id; of an agency all who are here."""

    people: tuple[str, ...] = ()
    at: time | None = None


@dataclass(frozen=True)
class InterestLine(Line):
    """i: DN declared an interest in item 5 (why), withdrew - `item_id` None is the present item."""

    person_id: str = ""
    item_id: str | None = None
    withdrew: bool = False


@dataclass(frozen=True)
class UpdateAction(Line):
    """Update QA-0132: what has been done - `words` go to the action, the text to the minutes."""

    entry: ClassVar[EntryKind | None] = EntryKind.NOTE

    action_id: str = ""
    ref: str = ""
    words: str = ""


@dataclass(frozen=True)
class CloseMeeting(Line):
    """Close: the meeting is over."""


Understood = (
    Blank
    | Comment
    | NotUnderstood
    | Note
    | Decision
    | ActionLine
    | CloseActions
    | Challenge
    | RiskLine
    | EscalationLine
    | GoodPractice
    | KeyMessage
    | GoToItem
    | AttendAll
    | Present
    | Apologies
    | Absent
    | DeputySent
    | Arrived
    | Left
    | InterestLine
    | UpdateAction
    | CloseMeeting
)
