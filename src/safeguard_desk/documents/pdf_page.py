"""A page in the making: text that belongs to an element, and all else, which belongs to none.

What decorates (grounds, rules, shapes) goes below the text as one artifact, so that a ruled table
costs one mark and not hundreds; headers, footers and the watermark are artifacts of pagination.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from safeguard_desk.documents.fonts import Fonts
from safeguard_desk.documents.pdf_tags import Element, Tags
from safeguard_desk.documents.theme import Colour

_CURVE = 0.5523
"""How far the handles of a quarter of a circle reach."""


def paint(colour: Colour, operator: str) -> str:
    """Return the operator that sets a colour ("rg" to fill, "RG" to draw lines)."""
    red, green, blue = (round(value / 255, 4) for value in colour)
    return f"{red:g} {green:g} {blue:g} {operator}"


@dataclass(frozen=True, slots=True)
class LinkArea:
    """Where a link can be clicked. `target`: an address, or the number of a heading."""

    owner: Element
    box: tuple[float, float, float, float]
    target: str | int
    words: str


@dataclass(slots=True)
class Page:
    """One page; `number` counts from 0. Lengths are points from the lower left corner."""

    number: int
    size: tuple[float, float]
    fonts: Fonts
    tags: Tags
    links: list[LinkArea] = field(default_factory=list)
    _below: list[str] = field(default_factory=list)
    _text: list[str | Callable[[], str]] = field(default_factory=list)
    _furniture: list[str] = field(default_factory=list)
    _owner: Element | None = None
    _font: tuple[int, float] | None = None
    _colour: Colour | None = None

    def text(
        self,
        owner: Element,
        x: float,
        y: float,
        text: str,
        face: int,
        size: float,
        colour: Colour,
    ) -> None:
        """Write text at its base line as content of `owner`."""
        self._own(owner)
        if colour != self._colour:
            self._colour = colour
            self._text.append(paint(colour, "rg"))
        if (face, size) != self._font:
            self._font = (face, size)
            self._text.append(f"/F{face} {size:g} Tf")
        self._text.append(f"BT {x:.2f} {y:.2f} Td <{self.fonts.encode(text, face)}> Tj ET")

    def later(self, owner: Element, write: Callable[[], str]) -> None:
        """Leave a place in the content of `owner` that is written when all pages are known."""
        self._own(owner)
        self._text.append(write)

    def content(self, owner: Element, operators: Sequence[str]) -> None:
        """Write ready operators as content of `owner`; the state they leave is put back."""
        self._own(owner)
        self._text += ["q", *operators, "Q"]

    def shown(self, x: float, y: float, text: str, face: int, size: float, colour: Colour) -> str:
        """Return the operators of a piece of text that does not rely on what was set before."""
        code = self.fonts.encode(text, face)
        return f"BT /F{face} {size:g} Tf {paint(colour, 'rg')} {x:.2f} {y:.2f} Td <{code}> Tj ET"

    def decoration(
        self, x: float, y: float, text: str, face: int, size: float, colour: Colour
    ) -> None:
        """Write text that is no content, such as a table's head repeated."""
        self._below.append(self.shown(x, y, text, face, size, colour))

    def ground(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """Fill a rectangle below the text."""
        self._below.append(f"{paint(colour, 'rg')} {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re f")

    def rule(self, x: float, y: float, wide: float, colour: Colour, thick: float) -> None:
        """Draw a level line."""
        self.ground(x, y - thick / 2, wide, thick, colour)

    def dots(self, x: float, y: float, end: float, colour: Colour) -> None:
        """Draw a level dotted line from `x` to `end`, if there is room for one."""
        if end > x:
            line = f"q {paint(colour, 'RG')} 1 J 0.9 w [0 4] 0 d"
            self._below.append(f"{line} {x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S Q")

    def shape(self, name: str, x: float, y: float, side: float, colour: Colour) -> None:
        """Draw a mark's shape in the square from (x, y)."""
        self._below.append(shape_path(name, x, y, side, colour))

    def furniture(self, kind: str, operators: str) -> None:
        """Add an artifact of pagination: Header, Footer or Watermark."""
        self._furniture.append(
            f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC\n{operators}\nEMC"
        )

    def _own(self, owner: Element) -> None:
        if owner is self._owner:
            return
        if self._owner is not None:
            self._text.append("EMC")
        self._owner = owner
        mark = self.tags.mark(owner, self.number)
        self._text.append(f"/{owner.kind} <</MCID {mark}>> BDC")

    def finished(self) -> bytes:
        """Return the page's content stream."""
        parts = list(self._furniture)
        if self._below:
            parts += ["q /Artifact <</Type/Layout>> BDC", *self._below, "EMC Q"]
        parts += [part if isinstance(part, str) else part() for part in self._text]
        if self._owner is not None:
            parts.append("EMC")
        return "\n".join(parts).encode("ascii")


def shape_path(name: str, x: float, y: float, side: float, colour: Colour) -> str:
    """Return the operators of a shape in the square of `side` points from (x, y)."""
    far, up, middle, half = x + side, y + side, x + side / 2, y + side / 2
    fill = paint(colour, "rg")
    if name == "square":
        return f"{fill} {x:.2f} {y:.2f} {side:.2f} {side:.2f} re f"
    if name == "triangle":
        return f"{fill} {x:.2f} {y:.2f} m {far:.2f} {y:.2f} l {middle:.2f} {up:.2f} l h f"
    if name == "diamond":
        return (
            f"{fill} {x:.2f} {half:.2f} m {middle:.2f} {y:.2f} l {far:.2f} {half:.2f} l "
            f"{middle:.2f} {up:.2f} l h f"
        )
    if name == "ring":
        line = f"{paint(colour, 'RG')} {side / 6:.2f} w"
        return f"{line} {_circle(middle, half, side / 2 - side / 12)} h S"
    return f"{fill} {_circle(middle, half, side / 2)} h f"


def _circle(x: float, y: float, radius: float) -> str:
    """Return a circle as four curves."""
    path = [f"{x + radius:.2f} {y:.2f} m"]
    for along, up in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        # A quarter turn takes (along, up) to (-up, along); each handle runs towards the other end.
        handles = (
            (along - up * _CURVE, up + along * _CURVE),
            (along * _CURVE - up, up * _CURVE + along),
            (-up, along),
        )
        path.append(" ".join(f"{x + radius * dx:.2f} {y + radius * dy:.2f}" for dx, dy in handles))
        path.append("c")
    return " ".join(path)
