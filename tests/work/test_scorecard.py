"""The scorecard: figures in versions, targets over time, what is awaited, what a signal opens."""

from datetime import date

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Commentary,
    Indicator,
    IndicatorTarget,
    Link,
    Measurement,
    Risk,
)
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.rating import six_month_limit
from safeguard_desk.rules.signals import Standing
from safeguard_desk.rules.terms import ActionSource, RiskStatus, Side
from safeguard_desk.rules.terms_quality import (
    Against,
    Direction,
    Frequency,
    Measured,
    SignalKind,
    Unit,
)
from safeguard_desk.views import measured
from safeguard_desk.views import scorecard as views
from safeguard_desk.work import commentary, risks, scorecard, warning
from safeguard_desk.work.actions import NewAction
from safeguard_desk.work.scorecard import Entry, NewIndicator

Q2, Q1, Q4, Q3 = (Period.parse(code) for code in ("2026-Q2", "2026-Q1", "2025-Q4", "2025-Q3"))
GP = NewIndicator(
    "GPs attending or reporting to initial conferences",
    side=Side.CHILDREN,
    unit=Unit.PERCENT,
    direction=Direction.UP,
)


def added(harrow: Harrow, new: NewIndicator = GP) -> str:
    group = harrow.group()
    return harrow.do(lambda uow: scorecard.add_indicator(uow, group, new).id)


def typed(harrow: Harrow, indicator: str, period: Period, text: str) -> bool:
    return harrow.do(scorecard.type_in, Entry(indicator, period, text))


def row(harrow: Harrow, last: Period = Q2) -> views.IndicatorRow:
    with harrow.desk.read() as reader:
        return views.scorecard(reader, harrow.group(), last=last, count=4).rows[0]


def test_an_indicator_is_added_under_a_reference_of_its_group_and_once(harrow: Harrow) -> None:
    first = harrow.get(Indicator, added(harrow))
    assert (first.ref, first.position) == ("QA-I-0001", 1)
    with pytest.raises(Refusal, match="on the scorecard already, as QA-I-0001"):
        added(harrow, NewIndicator("gps attending or reporting  to initial conferences"))
    with pytest.raises(Refusal, match="needs a name"):
        added(harrow, NewIndicator("  "))
    assert len(harrow.all(Indicator)) == 1


def test_a_figure_of_numerator_and_denominator_keeps_both(harrow: Harrow) -> None:
    indicator = added(harrow)
    assert typed(harrow, indicator, Q2, "45/60")
    (held,) = harrow.all(Measurement)
    assert (held.value, held.numerator, held.denominator) == (75.0, 45.0, 60.0)
    assert (held.period, held.starts_on, held.typed) == ("2026-Q2", date(2026, 7, 1), "45/60")
    assert not typed(harrow, indicator, Q2, "75% (45/60)")


@pytest.mark.parametrize("text", ["<5", "*", "awaited", "n/a", "-"])
def test_what_is_no_figure_is_kept_without_a_number(harrow: Harrow, text: str) -> None:
    typed(harrow, added(harrow), Q2, text)
    (held,) = harrow.all(Measurement)
    assert held.kind is not Measured.FIGURE
    assert (held.value, held.numerator, held.denominator) == (None, None, None)


def test_a_figure_that_confirms_a_provisional_one_keeps_it_in_history(harrow: Harrow) -> None:
    indicator = added(harrow)
    typed(harrow, indicator, Q2, "87.2 p")
    harrow.clock.pass_by(days=30)
    typed(harrow, indicator, Q2, "88.1")
    with harrow.desk.read() as reader:
        said = measured.versions(reader, indicator, Q2)
    assert [(one.reading.value, one.reading.provisional, one.stands) for one in said] == [
        (87.2, True, False),
        (88.1, False, True),
    ]
    assert row(harrow).cells[-1].earlier == 1
    assert row(harrow).cells[-1].revised
    assert harrow.desk.check().faults == ()


