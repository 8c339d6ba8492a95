"""What was sent to whom, the letters it is made from, and what agencies send back."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import DispatchKind, PackEdition


class Dispatch(Record):
    """One thing sent to one reader: a line of the record of what was sent to whom and when."""

    __tablename__ = "dispatches"
    searched = ("subject", "address")

    kind: Mapped[DispatchKind] = coded(DispatchKind)
    group_id: Mapped[str | None] = refers("groups")
    meeting_id: Mapped[str | None] = refers("meetings")
    person_id: Mapped[str | None] = refers("people")
    agency_id: Mapped[str | None] = refers("agencies")
    address: Mapped[Words]
    on: Mapped[date] = mapped_column(index=True)
    subject: Mapped[Words]
    files: Mapped[Words]
    """Names of what was attached, separated by "; "."""
    edition: Mapped[PackEdition | None] = coded(PackEdition)
    pack_id: Mapped[str | None] = refers("packs")


class LetterTemplate(Record):
    """The words of a letter or e-mail, with {placeholders} that the program fills in."""

    __tablename__ = "letter_templates"
    searched = ("title", "subject", "body")

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[DispatchKind] = coded(DispatchKind, default=DispatchKind.LETTER)
    subject: Mapped[Words]
    body: Mapped[Words]


class AgencyReturn(Record):
    """An agency's pre-meeting return: asked for, and read back once."""

    __tablename__ = "agency_returns"

    meeting_id: Mapped[str] = refers("meetings")
    agency_id: Mapped[str] = refers("agencies")
    asked_on: Mapped[date]
    received_on: Mapped[date | None]
    filename: Mapped[Words]
    sha256: Mapped[Words]
    words: Mapped[Words]
