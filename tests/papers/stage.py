"""A partnership's autumn, made with the verbs that people use: what the papers are tested on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TypeVar

from sqlalchemy import select
from tests.making import TestClock, bare_desk

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Action, AgendaItem, Priority
from safeguard_desk.rules.terms import (
    ActionSource,
    Capacity,
    EntryKind,
    MeetingState,
    Purpose,
    Rating,
    Side,
    StatutoryPartner,
)
from safeguard_desk.work import (
    actions,
    agendas,
    approving,
    attending,
    boards,
    capturing,
    minuting,
    papers,
    people,
    planning,
    risks,
    setting_up,
)

T = TypeVar("T")
TODAY = date(2026, 11, 20)
TYPED = Path(__file__).parents[1] / "files" / "meeting_as_typed.txt"
WITHHELD = "the lodger's earlier conviction"
"""Words that only the restricted part of any record holds."""

AGENCIES = (
    ("Harrow Council Children's Services", "HCS", Side.CHILDREN, StatutoryPartner.LOCAL_AUTHORITY),
    ("Harrow Council Adult Services", "HAS", Side.ADULTS, StatutoryPartner.LOCAL_AUTHORITY),
    ("Harrow Council Housing", "Housing", Side.BOTH, None),
    ("NHS North West London ICB", "ICB", Side.BOTH, StatutoryPartner.ICB),
    ("Metropolitan Police North West BCU", "Police", Side.BOTH, StatutoryPartner.POLICE),
    ("Probation Service", "Probation", Side.BOTH, None),
    ("Cafcass", "", Side.CHILDREN, None),
    ("Care home providers", "Care homes", Side.ADULTS, None),
    ("Business Unit", "BU", Side.BOTH, None),
)
CHAIR, MEMBER = Capacity.CO_CHAIR, Capacity.MEMBER
PEOPLE = (
    ("DN", "Designated Nurse", "NHS North West London ICB", CHAIR),
    ("HS", "Head of Safeguarding Adults", "Harrow Council Adult Services", CHAIR),
    ("AD", "Assistant Director, Quality", "Harrow Council Children's Services", MEMBER),
    ("DC", "DCI Public Protection", "Metropolitan Police North West BCU", MEMBER),
    ("NG", "Named GP", "NHS North West London ICB", MEMBER),
    ("PB", "Head of Delivery Unit", "Probation Service", MEMBER),
    ("HO", "Head of Housing Needs", "Harrow Council Housing", MEMBER),
    ("CF", "Service Manager", "Cafcass", MEMBER),
    ("CH", "Registered Managers' representative", "Care home providers", MEMBER),
    ("PA", "Performance Analyst", "Business Unit", Capacity.IN_ATTENDANCE),
    ("BM", "Business Manager", "Business Unit", Capacity.SECRETARIAT),
)


@dataclass
class Stage:
    """The desk, its clock, and the ids of what is on it by code or reference."""

    desk: Desk
    clock: TestClock
    boards: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, str] = field(default_factory=dict)

    def on(self, day: date) -> None:
        """Let it be the morning of a day."""
        self.clock.moment = datetime.combine(day, time(9), UTC)

    def do(self, operation: Callable[[UnitOfWork], T]) -> T:
        """Do an operation through the one door, a minute after the last."""
        self.clock.pass_by(minutes=1)
        return self.desk.change("Test", operation).result

    def plan(self, code: str, day: date, venue: str = "Forward Drive, Room 2") -> str:
        """Plan a meeting and keep its id by its reference."""
        meeting = self.do(
            lambda uow: planning.plan_meeting(
                uow, self.groups[code], day, venue=venue, link="https://meet.example.org/qa"
            )
        )
        self.meetings[meeting.ref] = meeting.id
        return meeting.id


def founded(path: Path) -> Stage:
    """Make a desk with boards, groups, agencies and people, and nothing else."""
    clock = TestClock()
    stage = Stage(bare_desk(path, clock), clock)
    stage.on(date(2026, 4, 1))
    made = stage.do(lambda uow: setting_up.set_up(uow, "Harrow"))
    stage.boards, stage.groups = made.boards, made.groups
    stage.do(lambda uow: _people(uow, stage))
    stage.do(lambda uow: _priorities(uow, stage))
    return stage


def _people(uow: UnitOfWork, stage: Stage) -> None:
    for name, short, side, partner in AGENCIES:
        agency = people.add_agency(uow, name, short_name=short, side=side, partner=partner)
        stage.agencies[short or name] = agency.id
        uow.flush()
    by_name = {name: stage.agencies[short or name] for name, short, *_ in AGENCIES}
    for initials, role, agency_name, capacity in PEOPLE:
        person = people.add_person(
            uow, role, initials=initials, agency_id=by_name[agency_name], email="x@example.org"
        )
        stage.people[initials] = person.id
        uow.flush()
        for code in ("QA", "CR"):
            people.join(uow, stage.groups[code], person.id, capacity=capacity)


def _priorities(uow: UnitOfWork, stage: Stage) -> None:
    for code, titles in (
        ("HSCB", ("Neglect", "Exploitation outside the home")),
        ("HSAB", ("Self-neglect", "Making safeguarding personal")),
    ):
        for title in titles:
            boards.add_priority(uow, stage.boards[code], 2026, title, description="Three years.")


def filled(path: Path) -> Stage:
    """Make the desk with its meetings, minutes, actions and risks, and let it be TODAY."""
    stage = founded(path)
    _july(stage)
    _september(stage)
    stage.on(date(2026, 9, 20))
    cancelled = stage.plan("QA", date(2026, 10, 13))
    stage.do(lambda uow: planning.advance(uow, cancelled, MeetingState.CANCELLED))
    _case_review(stage)
    _november(stage)
    stage.on(TODAY)
    stage.plan("QA", date(2027, 1, 19), venue="")
    stage.do(lambda uow: _later_life_of_actions(uow, stage))
    return stage


def _july(stage: Stage) -> None:
    """A quorate meeting whose minutes are ratified in September, with actions of every fate."""
    stage.on(date(2026, 7, 1))
    july = stage.plan("QA", date(2026, 7, 14))
    stage.on(date(2026, 7, 14))
    text = "\n".join(
        (
            "10:00 attend all",
            "10:01 > 1 Welcome, introductions and apologies",
            "10:01 The co-chair opened the meeting.",
            "10:10 > 4 Action tracker",
            "10:11 a: write to schools about the threshold document @AD by 30/9/26",
            "10:12 a: collect audit returns from every agency @PB by 31/8/26",
            "10:13 a: brief care homes on pressure sores @CH by 15/12/26",
            "10:14 a: publish the neglect strategy @DN by 30/10/26",
            "10:15 g: the fire brigade's home visits reached every hoarding case",
            "10:40 close",
        )
    )
    stage.do(lambda uow: capturing.capture(uow, july, text))
    stage.do(lambda uow: _audit_actions(uow, stage, july))
    _approve(stage, july, date(2026, 7, 20))
    stage.do(lambda uow: approving.circulate(uow, july, on=date(2026, 7, 24)))


def _audit_actions(uow: UnitOfWork, stage: Stage, meeting_id: str) -> None:
    """Actions under the six-month rule: one past it, one due beyond it, one done in time."""
    for title, agreed, due in (
        ("Put the neglect tool into supervision", date(2026, 3, 2), date(2026, 12, 1)),
        ("Re-audit home conditions with housing", date(2026, 7, 14), date(2027, 3, 1)),
        ("Share audit findings with team managers", date(2026, 7, 14), date(2026, 10, 1)),
    ):
        new = actions.NewAction(
            title,
            (stage.people["AD"],),
            due_on=due,
            side=Side.CHILDREN,
            source=ActionSource.AUDIT,
            plan_agreed_on=agreed,
        )
        actions.raise_action(uow, stage.groups["QA"], new, raised_at="Audit A-03")


def _approve(stage: Stage, meeting_id: str, on: date) -> None:
    stage.do(lambda uow: approving.send_to_co_chairs(uow, meeting_id, on=on))
    for initials in ("DN", "HS"):
        person = stage.people[initials]

        def approve(uow: UnitOfWork, person: str = person) -> None:
            approving.approve(uow, meeting_id, person, on=on)

        stage.do(approve)


def _september(stage: Stage) -> None:
    """A meeting that was not quorate: its decisions wait for ratification."""
    stage.on(date(2026, 9, 1))
    september = stage.plan("QA", date(2026, 9, 15))
    stage.on(date(2026, 9, 15))
    text = "\n".join(
        (
            "10:00 attend all",
            "10:00 apologies DC",
            "10:00 absent CF",
            "10:02 > 3 Minutes of the last meeting",
            "10:02 d: minutes of 14 July 2026 agreed as a correct record",
            "10:05 > 4 Action tracker",
            "10:06 a: close QA-0004 - strategy published and sent to all members",
            "10:08 n: re-audit is set for the spring",
            "10:09 a: report the number of children seen alone @DC by 16/10/26",
            "10:30 close",
        )
    )
    stage.do(lambda uow: capturing.capture(uow, september, text))
    july = stage.meetings["QA-2026-07-14"]
    stage.do(lambda uow: approving.ratify(uow, july, september))
    stage.do(lambda uow: approving.correct(uow, july, "At 4.2, for 31 August read 30 August."))
    _approve(stage, september, date(2026, 9, 22))
    stage.do(lambda uow: approving.circulate(uow, september, on=date(2026, 9, 25)))


def _case_review(stage: Stage) -> None:
    """A case review meeting with a restricted part: two items, an entry, an action and a risk."""
    stage.on(date(2026, 10, 1))
    meeting_id = stage.plan("CR", date(2026, 10, 20), venue="Civic 5")
    stage.on(date(2026, 10, 20))
    stage.do(lambda uow: attending.mark_all(uow, meeting_id))
    stage.do(lambda uow: _case_review_minutes(uow, stage, meeting_id))
    _approve(stage, meeting_id, date(2026, 10, 26))


def _item(uow: UnitOfWork, meeting_id: str, code: str) -> str:
    statement = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    return uow.session.scalars(statement.where(AgendaItem.code == code)).one().id


def _case_review_minutes(uow: UnitOfWork, stage: Stage, meeting_id: str) -> None:
    minuting.start_meeting(uow, meeting_id, time(14))
    part_2 = agendas.add_item(
        uow, meeting_id, f"CR-2026-03: {WITHHELD}", purpose=Purpose.DECISION, restricted=True
    )
    papers.call_for(uow, meeting_id, f"Report on {WITHHELD}", item_id=part_2.id)
    open_item = _item(uow, meeting_id, "recommendations")
    papers.call_for(uow, meeting_id, "Recommendations with owners", item_id=open_item)
    hidden_paper = papers.call_for(uow, meeting_id, f"Letter about {WITHHELD}", item_id=open_item)
    papers.place(uow, hidden_paper.id, open_item, restricted=True)
    minuting.add_entry(uow, open_item, EntryKind.NOTE, "31 recommendations are open.")
    kept = minuting.add_entry(
        uow, open_item, EntryKind.NOTE, f"Members weighed {WITHHELD}.", restricted=True
    )
    minuting.add_entry(uow, open_item, EntryKind.NOTE, "Nine have no owner.")
    for line in (
        f"d: the review of CR-2026-03 goes on despite {WITHHELD}",
        f"a: ask Probation about {WITHHELD} @PB by 30/10/26",
        f"r: {WITHHELD} may become known",
        f"e: HSAB to be told of {WITHHELD}",
        f"c: Police challenged Probation on {WITHHELD} @Probation",
        f"g: good work on {WITHHELD}",
    ):
        capturing.take(uow, meeting_id, part_2.id, line)
    only_restricted = _item(uow, meeting_id, "learning")
    minuting.add_entry(
        uow, only_restricted, EntryKind.KEY_MESSAGE, f"Nobody may say {WITHHELD}.", restricted=True
    )
    minuting.close_meeting(uow, meeting_id, time(15, 30))
    assert kept.restricted


def _november(stage: Stage) -> None:
    """The meeting as it was typed, sent to the co-chairs, one of whom has approved."""
    stage.on(date(2026, 10, 20))
    november = stage.plan("QA", date(2026, 11, 17))
    stage.do(lambda uow: _more_actions(uow, stage))
    stage.do(lambda uow: _november_agenda(uow, stage, november))
    stage.on(date(2026, 11, 17))
    text = TYPED.read_text(encoding="utf-8")
    stage.do(lambda uow: capturing.capture(uow, november, text))
    september = stage.meetings["QA-2026-09-15"]
    amendment = "At 4.2, “the spring” becomes “May 2027”."
    stage.do(lambda uow: approving.ratify(uow, september, november, amendments=amendment))
    stage.on(date(2026, 11, 19))
    stage.do(lambda uow: approving.send_to_co_chairs(uow, november))
    stage.do(lambda uow: approving.comment(uow, november, "A comment for the drafters only."))
    stage.do(lambda uow: approving.approve(uow, november, stage.people["DN"]))


def _more_actions(uow: UnitOfWork, stage: Stage) -> None:
    """Bring the group's references up to those that the typed minutes close."""
    for number in range(uow.next_number("QA") + 1, 138):
        side = (Side.CHILDREN, Side.ADULTS, Side.BOTH)[number % 3]
        owner = stage.people[("AD", "HS", "HO", "NG")[number % 4]]
        due = date(2026, 11, 1 + number % 28) if number % 5 else date(2027, 2, 1)
        new = actions.NewAction(f"Piece of work {number}", (owner,), due_on=due, side=side)
        if number > 120:
            actions.raise_action(uow, stage.groups["QA"], new, raised_at="Forward plan")
        else:
            uow.next_number("QA")


