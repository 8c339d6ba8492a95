"""Cases as a list, the sieves over them, and what the head of a case's page says."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from safeguard_desk.rules.quality_markers import markers
from safeguard_desk.rules.terms_review import Marker, ReviewState
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView, Style
from safeguard_desk.ui.meeting.weakly import weakly
from safeguard_desk.ui.widgets.fields import LineField
from safeguard_desk.views.review_case import Case
from safeguard_desk.views.reviews import Card


class Sieves(QWidget):
    """What is to be seen of the cases: a board, a kind, an agency, words."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Let everything through."""
        super().__init__(parent)
        self.words = LineField("Filter the cases by words", self)
        self.words.setPlaceholderText("Filter: words, a state, who leads it")
        self.words.textChanged.connect(weakly(self._tell))
        self.boxes: dict[str, QComboBox] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.words, 1)
        for name, words in (("board", "boards"), ("kind", "kinds"), ("agency", "agencies")):
            box = QComboBox(self)
            box.setAccessibleName(f"Cases of one {name}")
            box.addItem(f"All {words}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(weakly(self._tell))
            self.boxes[name] = box
            layout.addWidget(box)

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    def offer(self, cards: Sequence[Card]) -> None:
        """Offer the boards, kinds and agencies that some cases have; what is chosen stays."""
        for name, box in self.boxes.items():
            held = sorted({one for card in cards for one in _of(card, name)})
            chosen = box.currentText()
            with QSignalBlocker(box):
                while box.count() > 1:
                    box.removeItem(1)
                box.addItems(held)
                box.setCurrentIndex(max(0, box.findText(chosen)))

    def lets(self, card: Card) -> bool:
        """Tell whether a case is seen."""
        chosen = {name: box.currentText() for name, box in self.boxes.items() if box.currentIndex()}
        text = _words(card)
        return all(one in _of(card, name) for name, one in chosen.items()) and all(
            word in text for word in self.words.text().casefold().split()
        )


def _of(card: Card, name: str) -> tuple[str, ...]:
    if name == "board":
        return (card.head.board,)
    return (card.head.kind.short,) if name == "kind" else card.agencies


def _words(card: Card) -> str:
    head = card.head
    parts = (head.ref, head.title, head.board, head.kind.label, head.kind.short, head.agency)
    return " ".join((*parts, *card.agencies, card.who, head.state.label)).casefold()


def _ref(card: Card) -> str:
    return card.head.ref


def _about(card: Card) -> str:
    return card.head.title


def _state(card: Card) -> str:
    return card.head.state.label


def _kind(card: Card) -> str:
    return f"{card.head.kind.short}, {card.head.board}"


def _clocks(card: Card) -> str:
    live = [one.short for one in card.clocks if one.urgency[0] == 0]
    return "; ".join(live or [one.short for one in card.clocks][:1])


def _next(card: Card) -> str:
    return card.next_line


def _late(card: Card) -> Style:
    urgent = card.urgent
    missed = urgent is not None and urgent.state.standing == "missed"
    return Style(bold=missed and card.head.state.is_open)


class CaseList(RowsView):
    """Cases as rows, the most urgent first; Enter opens one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty list."""
        columns = (
            Column("Case", _ref, 13),
            Column("About", _about),
            Column("State", _state, 18),
            Column("Kind and board", _kind, 22),
            Column("Clocks", _clocks),
            Column("Who does what next", _next),
        )
        super().__init__(Rows(columns, parent, style=_late), "Cases", parent)
        self.setWordWrap(True)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show cases; the one that was chosen stays chosen."""
        self.rows.show(cards)
        self.resizeRowsToContents()
        if self.chosen is None and self.rows.rows:
            self.choose(self.rows.rows[0].id)

    def arrive(self) -> None:
        """Put the focus on the list."""
        self.setFocus()


def gaps_of(seen: Case) -> str:
    """Return what the checklists miss of a case, counted."""
    wanted = markers(seen.head.side)
    met = {one.code for one in seen.checks if one.marker is Marker.MET}
    number = len(seen.inconsistent)
    parts = [f"{sum(one.code in met for one in wanted)} of {len(wanted)} quality markers met"]
    if number:
        parts.append(f"! {number} thing{'' if number == 1 else 's'} a reader would miss")
    return "  ·  ".join(parts)


def told_of(seen: Case) -> str:
    """Return what the head of a case says: how it stands, what is next, what is missing."""
    head = seen.head
    parts = [head.kind.label, head.board, head.state.label]
    if head.state is ReviewState.NOT_PROGRESSED:
        parts.append(head.state_reason)
    parts += [one.short for one in seen.clocks if one.urgency[0] == 0]
    if head.next_step:
        parts.append(f"next: {head.next_step.lower()}")
    if head.restricted:
        parts.append("restricted")
    if seen.leaks:
        parts.append(f"! {len(seen.leaks)} text looks like it tells who somebody is")
    if not head.kind.is_light:
        parts.append(gaps_of(seen))
    return "  ·  ".join(parts)
