"""The calendar on paper: the year at a glance, and every date in order."""

from tests.papers.flat import flat
from tests.papers.stage import Stage

from safeguard_desk import papers
from safeguard_desk.papers.request import Request


def text(stage: Stage, **asked: object) -> str:
    with stage.desk.read() as reader:
        return flat(papers.make("calendar", reader, Request(**asked)))  # type: ignore[arg-type]


def test_every_meeting_of_the_year_stands_in_the_overview_and_in_order(stage: Stage) -> None:
    found = text(stage)
    assert "Calendar of meetings 2026/27" in found
    assert "5 meetings of CR and QA. 1 cancelled." in found
    assert "Month | QA | CR" in found
    assert "October 2026 | Tue 13, 10:00 (cancelled) | Tue 20, 10:00" in found
    assert "17 Nov 2026 | Tue | 10:00 to 12:00 | QA | Forward Drive, Room 2 | Held" in found
    assert "13 Oct 2026 | Tue | 10:00 to 12:00 | QA | Forward Drive, Room 2 | Cancelled" in found


def test_bank_holidays_are_named_beside_the_dates(stage: Stage) -> None:
    assert "Good Friday, 3 Apr 2026" in text(stage)


def test_one_groups_dates_need_no_overview(stage: Stage) -> None:
    found = text(stage, group_id=stage.groups["CR"])
    assert "Case Review, as planned on 20 Nov 2026" in found
    assert "20 Oct 2026 | Tue | 10:00 to 12:00 | CR | Civic 5 | Held" in found
    assert "Month |" not in found
    assert "QA" not in found


def test_a_public_copy_leaves_case_reviews_out(stage: Stage) -> None:
    found = text(stage, public=True)
    assert "Civic 5" not in found


def test_a_year_without_meetings_says_so(stage: Stage) -> None:
    assert "No meeting is planned for 2030/31." in text(stage, year=2030)
