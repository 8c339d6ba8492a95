"""What the person at the desk should know today, most urgent first; quiet when all is well."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    AgencyReturn,
    Attendance,
    DecisionBetween,
    Group,
    Meeting,
    MinutesEvent,
    Paper,
    Person,
)
from safeguard_desk.rules.clocks import ClockState
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.terms import (
    ActionStatus,
    Capacity,
    GroupKind,
    MeetingState,
    MinutesState,
    MinutesStep,
    PaperState,
    Side,
)
from safeguard_desk.views import (
    audit_programme,
    audits_due,
    chasing,
    evaluation_due,
    groups,
    inspections,
    learning_due,
    meeting_clocks,
    reviews,
    reviews_due,
    scorecard_due,
    session_mails,
)
from safeguard_desk.views.sides import EVERY, sides_of
from safeguard_desk.views.today_boards import boards_and_threads, yearly_returns
from safeguard_desk.views.today_lines import Line, Section

NEAR = timedelta(days=21)
"""How far ahead papers and returns that are missing are told."""


def today(reader: Reader, sides: frozenset[Side] = EVERY) -> tuple[Section, ...]:
    """Return what stands out today; sections without a line are left out.

    sides: of what concerns these only; a line of a record that has no side concerns both.
    """
    sections: Iterable[Section] = (
        Section("Clocks running out", (*_review_clocks(reader), *_clocks(reader))),
        Section("Impact to be looked at", tuple(_impact(reader))),
        Section("Next meetings", tuple(_meetings(reader))),
        Section("Minutes waiting", tuple(_minutes(reader))),
        Section("Decisions to ratify", tuple(_between(reader))),
        Section("Actions to chase", tuple(_actions(reader, sides))),
        Section("Papers awaited", tuple(_papers(reader))),
        Section("Returns missing", (*_returns(reader), *yearly_returns(reader))),
        Section("Audits", tuple(_audits(reader))),
        Section("Scorecard", tuple(_scorecard(reader, sides))),
        Section("Inspections", tuple(_inspections(reader))),
        Section("Training", tuple(_training(reader, sides))),
        *boards_and_threads(reader, sides),
    )
    if sides != EVERY:
        sections = _narrowed(reader, sections, sides)
    return tuple(section for section in sections if section.lines)


def _narrowed(
    reader: Reader, sections: Iterable[Section], sides: frozenset[Side]
) -> Iterator[Section]:
    """Leave out lines of single records that concern another side; lists were counted by side."""
    found = list(sections)
    of = sides_of(reader, ((one.kind, one.id) for section in found for one in section.lines))
    for section in found:
        kept = (one for one in section.lines if one.is_list or of[one.kind, one.id] in sides)
        yield Section(section.title, tuple(kept))


def _clocks(reader: Reader) -> Iterator[Line]:
    restricted = _review_groups(reader)
    for known in meeting_clocks.running(reader):
        yield Line(
            f"{known.label}: {known.ref}",
            _standing(known.state, reader.today),
            *("meetings", known.meeting_id, known.missed),
            restricted=known.group in restricted,
        )


def _review_clocks(reader: Reader) -> Iterator[Line]:
    for head, clock in reviews_due.running_out(reader):
        words = f"{head.ref}: {reviews.SHORT.get(clock.kind, clock.label)}"
        late = clock.state.standing == "missed"
        detail = _standing(clock.state, reader.today)
        yield Line(words, detail, "reviews", head.id, late=late, restricted=True)


def _impact(reader: Reader) -> Iterator[Line]:
    for one in reviews_due.impact_due(reader, reader.today + NEAR):
        words = f"{one.ref}: {one.made} {one.text}"
        late = one.due < reader.today
        yield Line(
            *(words, f"due {write_date(one.due)}", "reviews", one.review_id),
            late=late,
            restricted=True,
        )


def _standing(state: ClockState, day: date) -> str:
    return "due today" if state.due == day else state.words


def _review_groups(reader: Reader) -> frozenset[str]:
    """Return the names of groups whose work is put out of sight while the screen is shared."""
    return frozenset(reader.scalars(select(Group.name).where(Group.kind == GroupKind.REVIEW)))


_NEXT = {
    MeetingState.PLANNED: "build the agenda",
    MeetingState.AGENDA_SET: "make and send the pack",
    MeetingState.DISPATCHED: "meet",
    MeetingState.HELD: "minute it",
}


def _meetings(reader: Reader) -> Iterator[Line]:
    for group in groups.groups(reader, boards=True):
        m = Meeting
        statement = (
            select(m.id, m.held_on, m.starts_at, m.venue, m.state)
            .where(
                m.group_id == group.id,
                m.held_on >= reader.today,
                m.state != MeetingState.CANCELLED,
            )
            .order_by(m.held_on)
            .limit(1)
        )
        row = reader.one(statement)
        restricted = group.kind is GroupKind.REVIEW
        if row is None:
            if group.kind is not GroupKind.BOARD:
                words = f"{group.name}: no meeting is planned"
                yield Line(words, "Enter opens its meetings", "meetings", group.id, is_list=True)
            continue
        meeting_id, held_on, starts_at, venue, state = row
        when = "today" if held_on == reader.today else write_day(held_on)
        where = f", {venue}" if venue else ""
        yield Line(
            f"{group.name}: {when}, {starts_at:%H:%M}{where}",
            f"next: {_NEXT[state]}",
            *("meetings", meeting_id),
            restricted=restricted,
        )


def _minutes(reader: Reader) -> Iterator[Line]:
    m = Meeting
    waiting = (MinutesState.WITH_CO_CHAIRS, MinutesState.APPROVED)
    statement = (
        select(m.id, m.ref, m.minutes_state, Group.kind)
        .join(Group, Group.id == m.group_id)
        .where(m.minutes_state.in_(waiting))
        .order_by(m.held_on)
    )
    for meeting_id, ref, state, kind in reader.rows(statement):
        detail = "approved: circulate them"
        if state is MinutesState.WITH_CO_CHAIRS:
            missing = _not_approved(reader, meeting_id)
            detail = f"waiting for {' and '.join(missing)}" if missing else "waiting for approval"
        restricted = kind is GroupKind.REVIEW
        words = f"Minutes of {ref}"
        yield Line(words, detail, "meetings", meeting_id, restricted=restricted)


def _not_approved(reader: Reader, meeting_id: str) -> list[str]:
    """Return the co-chairs who have not approved the minutes since they were sent last."""
    e = MinutesEvent
    given: set[str | None] = set()
    statement = select(e.step, e.person_id).where(e.meeting_id == meeting_id).order_by(e.position)
    for step, person_id in reader.rows(statement):
        if step in {MinutesStep.SENT, MinutesStep.RETURNED}:
            given.clear()
        elif step is MinutesStep.APPROVAL:
            given.add(person_id)
    chairs = (
        select(Person.id, Person.role)
        .join(Attendance, Attendance.person_id == Person.id)
        .where(Attendance.meeting_id == meeting_id, Attendance.capacity == Capacity.CO_CHAIR)
        .order_by(Person.role)
    )
    return [role for person_id, role in reader.rows(chairs) if person_id not in given]


def _between(reader: Reader) -> Iterator[Line]:
    d = DecisionBetween
    statement = (
        select(d.id, d.ref, d.text, d.first_on, d.second_on, d.restricted)
        .where(d.ratified_at_id.is_(None))
        .order_by(d.asked_on)
    )
    for found, ref, text, first, second, restricted in reader.rows(statement):
        agreed = first is not None and second is not None
        detail = "for the next meeting" if agreed else "waiting for the co-chairs"
        yield Line(f"{ref}: {text}", detail, "decisions_between", found, restricted=restricted)


def _actions(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    a = Action
    awaited = [status for status in ActionStatus if status.is_awaited]
    late = func.count().filter(a.due_on < reader.today)
    soon = func.count().filter(a.due_on.between(reader.today, reader.today + timedelta(days=14)))
    statement = (
        select(Group.id, Group.name, Group.kind, late, soon, func.min(a.due_on))
        .join(Group, Group.id == a.group_id)
        .where(a.status.in_(awaited), a.due_on <= reader.today + timedelta(days=14))
        .where(a.side.in_(sides))
        .group_by(Group.id, Group.name, Group.kind)
        .order_by(Group.created_at)
    )
    yield from _chases(reader, sides)
    for group_id, name, kind, overdue, coming, oldest in reader.rows(statement):
        if not overdue and not coming:
            continue
        words = f"{name}: {overdue} overdue, {coming} due within 14 days"
        detail = f"the oldest since {write_date(oldest)}" if overdue and oldest else ""
        yield Line(
            *(words, detail, "actions", group_id),
            late=bool(overdue),
            restricted=kind is GroupKind.REVIEW,
            is_list=True,
            filter="overdue" if overdue else "due_soon",
        )


def _inspections(reader: Reader) -> Iterator[Line]:
    for row, why in inspections.due(reader, None, reader.today):
        yield Line(f"{row.ref} {row.title}", why, "inspections", row.id, restricted=row.restricted)


def _chases(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    """Tell of each group how many chases are due: what has no date is not among them."""
    for one in chasing.counted(reader, sides):
        parts = (
            f"{one.boards} for the board" if one.boards else "",
            f"{one.stuck} without an owner or address" if one.stuck else "",
        )
        words = f"{one.group}: {one.number} action{'' if one.number == 1 else 's'} to chase today"
        detail = ", ".join(filter(None, parts)) or "by mail or phone"
        yield Line(*(words, detail, "chasing", one.group_id), restricted=one.review, is_list=True)


def _papers(reader: Reader) -> Iterator[Line]:
    m = Meeting
    statement = (
        select(Paper.title, Paper.restricted, m.id, m.ref, m.held_on, Group.kind)
        .join(m, m.id == Paper.meeting_id)
        .join(Group, Group.id == m.group_id)
        .where(
            Paper.state == PaperState.AWAITED,
            m.state != MeetingState.CANCELLED,
            m.held_on.between(reader.today, reader.today + NEAR),
        )
        .order_by(m.held_on, Paper.position)
    )
    for title, restricted, meeting_id, ref, held_on, kind in reader.rows(statement):
        hidden = restricted or kind is GroupKind.REVIEW
        detail = f"for {ref} on {write_day(held_on)}"
        yield Line(title, detail, "meetings", meeting_id, restricted=hidden)


def _returns(reader: Reader) -> Iterator[Line]:
    m = Meeting
    statement = (
        select(m.id, m.ref, m.held_on, Agency.name)
        .join(AgencyReturn, AgencyReturn.meeting_id == m.id)
        .join(Agency, Agency.id == AgencyReturn.agency_id)
        .where(
            AgencyReturn.received_on.is_(None),
            m.state != MeetingState.CANCELLED,
            m.held_on.between(reader.today, reader.today + NEAR),
        )
        .order_by(m.held_on, Agency.name)
    )
    by_meeting: dict[tuple[Any, ...], list[str]] = {}
    for meeting_id, ref, held_on, agency in reader.rows(statement):
        by_meeting.setdefault((meeting_id, ref, held_on), []).append(agency)
    for (meeting_id, ref, held_on), agencies in by_meeting.items():
        words = f"{ref} on {write_day(held_on)}: {_some(agencies)}"
        detail = f"{len(agencies)} return{'' if len(agencies) == 1 else 's'} missing"
        yield Line(words, detail, "meetings", meeting_id)


def _audits(reader: Reader) -> Iterator[Line]:
    for missing in audits_due.returns_missing(reader):
        words = f"{missing.head.ref} {missing.head.title}: returns missing"
        yield Line(words, missing.words, "audits", missing.head.id, late=True)
    for head, told in audits_due.stages_due(reader, None, reader.today + NEAR):
        yield Line(f"{head.ref} {head.title}", told, "audits", head.id)
    for head in audit_programme.re_audits_due(reader, None, reader.today + NEAR):
        due = head.re_audit_due_on or reader.today
        words = f"{head.ref} {head.title}: look at practice again"
        detail = f"due {write_date(due)}"
        yield Line(words, detail, "audits", head.id, late=due < reader.today)


def _scorecard(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    unanswered = [row for row in scorecard_due.warning(reader, sides=sides) if row.risk is None]
    if unanswered:
        number = len(unanswered)
        words = f"{number} indicator{'' if number == 1 else 's'} warn{'s' if number == 1 else ''}"
        told = f"no risk is open: {scorecard_due.words_of(unanswered)}"
        yield Line(words, told, "indicators", unanswered[0].id, late=True)
    for one in scorecard_due.owing(reader, sides=sides):
        first = min(one.figures, key=lambda figure: figure.since)
        yield Line(one.words, first.title, "indicators", first.indicator_id)


def _training(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    yield from _later_forms(reader, sides)
    for one in learning_due.today_lines(reader, sides):
        yield Line(one.words, one.detail, one.kind, one.id, late=one.late)
    yield from _mails(reader)


def _later_forms(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    for group_id, held in evaluation_due.open_counts(reader, sides):
        number = held.ask + held.remind
        words = f"{number} later evaluation form{'' if number == 1 else 's'} to ask for"
        yield Line(words, held.words, evaluation_due.UNDER, group_id, is_list=True)


def _mails(reader: Reader) -> Iterator[Line]:
    for one in session_mails.waiting(reader):
        head = one.head
        words = f"{head.ref} {head.course}, {write_date(head.held_on)}"
        yield Line(words, one.words, "training_sessions", head.id)


def _some(names: Iterable[str], most: int = 3) -> str:
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")
