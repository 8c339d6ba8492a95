"""What a group, or all of them, report to a board for a quarter: facts, filtered by its side."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Tally
from safeguard_desk.models import Action
from safeguard_desk.papers import (
    action_figures,
    board_answers,
    board_audits,
    board_learning,
    board_reviews,
    board_signals,
)
from safeguard_desk.papers.action_figures import FigureFacts
from safeguard_desk.papers.attendance import AgencyAttendance
from safeguard_desk.papers.attendance import by_agency as attendance_by_agency
from safeguard_desk.papers.board_answers import BoardAnswers
from safeguard_desk.papers.board_audits import BoardAudits
from safeguard_desk.papers.board_signals import BoardSignals
from safeguard_desk.papers.counting import (
    NO_AGENCY,
    OpenCounts,
    open_counts,
    tally,
    urgent_first,
)
from safeguard_desk.papers.request import Request, asked
from safeguard_desk.papers.tracker import asked_groups, code_of, marking_of
from safeguard_desk.rules import rating
from safeguard_desk.rules.quoracy import Quoracy
from safeguard_desk.rules.terms import (
    ActionStatus,
    EntryKind,
    Marking,
    MeetingState,
    Presence,
    Side,
)
from safeguard_desk.rules.working_days import Quarter
from safeguard_desk.views import actions as action_views
from safeguard_desk.views import boards as board_views
from safeguard_desk.views import counted, risk_map
from safeguard_desk.views import groups as group_views
from safeguard_desk.views import meetings as meeting_views
from safeguard_desk.views.actions import ActionRow
from safeguard_desk.views.boards import BoardHead, Considered, PriorityView, RiskView, Statement
from safeguard_desk.views.counted import Condition, Scope, Selection
from safeguard_desk.views.groups import GroupHead, MeetingLine
from safeguard_desk.views.learning_report import LearningFacts
from safeguard_desk.views.meetings import SeatView
from safeguard_desk.views.review_told import ReviewsTold

REPORTED = (
    EntryKind.DECISION,
    EntryKind.CHALLENGE,
    EntryKind.ESCALATION,
    EntryKind.GOOD_PRACTICE,
)
NEXT_MEETINGS = 3
"""How many coming meetings of each group a report lists."""


@dataclass(frozen=True)
class MeetingResult:
    """A meeting of the quarter; quoracy is None where it was not held or nobody was marked."""

    meeting: MeetingLine
    quoracy: Quoracy | None


@dataclass(frozen=True)
class SixMonths:
    """The six-month rule (terms of the sub groups), counted on actions with a plan agreed.

    open: not yet closed; past: of those, not completed within six months; beyond: due later than
    that. done: completed in the quarter; in_time: of those, within six months.
    """

    open: int
    past: int
    beyond: int
    done: int
    in_time: int


@dataclass(frozen=True)
class PriorityProgress:
    """A priority of the board, and which items of the quarter's meetings served it."""

    priority: PriorityView
    considered: tuple[Considered, ...]


@dataclass(frozen=True)
class BoardReportFacts:
    """What the report says. Actions and risks stand as on `today`, the rest is the quarter's."""

    organisation: str
    copy: str
    board: BoardHead
    groups: tuple[GroupHead, ...]
    one_group: bool
    quarter: Quarter
    today: date
    marking: Marking
    meetings: tuple[MeetingResult, ...]
    counts: OpenCounts
    overdue: tuple[tuple[str, tuple[ActionRow, ...]], ...]
    raised: int
    closed: int
    six_months: SixMonths
    figures: FigureFacts
    audits: BoardAudits
    learning: LearningFacts | None
    signals: BoardSignals
    reviews: ReviewsTold | None
    decisions: tuple[Statement, ...]
    challenges: tuple[Statement, ...]
    asked_here: tuple[Statement, ...]
    asked_elsewhere: tuple[Statement, ...]
    good_practice: tuple[Statement, ...]
    answers: BoardAnswers
    risks: tuple[RiskView, ...]
    moved: Mapping[str, str]
    """How each risk moved since the quarter began, in words, by reference."""
    attendance: tuple[AgencyAttendance, ...]
    priorities: tuple[PriorityProgress, ...]
    next_meetings: tuple[MeetingLine, ...]
    left_out: bool
    restricted: bool
    public: bool

    @property
    def held(self) -> tuple[MeetingResult, ...]:
        """The meetings of the quarter that were held."""
        return tuple(m for m in self.meetings if m.meeting.state is MeetingState.HELD)


