"""Page numbers of packs: counted at first, kept when a pack is made again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules import page_numbers
from safeguard_desk.rules.page_numbers import Wanted, in_full, in_short, number, read, unused

Pack = dict[str, int]
"""The pages of each part, in order."""


def issued(*packs: Pack) -> list[dict[str, tuple[str, ...]]]:
    """Number packs one after the other, as they would be issued."""
    earlier: list[dict[str, tuple[str, ...]]] = []
    for pack in packs:
        found = number([Wanted(key, pages) for key, pages in pack.items()], earlier)
        earlier.append(dict(zip(pack, found, strict=True)))
    return earlier


def short(*packs: Pack) -> dict[str, str]:
    """Return the labels of the last of some packs."""
    return {key: in_short(labels) for key, labels in issued(*packs)[-1].items()}


FIRST = {"agenda": 2, "audit": 4, "data": 3}


@pytest.mark.parametrize(
    ("again", "labels"),
    [
        (FIRST, {"agenda": "1-2", "audit": "3-6", "data": "7-9"}),
        # One that grew takes letters, one that shrank leaves numbers unused.
        ({**FIRST, "audit": 6}, {"agenda": "1-2", "audit": "3-6, 6a, 6b", "data": "7-9"}),
        ({**FIRST, "audit": 2}, {"agenda": "1-2", "audit": "3-4", "data": "7-9"}),
        # A new paper takes letters after the one before it, also after one that shrank.
        (
            {"agenda": 2, "audit": 4, "new": 2, "data": 3},
            {"agenda": "1-2", "audit": "3-6", "new": "6a, 6b", "data": "7-9"},
        ),
        (
            {"agenda": 2, "audit": 2, "new": 1, "data": 3},
            {"agenda": "1-2", "audit": "3-4", "new": "6a", "data": "7-9"},
        ),
        (
            {"agenda": 2, "audit": 5, "new": 1, "data": 3},
            {"agenda": "1-2", "audit": "3-6, 6a", "new": "6b", "data": "7-9"},
        ),
        # Behind everything else numbers go on.
        ({**FIRST, "new": 2}, {"agenda": "1-2", "audit": "3-6", "data": "7-9", "new": "10-11"}),
        ({**FIRST, "data": 4}, {"agenda": "1-2", "audit": "3-6", "data": "7-10"}),
        # Before everything else there are letters of nothing.
        ({"new": 1, **FIRST}, {"new": "0a", "agenda": "1-2", "audit": "3-6", "data": "7-9"}),
        # What was withdrawn leaves its numbers, and no other paper gets them.
        ({"agenda": 2, "data": 3}, {"agenda": "1-2", "data": "7-9"}),
        ({"agenda": 3, "data": 3}, {"agenda": "1-2, 2a", "data": "7-9"}),
        ({"agenda": 2, "new": 1, "data": 3}, {"agenda": "1-2", "new": "6a", "data": "7-9"}),
        # Only what was moved is numbered anew.
        ({"agenda": 2, "data": 3, "audit": 1}, {"agenda": "1-2", "data": "7-9", "audit": "10"}),
    ],
)
def test_a_pack_made_again_keeps_its_numbers(again: Pack, labels: dict[str, str]) -> None:
    assert short(FIRST, again) == labels


def test_a_paper_takes_the_numbers_again_that_it_left() -> None:
    assert short(FIRST, {**FIRST, "audit": 2}, FIRST)["audit"] == "3-6"


def test_letters_are_kept_in_the_third_pack() -> None:
    second = {"agenda": 2, "audit": 5, "new": 1, "data": 3}
    assert short(FIRST, second, second)["new"] == "6b"
    assert short(FIRST, second, {**second, "audit": 7})["audit"] == "3-6, 6a, 6aa, 6ab"
    assert short(FIRST, second, {**second, "new": 2})["new"] == "6b, 6c"


def test_where_no_label_is_left_the_later_part_gives_way() -> None:
    second = {"agenda": 2, "audit": 4, "new": 1, "data": 3}
    assert short(FIRST, second, {**second, "audit": 5}) == {
        "agenda": "1-2",
        "audit": "3-6, 6a",
        "new": "6b",
        "data": "7-9",
    }


@pytest.mark.parametrize(
    ("labels", "gaps"),
    [
        (("1", "2", "3"), []),
        (("1", "2", "5", "5a", "7"), ["3-4", "6"]),
        (("3",), ["1-2"]),
        ((), []),
    ],
)
def test_numbers_that_are_not_used_are_named(labels: tuple[str, ...], gaps: list[str]) -> None:
    assert unused(labels) == gaps


def test_what_is_no_page_number_is_not_read_as_one() -> None:
    with pytest.raises(ValueError, match="not a page number"):
        read("iv")


packs = st.lists(
    st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40), max_size=7).flatmap(
        lambda pack: st.permutations(list(pack.items())).map(dict)
    ),
    min_size=1,
    max_size=4,
)


@given(packs)
def test_labels_always_rise_and_every_page_has_one(made: list[Pack]) -> None:
    for pack, labels in zip(made, issued(*made), strict=True):
        assert [len(labels[key]) for key in pack] == list(pack.values())
        flat = [read(one) for key in pack for one in labels[key]]
        assert flat == sorted(set(flat))


@given(packs)
def test_the_same_pack_again_has_the_same_numbers(made: list[Pack]) -> None:
    earlier = issued(*made, made[-1])
    assert earlier[-1] == earlier[-2]


@given(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 9), min_size=1), st.data())
def test_a_part_that_stays_keeps_its_first_page(pack: Pack, data: st.DataObject) -> None:
    kept = {key: pages for key, pages in pack.items() if data.draw(st.booleans())}
    changed = {key: data.draw(st.integers(1, 12)) for key in kept}
    first, second = issued(pack, changed)
    for key in kept:
        assert second[key][0] == first[key][0]


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", "a", "b", "za"]))))
def test_labels_are_kept_in_short_and_read_in_full(labels: list[page_numbers.Label]) -> None:
    written = tuple(page_numbers.write(label) for label in labels)
    assert in_full(in_short(written)) == written
