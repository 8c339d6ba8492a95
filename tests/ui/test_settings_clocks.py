"""The settings page settles from when a rapid review counts."""

from datetime import date

from tests.ui.hand import Hand

from safeguard_desk.models import Group, Review, ReviewClock, Setting
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import RapidFrom
from safeguard_desk.work import reviews


def test_a_rapid_review_counts_from_the_notification_once_that_is_settled(hand: Hand) -> None:
    [group] = hand.held(Group, "id", code="CR")

    def refer(uow: object) -> str:
        case = reviews.refer(
            *(uow, group, "A child was harmed"),  # type: ignore[arg-type]
            side=Side.CHILDREN,
            aware_on=date(2026, 11, 9),
        )
        reviews.edit(uow, case.id, "notified_on", None, date(2026, 11, 11))  # type: ignore[arg-type]
        return case.id

    hand.do(refer)
    assert hand.held(Review, "notified_on") == [date(2026, 11, 11)]
    hand.window.show_settings()
    page = hand.window.settings_page
    assert page.rapid_from.currentText() == RapidFrom.AWARE.label
    page.rapid_from.setCurrentIndex(1)
    page.rapid_from.activated.emit(1)
    hand.settle()
    assert hand.held(Setting, "value", key="clock.rapid-review-from") == ["notified"]
    assert hand.held(ReviewClock, "due_on", kind="rapid-review") == [date(2026, 12, 2)]
    hand.window.undo()
    hand.settle()
    page.refresh()
    assert page.rapid_from.currentText() == RapidFrom.AWARE.label
    assert hand.held(ReviewClock, "due_on", kind="rapid-review") == [date(2026, 11, 30)]
