"""Learning's whole way: from a learning point of a review to both boards' reports.

What the review wants learned becomes a need, a course version that carries it, sessions whose
bookings come from the sample export, evaluation at three stages, and a briefing that agencies say
how they used. What is asserted is what the file holds and what the reports say.
"""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.fixtures.harrow import FILES, Harrow, settled
from tests.making import TestClock, bare_desk
from tests.papers.flat import flat
from tests.ui.hand import Hand

from safeguard_desk import papers
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents.writing import write
from safeguard_desk.exchange import products as exchange
from safeguard_desk.exchange.training import Wishes, import_training
from safeguard_desk.models import (
    Board,
    Booking,
    Course,
    EvaluationForm,
    LearningPoint,
    LearningProduct,
    TrainingSession,
)
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.paired import paired
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import Asked, BookingState, NeedState
from safeguard_desk.rules.terms_thread import Audience
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.ui import theme
from safeguard_desk.ui.products.page import ProductsPage
from safeguard_desk.views.thread import thread
from safeguard_desk.work import learning, linking, needs, reviews, setting_up
from safeguard_desk.work import products as verbs

TITLE = "Neglect: recognising and responding"
SAMPLE = FILES / "training_export.csv"
TOLD = "Two missed appointments are looked at together"
HIDDEN = "The uncle was asked by nobody"
AUTUMN = Quarter(2026, 2)


@pytest.fixture
def harrow(tmp_path: Path) -> Iterator[Harrow]:
    """A partnership's desk in July, with a review whose learning has agreed words for others."""
    clock = TestClock(datetime(2026, 7, 6, 9, tzinfo=UTC))
    desk = bare_desk(tmp_path / "Harrow.desk", clock)
    desk.change("Found", lambda uow: setting_up.set_up(uow, "Harrow"))
    made = settled(desk, clock)
    yield made
    desk.close()


def reviewed(harrow: Harrow) -> tuple[str, str]:
    """Let a review show something; return its id and its learning point's."""
    group = harrow.group("CR")
    case = harrow.do(lambda uow: reviews.refer(uow, group, "Found alone", side=Side.CHILDREN).id)

    def find(uow: UnitOfWork) -> str:
        source = ("reviews", case)
        found = linking.add_finding(uow, group, HIDDEN, source=source, side=Side.CHILDREN)
        point = linking.add_learning_point(uow, group, HIDDEN, finding_id=found.id)
        point.public_words = TOLD
        return point.id

    return case, harrow.do(find)


def taught(harrow: Harrow, point: str) -> str:
    """Raise the need, agree it, and let a course carry need and learning point."""
    group = harrow.group("LD")
    record = ("learning_points", point)
    need = harrow.do(lambda uow: needs.add_need(uow, group, record=record, impact=3, reach=2))
    assert need.title == TOLD
    harrow.do(needs.move_to, need.id, NeedState.AGREED)
    course = harrow.do(
        lambda uow: (
            learning.add_course(
                uow, group, TITLE, side=Side.CHILDREN, started_on=date(2026, 7, 6)
            ).id
        )
    )
    harrow.do(lambda uow: needs.answer_by_course(uow, need.id, course).id)
    harrow.do(lambda uow: needs.carry_point(uow, point, course).id)
    return course


def of_sample() -> list[dict[str, str]]:
    """Return the sample's bookings of the course, each delegate once."""
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Course"] == TITLE]
    once: dict[str, dict[str, str]] = {}
    for row in rows:
        once.setdefault(row["Delegate ID"], row)
    return list(once.values())


def report(harrow: Harrow, kind: str, board: str, **options: object) -> str:
    """Return a paper for a board, as one line of words."""
    board_id = harrow.all(Board, code=board)[0].id
    with harrow.desk.read() as reader:
        request = Request(board_id=board_id, quarter=AUTUMN, **options)  # type: ignore[arg-type]
        document = papers.make(kind, reader, request)
        write(document, harrow.desk.path.parent / f"{kind}-{board}.pdf")
    return flat(document)


