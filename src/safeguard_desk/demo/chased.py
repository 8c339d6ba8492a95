"""Chases of the demonstration: late actions asked for by mail week by week, one before a board."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.exchange import chasing as mails
from safeguard_desk.models import Person
from safeguard_desk.rules.terms import ChasedTo
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.views.chasing import to_chase
from safeguard_desk.work import chasing

BEFORE = (22, 16, 10)
"""Working days before today on which mails went out."""
ASK = "Ask the agency's chief officer for a date and a named lead"


def chase(stage: Stage) -> None:
    """Chase what was late three times, every second action of it, and put one before its board."""
    stage.do("Name senior members", _name_seniors)
    for days in BEFORE:
        stage.clock.set(add_working_days(stage.today, -days))
        _by_mail(stage)
    stage.clock.set(stage.today - timedelta(days=1))
    stage.do("Put an action before its board", _escalate)


def _name_seniors(uow: UnitOfWork) -> None:
    """Make the first of each agency its senior member."""
    named: set[str] = set()
    for person in uow.all(select(Person).order_by(Person.created_at, Person.id)):
        if person.agency_id is not None and person.email and person.agency_id not in named:
            named.add(person.agency_id)
            person.senior = True


def _by_mail(stage: Stage) -> None:
    with stage.desk.read() as reader:
        late = [
            line
            for line in to_chase(reader)
            if line.days_late and not line.missing and int(line.ref[-1]) % 2
        ]
        if not mails.by_reader(late):
            return
        made = mails.compose(reader, late, sender="Business Unit", now=stage.desk.clock())
    stage.do(mails.title(made), partial(mails.record, mails=made))


def _escalate(uow: UnitOfWork) -> None:
    lines = (one for one in to_chase(uow.reader) if one.to is ChasedTo.BOARD and not one.restricted)
    if (line := next(lines, None)) is not None:
        chasing.escalate(uow, line.id, chasing.board_for(uow, line.id), ASK)
