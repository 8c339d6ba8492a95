"""What a cell of a scorecard says: a figure, or why there is none.

A suppressed figure is never a number: "<5" is neither 5 nor 0, and takes part in no sum. The signs
[c], [x], [z], [p] and [r] are those of the Government Analysis Function, "Symbols in tables:
definitions and help".
"""

import re
from dataclasses import dataclass

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_quality import Measured, Unit

PER = 10_000.0
"""What a rate is counted per."""
FEWEST = 5
"""Counts below this are suppressed before they leave the program; nothing is no small number."""


@dataclass(frozen=True)
class Reading:
    """What a cell says, in the indicator's unit: 85.0 is 85%."""

    kind: Measured
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    provisional: bool = False
    typed: str = ""


_SAID = {
    Measured.SUPPRESSED: ("*", "c", "[c]", "suppressed", "supp", "supp.", "[low]"),
    Measured.AWAITED: ("awaited", "awaiting", "await", "pending", "tba", "tbc", "to follow",
                       "not yet available", "awaiting data"),
    Measured.MISSING: ("missing", "[x]", "not supplied", "not provided", "no data", "no return",
                       "not available", "..", "-", "–", "—"),
    Measured.NOT_APPLICABLE: ("n/a", "na", "[z]", "not applicable", "n.a."),
}  # fmt: skip
_KINDS = {word: kind for kind, words in _SAID.items() for word in words}
_SMALL = re.compile(
    r"(?:<|&lt;|≤|less than|fewer than|under)\s*=?\s*\d+|[01]\s*(?:-|–|to)\s*\d", re.I
)
_MARK = re.compile(r"\s*(?:\[p\]|\(p\)|\(?\bprov(?:isional|\.)?\)?|(?<=[\d%) ])p\.?)$", re.I)
_REVISED = re.compile(r"\s*(?:\[r\]|\(r\)|\(?\brevised\)?|(?<=[\d%) ])r)$", re.I)
_NUMBER = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_PLAIN = re.compile(rf"£?{_NUMBER}\s*(%|per ?cent)?", re.I)
_PART = re.compile(rf"(<\s*\d+|\*|{_NUMBER})\s*(?:/|of|out of)\s*{_NUMBER}", re.I)
_BOTH = re.compile(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")


def read_cell(text: str, unit: Unit, *, fractions: bool = False) -> Reading | None:
    """Return what a cell says; None where it is empty; refuse what cannot be a figure of the unit.

    Known: "92%", "12.4", "2,744", "45/60", "75% (45/60)", "<5", "*", "awaited", "missing", "n/a",
    each with "p" or "(prov.)" behind it, or with "r" for
    one that was revised. fractions: a bare number is a share of one, as a
    spreadsheet keeps a percentage (0.185 is 18.5%).
    """
    typed = " ".join(text.split())
    if not typed:
        return None
    settled = _REVISED.sub("", typed).strip()
    plain = _MARK.sub("", settled).strip()
    provisional = plain != settled
    kind = _KINDS.get(plain.casefold()) or (
        Measured.SUPPRESSED if _SMALL.fullmatch(plain) else None
    )
    if kind is not None:
        return Reading(kind, provisional=provisional, typed=typed)
    if found := _PART.fullmatch(plain):
        return _share(found, unit, typed, provisional=provisional)
    if found := _BOTH.fullmatch(plain):
        return _both(found, unit, typed, provisional=provisional)
    value = _value(plain, unit, fractions=fractions)
    return Reading(Measured.FIGURE, value, provisional=provisional, typed=typed)


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _refuse(what: str, todo: str) -> Refusal:
    return Refusal(what, "What stood there is kept.", todo)


def _value(text: str, unit: Unit, *, fractions: bool) -> float:
    found = _PLAIN.fullmatch(text)
    if found is None:
        if re.fullmatch(rf"[-−]\s*{_NUMBER}\s*%?", text):
            raise _refuse(f"“{text}” is below nothing.", "Look at the source again.")
        raise _refuse(
            f"“{text[:40]}” is no figure.",
            "Type a number, 92%, 45/60, <5, awaited, missing or n/a; p behind it: provisional.",
        )
    value, sign = _number(found[1]), found[2]
    if sign and unit is not Unit.PERCENT:
        raise _refuse(
            f"“{text}” is a percentage, and this indicator is a {unit.label.lower()}.",
            "Type the figure, or change the indicator's unit.",
        )
    if unit is Unit.PERCENT and fractions and not sign:
        value = round(value * 100, 6)
    elif unit is Unit.PERCENT and not sign and 0 < value <= 1:
        raise _refuse(
            f"“{text}” may be {round(value * 100, 6):g}% or {value:g}%.",
            "Type it with its sign.",
        )
    if unit is Unit.PERCENT and value > 100:
        raise _refuse(f"{value:g}% is more than all of them.", "Look at the source again.")
    return value


def _share(found: re.Match[str], unit: Unit, typed: str, *, provisional: bool) -> Reading:
    whole = _number(found[3])
    if unit is Unit.NUMBER:
        raise _refuse(
            f"“{typed}” is a share, and this indicator is a number.",
            "Type the number alone, or change the indicator's unit.",
        )
    if whole == 0:
        raise _refuse(f"“{typed}” is a share of nothing.", "Type n/a if there was none to count.")
    if found[2] is None:
        return Reading(Measured.SUPPRESSED, None, None, whole, provisional, typed)
    part = _number(found[2])
    if part > whole:
        raise _refuse(
            f"{part:g} of {whole:g}: the numerator is above the denominator.",
            "Look which of the two is right.",
        )
    value = round(part / whole * (100 if unit is Unit.PERCENT else PER), 6)
    return Reading(Measured.FIGURE, value, part, whole, provisional, typed)


def _both(found: re.Match[str], unit: Unit, typed: str, *, provisional: bool) -> Reading:
    """Read "75% (45/60)" or "45/60 (75%)"; refuse where the two do not agree."""
    one, other = found[1].strip(), found[2].strip()
    share, alone = (one, other) if _PART.fullmatch(one) else (other, one)
    match = _PART.fullmatch(share)
    if match is None:
        raise _refuse(
            f"“{typed[:40]}” is no figure.",
            "Type a number, 92%, 45/60, <5, awaited, missing or n/a; p behind it: provisional.",
        )
    reading = _share(match, unit, typed, provisional=provisional)
    if reading.value is None:
        return reading
    said = _value(alone, unit, fractions=False)
    decimals = len(alone.rstrip("% ").partition(".")[2])
    if abs(said - reading.value) > 0.51 * 10**-decimals:
        raise _refuse(
            f"“{typed}”: {share} is {reading.value:.1f}{unit.sign}, not {alone}.",
            "Look which of them is right.",
        )
    return reading


def bare_numbers(cells: list[str]) -> list[float]:
    """Return the numbers that stand without a sign in some cells."""
    found = (_PLAIN.fullmatch(_MARK.sub("", cell.strip())) for cell in cells)
    return [_number(one[1]) for one in found if one is not None and not one[2]]


def are_fractions(cells: list[str]) -> bool:
    """Say whether the bare numbers of a percentage's row are shares of one.

    They are where none is above 1 and one at least is a fraction: a spreadsheet keeps percentages
    so, and shows them so where its format is lost.
    """
    numbers = bare_numbers(cells)
    return bool(numbers) and max(numbers) <= 1 and any(0 < one < 1 for one in numbers)


def number_text(value: float) -> str:
    """Return a number as people read it: "2,744", "18.5", "87.25"."""
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def figure_text(value: float, unit: Unit) -> str:
    """Return a figure with its sign; percentages and rates to one decimal."""
    return number_text(value if unit is Unit.NUMBER else round(value, 1)) + unit.sign


def shown(reading: Reading, unit: Unit, *, leaving: bool = False) -> str:
    """Return what a grid or paper shows of a reading.

    leaving: the text leaves the program, and a small count is suppressed, also that of a share.
    """
    mark = " p" if reading.provisional else ""
    if reading.kind is not Measured.FIGURE or reading.value is None:
        below = _BELOW.match(reading.typed) if reading.kind is Measured.SUPPRESSED else None
        return (f"<{below[1]}" if below else _WORDS[reading.kind]) + mark
    if leaving and is_small(reading, unit):
        return "<5" + mark
    return figure_text(reading.value, unit) + mark


_BELOW = re.compile(r"(?:<|fewer than|less than|under)\s*(\d+)", re.I)
_WORDS = {
    Measured.SUPPRESSED: "*",
    Measured.AWAITED: "awaited",
    Measured.MISSING: "missing",
    Measured.NOT_APPLICABLE: "n/a",
    Measured.FIGURE: "",
}


def is_small(reading: Reading, unit: Unit) -> bool:
    """Say whether a figure is a count from 1 to 4, or a share or rate of so few.

    A share also where it is of 1 to 4 in all.
    """
    if reading.value is None:
        return False
    if unit is Unit.NUMBER:
        return 0 < reading.value < FEWEST
    counts = (reading.numerator, reading.denominator)
    return any(0 < count < FEWEST for count in counts if count is not None)
