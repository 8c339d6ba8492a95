"""The co-chair's brief: one page, whatever there is to say."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from pypdfium2 import PdfDocument
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk import papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents import docx, pdf
from safeguard_desk.documents.model import Document
from safeguard_desk.models import Attendance
from safeguard_desk.papers import Request
from safeguard_desk.rules.terms import Presence, Purpose
from safeguard_desk.views.meetings import seats
from safeguard_desk.work import agendas
from safeguard_desk.work import papers as paper_verbs

Read = Callable[..., Document]


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)


@pytest.fixture
def brief(harrow: Harrow) -> Read:
    def made(meeting: str, *, restricted: bool = False) -> Document:
        with harrow.desk.read() as reader:
            return papers.make("brief", reader, Request(meeting_id=meeting, restricted=restricted))

    return made


def pages(document: Document) -> int:
    found = PdfDocument(io.BytesIO(pdf.to_bytes(document)))
    count = len(found)
    found.close()
    return count


def words(document: Document) -> str:
    found = PdfDocument(io.BytesIO(pdf.to_bytes(document)))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in found)
    found.close()
    return " ".join(text.split())


def test_it_says_what_is_to_be_decided_what_is_late_and_what_is_missing(
    harrow: Harrow, brief: Read
) -> None:
    meeting = harrow.plan()
    harrow.do(agendas.add_item, meeting, "Adopt the toolkit", purpose=Purpose.DECISION)
    harrow.do(lambda uow: paper_verbs.call_for(uow, meeting, "Neglect audit").id)
    harrow.raise_action("Publish", date(2026, 10, 1))
    told = words(brief(meeting))
    assert "No replies yet from" in told
    assert "Adopt the toolkit" in told
    assert "1 action overdue" in told
    assert "QA-0001" in told
    assert "Neglect audit" in told


def test_replies_tell_whether_a_quorum_is_expected(harrow: Harrow, brief: Read) -> None:
    meeting = harrow.plan()
    for seat in harrow.all(Attendance, meeting_id=meeting):
        harrow.do(lambda uow, i=seat.id: setattr(uow.get(Attendance, i), "reply", Presence.PRESENT))  # type: ignore[misc]
    with harrow.desk.read() as reader:
        assert {seat.reply for seat in seats(reader, meeting)} == {Presence.PRESENT}
    assert "enough for a quorum" in words(brief(meeting))


def test_however_much_there_is_it_keeps_to_one_page_and_says_what_was_cut(
    harrow: Harrow, brief: Read
) -> None:
    meeting = harrow.plan()
    for number in range(40):
        harrow.do(lambda uow, n=number: paper_verbs.call_for(uow, meeting, f"Paper {n}").id)  # type: ignore[misc]
        harrow.raise_action(f"Action {number}", date(2026, 9, 1))
    document = brief(meeting)
    assert pages(document) == 1
    assert "not shown here" in words(document)
    assert docx.to_bytes(document)[:2] == b"PK"


def test_the_restricted_part_is_left_out_unless_it_is_asked_for(
    harrow: Harrow, brief: Read
) -> None:
    meeting = harrow.plan()
    harrow.do(agendas.add_item, meeting, "The lodger's family", restricted=True)
    assert "lodger" not in words(brief(meeting))
    assert "lodger" in words(brief(meeting, restricted=True))
