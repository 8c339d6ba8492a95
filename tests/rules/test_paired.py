"""The change of scores given twice: published figures, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.paired import FEWEST, paired, t_quantile, t_within

# Extra hours of sleep of ten patients under two drugs: Student, The probable error of a mean,
# Biometrika 6 (1908), in the form of the data set "sleep" of R.
FIRST = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
SECOND = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def test_students_own_example() -> None:
    # R, documentation of t.test: paired, mean of the differences -1.58, 95 percent confidence
    # interval -2.4598858 -0.7001142, 9 degrees of freedom.
    found = paired(zip(SECOND, FIRST, strict=True))
    assert found is not None
    assert found.n == 10
    assert found.mean == pytest.approx(-1.58)
    assert found.low == pytest.approx(-2.4598858, abs=5e-8)
    assert found.high == pytest.approx(-0.7001142, abs=5e-8)
    assert (found.up, found.same, found.down) == (0, 1, 9)
    assert found.worse
    assert not found.better


@pytest.mark.parametrize(
    ("degrees", "quantile"),
    # NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, column 0.975
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (10, 2.228),
     (20, 2.086), (30, 2.042), (60, 2.000), (100, 1.984)],
)  # fmt: skip
def test_quantiles_of_the_published_table(degrees: int, quantile: float) -> None:
    assert t_quantile(degrees) == pytest.approx(quantile, abs=5e-4)


def test_a_mean_of_few_has_no_interval_and_says_why() -> None:
    found = paired([(2, 4)] * 3 + [(3, 3)])
    assert found is not None
    assert (found.low, found.high) == (None, None)
    assert found.words == "+1.5, 4 pairs (too few for an interval: 5 are needed)"
    assert found.reading == "Too little is known to say whether this is more than chance."


def test_all_alike_have_no_interval() -> None:
    found = paired([(2, 4)] * 6)
    assert found is not None
    assert found.words == "+2.0, 6 pairs (all changed by the same: no interval)"


def test_nobody_has_no_change() -> None:
    assert paired([]) is None


_SCORE = st.integers(1, 5)


@given(st.lists(st.tuples(_SCORE, _SCORE), min_size=1, max_size=60))
def test_the_interval_holds_the_mean_and_turns_with_the_pairs(pairs: list[tuple[int, int]]) -> None:
    found, turned = paired(pairs), paired([(later, earlier) for earlier, later in pairs])
    assert found is not None
    assert turned is not None
    assert found.mean == pytest.approx(-turned.mean)
    assert found.mean == pytest.approx(found.after - found.before)
    assert found.up + found.same + found.down == found.n == len(pairs)
    if found.low is None or found.high is None:
        assert found.n < FEWEST or len({later - earlier for earlier, later in pairs}) == 1
        return
    assert found.low <= found.mean <= found.high
    assert turned.high == pytest.approx(-found.low)


@given(st.integers(1, 200), st.floats(0.5, 0.999))
def test_a_quantile_gives_its_probability_back(degrees: int, within: float) -> None:
    assert t_within(t_quantile(degrees, within), degrees) == pytest.approx(within, abs=1e-9)
