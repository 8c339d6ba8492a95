"""Groups merged, split, renamed and ended, as one change: members and open work go on elsewhere."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import KINDS, AgendaItem, Group, Matter, Meeting, Membership
from safeguard_desk.rules.reorganising import NOTHING, Plan, check, takers
from safeguard_desk.rules.terms import Capacity, MeetingState
from safeguard_desk.views.reorganising import MOVING, InHand, Thing, current_groups, in_hand
from safeguard_desk.work import matters
from safeguard_desk.work.planning import advance, expect_members
from safeguard_desk.work.setting_up import found_group


@dataclass
class Reorganised:
    """What a reorganisation did: records moved by heading, and meetings that were cancelled."""

    moved: dict[str, int] = field(default_factory=dict)
    cancelled: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    founded: list[str] = field(default_factory=list)

    def count(self, heading: str) -> None:
        """Count one more of a heading."""
        self.moved[heading] = self.moved.get(heading, 0) + 1


def reorganise(uow: UnitOfWork, plan: Plan) -> Reorganised:
    """Carry a plan out; references stay as they are, and the groups that end keep their records.

    Refuses what contradicts itself (rules/reorganising), a day before a meeting that was held, and
    an end that leaves something with nobody. What is said of a matter's move is that it was one.
    """
    uow.flush()
    current = {line.code: line.id for line in current_groups(uow.reader)}
    check(plan, current)
    done = Reorganised()
    concerned = {*plan.ends, *_groups_of(uow, plan)}
    held = in_hand(uow.reader, concerned, plan.on)
    _refuse_leftovers(plan, held)
    for new in plan.founds:
        group = found_group(uow, new.code, new.name, new.kind, started_on=plan.on)
        current[group.code] = group.id
        done.founded.append(group.code)
    for code, name in plan.renames.items():
        uow.get(Group, current[code]).name = name.strip()
    for code in plan.ends:
        done.cancelled += _cancel_meetings(uow, plan, uow.get(Group, current[code]))
    # What was planned for a meeting by its agenda alone has only now become a matter.
    uow.flush()
    held = in_hand(uow.reader, concerned, plan.on) if done.cancelled else held
    for thing in held.things:
        _move(uow, plan, thing, current, done)
    for code, taker in plan.ends.items():
        group = uow.get(Group, current[code])
        group.ended_on = plan.on - timedelta(days=1)
        group.successor_id = current.get(taker)
        done.ended.append(code)
    _expect_new_members(uow, plan, current)
    return done


def _groups_of(uow: UnitOfWork, plan: Plan) -> set[str]:
    """Return the codes of the groups that give something away without ending."""
    codes = dict(uow.reader.rows(select(Group.id, Group.code)))
    found = set()
    for kind in (*(moving.kind for moving in MOVING), "memberships"):
        columns: Any = KINDS[kind].__table__.c
        statement = select(columns.group_id).where(columns.id.in_(list(plan.places))).distinct()
        found |= {codes[group_id] for group_id in uow.session.scalars(statement)}
    return found


def _refuse_leftovers(plan: Plan, held: InHand) -> None:
    left = [
        thing
        for thing in held.things
        if thing.kind != "memberships" and not takers(plan, thing.id, thing.group, thing.follows)
    ]
    if left:
        first = left[0]
        named = "something restricted" if first.restricted else f"“{first.title}”"
        raise Refusal(
            f"{first.group} would end with {len(left)} open thing(s) that nobody takes,"
            f" the first {named} ({first.heading.lower()}).",
            NOTHING,
            f"Say which group takes the work of {first.group}.",
        )


def _cancel_meetings(uow: UnitOfWork, plan: Plan, group: Group) -> list[str]:
    """Cancel what a group would still have met for; what was on its agendas becomes matters."""
    late = select(Meeting).where(
        Meeting.group_id == group.id,
        Meeting.held_on >= plan.on,
        Meeting.state == MeetingState.HELD,
    )
    if (held := uow.find(late)) is not None:
        raise Refusal(
            f"{group.name} met after that day ({held.ref}).", NOTHING, "Choose a later first day."
        )
    taker = plan.ends[group.code]
    words = f"{group.name} ended" + (f"; its work goes to {taker}" if taker else "")
    cancelled = []
    coming = select(Meeting).where(
        Meeting.group_id == group.id,
        Meeting.held_on >= plan.on,
        Meeting.state != MeetingState.CANCELLED,
    )
    for meeting in uow.all(coming.order_by(Meeting.held_on)):
        items = select(AgendaItem).where(
            AgendaItem.meeting_id == meeting.id,
            AgendaItem.code == "",
            AgendaItem.matter_id.is_(None),
        )
        for item in uow.all(items):
            matters.of_item(uow, item.id)
        advance(uow, meeting.id, MeetingState.CANCELLED, words)
        cancelled.append(meeting.ref)
    return cancelled


def _move(
    uow: UnitOfWork, plan: Plan, thing: Thing, current: dict[str, str], done: Reorganised
) -> None:
    wanted = takers(plan, thing.id, thing.group, thing.follows)
    if wanted == (thing.group,):
        return
    done.count(thing.heading)
    if thing.kind == "memberships":
        _move_member(uow, plan, thing.id, {current[code]: code for code in wanted})
    elif thing.kind == "matters":
        giver = uow.get(Group, current[thing.group]).name
        words = f"{giver}: groups reorganised"
        matter = uow.get(Matter, thing.id)
        state, restricted = matter.state, matter.restricted
        matters.hand_over(uow, thing.id, current[wanted[0]], words, on=max(plan.on, uow.today))
        matter.state, matter.restricted = state, restricted
    else:
        record: Any = uow.get(KINDS[thing.kind], thing.id)
        record.group_id = current[wanted[0]]


def _move_member(uow: UnitOfWork, plan: Plan, identity: str, groups: dict[str, str]) -> None:
    """End a membership the day before, and let the person join each group that takes it.

    Somebody who is a member there already stays one. Co-chairs keep the chair in a group that
    begins with them; one that goes on has its own.
    """
    membership = uow.get(Membership, identity)
    before = plan.on - timedelta(days=1)
    if membership.group_id not in groups:
        # A place that begins only later ends on the day it begins: it never was one.
        membership.to_on = max(membership.from_on or before, before)
    uow.flush()
    for group_id, code in groups.items():
        known = select(Membership).where(
            Membership.group_id == group_id,
            Membership.person_id == membership.person_id,
            Membership.to_on.is_(None),
        )
        if uow.find(known) is None:
            held = membership.capacity
            stays = held is not Capacity.CO_CHAIR or code in {one.code for one in plan.founds}
            uow.add(
                Membership(
                    group_id=group_id,
                    person_id=membership.person_id,
                    capacity=held if stays else Capacity.MEMBER,
                    deputy_id=membership.deputy_id,
                    from_on=plan.on,
                )
            )


def _expect_new_members(uow: UnitOfWork, plan: Plan, current: dict[str, str]) -> None:
    """Expect those who joined at the meetings that their new groups have planned."""
    uow.flush()
    takers_of_members = {current[code] for code in plan.ends.values() if code}
    coming = select(Meeting).where(
        Meeting.group_id.in_(takers_of_members),
        Meeting.held_on >= max(plan.on, uow.today),
        Meeting.state.not_in((MeetingState.HELD, MeetingState.CANCELLED)),
    )
    for meeting in uow.all(coming):
        expect_members(uow, meeting.id)
