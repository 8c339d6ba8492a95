"""What may follow what: the lives of meetings, minutes and actions as three tables (DOMAIN 2, 3).

One mechanism reads the tables. A step that is refused says where the thing stands, what may
follow from there, and what is missing.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.rules.terms import ActionStatus, MeetingState, MinutesState, Term

S = TypeVar("S", bound=Term)

REASON, EVIDENCE, MEETING, BOTH_CO_CHAIRS = "reason", "evidence", "meeting", "both co-chairs"
"""What a step may ask for; callers give the names of what they have."""

_ASKED = {
    REASON: "a reason",
    EVIDENCE: "evidence of what was done",
    MEETING: "the meeting that agrees it",
    BOTH_CO_CHAIRS: "the approval of both co-chairs",
}


class Step(NamedTuple, Generic[S]):
    """A step from one state to another, and what it needs."""

    source: S
    target: S
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Machine(Generic[S]):
    """A life as a table: what it is the life of, its steps, and a word on states that end it.

    `verb` follows the subject: minutes are, an action is.
    """

    subject: str
    steps: tuple[Step[S], ...]
    ends: tuple[tuple[S, str], ...]
    verb: str = "is"


def _needs(*names: str) -> frozenset[str]:
    return frozenset(names)


_M = MeetingState
MEETINGS: Machine[MeetingState] = Machine(
    "The meeting",
    (
        Step(_M.PLANNED, _M.AGENDA_SET),
        Step(_M.PLANNED, _M.CANCELLED),
        Step(_M.AGENDA_SET, _M.DISPATCHED),
        Step(_M.AGENDA_SET, _M.PLANNED),
        Step(_M.AGENDA_SET, _M.CANCELLED),
        Step(_M.DISPATCHED, _M.HELD),
        Step(_M.DISPATCHED, _M.AGENDA_SET),
        Step(_M.DISPATCHED, _M.CANCELLED),
        Step(_M.CANCELLED, _M.PLANNED, _needs(REASON)),
    ),
    ((_M.HELD, "A meeting that was held stays held."),),
)

_N = MinutesState
MINUTES: Machine[MinutesState] = Machine(
    "The minutes",
    (
        Step(_N.NOT_STARTED, _N.DRAFT),
        Step(_N.DRAFT, _N.WITH_CO_CHAIRS),
        Step(_N.WITH_CO_CHAIRS, _N.APPROVED, _needs(BOTH_CO_CHAIRS)),
        Step(_N.WITH_CO_CHAIRS, _N.DRAFT),
        Step(_N.APPROVED, _N.CIRCULATED),
        Step(_N.APPROVED, _N.DRAFT, _needs(REASON)),
        Step(_N.CIRCULATED, _N.RATIFIED, _needs(MEETING)),
    ),
    ((_N.RATIFIED, "Ratified minutes are locked: record a dated correction instead."),),
    verb="are",
)

_A = ActionStatus
ACTIONS: Machine[ActionStatus] = Machine(
    "The action",
    (
        Step(_A.PROPOSED, _A.OPEN),
        Step(_A.PROPOSED, _A.CANCELLED, _needs(REASON)),
        Step(_A.OPEN, _A.COMPLETED, _needs(EVIDENCE)),
        Step(_A.OPEN, _A.ON_HOLD, _needs(REASON)),
        Step(_A.OPEN, _A.CANCELLED, _needs(REASON)),
        Step(_A.ON_HOLD, _A.OPEN),
        Step(_A.ON_HOLD, _A.COMPLETED, _needs(EVIDENCE)),
        Step(_A.ON_HOLD, _A.CANCELLED, _needs(REASON)),
        Step(_A.COMPLETED, _A.CLOSED, _needs(EVIDENCE, MEETING)),
        Step(_A.COMPLETED, _A.REOPENED, _needs(REASON)),
        Step(_A.COMPLETED, _A.CANCELLED, _needs(REASON)),
        Step(_A.CLOSED, _A.REOPENED, _needs(REASON)),
        Step(_A.REOPENED, _A.COMPLETED, _needs(EVIDENCE)),
        Step(_A.REOPENED, _A.ON_HOLD, _needs(REASON)),
        Step(_A.REOPENED, _A.CANCELLED, _needs(REASON)),
    ),
    ((_A.CANCELLED, "A cancelled action stays cancelled: raise a new one."),),
)


def allowed(machine: Machine[S], current: S) -> tuple[Step[S], ...]:
    """Return the steps that may be taken from a state."""
    return tuple(step for step in machine.steps if step.source is current)


def move(
    machine: Machine[S], current: S, target: S, given: AbstractSet[str], *, subject: str = ""
) -> None:
    """Refuse a step that the table does not have, or whose needs are not among `given`.

    `subject` is how people call the thing ("QA-0142"); the refusal speaks of it.
    """
    name = subject or machine.subject
    step = next((step for step in allowed(machine, current) if step.target is target), None)
    if step is None:
        raise _no_step(machine, current, target, name)
    missing = [words for need, words in _ASKED.items() if need in step.needs - given]
    if missing:
        raise Lacking(
            f"{name} {machine.verb} “{current.label}” and cannot become “{target.label}” without"
            f" {' and '.join(missing)}.",
            "Nothing was changed.",
            "Add what is missing and try again.",
        )


def _no_step(machine: Machine[S], current: S, target: S, name: str) -> Refusal:
    if current is target:
        return Refusal(f"{name} {machine.verb} “{current.label}” already.", "Nothing was changed.")
    follows = ", ".join(f"“{step.target.label}”" for step in allowed(machine, current))
    return Refusal(
        f"{name} {machine.verb} “{current.label}” and cannot become “{target.label}”.",
        "Nothing was changed.",
        f"From here it may become: {follows}." if follows else dict(machine.ends)[current],
    )


def path(machine: Machine[S], current: S, target: S, *, subject: str = "") -> tuple[S, ...]:
    """Return the shortest way to a state, but for its start, for a verb that takes it at once.

    Refuses when it stands there already, or no way leads there. Each step is still to be moved.
    """
    ways: list[tuple[S, ...]] = [(current,)]
    seen = {current}
    for way in ways:
        for step in allowed(machine, way[-1]):
            if step.target is target and target is not current:
                return (*way[1:], target)
            if step.target not in seen:
                seen.add(step.target)
                ways.append((*way, step.target))
    raise _no_step(machine, current, target, subject or machine.subject)
