"""Risks on the map: where they stand, how they moved, and since when that is known."""

from datetime import date, timedelta

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import RiskScore
from safeguard_desk.views.risk_map import RiskMap, before_quarter, risk_map
from safeguard_desk.work import risks


def raised(harrow: Harrow, title: str = "Returns come late") -> str:
    group = harrow.group()
    return harrow.do(lambda uow: risks.raise_risk(uow, group, title).id)


def mapped(harrow: Harrow, since: date | None = None, *, restricted: bool = False) -> RiskMap:
    with harrow.desk.read() as reader:
        return risk_map(reader, since=since, restricted=restricted)


def movement(harrow: Harrow, since: date) -> list[str]:
    return [one.movement for one in mapped(harrow, since).lines]


def test_a_risk_stands_in_its_cell_and_an_unscored_one_beside_the_map(harrow: Harrow) -> None:
    first, second = raised(harrow), raised(harrow, "Staff leave")
    harrow.do(risks.score, first, 4, 3)
    found = mapped(harrow)
    assert [one.id for one in found.at(4, 3)] == [first]
    assert found.at(3, 4) == ()
    assert [one.id for one in found.unscored] == [second]


def test_movement_is_told_from_what_was_judged_by_the_day(harrow: Harrow) -> None:
    risk = raised(harrow)
    harrow.do(risks.score, risk, 2, 4, "Few partners are late")
    start = harrow.clock().date()
    harrow.clock.pass_by(days=40)
    assert movement(harrow, start) == ["unchanged"]
    harrow.do(risks.score, risk, 4, 4, "Three are missing now")
    assert movement(harrow, start) == ["up from 8"]
    harrow.clock.pass_by(days=10)
    harrow.do(risks.score, risk, 1, 4, "All but one came")
    assert movement(harrow, start) == ["down from 8"]
    assert movement(harrow, start + timedelta(days=45)) == ["down from 16"]
    harrow.do(risks.close, risk, "All came")
    assert movement(harrow, start) == ["closed"]
    assert movement(harrow, harrow.clock().date()) == []


def test_a_risk_raised_since_is_new_and_one_day_keeps_one_judgement(harrow: Harrow) -> None:
    eve = harrow.clock().date() - timedelta(days=1)
    risk = raised(harrow)
    harrow.do(risks.score, risk, 2, 2, "At first sight")
    harrow.do(risks.score, risk, 3, 3, "On reflection")
    assert movement(harrow, eve) == ["new"]
    kept = harrow.all(RiskScore, risk_id=risk)
    assert [(one.likelihood, one.impact, one.reason) for one in kept] == [(3, 3, "On reflection")]


def test_a_score_off_the_scale_is_refused_and_nothing_is_noted(harrow: Harrow) -> None:
    risk = raised(harrow)
    with pytest.raises(Refusal, match="from 1 to 5"):
        harrow.do(risks.score, risk, 6, 2)
    assert harrow.all(RiskScore) == []


def test_undo_takes_the_judgement_back_too(harrow: Harrow) -> None:
    risk = raised(harrow)
    harrow.do(risks.score, risk, 2, 2)
    harrow.desk.undo()
    assert mapped(harrow).unscored[0].id == risk
    assert harrow.all(RiskScore) == []


def test_a_restricted_risk_is_on_no_ordinary_map(harrow: Harrow) -> None:
    group = harrow.group("CR")
    harrow.do(lambda uow: risks.raise_risk(uow, group, "The family", restricted=True).id)
    assert mapped(harrow).lines == ()
    assert len(mapped(harrow, restricted=True).lines) == 1


def test_movement_is_usually_told_since_the_eve_of_the_quarter() -> None:
    assert before_quarter(date(2026, 11, 20)) == date(2026, 9, 30)
    assert before_quarter(date(2027, 1, 1)) == date(2026, 12, 31)
