"""Evidence for an annual report: meetings, priorities, members, decisions, audits, challenge."""

from collections.abc import Iterator

from sqlalchemy import or_, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Action,
    Agency,
    Group,
    Meeting,
    Priority,
)
from safeguard_desk.rules.terms import ActionStatus, EntryKind, GroupKind, MeetingState
from safeguard_desk.rules.terms_quality import Part, Practice
from safeguard_desk.views import audits, boards, coverage, inspections
from safeguard_desk.views.actions import is_restricted
from safeguard_desk.views.annual_parts import Source, Statement, Year, counted, sources

_MOST = 12
"""Minutes that are given of what was said by those served."""


def meetings_held(reader: Reader, asked: Year) -> list[tuple[str, str, str]]:
    """Return the meetings of groups and of the board held in the year: id, reference, group."""
    statement = (
        select(Meeting.id, Meeting.ref, Group.name)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Meeting.state == MeetingState.HELD,
            Meeting.held_on.between(asked.start, asked.end),
            or_(Group.kind != GroupKind.BOARD, Group.board_id == asked.board.id),
        )
        .order_by(Group.name, Meeting.held_on)
    )
    return list(reader.rows(statement))


def objective(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give what the board and its groups did: meetings, decisions, audits with their verdicts."""
    held = meetings_held(reader, asked)
    if held:
        groups: dict[str, list[tuple[str, str]]] = {}
        for identity, ref, group in held:
            groups.setdefault(group, []).append((identity, ref))
        for group, rows in groups.items():
            text = f"{group} met {len(rows)} times." if len(rows) > 1 else f"{group} met once."
            yield Statement(text, sources("meetings", rows))
    yield from _closed(reader, asked)
    yield from effective(reader, asked)


def _closed(reader: Reader, asked: Year) -> Iterator[Statement]:
    statement = select(Action.id, Action.ref).where(
        Action.status == ActionStatus.CLOSED,
        Action.closed_on.between(asked.start, asked.end),
        Action.side.in_(asked.board.sides),
    )
    if not asked.restricted:
        statement = statement.where(~is_restricted())
    rows = reader.rows(statement.order_by(Action.closed_on, Action.ref))
    if rows:
        text = f"{counted(len(rows), 'action was', 'actions were')} completed and agreed closed."
        yield Statement(text, sources("actions", rows))


def strategy(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give for each priority of the year what served it; one that nothing did is told as such."""
    for number, title, found in _by_priority(reader, asked):
        if found:
            refs = {ref for _, _, ref in found}
            text = f"Priority {number}, {title}: {counted(len(refs), 'meeting')} considered it"
            yield Statement(f"{text} in {counted(len(found), 'item')}.", found)


def little(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give the priorities that nothing of the year served, and verdicts of no change."""
    for number, title, found in _by_priority(reader, asked):
        if not found:
            yield Statement(
                f"Priority {number}, {title}: no item of the year's meetings served it."
            )
    for head in _audits(reader, asked):
        if head.verdict in {Practice.NOT_CHANGED, Practice.TOO_EARLY} and asked.holds(
            head.verdict_on
        ):
            words = head.verdict.label if head.verdict else ""
            yield Statement(f"{head.title}: {words}.", (("audits", head.id, head.ref),))


def _by_priority(reader: Reader, asked: Year) -> Iterator[tuple[int, str, tuple[Source, ...]]]:
    held = {ref: identity for identity, ref, _ in meetings_held(reader, asked)}
    served = boards.considered(
        reader, asked.board.id, asked.year, list(held.values()), restricted=asked.restricted
    )
    wanted = (
        select(Priority.number, Priority.title)
        .where(Priority.board_id == asked.board.id, Priority.year == asked.year)
        .order_by(Priority.number)
    )
    for number, title in reader.rows(wanted):
        own = [one for one in served if one.priority == number]
        yield number, title, tuple(("meetings", held[one.meeting], one.meeting) for one in own)


def members(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give for each agency of the board's side what it did: actions closed, audits, data."""
    found = coverage.coverage(reader, None, asked.year)
    for line in found.lines:
        if line.side not in asked.board.sides:
            continue
        rows = _closed_by(reader, asked, line.id)
        part = (
            f"took part in {line.took_part} of {line.asked} audits and data sets"
            if line.asked
            else ""
        )
        done = f"completed {counted(len(rows), 'action')}" if rows else ""
        if told := " and ".join(filter(None, (done, part))):
            named = (("agencies", line.id, line.short or line.name),)
            yield Statement(f"{line.name} {told}.", named + sources("actions", rows))


def _closed_by(reader: Reader, asked: Year, agency_id: str) -> list[tuple[str, str]]:
    statement = select(Action.id, Action.ref).where(
        Action.agency_id == agency_id,
        Action.status == ActionStatus.CLOSED,
        Action.closed_on.between(asked.start, asked.end),
    )
    if not asked.restricted:
        statement = statement.where(~is_restricted())
    return list(reader.rows(statement.order_by(Action.ref)))


def idle(reader: Reader, asked: Year) -> list[str]:
    """Return the agencies of the board's side of which the year has no evidence."""
    told = {source[1] for one in members(reader, asked) for source in one.sources[:1]}
    a = Agency
    statement = select(a.id, a.name, a.side).where(a.ended_on.is_(None)).order_by(a.name)
    return [
        name
        for identity, name, side in reader.rows(statement)
        if side in asked.board.sides and identity not in told
    ]


def _audits(reader: Reader, asked: Year) -> list[audits.AuditHead]:
    return [one for one in audits.programme(reader, None) if one.side in asked.board.sides]


def effective(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give the verdicts on practice of the year, each with its reasons."""
    for head in _audits(reader, asked):
        if asked.holds(head.verdict_on) and head.verdict is not None:
            reasons = f" {head.verdict_reasons}" if head.verdict_reasons else ""
            source = (("audits", head.id, head.ref),)
            yield Statement(f"{head.title}: {head.verdict.label.lower()}.{reasons}", source)


def scrutiny(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give inspections of the year with what was decided, and challenges minuted."""
    for one in inspections.listed(reader, None):
        open_copy = asked.restricted or not one.restricted
        if one.side in asked.board.sides and asked.holds(one.published_on) and open_copy:
            judged = f": {one.judgement}" if one.judgement else ""
            text = f"{one.title} ({one.body.label}){judged}; {one.decided.label.lower()}."
            yield Statement(text, (("inspections", one.id, one.ref),))
    yield from _minuted(reader, asked, EntryKind.CHALLENGE)


def decisions(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give every decision that meetings of the year minuted for this side."""
    yield from _minuted(reader, asked, EntryKind.DECISION)


def _minuted(reader: Reader, asked: Year, *kinds: EntryKind) -> Iterator[Statement]:
    held = {identity: ref for identity, ref, _ in meetings_held(reader, asked)}
    said = boards.statements(reader, list(held), kinds, restricted=asked.restricted)
    for one in said:
        if one.side in asked.board.sides:
            answer = f" Answer: {one.response}" if one.response else ""
            yield Statement(f"{one.text}{answer}", (("meetings", one.meeting_id, one.meeting),))


def voice(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give minutes of the year that speak of what children, adults or families said."""
    found = [
        one
        for one in _minuted(reader, asked, *EntryKind)
        if any(words in one.text.casefold() for words in _VOICE)
    ]
    yield from found[:_MOST]


_VOICE = (
    "voice of",
    "lived experience",
    "told us",
    "feedback from",
    "views of child",
    "families said",
)


def data(reader: Reader, asked: Year) -> Iterator[Statement]:
    """Give each audit and data set of the year with how many agencies took part in it."""
    found = coverage.coverage(reader, None, asked.year)
    for place, source in enumerate(found.sources):
        if source.side not in asked.board.sides:
            continue
        marks = [line.marks[place] for line in found.lines if line.side in asked.board.sides]
        asked_of = [mark for mark in marks if mark is not None]
        gave = sum(mark.part is Part.TOOK_PART for mark in asked_of)
        if asked_of:
            of = counted(len(asked_of), "agency", "agencies")
            yield Statement(f"{source.title}: {gave} of {of} took part.", (("", "", source.code),))
