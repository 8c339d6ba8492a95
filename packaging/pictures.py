"""Pictures of the demonstration desk for README and user guide; run by `dev.py docs`.

    python packaging/pictures.py DESK FOLDER [--today DATE]

The passphrase comes from the environment. Each screen is painted offscreen at 1366x768 and
1920x1080, light and dark.
"""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.opening import open_desk
from safeguard_desk.models import Group, Meeting, Review
from safeguard_desk.rules.terms import MeetingState
from safeguard_desk.ui import theme
from safeguard_desk.ui.audits.page import AuditsPage
from safeguard_desk.ui.calendar.page import CalendarPage
from safeguard_desk.ui.figures.page import FiguresPage
from safeguard_desk.ui.jobs import Jobs, Worker
from safeguard_desk.ui.meeting.minutes import COMPARE, PROPOSALS, MinutesStep
from safeguard_desk.ui.papers.shelf import PaperShelf
from safeguard_desk.ui.reviews.page import CasesPage
from safeguard_desk.ui.scorecard.page import ScorecardPage
from safeguard_desk.ui.shell.actions import keys_page
from safeguard_desk.ui.shell.palette import SOON
from safeguard_desk.ui.shell.preferences import Preferences
from safeguard_desk.ui.shell.tab_page import TabPage
from safeguard_desk.ui.shell.unlock import UnlockWindow
from safeguard_desk.ui.shell.window import MainWindow
from safeguard_desk.views.meetings import head, items, meeting_id, next_meeting

SIZES = (QSize(1366, 768), QSize(1920, 1080))
SETTLE = 300
"""Milliseconds in which what is painted later comes in."""


def paint(widget: QWidget, folder: Path, name: str, size: QSize) -> None:
    """Paint a window at a size into a file."""
    widget.resize(size)
    QTest.qWait(SETTLE)
    if isinstance(widget, MainWindow):
        widget.jobs.settle()
        QTest.qWait(SETTLE)
    widget.grab().save(str(folder / f"{name}.png"))


def screens(window: MainWindow, desk: Desk) -> dict[str, Callable[[], object]]:
    """Return what is to be shown, by the picture's name."""
    with desk.read() as reader:
        held = meeting_id(reader, _last(window, desk))

    def show_tab(code: str) -> None:
        window.show_tab([page.tab.code for page in window.pages].index(code))

    def register(tab: str, code: str) -> Callable[[], object]:
        def show() -> None:
            show_tab(tab)
            page = window.page()
            if page is not None:
                page.close_meeting()
                panel = page.show_section(code)
                if panel is not None:
                    window.jobs.settle()
                    panel.table.selectRow(1)

        return show

    def step(number: int) -> Callable[[], object]:
        def show() -> None:
            show_tab("QA")
            page = window.page()
            if page is not None:
                page.open_meeting(held)
                if page.meeting is not None:
                    page.meeting.show_step(number)

        return show

    def minutes(mode: int) -> Callable[[], object]:
        def show() -> None:
            step(3)()
            page = window.page()
            shown = page.meeting.step if page is not None and page.meeting is not None else None
            if isinstance(shown, MinutesStep):
                shown.show_mode(mode)
                window.jobs.settle()

        return show

    def papers() -> None:
        show_tab("QA")
        page = window.page()
        shelf = page.show_page("papers") if page else None
        if isinstance(shelf, PaperShelf):
            shelf.show_kind("board-report")
            window.jobs.settle()

    def calendar(verb: str) -> Callable[[], object]:
        def show() -> None:
            show_tab("home")
            page = window.page()
            shown = page.show_page("calendar") if page else None
            if isinstance(shown, CalendarPage):
                shown.show_calendar()
                getattr(shown, verb)()
                window.jobs.settle()
                if verb == "show_planner":
                    # A group whose dates meet the summer holidays.
                    shown.planner.body.setCurrentIndex(1)
                    shown.planner.body.activated.emit(1)

        return show

    return {
        "find-anything": partial(find, window),
        "window": partial(leave_search, window, register("QA", "actions")),
        "today": window.show_home,
        "calendar": calendar("show_month"),
        "calendar-year": calendar("show_year"),
        "planner": calendar("show_planner"),
        "holidays": register("home", "holidays"),
        "meetings": register("QA", "meetings"),
        "members": register("QA", "members"),
        "risks": register("QA", "risks"),
        "papers": papers,
        "figures": partial(show_figures, window),
        **audits(window),
        **scorecard(window),
        **cases(window, desk),
        "directory": register("directory", "agencies"),
        "boards": register("boards", "priorities"),
        **{f"meeting-{n + 1}": step(n) for n in range(5)},
        "minutes-proposals": minutes(PROPOSALS),
        "minutes-compare": minutes(COMPARE),
        "matters": register("QA", "matters"),
        **before_a_meeting(window, desk),
        "decisions": register("QA", "decisions"),
        "keys": window.show_keys,
        "settings": window.show_settings,
        **designed(window),
        "thread": partial(show_thread, window),
    }


