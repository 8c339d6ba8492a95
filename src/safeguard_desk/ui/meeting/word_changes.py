"""Changes word by word as text people see: struck out and underlined, and said in words too."""

from collections.abc import Iterable
from html import escape

from PySide6.QtGui import QPalette

from safeguard_desk.rules.wordwise import Part, Piece
from safeguard_desk.ui.meeting.looks import BAD, GOOD, pick


def as_html(pieces: Iterable[Piece], palette: QPalette) -> str:
    """Return pieces as rich text: what goes out is struck, what comes in bold and underlined."""
    out, in_ = pick(BAD, palette).name(), pick(GOOD, palette).name()
    made = []
    for piece in pieces:
        text = plain_html(piece.text)
        if piece.part is Part.OUT:
            made.append(f'<s style="color:{out}">{text}</s>')
        elif piece.part is Part.IN:
            # A thin space, so that what went out does not run into what came in.
            gap = "&#8201;" if made and made[-1].startswith("<s") else ""
            made.append(f'{gap}<u style="color:{in_}"><b>{text}</b></u>')
        else:
            made.append(text)
    return "".join(made)


def plain_html(text: str) -> str:
    """Return plain text as rich text."""
    return escape(text).replace("\n", "<br>")


def in_words(pieces: Iterable[Piece]) -> str:
    """Return changes as a sentence, for a screen reader."""
    parts = []
    for piece in pieces:
        if piece.part is not Part.SAME and piece.text.strip():
            verb = "out" if piece.part is Part.OUT else "in"
            parts.append(f"{verb}: “{piece.text.strip()}”")
    return "; ".join(parts)
