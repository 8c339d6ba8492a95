"""The agency accountability sheet: what is owed is all there, restricted words are not."""

from datetime import date
from pathlib import Path

import pdfua
import pikepdf
import pytest
from tests.fixtures.harrow import MEETING, Harrow, settled
from tests.making import TestClock
from tests.papers.flat import flat

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.writing import write
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Group, Meeting, Membership
from safeguard_desk.papers import file_name, make
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import MeetingState, Presence
from safeguard_desk.views import accountability
from safeguard_desk.work import actions, attending, linking, people, planning
from safeguard_desk.work.actions import NewAction

ICB = "NHS NWL ICB"
SECRET = "the lodger in the annexe"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def raised(harrow: Harrow, title: str, due: date, **more: object) -> str:
    group = harrow.group()
    new = NewAction(title, owners=(harrow.people["DN"],), due_on=due, **more)  # type: ignore[arg-type]
    return harrow.do(lambda uow: actions.raise_action(uow, group, new).id)


def sheet(harrow: Harrow, *, restricted: bool = False) -> str:
    request = Request(agency_id=harrow.agencies[ICB], restricted=restricted)
    with harrow.desk.read() as reader:
        return flat(make("accountability", reader, request))


def account(harrow: Harrow, year: int | None = None) -> accountability.Account:
    with harrow.desk.read() as reader:
        return accountability.account(reader, harrow.agencies[ICB], year)


def test_what_is_owed_stands_with_what_is_late_first(harrow: Harrow) -> None:
    raised(harrow, "Later on", date(2027, 3, 1))
    raised(harrow, "Long overdue", date(2026, 9, 1))
    group, icb = harrow.group(), harrow.agencies[ICB]
    finding = harrow.do(lambda uow: linking.add_finding(uow, group, "Nobody follows up").id)
    harrow.do(lambda uow: linking.recommend(uow, finding, "Agree who follows up", agency_id=icb).id)
    text = sheet(harrow)
    assert "owes three things, one of them late" in text
    order = [text.index(words) for words in ("Long overdue", "Later on", "Agree who follows up")]
    assert order == sorted(order)
    assert "LATE: open" in text


def test_restricted_words_are_counted_and_told_to_named_people_only(harrow: Harrow) -> None:
    raised(harrow, f"Trace {SECRET}", date(2027, 1, 5), restricted=True)
    raised(harrow, "Share the toolkit", date(2027, 1, 5))
    text = sheet(harrow)
    assert SECRET not in text
    assert "1 more open in restricted papers" in text
    assert SECRET in sheet(harrow, restricted=True)


def test_it_is_owed_no_longer_once_it_is_closed(harrow: Harrow) -> None:
    action = raised(harrow, "Share the toolkit", date(2027, 1, 5))
    before = account(harrow).owed
    harrow.do(actions.cancel, action, "Overtaken")
    assert account(harrow).owed == before - 1


def test_places_and_attendance_are_by_group(harrow: Harrow) -> None:
    meeting = harrow.plan(MEETING)
    person = harrow.people["DN"]
    harrow.do(attending.mark, harrow.seat(meeting, "DN").id, Presence.PRESENT)
    harrow.do(lambda uow: planning.be_held(uow, uow.get(Meeting, meeting)))
    text = sheet(harrow)
    assert "QA: represented at 1 of 1" in text
    assert "Co-chair" in text
    (place,) = harrow.all(Membership, person_id=person)
    harrow.do(people.leave, place.id, date(2025, 1, 1))
    assert "Designated Nurse" not in sheet(harrow).split("Places in groups")[-1]
    assert MeetingState.HELD in {one.state for one in harrow.all(Meeting)}


def test_a_year_without_anything_says_so_and_an_agency_that_is_gone_is_refused(
    harrow: Harrow,
) -> None:
    assert harrow.all(Group)
    found = account(harrow, 2019)
    assert [one.title for one in found.sections] == ["Places in groups and attendance"]
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="no longer there"):
        accountability.account(reader, "nobody")


def test_a_list_of_all_agencies_adds_up_to_their_accounts(harrow: Harrow) -> None:
    raised(harrow, "Long overdue", date(2026, 9, 1))
    with harrow.desk.read() as reader:
        listed = accountability.agencies(reader)
        each = {one.id: accountability.account(reader, one.id) for one in listed}
    assert listed[0].id == harrow.agencies[ICB]
    assert all((one.owed, one.late) == (each[one.id].owed, each[one.id].late) for one in listed)


def test_the_pdf_is_one_page_and_can_be_read_aloud(harrow: Harrow, tmp_path: Path) -> None:
    for number in range(6):
        raised(harrow, f"Share the toolkit with team {number}", date(2027, 1, 5))
    request = Request(agency_id=harrow.agencies[ICB])
    with harrow.desk.read() as reader:
        document = make("accountability", reader, request)
        assert file_name("accountability", reader, request) == "ICB accountability 2026-27"
    path = tmp_path / "sheet.pdf"
    write(document, path)
    with pikepdf.open(path) as pages:
        assert len(pages.pages) == 1
    assert [
        one for one in pdfua.validate(str(path)).findings if one.severity is not pdfua.Severity.INFO
    ] == []
