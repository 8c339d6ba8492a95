"""The lives of meetings, minutes and actions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules import states
from safeguard_desk.rules.terms import ActionStatus, MeetingState, MinutesState, Term

A, M, N = ActionStatus, MeetingState, MinutesState
EVERYTHING = {states.REASON, states.EVIDENCE, states.MEETING, states.BOTH_CO_CHAIRS}
MACHINES: dict[type[Term], states.Machine[Any]] = {
    A: states.ACTIONS,
    M: states.MEETINGS,
    N: states.MINUTES,
}

ALLOWED = {
    *((A.PROPOSED, A.OPEN), (A.PROPOSED, A.CANCELLED)),
    *((A.OPEN, A.ON_HOLD), (A.OPEN, A.COMPLETED), (A.OPEN, A.CANCELLED)),
    *((A.ON_HOLD, A.OPEN), (A.ON_HOLD, A.COMPLETED), (A.ON_HOLD, A.CANCELLED)),
    *((A.COMPLETED, A.CLOSED), (A.COMPLETED, A.REOPENED), (A.COMPLETED, A.CANCELLED)),
    (A.CLOSED, A.REOPENED),
    *((A.REOPENED, A.COMPLETED), (A.REOPENED, A.ON_HOLD), (A.REOPENED, A.CANCELLED)),
    *((N.NOT_STARTED, N.DRAFT), (N.DRAFT, N.WITH_CO_CHAIRS), (N.WITH_CO_CHAIRS, N.DRAFT)),
    *((N.WITH_CO_CHAIRS, N.APPROVED), (N.APPROVED, N.DRAFT), (N.APPROVED, N.CIRCULATED)),
    (N.CIRCULATED, N.RATIFIED),
    *((M.PLANNED, M.AGENDA_SET), (M.AGENDA_SET, M.DISPATCHED), (M.DISPATCHED, M.HELD)),
    *((M.AGENDA_SET, M.PLANNED), (M.DISPATCHED, M.AGENDA_SET), (M.CANCELLED, M.PLANNED)),
    *((M.PLANNED, M.CANCELLED), (M.AGENDA_SET, M.CANCELLED), (M.DISPATCHED, M.CANCELLED)),
}
PAIRS = [(kind, a, b) for kind in MACHINES for a in kind for b in kind]


@pytest.mark.parametrize(("kind", "current", "target"), PAIRS)
def test_with_everything_given_only_the_steps_of_the_table_are_taken(
    kind: type[Term], current: Any, target: Any
) -> None:
    if (current, target) in ALLOWED:
        states.move(MACHINES[kind], current, target, EVERYTHING)
    else:
        with pytest.raises(Refusal, match=f"“{current.label}”"):
            states.move(MACHINES[kind], current, target, EVERYTHING)


@pytest.mark.parametrize(
    ("machine", "current", "target", "given", "missing"),
    [
        (states.MINUTES, N.WITH_CO_CHAIRS, N.APPROVED, set(), "the approval of both co-chairs"),
        (states.MINUTES, N.CIRCULATED, N.RATIFIED, set(), "the meeting that agrees it"),
        (states.MINUTES, N.APPROVED, N.DRAFT, set(), "a reason"),
        (states.ACTIONS, A.OPEN, A.ON_HOLD, set(), "a reason"),
        (states.ACTIONS, A.COMPLETED, A.CLOSED, {"meeting"}, "evidence of what was done"),
        (states.ACTIONS, A.COMPLETED, A.CLOSED, {"evidence"}, "the meeting that agrees it"),
        (
            *(states.ACTIONS, A.COMPLETED, A.CLOSED, set()),
            "evidence of what was done and the meeting that agrees it",
        ),
        (states.ACTIONS, A.CLOSED, A.REOPENED, {"evidence"}, "a reason"),
        (states.ACTIONS, A.PROPOSED, A.CANCELLED, set(), "a reason"),
        (states.MEETINGS, M.CANCELLED, M.PLANNED, set(), "a reason"),
    ],
)
def test_a_step_names_what_it_needs(
    machine: states.Machine[Any], current: Any, target: Any, given: set[str], missing: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        states.move(machine, current, target, given)
    assert refusal.value.what == (
        f"{machine.subject} {machine.verb} “{current.label}” and cannot become “{target.label}”"
        f" without {missing}."
    )


def test_an_owner_completes_an_action_with_evidence_only() -> None:
    states.move(states.ACTIONS, A.OPEN, A.COMPLETED, {states.EVIDENCE})
    with pytest.raises(Refusal, match="without evidence"):
        states.move(states.ACTIONS, A.OPEN, A.COMPLETED, set())


def test_a_refused_step_says_what_may_follow() -> None:
    with pytest.raises(Refusal) as refusal:
        states.move(states.ACTIONS, A.OPEN, A.CLOSED, EVERYTHING, subject="QA-0142")
    assert refusal.value.what == "QA-0142 is “Open” and cannot become “Closed”."
    assert refusal.value.todo == "From here it may become: “Completed”, “On hold”, “Cancelled”."


@pytest.mark.parametrize(
    ("machine", "last", "other", "words"),
    [
        (states.MINUTES, N.RATIFIED, N.DRAFT, "dated correction"),
        (states.ACTIONS, A.CANCELLED, A.OPEN, "raise a new one"),
        (states.MEETINGS, M.HELD, M.PLANNED, "stays held"),
    ],
)
def test_what_has_ended_says_so(
    machine: states.Machine[Any], last: Any, other: Any, words: str
) -> None:
    assert states.allowed(machine, last) == ()
    with pytest.raises(Refusal, match=words):
        states.move(machine, last, other, EVERYTHING)


def test_a_step_to_where_it_stands_is_refused() -> None:
    with pytest.raises(Refusal, match="The minutes are “Approved by co-chairs” already"):
        states.move(states.MINUTES, N.APPROVED, N.APPROVED, EVERYTHING)


@pytest.mark.parametrize(
    ("machine", "current", "target", "way"),
    [
        (states.ACTIONS, A.OPEN, A.CLOSED, (A.COMPLETED, A.CLOSED)),
        (states.ACTIONS, A.PROPOSED, A.CLOSED, (A.OPEN, A.COMPLETED, A.CLOSED)),
        (states.ACTIONS, A.ON_HOLD, A.CLOSED, (A.COMPLETED, A.CLOSED)),
        (states.ACTIONS, A.COMPLETED, A.CLOSED, (A.CLOSED,)),
        (states.MEETINGS, M.PLANNED, M.HELD, (M.AGENDA_SET, M.DISPATCHED, M.HELD)),
    ],
)
def test_a_verb_may_pass_through_several_states(
    machine: states.Machine[Any], current: Any, target: Any, way: tuple[Term, ...]
) -> None:
    assert states.path(machine, current, target) == way


@pytest.mark.parametrize(
    ("current", "words"),
    [(A.CLOSED, "QA-0142 is “Closed” already"), (A.CANCELLED, "stays cancelled")],
)
def test_no_way_leads_from_the_end_or_to_where_it_stands(current: Any, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        states.path(states.ACTIONS, current, A.CLOSED, subject="QA-0142")


@given(st.sampled_from(PAIRS))
def test_every_step_of_a_way_may_be_moved(pair: tuple[type[Term], Any, Any]) -> None:
    kind, current, target = pair
    try:
        way = states.path(MACHINES[kind], current, target)
    except Refusal:
        return
    for step in way:
        states.move(MACHINES[kind], current, step, EVERYTHING)
        current = step
    assert current is target
