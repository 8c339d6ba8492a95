"""Copies for review as Word keeps them: numbered lines, and marks that survive somebody's editing.

A mark is a hidden bookmark round a paragraph. One that has a name of its own is `_sd` + the name
(at most 25 letters and digits) + "_" + the digest of its text; any other paragraph is `_sx` + a
number + "_" + its digest, so that a change made without tracking is seen in it too. The digest is
of the text as it went out; Word allows a bookmark forty characters.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from safeguard_desk.documents.docx_xml import element, raw

NAMED, OTHER = "_sd", "_sx"
_FIRST = 50_000
"""Numbers of these bookmarks; headings have those below."""
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The format identifier of properties that users name (ECMA-376, part 1, 22.3)."""


def digest(text: str) -> str:
    """Return what a mark tells of a text: eight hexadecimal digits, whatever its spaces are."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def make_reviewable(
    file: Any, known_by: Sequence[tuple[str, str]], marked: Sequence[tuple[Any, str]]
) -> None:
    """Give the copy line numbers, mark every paragraph, keep what the file is known by."""
    numbers = element("w:lnNumType", countBy="1", distance="284", restart="continuous")
    _put_numbers(raw(file).body[-1], numbers)
    names = {raw(paragraph): name for paragraph, name in marked}
    for number, paragraph in enumerate(_paragraphs(file)):
        text = plain_text(paragraph)
        if not text.strip():
            continue
        name = names.get(paragraph)
        begin = _text_start(paragraph) if name else (1 if paragraph.pPr is not None else 0)
        shown = plain_text(paragraph, begin)
        mark = f"{NAMED}{name}" if name else f"{OTHER}{number}"
        own = str(_FIRST + number)
        start = element("w:bookmarkStart", id=own, name=f"{mark}_{digest(shown)}")
        paragraph.insert(begin, start)
        paragraph.append(element("w:bookmarkEnd", id=own))
    _keep(file, known_by)


def _put_numbers(section: Any, numbers: Any) -> None:
    """Put line numbers where the schema wants them: after the margins, before columns."""
    from docx.oxml.ns import qn

    margins = section.find(qn("w:pgMar"))
    margins.addnext(numbers)


def _paragraphs(file: Any) -> list[Any]:
    """Return every paragraph of the body, those in tables too."""
    from docx.oxml.ns import qn

    return list(raw(file).body.iter(qn("w:p")))


def _text_start(paragraph: Any) -> int:
    """Return where the text of a paragraph begins: after its properties and a label with its tab.

    The label ("3.2", tab) is a run of its own, the first.
    """
    from docx.oxml.ns import qn

    begin = 1 if paragraph.pPr is not None else 0
    first = paragraph[begin] if len(paragraph) > begin else None
    labelled = first is not None and first.tag == qn("w:r") and first.find(qn("w:tab")) is not None
    return begin + 1 if labelled else begin


def plain_text(paragraph: Any, begin: int = 0) -> str:
    """Return the letters of a paragraph from its child number `begin`."""
    from docx.oxml.ns import qn

    signs = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    found = []
    for child in list(paragraph)[begin:]:
        for part in child.iter():
            if part.tag == qn("w:t"):
                found.append(part.text or "")
            elif part.tag in signs and part.getparent().tag == qn("w:r"):
                found.append(signs[part.tag])
    return "".join(found)


def _keep(file: Any, known_by: Sequence[tuple[str, str]]) -> None:
    """Keep names and values as the file's own properties, which Word shows and passes on."""
    from xml.sax.saxutils import escape, quoteattr

    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    lines = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(known_by, 2)
    )
    spaces = "http://schemas.openxmlformats.org/officeDocument/2006"
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{spaces}/custom-properties" xmlns:vt="{spaces}/docPropsVTypes">'
        f"{lines}</Properties>"
    )
    package = file.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, xml.encode("utf-8"), package)
    package.relate_to(part, _CUSTOM_RELATION)
