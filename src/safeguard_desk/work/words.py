"""The partnership's own words: short forms, and spellings that the dictionary does not know."""

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Expansion, LearnedWord
from safeguard_desk.rules.expanding import USUAL

_LONGEST = 24


def add_form(uow: UnitOfWork, short: str, text: str) -> Expansion:
    """Add a short form; refuses one with spaces, without a text, or that is there already."""
    form = Expansion(short=short.strip(), text=text.strip())
    # Looked over before it is added: the file itself refuses a second one, and says less about it.
    check_form(uow, form)
    return uow.add(form)


def check_form(uow: UnitOfWork, form: Expansion) -> None:
    """Refuse a short form that could not be typed, or stands for nothing."""
    short = form.short = form.short.strip()
    if not short or any(c.isspace() for c in short) or len(short) > _LONGEST:
        raise Refusal(
            f"“{short}” cannot be a short form.",
            "Nothing was changed.",
            "It is one word without spaces, such as msp.",
        )
    if not form.text.strip():
        raise Refusal(
            f"What {short} stands for is missing.", "Nothing was changed.", "Type it in full."
        )
    with uow.session.no_autoflush:
        same = uow.all(select(Expansion).where(Expansion.short == short))
    other = next((held for held in same if held is not form), None)
    if other is not None:
        raise Refusal(
            f"{short} stands for “{other.text}” already.",
            "Nothing was changed.",
            "Change that one, or choose another short form.",
        )


def remove_form(uow: UnitOfWork, form_id: str, _: str = "") -> None:
    """Take a short form away."""
    uow.delete(uow.get(Expansion, form_id))


def add_usual_forms(uow: UnitOfWork) -> int:
    """Add the short forms most partnerships use; those that are there stay. Return how many."""
    held = set(uow.session.scalars(select(Expansion.short)))
    missing = [(short, text) for short, text in USUAL if short not in held]
    for short, text in missing:
        uow.add(Expansion(short=short, text=text))
    return len(missing)


def learn(uow: UnitOfWork, word: str) -> LearnedWord:
    """Learn a spelling, or return the record of one that was learned before."""
    word = word.strip().replace("’", "'")
    if not word or any(c.isspace() for c in word):
        raise Refusal("That is no word.", "Nothing was learned.", "Choose a single word.")
    uow.flush()
    held = uow.find(select(LearnedWord).where(LearnedWord.word == word))
    return held or uow.add(LearnedWord(word=word))


def forget(uow: UnitOfWork, word_id: str, _: str = "") -> None:
    """Forget a spelling that was learned."""
    uow.delete(uow.get(LearnedWord, word_id))
