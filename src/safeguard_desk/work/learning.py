"""The programme: courses, the pool of trainers, and sessions."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Booking,
    Course,
    CourseVersion,
    EvaluationForm,
    Group,
    Person,
    SessionTrainer,
    Trainer,
    TrainingSession,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import (
    Commissioning,
    CourseLevel,
    Delivery,
)
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.work.audits import words_for
from safeguard_desk.work.course_content import versions
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.references import next_reference


def add_course(
    uow: UnitOfWork,
    group_id: str,
    title: str,
    *,
    side: Side = Side.BOTH,
    level: CourseLevel = CourseLevel.FOUNDATION,
    delivery: Delivery = Delivery.ROOM,
    commissioning: Commissioning = Commissioning.POOL,
    provider: str = "",
    audience: str = "",
    outcomes: str = "",
    length_minutes: int = 180,
    capacity: int = 20,
    cost: int = 0,
    owner_id: str | None = None,
    started_on: date | None = None,
) -> Course:
    """Put a course on the programme with its first version; outcomes come one a line."""
    group = uow.get(Group, group_id)
    course = uow.add(
        Course(
            ref=next_reference(uow, f"{group.code}-C"),
            title=words_for(title, "A course needs a title", "Say what it teaches."),
            group_id=group_id,
            side=side,
            level=level,
            delivery=delivery,
            commissioning=commissioning,
            provider=provider.strip(),
            audience=audience.strip(),
            outcomes=outcomes.strip(),
            length_minutes=_above_none(length_minutes, "The length in minutes"),
            capacity=_above_none(capacity, "The number of places"),
            cost=cost,
            owner_id=owner_id,
            started_on=started_on or uow.today,
        )
    )
    uow.add(CourseVersion(course_id=course.id, number=1, valid_from=started_on or uow.today))
    uow.flush()
    return course


def _above_none(number: int, what: str) -> int:
    if number < 1:
        raise Refusal(f"{what} is {number}.", "Nothing was changed.", "Give at least 1.")
    return number


def edit_course(uow: UnitOfWork, course_id: str, name: str, seen: Any, value: Any) -> None:
    """Change a field of a course; refuses an empty title, no places and no minutes."""
    if name == "title":
        words_for(value or "", "A course needs a title", "Say what it teaches.")
    if name in {"capacity", "length_minutes"}:
        _above_none(value or 0, "The number of places or minutes")
    if name == "ended_on" and value is not None:
        _refuse_sessions_after(uow, course_id, value)
    set_field(uow, Course, course_id, name, seen, value)


def _refuse_sessions_after(uow: UnitOfWork, course_id: str, day: date) -> None:
    s = TrainingSession
    later = uow.find(
        select(s).where(s.course_id == course_id, s.held_on > day).order_by(s.held_on.desc())
    )
    if later is not None and later.state.takes_bookings:
        raise Refusal(
            f"{later.ref} is still planned for {write_date(later.held_on)}.",
            "The course goes on.",
            "Cancel or move its later sessions first.",
        )


def add_trainer(
    uow: UnitOfWork,
    person_id: str | None = None,
    words: str = "",
    *,
    agency_id: str | None = None,
    teaches: str = "",
    hours_promised: int = 0,
    from_on: date | None = None,
) -> Trainer:
    """Take a person of the directory, or a role in words, into the trainers pool; once each."""
    if person_id is None:
        words_for(words, "A trainer needs a person or a role", "Choose one, or name the role.")
    elif agency_id is None:
        agency_id = uow.get(Person, person_id).agency_id
    uow.flush()
    t = Trainer
    said = words.strip()
    same = t.person_id == person_id if person_id else (t.words == said) & t.person_id.is_(None)
    known = uow.find(select(t).where(same, t.agency_id == agency_id))
    if known is not None:
        return known
    return uow.add(
        Trainer(
            person_id=person_id,
            words=said,
            agency_id=agency_id,
            teaches=teaches.strip(),
            hours_promised=hours_promised,
            from_on=from_on,
        )
    )


def edit_trainer(uow: UnitOfWork, trainer_id: str, name: str, value: Any) -> None:
    """Change what a trainer teaches or the hours that are promised for a year."""
    if name == "hours_promised" and value < 0:
        raise Refusal("Hours cannot be less than none.", "Nothing was changed.", "Give the hours.")
    setattr(uow.get(Trainer, trainer_id), name, value)


def end_trainer(uow: UnitOfWork, trainer_id: str, on: date | None = None) -> None:
    """End a trainer's time in the pool; hours given stay."""
    uow.get(Trainer, trainer_id).to_on = on or uow.today


