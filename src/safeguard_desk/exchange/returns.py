"""Pre-meeting returns: forms made for every agency into a folder, and what comes back read in."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from safeguard_desk.desk.changes import Done
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported, Noted, Skipped
from safeguard_desk.exchange.return_forms import write_document, write_workbook
from safeguard_desk.exchange.return_reading import LARGEST, read_return
from safeguard_desk.rules.returning import Returned
from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.views.returns import forms
from safeguard_desk.work import returns as verbs

Tell = Callable[[int, int], None]
_WRITERS = {".xlsx": write_workbook, ".docx": write_document}
_NAME = 60
"""Characters of an agency's name in a file's name."""


@dataclass(frozen=True)
class Made:
    """The forms that were written: the files, and how many agencies were asked for new."""

    files: tuple[Path, ...]
    agencies: int
    asked: int

    @property
    def words(self) -> str:
        """What was made, in a sentence."""
        return f"{len(self.files)} forms for {self.agencies} agencies in {self.files[0].parent}."


@dataclass
class Read:
    """What became of several returns: counts, and the files that were refused."""

    done: Imported = field(default_factory=Imported)
    agencies: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What was taken in, in a sentence or two."""
        told = f"Read: {', '.join(self.agencies)}. {self.done.words()}" if self.agencies else ""
        return " ".join([part for part in (told, *self.refused) if part]) or "No file was read."


def make_forms(desk: Desk, meeting_id: str, folder: Path, tell: Tell | None = None) -> Done[Made]:
    """Write a workbook and a document for every agency expected at a meeting into a folder.

    Refuses a meeting that nobody is expected at, one that is over, and a folder that cannot be
    written to. Forms of before are written anew. Cancelled, it leaves what was written so far and
    takes nothing down.
    """
    with desk.read() as reader:
        meeting, asked = forms(reader, meeting_id)
    if meeting.state in {MeetingState.HELD, MeetingState.CANCELLED}:
        raise Refusal(
            f"{meeting.ref} is {meeting.state.label.lower()}.",
            "No form was made.",
            "Nothing is to do.",
        )
    if not asked:
        raise Refusal(
            f"No agency is expected at {meeting.ref}.",
            "No form was made.",
            "Add members to the group in the Directory first.",
        )
    made: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, form in enumerate(asked):
            if tell is not None:
                tell(number, len(asked))
            for ending, write in _WRITERS.items():
                path = folder / f"{meeting.ref} {_named(form.agency)}{ending}"
                write(meeting, form, path)
                made.append(path)
    except OSError as error:
        raise Refusal(
            f"The forms could not be written into {folder}: {error.strerror or error}.",
            f"{len(made)} were written before.",
            "Choose another folder, or close the files that are open.",
        ) from error
    agencies = tuple(form.agency_id for form in asked)

    def ask(uow: UnitOfWork) -> Made:
        return Made(tuple(made), len(asked), verbs.ask(uow, meeting_id, agencies))

    return desk.change("Make return forms", ask)


def _named(agency: str) -> str:
    kept = "".join(sign if sign.isalnum() or sign in " -" else " " for sign in agency)
    return " ".join(kept.split())[:_NAME].strip() or "agency"


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal(
                f"{path.name} is larger than a return can be.",
                "Nothing of it was taken in.",
                "Send the form back without more.",
            )
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"{path.name} could not be read: {error.strerror or error}.",
            "Nothing of it was taken in.",
            "Close it in the other program, or choose the file again.",
        ) from error


class _OnlyLooking(Exception):
    """Raised at the end of a dry run, so that what it did is rolled back."""


def read_one(desk: Desk, meeting_id: str, source: Path, *, dry_run: bool = False) -> Imported:
    """Read one return; refuses what is none of this meeting. A dry run changes nothing."""
    data = _content(source)
    returned = read_return(data, source.name)
    read = Read()

    def run(uow: UnitOfWork) -> Read:
        _take(uow, meeting_id, returned, source.name, data, read)
        if dry_run:
            raise _OnlyLooking
        return read

    try:
        desk.change(f"Read the return {source.name}", run)
    except _OnlyLooking:
        return read.done
    return read.done


def read_files(
    desk: Desk, meeting_id: str, sources: Sequence[Path], tell: Tell | None = None
) -> Done[Read]:
    """Read several returns as one step; a file that is refused is named, the others are taken."""
    read = Read()
    known: list[tuple[str, Returned, bytes]] = []
    for number, source in enumerate(sources):
        if tell is not None:
            tell(number, len(sources))
        try:
            data = _content(source)
            known.append((source.name, read_return(data, source.name), data))
        except Refusal as refusal:
            read.refused.append(refusal.what)

    def run(uow: UnitOfWork) -> Read:
        for name, returned, data in known:
            try:
                _take(uow, meeting_id, returned, name, data, read)
            except Refusal as refusal:
                read.refused.append(refusal.what)
        return read

    return desk.change("Read returns", run)


def _take(
    uow: UnitOfWork, meeting_id: str, returned: Returned, name: str, data: bytes, read: Read
) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    taken = verbs.take_in(uow, meeting_id, returned, name, sha256)
    done = read.done
    read.agencies.append(taken.agency)
    done.rows += taken.rows
    done.created += taken.created
    done.updated += taken.updated
    done.unchanged += taken.unchanged
    done.skipped += [Skipped(row, reason) for row, reason in taken.skipped]
    done.notes += [Noted(*noted) for noted in taken.notes]
