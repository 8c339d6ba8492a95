"""A Word file in the hands of a co-chair: commented on, changed with and without tracking."""

import zipfile
from copy import deepcopy
from io import BytesIO
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DAY = "2026-11-20T10:00:00Z"


def w(tag: str) -> str:
    return f"{{{W}}}{tag}"


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(content: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in content.items():
            package.writestr(name, part)
    return out.getvalue()


class Word:
    """Edits a file's own XML, as Word would leave it."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts(data)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.comments: list[Any] = []

    def saved(self) -> bytes:
        content = dict(self.parts)
        content["word/document.xml"] = etree.tostring(self.root, xml_declaration=True)
        if self.comments:
            self._add_comments(content)
        return packed(content)

    def _add_comments(self, content: dict[str, bytes]) -> None:
        root = etree.Element(w("comments"), nsmap={"w": W})
        root.extend(self.comments)
        content["word/comments.xml"] = etree.tostring(root)
        name = "word/_rels/document.xml.rels"
        rels = etree.fromstring(content[name])
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        etree.SubElement(
            rels, f"{{{RELATIONS}}}Relationship", Id="rIdC", Type=kind, Target="comments.xml"
        )
        content[name] = etree.tostring(rels)
        types = etree.fromstring(content["[Content_Types].xml"])
        etree.SubElement(
            types, f"{{{TYPES}}}Override", PartName="/word/comments.xml",
            ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml"
            ".comments+xml",
        )  # fmt: skip
        content["[Content_Types].xml"] = etree.tostring(types)

    def paragraph(self, text: str) -> Any:
        """Return the last paragraph that holds a text."""
        found = [p for p in self.root.iter(w("p")) if text in _letters(p)]
        assert found, text
        return found[-1]

    def _run(self, paragraph: Any, text: str) -> Any:
        return next(r for r in paragraph.iter(w("r")) if text in _letters(r))

    def change(self, inside: str, old: str, new: str, who: str = "Designated Nurse") -> None:
        """Replace words with tracking on; without `new` they are struck, without `old` added."""
        run = self._run(self.paragraph(inside), old)
        before, _, after = _letters(run).partition(old)
        pieces = [_copy(run, before)]
        if old and new != old:
            pieces.append(_wrapped("del", _copy(run, old, "delText"), who))
        if new:
            pieces.append(_wrapped("ins", _copy(run, new), who))
        pieces.append(_copy(run, after))
        for piece in reversed(pieces):
            run.addnext(piece)
        run.getparent().remove(run)

    def insert_before(self, inside: str, new: str, who: str = "Designated Nurse") -> None:
        """Type words at the beginning of an entry, with tracking on."""
        run = self._run(self.paragraph(inside), inside)
        run.addprevious(_wrapped("ins", _copy(run, new), who))

    def retype(self, old: str, new: str) -> None:
        """Change words without tracking."""
        run = self._run(self.paragraph(old), old)
        [text] = run.iter(w("t"))
        text.text = text.text.replace(old, new)

    def comment(self, inside: str, anchored: str, words: str, who: str = "Head") -> None:
        """Hang a comment on words."""
        number = str(len(self.comments))
        run = self._run(self.paragraph(inside), anchored)
        before, _, after = _letters(run).partition(anchored)
        reference = etree.Element(w("r"))
        etree.SubElement(reference, w("commentReference")).set(w("id"), number)
        start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
        for one in (start, end):
            one.set(w("id"), number)
        row = (_copy(run, before), start, _copy(run, anchored), end, reference, _copy(run, after))
        for piece in reversed(row):
            run.addnext(piece)
        run.getparent().remove(run)
        made = etree.Element(w("comment"), nsmap={"w": W})
        for key, value in (("id", number), ("author", who), ("date", DAY)):
            made.set(w(key), value)
        inner = etree.SubElement(etree.SubElement(made, w("p")), w("r"))
        etree.SubElement(inner, w("t")).text = words
        self.comments.append(made)

    def add_paragraph(self, below: str, words: str, who: str = "") -> None:
        """Press Enter at the end of a paragraph and type; tracked where somebody is named."""
        above = self.paragraph(below)
        made = etree.Element(w("p"))
        run = etree.SubElement(made, w("r"))
        etree.SubElement(run, w("t")).text = words
        if who:
            made.append(_wrapped("ins", run, who))
            _end(above).append(_mark("ins", who))
        above.addnext(made)

    def strike(self, inside: str, who: str = "Designated Nurse") -> None:
        """Delete a whole paragraph with tracking on."""
        paragraph = self.paragraph(inside)
        for run in list(paragraph.iter(w("r"))):
            if not _letters(run):
                continue
            run.addnext(_wrapped("del", _copy(run, _letters(run), "delText"), who))
            run.getparent().remove(run)
        _end(paragraph).append(_mark("del", who))

    def remove(self, inside: str) -> None:
        """Delete a paragraph without tracking."""
        paragraph = self.paragraph(inside)
        paragraph.getparent().remove(paragraph)

    def part(self, inside: str, at: str, who: str = "Designated Nurse") -> None:
        """Press Enter in the middle of a paragraph, with tracking on."""
        paragraph = self.paragraph(inside)
        run = self._run(paragraph, at)
        before, _, after = _letters(run).partition(at)
        second = etree.Element(w("p"))
        second.append(_copy(run, at + after))
        for later in list(run.itersiblings()):
            second.append(later)
        run.addnext(_copy(run, before))
        run.getparent().remove(run)
        _end(paragraph).append(_mark("ins", who))
        paragraph.addnext(second)

    def move(self, inside: str, below: str) -> None:
        """Cut a paragraph and paste it elsewhere, without tracking."""
        self.paragraph(below).addnext(self.paragraph(inside))

    def track_move(self, inside: str, below: str, who: str = "Head") -> None:
        """Move a paragraph with tracking on: it stands twice, struck and put in."""
        paragraph = self.paragraph(inside)
        there = deepcopy(paragraph)
        for mark in [*there.iter(w("bookmarkStart")), *there.iter(w("bookmarkEnd"))]:
            there.remove(mark)
        for where, tag in ((paragraph, "moveFrom"), (there, "moveTo")):
            for run in list(where.iter(w("r"))):
                run.addnext(_wrapped(tag, deepcopy(run), who))
                run.getparent().remove(run)
        self.paragraph(below).addnext(there)

    def lose_marks(self) -> None:
        """Leave what some programs leave: the words, without bookmarks and properties."""
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(self.root.iter(w(tag))):
                mark.getparent().remove(mark)
        self.parts.pop("docProps/custom.xml", None)


def _letters(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


def _copy(run: Any, text: str, tag: str = "t") -> Any:
    if text == _letters(run):
        made = deepcopy(run)
        for part in made.iter(w("t")):
            part.tag = w(tag)
        return made
    made = etree.Element(w("r"))
    if (dress := run.find(w("rPr"))) is not None:
        made.append(deepcopy(dress))
    part = etree.SubElement(made, w(tag))
    part.text = text
    part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _wrapped(tag: str, run: Any, who: str) -> Any:
    made = _mark(tag, who)
    made.append(run)
    return made


def _mark(tag: str, who: str) -> Any:
    made = etree.Element(w(tag))
    for key, value in (("id", "900"), ("author", who), ("date", DAY)):
        made.set(w(key), value)
    return made


def _end(paragraph: Any) -> Any:
    about = paragraph.find(w("pPr"))
    if about is None:
        about = etree.Element(w("pPr"))
        paragraph.insert(0, about)
    dress = about.find(w("rPr"))
    return etree.SubElement(about, w("rPr")) if dress is None else dress
