"""Learning and development: needs, courses and what they rest on, sessions, trainers, bookings."""

from datetime import date, time

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import (
    BookingState,
    ChargeState,
    Commissioning,
    ContentBasis,
    CourseLevel,
    Delivery,
    NeedResponse,
    NeedSource,
    NeedState,
    SessionState,
)


class LearningNeed(Record):
    """What people have to learn, from where it was seen to how it was answered.

    source_kind and source_id name the record that showed it, whichever kind that is.
    """

    __tablename__ = "learning_needs"
    __table_args__ = (Index("ix_learning_needs_source", "source_kind", "source_id"),)
    searched = ("title", "ref", "evidence", "audience")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    source: Mapped[NeedSource] = coded(NeedSource, default=NeedSource.OTHER)
    source_words: Mapped[Words]
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    audience: Mapped[Words]
    """The roles that have to learn it, in words."""
    level: Mapped[CourseLevel | None] = coded(CourseLevel)
    """The competence group, as the level of training that it asks for."""
    evidence: Mapped[Words]
    impact: Mapped[int | None]
    """What it would change for children or adults, 1 to 3; None until it was judged."""
    reach: Mapped[int | None]
    """How much of the workforce it concerns, 1 to 3; None until it was judged."""
    response: Mapped[NeedResponse] = coded(NeedResponse, default=NeedResponse.UNDECIDED)
    response_words: Mapped[Words]
    state: Mapped[NeedState] = coded(NeedState, default=NeedState.IDENTIFIED)
    state_reason: Mapped[Words]
    raised_on: Mapped[date]
    due_on: Mapped[date | None]
    priority_id: Mapped[str | None] = refers("priorities")
    restricted: Mapped[bool] = mapped_column(default=False)


class NeedAgency(Record):
    """An agency whose staff a learning need concerns."""

    __tablename__ = "need_agencies"
    __table_args__ = (UniqueConstraint("need_id", "agency_id"),)

    need_id: Mapped[str] = refers("learning_needs")
    agency_id: Mapped[str] = refers("agencies")


class Course(Record):
    """A course of the programme; what it teaches is in its versions."""

    __tablename__ = "courses"
    searched = ("title", "ref", "outcomes", "audience")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    level: Mapped[CourseLevel] = coded(CourseLevel, default=CourseLevel.FOUNDATION)
    delivery: Mapped[Delivery] = coded(Delivery, default=Delivery.ROOM)
    audience: Mapped[Words]
    outcomes: Mapped[Words]
    """Learning outcomes, one a line."""
    commissioning: Mapped[Commissioning] = coded(Commissioning, default=Commissioning.POOL)
    provider: Mapped[Words]
    owner_id: Mapped[str | None] = refers("people")
    length_minutes: Mapped[int] = mapped_column(default=180)
    capacity: Mapped[int] = mapped_column(default=20)
    cost: Mapped[int] = mapped_column(default=0)
    """Usual cost of a session in pounds."""
    priority_id: Mapped[str | None] = refers("priorities")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]


class CourseVersion(Record):
    """What a course taught from a day on, until the next version."""

    __tablename__ = "course_versions"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    course_id: Mapped[str] = refers("courses")
    number: Mapped[int]
    valid_from: Mapped[date]
    changes: Mapped[Words]
    """What is new in it."""


class CourseContent(Record):
    """Something that a course version rests on: research, guidance, a review, a learning need.

    source_kind and source_id name a record of this desk, where it is one; `words` say it otherwise.
    A later review or guidance that says something else overtakes it until a new version carries it.
    """

    __tablename__ = "course_contents"
    __table_args__ = (Index("ix_course_contents_source", "source_kind", "source_id"),)
    searched = ("words",)

    course_version_id: Mapped[str] = refers("course_versions")
    basis: Mapped[ContentBasis] = coded(ContentBasis)
    words: Mapped[Words]
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    dated_on: Mapped[date | None]
    overtaken_on: Mapped[date | None]
    overtaken_words: Mapped[Words]
    overtaken_kind: Mapped[Words]
    overtaken_id: Mapped[str | None]


