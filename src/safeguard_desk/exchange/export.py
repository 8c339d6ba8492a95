"""The open export: everything in the desk as CSV and JSON with a data dictionary.

Nobody is locked in: each kind of record becomes two files, papers come with their content, and the
journal goes along. Nothing is encrypted in an export.
"""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.plain import as_plain
from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.dictionary import COLUMNS, dictionary
from safeguard_desk.models import (
    KINDS,
    CaseKey,
    JournalEntry,
    JournalGroup,
    Paper,
    PaperMark,
    PaperVersion,
    ReportFile,
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
PRIVATE = frozenset({PaperMark.__tablename__, CaseKey.__tablename__})
"""Kinds of record that neither leave nor does their history: private marks, keys of names."""
READ_ME = """Everything that was in the desk when it was exported.

Each kind of record is one CSV file (UTF-8 with a mark, dates as YYYY-MM-DD) and one JSON file with
the same content. data-dictionary.csv names every field, what it means, and the codes it may hold.
A text that begins with = + - or @ has an apostrophe before it in the CSV file, so that Excel does
not take it for a formula; the JSON file has it as it is.
The papers' content is in the folder papers, each file under the id of its paper in papers.csv;
versions that were replaced are there too, under the ids that paper_versions.csv has.
Private notes and highlights on papers are left out: they belong to whoever made them, alone.
Keys of the names behind code names are left out: they never leave the desk.
journal.json holds every change that was ever made.
NOTHING HERE IS ENCRYPTED. Keep it as you would keep the papers themselves, and delete it after use.
"""


@dataclass(frozen=True)
class Exported:
    """How many records of each kind were written, and which papers' content could not be."""

    counts: dict[str, int]
    missing: tuple[str, ...] = ()


def export(desk: Desk, folder: Path) -> Exported:
    """Write everything to a new or an empty folder.

    Refuses a folder that holds anything. What breaks off leaves nothing behind. Content of a paper
    that the desk has lost is named and does not hold back the rest.
    """
    folder = Path(os.path.abspath(folder))
    try:
        _refuse_full(folder)
        # Beside its later place, so that it gets its name in one step; and for its owner alone.
        half = Path(tempfile.mkdtemp(prefix=".export-", dir=_nearest(folder)))
        try:
            with desk.read() as reader:
                done = _write_all(reader, half)
            _put_in_place(half, folder)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    except OSError as error:
        raise Refusal(
            f"The export broke off: {error.strerror or error}.",
            "The desk is as it was, and nothing half done was left.",
            f"Look at the space and the rights in {folder.parent}.",
        ) from error
    return done


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal(
            f"{folder} is not an empty folder.",
            "Nothing was exported.",
            "Name a new folder, or an empty one.",
        )


def _nearest(folder: Path) -> Path:
    """Return the folder in which the export is prepared: the nearest one above that is there."""
    for place in folder.parents:
        if place.exists():
            return place
    raise Refusal(f"There is no {folder.anchor}.", "Nothing was exported.", "Name another folder.")


def _put_in_place(half: Path, folder: Path) -> None:
    """Give the export its name; an empty folder that is there is filled: somebody may be in it."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        half.rename(folder)
        return
    for part in half.iterdir():
        part.rename(folder / part.name)


def _write_all(reader: Reader, folder: Path) -> Exported:
    (folder / "README.txt").write_text(READ_ME, encoding="utf-8")
    told = [line for line in dictionary() if line[0] not in PRIVATE]
    _write_csv(folder / "data-dictionary.csv", COLUMNS, told)
    counts = {}
    for kind, model in sorted(KINDS.items()):
        if kind in PRIVATE:
            continue
        names = [column.name for column in model.__table__.c]
        ordered = select(*model.__table__.c).order_by(model.__table__.c.id)
        rows = [list(map(as_plain, row)) for row in reader.rows(ordered)]
        _write_csv(folder / f"{kind}.csv", names, rows)
        _write_json(folder / f"{kind}.json", (dict(zip(names, r, strict=True)) for r in rows))
        counts[kind] = len(rows)
    _write_json(folder / "journal.json", _journal(reader))
    return Exported(counts, tuple(_write_papers(reader, folder / "papers")))


def _journal(reader: Reader) -> Iterator[dict[str, Any]]:
    group, entry = JournalGroup, JournalEntry
    columns = (entry.seq, group.at, group.who, group.title, group.kind, entry.kind)
    names = ("seq", "at", "who", "title", "step", "kind", "record_id", "operation")
    statement = (
        select(*columns, entry.record_id, entry.operation, entry.fields)
        .join(group, group.seq == entry.group_seq)
        .where(entry.kind.not_in(PRIVATE))
        .order_by(entry.seq)
    )
    for *values, fields in reader.rows(statement):
        plain = dict(zip(names, map(as_plain, values), strict=True))
        yield plain | {"fields": json.loads(fields)}


def _write_papers(reader: Reader, folder: Path) -> Iterator[str]:
    """Write the content of papers; give the titles of those whose content is lost."""
    p, v = Paper, PaperVersion
    now = select(p.id, p.title, p.filename, p.sha256).where(p.sha256 != "")
    old = select(v.id, p.title, v.filename, v.sha256).join(p, p.id == v.paper_id)
    f = ReportFile
    issued = select(f.id, f.filename, f.filename, f.sha256)
    every = (*reader.rows(now), *reader.rows(old), *reader.rows(issued))
    for paper_id, title, filename, sha256 in every:
        try:
            content = attachments.content(reader, sha256)
        except Refusal:
            yield title or filename
            continue
        folder.mkdir(exist_ok=True)
        (folder / f"{paper_id} {_file_name(filename)}").write_bytes(content)


def _file_name(name: str) -> str:
    """Return a name that every system can keep, with its ending."""
    kept = "".join(sign if sign.isalnum() or sign in " ._-" else "_" for sign in name)
    return kept.encode()[-100:].decode(errors="ignore").strip(" .") or "paper"


def _write_json(path: Path, content: Iterable[dict[str, Any]]) -> None:
    path.write_text(json.dumps(list(content), ensure_ascii=False, indent=1), encoding="utf-8")


def _write_csv(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
