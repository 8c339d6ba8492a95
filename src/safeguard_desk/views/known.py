"""What quick capture may find in a line typed in a meeting."""

from collections import defaultdict

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    AgencyAlias,
    Attendance,
    Board,
    Group,
    Membership,
    Person,
)
from safeguard_desk.rules.known import (
    Known,
    KnownAction,
    KnownAgency,
    KnownBoard,
    KnownItem,
    KnownPerson,
)
from safeguard_desk.rules.terms import ActionStatus, Capacity
from safeguard_desk.views import meetings
from safeguard_desk.views.actions import is_restricted

OPEN = tuple(status for status in ActionStatus if status.is_open)


def known(reader: Reader, meeting_id: str, *, with_actions: bool = True) -> Known:
    """Return the people, agencies, boards, open actions and items that a meeting may speak of."""
    head = meetings.head(reader, meeting_id)
    following = meetings.next_meeting(reader, head.group_id, head.held_on)
    return Known(
        today=head.held_on,
        group_code=head.group_code,
        people=_people(reader, meeting_id, head.group_id),
        agencies=_agencies(reader),
        boards=tuple(
            KnownBoard(*row)
            for row in reader.rows(
                select(Board.id, Board.code, Board.name).where(Board.ended_on.is_(None))
            )
        ),
        actions=actions(reader, head.group_id) if with_actions else (),
        items=items(reader, meeting_id),
        next_meeting=following[1] if following else None,
    )


def known_in_group(reader: Reader, group_id: str) -> Known:
    """Return whom a line typed outside a meeting may speak of: members, then others by initials."""
    code = reader.scalar(select(Group.code).where(Group.id == group_id))
    following = meetings.next_meeting(reader, group_id, reader.today)
    return Known(
        today=reader.today,
        group_code=code or "",
        people=_members_and_others(reader, group_id),
        agencies=_agencies(reader),
        boards=(),
        actions=(),
        items=(),
        next_meeting=following[1] if following else None,
    )


def _members_and_others(reader: Reader, group_id: str) -> tuple[KnownPerson, ...]:
    """Return the group's members, and whoever else is known by initials that no member has."""
    current = or_(Person.ended_on.is_(None), Person.ended_on >= reader.today)
    here = (Membership.person_id == Person.id) & (Membership.group_id == group_id)
    lasting = or_(Membership.to_on.is_(None), Membership.to_on >= reader.today)
    statement = (
        select(
            *(Person.id, Person.initials, Person.role, Agency.id, Agency.name),
            Membership.capacity,
        )
        .outerjoin(Agency, Agency.id == Person.agency_id)
        .outerjoin(Membership, here & lasting)
        .where(current)
        .order_by(Membership.capacity.is_(None), Person.role, Person.id)
    )
    found: dict[str, KnownPerson] = {}
    taken: set[str] = set()
    for person, initials, role, agency, name, capacity in reader.rows(statement):
        if capacity is None and (not initials or initials in taken):
            continue
        taken.add(initials)
        found.setdefault(
            person,
            KnownPerson(
                id=person,
                initials=initials,
                role=role,
                agency_id=agency,
                agency_name=name or "",
                is_co_chair=capacity is Capacity.CO_CHAIR,
            ),
        )
    return tuple(found.values())


def items(reader: Reader, meeting_id: str) -> tuple[KnownItem, ...]:
    """Return the meeting's agenda."""
    found = meetings.items(reader, meeting_id)
    return tuple(KnownItem(item.id, item.number, item.title) for item in found)


def actions(reader: Reader, group_id: str) -> tuple[KnownAction, ...]:
    """Return the group's open actions."""
    statement = select(Action.id, Action.ref, Action.title, is_restricted()).where(
        Action.group_id == group_id, Action.status.in_(OPEN)
    )
    return tuple(KnownAction(*row) for row in reader.rows(statement.order_by(Action.ref)))


def _people(reader: Reader, meeting_id: str, group_id: str) -> tuple[KnownPerson, ...]:
    """Those expected at the meeting, each with the role of the usual deputy."""
    deputy = aliased(Person)
    statement = (
        select(
            *(Person.id, Person.initials, Person.role, Agency.id, Agency.name),
            *(Attendance.capacity, deputy.role),
        )
        .join(Attendance, Attendance.person_id == Person.id)
        .outerjoin(Agency, Agency.id == Attendance.agency_id)
        .outerjoin(
            Membership,
            (Membership.person_id == Person.id)
            & (Membership.group_id == group_id)
            & Membership.deputy_id.is_not(None),
        )
        .outerjoin(deputy, deputy.id == Membership.deputy_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Person.role, Person.id)
    )
    found: dict[str, KnownPerson] = {}
    for person, initials, role, agency, name, capacity, deputy_role in reader.rows(statement):
        found[person] = KnownPerson(
            id=person,
            initials=initials,
            role=role,
            agency_id=agency,
            agency_name=name or "",
            is_co_chair=capacity is Capacity.CO_CHAIR,
            deputy_roles=(deputy_role,) if deputy_role else (),
        )
    return tuple(found.values())


def _agencies(reader: Reader) -> tuple[KnownAgency, ...]:
    aliases = defaultdict(list)
    for agency_id, alias in reader.rows(
        select(AgencyAlias.agency_id, AgencyAlias.alias).order_by(AgencyAlias.alias)
    ):
        aliases[agency_id].append(alias)
    current = or_(Agency.ended_on.is_(None), Agency.ended_on > reader.today)
    statement = select(Agency.id, Agency.name, Agency.short_name).where(current)
    return tuple(
        KnownAgency(agency_id, name, short_name, tuple(aliases[agency_id]))
        for agency_id, name, short_name in reader.rows(statement.order_by(Agency.name))
    )
