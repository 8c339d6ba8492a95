"""One door for every format: the file's ending says which writer writes it."""

from pathlib import Path

from safeguard_desk.documents.model import Document
from safeguard_desk.documents.pdf_flow import Progress
from safeguard_desk.errors import Refusal

SUFFIXES = (".pdf", ".docx", ".xlsx")
"""The endings a document can be written with."""


def write(document: Document, path: Path, *, progress: Progress | None = None) -> None:
    """Write a document as its path's ending asks; another ending is a Refusal that names the three.

    progress: for a PDF, called with what is done and what there is in all.
    """
    match path.suffix.lower():
        case ".pdf":
            from safeguard_desk.documents import pdf

            pdf.write(document, path, progress=progress)
        case ".docx":
            from safeguard_desk.documents import docx

            docx.write(document, path)
        case ".xlsx":
            from safeguard_desk.documents import xlsx

            xlsx.write(document, path)
        case _:
            raise Refusal(
                f"A document cannot be written as {path.name}.",
                "Nothing was written.",
                "Give the file a name that ends in .pdf, .docx or .xlsx.",
            )
