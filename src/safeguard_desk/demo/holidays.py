"""The demonstration's school holidays and closures, and how often its groups and boards meet."""

from collections.abc import Iterator
from datetime import date, timedelta

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.rhythm import read_rhythm
from safeguard_desk.rules.terms import HolidayKind
from safeguard_desk.rules.working_days import bank_holidays, financial_year
from safeguard_desk.views import calendar
from safeguard_desk.work import year
from safeguard_desk.work.boards import group_of_board

RHYTHMS = {
    "QA": "every second month, second Tuesday, 10:00",
    "LD": "every second month, third Thursday, 14:00",
    "CR": "every second month, first Wednesday, 9:30",
}
BOARDS = {"HSCB": "quarterly, last Tuesday, 14:00", "HSAB": "quarterly, second Wednesday, 10:00"}
VENUE, CHAMBER = "Harrow Council Hub, room 3, and online", "Council chamber, and online"


def school_year(starting: int) -> Iterator[tuple[str, HolidayKind, date, date]]:
    """Return the holidays of the school year that starts in September of a year."""
    school, after = HolidayKind.SCHOOL, starting + 1
    good_friday = next(day for day, name in bank_holidays(after).items() if name == "Good Friday")
    for title, first, last in (
        ("Autumn half term", _monday(date(starting, 10, 24)), 4),
        ("Christmas holidays", _monday(date(starting, 12, 18)), 13),
        ("Spring half term", _monday(date(after, 2, 12)), 4),
        ("Easter holidays", good_friday - timedelta(days=4), 13),
        ("Summer half term", _monday(date(after, 5, 24)), 4),
        ("Summer holidays", date(after, 7, 22), 40),
    ):
        yield title, school, first, first + timedelta(days=last)
    yield "Offices closed", HolidayKind.CLOSURE, date(starting, 12, 27), date(starting, 12, 31)


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def enter(stage: Stage) -> None:
    """Enter the holidays around today."""

    def enter_all(uow: UnitOfWork) -> None:
        now = financial_year(stage.today)
        for starting in (now - 1, now, now + 1):
            for title, kind, first, last in school_year(starting):
                year.add_holiday(uow, title, first, last, kind=kind)

    stage.do("Enter the school holidays", enter_all)


def plan_boards(stage: Stage) -> None:
    """Keep how often everybody meets, and plan the two boards' next meetings."""

    def keep(uow: UnitOfWork) -> None:
        for code, rule in RHYTHMS.items():
            year.keep_rhythm(uow, stage.groups[code], rule=rule, venue=VENUE)

    stage.do("Keep how often the groups meet", keep)
    for code, rule in BOARDS.items():
        stage.do(f"Plan the year of {code}", lambda uow, c=code, r=rule: _plan(uow, stage, c, r))  # type: ignore[misc]


def _plan(uow: UnitOfWork, stage: Stage, code: str, rule: str) -> None:
    group = group_of_board(uow, stage.boards[code])
    uow.flush()
    body = calendar.body(uow.reader, group.id)
    if body is None:
        return
    rhythm, now = read_rhythm(rule), financial_year(stage.today)
    proposed = [
        one
        for starting in (now, now + 1)
        for one in calendar.propose_year(uow.reader, body, rhythm, starting, venue=CHAMBER)
    ]
    at = rhythm.starts_at or calendar.USUAL_TIME
    chosen = [year.Chosen(one.held_on, at, CHAMBER) for one in proposed[:3] if not one.clashes]
    year.plan_year(uow, group.id, chosen, rule=rule, venue=CHAMBER)
