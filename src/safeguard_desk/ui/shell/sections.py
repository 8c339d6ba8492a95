"""What each tab shows: a tab for home, for every group by its kind, for boards and directory."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safeguard_desk.desk.reading import Reader
from safeguard_desk.registers import REGISTERS
from safeguard_desk.registers.declare import EVERY_GROUP, Place, Register
from safeguard_desk.registers.meetings import MEETINGS
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.views.groups import groups
from safeguard_desk.views.reorganising import ended_groups

if TYPE_CHECKING:
    from safeguard_desk.ui.shell.page import Page


@dataclass(frozen=True)
class PageKind:
    """A designed page: its code, its title in the list of sections, and the tabs that show it.

    `page` gives its class and imports it only then: a page nobody looks at costs no start-up time.
    """

    code: str
    title: str
    shown_in: frozenset[GroupKind | Place]
    page: Callable[[], "type[Page]"]
    kinds: frozenset[str] = frozenset()
    """Kinds of record that are looked at here: Page.open_record is given their ids."""


Section = Register | PageKind
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("today", "calendar")),
    (
        "Meetings",
        (
            "meetings",
            "forward",
            "matters",
            "decisions",
            "papers",
            "reports",
            "attendance",
            "sent",
            "letters",
        ),
    ),
    ("Actions", ("actions", "figures", "chasing", "sheets", "import")),
    (
        "Assurance",
        (
            *("programme", "audits", "tools", "scorecard", "indicators", "inspections"),
            *("coverage", "rounds", "assessments"),
        ),
    ),
    (
        "Learning",
        (
            *(
                "needs",
                "training-year",
                "courses",
                "sessions",
                "evaluation",
                "reach",
                "training-import",
            ),
            *("products", "single-agency"),
        ),
    ),
    ("Reviews", ("cases", "reviews", "themes", "review-tools", "child-deaths")),
    ("Golden thread", ("broken", "findings", "recommendations", "learning-points")),
    ("Boards", ("boards", "priorities", "priorities-map", "escalations", "challenges", "guidance")),
    ("Group", ("members", "duties", "risks", "risk-map", "groups", "reorganise")),
)
"""What stands together in the list of sections, by code, and under which heading."""
_HEADED = 10
"""Sections from which the list has headings."""


@dataclass(frozen=True)
class Tab:
    """A tab: its key, title, group (None for home, boards and directory), registers and pages."""

    code: str
    title: str
    group_id: str | None
    kind: GroupKind | Place
    registers: tuple[Register, ...]
    pages: tuple[PageKind, ...] = ()

    @property
    def parts(self) -> tuple[tuple[str, tuple[Section, ...]], ...]:
        """Return what the list of sections shows, in its order, under headings.

        What PARTS does not name comes last. A short list needs no headings.
        """
        everything: tuple[Section, ...] = (*self.registers, *self.pages)
        known = {section.code: section for section in everything}
        placed = [
            (heading, tuple(known.pop(code) for code in codes if code in known))
            for heading, codes in PARTS
        ]
        parts = [*placed, ("More", tuple(known.values()))]
        if sum(len(sections) for _, sections in parts) < _HEADED:
            parts = [("", tuple(one for _, sections in parts for one in sections))]
        return tuple((heading, sections) for heading, sections in parts if sections)

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return what the list of sections shows, in its order."""
        return tuple(section for _, sections in self.parts for section in sections)

    @property
    def restricted(self) -> bool:
        """Say whether the whole tab is put out of sight while the screen is shared."""
        return self.kind is GroupKind.REVIEW


MEETINGS_CODE = MEETINGS.code
"""The register whose records open in a place of their own."""


def registers_of(kind: GroupKind | Place) -> tuple[Register, ...]:
    """Return the registers that a kind of tab shows; a list of all groups names each one's."""
    shown = (known for known in REGISTERS if kind in known.shown_in)
    return tuple(_naming_groups(known) if isinstance(kind, Place) else known for known in shown)


def _naming_groups(register: Register) -> Register:
    columns = (replace(one, hidden=one.hidden and one.code != "group") for one in register.columns)
    return replace(register, columns=tuple(columns))


def _papers() -> "type[Page]":
    from safeguard_desk.ui.papers.shelf import PaperShelf

    return PaperShelf


def _today() -> "type[Page]":
    from safeguard_desk.ui.home.today import TodayPage

    return TodayPage


def _calendar() -> "type[Page]":
    from safeguard_desk.ui.calendar.page import CalendarPage

    return CalendarPage


