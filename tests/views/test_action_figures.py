"""Every figure of actions counts what its rule says, and the rows behind it are as many."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reckoning import days_between, months_after
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action, Agency, DueDateChange
from safeguard_desk.rules.action_figures import SixMonths, age_band, six_months
from safeguard_desk.rules.rating import brag, days_overdue, six_month_limit
from safeguard_desk.rules.terms import ActionSource, ActionStatus, Rating, Side
from safeguard_desk.rules.working_days import add_months
from safeguard_desk.views.action_figures import ActionFigures, figures
from safeguard_desk.views.counted import Scope
from safeguard_desk.work import people

TODAY = date(2026, 11, 17)
near = st.dates(date(2025, 9, 1), date(2027, 6, 30))
made = st.fixed_dictionaries(
    {
        "status": st.sampled_from(ActionStatus),
        "side": st.sampled_from(Side),
        "raised_on": st.dates(date(2025, 9, 1), TODAY),
        "due_on": st.none() | near,
        "slips": st.integers(0, 12),
        "rating_override": st.sampled_from([None, None, *Rating]),
        "completed_on": st.none() | st.dates(date(2025, 9, 1), TODAY),
        "closed_on": st.none() | st.dates(date(2025, 9, 1), TODAY),
        "plan_agreed_on": st.none() | st.dates(date(2025, 9, 1), TODAY),
        "source": st.sampled_from(ActionSource),
        "restricted": st.booleans(),
    }
)
COLUMNS = (
    *(Action.id, Action.status, Action.due_on, Action.slips, Action.rating_override),
    *(Action.raised_on, Action.plan_agreed_on, Action.completed_on, Action.closed_on),
)
slow = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
Put = Callable[..., None]


@pytest.fixture
def put(desk: Desk, group_id: Callable[[str], str]) -> Put:
    """Put actions on the desk, whatever way would have led there; the third is another group's."""
    groups = [group_id("QA"), group_id("QA"), group_id("LD")]

    def put_all(uow: UnitOfWork, wanted: list[dict[str, object]]) -> None:
        for change in uow.all(select(DueDateChange)):
            uow.delete(change)
        for action in uow.all(select(Action)):
            uow.delete(action)
        agencies = [agency.id for agency in uow.all(select(Agency).order_by(Agency.name))][:3]
        for number, fields in enumerate(wanted):
            action = Action(
                ref=f"QA-{uow.next_number('QA'):04}",
                title=f"Action {number}",
                group_id=groups[number % 3],
                agency_id=[*agencies, None][number % (len(agencies) + 1)],
                **fields,
            )
            uow.add(action)
            if number % 2 and action.due_on:
                change = DueDateChange(action_id=action.id, on=TODAY, after_on=action.due_on)
                change.reason = "The data come late"
                uow.add(change)

    def put(wanted: list[dict[str, object]]) -> None:
        desk.change("Put", lambda uow: put_all(uow, wanted))

    return put


def found(desk: Desk, scope: Scope | None = None) -> ActionFigures:
    with desk.read() as reader:
        return figures(reader, scope or Scope())


def numbers(shown: ActionFigures, code: str, column: str) -> dict[str, float | None]:
    figure = shown.of(code)
    assert figure is not None
    place = [one.title for one in figure.columns].index(column)
    return {line.title: line.cells[place].value for line in figure.lines}


@slow
@given(wanted=st.lists(made, max_size=25), everything=st.booleans())
def test_a_figure_has_as_many_rows_behind_it_as_it_says(
    desk: Desk, put: Put, wanted: list[dict[str, object]], everything: bool
) -> None:
    put(wanted)
    scope = Scope() if everything else Scope(sides=frozenset({Side.ADULTS}), restricted=False)
    shown = found(desk, scope)
    with desk.read() as reader:
        for figure in shown.figures:
            for line in figure.lines:
                for column, cell in zip(figure.columns, line.cells, strict=True):
                    if cell.selection is None:
                        assert not cell.value
                        continue
                    statement = select(Action.id).where(cell.selection.condition(reader.today))
                    rows = reader.scalars(statement)
                    assert rows
                    if column.title != "Average days":
                        assert len(rows) == cell.value, (figure.code, line.title, column.title)


@slow
@given(wanted=st.lists(made, max_size=25))
def test_the_figures_are_those_of_the_rules(
    desk: Desk, put: Put, wanted: list[dict[str, object]]
) -> None:
    put(wanted)
    shown = found(desk)
    with desk.read() as reader:
        rows = reader.rows(select(*COLUMNS))
        sources = dict(reader.rows(select(Action.id, Action.source)))
        changes = reader.rows(select(DueDateChange.action_id, DueDateChange.after_on))
    ratings: Counter[str] = Counter()
    ages: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    late = 0
    for key, status, due, slips, override, raised, agreed, completed, closed in rows:
        rating = brag(status, due, TODAY, slips, override)
        if status.is_open and rating is not None:
            ratings[rating.label] += 1
            ages[age_band(raised, TODAY).title] += 1
        late += days_overdue(status, due, TODAY) > 0
        ruled = {ActionSource.AUDIT, ActionSource.RISK, ActionSource.SIGNAL}
        if agreed is not None or sources[key] in ruled:
            reasoned = agreed is not None and any(
                one == key and after is not None and after > six_month_limit(agreed)
                for one, after in changes
            )
            done = completed or closed
            stand = six_months(status, agreed, due, done, TODAY, reasoned=reasoned)
            stands[stand.label if stand else "Cancelled"] += 1
    columns = shown.figures[0].columns
    counts = Counter(
        {c.title: numbers(shown, "rating", c.title)["Open actions"] or 0 for c in columns}
    )
    assert counts == ratings + Counter({"Overdue": late, "Open": sum(ratings.values())})
    assert numbers(shown, "ages", "Open actions") == {
        title: ages[title] for title in numbers(shown, "ages", "Open actions")
    }
    by_rule = numbers(shown, "six_months", "Actions")
    assert by_rule == {one.label: stands[one.label] for one in SixMonths}
    assert shown.open == sum(ratings.values())
    assert shown.overdue == late


