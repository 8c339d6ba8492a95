"""Evidence for the annual report: each statement with its sources, and each gap named."""

from datetime import date

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock
from tests.papers.flat import flat

from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import AgendaItem, Board, Meeting, Priority
from safeguard_desk.papers import make
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.statutory import ADULTS, CHILDREN, required
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_thread import Response
from safeguard_desk.views.annual import GATHERED, AnnualEvidence, evidence
from safeguard_desk.work import actions, boards, linking, planning
from safeguard_desk.work.actions import NewAction


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def board(harrow: Harrow, code: str) -> str:
    return harrow.all(Board, code=code)[0].id


def found(harrow: Harrow, code: str = "HSAB", year: int = 2026) -> AnnualEvidence:
    with harrow.desk.read() as reader:
        return evidence(reader, board(harrow, code), year)


def under(harrow: Harrow, requirement: str, code: str = "HSAB") -> tuple[list[str], str]:
    whole = found(harrow, code)
    one = next(each for each in whole.evidence if each.requirement.code == requirement)
    return [statement.text for statement in one.statements], one.gap


def closed(harrow: Harrow, side: Side, **more: object) -> str:
    meeting = (
        harrow.plan(date(2026, 11, 17)) if not harrow.all(Meeting) else harrow.all(Meeting)[0].id
    )
    group = harrow.group()
    new = NewAction("Share the toolkit", owners=(harrow.people["DN"],), side=side, **more)  # type: ignore[arg-type]
    action = harrow.do(lambda uow: actions.raise_action(uow, group, new).id)
    harrow.do(actions.complete, action, "Minutes of the team meeting")
    harrow.do(lambda uow: planning.be_held(uow, uow.get(Meeting, meeting)))
    harrow.do(actions.close, action, meeting)
    return action


def test_every_requirement_of_the_law_has_its_evidence_gathered() -> None:
    assert {one.code for one in (*ADULTS, *CHILDREN)} == set(GATHERED)
    assert [one.source[-3:] for one in ADULTS] == [f"({letter})" for letter in "abcdefg"]
    joint = required(Side.BOTH)
    assert len({one.code for one in joint}) == len(joint)


def test_an_empty_year_is_all_gaps_but_where_none_is_an_answer(harrow: Harrow) -> None:
    whole = found(harrow, year=2019)
    silent = {one.requirement.code for one in whole.evidence if not one.gap}
    assert silent == {"ongoing", "rejected"}
    assert all("Nothing on record" in one.gap for one in whole.gaps)


def test_a_priority_that_nothing_served_is_a_gap_and_says_which(harrow: Harrow) -> None:
    hsab = board(harrow, "HSAB")
    harrow.do(lambda uow: boards.add_priority(uow, hsab, 2026, "Self-neglect").id)
    assert under(harrow, "strategy") == ([], "Nothing on record for this year.")
    meeting = harrow.plan(date(2026, 11, 17))
    harrow.do(lambda uow: planning.be_held(uow, uow.get(Meeting, meeting)))
    first = harrow.all(Priority)[0].id
    item = harrow.items(meeting)[1].id
    harrow.do(lambda uow: setattr(uow.get(AgendaItem, item), "priority_id", first))
    said, gap = under(harrow, "strategy")
    assert said == ["Priority 1, Self-neglect: 1 meeting considered it in 1 item."]
    assert gap == ""


def test_members_are_told_by_what_they_completed_and_the_idle_are_named(harrow: Harrow) -> None:
    closed(harrow, Side.ADULTS)
    said, gap = under(harrow, "members")
    assert any(text.startswith("NHS NWL ICB completed 1 action") for text in said)
    assert "Nothing on record from" in gap
    assert "NHS NWL ICB" not in gap


def test_each_board_hears_of_its_side_only(harrow: Harrow) -> None:
    closed(harrow, Side.ADULTS)
    said, _ = under(harrow, "objective")
    assert "1 action was completed and agreed closed." in said
    texts = [
        statement.text
        for one in found(harrow, "HSCB").evidence
        for statement in one.statements
        if one.requirement.code != "members"
    ]
    assert not any("agreed closed" in text for text in texts)


def test_a_finding_that_is_not_implemented_is_told_with_its_reason(harrow: Harrow) -> None:
    group = harrow.group("CR")
    recommendation = harrow.do(
        lambda uow: (
            linking.recommend_from(
                uow,
                group,
                "Move the panel to weekly meetings",
                ("reviews", "0" * 32),
                side=Side.ADULTS,
            ).id
        )
    )
    harrow.do(linking.respond, recommendation, Response.REJECTED, "The panel sits daily already")
    said, gap = under(harrow, "rejected")
    assert len(said) == 1
    assert "is not implemented: The panel sits daily already" in said[0]
    assert gap == ""


def test_the_paper_names_sources_under_each_statement_and_counts_the_gaps(harrow: Harrow) -> None:
    closed(harrow, Side.BOTH)
    with harrow.desk.read() as reader:
        text = flat(
            make("annual-evidence", reader, Request(board_id=board(harrow, "HSAB"), year=2026))
        )
    assert "Care Act 2014, Schedule 2, paragraph 4(1)(g)" in text
    assert "Sources: QA-0001" in text
    assert "have a gap" in text
    assert text.index("What is missing") < text.index("Asked: what each member has done")
