"""What stands on every page and is read on none: marking, running title, page number, DRAFT."""

import math

from safeguard_desk.documents.fonts import BOLD, REGULAR, by_face, clean, short, width
from safeguard_desk.documents.model import Document
from safeguard_desk.documents.pdf_page import Page, paint
from safeguard_desk.documents.theme import (
    FURNITURE,
    MARGIN_SIDE,
    MARKING,
    MM,
    RULE,
    WATERMARK,
    Style,
)

_HEAD_LINE = 12 * MM
_FOOT_LINE = 10 * MM
_FOOT_RULE = 14.5 * MM


def furnish(page: Page, document: Document, pages: int) -> None:
    """Add header, footer and watermark to a page of `pages`, as artifacts."""
    if document.watermark:
        page.furniture("Watermark", _watermark(page, document.watermark))
    wide, high = page.size
    inner = wide - 2 * MARGIN_SIDE
    room = inner / 2 - 60
    running = document.header or document.title
    top = [_centred(page, document.marking, high - _HEAD_LINE)]
    if page.number or document.header:
        top.append(_left(page, running, high - _HEAD_LINE, room))
    foot = [
        f"{paint(RULE, 'rg')} {MARGIN_SIDE:.2f} {_FOOT_RULE:.2f} {inner:.2f} 0.5 re f",
        _left(page, document.footer, _FOOT_LINE, room),
        _centred(page, document.marking, _FOOT_LINE),
        _right(page, f"Page {page.number + 1} of {pages}", _FOOT_LINE),
    ]
    if any(top):
        page.furniture("Header", "\n".join(part for part in top if part))
    page.furniture("Footer", "\n".join(part for part in foot if part))


def _text(page: Page, x: float, y: float, text: str, face: int, style: Style) -> str:
    parts = []
    for part, own in by_face(text, face):
        parts.append(page.shown(x, y, part, own, style.size, style.colour))
        x += width(part, own) * style.size
    return "\n".join(parts)


def _left(page: Page, text: str, y: float, room: float) -> str:
    if not text:
        return ""
    cut = short(clean(text), room, FURNITURE.size)
    return _text(page, MARGIN_SIDE, y, cut, REGULAR, FURNITURE)


def _right(page: Page, text: str, y: float) -> str:
    x = page.size[0] - MARGIN_SIDE - width(text, REGULAR) * FURNITURE.size
    return _text(page, x, y, text, REGULAR, FURNITURE)


def _centred(page: Page, marking: str, y: float) -> str:
    if not marking:
        return ""
    text = clean(marking)
    x = (page.size[0] - width(text, BOLD) * MARKING.size) / 2
    return _text(page, x, y, text, BOLD, MARKING)


def _watermark(page: Page, word: str) -> str:
    """Return the word from corner to corner, in a grey that needs no transparency."""
    wide, high = page.size
    text = clean(word)
    angle = math.atan2(high, wide)
    size = min(0.62 * math.hypot(wide, high) / max(width(text, BOLD), 0.1), 190.0)
    cosine, sine = math.cos(angle), math.sin(angle)
    half, drop = width(text, BOLD) * size / 2, size * 0.32
    x = wide / 2 - half * cosine + drop * sine
    y = high / 2 - half * sine - drop * cosine
    turn = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} cm"
    return f"q {turn}\n{page.shown(0, 0, text, BOLD, round(size, 1), WATERMARK)}\nQ"