def _import() -> "type[Page]":
    from safeguard_desk.ui.importing.page import ImportPage

    return ImportPage


def _chasing() -> "type[Page]":
    from safeguard_desk.ui.chasing.page import ChasingPage

    return ChasingPage


def _sheets() -> "type[Page]":
    from safeguard_desk.ui.sheets.page import SheetsPage

    return SheetsPage


def _broken() -> "type[Page]":
    from safeguard_desk.ui.broken.page import BrokenPage

    return BrokenPage


def _forward() -> "type[Page]":
    from safeguard_desk.ui.forward.page import ForwardPage

    return ForwardPage


def _attendance() -> "type[Page]":
    from safeguard_desk.ui.attendance.page import AttendancePage

    return AttendancePage


def _duties() -> "type[Page]":
    from safeguard_desk.ui.duties.page import DutiesPage

    return DutiesPage


def _figures() -> "type[Page]":
    from safeguard_desk.ui.figures.page import FiguresPage

    return FiguresPage


def _programme() -> "type[Page]":
    from safeguard_desk.ui.audits.programme import ProgrammePage

    return ProgrammePage


def _audits() -> "type[Page]":
    from safeguard_desk.ui.audits.page import AuditsPage

    return AuditsPage


def _tools() -> "type[Page]":
    from safeguard_desk.ui.audits.tools import ToolsPage

    return ToolsPage


def _cases() -> "type[Page]":
    from safeguard_desk.ui.reviews.page import CasesPage

    return CasesPage


def _review_tools() -> "type[Page]":
    from safeguard_desk.ui.reviews.tools import ReviewToolsPage

    return ReviewToolsPage


def _themes() -> "type[Page]":
    from safeguard_desk.ui.reviews.themes import ThemesPage

    return ThemesPage


_REVIEW = frozenset({GroupKind.REVIEW})
_QUALITY = frozenset({GroupKind.QUALITY})


def _scorecard() -> "type[Page]":
    from safeguard_desk.ui.scorecard.page import ScorecardPage

    return ScorecardPage


def _coverage() -> "type[Page]":
    from safeguard_desk.ui.coverage.page import CoveragePage

    return CoveragePage


def _assessments() -> "type[Page]":
    from safeguard_desk.ui.assessments.page import AssessmentsPage

    return AssessmentsPage


def _reports() -> "type[Page]":
    from safeguard_desk.ui.reports.page import ReportsPage

    return ReportsPage


def _priorities_map() -> "type[Page]":
    from safeguard_desk.ui.boards.priorities import PrioritiesPage

    return PrioritiesPage


def _risk_map() -> "type[Page]":
    from safeguard_desk.ui.boards.risks import RiskMapPage

    return RiskMapPage


def _accountability() -> "type[Page]":
    from safeguard_desk.ui.accountability.page import AccountabilityPage

    return AccountabilityPage


def _reorganise() -> "type[Page]":
    from safeguard_desk.ui.reorganisation.page import ReorganisePage

    return ReorganisePage


def _evaluation() -> "type[Page]":
    from safeguard_desk.ui.evaluation.page import EvaluationPage

    return EvaluationPage


def _reach() -> "type[Page]":
    from safeguard_desk.ui.reach.page import ReachPage

    return ReachPage


def _import_bookings() -> "type[Page]":
    from safeguard_desk.ui.bookings.page import ImportBookingsPage

    return ImportBookingsPage


def _products() -> "type[Page]":
    from safeguard_desk.ui.products.page import ProductsPage

    return ProductsPage


def _needs() -> "type[Page]":
    from safeguard_desk.ui.training.needs_page import NeedsPage

    return NeedsPage


def _training_year() -> "type[Page]":
    from safeguard_desk.ui.training.year_page import YearPage

    return YearPage


def _courses() -> "type[Page]":
    from safeguard_desk.ui.training.course_page import CoursePage

    return CoursePage


def _sessions() -> "type[Page]":
    from safeguard_desk.ui.training.sessions import SessionsPage

    return SessionsPage


def _training_returns() -> "type[Page]":
    from safeguard_desk.ui.training_returns.page import TrainingReturnsPage

    return TrainingReturnsPage


_LEARNING = frozenset({GroupKind.LEARNING})