def test_a_slip_of_the_same_day_is_corrected_in_place(harrow: Harrow) -> None:
    indicator = added(harrow)
    typed(harrow, indicator, Q2, "78")
    typed(harrow, indicator, Q2, "87")
    assert [one.value for one in harrow.all(Measurement)] == [87.0]
    harrow.clock.pass_by(days=1)
    typed(harrow, indicator, Q2, "86")
    assert [one.value for one in harrow.all(Measurement)] == [87.0, 86.0]


def test_an_emptied_cell_gives_back_what_stood_before_and_undo_gives_back_both(
    harrow: Harrow,
) -> None:
    indicator = added(harrow)
    typed(harrow, indicator, Q2, "80 p")
    harrow.clock.pass_by(days=1)
    typed(harrow, indicator, Q2, "82")
    assert typed(harrow, indicator, Q2, "")
    (held,) = harrow.all(Measurement)
    assert (held.value, held.superseded_on) == (80.0, None)
    harrow.desk.undo()
    assert [one.value for one in harrow.all(Measurement)] == [80.0, 82.0]
    assert harrow.desk.check().faults == ()


def test_a_figure_is_refused_for_a_period_to_come_or_of_another_rhythm(harrow: Harrow) -> None:
    indicator = added(harrow)
    with pytest.raises(Refusal, match="has not begun"):
        typed(harrow, indicator, Period.parse("2027-Q1"), "80")
    with pytest.raises(Refusal, match="is measured every quarter"):
        typed(harrow, indicator, Period.parse("2026-07"), "80")
    harrow.do(scorecard.end, indicator, date(2026, 3, 31))
    with pytest.raises(Refusal, match="ended on 31 Mar 2026"):
        typed(harrow, indicator, Q2, "80")
    assert harrow.all(Measurement) == []


def test_cells_are_taken_all_or_none_and_each_fault_is_named(harrow: Harrow) -> None:
    indicator = added(harrow)
    cells = [
        Entry(indicator, Q4, "61/60"),
        Entry(indicator, Q1, "80%"),
        Entry(indicator, Q2, "about 80"),
    ]
    with pytest.raises(Refusal) as refusal:
        harrow.do(scorecard.type_many, cells)
    assert "Q4 25/26: 61 of 60: the numerator is above" in refusal.value.what
    assert "Q2 26/27: “about 80” is no figure" in refusal.value.what
    assert harrow.all(Measurement) == []
    good = [Entry(indicator, Q4, "0.11"), Entry(indicator, Q1, "0.19"), Entry(indicator, Q2, "")]
    assert harrow.do(scorecard.type_many, good) == 2
    assert [one.value for one in harrow.all(Measurement)] == [11.0, 19.0]


def test_a_target_holds_from_its_day_and_the_earlier_one_for_its_own_time(harrow: Harrow) -> None:
    indicator = added(harrow)
    assert harrow.do(scorecard.set_target, indicator, 60.0, valid_from=date(2025, 4, 1))
    assert harrow.do(scorecard.set_target, indicator, 80.0, tolerance=5.0, valid_from=Q1.starts_on)
    assert not harrow.do(scorecard.set_target, indicator, 80.0, valid_from=Q2.starts_on)
    assert len(harrow.all(IndicatorTarget)) == 2
    for period, text in ((Q4, "70%"), (Q1, "76%"), (Q2, "70%")):
        typed(harrow, indicator, period, text)
    cells = row(harrow).cells[1:]
    assert [(one.target, one.standing) for one in cells] == [
        (60.0, Standing.ON),
        (80.0, Standing.NEAR),
        (80.0, Standing.OFF),
    ]


def test_a_comparator_is_no_target(harrow: Harrow) -> None:
    indicator = added(harrow)
    harrow.do(scorecard.set_target, indicator, 55.0, against=Against.LONDON, valid_from=date.min)
    typed(harrow, indicator, Q2, "40%")
    found = row(harrow)
    assert found.target is None
    assert found.cells[-1].standing is None
    assert [one.against for one in found.levels] == [Against.LONDON]


