"""Where each paragraph of returned minutes belongs: which entry, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from safeguard_desk.documents.docx_review import NAMED, OTHER, digest
from safeguard_desk.exchange.returned_file import ReturnedParagraph, Span
from safeguard_desk.rules.wordwise import likeness
from safeguard_desk.views.minutes_versions import VersionEntry, mark_of

ALIKE = 0.6
"""How alike two texts must be for one to be taken for the other."""
_MARK = re.compile(rf"({NAMED}|{OTHER})([0-9a-z]+)_([0-9a-f]{{8}})", re.IGNORECASE)
_LABEL = re.compile(r"\s*(\d{1,3}\.\d{1,3})\t\s*")
_HEAD = re.compile(r"\s*(\d{1,3}\.\d{1,3})\s")


@dataclass
class Found:
    """Paragraphs that were one when they went out, and the entry they are.

    `near` is the entry that a paragraph beside it belongs to, for comments: the line above or
    below an action's words.
    """

    paragraphs: list[ReturnedParagraph]
    entry_id: str | None = None
    digest: str = ""
    guessed: bool = False
    is_other: bool = False
    """It went out with the copy, and is no entry: a heading, an owner, a cell."""
    near: str | None = None

    @property
    def in_table(self) -> bool:
        """True in a cell."""
        return any(one.in_table for one in self.paragraphs)


@dataclass
class Placed:
    """Every paragraph with its place."""

    all: list[Found] = field(default_factory=list)
    marked: set[str] = field(default_factory=set)
    """The names in the marks of entries, whether this meeting has them or not."""
    unmarked: bool = False
    """True if the file has lost its marks."""

    @property
    def found(self) -> list[Found]:
        """The paragraphs that are an entry."""
        return [one for one in self.all if one.entry_id is not None]

    @property
    def loose(self) -> list[Found]:
        """The paragraphs that did not go out with the copy."""
        return [one for one in self.all if one.entry_id is None and not one.is_other]


def place(
    paragraphs: Sequence[ReturnedParagraph],
    base: Sequence[VersionEntry],
    now: Sequence[VersionEntry],
) -> Placed:
    """Give each paragraph its place: by mark, else by number, else by the most similar text."""
    by_mark = {mark_of(one.entry): one.entry for one in now}
    placed = Placed()
    for group in _groups(paragraphs):
        found = Found(group)
        for kind, name, told in _marks(group):
            if kind == NAMED:
                placed.marked.add(name)
            if kind == NAMED and name in by_mark and found.entry_id is None:
                found.entry_id, found.digest, found.is_other = by_mark[name], told, False
            elif found.entry_id is None and not found.digest:
                found.digest, found.is_other = told, True
        placed.all.append(found)
    _drop_doubles(placed)
    placed.unmarked = not any(one.digest for one in placed.all)
    _by_number_and_text(placed, base, {one.entry for one in now})
    _near(placed, {one.number: one.entry for one in base if one.entry in by_mark.values()})
    for found in (*placed.found, *placed.loose):
        found.paragraphs[0] = _without_label(found.paragraphs[0])
    placed.all = [one for one in placed.all if _says_something(one)]
    return placed


def _groups(paragraphs: Sequence[ReturnedParagraph]) -> list[list[ReturnedParagraph]]:
    """Return paragraphs put together where one was parted: each end but the last was put in."""
    groups: list[list[ReturnedParagraph]] = []
    going_on = False
    for one in paragraphs:
        if going_on:
            groups[-1].append(one)
        else:
            groups.append([one])
        going_on = one.end_put_in
    return groups


def _marks(group: Sequence[ReturnedParagraph]) -> list[tuple[str, str, str]]:
    found = (_MARK.fullmatch(name) for one in group for name in one.marks)
    return [(m[1].lower(), m[2].lower(), m[3].lower()) for m in found if m is not None]


def _says_something(found: Found) -> bool:
    return any(one.spans or one.comments for one in found.paragraphs) or bool(found.digest)


def _drop_doubles(placed: Placed) -> None:
    """Of two paragraphs with the mark of one entry the more faithful is it; a copy is new text."""
    best: dict[str, Found] = {}
    for found in placed.found:
        text = "".join(one.before for one in found.paragraphs)
        known = best.get(found.entry_id or "")
        if known is None:
            best[found.entry_id or ""] = found
            continue
        same = digest(_LABEL.sub("", text, count=1)) == found.digest
        loser = known if same else found
        best[found.entry_id or ""] = found if same else known
        loser.entry_id, loser.digest = None, ""


def _by_number_and_text(placed: Placed, base: Sequence[VersionEntry], here: set[str]) -> None:
    """Find entries whose mark was lost, as when a paragraph is typed anew."""
    taken = {one.entry_id for one in placed.found}
    left = [one for one in base if one.entry not in taken and one.entry in here and one.text]
    for found in placed.loose:
        text = "".join(one.before or one.after for one in found.paragraphs)
        labelled = _LABEL.match(text)
        if labelled is None:
            continue
        wanted = next((one for one in left if one.number == labelled[1]), None)
        if wanted is not None and likeness(text[labelled.end() :], wanted.text) > ALIKE / 3:
            found.entry_id = wanted.entry
            left.remove(wanted)
    for found in placed.loose:
        text = "".join(one.before or one.after for one in found.paragraphs).strip()
        scored = [(likeness(text, one.text), one) for one in left] if text else []
        score, wanted = max(scored, key=_score, default=(0.0, None))
        if wanted is not None and score >= ALIKE and not _moved(found):
            found.entry_id = wanted.entry
            found.guessed = score < 1.0
            left.remove(wanted)


def _score(scored: tuple[float, VersionEntry]) -> float:
    return scored[0]


def _moved(found: Found) -> bool:
    return any(span.moved for one in found.paragraphs for span in one.spans)


def _near(placed: Placed, by_number: dict[str, str]) -> None:
    """Tell what stands right above or below an entry's words as near to it."""
    last: str | None = None
    for found in placed.all:
        if found.entry_id is not None:
            last = found.entry_id
            continue
        if found.in_table:
            last = None
            continue
        head = _HEAD.match("".join(one.before for one in found.paragraphs))
        found.near = by_number.get(head[1]) if head else last
        last = found.near


def _without_label(paragraph: ReturnedParagraph) -> ReturnedParagraph:
    """Return a paragraph without the number that stands before its text."""
    label = _LABEL.match("".join(span.text for span in paragraph.spans))
    if label is None:
        return paragraph
    rest, spans = label.end(), list[Span]()
    for span in paragraph.spans:
        cut = min(rest, len(span.text))
        rest -= cut
        if cut < len(span.text):
            spans.append(replace(span, text=span.text[cut:]))
    return replace(paragraph, spans=spans)
