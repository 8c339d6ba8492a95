"""The command of training: needs, courses, sessions, bookings and attendance: training."""

import argparse
from typing import TYPE_CHECKING, Any

from safeguard_desk.cli import learning_bookings as bookings
from safeguard_desk.cli.common import (
    Parsers,
    add,
    day,
    needed,
    opened,
    show,
    with_file,
    with_json,
    year,
)
from safeguard_desk.cli.learning_bookings import MARKS, Told
from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.desk import Desk

_EXAMPLE = (
    "training Harrow.desk needs; training Harrow.desk book LD-S-0004 --code D1018 --agency Housing;"
    " training Harrow.desk attend LD-S-0004 --code D1018 --as attended;"
    " training Harrow.desk add-session LD-C-0001 --date 2027-03-02 --venue 'Civic centre'"
)


def add_commands(parsers: Parsers) -> None:
    """Add the command."""
    made = with_file(
        add(parsers, "training", _run, "needs, courses, sessions, bookings, attendance", _EXAMPLE)
    )
    made.add_argument("verb", choices=tuple(_VERBS))
    made.add_argument("ref", metavar="REF", nargs="?", help="a course, a session or a need")
    made.add_argument("--group", metavar="CODE", help="add-need, add-course: for which group")
    made.add_argument("--title", metavar="WORDS", help="add-need, add-course: what it is called")
    made.add_argument("--year", metavar="2026", help="year: a financial year by its first half")
    made.add_argument("--date", metavar="DATE", help="add-session: its day; cancel: since when")
    made.add_argument("--venue", metavar="WORDS", default="", help="add-session: where")
    made.add_argument("--places", metavar="N", type=int, help="add-session, add-course: how many")
    made.add_argument("--code", metavar="CODE", default="", help="a delegate's code")
    made.add_argument("--name", metavar="NAME", default="", help="book: the delegate's name")
    made.add_argument("--email", metavar="MAIL", default="", help="book: the e-mail address")
    made.add_argument("--role", metavar="WORDS", default="", help="book: the delegate's role")
    made.add_argument("--agency", metavar="NAME", default="", help="book: the delegate's agency")
    made.add_argument("--as", dest="mark", choices=tuple(MARKS), help="attend: how")
    made.add_argument("--rest", action="store_true", help="attend: all others as attended")
    made.add_argument("--course", metavar="REF", help="carry: the course that carries REF")
    made.add_argument("--reason", metavar="WORDS", default="", help="cancel, carry: why, why not")
    with_json(made)


def _run(arguments: argparse.Namespace) -> int:
    with opened(arguments, writing=arguments.verb not in _READING) as desk:
        told = _VERBS[arguments.verb](desk, arguments)
    if arguments.json:
        show(told[0])
    else:
        for line in told[1]:
            print(line)
    return 0


