"""What a board hears of audits: those of its side, their returns, and the verdicts."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fixtures.demonstration import opened
from tests.papers.flat import flat

from safeguard_desk import papers
from safeguard_desk.models import Board
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.working_days import Quarter


def report(demo_file: Path, code: str, day: date = date(2026, 11, 20)) -> str:
    desk = opened(demo_file)
    try:
        with desk.read() as reader:
            board = reader.scalar(select(Board.id).where(Board.code == code))
            asked = Request(board_id=board, quarter=Quarter.of(day))
            return flat(papers.make("board-report", reader, asked))
    finally:
        desk.close()


@pytest.mark.parametrize(("code", "hears"), [("HSAB", True), ("HSCB", False)])
def test_each_board_hears_of_its_sides_audits(demo_file: Path, code: str, hears: bool) -> None:
    found = report(demo_file, code)
    assert "Audits and their impact" in found
    assert "QA-A-0002 Re-audit: Neglect: Practice has partly changed." in found
    assert ("Self-neglect and hoarding | Agency returns" in found) is hears
    assert ("QA-A-0003: returns 34 missing since" in found) is hears


def test_a_quarter_without_audits_has_no_such_section(demo_file: Path) -> None:
    assert "Audits and their impact" not in report(demo_file, "HSCB", date(2024, 5, 1))


@pytest.mark.parametrize(
    ("code", "signal", "inspection"),
    [
        ("HSCB", "QA-I-0006 | GPs attending or reporting to initial conferences", "QA-INS-0001"),
        ("HSAB", "QA-I-0014 | DoLS requests waiting over 21 days", "QA-INS-0003"),
    ],
)
def test_each_board_hears_of_its_sides_signals_and_inspections(
    demo_file: Path, code: str, signal: str, inspection: str
) -> None:
    found = report(demo_file, code)
    other = report(demo_file, "HSAB" if code == "HSCB" else "HSCB")
    for words in (signal, f"{inspection} | "):
        assert words in found
        assert words not in other
    assert "QA-INS-0002 | " in found
    assert "QA-INS-0002 | " in other


def test_an_inspection_is_told_in_its_quarters_only(demo_file: Path) -> None:
    assert "QA-INS-0003" in report(demo_file, "HSAB", date(2026, 9, 1)), "published then"
    assert "QA-INS-0003" in report(demo_file, "HSAB", date(2026, 11, 1)), "not decided yet"
    assert "QA-INS-0003" not in report(demo_file, "HSAB", date(2026, 6, 1))
