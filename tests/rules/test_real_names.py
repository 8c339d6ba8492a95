"""Real names behind code names: read from lines, and found in texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.real_names import named, read_names, write_names

NAMES = {"Child A": ("Zoë O’Neil-Okafor", "Zo"), "Mother": ("May Young",), "Adult B": ("Li Xu",)}


def words(text: str) -> list[tuple[str, str]]:
    return [(one.code, one.word) for one in named([("Purpose", text)], NAMES)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoë O'Neil-Okafor was seen", [("Child A", "Zoe O'Neil-Okafor")]),
        ("ZOE was seen", [("Child A", "ZOE")]),
        ("zoe's school", [("Child A", "zoe's")]),
        ("the Okafors called", [("Child A", "Okafors")]),
        ("Mr O’Neil called", [("Child A", "O'Neil")]),
        ("ONeil", [("Child A", "ONeil")]),
        ("O'Ne\u00adil-Okafor", [("Child A", "O'Neil-Okafor")]),
        ("Young, May", [("Mother", "Young"), ("Mother", "May")]),
        ("may\u00a0young", [("Mother", "may young")]),
        ("a young person may be harmed", []),
        ("seen in May by Young", [("Mother", "May"), ("Mother", "Young")]),
        ("Xu did not answer", [("Adult B", "Xu")]),
        ("a zoo, the oneiroid, Lisbon", []),
        ("", []),
    ],
)
def test_a_name_and_its_parts_are_found_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert words(text) == found


def test_a_place_is_told_once_and_what_stands_around_it() -> None:
    (one,) = named([("Purpose", "What was known of May Young by her school in 2025")], NAMES)
    assert one.place == "Purpose"
    assert one.around == "What was known of May Young by her school in 2025"


def test_lines_are_read_and_written_again() -> None:
    text = "Child A = Jordan Example;  Jordy \n\nMother= Sam Example"
    held = read_names(text)
    assert held == {"Child A": ("Jordan Example", "Jordy"), "Mother": ("Sam Example",)}
    assert read_names(write_names(held)) == held


@pytest.mark.parametrize("text", ["Child A", "Child A =", "= Jordan", "A = B\na = C", "A = B;;C"])
def test_a_line_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"Line|two lines"):
        read_names(text)


@given(
    st.text(),
    st.text(st.characters(max_codepoint=0x17F, categories=["Lu", "Ll"]), min_size=4, max_size=12),
)
def test_no_text_breaks_it_and_a_name_alone_is_always_found(text: str, name: str) -> None:
    named([("x", text)], {"A": (text or "x",)})
    assert [one.code for one in named([("x", f"to {name.capitalize()} and")], {"A": (name,)})]
