"""What a cell of a scorecard says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.measuring import (
    Reading,
    are_fractions,
    is_small,
    read_cell,
    shown,
)
from safeguard_desk.rules.periods import Period, read_heading, up_to
from safeguard_desk.rules.terms_quality import Frequency, Measured, Unit

PERCENT, NUMBER, RATE = Unit.PERCENT, Unit.NUMBER, Unit.RATE
KIND = Measured


@pytest.mark.parametrize(
    ("text", "unit", "value", "provisional"),
    [
        ("92%", PERCENT, 92.0, False),
        ("92 %", PERCENT, 92.0, False),
        ("92", PERCENT, 92.0, False),
        ("87.2 p", PERCENT, 87.2, True),
        ("87.2p", PERCENT, 87.2, True),
        ("87.2% (prov.)", PERCENT, 87.2, True),
        ("87.2% [p]", PERCENT, 87.2, True),
        ("87.2% r", PERCENT, 87.2, False),
        ("87.2 [r]", PERCENT, 87.2, False),
        ("0%", PERCENT, 0.0, False),
        ("0", PERCENT, 0.0, False),
        ("0.5%", PERCENT, 0.5, False),
        ("100", PERCENT, 100.0, False),
        ("45/60", PERCENT, 75.0, False),
        ("45 of 60", PERCENT, 75.0, False),
        ("75% (45/60)", PERCENT, 75.0, False),
        ("45/60 (75%)", PERCENT, 75.0, False),
        ("67% (2/3)", PERCENT, 66.666667, False),
        ("12.4", RATE, 12.4, False),
        ("45/12,000", RATE, 37.5, False),
        ("2,744", NUMBER, 2744.0, False),
        ("2744 provisional", NUMBER, 2744.0, True),
        ("0", NUMBER, 0.0, False),
        ("3", NUMBER, 3.0, False),
    ],
)
def test_a_figure_is_read_in_its_unit(
    text: str, unit: Unit, value: float, provisional: bool
) -> None:
    read = read_cell(text, unit)
    assert read is not None
    assert (read.kind, read.value, read.provisional) == (KIND.FIGURE, value, provisional)
    assert read.typed == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *[(text, KIND.SUPPRESSED) for text in ("<5", "< 5", "*", "[c]", "c", "1-4", "less than 5")],
        *[(text, KIND.SUPPRESSED) for text in ("Suppressed", "fewer than 5", "≤5", "<5 p")],
        *[(text, KIND.AWAITED) for text in ("awaited", "Awaited", "TBC", "awaiting data")],
        *[(text, KIND.MISSING) for text in ("missing", "-", "–", "..", "[x]", "not supplied")],
        *[(text, KIND.NOT_APPLICABLE) for text in ("n/a", "N/A", "na", "[z]")],
    ],
)
@pytest.mark.parametrize("unit", list(Unit))
def test_why_there_is_no_figure_is_kept_and_is_never_a_number(
    text: str, kind: Measured, unit: Unit
) -> None:
    read = read_cell(text, unit)
    assert read is not None
    assert (read.kind, read.value, read.numerator) == (kind, None, None)


def test_a_suppressed_part_of_a_known_whole_is_suppressed() -> None:
    read = read_cell("<5/60", PERCENT)
    assert read is not None
    assert (read.kind, read.value, read.denominator) == (KIND.SUPPRESSED, None, 60.0)


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("61/60", PERCENT, "numerator is above the denominator"),
        ("5/0", PERCENT, "share of nothing"),
        ("45/60", NUMBER, "is a share"),
        ("92%", NUMBER, "is a percentage"),
        ("101%", PERCENT, "more than all"),
        ("0.19", PERCENT, "may be 19% or 0.19%"),
        ("1", PERCENT, "may be 100% or 1%"),
        ("80% (45/60)", PERCENT, "45/60 is 75.0%, not 80%"),
        ("-4", NUMBER, "below nothing"),
        ("12,4", RATE, "is no figure"),
        ("see note", NUMBER, "is no figure"),
        ("1e5", NUMBER, "is no figure"),
        ("nan", NUMBER, "is no figure"),
    ],
)
def test_what_cannot_be_a_figure_is_refused_in_words(text: str, unit: Unit, says: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_cell(text, unit)
    assert says in refusal.value.what


def test_an_empty_cell_says_nothing() -> None:
    assert read_cell("  ", NUMBER) is None


def test_a_row_of_shares_of_one_is_told_from_a_row_of_percentages() -> None:
    assert are_fractions(["0.192", "0.204", "23.8%", "1"])
    assert not are_fractions(["19.2", "0.9"])
    assert not are_fractions(["92%", "<5"])
    assert not are_fractions(["1", "0"])
    read = read_cell("0.185", PERCENT, fractions=True)
    assert read is not None
    assert read.value == 18.5


@given(st.text(max_size=20), st.sampled_from(list(Unit)), st.booleans())
def test_whatever_is_typed_is_read_or_refused(text: str, unit: Unit, fractions: bool) -> None:
    try:
        read = read_cell(text, unit, fractions=fractions)
    except Refusal:
        return
    if read is not None:
        assert (read.kind is KIND.FIGURE) == (read.value is not None)


@given(
    st.one_of(st.integers(0, 100_000).map(str), st.sampled_from(["<5", "awaited", "n/a", "-"])),
    st.booleans(),
)
def test_what_is_shown_reads_back_as_the_same(text: str, provisional: bool) -> None:
    first = read_cell(text + (" p" if provisional else ""), NUMBER)
    assert first is not None
    again = read_cell(shown(first, NUMBER), NUMBER)
    assert again is not None
    assert (again.kind, again.value, again.provisional) == (
        first.kind,
        first.value,
        first.provisional,
    )


@pytest.mark.parametrize(
    ("text", "unit", "small"),
    [
        ("4", NUMBER, True),
        ("5", NUMBER, False),
        ("0", NUMBER, False),
        ("3/60", PERCENT, True),
        ("57/60", PERCENT, False),  # the 60 are not told
        ("4/4", PERCENT, True),
        ("0/3", PERCENT, True),
        ("60/60", PERCENT, False),
        ("30/60", PERCENT, False),
        ("92%", PERCENT, False),
        ("3/12000", RATE, True),
        ("<5", NUMBER, False),
    ],
)
def test_small_counts_do_not_leave_the_program(text: str, unit: Unit, small: bool) -> None:
    read = read_cell(text, unit)
    assert read is not None
    assert is_small(read, unit) is small
    leaving = shown(read, unit, leaving=True)
    assert (leaving == "<5") is (small or read.kind is KIND.SUPPRESSED)


def test_a_figure_is_written_with_its_sign() -> None:
    assert shown(Reading(KIND.FIGURE, 66.666667), PERCENT) == "66.7%"
    assert shown(Reading(KIND.FIGURE, 2744.0, provisional=True), NUMBER) == "2,744 p"
    assert shown(Reading(KIND.FIGURE, 12.4), RATE) == "12.4"


@pytest.mark.parametrize(
    ("words", "code", "provisional"),
    [
        ("Q2 25/26", "2025-Q2", False),
        ("Q2 26/27 (prov.)", "2026-Q2", True),
        ("Q2 2026/27 provisional", "2026-Q2", True),
        ("2026-Q3", "2026-Q3", False),
        ("2026/27 Q4", "2026-Q4", False),
        ("Qtr 1 2025-26", "2025-Q1", False),
        ("Q1 2025", "2025-Q1", False),
        ("Jul 2026", "2026-07", False),
        ("July 26 [p]", "2026-07", True),
        ("Sept-26", "2026-09", False),
        ("2026-07", "2026-07", False),
        ("2026-07-01", "2026-07", False),
        ("2025/26", "2025", False),
        ("2025-26", "2025", False),
        ("2025", "2025", False),
    ],
)
def test_a_heading_names_its_period(words: str, code: str, provisional: bool) -> None:
    found = read_heading(words)
    assert found is not None
    assert (found.period.code, found.provisional) == (code, provisional)
    assert Period.parse(found.period.code) == found.period
    assert Period.parse(found.period.label) == found.period


@pytest.mark.parametrize(
    "words", ["Target", "London", "Q5 25/26", "Q2 25/27", "2025/27", "", "Comment", "Side", "p"]
)
def test_a_heading_without_a_period_names_none(words: str) -> None:
    assert read_heading(words) is None


def test_periods_follow_one_another() -> None:
    quarters = up_to(Period.parse("2026-Q2"), 4)
    assert [one.label for one in quarters] == ["Q3 25/26", "Q4 25/26", "Q1 26/27", "Q2 26/27"]
    assert quarters[0].ends_before == quarters[1].starts_on
    assert Period.of(date(2027, 2, 1), Frequency.YEAR).code == "2026"
    assert Period.of(date(2027, 2, 1), Frequency.QUARTER).code == "2026-Q4"
