"""The letters of a document: widths for setting text, codes for writing it, subsets to embed.

Glyphs are written by two-byte codes (Identity-H) that are given out as letters are met, so a font
holds only what a document uses, and its map to Unicode names used codes only (ISO 14289-1, 7.21.7).
"""

import copy
import hashlib
import re
import unicodedata
from functools import lru_cache

from reportlab.pdfbase.ttfonts import TTFontFile

from safeguard_desk.documents.pdf_file import Name, PdfFile, Ref
from safeguard_desk.resources import file

REGULAR, BOLD, ITALIC, BOLD_ITALIC, SYMBOLS = range(5)
"""The faces. SYMBOLS steps in for a letter that the family has not."""

FAMILY = "Carlito"
_FILES = ("Carlito-Regular", "Carlito-Bold", "Carlito-Italic", "Carlito-BoldItalic", "DejaVuSans")
_UNKNOWN = "\ufffd"
_DROPPED = re.compile(
    "[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_REPLACED = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u202f": "\u00a0", "\u2007": "\u00a0", "\uf0b7": "•"}
)
"""Signs that look alike; the last is the bullet that word processors keep in a private place."""


def face_of(bold: bool, italic: bool) -> int:
    """Return the face for a dress."""
    return (BOLD if bold else REGULAR) + (ITALIC if italic else REGULAR)


@lru_cache(maxsize=5)
def _parsed(face: int) -> TTFontFile:
    return TTFontFile(str(file(f"fonts/{_FILES[face]}.ttf")))


class _Widths(dict[str, float]):
    """Widths of letters in thousandths of the size."""

    def __init__(self, face: int) -> None:
        self._face = face

    def __missing__(self, letter: str) -> float:
        font = _parsed(self._face)
        width = self[letter] = float(font.charWidths.get(ord(letter), font.defaultWidth))
        return width


_WIDTHS = tuple(_Widths(face) for face in range(5))


@lru_cache(maxsize=20_000)
def width(text: str, face: int) -> float:
    """Return the width of `text` at size 1."""
    return sum(map(_WIDTHS[face].__getitem__, text)) / 1000


def short(text: str, room: float, size: float, face: int = REGULAR) -> str:
    """Return `text`, cut with an ellipsis where it is wider than `room`."""
    if width(text, face) * size <= room:
        return text
    while text and width(text + "…", face) * size > room:
        text = text[:-1]
    return text.rstrip() + "…"


def clean(text: str) -> str:
    """Return `text` without letters that cannot be seen, tabs as spaces, line breaks kept."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text))
    return text.translate(_REPLACED)


def by_face(text: str, face: int) -> list[tuple[str, int]]:
    """Return `text` in stretches, each with a face that has its letters.

    A letter of private use means nothing to a reader (ISO 19005-2, 6.2.11.7.3): it is unknown.
    """
    if text.isascii():
        return [(text, face)]
    has, spare = _parsed(face).charToGlyph, _parsed(SYMBOLS).charToGlyph
    stretches: list[tuple[str, int]] = []
    for letter in text:
        own, shown = face, letter
        private = (
            0xE000 <= ord(letter) <= 0xF8FF
        )  # means nothing to a reader (ISO 19005-2, 6.2.11.7.3)
        if letter != "\n" and (private or ord(letter) not in has):
            own = SYMBOLS
            shown = _UNKNOWN if private or ord(letter) not in spare else letter
        if stretches and stretches[-1][1] == own:
            stretches[-1] = (stretches[-1][0] + shown, own)
        else:
            stretches.append((shown, own))
    return stretches


class _Codes(dict[int, str]):
    """The code, four hexadecimal digits, of each letter a document has used."""

    def __init__(self, face: int) -> None:
        self.letters: list[int] = []
        self._by_glyph: dict[int, str] = {}
        self._glyphs = _parsed(face).charToGlyph

    def __missing__(self, letter: int) -> str:
        glyph = self._glyphs[letter]
        code = self._by_glyph.get(glyph)
        if code is None:
            self.letters.append(letter)
            code = self._by_glyph[glyph] = f"{len(self.letters):04X}"
        self[letter] = code
        return code


class Fonts:
    """The fonts of one document: what it has used of each face."""

    def __init__(self) -> None:
        """Begin with nothing used."""
        self._codes: dict[int, _Codes] = {}

    def encode(self, text: str, face: int) -> str:
        """Return `text` as hexadecimal codes of a face; every letter must be one the face has."""
        codes = self._codes.get(face)
        if codes is None:
            codes = self._codes[face] = _Codes(face)
        return text.translate(codes)

    def write(self, out: PdfFile) -> dict[str, Ref]:
        """Write a subset of each face used; return the fonts by their names in a page's text."""
        return {
            f"F{face}": _write_font(out, face, codes.letters)
            for face, codes in sorted(self._codes.items())
        }


def _write_font(out: PdfFile, face: int, letters: list[int]) -> Ref:
    parsed = copy.copy(_parsed(face))  # reading a subset moves its place in the file: one a thread
    tag = hashlib.sha256(repr(letters).encode()).digest()
    prefix = "".join(chr(65 + byte % 26) for byte in tag[:6])
    name = Name(f"{prefix}+{parsed.name.decode('ascii')}")
    program = parsed.makeSubset(letters)
    descriptor = out.add(
        {
            "Type": Name("FontDescriptor"),
            "FontName": name,
            "Flags": 4 | (64 if parsed.italicAngle else 0),
            "FontBBox": [round(value) for value in parsed.bbox],
            "ItalicAngle": parsed.italicAngle,
            "Ascent": round(parsed.ascent),
            "Descent": round(parsed.descent),
            "CapHeight": round(parsed.capHeight),
            "StemV": round(parsed.stemV),
            "FontFile2": out.stream({"Length1": len(program)}, program),
        }
    )
    widths = [float(parsed.defaultWidth), *(_WIDTHS[face][chr(letter)] for letter in letters)]
    descendant = out.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": descriptor,
            "CIDToGIDMap": Name("Identity"),
            "W": [0, [round(value) for value in widths]],
        }
    )
    return out.add(
        {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": name,
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [descendant],
            "ToUnicode": out.stream({}, _to_unicode(letters)),
        }
    )


def _to_unicode(letters: list[int]) -> bytes:
    pairs = [
        f"<{code:04X}> <{chr(letter).encode('utf-16-be').hex().upper()}>"
        for code, letter in enumerate(letters, start=1)
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    ).encode("ascii")
