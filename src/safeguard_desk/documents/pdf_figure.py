"""Charts in the text of a PDF: drawn as vectors, owned by a Figure with its alternative text."""

from safeguard_desk.documents.model import Figure
from safeguard_desk.documents.pdf_flow import Strip
from safeguard_desk.documents.pdf_text import Place


def figure_strips(figure: Figure, place: Place) -> list[Strip]:
    """Return a chart as one strip."""
    return []
