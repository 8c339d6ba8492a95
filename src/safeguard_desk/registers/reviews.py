"""Reviews as a plain list, for the command line, the export and whoever looks a case up."""

from sqlalchemy import case, func, select

from safeguard_desk.models import Board, Group, Review, ReviewAgency, ReviewClock, ReviewTool
from safeguard_desk.registers.declare import Column, Filter, Register, Shown
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.rules.terms_review import ReviewState

_open = Review.state.not_in([ReviewState.CLOSED, ReviewState.NOT_PROGRESSED])
_due = func.coalesce(ReviewClock.extended_to, ReviewClock.due_on)
_next = (
    select(func.min(_due))
    .where(
        ReviewClock.review_id == Review.id,
        ReviewClock.met_on.is_(None),
        ReviewClock.stopped == "",
    )
    .correlate(Review.__table__)
    .scalar_subquery()
)
_agencies = (
    select(func.count())
    .select_from(ReviewAgency.__table__)
    .where(ReviewAgency.review_id == Review.id)
    .correlate(Review.__table__)
    .scalar_subquery()
)

REVIEWS = Register(
    code="reviews",
    kind="reviews",
    title="Reviews",
    one="review",
    source=Review.__table__.join(Group.__table__, Group.id == Review.group_id)
    .outerjoin(Board.__table__, Board.id == Review.board_id)
    .outerjoin(ReviewTool.__table__, ReviewTool.id == Review.tool_id),
    id=Review.id,
    ref=Review.ref,
    columns=(
        Column("ref", "Case", Review.ref, 12, Shown.REFERENCE),
        Column("title", "About", Review.title, 36, grow=True),
        Column("status", "State", Review.state, 18, Shown.TERM),
        Column("kind", "Kind", Review.kind, 26, Shown.TERM),
        Column("board", "Board", func.coalesce(Board.code, "both"), 7),
        Column("referred_on", "Referred", Review.referred_on, 12, Shown.DATE),
        Column("decided_on", "Decided", Review.decided_on, 12, Shown.DATE),
        Column("due_on", "Next clock", _next, 12, Shown.DATE),
        Column("tool", "Review tool", func.coalesce(ReviewTool.name, ""), 24),
        Column("agencies", "Agencies", _agencies, 9, Shown.NUMBER),
        Column("cost_planned", "Cost planned", Review.cost_planned, 12, Shown.NUMBER),
        Column("cost_actual", "Cost so far", Review.cost_actual, 12, Shown.NUMBER),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(case((_open, 0), else_=1), _next.is_(None), _next, Review.ref),
    shown_in=frozenset({GroupKind.REVIEW}),
    empty="No reviews yet. Take a referral down on the page “Cases”.",
    filters=(
        Filter("open", "Open", lambda _: _open),
        Filter("missed", "Clock missed", lambda today: _open & (_next < today)),
        Filter("undecided", "To be decided", lambda _: _open & Review.decided_on.is_(None)),
    ),
    group=Review.group_id,
    restricted=Review.restricted | (Group.kind == GroupKind.REVIEW),
    open_filter="open",
    follows=frozenset({"review_clocks", "review_agencies", "review_tools", "boards"}),
)
