"""Real names behind the code names of a case: how they are typed, and where a text tells one.

Better a word too many that is looked at than a name that leaves: parts of a name are found alone,
whatever their accents, hyphens and capitals. Only a part that is an everyday word, or very short,
has to be written with a capital.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from safeguard_desk.errors import Refusal

Names = Mapping[str, tuple[str, ...]]
"""The names somebody is called by in life, by the code name of the case."""
_SHORT = 2
_AROUND = 24
_EVERYDAY = frozenset(
    [
        "april",
        "august",
        "autumn",
        "baker",
        "bell",
        "bill",
        "black",
        "bond",
        "brook",
        "brown",
        "butcher",
        "carpenter",
        "case",
        "chance",
        "christian",
        "church",
        "cook",
        "cross",
        "dale",
        "day",
        "dean",
        "do",
        "drew",
        "duke",
        "earl",
        "england",
        "faith",
        "field",
        "fisher",
        "ford",
        "forest",
        "fox",
        "frank",
        "gay",
        "gene",
        "glen",
        "grace",
        "grant",
        "gray",
        "green",
        "grey",
        "hall",
        "harmony",
        "hay",
        "hill",
        "hope",
        "hunter",
        "ivy",
        "jack",
        "jade",
        "january",
        "joy",
        "june",
        "justice",
        "king",
        "knight",
        "lake",
        "land",
        "lane",
        "lee",
        "lily",
        "london",
        "long",
        "love",
        "major",
        "mark",
        "mason",
        "may",
        "mercy",
        "miles",
        "miller",
        "moore",
        "noble",
        "north",
        "page",
        "parent",
        "park",
        "penny",
        "pope",
        "price",
        "prince",
        "read",
        "reed",
        "rich",
        "rob",
        "rose",
        "ruby",
        "rush",
        "sage",
        "sands",
        "sharp",
        "short",
        "small",
        "smart",
        "smith",
        "song",
        "south",
        "star",
        "stone",
        "storm",
        "street",
        "strong",
        "sue",
        "summer",
        "sunny",
        "temple",
        "victor",
        "violet",
        "wade",
        "walker",
        "ward",
        "waters",
        "way",
        "webb",
        "wells",
        "west",
        "white",
        "will",
        "winter",
        "wise",
        "wood",
        "young",
    ]
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_USUAL = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("‐‑‒–", "-"),
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
    }
)
_LINE = re.compile(r"\s*(.+?)\s*=\s*(.+?)\s*")
_TOO_LONG = 120


class Named(NamedTuple):
    """A place where somebody is named: under which code name, by which word, and around it."""

    place: str
    code: str
    word: str
    around: str


def read_names(text: str) -> dict[str, tuple[str, ...]]:
    """Read lines as “Child A = Jordan Example; Jordy”; refuses a line that says nothing of it."""
    found: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        names = tuple(dict.fromkeys(_tidy(part) for part in match[2].split(";"))) if match else ()
        if match is None or not all(names) or any(len(name) > _TOO_LONG for name in names):
            raise Refusal(
                f"Line {number} does not say whom a code name stands for.",
                "The key stays as it was.",
                "Write each line as: Child A = first and last name; another name.",
            )
        code = _tidy(match[1])
        if code.casefold() in {one.casefold() for one in found}:
            raise Refusal(
                f"“{code}” stands in two lines.",
                "The key stays as it was.",
                "Put all names of one person in one line, with a semicolon between them.",
            )
        found[code] = names
    return found


def write_names(names: Names) -> str:
    """Return names as lines, as they are typed."""
    return "\n".join(f"{code} = {'; '.join(known)}" for code, known in names.items())


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _folded(text: str) -> str:
    """Return a text without accents, invisible signs and kinds of dashes and apostrophes."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.translate(_USUAL)


def _words(name: str) -> list[str]:
    """Return a name as it may stand in a text, the longest first: whole, and each of its parts."""
    whole = _folded(name)
    parts = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", whole)
    halves = [piece for part in parts for piece in (part, *part.split("-"))]
    inner = [piece for half in halves for piece in half.split("'")]
    joined = [half.replace("'", "").replace("-", "") for half in halves]
    several = [whole] if len(parts) > 1 else []
    fitting = (one for one in (*halves, *joined, *inner) if len(one) > 1)
    return sorted({*several, *fitting}, key=lambda one: (-len(one), one))


def _pattern(word: str) -> re.Pattern[str]:
    body = r"[\s,.-]+".join(re.escape(part) for part in word.split())
    return re.compile(rf"(?<![^\W_]){body}(?:'?s)?(?![^\W_])", re.IGNORECASE)


def _is_weak(word: str) -> bool:
    return " " not in word and (len(word) <= _SHORT or word.casefold() in _EVERYDAY)


_Wanted = tuple[str, re.Pattern[str], bool]


def named(texts: Iterable[tuple[str, str]], names: Names) -> list[Named]:
    """Return where texts, as (place, words), name somebody; each place of a text once."""
    words_of = [
        (code, word) for code, known in names.items() for name in known for word in _words(name)
    ]
    words_of.sort(key=lambda one: -len(one[1]))
    wanted = [(code, _pattern(word), _is_weak(word)) for code, word in words_of]
    return [one for place, words in texts for one in _in_text(place, _folded(words), wanted)]


def _in_text(place: str, plain: str, wanted: list[_Wanted]) -> list[Named]:
    """Return what is named in one text, in its order; the longest word that fits is told."""
    taken: dict[tuple[int, int], Named] = {}
    for code, pattern, weak in wanted:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if weak and not match[0][0].isupper():
                continue
            if not any(start < held_end and held_start < end for held_start, held_end in taken):
                around = " ".join(plain[max(0, start - _AROUND) : end + _AROUND].split())
                taken[start, end] = Named(place, code, match[0], around)
    return [taken[span] for span in sorted(taken)]
