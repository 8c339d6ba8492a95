"""Draft minutes that came back from a co-chair as a Word file, told as proposals.

An entry is found by its hidden mark, else by its number, else by the most similar text (a guess).
Tracked changes, comments and changes made without tracking become proposals, each to be decided
by itself; formatting says nothing. Nothing is written here: work/reviewing.take_in does that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.docx_review import digest
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.returned_changes import additions, changes, text_of
from safeguard_desk.exchange.returned_file import (
    LARGEST,
    ReturnedFile,
    open_returned,
)
from safeguard_desk.exchange.returned_places import ALIKE, Found, Placed, place
from safeguard_desk.models import Meeting, MinuteEntry
from safeguard_desk.rules.terms import ProposalKind
from safeguard_desk.rules.wordwise import likeness
from safeguard_desk.views import meetings as view
from safeguard_desk.views import minutes_versions as versions
from safeguard_desk.views.minutes_versions import VersionEntry
from safeguard_desk.work.reviewing import Proposed

UNTRACKED = "changed without tracking"
_KEPT = "Nothing was read and nothing was changed."


@dataclass(frozen=True)
class Returned:
    """What a file proposes, and what should be said of it."""

    proposed: tuple[Proposed, ...]
    notes: tuple[str, ...]


def load(path: Path) -> bytes:
    """Return a file's bytes; refuses one that is not there, or far too large."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Refusal(
            f"{path.name} could not be read: {error.strerror or error}.",
            _KEPT,
            "Look whether the file is there, and close it if Word has it open.",
        ) from error


def read(reader: Reader, meeting_id: str, data: bytes, name: str) -> Returned:
    """Return what a returned file proposes on the minutes of a meeting.

    Refuses a file that is no Word file or cannot be opened safely, one that is not ours, and one
    of another meeting, saying what to do.
    """
    file = open_returned(data, name)
    head = view.head(reader, meeting_id)
    _refuse_another_meeting(reader, file, head.ref, name)
    sent = _Sent.of(reader, meeting_id, file)
    placed = place(file.paragraphs, sent.base, sent.now)
    if not placed.marked and not _is_ours(file, placed, sent.base, head.ref):
        raise Refusal(
            f"{name} is not a copy of these minutes: no entry of {head.ref} was found in it.",
            _KEPT,
            "Choose the Word file made with “Word for comments”, as it came back.",
        )
    _refuse_marks_of_another(reader, placed, meeting_id, head.ref, name)
    reading = _Minutes(file, placed, sent)
    proposed = tuple(reading.proposals())
    return Returned(proposed, (*sent.notes, *reading.notes))


def _is_ours(file: ReturnedFile, placed: Placed, base: Sequence[VersionEntry], ref: str) -> bool:
    """Tell whether a file without our marks is a copy of these minutes all the same.

    It is where it names the meeting; or where two entries at least, and half of those found, read
    like those that went out.
    """
    named = file.properties.get(versions.KNOWN_BY_MEETING) == ref or any(
        ref in one.after for one in file.paragraphs
    )
    if named:
        return bool(placed.found)
    words = {one.entry: one.text for one in base}
    alike = sum(
        likeness(text_of(one.paragraphs)[0], words.get(one.entry_id or "", "")) >= ALIKE
        for one in placed.found
    )
    return alike >= 2 and alike * 2 >= len(placed.found)


def _refuse_another_meeting(reader: Reader, file: ReturnedFile, ref: str, name: str) -> None:
    told = file.properties.get(versions.KNOWN_BY_MEETING, "")
    if not told or told == ref:
        return
    here = reader.scalar(select(Meeting.id).where(Meeting.ref == told)) is not None
    raise Refusal(
        f"{name} holds the minutes of {told}, and this is {ref}.",
        _KEPT,
        f"Open {told} and read it there." if here else f"No meeting {told} is on this desk.",
    )


def _refuse_marks_of_another(
    reader: Reader, placed: Placed, meeting_id: str, ref: str, name: str
) -> None:
    """Refuse where entries are marked, none is of this meeting, and some are of another."""
    if placed.found or not placed.marked:
        return
    e = MinuteEntry
    known = {
        versions.mark_of(row_id): row_ref
        for row_id, row_ref in reader.rows(
            select(e.id, Meeting.ref)
            .join(Meeting, Meeting.id == e.meeting_id)
            .where(e.meeting_id != meeting_id)
        )
    }
    others = sorted({known[mark] for mark in placed.marked if mark in known})
    raise Refusal(
        f"{name} holds no entry of {ref}.",
        _KEPT,
        f"It holds the minutes of {others[0]}: read it there."
        if others
        else "Its entries are not on this desk; choose the file that came back.",
    )


