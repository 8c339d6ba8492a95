"""The thread of a record on paper: drawn in words too, and listed; nothing restricted leaks."""

import os
from datetime import date
from pathlib import Path

import docx
import outloud
import pdfua
import pikepdf
import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock
from tests.papers.flat import flat

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw, pieces
from safeguard_desk.documents.model import Document, Figure, Paragraph, Row, Table, plain
from safeguard_desk.documents.writing import write
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.terms_thread import LinkKind, Response
from safeguard_desk.views import thread
from safeguard_desk.work import actions, evidence, linking, risks
from safeguard_desk.work.actions import NewAction

REFERENCE = Path(__file__).parents[1] / "reference" / "thread.txt"
SECRET = "the lodger in the annexe"


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


def story(harrow: Harrow) -> tuple[str, str]:
    """From a risk to the answer whether practice has changed, and past a restricted finding."""
    group = harrow.group()
    risk = harrow.do(lambda uow: risks.raise_risk(uow, group, "Returns come late").id)
    finding = harrow.do(
        lambda uow: linking.add_finding(uow, group, "Nobody chases", source=("risks", risk)).id
    )
    told = harrow.do(lambda uow: linking.recommend(uow, finding, "Name a lead").id)
    harrow.do(linking.respond, told, Response.ACCEPTED)
    new = NewAction("Write to the chief officers", due_on=date(2027, 1, 15))
    action = harrow.do(lambda uow: linking.raise_action_on(uow, ("recommendations", told), new).id)
    harrow.do(
        lambda uow: linking.add_learning_point(uow, group, "Why it matters", finding_id=finding).id
    )
    hidden = harrow.do(
        lambda uow: (
            linking.add_finding(uow, group, SECRET, source=("risks", risk), restricted=True).id
        )
    )
    beyond = harrow.do(lambda uow: linking.add_finding(uow, group, "Seen elsewhere too").id)
    harrow.do(linking.link, ("findings", hidden), ("findings", beyond), LinkKind.CHECKED_BY)
    return finding, action


def paper(harrow: Harrow, finding: str, *, restricted: bool = False) -> Document:
    request = Request(about=("findings", finding), restricted=restricted)
    with harrow.desk.read() as reader:
        return make("thread", reader, request)


def test_the_list_tells_the_whole_thread(harrow: Harrow) -> None:
    finding, _ = story(harrow)
    found = flat(paper(harrow, finding))
    if os.environ.get("WRITE_REFERENCES"):
        REFERENCE.write_text(found, encoding="utf-8")
    assert found == REFERENCE.read_text(encoding="utf-8")


def test_restricted_records_are_left_out_and_counted(harrow: Harrow) -> None:
    finding, _ = story(harrow)
    open_copy = paper(harrow, finding)
    assert SECRET not in flat(open_copy)
    assert "QA-F-0002" not in flat(open_copy)
    assert "1 restricted record left out of this copy." in flat(open_copy)
    assert open_copy.marking == "OFFICIAL"
    whole = paper(harrow, finding, restricted=True)
    assert SECRET in flat(whole)
    assert "checks QA-F-0002" in flat(whole)
    assert "left out" not in flat(whole)
    assert whole.marking == "OFFICIAL-SENSITIVE"


def test_what_a_thread_answers_is_told_as_its_last_stage(harrow: Harrow) -> None:
    finding, action = story(harrow)
    harrow.do(actions.complete, action, "Letter of 1 November")
    harrow.do(lambda uow: evidence.judge(uow, action, "All six returned on time", by="Chair"))
    found = flat(paper(harrow, finding))
    assert "All six returned on time" in found
    assert "answers QA-0001" in found
    assert "answered by the verdict of QA-0001" in found


def test_the_drawing_begins_on_the_first_page_and_both_editions_are_accessible(
    harrow: Harrow, tmp_path: Path
) -> None:
    finding, _ = story(harrow)
    for number in range(12):
        told = f"Recommendation {number}: name a lead, and say by when each agency has one"
        harrow.do(linking.recommend, finding, told)
    document = paper(harrow, finding)
    (figure,) = [block for block in document.blocks if isinstance(block, Figure)]
    assert [one.caption for one in pieces(figure, 728.0)] == [
        "The thread, drawn",
        "The thread, drawn, continued",
    ]
    path = tmp_path / "thread.pdf"
    write(document, path)
    with pikepdf.open(path) as pdf:
        first = pdf.pages[0].Contents.read_bytes()
    assert b"/Figure" in first
    found = pdfua.validate(str(path)).findings
    assert not [one for one in found if one.severity is not pdfua.Severity.INFO], found
    heard = outloud.check(str(path))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings
    word = tmp_path / "thread.docx"
    write(document, word)
    edition = docx.Document(str(word))
    assert len(edition.inline_shapes) == 2
    cells = [cell.text for row in edition.tables[0].rows for cell in row.cells]
    assert "found in QA-R-0001" in cells


def listed(paper: Document) -> list[list[str]]:
    (table,) = [block for block in paper.blocks if isinstance(block, Table)]
    rows = [row.cells if isinstance(row, Row) else row for row in table.rows]
    return [[str(cell or "") for cell in row] for row in rows]


def test_a_case_review_in_the_middle_is_left_out_and_counted(harrow: Harrow) -> None:
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
