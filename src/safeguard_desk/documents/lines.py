"""Running text broken into lines: each line a few pieces that share a face and a link."""

from dataclasses import dataclass, replace
from functools import lru_cache

from safeguard_desk.documents.addresses import linked
from safeguard_desk.documents.fonts import by_face, clean, face_of, width
from safeguard_desk.documents.model import Text, runs
from safeguard_desk.documents.theme import Style

_AFTER = "/-_.@?&=,"
"""Where an over-long word, such as an address, is rather broken."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one face at `x` from the line's beginning; `link` is an address or ""."""

    x: float
    text: str
    face: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its width in points."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    face: int
    link: str


_Word = tuple[_Part, ...]
"""What no break may part: letters between two spaces, in one dress or in several."""


@lru_cache(maxsize=20_000)
def _fits(text: str, style: Style) -> float | None:
    """Return the width of plain text in one face, None if it needs more care."""
    if text.isascii() and text.isprintable():
        return width(text, face_of(style.bold, style.italic)) * style.size
    return None


def broken(text: Text, style: Style, room: float) -> tuple[Line, ...]:
    """Return `text` as lines no wider than `room` points; no line for no text.

    Addresses of web and mail in it are links.
    """
    text = linked(text)
    if isinstance(text, str):
        if not text:
            return ()
        whole = _fits(text, style)
        face = face_of(style.bold, style.italic)
        if whole is not None:
            if whole <= room:
                return (Line((Piece(0.0, text, face),), whole),)
            return _broken_plain(text, face, style.size, room)
    lines: list[Line] = []
    for paragraph in _paragraphs(text, style):
        lines += _broken_words(paragraph, style.size, room)
    return tuple(lines)


def natural(text: Text, style: Style) -> tuple[float, float]:
    """Return the width of the longest word, and of the longest line if nothing is broken."""
    if isinstance(text, str) and (whole := _fits(text, style)) is not None:
        face = face_of(style.bold, style.italic)
        return max((width(word, face) for word in text.split()), default=0.0) * style.size, whole
    longest = widest = 0.0
    for paragraph in _paragraphs(text, style):
        sizes = [_width(word) * style.size for word in paragraph]
        longest = max(longest, *sizes) if sizes else longest
        space = width(" ", face_of(style.bold, style.italic)) * style.size
        widest = max(widest, sum(sizes) + space * max(len(sizes) - 1, 0))
    return longest, widest


def _broken_plain(text: str, face: int, size: float, room: float) -> tuple[Line, ...]:
    """Break text of one face: the common case, kept short for speed."""
    limit, space = room / size, width(" ", face)
    lines: list[Line] = []
    words: list[str] = []
    used = 0.0
    for word in text.split():
        rest, own = word, width(word, face)
        if words and used + space + own > limit:
            lines.append(Line((Piece(0.0, " ".join(words) + " ", face),), used * size))
            words, used = [], 0.0
        while own > limit:
            head, rest = _split(rest, face, limit)
            lines.append(Line((Piece(0.0, head, face),), width(head, face) * size))
            own = width(rest, face)
        used += own + (space if words else 0.0)
        words.append(rest)
    if words:
        lines.append(Line((Piece(0.0, " ".join(words), face),), used * size))
    return tuple(lines)


def _split(word: str, face: int, limit: float) -> tuple[str, str]:
    """Return what of an over-long word fits, at least a letter, and the rest."""
    count, used = 0, 0.0
    for letter in word:
        used += width(letter, face)
        if used > limit:
            break
        count += 1
    count = max(count, 1)
    better = max(word.rfind(sign, 0, count) for sign in _AFTER) + 1
    if better > count // 2:
        count = better
    return word[:count], word[count:]


def _paragraphs(text: Text, style: Style) -> list[list[_Word]]:
    """Return the words of each paragraph of `text` (a line break parts them)."""
    paragraphs: list[list[_Word]] = [[]]
    open_word: list[_Part] = []

    def close() -> None:
        if open_word:
            paragraphs[-1].append(tuple(open_word))
            open_word.clear()

    for run in runs(text):
        face = face_of(style.bold or run.bold, style.italic or run.italic)
        for number, stretch in enumerate(clean(run.text).split("\n")):
            if number:
                close()
                paragraphs.append([])
            for at, word in enumerate(stretch.split(" ")):
                if at:
                    close()
                open_word += [
                    _Part(part, own, run.link) for part, own in by_face(word, face) if part
                ]
    close()
    return paragraphs


def _width(word: _Word) -> float:
    return sum(width(part.text, part.face) for part in word)


def _broken_words(words: list[_Word], size: float, room: float) -> list[Line]:
    limit = room / size
    lines: list[Line] = []
    line: list[_Word] = []
    used = 0.0
    for word in words:
        rest, own, space = word, _width(word), width(" ", word[0].face)
        if line and used + space + own > limit:
            lines.append(_line(line, size, last=False))
            line, used = [], 0.0
        while own > limit:
            head, rest = _split_word(rest, limit)
            lines.append(_line([head], size, last=True))
            own = _width(rest)
        used += own + (space if line else 0.0)
        line.append(rest)
    lines.append(_line(line, size, last=True))
    return lines


def _split_word(word: _Word, limit: float) -> tuple[_Word, _Word]:
    """Part a word of several dresses that is wider than a line."""
    used = 0.0
    for index, part in enumerate(word):
        own = width(part.text, part.face)
        if used + own > limit:
            if index and used + width(part.text[0], part.face) > limit:
                return word[:index], word[index:]
            head, rest = _split(part.text, part.face, limit - used)
            tail = (replace(part, text=rest),) if rest else ()
            return (*word[:index], replace(part, text=head)), (*tail, *word[index + 1 :])
        used += own
    return word, ()


def _line(words: list[_Word], size: float, *, last: bool) -> Line:
    """Set words side by side; a line that goes on ends in a space, or readers join two words."""
    parts: list[_Part] = []
    for index, word in enumerate(words):
        for at, part in enumerate(word):
            _append(parts, part, " " if index and not at else "")
    pieces = []
    x = 0.0
    for at, part in enumerate(parts, start=1):
        end = " " if at == len(parts) and not last else ""
        pieces.append(Piece(x, part.text + end, part.face, part.link))
        x += width(part.text, part.face) * size
    return Line(tuple(pieces), x)


def _append(parts: list[_Part], part: _Part, gap: str) -> None:
    """Add a part after a gap; the gap belongs to no link where it parts one from other text."""
    before = parts[-1] if parts else None
    if before is None:
        parts.append(part)
    elif (before.face, before.link) == (part.face, part.link):
        parts[-1] = replace(before, text=before.text + gap + part.text)
    elif gap and before.link and part.link:
        parts += [_Part(gap, part.face, ""), part]
    elif gap and before.link:
        parts.append(replace(part, text=gap + part.text))
    else:
        parts[-1] = replace(before, text=before.text + gap)
        parts.append(part)
