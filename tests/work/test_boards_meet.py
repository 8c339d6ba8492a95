"""Boards meet too: each in a group of its own kind, founded when it first does."""

from datetime import date

from tests.fixtures.harrow import Harrow

from safeguard_desk.models import Board, Group, Meeting
from safeguard_desk.registers.meetings import MEETINGS
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.views import choices
from safeguard_desk.views.groups import groups
from safeguard_desk.work import boards, planning


def board(harrow: Harrow, code: str = "HSCB") -> str:
    return harrow.all(Board, code=code)[0].id


def founded(harrow: Harrow) -> str:
    return harrow.do(lambda uow: boards.group_of_board(uow, board(harrow)).id)


def test_a_boards_group_is_founded_once_with_its_code_name_and_standing_agenda(
    harrow: Harrow,
) -> None:
    group_id = founded(harrow)
    assert founded(harrow) == group_id
    group = harrow.get(Group, group_id)
    assert (group.code, group.kind) == ("HSCB", GroupKind.BOARD)
    assert group.name == "Harrow Safeguarding Children Board"
    assert group.board_id == board(harrow)
    meeting = harrow.do(lambda uow: planning.plan_meeting(uow, group_id, date(2027, 3, 4)).id)
    titles = [item.title for item in harrow.items(meeting)]
    assert "Reports of the sub groups" in titles
    assert titles[-1] == "Dates of next meetings"


def test_the_boards_are_offered_beside_the_groups_before_and_after_they_first_meet(
    harrow: Harrow,
) -> None:
    def offered() -> list[str]:
        with harrow.desk.read() as reader:
            return [words.split(",")[0] for _, words in choices.bodies(reader)]

    assert offered() == ["CR", "LD", "QA", "HSAB", "HSCB", "SSP"]
    founded(harrow)
    assert offered() == ["CR", "HSCB", "LD", "QA", "HSAB", "SSP"]


def test_a_board_that_meets_has_no_tab_among_the_groups(harrow: Harrow) -> None:
    founded(harrow)
    with harrow.desk.read() as reader:
        assert [group.code for group in groups(reader)] == ["QA", "LD", "CR"]
        assert "HSCB" in [group.code for group in groups(reader, boards=True)]


def test_a_meeting_planned_from_the_list_may_be_a_boards(harrow: Harrow) -> None:
    values = {"held_on": date(2027, 3, 4), "starts_at": "2pm", "venue": "Civic Hub"}
    create = MEETINGS.create
    assert create is not None
    meeting = harrow.get(Meeting, harrow.do(create, board(harrow), values))
    assert (meeting.ref, meeting.starts_at.hour, meeting.venue) == (
        "HSCB-2027-03-04",
        14,
        "Civic Hub",
    )