def collect(reader: Reader, request: Request) -> BoardReportFacts:
    """Return the facts of a board report; without a quarter, of the one that today falls in."""
    board = board_views.board(reader, asked(request.board_id, "board"))
    groups = asked_groups(reader, request)
    quarter = request.quarter or Quarter.of(reader.today)
    meetings = _in_quarter(reader, request, quarter)
    seats = _seats(reader, meetings)
    signals = board_signals.collect(reader, request, board.sides, quarter)
    scope = Scope(request.group_id, board.sides, restricted=request.restricted)
    figures = action_figures.collect(reader, scope, min(quarter.end, reader.today))
    heard, unheard = _heard(reader, board, list(seats), request)
    asks = _of(heard, EntryKind.ESCALATION)
    return BoardReportFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        board=board,
        groups=tuple(groups),
        one_group=request.group_id is not None,
        quarter=quarter,
        today=reader.today,
        marking=marking_of(groups),
        meetings=tuple(_result(meeting, seats.get(meeting.id)) for meeting in meetings),
        counts=open_counts(figures.found),
        overdue=_overdue_by_agency(reader, scope),
        raised=_moved_in(reader, scope, "Raised", quarter, counted.raised_between),
        closed=_moved_in(reader, scope, "Closed", quarter, counted.closed_within),
        six_months=_six_months(reader, scope, quarter),
        figures=figures,
        audits=board_audits.collect(reader, request.group_id, board.sides, quarter),
        learning=board_learning.collect(reader, request.group_id, board, quarter),
        signals=signals,
        reviews=board_reviews.collect(reader, request.group_id, board.sides),
        decisions=_of(heard, EntryKind.DECISION),
        challenges=_of(heard, EntryKind.CHALLENGE),
        asked_here=tuple(one for one in asks if one.board_id in {board.id, None}),
        asked_elsewhere=tuple(one for one in asks if one.board_id not in {board.id, None}),
        good_practice=_of(heard, EntryKind.GOOD_PRACTICE),
        answers=board_answers.collect(reader, request, board, quarter),
        risks=_risks(reader, board, request),
        moved=_moved(reader, board, request, quarter),
        attendance=attendance_by_agency(_of_side(reader, board, seats)),
        priorities=_progress(reader, board, quarter, list(seats), request),
        next_meetings=_coming(reader, request),
        left_out=unheard or signals.left_out or _hides_actions(reader, board, request),
        restricted=request.restricted,
        public=request.public,
    )


def _risks(reader: Reader, board: BoardHead, request: Request) -> tuple[RiskView, ...]:
    found = board_views.open_risks(
        reader, request.group_id, board.sides, restricted=request.restricted
    )
    return tuple(found)


def _moved(reader: Reader, board: BoardHead, request: Request, quarter: Quarter) -> dict[str, str]:
    found = risk_map.risk_map(
        reader,
        request.group_id,
        sides=board.sides,
        since=quarter.start - timedelta(days=1),
        restricted=request.restricted,
    )
    return {one.ref: one.movement for one in found.open}


def _seats(reader: Reader, meetings: Iterable[MeetingLine]) -> dict[str, list[SeatView]]:
    """Return who sat in the meetings that were held, by the meeting's id."""
    held = [meeting.id for meeting in meetings if meeting.state is MeetingState.HELD]
    return {meeting_id: meeting_views.seats(reader, meeting_id) for meeting_id in held}


def _hides_actions(reader: Reader, board: BoardHead, request: Request) -> bool:
    hidden = action_views.any_restricted(reader, request.group_id, board.sides)
    return hidden and not request.restricted


def _heard(
    reader: Reader, board: BoardHead, held: list[str], request: Request
) -> tuple[list[Statement], bool]:
    """Return what a board hears of what meetings minuted, and whether restricted minutes lack."""
    every = board_views.statements(reader, held, REPORTED, restricted=True)
    said = every
    if not request.restricted:
        said = board_views.statements(reader, held, REPORTED)
    heard = [one for one in said if one.side in board.sides or one.board_id == board.id]
    return heard, len(said) < len(every)


