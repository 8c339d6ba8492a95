"""The priorities map: a board's priorities down, kinds of work or groups across, blanks marked."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms import Rating
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.ui.boards.map_page import MapPage
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.matrix import Cell
from safeguard_desk.views import boards, priorities_map
from safeguard_desk.views.priorities_map import COLUMNS, PrioritiesMap, PriorityLine

_YEARS = 3
_SEEN = frozenset(
    {
        *("priorities", "links", "agenda_items", "meetings", "courses", "learning_needs"),
        *("matters", "actions", "audits", "reviews", "risks"),
    }
)
_BLANK = "! blank"


class PrioritiesPage(MapPage):
    """What serves each priority, and the spots that nothing tests."""

    TITLE = "Priorities map"
    EMPTY = (
        "This board has no priorities for the year yet. Record them under “Priorities”; agenda"
        " items, courses and needs name the priority they serve, and Ctrl+L links anything else."
    )
    kind = "priorities-map"
    in_view = frozenset({"priorities"})
    narrows = True

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the first board's year."""
        super().__init__(jobs, tab, parent)
        self.board, self.year, self.across = QComboBox(self), QComboBox(self), QComboBox(self)
        for combo, name in (
            (self.board, "Board"),
            (self.year, "Financial year"),
            (self.across, "Across"),
        ):
            combo.setAccessibleName(name)
            self.top.addWidget(combo)
        self._offer()
        this = financial_year(today(jobs))
        for starting in range(this, this - _YEARS, -1):
            self.year.addItem(f"{starting}/{(starting + 1) % 100:02d}", starting)
        self.across.addItem("by kind of work", "kind")
        self.across.addItem("by group", "group")
        for combo in (self.board, self.year, self.across):
            combo.currentIndexChanged.connect(self.refresh)
        self.refresh()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of priorities and of what serves them."""
        if changes.touches(*_SEEN):
            self.refresh()

    def look_again(self) -> None:
        """Offer the boards that are seen through the window's lens."""
        self._offer()
        self.refresh()

    def _offer(self) -> None:
        chosen = self.board.currentData()
        with QSignalBlocker(self.board):
            self.board.clear()
            for one in self.through(self.jobs.read(boards.every)):
                self.board.addItem(one.code, one.id)
            self.board.setCurrentIndex(max(0, self.board.findData(chosen)))

    def request(self) -> Request:
        """Return how the paper of this board's year is asked for."""
        return Request(board_id=self.board.currentData(), year=self.year.currentData())

    def refresh(self, *_: object) -> None:
        """Read the map again."""
        if self.board.currentData() is None:
            self.fill((), (), ())
            return
        found = self.jobs.read(
            partial(
                priorities_map.priorities_map,
                board_id=self.board.currentData(),
                year=int(self.year.currentData()),
            )
        )
        blank = len(found.blank)
        self.summary.setText(_told(found, blank))
        names = [f"{line.number}  {line.title}" for line in found.lines]
        if self.across.currentData() == "kind":
            heads = [title for _, title, _ in COLUMNS]
            cells = [
                [_cell(line, kind, tests) for kind, _, tests in COLUMNS] for line in found.lines
            ]
        else:
            heads = list(found.groups)
            cells = [[_of_group(line, code) for code in found.groups] for line in found.lines]
        self.fill(names, heads, cells if heads else [])


def _told(found: PrioritiesMap, blank: int) -> str:
    if not found.lines:
        return ""
    if not blank:
        return "Every priority is tested by an item, an audit, a course, a review or an inspection."
    named = "; ".join(f"{line.number} {line.title}" for line in found.blank)
    tests = "No item, audit, course, review or inspection tests"
    return f"! {tests} {blank} of {len(found.lines)}: {named}."


def _cell(line: PriorityLine, kind: str, tests: bool) -> Cell:
    keys = line.by_kind.get(kind, ())
    if keys:
        return Cell(str(len(keys)), keys, Rating.GREEN if tests else None)
    if tests and line.is_blank:
        return Cell(_BLANK, (), Rating.RED, "Blank: nothing tests this priority", bold=True)
    return Cell("", (), None, "none")


def _of_group(line: PriorityLine, code: str) -> Cell:
    keys = line.by_group.get(code, ())
    return Cell(str(len(keys)) if keys else "", keys, Rating.GREEN if keys else None)
