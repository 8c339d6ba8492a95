"""Opening a workbook that came from outside, or saying why it cannot be."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.return_reading import LARGEST, LARGEST_UNPACKED

_KEPT = "Nothing of it was taken in."


def workbook(path: Path, what: str) -> tuple[bytes, Any]:
    """Return a workbook's bytes and the workbook; refuses what is none, or too large."""
    from openpyxl import load_workbook

    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError as error:
        raise Refusal(
            f"{path.name} could not be read: {error.strerror or error}.",
            _KEPT,
            "Close it in the other program, or choose the file again.",
        ) from error
    if not data:
        raise Refusal(f"{path.name} is empty, or larger than {what} can be.", _KEPT)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        book = (
            load_workbook(BytesIO(data), data_only=True) if unpacked <= LARGEST_UNPACKED else None
        )
    except Exception as error:  # openpyxl fails in as many ways as a file can be broken
        raise Refusal(
            f"{path.name} is no workbook that can be read.",
            _KEPT,
            f"Choose {what} as it was sent, saved as Excel (.xlsx).",
        ) from error
    if book is None:
        raise Refusal(f"{path.name} unpacks to more than {what} can be.", _KEPT)
    return data, book
