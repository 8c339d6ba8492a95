"""The scorecard as a paper: each board's edition, and what may not leave the program."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fixtures.harrow import FILES, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents import writing
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.model import Document, Figure, KeepTogether, Table
from safeguard_desk.exchange.scorecard import import_scorecard
from safeguard_desk.models import Board, Indicator
from safeguard_desk.papers import file_name, make
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.work import commentary, scorecard
from safeguard_desk.work.scorecard import Entry


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the sample's scorecard on it."""
    found = settled(desk, clock)
    import_scorecard(desk, FILES / "scorecard.xlsx")
    return found


def made(harrow: Harrow, board: str = "", quarter: str = "2026-Q2") -> Document:
    with harrow.desk.read() as reader:
        found = reader.scalar(select(Board.id).where(Board.code == board)) if board else None
        request = Request(board_id=found, quarter=Quarter.parse(quarter))
        return make("scorecard", reader, request)


def figures(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the rows of the scorecard's table by the indicator."""
    found = next(
        block
        for block in document.blocks
        if isinstance(block, Table) and block.columns[0].title == "Indicator"
    )
    return {
        str(row.cells[0]): tuple(str(cell) for cell in row.cells[1:]) for row in found.full_rows()
    }


def charts(document: Document) -> str:
    inside = [b for k in document.blocks if isinstance(k, KeepTogether) for b in k.blocks]
    blocks = [*document.blocks, *inside]
    return " ".join(describe(block.chart) for block in blocks if isinstance(block, Figure))


def test_each_board_hears_of_its_side_and_the_joint_edition_of_both(harrow: Harrow) -> None:
    children, adults = figures(made(harrow, "HSCB")), figures(made(harrow, "HSAB"))
    assert len(children) == 7
    assert len(adults) == 4
    assert not children.keys() & adults.keys()
    assert figures(made(harrow)).keys() == children.keys() | adults.keys()


def test_the_edition_of_an_earlier_quarter_ends_with_it(harrow: Harrow) -> None:
    document = made(harrow, "HSAB", "2026-Q1")
    assert document.subtitle == "Harrow Safeguarding Adults Board, Q1 2026/27"
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert [one.title for one in table.columns][-2:] == ["Q1 26/27", "Signal"]
    row = figures(document)["Making Safeguarding Personal: outcomes met"]
    assert row[-1] == "off target two periods running, Q4 25/26 to Q1 26/27"


def test_small_counts_are_suppressed_in_table_and_chart(harrow: Harrow) -> None:
    custody = "Children in custody with a health plan"
    (indicator,) = (one.id for one in harrow.all(Indicator) if one.title == custody)
    harrow.do(scorecard.type_in, Entry(indicator, Period.parse("2025-Q1"), "3"))
    document = made(harrow, "HSCB")
    row = figures(document)[custody]
    assert row[-7:-1] == ("<5", "<5", "<5", "6", "<5", "*")
    words = charts(document)
    start = words.index(f"Run chart: {custody}")
    assert "no figure for Q1 25/26" in words[start:]
    assert "3 in Q1 25/26" not in words


def test_the_charts_state_their_figures_and_signals(harrow: Harrow) -> None:
    words = charts(made(harrow, "HSCB"))
    assert "Run chart: Re-referrals within 12 months." in words
    assert "rising to 23.8 per cent in Q1 26/27" in words
    assert "Signal: off target 5 periods running, Q2 25/26 to Q2 26/27." in words
    assert "Without a point: Q1 26/27 awaited." in words


def test_commentary_stands_in_the_paper(harrow: Harrow) -> None:
    concerns = next(one.id for one in harrow.all(Indicator) if "concerns" in one.title)
    harrow.do(commentary.comment, concerns, Period.parse("2026-Q2"), "A campaign ran in June.")
    tables = [b for b in made(harrow, "HSAB").blocks if isinstance(b, Table)]
    said = [row.cells for row in tables[-1].full_rows()]
    assert ("Safeguarding concerns (adults)", "Q2 26/27", "A campaign ran in June.") in said


def test_it_is_written_as_pdf_word_and_excel(harrow: Harrow, tmp_path: Path) -> None:
    document = made(harrow, "HSCB")
    for ending, begins in ((".pdf", b"%PDF"), (".docx", b"PK"), (".xlsx", b"PK")):
        path = tmp_path / f"scorecard{ending}"
        writing.write(document, path)
        assert path.read_bytes().startswith(begins)
    with harrow.desk.read() as reader:
        assert file_name("scorecard", reader, Request()) == "Scorecard both boards 2026-Q2"


def test_an_empty_scorecard_says_so(desk: Desk, clock: TestClock) -> None:
    document = made(settled(desk, clock))
    assert len(document.blocks) == 1
    assert document.created.date() == date(2026, 11, 17)
