"""Numbers of reports lead to the rows they count, also those that stand within sentences."""

import pytest
from sqlalchemy import select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.numbers import SAID, Line, lines
from safeguard_desk.models import Board
from safeguard_desk.papers import Request, make, reporting
from safeguard_desk.views import behind

KINDS = [
    paper.kind
    for paper in reporting.kinds()
    if "board" in paper.needs and paper.kind != "annual-evidence"
]
"""Evidence counts statements, each of which has sources: those stand behind its numbers."""


def read(desk: Desk, kind: str) -> list[tuple[Line, tuple[behind.Key, ...]]]:
    with desk.read() as reader:
        board = reader.scalar(select(Board.id).where(Board.code == "HSCB"))
        told = lines(make(kind, reader, Request(board_id=board)))
        return [(line, behind.keys(reader, line.behind)) for line in told]


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_rows_stand_behind_a_number_as_it_says(demo_desk: Desk, kind: str) -> None:
    found = read(demo_desk, kind)
    whole = [
        (line, keys)
        for line, keys in found
        if keys and line.value.replace(",", "").isdecimal() and "days" not in line.column.lower()
    ]
    assert whole
    for line, keys in whole:
        assert len(keys) == int(line.value.replace(",", "")), line


def test_sentences_of_a_board_report_lead_to_what_they_tell_of(demo_desk: Desk) -> None:
    told = {
        line.value: {kind for kind, _ in keys}
        for line, keys in read(demo_desk, "board-report")
        if line.column == SAID and keys
    }

    def kinds(words: str) -> set[str]:
        (found,) = [kinds for said, kinds in told.items() if words in said]
        return found

    assert kinds("In the quarter ") == {"actions"}
    assert kinds("The longest overdue is") == {"actions"}
    assert kinds("quorate") == {"meetings"}
    assert kinds("The highest of") == {"risks"}
    assert kinds("places attended") == {"training_sessions"}
    assert kinds("learning needs are open") == {"learning_needs"}
    assert kinds("went to agencies") == {"learning_products"}


def test_signals_of_the_scorecard_lead_to_their_indicators(demo_desk: Desk) -> None:
    signals = [
        keys
        for line, keys in read(demo_desk, "board-report")
        if line.section == "Signals of the scorecard" and line.column == "Signal"
    ]
    assert signals
    assert all([kind for kind, _ in keys] == ["indicators"] for keys in signals)
