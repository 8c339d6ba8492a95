"""What the minutes say of who came and went, and of declared interests."""

from datetime import time

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock
from tests.papers.flat import flat

from safeguard_desk import papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.models import AgendaItem
from safeguard_desk.papers.request import Request
from safeguard_desk.work import attending, capturing

LINES = (
    (4, "d: agreed the audit plan"),
    (1, "i: DC declared an interest in item 5 (spouse works for the provider), withdrew"),
    (1, "i: NG trustee of a hospice"),
    (5, "i: DN knows the family, withdrew"),
    (4, "DC arrived 10:20"),
    (4, "HO left 11:40"),
)


@pytest.fixture
def meeting(desk: Desk, clock: TestClock) -> tuple[Harrow, str]:
    harrow = settled(desk, clock)
    made = harrow.plan()
    harrow.do(attending.mark_all, made)
    items = harrow.items(made)

    def restrict(uow: object) -> None:
        from safeguard_desk.desk.unit_of_work import UnitOfWork

        assert isinstance(uow, UnitOfWork)
        uow.get(AgendaItem, items[5].id).restricted = True

    harrow.do(restrict)
    for place, line in LINES:
        harrow.do(capturing.take, made, items[place].id, line, time(10, 30))
    return harrow, made


def minutes(meeting: tuple[Harrow, str], **asked: bool) -> str:
    harrow, made = meeting
    request = Request(meeting_id=made, **asked)  # type: ignore[arg-type]
    with harrow.desk.read() as reader:
        return flat(papers.make("minutes", reader, request))


def test_attendance_tells_when_somebody_came_late_or_left_early(
    meeting: tuple[Harrow, str],
) -> None:
    text = minutes(meeting)
    assert "Present, came 10:20" in text
    assert "Present, left 11:40" in text


def test_an_interest_stands_under_declarations_and_at_its_item(
    meeting: tuple[Harrow, str],
) -> None:
    text = minutes(meeting)
    assert "declared an interest in item 5 (spouse works for the provider) and withdrew" in text
    assert "was not counted for its quoracy" in text
    assert "declared an interest (trustee of a hospice)." in text
    assert "5.1 Decision (subject to ratification)" in text


def test_an_interest_in_a_restricted_item_stands_in_part_2_only(
    meeting: tuple[Harrow, str],
) -> None:
    assert "knows the family" not in minutes(meeting)
    assert "knows the family" in minutes(meeting, restricted=True)


def test_the_public_is_not_told_what_an_interest_is(meeting: tuple[Harrow, str]) -> None:
    text = minutes(meeting, public=True)
    assert "declared an interest in item 5 and withdrew" in text
    assert "spouse" not in text
    assert "hospice" not in text
