"""The bytes of a PDF 1.7 file (ISO 32000-1): objects, streams, cross references.

Objects that are not streams are packed into compressed object streams: the thousands of elements
that tags need would otherwise outweigh the text.
"""

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from typing import TypeAlias

_PACK = 200
"""Objects in one object stream."""


class Name(str):
    """A name (/Type), written without its slash."""

    __slots__ = ()


class Ref(int):
    """The number of an object that others point to."""

    __slots__ = ()


class Raw(bytes):
    """An object already written."""

    __slots__ = ()


Value: TypeAlias = (
    "Name | Ref | Raw | str | bytes | bool | int | float"
    " | Sequence[Value] | Mapping[str, Value] | None"
)


def written(value: Value) -> bytes:
    """Return a value as it is written; str is text for people, bytes are a string of bytes."""
    match value:
        case Raw():
            form: bytes = value
        case Name():
            form = b"/" + value.encode("ascii")
        case Ref():
            form = b"%d 0 R" % value
        case str():
            form = _text(value)
        case bytes():
            form = b"<" + value.hex().encode("ascii") + b">"
        case bool():
            form = b"true" if value else b"false"
        case int():
            form = b"%d" % value
        case float():
            form = f"{value:.4f}".rstrip("0").rstrip(".").encode("ascii")
        case None:
            form = b"null"
        case Mapping():
            pairs = (b"/%s %s" % (key.encode("ascii"), written(one)) for key, one in value.items())
            form = b"<<" + b" ".join(pairs) + b">>"
        case _:
            form = b"[" + b" ".join(written(one) for one in value) + b"]"
    return form


def _text(text: str) -> bytes:
    if text.isascii() and text.isprintable():
        plain = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + plain.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode("ascii") + b">"


class PdfFile:
    """A file in the making. Objects may be referred to before they are put."""

    def __init__(self) -> None:
        """Begin an empty file."""
        self._count = 0
        self._objects: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}

    def reserve(self) -> Ref:
        """Return the number of an object to be put later."""
        self._count += 1
        return Ref(self._count)

    def put(self, ref: Ref, value: Value) -> None:
        """Write the object that was reserved."""
        self._objects[ref] = written(value)

    def add(self, value: Value) -> Ref:
        """Write an object and return its number."""
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def stream(self, entries: Mapping[str, Value], data: bytes, *, compress: bool = True) -> Ref:
        """Write a stream and return its number; metadata must stay uncompressed."""
        ref = self.reserve()
        self._streams[ref] = _stream(entries, data, compress)
        return ref

    def to_bytes(self, root: Ref, info: Ref) -> bytes:
        """Return the whole file; its identifier is made of its content."""
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        for numbers in _packs(sorted(self._objects)):
            holder = self.reserve()
            self._streams[holder] = self._packed(numbers)
            places |= {number: (2, holder, at) for at, number in enumerate(numbers)}
        parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        length = len(parts[0])
        for number, body in sorted(self._streams.items()):
            places[number] = (1, length, 0)
            part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
            parts.append(part)
            length += len(part)
        identity = hashlib.md5(b"".join(parts), usedforsecurity=False).digest()
        parts.append(self._cross_references(places, length, root, info, identity))
        return b"".join(parts)

    def _packed(self, numbers: list[int]) -> bytes:
        index, bodies, offset = [], [], 0
        for number in numbers:
            body = self._objects[number]
            index.append(f"{number} {offset}")
            bodies.append(body)
            offset += len(body) + 1
        first = (" ".join(index) + "\n").encode("ascii")
        entries: dict[str, Value] = {"Type": Name("ObjStm"), "N": len(numbers), "First": len(first)}
        return _stream(entries, first + b"\n".join(bodies), compress=True)

    def _cross_references(
        self,
        places: dict[int, tuple[int, int, int]],
        start: int,
        root: Ref,
        info: Ref,
        identity: bytes,
    ) -> bytes:
        own = self.reserve()
        places[own] = (1, start, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + at.to_bytes(4, "big") + more.to_bytes(2, "big")
            for kind, at, more in (places[number] for number in range(self._count + 1))
        )
        entries: dict[str, Value] = {
            "Type": Name("XRef"),
            "Size": self._count + 1,
            "W": [1, 4, 2],
            "Root": root,
            "Info": info,
            "ID": [identity, identity],
        }
        body = _stream(entries, rows, compress=True)
        return b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, body, start)


def _packs(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + _PACK] for start in range(0, len(numbers), _PACK)]


def _stream(entries: Mapping[str, Value], data: bytes, compress: bool) -> bytes:
    full = dict(entries)
    if compress:
        data = zlib.compress(data, 6)
        full["Filter"] = Name("FlateDecode")
    full["Length"] = len(data)
    return written(full) + b"\nstream\n" + data + b"\nendstream"
