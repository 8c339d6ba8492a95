"""What work costs: an acknowledged change, and a tracker of 1,000 rows as PDF (DESIGN 4, 5, 8)."""

import math
import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as clock_time
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select
from sqlcipher3 import dbapi2
from tests.benchmarks.measure import Result, median, p95, slowness, told
from tests.fixtures.demonstration import copied, made, opened
from tests.making import KEY

from safeguard_desk import papers
from safeguard_desk.desk.engine import make_engine
from safeguard_desk.documents import pack, pdf, xlsx
from safeguard_desk.documents.model import (
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Table,
)
from safeguard_desk.models import AgendaItem, Group, Meeting
from safeguard_desk.papers import Request
from safeguard_desk.rules.terms import MinutesState
from safeguard_desk.views import action_figures, six_month_exceptions
from safeguard_desk.views.counted import Scope
from safeguard_desk.work import capturing

TIMES = 200


def timed(work: Callable[[], object], times: int = 1) -> list[float]:
    """Return the milliseconds of each of some runs."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return found


def test_a_change_is_on_the_disk_at_once(large_desk: Path, tmp_path: Path) -> None:
    desk = copied(large_desk, tmp_path)
    open_minutes = select(AgendaItem.meeting_id, AgendaItem.id).join(
        Meeting, Meeting.id == AgendaItem.meeting_id
    )
    draft = open_minutes.where(Meeting.minutes_state == MinutesState.NOT_STARTED)
    with desk.read() as reader:
        row = reader.one(draft.where(AgendaItem.code == "tracker"))
    assert row is not None
    meeting, item = row

    def take() -> None:
        desk.change(
            "Take",
            lambda uow: capturing.take(uow, meeting, item, "n: it was noted", clock_time(10)),
        )

    def raise_action() -> None:
        desk.change(
            "Take", lambda uow: capturing.take(uow, meeting, item, "a: write to schools @BM")
        )

    take()
    floor = median(bare_commits(tmp_path / "bare.desk"))
    notes, raised = timed(take, TIMES), timed(raise_action, TIMES)
    desk.close()
    told(
        Result("a note taken and on the disk, median", median(notes), 50, floor=floor),
        Result("a note taken and on the disk, p95", p95(notes), 50, floor=floor),
        Result("an action raised and on the disk, median", median(raised), 50, floor=floor),
    )


def test_the_figures_of_a_hundred_thousand_actions_come_at_once(
    large_desk: Path, tmp_path: Path
) -> None:
    desk = copied(large_desk, tmp_path)

    def count(group_id: str | None) -> None:
        with desk.read() as reader:
            scope = Scope(group_id=group_id)
            action_figures.figures(reader, scope)
            six_month_exceptions.exceptions(reader, scope)

    with desk.read() as reader:
        group = str(reader.scalar(select(Group.id).where(Group.code == "QA")))
    first = timed(partial(count, None))
    every, one = timed(partial(count, None), 9), timed(partial(count, group), 9)
    desk.close()
    limit = 300 * slowness()
    told(
        Result("figures of 100,000 actions, first time", first[0], math.inf),
        Result("figures of 100,000 actions, median", median(every), limit),
        Result("figures of one group of three, median", median(one), limit),
    )


def bare_commits(path: Path) -> list[float]:
    """Return what one inserted row and its commit cost in the same kind of file."""
    engine = make_engine(path, KEY)
    connection = engine.raw_connection()
    cursor: Any = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    assert cursor.execute("PRAGMA synchronous").fetchone()[0] == 2
    cursor.execute("CREATE TABLE lines (words TEXT)")

    def insert() -> None:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO lines VALUES ('it was noted')")
        cursor.execute("COMMIT")

    assert isinstance(cursor.connection, dbapi2.Connection)
    found = timed(insert, TIMES)
    connection.close()
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The tracker of all groups, with the 1,000 actions or more that it has."""
    desk = opened(made(tmp_path_factory.mktemp("tracker") / "Tracker.desk", years=2, scale=2))
    with desk.read() as reader:
        document = papers.make("tracker", reader, Request())
    desk.close()
    return document


