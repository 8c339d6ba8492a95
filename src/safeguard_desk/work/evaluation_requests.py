"""That delegates were asked for the later form, or reminded of it."""

from collections.abc import Sequence

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Booking, EvaluationForm, EvaluationRequest
from safeguard_desk.rules.terms_learning import Asked


def record(uow: UnitOfWork, bookings: Sequence[str], asked: Asked = Asked.LATER) -> int:
    """Take down that delegates were asked today, and how often now; return how many.

    Refuses where a form has come meanwhile. Asked twice on one day is asked once.
    """
    uow.flush()
    f = EvaluationForm
    came = select(func.count()).select_from(f).where(f.asked == asked, f.booking_id.in_(bookings))
    if uow.session.scalar(came):
        raise Refusal(
            "A form has come meanwhile from somebody of these.",
            "Nothing was recorded.",
            "Look at the list again.",
        )
    taken = 0
    r = EvaluationRequest
    for booking_id in dict.fromkeys(bookings):
        uow.get(Booking, booking_id)
        held = uow.all(select(r).where(r.booking_id == booking_id, r.asked == asked))
        if any(one.asked_on == uow.today for one in held):
            continue
        uow.add(
            EvaluationRequest(
                booking_id=booking_id, asked=asked, asked_on=uow.today, number=len(held) + 1
            )
        )
        taken += 1
    return taken
