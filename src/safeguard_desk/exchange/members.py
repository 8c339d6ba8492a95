"""Importing members: agencies, people, their deputies and their places in groups from a table."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.tables import Row, Table, plain_heading, read_table
from safeguard_desk.models import Agency, Group, Membership, Person
from safeguard_desk.rules.terms import Capacity, Side, StatutoryPartner
from safeguard_desk.work import people

NEEDED = ("Role", "Agency")
_CAPACITIES = {plain_heading(c.label): c for c in Capacity} | {
    "cochair": Capacity.CO_CHAIR,
    "chair": Capacity.CO_CHAIR,
    "observer": Capacity.IN_ATTENDANCE,
    "advisor": Capacity.IN_ATTENDANCE,
    "adviser": Capacity.IN_ATTENDANCE,
    "minutes": Capacity.SECRETARIAT,
    "": Capacity.MEMBER,
}
_SIDES = {side.value: side for side in Side} | {
    "childrenandadults": Side.BOTH,
    "adult": Side.ADULTS,
    "child": Side.CHILDREN,
    "": Side.BOTH,
}
_PARTNERS = (
    ("icb", StatutoryPartner.ICB),
    ("integrated care board", StatutoryPartner.ICB),
    ("police", StatutoryPartner.POLICE),
    ("council", StatutoryPartner.LOCAL_AUTHORITY),
    ("children's services", StatutoryPartner.LOCAL_AUTHORITY),
    ("adult services", StatutoryPartner.LOCAL_AUTHORITY),
)
"""Words in a new agency's name that tell a safeguarding partner; quoracy asks for all three."""


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


@dataclass
class _Import:
    uow: UnitOfWork
    done: Imported
    group_code: str | None


def import_members(
    desk: Desk, source: Path, *, group: str | None = None, dry_run: bool = False
) -> Imported:
    """Import a table of members; the same table again changes nothing.

    group is the code for tables without a Group column. One import is one step of undo, with a
    backup before it. A dry run does it all and takes it back, so that it tells exactly what would
    happen.
    """
    table = read_table(source)
    _refuse_without_headings(table, source, group)
    done = Imported()

    def run(uow: UnitOfWork) -> Imported:
        work = _Import(uow, done, group)
        for row in table.rows:
            done.rows += 1
            try:
                _take_row(work, row)
            except Refusal as refusal:
                done.skipped.append(Skipped(row.number, str(refusal)))
        if dry_run:
            raise _OnlyLooking
        return done

    if not dry_run:
        desk.back_up("before-import")
    try:
        return desk.change(f"Import members from {source.name}", run).result
    except _OnlyLooking:
        return done


def _refuse_without_headings(table: Table, source: Path, group: str | None) -> None:
    missing = [heading for heading in NEEDED if not table.has(heading)]
    if group is None and not table.has("Group"):
        missing.append("Group (or --group)")
    if missing:
        raise Refusal(
            f"{source.name} has no column for {', '.join(missing)};"
            f" it has: {', '.join(h for h in table.headings if h)}.",
            "Nothing was imported.",
            "Name the columns Initials, Role, Agency, Side, Group, Capacity, Deputy role, Email.",
        )


def _take_row(work: _Import, row: Row) -> None:
    """Take one row; refuses what cannot be used before anything of it is changed."""
    uow = work.uow
    role, agency_name = row.get("Role"), row.get("Agency")
    if not role or not agency_name:
        raise Refusal("The row has no role." if not role else "The row has no agency.")
    capacity = _CAPACITIES.get(plain_heading(row.get("Capacity")))
    if capacity is None:
        raise Refusal(f"“{row.get('Capacity')}” is no capacity in a group.")
    side = _SIDES.get(plain_heading(row.get("Side")))
    if side is None:
        raise Refusal(f"“{row.get('Side')}” is no side: children, adults or both.")
    group = _group(work, row)
    initials = row.get("Initials").upper()
    _refuse_taken_initials(uow, initials, role)
    before = len(work.done.notes)
    agency = _agency(work, row, agency_name, side)
    person, person_new, person_changed = _person(uow, row, role, initials, agency)
    deputy = _deputy(uow, row.get("Deputy role"), agency)
    new, changed = _membership(uow, group.id, person.id, capacity, deputy)
    if new:
        work.done.created += 1
    elif person_new or person_changed or changed or len(work.done.notes) > before:
        work.done.updated += 1
    else:
        work.done.unchanged += 1


def _group(work: _Import, row: Row) -> Group:
    code = row.get("Group") or work.group_code or ""
    wanted = plain_heading(code)
    for group in work.uow.all(select(Group)):
        if wanted in {plain_heading(group.code), plain_heading(group.name)}:
            return group
    raise Refusal(f"There is no group “{code}”.")


def _refuse_taken_initials(uow: UnitOfWork, initials: str, role: str) -> None:
    if not initials:
        return
    taken = uow.find(select(Person).where(Person.initials == initials, Person.ended_on.is_(None)))
    if taken is not None and taken.role.casefold() != role.casefold():
        raise Refusal(f"The initials {initials} belong to the {taken.role}.")


def _agency(work: _Import, row: Row, name: str, side: Side) -> Agency:
    agency = people.find_agency(work.uow, name)
    if agency is None:
        partner = next((p for words, p in _PARTNERS if words in name.casefold()), None)
        agency = people.add_agency(work.uow, name, side=side, partner=partner)
        kept = f"new agency, {side.label.lower()}"
        if partner is not None:
            kept += f", safeguarding partner: {partner.label.lower()}"
        work.done.notes.append(Noted(row.number, "Agency", name, kept))
        work.uow.flush()
    return agency


def _person(
    uow: UnitOfWork, row: Row, role: str, initials: str, agency: Agency
) -> tuple[Person, bool, bool]:
    """Return the person, whether new, and whether changed. Known by role within the agency."""
    found = uow.find(
        select(Person).where(
            func.lower(Person.role) == role.lower(),
            Person.agency_id == agency.id,
            Person.ended_on.is_(None),
        )
    )
    email = row.get("Email")
    if found is None:
        person = people.add_person(uow, role, initials=initials, agency_id=agency.id, email=email)
        uow.flush()
        return person, True, False
    changed = False
    for name, value in (("initials", initials), ("email", email)):
        if value and getattr(found, name) != value:
            setattr(found, name, value)
            changed = True
    return found, False, changed


def _deputy(uow: UnitOfWork, role: str, agency: Agency) -> Person | None:
    if not role:
        return None
    known = select(Person).where(
        func.lower(Person.role) == role.lower(), Person.agency_id == agency.id
    )
    deputy = uow.find(known)
    if deputy is None:
        deputy = people.add_person(uow, role, agency_id=agency.id)
        uow.flush()
    return deputy


def _membership(
    uow: UnitOfWork, group_id: str, person_id: str, capacity: Capacity, deputy: Person | None
) -> tuple[bool, bool]:
    """Let the person be a member as the row says; return whether new, and whether changed."""
    current = uow.find(
        select(Membership).where(
            Membership.group_id == group_id,
            Membership.person_id == person_id,
            Membership.to_on.is_(None),
        )
    )
    deputy_id = deputy.id if deputy else None
    if current is None:
        people.join(uow, group_id, person_id, capacity=capacity, deputy_id=deputy_id)
        uow.flush()
        return True, False
    changed = current.capacity is not capacity
    current.capacity = capacity
    if deputy_id is not None and current.deputy_id != deputy_id:
        current.deputy_id = deputy_id
        changed = True
    return False, changed
