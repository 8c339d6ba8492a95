"""What a line of Home holds, and how lines stand together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing to know: what it is, how it stands, and the record or list that opens with it.

    `late` is told by a sign, never by colour alone. is_list: the list `kind` of the group `id`
    opens, with its filter `filter` on.
    """

    words: str
    detail: str
    kind: str
    id: str
    late: bool = False
    restricted: bool = False
    is_list: bool = False
    filter: str = ""


@dataclass(frozen=True)
class Section:
    """Lines of one sort under their heading."""

    title: str
    lines: tuple[Line, ...]
