"""The partnership's own words: short forms that are written out, and spellings it has taught."""

from dataclasses import dataclass

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Expansion, LearnedWord


@dataclass(frozen=True)
class OwnWords:
    """Short forms with what they stand for, and the words that were learned."""

    forms: dict[str, str]
    learned: frozenset[str]


def own_words(reader: Reader) -> OwnWords:
    """Return the partnership's own words."""
    forms = dict(reader.rows(select(Expansion.short, Expansion.text)))
    return OwnWords(forms, frozenset(reader.scalars(select(LearnedWord.word))))