def closed(raised: date, on: date) -> dict[str, object]:
    return {"status": ActionStatus.CLOSED, "raised_on": raised, "closed_on": on}


def test_days_to_close_are_averaged_over_the_month_of_closing(desk: Desk, put: Put) -> None:
    put(
        [
            closed(date(2026, 9, 1), date(2026, 9, 11)),
            closed(date(2026, 8, 22), date(2026, 9, 11)),
            closed(date(2026, 9, 20), date(2026, 10, 1)),
            {"raised_on": date(2026, 10, 30)},
        ]
    )
    shown = found(desk)
    days = numbers(shown, "days", "Average days")
    assert (days["Sep 2026"], days["Oct 2026"], days["Nov 2026"]) == (15.0, 11.0, None)
    assert shown.days == pytest.approx(41 / 3)
    assert numbers(shown, "months", "Raised")["Sep 2026"] == 2
    assert numbers(shown, "months", "Closed")["Sep 2026"] == 2
    assert (shown.open, shown.closed, shown.cancelled) == (1, 3, 0)


def test_groups_and_agencies_are_compared_by_pace_the_slowest_first(desk: Desk, put: Put) -> None:
    """Actions go to QA, QA and LD in turn, and to three agencies and none in turn."""
    for name in ("Housing", "ICB", "Police"):
        desk.change("Add", partial(people.add_agency, name=name))
    put(
        [
            closed(date(2026, 9, 1), date(2026, 9, 11)),
            closed(date(2026, 8, 1), date(2026, 9, 10)),
            closed(date(2026, 9, 1), date(2026, 9, 4)),
            {"raised_on": TODAY, "slips": 2},
            {"raised_on": date(2025, 1, 1), "plan_agreed_on": date(2026, 1, 1)},
            closed(date(2023, 1, 1), date(2024, 1, 1)),
        ]
    )
    shown = found(desk)
    assert numbers(shown, "group_days", "Average days") == {"QA": 25.0, "LD": 3.0}
    assert numbers(shown, "group_days", "Closed") == {"QA": 2, "LD": 1}
    assert numbers(shown, "group_days", "Moved") == {"QA": 1, "LD": 0}
    assert numbers(shown, "group_days", "Broken") == {"QA": 1, "LD": 0}
    agencies = numbers(shown, "agency_days", "Average days")
    assert list(agencies.items())[:3] == [("ICB", 40.0), ("Housing", 10.0), ("Police", 3.0)]
    assert list(agencies.items())[3:] == [("No agency recorded", None)]


def test_groups_and_agencies_are_parted_where_the_scope_holds_several(
    desk: Desk, put: Put, group_id: Callable[[str], str]
) -> None:
    put([{"raised_on": TODAY} for _ in range(6)])
    shown = found(desk)
    assert numbers(shown, "groups", "Open") == {"QA": 4, "LD": 2}
    agencies = shown.of("agencies")
    assert agencies is not None
    assert sum(line.cells[-1].value or 0 for line in agencies.lines) == 6
    one = found(desk, Scope(group_id=group_id("QA")))
    assert one.of("groups") is None
    assert one.open == 4


def test_restricted_actions_are_counted_only_where_they_may_be_seen(desk: Desk, put: Put) -> None:
    put([{"raised_on": TODAY, "restricted": True}, {"raised_on": TODAY}])
    assert found(desk).open == 2
    assert found(desk, Scope(restricted=False)).open == 1


def test_actions_of_case_review_groups_are_left_out_of_a_shared_screen(
    desk: Desk, group_id: Callable[[str], str]
) -> None:
    def put(uow: UnitOfWork) -> None:
        for code in ("CR", "QA"):
            ref = f"{code}-9001"
            uow.add(Action(ref=ref, title="One", group_id=group_id(code), raised_on=TODAY))

    desk.change("Put", put)
    assert found(desk, Scope()).open - found(desk, Scope(reviews=False)).open == 1


@given(day=st.dates(date(2000, 1, 1), date(2090, 12, 31)), months=st.integers(1, 30))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
def test_months_are_reckoned_in_the_file_as_by_the_rule(
    desk: Desk, put: Put, day: date, months: int
) -> None:
    put([{"raised_on": day, "due_on": day + timedelta(days=months)}])
    statement = select(
        months_after(Action.raised_on, months), days_between(Action.raised_on, Action.due_on)
    )
    with desk.read() as reader:
        assert reader.rows(statement) == [(add_months(day, months), months)]
