"""The ways through the window: to a record, to a list, and to whatever a command names."""

from functools import partial
from typing import TYPE_CHECKING, Any

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.shell.commands import Command, Known, Run, commands
from safeguard_desk.views.next_and_last import bodies, named_boards
from safeguard_desk.views.places import Where, side_of, where

if TYPE_CHECKING:
    from safeguard_desk.desk.changes import ChangeSet
    from safeguard_desk.registers.declare import Filter
    from safeguard_desk.ui.shell.tab_page import TabPage
    from safeguard_desk.ui.shell.window import MainWindow


def make_briefing(window: "MainWindow") -> None:
    """Make a seven-minute briefing from the chosen record, and show it; refuses other records."""
    from safeguard_desk.rules.terms_learning import ProductKind
    from safeguard_desk.views.product_sources import KINDS_USED

    page = window.page()
    about = page.about() if page is not None else None
    if about is None or about[0] not in KINDS_USED:
        what = "Nothing is chosen that a briefing can be made from."
        todo = "Choose a review, an audit, an inspection, a finding or a learning point first."
        window.refuse(Refusal(what, "", todo))
        return
    window.jobs.change(
        "Make a seven-minute briefing",
        partial(_briefing, kind=ProductKind.SEVEN_MINUTE, source=about),
        then=partial(show_record, window, "learning_products"),
        refused=window.refuse,
    )


def _briefing(uow: Any, kind: Any, source: tuple[str, str]) -> str:
    from safeguard_desk.work import products

    return products.make(uow, kind, source).id


def make_need(window: "MainWindow") -> None:
    """Take a learning need down from the chosen record, and show it; refuses other records."""
    from safeguard_desk.work.needs import RAISED_FROM

    page = window.page()
    about = page.about() if page is not None else None
    if about is None or about[0] not in RAISED_FROM:
        what = "Nothing is chosen that a learning need can come from."
        todo = "Choose a finding, a recommendation, a learning point, an audit or a review first."
        window.refuse(Refusal(what, "", todo))
        return
    window.jobs.change(
        "Take a learning need down",
        partial(_need, source=about),
        then=partial(show_record, window, "learning_needs"),
        refused=window.refuse,
    )


def _need(uow: Any, source: tuple[str, str]) -> str:
    from safeguard_desk.views.learning_needs import learning_group
    from safeguard_desk.work import needs

    return needs.add_need(uow, learning_group(uow.reader) or "", record=source).id


def show_record(window: "MainWindow", kind: str, record_id: str) -> None:
    """Show where a record is: chosen in its list, or at its place in its meeting."""
    place = window.jobs.read(partial(where, kind=kind, record_id=record_id))
    if place is not None and not window.jobs.read(partial(_seen, window=window, place=place)):
        see_through(window, Side.BOTH)
    page = _page_of(window, place) if place is not None else None
    if page is None and place is not None and place.group_id is not None:
        _show_ended(window, place.group_id)
        page = _page_of(window, place)
    if place is None:
        window.refuse(Refusal("That is no longer there.", "", "It may have been undone."))
    elif page is None:
        todo = "Presenter mode puts some tabs away."
        window.refuse(Refusal("That is in a tab that is not shown now.", "", todo))
    elif place.kind == "meetings":
        page.open_meeting(place.id, place.part)
    elif designed := [one.code for one in page.tab.pages if place.kind in one.kinds]:
        if shown := page.show_page(designed[0]):
            shown.open_record(place.kind, place.id)
    else:
        code = next(one.code for one in page.tab.registers if one.kind == place.kind)
        if panel := page.show_section(code):
            panel.reveal(place.id)


def show_changed(window: "MainWindow", last: "ChangeSet | None") -> None:
    """Show where a change happened, if it is not in view already."""
    for kind, record_id in sorted(last.updated | last.created) if last else ():
        place = window.jobs.read(partial(where, kind=kind, record_id=record_id))
        if place is not None:
            page = window.page()
            if page is None or not page.sees(place.kind):
                show_record(window, kind, record_id)
            return


def _show_ended(window: "MainWindow", group_id: str) -> None:
    """Give a group that has ended its tab again, until the desk is closed."""
    window.ended_shown.add(group_id)
    window.show_tabs()


