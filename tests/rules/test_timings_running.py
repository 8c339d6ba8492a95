"""How time goes in a meeting, in words."""

from datetime import time

import pytest

from safeguard_desk.rules.timings import Slot, projected_end, running_words

OPENED = Slot(5, time(10), time(10, 5), done=True)


@pytest.mark.parametrize(
    ("now", "planned_end", "words"),
    [
        (time(10, 10), time(10, 35), "5 min left; the meeting would end at 10:35, on time"),
        (time(10, 19), time(10, 35), "4 min over; the meeting would end at 10:39, 4 min late"),
        (time(10, 10), time(12, 0), "5 min left; the meeting would end at 10:35, 85 min early"),
    ],
)
def test_time_is_told_in_words(now: time, planned_end: time, words: str) -> None:
    running = Slot(10, time(10, 5))
    assert running_words(running, [OPENED, running, Slot(20)], now, planned_end) == words


def test_what_is_done_takes_no_more_time() -> None:
    assert projected_end([Slot(30, done=True), Slot(5)], time(11)) == time(11, 5)


def test_between_items_only_the_end_is_told() -> None:
    assert running_words(None, [Slot(5)], time(11), time(11, 5)) == (
        "the meeting would end at 11:05, on time"
    )