def _november_agenda(uow: UnitOfWork, stage: Stage, meeting_id: str) -> None:
    audits = _item(uow, meeting_id, "audits")
    neglect = uow.session.scalars(select(Priority).where(Priority.title == "Neglect")).one()
    agendas.edit_item(uow, audits, title="Multi-agency audit: neglect", priority_id=neglect.id)
    content = papers.Content("neglect.pdf", "application/pdf", b"%PDF-1.7 neglect")
    papers.attach(uow, meeting_id, "Audit of neglect: 24 cases", content, item_id=audits)
    scorecard = _item(uow, meeting_id, "scorecard")
    papers.call_for(uow, meeting_id, "Scorecard, quarter 2", item_id=scorecard)


def _later_life_of_actions(uow: UnitOfWork, stage: Stage) -> None:
    """On hold, slipped, overridden, completed, cancelled, without agency; risks scored."""
    found = {action.ref: action for action in uow.all(select(Action))}
    plan = found["QA-0138"]
    actions.move_due(uow, plan.id, date(2027, 2, 26), "Practices answer by the end of January.")
    actions.hold(uow, found["QA-0125"].id, "Criminal proceedings.")
    actions.cancel(uow, found["QA-0126"].id, "Overtaken by the London procedure.")
    actions.complete(uow, found["QA-0127"].id, "Report presented.")
    actions.complete(uow, found["QA-0007"].id, "Sent to all team managers.", on=date(2026, 10, 2))
    actions.override_rating(uow, found["QA-0130"].id, Rating.RED, "Nobody is in post.")
    nobody = actions.NewAction("Find out who holds the old files", owner_words="To be agreed")
    actions.raise_action(uow, stage.groups["QA"], nobody)
    agendas_risk = risks.raise_risk(
        uow, stage.groups["QA"], "Data of two agencies come too late", side=Side.ADULTS
    )
    uow.flush()
    risks.score(uow, agendas_risk.id, 4, 3)
