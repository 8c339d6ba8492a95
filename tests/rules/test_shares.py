"""Shares and the intervals of their change, against the published worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.shares import (
    Pairs,
    Share,
    change,
    good_share,
    paired_change,
    pairs_of,
    wilson,
)
from safeguard_desk.rules.terms_quality import Grade

G, RI, NA = Grade.GOOD, Grade.REQUIRES_IMPROVEMENT, Grade.NOT_APPLICABLE
COUNTS = st.integers(0, 40)


def shares() -> st.SearchStrategy[Share]:
    return st.integers(1, 60).flatmap(
        lambda whole: st.integers(0, whole).map(lambda part: Share(part, whole))
    )


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombes_table_of_independent_shares_method_10(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = change(Share(*before), Share(*after))
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [((36, 12, 2, 0), 0.0569, 0.3404), ((20, 12, 2, 16), 0.0562, 0.3292)],
)
def test_newcombes_examples_of_paired_shares_method_10(
    cells: tuple[int, int, int, int], low: float, high: float
) -> None:
    found = paired_change(Pairs(*cells))
    assert found is not None
    assert [found.low, found.high] == pytest.approx([low, high], abs=5e-5)


def test_what_does_not_apply_is_neither_good_nor_counted() -> None:
    assert good_share([G, Grade.OUTSTANDING, RI, NA, Grade.INADEQUATE, NA]) == Share(2, 4)
    assert good_share([NA]).value is None
    assert pairs_of([(G, G), (RI, G), (G, NA), (NA, NA)]) == Pairs(1, 1, 0, 0)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 0), "none to count"),
        (Share(1, 4), "1 of 4"),
        (Share(1, 5), "1 of 5 (20%)"),
        (Share(17, 24), "17 of 24 (71%)"),
    ],
)
def test_a_percentage_of_fewer_than_five_cases_is_never_given(share: Share, words: str) -> None:
    assert share.words == words


@given(shares())
def test_a_score_interval_holds_its_share_and_stays_within_0_and_1(share: Share) -> None:
    low, high = wilson(share)
    assert 0 <= low <= share.part / share.whole <= high <= 1


@given(shares(), shares())
def test_the_interval_holds_the_difference_and_turns_with_it(one: Share, other: Share) -> None:
    found, turned = change(one, other), change(other, one)
    assert found is not None
    assert turned is not None
    assert -1 - 1e-9 <= found.low <= found.difference <= found.high <= 1 + 1e-9
    assert [found.low, found.high] == pytest.approx([-turned.high, -turned.low])


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_paired_interval_holds_the_difference(a: int, b: int, c: int, d: int) -> None:
    pairs = Pairs(a, b, c, d)
    found = paired_change(pairs)
    if found is None:
        assert a + b + c + d == 0
        return
    assert found.difference == pytest.approx((b - c) / (a + b + c + d))
    assert -1 - 1e-9 <= found.low <= found.difference + 1e-12
    assert found.difference - 1e-12 <= found.high <= 1 + 1e-9


def test_nothing_is_compared_with_nothing() -> None:
    assert change(Share(0, 0), Share(1, 2)) is None
    assert change(Share(1, 2), Share(0, 0)) is None
    found = change(Share(1, 10), Share(9, 10))
    assert found is not None
    assert found.better
    assert not found.worse
    assert found.words.startswith("+80 points (95% interval +")
