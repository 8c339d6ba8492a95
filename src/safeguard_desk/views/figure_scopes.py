"""Whose figures can be asked for: groups, boards and agencies by name."""

from dataclasses import dataclass

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, AgencyAlias, Board
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
    """Return an agency's id by its name, short name or alias; refuse one that is not known."""
    wanted = name.strip().casefold()
    named = reader.rows(select(Agency.id, Agency.name, Agency.short_name))
    aliases = reader.rows(select(AgencyAlias.agency_id, AgencyAlias.alias, AgencyAlias.alias))
    for key, *words in (*named, *aliases):
        if wanted and wanted in {word.casefold() for word in words}:
            return key
    known = ", ".join(words for _, words in choices.agencies(reader))
    raise Refusal(f"There is no agency “{name}”.", "Nothing was done.", f"Known: {known}.")
