"""Inspections: received, challenged, answered, monitored or put before a board."""

from datetime import date

import pytest
from tests.fixtures.harrow import NEXT, Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Finding, Inspection, Matter
from safeguard_desk.papers import make
from safeguard_desk.papers.request import Request
from safeguard_desk.registers import register
from safeguard_desk.rules.terms import ActionSource, ItemKind, Side
from safeguard_desk.rules.terms_quality import Decided, Inspectorate, Turn
from safeguard_desk.views import inspections as view
from safeguard_desk.views.building import proposals
from safeguard_desk.work import inspections


def received(harrow: Harrow, published: date = date(2026, 11, 2)) -> str:
    group = harrow.group()
    return harrow.do(
        lambda uow: (
            inspections.receive(
                uow,
                group,
                "PEEL 2026",
                body=Inspectorate.PEEL,
                agency_id=harrow.agencies["Metropolitan Police NW BCU"],
                published_on=published,
                judgement="Adequate",
                issues="Late notifications",
            ).id
        )
    )


def act(harrow: Harrow, code: str, record_id: str, words: str) -> None:
    verb = next(one for one in register("inspections").acts if one.code == code).verb
    harrow.do(lambda uow: verb(uow, record_id, words) and None)


def test_a_response_needs_a_challenge_before_it(harrow: Harrow) -> None:
    one = received(harrow)
    with pytest.raises(Refusal, match="has not been challenged"):
        harrow.do(inspections.say, one, Turn.RESPONSE, "A daily check is in place")
    harrow.do(inspections.say, one, Turn.CHALLENGE, "Why are weekends late?")
    harrow.do(inspections.say, one, Turn.RESPONSE, "A daily check is in place")
    with harrow.desk.read() as reader:
        told = view.said(reader, one)
    assert [(word.turn, word.by) for word in told] == [
        (Turn.CHALLENGE, "tester"),
        (Turn.RESPONSE, "Metropolitan Police NW BCU"),
    ]
    assert harrow.desk.check().faults == ()


def test_what_is_monitored_has_a_reason_and_a_next_date(harrow: Harrow) -> None:
    one = received(harrow)
    with pytest.raises(Refusal, match="needs a reason"):
        harrow.do(inspections.decide, one, Decided.MONITOR, " ")
    with pytest.raises(Refusal, match="not said when"):
        harrow.do(inspections.decide, one, Decided.MONITOR, "Figures are to come")
    harrow.do(
        lambda uow: inspections.decide(
            uow, one, Decided.MONITOR, "Figures are to come", next_on=date(2027, 1, 5)
        )
    )
    row = harrow.get(Inspection, one)
    assert (row.decided, row.decided_on) == (Decided.MONITOR, date(2026, 11, 17))


def test_it_goes_to_the_board_of_its_side_once(harrow: Harrow) -> None:
    one = received(harrow)
    act(harrow, "escalate", one, "Ask the commander for a plan")
    row = harrow.get(Inspection, one)
    assert row.side is Side.BOTH
    matter = harrow.get(Matter, str(row.matter_id))
    assert matter.kind is ItemKind.ESCALATED
    assert matter.title == "QA-INS-0001 PEEL 2026: Ask the commander for a plan"
    with pytest.raises(Refusal, match="before a board already"):
        act(harrow, "escalate", one, "Ask again")


def test_findings_and_actions_stand_on_its_thread(harrow: Harrow) -> None:
    one = received(harrow)
    act(harrow, "finding", one, "Weekends are late")
    act(harrow, "action", one, "Report by week")
    assert harrow.all(Finding)[0].source_id == one
    action = harrow.all(Action)[0]
    assert (action.source, action.raised_at) == (ActionSource.INSPECTION, "Inspection QA-INS-0001")
    with harrow.desk.read() as reader:
        assert [found.ref for found in view.following(reader, one)] == ["QA-F-0001", "QA-0001"]


def test_the_next_agenda_hears_of_what_is_undecided_or_due(harrow: Harrow) -> None:
    new, old = received(harrow), received(harrow, date(2026, 6, 1))
    harrow.do(
        lambda uow: inspections.decide(
            uow, old, Decided.MONITOR, "Figures to come", next_on=date(2027, 1, 10)
        )
    )
    meeting = harrow.plan(NEXT)
    with harrow.desk.read() as reader:
        lines = [one.line for one in proposals(reader, meeting) if one.under == "inspections"]
    assert lines == [
        "QA-INS-0001 PEEL 2026: to be discussed, published on 2 Nov 2026",
        "QA-INS-0002 PEEL 2026: update due on 10 Jan 2027",
    ]
    act(harrow, "note", new, "Nothing local in it")
    with harrow.desk.read() as reader:
        assert [row.id for row, _ in view.due(reader, None, NEXT)] == [old]


def test_one_inspection_and_the_list_are_papers_and_restricted_ones_are_withheld(
    harrow: Harrow,
) -> None:
    one = received(harrow)
    harrow.do(inspections.say, one, Turn.CHALLENGE, "Why are weekends late?")
    request = Request(about=("inspections", one))
    with harrow.desk.read() as reader:
        words = repr(make("inspection", reader, request))
        listed = repr(make("inspections", reader, Request(group_id=None)))
    assert "Why are weekends late?" in words
    assert "Not decided" in words
    assert "PEEL 2026" in listed
    harrow.do(lambda uow: setattr(uow.get(Inspection, one), "restricted", True))
    with harrow.desk.read() as reader:
        assert "PEEL 2026" not in repr(make("inspections", reader, Request()))
        with pytest.raises(Refusal, match="restricted part"):
            make("inspection", reader, request)
