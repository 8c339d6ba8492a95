"""Templates of letters and mails: the usual ones put in place, and kept free of mistakes."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import LetterTemplate
from safeguard_desk.rules.letters import USUAL
from safeguard_desk.rules.placeholders import refuse_unknown
from safeguard_desk.rules.terms import DispatchKind


def add_usual(uow: UnitOfWork) -> int:
    """Add the usual letters that are not there; those that are stay as worded. Return how many."""
    held = set(uow.session.scalars(select(LetterTemplate.code)))
    missing = [letter for letter in USUAL if letter.code not in held]
    for letter in missing:
        uow.add(LetterTemplate(**letter._asdict()))
    return len(missing)


def add(
    uow: UnitOfWork,
    title: str,
    *,
    subject: str = "",
    body: str = "",
    kind: DispatchKind = DispatchKind.LETTER,
) -> LetterTemplate:
    """Add a letter of one's own; refuses one without a title, and unknown placeholders."""
    if not title.strip():
        raise Refusal("A letter needs a title.", "Nothing was added.", "Name it.")
    code = "_".join(title.casefold().split())[:60]
    if uow.find(select(LetterTemplate).where(LetterTemplate.code == code)) is not None:
        raise Refusal(
            f"There is a letter “{title.strip()}” already.",
            "Nothing was added.",
            "Change that one.",
        )
    refuse_unknown(subject)
    refuse_unknown(body)
    return uow.add(
        LetterTemplate(code=code, title=title.strip(), kind=kind, subject=subject, body=body)
    )


def check(uow: UnitOfWork, letter_id: str) -> None:
    """Refuse a letter whose words could not be filled in, or that has no title."""
    letter = uow.get(LetterTemplate, letter_id)
    if not letter.title.strip():
        raise Refusal("A letter needs a title.", "It stays as it was.", "Name it.")
    refuse_unknown(letter.subject)
    refuse_unknown(letter.body)


def remove(uow: UnitOfWork, letter_id: str, _: str = "") -> None:
    """Take a letter away; undo brings it back."""
    uow.delete(uow.get(LetterTemplate, letter_id))


def letter(uow: UnitOfWork, code: str) -> LetterTemplate:
    """Return a letter by its code, put in place first where it is one of the usual."""
    found = uow.find(select(LetterTemplate).where(LetterTemplate.code == code))
    if found is None:
        add_usual(uow)
        uow.flush()
        found = uow.find(select(LetterTemplate).where(LetterTemplate.code == code))
    if found is None:
        raise Refusal(f"There is no letter “{code}”.", "Nothing was made.", "Add it first.")
    return found
