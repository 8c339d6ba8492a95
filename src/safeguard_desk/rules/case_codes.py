"""Code numbers of audited cases: short, and nothing by which a child or an adult is known."""

import re

from safeguard_desk.errors import Refusal

_CODE = re.compile(r"[A-Z]{0,8}[-/ ]?[0-9]{1,4}[A-Z]?", re.ASCII)
_TOO_MANY = 300


def case_code(text: str) -> str:
    """Return a code as it is kept ("n 01 " is N01); refuses what is more than a code."""
    code = "".join(text.split()).upper()
    if not _CODE.fullmatch(code):
        raise Refusal(
            f"“{text.strip()}” is no code number of a case.",
            "Nothing was added.",
            "Use letters and at most four figures, as N01: no name, NHS number or date of birth.",
        )
    return code


def case_codes(text: str) -> tuple[str, ...]:
    """Return the codes of a list: "N01 N02, N05" or a range "N01-N24"; each once."""
    found: list[str] = []
    for word in re.split(r"[,;\s]+", text.strip()):
        found += _range(word) if word else ()
    if not found or len(found) > _TOO_MANY:
        raise Refusal(
            "There are no code numbers in this."
            if not found
            else f"These are {len(found)} cases, more than an audit can hold.",
            "Nothing was added.",
            "Type codes as N01 N02 N03, or a range as N01-N24.",
        )
    return tuple(dict.fromkeys(found))


def _range(word: str) -> list[str]:
    ends = re.fullmatch(r"([A-Za-z]{0,8})([0-9]{1,4})-([A-Za-z]{0,8})([0-9]{1,4})", word)
    if ends is None:
        return [case_code(word)]
    letters, first, again, last = ends.groups()
    if (again and again.upper() != letters.upper()) or int(last) < int(first):
        return [case_code(word)]
    if int(last) - int(first) >= _TOO_MANY:
        last = str(int(first) + _TOO_MANY)
    width = len(first)
    return [f"{letters.upper()}{n:0{width}d}" for n in range(int(first), int(last) + 1)]
