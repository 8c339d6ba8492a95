"""The thread of a record on paper: drawn in words too, and listed; nothing restricted leaks."""

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.model import Figure, Table
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import Request, make
from safeguard_desk.views import thread
from safeguard_desk.work import linking


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
