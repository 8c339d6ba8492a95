"""The thread of a record on paper: drawn in words too, and listed; nothing restricted leaks."""

from functools import partial
from pathlib import Path

import outloud
import pdfua
import pytest
from pypdfium2 import PdfDocument
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents import docx, pdf
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.model import Document, Figure, Paragraph, Row, Table, plain
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.terms_thread import Audience
from safeguard_desk.views import thread
from safeguard_desk.work import linking
from safeguard_desk.work.actions import NewAction


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def test_the_drawing_says_what_leads_to_what_and_the_list_holds_all(harrow: Harrow) -> None:
    finding = harrow.do(lambda uow: linking.add_finding(uow, harrow.group(), "Returns late").id)
    harrow.do(lambda uow: linking.recommend(uow, finding, "Name a lead").id)
    with harrow.desk.read() as reader:
        assert thread.find(reader, "qa-f-0001") == ("findings", finding)
        paper = make("thread", reader, Request(about=("findings", finding)))
    (figure,) = [block for block in paper.blocks if isinstance(block, Figure)]
    words = describe(figure.chart)
    assert "QA-F-0001 Returns late" in words
    assert "leads to QA-REC-0001" in words
    assert "missing: No answer yet" in words
    assert draw(figure.chart, 700).shapes
    (listed,) = [block for block in paper.blocks if isinstance(block, Table)]
    assert len(listed.rows) == 2


def test_a_restricted_record_has_no_open_paper(harrow: Harrow) -> None:
    hidden = harrow.do(
        lambda uow: linking.add_finding(uow, harrow.group(), "Hidden", restricted=True).id
    )
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="restricted part"):
        make("thread", reader, Request(about=("findings", hidden)))


def listed(paper: Document) -> list[list[str]]:
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    rows = [row.cells if isinstance(row, Row) else row for row in table.rows]
    return [[str(cell or "") for cell in row] for row in rows]


def _recommended(uow: UnitOfWork, *, finding: str, words: str) -> str:
    return linking.recommend(uow, finding, words).id


def long_thread(harrow: Harrow) -> str:
    """Make a thread in every column, with many boxes in one; return its first finding."""
    finding = harrow.do(lambda uow: linking.add_finding(uow, harrow.group(), "Returns late").id)
    for number in range(9):
        words = f"Lead {number}"
        made = harrow.do(partial(_recommended, finding=finding, words=words))
        new = NewAction(f"Name lead {number}", owners=(harrow.people["DN"],))
        harrow.do(linking.raise_action_on, ("recommendations", made), new)
    point = harrow.do(
        lambda uow: linking.add_learning_point(uow, harrow.group(), "Ask", finding_id=finding).id
    )
    harrow.do(linking.share, point, Audience.TEAMS)
    return str(finding)


def test_the_list_alone_tells_the_whole_thread(harrow: Harrow) -> None:
    finding = long_thread(harrow)
    with harrow.desk.read() as reader:
        rows = listed(make("thread", reader, Request(about=("findings", finding))))
    assert len(rows) == 1 + 9 + 9 + 1
    by_ref = {row[1]: row for row in rows}
    assert by_ref["QA-REC-0003"][5] == "QA-F-0001 (recommends)"
    assert by_ref["QA-LP-0001"][5] == "QA-F-0001 (led to)"
    assert "QA-REC-0009" in by_ref["QA-F-0001"][6]
    assert by_ref["QA-REC-0001"][7] == "No answer yet"
    assert by_ref["QA-LP-0001"][3] == "Heard by 1 of 3"


def test_restricted_records_in_the_middle_are_left_out_and_counted(harrow: Harrow) -> None:
    signal = harrow.do(lambda uow: linking.add_finding(uow, harrow.group(), "Seen").id)
    hidden = harrow.do(
        lambda uow: linking.add_finding(uow, harrow.group("CR"), "Nobody asked the adult").id
    )
    harrow.do(linking.link, ("findings", signal), ("findings", hidden))
    with harrow.desk.read() as reader:
        asked = {"about": ("findings", signal)}
        open_copy = make("thread", reader, Request(**asked))  # type: ignore[arg-type]
        whole = make("thread", reader, Request(**asked, restricted=True))  # type: ignore[arg-type]
    assert len(listed(open_copy)) == 1
    words = [plain(block.text) for block in open_copy.blocks if isinstance(block, Paragraph)]
    assert "1 restricted record left out of this copy." in words
    assert "adult" not in str(open_copy)
    assert len(listed(whole)) == 2
    assert "Nobody asked the adult" in str(whole)


def test_it_begins_on_the_first_page_and_is_read_aloud(harrow: Harrow, tmp_path: Path) -> None:
    finding = long_thread(harrow)
    with harrow.desk.read() as reader:
        paper = make("thread", reader, Request(about=("findings", finding)))
    file = tmp_path / "thread.pdf"
    file.write_bytes(pdf.to_bytes(paper))
    found = pdfua.validate(str(file)).findings
    assert not [one for one in found if one.severity is not pdfua.Severity.INFO], found
    heard = outloud.check(str(file))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings
    with PdfDocument(file) as printed:
        first = printed[0].get_textpage().get_text_range()
    assert "The thread, drawn" in first
    assert "and 5 more, in the list" in first
    word = tmp_path / "thread.docx"
    docx.write(paper, word)
    assert word.stat().st_size > 0
