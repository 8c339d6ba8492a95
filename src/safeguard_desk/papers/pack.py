"""The pack of a meeting: agenda, minutes to ratify, cover sheets and papers in one PDF.

What the edition may not show is left out before anything is counted, so that neither a title nor a
gap in the numbers tells of it. How the contents page looks is pack_text.py.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from safeguard_desk.desk import attachments
from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents import pack as joined
from safeguard_desk.documents import pdf
from safeguard_desk.documents.model import Document
from safeguard_desk.documents.pack import AsPdf
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import agenda, agenda_text, cover, minutes, minutes_text, pack_text
from safeguard_desk.papers.pack_text import Line, PackFacts
from safeguard_desk.papers.parts import created
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import person
from safeguard_desk.rules import page_numbers
from safeguard_desk.rules.page_numbers import Wanted
from safeguard_desk.rules.terms import MinutesState, PackEdition, PaperState
from safeguard_desk.views import groups, packs
from safeguard_desk.views import meetings as view
from safeguard_desk.views.meetings import ItemView, PaperView, SeatView
from safeguard_desk.views.packs import COVER, PackView, PartView

Progress = Callable[[int, int], None]
_TO_RATIFY = frozenset({MinutesState.APPROVED, MinutesState.CIRCULATED})


Convert = Callable[[str, bytes], AsPdf]
"""Makes a PDF of a file of any kind; given by whoever may start other programs."""


@dataclass(frozen=True)
class Order:
    """Which pack is wanted: of what meeting, in which edition, and for whom if for one member."""

    meeting_id: str
    edition: PackEdition = PackEdition.OPEN
    person_id: str | None = None


@dataclass(frozen=True)
class MadePack:
    """A pack as bytes, and what is recorded of it when it is issued."""

    order: Order
    name: str
    data: bytes
    number: int
    pages: int
    parts: tuple[PartView, ...]
    changed: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    """A part before it has numbers: its PDF if there is one, else why not."""

    title: str
    item: ItemView | None
    sha256: str
    data: bytes = b""
    paper: PaperView | None = None
    problem: str = ""
    note: str = ""

    @property
    def key(self) -> str:
        return packs.key_of(self.paper.id if self.paper else None, self.title, self.sha256)


def make(
    reader: Reader, order: Order, convert: Convert, *, progress: Progress | None = None
) -> MadePack:
    """Make a pack as it would be issued now; nothing is recorded by it.

    progress: called between papers with what is done and what there is; what it raises stops it.
    Refuses an edition for one member without the member.
    """
    seats = view.seats(reader, order.meeting_id)
    if order.edition is PackEdition.MEMBER and order.person_id is None:
        raise Refusal("Whose pack is it?", "Nothing was made.", "Choose the member first.")
    restricted = order.edition is PackEdition.FULL or (
        order.edition is PackEdition.MEMBER and packs.may_have_restricted(seats, order.person_id)
    )
    told = _Telling(progress)
    sheets = list(_sheets(reader, order, restricted, convert, told))
    earlier = packs.issued(reader, order.meeting_id, order.edition, order.person_id)
    examined = [joined.examine(sheet.data) if sheet.data else None for sheet in sheets]
    counts = [found.pages if found else 0 for found in examined]
    labels = page_numbers.number(
        [Wanted(sheet.key, count) for sheet, count in zip(sheets, counts, strict=True)],
        [pack.numbers for pack in earlier],
    )
    lines = [
        _line(sheet, found, numbers)
        for sheet, found, numbers in zip(sheets, examined, labels, strict=True)
    ]
    facts = _facts(reader, order, restricted, seats, earlier, lines)
    parts = [
        _part(sheet, numbers) for sheet, numbers in zip(sheets, labels, strict=True) if numbers
    ]
    contents = pdf.to_bytes(pack_text.compose(facts))
    front = joined.Cover(facts.title, contents, created(reader.today))
    data = joined.merge(front, parts, progress=told.joining)
    return MadePack(
        order=order,
        name=pack_text.file_name(facts),
        data=data,
        number=facts.number,
        pages=sum(counts),
        parts=tuple(_recorded(line, sheet) for line, sheet in zip(lines, sheets, strict=True)),
        changed=facts.changes,
        left_out=tuple(f"{line.title}: {line.problem}" for line in lines if line.problem),
    )


class _Telling:
    """Progress over both halves of the work: reading the papers, and joining them."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self.papers = 0

    def reading(self, done: int, total: int) -> None:
        self.papers = total
        if self._progress is not None:
            self._progress(done, 2 * total)

    def joining(self, done: int, total: int) -> None:
        if self._progress is not None:
            self._progress(total + done, 2 * total)


