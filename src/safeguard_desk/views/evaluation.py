"""What evaluation shows: scores with who was asked and who answered, and paired change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVarTuple

from sqlalchemy import Select, func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.models import (
    Booking,
    Course,
    EvaluationAnswer,
    EvaluationForm,
    EvaluationQuestion,
    TrainingSession,
)
from safeguard_desk.rules.evaluation import SHORT, STANDARD, counts_of, later_due
from safeguard_desk.rules.paired import Paired, paired
from safeguard_desk.rules.shares import Share
from safeguard_desk.rules.terms_learning import (
    Asked,
    BookingState,
    Kirkpatrick,
    QuestionKind,
    SessionState,
)

Ts = TypeVarTuple("Ts")
_LONG = 46
PRESENT = (BookingState.ATTENDED, BookingState.PART_ATTENDED)
_OTHER = tuple(state for state in BookingState if not state.holds_place)


@dataclass(frozen=True)
class Scope:
    """Which sessions are meant; what is None or empty narrows nothing. Days are of the session."""

    course_id: str | None = None
    session_id: str | None = None
    group_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class QuestionView:
    """A question with its stages."""

    id: str
    course_id: str | None
    code: str
    text: str
    kind: QuestionKind
    level: Kirkpatrick
    stages: tuple[Asked, ...]
    in_use: bool

    @property
    def short(self) -> str:
        """Return it as a table or chart names it."""
        if self.course_id is None and self.code in SHORT:
            return SHORT[self.code]
        return self.text if len(self.text) <= _LONG else f"{self.text[: _LONG - 1].rstrip()}…"


@dataclass(frozen=True)
class Stage:
    """A stage over the sessions of a scope: how many were asked, and how many forms came.

    sought: delegates asked by now; anonymous: forms without a delegate; not_due: delegates of whom
    a later form is only due on a day to come; without: sessions of which no form came at all.
    """

    asked: Asked
    sought: int = 0
    forms: int = 0
    anonymous: int = 0
    not_due: int = 0
    sessions: int = 0
    without: int = 0

    @property
    def response(self) -> Share:
        """Forms of those asked."""
        return Share(self.forms, self.sought)

    @property
    def words(self) -> str:
        """Return the response as people read it."""
        return response_words(self.forms, self.sought)


@dataclass(frozen=True)
class Score:
    """Answers to a question at a stage: never without how many were asked and answered.

    counts: how often each score from 1 to 5 was given; of a yes or no question, no and yes.
    """

    question: QuestionView
    asked: Asked
    sought: int
    forms: int
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        """How many answered this question."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The mean score; None where nobody answered, or it is no score."""
        if self.question.kind is not QuestionKind.SCORE or not self.answered:
            return None
        return sum(place * count for place, count in enumerate(self.counts, 1)) / self.answered

    @property
    def high(self) -> Share:
        """Those who gave 4 or 5, or said yes, of those who answered."""
        top = self.counts[3:] if self.question.kind is QuestionKind.SCORE else self.counts[1:]
        return Share(sum(top), self.answered)

    @property
    def response(self) -> str:
        """How many of those asked answered it."""
        return response_words(self.answered, self.sought)

    @property
    def words(self) -> str:
        """Return it in a sentence's part: "mean 4.2, 18 of 22 answered (82%)"."""
        if not self.answered:
            return f"nobody answered of {self.sought} asked"
        if self.mean is None:
            return f"{self.high.words} said yes, {self.response} answered"
        return f"mean {self.mean:.1f}, {self.response} answered"


@dataclass(frozen=True)
class ChangeView:
    """A question answered twice by the same people."""

    question: QuestionView
    first: Asked
    second: Asked
    change: Paired

    @property
    def when(self) -> str:
        """From when to when."""
        return f"{self.first.label}, then {self.second.label.lower()}"


