"""A Word file that came back: opened with care, and told as paragraphs with who changed what.

Nothing in the file is run and nothing it points to is fetched: only its text, its tracked changes,
its comments and its properties are read (ECMA-376, part 1, 17.13).
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from safeguard_desk.errors import Refusal

LARGEST, LARGEST_PART = 50_000_000, 60_000_000
"""Bytes of a file, and of one part of it unpacked: minutes have a hundredth of that."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_KEPT = "Nothing was read and nothing was changed."
_CHANGES = {"ins": "in", "moveTo": "in", "del": "out", "moveFrom": "out"}
_THROUGH = {"hyperlink", "sdt", "sdtContent", "smartTag", "fldSimple", "customXml", "dir", "bdo"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}

_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, NotImplementedError),
)
"""What the unpacking of a damaged file may raise."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: "same", put "in" or taken "out" by somebody on a day."""

    text: str
    state: str = "same"
    author: str = ""
    on: date | None = None
    moved: bool = False


@dataclass
class ReturnedParagraph:
    """A paragraph with its marks, its text by who changed it, and the comments that begin in it."""

    marks: list[str] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    in_table: bool = False
    end_put_in: bool = False
    """Its end was put in: what follows was one with it."""
    end_taken_out: Span | None = None

    @property
    def before(self) -> str:
        """The text with every tracked change refused."""
        return "".join(span.text for span in self.spans if span.state != "in")

    @property
    def after(self) -> str:
        """The text with every tracked change accepted."""
        return "".join(span.text for span in self.spans if span.state != "out")


@dataclass
class ReturnedComment:
    """A comment with the words it hangs on; done if it was settled in Word."""

    author: str
    on: date | None
    words: str
    anchored: str = ""
    done: bool = False


@dataclass
class ReturnedFile:
    """What a Word file says."""

    paragraphs: list[ReturnedParagraph] = field(default_factory=list)
    comments: dict[str, ReturnedComment] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    last_author: str = ""


