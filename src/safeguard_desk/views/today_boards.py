"""What Home tells of boards, challenges, guidance, yearly returns and threads that broke."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import Agency, Assessment, AssessmentRound, Group, TrainingReturn
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_boards import Answer
from safeguard_desk.rules.terms_quality import Part
from safeguard_desk.rules.training_returns import year_words
from safeguard_desk.views import assurance, training_returns
from safeguard_desk.views.broken import Break, broken
from safeguard_desk.views.sides import EVERY
from safeguard_desk.views.today_lines import Line, Section

WEEK = 7
"""Days in which a thread that broke is told of; the page of broken threads keeps the rest."""
NEAR = timedelta(days=21)
"""How far ahead a review of guidance is told of."""


def boards_and_threads(reader: Reader, sides: frozenset[Side] = EVERY) -> Iterator[Section]:
    """Yield what waits for a board or comes back from one, and what broke this week."""
    yield Section("Escalations", tuple(_escalations(reader)))
    yield Section("Challenges unanswered", tuple(_challenges(reader, sides)))
    yield Section("Guidance to review", tuple(_guidance(reader)))
    yield Section("Threads that broke this week", tuple(_broken(reader, sides)))


def _escalations(reader: Reader) -> Iterator[Line]:
    """Tell of what a board has decided and the group has not heard, and what waits too long."""
    for one in assurance.escalations(reader):
        late = one.answer.is_awaited and one.days(reader.today) > assurance.ANSWER.days
        words = f"{one.ref} {one.ask}".strip()
        if one.answer is Answer.DECIDED:
            detail = f"{one.board} decided: {one.decision}; {one.group} is to hear it"
        elif one.answer.is_awaited and (late or one.answer is Answer.DEFERRED):
            detail = f"with {one.board} for {one.days(reader.today)} days, unanswered"
        else:
            continue
        yield Line(words, detail, "matter_moves", one.id, late=late, restricted=one.restricted)


def _challenges(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    late = [
        one
        for one in assurance.challenges(reader, unanswered=True, sides=sides)
        if one.answer_by is not None and one.answer_by < reader.today
    ]
    by_group = Counter(one.group for one in late)
    groups = {code: (identity, kind) for identity, code, kind in _groups(reader)}
    for code, number in by_group.items():
        identity, kind = groups[code]
        mine = [one for one in late if one.group == code]
        first = min(one.answer_by for one in mine if one.answer_by is not None)
        words = f"{code}: {number} challenge{'' if number == 1 else 's'} to ask again about"
        board = kind is GroupKind.BOARD
        yield Line(
            *(words, f"the oldest was asked for by {write_date(first)}", "challenges"),
            "" if board else identity,
            late=True,
            restricted=all(one.restricted for one in mine),
            is_list=True,
            filter="late",
        )


def _guidance(reader: Reader) -> Iterator[Line]:
    for one in assurance.guidance(reader, due=reader.today + NEAR):
        due = one.review_on or reader.today
        yield Line(
            *(f"{one.ref} {one.title}", f"review due {write_date(due)}, {one.group}"),
            *("guidance", one.id),
            late=due < reader.today,
            restricted=one.restricted,
        )


def _broken(reader: Reader, sides: frozenset[Side]) -> Iterator[Line]:
    """Tell of each group how many threads broke in the last week, and which sorts of break."""
    found: dict[str, list[Break]] = {}
    for one in broken(reader, within=WEEK):
        if one.side in sides:
            found.setdefault(one.group, []).append(one)
    for identity, code, kind in _groups(reader):
        mine = found.get(code, [])
        if not mine:
            continue
        number = len(mine)
        words = f"{code}: {number} thread{'' if number == 1 else 's'} broke this week"
        sorts = Counter(one.title for one in mine)
        told = ", ".join(f"{title.lower()} ({times})" for title, times in sorts.most_common(3))
        board = kind is GroupKind.BOARD
        yield Line(
            *(words, told, "broken", "" if board else identity),
            restricted=kind is GroupKind.REVIEW,
            is_list=True,
        )


def yearly_returns(reader: Reader) -> Iterator[Line]:
    """Tell of self-assessments and returns on training that agencies owe past their day."""
    yield from _assessments(reader)
    t = TrainingReturn
    for year, lines in training_returns.owing(reader):
        number = len(lines)
        group = reader.scalar(select(t.group_id).where(t.year == year).limit(1))
        words = f"Agency training {year_words(year)}: {number} to ask again"
        names = ", ".join(line.name for line in lines[:3])
        more = f" and {number - 3} more" if number > 3 else ""
        yield Line(*(words, names + more, "single-agency", group), late=True, is_list=True)


def _assessments(reader: Reader) -> Iterator[Line]:
    r, a = AssessmentRound, Assessment
    missing = func.count(a.id)
    statement = (
        select(r.id, r.ref, r.title, r.due_on, missing, func.min(Agency.name))
        .join(a, a.round_id == r.id)
        .join(Agency, Agency.id == a.agency_id)
        .where(r.due_on < reader.today, r.closed_on.is_(None))
        .where(a.part.in_((Part.INVITED, Part.MISSING)))
        .group_by(r.id, r.ref, r.title, r.due_on)
        .order_by(r.due_on)
    )
    for identity, ref, title, due, number, first in reader.rows(statement):
        rest = f" and {number - 1} more" if number > 1 else ""
        told = f"{number} missing since {write_date(due)}: {first}{rest}"
        yield Line(f"{ref} {title}", told, "assessment_rounds", identity, late=True)


def _groups(reader: Reader) -> list[tuple[str, str, GroupKind]]:
    statement = select(Group.id, Group.code, Group.kind).order_by(Group.created_at)
    return list(reader.rows(statement))
