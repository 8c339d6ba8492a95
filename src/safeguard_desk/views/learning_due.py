"""What learning has due: for the next agenda of its group, and for whoever opens the desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Course, CourseContent, CourseVersion, LearningNeed
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, ItemKind, Purpose, Side
from safeguard_desk.rules.terms_learning import NeedState, ProductState
from safeguard_desk.rules.training_figures import rounded
from safeguard_desk.rules.training_returns import year_words
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import products, training_returns
from safeguard_desk.views.agenda_proposals import Proposal
from safeguard_desk.views.carried import carried
from safeguard_desk.views.meetings import MeetingHead
from safeguard_desk.views.reach import reach
from safeguard_desk.views.reach_lines import Asked

NEEDS, PROGRAMME, LEARNING = "needs", "programme", "learning"
"""The codes of the standing items that business of learning comes under."""
LOW_RATE = 75
"""Attendance rate in per cent under which the group is told of a quarter."""
_LONG = 80


@dataclass(frozen=True)
class Overtaken:
    """A course whose present version carries what something later has overtaken."""

    id: str
    ref: str
    title: str
    what: tuple[str, ...]


def needs_to_agree(
    reader: Reader, group_id: str | None, sides: frozenset[Side] = frozenset(Side)
) -> list[tuple[str, str, str]]:
    """Return the needs that the group has not agreed yet: id, reference and title."""
    n = LearningNeed
    statement = (
        select(n.id, n.ref, n.title)
        .where(n.state == NeedState.IDENTIFIED, ~n.restricted, n.side.in_(sides))
        .order_by(n.ref)
    )
    if group_id is not None:
        statement = statement.where(n.group_id == group_id)
    return [(found, ref, title) for found, ref, title in reader.rows(statement)]


def overtaken(reader: Reader, group_id: str | None) -> list[Overtaken]:
    """Return the running courses whose present version carries something that was overtaken."""
    c, v, k = Course, CourseVersion, CourseContent
    newest = select(func.max(v.number)).where(v.course_id == c.id).correlate(c).scalar_subquery()
    statement = (
        select(c.id, c.ref, c.title, k.words, k.overtaken_words, k.overtaken_on)
        .join(v, v.course_id == c.id)
        .join(k, k.course_version_id == v.id)
        .where(v.number == newest, k.overtaken_on.is_not(None), c.ended_on.is_(None))
        .order_by(c.ref, k.overtaken_on)
    )
    if group_id is not None:
        statement = statement.where(c.group_id == group_id)
    found: dict[str, Overtaken] = {}
    for course_id, ref, title, words, by, _ in reader.rows(statement):
        said = by or f"something later than {words}"
        held = found.get(course_id)
        what = (*held.what, said) if held else (said,)
        found[course_id] = Overtaken(course_id, ref, title, what)
    return list(found.values())


def proposals(reader: Reader, meeting: MeetingHead) -> Iterator[Proposal]:
    """Propose what the group of learning has to decide or hear under its standing items."""
    if meeting.group_kind is not GroupKind.LEARNING:
        return
    group_id, day = meeting.group_id, meeting.held_on
    for _, ref, title in needs_to_agree(reader, group_id):
        yield _line(NEEDS, ref, "to be agreed", _cut(title), Purpose.DECISION)
    uncarried = carried(reader).open
    if uncarried:
        told = f"{len(uncarried)} learning point{'' if len(uncarried) == 1 else 's'}"
        yield _line(NEEDS, "Learning not carried", told, _some([one.ref for one in uncarried]))
    for course in overtaken(reader, group_id):
        yield _line(PROGRAMME, f"{course.ref} content", "overtaken", _some(course.what))
    yield from _returns(reader, group_id)
    yield from _reach(reader, day)
    yield from _products(reader, group_id)


def _returns(reader: Reader, group_id: str) -> Iterator[Proposal]:
    for year, late in training_returns.owing(reader, group_id):
        missing = [one.name for one in late if one.received_on is None]
        silent = [one.name for one in late if one.challenged_on is not None]
        what = f"Training returns {year_words(year)}"
        if missing:
            told = f"{len(missing)} missing, of {_some(missing)}"
            yield _line(PROGRAMME, f"{what} missing", told, "single agency training")
        if silent:
            told = f"not answered by {_some(silent)}"
            yield _line(PROGRAMME, f"{what} challenged", told, "single agency training")


def _reach(reader: Reader, day: date) -> Iterator[Proposal]:
    """Tell of a low attendance rate in the last quarter that was over, and who was never there."""
    quarter = Quarter.of(Quarter.of(day).start.replace(day=1) - date.resolution)
    told = reach(reader, Asked(quarter.start, quarter.end))
    rate = rounded(told.total.attended, told.total.places)
    if rate is not None and rate < LOW_RATE:
        counted = f"{told.total.attended} of {told.total.places} places ({rate:.0f}%)"
        mark = f"Attendance {quarter.code}"
        yield _line(PROGRAMME, mark, counted, "low attendance")
    if told.never and told.total.sessions:
        names = [one.name for one in told.never]
        mark = f"Nobody came {quarter.code}"
        yield _line(PROGRAMME, mark, f"from {len(names)} agencies: {_some(names)}", "low reach")


def _products(reader: Reader, group_id: str) -> Iterator[Proposal]:
    for head in products.waiting(reader, group_id):
        told = "wording to be agreed" if head.restricted else "to be approved"
        if head.state is ProductState.APPROVED:
            told = "approved, not sent yet"
        title = "of a case" if head.restricted else _cut(head.title)
        yield _line(LEARNING, head.ref, told, title, Purpose.DECISION)
    for head in products.owing(reader, group_id):
        yield _line(LEARNING, f"{head.ref} use", products.since_words(head), _cut(head.title))


def _line(
    under: str, mark: str, told: str, about: str, purpose: Purpose = Purpose.ASSURANCE
) -> Proposal:
    words = f"{mark}: {told} ({about})"
    return Proposal(
        id=f"{under}:{mark}",
        kind=ItemKind.DUE,
        title=words,
        reason=told,
        minutes=0,
        purpose=purpose,
        under=under,
        line=words,
        mark=mark,
    )


@dataclass(frozen=True)
class HomeLine:
    """A line of today: its words, how it stands, and the record or page it leads to."""

    words: str
    detail: str
    kind: str
    id: str
    late: bool
    is_list: bool = False


def today_lines(reader: Reader, sides: frozenset[Side] = frozenset(Side)) -> Iterator[HomeLine]:
    """Return what whoever opens the desk should know of learning."""
    for year, late in training_returns.owing(reader):
        missing = [one.name for one in late if one.received_on is None]
        silent = [one.name for one in late if one.challenged_on is not None]
        for names, what in ((missing, "missing"), (silent, "not answered after a challenge")):
            if names:
                words = f"Training returns {year_words(year)}: {len(names)} {what}"
                lines = [one.id for one in late if one.name in names]
                yield HomeLine(words, _some(names), "training_returns", lines[0], late=True)
    for head in products.owing(reader):
        words = f"{head.ref} {head.title}: how it was used"
        yield HomeLine(words, products.since_words(head), "learning_products", head.id, late=True)
    for head in products.waiting(reader):
        if head.state is ProductState.APPROVED and head.approved_on is not None:
            detail = f"approved {write_date(head.approved_on)}, not sent"
            words = f"{head.ref} {head.title}"
            yield HomeLine(words, detail, "learning_products", head.id, late=False)
    to_agree = needs_to_agree(reader, None, sides)
    if to_agree:
        number = len(to_agree)
        words = f"{number} learning need{'' if number == 1 else 's'} to be agreed"
        refs = _some([ref for _, ref, _ in to_agree])
        yield HomeLine(words, refs, "learning_needs", to_agree[0][0], late=False)


def _some(names: Iterable[str], most: int = 3) -> str:
    listed = list(names)
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONG else words[: _LONG - 1].rstrip() + "…"