def open_returned(data: bytes, name: str) -> ReturnedFile:
    """Read a Word file; refuses what is none, and what cannot be read without harm."""
    _refuse_other_kinds(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _Reading(package, name).whole()
    except _UNREADABLE as error:
        raise _damaged(name) from error


def _damaged(name: str) -> Refusal:
    return Refusal(
        f"{name} is damaged: it cannot be unpacked.",
        _KEPT,
        "Ask for it to be sent again, or open it in Word and save it under another name.",
    )


def _refuse_other_kinds(data: bytes, name: str) -> None:
    if len(data) > LARGEST:
        raise Refusal(
            f"{name} is {len(data) // 1_000_000} MB: far too large for minutes.",
            _KEPT,
            "Choose the Word file that came back from the co-chair.",
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refusal(
                f"{name} is protected by a password.",
                _KEPT,
                "Open it in Word, take the password off (File, Info), save it, and read it again.",
            )
        raise Refusal(
            f"{name} is of the old Word format (.doc), which keeps no marks.",
            _KEPT,
            "Open it in Word, save it as a Word document (.docx), and choose that.",
        )
    if not data.startswith(b"PK"):
        raise Refusal(
            f"{name} is not a Word file.",
            _KEPT,
            "Choose the .docx that came back. Comments on a PDF are typed in by hand.",
        )


class _Reading:
    """Reads one package."""

    def __init__(self, package: zipfile.ZipFile, name: str) -> None:
        self._package, self._name = package, name
        self._names = set(package.namelist())
        self._open: dict[str, list[str]] = {}
        """Comments whose words are still going on."""
        self._file = ReturnedFile()

    def whole(self) -> ReturnedFile:
        main = self._main_part()
        body = self._xml(main).find(f"{_W}body")
        if body is None:
            raise _damaged(self._name)
        self._comments(main)
        for paragraph in body.iter(f"{_W}p"):
            if not _within(paragraph, "txbxContent"):
                self._file.paragraphs.append(self._paragraph(paragraph))
        self._properties()
        return self._file

    def _main_part(self) -> str:
        if "[Content_Types].xml" not in self._names:
            what = "an OpenDocument text" if "mimetype" in self._names else "a packed folder"
            raise Refusal(
                f"{self._name} is {what}, not a Word file.",
                _KEPT,
                "Save it as a Word document (.docx) and choose that.",
            )
        for target in self._targets("", "/officeDocument"):
            if target in self._names and "word" in self._content_type(target):
                return target
        raise Refusal(
            f"{self._name} is an Office file, but not a Word document.",
            _KEPT,
            "Choose the .docx that came back.",
        )

    def _content_type(self, part: str) -> str:
        for one in self._xml("[Content_Types].xml"):
            if one.get("PartName", "").lstrip("/") == part:
                return str(one.get("ContentType", ""))
        return ""

    def _targets(self, part: str, kind: str) -> list[str]:
        """Return the parts of a kind that a part points to."""
        place = PurePosixPath(part)
        rels = str(place.parent / "_rels" / f"{place.name}.rels") if part else "_rels/.rels"
        if rels not in self._names:
            return []
        found = []
        for one in self._xml(rels):
            if str(one.get("Type", "")).endswith(kind) and one.get("TargetMode") != "External":
                target = str(one.get("Target", ""))
                joined = target if target.startswith("/") else str(place.parent / target)
                found.append(joined.lstrip("/"))
        return found

    def _xml(self, part: str) -> Any:
        """Return a part's root; refuses one that is too large unpacked, or defines entities."""
        from lxml import etree

        about = self._package.getinfo(part)
        if about.flag_bits & 1:
            raise Refusal(
                f"{self._name} is protected by a password.", _KEPT, "Take the password off first."
            )
        with self._package.open(about) as stream:
            data = stream.read(LARGEST_PART + 1)
        if len(data) > LARGEST_PART:
            raise Refusal(
                f"{self._name} unpacks to far more than minutes can hold.",
                _KEPT,
                "Do not open it elsewhere; ask the sender what it is.",
            )
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise Refusal(
                f"{self._name} was not written by Word.",
                _KEPT,
                "Do not open it elsewhere; ask the sender what it is.",
            )
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise _damaged(self._name) from error

    def _paragraph(self, element: Any) -> ReturnedParagraph:
        made = ReturnedParagraph(in_table=_within(element, "tc"))
        end = element.find(f"{_W}pPr/{_W}rPr")
        if end is not None:
            made.end_put_in = any(end.find(f"{_W}{tag}") is not None for tag in ("ins", "moveTo"))
            for tag in ("del", "moveFrom"):
                if (out := end.find(f"{_W}{tag}")) is not None:
                    made.end_taken_out = Span("", "out", *_who(out))
        self._walk(element, made, Span(""))
        for comment_id, words in self._open.items():
            if words and not words[-1].endswith("\n"):
                self._open[comment_id].append("\n")
        return made

    def _walk(self, element: Any, made: ReturnedParagraph, about: Span) -> None:
        for child in element:
            tag = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
            if tag in _CHANGES:
                if about.state == "in" and _CHANGES[tag] == "out":
                    continue  # put in by one, taken out by another: it was never there
                author, on = _who(child)
                moved = tag.startswith("move")
                self._walk(child, made, Span("", _CHANGES[tag], author, on, moved))
            elif tag == "r":
                self._run(child, made, about)
            elif tag in _THROUGH:
                self._walk(child, made, about)
            elif tag == "bookmarkStart":
                made.marks.append(str(child.get(f"{_W}name", "")))
            elif tag == "commentRangeStart":
                comment_id = str(child.get(f"{_W}id"))
                made.comments.append(comment_id)
                self._open[comment_id] = []
            elif tag == "commentRangeEnd":
                self._close(str(child.get(f"{_W}id")))

    def _close(self, comment_id: str) -> None:
        words = "".join(self._open.pop(comment_id, ())).strip()
        if comment_id in self._file.comments:
            self._file.comments[comment_id].anchored = words

    def _run(self, run: Any, made: ReturnedParagraph, about: Span) -> None:
        text = ""
        for part in run:
            tag = part.tag.removeprefix(_W) if isinstance(part.tag, str) else ""
            if tag in {"t", "delText"}:
                text += part.text or ""
            elif tag in _SIGNS:
                text += _SIGNS[tag]
            elif tag == "commentReference":
                comment_id = str(part.get(f"{_W}id"))
                if comment_id not in made.comments and not self._begun(comment_id):
                    made.comments.append(comment_id)
        if not text:
            return
        made.spans.append(Span(text, about.state, about.author, about.on, about.moved))
        for words in self._open.values():
            words.append(text)

    def _begun(self, comment_id: str) -> bool:
        """Tell whether a comment's words began in an earlier paragraph."""
        return any(comment_id in one.comments for one in self._file.paragraphs)

    def _comments(self, main: str) -> None:
        for part in self._targets(main, "/comments"):
            if part not in self._names:
                continue
            done = self._done(main)
            for one in self._xml(part):
                paragraphs = list(one.iter(f"{_W}p"))
                words = "\n".join(_letters(paragraph) for paragraph in paragraphs).strip()
                author, on = _who(one)
                settled = any(str(p.get(f"{_W14}paraId")) in done for p in paragraphs)
                self._file.comments[str(one.get(f"{_W}id"))] = ReturnedComment(
                    author, on, words, done=settled
                )

    def _done(self, main: str) -> set[str]:
        return {
            str(one.get(f"{_W15}paraId"))
            for part in self._targets(main, "/commentsExtended")
            if part in self._names
            for one in self._xml(part)
            if one.get(f"{_W15}done") in {"1", "true"}
        }

    def _properties(self) -> None:
        for part in self._targets("", "/custom-properties"):
            if part in self._names:
                for one in self._xml(part):
                    self._file.properties[str(one.get("name"))] = "".join(one.itertext()).strip()
        for part in self._targets("", "/core-properties"):
            if part in self._names:
                for one in self._xml(part):
                    if isinstance(one.tag, str) and one.tag.endswith("}lastModifiedBy"):
                        self._file.last_author = (one.text or "").strip()


def _within(element: Any, tag: str) -> bool:
    return next(element.iterancestors(f"{_W}{tag}"), None) is not None


def _letters(paragraph: Any) -> str:
    return "".join(part.text or "" for part in paragraph.iter(f"{_W}t"))


def _who(element: Any) -> tuple[str, date | None]:
    """Return who made a change or a comment, and on which day."""
    author = " ".join(str(element.get(f"{_W}author") or "").split())
    day = re.match(r"\d{4}-\d\d-\d\d", str(element.get(f"{_W}date") or ""))
    try:
        return author, date.fromisoformat(day[0]) if day else None
    except ValueError:
        return author, None