def rows_of(document: Document) -> list[list[str]]:
    """Return the words of every table row of a document."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row.cells if isinstance(row, Row) else row for table in tables for row in table.rows]
    return [[str(cell or "") for cell in row] for row in rows]


def test_a_tracker_of_a_thousand_rows_is_printed_within_a_second(
    tracker: Document, tmp_path: Path
) -> None:
    rows = rows_of(tracker)
    ours = timed(lambda: pdf.to_bytes(tracker), 5)
    bare = timed(lambda: bare_strings(rows), 5)
    count = len(rows)
    per_thousand = 1000 / count
    slow = slowness()
    results = [
        Result(
            f"tracker of {count:,} rows as PDF, per 1,000 rows",
            median(ours) * per_thousand,
            1000 * slow,
            floor=median(bare) * per_thousand,
        )
    ]
    office = shutil.which("soffice")
    if office is not None:
        beside = libre_office(office, tracker, tmp_path) * per_thousand
        results.append(
            Result("the same beside LibreOffice", median(ours) * per_thousand, beside, floor=beside)
        )
    told(*results)


def bare_strings(rows: list[list[str]]) -> bytes:
    """Write the same words as bare strings on as many pages as they need."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=landscape(A4))
    width, height = landscape(A4)
    y = height - 40
    for row in rows:
        for place, words in enumerate(row):
            canvas.drawString(30 + place * (width - 60) / max(1, len(row)), y, words[:40])
        y -= 14
        if y < 40:
            canvas.showPage()
            y = height - 40
    canvas.save()
    return out.getvalue()


def libre_office(office: str, document: Document, folder: Path) -> float:
    """Return the milliseconds LibreOffice takes for the same rows, without its own start."""
    empty = replace(document, blocks=())
    spent = []
    for name, one in (("empty", empty), ("full", document)):
        path = folder / f"{name}.xlsx"
        xlsx.write(one, path)
        convert = [office, "--headless", "--convert-to", "pdf", "--outdir", folder, path]
        run = partial(subprocess.run, convert, check=True, capture_output=True)
        run()  # the first start makes its profile
        spent.append(median(timed(run, 2)))
    assert (folder / "full.pdf").exists()
    return spent[1] - spent[0] if spent[1] > spent[0] else math.inf


def test_a_pack_of_500_pages_costs_little_more_than_bare_merging() -> None:
    papers_ = [tagged_paper(number) if number % 2 else plain_paper(number) for number in range(40)]
    assert sum(pack.examine(one).pages for one in papers_) >= 500
    bare, ours = [], []
    for _ in range(7):  # in turns, so that both meet the same machine
        bare += timed(partial(bare_merge, papers_))
        ours += timed(partial(whole_pack, papers_))
    floor = median(bare)
    told(Result("a pack of 40 papers and 500 pages", median(ours), 1.5 * floor, floor=floor))


_SAID = "board child adult risk neglect audit agency threshold referral practice review"
WORDS = _SAID.split()
NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)


def sentences(number: int, lines: int) -> list[str]:
    """Return lines of words that differ from page to page, as those of real papers do."""
    luck = random.Random(number)  # noqa: S311
    return [" ".join(luck.choices(WORDS, k=12)) for _ in range(lines)]


def plain_paper(number: int) -> bytes:
    """Return 13 pages of text, a photograph on some, as offices send them: without tags."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    luck = random.Random(number)  # noqa: S311
    for page in range(13):
        for place, line in enumerate(sentences(number * 100 + page, 48)):
            canvas.drawString(60, 800 - 15 * place, line)
        if page % 4 == 0:
            photograph = Image.frombytes("RGB", (160, 100), luck.randbytes(48_000))
            canvas.drawImage(ImageReader(photograph), 60, 10, 160, 60)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def tagged_paper(number: int) -> bytes:
    """Return 13 pages of our own, tagged, text on each."""
    blocks: list[Heading | Paragraph | PageBreak] = []
    for page in range(13):
        lines = sentences(number * 100 + page, 36)
        texts = [" ".join(lines[start : start + 6]) for start in range(0, 36, 6)]
        blocks += [PageBreak()] if page else []
        blocks += [Heading(1, f"Part {page + 1}"), *map(Paragraph, texts)]
    return pdf.to_bytes(Document(f"Paper {number}", tuple(blocks), NOON))


def bare_merge(papers_: list[bytes]) -> bytes:
    """Put papers one behind the other, and nothing else."""
    out = BytesIO()
    with pikepdf.new() as whole:
        for one in papers_:
            whole.pages.extend(pikepdf.open(BytesIO(one)).pages)
        whole.save(out)
    return out.getvalue()


def whole_pack(papers_: list[bytes]) -> bytes:
    """Make the same a pack: examined, numbered, with contents, stamps, bookmarks and tags."""
    parts, count = [], 0
    for number, one in enumerate(papers_):
        pages = pack.examine(one).pages
        labels = tuple(str(count + page + 1) for page in range(pages))
        parts.append(pack.Part(f"Paper {number}", one, labels, f"Item {number // 4 + 1}"))
        count += pages
    rows = tuple(
        (Run(part.title, link=f"part:{n}"), part.labels[0]) for n, part in enumerate(parts)
    )
    table = Table((Column("Paper"), Column("Page")), rows)
    contents = pdf.to_bytes(Document("Papers", (table,), NOON))
    return pack.merge(pack.Cover("Papers", contents, NOON), parts)
