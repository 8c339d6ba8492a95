"""The open export: everything in the desk as CSV and JSON with a data dictionary.

Nobody is locked in: each kind of record becomes two files, papers come with their content, and the
journal goes along. Nothing is encrypted in an export.
"""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.plain import as_plain
from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import KINDS, JournalEntry, JournalGroup, Paper
from safeguard_desk.models.base import Coded, Record

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
READ_ME = """Everything that was in the desk when it was exported.

Each kind of record is one CSV file (UTF-8 with a mark, dates as YYYY-MM-DD) and one JSON file with
the same content. data-dictionary.csv names every field, its type, and the codes it may hold.
A text that begins with = + - or @ has an apostrophe before it in the CSV file, so that Excel does
not take it for a formula; the JSON file has it as it is.
The papers' content is in the folder papers. journal.json holds every change that was ever made.
NOTHING HERE IS ENCRYPTED. Keep it as you would keep the papers themselves, and delete it after use.
"""


def export(desk: Desk, folder: Path) -> dict[str, int]:
    """Write everything to a new or empty folder; return how many records of each kind.

    Refuses a folder that holds anything. What breaks off leaves nothing behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is not an empty folder.",
            "Nothing was exported.",
            "Name a new folder, or an empty one.",
        )
    half = folder.with_name(folder.name + ".half")
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        with desk.read() as reader:
            counts = _write_all(reader, half)
        if folder.exists():
            folder.rmdir()
        half.replace(folder)
    except OSError as error:
        shutil.rmtree(half, ignore_errors=True)
        raise Refusal(
            f"The export broke off: {error.strerror or error}.",
            "The desk is as it was, and nothing half done was left.",
            f"Look at the space and the rights in {folder.parent}.",
        ) from error
    return counts


def _write_all(reader: Reader, folder: Path) -> dict[str, int]:
    (folder / "README.txt").write_text(READ_ME, encoding="utf-8")
    _write_csv(folder / "data-dictionary.csv", ["kind", "field", "type", "meaning"], _dictionary())
    counts = {}
    for kind, model in sorted(KINDS.items()):
        names = [column.name for column in model.__table__.c]
        rows = [list(map(as_plain, row)) for row in reader.rows(select(*model.__table__.c))]
        _write_csv(folder / f"{kind}.csv", names, rows)
        _write_json(folder / f"{kind}.json", [dict(zip(names, r, strict=True)) for r in rows])
        counts[kind] = len(rows)
    _write_json(folder / "journal.json", list(_journal(reader)))
    _write_papers(reader, folder / "papers")
    return counts


def _dictionary() -> Iterator[list[str]]:
    for kind, model in sorted(KINDS.items()):
        meaning = (model.__doc__ or "").splitlines()[0]
        yield [kind, "", "record", meaning]
        yield from ([kind, name, kept, words] for name, kept, words in _fields(model))


def _fields(model: type[Record]) -> Iterator[tuple[str, str, str]]:
    for column in model.__table__.c:
        kept = column.type
        if isinstance(kept, Coded):
            terms = "; ".join(f"{term.value}: {term.label}" for term in kept.term)
            yield column.name, "code", terms
        else:
            target = next(iter(column.foreign_keys), None)
            words = f"id of {target.column.table.name}" if target is not None else ""
            yield column.name, str(kept).lower(), words


def _journal(reader: Reader) -> Iterator[dict[str, Any]]:
    group, entry = JournalGroup, JournalEntry
    columns = (entry.seq, group.at, group.who, group.title, group.kind, entry.kind)
    names = ("seq", "at", "who", "title", "step", "kind", "record_id", "operation")
    statement = (
        select(*columns, entry.record_id, entry.operation, entry.fields)
        .join(group, group.seq == entry.group_seq)
        .order_by(entry.seq)
    )
    for *values, fields in reader.rows(statement):
        plain = dict(zip(names, map(as_plain, values), strict=True))
        yield plain | {"fields": json.loads(fields)}


def _write_papers(reader: Reader, folder: Path) -> None:
    statement = select(Paper.id, Paper.filename, Paper.sha256).where(Paper.sha256 != "")
    for paper_id, filename, sha256 in reader.rows(statement):
        folder.mkdir(exist_ok=True)
        safe = "".join(c if c.isalnum() or c in " ._-" else "_" for c in filename)[-100:]
        (folder / f"{paper_id} {safe}").write_bytes(attachments.content(reader, sha256))


def _write_json(path: Path, content: list[dict[str, Any]]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_csv(path: Path, names: list[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
