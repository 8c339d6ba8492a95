"""Documents as accessible PDF: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once.

One pass: blocks become strips, strips are placed on pages, and what needs the number of pages is
left open until they are known. The same document gives the same bytes.
"""

from pathlib import Path
from typing import BinaryIO

from safeguard_desk.documents.fonts import Fonts
from safeguard_desk.documents.model import Document, Orientation
from safeguard_desk.documents.pdf_blocks import Composer, Entry, entries, title_strips
from safeguard_desk.documents.pdf_file import Name, PdfFile, Ref, Value
from safeguard_desk.documents.pdf_flow import Flow, Progress
from safeguard_desk.documents.pdf_furniture import furnish
from safeguard_desk.documents.pdf_metadata import info, output_intent, page_size, xmp
from safeguard_desk.documents.pdf_page import LinkArea, Page
from safeguard_desk.documents.pdf_tags import Tags
from safeguard_desk.documents.pdf_text import LineNumbers, Place
from safeguard_desk.documents.saving import save
from safeguard_desk.documents.theme import (
    MARGIN_BOTTOM,
    MARGIN_BOTTOM_LANDSCAPE,
    MARGIN_SIDE,
    MARGIN_TOP,
)


def write(document: Document, out: Path | BinaryIO, *, progress: Progress | None = None) -> None:
    """Write a document; a path that cannot be written is a Refusal.

    progress: called with strips placed and strips in all; what it raises stops the writing.
    """
    save(to_bytes(document, progress=progress), out)


def to_bytes(document: Document, *, progress: Progress | None = None) -> bytes:
    """Return a document as the bytes of a PDF file."""
    landscape = document.orientation is Orientation.LANDSCAPE
    size = page_size(landscape)
    bottom = MARGIN_BOTTOM_LANDSCAPE if landscape else MARGIN_BOTTOM
    fonts, tags = Fonts(), Tags()
    pages: list[Page] = []

    def page_made() -> Page:
        pages.append(Page(len(pages), size, fonts, tags))
        return pages[-1]

    title = Entry(1, document.title, 0, size[1])
    top = size[1] - MARGIN_TOP
    place = Place(tags.document, MARGIN_SIDE, size[0] - 2 * MARGIN_SIDE, top - bottom)
    headings = entries(document.blocks)
    strips = title_strips(document, place)
    strips += Composer(headings).compose(document.blocks, place)
    number = LineNumbers().number if document.review is not None else None
    Flow(page_made, top, bottom, number).place(strips, progress)
    for page in pages:
        furnish(page, document, len(pages))
    return _file(document, pages, headings or [title], fonts, tags)


def _file(
    document: Document, pages: list[Page], headings: list[Entry], fonts: Fonts, tags: Tags
) -> bytes:
    out = PdfFile()
    root, tree = out.reserve(), out.reserve()
    refs = [out.reserve() for _ in pages]
    contents = [out.stream({}, page.finished()) for page in pages]
    resources = out.add({"Font": fonts.write(out)})
    targets = [_destination(entry, refs) for entry in headings]
    for page, ref, content in zip(pages, refs, contents, strict=True):
        entries_: dict[str, Value] = {
            "Type": Name("Page"),
            "Parent": tree,
            "MediaBox": [0, 0, *page.size],
            "Resources": resources,
            "Contents": content,
            "StructParents": page.number,
            "Tabs": Name("S"),
        }
        links = [_link(out, page, ref, area, targets, tags, len(pages)) for area in page.links]
        if links:
            entries_["Annots"] = links
        out.put(ref, entries_)
    out.put(tree, {"Type": Name("Pages"), "Kids": refs, "Count": len(refs)})
    catalog: dict[str, Value] = {
        "Type": Name("Catalog"),
        "Pages": tree,
        "Lang": document.language,
        "MarkInfo": {"Marked": True},
        "StructTreeRoot": tags.write(out, refs),
        "ViewerPreferences": {"DisplayDocTitle": True},
        "Metadata": out.stream(
            {"Type": Name("Metadata"), "Subtype": Name("XML")}, xmp(document), compress=False
        ),
        "OutputIntents": [output_intent(out)],
        "Outlines": _outlines(out, headings, targets),
        "PageMode": Name("UseOutlines"),
    }
    out.put(root, catalog)
    return out.to_bytes(root, out.add(info(document)))


def _destination(entry: Entry, pages: list[Ref]) -> list[Value]:
    return [pages[entry.page], Name("XYZ"), None, entry.y + 6, None]


def _link(
    out: PdfFile,
    page: Page,
    page_ref: Ref,
    area: LinkArea,
    targets: list[list[Value]],
    tags: Tags,
    pages: int,
) -> Ref:
    ref = out.reserve()
    entries_: dict[str, Value] = {
        "Type": Name("Annot"),
        "Subtype": Name("Link"),
        "Rect": [round(edge, 2) for edge in area.box],
        "Border": [0, 0, 0],
        "F": 4,
        "P": page_ref,
        "StructParent": tags.own_annotation(area.owner, page.number, ref, pages),
    }
    if isinstance(area.target, int):
        entries_["Dest"] = targets[area.target]
        entries_["Contents"] = f"Go to {area.words}"
    else:
        entries_["A"] = {"S": Name("URI"), "URI": _address(area.target)}
        entries_["Contents"] = f"{area.words} ({area.target})"
    out.put(ref, entries_)
    return ref


def _address(target: str) -> bytes:
    return target.encode("ascii", "ignore") if target.isascii() else _escaped(target)


def _escaped(target: str) -> bytes:
    from urllib.parse import quote

    return quote(target, safe=":/?#[]@!$&'()*+,;=%").encode("ascii")


def _outlines(out: PdfFile, headings: list[Entry], targets: list[list[Value]]) -> Ref:
    """Write bookmarks, nested as the headings are, all folded below the first level."""
    root = out.reserve()
    refs = [out.reserve() for _ in headings]
    parents = _parents(headings)
    kids: dict[int | None, list[int]] = {}
    for index, parent in enumerate(parents):
        kids.setdefault(parent, []).append(index)
    for index, entry in enumerate(headings):
        parent = parents[index]
        siblings = kids[parent]
        at = siblings.index(index)
        item: dict[str, Value] = {
            "Title": entry.text,
            "Parent": root if parent is None else refs[parent],
            "Dest": targets[index],
        }
        if at:
            item["Prev"] = refs[siblings[at - 1]]
        if at + 1 < len(siblings):
            item["Next"] = refs[siblings[at + 1]]
        if own := kids.get(index):
            item |= {"First": refs[own[0]], "Last": refs[own[-1]], "Count": -len(own)}
        out.put(refs[index], item)
    top = kids[None]
    out.put(
        root,
        {
            "Type": Name("Outlines"),
            "First": refs[top[0]],
            "Last": refs[top[-1]],
            "Count": len(top),
        },
    )
    return root


def _parents(headings: list[Entry]) -> list[int | None]:
    open_: list[int] = []
    parents: list[int | None] = []
    for index, entry in enumerate(headings):
        while open_ and headings[open_[-1]].level >= entry.level:
            open_.pop()
        parents.append(open_[-1] if open_ else None)
        open_.append(index)
    return parents
