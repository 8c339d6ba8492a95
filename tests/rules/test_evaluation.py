"""What an answer of an evaluation can be, and how people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.evaluation import STANDARD, later_due, read_score, read_yes_no
from safeguard_desk.rules.terms_learning import Asked


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("4", 4), ("4.0", 4), (" 1 ", 1), ("5", 5), ("4 - Agree", 4), ("4 – Agree", 4),
        ("4: agree", 4), ("5 (very confident)", 5), ("3/5", 3), ("3 out of 5", 3), ("4 stars", 4),
        ("Agree", 4), ("strongly  agree", 5), ("Neither agree nor disagree", 3),
        ("Agree (4)", 4), ("Not at all confident", 1), ("Very good", 5), ("STRONGLY DISAGREE", 1),
        ("", None), ("-", None), ("n/a", None),
    ],
)  # fmt: skip
def test_scores_as_people_and_survey_tools_write_them(text: str, score: int | None) -> None:
    assert read_score(text) == score


@pytest.mark.parametrize("text", ["6", "0", "-1", "7 of 10", "8/10", "4.5", "five", "45", "12"])
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_score(text)


def test_six_of_five_says_so() -> None:
    with pytest.raises(Refusal) as refused:
        read_score("6")
    assert refused.value.what == "6 of 5 is no score: it goes from 1 to 5."


@given(st.text(max_size=30))
def test_a_score_is_one_to_five_or_nothing_or_a_refusal(text: str) -> None:
    try:
        score = read_score(text)
    except Refusal:
        return
    assert score is None or 1 <= score <= 5


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Yes", 1), ("y", 1), ("Yes, a lot", 1), ("no", 0), ("No - not yet", 0), ("Not yet", 0),
     ("", None), ("TRUE", 1)],
)  # fmt: skip
def test_yes_and_no(text: str, answer: int | None) -> None:
    assert read_yes_no(text) == answer


def test_perhaps_is_neither() -> None:
    with pytest.raises(Refusal):
        read_yes_no("perhaps")


def test_the_later_form_is_due_three_months_on() -> None:
    assert later_due(date(2026, 7, 8)) == date(2026, 10, 8)
    assert later_due(date(2026, 11, 30)) == date(2027, 2, 28)


def test_confidence_and_knowledge_are_asked_in_the_same_words_three_times() -> None:
    three = {one.code for one in STANDARD if set(one.stages) == set(Asked)}
    assert three == {"confidence", "knowledge"}
