"""To whom a product goes, who has it, and how each agency says that it embedded it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import products as exchange
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms_learning import ProductState
from safeguard_desk.rules.terms_thread import Audience
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.views import products as views
from safeguard_desk.views.products import AgencyLine, ProductView
from safeguard_desk.work import products as verbs


def _name(row: AgencyLine) -> str:
    return row.short or row.name


def _full(row: AgencyLine) -> str:
    return row.name


def _mark(row: AgencyLine) -> str:
    return row.mark


def _has(row: AgencyLine) -> str:
    return write_date(row.acknowledged_on) if row.acknowledged_on else ""


def _acknowledged(row: AgencyLine) -> bool:
    return row.acknowledged_on is not None


def _words(row: AgencyLine) -> str:
    return row.embedded


def _staff(row: AgencyLine) -> str:
    return "" if row.staff is None else f"{row.staff}"


def _proof(row: AgencyLine) -> str:
    return row.proof


COLUMNS = (
    Column("Agency", _name, 13, tip=_full),
    Column("Stands", _mark, 12),
    Column("Has it", _has, 15, name="acknowledged", ticked=_acknowledged),
    Column("How it was embedded", _words, name="embedded"),
    Column("Staff", _staff, 6, name="staff", right=True),
    Column("Shown by", _proof, 16, name="proof"),
)


def _style(row: AgencyLine) -> Style:
    return Style(bold=row.late)


def _spoken(row: AgencyLine) -> str:
    return f"{row.name}, {row.mark}. {row.words}"


class Agencies(QWidget):
    """A line for each agency of the list; what it answered is typed in its cells."""

    refused = Signal(object)
    said = Signal(object)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        """Lay it out; nothing is shown yet."""
        super().__init__(parent)
        self.jobs = jobs
        self.view: ProductView | None = None
        self.table = RowsView(Rows(COLUMNS, self, style=_style, spoken=_spoken), "Agencies", self)
        self.table.setWordWrap(True)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.everybody = QPushButton("All &partners of its side", self)
        self.everybody.setToolTip("Del takes the chosen agency off the list")
        self.send = QPushButton("&Send: page and mails…", self)
        make_primary(self.send)
        self.chase = QPushButton("&Chase what is late…", self)
        self.heard = {one: QCheckBox(f"{one.label} told", self) for one in Audience}
        foot, told = QHBoxLayout(), QHBoxLayout()
        for widget in (self.send, self.everybody, self.chase):
            foot.addWidget(widget)
        foot.addStretch(1)
        told.addWidget(QLabel("Learning points it carries:", self))
        for audience, box in self.heard.items():
            told.addWidget(box)
            box.clicked.connect(partial(self._tell, audience))
        told.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addLayout(told)
        layout.addLayout(foot)
        self.table.rows.edited.connect(self._edit)
        self.table.removed.connect(self._remove)
        self.everybody.clicked.connect(self._address_all)
        self.send.clicked.connect(self._choose_to_send)
        self.chase.clicked.connect(self._choose_to_chase)

    def show_product(self, view: ProductView) -> None:
        """Show a product's agencies."""
        self.view = view
        head = view.head
        self.table.rows.show(head.agencies)
        self.told.setText(_told(view))
        writable = not self.jobs.desk.read_only
        ready = head.state in {ProductState.APPROVED, ProductState.SENT}
        waiting = any(one.sent_on is None for one in head.agencies)
        self.send.setEnabled(writable and ready and waiting)
        self.chase.setEnabled(writable and bool(head.late))
        self.everybody.setEnabled(writable and head.state is not ProductState.WITHDRAWN)
        for audience, box in self.heard.items():
            heard = [audience in one.heard for one in view.points]
            box.setChecked(bool(heard) and all(heard))
            box.setEnabled(writable and bool(heard) and not all(heard))

    def arrive(self) -> None:
        """Put the focus on the agencies."""
        self.table.setFocus()

    def _line(self, agency_id: object) -> AgencyLine | None:
        lines: Sequence[AgencyLine] = self.view.head.agencies if self.view else ()
        return next((one for one in lines if one.id == agency_id), None)

    def _edit(self, agency_id: object, name: str, value: object) -> None:
        line = self._line(agency_id)
        if line is None:
            return
        if name == "acknowledged":
            if value:
                self._do(f"{_name(line)} has it", verbs.acknowledge, agency_id=line.id)
            return
        words = {"embedded": line.embedded, "staff": _staff(line), "proof": line.proof}
        words[name] = str(value).strip()
        if words["staff"] and not words["staff"].isdecimal():
            what = f"“{words['staff']}” is no number of staff."
            self.refused.emit(Refusal(what, "Nothing was changed."))
            return
        staff = int(words["staff"]) if words["staff"] else None
        self._do(
            f"{_name(line)} embedded it",
            verbs.embed,
            agency_id=line.id,
            words=words["embedded"],
            staff=staff,
            proof=words["proof"],
        )

    def _do(self, title: str, verb: Any, **values: Any) -> None:
        if self.view is not None:
            work = partial(_done, verb, product_id=self.view.head.id, **values)
            self.jobs.change(title, work, refused=self.refused.emit)

    def _tell(self, audience: Audience, *_: object) -> None:
        self._do(f"{audience.label} were told", verbs.tell, audience=audience)

    def _address_all(self) -> None:
        if self.view is None:
            return
        side = self.view.head.side
        found = self.jobs.read(partial(views.partners_of, side=side))
        self._do("Set to whom a product goes", verbs.address, agencies=[one for one, _ in found])

    def _remove(self, agency_id: object) -> None:
        if self.view is not None:
            kept = [one.id for one in self.view.head.agencies if one.id != agency_id]
            self._do("Take an agency off the list", verbs.address, agencies=kept)

    def _choose_to_send(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the page and the mails")
        if name:
            self.send_to(Path(name))

    def send_to(self, folder: Path) -> None:
        """Write the page and the mails of those who do not have it yet, and record them."""
        if self.view is None:
            return
        waiting = [one.id for one in self.view.head.agencies if one.sent_on is None]
        work = partial(_send, self.jobs.desk, self.view.head.id, waiting, folder)
        self.jobs.compute("Making mails", work, then=self._sent, refused=self.refused.emit)

    def _choose_to_chase(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder for the mails")
        if name:
            self.chase_to(Path(name))

    def chase_to(self, folder: Path) -> None:
        """Write mails to those whose answer is late."""
        if self.view is not None:
            work = partial(_chase, self.jobs.desk, self.view.head.id, folder)
            self.jobs.compute("Making mails", work, then=self._sent, refused=self.refused.emit)

    def _sent(self, files: list[Path]) -> None:
        mails = sum(one.suffix == ".eml" for one in files)
        where = f" in {files[0].parent}" if files else ""
        self.said.emit(f"{mails} mails are{where}. Agencies without an address get none.")


def _done(verb: Any, uow: Any, **values: Any) -> None:
    verb(uow, **values)


def _send(desk: Any, product_id: str, agencies: Sequence[str], folder: Path, tell: Any) -> Any:
    return exchange.send(desk, product_id, agencies, folder, tell)


def _chase(desk: Any, product_id: str, folder: Path, tell: Any) -> Any:
    return exchange.chase(desk, product_id, folder, tell)


def _told(view: ProductView) -> str:
    head = view.head
    if not head.agencies:
        return "Nobody is on its list yet. Put all partners of its side on it, and take some off."
    if not head.sent:
        return f"{len(head.agencies)} agencies are on its list. It is sent once it is approved."
    due = f" Answers by {write_date(head.answer_by)}." if head.answer_by else ""
    late = f" ! {len(head.late)} are late." if head.late else ""
    reached = f" {head.staff:,} staff were reached, agencies say." if head.staff else ""
    return f"{head.stands}.{due}{late}{reached}"
