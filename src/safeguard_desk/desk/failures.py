"""Failures of the file, told as refusals: the world's fault, not the program's."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2

from safeguard_desk.errors import Refusal

Told = tuple[str, str, str]
_KEPT = "Everything acknowledged before is kept."
FAILURES: dict[str, Told] = {
    "SQLITE_FULL": (
        "The disk is full.",
        f"The last change was not made. {_KEPT}",
        "Free some space and do it again.",
    ),
    "SQLITE_BUSY": (
        "Another program is writing to this desk.",
        f"The last change was not made. {_KEPT}",
        "Wait a moment and do it again.",
    ),
    "SQLITE_LOCKED": (
        "The desk is busy with another change.",
        f"The last change was not made. {_KEPT}",
        "Wait a moment and do it again.",
    ),
    "SQLITE_READONLY": (
        "The file or its folder can only be read.",
        "Nothing was changed.",
        "Copy the desk to a folder of your own and open it there.",
    ),
    "SQLITE_CORRUPT": (
        "The file is damaged: part of it is not as it was written.",
        "It was left as it is.",
        "Restore the newest backup; keep the damaged file for whoever helps you.",
    ),
    "SQLITE_NOTADB": (
        "The passphrase does not open this file.",
        "Nothing was changed.",
        "Type it again. If you are sure of it, the file is no desk or is damaged: restore a backup.",
    ),
    "SQLITE_IOERR": (
        "The disk could not be read or written.",
        f"The last change was not made. {_KEPT}",
        "Look whether the disk or the network drive is still connected, then try again.",
    ),
    "SQLITE_CANTOPEN": (
        "The file could not be opened.",
        "Nothing was changed.",
        "Look whether it is still there and whether you may write to its folder.",
    ),
    "SQLITE_NOMEM": (
        "The computer is out of memory.",
        f"The last change was not made. {_KEPT}",
        "Close other programs and do it again.",
    ),
    "SQLITE_TOOBIG": (
        "This is too large to be kept in the desk.",
        "Nothing was added.",
        "Make a smaller file of it.",
    ),
}
"""Primary result codes of SQLite that are the world's fault, each in words."""


def _primary(error: BaseException) -> str | None:
    """Return the name of the primary code (SQLITE_IOERR of SQLITE_IOERR_WRITE)."""
    name = getattr(error, "sqlite_errorname", None)
    if name is None:
        return None
    return next((known for known in FAILURES if name.startswith(known)), None)


def translate(error: BaseException) -> Refusal | None:
    """Return the refusal for a failure of the file, or None for what is a bug."""
    if isinstance(error, StaleDataError):
        return Refusal(
            "Somebody has changed this meanwhile.",
            "Your change was not made over it.",
            "Look at it again; its history shows both.",
        )
    cause = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(cause, dbapi2.Error):
        return None
    code = _primary(cause)
    return Refusal(*FAILURES[code]) if code else None


@contextmanager
def as_refusals() -> Iterator[None]:
    """Turn failures of the file into refusals; a bug passes through as it is."""
    try:
        yield
    except (DBAPIError, StaleDataError, dbapi2.Error) as error:
        refusal = translate(error)
        if refusal is None:
            raise
        raise refusal from error