class Trainer(Record):
    """Somebody of the trainers pool: a person of the directory, or a role in words."""

    __tablename__ = "trainers"
    searched = ("words", "teaches")

    person_id: Mapped[str | None] = refers("people")
    words: Mapped[Words]
    """The role, where it is nobody of the directory."""
    agency_id: Mapped[str | None] = refers("agencies")
    teaches: Mapped[Words]
    hours_promised: Mapped[int] = mapped_column(default=0)
    """Hours in a financial year that the agency gives to the pool."""
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class TrainingSession(Record):
    """A course held on a day. Times are local; `code` is the booking system's own, if any."""

    __tablename__ = "training_sessions"
    searched = ("ref", "venue", "code")

    ref: Mapped[str] = mapped_column(unique=True)
    course_id: Mapped[str] = refers("courses")
    course_version_id: Mapped[str | None] = refers("course_versions")
    code: Mapped[Words]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time | None]
    length_minutes: Mapped[int] = mapped_column(default=180)
    delivery: Mapped[Delivery] = coded(Delivery, default=Delivery.ROOM)
    venue: Mapped[Words]
    link: Mapped[Words]
    joining: Mapped[Words]
    """What delegates are told besides date, time and place."""
    capacity: Mapped[int] = mapped_column(default=20)
    state: Mapped[SessionState] = coded(SessionState, default=SessionState.PLANNED)
    state_reason: Mapped[Words]
    cost_planned: Mapped[int | None]
    cost_actual: Mapped[int | None]
    """In pounds; None while it is not known."""
    sequence: Mapped[int] = mapped_column(default=0)
    """How often date, time, place or state changed: the SEQUENCE of its calendar entry."""
    sessions_told: Mapped[int | None]
    """How many sessions a published table puts together in this one; None where it is one."""
    booked_told: Mapped[int | None]
    attended_told: Mapped[int | None]
    absent_told: Mapped[int | None]
    """Totals of a session whose delegates are not known, as a table told them."""


class SessionTrainer(Record):
    """A trainer of a session and the hours given, with preparation."""

    __tablename__ = "session_trainers"
    __table_args__ = (UniqueConstraint("session_id", "trainer_id"),)

    session_id: Mapped[str] = refers("training_sessions")
    trainer_id: Mapped[str] = refers("trainers")
    hours: Mapped[float] = mapped_column(default=0.0)


class Delegate(Record):
    """Somebody who takes part in training, by the code of the booking system or one of ours.

    The name is kept only where certificates and sign-in sheets need one.
    """

    __tablename__ = "delegates"
    searched = ("code", "name", "role")

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Words]
    email: Mapped[Words]
    manager_email: Mapped[Words]
    role: Mapped[Words]
    level: Mapped[CourseLevel | None] = coded(CourseLevel)
    agency_id: Mapped[str | None] = refers("agencies")
    agency_words: Mapped[Words]
    """The organisation as a file named it, where that is not one known agency."""


class Booking(Record):
    """A delegate's place in a session; agency and role are those of that day."""

    __tablename__ = "bookings"
    __table_args__ = (UniqueConstraint("session_id", "delegate_id"),)

    session_id: Mapped[str] = refers("training_sessions")
    delegate_id: Mapped[str] = refers("delegates")
    agency_id: Mapped[str | None] = refers("agencies")
    agency_words: Mapped[Words]
    role: Mapped[Words]
    state: Mapped[BookingState] = coded(BookingState, default=BookingState.BOOKED)
    state_reason: Mapped[Words]
    booked_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    """Its place in the order of booking: the waiting list moves up by it."""
    cancelled_on: Mapped[date | None]
    charge: Mapped[int | None]
    """Charge for non-attendance in pounds; None where none was made."""
    charge_state: Mapped[ChargeState | None] = coded(ChargeState)
    charge_reason: Mapped[Words]
    certificate_on: Mapped[date | None]
    joining_on: Mapped[date | None]
    """When joining instructions, or news of a change, last went to the delegate."""
    joining_sequence: Mapped[int | None]
    """The SEQUENCE of the calendar entry that the delegate has; None where there is none."""
    reminded_on: Mapped[date | None]


class Workforce(Record):
    """How many staff of an agency need training, as at a day: what attendance is measured against.

    An empty role and no level stand for all staff.
    """

    __tablename__ = "workforces"
    __table_args__ = (UniqueConstraint("agency_id", "as_at", "role", "level"),)

    agency_id: Mapped[str] = refers("agencies")
    as_at: Mapped[date]
    role: Mapped[Words]
    level: Mapped[CourseLevel | None] = coded(CourseLevel)
    staff: Mapped[int]
    source: Mapped[Words]
