"""Bytes put where they are wanted, whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from safeguard_desk.errors import Refusal


def save(data: bytes, out: Path | BinaryIO) -> None:
    """Write `data` to an open file, or to a path by way of a temporary file beside it.

    A path that cannot be written is a Refusal; what was there before is kept.
    """
    if not isinstance(out, Path):
        out.write(data)
        return
    try:
        _replace(data, out)
    except OSError as error:
        raise Refusal(
            f"{out.name} could not be written to {out.parent}: {error.strerror or error}.",
            "Nothing was changed there.",
            "Close the file if another program has it open, or choose another folder.",
        ) from error


def _replace(data: bytes, out: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o666 & ~_umask())
        part.replace(out)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the rights that new files do not get; asking means setting it for a moment."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