def one_more(uow: UnitOfWork, course_id: str) -> str:
    """Plan one more session, four weeks after the last to come or from today; return its id.

    It is like the last session of the course in time, place and joining words.
    """
    uow.flush()
    s = TrainingSession
    last = uow.find(select(s).where(s.course_id == course_id).order_by(s.held_on.desc()))
    after = max(uow.today, last.held_on) if last is not None else uow.today
    day = add_working_days(after + timedelta(days=27), 1)
    if last is None:
        return add_session(uow, course_id, day).id
    return add_session(
        *(uow, course_id, day),
        starts_at=last.starts_at,
        length_minutes=last.length_minutes,
        delivery=last.delivery,
        venue=last.venue,
        link=last.link,
        joining=last.joining,
        capacity=last.capacity,
        cost_planned=last.cost_planned,
    ).id


def add_session(
    uow: UnitOfWork,
    course_id: str,
    held_on: date | None,
    *,
    starts_at: time | None = None,
    length_minutes: int | None = None,
    delivery: Delivery | None = None,
    venue: str = "",
    link: str = "",
    joining: str = "",
    capacity: int | None = None,
    code: str = "",
    cost_planned: int | None = None,
) -> TrainingSession:
    """Plan a session of a course; what is not said is as usual for the course.

    It teaches the version that holds on its day. Refuses a session without a date, a second one at
    the same day and time in the same place, and one after the course's end.
    """
    course = uow.get(Course, course_id)
    day = _day_of(course, held_on)
    _refuse_twice(uow, course, day, starts_at, venue.strip(), code.strip())
    made = uow.add(
        TrainingSession(
            ref=next_reference(uow, f"{uow.get(Group, course.group_id).code}-S"),
            course_id=course_id,
            course_version_id=_version_on(uow, course_id, day),
            code=code.strip(),
            held_on=day,
            starts_at=starts_at,
            length_minutes=length_minutes or course.length_minutes,
            delivery=delivery or course.delivery,
            venue=venue.strip(),
            link=link.strip(),
            joining=joining.strip(),
            capacity=_above_none(
                course.capacity if capacity is None else capacity, "The number of places"
            ),
            cost_planned=course.cost if cost_planned is None else cost_planned,
        )
    )
    uow.flush()
    return made


def _day_of(course: Course, held_on: date | None) -> date:
    if held_on is None:
        raise Refusal(
            f"The session of {course.ref} {course.title} has no date.",
            "No session was added.",
            "Give the day on which it is held.",
        )
    if course.ended_on is not None and held_on > course.ended_on:
        raise Refusal(
            f"{course.ref} {course.title} ended on {write_date(course.ended_on)}.",
            "No session was added.",
            "Choose another course, or take its end away first.",
        )
    return held_on


def _refuse_twice(
    uow: UnitOfWork, course: Course, day: date, at: time | None, venue: str, code: str
) -> None:
    uow.flush()
    s = TrainingSession
    for known in uow.all(select(s).where(s.course_id == course.id, s.held_on == day)):
        if (known.starts_at, known.venue, known.code) == (at, venue, code):
            raise Refusal(
                f"{known.ref} is a session of {course.title} on {write_date(day)} already.",
                "No session was added.",
                "Give the second one its time, venue or code, or change the first.",
            )


def _version_on(uow: UnitOfWork, course_id: str, day: date) -> str | None:
    """Return the id of the version that holds on a day, or of the first, where it is earlier."""
    held = versions(uow, course_id)
    fitting = [one for one in held if one.valid_from <= day] or held[-1:]
    return fitting[0].id if fitting else None


def give_trainer(
    uow: UnitOfWork, session_id: str, trainer_id: str, hours: float | None = None
) -> SessionTrainer:
    """Give a session a trainer and the hours given; again to say other hours."""
    session = uow.get(TrainingSession, session_id)
    uow.get(Trainer, trainer_id)
    spent = session.length_minutes / 60 if hours is None else hours
    if spent < 0:
        raise Refusal("Hours cannot be less than none.", "Nothing was changed.", "Give the hours.")
    uow.flush()
    t = SessionTrainer
    held = uow.find(select(t).where(t.session_id == session_id, t.trainer_id == trainer_id))
    if held is None:
        return uow.add(SessionTrainer(session_id=session_id, trainer_id=trainer_id, hours=spent))
    held.hours = spent
    return held


def take_trainer(uow: UnitOfWork, session_trainer_id: str) -> None:
    """Take a trainer from a session."""
    uow.delete(uow.get(SessionTrainer, session_trainer_id))


def remove_session(uow: UnitOfWork, session_id: str, _: str = "") -> None:
    """Remove a session that nobody booked; refuses one that has bookings."""
    session = uow.get(TrainingSession, session_id)
    booked = select(func.count()).select_from(Booking).where(Booking.session_id == session_id)
    if uow.session.scalar(booked):
        raise Refusal(
            f"{session.ref} has bookings.", "It stays.", "Cancel it: its delegates can be told."
        )
    f = EvaluationForm
    if uow.session.scalar(select(func.count()).select_from(f).where(f.session_id == session_id)):
        raise Refusal(
            f"{session.ref} has evaluation forms.", "It stays.", "Remove the forms first."
        )
    t = SessionTrainer
    for one in uow.all(select(t).where(t.session_id == session_id)):
        uow.delete(one)
    uow.delete(session)