def warned(harrow: Harrow) -> str:
    indicator = added(harrow)
    harrow.do(scorecard.set_target, indicator, 60.0, valid_from=date(2025, 4, 1))
    for period, text in ((Q4, "70%"), (Q1, "19%"), (Q2, "19%")):
        typed(harrow, indicator, period, text)
    return indicator


def test_two_quarters_off_target_warn_and_not_before_the_second(harrow: Harrow) -> None:
    warned(harrow)
    (found,) = row(harrow).signals
    assert found.kind is SignalKind.OFF_TARGET
    assert found.words == "off target two periods running, Q1 26/27 to Q2 26/27"
    assert row(harrow, last=Q1).signals == ()


def test_a_signal_opens_a_performance_risk_with_actions_in_one_step_and_once(
    harrow: Harrow,
) -> None:
    indicator = warned(harrow)
    new = NewAction("Agree a reporting route with practices", due_on=date(2027, 2, 1))
    risk, (action,) = harrow.do(
        warning.open_risk, indicator, "off target two periods running", [new]
    )
    assert risk.ref == "QA-R-0001"
    assert risk.side is Side.CHILDREN
    (held,) = harrow.all(Action)
    assert (held.source, held.source_kind, held.source_id) == (
        ActionSource.RISK,
        "risks",
        risk.id,
    )
    assert held.raised_at == "Risk QA-R-0001"
    assert held.plan_agreed_on == date(2026, 11, 17)
    assert held.due_on is not None
    assert held.due_on < six_month_limit(held.plan_agreed_on)
    (link,) = harrow.all(Link)
    assert (link.from_kind, link.from_id, link.to_id) == ("indicators", indicator, risk.id)
    assert row(harrow).risk == ("QA-R-0001", risk.id)
    with pytest.raises(Refusal, match="QA-R-0001 is open already for QA-I-0001"):
        harrow.do(warning.open_risk, indicator, "again")
    harrow.do(risks.close, risk.id)
    assert row(harrow).risk is None
    again, _ = harrow.do(warning.open_risk, indicator, "again")
    assert again.status is RiskStatus.OPEN
    assert action.ref == "QA-0001"
    assert harrow.desk.check().faults == ()


def test_one_undo_takes_risk_link_and_actions_back(harrow: Harrow) -> None:
    indicator = warned(harrow)
    harrow.do(warning.open_risk, indicator, "off target", [NewAction("Do it")])
    harrow.desk.undo()
    assert (harrow.all(Risk), harrow.all(Link), harrow.all(Action)) == ([], [], [])


def test_commentary_is_kept_for_each_period_and_not_written_over(harrow: Harrow) -> None:
    indicator = added(harrow)
    harrow.do(commentary.comment, indicator, Q1, "Two practices closed.")
    harrow.do(commentary.comment, indicator, Q2, "A new template is in use.", seen="")
    harrow.do(commentary.comment, indicator, Q2, "A new template is used.", seen=None)
    with pytest.raises(Refusal, match="Somebody has changed this meanwhile"):
        harrow.do(commentary.comment, indicator, Q2, "Mine", seen="A new template is in use.")
    assert [one.commentary for one in row(harrow).cells[2:]] == [
        "Two practices closed.",
        "A new template is used.",
    ]
    harrow.do(commentary.comment, indicator, Q1, "")
    assert [one.period for one in harrow.all(Commentary)] == ["2026-Q2"]


def test_figures_that_are_not_there_are_awaited_from_the_day_after_their_period(
    harrow: Harrow,
) -> None:
    indicator = added(
        harrow, NewIndicator("Return interviews", agency_words="Met Police / Council")
    )
    typed(harrow, indicator, Q3, "12")
    typed(harrow, indicator, Q4, "<5")
    typed(harrow, indicator, Q1, "awaited")
    with harrow.desk.read() as reader:
        found = views.awaited(reader)
    assert [(one.period.code, one.since, one.said, one.agency) for one in found] == [
        ("2026-Q1", date(2026, 7, 1), "awaited", "Met Police / Council"),
        ("2026-Q2", date(2026, 10, 1), "", "Met Police / Council"),
    ]
    harrow.do(scorecard.end, indicator, date(2026, 6, 30))
    with harrow.desk.read() as reader:
        assert [one.period.code for one in views.awaited(reader)] == ["2026-Q1"]


