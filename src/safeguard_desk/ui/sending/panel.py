"""Send: what about this meeting goes to whom, in which words, and what has gone already."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import outgoing
from safeguard_desk.exchange.mail import as_text
from safeguard_desk.exchange.outgoing import Made, Wanted
from safeguard_desk.exchange.sending import CODES, fitting, to_whom
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.placeholders import KNOWN
from safeguard_desk.rules.terms import DispatchKind
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.papers.produce import open_outside
from safeguard_desk.views.dispatch import Recipient, SentLine, Words, circulation, letters, sent

_WHO = Qt.ItemDataRole.UserRole


def _read(
    reader: Reader, *, meeting_id: str
) -> tuple[list[Recipient], list[SentLine], dict[str, Words]]:
    return circulation(reader, meeting_id), sent(reader, meeting_id), letters(reader)


class SendPanel(QWidget):
    """Recipients at the left, the words at the right, what was sent below; Esc leaves."""

    left = Signal()

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out; `begin` fills it."""
        super().__init__(parent)
        self._bench = bench
        self._picture: Picture | None = None
        self._people: list[Recipient] = []
        self._words: dict[str, Words] = {}
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("What to send")
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.people = QListWidget(self)
        self.people.setAccessibleName("To whom")
        self.people.setWordWrap(True)
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.subject = QLineEdit(self)
        self.subject.setAccessibleName("Subject")
        self.body = QPlainTextEdit(self)
        self.body.setAccessibleName("Words of the mail")
        self.body.setTabChangesFocus(True)
        self.body.setToolTip("Can be filled in: " + ", ".join(f"{{{name}}}" for name in KNOWN))
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("Reason")
        self.write = QPushButton("&Write mails to a folder…", self)
        make_primary(self.write)
        self.open_first = QPushButton("&Open the first", self)
        self.copy = QPushButton("&Copy the first as text", self)
        self.away = QPushButton("Back", self)
        self.history = QListWidget(self)
        self.history.setAccessibleName("Sent already")
        self.history.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.nothing = QLabel("Nothing was sent about this meeting yet.", self)
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._turn)
        self.write.clicked.connect(self._write)
        self.open_first.clicked.connect(self._open_first)
        self.copy.clicked.connect(self._copy)
        self.away.clicked.connect(self.left)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(QLabel("Send", self))
        top.addWidget(self.kind)
        top.addStretch(1)
        top.addWidget(self.away)
        who = QVBoxLayout()
        who.addWidget(QLabel("To (Space ticks)", self))
        who.addWidget(self.people, 1)
        mail = QVBoxLayout()
        for name, widget in (("Subject", self.subject), ("Words", self.body)):
            label = QLabel(name, self)
            label.setBuddy(widget)
            mail.addWidget(label)
            mail.addWidget(widget, 1 if widget is self.body else 0)
        mail.addWidget(self.reason)
        buttons = QHBoxLayout()
        for button in (self.write, self.open_first, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        mail.addLayout(buttons)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addLayout(who, 2)
        middle.addLayout(mail, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(middle, 3)
        layout.addWidget(QLabel("Sent already", self))
        layout.addWidget(self.history, 1)
        layout.addWidget(self.nothing)

    def begin(self, picture: Picture) -> None:
        """Offer what makes sense to send about the meeting as it stands."""
        self._picture = picture
        self._load()
        kinds = fitting(picture.head, picture.today)
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind in (*kinds, *(known for known in CODES if known not in kinds)):
                self.kind.addItem(kind.label, CODES[kind])
            for code, words in self._words.items():
                if words.kind is DispatchKind.LETTER:
                    self.kind.addItem(f"Letter: {words.title}", code)
        self._turn()
        self.kind.setFocus()

    def _load(self) -> None:
        read = partial(_read, meeting_id=self._bench.meeting_id)
        self._people, lines, self._words = self._bench.jobs.read(read)
        self.history.clear()
        for line in lines:
            who = line.role or line.agency
            self.history.addItem(
                f"{write_date(line.on)}   {line.kind.label}   {who} <{line.address}>   {line.files}"
            )
        self.history.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    def _turn(self, _: int = 0) -> None:
        kind = self._kind()
        usual = () if kind is DispatchKind.LETTER else to_whom(kind, self._people)
        self.people.clear()
        for one in self._people:
            stands = f", deputy of {one.deputy_of}" if one.deputy_of else ""
            address = one.email or "no e-mail address: add it in the Directory"
            item = QListWidgetItem(f"{one.role}{stands}\n{one.agency}  ·  {address}")
            item.setData(_WHO, one)
            checked = one.person_id in usual and bool(one.email)
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
            if not one.email:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.people.addItem(item)
        words = self._words[self.kind.currentData()]
        self.subject.setText(words.subject)
        self.body.setPlainText(words.body)
        asked = [name for name in ("{reason}", "{decision}") if name in words.body]
        self.reason.setVisible(bool(asked))
        self.reason.setPlaceholderText(f"What {asked[0]} stands for" if asked else "")

    def _kind(self) -> DispatchKind:
        """Return what sending the chosen letter is."""
        return self._words[self.kind.currentData()].kind

    def _wanted(self) -> Wanted:
        items = [self.people.item(row) for row in range(self.people.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return Wanted(
            meeting_id=self._bench.meeting_id,
            kind=self._kind(),
            subject=self.subject.text(),
            body=self.body.toPlainText(),
            chosen=tuple(item.data(_WHO) for item in ticked),
            sender=self._bench.jobs.desk.who,
            reason=self.reason.text().strip(),
        )

    def _make(self, then: Callable[[Made], None]) -> None:
        work = partial(outgoing.make, self._bench.jobs.desk, self._wanted())
        self._bench.jobs.compute("Making mails", work, then=then, refused=self._bench.refuse)

    def _write(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder for the mails")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Make the mails, write them to a folder, and record them as sent."""
        self._make(partial(self._made, folder))

    def _made(self, folder: Path, made: Made) -> None:
        try:
            outgoing.write(made, folder)
        except Refusal as refusal:
            self._bench.refuse(refusal)
            return
        title = f"Send {made.wanted.kind.label.lower()}"
        verb = partial(outgoing.record, made=made)
        self._bench.do(title, verb, then=partial(self._recorded, folder))

    def _recorded(self, folder: Path, count: int) -> None:
        mails = "mail is" if count == 1 else "mails are"
        self._bench.say(f"{count} {mails} in {folder}, to be opened and sent; it is recorded.")
        self._load()

    def _open_first(self) -> None:
        self._make(self._show_first)

    def _show_first(self, made: Made) -> None:
        try:
            open_outside(made.mails[0].filename, made.mails[0].data)
        except Refusal as refusal:
            self._bench.refuse(refusal)

    def _copy(self) -> None:
        self._make(self._copied)

    def _copied(self, made: Made) -> None:
        QGuiApplication.clipboard().setText(as_text(made.mails[0].mail))
        self._bench.say(f"Copied: the mail to {made.mails[0].recipient.role}.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc leave."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
