"""Agencies, people and who belongs to which group."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, AgencyAlias, Group, Membership, Person
from safeguard_desk.rules.terms import Capacity, Side, StatutoryPartner


def add_agency(
    uow: UnitOfWork,
    name: str,
    *,
    short_name: str = "",
    side: Side = Side.BOTH,
    partner: StatutoryPartner | None = None,
    aliases: tuple[str, ...] = (),
) -> Agency:
    """Add an agency; refuses a name or alias that another one answers to."""
    for wanted in (name, *aliases):
        other = find_agency(uow, wanted)
        if other is not None:
            raise Refusal(
                f"“{wanted}” is already known as {other.name}.",
                "Nothing was added.",
                "Use that agency, or choose another name.",
            )
    agency = uow.add(
        Agency(name=_words(name, "An agency"), short_name=short_name, side=side, partner=partner)
    )
    for alias in aliases:
        uow.add(AgencyAlias(agency_id=agency.id, alias=alias))
    return agency


def find_agency(uow: UnitOfWork, words: str) -> Agency | None:
    """Return the agency that goes by a name, a short name or an alias, in any case of letters."""
    wanted = words.strip().casefold()
    if not wanted:
        return None
    # Compared here, because SQLite knows small letters of the English alphabet only.
    names = (Agency.name, Agency.short_name, AgencyAlias.alias)
    rows = uow.session.execute(
        select(Agency.id, *names).outerjoin(AgencyAlias, AgencyAlias.agency_id == Agency.id)
    )
    for agency_id, *known in rows:
        if any(name is not None and name.casefold() == wanted for name in known):
            return uow.get(Agency, agency_id)
    return None


def add_person(
    uow: UnitOfWork, role: str, *, initials: str = "", agency_id: str | None = None, email: str = ""
) -> Person:
    """Add a person by role; refuses an empty role, and initials that another person has."""
    initials = initials.strip().upper()
    if initials:
        taken = uow.find(
            select(Person).where(Person.initials == initials, Person.ended_on.is_(None))
        )
        if taken is not None:
            raise Refusal(
                f"The initials {initials} belong to the {taken.role}.",
                "Nothing was added.",
                "Give other initials: minutes name owners by them.",
            )
    person = Person(role=_words(role, "A person"), initials=initials)
    person.agency_id, person.email = agency_id, email.strip()
    return uow.add(person)


def join(
    uow: UnitOfWork,
    group_id: str,
    person_id: str,
    *,
    capacity: Capacity = Capacity.MEMBER,
    deputy_id: str | None = None,
    from_on: date | None = None,
) -> Membership:
    """Let a person join a group; refuses one who belongs to it already."""
    group, person = uow.get(Group, group_id), uow.get(Person, person_id)
    current = select(Membership).where(
        Membership.group_id == group_id,
        Membership.person_id == person_id,
        Membership.to_on.is_(None),
    )
    if uow.find(current) is not None:
        raise Refusal(
            f"The {person.role} belongs to {group.name} already.",
            "Nothing was added.",
            "Change that membership instead.",
        )
    return uow.add(
        Membership(
            group_id=group_id,
            person_id=person_id,
            capacity=capacity,
            deputy_id=deputy_id,
            from_on=from_on,
        )
    )


def leave(uow: UnitOfWork, membership_id: str, on: date) -> None:
    """End a membership; what it was stays on record."""
    uow.get(Membership, membership_id).to_on = on


def leave_today(uow: UnitOfWork, membership_id: str, _: str = "") -> None:
    """End a membership today."""
    leave(uow, membership_id, uow.today)


def _words(text: str, subject: str) -> str:
    if not text.strip():
        raise Refusal(f"{subject} needs a name.", "Nothing was added.", "Type one.")
    return text.strip()
