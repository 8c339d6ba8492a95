"""Typing paper forms: keys counted, and no key that breaks a form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.form_entry import NUMBER, Asked, Box, Entry

BOXES = (
    Asked(NUMBER, "No.", Box.NUMBER),
    *(Asked(f"q{n}", f"Question {n}", Box.SCORE) for n in range(1, 6)),
    Asked("changed", "Changed?", Box.YES_NO),
)


def typed(keys: str, highest: int = 22) -> Entry:
    entry = Entry.of(BOXES, highest)
    for sign in keys:
        entry = entry.press(sign)
    return entry


@pytest.mark.parametrize(
    ("keys", "number", "scores"),
    [
        ("1244534y", 12, [4, 4, 5, 3, 4, 1]),
        ("344534n", 3, [4, 4, 5, 3, 4, 0]),
        ("2 445341", 2, [4, 4, 5, 3, 4, 1]),
        (" 445342", None, [4, 4, 5, 3, 4, 0]),
        (".405 41", None, [4, None, 5, None, 4, 1]),
    ],
)
def test_a_form_takes_a_key_for_an_answer(
    keys: str, number: int | None, scores: list[int | None]
) -> None:
    entry = typed(keys)
    assert entry.full
    assert entry.number == number
    codes = [box.code for box in BOXES[1:]]
    assert [entry.answers.get(code) for code in codes] == scores
    assert len(keys) + 1 < 10, "with Enter"


def test_six_of_five_stays_where_it_was_typed() -> None:
    entry = typed("36")
    assert (entry.place, entry.answers) == (1, {})
    assert entry.told == "“6” is no score: 1 to 5, or 0 for no answer."


def test_a_number_that_is_not_on_the_sheet_is_told() -> None:
    entry = typed("25")
    assert (entry.place, entry.number, entry.told) == (0, None, "The sign-in sheet goes to 22.")


def test_backspace_takes_the_last_answer_back() -> None:
    entry = typed("3445").back()
    assert (entry.place, entry.answers) == (3, {"q1": 4, "q2": 4})
    assert typed("1").back().number is None
    assert typed("").back() == typed("")


@given(st.text(alphabet="0123456789 .-yn<>xä", max_size=30), st.integers(0, 120))
def test_no_keys_break_a_form(keys: str, highest: int) -> None:
    entry = Entry.of(BOXES, highest)
    for sign in keys:
        steps = {"<": entry.back(), ">": entry.move(1)}
        entry = steps[sign] if sign in steps else entry.press(sign)
        assert 0 <= entry.place <= len(BOXES)
        assert entry.number is None or 1 <= entry.number <= highest
        assert all(1 <= value <= 5 for code, value in entry.answers.items() if code != "changed")
        assert entry.answers.get("changed", 0) in {0, 1}
    again = Entry.of(BOXES, highest).filled(entry.values, entry.place)
    assert (again.values, again.place) == (entry.values, entry.place)
