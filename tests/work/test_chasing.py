"""Chasing by the rules of DOMAIN 3: owner, owner, senior member, board; nobody twice in a day."""

from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import chasing as mails
from safeguard_desk.models import ActionUpdate, Board, Chase, Dispatch, Matter, Person
from safeguard_desk.rules.terms import ChasedTo, DispatchKind, ItemKind
from safeguard_desk.views import building, matter_history
from safeguard_desk.views.chasing import ToChase, chased, to_chase
from safeguard_desk.work import actions, chasing, matters, people
from safeguard_desk.work.actions import NewAction

DUE = date(2026, 12, 1)
"""Ten working days before: 17 November, the day of these tests."""


def due(harrow: Harrow) -> list[ToChase]:
    with harrow.desk.read() as reader:
        return to_chase(reader)


def on(harrow: Harrow, day: date) -> None:
    harrow.clock.moment = harrow.clock.moment.replace(year=day.year, month=day.month, day=day.day)


def chase(harrow: Harrow, folder: Path) -> list[mails.ChaseMail]:
    return mails.carry_out(harrow.desk, due(harrow), folder)


def test_an_action_is_chased_at_the_owner_twice_then_the_senior_member_then_the_board(
    harrow: Harrow, tmp_path: Path
) -> None:
    harrow.raise_action(due_on=DUE)
    senior = harrow.people["DN"]
    harrow.do(lambda uow: setattr(people_of(uow, senior), "senior", True))
    told = []
    for day in (
        *(date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18), date(2026, 12, 1)),
        *(date(2026, 12, 8), date(2026, 12, 15)),
    ):
        on(harrow, day)
        lines = due(harrow)
        told.append([(line.number, line.to, line.missing) for line in lines])
        if lines and lines[0].to is not ChasedTo.BOARD:
            chase(harrow, tmp_path)
            assert due(harrow) == []
    assert told == [
        [],
        [(1, ChasedTo.OWNER, "")],
        [],
        [(2, ChasedTo.OWNER, "")],
        [(3, ChasedTo.SENIOR, "")],
        [(4, ChasedTo.BOARD, "")],
    ]
    assert [one.kind for one in harrow.all(Dispatch)] == [DispatchKind.CHASE] * 3
    assert len(harrow.all(Chase)) == 3
    assert harrow.desk.check().faults == ()


def people_of(uow: UnitOfWork, person: str) -> Person:
    return uow.get(Person, person)


def test_a_chase_that_nobody_made_is_not_lost_and_the_next_waits_a_week(
    harrow: Harrow, tmp_path: Path
) -> None:
    harrow.raise_action(due_on=DUE)
    on(harrow, date(2026, 12, 3))
    (line,) = due(harrow)
    assert (line.number, line.days_late) == (1, 2)
    chase(harrow, tmp_path)
    on(harrow, date(2026, 12, 9))
    assert due(harrow) == []
    on(harrow, date(2026, 12, 10))
    assert [one.number for one in due(harrow)] == [2]


def test_a_moved_date_begins_the_count_again(harrow: Harrow, tmp_path: Path) -> None:
    action = harrow.raise_action(due_on=DUE)
    chase(harrow, tmp_path)
    harrow.do(actions.move_due, action, date(2027, 1, 15), "Waits for the inspection")
    on(harrow, date(2026, 12, 29))
    assert due(harrow) == []
    on(harrow, date(2026, 12, 31))  # ten working days before 15 January, with two holidays
    assert [one.number for one in due(harrow)] == [1]


@pytest.mark.parametrize("rest", ["hold", "cancel", "complete"])
def test_what_rests_is_not_chased(harrow: Harrow, rest: str) -> None:
    action = harrow.raise_action(due_on=DUE)
    harrow.do(getattr(actions, rest), action, "For a reason")
    assert due(harrow) == []


def test_one_mail_has_all_actions_of_a_reader_in_a_table(harrow: Harrow, tmp_path: Path) -> None:
    for title in ("Publish <the> toolkit", "Name a lead"):
        harrow.raise_action(title, due_on=DUE)
    (made,) = chase(harrow, tmp_path)
    (file,) = tmp_path.glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] is not None
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert "QA-0001  Publish <the> toolkit, due 1 Dec 2026" in text.get_content()
    assert "Publish &lt;the&gt; toolkit</td>" in html.get_content()
    assert html.get_content().count("<tr>") == 3
    assert len(made.lines) == 2


