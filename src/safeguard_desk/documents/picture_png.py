"""Pictures for Word: pixels of the same shapes, three to a point."""

from io import BytesIO
from typing import TYPE_CHECKING

from safeguard_desk.documents.charts import draw
from safeguard_desk.documents.model import Chart
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words
from safeguard_desk.resources import file

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_FINE = 3
"""Pixels to a point in the picture: 216 to the inch."""

_SMOOTH = 2
"""Drawn this much larger and made smaller, so that edges are smooth."""


def to_png(chart: Chart, wide: float = 480.0) -> bytes:
    """Return a chart as a PNG image."""
    return picture_png(draw(chart, wide))


def picture_png(picture: Picture) -> bytes:
    """Return any picture as PNG."""
    from PIL import Image, ImageDraw

    factor = _FINE * _SMOOTH
    size = (round(picture.wide * factor), round(picture.high * factor))
    image = Image.new("RGB", size, (255, 255, 255))
    pen = ImageDraw.Draw(image)
    for shape in picture.shapes:
        _shape(pen, shape, picture.high, factor)
    small = image.resize((size[0] // _SMOOTH, size[1] // _SMOOTH), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "PNG", dpi=(72 * _FINE, 72 * _FINE), optimize=True)
    return out.getvalue()


def _shape(pen: "ImageDraw", shape: Shape, high: float, factor: int) -> None:
    match shape:
        case Box():
            low, top = (high - shape.y) * factor, (high - shape.y - shape.high) * factor
            edges = (shape.x * factor, top, (shape.x + shape.wide) * factor, low)
            pen.rectangle(edges, fill=shape.fill)
            for line in shape.hatching():
                _shape(pen, line, high, factor)
        case Stroke():
            thick = max(round(shape.thick * factor), 1)
            for start, end in _dashes(shape):
                ends = [(x * factor, (high - y) * factor) for x, y in (start, end)]
                pen.line(ends, fill=shape.colour, width=thick)
        case Sign():
            _sign(pen, shape, high, factor)
        case Words():
            from PIL import ImageFont

            name = "Carlito-Bold" if shape.bold else "Carlito-Regular"
            font = ImageFont.truetype(str(file(f"fonts/{name}.ttf")), shape.size * factor)
            place = (shape.x * factor, (high - shape.y) * factor)
            pen.text(place, shape.text, fill=shape.colour, font=font, anchor="ls")


def _dashes(stroke: Stroke) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the pieces of a line; a dashed one is level or upright."""
    pairs = list(zip(stroke.points, stroke.points[1:], strict=False))
    if not stroke.dash:
        return pairs
    pieces = []
    for (x, y), (far, up) in pairs:
        long = max(abs(far - x), abs(up - y))
        for step in range(0, int(long / stroke.dash) + 1, 2):
            start, end = step * stroke.dash / long, min((step + 1) * stroke.dash / long, 1.0)
            pieces.append(
                (
                    (x + (far - x) * start, y + (up - y) * start),
                    (x + (far - x) * end, y + (up - y) * end),
                )
            )
    return pieces


def _sign(pen: "ImageDraw", sign: Sign, high: float, factor: int) -> None:
    half = sign.side / 2 * factor
    x, y = sign.x * factor + half, (high - sign.y) * factor - half
    box = (x - half, y - half, x + half, y + half)
    match sign.shape:
        case "circle":
            pen.ellipse(box, fill=sign.colour)
        case "ring":
            pen.ellipse(box, outline=sign.colour, width=max(round(half / 3), 1))
        case "square":
            pen.rectangle(box, fill=sign.colour)
        case "triangle":
            pen.polygon(
                [(x - half, y + half), (x + half, y + half), (x, y - half)], fill=sign.colour
            )
        case _:
            corners = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]
            pen.polygon(corners, fill=sign.colour)