@dataclass(frozen=True)
class _Sent:
    """What went out: the entries of the version the file was made from, and those of now."""

    base: tuple[VersionEntry, ...]
    now: tuple[VersionEntry, ...]
    texts: dict[str, tuple[str, ...]]
    """Every text an entry has had in a version, the newest first, and the one it has now."""
    with_part_2: bool
    exact: bool
    """True if the version is known, so that an entry missing from the file was taken out."""
    notes: tuple[str, ...]

    @classmethod
    def of(cls, reader: Reader, meeting_id: str, file: ReturnedFile) -> "_Sent":
        lines = versions.versions(reader, meeting_id)
        now = versions.present(reader, meeting_id)
        bodies = {line.number: versions.body(reader, line.id) for line in lines}
        told = file.properties.get(versions.KNOWN_BY_VERSION, "")
        number = int(told) if told.isdecimal() else 0
        latest = lines[-1] if lines else None
        notes = []
        if told and latest is not None and number < latest.number:
            was = f"version {number}" if number else "a draft from before they were first sent"
            notes.append(
                f"This is {was}; {latest.words[0].lower()}{latest.words[1:]}, came after it."
                " What it proposes is shown against the words of now."
            )
        texts: dict[str, tuple[str, ...]] = {one.entry: (one.text,) for one in now}
        for version in sorted(bodies, reverse=True):
            for one in bodies[version]:
                texts[one.entry] = (*texts.get(one.entry, ()), one.text)
        base = bodies.get(number) or (bodies[latest.number] if latest is not None else now)
        return cls(
            base,
            now,
            texts,
            file.properties.get(versions.KNOWN_BY_PART) == "yes",
            number in bodies,
            tuple(notes),
        )