def _sheets(
    reader: Reader, order: Order, restricted: bool, convert: Convert, told: _Telling
) -> Iterable[_Sheet]:
    """Yield all parts in their order: part 1 with papers of no item, then the restricted part.

    Agenda and minutes stand in part 1 as everybody gets them, and whole in the restricted part:
    so a page of part 1 has one number in every edition.
    """
    items = {item.id: item for item in view.items(reader, order.meeting_id)}
    hidden = {item.id for item in items.values() if item.restricted}
    found = view.papers(reader, order.meeting_id)
    found.sort(key=lambda one: (_place(one, items), one.position))
    open_ = [one for one in found if not (one.restricted or one.item_id in hidden)]
    apart = [one for one in found if one not in open_] if restricted else []
    counted = _Counted(told, order.meeting_id, len(open_) + len(apart))
    request = Request(meeting_id=order.meeting_id)
    yield _agenda(reader, request)
    last = _minutes(reader, items, request)
    for paper in open_:
        if last is not None and _place(paper, items) >= _at(last):
            yield last
            last = None
        yield from _papers(reader, paper, items, convert, counted)
    if last is not None:
        yield last
    if not restricted:
        return
    whole = replace(request, restricted=True)
    if hidden or apart:
        yield _agenda(reader, whole)
    minutes_apart = _minutes(reader, items, whole)
    if minutes_apart is not None:
        yield minutes_apart
    for paper in apart:
        for sheet in _papers(reader, paper, items, convert, counted):
            yield replace(sheet, note=f"restricted; {sheet.note}".removesuffix("; "))


class _Counted:
    """Tells of each paper before it is read."""

    def __init__(self, told: _Telling, meeting_id: str, total: int) -> None:
        self.meeting_id = meeting_id
        self._told, self._total, self._done = told, total, 0

    def next(self) -> None:
        self._told.reading(self._done, self._total)
        self._done += 1


def _papers(
    reader: Reader,
    paper: PaperView,
    items: dict[str, ItemView],
    convert: Convert,
    counted: _Counted,
) -> Iterable[_Sheet]:
    """Yield a paper, and its cover sheet before it."""
    counted.next()
    item = items.get(paper.item_id or "")
    facts = cover.collect(reader, counted.meeting_id, paper.id)
    if facts.sheet.wanted:
        sheet = _own(f"Cover sheet: {paper.title}", item, cover.compose(facts), COVER)
        yield replace(sheet, paper=paper)
    yield _paper(reader, paper, item, convert)


def _agenda(reader: Reader, request: Request) -> _Sheet:
    facts = agenda.collect(reader, request)
    if request.restricted:
        return _own("Agenda with the restricted part", None, agenda_text.compose(facts))
    return _own("Agenda", None, agenda_text.compose(replace(facts, has_part_2=False)))


_BEHIND = 10_000
"""A place behind every item: papers that belong to none."""


def _place(paper: PaperView, items: dict[str, ItemView]) -> int:
    item = items.get(paper.item_id or "")
    return item.number if item else _BEHIND


def _at(sheet: _Sheet) -> int:
    return sheet.item.number if sheet.item else 0


def _own(title: str, item: ItemView | None, document: Document, mark: str = "") -> _Sheet:
    """Return a sheet that is made here; the day it is made on is no change of it."""
    undated = repr(replace(document, created=created(document.created.date().min)))
    sha256 = mark + hashlib.sha256(undated.encode()).hexdigest()
    return _Sheet(title, item, sha256, pdf.to_bytes(document))


