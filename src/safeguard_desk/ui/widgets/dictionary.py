"""The dictionary of British English and of the field, loaded when somebody first writes."""

import gzip
from collections.abc import Iterable
from functools import lru_cache

from safeguard_desk import resources
from safeguard_desk.rules import spelling

WORDS, FIELD = "words/british.txt.gz", "words/field.txt"


class Dictionary:
    """Words that are spelled right, and what a word that is not may have been meant for."""

    def __init__(self, words: Iterable[str]) -> None:
        """Take the words; letters' case is of no matter."""
        from spellchecker import SpellChecker

        self._checker = SpellChecker(language=None, distance=1)
        self._checker.word_frequency.load_words(words)

    def known(self, word: str) -> bool:
        """Tell whether a word is in the dictionary."""
        return word in self._checker

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant: British for American first, then a slip of one key."""
        ours = spelling.british(word, self.known)
        slips = spelling.order(word, self._checker.candidates(word.lower()) or ())
        found = (*(spelling.as_typed(word, one) for one in ours), *slips)
        return tuple(dict.fromkeys(one for one in found if one.lower() != word.lower()))


@lru_cache(maxsize=1)
def load() -> Dictionary:
    """Return the dictionary that comes with the program; reading it takes a tenth of a second."""
    british = gzip.decompress(resources.file(WORDS).read_bytes()).decode("utf-8").split()
    field = resources.file(FIELD).read_text("utf-8").split()
    return Dictionary([*british, *field])