class _Minutes:
    """Tells what one file proposes."""

    def __init__(self, file: ReturnedFile, placed: Placed, sent: _Sent) -> None:
        self._file, self._placed, self._sent = file, placed, sent
        self._present = {one.entry: one for one in sent.now}
        self._somebody = (
            f"{file.last_author}, {UNTRACKED}" if file.last_author else UNTRACKED.capitalize()
        )
        self.notes: list[str] = []
        self._moved_in = {
            text_of(found.paragraphs)[1].strip() for found in placed.loose if _is_moved(found, "in")
        } - {""}

    def proposals(self) -> Iterator[Proposed]:
        """Yield every proposal in the order of the file, comments beside what they hang on."""
        before: str | None = None
        for found in self._placed.all:
            if found.entry_id is not None:
                yield from self._entry(found)
                before = found.entry_id
            elif not found.is_other:
                yield from self._loose(found, before)
            else:
                yield from self._other(found)
            yield from self._comments(found, found.entry_id or found.near)
        yield from self._order()
        yield from self._missing()
        self._tell_done()

    def _entry(self, found: Found) -> Iterator[Proposed]:
        """Yield what changed in an entry: first without tracking, then each tracked change."""
        entry = self._present[found.entry_id or ""]
        refused, accepted = text_of(found.paragraphs)
        if not accepted.strip() and refused.strip() in self._moved_in:
            return  # it was moved elsewhere, and that is told there
        base = self._base(found, entry, refused)
        guessed = found.guessed
        if base.split() != refused.split():
            yield Proposed(
                ProposalKind.CHANGE, self._somebody, None, base, refused.strip(),
                entry.entry, guessed=guessed,
            )  # fmt: skip
        for change in changes(found.paragraphs):
            yield Proposed(
                ProposalKind.CHANGE, change.author, change.on, change.before, change.after,
                entry.entry, guessed=guessed,
            )  # fmt: skip
        for added in additions(found.paragraphs):
            yield Proposed(
                ProposalKind.ADDITION, added.author or self._somebody, added.on, "", added.after,
                entry.entry, guessed=guessed,
            )  # fmt: skip
        for joined in (one.end_taken_out for one in found.paragraphs):
            if joined is not None and accepted.strip():
                yield Proposed(
                    ProposalKind.COMMENT, joined.author, joined.on, "",
                    "Join this entry with what follows it.", entry.entry,
                )  # fmt: skip

    def _base(self, found: Found, entry: VersionEntry, refused: str) -> str:
        """Return the entry's text as it went out: what its mark tells, else the version's."""
        known = self._sent.texts.get(entry.entry, (entry.text,))
        if found.digest:
            if digest(refused) == found.digest:
                return refused
            for text in known:
                if digest(text) == found.digest:
                    return text
        of_version = (one.text for one in self._sent.base if one.entry == entry.entry)
        return next(of_version, entry.text)

    def _loose(self, found: Found, before: str | None) -> Iterator[Proposed]:
        """Yield a paragraph that is new: it goes below the entry that it follows."""
        refused, accepted = (text.strip() for text in text_of(found.paragraphs))
        if not accepted or self._placed.unmarked:
            return
        span = next((s for p in found.paragraphs for s in p.spans if s.state == "in"), None)
        author, on = (span.author, span.on) if span else (self._somebody, None)
        if _is_moved(found, "in"):
            moved = next((o for o in self._sent.now if likeness(o.text, accepted) > 0.95), None)
            if moved is not None:
                yield Proposed(
                    ProposalKind.COMMENT, author, on, moved.text, self._below(before), moved.entry
                )
                return
        kind = ProposalKind.ADDITION if not refused or span is None else ProposalKind.CHANGE
        yield Proposed(
            kind, author, on, refused if kind is ProposalKind.CHANGE else "", accepted,
            before if kind is ProposalKind.ADDITION and not found.in_table else None,
            restricted=before is None and self._sent.with_part_2,
        )  # fmt: skip

    def _below(self, entry_id: str | None) -> str:
        entry = self._present.get(entry_id or "")
        return f"Move this below {entry.number}." if entry else "Move this to the beginning."

    def _other(self, found: Found) -> Iterator[Proposed]:
        """Yield a change outside the entries: attendance, headings, owners and due dates."""
        hidden = self._sent.with_part_2
        for change in changes(found.paragraphs):
            yield Proposed(
                ProposalKind.CHANGE, change.author, change.on, change.before, change.after,
                restricted=hidden,
            )  # fmt: skip
        refused, _ = text_of(found.paragraphs)
        if found.digest and digest(refused) != found.digest:
            yield Proposed(
                ProposalKind.CHANGE, self._somebody, None, "", refused.strip() or "(taken out)",
                restricted=hidden,
            )  # fmt: skip
        for added in additions(found.paragraphs):
            yield Proposed(
                ProposalKind.ADDITION, added.author, added.on, "", added.after, restricted=hidden
            )

    def _comments(self, found: Found, entry_id: str | None) -> Iterator[Proposed]:
        for comment_id in (one for p in found.paragraphs for one in p.comments):
            comment = self._file.comments.get(comment_id)
            if comment is None or comment.done or not comment.words:
                continue
            yield Proposed(
                ProposalKind.COMMENT, comment.author, comment.on, comment.anchored, comment.words,
                entry_id, guessed=found.guessed,
                restricted=entry_id is None and self._sent.with_part_2,
            )  # fmt: skip

    def _tell_done(self) -> None:
        done = sum(comment.done for comment in self._file.comments.values())
        if done:
            verb = "was" if done == 1 else "were"
            self.notes.append(f"{done} of its comments {verb} marked as settled, and left out.")
        if self._placed.unmarked:
            self.notes.append(
                "The file has lost its marks: entries were found by number and by their text,"
                " and new paragraphs could not be told from old ones."
            )

    def _order(self) -> Iterator[Proposed]:
        """Yield entries that somebody put elsewhere without tracking."""
        from difflib import SequenceMatcher

        here = [one.entry_id for one in self._placed.all if one.entry_id and not one.guessed]
        wanted = [one.entry for one in self._sent.now if one.entry in here]
        blocks = SequenceMatcher(None, wanted, here, autojunk=False).get_matching_blocks()
        kept = {here[block.b + n] for block in blocks for n in range(block.size)}
        for place_, entry_id in enumerate(here):
            if entry_id not in kept and entry_id is not None:
                below = here[place_ - 1] if place_ else None
                yield Proposed(
                    ProposalKind.COMMENT, self._somebody, None, self._present[entry_id].text,
                    self._below(below), entry_id,
                )  # fmt: skip

    def _missing(self) -> Iterator[Proposed]:
        """Yield entries that went out and are no longer in the file."""
        if not self._sent.exact or self._placed.unmarked:
            return
        here = {one.entry_id for one in self._placed.all}
        expected = [
            one
            for one in self._sent.base
            if one.entry in self._present
            and one.text.strip()
            and (self._sent.with_part_2 or not (one.restricted or self._hidden(one)))
        ]
        gone = [one for one in expected if one.entry not in here]
        if len(gone) * 2 > len(expected):
            self.notes.append(
                f"{len(gone)} of {len(expected)} entries are not in the file; it holds a part only."
            )
            return
        for one in gone:
            yield Proposed(ProposalKind.CHANGE, self._somebody, None, one.text, "", one.entry)

    def _hidden(self, one: VersionEntry) -> bool:
        return self._present[one.entry].restricted


def _is_moved(found: Found, state: str) -> bool:
    spans = [span for one in found.paragraphs for span in one.spans if span.text.strip()]
    return bool(spans) and all(span.moved and span.state == state for span in spans)
