"""Sections of an agency's account: places and attendance, actions, assurance, case reviews."""

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    AgencyReturn,
    AssessmentRound,
    Attendance,
    Audit,
    Group,
    Inspection,
    Meeting,
    Membership,
    Person,
    Recommendation,
    ReviewAgency,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, Capacity, MeetingState
from safeguard_desk.rules.terms_quality import Decided, Part
from safeguard_desk.rules.terms_thread import Response
from safeguard_desk.views import actions
from safeguard_desk.views.account_parts import Asked, Item, Section, urgent_first
from safeguard_desk.views.agreed_words import agreed
from safeguard_desk.views.attendance_year import THERE
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.rated import OPEN

PLACES = "Places in groups and attendance"
_COUNTED = (Capacity.CO_CHAIR, Capacity.MEMBER)


def places(reader: Reader, asked: Asked) -> Section:
    """Return who sits where for the agency, and how often it was represented."""
    deputy = aliased(Person)
    held = _held(reader, asked)
    statement = (
        select(Membership.id, Group.code, Person.role)
        .add_columns(Membership.capacity, deputy.role)
        .join(Person, Person.id == Membership.person_id)
        .join(Group, Group.id == Membership.group_id)
        .outerjoin(deputy, deputy.id == Membership.deputy_id)
        .where(
            Person.agency_id == asked.agency_id,
            or_(Membership.to_on.is_(None), Membership.to_on >= asked.start),
            or_(Membership.from_on.is_(None), Membership.from_on <= asked.end),
        )
        .order_by(Group.code, Membership.capacity, Person.role)
    )
    items = []
    for identity, code, role, capacity, stands_in in reader.rows(statement):
        words = capacity.label + (f"; deputy: {stands_in}" if stands_in else "")
        items.append(Item("memberships", identity, code, role, words))
    said = "; ".join(f"{code}: represented at {came} of {of}" for code, (came, of) in held.items())
    return Section(PLACES, tuple(items), said)


def _held(reader: Reader, asked: Asked) -> dict[str, tuple[int, int]]:
    """Return by group at how many of the meetings held somebody came for the agency."""
    came = func.max(case((Attendance.presence.in_(sorted(THERE)), 1), else_=0))
    statement = (
        select(Group.code, Meeting.id, came)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Attendance.agency_id == asked.agency_id,
            Attendance.capacity.in_(_COUNTED),
            Meeting.state == MeetingState.HELD,
            Meeting.held_on.between(asked.start, asked.end),
        )
        .group_by(Group.code, Meeting.id)
        .order_by(Group.code)
    )
    found: dict[str, tuple[int, int]] = {}
    for code, _, there in reader.rows(statement):
        before = found.get(code, (0, 0))
        found[code] = (before[0] + there, before[1] + 1)
    return found


def actions_of(reader: Reader, asked: Asked) -> Section:
    """Return the open actions, and how many were closed in the year."""
    recent = or_(Action.closed_on.between(asked.start, asked.end), Action.status.in_(OPEN))
    whole = and_(Scope(agency_id=asked.agency_id).condition(), recent)
    rows = actions.tracked(reader, restricted=True, narrowed=whole)
    shown = rows
    if not asked.restricted:
        open_scope = Scope(agency_id=asked.agency_id, restricted=False, reviews=False)
        shown = actions.tracked(reader, narrowed=and_(open_scope.condition(), recent))
    closed = [one for one in rows if one.closed_on and asked.start <= one.closed_on <= asked.end]
    items = [
        Item(
            *("actions", one.id, one.ref, one.title),
            *(_stands(one), one.due_on, one.status.is_open),
            bool(one.days_overdue),
        )
        for one in shown
        if one.status.is_open
    ]
    hidden = sum(one.status.is_open for one in rows) - len(items)
    said = f"{len(closed)} closed in the year"
    slipped = sum(one.slips for one in rows if one.status.is_open)
    said += f"; due dates of the open ones moved {slipped} times" if slipped else ""
    said += f"; {hidden} more open in restricted papers" if hidden else ""
    return Section("Actions", urgent_first(items), said if rows else "")


def _stands(one: actions.ActionRow) -> str:
    if one.status is ActionStatus.COMPLETED:
        return "completed, to be agreed closed"
    words = one.status.label.lower()
    return f"{words}, {one.days_overdue} days overdue" if one.days_overdue else words


