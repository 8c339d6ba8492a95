"""What came back against what was sent and what stands now."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.agency_sheets import STATUSES, read_stamp, read_status, stamp
from safeguard_desk.rules.terms import ActionStatus
from safeguard_desk.rules.three_way import Verdict, compare

few = st.integers(0, 2)


@pytest.mark.parametrize(
    ("sent", "back", "now", "verdict"),
    [
        ("a", "a", "a", Verdict.SAME),
        ("a", "b", "a", Verdict.THEIRS),
        ("a", "a", "b", Verdict.OURS),
        ("a", "b", "b", Verdict.AGREED),
        ("a", "b", "c", Verdict.CONFLICT),
    ],
)
def test_each_of_the_five_ways_has_its_verdict(
    sent: str, back: str, now: str, verdict: Verdict
) -> None:
    assert compare(sent, back, now) is verdict


@given(few, few, few)
def test_nothing_is_taken_in_that_would_undo_what_was_changed_here(
    sent: int, back: int, now: int
) -> None:
    verdict = compare(sent, back, now)
    assert (verdict is Verdict.THEIRS) == (back != now and now == sent)
    assert (verdict in {Verdict.SAME, Verdict.AGREED}) == (back == now)


def test_a_status_is_read_by_its_label_and_by_what_agencies_write() -> None:
    assert all(read_status(f" {one.label.upper()} ") is one for one in STATUSES)
    assert read_status("Done.") is ActionStatus.COMPLETED
    assert read_status("almost") is None


@given(st.text(max_size=30))
def test_only_a_stamp_is_one(words: str) -> None:
    assert read_stamp(stamp("a1b2")) == (1, "a1b2")
    assert read_stamp(words) is None
