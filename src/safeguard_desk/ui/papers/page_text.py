"""The text on a PDF's pages: found, chosen by mouse or key, and found again on another version.

Places are parts of the page as it is seen, from 0 to 1 (left, top, width, height), so that they
hold at every size. All of it is for the worker: the part that reads PDF is not safe on two threads.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

Box = tuple[float, float, float, float]
_FINE = 100_000
"""Steps of a page's width and height in which places are measured."""
MOST_FOUND = 500


@dataclass(frozen=True)
class Stretch:
    """Some text on a page (from 1): its first letter's number, how many letters, and where."""

    page: int
    first: int
    count: int
    quote: str
    boxes: tuple[Box, ...]


def write_place(boxes: Sequence[Box]) -> str:
    """Return boxes as a mark keeps them."""
    return " ".join(",".join(f"{edge:.5f}" for edge in box) for box in boxes)


def read_place(place: str) -> tuple[Box, ...]:
    """Return the boxes of a mark."""
    boxes = []
    for group in place.split():
        left, top, wide, high = (float(edge) for edge in group.split(","))
        boxes.append((left, top, wide, high))
    return tuple(boxes)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()


def _seen(page: Any, left: float, bottom: float, right: float, top: float) -> Box:
    """Return a rectangle of the page's own space as the page is seen."""
    from pypdfium2 import raw

    corners = []
    for x, y in ((left, bottom), (right, top)):
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
        corners.append((across.value / _FINE, down.value / _FINE))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)


def _own(page: Any, x: float, y: float) -> tuple[float, float]:
    from pypdfium2 import raw

    across, up = ctypes.c_double(), ctypes.c_double()
    place = round(x * _FINE), round(y * _FINE)
    raw.FPDF_DeviceToPage(page, 0, 0, _FINE, _FINE, 0, *place, across, up)
    return across.value, up.value


def _stretch(page: Any, number: int, text: Any, first: int, count: int) -> Stretch | None:
    """Return letters as a stretch; None where there are none."""
    first = max(first, 0)
    count = min(count, text.count_chars() - first)
    if count <= 0:
        return None
    quote = " ".join(text.get_text_range(first, count).split())
    boxes = tuple(
        _seen(page, *text.get_rect(place)) for place in range(text.count_rects(first, count))
    )
    return Stretch(number, first, count, quote, boxes) if quote else None


def find(data: bytes, words: str) -> tuple[Stretch, ...]:
    """Return where words stand, page by page; capitals make no difference."""
    found: list[Stretch] = []
    with _opened(data) as document:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            search = text.search(words, match_case=False)
            while (hit := search.get_next()) is not None and len(found) < MOST_FOUND:
                stretch = _stretch(page, number + 1, text, *hit)
                if stretch is not None:
                    found.append(stretch)
    return tuple(found)


def between(
    data: bytes, number: int, start: tuple[float, float], end: tuple[float, float]
) -> Stretch | None:
    """Return the text from one place of a page to another, both as parts of the page."""
    with _opened(data) as document:
        page = document[number - 1]
        text = page.get_textpage()
        width, height = page.get_size()
        reach = max(width, height) / 40
        places = [text.get_index(*_own(page, *place), reach, reach) for place in (start, end)]
        if None in places:
            return None
        first, last = sorted(int(place) for place in places)
        return _stretch(page, number, text, first, last - first + 1)


_WORD = re.compile(r"\S+")


def spread(data: bytes, chosen: Stretch | None, page: int, by: int) -> Stretch | None:
    """Return a choice with a word more (by 1) or less (-1) at its end, or moved on a word (2).

    Without a choice it begins with the page's first word.
    """
    number = chosen.page if chosen else page
    with _opened(data) as document:
        own = document[number - 1]
        text = own.get_textpage()
        letters = text.get_text_range(errors="replace")
        words = [(found.start(), found.end()) for found in _WORD.finditer(letters)]
        if not words:
            return None
        if chosen is None:
            first, last = 0, 0
        else:
            end = chosen.first + chosen.count
            first = next((n for n, word in enumerate(words) if word[1] > chosen.first), 0)
            last = next((n for n, word in enumerate(words) if word[1] >= end), len(words) - 1)
            if by == 2:
                first = last = min(last + 1, len(words) - 1)
            else:
                last = max(first, min(last + by, len(words) - 1))
        start, end = words[first][0], words[last][1]
        return _stretch(own, number, text, start, end - start)


def find_again(data: bytes, quotes: Sequence[tuple[str, int]]) -> tuple[Stretch | None, ...]:
    """Return where each quote stands now, nearest to the page it was on; None where it does not.

    Where lines and pages break makes no difference within a page.
    """
    best: list[Stretch | None] = [None] * len(quotes)
    with _opened(data) as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            text = page.get_textpage()
            letters = text.get_text_range(errors="replace")
            for place, (quote, once) in enumerate(quotes):
                held = best[place]
                hit = _across_lines(quote, letters)
                if hit is None or (held and abs(held.page - once) <= abs(number - once)):
                    continue
                best[place] = _stretch(page, number, text, *hit)
    return tuple(best)


def _across_lines(quote: str, letters: str) -> tuple[int, int] | None:
    """Return where a quote begins in a page's letters and how long it is there."""
    if not quote:
        return None
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(pattern, letters)
    return (found.start(), found.end() - found.start()) if found else None
