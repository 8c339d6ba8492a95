"""What the partnership settles: local clocks, and from when a rapid review counts."""

from datetime import date

import pytest
from tests.fixtures.harrow import Harrow
from tests.making import TestClock
from tests.work.test_reviews import do, due, referred

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import RapidFrom
from safeguard_desk.views.reviews_due import rapid_from
from safeguard_desk.work import review_clocks, reviews, settled


def begins(harrow: Harrow) -> RapidFrom:
    with harrow.desk.read() as reader:
        return rapid_from(reader)


def test_a_rapid_review_counts_from_the_notification_where_settled_so(
    harrow: Harrow, clock: TestClock
) -> None:
    clock.pass_by(days=35)  # Tue 22 Dec 2026
    first = referred(harrow, aware_on=date(2026, 12, 14))
    do(harrow, reviews.edit, first, "notified_on", None, date(2026, 12, 16))
    met = referred(harrow, aware_on=date(2026, 12, 14))
    do(harrow, reviews.edit, met, "notified_on", None, date(2026, 12, 16))
    rapid = do(harrow, lambda uow: review_clocks.find(uow, met, "rapid-review").id)
    do(harrow, review_clocks.meet, rapid)
    assert begins(harrow) is RapidFrom.AWARE
    assert do(harrow, settled.settle_rapid_from, RapidFrom.NOTIFIED) == 1
    assert begins(harrow) is RapidFrom.NOTIFIED
    assert due(harrow, first)["rapid-review"] == date(2027, 1, 11)
    assert due(harrow, met)["rapid-review"] == date(2027, 1, 7)
    harrow.desk.undo()
    assert begins(harrow) is RapidFrom.AWARE
    assert due(harrow, first)["rapid-review"] == date(2027, 1, 7)
    harrow.desk.redo()
    assert do(harrow, settled.settle_rapid_from, RapidFrom.AWARE) == 1
    assert due(harrow, first)["rapid-review"] == date(2027, 1, 7)


def test_a_local_clock_is_settled_and_a_legal_one_is_not(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="settled by law"):
        do(harrow, settled.settle_clock, "rapid-review", "20")
    with pytest.raises(Refusal, match="no period"):
        do(harrow, settled.settle_clock, "sar-decision", "soon")
    before = referred(harrow, Side.ADULTS)
    do(harrow, settled.settle_clock, "sar-decision", "10")
    after = referred(harrow, Side.ADULTS)
    assert due(harrow, before)["sar-decision"] > due(harrow, after)["sar-decision"]
    do(harrow, settled.settle_clock, "sar-decision", "")
    again = referred(harrow, Side.ADULTS)
    assert due(harrow, again) == due(harrow, before)
