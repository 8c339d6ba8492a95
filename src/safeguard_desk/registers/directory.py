"""Agencies, people and memberships, declared."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Agency, AgencyAlias, Group, Membership, Person, Record
from safeguard_desk.registers.declare import (
    EVERY_GROUP,
    Act,
    Column,
    Edit,
    Editor,
    Field,
    Filter,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.terms import Capacity, GroupKind, Side, StatutoryPartner
from safeguard_desk.views.choices import bodies
from safeguard_desk.work import people as verbs
from safeguard_desk.work.boards import group_that_meets
from safeguard_desk.work.editing import set_field

DIRECTORY = frozenset({Place.DIRECTORY})


def edits(model: type[Record]) -> Edit:
    """Return an edit that sets the field itself, refused when somebody changed it meanwhile."""

    def edit(
        uow: UnitOfWork, record_id: str, name: str, seen: Any, value: Any, reason: str
    ) -> None:
        set_field(uow, model, record_id, name, seen, value)

    return edit


def _add_agency(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return verbs.add_agency(
        uow,
        values.get("name", ""),
        short_name=values.get("short_name", ""),
        side=values.get("side", Side.BOTH),
        partner=values.get("partner"),
    ).id


def _add_person(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
    return verbs.add_person(
        uow,
        values.get("role", ""),
        initials=values.get("initials", ""),
        agency_id=values.get("agency_id"),
        email=values.get("email", ""),
    ).id


def _add_member(uow: UnitOfWork, body_id: str | None, values: dict[str, Any]) -> str:
    return verbs.join(
        uow,
        group_that_meets(uow, body_id or "").id,
        values.get("person_id", ""),
        capacity=values.get("capacity", Capacity.MEMBER),
        deputy_id=values.get("deputy_id"),
    ).id


_ALIASES = (
    select(func.count())
    .select_from(AgencyAlias)
    .where(AgencyAlias.agency_id == Agency.id)
    .correlate(Agency.__table__)
    .scalar_subquery()
)

AGENCIES = Register(
    code="agencies",
    kind="agencies",
    title="Agencies",
    one="agency",
    source=Agency.__table__,
    id=Agency.id,
    ref=Agency.name,
    columns=(
        Column("title", "Agency", Agency.name, 40, grow=True),
        Column("short_name", "Short name", Agency.short_name, 14),
        Column("side", "Side", Agency.side, 20, Shown.TERM),
        Column("partner", "Safeguarding partner", Agency.partner, 20, Shown.TERM),
        Column("aliases", "Aliases", _ALIASES, 8, Shown.NUMBER),
        Column("ended_on", "Ended", Agency.ended_on, 12, Shown.DATE),
    ),
    order=(Agency.name,),
    shown_in=DIRECTORY,
    empty="No agencies yet. Press N for the first, or import members.",
    form=(
        Section(
            "Agency",
            (
                Field("name", "Name", required=True),
                Field("short_name", "Short name"),
                Field("side", "Side", Editor.TERM, Side),
                Field("partner", "Safeguarding partner", Editor.TERM, StatutoryPartner),
                Field("ended_on", "Ended on", Editor.DATE),
            ),
        ),
    ),
    filters=(Filter("open", "Current", lambda today: Agency.ended_on.is_(None)),),
    edit=edits(Agency),
    create=_add_agency,
    follows=frozenset({"agency_aliases"}),
)

PEOPLE = Register(
    code="people",
    kind="people",
    title="People",
    one="person",
    source=Person.__table__.outerjoin(Agency.__table__, Agency.id == Person.agency_id),
    id=Person.id,
    ref=Person.role,
    columns=(
        Column("initials", "Initials", Person.initials, 8, Shown.REFERENCE),
        Column("title", "Role", Person.role, 36, grow=True),
        Column("agency", "Agency", func.coalesce(Agency.name, ""), 30),
        Column("email", "E-mail", Person.email, 26),
        Column("ended_on", "Left", Person.ended_on, 12, Shown.DATE),
    ),
    order=(Person.role,),
    shown_in=DIRECTORY,
    empty="Nobody yet. Press N for the first, or import members.",
    form=(
        Section(
            "Person",
            (
                Field("role", "Role", required=True),
                Field("initials", "Initials"),
                Field("agency_id", "Agency", Editor.AGENCY),
                Field("email", "E-mail"),
                Field("senior", "Senior member: third chases go there", Editor.YES_NO),
                Field("ended_on", "Left on", Editor.DATE),
            ),
        ),
    ),
    filters=(Filter("open", "Current", lambda today: Person.ended_on.is_(None)),),
    related=((Person.agency_id, Agency.name), (Person.agency_id, Agency.short_name)),
    edit=edits(Person),
    create=_add_person,
    follows=frozenset({"agencies"}),
)

_DEPUTY = aliased(Person)

MEMBERS = Register(
    code="members",
    kind="memberships",
    title="Members",
    one="member",
    source=Membership.__table__.join(Person.__table__, Person.id == Membership.person_id)
    .join(Group.__table__, Group.id == Membership.group_id)
    .outerjoin(Agency.__table__, Agency.id == Person.agency_id)
    .outerjoin(_DEPUTY, _DEPUTY.id == Membership.deputy_id),
    id=Membership.id,
    ref=Person.role,
    columns=(
        Column("initials", "Initials", Person.initials, 8, Shown.REFERENCE),
        Column("title", "Role", Person.role, 34, grow=True),
        Column("agency", "Agency", func.coalesce(Agency.name, ""), 28),
        Column("status", "Capacity", Membership.capacity, 14, Shown.TERM),
        Column("deputy", "Deputy", func.coalesce(_DEPUTY.role, ""), 28),
        Column("from_on", "From", Membership.from_on, 12, Shown.DATE),
        Column("to_on", "To", Membership.to_on, 12, Shown.DATE),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(Membership.capacity, Person.role),
    shown_in=EVERY_GROUP | {Place.BOARDS},
    empty="No members yet. Press N for the first, or import members from a table.",
    form=(
        Section(
            "Membership",
            (
                Field("person_id", "Person", Editor.PERSON, required=True),
                Field("capacity", "Capacity", Editor.TERM, Capacity, required=True),
                Field("deputy_id", "Deputy", Editor.PERSON),
                Field("from_on", "From", Editor.DATE),
                Field("to_on", "To", Editor.DATE),
            ),
        ),
    ),
    filters=(Filter("open", "Current", lambda today: Membership.to_on.is_(None)),),
    acts=(Act("leave", "Ends today", verbs.leave_today),),
    group=Membership.group_id,
    restricted=Group.kind == GroupKind.REVIEW,
    related=((Membership.person_id, Person.role), (Membership.person_id, Person.initials)),
    open_filter="open",
    edit=edits(Membership),
    create=_add_member,
    offered=bodies,
    follows=frozenset({"people", "agencies"}),
)
