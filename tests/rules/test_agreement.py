"""Weighted kappa: published tables, and what holds of any two graders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.agreement import LEAST, Weights, agreement, weighted_kappa

Table = list[list[int]]
SKIN = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
"""Skin condition graded by two dermatologists: the worked example of SAS/STAT, PROC FREQ, AGREE."""
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=60)


def pairs(table: Table) -> list[tuple[int, int]]:
    return [
        (one, other)
        for one, row in enumerate(table)
        for other, count in enumerate(row)
        for _ in range(count)
    ]


def test_linear_kappa_of_the_published_example_of_two_dermatologists() -> None:
    assert weighted_kappa(pairs(SKIN), Weights.LINEAR) == pytest.approx(0.5082, abs=5e-5)


@pytest.mark.parametrize("weights", Weights)
def test_of_two_grades_weighted_kappa_is_cohens_of_1960(weights: Weights) -> None:
    # 20 both yes, 5 and 10 apart, 15 both no: agreement 0.7, by chance 0.5.
    assert weighted_kappa(pairs([[20, 5], [10, 15]]), weights) == pytest.approx(0.4)


def test_quadratic_kappa_is_the_intraclass_correlation_of_fleiss_and_cohen() -> None:
    found = pairs(SKIN)
    n = len(found)
    first, second = [one for one, _ in found], [other for _, other in found]
    means = sum(first) / n, sum(second) / n
    spread = sum((a - means[0]) ** 2 for a in first) + sum((b - means[1]) ** 2 for b in second)
    together = 2 * sum((a - means[0]) * (b - means[1]) for a, b in found)
    expected = together / (spread + n * (means[0] - means[1]) ** 2)
    assert weighted_kappa(found) == pytest.approx(expected)


@given(PAIRS, st.sampled_from(Weights))
def test_kappa_is_at_most_one_and_the_same_whichever_grader_is_first(
    found: list[tuple[int, int]], weights: Weights
) -> None:
    kappa = weighted_kappa(found, weights)
    swapped = weighted_kappa([(other, one) for one, other in found], weights)
    if kappa is None:
        assert len({grade for pair in found for grade in pair}) == 1
    else:
        assert kappa <= 1
        assert swapped == pytest.approx(kappa)
        assert (kappa == pytest.approx(1)) == all(one == other for one, other in found)


@given(PAIRS)
def test_the_counts_are_always_there_and_add_up(found: list[tuple[int, int]]) -> None:
    held = agreement(found)
    assert held.same + held.raised + held.lowered == held.pairs == len(found)
    assert held.changed == held.raised + held.lowered
    if len(found) < LEAST:
        assert held.kappa is None


def test_no_kappa_is_given_below_the_least_number_of_pairs() -> None:
    graded = [(0, 0), (1, 2), (2, 1)] * 3
    assert agreement(graded).kappa is None
    assert agreement([*graded, (3, 3)]).kappa is not None
