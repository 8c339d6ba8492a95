"""A paper read from a file of the computer: its size looked at first, its text read with it."""

import mimetypes
from pathlib import Path

from safeguard_desk.desk import attachments
from safeguard_desk.documents.paper_text import text_of
from safeguard_desk.errors import Refusal
from safeguard_desk.work.papers import Content, refuse_unfit


def read(path: Path) -> Content:
    """Return a file that was chosen or dropped, with its text for the search.

    Refuses a folder, an empty file, a program whatever its name, and a file too large, which is
    not read at all; and gives the reason where the system refuses to read.
    """
    try:
        data = _bytes(path)
    except OSError as error:
        raise Refusal(
            f"{path.name} could not be read: {error.strerror or error}.",
            "Nothing was attached.",
            "Close it if it is open elsewhere, or save a copy on this computer.",
        ) from error
    refuse_unfit(path.name, data)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Content(path.name, media_type, data, text_of(data, media_type, path.name))


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise Refusal(
            f"{path.name} is a folder.",
            "Nothing was attached.",
            "Open it, and choose the files in it.",
        )
    attachments.refuse_too_large(path.stat().st_size, path.name)
    return path.read_bytes()
