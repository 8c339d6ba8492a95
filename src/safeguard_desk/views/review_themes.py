"""Themes that run through reviews: how much stands under each, and what each review says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Action, Finding, Recommendation, Review, ReviewTheme, ThemeNote
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import NoteKind


@dataclass(frozen=True)
class NoteOf:
    """What one review says under a theme, and what came of the finding it rests on."""

    id: str
    theme_id: str
    review_id: str
    ref: str
    about: str
    side: Side
    kind: NoteKind
    text: str
    noted_on: date
    finding: str
    recommendations: int
    actions_open: int


@dataclass(frozen=True)
class ThemeView:
    """A theme with its notes; the counts are counts of the rows that it holds."""

    id: str
    title: str
    words: str
    notes: tuple[NoteOf, ...]

    @property
    def reviews(self) -> tuple[str, ...]:
        """The code names of the reviews under it, each once."""
        return tuple(dict.fromkeys(one.ref for one in self.notes))

    @property
    def good(self) -> int:
        """How many notes tell of good practice."""
        return sum(one.kind is NoteKind.GOOD_PRACTICE for one in self.notes)

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings that notes rest on, each once."""
        return tuple(dict.fromkeys(one.finding for one in self.notes if one.finding))

    @property
    def recommendations(self) -> int:
        """How many recommendations were made on those findings."""
        return sum({one.finding: one.recommendations for one in self.notes if one.finding}.values())


def themes(reader: Reader, group_id: str | None = None) -> list[ThemeView]:
    """Return the themes of a group (of all, where none is named): most reviews first, by name."""
    t = ReviewTheme
    statement = select(t.id, t.title, t.words)
    if group_id is not None:
        statement = statement.where(t.group_id == group_id)
    by_theme: dict[str, list[NoteOf]] = {}
    for one in _notes(reader):
        by_theme.setdefault(one.theme_id, []).append(one)
    found = [ThemeView(*row, tuple(by_theme.get(row[0], ()))) for row in reader.rows(statement)]
    return sorted(found, key=lambda one: (-len(one.reviews), one.title.casefold()))


def theme(reader: Reader, title: str) -> ThemeView:
    """Return a theme by its name or its beginning; refuses one that is not there."""
    known = themes(reader)
    wanted = " ".join(title.split()).casefold()
    exact = [one for one in known if one.title.casefold() == wanted]
    fits = exact or [one for one in known if wanted and one.title.casefold().startswith(wanted)]
    if not fits:
        raise Refusal(
            f"There is no theme “{title.strip()}”.",
            "Nothing is shown.",
            f"There are: {', '.join(one.title for one in known) or 'none yet'}.",
        )
    return fits[0]


def titles(reader: Reader) -> tuple[str, ...]:
    """Return the names of all themes."""
    return tuple(reader.scalars(select(ReviewTheme.title).order_by(ReviewTheme.title)))


def _notes(reader: Reader) -> Iterable[NoteOf]:
    n, r = ThemeNote, Review
    made = (
        select(func.count(Recommendation.id))
        .where(Recommendation.finding_id == Finding.id)
        .correlate(Finding.__table__)
        .scalar_subquery()
    )
    open_actions = (
        select(func.count(Action.id))
        .join(Recommendation, Recommendation.id == Action.source_id)
        .where(
            Action.source_kind == "recommendations",
            Recommendation.finding_id == Finding.id,
            Action.closed_on.is_(None),
        )
        .correlate(Finding.__table__)
        .scalar_subquery()
    )
    statement = (
        select(n.id, n.theme_id, r.id, r.ref, r.title, r.side, n.kind, n.text, n.noted_on)
        .add_columns(func.coalesce(Finding.ref, ""), made, open_actions)
        .join(r, r.id == n.review_id)
        .outerjoin(Finding, Finding.id == n.finding_id)
        .order_by(r.ref, n.noted_on, n.id)
    )
    return [NoteOf(*row) for row in reader.rows(statement)]
