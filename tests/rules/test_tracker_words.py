"""What other people's trackers say: headings, statuses, colours, due dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.terms import ActionStatus, Rating
from safeguard_desk.rules.tracker_dates import month_comes_first, read_day, read_due
from safeguard_desk.rules.tracker_words import (
    HEADINGS,
    Part,
    is_total,
    part_of,
    plain,
    rating_of_colour,
    read_rating,
    read_status,
)

ANCHOR = date(2026, 7, 14)


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Ref.", Part.REF),
        ("#", Part.REF),
        ("Action No", Part.REF),
        ("Date of meeting", Part.RAISED_ON),
        ("Minute", Part.RAISED_AT),
        ("Action agreed", Part.TITLE),
        ("Recommendation / action", Part.TITLE),
        ("What needs to be done?", Part.TITLE),
        ("By whom", Part.OWNER),
        ("Lead officer / agency", Part.OWNER),
        ("Organisation", Part.AGENCY),
        ("Deadline", Part.DUE),
        ("By when", Part.DUE),
        ("Revised date", Part.REVISED),
        ("RAG / Status", Part.STATUS),
        ("Done?", Part.STATUS),
        ("RAG", Part.RATING),
        ("% complete", Part.PERCENT),
        ("Progress update (July)", Part.UPDATE),
        ("Evidence of impact", Part.IMPACT),
        ("Date completed", Part.COMPLETED_ON),
        ("Statut", Part.STATUS),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, part: Part) -> None:
    found = part_of(heading)
    assert found is not None
    assert found[0] is part


@pytest.mark.parametrize("heading", ["", "Priority", "Cost", "x" * 60 + " action"])
def test_a_heading_nobody_knows_means_nothing(heading: str) -> None:
    assert part_of(heading) is None


def test_no_heading_stands_for_two_parts() -> None:
    known = [plain(word) for words in HEADINGS.values() for word in words]
    assert sorted(known) == sorted(set(known))


@pytest.mark.parametrize(
    ("words", "status", "on", "rating"),
    [
        ("Complete", ActionStatus.COMPLETED, None, None),
        ("Completed - closed 15.09.26", ActionStatus.CLOSED, date(2026, 9, 15), None),
        ("Closed 12/3/26", ActionStatus.CLOSED, date(2026, 3, 12), None),
        ("Closed", ActionStatus.CLOSED, None, None),
        ("Overdue", ActionStatus.OPEN, None, Rating.RED),
        ("On track", ActionStatus.OPEN, None, Rating.GREEN),
        ("Green - on track", ActionStatus.OPEN, None, Rating.GREEN),
        ("In progress (60%)", ActionStatus.OPEN, None, None),
        ("60%", ActionStatus.OPEN, None, None),
        ("100 %", ActionStatus.COMPLETED, None, None),
        ("Y", ActionStatus.COMPLETED, None, None),
        ("no", ActionStatus.OPEN, None, None),
        ("Not complete", ActionStatus.OPEN, None, None),
        ("No longer needed", ActionStatus.CANCELLED, None, None),
        ("ON HOLD", ActionStatus.ON_HOLD, None, None),
        ("Terminé", ActionStatus.COMPLETED, None, None),
        ("Wedi’i gwblhau", ActionStatus.COMPLETED, None, None),
        ("in Bearbeitung", ActionStatus.OPEN, None, None),
        ("Zakończone", ActionStatus.COMPLETED, None, None),
        ("waiting for Godot", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_status_is_read_as_the_field_means_it(
    words: str, status: ActionStatus | None, on: date | None, rating: Rating | None
) -> None:
    assert read_status(words, ANCHOR) == (status, on, rating)


@pytest.mark.parametrize(
    ("colour", "rating"),
    [
        ("FF0070C0", Rating.BLUE),
        ("FFFF0000", Rating.RED),
        ("C00000", Rating.RED),
        ("00B050", Rating.GREEN),
        ("92D050", Rating.GREEN),
        ("FFC000", Rating.AMBER),
        ("FFFF00", Rating.AMBER),
        ("FFC7CE", Rating.RED),
        ("D9D9D9", None),
        ("FFFFFF", None),
        ("000000", None),
        ("7030A0", None),
        ("theme", None),
    ],
)
def test_a_fill_is_read_as_one_of_the_four_ratings_or_none(
    colour: str, rating: Rating | None
) -> None:
    assert rating_of_colour(colour) is rating


def test_a_word_of_rating_is_read_by_letter_and_by_name() -> None:
    assert [read_rating(word) for word in ("R", "amber", " Green ", "blue", "purple")] == [
        Rating.RED,
        Rating.AMBER,
        Rating.GREEN,
        Rating.BLUE,
        None,
    ]


@pytest.mark.parametrize(
    "words", ["Total actions", "TOTAL", "Sub-total", "Key: red is overdue", "Summe", "Razem: 5"]
)
def test_a_line_of_totals_is_known_by_its_first_word(words: str) -> None:
    assert is_total(words)


@pytest.mark.parametrize("words", ["Totally revise the policy", "Keyworkers to be named", "Summon"])
def test_an_action_that_begins_likewise_is_none(words: str) -> None:
    assert not is_total(words)


@pytest.mark.parametrize(
    ("cell", "on", "was", "words"),
    [
        ("31.12.2026", date(2026, 12, 31), None, ""),
        ("2026-10-02", date(2026, 10, 2), None, ""),
        ("2026-10-02 09:30", date(2026, 10, 2), None, ""),
        ("06/11/26", date(2026, 11, 6), None, ""),
        ("46000", date(2025, 12, 9), None, ""),
        ("Nov-26", date(2026, 11, 30), None, ""),
        ("end of July", date(2026, 7, 31), None, ""),
        ("31/07/26 (was 30/06/26)", date(2026, 7, 31), date(2026, 6, 30), ""),
        ("01/09/26\n(was 31/07/26)", date(2026, 9, 1), date(2026, 7, 31), ""),
        (
            "1/9/26 (previously July meeting)",
            date(2026, 9, 1),
            None,
            "1/9/26 (previously July meeting)",
        ),
        ("before next course (24/11)", date(2026, 11, 24), None, "before next course (24/11)"),
        ("ASAP", None, None, "ASAP"),
        ("ongoing", None, None, "ongoing"),
        ("next meeting", None, None, "next meeting"),
        ("Jan meeting", None, None, "Jan meeting"),
        ("31/02/26", None, None, "31/02/26"),
        ("31 janvier 2027", date(2027, 1, 31), None, ""),
        ("14 Ionawr 2027", date(2027, 1, 14), None, ""),
        ("1er mars 2027", date(2027, 3, 1), None, ""),
        ("3. Oktober 2026", date(2026, 10, 3), None, ""),
        ("5 de enero de 2027", date(2027, 1, 5), None, ""),
        ("KW 50", None, None, "KW 50"),
        ("", None, None, ""),
    ],
)
def test_a_due_date_is_read_as_it_was_meant_and_words_are_kept(
    cell: str, on: date | None, was: date | None, words: str
) -> None:
    assert read_due(cell, ANCHOR)[:3] == (on, was, words)


def test_a_month_alone_is_told_to_be_a_reading() -> None:
    assert read_due("Nov-26", ANCHOR).loose
    assert read_due("end of July", ANCHOR).loose
    assert not read_due("13 November 2026", ANCHOR).loose


def test_month_first_is_believed_only_where_a_date_proves_it_and_none_the_opposite() -> None:
    assert month_comes_first(["07/25/26", "03/04/26"])
    assert not month_comes_first(["07/05/26", "03/04/26"])
    assert not month_comes_first(["07/25/26", "25/07/26"])
    assert read_day("07/25/26", ANCHOR, month_first=True) == date(2026, 7, 25)
    assert read_day("07/25/26", ANCHOR) is None


@given(
    st.dates(date(2001, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%b-%y", "%d %B %Y"]),
)
def test_a_date_written_any_usual_way_comes_back(day: date, form: str) -> None:
    assert read_due(day.strftime(form), ANCHOR) == (day, None, "", False)


@given(st.text(max_size=60))
def test_no_text_is_lost_and_none_raises(text: str) -> None:
    due = read_due(text, ANCHOR)
    assert due.on is not None or due.words == " ".join(text.split())
    read_status(text, ANCHOR)
    part_of(text)
