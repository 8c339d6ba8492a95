"""Loose dates, as typed on Tuesday 17 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.dates import explain, find_date, read_date, write_date, write_day

TODAY = date(2026, 11, 17)
NEXT = date(2027, 1, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a day and a month: the next such day
        ("14 jan", date(2027, 1, 14)),
        ("15 Jan", date(2027, 1, 15)),
        ("15 jan.", date(2027, 1, 15)),
        ("14jan", date(2027, 1, 14)),
        ("Jan 15", date(2027, 1, 15)),
        ("Nov 26", date(2026, 11, 26)),
        ("17 nov", date(2026, 11, 17)),
        ("16 nov", date(2027, 11, 16)),
        ("29 feb", date(2028, 2, 29)),
        ("1st of may", date(2027, 5, 1)),
        ("2nd sept", date(2027, 9, 2)),
        ("7/12", date(2026, 12, 7)),
        ("7.12", date(2026, 12, 7)),
        ("7-12", date(2026, 12, 7)),
        ("mon 30 nov", date(2026, 11, 30)),
        ("Thursday, 14 January", date(2027, 1, 14)),
        # with a year
        ("14th January 2027", date(2027, 1, 14)),
        ("January 15th, 2027", date(2027, 1, 15)),
        ("31/05/27", date(2027, 5, 31)),
        ("31.12.2026", date(2026, 12, 31)),
        ("31-5-2027", date(2027, 5, 31)),
        ("4/3/27", date(2027, 3, 4)),
        ("15-Sep-26", date(2026, 9, 15)),
        ("14 Jan 27", date(2027, 1, 14)),
        ("14 Jan '27", date(2027, 1, 14)),
        ("2026-10-02", date(2026, 10, 2)),
        ("14\u00a0Jan\u00a02027", date(2027, 1, 14)),
        # weeks
        ("w/c 7/12", date(2026, 12, 7)),
        ("w/c 9/12", date(2026, 12, 7)),
        ("WC 9 Dec 2026", date(2026, 12, 7)),
        ("week commencing 7 December", date(2026, 12, 7)),
        ("next tue", date(2026, 11, 24)),
        ("next mon", date(2026, 11, 23)),
        ("next friday", date(2026, 11, 27)),
        ("this friday", date(2026, 11, 20)),
        ("this tuesday", date(2026, 11, 17)),
        ("this monday", date(2026, 11, 23)),
        ("tue", date(2026, 11, 24)),
        ("weds", date(2026, 11, 18)),
        ("eow", date(2026, 11, 20)),
        ("end of next week", date(2026, 11, 27)),
        # near and far
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 18)),
        ("+10wd", date(2026, 12, 1)),
        ("+10 working days", date(2026, 12, 1)),
        ("10wd", date(2026, 12, 1)),
        ("+5d", date(2026, 11, 22)),
        ("+2w", date(2026, 12, 1)),
        ("in 3 weeks", date(2026, 12, 8)),
        ("within six weeks", date(2026, 12, 29)),
        ("in two weeks' time", date(2026, 12, 1)),
        ("in a fortnight", date(2026, 12, 1)),
        ("+3m", date(2027, 2, 17)),
        ("+1y", date(2027, 11, 17)),
        # ends
        ("end of July", date(2027, 7, 31)),
        ("end of November", date(2026, 11, 30)),
        ("end july 2027", date(2027, 7, 31)),
        ("the end of Jan 27", date(2027, 1, 31)),
        ("end of month", date(2026, 11, 30)),
        ("end of the month", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("month end", date(2026, 11, 30)),
        ("eom", date(2026, 11, 30)),
        ("Nov-26", date(2026, 11, 30)),
        ("Nov 2026", date(2026, 11, 30)),
        ("Nov '26", date(2026, 11, 30)),
        ("February 2028", date(2028, 2, 29)),
        ("end of quarter", date(2026, 12, 31)),
        ("end of next quarter", date(2027, 3, 31)),
        ("eoq", date(2026, 12, 31)),
        ("end Q3", date(2026, 12, 31)),
        ("end of Q2", date(2027, 9, 30)),
        ("end of Q4 2026/27", date(2027, 3, 31)),
        # meetings, and what stands before a date
        ("next meeting", NEXT),
        ("by next meeting", NEXT),
        ("by the next meeting", NEXT),
        ("before next meeting", NEXT),
        ("by 15 Jan", date(2027, 1, 15)),
        ("due by tue.", date(2026, 11, 24)),
        ("no later than 14 jan", date(2027, 1, 14)),
    ],
)
def test_a_loose_date_is_understood(text: str, expected: date) -> None:
    assert read_date(text, TODAY, next_meeting=NEXT) == expected
    assert read_date(text.upper(), TODAY, next_meeting=NEXT) == expected
    assert explain(text, TODAY, next_meeting=NEXT) == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 feb", "31 February is no day of the calendar."),
        ("30/2/26", "30 February 2026 is no day of the calendar."),
        ("1 jan 0000", "1 January 0 is no day of the calendar."),
        ("12/31/2026", "There is no month 31: the day comes first, as in 31/12/2026."),
        ("1/0/2026", "There is no month 0: the day comes first, as in 31/12/2026."),
        ("Tue 14 Jan", "14 January 2027 is a Thursday."),
        ("14", "Which month? Type “14 jan”, for example."),
        ("july", "Which day of July? For its last, type “end of July”."),
        ("Jan 0000", "There is no year 0."),
        ("+9999y", "“+9999y” lies beyond the calendar."),
        ("end of Q4 9999", "“end of Q4 9999” lies beyond the calendar."),
        (
            "before 14 jan",
            "“before 14 jan” is not understood as a date. Type a date such as 14 jan, next tue"
            " or +10wd.",
        ),
        (
            "x" * 61,
            "This is too long for a date. Type a date such as 14 jan, next tue or +10wd.",
        ),
    ],
)
def test_what_is_no_date_says_why(text: str, reason: str) -> None:
    assert read_date(text, TODAY, next_meeting=NEXT) is None
    assert explain(text, TODAY, next_meeting=NEXT) == reason


def test_next_meeting_is_no_date_while_none_is_planned() -> None:
    assert read_date("by next meeting", TODAY) is None
    assert explain("by next meeting", TODAY) == "No next meeting is planned yet."


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_typed_needs_no_explanation(text: str) -> None:
    assert read_date(text, TODAY) is None
    assert explain(text, TODAY) == ""


def test_a_sentence_end_does_not_hide_a_date_near_the_end_of_the_calendar() -> None:
    assert read_date("tomorrow", date.max) is None
    assert read_date("29 feb", date(9999, 3, 1)) is None


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("before next course (24/11)", date(2026, 11, 24), "24/11"),
        ("Completed - closed 15.09.26", date(2026, 9, 15), "15.09.26"),
        ("01/09/26\n(was 31/07/26)", date(2026, 9, 1), "01/09/26"),
        ("chased 20/7.", date(2027, 7, 20), "20/7"),
        ("Tuesday 6 October 2026, 10.00 to 12.00", date(2026, 10, 6), "Tuesday 6 October 2026"),
        ("14 Jan 10 cases", date(2027, 1, 14), "14 Jan"),
        ("due by 7 May", date(2027, 5, 7), "7 May"),
        ("bring it to the next meeting please", NEXT, "the next meeting"),
        ("31 feb, no: 28 feb", date(2027, 2, 28), "28 feb"),
    ],
)
def test_a_date_is_found_among_other_words(text: str, expected: date, words: str) -> None:
    found = find_date(text, TODAY, NEXT)
    assert found is not None
    day, (start, end) = found
    assert (day, text[start:end]) == (expected, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "returns from 9 of 11 agencies",
        "up 23.8%, see 3.5 and QA-0132",
        "10 may attend",
        "the group sat on monday",
        "QA-2026-11-17",
        "31 feb",
    ],
)
def test_numbers_and_words_that_are_no_date_are_left_alone(text: str) -> None:
    assert find_date(text, TODAY, NEXT) is None


def test_dates_are_written_one_way() -> None:
    assert write_date(date(2027, 1, 14)) == "14 Jan 2027"
    assert write_day(TODAY) == "Tuesday 17 November 2026"


@given(st.dates(), st.dates())
def test_a_written_date_reads_back(day: date, today: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year:04d}", today) == day
    assert read_date(day.isoformat(), today) == day
    if day.year >= 1000:
        assert read_date(write_date(day), today) == day
        assert read_date(write_day(day), today) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_a_date_without_a_year_looks_ahead(day: date, today: date) -> None:
    found = read_date(f"{day.day}/{day.month}", today)
    assert found is not None
    assert found >= today
    assert (found.day, found.month) == (day.day, day.month)


_PIECES = st.sampled_from(
    [
        "by",
        "due",
        "w/c",
        "next",
        "this",
        "end",
        "of",
        "the",
        "in",
        "+",
        "-",
        "/",
        ".",
        "'",
        ",",
        "1",
        "31",
        "0",
        "9999",
        "12",
        "jan",
        "feb",
        "may",
        "tue",
        "q3",
        "wd",
        "working",
        "days",
        "weeks",
        "months",
        "y",
        "2026",
        "27",
        "meeting",
        "quarter",
        "month",
        "eom",
        "ſep",
        "today",
    ]
)
_TEXTS = st.text() | st.lists(_PIECES, max_size=8).map(" ".join) | st.lists(_PIECES).map("".join)


@given(_TEXTS, st.dates(), st.none() | st.dates())
def test_no_text_raises(text: str, today: date, next_meeting: date | None) -> None:
    read = read_date(text, today, next_meeting=next_meeting)
    reason = explain(text, today, next_meeting=next_meeting)
    assert (read is None) == bool(reason or not text.strip())
    found = find_date(text, today, next_meeting)
    if found is not None:
        start, end = found[1]
        assert 0 <= start < end <= len(text)
