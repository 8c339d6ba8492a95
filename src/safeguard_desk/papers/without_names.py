"""Minutes for publication that name nobody: roles stand where initials and typed names stood.

People are kept by role, so only what somebody typed can name one: initials in running text, an
owner or a deputy who is not in the directory, a title with a surname, an address. A bare name in
running text is not known as one, and is for a person to look for.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from safeguard_desk.views.meetings import SeatView

T = TypeVar("T")
_WORDS = frozenset({"text", "response", "title", "words", "reason"})
"""Fields of running text."""
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev)\.?\s+"
    r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?"
)
_CALLED = re.compile(r"@[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?")
"""Somebody called upon who is not in the directory: "@Joe Bloggs"."""
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SOMEBODY, OWNER, DEPUTY = "a named person", "Named in the full minutes", "a deputy"


def without_names(facts: T, seats: Sequence[SeatView], people: Sequence[tuple[str, str]]) -> T:
    """Return facts in which nobody is named.

    people: initials and role of everybody on the desk; those at the meeting come first where two
    share initials.
    """
    roles = {initials.upper(): role for initials, role in people if len(initials) > 1}
    roles |= {seat.initials.upper(): seat.role for seat in seats if len(seat.initials) > 1}
    known = {role.casefold() for role in roles.values()} | {seat.role.casefold() for seat in seats}
    known |= {role.casefold() for _, role in people}
    nameless: T = _Nameless(roles, known).of(facts)
    return nameless


class _Nameless:
    """Takes names out of whatever is given to it."""

    def __init__(self, roles: dict[str, str], known: set[str]) -> None:
        self._roles, self._known = roles, known
        letters = "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
        self._initials = re.compile(rf"(?<![\w-])@?({letters})(?![\w-])") if letters else None

    def of(self, thing: Any) -> Any:
        if isinstance(thing, tuple):
            return tuple(self.of(one) for one in thing)
        if not is_dataclass(thing) or isinstance(thing, type):
            return thing
        changed: dict[str, Any] = {}
        for field in fields(thing):
            value = getattr(thing, field.name)
            new = self._field(field.name, value)
            if new is not value:
                changed[field.name] = new
        return replace(thing, **changed) if changed else thing

    def _field(self, name: str, value: Any) -> Any:
        if name == "closed" and isinstance(value, tuple):
            return tuple((ref, self.text(title)) for ref, title in value)
        if not isinstance(value, str):
            return self.of(value)
        if name in _WORDS:
            return self.text(value)
        if name == "owner":
            return "; ".join(self._role(one, OWNER) for one in value.split("; ")) if value else ""
        if name == "deputy":
            return self._role(value, DEPUTY) if value else ""
        return value

    def _role(self, words: str, otherwise: str) -> str:
        """Return words that are a role; those that may be a name are left out."""
        plain = words.strip()
        if plain.casefold() in self._known:
            return plain
        return self._roles.get(plain.lstrip("@").upper(), otherwise)

    def text(self, words: str) -> str:
        """Return running text with roles in the place of initials, and without titled names."""
        words = _TITLED.sub(SOMEBODY, _ADDRESS.sub(SOMEBODY, words))
        if self._initials is not None:
            words = self._initials.sub(self._named, words)
        return _CALLED.sub(SOMEBODY, words)

    def _named(self, found: re.Match[str]) -> str:
        return self._roles[found[1]]
