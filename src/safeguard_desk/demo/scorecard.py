"""The demonstration's scorecard: two years of quarters, one set of months, and what warns."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Indicator
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.periods import Period, up_to
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import Against, Direction, Frequency, Unit
from safeguard_desk.work import commentary, scorecard, warning
from safeguard_desk.work.scorecard import Entry, NewIndicator

_C, _A, _B = Side.CHILDREN, Side.ADULTS, Side.BOTH
_NUMBER, _PERCENT, _RATE = Unit.NUMBER, Unit.PERCENT, Unit.RATE
_UP, _DOWN, _NEITHER = Direction.UP, Direction.DOWN, Direction.NEITHER


class _Told(NamedTuple):
    """An indicator with its figures as they were typed, quarter by quarter."""

    title: str
    definition: str
    side: Side
    agency: str
    unit: Unit
    direction: Direction
    target: float | None
    tolerance: float
    london: float | None
    figures: str


TOLD = (
    _Told("Contacts to MASH", "Contacts received by the Multi-Agency Safeguarding Hub", _C, "HCS",
          _NUMBER, _NEITHER, None, 0, None, "2301 2366 2352 2410 2522 2603 2688 2744"),
    _Told("Re-referrals within 12 months", "Referrals within twelve months of an earlier one", _C,
          "HCS", _PERCENT, _DOWN, 20, 1, 18.5, "18.8% 19.6% 18.9% 19.2% 20.4% 22.1% 23.8% 24.3%"),
    _Told("Section 47 enquiries per 10,000", "Enquiries begun in the quarter, per 10,000 children",
          _C, "HCS", _RATE, _NEITHER, None, 0, 48.2, "42.1 44.0 43.2 45.9 44.7 46.3 45.1 47.0"),
    _Told("Child protection plans per 10,000", "Plans at the end of the quarter", _C, "HCS", _RATE,
          _NEITHER, 38, 3, 35.1, "36.9 35.8 36.4 36.2 37.0 39.5 40.2 39.7"),
    _Told("Initial conferences within 15 working days", "Of the strategy discussion", _C, "HCS",
          _PERCENT, _UP, 85, 2, 81, "61/72 58/70 66/78 64/77 60/70 55/70 63/72 62/71"),
    _Told("GPs attending or reporting to initial conferences", "A report in time, or attendance",
          _C, "ICB", _PERCENT, _UP, 60, 5, None, "6% 8% 7% 9% 11% 11% 19% 19%"),
    _Told("Health assessments of looked-after children in time", "Initial assessments within 20"
          " working days", _C, "CNWL", _PERCENT, _UP, 90, 3, 84,
          "24/27 22/25 25/27 21/24 20/24 19/23 23/26 awaited"),
    _Told("Return interviews within 72 hours", "Of the child being found", _C, "Police", _PERCENT,
          _UP, 80, 3, 66, "64% 69% 66% 70% 68% 71% awaited awaited"),
    _Told("Children in custody with a health plan", "Children, at the end of the quarter", _C,
          "YJS", _NUMBER, _UP, None, 0, None, "<5 <5 5 <5 <5 6 <5 <5"),
    _Told("Children educated at home who were seen", "In the last twelve months", _C, "Secondary",
          _PERCENT, _UP, 75, 3, None, "68% 70% 71% 73% 74% 76% 78% 79%"),
    _Told("Safeguarding concerns (adults)", "Concerns received", _A, "HAS", _NUMBER, _NEITHER,
          None, 0, None, "488 495 521 512 530 498 561 547"),
    _Told("Section 42 conversion", "Concerns that led to an enquiry", _A, "HAS", _PERCENT,
          _NEITHER, 35, 4, 33, "34% 33% 32% 31% 32% 36% 34% 35%"),
    _Told("Making Safeguarding Personal: outcomes met", "Fully or partly, of those asked", _A,
          "HAS", _PERCENT, _UP, 90, 1, 93, "94% 93% 92% 93% 91% 88% 86% 85%"),
    _Told("DoLS requests waiting over 21 days", "At the end of the quarter", _A, "HAS", _NUMBER,
          _DOWN, 100, 10, None, "118 126 131 144 151 160 172 181"),
    _Told("Home fire safety visits to adults at risk", "Visits made on referral", _A, "LFB",
          _NUMBER, _UP, 40, 5, None, "38 41 44 40 43 missing 39 -"),
)  # fmt: skip
"""The last quarter's figures are provisional; the one before was, and has been confirmed."""
_MONTHS = "31 36 33 29 34 38 32 30 35 33 31 36 39 41 44 40 43 46 42 45 47 44 48 45"
_MISSING = _Told(
    "Children missing from home or care", "Children, in the month", _C, "Police", _NUMBER, _DOWN,
    40, 2, None, _MONTHS,
)  # fmt: skip
_SAID = (
    (5, -1, "Practices were sent the new report template in the quarter; two of nine use it."),
    (5, -2, "The named GP has written to every practice."),
    (1, -1, "A third of re-referrals are of domestic abuse; an audit is proposed."),
    (4, -3, "Two conferences were moved for school holidays."),
    (12, -1, "Advocates were asked for less often since the provider changed."),
)


