"""An action's life: raised, moved, completed, agreed closed, and opened again."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.fixtures.harrow import MEETING, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, ActionOwner, ActionUpdate, DueDateChange
from safeguard_desk.rules import states
from safeguard_desk.rules.terms import ActionStatus, Rating
from safeguard_desk.work import actions

S = ActionStatus
WAYS: dict[ActionStatus, tuple[str, ...]] = {
    S.PROPOSED: ("propose",),
    S.OPEN: (),
    S.ON_HOLD: ("hold",),
    S.COMPLETED: ("complete",),
    S.CLOSED: ("close",),
    S.CANCELLED: ("cancel",),
    S.REOPENED: ("complete", "reopen"),
}
LEADS_TO = {
    "open_up": S.OPEN,
    "hold": S.ON_HOLD,
    "complete": S.COMPLETED,
    "reopen": S.REOPENED,
    "cancel": S.CANCELLED,
    "close": S.CLOSED,
}


class Life:
    """An action that is taken from state to state."""

    def __init__(self, harrow: Harrow) -> None:
        self.harrow = harrow
        self.meeting = harrow.plan()
        self.id = harrow.raise_action()

    def anew(self) -> "Life":
        self.id = self.harrow.raise_action()
        return self

    def go(self, *verbs: str) -> "Life":
        doing: dict[str, Callable[[], object]] = {
            "propose": self.propose,
            "open_up": lambda: self.harrow.do(actions.open_up, self.id),
            "hold": lambda: self.harrow.do(actions.hold, self.id, "Trial"),
            "complete": lambda: self.harrow.do(actions.complete, self.id, "Sent to all"),
            "close": lambda: self.harrow.do(actions.close, self.id, self.meeting, evidence="Seen"),
            "reopen": lambda: self.harrow.do(actions.reopen, self.id, "Old form in use"),
            "cancel": lambda: self.harrow.do(actions.cancel, self.id, "Overtaken"),
        }
        for verb in verbs:
            doing[verb]()
        return self

    def propose(self) -> None:
        new = actions.NewAction("Invite the ambulance service", status=S.PROPOSED)
        group = self.harrow.group()
        self.id = self.harrow.do(lambda uow: actions.raise_action(uow, group, new).id)

    def now(self) -> Action:
        return self.harrow.get(Action, self.id)


@pytest.fixture
def life(harrow: Harrow) -> Life:
    return Life(harrow)


def test_references_run_on_in_each_group_and_are_never_used_again(harrow: Harrow) -> None:
    for _ in range(2):
        harrow.raise_action()
    group = harrow.group("CR")
    harrow.do(actions.raise_action, group, actions.NewAction("Share the learning"))
    harrow.desk.undo()
    harrow.raise_action()
    harrow.do(actions.raise_action, group, actions.NewAction("Share the learning"))
    refs = [action.ref for action in harrow.all(Action)]
    assert refs == ["QA-0001", "QA-0002", "QA-0003", "CR-0002"]


def test_an_action_belongs_to_the_agency_of_its_owner(harrow: Harrow) -> None:
    action = harrow.get(Action, harrow.raise_action())
    assert action.agency_id == harrow.agencies["NHS NWL ICB"]
    assert action.owner_words == "Designated Nurse Safeguarding Children"
    assert action.raised_on == MEETING
    harrow.do(actions.assign, action.id, (harrow.people["HS"], harrow.people["DC"]))
    action = harrow.get(Action, action.id)
    assert action.agency_id == harrow.agencies["Harrow Council Adult Services"]
    assert action.owner_words == "Head of Safeguarding Adults; DCI Public Protection"
    assert [one.person_id for one in harrow.all(ActionOwner)] == [harrow.people["DC"]]
    harrow.do(actions.assign, action.id, (), "To be agreed")
    assert harrow.get(Action, action.id).owner_words == "To be agreed"
    assert harrow.all(ActionOwner) == []


def test_an_action_without_words_is_refused(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="needs words"):
        harrow.raise_action(" ")
    assert harrow.raise_action() is not None
    assert harrow.all(Action)[0].ref == "QA-0001"


@pytest.mark.parametrize("written", ["QA-0001", "qa 1", "QA1", "qa-1"])
def test_an_action_is_found_however_its_reference_is_written(harrow: Harrow, written: str) -> None:
    action = harrow.raise_action()
    assert harrow.do(lambda uow: actions.find(uow, written).id) == action


def test_an_unknown_reference_is_refused(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="QA-0142"):
        harrow.do(actions.find, "QA-0142")
    with pytest.raises(Refusal, match="nonsense"):
        harrow.do(actions.find, "nonsense")


@pytest.mark.parametrize("state", ActionStatus)
def test_every_verb_goes_where_the_table_of_states_lets_it_and_nowhere_else(
    life: Life, state: ActionStatus
) -> None:
    may_become = {step.target for step in states.allowed(states.ACTIONS, state)}
    if state.is_open:
        may_become.add(S.CLOSED)  # a meeting closes whatever is open
    for verb, target in LEADS_TO.items():
        life.anew().go(*WAYS[state])
        assert life.now().status is state
        if target in may_become:
            life.go(verb)
            assert life.now().status is target
        else:
            with pytest.raises(Refusal):
                life.go(verb)
            assert life.now().status is state


def test_an_action_closed_by_a_meeting_carries_its_day_and_evidence(life: Life) -> None:
    life.go("close")
    action = life.now()
    assert (action.completed_on, action.closed_on) == (MEETING, MEETING)
    assert (action.closed_at_id, action.evidence) == (life.meeting, "Seen")


def test_closing_keeps_the_day_and_the_evidence_of_the_owner(life: Life) -> None:
    life.harrow.do(actions.complete, life.id, "Sent to all", on=date(2026, 11, 2))
    life.harrow.do(actions.close, life.id, life.meeting)
    action = life.now()
    assert (action.completed_on, action.closed_on) == (date(2026, 11, 2), MEETING)
    assert action.evidence == "Sent to all"


def test_closing_without_any_evidence_is_refused(life: Life) -> None:
    with pytest.raises(Refusal, match="evidence"):
        life.harrow.do(actions.close, life.id, life.meeting)
    assert life.now().status is S.OPEN


def test_a_reopened_action_is_no_longer_done_but_keeps_what_was_said(life: Life) -> None:
    life.go("close", "reopen")
    action = life.now()
    assert (action.completed_on, action.closed_on, action.closed_at_id) == (None, None, None)
    assert (action.status_reason, action.evidence) == ("Old form in use", "Seen")


def test_taking_an_action_off_hold_forgets_why_it_was_held(life: Life) -> None:
    life.go("hold")
    assert life.now().status_reason == "Trial"
    life.harrow.do(actions.resume, life.id, "")
    assert (life.now().status, life.now().status_reason) == (S.OPEN, "")


@pytest.mark.parametrize("verb", [actions.hold, actions.complete, actions.reopen, actions.cancel])
def test_no_step_is_taken_without_a_reason_or_evidence(
    life: Life, verb: Callable[..., None]
) -> None:
    if verb is actions.reopen:
        life.go("complete")
    before = life.now().status
    with pytest.raises(Refusal, match="without"):
        life.harrow.do(verb, life.id, "  ")
    assert life.now().status is before


def test_a_later_due_date_is_a_slip_and_needs_a_reason(life: Life) -> None:
    later = date(2027, 2, 26)
    with pytest.raises(Refusal, match="QA-0001 moves to a later date"):
        life.harrow.do(actions.move_due, life.id, later, " ")
    assert (life.now().due_on, life.now().slips) == (date(2027, 1, 29), 0)
    life.harrow.do(actions.move_due, life.id, later, "Practices answer in January")
    assert (life.now().due_on, life.now().slips) == (later, 1)
    change = life.harrow.all(DueDateChange)[0]
    assert (change.before_on, change.after_on) == (date(2027, 1, 29), later)
    assert (change.reason, change.on) == ("Practices answer in January", MEETING)


def test_an_earlier_due_date_or_a_first_one_is_no_slip(life: Life) -> None:
    life.harrow.do(actions.move_due, life.id, date(2027, 1, 8), "")
    life.harrow.do(actions.move_due, life.id, date(2027, 1, 8), "")
    assert (life.now().slips, len(life.harrow.all(DueDateChange))) == (0, 1)
    other = life.harrow.raise_action(due_on=None)
    life.harrow.do(actions.move_due, other, date(2027, 3, 1), "")
    assert life.harrow.get(Action, other).slips == 0


def test_taking_the_due_date_away_is_a_slip(life: Life) -> None:
    with pytest.raises(Refusal, match="later date"):
        life.harrow.do(actions.move_due, life.id, None, "")
    life.harrow.do(actions.move_due, life.id, None, "Waits for the national template")
    assert (life.now().due_on, life.now().slips) == (None, 1)


def test_progress_is_dated_and_says_who_told_it(life: Life) -> None:
    life.harrow.do(actions.update, life.id, " First draft shared ")
    update = life.harrow.all(ActionUpdate)[0]
    assert (update.text, update.on, update.by_words) == ("First draft shared", MEETING, "tester")
    with pytest.raises(Refusal, match="needs words"):
        life.harrow.do(actions.update, life.id, "")


def test_a_rating_by_hand_needs_a_reason_and_goes_away_again(life: Life) -> None:
    with pytest.raises(Refusal, match="no reason"):
        life.harrow.do(actions.override_rating, life.id, Rating.RED)
    life.harrow.do(actions.override_rating, life.id, Rating.RED, "Nobody is in post")
    assert (life.now().rating_override, life.now().rating_reason) == (
        Rating.RED,
        "Nobody is in post",
    )
    life.harrow.do(actions.override_rating, life.id, None)
    assert (life.now().rating_override, life.now().rating_reason) == (None, "")