@dataclass(frozen=True)
class Evaluated:
    """A scope's evaluation as a whole."""

    stages: tuple[Stage, ...]
    scores: tuple[Score, ...]
    changes: tuple[ChangeView, ...]
    questions: Mapping[str, QuestionView] = field(hash=False)

    def stage(self, asked: Asked) -> Stage:
        """Return a stage."""
        return next(one for one in self.stages if one.asked is asked)

    def score(self, code: str, asked: Asked) -> Score | None:
        """Return the answers to a question at a stage."""
        found = (one for one in self.scores if one.question.code == code and one.asked is asked)
        return next(found, None)

    def of_level(self, level: Kirkpatrick) -> tuple[Score, ...]:
        """Return the scores that tell of a level."""
        return tuple(one for one in self.scores if one.question.level is level)

    @property
    def forms(self) -> int:
        """Return how many forms there are at all."""
        return sum(one.forms for one in self.stages)


def response_words(answered: int, sought: int) -> str:
    """Return a response with its counts; more answers than people asked are told, not capped."""
    if not sought:
        return f"{answered} (nobody is down as asked)" if answered else "nobody asked yet"
    if answered > sought:
        return f"{answered}, though {sought} were asked: look at attendance"
    return Share(answered, sought).words


def questions(
    reader: Reader, course_id: str | None = None, *, retired: bool = False
) -> list[QuestionView]:
    """Return the standard questions and those of a course, in their order.

    Before the first course they are not in the file yet, and are shown as they will be.
    """
    q = EvaluationQuestion
    of = select(*_COLUMNS).where(q.course_id.is_(None) | (q.course_id == course_id))
    rows: Any = reader.rows(of.order_by(q.course_id.is_not(None), q.position))
    found = [_question(row) for row in rows]
    if not any(one.course_id is None for one in found):
        found = [
            QuestionView("", None, s.code, s.text, s.kind, s.level, s.stages, in_use=True)
            for s in STANDARD
        ] + found
    return [one for one in found if retired or one.in_use]


_Q = EvaluationQuestion
_COLUMNS: tuple[Any, ...] = (
    *(_Q.id, _Q.course_id, _Q.code, _Q.text, _Q.kind, _Q.level, _Q.before, _Q.end, _Q.later),
    _Q.in_use,
)


def _question(row: Sequence[Any]) -> QuestionView:
    stages = tuple(stage for stage, on in zip(Asked, row[6:9], strict=True) if on)
    identity, course_id, code, text, kind, level = row[:6]
    return QuestionView(identity, course_id, code, text, kind, level, stages, row[9])


def evaluated(reader: Reader, scope: Scope) -> Evaluated:
    """Return the evaluation of a scope's sessions."""
    stages = _stages(reader, scope)
    q, f, a = EvaluationQuestion, EvaluationForm, EvaluationAnswer
    known: dict[str, QuestionView] = {
        row[0]: _question(row)
        for row in reader.rows(select(*_COLUMNS).order_by(q.course_id.is_not(None), q.position))
    }
    statement = (
        select(a.question_id, f.asked, Booking.delegate_id, f.session_id, a.score)
        .join(f, f.id == a.form_id)
        .join(TrainingSession, TrainingSession.id == f.session_id)
        .join(Booking, Booking.id == f.booking_id, isouter=True)
        .where(a.score.is_not(None))
    )
    given: dict[tuple[str, Asked], list[int]] = defaultdict(list)
    people: dict[tuple[str, str, str], dict[Asked, int]] = defaultdict(dict)
    rows: Any = reader.rows(narrow(statement, scope))
    for question_id, asked, delegate_id, session_id, score in rows:
        given[question_id, asked].append(score)
        if delegate_id is not None:
            people[question_id, delegate_id, session_id][asked] = score
    if scope.course_id is None and scope.session_id is None:
        # A course's own question was not asked on the others: it has no rate over all of them.
        known = {key: one for key, one in known.items() if one.course_id is None}
    scores = []
    by_stage = {one.asked: one for one in stages}
    for one in known.values():
        for asked in Asked:
            if one.kind is QuestionKind.WORDS or (one.id, asked) not in given:
                continue
            stage = by_stage[asked]
            scores.append(
                Score(one, asked, stage.sought, stage.forms, _counts(one, given[one.id, asked]))
            )
    return Evaluated(stages, tuple(scores), _changes(known, people), known)


