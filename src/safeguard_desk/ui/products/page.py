"""Learning products: made from what was found, written, approved, sent, and how they were used."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.changes import ChangeSet
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.terms_learning import ProductKind
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step_bar import StepBar
from safeguard_desk.ui.papers.preview import Preview
from safeguard_desk.ui.products.agencies import Agencies
from safeguard_desk.ui.products.words import Words
from safeguard_desk.ui.shell.page import Page
from safeguard_desk.ui.shell.sections import Tab
from safeguard_desk.ui.widgets.choices import PickField
from safeguard_desk.ui.widgets.notices import EmptyState
from safeguard_desk.views import product_sources
from safeguard_desk.views import products as views
from safeguard_desk.views.products import ProductHead, ProductView
from safeguard_desk.work import products as verbs

_SEEN = ("learning_products", "product_sections", "product_agencies", "links", "learning_points")
_EMPTY = (
    "No learning products yet. Choose above what one is made from: an audit, a learning point or a"
    " review. Or press Ctrl+B on any of them in its list."
)
_WORDS, _AGENCIES = 0, 1


def _ref(row: ProductHead) -> str:
    return row.ref


def _title(row: ProductHead) -> str:
    return row.title


def _stands(row: ProductHead) -> str:
    return f"! {row.stands}" if row.late else row.stands


COLUMNS = (Column("Ref", _ref, 10), Column("Product", _title), Column("Stands", _stands, 17))


def _style(row: ProductHead) -> Style:
    return Style(bold=bool(row.late))


def _spoken(row: ProductHead) -> str:
    return f"{row.ref} {row.title}, {row.kind.label}. {row.stands}"


class ProductsPage(Page):
    """Products on the left; the chosen one's words, or its agencies, on the right."""

    narrows = True

    in_view = frozenset({"learning_products"})

    def __init__(self, jobs: Jobs, tab: Tab, parent: QWidget | None = None) -> None:
        """Show the newest product."""
        super().__init__(jobs, tab, parent)
        self.presenting = False
        self.view: ProductView | None = None
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("Kind of product")
        for one in ProductKind:
            self.kind.addItem(one.label, one)
        self.source = PickField("What it is made from", self._sources, self)
        self.source.setPlaceholderText("Made from: an audit, a learning point, a review")
        self.make = QPushButton("&New product", self)
        self.paper = QPushButton("Show as &paper", self)
        self.grid = QPushButton("All &embedded", self)
        self.grid.setToolTip("Products and agencies in a grid, as a paper")
        self.products = RowsView(
            Rows(COLUMNS, self, style=_style, spoken=_spoken), "Products", self
        )
        self.products.setWordWrap(True)
        self.bar = StepBar(("Words", "Agencies"), self)
        self.words = Words(jobs, self)
        self.agencies = Agencies(jobs, self)
        self.steps = QStackedWidget(self)
        self.preview = Preview(jobs, self)
        self.empty = EmptyState(self)
        self.empty.say(_EMPTY)
        self.body = QSplitter(Qt.Orientation.Horizontal, self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.bar.show_place(_WORDS, -1)
        self._show()

    def _lay_out(self) -> None:
        heading = QLabel("Learning products", self)
        heading.setProperty("role", "title")
        top = QHBoxLayout()
        for widget in (heading, self.kind, self.source, self.make, self.paper, self.grid):
            top.addWidget(widget)
        top.setStretchFactor(self.source, 1)
        work = QWidget(self)
        inner = QVBoxLayout(work)
        inner.setContentsMargins(6, 0, 0, 0)
        inner.addWidget(self.bar)
        for step in (self.words, self.agencies):
            self.steps.addWidget(step)
        inner.addWidget(self.steps, 1)
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(self.products)
        self.body.addWidget(work)
        self.body.setSizes([380, 720])
        for shown in (self.empty, self.body, self.preview):
            self.stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addLayout(top)
        layout.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.make.clicked.connect(self._make)
        self.paper.clicked.connect(self.show_paper)
        self.grid.clicked.connect(self.show_grid)
        self.preview.closed.connect(self._put_away)
        self.bar.chosen.connect(self.show_step)
        self.products.selectionModel().currentChanged.connect(self._show_product)
        for step in (self.words, self.agencies):
            step.refused.connect(self.refused)
            step.said.connect(self.said)

    def arrive(self) -> None:
        """Put the focus on the products, or where one is begun."""
        (self.products if self.products.rows.rows else self.source).setFocus()

    def follow(self, changes: ChangeSet) -> None:
        """Follow what is written and answered."""
        if changes.touches(*_SEEN):
            self._show()

    def present(self, presenting: bool) -> None:
        """Leave out what nobody has agreed as anonymous while the screen is shared."""
        self.presenting = presenting
        self._show()

    def open_record(self, kind: str, record_id: str) -> None:
        """Show a product."""
        self._show()
        self.products.choose(record_id)

    def about(self) -> tuple[str, str] | None:
        """Return the chosen product."""
        chosen = self.products.chosen
        return ("learning_products", chosen) if chosen else None

    def _sources(self) -> list[tuple[str, str]]:
        return self.jobs.read(partial(product_sources.offered, cases=not self.presenting))

    def look_again(self) -> None:
        """Show the products that are seen through the lens."""
        self._show()

    def _show(self) -> None:
        read = partial(views.products, group_id=self.tab.group_id, restricted=not self.presenting)
        found = self.through(self.jobs.read(read))
        self.products.rows.show(found)
        if self.products.chosen is None and found:
            self.products.choose(found[0].id)
        if self.stack.currentWidget() is not self.preview:
            self.stack.setCurrentWidget(self.body if found else self.empty)
        for button in (self.paper, self.grid):
            button.setEnabled(bool(found))
        self._show_product()

    def _show_product(self, *_: object) -> None:
        chosen = self.products.chosen
        if chosen is None:
            self.view = None
            return
        self.view = self.jobs.read(partial(views.product, product_id=chosen))
        self.words.show_product(self.view)
        self.agencies.show_product(self.view)

    def show_step(self, place: int) -> None:
        """Show the words or the agencies."""
        self.steps.setCurrentIndex(place)
        self.bar.show_place(place, -1)
        (self.words if place == _WORDS else self.agencies).arrive()

    def _make(self) -> None:
        chosen = self.source.value()
        kind, record_id = chosen.split(" ", 1) if chosen else ("", "")
        source = (kind, record_id) if chosen else None
        verb = partial(
            _make, kind=self.kind.currentData(), source=source, group_id=self.tab.group_id
        )
        self.jobs.change(
            "Make a learning product", verb, then=self._made, refused=self.refused.emit
        )

    def _made(self, product_id: str) -> None:
        self.source.clear()
        self.open_record("learning_products", product_id)
        self.show_step(_WORDS)

    def show_paper(self) -> None:
        """Show the product as agencies get it."""
        if self.view is not None:
            self.stack.setCurrentWidget(self.preview)
            request = Request(about=("learning_products", self.view.head.id))
            self.preview.show_paper(self.view.head.title, "learning-product", request)

    def show_grid(self) -> None:
        """Show who has which product of this year, and how it was embedded."""
        self.stack.setCurrentWidget(self.preview)
        request = Request(group_id=self.tab.group_id)
        self.preview.show_paper("How learning was embedded", "embedding", request)

    def _put_away(self) -> None:
        self.stack.setCurrentWidget(self.body)
        self.arrive()


def _make(uow: Any, **values: Any) -> str:
    kind = ProductKind(values["kind"])  # a combo box gives the code alone back
    source, group_id = values["source"], values["group_id"]
    return verbs.make(uow, kind, source, group_id=group_id).id