def test_what_is_missing_is_named_and_not_mailed(harrow: Harrow, tmp_path: Path) -> None:
    group = harrow.group()
    new = NewAction("Nobody's", owner_words="QA co-chairs", due_on=DUE)
    harrow.do(lambda uow: actions.raise_action(uow, group, new).id)
    (line,) = due(harrow)
    assert line.missing == "No owner of the directory: name one"
    with pytest.raises(Refusal, match="None of these can be chased by mail"):
        chase(harrow, tmp_path)
    assert harrow.all(Chase) == []


def test_a_restricted_action_goes_to_its_owner_alone(harrow: Harrow, tmp_path: Path) -> None:
    group = harrow.group()
    new = NewAction("Hidden", owners=(harrow.people["DN"],), due_on=DUE, restricted=True)
    harrow.do(lambda uow: actions.raise_action(uow, group, new).id)
    other = harrow.do(
        lambda uow: (
            people.add_person(
                uow,
                "Chief Nurse",
                agency_id=harrow.agencies["NHS NWL ICB"],
                email="chief@example.org",
            ).id
        )
    )
    harrow.do(lambda uow: setattr(people_of(uow, other), "senior", True))
    for day in (date(2026, 11, 17), date(2026, 12, 1), date(2026, 12, 8)):
        on(harrow, day)
        (made,) = chase(harrow, tmp_path)
        assert made.mail.to[0][1] == "dn@example.org"


def test_a_word_by_phone_is_a_chase_and_an_update(harrow: Harrow) -> None:
    action = harrow.raise_action(due_on=DUE)
    with pytest.raises(Refusal, match="missing"):
        harrow.do(chasing.by_phone, action, " ")
    harrow.do(chasing.by_phone, action, "It comes on Friday")
    assert [one.text for one in harrow.all(ActionUpdate)] == ["It comes on Friday"]
    assert due(harrow) == []
    with pytest.raises(Refusal, match="not to be chased today"):
        harrow.do(chasing.by_phone, action, "Again")


def test_an_action_goes_to_a_board_once_until_it_has_answered(harrow: Harrow) -> None:
    action = harrow.raise_action(due_on=DUE)
    board = harrow.all(Board, code="HSCB")[0].id
    with pytest.raises(Refusal, match="none is given"):
        harrow.do(chasing.escalate, action, board, "")
    matter = harrow.do(lambda uow: chasing.escalate(uow, action, board, "Write to the chair").id)
    found = harrow.get(Matter, matter)
    assert found.kind is ItemKind.ESCALATED
    assert found.title == "QA-0001 Publish the neglect toolkit: Write to the chair"
    with pytest.raises(Refusal, match="before a board already"):
        harrow.do(chasing.escalate, action, board, "Write again")
    harrow.do(matters.close, matter)
    harrow.do(chasing.escalate, action, board, "Write again")


def test_mails_made_before_somebody_else_acted_are_not_recorded(
    harrow: Harrow, tmp_path: Path
) -> None:
    action = harrow.raise_action(due_on=DUE)
    with harrow.desk.read() as reader:
        made = mails.compose(reader, to_chase(reader), sender="BM", now=harrow.clock())
    harrow.do(actions.complete, action, "Sent")
    with pytest.raises(Refusal, match="QA-0001 changed since the mails were made"):
        harrow.do(lambda uow: mails.record(uow, mails=made))
    assert harrow.all(Chase) == []


def test_what_is_missing_is_mended_in_one_step(harrow: Harrow) -> None:
    group = harrow.group()
    new = NewAction("Write to schools", owner_words="QA co-chairs", due_words="ASAP")
    action = harrow.do(lambda uow: actions.raise_action(uow, group, new).id)
    (line,) = due(harrow)
    assert (line.missing, line.lacks) == ("No due date (“ASAP”): give one", "due_on")
    with pytest.raises(Refusal, match="not to be chased today"):
        harrow.do(chasing.by_phone, action, "Soon")
    with pytest.raises(Refusal):
        harrow.do(chasing.mend, action, "due_on", "soonish")
    harrow.do(chasing.mend, action, "due_on", "1 Dec 2026")
    (line,) = due(harrow)
    assert (line.due_on, line.lacks) == (DUE, "owner")
    with pytest.raises(Refusal, match="Nobody is known as “ZZ”"):
        harrow.do(chasing.mend, action, "owner", "ZZ")
    harrow.do(chasing.mend, action, "owner", "dn")
    assert [one.missing for one in due(harrow)] == [""]
    harrow.do(lambda uow: setattr(people_of(uow, harrow.people["DN"]), "email", ""))
    assert [one.lacks for one in due(harrow)] == ["email"]
    with pytest.raises(Refusal, match="no e-mail address"):
        harrow.do(chasing.mend, action, "email", "dn at example")
    harrow.do(chasing.mend, action, "email", "dn@example.org")
    assert [one.email for one in due(harrow)] == ["dn@example.org"]


