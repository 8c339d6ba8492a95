"""What delegates are told: one mail each, entries that follow a change, charges; tables out."""

from datetime import date, time
from email import message_from_bytes, policy
from pathlib import Path

import icalendar
import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import certificates, session_mails, training_export
from safeguard_desk.exchange.session_mails import Batch
from safeguard_desk.exchange.training import import_training
from safeguard_desk.models import Booking, Dispatch, TrainingSession
from safeguard_desk.papers import make
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.rules.terms_learning import BookingState, ChargeState
from safeguard_desk.views.session_mails import News, to_tell, waiting
from safeguard_desk.views.today import today
from safeguard_desk.work import bookings, learning, sessions, telling_delegates
from safeguard_desk.work.bookings import NewDelegate

SAMPLE = Path(__file__).parents[1] / "files" / "training_export.csv"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


@pytest.fixture
def session(harrow: Harrow) -> str:
    """A session in a fortnight, with two delegates who have an address and one who has none."""
    group = harrow.group("LD")
    course = harrow.do(lambda uow: learning.add_course(uow, group, "Neglect", capacity=2).id)
    day = date.fromordinal(harrow.clock().date().toordinal() + 14)
    made = harrow.do(
        lambda uow: (
            learning.add_session(
                uow, course, day, starts_at=time(9, 30), venue="Room 4", joining="Bring a case."
            ).id
        )
    )
    for new in (
        NewDelegate(code="D1", name="Ann Example", email="ann@example.org"),
        NewDelegate(code="D2", email="d2@example.org", manager_email="boss@example.org"),
        NewDelegate(code="D3", email="d3@example.org"),
    ):
        harrow.do(bookings.book, made, new)
    return made


def write(harrow: Harrow, session: str, folder: Path, *, charges: bool = False) -> Batch:
    return session_mails.carry_out(harrow.desk, session, folder, charges=charges)


def entry(path: Path) -> icalendar.cal.Component:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    return icalendar.Calendar.from_ical(part.get_content())


def news(harrow: Harrow, session: str) -> dict[str, News]:
    with harrow.desk.read() as reader:
        return {one.code: one.news for one in to_tell(reader, session)}


def test_everybody_with_a_place_gets_a_mail_of_their_own(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    assert news(harrow, session) == {"D1": News.JOINING, "D2": News.JOINING}
    batch = write(harrow, session, tmp_path)
    assert len(batch.made) == 2
    messages = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(tmp_path.glob("*.eml"))
    ]
    assert [one["To"] for one in messages] == ["Ann Example <ann@example.org>",
                                               "colleague <d2@example.org>"]  # fmt: skip
    assert all(one["X-Unsent"] == "1" and one["Bcc"] is None for one in messages)
    body = messages[0].get_body()
    assert body is not None
    assert "Bring a case." in body.get_content()
    assert "9:30" in body.get_content()
    kinds = [one.kind for one in harrow.all(Dispatch)]
    assert kinds == [DispatchKind.INVITATION] * 2
    assert not news(harrow, session), "nothing is told twice"
    with pytest.raises(Refusal, match="has been told"):
        write(harrow, session, tmp_path)


