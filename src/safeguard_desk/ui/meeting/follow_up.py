"""What follows a meeting: its actions, what must be ratified, what was left, the next date."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.dates import explain, read_date, write_date, write_day
from safeguard_desk.rules.terms import EntryKind
from safeguard_desk.rules.working_days import is_working_day
from safeguard_desk.ui.meeting.looks import BAD, make_primary, pick
from safeguard_desk.ui.meeting.paper_buttons import PaperButtons
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step import Bench, Step
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import meetings
from safeguard_desk.views.meetings import ActionBrief, ItemView
from safeguard_desk.work import planning

_EMPTY = "No actions were raised at this meeting."
_USUAL = timedelta(weeks=8)
"""Between two meetings of a group that has met only once: six times a year (DOMAIN 2)."""


def due_words(action: ActionBrief, today: date) -> str:
    """Return when an action is due; one that is late says by how much."""
    if action.due_on is None:
        return action.due_words or "No date"
    late = (today - action.due_on).days
    words = write_date(action.due_on)
    return f"! {words}, {late} d late" if late > 0 and action.status.is_awaited else words


def propose_date(picture: Picture) -> date:
    """Return a date for the next meeting: as long after this one as this was after the last."""
    held_on = picture.head.held_on
    gap = held_on - picture.last[1] if picture.last else _USUAL
    weeks = max(round(gap.days / 7), 1)
    day = held_on + timedelta(weeks=weeks)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def not_discussed(picture: Picture) -> list[ItemView]:
    """Return the items nobody began and nothing was minuted under, once there are minutes."""
    if not picture.entries:
        return []
    noted = {entry.item_id for entry in picture.entries}
    return [item for item in picture.items if item.id not in noted and item.started_at is None]


class FollowUpStep(Step):
    """Actions at the left; decisions, what was left, and the next meeting at the right."""

    title = "Follow-up"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the lists."""
        super().__init__(bench, parent)
        columns = (
            Column("Ref", lambda action: action.ref, 10),
            Column("Action", lambda action: action.title),
            Column("Owner", lambda action: action.owner or action.agency or "Nobody yet", 24),
            Column("Due", weakly(self._due), 21),
            Column("Status", lambda action: action.status.label, 11),
        )
        rows = Rows(columns, self, style=weakly(self._style), spoken=weakly(self._spoken))
        self.table = RowsView(rows, "Actions raised at this meeting", self)
        self.table.setWordWrap(True)
        self.heading = QLabel(self)
        self.empty = QLabel(_EMPTY, self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.decisions, self.left, self.next = QLabel(self), QLabel(self), QLabel(self)
        self.when = LineField("Date of the next meeting", self)
        self.plan = QPushButton("Plan the next meeting", self)
        make_primary(self.plan)
        self.plan.clicked.connect(self._plan)
        self.when.returnPressed.connect(self._plan)
        self.wrong = QLabel(self)
        self.wrong.hide()
        self.papers = PaperButtons(bench, "minutes", "Minutes", self)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.heading)
        left.addWidget(self.table, 1)
        left.addWidget(self.empty, 1)
        left.addWidget(self.papers)
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 6, 0)
        for title, widgets in (
            ("Next meeting", (self.next, self.when, self.plan, self.wrong)),
            ("Decisions to ratify", (self.decisions,)),
            ("Not discussed", (self.left,)),
        ):
            name = QLabel(title, side)
            font = name.font()
            font.setBold(True)
            name.setFont(font)
            column.addWidget(name)
            for widget in widgets:
                column.addWidget(widget)
                if isinstance(widget, QLabel):
                    widget.setWordWrap(True)
            column.addSpacing(12)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(side)
        area.setFixedWidth(self.fontMetrics().averageCharWidth() * 52)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(left, 1)
        layout.addWidget(area)

    def show_picture(self, picture: Picture) -> None:
        """Show what follows as it stands."""
        super().show_picture(picture)
        entries = [e for e in picture.entries if not (self.presenting and e.restricted)]
        actions = [entry.action for entry in entries if entry.action is not None]
        self.heading.setText(f"{len(actions)} action{'' if len(actions) == 1 else 's'} raised here")
        self.table.rows.show(actions)
        self.table.setVisible(bool(actions))
        self.empty.setVisible(not actions)
        waiting = [
            f"{entry.number}  {entry.text}"
            for entry in entries
            if entry.kind is EntryKind.DECISION and entry.subject_to_ratification
        ]
        self.decisions.setText(
            "\n".join(waiting) or "None: every decision was taken with a quorum."
        )
        left = [
            f"{item.number}  {item.title}"
            for item in not_discussed(picture)
            if not (self.presenting and item.restricted)
        ]
        words = "Every item was reached." if picture.entries else "Nothing is minuted yet."
        self.left.setText("\n".join(left) or words)
        self._show_next(picture)
        self.papers.show_picture(picture, presenting=self.presenting)

    def _show_next(self, picture: Picture) -> None:
        planned = picture.next
        for widget in (self.when, self.plan):
            widget.setVisible(planned is None)
        if planned is not None:
            self.next.setText(f"{write_day(planned[1])}, planned.")
            return
        self.next.setText("None is planned. Standing items and members come with it.")
        self.when.show_value(write_date(propose_date(picture)))

    def _plan(self) -> None:
        if self.picture is None:
            return
        day = read_date(self.when.text(), self.picture.today)
        if day is None:
            why = explain(self.when.text(), self.picture.today) or "Type a date first."
            self.wrong.setText(f"! {why}")
            self.wrong.show()
            return
        self.wrong.hide()
        verb = partial(plan_next, meeting_id=self.bench.meeting_id, held_on=day)
        self.do("Plan the next meeting", verb, then=self._planned)

    def _planned(self, ref: str) -> None:
        self.bench.say(f"{ref} is planned, at the same time and place.")

    def _due(self, action: ActionBrief) -> str:
        return due_words(action, self.picture.today) if self.picture else ""

    def _style(self, action: ActionBrief) -> Style:
        late = self._due(action).startswith("!")
        return Style(colour=pick(BAD, self.palette()) if late else None, only=3)

    def _spoken(self, action: ActionBrief) -> str:
        owner = action.owner or action.agency or "nobody yet"
        due = self._due(action)
        return f"{action.ref}, {action.title}, {owner}, due {due}, {action.status.label}"


def plan_next(uow: UnitOfWork, *, meeting_id: str, held_on: date) -> str:
    """Plan the group's next meeting at the same time and place; return its reference."""
    head = meetings.head(uow.reader, meeting_id)
    planned = planning.plan_meeting(
        uow, head.group_id, held_on, head.starts_at, venue=head.venue, link=head.link
    )
    return planned.ref
