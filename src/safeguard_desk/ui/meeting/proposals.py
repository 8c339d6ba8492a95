"""What came back on the draft: each proposal beside its words, accepted or refused by one key."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from safeguard_desk.rules.terms import ProposalKind, ProposalState
from safeguard_desk.ui.meeting.looks import make_primary
from safeguard_desk.ui.meeting.picture import Picture
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.step import Bench
from safeguard_desk.ui.meeting.word_changes import as_html, in_words, plain_html
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.proposals import ProposalView
from safeguard_desk.work import reviewing

EMPTY = (
    "Nothing has come back yet. Save “Word” with the copy “For comments” below, send it to the"
    " co-chairs, and read the file here when it returns, or drop it on this page."
)


def _where(one: ProposalView) -> str:
    return one.where


def _who(one: ProposalView) -> str:
    return one.who


def _kind(one: ProposalView) -> str:
    if one.kind is ProposalKind.CHANGE and not one.after:
        return "Take out"
    return one.kind.label


def _what(one: ProposalView) -> str:
    words = one.after if one.kind is ProposalKind.COMMENT else in_words(one.pieces)
    return words or one.after


def _state(one: ProposalView) -> str:
    if one.conflict:
        return "! Changed meanwhile"
    return "To be decided" if one.is_open else one.state.label


def _style(one: ProposalView) -> Style:
    return Style(bold=one.is_open)


def _spoken(one: ProposalView) -> str:
    return f"{_where(one)}, {_kind(one)}, {one.who}: {_what(one)}. {_state(one)}"


COLUMNS = (
    Column("Entry", _where, 12),
    Column("Kind", _kind, 12),
    Column("Who", _who, 30),
    Column("What", _what),
    Column("State", _state, 16),
)


class ProposalsPane(QWidget):
    """The list of proposals, and the one chosen beside the text of its entry."""

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay out the list and what is chosen."""
        super().__init__(parent)
        self.bench = bench
        self._shown: tuple[ProposalView, ...] = ()
        self._showing: str | None = None
        self._closed = False
        self.left = QLabel(self)
        self.left.setAccessibleName("Proposals left to decide")
        self.empty = QLabel(EMPTY, self)
        self.empty.setWordWrap(True)
        self.view = RowsView(Rows(COLUMNS, style=_style, spoken=_spoken), "Proposals", self)
        self.view.letters = "ARD"
        self.view.pressed_key.connect(self._key)
        self.view.opened.connect(self._by_hand)
        self.view.selectionModel().currentRowChanged.connect(self._chosen)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName("The words as they stand and as they are proposed")
        self.text.setOpenLinks(False)
        self.hand = QPlainTextEdit(self)
        self.hand.setTabChangesFocus(True)
        self.hand.setAccessibleName("What shall stand there")
        self.hand_label = QLabel("What shall stand there", self)
        self.hand_label.setBuddy(self.hand)
        self.answer = LineField("Answer, or why it is refused", self)
        self.answer.setPlaceholderText("Answer, or why it is refused")
        self._buttons()
        self._lay_out()

    def _buttons(self) -> None:
        self.accept = QPushButton("Accept (A)", self)
        self.refuse = QPushButton("Refuse (R)", self)
        self.done = QPushButton("Done (D)", self)
        self.write = QPushButton("Write it differently", self)
        self.again = QPushButton("Decide again", self)
        self.all = QPushButton(self)
        self.next = QPushButton("Next (F8)", self)
        make_primary(self.accept)
        for button, slot in (
            (self.accept, self.accept_chosen),
            (self.refuse, self.refuse_chosen),
            (self.done, self.done_chosen),
            (self.write, self._by_hand),
            (self.again, self._again),
            (self.all, self._all),
            (self.next, self.go_next),
        ):
            button.clicked.connect(slot)

    def _lay_out(self) -> None:
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.text, 3)
        column.addWidget(self.hand_label)
        column.addWidget(self.hand, 1)
        column.addWidget(self.answer)
        row = QHBoxLayout()
        for button in (self.accept, self.refuse, self.done, self.write, self.again):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.next)
        column.addLayout(row)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.view)
        split.addWidget(below)
        split.setChildrenCollapsible(False)
        split.setSizes([220, 320])
        head = QHBoxLayout()
        head.addWidget(self.left, 1)
        head.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.empty)
        layout.addWidget(split, 1)
        self._split = split

    def show_picture(self, picture: Picture, *, presenting: bool) -> None:
        """Show what was proposed; restricted words stay away from a shared screen."""
        self._closed = picture.closed
        self._shown = tuple(one for one in picture.proposals if not (presenting and one.restricted))
        open_ = [one for one in self._shown if one.is_open]
        self.left.setText(
            f"{len(open_)} of {len(self._shown)} left to decide." if self._shown else ""
        )
        self.empty.setVisible(not self._shown)
        self._split.setVisible(bool(self._shown))
        self.view.rows.show(self._shown)
        if self.view.chosen is None and self._shown:
            self.view.choose((open_ or self._shown)[0].id)
        self._show()

    @property
    def chosen(self) -> ProposalView | None:
        """The proposal that is chosen."""
        wanted = self.view.chosen
        return next((one for one in self._shown if one.id == wanted), None)

    def _chosen(self, *_: object) -> None:
        self._show()

    def _show(self) -> None:
        one = self.chosen
        fresh = one is None or one.id != self._showing
        self._showing = one.id if one else None
        if fresh:
            self.answer.clear()
        self.text.setHtml(self._html(one) if one else "")
        decidable = one is not None and one.is_open and not self._closed
        is_text = one is not None and one.kind is not ProposalKind.COMMENT
        placed = one is not None and one.entry_id is not None
        self._show_hand(one, fresh, open_=decidable and is_text and placed)
        self.accept.setVisible(decidable and is_text and placed)
        self.refuse.setVisible(decidable)
        self.done.setVisible(decidable and not (is_text and placed))
        self.write.setVisible(decidable and is_text and placed and self.hand.isHidden())
        self.answer.setVisible(decidable)
        reopens = one is not None and (
            one.state is ProposalState.REFUSED or (not is_text and not one.is_open)
        )
        self.again.setVisible(bool(reopens) and not self._closed)
        author = one.author if one else ""
        self.all.setText(f"Accept all of {author or 'nobody named'}")
        changes = [p for p in self._shown if p.is_open and p.author == author]
        self.all.setVisible(len(changes) > 1 and not self._closed)

    def _show_hand(self, one: ProposalView | None, fresh: bool, *, open_: bool) -> None:
        """Offer to write the text by hand where the change cannot be made as it is."""
        wanted = open_ and one is not None and (one.conflict or not (fresh or self.hand.isHidden()))
        if wanted and (fresh or self.hand.isHidden()) and one is not None:
            self.hand.setPlainText(one.now)
        for widget in (self.hand, self.hand_label):
            widget.setVisible(wanted)

    def _html(self, one: ProposalView) -> str:
        palette = self.palette()
        head = f"<b>{one.number} {plain_html(_kind(one))}</b>, {plain_html(one.who)}"
        if one.source:
            head += f", from {plain_html(one.source)}"
        parts = [f"<p>{head}</p>"]
        if one.kind is ProposalKind.COMMENT:
            parts += self._comment_html(one)
        else:
            label = "Below it would stand" if one.kind is ProposalKind.ADDITION else "Proposed"
            if one.now and one.conflict:
                parts.append(
                    "<p><b>!</b> These words were changed since they went out."
                    f" Now they are:<br>{plain_html(one.now)}</p>"
                )
                label = "Proposed, against the words that went out"
            elif one.now and one.kind is ProposalKind.ADDITION:
                parts.append(f"<p>{plain_html(one.number)}&nbsp; {plain_html(one.now)}</p>")
            parts.append(f"<p>{label}:<br>{as_html(one.pieces, palette)}</p>")
        if one.guessed:
            parts.append("<p><b>?</b> Its entry was found by similar words. Look whether it fits.")
        if one.entry_id is None and one.is_open:
            parts.append(
                "<p><b>?</b> It has no place in the minutes. Change by hand what it asks for,"
                " then press Done.</p>"
            )
        if one.answer:
            parts.append(f"<p>{one.state.label}: {plain_html(one.answer)}</p>")
        return "".join(parts)

    @staticmethod
    def _comment_html(one: ProposalView) -> list[str]:
        words = plain_html(one.now)
        if one.before and one.before in one.now:
            marked = f"<u>{plain_html(one.before)}</u>"
            words = words.replace(plain_html(one.before), marked, 1)
        elif one.before:
            words = f"{words}<br>On: <u>{plain_html(one.before)}</u>"
        return [f"<p>{one.number}&nbsp; {words}</p>", f"<p>“{plain_html(one.after)}”</p>"]

    def _key(self, _: str, letter: str) -> None:
        {"A": self.accept_chosen, "R": self.refuse_chosen, "D": self.done_chosen}[letter]()

    def accept_chosen(self) -> None:
        """Accept the chosen proposal, by the words written by hand where there are any."""
        one = self.chosen
        if one is None or self._closed or not one.is_open:
            return
        if one.kind is ProposalKind.COMMENT or one.entry_id is None:
            self.done_chosen()
            return
        text = self.hand.toPlainText() if not self.hand.isHidden() else None
        if one.conflict and text == one.now:
            self.bench.say("Write what shall stand there, then accept it; or refuse the proposal.")
            self.hand.setFocus()
            return
        verb = partial(reviewing.accept, proposal_id=one.id, text=text)
        self.bench.do(f"Accept a proposal at {one.number}", verb, then=self._decided)

    def refuse_chosen(self) -> None:
        """Refuse the chosen proposal."""
        one = self.chosen
        if one is not None and one.is_open and not self._closed:
            verb = partial(reviewing.refuse, proposal_id=one.id, why=self.answer.text())
            self.bench.do("Refuse a proposal", verb, then=self._decided)

    def done_chosen(self) -> None:
        """Mark a comment, or a change made by hand, as done."""
        one = self.chosen
        if one is not None and one.is_open and not self._closed and not self.done.isHidden():
            verb = partial(reviewing.settle, proposal_id=one.id, answer=self.answer.text())
            self.bench.do("Mark a proposal as done", verb, then=self._decided)

    def _decided(self, _: object) -> None:
        self.hand.hide()
        self.answer.clear()
        self.go_next()

    def _by_hand(self, *_: object) -> None:
        one = self.chosen
        if one is None or not one.is_open or self._closed or one.entry_id is None:
            return
        if one.kind is ProposalKind.COMMENT:
            self.answer.setFocus()
            return
        self.hand.setPlainText(one.now if one.conflict else one.result or one.after)
        for widget in (self.hand, self.hand_label):
            widget.show()
        self.write.hide()
        self.hand.setFocus()

    def _again(self) -> None:
        if self.chosen is not None:
            verb = partial(reviewing.reopen, proposal_id=self.chosen.id)
            self.bench.do("Decide a proposal again", verb)

    def _all(self) -> None:
        if self.chosen is not None:
            verb = partial(
                reviewing.accept_all, meeting_id=self.bench.meeting_id, author=self.chosen.author
            )
            self.bench.do(f"Accept all of {self.chosen.author}", verb, then=self._all_done)

    def _all_done(self, done: reviewing.Accepted) -> None:
        left = f" {done.left} are left to be looked at." if done.left else ""
        self.bench.say(f"{done.done} accepted.{left}")
        self.go_next()

    def go_next(self) -> None:
        """Go to the next proposal that is still to be decided, from the top after the last."""
        ids = [one.id for one in self._shown]
        here = ids.index(self.view.chosen) if self.view.chosen in ids else -1
        order = [*self._shown[here + 1 :], *self._shown[: here + 1]]
        following = next((one for one in order if one.is_open), None)
        if following is not None:
            self.view.choose(following.id)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list from the text with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.view.setFocus()
        else:
            super().keyPressEvent(event)
