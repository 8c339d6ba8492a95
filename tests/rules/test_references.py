"""References as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.references import (
    find_references,
    meeting_reference,
    parse,
    read_meeting_reference,
    reference,
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("QA-0142", ("QA", 142)),
        ("qa 142", ("QA", 142)),
        ("QA142", ("QA", 142)),
        (" qa-142 ", ("QA", 142)),
        ("QA – 0142", ("QA", 142)),
        ("QA-R-0003", ("QA", 3)),
        ("T2-0007", ("T2", 7)),
        ("QA-12345", ("QA", 12345)),
    ],
)
def test_a_reference_is_read_however_it_is_written(written: str, read: tuple[str, int]) -> None:
    expected = ("QA-R", 3) if written == "QA-R-0003" else read
    assert parse(written) == expected


@pytest.mark.parametrize("text", ["", "QA", "142", "QA-", "QA-2026-11-17", "QA-14a", "the 3 cases"])
def test_what_is_no_reference_is_none(text: str) -> None:
    assert parse(text) is None


@given(st.from_regex(r"[A-Z]{1,5}(-[A-Z])?", fullmatch=True), st.integers(1, 999_999))
def test_a_reference_reads_back(prefix: str, number: int) -> None:
    written = reference(prefix, number)
    assert parse(written) == (prefix, number)
    assert len(written) >= len(prefix) + 5


def test_references_are_found_in_text_with_their_span() -> None:
    text = "the pace of QA-0132, qa 7 and CR-R-0003; not xQA-1x"
    found = find_references(text)
    assert [ref for ref, _ in found] == ["QA-0132", "QA-0007", "CR-R-0003"]
    assert [text[slice(*span)] for _, span in found] == ["QA-0132", "qa 7", "CR-R-0003"]


def test_a_meeting_is_called_by_its_group_and_day() -> None:
    assert meeting_reference("QA", date(2026, 11, 17)) == "QA-2026-11-17"


@pytest.mark.parametrize(
    "text", ["QA-2026-11-17", "qa 2026-11-17", " QA2026-11-17", "qa - 2026-11-17"]
)
def test_a_meeting_reference_is_read_leniently(text: str) -> None:
    assert read_meeting_reference(text) == "QA-2026-11-17"


@pytest.mark.parametrize("text", ["", "QA", "QA-0142", "QA-2026-02-31", "2026-11-17"])
def test_what_is_no_meeting_reference_is_none(text: str) -> None:
    assert read_meeting_reference(text) is None


@given(st.text())
def test_no_text_raises(text: str) -> None:
    parse(text)
    find_references(text)
    read_meeting_reference(text)
