"""How documents look: type, colours, spaces. Lengths are points (1/72 inch), pages A4.

Every colour of text has a contrast of at least 4.5:1 with the ground it stands on (WCAG 2.2,
1.4.3), every shape that carries meaning at least 3:1 (1.4.11).
"""

from dataclasses import dataclass
from typing import Final

from safeguard_desk.documents.model import CalloutKind, Tone, Voice

Colour = tuple[int, int, int]
"""Red, green, blue from 0 to 255, in sRGB."""

MM: Final = 72 / 25.4
A4: Final = (595.28, 841.89)

INK: Final[Colour] = (0x1B, 0x22, 0x2C)
QUIET: Final[Colour] = (0x4C, 0x56, 0x63)
ACCENT: Final[Colour] = (0x1B, 0x3A, 0x5C)
LINK: Final[Colour] = (0x0B, 0x55, 0xA8)
RULE: Final[Colour] = (0xC4, 0xCB, 0xD3)
STRONG_RULE: Final[Colour] = (0x1B, 0x3A, 0x5C)
TINT: Final[Colour] = (0xEE, 0xF2, 0xF6)
PAPER: Final[Colour] = (0xFF, 0xFF, 0xFF)
WATERMARK: Final[Colour] = (0xEC, 0xEE, 0xF0)

MARGIN_SIDE: Final = 20 * MM
MARGIN_TOP: Final = 21 * MM
MARGIN_BOTTOM: Final = 20 * MM
MARGIN_BOTTOM_LANDSCAPE: Final = 25.5 * MM
"""More than an eighth of a lying page: what repeats nearer to its edge is taken for a footer."""
INDENT: Final = 17.0
"""How far the text of a list stands in."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: size and leading in points, the space above and below it."""

    size: float
    leading: float
    colour: Colour = INK
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0


TITLE: Final = Style(24, 28, ACCENT, bold=True, after=3)
ORGANISATION: Final = Style(11, 14, QUIET, bold=True, after=5)
STATUS: Final = Style(9.5, 12, QUIET, bold=True, after=5)
SUBTITLE: Final = Style(13, 17, QUIET, after=4)
SUMMARY: Final = Style(11.5, 15.5, INK, after=6)
HEADINGS: Final = (
    Style(16, 20, ACCENT, bold=True, before=18, after=5),
    Style(13, 17, ACCENT, bold=True, before=13, after=4),
    Style(11.5, 15, INK, bold=True, before=10, after=3),
    Style(11, 14.5, QUIET, bold=True, before=8, after=2),
    Style(11, 14.5, QUIET, italic=True, before=8, after=2),
)
VOICES: Final = {
    Voice.BODY: Style(11, 14.5, after=6),
    Voice.LEAD: Style(12.5, 17, ACCENT, after=8),
    Voice.SMALL: Style(9.5, 12.5, QUIET, after=5),
}
ITEM: Final = Style(11, 14.5, after=4)
CAPTION: Final = Style(10.5, 13.5, INK, bold=True, before=9, after=4)
CELL: Final = Style(9.5, 12)
HEAD_CELL: Final = Style(9.5, 12, ACCENT, bold=True)
FACT: Final = Style(10.5, 14)
FACT_LABEL: Final = Style(10.5, 14, QUIET, bold=True)
CALLOUT_LABEL: Final = Style(9.5, 12.5, bold=True)
CALLOUT_TEXT: Final = Style(11, 14.5)
CALLOUT_DETAIL: Final = Style(9.5, 13, QUIET)
CONTENTS: Final = (Style(11, 17, bold=True, before=3), Style(11, 15.5), Style(10.5, 14.5, QUIET))
FURNITURE: Final = Style(8.5, 11, QUIET)
MARKING: Final = Style(9.5, 12, INK, bold=True)

CELL_PAD_X: Final = 4.5
CELL_PAD_Y: Final = 3.5

MARK_SIDE: Final = 0.62
"""A mark's side, as a part of the size of its text."""

MARK_ROOM: Final = 0.95
"""What a mark takes of the width, as a part of the size of its text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A tone as people meet it: its colour and a shape of its own (`sign` where it is a letter)."""

    colour: Colour
    shape: str
    sign: str


MARKS: Final = {
    Tone.BLUE: Mark((0x1D, 0x5F, 0xB4), "square", "■"),
    Tone.GREEN: Mark((0x2A, 0x7F, 0x3E), "circle", "●"),
    Tone.AMBER: Mark((0xA3, 0x5B, 0x00), "triangle", "▲"),
    Tone.RED: Mark((0xB4, 0x23, 0x18), "diamond", "◆"),
    Tone.GREY: Mark((0x6B, 0x74, 0x80), "ring", "○"),
}
"""Five shapes that stay apart in black and white: square, circle, triangle, diamond, ring."""


@dataclass(frozen=True, slots=True)
class Dress:
    """What sets a callout apart: the colour of its bar and label, and its ground."""

    bar: Colour
    ground: Colour


CALLOUTS: Final = {
    CalloutKind.NOTE: Dress((0x4C, 0x56, 0x63), (0xF3, 0xF5, 0xF7)),
    CalloutKind.DECISION: Dress((0x1B, 0x3A, 0x5C), (0xEC, 0xF1, 0xF7)),
    CalloutKind.ACTION: Dress((0x0F, 0x5F, 0x68), (0xEA, 0xF4, 0xF5)),
    CalloutKind.CHALLENGE: Dress((0x6A, 0x37, 0x8A), (0xF5, 0xF0, 0xF9)),
    CalloutKind.RISK: Dress((0x9A, 0x1F, 0x16), (0xFB, 0xF0, 0xEF)),
    CalloutKind.ESCALATION: Dress((0x8A, 0x4B, 0x00), (0xFB, 0xF4, 0xE9)),
    CalloutKind.GOOD_PRACTICE: Dress((0x22, 0x66, 0x33), (0xEE, 0xF6, 0xEF)),
    CalloutKind.KEY_MESSAGE: Dress((0x1B, 0x3A, 0x5C), (0xEE, 0xF2, 0xF6)),
}

SERIES: Final[tuple[Colour, ...]] = (
    (0x1B, 0x3A, 0x5C),
    (0x1F, 0x78, 0x84),
    (0xC7, 0x7A, 0x12),
    (0x7A, 0x4F, 0x9A),
    (0x6B, 0x74, 0x80),
    (0x9A, 0x3B, 0x2F),
)
"""Colours of series without a tone; lightness falls and rises so that neighbours part in grey."""


def luminance(colour: Colour) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2, definition)."""
    parts = [value / 255 for value in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
