"""What the scorecard brings to the group's agenda and to the Home page."""

from datetime import date

import pytest
from tests.fixtures.harrow import NEXT, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import ItemKind
from safeguard_desk.rules.terms_quality import Direction, Unit
from safeguard_desk.views import building, scorecard_due, today
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.work import building as taking
from safeguard_desk.work import scorecard, warning
from safeguard_desk.work.scorecard import Entry, NewIndicator


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)


def measured(harrow: Harrow) -> str:
    """Add an indicator that is off target for two quarters, with a figure awaited before."""
    group, icb = harrow.group(), harrow.agencies["NHS NWL ICB"]
    new = NewIndicator("GP reports", agency_id=icb, unit=Unit.PERCENT, direction=Direction.UP)
    found = harrow.do(lambda uow: scorecard.add_indicator(uow, group, new).id)
    harrow.do(scorecard.set_target, found, 60.0, valid_from=date(2025, 4, 1))
    for code, text in (("2025-Q4", "awaited"), ("2026-Q1", "19%"), ("2026-Q2", "19%")):
        harrow.do(scorecard.type_in, Entry(found, Period.parse(code), text))
    return found


def of_scorecard(harrow: Harrow, meeting: str) -> list[Proposal]:
    with harrow.desk.read() as reader:
        found = building.proposals(reader, meeting)
    return [one for one in found if one.under == scorecard_due.UNDER]


def test_a_signal_and_the_agency_that_owes_figures_come_to_the_next_agenda(
    harrow: Harrow,
) -> None:
    measured(harrow)
    meeting = harrow.plan(NEXT)
    signal, owed = of_scorecard(harrow, meeting)
    assert signal.line == (
        "QA-I-0001 GP reports: off target two periods running, Q1 26/27 to Q2 26/27"
    )
    assert signal.reason == "Signal; no risk is open for it"
    assert signal.kind is ItemKind.DUE
    assert owed.line == "Awaited from ICB: GP reports"
    assert owed.reason == "1 figure awaited from ICB since 1 Apr 2026"


def test_a_line_that_was_taken_is_not_proposed_again(harrow: Harrow) -> None:
    measured(harrow)
    meeting = harrow.plan(NEXT)
    wanted = [one.id for one in of_scorecard(harrow, meeting)]
    harrow.do(taking.build_agenda, meeting, wanted)
    assert of_scorecard(harrow, meeting) == []
    item = next(one for one in harrow.items(meeting) if one.code == "scorecard")
    assert "QA-I-0001 GP reports" in item.notes


def test_another_group_s_agenda_is_left_alone(harrow: Harrow) -> None:
    measured(harrow)
    assert of_scorecard(harrow, harrow.plan(NEXT, "LD")) == []


def test_home_tells_of_signals_without_a_risk_and_of_figures_awaited(harrow: Harrow) -> None:
    found = measured(harrow)
    with harrow.desk.read() as reader:
        lines = {one.title: one.lines for one in today.today(reader)}["Scorecard"]
    assert [(one.words, one.late) for one in lines] == [
        ("1 indicator warns", True),
        ("1 figure awaited from ICB since 1 Apr 2026", False),
    ]
    assert (lines[0].kind, lines[0].id) == ("indicators", found)
    harrow.do(warning.open_risk, found, "off target")
    with harrow.desk.read() as reader:
        lines = {one.title: one.lines for one in today.today(reader)}["Scorecard"]
    assert [one.words for one in lines] == ["1 figure awaited from ICB since 1 Apr 2026"]
