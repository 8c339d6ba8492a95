"""The demonstration's meetings: planned, dispatched, minuted as typed, approved and ratified."""

from datetime import date, time, timedelta

from safeguard_desk.demo import paper_files, script
from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import write_day
from safeguard_desk.rules.terms import ActionSource, DispatchKind, MeetingState, PackEdition
from safeguard_desk.rules.working_days import add_months, add_working_days, is_working_day
from safeguard_desk.views import meetings
from safeguard_desk.views.dispatch import circulation
from safeguard_desk.views.meetings import last_meeting
from safeguard_desk.work import (
    actions,
    agendas,
    approving,
    capturing,
    dispatching,
    papers,
    planning,
)

HOURS = {"QA": time(10), "LD": time(14), "CR": time(9, 30)}
_BACK = {"QA": 6, "LD": 25, "CR": 44}
"""Days before today on which each group last met; every second month before that."""
MEETINGS_A_YEAR = 6


def calendar(today: date, years: int) -> list[tuple[date, str, int]]:
    """Return the meetings held up to today: day, group and the meeting's place in its year."""
    held = []
    for code, days in _BACK.items():
        last = today - timedelta(days=days)
        for back in range(MEETINGS_A_YEAR * years):
            day = _working(add_months(last, -2 * back))
            held.append((day, code, (MEETINGS_A_YEAR - 1 - back) % MEETINGS_A_YEAR))
    return sorted(held)


def _working(day: date) -> date:
    """Return the day itself, or one before it: no group meets at the weekend or at Christmas."""
    while (
        not is_working_day(day) or (day.month, day.day) > (12, 20) or (day.month, day.day) < (1, 4)
    ):
        day -= timedelta(days=1)
    return day


def _plan(stage: Stage, code: str, day: date) -> str:
    def plan(uow: UnitOfWork) -> str:
        group = stage.groups[code]
        venue = "Harrow Council Hub, room 3, and online"
        return planning.plan_meeting(uow, group, day, HOURS[code], venue=venue).id

    ref = f"{code}-{day}"
    return stage.do(f"Plan {ref}", plan)


def hold(stage: Stage, code: str, day: date, position: int) -> None:
    """Take a meeting from its planning to minutes in the state its age asks for."""
    stage.clock.set(add_working_days(day, -30))
    meeting_id = _plan(stage, code, day)
    stage.clock.set(add_working_days(day, -16))
    stage.do("Set the agenda", lambda uow: _set_agenda(uow, stage, code, meeting_id, position))
    stage.clock.set(add_working_days(day, -7))
    stage.do("Dispatch the papers", lambda uow: _dispatch(uow, stage, meeting_id, day))
    stage.clock.set(day, HOURS[code])
    with stage.desk.read() as reader:
        found = last_meeting(reader, stage.groups[code], day)
    previous = found[0] if found else None
    text = script.write(stage, code, day, position, previous)
    stage.do("Minute the meeting", lambda uow: capturing.capture(uow, meeting_id, text))
    if code == "QA" and position == script.PLAN_AGREED:
        stage.do("Agree the action plan", lambda uow: _agree_plan(uow, stage, meeting_id, day))
    if previous is not None:
        _ratify(stage, previous, meeting_id)
    _approve(stage, meeting_id, day)


def _set_agenda(uow: UnitOfWork, stage: Stage, code: str, meeting_id: str, position: int) -> None:
    planning.advance(uow, meeting_id, MeetingState.AGENDA_SET)
    items = {item.code: item for item in agendas.agenda(uow, meeting_id)}
    for number, item_code in enumerate(script.SCENES[code]):
        theme = stage.priorities[(position + number) % len(stage.priorities)]
        agendas.edit_item(uow, items[item_code].id, priority_id=theme)
    for item_code, title in script.PAPERS:
        if item_code in items:
            papers.call_for(uow, meeting_id, title, item_id=items[item_code].id)
    if "referrals" in items:
        # Single cases are spoken of there: part 2 of the case review group's minutes.
        agendas.edit_item(uow, items["referrals"].id, restricted=True)
    if position % 3 == 1:
        agendas.add_item(
            uow, meeting_id, script.FORWARD_PLAN[position], at=len(items) - 4, minutes=10
        )


def _dispatch(uow: UnitOfWork, stage: Stage, meeting_id: str, day: date) -> None:
    for paper in uow.all(script.papers_of(meeting_id)):
        paper_files.receive(uow, stage, paper, day)
    _record_sent(uow, meeting_id)
    planning.advance(uow, meeting_id, MeetingState.DISPATCHED)


def _record_sent(uow: UnitOfWork, meeting_id: str) -> None:
    """Record the papers as sent to every member who has an address."""
    uow.flush()
    head = meetings.head(uow.reader, meeting_id)
    people = circulation(uow.reader, meeting_id)
    subject = f"Papers: {head.group_name}, {write_day(head.held_on)}"
    dispatching.record(
        uow,
        DispatchKind.PACK,
        [
            dispatching.Sent(
                *(one.email, one.person_id, one.agency_id),
                PackEdition.FULL if one.named else PackEdition.OPEN,
                (f"{head.ref} papers.pdf",),
            )
            for one in people
            if one.email and not one.deputy_of
        ],
        subject=subject,
        meeting_id=meeting_id,
    )


def _agree_plan(uow: UnitOfWork, stage: Stage, meeting_id: str, day: date) -> None:
    """Raise the action plan of the neglect audit: to be done within six months."""
    for initials, words, months in script.AUDIT_PLAN:
        new = actions.NewAction(
            words,
            owners=(stage.people[initials],),
            due_on=add_months(day, months),
            source=ActionSource.AUDIT,
            plan_agreed_on=day,
        )
        actions.raise_action(
            uow, stage.groups["QA"], new, meeting_id=meeting_id, raised_at="Audit of neglect"
        )


def _ratify(stage: Stage, earlier: str, meeting_id: str) -> None:
    amendments = "At 3.1, for “agreed” read “noted”." if stage.chance.random() < 0.2 else ""
    stage.do(
        "Ratify the minutes",
        lambda uow: approving.ratify(uow, earlier, meeting_id, amendments=amendments),
    )


def _approve(stage: Stage, meeting_id: str, day: date) -> None:
    """Draft within 5 working days, out within 10: as far as the calendar has come."""
    steps = (
        (4, "Send the draft to the co-chairs", approving.send_to_co_chairs),
        (6, "Approve the minutes", _first_approval),
        (8, "Approve the minutes", _last_approvals),
        (9, "Circulate the minutes", approving.circulate),
    )
    for days, title, verb in steps:
        on = add_working_days(day, days)
        if on > stage.today:
            return
        stage.clock.set(on)
        stage.do(title, lambda uow, verb=verb: verb(uow, meeting_id))  # type: ignore[misc]


def _first_approval(uow: UnitOfWork, meeting_id: str) -> None:
    first = approving.co_chairs(uow, meeting_id)[0]
    approving.comment(uow, meeting_id, "Clear. One wording changed at 5.1.", person_id=first.id)
    approving.approve(uow, meeting_id, first.id)


def _last_approvals(uow: UnitOfWork, meeting_id: str) -> None:
    for chair in approving.co_chairs(uow, meeting_id)[1:]:
        approving.approve(uow, meeting_id, chair.id)


def plan_ahead(stage: Stage) -> None:
    """Plan the next two meetings of each group."""
    stage.clock.set(stage.today)
    for code, days in _BACK.items():
        last = stage.today - timedelta(days=days)
        for ahead in (2, 4):
            day = _working(add_months(last, ahead))
            _plan(stage, code, day)
