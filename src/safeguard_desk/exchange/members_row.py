"""A row of a table of members, read: which headings it may stand under, and what its words mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.tables import Row, plain_heading
from safeguard_desk.rules.terms import Capacity, Side

HEADINGS = {
    "Initials": (),
    "Role": ("Job title", "Post", "Position"),
    "Agency": ("Organisation", "Organization", "Agency name", "Employer"),
    "Side": (),
    "Group": ("Sub group", "Groups", "Sub groups"),
    "Capacity": ("Capacity in group",),
    "Deputy role": ("Deputy", "Deputised by"),
    "Email": ("Email address", "Mail"),
}
"""The columns of a table of members, each with other words people write above it."""
_CAPACITIES = {plain_heading(words): c for c in Capacity for words in (c.label, c.value)} | {
    "chair": Capacity.CO_CHAIR,
    "observer": Capacity.IN_ATTENDANCE,
    "attendee": Capacity.IN_ATTENDANCE,
    "advisor": Capacity.IN_ATTENDANCE,
    "adviser": Capacity.IN_ATTENDANCE,
    "minutes": Capacity.SECRETARIAT,
    "minutetaker": Capacity.SECRETARIAT,
    "": Capacity.MEMBER,
}
_SIDES = {plain_heading(words): side for side in Side for words in (side.label, side.value)} | {
    "childrens": Side.CHILDREN,
    "child": Side.CHILDREN,
    "adult": Side.ADULTS,
    "adultsandchildren": Side.BOTH,
    "": Side.BOTH,
}


@dataclass(frozen=True)
class Member:
    """What a row says: a person by role, of an agency, in groups (their ids)."""

    role: str
    agency: str
    side: Side
    groups: tuple[str, ...]
    capacity: Capacity
    initials: str
    deputy: str
    email: str


def read_row(row: Row, groups: Mapping[str, str], group: str) -> Member:
    """Return what a row says; refuses one that cannot be used, and says why.

    groups: ids of groups by every plain name they go by. group: the code for a row that names none.
    """
    if row.surplus:
        raise Refusal(
            f"“{row.surplus[0]}” stands to the right of the last heading: the cells have shifted."
        )
    role, agency = _one_line(row.get("Role")), _one_line(row.get("Agency"))
    if not role or not agency:
        raise Refusal("The row has no role." if not role else "The row has no agency.")
    capacity = _CAPACITIES.get(plain_heading(row.get("Capacity")))
    if capacity is None:
        raise Refusal(f"“{row.get('Capacity')}” is no capacity in a group.")
    side = _SIDES.get(plain_heading(row.get("Side")))
    if side is None:
        raise Refusal(f"“{row.get('Side')}” is no side: children, adults or both.")
    return Member(
        role=role,
        agency=agency,
        side=side,
        groups=_groups(row.get("Group") or group, groups),
        capacity=capacity,
        initials=_one_line(row.get("Initials")).upper(),
        deputy=_one_line(row.get("Deputy role")),
        email=_one_line(row.get("Email")),
    )


def _groups(words: str, groups: Mapping[str, str]) -> tuple[str, ...]:
    """Return the groups that a cell names: one by code or name, or several codes (QA, LD)."""
    parts = [words]
    if plain_heading(words) not in groups:
        parts = [part for part in re.split(r"[,;/+&\n]", words) if part.strip()]
    if not parts:
        raise Refusal("The row has no group.")
    for part in parts:
        if plain_heading(part) not in groups:
            raise Refusal(f"There is no group “{part.strip()}”.")
    return tuple(dict.fromkeys(groups[plain_heading(part)] for part in parts))


def _one_line(words: str) -> str:
    return " ".join(words.split())
