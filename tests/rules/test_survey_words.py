"""What the columns of survey tools' exports are taken for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.evaluation import STANDARD
from safeguard_desk.rules.survey_words import Holds, Question, match, stage_of, usual_stage
from safeguard_desk.rules.terms_learning import Asked

BEFORE, END, LATER = Asked
QUESTIONS = [Question(one.code, one.text, one.stages) for one in STANDARD]
CONFIDENT = "How confident are you to act on what this training is about?"


@pytest.mark.parametrize(
    ("headings", "holds"),
    [
        (
            ["Course", "Session date", "Delegate ID", "Pre confidence", "Post confidence",
             "3 month confidence"],
            [None, None, Holds("delegate"), Holds("confidence", BEFORE), Holds("confidence", END),
             Holds("confidence", LATER)],
        ),
        (
            ["ID", "Start time", "Completion time", "Email", "Name", f"Before: {CONFIDENT}",
             f"After: {CONFIDENT}", "I would recommend it to a colleague."],
            [Holds("respondent"), None, Holds("received"), Holds("email"), None,
             Holds("confidence", BEFORE), Holds("confidence", END), Holds("recommend", END)],
        ),
        (
            ["Response ID", "Q1. Confidence", "Q2. Knowledge", "Discussed with my line manager?",
             "What have you changed, or what kept you from it?"],
            [Holds("respondent"), Holds("confidence"), Holds("knowledge"), Holds("manager"),
             Holds("change", LATER)],
        ),
        (["Confidence", "Confidence", "Shoe size", ""], [Holds("confidence"), None, None, None]),
    ],
)  # fmt: skip
def test_columns_of_usual_exports(headings: list[str], holds: list[Holds | None]) -> None:
    assert match(headings, QUESTIONS) == holds


def test_a_comment_after_three_months_is_no_comment_of_the_day() -> None:
    assert match(["Any other comments?"], QUESTIONS, LATER) == [None]
    assert match(["Any other comments?"], QUESTIONS, END) == [Holds("comment", END)]


def test_the_files_stage_is_the_later_one_where_it_asks_as_later() -> None:
    later = match(["Confidence", "Have you changed anything?"], QUESTIONS)
    assert usual_stage(later) is LATER
    assert usual_stage(match(["Confidence"], QUESTIONS)) is END


@given(st.lists(st.text(max_size=40), max_size=8))
def test_no_column_is_taken_for_what_another_is(headings: list[str]) -> None:
    found = [one for one in match(headings, QUESTIONS) if one is not None]
    assert len(found) == len(set(found))
    assert all(one.asked is None or one.is_answer for one in found)


@given(st.text(max_size=40))
def test_words_speak_of_one_stage_or_none(words: str) -> None:
    assert stage_of(words) in {None, *Asked}