def measure(stage: Stage) -> None:
    """Put the indicators on the scorecard and type in their figures as quarters came in."""
    last = Period.of(stage.today, Frequency.QUARTER).moved(-1)
    quarters = up_to(last, 8)
    stage.clock.set(min(quarters[0].ends_before + timedelta(days=20), stage.today))
    ids = stage.do("Set up the scorecard", partial(_add, stage=stage, start=quarters[0]))
    for place, quarter in enumerate(quarters):
        stage.clock.set(min(quarter.ends_before + timedelta(days=40), stage.today))
        stage.do(
            f"Figures for {quarter.label}", partial(_type, ids=ids, quarters=quarters, at=place)
        )
    stage.do("Figures of the months", partial(_months, stage=stage))
    stage.clock.set(stage.today - timedelta(days=30))
    for number, back, words in _SAID:
        stage.do(
            "Comment on the scorecard",
            partial(
                commentary.comment, indicator_id=ids[number], period=quarters[back], words=words
            ),
        )
    due = stage.today + timedelta(days=50)
    stage.do("Answer a signal", partial(_answer, indicator_id=ids[5], due=write_date(due)))


def _add(uow: UnitOfWork, stage: Stage, start: Period) -> list[str]:
    return [_indicator(uow, stage, told, Frequency.QUARTER, start) for told in TOLD]


def _indicator(
    uow: UnitOfWork, stage: Stage, told: _Told, frequency: Frequency, start: Period
) -> str:
    made: Indicator = scorecard.add_indicator(
        uow,
        stage.groups["QA"],
        NewIndicator(
            title=told.title,
            definition=told.definition,
            side=told.side,
            agency_id=stage.agencies[told.agency],
            unit=told.unit,
            direction=told.direction,
            frequency=frequency,
            started_on=start.starts_on,
        ),
    )
    for value, against in ((told.target, Against.TARGET), (told.london, Against.LONDON)):
        if value is not None:
            wide = told.tolerance if against is Against.TARGET else None
            scorecard.set_target(
                *(uow, made.id, value),
                against=against,
                tolerance=wide,
                valid_from=start.starts_on,
            )
    return made.id


def _type(uow: UnitOfWork, ids: Sequence[str], quarters: Sequence[Period], at: int) -> None:
    """Type a quarter's figures, provisional at first, and confirm those of the one before."""
    for told, identity in zip(TOLD, ids, strict=True):
        figures = told.figures.split()
        recent = at >= len(quarters) - 2
        early = " p" if recent and figures[at][0].isdigit() else ""
        scorecard.type_in(uow, Entry(identity, quarters[at], figures[at] + early))
        if at == len(quarters) - 1:
            scorecard.type_in(uow, Entry(identity, quarters[at - 1], figures[at - 1]))


def _months(uow: UnitOfWork, stage: Stage) -> None:
    months = up_to(Period.of(stage.today, Frequency.MONTH).moved(-1), len(_MONTHS.split()))
    identity = _indicator(uow, stage, _MISSING, Frequency.MONTH, months[0])
    for month, figure in zip(months, _MISSING.figures.split(), strict=True):
        scorecard.type_in(uow, Entry(identity, month, figure))


def _answer(uow: UnitOfWork, indicator_id: str, due: str) -> str:
    return warning.open_risk_typed(
        *(uow, indicator_id, "off target for two years"),
        [
            f"Agree with every practice how it reports to initial conferences @DN by {due}",
            f"Report uptake of the report template to the group @BM by {due}",
        ],
        title="GPs' knowledge of children does not reach initial conferences",
    ).risk_id
