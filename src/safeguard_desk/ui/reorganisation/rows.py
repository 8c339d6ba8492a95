"""What the two lists show: groups as they would become, things with where they would go."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.reorganising import Plan, takers
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.ui.meeting.rows import Column, Style
from safeguard_desk.views.reorganising import EndedGroup, GroupLine, Thing

STAYS = "stays"
_ENDED = "ended on"


@dataclass(frozen=True)
class GroupShown:
    """A group as it is and as it would be."""

    id: str
    code: str
    name: str
    kind: GroupKind
    members: str
    actions: str
    becomes: str
    group_id: str | None = None


@dataclass(frozen=True)
class ThingShown:
    """Something in hand and where it would go."""

    id: str
    thing: Thing
    title: str
    goes: str


def shown_groups(
    plan: Plan, lines: Sequence[GroupLine], past: Sequence[EndedGroup]
) -> list[GroupShown]:
    """Return the groups there are, those that would begin, and those that ended long ago."""
    now = [
        GroupShown(
            *(one.code, one.code, one.name, one.kind, str(one.members), str(one.open_actions)),
            *(_becomes(plan, one.code), one.id),
        )
        for one in lines
    ]
    new = [
        GroupShown(one.code, one.code, one.name, one.kind, "", "", "begins") for one in plan.founds
    ]
    old = [
        GroupShown(*(one.code, one.code, one.name, one.kind, "", "", _told(one), one.id))
        for one in past
    ]
    return now + new + old


def _becomes(plan: Plan, code: str) -> str:
    if code in plan.ends:
        return f"ends; goes to {plan.ends[code]}" if plan.ends[code] else "ends"
    return f"is called {plan.renames[code]}" if code in plan.renames else STAYS


def _told(group: EndedGroup) -> str:
    words = f"{_ENDED} {write_date(group.ended_on)}"
    return f"{words}; went to {group.successor}" if group.successor else words


def goes(plan: Plan, thing: Thing) -> str:
    """Say where something goes, in a word."""
    wanted = takers(plan, thing.id, thing.group, thing.follows)
    if wanted == (thing.group,):
        return STAYS
    return " and ".join(wanted) if wanted else "nobody"


def style(row: GroupShown) -> Style:
    """Let a group stand out of which something becomes."""
    return Style(bold=row.becomes != STAYS and not row.becomes.startswith(_ENDED))


def placed_style(row: ThingShown) -> Style:
    """Let something stand out that goes elsewhere."""
    return Style(bold=row.goes != STAYS)


GROUPS = (
    Column("Code", lambda row: row.code, 8),
    Column("Group", lambda row: row.name),
    Column("Kind", lambda row: row.kind.label, 26),
    Column("Members", lambda row: row.members, 9, right=True),
    Column("Open actions", lambda row: row.actions, 12, right=True),
    Column("What becomes of it", lambda row: row.becomes, 34),
)
THINGS = (
    Column("What", lambda row: row.thing.heading, 24),
    Column("Ref", lambda row: row.thing.ref, 14),
    Column("Title", lambda row: row.title),
    Column("Goes to", lambda row: row.goes, 16),
)