PAGES: tuple[PageKind, ...] = (
    PageKind("today", "Today", frozenset({Place.HOME}), _today),
    PageKind("calendar", "Calendar", frozenset({Place.HOME}), _calendar),
    PageKind("figures", "Figures", EVERY_GROUP | {Place.BOARDS}, _figures),
    PageKind("programme", "Programme", _QUALITY, _programme),
    PageKind("audits", "Audits", _QUALITY, _audits, frozenset({"audits"})),
    PageKind("tools", "Audit tools", _QUALITY, _tools),
    PageKind(
        "scorecard",
        "Scorecard",
        frozenset({GroupKind.QUALITY}),
        _scorecard,
        frozenset({"indicators"}),
    ),
    PageKind("cases", "Cases", _REVIEW, _cases, frozenset({"reviews"})),
    PageKind("themes", "Themes", _REVIEW, _themes, frozenset({"review_themes"})),
    PageKind("review-tools", "Review tools", _REVIEW, _review_tools),
    PageKind("coverage", "Coverage", _QUALITY, _coverage),
    PageKind("rounds", "Self-assessment", _QUALITY, _assessments, frozenset({"assessment_rounds"})),
    PageKind("needs", "Needs", _LEARNING, _needs, frozenset({"learning_needs"})),
    PageKind("training-year", "Programme", _LEARNING, _training_year),
    PageKind("courses", "Courses", _LEARNING, _courses, frozenset({"courses"})),
    PageKind("sessions", "Sessions", _LEARNING, _sessions, frozenset({"training_sessions"})),
    PageKind("evaluation", "Evaluation", _LEARNING, _evaluation, frozenset({"evaluation_forms"})),
    PageKind("reach", "Reach", _LEARNING, _reach),
    PageKind("training-import", "Import bookings", _LEARNING, _import_bookings),
    PageKind(
        *("products", "Learning products", _LEARNING, _products),
        frozenset({"learning_products"}),
    ),
    PageKind(
        *("single-agency", "Agency training", _LEARNING, _training_returns),
        frozenset({"training_returns"}),
    ),
    PageKind("attendance", "Attendance", EVERY_GROUP, _attendance),
    PageKind("duties", "Terms and duties", EVERY_GROUP, _duties),
    PageKind("chasing", "Chasing", EVERY_GROUP | {Place.BOARDS}, _chasing),
    PageKind("sheets", "Agency sheets", EVERY_GROUP | {Place.BOARDS}, _sheets),
    PageKind("broken", "Broken threads", EVERY_GROUP | {Place.BOARDS}, _broken),
    PageKind("accountability", "Accountability", frozenset({Place.DIRECTORY}), _accountability),
    PageKind("priorities-map", "Priorities map", frozenset({Place.BOARDS}), _priorities_map),
    PageKind("risk-map", "Risk map", EVERY_GROUP | {Place.BOARDS}, _risk_map),
    PageKind("reorganise", "Reorganise", frozenset({Place.BOARDS}), _reorganise),
    PageKind("import", "Import", EVERY_GROUP | {Place.BOARDS}, _import),
    PageKind("forward", "Forward plan", EVERY_GROUP | {Place.BOARDS}, _forward),
    PageKind("reports", "Reports", EVERY_GROUP | {Place.BOARDS}, _reports, frozenset({"reports"})),
    PageKind("papers", "Papers", EVERY_GROUP | {Place.BOARDS}, _papers),
)
"""Every designed page besides the meeting's workspace, in the order in which sections show them."""


def pages_of(kind: GroupKind | Place) -> tuple[PageKind, ...]:
    """Return the designed pages that a kind of tab shows."""
    return tuple(known for known in PAGES if kind in known.shown_in)


def tabs(reader: Reader, ended: Collection[str] = ()) -> tuple[Tab, ...]:
    """Return the tabs of the desk as it is now; one without anything to show is left out.

    ended: the ids of groups that have ended and are shown all the same, after those that go on.
    """
    home, *shared = (
        Tab(
            *(place.value, place.value.capitalize(), None, place),
            registers=registers_of(place),
            pages=pages_of(place),
        )
        for place in Place
    )
    own = (
        Tab(
            *(group.code, group.name, group.id, group.kind),
            registers=registers_of(group.kind),
            pages=pages_of(group.kind),
        )
        for group in groups(reader)
    )
    old = tuple(
        Tab(
            *(one.code, f"{one.name} (ended)", one.id, one.kind),
            registers=registers_of(one.kind),
            pages=pages_of(one.kind),
        )
        for one in ended_groups(reader)
        if one.id in ended
    )
    return tuple(tab for tab in (home, *own, *old, *shared) if tab.sections)
