"""A designed page of a tab: a place laid out by hand for one job, beside the declared registers."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.rules.lens import seen
from safeguard_desk.rules.terms import Side
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.shell.sections import Tab


class Sided(Protocol):
    """What belongs to a side, or to both."""

    @property
    def side(self) -> Side:
        """Return the side."""


S = TypeVar("S", bound=Sided)


class Page(QWidget):
    """What the window asks of every designed page, and what a page may ask of the window."""

    record_wanted = Signal(object, object)
    """The kind and id of a record that somebody asked to see; a meeting opens in its workspace."""
    list_wanted = Signal(object, object, object)
    """A group's id (None for all groups), the code of a list, and a filter of it: its code ("" for
    none), or a `Filter` that is not the register's own."""
    history_wanted = Signal(object, object)
    """The kind and id of a record whose matter's history somebody asked to see."""
    command_wanted = Signal(object)
    """A Command (ui/shell/commands.py) that somebody asked for."""
    said = Signal(object)
    """Words of success; they fade."""
    refused = Signal(object)
    """A refusal to be shown over the tab."""
    in_view: frozenset[str] = frozenset()
    """Kinds of record whose changes are seen here: undo need not lead anywhere else."""

    narrows = False
    """Whether the page follows the window's lens; of others the tab says that they do not."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Keep the jobs and the tab; subclasses lay themselves out."""
        super().__init__(parent)
        self.jobs = jobs
        self.tab = tab
        self.presenting = False
        self.lens = Side.BOTH

    def arrive(self) -> None:
        """Put the focus where work begins; called when the page is chosen."""

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the desk; called only while the page is shown."""

    def present(self, presenting: bool) -> None:
        """Leave out what is restricted while the screen is shared, or show it again."""
        self.presenting = presenting

    def narrow(self, lens: Side) -> None:
        """Show what is seen through the window's lens; called whether or not the page can."""
        changed, self.lens = lens is not self.lens, lens
        if self.narrows and changed:
            self.look_again()

    def look_again(self) -> None:
        """Read anew what the page shows; a page that narrows says how."""

    def through(self, rows: Iterable[S]) -> list[S]:
        """Return those of some rows that are seen through the window's lens."""
        sides = seen(self.lens)
        return [row for row in rows if row.side in sides]

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a record of a kind that is looked at here (PageKind.kinds)."""

    def about(self) -> tuple[str, str] | None:
        """Return the kind and id of what is chosen here and has a history over meetings."""
        return None

    def save(self) -> None:
        """Offer whatever is typed and not yet saved."""
