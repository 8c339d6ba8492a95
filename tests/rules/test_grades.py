"""Grades and case codes as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.case_codes import case_code, case_codes
from safeguard_desk.rules.grades import SCALE, rank, read_grade, says_not_known
from safeguard_desk.rules.terms_quality import Grade


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Good ", Grade.GOOD),
        ("requires  Improvement", Grade.REQUIRES_IMPROVEMENT),
        ("RI", Grade.REQUIRES_IMPROVEMENT),
        ("R.I.", Grade.REQUIRES_IMPROVEMENT),
        ("Requires-improvement", Grade.REQUIRES_IMPROVEMENT),
        ("N/A", Grade.NOT_APPLICABLE),
        ("n.a.", Grade.NOT_APPLICABLE),
        ("OUTSTANDING", Grade.OUTSTANDING),
        ("4", Grade.INADEQUATE),
        ("Godo", None),
        ("5", None),
        ("", None),
        ("Good/RI", None),
    ],
)
def test_a_grade_is_read_in_any_wording_and_never_guessed(text: str, grade: Grade | None) -> None:
    assert read_grade(text) is grade


@given(st.sampled_from(Grade), st.sampled_from(["", " ", "  "]))
def test_every_grade_reads_back_from_its_label_and_its_short_form(grade: Grade, room: str) -> None:
    assert read_grade(room + grade.label.upper() + room) is grade
    assert read_grade(grade.short) is grade
    assert read_grade(grade.value) is grade


def test_the_scale_runs_from_outstanding_to_inadequate() -> None:
    assert [rank(grade) for grade in SCALE] == [0, 1, 2, 3]
    assert says_not_known("Not known to agency")
    assert not says_not_known("Good")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("N01 n02,  N02;N5", ("N01", "N02", "N5")),
        ("N08-N11", ("N08", "N09", "N10", "N11")),
        ("N8-10", ("N8", "N9", "N10")),
        ("12", ("12",)),
    ],
)
def test_codes_are_read_from_a_list_or_a_range(text: str, codes: tuple[str, ...]) -> None:
    assert case_codes(text) == codes


@pytest.mark.parametrize("text", ["Jane Smith", "943 476 5919", "14/01/2019", "HA1 2XYZ", "", "N"])
def test_names_and_numbers_of_people_are_refused_as_codes(text: str) -> None:
    with pytest.raises(Refusal):
        case_code(text)


def test_a_range_over_a_thousand_cases_is_refused() -> None:
    with pytest.raises(Refusal, match="more than an audit can hold"):
        case_codes("N1-N9999")
    with pytest.raises(Refusal, match="no code numbers"):
        case_codes(" , ")
