"""The classes of designed pages, each imported only when somebody looks at it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguard_desk.ui.shell.page import Page


def papers() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.papers.shelf import PaperShelf

    return PaperShelf


def today() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.home.today import TodayPage

    return TodayPage


def calendar() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.calendar.page import CalendarPage

    return CalendarPage


def imports() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.importing.page import ImportPage

    return ImportPage


def chasing() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.chasing.page import ChasingPage

    return ChasingPage


def sheets() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.sheets.page import SheetsPage

    return SheetsPage


def broken() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.broken.page import BrokenPage

    return BrokenPage


def forward() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.forward.page import ForwardPage

    return ForwardPage


def attendance() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.attendance.page import AttendancePage

    return AttendancePage


def duties() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.duties.page import DutiesPage

    return DutiesPage


def figures() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.figures.page import FiguresPage

    return FiguresPage


def programme() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.audits.programme import ProgrammePage

    return ProgrammePage


def audits() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.audits.page import AuditsPage

    return AuditsPage


def tools() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.audits.tools import ToolsPage

    return ToolsPage


def cases() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.reviews.page import CasesPage

    return CasesPage


def cdop() -> "type[Page]":
    """Return the page of child death findings."""
    from safeguard_desk.ui.child_deaths.page import ChildDeathsPage

    return ChildDeathsPage


def review_tools() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.reviews.tools import ReviewToolsPage

    return ReviewToolsPage


def themes() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.reviews.themes import ThemesPage

    return ThemesPage


def scorecard() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.scorecard.page import ScorecardPage

    return ScorecardPage


def coverage() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.coverage.page import CoveragePage

    return CoveragePage


def assessments() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.assessments.page import AssessmentsPage

    return AssessmentsPage


def reports() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.reports.page import ReportsPage

    return ReportsPage


def priorities_map() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.boards.priorities import PrioritiesPage

    return PrioritiesPage


def risk_map() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.boards.risks import RiskMapPage

    return RiskMapPage


def accountability() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.accountability.page import AccountabilityPage

    return AccountabilityPage


def reorganise() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.reorganisation.page import ReorganisePage

    return ReorganisePage


def evaluation() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.evaluation.page import EvaluationPage

    return EvaluationPage


def reach() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.reach.page import ReachPage

    return ReachPage


def import_bookings() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.bookings.page import ImportBookingsPage

    return ImportBookingsPage


def products() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.products.page import ProductsPage

    return ProductsPage


def needs() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.training.needs_page import NeedsPage

    return NeedsPage


def training_year() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.training.year_page import YearPage

    return YearPage


def courses() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.training.course_page import CoursePage

    return CoursePage


def sessions() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.training.sessions import SessionsPage

    return SessionsPage


def training_returns() -> "type[Page]":
    """Return the class of a page."""
    from safeguard_desk.ui.training_returns.page import TrainingReturnsPage

    return TrainingReturnsPage
