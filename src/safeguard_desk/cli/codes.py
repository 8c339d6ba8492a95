"""Looking up what a command names by its code."""

from typing import TYPE_CHECKING, Any

from safeguard_desk.errors import Refusal

if TYPE_CHECKING:
    from safeguard_desk.desk.reading import Reader


def group_id(reader: "Reader", code: str | None) -> str | None:
    """Return a group's id by its code; None when none is asked for."""
    from safeguard_desk.models import Group

    return None if code is None else by_code(reader, Group, code, "group")


def person_id(reader: "Reader", initials: str) -> str:
    """Return the id of whoever has these initials; refuse where nobody has them, or several."""
    from sqlalchemy import select

    from safeguard_desk.models import Person

    wanted = initials.strip().upper()
    named = select(Person.id).where(Person.initials == wanted, Person.ended_on.is_(None))
    found = list(reader.scalars(named))
    if len(found) != 1:
        who = "Nobody has" if not found else f"{len(found)} people have"
        raise Refusal(f"{who} the initials {initials}.", "Nothing was done.", "See: list people.")
    return str(found[0])


def by_code(reader: "Reader", model: Any, code: str, what: str) -> str:
    """Return the id of what has a code; refuse an unknown one, naming those there are."""
    from sqlalchemy import select

    found: str | None = reader.scalar(select(model.id).where(model.code == code.strip().upper()))
    if found is None:
        known = ", ".join(reader.scalars(select(model.code).order_by(model.code)))
        raise Refusal(
            f"There is no {what} with the code “{code}”.", "Nothing was done.", f"Known: {known}."
        )
    return found