def name(reader: Reader, request: Request) -> str:
    """Return what the file of a board report is called: group, board and quarter."""
    board = board_views.board(reader, asked(request.board_id, "board"))
    quarter = request.quarter or Quarter.of(reader.today)
    return f"{code_of(reader, request)} report to {board.code} {quarter.code}"


def _in_quarter(reader: Reader, request: Request, quarter: Quarter) -> list[MeetingLine]:
    return group_views.meetings(reader, request.group_id, quarter.start, quarter.end)


def _result(meeting: MeetingLine, seats: list[SeatView] | None) -> MeetingResult:
    marked = seats and any(seat.presence is not Presence.EXPECTED for seat in seats)
    return MeetingResult(meeting, meeting_views.judge(seats) if seats and marked else None)


def _of(said: Iterable[Statement], kind: EntryKind) -> tuple[Statement, ...]:
    return tuple(one for one in said if one.kind is kind)


def _within(day: date | None, quarter: Quarter) -> bool:
    return day is not None and quarter.start <= day <= quarter.end


def _moved_in(
    reader: Reader,
    scope: Scope,
    what: str,
    quarter: Quarter,
    test: Callable[[tuple[date, date]], Condition],
) -> Tally:
    """Return how many actions were raised or closed in the quarter."""
    wanted = Selection(f"{what} in {quarter.label}", scope, (test((quarter.start, quarter.end)),))
    return Tally(counted.number(reader, wanted), wanted)


def _overdue_by_agency(
    reader: Reader, scope: Scope
) -> tuple[tuple[str, tuple[ActionRow, ...]], ...]:
    """Return the overdue actions of each agency: of the one that has most first."""
    late = and_(scope.condition(), counted.late(reader.today))
    held: dict[str, list[ActionRow]] = {}
    for action in urgent_first(action_views.tracked(reader, restricted=True, narrowed=late)):
        held.setdefault(action.agency or NO_AGENCY, []).append(action)
    return tuple(
        (agency, tuple(held[agency])) for agency in sorted(held, key=lambda a: (-len(held[a]), a))
    )


def _six_months(reader: Reader, scope: Scope, quarter: Quarter) -> SixMonths:
    today = reader.today
    planned = and_(scope.condition(), Action.plan_agreed_on.is_not(None))
    ruled = [
        action
        for action in action_views.tracked(reader, restricted=True, narrowed=planned)
        if action.status is not ActionStatus.CANCELLED
    ]
    still = [action for action in ruled if action.status.is_open]
    done = [action for action in ruled if _within(action.completed_on, quarter)]
    return SixMonths(
        open=tally(still),
        past=tally(one for one in still if _breach(one, today)),
        beyond=tally(
            one for one in still if rating.beyond_six_months(one.plan_agreed_on, one.due_on)
        ),
        done=tally(done),
        in_time=tally(one for one in done if not _breach(one, today)),
    )


def _breach(action: ActionRow, today: date) -> bool:
    return rating.breaches_six_months(action.plan_agreed_on, action.completed_on, today)


def _of_side(
    reader: Reader, board: BoardHead, meetings: Mapping[str, list[SeatView]]
) -> dict[str, list[SeatView]]:
    """Return the seats of the agencies that a board hears of; no agency is no side, and heard."""
    sides = board_views.agency_sides(reader)
    return {
        meeting: [s for s in seats if sides.get(s.agency_id or "", Side.BOTH) in board.sides]
        for meeting, seats in meetings.items()
    }


def _progress(
    reader: Reader, board: BoardHead, quarter: Quarter, held: list[str], request: Request
) -> tuple[PriorityProgress, ...]:
    served = board_views.considered(
        reader, board.id, quarter.year, held, restricted=request.restricted
    )
    return tuple(
        PriorityProgress(
            priority, tuple(item for item in served if item.priority == priority.number)
        )
        for priority in board_views.priorities(reader, board.id, quarter.year)
    )


def _coming(reader: Reader, request: Request) -> tuple[MeetingLine, ...]:
    """Return the next meetings of each group that are still to come."""
    taken: dict[str, int] = {}
    coming = []
    for meeting in group_views.meetings(reader, request.group_id, reader.today, None):
        planned = meeting.state not in {MeetingState.CANCELLED, MeetingState.HELD}
        if planned and taken.get(meeting.group_id, 0) < NEXT_MEETINGS:
            taken[meeting.group_id] = taken.get(meeting.group_id, 0) + 1
            coming.append(meeting)
    return tuple(coming)
