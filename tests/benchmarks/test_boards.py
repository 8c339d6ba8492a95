"""What the boards' own work costs on a desk of ten years: a thread, Home, a report (DOMAIN 7)."""

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from tests.benchmarks.measure import Result, median, slowness, told
from tests.benchmarks.test_work import timed
from tests.fixtures.demonstration import TODAY, copied

from safeguard_desk import papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.rehearsal import rehearsal
from safeguard_desk.documents import pdf
from safeguard_desk.models import KINDS, Action, Board, Finding
from safeguard_desk.papers import Request
from safeguard_desk.views.thread import thread
from safeguard_desk.views.today import today

TIMES = 7


@pytest.fixture(scope="module")
def desk(ten_years: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of ten years, just opened: nothing of it is read yet."""
    found = copied(ten_years, tmp_path_factory.mktemp("ten"))
    yield found
    found.close()


def bare(reader: Reader) -> list[float]:
    """Return what it costs to read the states and days of all actions, and nothing else."""
    statement = select(Action.status, Action.due_on, Action.closed_on, Action.side)
    return timed(lambda: reader.rows(statement), TIMES)


def test_home_is_filled_at_once(desk: Desk) -> None:
    with rehearsal(TODAY) as nothing:  # as the window does while the passphrase is typed
        today(nothing)
    with desk.read() as reader:
        counts = (reader.scalar(select(func.count()).select_from(one)) for one in KINDS.values())
        assert sum(counts) >= 100_000
        first = timed(lambda: list(today(reader)))
        again = timed(lambda: list(today(reader)), TIMES)
        floor = median(bare(reader))
    limit = 200 * slowness()
    told(
        Result("Home filled, 100,000 records", median(again), limit, floor=floor),
        Result("Home filled for the first time", first[0], math.inf, floor=floor),
    )


def test_a_thread_is_there_at_once(desk: Desk) -> None:
    with desk.read() as reader:
        findings = reader.scalars(select(Finding.id).order_by(Finding.ref))
        first = timed(lambda: thread(reader, "findings", findings[0]))
        each = [timed(lambda of=of: thread(reader, "findings", of))[0] for of in findings]  # type: ignore[misc]
        floor = median(bare(reader))
    limit = 100 * slowness()
    told(
        Result("a thread, 100,000 records", median(each), limit, floor=floor),
        Result("the slowest thread of all findings", max(each), limit, floor=floor),
        Result("the first thread after opening", first[0], limit, floor=floor),
    )


def test_a_board_report_is_made_within_three_seconds(desk: Desk) -> None:
    with desk.read() as reader:
        board = reader.scalar(select(Board.id).where(Board.code == "HSCB"))
        facts = timed(lambda: papers.make("board-report", reader, Request(board_id=board)))
        whole = timed(
            lambda: pdf.to_bytes(papers.make("board-report", reader, Request(board_id=board))), 3
        )
        floor = median(bare(reader))
    limit = 3000 * slowness()
    told(
        Result("a board report as PDF, 100,000 records", median(whole), limit, floor=floor),
        Result("its facts for the first time", facts[0], limit, floor=floor),
    )
