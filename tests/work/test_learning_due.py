"""What learning puts on the next agenda of its group and on Home, and what is quiet."""

from datetime import date
from pathlib import Path

from sqlalchemy import select
from tests.fixtures.audited import agencies
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.exchange import products as exchange
from safeguard_desk.models import CourseContent, CourseVersion
from safeguard_desk.rules.terms_learning import BookingState, ContentBasis, CourseLevel, ProductKind
from safeguard_desk.rules.training_returns import Form, Said
from safeguard_desk.views import building, learning_due, today
from safeguard_desk.work import bookings, learning, needs, products, sessions
from safeguard_desk.work import training_returns as returns
from safeguard_desk.work.bookings import NewDelegate


def proposed(harrow: Harrow, meeting: str) -> list[str]:
    with harrow.desk.read() as reader:
        found = building.proposals(reader, meeting)
    wanted = {learning_due.NEEDS, learning_due.PROGRAMME, learning_due.LEARNING}
    return [one.title for one in found if one.under in wanted]


def told_today(harrow: Harrow) -> dict[str, str]:
    with harrow.desk.read() as reader:
        sections = {one.title: one.lines for one in today.today(reader)}
    return {line.words: line.detail for line in sections.get("Training", ())}


def test_nothing_is_proposed_where_nothing_is_due_and_never_to_other_groups(
    harrow: Harrow,
) -> None:
    assert proposed(harrow, harrow.plan(code="LD")) == []
    assert told_today(harrow) == {}


def test_needs_overtaken_courses_returns_and_products_come_to_the_agenda(
    harrow: Harrow, tmp_path: Path
) -> None:
    group, wanted = harrow.group("LD"), agencies(harrow, 3)
    harrow.do(lambda uow: needs.add_need(uow, group, "Hoarding"))
    asked = harrow.do(lambda uow: returns.request(uow, group, 2026, wanted, date(2026, 11, 18)))
    form = Form({CourseLevel.AWARENESS: Said(10, 2)})
    harrow.do(lambda uow: returns.take(uow, asked[0].id, form))
    harrow.do(lambda uow: returns.challenge(uow, asked[0].id, "Why two of ten?"))
    note = harrow.do(lambda uow: products.make(uow, ProductKind.WEBINAR, title="Damp homes").id)
    overtake(harrow, group)
    harrow.clock.pass_by(days=40)
    meeting = harrow.plan(date(2027, 1, 14), "LD")
    titles = proposed(harrow, meeting)
    assert titles[0].startswith("LD-N-0001: to be agreed (Hoarding)")
    assert any(one.startswith("LD-C-0001 content: overtaken (New guidance") for one in titles)
    assert any(one.startswith("Training returns 2026/27 missing: 2 missing, of") for one in titles)
    assert any("Training returns 2026/27 challenged: not answered by" in one for one in titles)
    assert any(one == "LD-P-0001: to be approved (Damp homes)" for one in titles)
    told = told_today(harrow)
    assert "Training returns 2026/27: 2 missing" in told
    assert "Training returns 2026/27: 1 not answered after a challenge" in told
    assert told["1 learning need to be agreed"] == "LD-N-0001"
    for code in ("about", "said", "reached"):
        harrow.do(products.write, note, code, "Told")
    exchange.approve(harrow.desk, note, next(iter(harrow.people.values())))
    assert told_today(harrow)["LD-P-0001 Damp homes"].endswith("not sent")
    exchange.send(harrow.desk, note, wanted, tmp_path, lambda *_: None)
    harrow.clock.pass_by(days=60)
    late = told_today(harrow)["LD-P-0001 Damp homes: how it was used"]
    assert late.startswith("3 of 3 have not said since")


def overtake(harrow: Harrow, group: str) -> None:
    """Let a course carry what was overtaken."""
    course = harrow.do(lambda uow: learning.add_course(uow, group, "Homes").id)

    def carry(uow: UnitOfWork) -> None:
        content = learning_content(uow, course)
        content.overtaken_on, content.overtaken_words = uow.today, "New guidance on damp"

    harrow.do(carry)


def learning_content(uow: UnitOfWork, course: str) -> CourseContent:
    version = uow.find(select(CourseVersion).where(CourseVersion.course_id == course))
    assert version is not None
    return uow.add(
        CourseContent(
            course_version_id=version.id, basis=ContentBasis.GUIDANCE, words="Guidance of 2019"
        )
    )


def test_low_attendance_and_agencies_that_never_came_are_told(harrow: Harrow) -> None:
    group, wanted = harrow.group("LD"), agencies(harrow, 2)
    course = harrow.do(lambda uow: learning.add_course(uow, group, "Homes").id)
    day = date(2026, 12, 8)
    session = harrow.do(lambda uow: learning.add_session(uow, course, day, capacity=4).id)
    came, missed = (
        harrow.do(bookings.book, session, NewDelegate(code, agency_id=wanted[0]))
        for code in ("D1", "D2")
    )
    harrow.clock.pass_by(days=30)
    harrow.do(bookings.attend, came.booking_id, BookingState.ATTENDED)
    harrow.do(bookings.attend, missed.booking_id, BookingState.DID_NOT_ATTEND)
    harrow.do(sessions.deliver, session)
    titles = proposed(harrow, harrow.plan(date(2027, 1, 14), "LD"))
    assert "Attendance 2026-Q3: 1 of 4 places (25%) (low attendance)" in titles
    assert any(one.startswith("Nobody came 2026-Q3: from 11 agencies") for one in titles)
