"""The words by which a return form of an audit is known again when it comes back."""

from dataclasses import dataclass

MARK = "SAFEGUARD-DESK-AUDIT"
EDITION = 1
"""Raised when the form's columns change: an older one is then refused by name."""


@dataclass(frozen=True)
class Stamp:
    """What a form says of itself: its edition, its audit, and the agency it was made for."""

    edition: int
    audit: str
    agency: str

    def written(self) -> str:
        """Return the stamp as a form carries it."""
        parts = (MARK, str(self.edition), self.audit, self.agency)
        return "|".join(part.replace("|", "/") for part in parts)


def read_stamp(text: str) -> Stamp | None:
    """Return the stamp in a text; None where there is none."""
    parts = text.strip().split("|", 3)
    if len(parts) < 4 or parts[0] != MARK or not parts[1].isdecimal():
        return None
    return Stamp(int(parts[1]), parts[2].strip(), parts[3].strip())
