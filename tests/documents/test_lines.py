"""How text is broken into lines, and where its letters come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.documents.addresses import linked
from safeguard_desk.documents.fonts import (
    BOLD,
    BOLD_ITALIC,
    ITALIC,
    REGULAR,
    SYMBOLS,
    by_face,
    clean,
    face_of,
    short,
    width,
)
from safeguard_desk.documents.lines import broken, natural
from safeguard_desk.documents.model import Run, Text, runs
from safeguard_desk.documents.theme import Style

STYLE = Style(10, 12)
WORDS = st.text(st.sampled_from("abc iw.-@/é→\n"), max_size=60)


def joined(text: Text, room: float) -> str:
    return "".join(piece.text for line in broken(text, STYLE, room) for piece in line.pieces)


@given(st.lists(WORDS, max_size=4), st.floats(8, 200))
def test_breaking_lines_loses_no_letter_and_keeps_within_the_width(
    words: list[str], room: float
) -> None:
    text = tuple(Run(word, bold=at % 2 == 1) for at, word in enumerate(words))
    squeezed = "".join("".join(words).split())
    assert "".join(joined(text, room).split()) == squeezed
    for line in broken(text, STYLE, room):
        letters = sum(len(piece.text) for piece in line.pieces)
        assert line.width <= room + 0.01 or letters <= 2


@given(WORDS, st.floats(8, 200))
def test_plain_text_is_broken_as_the_same_text_in_runs(text: str, room: float) -> None:
    assert joined(text, room).split() == joined((text,), room).split()


def test_a_line_that_goes_on_ends_in_a_space() -> None:
    lines = broken("Harrow Safeguarding Children Board", STYLE, 80)
    assert len(lines) > 1
    assert all(line.pieces[-1].text.endswith(" ") for line in lines[:-1])
    assert not lines[-1].pieces[-1].text.endswith(" ")


def test_a_break_of_line_in_the_text_is_kept() -> None:
    assert [line.pieces[0].text for line in broken("one\ntwo", STYLE, 200)] == ["one", "two"]


def test_no_break_parts_a_word_in_two_dresses() -> None:
    lines = broken(("the thresh", Run("old", bold=True), ", revised"), STYLE, 52)
    assert [piece.text for piece in lines[1].pieces][:2] == ["thresh", "old"]


def test_the_space_beside_a_link_is_not_underlined() -> None:
    one, other = Run("first", link="https://a"), Run("second", link="https://b")
    line = broken(("see ", one, " ", other, " now"), STYLE, 500)[0]
    assert [(piece.text, piece.link) for piece in line.pieces] == [
        ("see ", ""), ("first", "https://a"), (" ", ""), ("second", "https://b"), (" now", ""),
    ]  # fmt: skip


def test_an_address_is_broken_after_a_stroke_rather_than_in_a_word() -> None:
    lines = broken("https://example.org/policies/thresholds", STYLE, 120)
    assert lines[0].pieces[0].text == "https://example.org/"


def test_no_text_has_no_lines() -> None:
    assert broken("", STYLE, 100) == ()
    assert natural("", STYLE) == (0, 0)


def test_what_a_text_needs_is_its_longest_word_and_its_longest_line() -> None:
    word, whole = natural("one threshold", STYLE)
    assert word == pytest.approx(width("threshold", REGULAR) * 10)
    assert whole == pytest.approx(width("one threshold", REGULAR) * 10)
    assert natural(("one ", "threshold"), STYLE) == pytest.approx((word, whole))


def test_letters_that_nobody_sees_are_dropped_and_look_alikes_replaced() -> None:
    assert clean("a\u200bb\tc\r\nd\u2011e\u00ad") == "ab c\nd-e"


def test_a_letter_the_family_has_not_comes_from_the_spare_font() -> None:
    assert by_face("é ✓", REGULAR) == [("é ", REGULAR), ("✓", SYMBOLS)]
    assert by_face("\ue000", BOLD) == [("\ufffd", SYMBOLS)]


def test_each_dress_has_its_face() -> None:
    faces = [face_of(bold, italic) for bold in (False, True) for italic in (False, True)]
    assert faces == [REGULAR, ITALIC, BOLD, BOLD_ITALIC]


def test_a_running_title_that_is_too_long_is_cut_with_an_ellipsis() -> None:
    assert short("Minutes", 500, 9) == "Minutes"
    assert short("Minutes of the group", 40, 9).endswith("…")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("no address", []),
        ("a@b", []),
        ("(see www.example.org).", ["https://www.example.org"]),
        ("mail o.k@example.org.uk!", ["mailto:o.k@example.org.uk"]),
        (Run("mine a@example.org", link="https://x"), ["https://x"]),
    ],
)
def test_addresses_become_links(text: Text, links: list[str]) -> None:
    assert [run.link for run in runs(linked(text)) if run.link] == links
