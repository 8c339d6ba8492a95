"""The section of an agency's account on training and learning."""

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Booking,
    Course,
    LearningProduct,
    ProductAgency,
    TrainingReturn,
    TrainingSession,
)
from safeguard_desk.rules.terms_learning import BookingState, ProductState, ReturnState
from safeguard_desk.views.account_parts import Asked, Item, Section, urgent_first


def training(reader: Reader, asked: Asked) -> Section:
    """Return its returns on its own training, learning products, and who came to courses."""
    t = TrainingReturn
    statement = select(t.id, t.ref, t.year, t.state, t.due_on).where(
        t.agency_id == asked.agency_id,
        or_(t.state != ReturnState.ANSWERED, t.year == asked.year),
    )
    items = []
    for identity, ref, year, state, due_on in reader.rows(statement):
        owed = state in {ReturnState.REQUESTED, ReturnState.CHALLENGED}
        late = owed and due_on is not None and due_on < reader.today
        title = f"Return on single agency training {year}/{(year + 1) % 100:02d}"
        stands = state.label.lower()
        items.append(Item("training_returns", identity, ref, title, stands, due_on, owed, late))
    items += _products(reader, asked)
    came, places, missed = _attended(reader, asked)
    said = f"{came} of {places} booked places attended, {missed} not attended" if places else ""
    return Section("Training and learning", urgent_first(items), said)


def _products(reader: Reader, asked: Asked) -> list[Item]:
    p = LearningProduct
    statement = (
        select(p.id, p.ref, p.title, ProductAgency.acknowledged_on, ProductAgency.embedded_on)
        .add_columns(p.answer_by)
        .join(ProductAgency, ProductAgency.product_id == p.id)
        .where(
            ProductAgency.agency_id == asked.agency_id,
            p.state == ProductState.SENT,
            p.sent_on <= asked.end,
            or_(ProductAgency.embedded_on.is_(None), p.sent_on >= asked.start),
        )
    )
    items = []
    for identity, ref, title, heard, embedded, answer_by in reader.rows(statement):
        owed = embedded is None
        stands = "embedded" if embedded else "acknowledged" if heard else "not acknowledged"
        late = owed and answer_by is not None and answer_by < reader.today
        items.append(Item("learning_products", identity, ref, title, stands, answer_by, owed, late))
    return items


def _attended(reader: Reader, asked: Asked) -> tuple[int, int, int]:
    statement = (
        select(Booking.state, func.count())
        .join(TrainingSession, TrainingSession.id == Booking.session_id)
        .join(Course, Course.id == TrainingSession.course_id)
        .where(
            Booking.agency_id == asked.agency_id,
            TrainingSession.held_on.between(asked.start, asked.end),
        )
        .group_by(Booking.state)
    )
    counts: dict[BookingState, int] = dict(reader.rows(statement))
    came = counts.get(BookingState.ATTENDED, 0) + counts.get(BookingState.PART_ATTENDED, 0)
    missed = counts.get(BookingState.DID_NOT_ATTEND, 0)
    return came, came + missed, missed
