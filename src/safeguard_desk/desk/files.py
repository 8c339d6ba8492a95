"""A desk as files on the disk: the file, what SQLite keeps beside it, and sure copies of both."""

import hashlib
import os
import shutil
from pathlib import Path

from safeguard_desk.errors import Refusal

_CHUNK = 1 << 20
_MARGIN = 16 << 20
"""Bytes left free on a disk after a copy; a machine without them is in trouble of its own."""


def beside(path: Path, ending: str) -> Path:
    """Return the file that lies beside `path` under its name and an ending ("-wal", ".lock")."""
    return path.with_name(path.name + ending)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's content as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def free_name(wanted: Path) -> Path:
    """Return `wanted`, or with -2, -3 ... before its ending where that name is taken."""
    path, number = wanted, 1
    while path.exists():
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return path


def may_write(folder: Path) -> bool:
    """Say whether a file can be made in a folder, by making one: rights alone do not tell."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError:
        return False
    return True


def free_space(folder: Path) -> int:
    """Return the bytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


def need_space(folder: Path, size: int) -> None:
    """Refuse to begin a copy of `size` bytes where the disk cannot hold it."""
    free = free_space(folder)
    if free < size + _MARGIN:
        raise Refusal(
            f"The disk of {folder} is too full: {-(-(size + _MARGIN) >> 20)} MB are needed,"
            f" {free >> 20} MB are free.",
            "Nothing was changed.",
            "Free some space and do it again.",
        )


def copy(source: Path, target: Path) -> None:
    """Copy a file to a name that is not taken, flushed to the disk, and compare the two.

    On any failure nothing is left at the target.
    """
    try:
        with source.open("rb") as reading, target.open("xb") as writing:
            shutil.copyfileobj(reading, writing, _CHUNK)
            writing.flush()
            os.fsync(writing.fileno())
        same = sha256(source) == sha256(target)
    except FileExistsError:
        raise
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    if not same:
        target.unlink()
        raise Refusal(
            f"{source.name} changed while it was copied.",
            "It was left as it is, and no copy was kept.",
            "Close it everywhere and copy it again.",
        )


def move(source: Path, target: Path) -> None:
    """Put a file in the place of another in one step, so that one of the two is always there."""
    source.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder last through a power cut; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
