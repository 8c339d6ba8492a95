"""What a pack's contents page looks like, and the page in the place of a paper left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safeguard_desk.documents.model import (
    PART_LINK,
    Block,
    BulletList,
    Cell,
    Column,
    Document,
    Emphasis,
    Heading,
    Paragraph,
    Row,
    Run,
    Table,
)
from safeguard_desk.papers.parts import created, lead, marking, small
from safeguard_desk.papers.wording import boards_of, clock, count, sentence
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.page_numbers import in_short, unused
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.packs import PackView

_COLUMNS = (
    Column("Item", fixed=14),
    Column("Paper", weight=2.4),
    Column("Pages", fixed=30),
    Column("Note", weight=1.3),
)
_NO_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Line:
    """A part on the contents page; without labels it has no page in the pack."""

    key: str
    title: str
    item: int | None
    item_title: str
    labels: tuple[str, ...]
    notes: tuple[str, ...]
    problem: str
    sha256: str


@dataclass(frozen=True)
class PackFacts:
    """What the contents page says; `earlier` is the pack of this edition issued last."""

    organisation: str
    today: date
    head: MeetingHead
    copy: str
    restricted: bool
    number: int
    lines: tuple[Line, ...]
    earlier: PackView | None

    @property
    def title(self) -> str:
        """What the whole is called."""
        return f"{self.head.group_name}: papers"

    @property
    def changes(self) -> tuple[str, ...]:
        """What changed since the pack before, a sentence each."""
        return () if self.earlier is None else tuple(_changes(self.earlier, self.lines))


def _changes(earlier: PackView, lines: Iterable[Line]) -> Iterable[str]:
    before = {part.key: part for part in earlier.parts}
    now = set()
    for line in lines:
        now.add(line.key)
        old = before.get(line.key)
        pages = in_short(line.labels)
        at = f", {_pages(pages)}" if pages else ""
        if old is None:
            yield f"New: {line.title}{at}."
        elif not old.label and pages:
            yield f"Received: {line.title}{at}."
        elif old.sha256 != line.sha256 or old.label != pages:
            was = f"; it was {_pages(old.label)}" if old.label != pages and old.label else ""
            word = "Changed" if old.sha256 != line.sha256 else "Moved"
            yield f"{word}: {line.title}{at}{was}."
    for key, part in before.items():
        if key not in now:
            was = f", {_pages(part.label)}" if part.label else ""
            yield f"Withdrawn: {part.title}{was}."


def _pages(short: str) -> str:
    return f"page {short}" if short.isdecimal() else f"pages {short}"


def compose(facts: PackFacts) -> Document:
    """Return the contents as a document; its links name parts by their place."""
    head = facts.head
    return Document(
        title=facts.title,
        subtitle=f"{write_day(head.held_on)}, {clock(head.starts_at)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(head.marking, restricted=facts.restricted),
        header=f"Papers, {head.ref}, pack {facts.number}",
        subject=f"Papers of {head.ref}",
    )


def _blocks(facts: PackFacts) -> Iterable[Block]:
    total = sum(len(line.labels) for line in facts.lines)
    issue = f"Pack {facts.number}, {write_date(facts.today)}: {count(total, 'page')}."
    yield lead(issue)
    yield Heading(1, "Contents")
    yield Table(_COLUMNS, tuple(_rows(facts)), name="Contents", row_header=1)
    gaps = unused(label for line in facts.lines for label in line.labels)
    if gaps:
        yield Paragraph(sentence(f"{_pages(', '.join(gaps))} {_are(gaps)} not used"))
    if facts.earlier is not None:
        yield Heading(1, f"What changed since pack {facts.earlier.number}")
        if facts.changes:
            yield BulletList(facts.changes)
        else:
            yield Paragraph("Nothing.")
    if any("not tagged" in line.notes for line in facts.lines):
        yield small(
            "A paper that is not tagged came without what a screen reader needs to read it in"
            " order. Ask the business unit for it in another form."
        )


def _are(gaps: list[str]) -> str:
    return "is" if len(gaps) == 1 and gaps[0].isdecimal() else "are"


def _rows(facts: PackFacts) -> Iterable[Row]:
    before = {part.key: part for part in facts.earlier.parts} if facts.earlier else {}
    shown: int | None = None
    place = 0
    for line in facts.lines:
        target = f"{PART_LINK}{place}" if line.labels else ""
        place += bool(line.labels)
        if line.item is not None and line.item != shown:
            yield Row((str(line.item), Run(line.item_title, link=target), "", ""), Emphasis.STRONG)
        shown = line.item
        title: Cell = Run(line.title, link=target) if target else line.title
        mark = ""
        if facts.earlier is not None:
            mark = _mark(before.get(line.key), line)
        notes = (mark, f"left out: {line.problem}" if line.problem else "", *line.notes)
        words = "; ".join(note for note in notes if note)
        yield Row(("", title, in_short(line.labels) or "–", words[:1].upper() + words[1:]))


def _mark(old: object, line: Line) -> str:
    if old is None:
        return "new"
    return "changed" if getattr(old, "sha256", "") != line.sha256 else ""


def in_place_of(title: str, filename: str, problem: str) -> Document:
    """Return the page that stands where a paper could not be taken in."""
    return Document(
        title=title,
        subtitle="This paper is not in the pack",
        blocks=(
            lead(sentence(problem)),
            Paragraph(
                f"The file “{filename}” is kept with the meeting as it came. Ask the business unit"
                " for a copy that opens, or for the paper by itself."
            ),
        ),
        created=created(_NO_DAY),
        header=title,
    )


def file_name(facts: PackFacts) -> str:
    """Return what the file of a pack is called, without its ending; an open one tells nothing."""
    what = f"{facts.head.ref} papers, pack {facts.number}"
    return f"{what}, {facts.copy[0].lower()}{facts.copy[1:]}" if facts.copy else what
