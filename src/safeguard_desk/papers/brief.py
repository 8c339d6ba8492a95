"""The co-chair's brief: one page on what the meeting must do, and what stands in its way."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Block, BulletList, Column, Document, Heading, Role, Table
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.wording import clock, count, later, listed
from safeguard_desk.rules.dates import write_date, write_day
from safeguard_desk.rules.terms import Capacity, PaperState, Presence, Purpose
from safeguard_desk.views import actions, attendance_year, between, groups
from safeguard_desk.views import meetings as view
from safeguard_desk.views.actions import ActionRow
from safeguard_desk.views.meetings import ItemView, MeetingHead, SeatView

YEAR = timedelta(days=366)
"""How far back absences are counted."""
LENGTHS = (12, 6, 4, 2, 0)
"""Lines that each list may have, tried until the brief fits its page."""


@dataclass(frozen=True)
class Facts:
    """What a co-chair should know before a meeting. `most` is how long each list may be."""

    organisation: str
    today: date
    head: MeetingHead
    items: tuple[tuple[time, ItemView], ...]
    ends_at: time
    decisions: tuple[str, ...]
    overdue: tuple[str, ...]
    overdue_count: int
    slipping: int
    absent: tuple[str, ...]
    papers: tuple[str, ...]
    expected: str
    restricted: bool
    most: int = LENGTHS[0]


def collect(reader: Reader, request: Request) -> Facts:
    """Return the facts of a meeting's brief, without the restricted part unless it is asked for."""
    head = view.head(reader, asked(request.meeting_id, "meeting"))
    items = [
        item for item in view.items(reader, head.id) if request.restricted or not item.restricted
    ]
    rows = actions.tracked(reader, head.group_id, restricted=request.restricted)
    awaited = [row for row in rows if row.status.is_awaited]
    late = [row for row in awaited if row.due_on is not None and row.due_on < head.held_on]
    year = attendance_year.attendance(
        reader, head.group_id, head.held_on - YEAR, head.held_on - timedelta(days=1)
    )
    return Facts(
        organisation=groups.partnership(reader),
        today=reader.today,
        head=head,
        items=tuple(_timed(head.starts_at, items)),
        ends_at=later(head.starts_at, sum(item.minutes for item in items)),
        decisions=tuple(_decisions(reader, head, items, restricted=request.restricted)),
        overdue=tuple(_by_agency(late)),
        overdue_count=len(late),
        slipping=sum(row.slips > 1 for row in awaited),
        absent=tuple(f"{li.agency}: the last {li.absent_in_a_row}" for li in year.absent),
        papers=tuple(_papers(reader, head, restricted=request.restricted)),
        expected=_expected(view.seats(reader, head.id)),
        restricted=request.restricted,
    )


def _timed(start: time, items: Iterable[ItemView]) -> Iterable[tuple[time, ItemView]]:
    at = start
    for item in items:
        yield at, item
        at = later(at, item.minutes)


def _decisions(
    reader: Reader, head: MeetingHead, items: Iterable[ItemView], *, restricted: bool
) -> Iterable[str]:
    waiting = between.waiting(reader, head)
    for minutes in waiting.minutes:
        yield f"Ratify the minutes of {write_date(minutes.held_on)} ({minutes.ref})."
    for decision in waiting.decisions:
        if restricted or not decision.restricted:
            yield f"Ratify {decision.ref}: {decision.text}"
    for item in items:
        if item.purpose is Purpose.DECISION and item.code not in {"minutes", "messages"}:
            yield f"Item {item.number}: {item.title}"