def test_the_unit_stays_once_figures_are_known(harrow: Harrow) -> None:
    indicator = added(harrow)
    harrow.do(scorecard.edit, indicator, "unit", Unit.PERCENT, Unit.RATE)
    typed(harrow, indicator, Q2, "12.4")
    with pytest.raises(Refusal, match="has figures in its unit"):
        harrow.do(scorecard.edit, indicator, "unit", Unit.RATE, Unit.NUMBER)
    with pytest.raises(Refusal, match="in its frequency"):
        harrow.do(scorecard.edit, indicator, "frequency", Frequency.QUARTER, Frequency.MONTH)
    harrow.do(scorecard.edit, indicator, "started_on", None, date(2026, 1, 1))
    with pytest.raises(Refusal, match="before it began"):
        harrow.do(scorecard.end, indicator, date(2025, 1, 1))


def test_a_board_sees_the_indicators_of_its_side(harrow: Harrow) -> None:
    added(harrow)
    added(harrow, NewIndicator("Concerns", side=Side.ADULTS))
    added(harrow, NewIndicator("Domestic abuse", side=Side.BOTH, frequency=Frequency.MONTH))
    with harrow.desk.read() as reader:
        children = views.scorecard(reader, sides=frozenset({Side.CHILDREN, Side.BOTH}))
        assert [one.title for one in children.rows] == [GP.title]
        assert children.rhythms == (Frequency.MONTH, Frequency.QUARTER)
        assert len(views.scorecard(reader, frequency=Frequency.MONTH).rows) == 1


@pytest.mark.parametrize(
    ("words", "value", "tolerance"),
    [("85", 85.0, 0.0), ("85%", 85.0, 0.0), ("85 ±2", 85.0, 2.0), ("85% +/-2.5", 85.0, 2.5)],
)
def test_a_target_is_typed_with_its_tolerance(
    harrow: Harrow, words: str, value: float, tolerance: float
) -> None:
    indicator = added(harrow)
    harrow.do(scorecard.set_target_typed, indicator, words)
    (held,) = harrow.all(IndicatorTarget)
    assert (held.value, held.tolerance) == (value, tolerance)
    with pytest.raises(Refusal, match="is no target"):
        harrow.do(scorecard.set_target_typed, indicator, "<5")


def test_a_first_target_holds_from_the_beginning_and_a_later_one_from_the_running_period(
    harrow: Harrow,
) -> None:
    indicator = added(harrow)
    typed(harrow, indicator, Q4, "70%")
    harrow.do(scorecard.set_target_typed, indicator, "60")
    harrow.do(scorecard.set_target_typed, indicator, "80 ±2")
    harrow.do(scorecard.set_target_typed, indicator, "none")
    assert [(one.value, one.valid_from) for one in harrow.all(IndicatorTarget)] == [
        (60.0, Q4.starts_on),
        (None, date(2026, 10, 1)),  # the second was a slip of the same day
    ]
    found = row(harrow)
    assert found.target is None
    assert found.cells[1].target == 60.0


def test_a_figure_that_was_only_confirmed_is_not_revised(harrow: Harrow) -> None:
    indicator = added(harrow)
    typed(harrow, indicator, Q2, "87.2 p")
    typed(harrow, indicator, Q2, "87.2")
    cell = row(harrow).cells[-1]
    assert (cell.earlier, cell.revised) == (1, False)


def test_a_run_chart_begins_with_the_first_figure(harrow: Harrow) -> None:
    indicator = added(harrow)
    typed(harrow, indicator, Period.parse("2023-Q1"), "50%")
    typed(harrow, indicator, Q2, "60%")
    with harrow.desk.read() as reader:
        long = views.over_time(reader, indicator, Q2)
    assert long is not None
    assert long.cells[0].period.code == "2023-Q1"
    assert len(long.cells) == 14
