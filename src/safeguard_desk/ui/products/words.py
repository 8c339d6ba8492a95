"""The words of a product under its fixed headings, and the steps to its approval."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.exchange import products as exchange
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import ProductState
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import LineField, TextField
from safeguard_desk.views import choices
from safeguard_desk.views.products import ProductView
from safeguard_desk.work import products as verbs


class Words(QWidget):
    """A box to write in for each heading; agreeing and approving stand below."""

    refused = Signal(object)
    said = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay it out; nothing is shown yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.view: ProductView | None = None
        self.boxes: dict[str, TextField] = {}
        self._kind: object = None
        self.title = LineField("Title of the product", self)
        self.pages = QComboBox(self)
        self.pages.setAccessibleName("How long it may be")
        for number, words in ((1, "One page"), (2, "Two pages")):
            self.pages.addItem(words, number)
        self.side = TermField("Whom it concerns", Side, self, required=True)
        self.source = LineField("What the product says it comes from", self)
        self.source.setPlaceholderText("Comes from, as others may read it")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.by = LineField("Who of Case Review agreed the wording", self)
        self.by.setPlaceholderText("Agreed as anonymous by (role)")
        self.agree = QPushButton("A&gree wording", self)
        self.who = PickField("Who approves it", lambda: jobs.read(choices.people), self)
        self.who.setPlaceholderText("Approved by")
        self.approve = QPushButton("&Approve", self)
        make_primary(self.approve)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self._lay_out()
        self.title.committed.connect(partial(self._alter, "title"))
        self.source.committed.connect(partial(self._alter, "source_words"))
        self.side.committed.connect(partial(self._alter, "side"))
        self.pages.activated.connect(self._pages)
        self.agree.clicked.connect(self._agree)
        self.by.returnPressed.connect(self._agree)
        self.approve.clicked.connect(self._approve)

    def _lay_out(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 3)
        top.addWidget(self.source, 2)
        top.addWidget(self.side)
        top.addWidget(self.pages)
        for widget in (self.by, self.agree, self.who, self.approve):
            foot.addWidget(widget)
        foot.setStretchFactor(self.by, 1)
        foot.setStretchFactor(self.who, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.told)
        layout.addLayout(foot)

    def show_product(self, view: ProductView) -> None:
        """Show a product's words."""
        head = view.head
        if self.view is None or self.view.head.id != head.id:
            self._make_boxes(view)
        self.view = view
        for part in view.sections:
            self.boxes[part.heading.code].show_value(part.text)
        self.title.show_value(head.title)
        self.source.show_value(head.source_words)
        self.side.show_value(head.side)
        self.pages.setCurrentIndex(self.pages.findData(head.pages))
        self.told.setText(_told(view))
        draft = head.state in {ProductState.DRAFT, ProductState.APPROVED}
        writable = draft and not self.jobs.desk.read_only
        for widget in (*self.boxes.values(), self.title, self.source, self.side, self.pages):
            widget.setEnabled(writable)
        for widget in (self.by, self.agree):
            widget.setVisible(head.restricted or head.anonymous_on is not None)
            widget.setEnabled(writable and head.restricted)
        for widget in (self.who, self.approve):
            widget.setEnabled(writable and head.state is ProductState.DRAFT)

    def _make_boxes(self, view: ProductView) -> None:
        inside = QWidget(self)
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        self.boxes = {}
        for number, part in enumerate(view.sections, 1):
            label = QLabel(f"&{number}  {part.heading.title}", inside)
            box = TextField(part.heading.title, inside)
            box.setPlaceholderText(f"{part.heading.hint}; each line is a point of its own")
            label.setBuddy(box)
            layout.addWidget(label)
            layout.addWidget(box)
            box.committed.connect(partial(self._write, part.heading.code))
            self.boxes[part.heading.code] = box
        layout.addStretch(1)
        self.area.setWidget(inside)

    def arrive(self) -> None:
        """Put the focus on the first box that is empty."""
        boxes = list(self.boxes.values())
        empty = [box for box in boxes if not box.toPlainText().strip()]
        for box in (empty or boxes)[:1]:
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, code: str, text: object) -> None:
        self._do("Write a learning product", verbs.write, code=code, text=str(text))

    def _alter(self, name: str, value: object) -> None:
        self._do("Alter a learning product", verbs.alter, **{name: value})

    def _pages(self, *_: object) -> None:
        self._alter("pages", self.pages.currentData())

    def _agree(self) -> None:
        if self.agree.isEnabled():
            self._do("Agree the wording of a product", verbs.agree_wording, by=self.by.text())

    def _do(self, title: str, verb: Any, **values: Any) -> None:
        if self.view is not None:
            work = partial(verb, product_id=self.view.head.id, **values)
            self.jobs.change(title, work, refused=self.refused.emit)

    def _approve(self) -> None:
        person = self.who.value()
        if self.view is None:
            return
        if person is None:
            self.said.emit("Say who approves it: type a part of the role.")
            self.who.setFocus()
            return
        work = partial(_approve, self.jobs.desk, self.view.head.id, person)
        self.jobs.compute("Measuring the page", work, refused=self.refused.emit)


def _approve(desk: Any, product_id: str, person: str, _: Any) -> Any:
    return exchange.approve(desk, product_id, person)


def _told(view: ProductView) -> str:
    head = view.head
    told = [f"{head.ref}, {head.kind.label.lower()}. {head.stands}."]
    if view.wrong:
        told.append(f"! It seems to hold {'; '.join(view.wrong[:3])}: take it out.")
    if head.anonymous_on is not None:
        told.append(f"Wording agreed {write_date(head.anonymous_on)} by {head.anonymous_by}.")
    elif head.restricted:
        told.append("It comes from a case: only agreed wording was filled in.")
    if head.approved_on is not None:
        told.append(f"Approved {write_date(head.approved_on)} by {head.approved_by}.")
    if view.points:
        told.append(f"Carries {', '.join(one.ref for one in view.points)}.")
    return " ".join(told)
