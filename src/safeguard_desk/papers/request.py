"""What is asked for when a paper is made, and what a kind of paper is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Document
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.working_days import Quarter

FORMATS = ("pdf", "docx", "xlsx")
"""What a paper can be written as; each kind says which of them fit it."""


@dataclass(frozen=True)
class Request:
    """Which paper is asked for.

    restricted: with the restricted part, for the named people only. public: a copy that may be
    published; it never holds a restricted part, nor the link to a meeting.
    """

    meeting_id: str | None = None
    group_id: str | None = None
    board_id: str | None = None
    quarter: Quarter | None = None
    year: int | None = None
    """A financial year by the one in which it starts; this one where none is named."""
    agency_id: str | None = None
    owner_id: str | None = None
    """The person whose actions are told of."""
    period: tuple[date, date] | None = None
    """The first and the last day of what is told of, where it is not a quarter."""
    about: tuple[str, str] | None = None
    """The kind and id of a record whose matter is told of."""
    restricted: bool = False
    public: bool = False
    review: bool = False
    """A copy for comments: lines numbered, and made to be read back from Word."""

    @property
    def copy(self) -> str:
        """Which copy it is, in words; empty for the ordinary one."""
        if self.review and not self.public:
            return "For comments" + (", with the restricted part" if self.restricted else "")
        if self.public:
            return "Public copy"
        return "With the restricted part, for named people only" if self.restricted else ""

    def __post_init__(self) -> None:
        """Refuse a public copy with the restricted part."""
        if self.public and self.restricted:
            raise Refusal(
                "A public copy never holds the restricted part.",
                "Nothing was made.",
                "Ask for one or the other.",
            )


@dataclass(frozen=True)
class Paper:
    """A kind of paper: what it is called, what it must be told, and how it is made."""

    kind: str
    title: str
    needs: frozenset[str]
    """What a request must name, of "meeting", "group", "board", "quarter", "year", "matter",
    "audit", "inspection", "product", "round", "course", "session", "review" and "record"."""
    formats: tuple[str, ...]
    make: Callable[[Reader, Request], Document]
    name: Callable[[Reader, Request], str]
    """Suggests a file name, without its ending and without saying which copy it is."""
    takes: frozenset[str] = frozenset()
    """What a request may name besides; without it the paper is of all groups, or of today."""


def asked(record_id: str | None, what: str) -> str:
    """Return an id that a paper cannot be made without; refuse when it was not given."""
    if record_id is None:
        raise Refusal(
            f"This paper is made for a {what}, and none was named.",
            "Nothing was made.",
            f"Choose the {what} first.",
        )
    return record_id
