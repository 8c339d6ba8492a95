"""Mails about a meeting: to whom, in which edition, in whose words, and recorded when they go."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import icalendar
import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.outgoing import Made, Wanted, carry_out
from safeguard_desk.models import Attendance, Dispatch, Person
from safeguard_desk.rules.terms import (
    Capacity,
    DispatchKind,
    EntryKind,
    MeetingState,
    MinutesState,
    PackEdition,
)
from safeguard_desk.views import dispatch, meetings
from safeguard_desk.work import actions, agendas, letters, minuting, planning

LATER = date(2026, 12, 15)


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    made = settled(desk, clock)

    def addresses(uow: Any) -> None:
        for initials, person in made.people.items():
            if initials != "PA":
                uow.get(Person, person).email = f"{initials.lower()}@example.org"

    made.do(addresses)
    return made


def send(harrow: Harrow, meeting: str, kind: DispatchKind, folder: Path, **words: str) -> Made:
    with harrow.desk.read() as reader:
        letter = dispatch.words_of(reader, kind.value)
        people = dispatch.circulation(reader, meeting)
    chosen = tuple(one for one in people if not one.deputy_of)
    subject, body = words.get("subject", letter.subject), words.get("body", letter.body)
    wanted = Wanted(meeting, kind, subject, body, chosen, "Board Co-ordinator")
    return carry_out(harrow.desk, wanted, folder)


def head(harrow: Harrow, meeting: str) -> meetings.MeetingHead:
    with harrow.desk.read() as reader:
        return meetings.head(reader, meeting)


def test_an_invitation_carries_a_calendar_entry_for_its_reader(
    harrow: Harrow, tmp_path: Path
) -> None:
    meeting = harrow.plan(LATER)
    made = send(harrow, meeting, DispatchKind.INVITATION, tmp_path)
    files = sorted(tmp_path.glob("*.eml"))
    assert len(files) == len(made.mails)
    message: Any = message_from_bytes(files[0].read_bytes(), policy=default)
    (entry,) = message.iter_attachments()
    calendar = icalendar.Calendar.from_ical(entry.get_content())
    assert calendar["METHOD"] == "REQUEST"
    assert "Tuesday 15 December 2026" in message.get_body().get_content()
    kept = harrow.all(Dispatch, meeting_id=meeting)
    assert {one.address for one in kept} == {m.recipient.email for m in made.mails}
    assert {one.kind for one in kept} == {DispatchKind.INVITATION}


def test_who_has_no_address_gets_no_mail_and_the_others_do(harrow: Harrow, tmp_path: Path) -> None:
    meeting = harrow.plan(LATER)
    made = send(harrow, meeting, DispatchKind.CALL, tmp_path)
    seats = harrow.all(Attendance, meeting_id=meeting)
    assert 0 < len(made.mails) <= len(seats)
    assert all(one.recipient.email for one in made.mails)


def test_the_pack_goes_out_in_full_only_to_those_who_may_have_it(
    harrow: Harrow, tmp_path: Path
) -> None:
    meeting = harrow.plan(LATER)
    harrow.do(agendas.add_item, meeting, "A case of one family", restricted=True)
    harrow.do(planning.advance, meeting, MeetingState.AGENDA_SET)
    made = send(harrow, meeting, DispatchKind.PACK, tmp_path)
    editions = {one.recipient.capacity: one.edition for one in made.mails}
    assert editions[Capacity.CO_CHAIR] is PackEdition.FULL
    assert editions[Capacity.MEMBER] is PackEdition.OPEN
    for one in made.mails:
        held = any(file.data != b"" for file in one.mail.attached)
        assert held
    assert head(harrow, meeting).state is MeetingState.DISPATCHED
    harrow.desk.undo()
    assert head(harrow, meeting).state is MeetingState.AGENDA_SET
    assert harrow.all(Dispatch) == []


def test_the_draft_goes_to_the_co_chairs_and_the_minutes_go_on(
    harrow: Harrow, tmp_path: Path
) -> None:
    meeting = harrow.plan()
    harrow.do(minuting.add_entry, harrow.items(meeting)[0].id, EntryKind.NOTE, "Welcome.")
    made = send(harrow, meeting, DispatchKind.DRAFT_MINUTES, tmp_path)
    names = [file.filename for file in made.mails[0].mail.attached]
    assert sorted(Path(name).suffix for name in names) == [".docx", ".pdf"]
    assert head(harrow, meeting).minutes_state is MinutesState.WITH_CO_CHAIRS


def test_an_action_sheet_names_each_readers_own_actions(harrow: Harrow, tmp_path: Path) -> None:
    meeting = harrow.plan()
    new = actions.NewAction("Publish the toolkit", owners=(harrow.people["DN"],))
    group = harrow.group()
    harrow.do(lambda uow: actions.raise_action(uow, group, new, meeting_id=meeting).id)
    made = send(harrow, meeting, DispatchKind.ACTIONS, tmp_path)
    own = {one.recipient.person_id: one.mail.body for one in made.mails}
    sheets = {one.recipient.person_id: one.mail.attached for one in made.mails}
    assert sheets[harrow.people["DN"]][0].filename == (
        f"QA-2026-11-17 actions - {harrow.get(Person, harrow.people['DN']).role}.pdf"
    )
    assert not any(sheet for person, sheet in sheets.items() if person != harrow.people["DN"])
    assert "Publish the toolkit" in own[harrow.people["DN"]]
    others = [body for person, body in own.items() if person != harrow.people["DN"]]
    assert others
    assert not any("Publish the toolkit" in body for body in others)


def test_words_with_an_unknown_placeholder_are_refused_and_nothing_is_written(
    harrow: Harrow, tmp_path: Path
) -> None:
    meeting = harrow.plan(LATER)
    with pytest.raises(Refusal, match=r"“{child}” is no placeholder"):
        send(harrow, meeting, DispatchKind.CALL, tmp_path, body="About {child}")
    assert list(tmp_path.glob("*.eml")) == []
    assert harrow.all(Dispatch) == []


def test_a_letter_with_an_unknown_placeholder_cannot_be_kept(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="no placeholder"):
        harrow.do(lambda uow: letters.add(uow, "Ours", body="Dear {name}").id)


def test_the_usual_letters_are_there_and_come_back_without_overwriting(harrow: Harrow) -> None:
    assert harrow.do(letters.add_usual) == 0


def test_papers_sent_settle_the_agenda_too(harrow: Harrow, tmp_path: Path) -> None:
    meeting = harrow.plan(LATER)
    send(harrow, meeting, DispatchKind.PACK, tmp_path)
    assert head(harrow, meeting).state is MeetingState.DISPATCHED
    harrow.desk.undo()
    assert head(harrow, meeting).state is MeetingState.PLANNED
