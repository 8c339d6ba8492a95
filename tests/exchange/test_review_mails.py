"""Mails of case review: a late summary, and what came of a near miss."""

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock
from tests.work.test_review_workspace import agency, decided
from tests.work.test_reviews import do, referred, seen

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import review_mails
from safeguard_desk.models import Review
from safeguard_desk.rules.terms_review import ReviewKind
from safeguard_desk.work import review_edits, review_progress, review_work


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def made(harrow: Harrow, verb: Any, case: str, *more: Any) -> Any:
    with harrow.desk.read() as reader:
        held = seen(harrow, case)
        return verb(reader, held, *more, sender="Business Manager", now=harrow.desk.clock())


def test_a_late_summary_is_chased_by_a_mail_with_nothing_of_the_case(
    harrow: Harrow, clock: TestClock, tmp_path: Path
) -> None:
    case = decided(harrow)
    do(harrow, review_work.ask_summary, case, agency(harrow), due_on=date(2026, 11, 20))
    row = seen(harrow, case).agencies[0]
    assert review_mails.chasing_line(seen(harrow, case)) == ""
    clock.pass_by(days=6)
    do(harrow, review_edits.chase_summary, row.id)
    assert review_mails.chasing_line(seen(harrow, case)).endswith(
        "3 days late, chased once, last on 23 Nov 2026"
    )
    mail = made(harrow, review_mails.chase, case, seen(harrow, case).agencies[0])
    read = message_from_bytes(mail.write(tmp_path).read_bytes(), policy=policy.default)
    body = read.get_body().get_content()  # type: ignore[union-attr]
    assert "which was due on 20 Nov 2026" in body
    assert "by Thursday 26 November 2026" in body
    assert seen(harrow, case).head.happened not in body
    do(harrow, review_work.receive_summary, row.id)
    with pytest.raises(Refusal, match="No summary"):
        made(harrow, review_mails.chase, case, seen(harrow, case).agencies[0])


def test_the_answer_to_a_near_miss_is_a_mail_to_its_sender(harrow: Harrow) -> None:
    case = referred(harrow, kind=ReviewKind.NEAR_MISS, agency_id=agency(harrow))
    with pytest.raises(Refusal, match="no answer yet"):
        made(harrow, review_mails.answer, case)
    do(harrow, review_progress.answer_sender, case, "The ward now checks twice")
    mail = made(harrow, review_mails.answer, case).mail
    assert "The ward now checks twice" in mail.body
    assert mail.to
    assert all("@" in address for _, address in mail.to)

    def leak(uow: Any) -> None:
        uow.get(Review, case).answer = "Born 3 May 2019"

    do(harrow, leak)
    with pytest.raises(Refusal, match="date of birth"):
        made(harrow, review_mails.answer, case)
