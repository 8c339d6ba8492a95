"""The public edition: no restricted part, and nobody named where the group wishes it."""

from datetime import date
from io import BytesIO
from pathlib import Path

import outloud
import pdfua
import pytest
from tests.documents.reading import artifacts, opened, spoken
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents import docx, pdf
from safeguard_desk.documents.model import Document
from safeguard_desk.models import Group
from safeguard_desk.papers import Request, file_name, make
from safeguard_desk.papers.without_names import without_names
from safeguard_desk.rules.terms import ActionStatus, EntryKind, Presence
from safeguard_desk.views.meetings import ActionBrief
from safeguard_desk.work import attending, between, capturing, minuting

SECRET = "The lodger was known to two agencies."


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def minuted(harrow: Harrow) -> str:
    meeting = harrow.plan()
    item = harrow.items(meeting)[4].id
    harrow.do(attending.mark_all, meeting)
    harrow.do(capturing.take, meeting, item, "DN and @NG spoke with Ms Jane Smith of the school")
    harrow.do(capturing.take, meeting, item, "a: write to jane.smith@school.uk @DN by 14 jan")
    harrow.do(capturing.take, meeting, item, "a: ask for the returns @Joe Bloggs by 14 jan")
    harrow.do(lambda uow: minuting.add_entry(uow, item, EntryKind.NOTE, SECRET, restricted=True).id)
    seat = harrow.seat(meeting, "HO").id
    harrow.do(attending.mark, seat, Presence.DEPUTY, deputy="Joe Bloggs")
    return meeting


def paper(harrow: Harrow, meeting: str, **asked: bool) -> Document:
    with harrow.desk.read() as reader:
        return make("minutes", reader, Request(meeting_id=meeting, **asked))  # type: ignore[arg-type]


def words_of(document: Document) -> str:
    import docx as python_docx

    file = python_docx.Document(BytesIO(docx.to_bytes(document)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in file.paragraphs), *cells])


def test_a_public_copy_keeps_initials_until_the_group_wishes_otherwise(harrow: Harrow) -> None:
    meeting = minuted(harrow)
    public = words_of(paper(harrow, meeting, public=True))
    assert SECRET not in public
    assert "DN and" in public

    group = harrow.group()
    harrow.do(lambda uow: setattr(uow.get(Group, group), "roles_only", True))
    nameless = words_of(paper(harrow, meeting, public=True))
    for name in ("DN ", "@NG", "Jane", "Smith", "school.uk", "Joe", "Bloggs", SECRET):
        assert name not in nameless, name
    assert (
        "Designated Nurse Safeguarding Children and Named GP spoke with a named person of the"
        in nameless
    )
    assert "Deputy: a deputy" in nameless
    assert "Owner: Designated Nurse Safeguarding Children (NHS NWL ICB)" in nameless
    assert "DN and" in words_of(paper(harrow, meeting))


def test_an_owner_who_is_not_in_the_directory_is_not_named() -> None:
    brief = ActionBrief("1", "QA-0001", "ask NG", "Jo Bloggs; Named GP; DN", "", None, "",
                        ActionStatus.OPEN)  # fmt: skip
    found = without_names((brief,), (), [("NG", "Named GP"), ("DN", "Designated Nurse")])[0]
    assert found.owner == "Named in the full minutes; Named GP; Designated Nurse"
    assert found.title == "ask Named GP"


def test_decisions_between_stand_under_matters_arising_with_who_agreed(harrow: Harrow) -> None:
    group, meeting = harrow.group(), harrow.plan(date(2026, 11, 24))
    decision = harrow.do(
        lambda uow: between.record(uow, group, "Send the toolkit", reason="Term ends").id
    )
    for initials in ("DN", "HS"):
        harrow.do(between.agree, decision, harrow.people[initials])
    harrow.do(between.ratify_between, decision, meeting)
    found = words_of(paper(harrow, meeting))
    heading, entry, agreed = (
        found.index(words)
        for words in (
            "3. Minutes of the last meeting and matters arising",
            "Ratified QA-D-2026-01",
            "QA-D-2026-01 was agreed by: Designated Nurse Safeguarding Children, 17 Nov 2026",
        )
    )
    assert heading < entry < agreed
    assert "It could not wait: Term ends." in found


def test_lines_are_numbered_for_comments_and_read_aloud_without_numbers(
    harrow: Harrow, tmp_path: Path
) -> None:
    meeting = minuted(harrow)
    document = paper(harrow, meeting, review=True)
    data = pdf.to_bytes(document)
    path = tmp_path / "review.pdf"
    path.write_bytes(data)
    assert not [one for one in pdfua.validate(str(path)).findings
                if one.severity is not pdfua.Severity.INFO]  # fmt: skip
    heard = outloud.check(str(path))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings
    numbered, plain = opened(data), opened(pdf.to_bytes(paper(harrow, meeting)))
    layout = "".join(text for kind, text in artifacts(numbered.pages[0]) if kind == "Layout")
    assert layout.startswith("1234567891011")
    body = spoken(numbered).text
    assert body.replace("For comments", "") == spoken(plain).text
    with harrow.desk.read() as reader:
        name = file_name("minutes", reader, Request(meeting_id=meeting, review=True))
    assert name == "QA-2026-11-17 minutes draft, for comments"
