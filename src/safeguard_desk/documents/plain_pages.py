"""A picture, or a text without any dress, as the pages of a PDF."""

import io
from datetime import UTC, datetime
from typing import Any

from safeguard_desk.documents.model import Document, Paragraph
from safeguard_desk.documents.theme import A4, MM

_MARGIN = 15 * MM
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""What a copy is dated that must be the same whenever it is made."""
_MOST_PIXELS = 80_000_000


def of_image(data: bytes) -> bytes:
    """Return a PNG or JPEG on a page that lies as the picture does.

    Raises ValueError for a damaged one, and for one that would fill the memory.
    """
    from PIL import Image, UnidentifiedImageError
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    try:
        with Image.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ValueError("too many pixels")
            opened.load()
            picture = _upright(opened)
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("a damaged picture") from error
    wide, high = A4 if picture.height >= picture.width else A4[::-1]
    room = wide - 2 * _MARGIN, high - 2 * _MARGIN
    scale = min(room[0] / picture.width, room[1] / picture.height, 1.0)
    size = picture.width * scale, picture.height * scale
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(wide, high), invariant=1)
    place = (wide - size[0]) / 2, (high - size[1]) / 2
    canvas.drawImage(ImageReader(picture), *place, *size, mask="auto")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _upright(picture: Any) -> Any:
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(picture)
    return turned if turned.mode in {"RGB", "L", "RGBA"} else turned.convert("RGBA")


def of_text(title: str, text: str) -> bytes:
    """Return a text as tagged pages, each of its lines a paragraph."""
    from safeguard_desk.documents import pdf

    blocks = tuple(Paragraph(line) for line in text.splitlines() if line.strip())
    return pdf.to_bytes(Document(title or "Paper", blocks, created=_NO_DATE))
