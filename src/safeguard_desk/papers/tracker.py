"""The action tracker of a group, or of all: the most urgent first, and what is counted on what."""

from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.papers import action_figures
from safeguard_desk.papers.action_figures import FigureFacts
from safeguard_desk.papers.counting import OpenCounts, open_counts, urgent_first
from safeguard_desk.papers.notes import Notes, notes_on
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import ActionStatus, Marking, Side
from safeguard_desk.views import actions as view
from safeguard_desk.views import boards as board_views
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.actions import ActionRow
from safeguard_desk.views.agreed_words import told_actions
from safeguard_desk.views.boards import BoardHead
from safeguard_desk.views.called import named
from safeguard_desk.views.counted import Scope
from safeguard_desk.views.groups import GroupHead


@dataclass(frozen=True)
class TrackerFacts:
    """What the tracker says, of the actions as they stand on `today`.

    `open` has the overdue first, then goes by rating and due date. `closed` were closed at the
    last meeting (of each group) or since. `left_out`: there are restricted actions, not shown.
    """

    organisation: str
    copy: str
    name: str
    marking: Marking
    one_group: bool
    today: date
    last_meeting: date | None
    open: tuple[ActionRow, ...]
    closed: tuple[ActionRow, ...]
    ever_closed: int
    cancelled: int
    counts: OpenCounts
    figures: FigureFacts
    notes: Notes
    told: tuple[ActionRow, ...]
    """Restricted ones in the wording agreed for others; not counted with the rest."""
    left_out: bool
    restricted: bool


def collect(reader: Reader, request: Request) -> TrackerFacts:
    """Return the facts of a tracker: of a group or all, a board, an agency, an owner."""
    groups = asked_groups(reader, request)
    one = request.group_id is not None
    scope = scope_of(reader, request)
    actions = view.tracked(reader, restricted=request.restricted, narrowed=scope.condition())
    standing = urgent_first(action for action in actions if action.status.is_open)
    last = {group.code: group_views.last_held(reader, group.id, reader.today) for group in groups}
    closed = [action for action in actions if _closed_lately(action, last)]
    hidden = view.any_restricted(reader, request.group_id, tuple(Side))
    figures = action_figures.collect(reader, scope)
    return TrackerFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        name=whose(reader, request),
        marking=marking_of(groups),
        one_group=one,
        today=reader.today,
        last_meeting=last[groups[0].code] if one else None,
        open=tuple(standing),
        closed=tuple(sorted(closed, key=lambda action: action.ref)),
        ever_closed=sum(action.status is ActionStatus.CLOSED for action in actions),
        cancelled=sum(action.status is ActionStatus.CANCELLED for action in actions),
        counts=open_counts(figures.found),
        figures=figures,
        notes=notes_on(reader, scope, standing),
        told=() if request.restricted else tuple(told_actions(reader, scope)),
        left_out=hidden and not request.restricted,
        restricted=request.restricted,
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of a tracker is called: whose it is, and the day."""
    return f"{short_of(reader, request)} action tracker {reader.today.isoformat()}"


def scope_of(reader: Reader, request: Request) -> Scope:
    """Return whose actions a request names."""
    board = board_of(reader, request)
    return Scope(
        request.group_id,
        sides=board.sides if board is not None else frozenset(Side),
        agency_id=request.agency_id,
        owner_id=request.owner_id,
        restricted=request.restricted,
    )


def board_of(reader: Reader, request: Request) -> BoardHead | None:
    """Return the board that a request names."""
    return None if request.board_id is None else board_views.board(reader, request.board_id)


def whose(reader: Reader, request: Request) -> str:
    """Return whose actions a request names, in words: "Quality Assurance, ICB"."""
    parts = [named(reader, "groups", request.group_id)]
    board = board_of(reader, request)
    parts += [board.name if board is not None else ""]
    parts += [
        named(reader, "agencies", request.agency_id),
        named(reader, "people", request.owner_id),
    ]
    return ", ".join(part for part in parts if part) or "All groups"


def short_of(reader: Reader, request: Request) -> str:
    """Return whose actions a request names, for the name of a file."""
    board = board_of(reader, request)
    parts = [code_of(reader, request) if request.group_id else ""]
    parts += [board.code if board is not None else ""]
    parts += [
        named(reader, "agencies", request.agency_id),
        named(reader, "people", request.owner_id),
    ]
    words = " ".join(part for part in parts if part) or "All groups"
    return "".join(sign if sign.isalnum() or sign in " -'" else " " for sign in words)


def code_of(reader: Reader, request: Request) -> str:
    """Return the code of the group that a request names; "All groups" without one."""
    if request.group_id is None:
        return "All groups"
    return group_views.head(reader, request.group_id).code


def asked_groups(reader: Reader, request: Request) -> list[GroupHead]:
    """Return the group a request names, or all that there are."""
    if request.group_id is not None:
        return [group_views.head(reader, request.group_id)]
    return group_views.groups(reader)


def marking_of(groups: list[GroupHead]) -> Marking:
    """Return the highest marking of some groups: a paper carries its most sensitive one."""
    marks = {group.marking for group in groups}
    sensitive = Marking.OFFICIAL_SENSITIVE
    return sensitive if sensitive in marks else Marking.OFFICIAL


def _closed_lately(action: ActionRow, last: dict[str, date | None]) -> bool:
    since, on = last.get(action.group), action.closed_on
    if action.status is not ActionStatus.CLOSED or since is None or on is None:
        return False
    return on >= since
