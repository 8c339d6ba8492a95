"""Differences word by word: nothing is lost, and a change is carried over only where it is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.wordwise import (
    Part,
    Piece,
    after_of,
    before_of,
    diff,
    likeness,
    merge,
    tokens,
)

TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(["neglect", "the", "audit", " ", "  ", ".", "was", "QA-0142", "\n", "£5"]),
        max_size=25,
    ).map("".join),
)


def written(before: str, after: str) -> str:
    """Write a difference as [-out-] and {+in+}."""
    signs = {Part.SAME: ("", ""), Part.OUT: ("[-", "-]"), Part.IN: ("{+", "+}")}
    return "".join(
        f"{signs[piece.part][0]}{piece.text}{signs[piece.part][1]}" for piece in diff(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ""),
        ("It was agreed.", "It was agreed.", "It was agreed."),
        ("", "New", "{+New+}"),
        ("Old", "", "[-Old-]"),
        ("Due in May.", "Due in June.", "Due in [-May-]{+June+}."),
        ("Nine cases", "Nine open cases", "Nine {+open +}cases"),
        ("the ICB's plan", "the Trust's plan", "the [-ICB's-]{+Trust's+} plan"),
        ("close QA-0142 now", "close QA-0143 now", "close [-QA-0142-]{+QA-0143+} now"),
        (
            "report by spring of next year",
            "report in early next year",
            "report [-by spring of-]{+in early+} next year",
        ),
    ],
)
def test_a_difference_is_shown_by_whole_words(before: str, after: str, shown: str) -> None:
    assert written(before, after) == shown


@given(TEXTS, TEXTS)
def test_a_difference_gives_either_text_back(before: str, after: str) -> None:
    pieces = diff(before, after)
    assert (before_of(pieces), after_of(pieces)) == (before, after)
    assert all(piece.text for piece in pieces)


@given(TEXTS)
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text
    assert diff(text, text) == ((Piece(Part.SAME, text),) if text else ())


@given(TEXTS, TEXTS)
def test_a_change_of_an_untouched_text_is_the_change(before: str, after: str) -> None:
    assert merge(before, after, before) == after
    assert merge(before, after, after) == after


@pytest.mark.parametrize(
    ("before", "after", "now", "merged"),
    [
        # Two changes of one sentence, far from each other, both hold.
        (
            "The audit of neglect is due in May.",
            "The audit of neglect is due in June.",
            "The re-audit of neglect is due in May.",
            "The re-audit of neglect is due in June.",
        ),
        # What stands after the place of the other change moves with it.
        (
            "Nine cases were read by two agencies.",
            "Ten cases were read by two agencies.",
            "Nine cases were read by all of the agencies.",
            "Ten cases were read by all of the agencies.",
        ),
        # The same words were changed meanwhile: somebody decides.
        ("Due in May.", "Due in June.", "Due in July.", None),
        ("Due in May.", "", "Due in May. Agreed.", None),
        ("Due in May.", "Due in June.", "", None),
    ],
)
def test_a_change_is_carried_over_where_its_words_still_stand(
    before: str, after: str, now: str, merged: str | None
) -> None:
    assert merge(before, after, now) == merged


def test_likeness_is_of_words() -> None:
    assert likeness("The audit was agreed.", "The audit was agreed.") == 1.0
    assert likeness("The audit was agreed.", "Something else entirely") < 0.3
    assert likeness("", "") == 0.0
    assert likeness("The audit was agreed by all", "The audits were agreed by all") > 0.6
