"""Cases for review: the board of all of them, and one case step by step."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import PAPERS
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.review_states import states_of, wanting
from safeguard_desk.rules.terms_review import ReviewState
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.reviews.board import Board
from safeguard_desk.ui.reviews.case_list import CaseList, Sieves, told_of
from safeguard_desk.ui.reviews.chronology import ChronologyStep
from safeguard_desk.ui.reviews.decision import DecisionStep
from safeguard_desk.ui.reviews.findings import FindingsStep
from safeguard_desk.ui.reviews.names_panel import NamesPanel
from safeguard_desk.ui.reviews.outcome import OutcomeStep
from safeguard_desk.ui.reviews.people import PeopleStep
from safeguard_desk.ui.reviews.referral import ReferralStep
from safeguard_desk.ui.reviews.referral_form import ReferralForm
from safeguard_desk.ui.reviews.step import Bench, Step
from safeguard_desk.ui.reviews.tool import ToolStep
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views import reviews
from safeguard_desk.views.review_case import Case, case
from safeguard_desk.views.reviews import Card
from safeguard_desk.work import review_progress

STEPS: tuple[type[Step], ...] = (
    *(ReferralStep, DecisionStep, ToolStep, PeopleStep, ChronologyStep, FindingsStep, OutcomeStep),
)
SEEN = (
    *("reviews", "review_criteria", "review_agencies", "review_clocks", "review_stages"),
    *("review_roles", "family_contacts", "case_names", "chronology_events", "review_checks"),
    *("review_tools", "review_tool_fits", "findings", "recommendations", "learning_points"),
    *("actions", "agencies", "people", "review_themes", "theme_notes", "impact_checks"),
    "case_keys",
)
_S = ReviewState
_PLACES = {
    **dict.fromkeys((_S.REFERRED, _S.SCREENED, _S.NOT_PROGRESSED), 1),
    **dict.fromkeys((_S.DECISION,), 2),
    _S.SCOPED: 3,
    _S.GATHERING: 4,
    **dict.fromkeys((_S.ANALYSIS, _S.DRAFT), 5),
}
"""Which step a case of a state is waiting for; the last for all others."""
_EMPTY = "No cases yet. “New referral” takes the first down; its clocks start by themselves."


class CasesPage(Page):
    """The board; a case in its place when one is opened."""

    narrows = True

    in_view = frozenset({"reviews"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the board."""
        super().__init__(jobs, tab, parent)
        self.case: Case | None = None
        self._asked = 0
        self.bench = Bench(jobs, self)
        self.bench.refused.connect(self.refused)
        self.bench.said.connect(self.said)
        self.bench.record_wanted.connect(self.record_wanted)
        self.bench.paper_wanted.connect(self.show_paper)
        self.to_board = QPushButton("← &Board", self)
        self.heading = QLabel("Cases", self)
        self.heading.setProperty("role", "title")
        self.sieve = Sieves(self)
        self.as_list = QPushButton("As a &list", self)
        self.as_list.setCheckable(True)
        self.as_list.setMinimumWidth(self.fontMetrics().averageCharWidth() * 17)
        self.new = QPushButton("&New referral", self)
        make_primary(self.new)
        self.state = QComboBox(self)
        self.state.setAccessibleName("State")
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.onward = QPushButton(self)
        make_primary(self.onward)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.papers = QPushButton("&Papers", self)
        self.papers.setMenu(self._papers_menu())
        self.bar = StepBar([step.title for step in STEPS], self)
        self.steps: list[Step] = [step(self.bench, self) for step in STEPS]
        self.stack = QStackedWidget(self)
        self.board = Board(self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY)
        self.list = CaseList(self)
        self.names = NamesPanel(jobs, self)
        self.form = ReferralForm(jobs, tab.group_id or "", self)
        self.preview = Preview(jobs, self)
        self.whole = QStackedWidget(self)
        self._cards: list[Card] = []
        self._lay_out()
        self._connect()
        self._list()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.to_board)
        top.addWidget(self.heading)
        top.addWidget(self.sieve, 1)
        top.addWidget(self.as_list)
        top.addStretch(0)
        top.addWidget(self.papers)
        top.addWidget(self.state)
        top.addWidget(self.onward)
        top.addWidget(self.new)
        self.work = QWidget(self)
        inner = QVBoxLayout(self.work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.told)
        inner.addWidget(self.bar)
        for step in self.steps:
            self.stack.addWidget(step)
        inner.addWidget(self.stack, 1)
        parts = (self.board, self.list, self.empty, self.form, self.work, self.names, self.preview)
        for shown in parts:
            self.whole.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.whole, 1)

    def _papers_menu(self) -> QMenu:
        """Return the papers that are made for a case."""
        menu = QMenu(self)
        for paper in PAPERS.values():
            if "review" in paper.needs:
                menu.addAction(paper.title, partial(CasesPage.show_paper, self, paper.kind))
        return menu

    def _connect(self) -> None:
        self.to_board.clicked.connect(self.show_board)
        self.new.clicked.connect(self.show_form)
        self.sieve.changed.connect(self._filter)
        self.as_list.clicked.connect(self._turn)
        for board in (self.board, self.list):
            board.opened.connect(self._open)
        self.bench.key_wanted.connect(self.show_names)
        self.names.left.connect(self._put_away)
        self.names.refused.connect(self.refused)
        self.names.said.connect(self.said)
        self.form.made.connect(self._open)
        self.form.left.connect(self.show_board)
        self.form.refused.connect(self.refused)
        self.onward.clicked.connect(self._onward)
        self.state.activated.connect(self._set_state)
        self.bar.chosen.connect(self.show_step)
        self.preview.closed.connect(self._put_away)

    def arrive(self) -> None:
        """Put the focus where work goes on."""
        shown = self.whole.currentWidget()
        if shown is self.work:
            self.steps[self.stack.currentIndex()].arrive()
        elif shown is self.form:
            self.form.arrive()
        elif shown is self.names:
            self.names.arrive()
        elif shown in {self.board, self.list}:
            self._overview().arrive()
        else:
            self.new.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the case that is shown, and of the board."""
        if changes.touches(*SEEN):
            self._list()
            self._look()

    def save(self) -> None:
        """Offer what is typed."""
        if self.bench.review_id:
            for step in self.steps:
                step.save()

    def present(self, presenting: bool) -> None:
        """Show the bare board while the screen is shared: every case is restricted."""
        super().present(presenting)
        if presenting:
            self.save()
            self.show_board()
        self._list()

    def about(self) -> tuple[str, str] | None:
        """Return the case that is shown or chosen."""
        chosen = self.bench.review_id or self._overview().chosen
        return ("reviews", chosen) if chosen and not self.presenting else None

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a case."""
        if kind == "reviews" and not self.presenting:
            self.save()
            self._open(record_id)

    def look_again(self) -> None:
        """Show the cases that are seen through the lens."""
        self._list()

    def _list(self) -> None:
        read = partial(reviews.cards, group_id=self.tab.group_id)
        self._cards = [] if self.presenting else self.through(self.jobs.read(read))
        self.sieve.offer(self._cards)
        self._filter()
        overviews = {self.board, self.list, self.empty}
        if not self.bench.review_id and self.whole.currentWidget() in overviews:
            self.show_board()

    def _overview(self) -> Board | CaseList:
        return self.list if self.as_list.isChecked() else self.board

    def _filter(self) -> None:
        shown = [one for one in self._cards if self.sieve.lets(one)]
        self.board.show_cards(shown)
        self.list.show_cards(shown)

    def _turn(self, _: bool = False) -> None:
        chosen = (self.board if self.as_list.isChecked() else self.list).chosen
        self.show_board()
        if chosen:
            self._overview().choose(chosen)

    def show_board(self) -> None:
        """Go back to the board, or to the list that stands for it."""
        self.save()
        chosen, self.bench.review_id, self.case = self.bench.review_id, "", None
        there = self._cards or self.presenting
        self.whole.setCurrentWidget(self._overview() if there else self.empty)
        self._head()
        self._overview().arrive()
        if chosen:
            self._overview().choose(chosen)

    def show_names(self) -> None:
        """Show the key of the case's names."""
        if self.bench.review_id and not self.presenting:
            self.save()
            self.names.begin(self.bench.review_id)
            self.whole.setCurrentWidget(self.names)
            self.names.arrive()

    def show_form(self) -> None:
        """Ask for a new referral."""
        self.save()
        self.bench.review_id, self.case = "", None
        self.whole.setCurrentWidget(self.form)
        self._head()
        self.form.arrive()

    def _head(self) -> None:
        of_case = bool(self.bench.review_id)
        on_board = self.whole.currentWidget() in {self.board, self.list, self.empty}
        self.to_board.setVisible(not on_board)
        self.sieve.setVisible(on_board)
        self.as_list.setVisible(on_board)
        for widget in (self.papers, self.state, self.onward):
            widget.setVisible(of_case)
        self.new.setVisible(not of_case and not self.presenting)
        if not of_case:
            hidden = "Cases are not shown while you present"
            self.heading.setText(hidden if self.presenting else "Cases")

    def _open(self, review_id: str) -> None:
        self.bench.review_id = review_id
        self.case = None
        self.whole.setCurrentWidget(self.work)
        self._head()
        self._look()

    def _look(self) -> None:
        """Read the case on the worker; what was asked for earlier and comes late is dropped."""
        if self.bench.review_id:
            self._asked += 1
            work = partial(_case, review_id=self.bench.review_id, number=self._asked)
            self.jobs.look(work, self._arrived)

    def _arrived(self, found: tuple[int, Case | None]) -> None:
        number, seen = found
        if number != self._asked or seen is None or not self.bench.review_id:
            return
        first = self.case is None
        self.case = seen
        head = seen.head
        place = _PLACES.get(head.state, len(STEPS) - 1)
        if first:
            self.stack.setCurrentIndex(place)
        for step in self.steps:
            step.show_case(seen)
        self.bar.show_place(self.stack.currentIndex(), place)
        self.heading.setText(f"{head.ref}  {head.title}")
        self.told.setText(told_of(seen))
        self._show_state(seen)
        if first:
            self.steps[place].arrive()

    def _show_state(self, seen: Case) -> None:
        head = seen.head
        with QSignalBlocker(self.state):
            self.state.clear()
            for state in states_of(head.kind):
                self.state.addItem(state.label, state)
            self.state.setCurrentIndex(self.state.findData(head.state))
        to_come = head.next_state
        self.onward.setVisible(to_come is not None)
        if to_come is not None:
            lacking = wanting(head.kind, to_come, seen.held)
            self.onward.setText(f"Move on: {to_come.label.lower()}")
            self.onward.setToolTip(f"Still needs: {', '.join(lacking)}" if lacking else "")

    def show_step(self, place: int) -> None:
        """Show a step by its place, from 0."""
        self.steps[self.stack.currentIndex()].save()
        self.stack.setCurrentIndex(place)
        if self.case is not None:
            self.bar.show_place(place, _PLACES.get(self.case.head.state, len(STEPS) - 1))
        self.steps[place].arrive()

    def _onward(self) -> None:
        to_come = self.case.head.next_state if self.case else None
        if to_come is ReviewState.DECISION:
            self.show_step(1)  # deciding is a step of its own, with its reasons
        elif to_come is not None:
            self._move(to_come)

    def _set_state(self, _: int) -> None:
        state = self.state.currentData()
        if self.case is not None and state is not self.case.head.state:
            self._move(state)

    def _move(self, state: ReviewState) -> None:
        self.save()
        verb = partial(review_progress.move_to, review_id=self.bench.review_id, state=state)
        title = f"Move the review to {state.label.lower()}"
        self.jobs.change(title, verb, refused=self._not_moved)

    def _not_moved(self, refusal: Refusal) -> None:
        self.refused.emit(refusal)
        if self.case is not None:
            self.state.setCurrentIndex(self.state.findData(self.case.head.state))

    def show_paper(self, kind: str) -> None:
        """Show a paper on the case as it would be printed."""
        if self.case is not None:
            self.save()
            self.whole.setCurrentWidget(self.preview)
            request = Request(about=("reviews", self.bench.review_id))
            title = PAPERS[kind].title.lower()
            self.preview.show_paper(f"{self.case.head.ref} {title}", kind, request)

    def _put_away(self) -> None:
        self.whole.setCurrentWidget(self.work)
        self.arrive()


def _case(reader: Reader, *, review_id: str, number: int) -> tuple[int, Case | None]:
    try:
        return number, case(reader, review_id)
    except Refusal:
        return number, None  # undone meanwhile: the board that follows says so
