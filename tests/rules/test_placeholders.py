"""Placeholders of letters: filled in, and never half understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.letters import USUAL
from safeguard_desk.rules.placeholders import KNOWN, fill, refuse_unknown, used


def test_placeholders_are_filled_in_however_they_are_spaced() -> None:
    assert fill("{ Group } on {date}", {"group": "QA", "date": "17 Nov"}) == "QA on 17 Nov"


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert fill("{reason}", {"reason": "{group} moved"}) == "{group} moved"


def test_what_is_known_nowhere_and_what_is_known_not_here_are_refused() -> None:
    with pytest.raises(Refusal, match=r"“{name}” is no placeholder") as refused:
        fill("Dear {name}", {})
    assert "{recipient}" in refused.value.todo
    with pytest.raises(Refusal, match=r"Nothing is known here for “{decision}”"):
        fill("{decision}", {"group": "QA"})


@pytest.mark.parametrize("letter", USUAL, ids=lambda letter: letter.code)
def test_every_usual_letter_uses_known_placeholders_only(letter: object) -> None:
    subject, body = getattr(letter, "subject"), getattr(letter, "body")  # noqa: B009
    refuse_unknown(subject + body)
    assert set(used(body)) <= KNOWN.keys()


@given(st.text(st.characters(exclude_characters="{}"), max_size=60))
def test_words_without_braces_stay_as_they_are(text: str) -> None:
    assert fill(text, {}) == text
