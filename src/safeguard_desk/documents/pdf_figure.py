"""Charts in the text of a PDF: drawn as vectors, owned by a Figure with its alternative text."""

from dataclasses import dataclass

from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.fonts import by_face, width
from safeguard_desk.documents.model import Figure
from safeguard_desk.documents.pdf_flow import Strip
from safeguard_desk.documents.pdf_page import Page, paint, shape_path
from safeguard_desk.documents.pdf_tags import Element
from safeguard_desk.documents.pdf_text import Place, text_strips
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import CAPTION

_CAPTIONED = 3 * CAPTION.leading
"""What a page keeps for a figure's caption; a chart higher than the rest is made smaller."""


def figure_strips(figure: Figure, place: Place) -> list[Strip]:
    """Return a chart under its caption (the chart's title if it has none), on one page."""
    caption = figure.caption or figure.chart.title
    strips = text_strips(Element("P", place.parent), caption, CAPTION, place.x, place.wide)
    for strip in strips:
        strip.keep = True
    element = Element("Figure", place.parent)
    element.alternative = figure.alternative or describe(figure.chart)
    picture = draw(figure.chart, place.wide)
    scale = min(1.0, (place.high - _CAPTIONED) / picture.high)
    strips.append(
        FigureStrip(
            height=picture.high * scale,
            before=4.0,
            after=12.0,
            owner=element,
            picture=picture,
            x=place.x,
            scale=scale,
        )
    )
    return strips


@dataclass(slots=True, kw_only=True)
class FigureStrip(Strip):
    """A picture on the page."""

    owner: Element
    picture: Picture
    x: float
    scale: float

    def draw(self, page: Page, top: float) -> None:
        """Draw the picture's shapes as content, and note the box they fill."""
        bottom, right = top - self.height, self.x + self.picture.wide * self.scale
        box = f"[{self.x:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
        self.owner.attributes = f"/A<</O/Layout/Placement/Block/BBox{box}>>"
        operators = [f"{self.scale:.4f} 0 0 {self.scale:.4f} {self.x:.2f} {bottom:.2f} cm"]
        for shape in self.picture.shapes:
            operators += _operators(page, shape)
        page.content(self.owner, operators)


def _operators(page: Page, shape: Shape) -> list[str]:
    match shape:
        case Box():
            box = f"{shape.x:.2f} {shape.y:.2f} {shape.wide:.2f} {shape.high:.2f} re f"
            hatch = [part for line in shape.hatching() for part in _operators(page, line)]
            return [f"{paint(shape.fill, 'rg')} {box}", *hatch]
        case Stroke():
            dash = f"[{shape.dash:g}] 0 d" if shape.dash else "[] 0 d"
            first, *others = (f"{x:.2f} {y:.2f}" for x, y in shape.points)
            path = " ".join([f"{first} m", *(f"{point} l" for point in others), "S"])
            return [f"{paint(shape.colour, 'RG')} {shape.thick:g} w {dash} {path}"]
        case Sign():
            return [shape_path(shape.shape, shape.x, shape.y, shape.side, shape.colour)]
        case Words():
            return _words(page, shape)


def _words(page: Page, words: Words) -> list[str]:
    parts, x = [], words.x
    for text, face in by_face(words.text, words.face):
        parts.append(page.shown(x, words.y, text, face, words.size, words.colour))
        x += width(text, face) * words.size
    return parts
