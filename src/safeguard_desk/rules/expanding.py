"""Short forms that are written out while one types: "cp " becomes "child protection "."""

from collections.abc import Mapping
from typing import NamedTuple

_OPENING = "(["
_NOT_BEFORE = "@/\\-_.#'’:>"
"""Signs a short form must not follow: it is then part of a mention, a path or another word."""


class Written(NamedTuple):
    """What stands where a short form stood: from `start`, `short` gives way to `text`."""

    start: int
    short: str
    text: str


def expand(before: str, forms: Mapping[str, str]) -> Written | None:
    """Return what the word that ends a line so far is short for; None if for nothing.

    `before` is what stands before the cursor as the space is typed. A short form is known as it is
    kept; with its first letter as a capital its text begins with one too; all in capitals it is
    meant as an abbreviation and stays. In double quotes nothing is written out.
    """
    start = len(before)
    while start and not before[start - 1].isspace() and before[start - 1] not in _OPENING:
        start -= 1
    word = before[start:]
    if not word or word[0] in _NOT_BEFORE or _quoted(before[:start]):
        return None
    text = forms.get(word)
    if text is not None:
        return Written(start, word, text)
    lowered = word[0].lower() + word[1:]
    text = forms.get(lowered) if len(word) > 1 and word != word.upper() else None
    return Written(start, word, text[0].upper() + text[1:]) if text else None


def _quoted(before: str) -> bool:
    """Tell whether a place stands within double quotes, straight or typographic."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


USUAL: tuple[tuple[str, str], ...] = (
    ("msp", "Making Safeguarding Personal"),
    ("dols", "Deprivation of Liberty Safeguards"),
    ("mca", "Mental Capacity Act"),
    ("mash", "Multi-Agency Safeguarding Hub"),
    ("marac", "Multi-Agency Risk Assessment Conference"),
    ("mappa", "Multi-Agency Public Protection Arrangements"),
    ("lado", "Local Authority Designated Officer"),
    ("cp", "child protection"),
    ("cpp", "child protection plan"),
    ("cin", "child in need"),
    ("cla", "children looked after"),
    ("cse", "child sexual exploitation"),
    ("cce", "child criminal exploitation"),
    ("da", "domestic abuse"),
    ("fgm", "female genital mutilation"),
    ("lcspr", "Local Child Safeguarding Practice Review"),
    ("rr", "rapid review"),
    ("sar", "Safeguarding Adults Review"),
    ("dhr", "Domestic Homicide Review"),
    ("cdop", "Child Death Overview Panel"),
    ("icb", "Integrated Care Board"),
    ("s42", "section 42 enquiry"),
    ("s47", "section 47 enquiry"),
    ("wt", "Working Together to Safeguard Children"),
    ("kcsie", "Keeping Children Safe in Education"),
)
"""Short forms most partnerships use; they are added when somebody asks for them."""