def test_a_reviews_learning_reaches_practice_and_both_boards_hear_what_is_known(
    harrow: Harrow, tmp_path: Path
) -> None:
    _, point = reviewed(harrow)
    course = taught(harrow, point)
    harrow.clock.moment = datetime(2027, 1, 25, 9, tzinfo=UTC)

    done = import_training(harrow.desk, SAMPLE, Wishes(group="LD"))
    assert done.rows == done.created + done.updated + done.unchanged + len(done.skipped)
    again = import_training(harrow.desk, SAMPLE, Wishes(group="LD"))
    assert (again.created, again.updated) == (0, 0)
    assert [one.id for one in harrow.all(Course, title=TITLE)] == [course]

    (session,) = harrow.all(TrainingSession, course_id=course)
    assert session.course_version_id is not None
    rows = of_sample()
    came = [row for row in rows if row["Booking status"] == "Attended"]
    held = harrow.all(Booking, session_id=session.id)
    assert len([one for one in held if one.state is BookingState.ATTENDED]) == len(came)

    stages = ("Pre confidence", "Post confidence", "3 month confidence")
    forms = harrow.all(EvaluationForm, session_id=session.id)
    for asked, column in zip(Asked, stages, strict=True):
        answered = sum(row[column] in set("12345") for row in came)
        assert sum(one.asked is asked for one in forms) == answered
    pairs = [
        (int(row[stages[0]]), int(row[stages[1]]))
        for row in came
        if row[stages[0]] in set("12345") and row[stages[1]] in set("12345")
    ]
    change = paired(pairs)
    assert change is not None

    told = report(harrow, "learning-report", "HSCB")
    rate = (200 * len(came) + session.capacity) // (2 * session.capacity)
    assert f"{len(came)} of {session.capacity} places attended ({rate}%)" in told
    assert TOLD in told
    assert change.words in told
    assert "nobody came of" in told
    later = sum(row[stages[2]] in set("12345") for row in came)
    assert f"{later} of {len(came)} who were due to be asked three months on" in told
    assert "Results: not known" not in told
    assert f"better off for it: not known of {TITLE}" in told

    board = report(harrow, "board-report", "HSCB")
    assert "Learning and its impact" in board
    assert f"{len(came)} of {session.capacity} places attended ({rate}%)" in board
    assert change.words in board

    # The adults' board hears of what is for adults or both: not of a children's course.
    adults = report(harrow, "learning-report", "HSAB")
    assert TITLE not in adults
    assert "No session was delivered in this time." in adults
    for text in (told, board, adults, report(harrow, "learning-report", "SSP", public=True)):
        assert HIDDEN not in text
    assert (tmp_path / "learning-report-HSCB.pdf").read_bytes().startswith(b"%PDF")

    with harrow.desk.read() as reader:
        drawn = thread(reader, "learning_points", point)
    kinds = {node.kind for node in drawn.nodes}
    assert {"reviews", "findings", "learning_points", "learning_needs", "courses"} <= kinds


def test_a_briefing_of_the_learning_is_made_by_one_key_sent_and_told_to_the_board(
    harrow: Harrow, tmp_path: Path, qapp: QApplication
) -> None:
    _, point = reviewed(harrow)
    theme.apply(qapp, dark=False)
    hand = Hand.at(harrow.desk)
    panel = hand.section("learning-points", "CR")
    panel.table.choose(point)
    hand.settle()
    QTest.keyClick(hand.window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    hand.settle()
    page = hand.tab("LD").shown()
    assert isinstance(page, ProductsPage)
    assert page.words.boxes["do"].toPlainText() == TOLD
    assert "wording not agreed" in page.words.told.text()
    hand.leave()

    (made,) = harrow.all(LearningProduct)
    with harrow.desk.read() as reader:
        from safeguard_desk.views.products import product

        empty = [one.heading.code for one in product(reader, made.id).sections if not one.text]
    for code in empty:
        harrow.do(verbs.write, made.id, code, "Appointments tell a story.")
    harrow.do(lambda uow: verbs.alter(uow, made.id, title="Was not brought"))
    harrow.do(verbs.agree_wording, made.id, "Co-chair of Case Review")
    exchange.approve(harrow.desk, made.id, next(iter(harrow.people.values())))
    to = list(harrow.agencies.values())[:4]
    exchange.send(harrow.desk, made.id, to, tmp_path, lambda *_: None)
    harrow.do(
        lambda uow: verbs.embed(
            uow, made.id, to[0], "Read in nine team meetings", staff=61, proof="Minutes"
        )
    )
    for audience in Audience:
        harrow.do(verbs.tell, made.id, audience)
    (held,) = harrow.all(LearningPoint)
    assert None not in (held.individuals_on, held.teams_on, held.organisations_on)
    told = report(harrow, "learning-report", "HSCB")
    assert "Of the 4 that were sent, 1 of 4 were acknowledged and 1 of 4 embedded." in told
    assert "Read in nine team meetings. Reached 61 staff. Shown by: Minutes." in told
    assert "Read in nine team meetings" not in report(
        harrow, "learning-report", "HSCB", public=True
    )
    assert HIDDEN not in told