def test_an_owner_who_has_left_is_not_written_to(harrow: Harrow) -> None:
    harrow.raise_action(due_on=DUE)
    gone = harrow.people["DN"]
    harrow.do(lambda uow: setattr(people_of(uow, gone), "ended_on", date(2026, 11, 1)))
    (line,) = due(harrow)
    assert (line.person_id, line.lacks) == (None, "owner")
    assert "has left" in line.missing


def test_an_agency_is_asked_for_its_senior_member_before_the_third_chase(
    harrow: Harrow, tmp_path: Path
) -> None:
    action = harrow.raise_action(due_on=DUE)
    chase(harrow, tmp_path)
    on(harrow, DUE)
    chase(harrow, tmp_path)
    on(harrow, date(2026, 12, 8))
    (line,) = due(harrow)
    assert line.lacks == "senior"
    harrow.do(chasing.mend, action, "senior", "DN")
    (made,) = chase(harrow, tmp_path)
    assert made.mail.subject.endswith("that are overdue")
    assert "were asked about them twice" in made.mail.body
    assert "(owner: " in made.mail.body
    assert '<th scope="col"' in made.mail.html
    assert ">Owner</th>" in made.mail.html


def test_one_mail_for_an_agency_goes_to_all_its_owners_without_what_is_restricted(
    harrow: Harrow, tmp_path: Path
) -> None:
    icb = harrow.agencies["NHS NWL ICB"]
    nurse = harrow.do(
        lambda uow: (
            people.add_person(
                uow, "Named Nurse", initials="NN", agency_id=icb, email="nn@example.org"
            ).id
        )
    )
    group = harrow.group()
    harrow.do(lambda uow: setattr(people_of(uow, harrow.people["DN"]), "agency_id", icb))
    for title, owner, restricted in (
        ("Open one", harrow.people["DN"], False),
        ("Open two", nurse, False),
        ("Hidden", harrow.people["DN"], True),
    ):
        new = NewAction(title, owners=(owner,), due_on=DUE, restricted=restricted)
        harrow.do(actions.raise_action, group, new)
    made = mails.carry_out(harrow.desk, due(harrow), tmp_path, agencies=True)
    held = {
        tuple(sorted(address for _, address in one.mail.to)): [line.title for line in one.lines]
        for one in made
    }
    assert {to: sorted(titles) for to, titles in held.items()} == {
        ("dn@example.org", "nn@example.org"): ["Open one", "Open two"],
        ("dn@example.org",): ["Hidden"],
    }
    assert len(harrow.all(Dispatch)) == 3
    assert {one.person_id for one in harrow.all(Chase)} == {
        one.person_id for one in harrow.all(Dispatch)
    }
    assert due(harrow) == []


def test_chases_stand_with_their_action_and_an_escalation_leads_back_to_it(
    harrow: Harrow, tmp_path: Path
) -> None:
    action = harrow.raise_action(due_on=DUE)
    chase(harrow, tmp_path)
    board = harrow.do(lambda uow: chasing.board_for(uow, action))
    matter = harrow.do(lambda uow: chasing.escalate(uow, action, board, "Write to the chair").id)
    with harrow.desk.read() as reader:
        told = [one.told for one in chased(reader, action)]
        events = matter_history.story(reader, "matters", matter).events
    assert sorted(one.partition(" to ")[0] for one in told) == [
        "Chase 1 by mail",
        "Put before the board: Write",
    ]
    assert ("actions", action) in {event.opens for event in events}


def test_an_early_escalation_does_not_count_as_a_chase_of_the_owner(harrow: Harrow) -> None:
    action = harrow.raise_action(due_on=date(2027, 3, 1))
    board = harrow.do(lambda uow: chasing.board_for(uow, action))
    harrow.do(lambda uow: chasing.escalate(uow, action, board, "Write").id)
    on(harrow, date(2027, 2, 15))
    assert [(one.number, one.to) for one in due(harrow)] == [(1, ChasedTo.OWNER)]


def test_the_agenda_of_the_board_proposes_what_was_put_before_it(harrow: Harrow) -> None:
    action = harrow.raise_action(due_on=DUE)
    board = harrow.all(Board, code="HSCB")[0].id
    matter = harrow.do(lambda uow: chasing.escalate(uow, action, board, "Write to the chair").id)
    meeting = harrow.plan(date(2026, 12, 10), "HSCB")
    with harrow.desk.read() as reader:
        proposed = [one.title for one in building.proposals(reader, meeting)]
    assert harrow.get(Matter, matter).title in proposed
