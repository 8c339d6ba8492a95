"""The guided form of a new referral; it warns of what tells who somebody is while one types."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.clocks import due
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Abuse, Harm, ReviewKind
from safeguard_desk.ui.audits.step import quiet
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.register.field_row import today
from safeguard_desk.ui.reviews.step import buttons, form
from safeguard_desk.ui.widgets.choices import PickField, TermField
from safeguard_desk.ui.widgets.fields import DateField, LineField, TextField
from safeguard_desk.views.choices import agencies
from safeguard_desk.work import reviews


class ReferralForm(QWidget):
    """What is asked of whoever refers a case, in the order in which it is told."""

    made = Signal(object)
    refused = Signal(object)
    left = Signal()

    def __init__(self, jobs: Jobs, group_id: str, parent: QWidget | None = None) -> None:
        """Lay the form out."""
        super().__init__(parent)
        self.jobs = jobs
        self.group_id = group_id
        self.happened = TextField("What happened, without names", self)
        self.title_line = LineField("In a few words", self)
        self.side = TermField("Concerns", Side, self, required=True)
        self.kind = TermField("Kind, if it is known", ReviewKind, self)
        self.harm = TermField("What came of it", Harm, self, required=True)
        self.abuse = TermField("Abuse or neglect", Abuse, self, required=True)
        self.aware = DateField("Authority aware since", partial(today, jobs), "", self)
        self.by = LineField("Referred by, as a role", self)
        self.agency = PickField("Referring agency", partial(jobs.read, agencies), self)
        self.warning = QLabel(self)
        self.warning.setProperty("role", "bad")
        self.warning.setWordWrap(True)
        self.clock = quiet("", self)
        self.take = QPushButton("&Take the referral down", self)
        make_primary(self.take)
        self.back = QPushButton("&Back to the board", self)
        self._lay_out()
        self.harm.show_value(Harm.UNKNOWN)
        self.abuse.show_value(Abuse.UNKNOWN)
        self.happened.textChanged.connect(self._warn)
        self.aware.committed.connect(self._tell_clock)
        self.take.clicked.connect(self._take)
        self.back.clicked.connect(self.left)

    def _lay_out(self) -> None:
        heading = QLabel("New referral", self)
        heading.setProperty("role", "title")
        told = quiet(
            "A code name is given, as CR-2026-04. No name of a person is needed anywhere.", self
        )
        lines = form()
        for title, field in (
            ("What &happened", self.happened),
            ("In a few &words", self.title_line),
            ("&Concerns", self.side),
            ("&Kind, if it is known", self.kind),
            ("What came of &it", self.harm),
            ("Abuse or &neglect", self.abuse),
            ("Authority aware &since", self.aware),
            ("&Referred by (role)", self.by),
            ("Referring a&gency", self.agency),
        ):
            label = QLabel(title, self)
            label.setBuddy(field)
            lines.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(heading)
        layout.addWidget(told)
        layout.addLayout(lines)
        layout.addWidget(self.warning)
        layout.addWidget(self.clock)
        layout.addLayout(buttons((self.take, self.back)))
        layout.addStretch(1)

    def arrive(self) -> None:
        """Begin with what happened."""
        self.happened.setFocus()

    def _warn(self) -> None:
        found = leaks(self.happened.toPlainText())
        told = "; ".join(f"“{one.text}” looks like {one.what}" for one in found)
        self.warning.setText(f"! {told}. Leave it out." if told else "")

    def _tell_clock(self, _: object = None) -> None:
        day = self.aware.value()
        if day is None:
            self.clock.setText("")
            return
        notice, rapid = due("notification", day), due("rapid-review", day)
        self.clock.setText(
            f"Notification due {write_date(notice.due)}, rapid review due {write_date(rapid.due)}"
            f" ({rapid.source})."
        )

    def _take(self) -> None:
        side = self.side.value()
        if side is None:
            self.refused.emit(
                Refusal(
                    "It is not said whom the case concerns.",
                    "Nothing was taken down.",
                    "Choose children, adults or both.",
                )
            )
            self.side.setFocus()
            return
        verb = partial(
            _refer,
            group_id=self.group_id,
            happened=self.happened.toPlainText(),
            side=side,
            kind=self.kind.value(),
            title=self.title_line.text(),
            harm=self.harm.value(),
            abuse=self.abuse.value(),
            aware_on=self.aware.value(),
            referred_by=self.by.text(),
            agency_id=self.agency.value(),
        )
        self.jobs.change("Take a referral down", verb, then=self._taken, refused=self.refused.emit)

    def _taken(self, review_id: str) -> None:
        self.happened.clear()
        for line in (self.title_line, self.by, self.agency):
            line.clear()
        self.aware.show_value(None)
        self.made.emit(review_id)


def _refer(uow: Any, **given: Any) -> str:
    group_id, happened = given.pop("group_id"), given.pop("happened")
    return reviews.refer(uow, group_id, happened, **given).id