def _counts(question: QuestionView, scores: Sequence[int]) -> tuple[int, ...]:
    if question.kind is QuestionKind.YES_NO:
        return (scores.count(0), scores.count(1))
    return counts_of(scores)


def _changes(
    known: Mapping[str, QuestionView],
    people: Mapping[tuple[str, str, str], Mapping[Asked, int]],
) -> tuple[ChangeView, ...]:
    pairs: dict[tuple[str, Asked, Asked], list[tuple[int, int]]] = defaultdict(list)
    wanted = ((Asked.BEFORE, Asked.END), (Asked.BEFORE, Asked.LATER), (Asked.END, Asked.LATER))
    for (question_id, _, _), held in people.items():
        for first, second in wanted:
            if first in held and second in held:
                pairs[question_id, first, second].append((held[first], held[second]))
    found = []
    for one in known.values():
        for first, second in wanted:
            change = paired(pairs.get((one.id, first, second), ()))
            if one.kind is QuestionKind.SCORE and change is not None:
                found.append(ChangeView(one, first, second, change))
    return tuple(found)


def narrow(statement: Select[*Ts], scope: Scope) -> Select[*Ts]:
    """Narrow a query that has training sessions in it to a scope."""
    s = TrainingSession
    statement = statement.where(s.state != SessionState.CANCELLED)
    if scope.course_id is not None:
        statement = statement.where(s.course_id == scope.course_id)
    if scope.session_id is not None:
        statement = statement.where(s.id == scope.session_id)
    if scope.group_id is not None:
        statement = statement.join(Course, Course.id == s.course_id)
        statement = statement.where(Course.group_id == scope.group_id)
    if scope.starts_on is not None:
        statement = statement.where(s.held_on >= scope.starts_on)
    if scope.ends_on is not None:
        statement = statement.where(s.held_on <= scope.ends_on)
    return statement


def _stages(reader: Reader, scope: Scope) -> tuple[Stage, ...]:
    """Count who was asked at each stage, session by session, and the forms that came."""
    s, b, f = TrainingSession, Booking, EvaluationForm
    sessions: Any = reader.rows(narrow(select(s.id, s.held_on, s.state), scope))
    places: dict[str, int] = defaultdict(int)
    present: dict[str, int] = defaultdict(int)
    booked = select(b.session_id, b.state, func.count()).join(s, s.id == b.session_id)
    for session_id, state, count in reader.rows(
        narrow(booked, scope).where(b.state.not_in(_OTHER)).group_by(b.session_id, b.state)
    ):
        places[session_id] += count
        if state in PRESENT:
            present[session_id] += count
    forms: dict[tuple[str, Asked], list[int]] = defaultdict(lambda: [0, 0])
    came = select(f.session_id, f.asked, f.booking_id).join(s, s.id == f.session_id)
    for session_id, asked, booking_id in reader.rows(narrow(came, scope)):
        forms[session_id, asked][0] += 1
        forms[session_id, asked][1] += booking_id is None
    return tuple(_stage(asked, sessions, places, present, forms, reader.today) for asked in Asked)


def _stage(
    asked: Asked,
    sessions: Sequence[tuple[str, date, SessionState]],
    places: Mapping[str, int],
    present: Mapping[str, int],
    forms: Mapping[tuple[str, Asked], Sequence[int]],
    today: date,
) -> Stage:
    sought = not_due = counted = without = total = anonymous = 0
    for session_id, held_on, _ in sessions:
        came, unnamed = forms.get((session_id, asked), (0, 0))
        total, anonymous = total + came, anonymous + unnamed
        # Where attendance is not marked yet, everybody with a place was there as far as is known.
        there = present.get(session_id, 0) or places.get(session_id, 0)
        people = places.get(session_id, 0) if asked is Asked.BEFORE else there
        due = {Asked.BEFORE: held_on, Asked.END: held_on, Asked.LATER: later_due(held_on)}[asked]
        if due > today and not came:
            not_due += people
            continue
        counted += 1
        sought += people
        without += not came
    return Stage(asked, sought, total, anonymous, not_due, counted, without)
