"""Papers made off the window's thread, and handed on as bytes: to show, to save, to open."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_desk.documents.model import Document
from safeguard_desk.documents.saving import save
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.ui.jobs import Jobs

LABELS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
_FILES = LABELS | {"ics": "calendar file"}
_BARRED = '<>:"/\\|?*'


@dataclass(frozen=True)
class Produced:
    """A paper as bytes, with the name it should be saved under."""

    name: str
    suffix: str
    data: bytes

    @property
    def filename(self) -> str:
        """A file name without what file systems bar."""
        plain = "".join("-" if letter in _BARRED else letter for letter in self.name)
        return f"{plain}.{self.suffix}"


def formats(kind: str) -> tuple[str, ...]:
    """Return what a kind of paper can be written as."""
    from safeguard_desk.papers import PAPERS

    return PAPERS[kind].formats


def produce(
    jobs: Jobs,
    kind: str,
    request: Request,
    suffix: str,
    then: Callable[[Produced], None],
    refused: Callable[[Refusal], None] | None = None,
) -> None:
    """Make a paper on the worker and hand it to `then` on the window's thread."""
    work = partial(_make, jobs, kind, request, suffix)
    jobs.compute(f"Making the {LABELS[suffix]}", work, then=then, refused=refused)


def _make(
    jobs: Jobs, kind: str, request: Request, suffix: str, progress: Callable[[int, int], None]
) -> Produced:
    from safeguard_desk.papers import file_name, make

    with jobs.desk.read() as reader:
        document, name = make(kind, reader, request), file_name(kind, reader, request)
    return Produced(name, suffix, written(document, suffix, progress))


def written(document: Document, suffix: str, progress: Callable[[int, int], None]) -> bytes:
    """Return a document as the bytes of a file; each writer is loaded when first used."""
    if suffix == "docx":
        from safeguard_desk.documents import docx

        return docx.to_bytes(document)
    if suffix == "xlsx":
        from safeguard_desk.documents import xlsx

        return xlsx.to_bytes(document)
    from safeguard_desk.documents import pdf

    return pdf.to_bytes(document, progress=progress)


def save_as(parent: QWidget, produced: Produced) -> Path | None:
    """Ask where to save a paper and save it there; None when nobody chose."""
    label = _FILES[produced.suffix]
    suggested = str(Path.home() / produced.filename)
    chosen, _ = QFileDialog.getSaveFileName(
        parent, f"Save as {label}", suggested, f"{label} (*.{produced.suffix})"
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != f".{produced.suffix}":
        path = path.with_name(f"{path.name}.{produced.suffix}")
    save(produced.data, path)
    return path


_OPENED: list[tempfile.TemporaryDirectory[str]] = []
"""Folders of copies opened in other programs; they go when the program ends."""


def open_outside(filename: str, data: bytes) -> None:
    """Open a copy in the system's program for it. The copy is removed when this program ends."""
    folder = tempfile.TemporaryDirectory(prefix="safeguard-desk-", ignore_cleanup_errors=True)
    _OPENED.append(folder)
    path = Path(folder.name) / Path(filename).name
    path.write_bytes(data)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise Refusal(
            f"No program on this computer opens {path.name}.",
            "The paper itself is kept.",
            "Save it, and open it where such a program is.",
        )
