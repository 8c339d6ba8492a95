"""Themes that run through reviews, and what each review says under them."""

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Finding, Group, ReviewTheme, ThemeNote
from safeguard_desk.rules.terms_review import NoteKind
from safeguard_desk.rules.terms_thread import FindingKind
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.review_work import refuse_leaks
from safeguard_desk.work.reviews import KIND, open_case, words_for


def add(uow: UnitOfWork, group_id: str, title: str, words: str = "") -> ReviewTheme:
    """Add a theme; refuses one of that name that is there."""
    kept = _title(uow, title, None)
    return uow.add(
        ReviewTheme(title=kept, group_id=uow.get(Group, group_id).id, words=words.strip())
    )


def named(uow: UnitOfWork, group_id: str, title: str) -> ReviewTheme:
    """Return the theme of a name, in any case of letters; it is added where there is none."""
    kept = " ".join(title.split())
    uow.flush()
    held = uow.find(select(ReviewTheme).where(func.lower(ReviewTheme.title) == kept.lower()))
    return held or add(uow, group_id, kept)


def _title(uow: UnitOfWork, title: str, own: str | None) -> str:
    kept = " ".join(words_for(title, "A theme needs a name", "Say it in two words.").split())
    uow.flush()
    held = uow.find(select(ReviewTheme).where(func.lower(ReviewTheme.title) == kept.lower()))
    if held is not None and held.id != own:
        raise Refusal(
            f"There is a theme “{held.title}” already.", "Nothing was changed.", "Use that one."
        )
    return kept


def edit(
    uow: UnitOfWork, theme_id: str, name: str, seen: object, value: object, reason: str = ""
) -> None:
    """Change what a theme is called or means."""
    if name == "title":
        value = _title(uow, str(value or ""), theme_id)
    set_field(uow, ReviewTheme, theme_id, name, seen, value)


def remove(uow: UnitOfWork, theme_id: str, _: str = "") -> None:
    """Take a theme away; refuses one under which something is noted."""
    theme = uow.get(ReviewTheme, theme_id)
    uow.flush()
    held = uow.all(select(ThemeNote).where(ThemeNote.theme_id == theme_id))
    if held:
        raise Refusal(
            f"{len(held)} note{'' if len(held) == 1 else 's'} stand under “{theme.title}”.",
            "The theme stays.",
            "Take the notes away first.",
        )
    uow.delete(theme)


def note(
    uow: UnitOfWork,
    review_id: str,
    theme: str,
    text: str = "",
    *,
    kind: NoteKind | None = None,
    finding_id: str | None = None,
) -> ThemeNote:
    """Note what a review says under a theme, by its name; a finding brings its own words along.

    Without a kind it is good practice where the finding is a strength, and analysis otherwise.
    """
    case = open_case(uow, review_id)
    finding = uow.get(Finding, finding_id) if finding_id is not None else None
    if finding is not None and (finding.source_kind, finding.source_id) != (KIND, review_id):
        raise Refusal(
            f"{finding.ref} is no finding of {case.ref}.", "Nothing was noted.", "Choose its own."
        )
    said = text.strip() or (finding.text if finding is not None else "")
    words_for(said, "The note has no words", "Say in a sentence what this review shows of it.")
    refuse_leaks(said)
    good = finding is not None and finding.kind is FindingKind.STRENGTH
    return uow.add(
        ThemeNote(
            theme_id=named(uow, case.group_id, theme).id,
            review_id=review_id,
            finding_id=finding_id,
            kind=kind or (NoteKind.GOOD_PRACTICE if good else NoteKind.ANALYSIS),
            text=said,
            noted_on=uow.today,
            restricted=case.restricted,
        )
    )


def take_back(uow: UnitOfWork, note_id: str) -> None:
    """Take a note away."""
    held = uow.get(ThemeNote, note_id)
    open_case(uow, held.review_id)
    uow.delete(held)
