"""What reviews teach together, and whether it lasted: themes, notes under them, impact checks."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms_review import ImpactSeen, NoteKind


class ReviewTheme(Record):
    """A theme that runs through reviews, as “professional curiosity”."""

    __tablename__ = "review_themes"
    searched = ("title", "words")

    title: Mapped[str] = mapped_column(unique=True)
    group_id: Mapped[str] = refers("groups")
    words: Mapped[Words]
    """What is meant by it, and what is not."""


class ThemeNote(Record):
    """What one review says under a theme: analysis or good practice, of a finding where it is."""

    __tablename__ = "theme_notes"
    searched = ("text",)

    theme_id: Mapped[str] = refers("review_themes")
    review_id: Mapped[str] = refers("reviews")
    finding_id: Mapped[str | None] = refers("findings")
    kind: Mapped[NoteKind] = coded(NoteKind, default=NoteKind.ANALYSIS)
    text: Mapped[Words]
    noted_on: Mapped[date]
    restricted: Mapped[bool] = mapped_column(default=True)


class ImpactCheck(Record):
    """A look, some months on, at what has changed: of a whole review or of one recommendation."""

    __tablename__ = "impact_checks"
    searched = ("evidence",)

    review_id: Mapped[str] = refers("reviews")
    recommendation_id: Mapped[str | None] = refers("recommendations")
    seen: Mapped[ImpactSeen] = coded(ImpactSeen)
    evidence: Mapped[Words]
    by: Mapped[Words]
    checked_on: Mapped[date]
    next_on: Mapped[date | None]
    """The day of the next look; None where none is needed any more."""
    restricted: Mapped[bool] = mapped_column(default=True)
