"""A PDF file in ReportLab's own objects, with what accessible files need besides.

ReportLab keeps the objects, writes them and their cross references. Here stand only the values that
the writers use, and streams whose end is marked as ISO 19005-2, 6.1.7.1, asks.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from reportlab.pdfbase import pdfdoc

_VERSION = (1, 7)


class Name(str):
    """A name (/Type), written without its slash."""

    __slots__ = ()


class Ref(int):
    """The number of an object that others point to."""

    __slots__ = ()


class Raw(bytes):
    """An object already written: thousands of elements would take their time otherwise."""

    __slots__ = ()


Plain: TypeAlias = Name | Ref | Raw | str | bytes | bool | int | float | None
Value: TypeAlias = "Plain | Sequence[Value] | Mapping[str, Value]"


class _Reference(pdfdoc.PDFObject):  # type: ignore[misc]
    """A pointer to an object by its number."""

    def __init__(self, number: int) -> None:
        self._form = b"%d 0 R" % number

    def format(self, _: Any) -> bytes:
        return self._form


class _Bytes(pdfdoc.PDFObject):  # type: ignore[misc]
    """A string of bytes, in hexadecimal."""

    def __init__(self, content: bytes) -> None:
        self._form = b"<" + content.hex().encode("ascii") + b">"

    def format(self, _: Any) -> bytes:
        return self._form


def _object(value: Value) -> Any:
    """Return a value as ReportLab holds it; str is text for people, bytes are a string of bytes."""
    match value:
        case Raw():
            form: Any = bytes(value)
        case Name():
            form = pdfdoc.PDFName(str(value))
        case Ref():
            form = _Reference(value)
        case str():
            form = pdfdoc.PDFString(value)
        case bytes():
            form = _Bytes(value)
        case bool():
            form = "true" if value else "false"
        case int():
            form = value
        case float():
            form = f"{value:.4f}".rstrip("0").rstrip(".")
        case None:
            form = "null"
        case Mapping():
            form = pdfdoc.PDFDictionary({key: _object(one) for key, one in value.items()})
        case _:
            form = pdfdoc.PDFArrayCompact([_object(one) for one in value])
    return form


class _Slot(pdfdoc.PDFObject):  # type: ignore[misc]
    """A numbered object, whose value may be put after others have pointed to it."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.value: Any = "null"

    def format(self, document: Any) -> bytes:
        form: bytes = pdfdoc.format(self.value, document, toplevel=1)
        return form


class _Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream whose `endstream` stands on a line of its own."""

    def format(self, document: Any) -> bytes:
        content = self.content
        entries = dict(self.dictionary.dict)
        if self.filters:
            content = self.filters[0].encode(content)
            entries["Filter"] = pdfdoc.PDFName(self.filters[0].pdfname)
        entries["Length"] = len(content)
        head: bytes = pdfdoc.format(pdfdoc.PDFDictionary(entries), document)
        body: bytes = head + b"\nstream\n" + content + b"\nendstream"
        return body


class PdfFile:
    """A file in the making. Objects may be referred to before they are put."""

    def __init__(self) -> None:
        """Begin an empty file, whose bytes depend on nothing but what is put into it."""
        self._document: Any = pdfdoc.PDFDocument(compression=1, invariant=1, pdfVersion=_VERSION)
        self._slots: dict[int, _Slot] = {}

    def reserve(self) -> Ref:
        """Return the number of an object to be put later."""
        slot = _Slot()
        name = self._document.Reference(slot).name
        number = Ref(self._document.idToObjectNumberAndVersion[name][0])
        self._slots[number] = slot
        return number

    def put(self, ref: Ref, value: Value) -> None:
        """Write the object that was reserved."""
        self._slots[ref].value = _object(value)

    def add(self, value: Value) -> Ref:
        """Write an object and return its number."""
        ref = self.reserve()
        self.put(ref, value)
        return ref

    def text(self, text: str) -> bytes:
        """Return text for people as it is written in an object."""
        form: bytes = pdfdoc.format(pdfdoc.PDFString(text), self._document)
        return form

    def stream(self, entries: Mapping[str, Value], data: bytes, *, compress: bool = True) -> Ref:
        """Write a stream and return its number; metadata must stay uncompressed."""
        ref = self.reserve()
        filters = [pdfdoc.PDFZCompress] if compress else None
        self._slots[ref].value = _Stream(_object(entries), data, filters)
        # The file's identifier is made of its content.
        self._document.updateSignature(data)
        return ref

    def to_bytes(self, root: Ref, info: Ref) -> bytes:
        """Return the whole file."""
        self._document.Catalog = self._slots[root]
        self._document.info = self._slots[info]
        form: bytes = self._document.format()
        return form