def test_a_change_of_the_day_is_news_under_the_same_uid_and_a_higher_number(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    first = write(harrow, session, tmp_path)
    before = entry(tmp_path / first.made[0].filename).walk("VEVENT")[0]
    held = harrow.all(TrainingSession)[0].held_on
    later = date.fromordinal(held.toordinal() + 7)
    harrow.do(sessions.edit_session, session, "held_on", held, later)
    assert set(news(harrow, session).values()) == {News.CHANGED}
    second = write(harrow, session, tmp_path)
    after = entry(tmp_path / second.made[0].filename).walk("VEVENT")[0]
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["SUMMARY"] == "Neglect"
    assert not news(harrow, session)


def test_a_cancelled_session_is_struck_from_calendars(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    write(harrow, session, tmp_path)
    harrow.do(sessions.cancel_session, session, "The trainer is ill.")
    assert set(news(harrow, session).values()) == {News.CANCELLED}
    batch = write(harrow, session, tmp_path)
    found = entry(tmp_path / batch.made[0].filename)
    assert found["METHOD"] == "CANCEL"
    assert found.walk("VEVENT")[0]["STATUS"] == "CANCELLED"
    assert not news(harrow, session)
    kinds = [one.kind for one in harrow.all(Dispatch)]
    assert kinds[-2:] == [DispatchKind.CANCELLATION] * 2


def test_who_gives_a_place_back_is_told_and_who_moves_up_gets_instructions(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    write(harrow, session, tmp_path)
    first = harrow.all(Booking)[0].id
    harrow.do(bookings.cancel, first, "On leave")
    assert news(harrow, session) == {"D1": News.CANCELLED, "D3": News.JOINING}


def test_reminders_are_due_some_days_before_and_told_at_home(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    with harrow.desk.read() as reader:
        (line,) = waiting(reader)
        assert line.words == "2 joining instructions"
        told = [line for section in today(reader) for line in section.lines]
        assert any(one.detail == "2 joining instructions" for one in told)
    write(harrow, session, tmp_path)
    harrow.clock.pass_by(days=12)
    assert set(news(harrow, session).values()) == {News.REMINDER}
    write(harrow, session, tmp_path)
    assert not news(harrow, session)


def test_a_session_without_a_time_is_refused_before_anything_is_written(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    harrow.do(sessions.edit_session, session, "starts_at", time(9, 30), None)
    with pytest.raises(Refusal, match="has no time"):
        write(harrow, session, tmp_path)
    assert not list(tmp_path.glob("*.eml"))


def missed(harrow: Harrow, session: str) -> list[str]:
    harrow.clock.pass_by(days=15)
    first, second = [one.id for one in harrow.all(Booking)][:2]
    harrow.do(bookings.attend, first, BookingState.ATTENDED)
    harrow.do(bookings.attend, second, BookingState.DID_NOT_ATTEND)
    return [first, second]


def test_a_place_that_was_not_used_is_charged_by_letter(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    _, absent = missed(harrow, session)
    harrow.do(bookings.settle, "charge", 75)
    batch = write(harrow, session, tmp_path, charges=True)
    (made,) = batch.made
    assert [address for _, address in made.mail.to] == ["d2@example.org", "boss@example.org"]
    assert "£75" in made.mail.body
    booking = harrow.get(Booking, absent)
    assert (booking.charge, booking.charge_state) == (75, ChargeState.SENT)
    with pytest.raises(Refusal, match="No place of this session"):
        write(harrow, session, tmp_path, charges=True)


def test_a_charge_is_waived_for_a_reason_only(harrow: Harrow, session: str) -> None:
    came, absent = missed(harrow, session)
    waived = ChargeState.WAIVED
    with pytest.raises(Refusal, match="waived for a reason"):
        harrow.do(telling_delegates.settle_charge, absent, waived)
    harrow.do(telling_delegates.settle_charge, absent, waived, "Called to court")
    assert harrow.get(Booking, absent).charge_reason == "Called to court"
    with pytest.raises(Refusal, match="was not lost"):
        harrow.do(telling_delegates.charge, came)


def test_certificates_are_for_those_who_attended(
    harrow: Harrow, session: str, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="Nobody is marked"):
        certificates.carry_out(harrow.desk, session, tmp_path)
    came, _ = missed(harrow, session)
    (made,) = certificates.carry_out(harrow.desk, session, tmp_path)
    assert made.name.endswith("certificate - D1 Ann Example.pdf")
    assert harrow.get(Booking, came).certificate_on == harrow.desk.clock().date()
    with harrow.desk.read() as reader:
        about = Request(about=("training_sessions", session))
        for kind in ("sign-in", "delegates", "certificates"):
            assert make(kind, reader, about).title


@pytest.mark.parametrize("what", ["attendance", "sessions"])
def test_what_is_exported_is_imported_again_with_nothing_changed(
    harrow: Harrow, session: str, tmp_path: Path, what: str
) -> None:
    missed(harrow, session)
    import_training(harrow.desk, SAMPLE)
    totals = tmp_path / "totals 2026-Q1.csv"
    totals.write_text("Course,Sessions,Places,Attended\nMCA,2,40,31\nSAR,1,9,8\n", "utf-8")
    import_training(harrow.desk, totals)
    path = tmp_path / f"{what}.csv"
    with harrow.desk.read() as reader:
        training_export.write(reader, path, what=what)
    done = import_training(harrow.desk, path)
    assert (done.created, done.updated, done.skipped) == (0, 0, [])
    assert done.unchanged == done.rows == (101 if what == "attendance" else 7)
    assert not [one for one in done.notes if one.field not in {"Agency", "Heading", "Places"}]
