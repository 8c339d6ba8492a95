"""The verdict a re-audit's figures bear."""

import pytest

from safeguard_desk.rules.practice import Compared, suggest
from safeguard_desk.rules.shares import Share, change
from safeguard_desk.rules.terms_quality import Practice


def question(before: tuple[int, int], after: tuple[int, int]) -> Compared:
    one, other = Share(*before), Share(*after)
    return Compared("Q", one, other, change(one, other))


BETTER = question((20, 60), (50, 60))
SAME = question((30, 60), (31, 60))
WORSE = question((50, 60), (20, 60))
FEW = question((1, 4), (4, 4))


@pytest.mark.parametrize(
    ("questions", "verdict"),
    [
        ([BETTER, BETTER, SAME], Practice.CHANGED),
        ([BETTER, SAME, SAME], Practice.PARTLY),
        ([BETTER, BETTER, WORSE], Practice.PARTLY),
        ([SAME, SAME, WORSE], Practice.NOT_CHANGED),
        ([BETTER, FEW, FEW], Practice.TOO_EARLY),
        ([], Practice.TOO_EARLY),
    ],
)
def test_the_verdict_follows_from_how_many_questions_are_surely_better(
    questions: list[Compared], verdict: Practice
) -> None:
    assert suggest(questions).verdict is verdict


def test_the_reasons_give_the_counts_they_rest_on() -> None:
    assert "Of 3 questions" in suggest([BETTER, BETTER, SAME]).reasons
    assert "2 of 3 questions have fewer than 10" in suggest([BETTER, FEW, FEW]).reasons
    assert [one.says for one in (BETTER, SAME, WORSE)] == ["better", "no clear change", "worse"]
    assert FEW.says == "fewer than five cases: no conclusion"
    assert question((0, 0), (3, 9)).says == "not asked of enough cases"
