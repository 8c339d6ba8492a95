"""Escalations there and back, challenges with their answers, and guidance with its editions."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Lacking, Refusal
from safeguard_desk.models import (
    Board,
    Challenge,
    Group,
    Guidance,
    Matter,
    MatterMove,
)
from safeguard_desk.rules.terms import GroupKind, MatterState
from safeguard_desk.rules.terms_boards import Answer, ChallengeOutcome, GuidanceState
from safeguard_desk.rules.terms_quality import Turn
from safeguard_desk.views import assurance
from safeguard_desk.work import (
    answering,
    challenges,
    escalating,
    guidance,
    inspections,
    linking,
    matters,
)


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def made(harrow: Harrow, verb: Any, *given: Any, **more: Any) -> str:
    return str(harrow.do(lambda uow: verb(uow, *given, **more).id))


def escalated(harrow: Harrow, ask: str = "Fund an analyst") -> tuple[str, str]:
    """Put something before a board; return the ids of the matter and of the escalation."""
    board = harrow.all(Board, code="HSCB")[0].id
    matter = made(harrow, escalating.put_before, harrow.group(), board, ask)
    with harrow.desk.read() as reader:
        moved = select(MatterMove.id).where(MatterMove.matter_id == matter)
        return matter, str(reader.scalar(moved))


def test_what_the_board_decides_comes_back_to_the_groups_next_agenda(harrow: Harrow) -> None:
    matter, escalation = escalated(harrow)
    move = harrow.get(MatterMove, escalation)
    assert (move.ref, move.answer) == ("QA-ESC-0001", Answer.AWAITED)
    assert harrow.get(Group, harrow.get(Matter, matter).group_id).kind is GroupKind.BOARD
    harrow.do(answering.decide, escalation, "Agreed for a year", reason="It fits the priority")
    move = harrow.get(MatterMove, escalation)
    assert (move.answer, move.decision) == (Answer.DECIDED, "Agreed for a year")
    assert harrow.get(Matter, matter).group_id == harrow.group()
    harrow.do(answering.hear, escalation)
    assert harrow.get(MatterMove, escalation).answer is Answer.HEARD
    assert harrow.get(Matter, matter).state is MatterState.CLOSED


def test_a_decision_needs_words_and_is_taken_once(harrow: Harrow) -> None:
    _, escalation = escalated(harrow)
    with pytest.raises(Lacking, match="not said what the board decided"):
        harrow.do(answering.decide, escalation, " ")
    with pytest.raises(Refusal, match="is with the board"):
        harrow.do(answering.hear, escalation)
    harrow.do(answering.decide, escalation, "No")
    with pytest.raises(Refusal, match="already"):
        harrow.do(answering.decide, escalation, "Yes")


def test_what_is_put_off_goes_on_waiting_and_what_is_sent_back_is_answered(
    harrow: Harrow,
) -> None:
    matter, escalation = escalated(harrow)
    harrow.do(answering.defer, escalation, "The budget is not known")
    with harrow.desk.read() as reader:
        (row,) = assurance.escalations(reader, waiting=True)
    assert (row.answer, row.reason) == (Answer.DEFERRED, "The budget is not known")
    harrow.do(matters.send_back, matter, "Not for the board")
    move = harrow.get(MatterMove, escalation)
    assert (move.answer, move.decision) == (Answer.DECIDED, "Not for the board")


def test_a_matter_that_the_board_closes_is_closed_without_a_decision(harrow: Harrow) -> None:
    matter, escalation = escalated(harrow)
    harrow.do(matters.close, matter)
    assert harrow.get(MatterMove, escalation).answer is Answer.CLOSED
    harrow.do(matters.reopen, matter)
    assert harrow.get(MatterMove, escalation).answer is Answer.AWAITED


def test_a_challenge_over_an_inspection_and_its_answer_stand_in_the_log(harrow: Harrow) -> None:
    inspection = made(harrow, inspections.receive, harrow.group(), "Two care homes")
    harrow.do(inspections.say, inspection, Turn.CHALLENGE, "Why so late?")
    (asked,) = harrow.all(Challenge)
    assert (asked.ref, asked.text, asked.response) == ("QA-CH-0001", "Why so late?", "")
    harrow.do(inspections.say, inspection, Turn.RESPONSE, "A rota is in place")
    (asked,) = harrow.all(Challenge)
    assert asked.response == "A rota is in place"
    assert harrow.do(challenges.gather) == 0


def test_a_challenge_is_chased_until_it_is_answered_and_settled_in_words(harrow: Harrow) -> None:
    asked = made(harrow, challenges.challenge, harrow.group(), "Who attends?")
    first = harrow.get(Challenge, asked)
    assert first.answer_by == first.made_on + timedelta(days=28)
    harrow.do(challenges.chase, asked)
    assert harrow.get(Challenge, asked).chases == 1
    harrow.do(challenges.respond, asked, "The named doctor")
    with pytest.raises(Refusal, match="has been answered"):
        harrow.do(challenges.chase, asked)
    with pytest.raises(Lacking, match="is not said"):
        harrow.do(challenges.settle, asked, ChallengeOutcome.ACCEPTED, " ")
    harrow.do(challenges.settle, asked, ChallengeOutcome.ACCEPTED, "Seen at two meetings")
    assert harrow.get(Challenge, asked).outcome is ChallengeOutcome.ACCEPTED


def test_a_local_addition_needs_its_reason_and_lives_in_editions(harrow: Harrow) -> None:
    with pytest.raises(Lacking, match="not said why"):
        harrow.do(guidance.begin, harrow.group(), "Neglect toolkit")
    made_id = made(harrow, guidance.begin, harrow.group(), "Neglect toolkit", reason="No scale")
    harrow.do(guidance.consult, made_id, "All partners")
    assert harrow.get(Guidance, made_id).state is GuidanceState.CONSULTATION
    day = date(2026, 11, 2)
    harrow.do(lambda uow: guidance.approve(uow, made_id, "First edition", on=day).id)
    found = harrow.get(Guidance, made_id)
    assert (found.edition, found.review_on) == ("1", date(2028, 11, 2))
    with pytest.raises(Refusal, match="edition 1 already"):
        harrow.do(lambda uow: guidance.approve(uow, made_id, edition="1").id)
    harrow.do(guidance.withdraw, made_id, "London's procedures say it now")
    with pytest.raises(Refusal, match="was withdrawn"):
        harrow.do(guidance.consult, made_id, "All partners")


def test_work_serves_a_priority_whichever_was_chosen_first(harrow: Harrow) -> None:
    from safeguard_desk.models import Link
    from safeguard_desk.work import boards

    board = harrow.all(Board, code="HSCB")[0].id
    priority = made(harrow, boards.add_priority, board, 2026, "Neglect")
    finding = made(harrow, linking.add_finding, harrow.group(), "Returns are late")
    harrow.do(linking.link, ("findings", finding), ("priorities", priority))
    (held,) = harrow.all(Link)
    assert (held.from_kind, held.to_kind, held.kind.value) == (
        "priorities",
        "findings",
        "served_by",
    )
