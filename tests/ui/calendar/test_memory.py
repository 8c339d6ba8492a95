"""A calendar that is closed is gone at once, with its planner and days."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from tests.ui.hand import Hand

from safeguard_desk.ui.calendar.page import CalendarPage
from safeguard_desk.ui.shell.sections import tabs


@pytest.fixture
def _no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collector")
def test_a_closed_calendar_is_freed(hand: Hand) -> None:
    page = CalendarPage(hand.jobs, hand.jobs.read(tabs)[0])
    page.show()
    hand.settle()
    page.show_planner()
    page.planner.rule.setText("monthly, first Monday")
    page.planner.ask()
    hand.settle()
    page.show_year()
    hand.settle()
    assert page.planner.lines
    page.hide()
    held = (page, page.planner, page.planner.view.rows, page.grid.days, page.beside.form)
    gone = [weakref.ref(one) for one in held]
    del page, held
    assert [one() for one in gone] == [None] * len(gone)
