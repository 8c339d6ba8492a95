"""What must not stand in a text on a case: dates of birth, NHS numbers, postcodes, addresses.

The rules find what looks like one of them. They cannot know a name; the key of a case can.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Leak(NamedTuple):
    """What was found in a text, and what it looks like."""

    what: str
    text: str


_NHS = re.compile(r"(?<![0-9A-Za-z])([0-9]{3})[ -]?([0-9]{3})[ -]?([0-9]{4})(?![0-9])")
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]|[A-HK-Y][0-9]{2}|[0-9][A-HJKPSTUW]"
    r"|[A-HK-Y][0-9][ABEHMNPRVWXY]) ?[0-9][ABD-HJLNP-UW-Z]{2})\b",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date of birth|born(?: on)?|birthday)\b[^0-9\n]{0,12}"
    r"[0-9]{1,4}(?:[./ -]|st|nd|rd|th)[^\n]{0,16}",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"(?<![:./])\b[0-9]{1,4}[a-z]?,? (?:[A-Z][a-z']+ ){1,3}"
    r"(?:Road|Street|Avenue|Close|Lane|Drive|Way|Gardens|Court|Crescent|Place|Terrace|Grove)\b"
)


_NAMED_BIRTH = re.compile(
    r"\b([A-Z][A-Za-z'’-]+ [A-Z][A-Za-z'’-]+),? ?\(?(?:b\.? ?)?"
    r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}\)?"
)
"""Two capitalised words with a day beside them, as "Ann Other (3.4.2014)"."""
_NO_NAME = re.compile(
    r"(?:Act|Agency|Audit|Board|Care|Case|Committee|Conference|Council|Event|Form|Group|Guidance|"
    r"Health|House|Hospital|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Meeting|Minutes|Monday|Tuesday|Wednesday|Thursday|Friday|Notice|Officer|"
    r"Order|Panel|Partnership|Plan|Police|Review|Report|School|Service|Services|Strategy|Team|"
    r"Trust|Unit|Visit|Version|Draft|On|By|From|Until|Since|Before|After|Due)"
)


def is_nhs_number(digits: str) -> bool:
    """Tell whether ten digits are an NHS number: the last is right by modulus 11.

    Source: NHS Data Model and Dictionary, NHS number: weights 10 to 2, 11 minus the rest; 11 is 0,
    and 10 is never given out.
    """
    numbers = [int(digit) for digit in digits if digit in "0123456789"]
    if len(numbers) != 10 or len(set(numbers)) == 1:
        return False
    total = sum(number * weight for number, weight in zip(numbers, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    return check == numbers[9]


def leaks(text: str) -> list[Leak]:
    """Return what in a text looks as if it told who somebody is, in the order of the rules."""
    found = [Leak("a date of birth", one[0].strip()) for one in _BIRTH.finditer(text)]
    found += [
        Leak("a name with a date of birth", one[0].strip())
        for one in _NAMED_BIRTH.finditer(text)
        if not any(_NO_NAME.fullmatch(word) for word in one[1].split())
    ]
    found += [
        Leak("an NHS number", one[0])
        for one in _NHS.finditer(text)
        if is_nhs_number("".join(one.groups()))
    ]
    found += [Leak("a postcode", one[0]) for one in _POSTCODE.finditer(text)]
    found += [Leak("an address", one[0]) for one in _STREET.finditer(text)]
    return found


_NAMED = re.compile(
    r"\b(?:Child|Adult|Young Person|Mother|Father|Sibling|Practitioner|Carer|Baby)"
    r" (?:[A-Z]\b|[0-9]{1,2}\b)"
)


def unknown_names(text: str, known: frozenset[str]) -> list[str]:
    """Return code names as “Child B” that a text uses and a case does not list, each once."""
    listed = {name.casefold() for name in known}
    used = dict.fromkeys(one[0] for one in _NAMED.finditer(text))
    return [name for name in used if name.casefold() not in listed]


def code_name_faults(
    names: Sequence[tuple[str, str]], texts: Iterable[tuple[str, str]]
) -> list[str]:
    """Return what is wrong with the code names (name, meaning) of a case, in words.

    Two names for one person, and names that no text uses. A name that a text uses and nobody has
    settled is told by `unknown_names`.
    """
    found = []
    meant: dict[str, str] = {}
    for name, meaning in names:
        key = " ".join(meaning.casefold().split())
        if key and key in meant:
            found.append(f"“{meant[key]}” and “{name}” both stand for {meaning}")
        elif key:
            meant[key] = name
    said = [words for place, words in texts if not place.startswith("Meaning of ")]
    for name, _ in names:
        word = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
        if not any(word.search(words) for words in said):
            found.append(f"“{name}” is used in no text of the case")
    return found
