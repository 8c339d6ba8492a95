"""Failures of the file, told as refusals: the world's fault, not the program's."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2

from safeguard_desk.errors import Refusal

Told = tuple[str, str, str]
_KEPT = "Everything acknowledged before is kept."
_UNMADE = f"The last change was not made. {_KEPT}"
_FULL: Told = ("The disk is full.", _UNMADE, "Free some space and do it again.")
_DISK: Told = (
    "The disk could not be read or written.",
    _UNMADE,
    "Look whether the disk or the network drive is still connected, then try again.",
)
_RIGHTS: Told = (
    "The file or its folder can only be read, or another program has it open.",
    "Nothing was changed.",
    "Close it elsewhere, or copy the desk to a folder of your own and open it there.",
)
FAILURES: dict[str, Told] = {
    "SQLITE_FULL": _FULL,
    "SQLITE_BUSY": (
        "Another program is writing to this desk.",
        _UNMADE,
        "Wait a moment and do it again.",
    ),
    "SQLITE_LOCKED": (
        "The desk is busy with another change.",
        _UNMADE,
        "Wait a moment and do it again.",
    ),
    "SQLITE_READONLY": _RIGHTS,
    "SQLITE_PERM": _RIGHTS,
    "SQLITE_CORRUPT": (
        "The file is damaged: part of it is not as it was written.",
        "It was left as it is.",
        "Restore the newest backup; keep the damaged file for whoever helps you.",
    ),
    "SQLITE_NOTADB": (
        "The passphrase does not open this file.",
        "Nothing was changed.",
        "Type it again. If you are sure of it, the file is damaged or no desk: restore a backup.",
    ),
    "SQLITE_IOERR": _DISK,
    "SQLITE_PROTOCOL": _DISK,
    "SQLITE_CANTOPEN": (
        "The file could not be opened.",
        "Nothing was changed.",
        "Look whether it is still there and whether you may write to its folder.",
    ),
    "SQLITE_NOMEM": (
        "The computer is out of memory.",
        _UNMADE,
        "Close other programs and do it again.",
    ),
    "SQLITE_TOOBIG": (
        "This is too large to be kept in the desk.",
        "Nothing was added.",
        "Make a smaller file of it.",
    ),
    "SQLITE_INTERRUPT": (
        "This was stopped before it was done.",
        _UNMADE,
        "Do it again if you want it.",
    ),
}
"""Primary result codes of SQLite that are the world's fault, each in words."""
BUGS = frozenset(
    {
        "SQLITE_ABORT",
        "SQLITE_AUTH",
        "SQLITE_CONSTRAINT",
        "SQLITE_EMPTY",
        "SQLITE_ERROR",
        "SQLITE_FORMAT",
        "SQLITE_INTERNAL",
        "SQLITE_MISMATCH",
        "SQLITE_MISUSE",
        "SQLITE_NOLFS",
        "SQLITE_NOTFOUND",
        "SQLITE_RANGE",
        "SQLITE_SCHEMA",
    }
)
"""The others: a mistake of the program, which is reported and not explained away."""
_NAMELESS = {
    "database or disk is full": "SQLITE_FULL",
    "database is locked": "SQLITE_BUSY",
    "database table is locked": "SQLITE_LOCKED",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
}
"""SQLite's words for what the driver raises without a code: failures of its backup interface."""
_BY_ERRNO: dict[int, Told] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.EIO: _DISK,
    errno.ENODEV: _DISK,
    errno.ENXIO: _DISK,
    errno.ESTALE: _DISK,
    errno.ETIMEDOUT: _DISK,
    errno.EHOSTDOWN: _DISK,
    errno.ENAMETOOLONG: (
        "The name is too long for this disk.",
        "Nothing was changed.",
        "Choose a shorter name.",
    ),
    errno.ENOENT: (
        "The file is no longer there.",
        "Nothing was changed.",
        "Look whether it was moved, or whether its drive is still connected.",
    ),
}


def _told(error: BaseException | None) -> Told | None:
    if isinstance(error, dbapi2.Error):
        # The name may be that of an extended code: SQLITE_IOERR_WRITE.
        name = str(getattr(error, "sqlite_errorname", _NAMELESS.get(str(error), "")))
        return next((told for code, told in FAILURES.items() if name.startswith(code)), None)
    if isinstance(error, OSError) and error.errno is not None:
        return _BY_ERRNO.get(error.errno)
    return None


def translate(error: BaseException) -> Refusal | None:
    """Return the refusal for a failure of the file, or None for what is a bug."""
    if isinstance(error, StaleDataError):
        return Refusal(
            "Somebody has changed this meanwhile.",
            "Your change was not made over it.",
            "Look at it again; its history shows both.",
        )
    told = _told(error.orig if isinstance(error, DBAPIError) else error)
    if told is None:
        return None
    what, kept, todo = told
    named = getattr(error, "filename", None)
    return Refusal(f"{what} ({named})" if named else what, kept, todo)


@contextmanager
def as_refusals() -> Iterator[None]:
    """Turn failures of the file into refusals; a bug passes through as it is."""
    try:
        yield
    except (DBAPIError, StaleDataError, dbapi2.Error, OSError) as error:
        refusal = translate(error)
        if refusal is None:
            raise
        raise refusal from error