def designed(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return every designed page of every tab, named by both, as "boards-broken"."""

    def show(tab: TabPage, code: str) -> None:
        window.show_tab(window.pages.index(tab))
        tab.close_meeting()
        tab.show_page(code)
        window.jobs.settle()

    return {
        f"{tab.tab.code}-{known.code}": partial(show, tab, known.code)
        for tab in window.pages
        for known in tab.tab.pages
    }


def show_thread(window: MainWindow) -> None:
    """Show the thread of the audit that was repeated."""
    tab = next(page for page in window.pages if page.tab.code == "QA")
    window.show_tab(window.pages.index(tab))
    page = tab.show_page("audits")
    window.jobs.settle()
    if isinstance(page, AuditsPage):
        page.open_record("audits", page.choice.itemData(page.choice.findText("QA-A-0001  Neglect")))
        window.jobs.settle()
        page.thread_button.setChecked(True)


def before_a_meeting(window: MainWindow, desk: Desk) -> dict[str, Callable[[], object]]:
    """Return what is done before a meeting: forward plan, agenda, returns, pack, one matter.

    All of the Quality Assurance group.
    """
    with desk.read() as reader:
        last = head(reader, meeting_id(reader, _last(window, desk)))
        following = next_meeting(reader, last.group_id, last.held_on)
        spoken_of = next(item.id for item in items(reader, last.id) if item.code == "challenge")
    coming = following[0] if following else last.id

    def tab() -> TabPage:
        place = [page.tab.code for page in window.pages].index("QA")
        window.show_tab(place)
        return window.pages[place]

    def planning(verb: str, step: int = 0) -> Callable[[], object]:
        def show() -> None:
            page = tab()
            page.open_meeting(coming)
            if page.meeting is not None:
                page.meeting.show_step(step)
                getattr(page.meeting.step, verb)()

        return show

    def sending() -> None:
        page = tab()
        page.open_meeting(coming)
        if page.meeting is not None:
            page.meeting.show_sending()

    return {
        "forward-plan": lambda: tab().show_page("forward"),
        "attendance": lambda: tab().show_page("attendance"),
        "chasing": lambda: tab().show_page("chasing"),
        "duties": lambda: tab().show_page("duties"),
        "import": lambda: tab().show_page("import"),
        "sending": sending,
        "build-agenda": planning("show_building"),
        "returns": planning("show_returns"),
        "pack": planning("show_pack", 1),
        "paper": planning("show_paper", 1),
        "history": lambda: tab().show_history("agenda_items", spoken_of),
    }


def cases(window: MainWindow, desk: Desk) -> dict[str, Callable[[], object]]:
    """Return the pages of the Case Review group: its board, a case step by step, the tools."""
    with desk.read() as reader:
        found = reader.scalar(select(Review.id).order_by(Review.ref))

    def show(place: int) -> None:
        window.show_tab([page.tab.code for page in window.pages].index("CR"))
        tab = window.page()
        page = tab.show_page("cases") if tab else None
        if isinstance(page, CasesPage):
            page.show_board()
            if place >= 0:
                page.open_record("reviews", str(found))
                window.jobs.settle()
                page.show_step(place)

    def tools() -> None:
        window.show_tab([page.tab.code for page in window.pages].index("CR"))
        tab = window.page()
        if tab is not None:
            tab.show_page("review-tools")

    steps = {f"case-{n + 1}": partial(show, n) for n in range(5)}
    return {"cases": partial(show, -1), **steps, "review-tools": tools}


def show_figures(window: MainWindow) -> None:
    """Show the figures of the Quality Assurance group, all their cards made."""
    window.show_tab([page.tab.code for page in window.pages].index("QA"))
    tab = window.page()
    page = tab.show_page("figures") if tab else None
    window.jobs.settle()
    while isinstance(page, FiguresPage) and not page.complete:
        QApplication.processEvents()


def audits(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return the screens of audits: the programme, and steps of the one that was repeated."""

    def shown(code: str, step: int = 0) -> Callable[[], object]:
        def show() -> None:
            window.show_tab([page.tab.code for page in window.pages].index("QA"))
            tab = window.page()
            page = tab.show_page(code) if tab else None
            window.jobs.settle()
            if isinstance(page, AuditsPage):
                repeated = page.choice.findText("Re-audit", Qt.MatchFlag.MatchContains)
                page.open_record("audits", page.choice.itemData(repeated))
                window.jobs.settle()
                page.show_step(step)

        return show

    return {
        "audits-programme": shown("programme"),
        "audits-returns": shown("audits", 3),
        "audits-grades": shown("audits", 4),
        "audits-impact": shown("audits", 6),
    }


def scorecard(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Return the screens of the scorecard: its figures with a run chart, and all charts."""

    def shown(what: int) -> Callable[[], object]:
        def show() -> None:
            window.show_tab([page.tab.code for page in window.pages].index("QA"))
            tab = window.page()
            page = tab.show_page("scorecard") if tab else None
            window.jobs.settle()
            if isinstance(page, ScorecardPage):
                page.show_indicator(page.cells.rows[1].id)
                page.what.setCurrentIndex(what)

        return show

    return {"scorecard": shown(0), "scorecard-charts": shown(1), "scorecard-awaited": shown(2)}


def find(window: MainWindow) -> None:
    """Show what is found for a word."""
    window.show_palette()
    window.palette_box.line.setText("neglect")
    QTest.qWait(2 * SOON)
    window.jobs.settle()


def leave_search(window: MainWindow, then: Callable[[], object]) -> None:
    """Put the search box away before another screen is shown."""
    window.palette_box.leave()
    then()


def _last(window: MainWindow, desk: Desk) -> str:
    statement = (
        select(Meeting.ref)
        .join(Group, Group.id == Meeting.group_id)
        .where(Group.code == "QA", Meeting.state == MeetingState.HELD)
        .order_by(Meeting.held_on.desc())
    )
    with desk.read() as reader:
        return str(reader.scalar(statement.limit(1)))


def main() -> int:
    """Paint every screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("desk", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=date.fromisoformat)
    arguments = parser.parse_args()
    moment = datetime.combine(arguments.today or datetime.now(UTC).date(), time(12), UTC)
    app = QApplication(sys.argv[:1])
    secret = os.environ["SAFEGUARD_DESK_PASSPHRASE"]
    desk = open_desk(arguments.desk, secret, backups=False, clock=lambda: moment)
    for look in ("light", "dark"):
        theme.wear(app, look, 0.0)
        folder = arguments.folder / look
        folder.mkdir(parents=True, exist_ok=True)
        worker = Worker()
        unlock = UnlockWindow(Preferences(theme=look))
        unlock.use(worker)
        unlock.show()
        paint(unlock, folder, "unlock", unlock.sizeHint())
        unlock.close()
        worker.close()
        window = MainWindow(Jobs(desk), Preferences(theme=look))
        window.show()
        for name, show in screens(window, desk).items():
            show()
            for size in SIZES:
                paint(window, folder, f"{name}-{size.width()}", size)
        window.hide()
        window.jobs.settle()
        window.jobs.close()
        window.deleteLater()
    desk.close()
    (arguments.folder / "keys.md").write_text(keys_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
