"""Importing members: agencies, people, their deputies and their places in groups from a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import or_, select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import agencies
from safeguard_desk.exchange.members_row import HEADINGS, Member, read_row
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.tables import Row, Table, plain_heading, read_table
from safeguard_desk.models import Agency, Group, Membership, Person
from safeguard_desk.rules.terms import Side
from safeguard_desk.work import people

NEEDED = ("Role", "Agency")


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


@dataclass
class _Import:
    """One run: what it works on, and what it did."""

    uow: UnitOfWork
    done: Imported
    groups: dict[str, str]
    """Ids of groups by their plain code and name."""
    group: str
    made: set[str] = field(default_factory=set)
    """Ids of the agencies that this import made."""
    named: set[str] = field(default_factory=set)
    """Ids of the people whom a row so far named by initials: other initials mean somebody else."""
    touched: bool = False
    """Whether the row in hand has changed anything."""

    def note(self, row: Row, name: str, text: str, kept_as: str) -> None:
        """Tell of something in a row that was taken in a way to know of."""
        self.done.notes.append(Noted(row.number, name, text, kept_as))


def import_members(
    desk: Desk,
    source: Path,
    *,
    group: str | None = None,
    sheet: str | None = None,
    dry_run: bool = False,
) -> Imported:
    """Import a table of members; the same table again changes nothing.

    group is the code for rows that name no group; an empty cell leaves what is on file. One import
    is one step of undo, with a backup before it. A dry run does it all and takes it back, so that
    it tells exactly what would happen.
    """
    table = read_table(source, HEADINGS, sheet=sheet)
    _refuse_without_headings(table, source, group)
    groups = _groups(desk)
    if group is not None and plain_heading(group) not in groups:
        raise Refusal(f"There is no group “{group}”.", "Nothing was imported.", "See: list groups.")
    done = Imported()

    def run(uow: UnitOfWork) -> Imported:
        work = _Import(uow, done, groups, group or "")
        for row in table.rows:
            done.rows += 1
            try:
                _take_row(work, row, read_row(row, groups, work.group))
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
            f" it has: {', '.join(h[:40] for h in table.headings[:12] if h)}.",
            "Nothing was imported.",
            f"Name the columns {', '.join(HEADINGS)}.",
        )


def _groups(desk: Desk) -> dict[str, str]:
    """Return the ids of the groups there are by plain code and name; one that has ended is none."""
    with desk.read() as reader:
        current = or_(Group.ended_on.is_(None), Group.ended_on >= reader.today)
        rows = reader.rows(select(Group.id, Group.code, Group.name).where(current))
    by_name = {plain_heading(name): group_id for group_id, _, name in rows}
    return by_name | {plain_heading(code): group_id for group_id, code, _ in rows}


def _take_row(work: _Import, row: Row, member: Member) -> None:
    """Take one row; refuses what cannot be used before anything of it is changed."""
    uow = work.uow
    agency, other_name = agencies.find(uow, member.agency)
    person = _known_person(work, member, agency)
    _refuse_taken_initials(uow, member, person)
    work.touched = False
    agency = _agency(work, row, member, agency, other_name=other_name)
    person = _person(work, row, member, agency, person)
    if member.initials:
        work.named.add(person.id)
    deputy = _deputy(work, row, member, agency, person)
    joined = [_membership(work, group_id, member, person, deputy) for group_id in member.groups]
    if any(joined):
        work.done.created += 1
    elif work.touched:
        work.done.updated += 1
    else:
        work.done.unchanged += 1


def _current(uow: UnitOfWork, agency: Agency) -> Sequence[Person]:
    of_agency = select(Person).where(Person.agency_id == agency.id, Person.ended_on.is_(None))
    return uow.all(of_agency.order_by(Person.id))


def _known_person(work: _Import, member: Member, agency: Agency | None) -> Person | None:
    """Return who is meant. People are known by role within their agency, as minutes name them.

    Initials tell two of one role apart; an e-mail address tells that one's initials or role
    changed.
    """
    if agency is None:
        return None
    colleagues = _current(work.uow, agency)
    # Compared here, because SQLite knows small letters of the English alphabet only.
    role, email = member.role.casefold(), member.email.casefold()
    same_role = [p for p in colleagues if p.role.casefold() == role]
    same_email = [p for p in colleagues if email and p.email.casefold() == email]
    if not member.initials:
        return next((p for p in same_role if p in same_email), same_role[0] if same_role else None)
    meant = (
        *(p for p in same_role if p.initials == member.initials),
        *(p for p in same_role if not p.initials),
        *(p for p in same_role if p in same_email and p.id not in work.named),
        *(p for p in same_email if p.initials == member.initials),
    )
    return meant[0] if meant else None


def _refuse_taken_initials(uow: UnitOfWork, member: Member, person: Person | None) -> None:
    if not member.initials or (person is not None and person.initials == member.initials):
        return
    of_initials = select(Person).where(
        Person.initials == member.initials, Person.ended_on.is_(None)
    )
    taken = uow.find(of_initials)
    if taken is not None:
        whose = uow.get(Agency, taken.agency_id).name if taken.agency_id else "no agency"
        raise Refusal(f"The initials {member.initials} belong to the {taken.role} ({whose}).")


def _agency(
    work: _Import, row: Row, member: Member, agency: Agency | None, *, other_name: bool
) -> Agency:
    """Return the agency, made when it is new; one made here is of both sides once rows differ."""
    if agency is None:
        return _new_agency(work, row, member)
    if other_name:
        agencies.also_known_as(work.uow, agency, member.agency)
        work.note(row, "Agency", member.agency, f"{agency.name}, by another name")
        work.touched = True
    if agency.id in work.made and member.side is not agency.side is not Side.BOTH:
        agency.side = Side.BOTH
        work.note(row, "Side", row.get("Side"), f"{agency.name} is of both sides")
    return agency


def _new_agency(work: _Import, row: Row, member: Member) -> Agency:
    partner = agencies.partner(member.agency)
    agency = people.add_agency(work.uow, member.agency, side=member.side, partner=partner)
    kept = f"new agency, {member.side.label.lower()}"
    if partner is not None:
        kept += f", safeguarding partner: {partner.label.lower()}"
    work.note(row, "Agency", member.agency, kept)
    work.made.add(agency.id)
    work.uow.flush()
    return agency


def _person(
    work: _Import, row: Row, member: Member, agency: Agency, person: Person | None
) -> Person:
    """Return the person, made or brought up to date."""
    if person is None:
        if any(p.role.casefold() == member.role.casefold() for p in _current(work.uow, agency)):
            work.note(row, "Initials", member.initials, f"another {member.role} of {agency.name}")
        made = people.add_person(
            work.uow,
            member.role,
            initials=member.initials,
            agency_id=agency.id,
            email=member.email,
        )
        work.uow.flush()
        work.touched = True
        return made
    if person.role.casefold() != member.role.casefold():
        work.note(row, "Role", member.role, f"new role of the {person.role}, known by e-mail")
        person.role = member.role
        work.touched = True
    for name, value in (("initials", member.initials), ("email", member.email)):
        if value and getattr(person, name) != value:
            setattr(person, name, value)
            work.touched = True
    return person


def _deputy(
    work: _Import, row: Row, member: Member, agency: Agency, person: Person
) -> Person | None:
    """Return the deputy: a colleague of that role, made when there is none."""
    wanted = member.deputy.casefold()
    if not wanted:
        return None
    if wanted == person.role.casefold():
        work.note(row, "Deputy role", member.deputy, "no deputy: it is the member's own role")
        return None
    for colleague in _current(work.uow, agency):
        if colleague.role.casefold() == wanted:
            return colleague
    deputy = people.add_person(work.uow, member.deputy, agency_id=agency.id)
    work.uow.flush()
    return deputy


def _membership(
    work: _Import, group_id: str, member: Member, person: Person, deputy: Person | None
) -> bool:
    """Let the person be a member as the row says; return whether the membership is new."""
    uow = work.uow
    current = uow.find(
        select(Membership).where(
            Membership.group_id == group_id,
            Membership.person_id == person.id,
            or_(Membership.to_on.is_(None), Membership.to_on >= uow.today),
        )
    )
    deputy_id = deputy.id if deputy else None
    if current is None:
        people.join(uow, group_id, person.id, capacity=member.capacity, deputy_id=deputy_id)
        uow.flush()
        return True
    if current.capacity is not member.capacity:
        current.capacity = member.capacity
        work.touched = True
    if deputy_id is not None and current.deputy_id != deputy_id:
        current.deputy_id = deputy_id
        work.touched = True
    return False
