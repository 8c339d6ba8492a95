"""What must not stand in a text on a case, as people type it and as it only looks alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.leaks import is_nhs_number, leaks


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("NHS 943 476 5919 was told", "an NHS number"),
        ("NHS 943-476-5919", "an NHS number"),
        ("9434765919", "an NHS number"),
        ("seen at HA1 2XY", "a postcode"),
        ("seen at ha12xy", "a postcode"),
        ("SW1A 1AA", "a postcode"),
        ("W1A 0AX, and left", "a postcode"),
        ("DOB 12/03/2014", "a date of birth"),
        ("d.o.b. 12.3.14", "a date of birth"),
        ("born on 3rd April 2014", "a date of birth"),
        ("date of birth: 2014-04-03", "a date of birth"),
        ("Ann Other (3/4/2014) was seen", "a name with a date of birth"),
        ("Ann Other, 03.04.2014", "a name with a date of birth"),
        ("Ann O'Neil b. 3/4/1931", "a name with a date of birth"),
        ("at 12 Mill Lane", "an address"),
        ("of 7b, Station Road", "an address"),
    ],
)
def test_what_tells_who_somebody_is_is_found(text: str, what: str) -> None:
    assert what in [one.what for one in leaks(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Child A was seen on 3/4/2014 by two services",
        "The board met on 12/03/2026 and agreed item 4",
        "Board Meeting 12/03/2026",
        "Tuesday 17 November 2026, 10:00, Forward Drive, Room 2",
        "Rapid Review, 12/03/2026",
        "Working Together 2023, chapter 5",
        "943 476 5918 is no NHS number by its check digit",
        "Call 020 8424 1881 or 07700 900123",
        "QA-0142 is due by 14 Jan 2027; £16,000 of £20,000",
        "Born to run is no date; the child was born early",
        "CR-2026-04 and QA-A-0002 were linked",
        "Section 44(1) to (3) of the Care Act 2014",
    ],
)
def test_what_only_looks_alike_is_let_be(text: str) -> None:
    assert leaks(text) == []


def _with_check_digit(nine: str) -> str | None:
    """Return an NHS number of nine digits; None where no check digit goes with them."""
    rest = sum((10 - place) * int(digit) for place, digit in enumerate(nine)) % 11
    check = {0: 0, 1: None}.get(rest, 11 - rest)
    return None if check is None else f"{nine}{check}"


@given(st.text("0123456789", min_size=9, max_size=9))
def test_just_one_last_digit_makes_an_nhs_number(nine: str) -> None:
    right = [digit for digit in "0123456789" if is_nhs_number(nine + digit)]
    made = _with_check_digit(nine)
    alike = len(set(made or "")) == 1
    assert right == ([] if made is None or alike else [made[-1]])


@given(
    st.text("0123456789", min_size=9, max_size=9).map(_with_check_digit).filter(bool),
    st.sampled_from(["", " ", "-"]),
    st.sampled_from(["", "seen: ", "(", "No. "]),
    st.sampled_from(["", ".", " was told", ")"]),
)
def test_an_nhs_number_is_found_however_it_is_set(
    number: str, gap: str, before: str, after: str
) -> None:
    shown = f"{before}{gap.join((number[:3], number[3:6], number[6:]))}{after}"
    found = "an NHS number" in [one.what for one in leaks(shown)]
    assert found is (len(set(number)) > 1)


@given(st.text())
def test_any_text_is_looked_through_and_what_is_found_stands_in_it(text: str) -> None:
    assert all(one.text in text for one in leaks(text))
