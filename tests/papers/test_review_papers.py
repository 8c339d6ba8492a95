"""Papers on cases: the log for named people, and what leaves for others."""

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk import papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.model import Document
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Harm, ReviewKind
from safeguard_desk.work import review_progress, review_work, reviews

PLANTED = "A canary was heard at the lodging"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with a case on it whose words hold a planted phrase."""
    made = settled(desk, clock)
    group = made.group("CR")
    made.do(
        lambda uow: (
            reviews.refer(
                *(uow, group, PLANTED), side=Side.ADULTS, harm=Harm.SERIOUS, title=PLANTED
            ).id
        )
    )
    return made


def made(harrow: Harrow, kind: str, request: Request) -> Document:
    with harrow.desk.read() as reader:
        return papers.make(kind, reader, request)


def case_id(harrow: Harrow) -> str:
    from safeguard_desk.models import Review

    return harrow.all(Review)[0].id


def test_the_log_tells_cases_to_named_people_and_counts_to_others(harrow: Harrow) -> None:
    assert PLANTED in str(made(harrow, "review-log", Request(restricted=True)))
    for request in (Request(), Request(public=True)):
        told = str(made(harrow, "review-log", request))
        assert PLANTED not in told
        assert "CR-2026-01" not in told
        assert "1 case in all" in told


def test_only_the_agreed_wording_leaves_for_others(harrow: Harrow) -> None:
    wording = "An adult was harmed at home"
    review = case_id(harrow)
    harrow.do(lambda uow: reviews.edit(uow, review, "public_words", "", wording))
    told = str(made(harrow, "review-log", Request(public=True)))
    assert wording in told
    assert PLANTED not in told


def test_a_decision_record_names_each_criterion_and_has_no_public_copy(harrow: Harrow) -> None:
    about = ("reviews", case_id(harrow))
    record = made(harrow, "decision-record", Request(about=about))
    assert (record.watermark, record.marking) == ("DRAFT", "OFFICIAL-SENSITIVE")
    assert str(record).count("Not answered") == 5
    with pytest.raises(Refusal, match="no public copy"):
        made(harrow, "decision-record", Request(about=about, public=True))


def test_a_record_is_refused_while_it_would_tell_who_somebody_is(harrow: Harrow) -> None:
    review = case_id(harrow)
    harrow.do(lambda uow: reviews.edit(uow, review, "title", PLANTED, "Of 12 Mill Lane, HA1 2XY"))
    with pytest.raises(Refusal, match="looks like"):
        made(harrow, "decision-record", Request(about=("reviews", review)))


def test_a_near_miss_is_half_a_page_with_what_came_of_it(harrow: Harrow) -> None:
    group = harrow.group("CR")

    def refer(uow: UnitOfWork) -> str:
        case = reviews.refer(
            *(uow, group, "A discharge without a plan was caught by a clerk"),
            side=Side.ADULTS,
            kind=ReviewKind.NEAR_MISS,
            referred_by="Ward manager",
        )
        review_work.find(uow, case.id, "Nobody reads the plan aloud")
        return case.id

    case = str(harrow.do(refer))
    about = Request(about=("reviews", case))
    assert "no answer yet" in str(made(harrow, "near-miss", about))
    harrow.do(lambda uow: review_progress.answer_sender(uow, case, "Plans are read aloud now"))
    told = made(harrow, "near-miss", about)
    for words in ("caught by a clerk", "Nobody reads the plan", "Plans are read aloud now"):
        assert words in str(told)
    assert told.marking == "OFFICIAL-SENSITIVE"
    with pytest.raises(Refusal, match="no public copy"):
        made(harrow, "near-miss", Request(about=("reviews", case), public=True))
    with pytest.raises(Refusal, match="is no near miss"):
        made(harrow, "near-miss", Request(about=("reviews", case_id(harrow))))
