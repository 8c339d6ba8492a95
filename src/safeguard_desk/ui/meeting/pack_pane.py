"""The pack of the meeting: which edition, made and looked at, then issued and saved."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import PackEdition
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.papers.produce import Produced, save_as
from safeguard_desk.views import packs as views
from safeguard_desk.work import packs

if TYPE_CHECKING:  # the parts that write PDF are loaded when a pack is first made
    from safeguard_desk.papers.pack import MadePack, Order

_EXPLAINED = {
    PackEdition.FULL: "All papers, the restricted ones too: for named people only.",
    PackEdition.OPEN: "For everybody: nothing in it tells that there is a restricted part.",
    PackEdition.MEMBER: "One person's copy. Co-chairs and secretariat get the restricted part.",
}


class PackPane(QWidget):
    """Make, look, issue, save; below stands what the last issue was and what changed since."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Make the pane; nothing is made yet."""
        super().__init__(parent)
        self._bench = bench
        self.made: MadePack | None = None
        self._presenting = False
        self.edition = QComboBox(self)
        self.edition.setAccessibleName("Edition of the pack")
        for edition in (PackEdition.OPEN, PackEdition.FULL, PackEdition.MEMBER):
            self.edition.addItem(edition.label, edition)
        self.person = QComboBox(self)
        self.person.setAccessibleName("Whose pack")
        self.explained, self.last, self.told = QLabel(self), QLabel(self), QLabel(self)
        for label in (self.explained, self.last, self.told):
            label.setWordWrap(True)
        self.make = QPushButton("&Make pack", self)
        make_primary(self.make)
        self.issue = QPushButton("&Issue and save", self)
        self.issue.setToolTip("Records the pack with its page numbers, and saves the PDF")
        self._lay_out()
        self.edition.currentIndexChanged.connect(self._edition_chosen)
        self.person.currentIndexChanged.connect(self._forget)
        self.make.clicked.connect(self.make_pack)
        self.issue.clicked.connect(self.issue_pack)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Edition", self.edition)
        self._whose = QLabel("For", self)
        form.addRow(self._whose, self.person)
        buttons = QHBoxLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.issue)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.explained)
        layout.addLayout(buttons)
        layout.addWidget(self.last)
        layout.addWidget(self.told)
        layout.addStretch(1)

    def show_picture(self, picture: Picture, *, presenting: bool) -> None:
        """Follow the meeting: what was made is put away, its papers may have changed."""
        self._presenting = presenting
        if presenting:
            self.edition.setCurrentIndex(0)
        self.edition.setEnabled(not presenting)
        self.setEnabled(not picture.locked)
        chosen = self.person.currentData()
        people = [(f"{s.role}, {s.agency}".rstrip(", "), s.person_id) for s in picture.seats]
        self.person.blockSignals(True)
        self.person.clear()
        for words, person_id in people:
            self.person.addItem(words, person_id)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        self.person.blockSignals(False)
        self._edition_chosen()

    @property
    def chosen_edition(self) -> PackEdition:
        """The edition that is chosen; Qt hands back the code of what it was given."""
        return PackEdition(self.edition.currentData())

    def _edition_chosen(self, _: int = 0) -> None:
        edition = self.chosen_edition
        for widget in (self.person, self._whose):
            widget.setVisible(edition is PackEdition.MEMBER)
        self.explained.setText(_EXPLAINED[edition])
        self._forget()

    def _forget(self, _: int = 0) -> None:
        """Put away what was made, and say what was issued last."""
        self.made = None
        self.issue.setEnabled(False)
        self.told.clear()
        edition = self.chosen_edition
        person = self.person.currentData() if edition is PackEdition.MEMBER else None
        view = partial(
            views.issued, meeting_id=self._bench.meeting_id, edition=edition, person_id=person
        )
        issued = self._bench.jobs.read(view)
        if not issued:
            self.last.setText("No pack of this edition has been issued.")
            return
        last = issued[-1]
        self.last.setText(
            f"Pack {last.number} was issued on {write_date(last.issued_on)}: {last.pages} pages."
            " The next one keeps its page numbers where it can."
        )

    def _order(self) -> "Order":
        from safeguard_desk.papers.pack import Order

        edition = self.chosen_edition
        person = self.person.currentData() if edition is PackEdition.MEMBER else None
        return Order(self._bench.meeting_id, edition, person)

    def make_pack(self) -> None:
        """Make the pack off the window's thread, with progress and Cancel, and show it."""
        work = partial(_make, self._bench.jobs, self._order())
        self._bench.jobs.compute(
            "Making the pack", work, then=self._show, refused=self._bench.refuse
        )

    def _show(self, made: "MadePack") -> None:
        self.made = made
        self.issue.setEnabled(True)
        words = [f"Pack {made.number} is made: {made.pages} pages."]
        if made.left_out:
            words.append("Left out:\n" + "\n".join(f"• {line}" for line in made.left_out))
        if made.number > 1:
            changed = "\n".join(f"• {line}" for line in made.changed) or "• Nothing."
            words.append(f"What changed since pack {made.number - 1}:\n{changed}")
        self.told.setText("\n".join(words))
        self._bench.show_file(f"Pack {made.number}", Produced(made.name, "pdf", made.data))

    def issue_pack(self) -> None:
        """Save the pack where it is wanted, and record it as issued."""
        made = self.made
        if made is None:
            return
        try:
            path = save_as(self, Produced(made.name, "pdf", made.data))
        except Refusal as refusal:
            self._bench.refuse(refusal)
            return
        if path is None:
            return
        verb = partial(
            packs.issue,
            meeting_id=made.order.meeting_id,
            edition=made.order.edition,
            parts=made.parts,
            number=made.number,
            pages=made.pages,
            person_id=made.order.person_id,
        )
        self._bench.do(f"Issue pack {made.number}", verb, then=self._issued)

    def _issued(self, _: object) -> None:
        self._forget()
        self._bench.say("The pack is saved and recorded as issued.")


def _make(jobs: Jobs, order: "Order", progress: Callable[[int, int], None]) -> "MadePack":
    from safeguard_desk.exchange.office import as_pdf
    from safeguard_desk.papers import pack

    with jobs.desk.read() as reader:
        return pack.make(reader, order, as_pdf, progress=progress)
