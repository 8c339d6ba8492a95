"""Which words of a text are to be spelled by the dictionary, and what may have been meant."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NO_PROSE = re.compile(r"://|^www\.|@|[\\/].*[\\/]|[0-9_]|^[A-Za-z]{1,3}\.[A-Za-z]|\.[a-z]{2,4}$")
"""Signs of an address, a path, a file, a mention, a reference, a code or a number."""
_AROUND = "\"'“”‘’.,;:!?()[]{}<>*-–—…"
_SIGN = re.compile(r"^\s*[a-z]:\s", re.IGNORECASE)


class Found(NamedTuple):
    """A word and where it stands in its text."""

    start: int
    end: int
    word: str


def words_to_check(text: str) -> Iterator[Found]:
    """Yield the words of prose. References, initials, codes, numbers and addresses are left out."""
    for token in _TOKEN.finditer(text):
        bare = token[0].strip(_AROUND)
        if not bare or _NO_PROSE.search(bare) or token[0].startswith("@"):
            continue
        for word in _WORD.finditer(token[0]):
            if _is_prose(word[0]):
                yield Found(token.start() + word.start(), token.start() + word.end(), word[0])


def _is_prose(word: str) -> bool:
    """Tell whether a word is spelled like one: no capitals but the first, at least two letters."""
    letters = word.replace("'", "").replace("’", "")
    return len(letters) > 1 and (letters[1:].islower())


def misspelt(text: str, known: Callable[[str], bool]) -> tuple[Found, ...]:
    """Return the words of a text that `known` does not know."""
    return tuple(found for found in words_to_check(text) if not is_known(found.word, known))


def is_known(word: str, known: Callable[[str], bool]) -> bool:
    """Tell whether a word is known, as it is or without the 's of its owner."""
    plain = word.replace("’", "'")
    if known(plain):
        return True
    lowered = plain.lower()
    owner = lowered.removesuffix("'s")
    return (lowered != plain and known(lowered)) or (owner != lowered and known(owner))


_AMERICAN = (
    ("iz", "is"),
    ("yz", "ys"),
    ("or", "our"),
    ("er", "re"),
    ("og", "ogue"),
    ("l", "ll"),
    ("ll", "l"),
    ("e", "ae"),
    ("e", "oe"),
    ("ense", "ence"),
)


def british(word: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """Return British spellings of a word as American English spells it."""
    lowered = word.lower()
    found: dict[str, None] = {}
    for american, ours in _AMERICAN:
        start = lowered.find(american)
        while start >= 0:
            tried = lowered[:start] + ours + lowered[start + len(american) :]
            if known(tried):
                found[tried] = None
            start = lowered.find(american, start + 1)
    return tuple(found)


def order(word: str, candidates: Iterable[str], most: int = 6) -> tuple[str, ...]:
    """Return candidates, the likeliest first, with the capital of the word they stand for."""
    lowered = word.lower()

    def rank(candidate: str) -> tuple[bool, bool, int, str]:
        return (
            sorted(candidate) != sorted(lowered),  # letters changed places: the commonest slip
            candidate[:1] != lowered[:1],
            abs(len(candidate) - len(lowered)),
            candidate,
        )

    ranked = sorted(set(candidates), key=rank)[:most]
    return tuple(as_typed(word, candidate) for candidate in ranked)


def as_typed(word: str, candidate: str) -> str:
    """Return a candidate with a capital where the word had one."""
    return candidate[:1].upper() + candidate[1:] if word[:1].isupper() else candidate