def _needs(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.views.learning_needs import needs

    with desk.read() as reader:
        found = needs(reader, _group(desk, arguments))
    rows = [
        {
            "ref": one.ref,
            "title": one.title,
            "state": one.state.value,
            "impact": one.impact,
            "reach": one.reach,
            "priority": one.priority,
            "source": one.source.value,
            "seen_in": one.seen_in,
            "response": one.response.value,
            "courses": [course.ref for course in one.courses],
        }
        for one in found
    ]
    lines = [
        f"{one.ref}  {one.priority or '-'}  {one.state.label}: {one.title} ({one.seen_in})"
        for one in found
    ]
    return rows, lines or ["No learning needs yet."]


def _group(desk: "Desk", arguments: argparse.Namespace, *, always: bool = False) -> str | None:
    from safeguard_desk.cli.codes import group_id
    from safeguard_desk.views.learning_needs import learning_group

    with desk.read() as reader:
        if arguments.group:
            return group_id(reader, arguments.group)
        return learning_group(reader) if always else None


def _carried(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.views.carried import carried

    with desk.read() as reader:
        found = carried(reader)
    rows = [
        {"ref": one.ref, "text": one.text, "seen_in": one.seen_in, "needs": list(one.needs)}
        for one in found.open
    ]
    plain = {
        "open": rows,
        "carried": len(found.carried),
        "not_to_be_carried": len(found.settled),
        "without_agreed_wording": found.waiting,
    }
    lines = [f"{one.ref}  {one.text} ({one.seen_in})" for one in found.open]
    return plain, [found.words, *lines]


def _carry(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.models import LearningPoint
    from safeguard_desk.work import needs

    point = _by_ref(desk, LearningPoint, needed(arguments.ref, "REF"))
    if arguments.course:
        from safeguard_desk.models import Course

        course = _by_ref(desk, Course, arguments.course)
        desk.change("Carry by a course", lambda uow: needs.carry_point(uow, point, course))
    else:
        reason = needed(arguments.reason, "--course or --reason")
        desk.change("Not to be carried", lambda uow: needs.not_carried(uow, point, reason))
    return _carried(desk, arguments)


def _by_ref(desk: "Desk", kind: Any, ref: str) -> str:
    from sqlalchemy import func, select

    with desk.read() as reader:
        found = reader.scalar(select(kind.id).where(func.upper(kind.ref) == ref.strip().upper()))
    if found is None:
        named = kind.__tablename__.replace("_", " ")
        raise Refusal(f"There is no “{ref.strip()}” among the {named}.", "Nothing was changed.", "")
    return str(found)


def _add_need(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.work import needs

    group = _group(desk, arguments, always=True) or ""
    title = needed(arguments.title, "--title")
    made = desk.change("Add a learning need", lambda uow: needs.add_need(uow, group, title).ref)
    return {"ref": made.result}, [made.result]


def _courses(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.views.courses import courses

    with desk.read() as reader:
        found = courses(reader, _group(desk, arguments))
    rows = [
        {
            "ref": one.ref,
            "title": one.title,
            "level": one.level.value,
            "version": one.version,
            "overtaken": one.overtaken,
            "capacity": one.capacity,
        }
        for one in found
    ]
    lines = [
        f"{one.name}, version {one.version}"
        + (f"  ! {one.overtaken} overtaken" if one.overtaken else "")
        for one in found
    ]
    return rows, lines or ["No courses yet."]


def _add_course(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.work import learning

    group = _group(desk, arguments, always=True) or ""
    title, places = needed(arguments.title, "--title"), arguments.places or 20
    made = desk.change(
        "Add a course", lambda uow: learning.add_course(uow, group, title, capacity=places).ref
    )
    return {"ref": made.result}, [made.result]


def _year(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.rules.working_days import financial_year
    from safeguard_desk.views.training_year import training_year

    group = _group(desk, arguments)
    with desk.read() as reader:
        wanted = year(arguments.year) if arguments.year else financial_year(reader.today)
        found = training_year(reader, group, wanted)
    rows = [
        {
            "course": one.head.ref,
            "title": one.head.title,
            "sessions": len(one.sessions),
            "places": one.places,
            "taken": one.taken,
            "waiting": one.waiting,
            "free": one.free,
            "more_sessions": one.more,
            "cost_planned": one.planned,
            "cost_actual": one.actual,
            "attended": one.numbers.attended,
            "attendance_rate": one.numbers.rate,
        }
        for one in found.courses
    ]
    lines = [
        f"{one.head.name}: {len(one.sessions)} sessions, {one.taken} of {one.places} places"
        f" taken, {one.waiting} waiting. {one.suggestion}".rstrip()
        for one in found.courses
    ]
    return rows, lines


def _sessions(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.views.training_sessions import sessions

    with desk.read() as reader:
        found = sessions(reader, _group(desk, arguments))
    rows = [
        {
            "ref": one.ref,
            "course": one.course,
            "date": one.held_on.isoformat(),
            "state": one.state.value,
            "places": one.capacity,
            "taken": one.taken,
            "waiting": one.waiting,
            "attended": one.numbers.attended,
            "attendance_rate": one.numbers.rate,
        }
        for one in found
    ]
    lines = [
        f"{one.words}  {one.state.label}, {one.taken} of {one.capacity}, {one.waiting} waiting"
        for one in found
    ]
    return rows, lines or ["No sessions yet."]


def _session(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.views.evaluation_session import find_session
    from safeguard_desk.views.training_sessions import session_view

    with desk.read() as reader:
        seen = session_view(reader, find_session(reader, needed(arguments.ref, "REF")))
    rows = [
        {
            "number": one.number,
            "code": one.code,
            "agency": one.agency,
            "role": one.role,
            "state": one.state.value,
        }
        for one in (*seen.delegates, *seen.waiting)
    ]
    return {"session": seen.head.ref, "delegates": rows}, [
        seen.head.words,
        *(f"{one['number']:>3}  {one['code']}  {one['agency']}  {one['state']}" for one in rows),
    ]


def _add_session(desk: "Desk", arguments: argparse.Namespace) -> Told:
    from safeguard_desk.models import Course
    from safeguard_desk.work import learning

    course = _by_ref(desk, Course, needed(arguments.ref, "REF"))
    held_on = day(arguments.date, "--date") if arguments.date else None
    made = desk.change(
        "Plan a session",
        lambda uow: (
            learning.add_session(
                uow, course, held_on, venue=arguments.venue, capacity=arguments.places
            ).ref
        ),
    )
    return {"ref": made.result}, [made.result]


_READING = frozenset({"needs", "carried", "courses", "year", "sessions", "session"})
_VERBS = {
    "needs": _needs,
    "add-need": _add_need,
    "carried": _carried,
    "carry": _carry,
    "courses": _courses,
    "add-course": _add_course,
    "year": _year,
    "sessions": _sessions,
    "session": _session,
    "add-session": _add_session,
    "book": bookings.book,
    "attend": bookings.attend,
    "cancel": bookings.cancel,
}