def _by_agency(late: Sequence[ActionRow]) -> Iterable[str]:
    """Give the agencies with overdue actions, the most first, with their references."""
    by_agency: dict[str, list[str]] = {}
    for row in late:
        by_agency.setdefault(row.agency or "No agency", []).append(row.ref)
    for agency, refs in sorted(by_agency.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield f"{agency}: {listed(refs)}"


def _papers(reader: Reader, head: MeetingHead, *, restricted: bool) -> Iterable[str]:
    hidden = {item.id for item in view.items(reader, head.id) if item.restricted}
    for paper in view.papers(reader, head.id):
        if paper.state is PaperState.AWAITED:
            secret = paper.restricted or paper.item_id in hidden
            if restricted or not secret:
                yield paper.title


def _expected(seats: Sequence[SeatView]) -> str:
    """Return what the replies say of quoracy: who comes, and who has not answered."""
    counted = [seat for seat in seats if seat.capacity in {Capacity.CO_CHAIR, Capacity.MEMBER}]
    replied = [seat for seat in counted if seat.reply is not None]
    if not replied:
        return f"No replies yet from {count(len(counted), 'member')}."
    coming = [seat for seat in replied if seat.reply in {Presence.PRESENT, Presence.DEPUTY}]
    judged = view.judge([replace(seat, presence=seat.reply or Presence.ABSENT) for seat in seats])
    words = "enough for a quorum" if judged.quorate else judged.words[:1].lower() + judged.words[1:]
    missing = len(counted) - len(replied)
    return (
        f"{len(coming)} of {len(counted)} come or send a deputy, {missing} have not answered:"
        f" {words}."
    )


def name(reader: Reader, request: Request) -> str:
    """Return a file name: "QA-2026-11-17 brief for the co-chairs"."""
    head = view.head(reader, asked(request.meeting_id, "meeting"))
    return f"{head.ref} brief for the co-chairs"


def compose(facts: Facts) -> Document:
    """Return the brief on one page: its lists are cut, with counts, until it fits."""
    document = _document(facts)
    for most in LENGTHS[1:]:
        if _pages(document) == 1:
            break
        document = _document(replace(facts, most=most))
    return document


def _pages(document: Document) -> int:
    from pypdfium2 import PdfDocument

    from safeguard_desk.documents import pdf

    found = PdfDocument(io.BytesIO(pdf.to_bytes(document)))
    try:
        return len(found)
    finally:
        found.close()


def _document(facts: Facts) -> Document:
    head = facts.head
    return Document(
        title="Brief for the co-chairs",
        subtitle=f"{head.group_name}, {write_day(head.held_on)}, {clock(head.starts_at)}",
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        organisation=facts.organisation,
        marking=marking(head.marking, restricted=facts.restricted),
        subject=f"Brief for {head.ref}",
    )


def _blocks(facts: Facts) -> Iterable[Block]:
    yield lead(facts.expected)
    yield Heading(1, "Order of business")
    yield _order(facts)
    over = _minutes(facts.ends_at) - _minutes(facts.head.starts_at) - facts.head.length_minutes
    if over > 0:
        yield small(f"{over} minutes longer than the meeting: the last item would end at"
                    f" {clock(facts.ends_at)}.")  # fmt: skip
    yield from _list("Decisions to be taken", facts.decisions, facts.most, "None is asked for.")
    late = f"{count(facts.overdue_count, 'action')} overdue by the day of the meeting"
    slipping = f", {facts.slipping} moved later more than once" if facts.slipping else ""
    yield Heading(1, "Actions")
    yield small(f"{late}{slipping}.")
    yield from _cut(facts.overdue, facts.most)
    yield from _list("Absent twice or more in a row", facts.absent, facts.most, "No agency.")
    yield from _list("Papers missing", facts.papers, facts.most, "None is awaited.")


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _order(facts: Facts) -> Table:
    columns = (
        Column("Time", 1),
        Column("Item", 6),
        Column("Presenter", 3),
        Column("Purpose", 2.4),
        Column("Minutes", role=Role.NUMBER),
    )
    rows = [
        (
            clock(at),
            f"{item.number}  {item.title}",
            item.presenter,
            item.purpose.label,
            item.minutes,
        )
        for at, item in facts.items
    ]
    return table(columns, rows, "Order of business", 1)


def _list(title: str, lines: Sequence[str], most: int, otherwise: str) -> Iterable[Block]:
    yield Heading(1, title)
    if not lines:
        yield small(otherwise)
    else:
        yield from _cut(lines, most)


def _cut(lines: Sequence[str], most: int) -> Iterable[Block]:
    """Give the first lines, and say how many more there are."""
    if lines[:most]:
        yield BulletList(tuple(lines[:most]))
    if len(lines) > most:
        more = len(lines) - most
        yield small(f"{'And ' if most else ''}{more} {'more ' if most else ''}not shown here.")
