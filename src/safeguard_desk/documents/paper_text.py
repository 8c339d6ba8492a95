"""The text of a file of any kind, for the search; a damaged file gives what can be read of it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from safeguard_desk.documents.file_kinds import FileKind, kind_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST = 2_000_000
"""Letters kept of one file: a thousand full pages."""
_LARGEST_PART = 100 * 1024 * 1024
"""Bytes above which a part of a packed file is left alone: it was made to fill the memory."""
_PARTS = re.compile(
    r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/sheet\d+\.xml"
    r"|ppt/(slides|notesSlides)/\w+?\d+\.xml|content\.xml"
)
_BREAKS = frozenset(("p", "h", "si", "is"))
"""Elements that are a line of their own: paragraphs, headings, the texts of cells."""
_SPACES = frozenset(("tab", "br", "cr", "s", "line-break"))
_OPEN = "{urn:oasis"
"""How OpenDocument's names begin: there text stands beside elements too, not in them alone."""


def text_of(data: bytes, media_type: str, filename: str) -> str:
    """Return the words of a file, a line for each paragraph; "" where there are none to read.

    media_type: as it was given with the file; used where neither bytes nor name say what it is.
    Never fails: an encrypted or damaged file gives nothing, or what stands before the damage.
    """
    kind = kind_of(filename, data)
    pieces: Iterator[str] = iter(())
    if kind is FileKind.PDF:
        pieces = pages_of(data)
    elif data.startswith(b"PK\x03\x04"):
        pieces = _packed(data)
    elif data.lstrip()[:5] == b"{\\rtf":
        pieces = _rich(data)
    elif kind is FileKind.TEXT or (media_type.startswith("text/") and b"\x00" not in data):
        pieces = iter((_plain(data),))
    return _gathered(pieces)


def _gathered(pieces: Iterator[str]) -> str:
    kept, length = [], 0
    for piece in pieces:
        kept.append(piece)
        length += len(piece)
        if length >= MOST:
            break
    lines = (" ".join(line.split()) for line in "\n".join(kept)[:MOST].splitlines())
    text = "\n".join(line for line in lines if line)
    # Half characters cannot be kept, and a null ends a text where it is read again.
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")


def _plain(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def pages_of(data: bytes) -> Iterator[str]:
    """Yield the words of each page of a PDF, its header and footer with them."""
    try:
        import pypdfium2
    except ImportError:  # the search then finds the paper by its title alone
        return
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage().get_text_bounded()
            except pypdfium2.PdfiumError:
                continue
            # A soft hyphen at the end of a line is one that the page added to a word.
            yield text.replace("\ufffe", "").replace("\u00ad\r\n", "")
    finally:
        document.close()


def _packed(data: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in packed.infolist():
                if _PARTS.fullmatch(part.filename) and part.file_size <= _LARGEST_PART:
                    yield from _words(packed.read(part))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return  # damaged, encrypted, or packed in a way nobody here knows


def _words(xml: bytes) -> Iterator[str]:
    """Yield the lines of one part, as far as it can be read."""
    from xml.etree.ElementTree import ParseError, iterparse

    # Expat bounds what entities may grow to, and nothing outside the part is fetched.
    try:
        for _, element in iterparse(io.BytesIO(xml)):  # noqa: S314
            if _name(element) in _BREAKS:
                yield "".join(_said(element))
                element.clear()
    except ParseError:
        return


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _said(element: "Element") -> Iterator[str]:
    if _name(element) in _SPACES:
        yield " "
    beside = str(element.tag).startswith(_OPEN)
    if beside or _name(element) == "t":
        yield element.text or ""
    for inner in element:
        yield from _said(inner)
        if beside:
            yield inner.tail or ""


_CONTROL = re.compile(
    r"\\'([0-9a-f]{2})|\\u(-?\d+)\??|\\(par|line|tab|cell|row)\b ?|\\\*?[a-z]+-?\d* ?|[{}]"
)
_HIDDEN = re.compile(
    r"\{\\(?:\*|fonttbl|colortbl|stylesheet|info|pict)[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)


def _rich(data: bytes) -> Iterator[str]:
    def shown(found: re.Match[str]) -> str:
        code, letter, word = found.groups()
        if code:
            return bytes.fromhex(code).decode("cp1252", "replace")
        if letter:
            return chr(int(letter) % 65536)
        return {"tab": " ", "cell": " "}.get(word, "\n") if word else ""

    text = data.decode("cp1252", "replace").replace("\r", "").replace("\n", "")
    yield _CONTROL.sub(shown, _HIDDEN.sub("", text))
