"""What proof was held for an action, and when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import ActionEvidence
from safeguard_desk.rules.terms import EvidenceKind


@dataclass(frozen=True)
class Revision:
    """A revision of evidence; its file is read by its SHA-256, empty where there is none."""

    id: str
    kind: EvidenceKind
    number: int
    on: date
    by: str
    words: str
    filename: str
    sha256: str
    size: int


def held(reader: Reader, action_id: str, *, by: date | None = None) -> list[Revision]:
    """Return the evidence held for an action, newest first; `by` a day: as it was held then."""
    e = ActionEvidence
    statement = (
        select(e.id, e.kind, e.number, e.on, e.by_words, e.words, e.filename, e.sha256, e.size)
        .where(e.action_id == action_id)
        .order_by(e.on.desc(), e.created_at.desc(), e.id.desc())
    )
    if by is not None:
        statement = statement.where(e.on <= by)
    return [Revision(*row) for row in reader.rows(statement)]
