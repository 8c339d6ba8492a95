"""The content of papers inside the file, kept once by its SHA-256."""

import hashlib

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Blob

LARGEST = 200 * 1024 * 1024
"""Bytes above which a paper is refused: the file is copied whole for each backup."""


def refuse_too_large(size: int, name: str = "This file") -> None:
    """Refuse more bytes than the desk takes; called before a file is read into memory."""
    if size > LARGEST:
        raise Refusal(
            f"{name} has {size / 1e6:.0f} MB; a paper may have 200 MB at most.",
            "Nothing was attached.",
            "Make a smaller PDF of it and attach that.",
        )


def keep(uow: UnitOfWork, content: bytes) -> str:
    """Keep content in the file and return its SHA-256; what is there already is not kept twice."""
    refuse_too_large(len(content))
    sha256 = hashlib.sha256(content).hexdigest()
    if uow.session.get(Blob, sha256) is None:
        uow.session.add(Blob(sha256=sha256, size=len(content), content=content))
    return sha256


def content(reader: Reader, sha256: str) -> bytes:
    """Return content by its SHA-256; refuse when the file has lost or altered it."""
    found: bytes | None = reader.scalar(select(Blob.content).where(Blob.sha256 == sha256))
    if found is None or hashlib.sha256(found).hexdigest() != sha256:
        raise Refusal(
            "The content of this paper is not in the file as it was attached.",
            "Everything else is there.",
            "Attach the paper again, or restore a backup.",
        )
    return found
