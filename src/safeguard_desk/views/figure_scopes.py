"""Whose figures can be asked for: groups, boards and agencies by name."""

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Board
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.views import boards as board_views
from safeguard_desk.views import choices
from safeguard_desk.views.boards import BoardHead
from safeguard_desk.views.groups import GroupHead, groups


@dataclass(frozen=True)
class Scopes:
    """The groups, boards and agencies that figures can be narrowed to."""

    groups: tuple[GroupHead, ...]
    boards: tuple[BoardHead, ...]
    agencies: tuple[choices.Choice, ...]


def scopes(reader: Reader, *, reviews: bool = True) -> Scopes:
    """Return what figures can be narrowed to; without the case review groups where asked."""
    return Scopes(
        tuple(
            group
            for group in groups(reader, boards=True)
            if reviews or group.kind is not GroupKind.REVIEW
        ),
        tuple(
            board_views.board(reader, key)
            for key in reader.scalars(select(Board.id).order_by(Board.code))
        ),
        tuple(choices.agencies(reader)),
    )


def agency_id(reader: Reader, name: str) -> str:
    """Return an agency's id by its name or short name; refuse one that is not known."""
    wanted = name.strip().lower()
    named = or_(func.lower(Agency.name) == wanted, func.lower(Agency.short_name) == wanted)
    found: str | None = reader.scalar(select(Agency.id).where(named))
    if found is None:
        known = ", ".join(words for _, words in choices.agencies(reader))
        raise Refusal(f"There is no agency “{name}”.", "Nothing was counted.", f"Known: {known}.")
    return found