def recommendations(reader: Reader, asked: Asked) -> Section:
    """Return recommendations to the agency that await an answer, or were made in the year."""
    r = Recommendation
    statement = select(
        r.id, r.ref, r.text, r.response, r.made_on, r.restricted, r.public_words
    ).where(
        r.agency_id == asked.agency_id,
        or_(r.response == Response.AWAITED, r.made_on.between(asked.start, asked.end)),
    )
    items, hidden = [], 0
    for identity, ref, text, response, made_on, restricted, words in reader.rows(statement):
        owed = response is Response.AWAITED
        told = agreed(words) if restricted and not asked.restricted else text
        if not told:
            hidden += owed
            continue
        stands = f"{response.label.lower()}, made {write_date(made_on)}"
        items.append(Item("recommendations", identity, ref, told, stands, None, owed))
    said = f"{hidden} more await an answer in restricted papers" if hidden else ""
    return Section("Recommendations", urgent_first(items), said)


def assurance(reader: Reader, asked: Asked) -> Section:
    """Return how it took part in the audits, data sets and self-assessments of the year."""
    found = asked.coverage
    line = found.line(asked.agency_id)
    marks = line.marks if line is not None else ()
    places = {
        ref: (model.__tablename__, identity)
        for model in (Audit, AssessmentRound)
        for ref, identity in reader.rows(select(model.ref, model.id))
    }
    items = [
        Item(
            *(
                *places.get(source.code, ("", "")),
                source.code,
                source.title,
                mark.words.lower(),
                None,
            ),
            mark.part in {Part.INVITED, Part.MISSING},
            mark.part is Part.MISSING,
        )
        for source, mark in zip(found.sources, marks, strict=False)
        if mark is not None
    ]
    said = f"took part in {line.took_part} of {line.asked}" if line and line.asked else ""
    return Section("Audits, data and self-assessment", urgent_first(items), said)


def returns(reader: Reader, asked: Asked) -> Section:
    """Return what it was asked for before meetings."""
    statement = (
        select(AgencyReturn.id, Meeting.id, Meeting.ref, Meeting.held_on, AgencyReturn.received_on)
        .join(Meeting, Meeting.id == AgencyReturn.meeting_id)
        .where(
            AgencyReturn.agency_id == asked.agency_id,
            Meeting.held_on.between(asked.start, asked.end),
        )
        .order_by(Meeting.held_on)
    )
    rows = reader.rows(statement)
    items = []
    for _, meeting, ref, held_on, received_on in rows:
        coming = held_on >= reader.today
        if received_on is None and coming:
            items.append(
                Item("meetings", meeting, ref, "Return before the meeting", "asked", held_on, True)
            )
    given = sum(received is not None for *_, received in rows)
    said = f"{given} of {len(rows)} asked for were given" if rows else ""
    return Section("Returns before meetings", urgent_first(items), said)


def inspections(reader: Reader, asked: Asked) -> Section:
    """Return inspections of it, and when the group hears of them again."""
    i = Inspection
    statement = select(
        i.id, i.ref, i.title, i.judgement, i.decided, i.next_on, i.published_on, i.restricted
    ).where(
        i.agency_id == asked.agency_id,
        or_(i.published_on.between(asked.start, asked.end), i.next_on >= asked.start),
    )
    items = []
    for identity, ref, title, judgement, decided, next_on, on, restricted in reader.rows(statement):
        if restricted and not asked.restricted:
            continue
        stands = f"{judgement or 'no judgement'}, published {write_date(on)}"
        stands += f"; {decided.label.lower()}" if decided is not Decided.AWAITED else ""
        late = next_on is not None and next_on < reader.today
        owed = next_on is not None
        items.append(Item("inspections", identity, ref, title, stands, next_on, owed, late))
    return Section("Inspections and its own audits", urgent_first(items))


def reviews(reader: Reader, asked: Asked) -> Section:
    """Return case reviews as counts only: which case it is, is for named people."""
    r = ReviewAgency
    statement = select(r.due_on, r.received_on).where(
        r.agency_id == asked.agency_id, r.asked_on.is_not(None), r.asked_on <= asked.end
    )
    rows = reader.rows(statement)
    awaited = [due for due, received in rows if received is None]
    late = sum(due is not None and due < reader.today for due in awaited)
    items = [
        Item("", "", "", "Summary for a case review", "awaited", None, True, place < late)
        for place in range(len(awaited))
    ]
    given = [
        received
        for _, received in rows
        if received is not None and asked.start <= received <= asked.end
    ]
    said = f"summaries given in the year: {len(given)}" if given else ""
    return Section("Case reviews", tuple(items), said)