def _minutes(reader: Reader, items: dict[str, ItemView], request: Request) -> _Sheet | None:
    """Return the minutes of the last meeting, if they wait to be ratified at this one.

    With the restricted part, only if there is one.
    """
    head = view.head(reader, str(request.meeting_id))
    found = view.last_meeting(reader, head.group_id, head.held_on)
    if found is None or view.head(reader, found[0]).minutes_state not in _TO_RATIFY:
        return None
    item = next((item for item in items.values() if item.code == "minutes"), None)
    facts = minutes.collect(reader, replace(request, meeting_id=found[0]))
    title = f"Minutes of {facts.head.ref}"
    if not request.restricted:
        return _own(title, item, minutes_text.compose(replace(facts, has_part_2=False)))
    if not facts.has_part_2:
        return None
    return _own(f"{title} with the restricted part", item, minutes_text.compose(facts))


_STATES = {PaperState.LATE: "late paper", PaperState.TABLED: "tabled"}


def _paper(reader: Reader, paper: PaperView, item: ItemView | None, convert: Convert) -> _Sheet:
    sheet = _Sheet(paper.title, item, paper.sha256, paper=paper, note=_STATES.get(paper.state, ""))
    if not paper.sha256:
        return replace(sheet, note="to follow")
    try:
        made = convert(paper.filename, attachments.content(reader, paper.sha256))
    except Refusal as refusal:
        return _left_out(sheet, refusal.what.rstrip("."))
    if made.separate:
        return replace(sheet, note=f"open separately: {paper.filename}")
    problem = made.problem or joined.examine(made.data).problem
    return _left_out(sheet, problem) if problem else replace(sheet, data=made.data)


def _left_out(sheet: _Sheet, problem: str) -> _Sheet:
    """Return a page that stands in the place of a paper that cannot be taken in."""
    filename = sheet.paper.filename if sheet.paper else ""
    page = pdf.to_bytes(pack_text.in_place_of(sheet.title, filename, problem))
    return replace(sheet, data=page, problem=problem)


def _line(sheet: _Sheet, found: joined.Examined | None, labels: Sequence[str]) -> Line:
    untagged = found is not None and not found.tagged
    notes = [sheet.note, "not tagged" if untagged else ""]
    if found is not None and found.repaired:
        notes.append("damaged, and repaired as far as possible")
    return Line(
        key=sheet.key,
        title=sheet.title,
        item=sheet.item.number if sheet.item else None,
        item_title=sheet.item.title if sheet.item else "",
        labels=tuple(labels),
        notes=tuple(note for note in notes if note),
        problem=sheet.problem,
        sha256=sheet.sha256,
    )


def _facts(
    reader: Reader,
    order: Order,
    restricted: bool,
    seats: Sequence[SeatView],
    earlier: Sequence[PackView],
    lines: Sequence[Line],
) -> PackFacts:
    head = view.head(reader, order.meeting_id)
    seat = next((seat for seat in seats if seat.person_id == order.person_id), None)
    copy = f"Copy for {person(seat.role, seat.agency)}" if seat else ""
    if restricted and not copy:
        copy = Request(restricted=True).copy
    return PackFacts(
        organisation=groups.partnership(reader),
        today=reader.today,
        head=head,
        copy=copy,
        restricted=restricted,
        number=earlier[-1].number + 1 if earlier else 1,
        lines=tuple(lines),
        earlier=earlier[-1] if earlier else None,
    )


def _part(sheet: _Sheet, labels: Sequence[str]) -> joined.Part:
    stamp = f"Item {sheet.item.number}" if sheet.item else ""
    if sheet.item is None and sheet.paper is None:
        stamp = sheet.title.partition(" ")[0]  # Agenda, Minutes
    return joined.Part(sheet.title, sheet.data, tuple(labels), stamp, 1 if sheet.item else 0)


def _recorded(line: Line, sheet: _Sheet) -> PartView:
    return PartView(
        paper_id=sheet.paper.id if sheet.paper else None,
        title=line.title,
        item="" if line.item is None else str(line.item),
        sha256=line.sha256,
        label=page_numbers.in_short(line.labels),
        pages=len(line.labels),
        left_out=line.problem or ("" if line.labels else ", ".join(line.notes)),
    )
