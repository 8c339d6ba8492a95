"""What the menu of a session makes: mails, charges by key, certificates, tables."""

from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from tests.ui.hand import Hand

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Booking, Dispatch, Group
from safeguard_desk.rules.terms_learning import BookingState, ChargeState
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.ui.bookings import session_acts
from safeguard_desk.ui.bookings.charges import ChargesPanel
from safeguard_desk.ui.bookings.page import ImportBookingsPage
from safeguard_desk.ui.training.sessions import SessionsPage
from safeguard_desk.work import bookings, learning
from safeguard_desk.work.bookings import NewDelegate


def seed(uow: UnitOfWork, *, ahead: int) -> None:
    group = uow.session.scalar(select(Group.id).where(Group.code == "LD")) or ""
    course = learning.add_course(uow, group, "Neglect toolkit", started_on=uow.today)
    day = add_working_days(uow.today, ahead) if ahead else uow.today
    session = learning.add_session(uow, course.id, day, starts_at=time(9, 30), capacity=5)
    for code in ("D1", "D2"):
        email = f"{code.lower()}@example.org"
        bookings.book(uow, session.id, NewDelegate(code=code, email=email))


def opened(hand: Hand) -> SessionsPage:
    page = hand.tab("LD").show_page("sessions")
    assert isinstance(page, SessionsPage)
    hand.settle()
    return page


@pytest.fixture
def page(hand: Hand) -> SessionsPage:
    """The page of sessions with one of today and two delegates."""
    hand.do(lambda uow: seed(uow, ahead=0))
    return opened(hand)


def test_mails_are_written_and_recorded(hand: Hand, tmp_path: Path) -> None:
    hand.do(lambda uow: seed(uow, ahead=5))
    page = opened(hand)
    said: list[object] = []
    page.said.connect(said.append)
    session_acts.write_mails(page, tmp_path)
    hand.settle()
    assert len(list(tmp_path.glob("*.eml"))) == 2
    assert "recorded as sent" in str(said[-1])
    assert len(hand.held(Dispatch, "id")) == 2
    refused: list[object] = []
    page.refused.connect(refused.append)
    session_acts.write_mails(page, tmp_path)
    hand.settle()
    assert "has been told" in str(refused[0])


def test_a_charge_is_settled_by_a_key(hand: Hand, page: SessionsPage) -> None:
    (first, _) = hand.held(Booking, "id")
    hand.do(lambda uow: bookings.attend(uow, first, BookingState.DID_NOT_ATTEND))
    session_acts.charges(page)
    panel = page.whole.currentWidget()
    assert isinstance(panel, ChargesPanel)
    refused: list[object] = []
    panel.refused.connect(refused.append)
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_W)
    hand.settle()
    assert "waived for a reason" in str(refused[0])
    panel.reason.setText("Called to court")
    QTest.keyClick(panel.table, Qt.Key.Key_W)
    hand.settle()
    assert hand.held(Booking, "charge_state", id=first) == [ChargeState.WAIVED]
    QTest.keyClick(panel.table, Qt.Key.Key_P)
    hand.settle()
    assert hand.held(Booking, "charge_state", id=first) == [ChargeState.PAID]
    panel.back.click()
    assert page.whole.currentWidget() is not panel


def test_certificates_and_tables_are_written(
    hand: Hand, page: SessionsPage, tmp_path: Path
) -> None:
    (first, _) = hand.held(Booking, "id")
    hand.do(lambda uow: bookings.attend(uow, first, BookingState.ATTENDED))
    session_acts.write_certificates(page, tmp_path)
    hand.settle()
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    session_acts.write_table(page, "attendance", tmp_path / "attendance")
    hand.settle()
    lines = (tmp_path / "attendance.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    session_acts.paper("sign-in", "sign-in sheet", page)
    hand.settle()
    assert page.whole.currentWidget() is page.preview


def test_the_menu_leads_to_the_import(hand: Hand, page: SessionsPage) -> None:
    session_acts.bring_in(page)
    hand.settle()
    shown = hand.tab("LD").show_page("training-import")
    assert isinstance(shown, ImportBookingsPage)
