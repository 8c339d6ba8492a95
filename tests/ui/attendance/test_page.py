"""The attendance of a year in the window: marks by letter, shares with their denominators."""

from tests.ui.hand import Hand

from safeguard_desk.models import Attendance
from safeguard_desk.rules.terms import Presence
from safeguard_desk.ui.attendance.page import AttendancePage
from safeguard_desk.work import attending


def opened(hand: Hand, tab: str = "QA") -> AttendancePage:
    page = hand.tab(tab).show_page("attendance")
    assert isinstance(page, AttendancePage)
    hand.settle()
    return page


def column(page: AttendancePage, title: str) -> list[str]:
    assert page.table is not None
    found = next(c for c in page.table.rows.columns if c.title == title)
    return [found.words(row) for row in page.table.rows.rows]


def test_each_member_has_a_line_with_the_share_of_meetings_filled(hand: Hand) -> None:
    page = opened(hand)
    assert page.found is not None
    assert page.found.meetings
    assert len(column(page, "Member")) == len(page.found.lines)
    assert all(" of " in words or words == "none yet" for words in column(page, "Filled"))
    assert "Quorate meetings: " in page.summary.text()


def test_a_mark_changed_is_followed_at_once(hand: Hand) -> None:
    page = opened(hand)
    assert page.found is not None
    meeting, line = page.found.meetings[-1], page.found.lines[0]
    (seat,) = hand.held(Attendance, "id", meeting_id=meeting.id, person_id=line.person_id)
    hand.do(lambda uow: attending.mark(uow, seat, Presence.ABSENT))
    now = next(one for one in page.found.lines if one.person_id == line.person_id)
    assert now.marks[-1] is not None
    assert now.marks[-1].letter == "X"
    assert page.table is not None
    place = len(page.found.meetings) + 1
    assert page.table.rows.columns[place].words(page.table.rows.rows[0]).startswith("X")


def test_a_group_that_did_not_meet_says_so(hand: Hand) -> None:
    page = opened(hand)
    page.year.setCurrentIndex(2)
    assert page.empty.isVisible()
    assert not page.paper.isEnabled()


def test_the_year_is_made_as_a_paper(hand: Hand) -> None:
    page = opened(hand)
    page.paper.click()
    hand.settle()
    assert page.preview.shown is not None
    assert page.preview.shown.data.startswith(b"%PDF")
