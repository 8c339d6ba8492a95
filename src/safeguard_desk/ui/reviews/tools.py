"""The library of review tools, editable, and what the tools that were used took and brought."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.errors import Refusal
from safeguard_desk.rules.review_tools import Fit
from safeguard_desk.rules.terms_review import Trait
from safeguard_desk.ui.audits.step import quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.reviews.comparison import Comparison
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views import review_tools as views
from safeguard_desk.views.review_tools import ToolView
from safeguard_desk.work import review_library, review_tools

_SEEN = ("review_tools", "review_tool_fits", "review_tool_stages", "reviews", "review_stages")


def _name(row: ToolView) -> str:
    return row.name


def _fits(row: ToolView) -> str:
    return row.fits


def _people(row: ToolView) -> str:
    return row.people


def _days(row: ToolView) -> str:
    return str(row.days)


def _elapsed(row: ToolView) -> str:
    return str(row.elapsed)


def _cost(row: ToolView) -> str:
    return f"{row.cost:,}"


def _plain_cost(row: ToolView) -> str:
    return str(row.cost)


def _used(row: ToolView) -> bool:
    return row.in_use


def _none(row: ToolView) -> str:
    return ""


@dataclass(frozen=True)
class FitOf:
    """How well a tool fits a trait of a case, where something is said of it."""

    id: str
    trait: Trait
    fit: Fit | None


def _trait(row: FitOf) -> str:
    return row.trait.label


def _fit(row: FitOf) -> str:
    return f"{row.fit.points:+d} {row.fit.reason}" if row.fit else ""


def _against(row: FitOf) -> Style:
    return Style(bold=row.fit is not None and row.fit.points < 0)


class ReviewToolsPage(Page):
    """The library above; what was planned and taken below."""

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the library."""
        super().__init__(jobs, tab, parent)
        self.new = LineField("Name of a new tool", self)
        self.new.setPlaceholderText("New tool: a name, then Enter")
        self.stock = QPushButton("&Put the usual tools in", self)
        columns = (
            Column("Tool", _name, 22, "name"),
            Column("When it fits", _fits, 0, "fits"),
            Column("Who is needed", _people, 0, "people"),
            Column("Work days", _days, 9, "days", right=True),
            Column("Ends on", _elapsed, 6, right=True),
            Column("Cost, £", _cost, 9, "cost", _plain_cost, right=True),
            Column("In use", _none, 7, "in_use", ticked=_used),
        )
        rows = Rows(columns, self)
        self.table = RowsView(rows, "Review tools", self)
        self.table.setWordWrap(True)
        self.stages = QPlainTextEdit(self)
        self.stages.setAccessibleName("Stages of the tool")
        self.stages.setTabChangesFocus(True)
        self.keep = QPushButton("&Keep the stages", self)
        fits = Rows(
            (Column("Of a case", _trait, 22), Column("Points and why", _fit, 0, "fit")),
            self,
            style=_against,
        )
        self.fits = RowsView(fits, "How the tool fits a case", self)
        self.fits.setWordWrap(True)
        self.fits.setToolTip("F2 changes it, as: +4 it looks for causes; empty takes it away")
        self.comparison = Comparison(self)
        self._lay_out()
        self.new.returnPressed.connect(self._add)
        self.stock.clicked.connect(self._stock)
        rows.edited.connect(self._edit)
        self.table.selectionModel().currentChanged.connect(self._show_stages)
        self.keep.clicked.connect(self._keep)
        fits.edited.connect(self._edit_fit)
        self.comparison.opened.connect(self._open)
        self._show()

    def _lay_out(self) -> None:
        title = QLabel("Review tools", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.addWidget(title)
        top.addWidget(self.new, 1)
        top.addWidget(self.stock)
        stages = QVBoxLayout()
        words = "Stages: a line each, as “10 Agency summaries, 6 days” (working day, name, work)"
        stages.addWidget(quiet(words, self))
        stages.addWidget(self.stages, 1)
        stages.addWidget(self.keep)
        stages.addWidget(quiet("Fit: points and why, as “+4 it looks for causes” (F2)", self))
        stages.addWidget(self.fits, 2)
        above = QWidget(self)
        upper = QHBoxLayout(above)
        upper.setContentsMargins(0, 6, 0, 0)
        upper.addWidget(self.table, 5)
        upper.addLayout(stages, 3)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(above, "Library: stages and fit")
        self.tabs.addTab(self.comparison, "What they took and brought")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)

    def arrive(self) -> None:
        """Put the focus on the library."""
        self.table.setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow a change of the library or of a review."""
        if changes.touches(*_SEEN):
            self._show()

    def present(self, presenting: bool) -> None:
        """Leave out the reviews while the screen is shared."""
        super().present(presenting)
        self._show()

    def _show(self) -> None:
        tools = self.jobs.read(views.tools)
        self.table.rows.show(tools)
        self.table.resizeRowsToContents()
        if self.table.chosen is None and tools:
            self.table.choose(tools[0].id)
        self.stock.setVisible(not tools)
        read = partial(views.comparison, group_id=self.tab.group_id)
        took = [] if self.presenting else self.jobs.read(read)
        self.comparison.show_reviews(took)
        self._show_stages()

    def _chosen(self) -> ToolView | None:
        place = self.table.rows.place(self.table.chosen)
        return self.table.rows.rows[place] if place >= 0 else None

    def _show_stages(self, *_: object) -> None:
        tool = self._chosen()
        lines = [f"{one.on_day} {one.name}, {one.days} days" for one in tool.stages] if tool else []
        self.stages.setPlainText("\n".join(lines))
        self.keep.setEnabled(tool is not None)
        held = {one.trait: one for one in tool.fit} if tool else {}
        self.fits.rows.show(
            [
                FitOf(one.value, one, held.get(one))
                for one in sorted(Trait, key=lambda one: one not in held)
                if tool
            ]
        )
        self.fits.resizeRowsToContents()

    def _add(self) -> None:
        verb = partial(review_tools.add_tool, name=self.new.text())
        self.jobs.change("Add a review tool", verb, then=self._added, refused=self.refused.emit)

    def _added(self, _: object) -> None:
        self.new.clear()

    def _stock(self) -> None:
        self.jobs.change("Put the usual review tools in", review_library.stock)

    def _edit(self, tool_id: str, name: str, typed: object) -> None:
        row = self.table.rows.rows[self.table.rows.place(tool_id)]
        value = typed
        if name in {"days", "cost"}:
            text = str(typed).replace(",", "").strip()
            if not text.isdecimal():
                self.refused.emit(
                    Refusal(f"“{typed}” is no number.", "It stays as it was.", "Type a number.")
                )
                return
            value = int(text)
        verb = partial(
            review_tools.edit_tool,
            tool_id=tool_id,
            name=name,
            seen=getattr(row, name),
            value=value,
        )
        self.jobs.change("Change a review tool", verb, refused=self.refused.emit)

    def _keep(self) -> None:
        tool = self._chosen()
        if tool is not None:
            verb = partial(review_tools.set_stages, tool_id=tool.id, text=self.stages.toPlainText())
            self.jobs.change("Change a tool's stages", verb, refused=self.refused.emit)

    def _edit_fit(self, trait: str, _: str, typed: object) -> None:
        tool = self._chosen()
        if tool is not None:
            verb = partial(
                review_tools.say_fit, tool_id=tool.id, trait=Trait(trait), text=str(typed)
            )
            self.jobs.change("Change how a tool fits", verb, refused=self.refused.emit)

    def _open(self, review_id: str) -> None:
        self.record_wanted.emit("reviews", review_id)
