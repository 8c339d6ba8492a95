"""The demonstration's year of training: needs, courses with versions, a pool, and sessions."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from random import Random

from sqlalchemy import select

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Audit, Delegate, LearningPoint, TrainingSession
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import (
    BookingState,
    Commissioning,
    ContentBasis,
    CourseLevel,
    Delivery,
    NeedResponse,
    NeedSource,
    NeedState,
)
from safeguard_desk.rules.working_days import add_working_days
from safeguard_desk.work import bookings, course_content, learning, linking, needs, sessions
from safeguard_desk.work.bookings import NewDelegate, Room

L, P, D = CourseLevel, Commissioning, Delivery
COURSES = (
    (
        *("Neglect: recognising and responding", Side.CHILDREN, L.ADVANCED, D.ROOM, P.POOL, ""),
        *("Name signs of drift and delay\nUse the neglect toolkit with a family", 25, 0),
    ),
    (
        *("Self-neglect and executive capacity", Side.ADULTS, L.ADVANCED, D.ONLINE, P.PROVIDER),
        *("A training consultancy", "Tell willing from able\nAsk what happens at home", 20, 900),
    ),
    (
        *("Exploitation outside the home", Side.BOTH, L.SPECIALIST, D.ROOM, P.PROVIDER),
        *("A national charity", "Map places and peers\nShare on the same day", 20, 1200),
    ),
    (
        *("Safeguarding for everybody", Side.BOTH, L.FOUNDATION, D.ONLINE, P.POOL, ""),
        *("Know what to report, to whom and when", 30, 0),
    ),
    (
        *("Working with fathers and hidden men", Side.CHILDREN, L.ADVANCED, D.ROOM, P.PARTNER),
        *("NHS trusts, in kind", "Ask who lives here and who comes\nWrite it down", 18, 150),
    ),
)
"""Title, side, level, delivery, commissioning, provider, outcomes, places, cost of a session."""
TRAINERS = (*(("DN", 24), ("NG", 12), ("TC", 30), ("SS", 10), ("HS", 16), ("PW", 12)),)
"""Who is in the pool, and hours promised for a year."""
SESSIONS = (
    *((0, -205, 27), (2, -124, 19), (1, -61, 22), (0, -33, 25), (3, -19, 28)),
    *((4, 16, 9), (0, 30, 36), (1, 51, 9), (2, 79, 0), (4, 93, 0), (3, 107, 0)),
)
"""Which course, how many days from today, and how many ask for a place."""
NEEDS = (
    (
        *("Tell self-neglect from choice, and test executive capacity", NeedSource.SURVEY),
        *(Side.ADULTS, 3, 3, 1, NeedState.IN_PROGRAMME, "Survey of 412 practitioners"),
    ),
    (
        *("Name drift and delay in work on neglect", NeedSource.AUDIT, Side.CHILDREN, 3, 2, 0),
        *(NeedState.IN_PROGRAMME, "Findings of the audit of neglect"),
    ),
    (
        *("Exploitation: places and peers, not only the child", NeedSource.REVIEW, Side.BOTH),
        *(3, 2, 2, NeedState.MET, "Four sessions held; the audit saw maps of places"),
    ),
    (
        *("New statutory guidance on multi-agency working", NeedSource.LAW, Side.CHILDREN),
        *(2, 3, 3, NeedState.IN_PROGRAMME, "Working Together to Safeguard Children 2023"),
    ),
    (
        *("Online harm for pupils with special needs", NeedSource.AGENCY, Side.CHILDREN, 2, 1),
        *(None, NeedState.AGREED, "Asked for by special schools"),
    ),
    (
        *("What housing officers may share, and with whom", NeedSource.INSPECTION, Side.ADULTS),
        *(None, None, None, NeedState.IDENTIFIED, "Said to inspectors by front-line staff"),
    ),
)
"""What, seen in, side, impact, reach, course, state, its words."""
GUIDANCE = ("Working Together to Safeguard Children 2018", date(2018, 7, 4))
NEWER = ("Working Together to Safeguard Children 2023", date(2023, 12, 15))
RESEARCH = "Child neglect and its relationship to other forms of harm: review of evidence, 2022"
ROLES = ("Practitioner", "Manager", "Designated lead", "Volunteer")
WHERE = ("HCS", "HAS", "Housing", "CNWL", "LNWUH", "ICB", "Primary", "Police", "VAH", "CLCH")
LEARNED = (
    "A plan that is not reviewed in supervision drifts, and nobody notices",
    "Sharing on the same day saves a week of worry for the child",
)
"""What is to be learned from the audit of neglect; a course carries the first."""
VENUE = "Civic centre, training room 2"
_PEOPLE = 60
"""Delegates known to the desk: the same people come to several courses."""


def train(stage: Stage) -> None:
    """Play a year of training. Its chances are its own: nothing else depends on them."""
    chance = Random(f"training/{stage.today}")  # noqa: S311 - chosen, not secret
    stage.clock.set(stage.today - timedelta(days=250))
    made = stage.do("Plan the programme of training", lambda uow: _programme(uow, stage))
    stage.do("Take learning needs down", lambda uow: _needs(uow, stage, made))
    stage.clock.set(stage.today - timedelta(days=240))
    held = stage.do("Plan the year's sessions", lambda uow: _sessions(uow, stage, made, chance))
    people = stage.do("Know delegates", lambda uow: _people(uow, stage, chance))
    for place, (_, days, wanted) in enumerate(SESSIONS):
        if wanted:
            stage.clock.set(stage.today + timedelta(days=min(days, 0) - 40))
            asked = chance.sample(people, wanted)
            stage.do("Book delegates", lambda uow: _book(uow, held[place], asked))  # noqa: B023
            if days < 0:
                stage.clock.set(stage.today + timedelta(days=days + 3))
                stage.do("Mark attendance", lambda uow: _mark(uow, held[place], chance))  # noqa: B023
    stage.clock.set(stage.today - timedelta(days=14))
    stage.do("Bring courses up to date", lambda uow: _renew(uow, stage, made))
    stage.clock.set(stage.today)


def _programme(uow: UnitOfWork, stage: Stage) -> list[str]:
    group, began = stage.groups["LD"], stage.today - timedelta(days=400)
    made = []
    for title, side, level, delivery, commissioning, provider, outcomes, places, cost in COURSES:
        course = learning.add_course(
            *(uow, group, title),
            side=side,
            level=level,
            delivery=delivery,
            commissioning=commissioning,
            provider=provider,
            audience="Practitioners and managers of all agencies",
            outcomes=outcomes,
            capacity=places,
            cost=cost,
            owner_id=stage.people["TC"],
            started_on=began,
        )
        made.append(course.id)
    for course_id in (made[0], made[3]):
        version = course_content.versions(uow, course_id)[0].id
        words, on = GUIDANCE
        course_content.add_content(uow, version, ContentBasis.GUIDANCE, words, on=on)
    first = course_content.versions(uow, made[0])[0].id
    course_content.add_content(uow, first, ContentBasis.RESEARCH, RESEARCH)
    audit = uow.find(select(Audit).where(Audit.title == "Neglect").order_by(Audit.ref))
    if audit is not None:
        course_content.carry(uow, made[0], ("audits", audit.id))
    for place, (initials, hours) in enumerate(TRAINERS):
        learning.add_trainer(
            *(uow, stage.people[initials]),
            teaches=COURSES[place % len(COURSES)][0],
            hours_promised=hours,
            from_on=began,
        )
    return made


def _needs(uow: UnitOfWork, stage: Stage, made: Sequence[str]) -> None:
    for title, source, side, impact, reach, course, state, words in NEEDS:
        need = needs.add_need(
            *(uow, stage.groups["LD"], title),
            source=source,
            source_words=words if state is not NeedState.MET else "",
            side=side,
            audience="Front-line staff and their managers",
            impact=impact,
            reach=reach,
            due_on=stage.today + timedelta(days=120),
        )
        if state is not NeedState.IDENTIFIED:
            needs.move_to(uow, need.id, NeedState.AGREED)
        if course is not None:
            needs.answer_by_course(uow, need.id, made[course])
        elif state is NeedState.AGREED:
            needs.respond(uow, need.id, NeedResponse.BRIEFING, "Seven minutes for each school")
        if state is NeedState.MET:
            needs.move_to(uow, need.id, NeedState.MET, words)


def _sessions(uow: UnitOfWork, stage: Stage, made: Sequence[str], chance: Random) -> list[str]:
    pool = [learning.add_trainer(uow, stage.people[one]).id for one, _ in TRAINERS]
    held = []
    for course, days, _ in SESSIONS:
        online = COURSES[course][3] is D.ONLINE
        session = learning.add_session(
            *(uow, made[course], add_working_days(stage.today + timedelta(days=days - 1), 1)),
            starts_at=time(10) if course % 2 else time(9, 30),
            venue="" if online else VENUE,
            link="https://meet.example.org/training" if online else "",
            joining="Please bring a case of your own, without names.",
        )
        for trainer in chance.sample(pool, 2 if course in {0, 2} else 1):
            learning.give_trainer(uow, session.id, trainer)
        held.append(session.id)
    return held


def _people(uow: UnitOfWork, stage: Stage, chance: Random) -> list[str]:
    return [
        bookings.find_or_add(
            uow,
            NewDelegate(
                code=f"D{number}",
                email=f"d{number}@example.org",
                manager_email=f"m{number % 20}@example.org",
                role=chance.choice(ROLES),
                agency_id=stage.agencies[chance.choice(WHERE)],
            ),
        ).id
        for number in range(1001, 1001 + _PEOPLE)
    ]


def _book(uow: UnitOfWork, session_id: str, asked: Sequence[str]) -> None:
    room = Room.of(uow, session_id)
    for one in asked:
        room.book(uow.get(Delegate, one))


def _mark(uow: UnitOfWork, session_id: str, chance: Random) -> None:
    """Cancel some in time or late, let the waiting list move up, and mark the rest."""
    for booking in sessions.bookings_of(uow, session_id)[:4]:
        if chance.random() < 0.5:
            on = uow.today - timedelta(days=chance.choice((5, 15)))
            bookings.cancel(uow, booking.id, "Called to court", on=on)
    held = [
        one for one in sessions.bookings_of(uow, session_id) if one.state is BookingState.BOOKED
    ]
    for booking in chance.sample(held, 3):
        state = chance.choice((BookingState.DID_NOT_ATTEND, BookingState.PART_ATTENDED))
        bookings.attend(uow, booking.id, state)
    bookings.attend_rest(uow, session_id)
    planned = uow.get(TrainingSession, session_id).cost_planned
    if planned:
        sessions.edit_session(uow, session_id, "cost_actual", None, planned + 40)


def _renew(uow: UnitOfWork, stage: Stage, made: Sequence[str]) -> None:
    """Let newer guidance overtake what two courses teach; one of them has a new version by now."""
    words, on = NEWER
    for course_id in (made[0], made[3]):
        version = course_content.versions(uow, course_id)[0]
        for content in course_content.contents(uow, version.id):
            if content.words == GUIDANCE[0]:
                course_content.overtake_content(uow, content.id, words, on=on)
    course_content.new_version(uow, made[0], "Guidance of 2023, and the learning of the audit")
    point = uow.find(select(LearningPoint).order_by(LearningPoint.ref))
    if point is not None:
        point.public_words = "What two missed appointments can mean, and who asks"
    group = stage.groups["QA"]
    audit = uow.find(select(Audit).where(Audit.title == "Neglect").order_by(Audit.ref))
    source = ("audits", audit.id) if audit is not None else None
    first, _ = (
        linking.add_learning_point(uow, group, text, source=source, side=Side.CHILDREN)
        for text in LEARNED
    )
    needs.carry_point(uow, first.id, made[0])