def _page_of(window: "MainWindow", place: Where) -> "TabPage | None":
    """Show the first tab that lists records of a kind and group, and return it."""
    for number, page in enumerate(window.pages):
        tab = page.tab
        listed = any(one.kind == place.kind for one in tab.registers)
        listed = listed or any(place.kind in one.kinds for one in tab.pages)
        if listed and tab.group_id in {place.group_id, None}:
            window.show_tab(number)
            return page
    return None


def see_through(window: "MainWindow", lens: Side) -> None:
    """Show what is seen through a lens, with a mark while it narrows."""
    window.lens = lens
    window.bar.show_lens(lens)
    window.lens_mark.show_lens(lens)
    for page in window.pages:
        page.narrow(lens)


def _seen(reader: Reader, window: "MainWindow", place: Where) -> bool:
    """Say whether a record is seen through the window's lens."""
    return window.lens is Side.BOTH or side_of(reader, place.kind, place.id) in seen(window.lens)


def show_list(
    window: "MainWindow", group_id: str | None, code: str, filtered: "str | Filter"
) -> None:
    """Show a list of a group, with one of its filters on alone, or with one of somebody else's.

    A group that has ended is given its tab again.
    """
    if group_id is not None and group_id not in {page.tab.group_id for page in window.pages}:
        _show_ended(window, group_id)
    for number, page in enumerate(window.pages):
        if page.tab.group_id != group_id:
            continue
        if code in {one.code for one in page.tab.pages}:
            window.show_tab(number)
            page.show_page(code)
            return
        if code in {r.code for r in page.tab.registers}:
            window.show_tab(number)
            panel = page.show_section(code)
            if panel is not None:
                panel.show_filtered(filtered)
                panel.table.setFocus()
            return


def say_health(window: "MainWindow", health: object) -> None:
    """Say what looking over the whole file has found."""
    faults = getattr(health, "faults", ())
    if faults:
        what = f"The file has {len(faults)} fault(s); the first: {faults[0]}."
        window.refuse(Refusal(what, "Nothing was changed.", "Restore the newest backup."))
    else:
        looked = "; ".join(getattr(health, "looked_at", ()))
        window.notice.say(f"All is well. Looked at: {looked}.")


def window_commands(window: "MainWindow") -> tuple[Command, ...]:
    """Return every command there is as the desk stands and as much of it as is shown."""
    return commands(window.jobs.read(partial(_known, window=window)))


def _known(reader: Reader, window: "MainWindow") -> Known:
    page = window.page()
    return Known(
        tabs=tuple(one.tab for one in window.pages),
        bodies=bodies(reader),
        boards=tuple(named_boards(reader)),
        current=page.tab.code if page is not None else "",
        writable=not window.jobs.desk.read_only,
    )


def run(window: "MainWindow", command: Command) -> None:
    """Do what a command says; one whose meeting or tab is gone meanwhile is refused."""
    wanted = command.run
    if wanted.what == "action":
        window.commands[wanted.code].trigger()
    elif wanted.meeting_id:
        _in_meeting(window, command.title, wanted)
    elif (page := _tab(window, wanted.tab)) is None:
        window.refuse(Refusal("That tab is no longer there.", "", "It may have been undone."))
    elif wanted.what == "new":
        if panel := page.show_section(wanted.code):
            panel.begin_new()
    elif wanted.what == "section":
        _section(page, wanted.code)
    elif wanted.what == "paper":
        _paper(page, wanted)


def _tab(window: "MainWindow", code: str) -> "TabPage | None":
    for number, page in enumerate(window.pages):
        if page.tab.code == code:
            window.show_tab(number)
            return page
    return None


def _section(page: "TabPage", code: str) -> None:
    shown = page.show_page(code)
    if shown is not None:
        shown.arrive()
    elif panel := page.show_section(code):
        panel.table.setFocus()


def _paper(page: "TabPage", wanted: Run) -> None:
    from safeguard_desk.ui.papers.shelf import PaperShelf

    shelf = page.show_page("papers")
    if isinstance(shelf, PaperShelf):
        shelf.show_kind(wanted.code, wanted.board_id)


def _in_meeting(window: "MainWindow", title: str, wanted: Run) -> None:
    show_record(window, "meetings", wanted.meeting_id)
    page = window.page()
    meeting = page.meeting if page is not None else None
    if meeting is None or meeting.meeting_id != wanted.meeting_id:
        return
    if wanted.what == "step":
        meeting.show_step(wanted.step)
    else:
        request = Request(meeting_id=wanted.meeting_id)
        meeting.preview(title, wanted.code, request)
