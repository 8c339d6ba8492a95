"""Pictures for the screen: SVG of the same shapes."""

from xml.sax.saxutils import escape, quoteattr

from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.fonts import FAMILY
from safeguard_desk.documents.model import Chart
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.documents.theme import Colour


def to_svg(chart: Chart, wide: float = 480.0) -> bytes:
    """Return a chart as an SVG image with its figures as the image's description."""
    return picture_svg(draw(chart, wide), chart.title, describe(chart))


def picture_svg(picture: Picture, title: str, description: str) -> bytes:
    """Return any picture as SVG; y is turned, for SVG counts downwards."""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{picture.wide:.0f}" '
        f'height="{picture.high:.0f}" viewBox="0 0 {picture.wide:.2f} {picture.high:.2f}" '
        f'font-family="{FAMILY}, Calibri, sans-serif">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(description)}</desc>",
        *(_shape(shape, picture.high) for shape in picture.shapes),
        "</svg>",
    ]
    return "\n".join(lines).encode("utf-8")


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _shape(shape: Shape, high: float) -> str:
    match shape:
        case Box():
            top = high - shape.y - shape.high
            box = (
                f'<rect x="{shape.x:.2f}" y="{top:.2f}" width="{shape.wide:.2f}" '
                f'height="{shape.high:.2f}" fill="{_hex(shape.fill)}"/>'
            )
            return "".join([box, *(_shape(line, high) for line in shape.hatching())])
        case Stroke():
            points = " ".join(f"{x:.2f},{high - y:.2f}" for x, y in shape.points)
            dash = f' stroke-dasharray="{shape.dash:g}"' if shape.dash else ""
            return (
                f'<polyline points="{points}" fill="none" stroke="{_hex(shape.colour)}" '
                f'stroke-width="{shape.thick:g}"{dash}/>'
            )
        case Sign():
            return _sign(shape, high)
        case Words():
            weight = ' font-weight="bold"' if shape.bold else ""
            return (
                f'<text x="{shape.x:.2f}" y="{high - shape.y:.2f}" font-size="{shape.size:g}" '
                f"fill={quoteattr(_hex(shape.colour))}{weight}>{escape(shape.text)}</text>"
            )


def _sign(sign: Sign, high: float) -> str:
    x, y, half = sign.x + sign.side / 2, high - sign.y - sign.side / 2, sign.side / 2
    colour = _hex(sign.colour)
    if sign.shape == "circle":
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{half:.2f}" fill="{colour}"/>'
    if sign.shape == "ring":
        inner = half - sign.side / 12
        line = f'fill="none" stroke="{colour}" stroke-width="{sign.side / 6:.2f}"'
        return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{inner:.2f}" {line}/>'
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle": ((-1, 1), (1, 1), (0, -1)),
        "diamond": ((-1, 0), (0, -1), (1, 0), (0, 1)),
    }[sign.shape]
    points = " ".join(f"{x + dx * half:.2f},{y + dy * half:.2f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{colour}"/>'
