"""Documents as Word files: real headings, lists and tables, to be edited by people."""

from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from safeguard_desk.documents.docx_blocks import Writer
from safeguard_desk.documents.docx_review import make_reviewable
from safeguard_desk.documents.docx_styles import set_styles
from safeguard_desk.documents.docx_xml import edges, field, put, raw, watermark
from safeguard_desk.documents.fonts import clean, short
from safeguard_desk.documents.model import Document, Orientation
from safeguard_desk.documents.pdf_blocks import entries
from safeguard_desk.documents.pdf_metadata import page_size
from safeguard_desk.documents.saving import save
from safeguard_desk.documents.theme import FURNITURE, MARGIN_BOTTOM, MARGIN_SIDE, MARGIN_TOP, RULE


def write(document: Document, out: Path | BinaryIO) -> None:
    """Write a document; a path that cannot be written is a Refusal."""
    save(to_bytes(document), out)


def to_bytes(document: Document) -> bytes:
    """Return a document as the bytes of a .docx file."""
    import docx

    file = docx.Document()
    set_styles(file, document.language)
    _describe(file, document)
    _lay_out(file, document)
    _furnish(file, document)
    writer = Writer(file, entries(document.blocks))
    _title(file, document)
    writer.write(document.blocks)
    if document.review is not None:
        make_reviewable(file, document.review, writer.marked)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _describe(file: Any, document: Document) -> None:
    """Say what the file is; nobody is named that the document does not name."""
    created = document.created
    if created.tzinfo is not None:
        created = created.astimezone(UTC).replace(tzinfo=None)
    about = file.core_properties
    about.title, about.subject, about.author = document.title, document.subject, document.author
    about.keywords, about.language = ", ".join(document.keywords), document.language
    about.last_modified_by, about.comments, about.revision = document.author, "", 1
    about.created = about.modified = created


def _lay_out(file: Any, document: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    section = file.sections[0]
    landscape = document.orientation is Orientation.LANDSCAPE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    wide, high = page_size(landscape)
    section.page_width, section.page_height = Pt(wide), Pt(high)
    section.left_margin = section.right_margin = Pt(MARGIN_SIDE)
    section.top_margin, section.bottom_margin = Pt(MARGIN_TOP), Pt(MARGIN_BOTTOM)
    section.header_distance = section.footer_distance = Pt(26)


def _furnish(file: Any, document: Document) -> None:
    """Fill header and footer: running title, marking, page x of y, and the watermark."""
    section = file.sections[0]
    head = section.header.paragraphs[0]
    _tabs(head, document)
    head.add_run(f"{_running(document.header or document.title, document)}\t")
    head.add_run(document.marking).style = "Marking"
    if document.watermark:
        watermark(head, document.watermark)
    foot = section.footer.paragraphs[0]
    _tabs(foot, document)
    foot.add_run(f"{_running(document.footer, document)}\t")
    foot.add_run(document.marking).style = "Marking"
    foot.add_run("\tPage ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")
    put(raw(foot).get_or_add_pPr(), edges("w:pBdr", {"top": (RULE, 4)}))


def _running(text: str, document: Document) -> str:
    """Return a running title that leaves room for the marking in the middle."""
    return short(clean(text), _room(document) / 2 - 60, FURNITURE.size)


def _room(document: Document) -> float:
    return page_size(document.orientation is Orientation.LANDSCAPE)[0] - 2 * MARGIN_SIDE


def _tabs(paragraph: Any, document: Document) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Pt

    room = _room(document)
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(room / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Pt(room), WD_TAB_ALIGNMENT.RIGHT)


def _title(file: Any, document: Document) -> None:
    status = " · ".join(
        part for part in (document.marking, (document.watermark or "").capitalize()) if part
    )
    for text, style in (
        (document.organisation, "Organisation"),
        (document.title, "Title"),
        (document.subtitle, "Subtitle"),
        (status, "Status"),
        (document.summary, "Summary"),
    ):
        if text:
            file.add_paragraph(text, style=style)
