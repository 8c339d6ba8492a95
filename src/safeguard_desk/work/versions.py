"""Keeping the words of minutes at each step, so that any two steps can be compared later."""

from datetime import date

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Meeting, MinutesVersion
from safeguard_desk.rules.terms import MinutesStep
from safeguard_desk.views import minutes_versions as view


def keep(
    uow: UnitOfWork, meeting: Meeting, step: MinutesStep, on: date | None = None
) -> MinutesVersion:
    """Keep the minutes as they stand as the next version."""
    uow.flush()
    return uow.add(
        MinutesVersion(
            meeting_id=meeting.id,
            number=view.latest_number(uow.reader, meeting.id) + 1,
            step=step,
            on=on or uow.today,
            body=view.as_body(view.present(uow.reader, meeting.id)),
        )
    )
