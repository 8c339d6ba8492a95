"""Typing paper forms: the boxes of a form, its words, and the forms that are in already."""

import json
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.form_entry import Entry
from safeguard_desk.rules.terms_learning import Asked, QuestionKind
from safeguard_desk.ui.evaluation.entry_strip import EntryStrip
from safeguard_desk.ui.evaluation.forms_menu import FormsMenu
from safeguard_desk.ui.evaluation.step import Bench, Step, quiet
from safeguard_desk.ui.evaluation.typing_parts import (
    MANAGER,
    Found,
    WordsLine,
    answers_of,
    boxes_of,
    read_forms,
    take_typed,
)
from safeguard_desk.ui.meeting.rows import Column, Rows, RowsView
from safeguard_desk.ui.widgets.fields import PAUSE
from safeguard_desk.views.evaluation_session import SessionView
from safeguard_desk.views.kirkpatrick import CourseView
from safeguard_desk.work import drafting
from safeguard_desk.work import evaluation as verbs
from safeguard_desk.work.evaluation import Became, Taken

KEY = (
    "A digit answers and moves on; 0 or space leaves it out. Enter saves and opens the next form."
    " Backspace takes a key back, the arrow down leads to the answers in words, U takes the last"
    " form back. In the list: Delete removes a form."
)
_COLUMNS = (
    Column("Form", lambda row: str(row.number), 5, right=True),
    Column("Delegate", lambda row: row.delegate or "unnamed", 12),
    Column("Scores", lambda row: row.scores, 16),
    Column("Words", lambda row: row.words),
    Column("Came", lambda row: f"{write_date(row.received_on)}, {row.source.label.lower()}", 32),
)


class TypingStep(Step):
    """One form after another."""

    title = "Type forms"

    def __init__(self, bench: Bench, parent: QWidget | None = None) -> None:
        """Lay the step out."""
        super().__init__(bench, parent)
        self.found: Found | None = None
        self.fields: dict[str, WordsLine] = {}
        self._drafted = ""
        self._waiting: list[dict[str, Any]] = []
        self._last: Taken | None = None
        self._place = ""
        self.session = QComboBox(self)
        self.session.setAccessibleName("Session")
        self.session.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.stage = QComboBox(self)
        self.stage.setAccessibleName("Stage")
        for asked in Asked:
            self.stage.addItem(asked.label, asked)
        self.stage.setCurrentIndex(1)
        self.count = QLabel(self)
        self.count.setProperty("role", "title")
        self.out = FormsMenu(bench, self)
        self.strip = EntryStrip(self)
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.words_box = QWidget(self)
        self.words_form = QFormLayout(self.words_box)
        self.words_form.setContentsMargins(0, 0, 0, 0)
        self.table = RowsView(Rows(_COLUMNS, self), "Forms that are in", self)
        self.table.setAlternatingRowColors(True)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep_draft)
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.session)
        top.addWidget(self.stage)
        top.addSpacing(12)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(top)
        layout.addSpacing(6)
        layout.addWidget(self.strip)
        layout.addWidget(self.told)
        layout.addWidget(self.words_box)
        layout.addWidget(quiet(KEY, self))
        layout.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.session.activated.connect(self._other)
        self.stage.activated.connect(self._other)
        self.strip.changed.connect(self._typed)
        self.strip.saved.connect(self.take)
        self.strip.last_wanted.connect(self.take_back)
        self.strip.words_wanted.connect(self._to_words)
        self.table.removed.connect(self._remove)

    @property
    def asked(self) -> Asked:
        """The stage that is typed; the box itself gives back a plain string."""
        return Asked(self.stage.currentData())

    @property
    def chosen(self) -> SessionView | None:
        """The session that is typed."""
        wanted = self.session.currentData()
        held = self.found.sessions if self.found else ()
        return next((one for one in held if one.id == wanted), None)

    def show_course(self, view: CourseView) -> None:
        """Show a course's sessions and the forms of the one that is chosen."""
        if self.view is not None and self.view.head.id != view.head.id:
            self.keep_draft()
        super().show_course(view)
        self._look()

    def arrive(self) -> None:
        """Put the focus on the boxes."""
        self.strip.setFocus()

    def save(self) -> None:
        """Keep a form that is half typed."""
        self.keep_draft()

    def _other(self, _: int) -> None:
        self.keep_draft()
        self._look()
        self.strip.setFocus()

    def _look(self) -> None:
        if self.view is None:
            return
        self.found = self.bench.jobs.read(
            partial(
                read_forms,
                course_id=self.view.head.id,
                session_id=self.session.currentData(),
                asked=self.asked,
            )
        )
        self._list()
        session = self.chosen
        place = f"evaluation:{session.id}:{self.asked.value}" if session else ""
        if place != self._place:
            self._place, self._last = place, None
            self._lay_boxes()
        self._show_count()
        self.table.rows.show(self.found.forms)

    def _list(self) -> None:
        held = self.found.sessions if self.found else ()
        chosen = self.session.currentData()
        with QSignalBlocker(self.session):
            self.session.clear()
            for one in held:
                self.session.addItem(f"{one.ref}  {write_date(one.held_on)}", one.id)
            self.session.setCurrentIndex(max(0, self.session.findData(chosen)) if held else -1)
        self.session.setEnabled(bool(held))
        self.out.show_session(self.chosen, self.asked)

    def _lay_boxes(self) -> None:
        """Lay out the boxes and lines of the stage, with what was half typed in them."""
        while self.words_form.rowCount():
            self.words_form.removeRow(0)
        self.fields = {}
        session = self.chosen
        self.told.clear()
        if session is None:
            self.strip.show_entry(Entry.of(()))
            self.told.setText("This course has no session yet that forms could be of.")
            return
        boxes = boxes_of(session, self.asked)
        self.strip.show_entry(Entry.of(boxes, len(session.delegates)))
        for question in session.asked(self.asked):
            if question.kind is QuestionKind.WORDS:
                line = WordsLine(question.text, self.words_box)
                line.textEdited.connect(self._typed)
                line.saved.connect(self.take)
                line.left.connect(partial(self._step, question.code))
                self.fields[question.code] = line
                self.words_form.addRow(question.text, line)
        self._restore(self.found.draft if self.found else "")

    def _show_count(self) -> None:
        session = self.chosen
        if session is None:
            self.count.clear()
            return
        people = len(session.present(self.asked))
        number = session.count(self.asked)
        self.count.setText(f"{number} of {people} forms" if people else f"{number} forms")

    def _restore(self, draft: str) -> None:
        """Bring back what was half typed; a draft that cannot be read is no draft."""
        self._drafted, self._waiting = draft, []
        if not draft:
            return
        try:
            held = json.loads(draft)
            self._put(held["forms"][0])
            self._waiting = list(held["forms"][1:])
        except (ValueError, KeyError, TypeError, AttributeError, IndexError):
            return
        self.told.setText("This form was half typed when it was last left.")

    def _put(self, held: dict[str, Any]) -> None:
        """Put a form into the boxes and lines."""
        entry = self.strip.entry.cleared()
        values = [str(one) for one in held["values"]]
        self.strip.show_entry(entry.filled(values, int(held["place"])))
        for code, line in self.fields.items():
            line.setText(str(held["words"].get(code, "")))

    def _typing(self) -> dict[str, Any] | None:
        """Return the form in the boxes; None where nothing is typed."""
        entry = self.strip.entry
        words = {code: line.text() for code, line in self.fields.items() if line.text()}
        if entry.untouched and not words:
            return None
        return {"values": entry.values, "place": entry.place, "words": words}

    def draft(self) -> str:
        """Return what is typed and not saved, as it is kept."""
        typing = self._typing()
        held = ([typing] if typing else []) + self._waiting
        return json.dumps({"forms": held}, ensure_ascii=False) if held else ""

    def keep_draft(self) -> None:
        """Keep what is half typed, if it is not kept yet."""
        self._pause.stop()
        line = self.draft()
        if self._place and line != self._drafted:
            self._drafted = line
            keep = partial(drafting.keep, place=self._place, line=line)
            self.bench.jobs.change(drafting.TITLE, keep, merge=self._place)

    def _typed(self, _: str = "") -> None:
        self.told.setText(self._about_number() or self.strip.entry.told)
        self._pause.start()

    def _about_number(self) -> str:
        """Return whose form it is, once a number is typed."""
        session, entry = self.chosen, self.strip.entry
        if session is None or entry.told or not entry.number:
            return ""
        one = next((held for held in session.delegates if held.number == entry.number), None)
        if one is None:
            return ""
        had = self.found is not None and any(row.booking_id == one.id for row in self.found.forms)
        again = " A form is in already: saving this one changes it." if had else ""
        return f"{one.number}: {one.words}.{again}"

    def _to_words(self) -> None:
        if self.fields:
            next(iter(self.fields.values())).setFocus()

    def _step(self, code: str, by: int) -> None:
        codes = list(self.fields)
        place = codes.index(code) + by
        if place < 0:
            self.strip.setFocus()
        elif place < len(codes):
            self.fields[codes[place]].setFocus()

    def take(self) -> None:
        """Save the form and open the next; one that is refused stays as it is typed."""
        session, entry = self.chosen, self.strip.entry
        words = {code: line.text().strip() for code, line in self.fields.items()}
        said: dict[str, int | str | None] = {**entry.answers}
        said |= {code: text for code, text in words.items() if text}
        manager = bool(said.pop(MANAGER, 0))
        if session is None or not said:
            self.told.setText("Nothing is typed yet: a form needs an answer.")
            return
        people = {one.number: one.id for one in session.delegates}
        self._pause.stop()
        verb = partial(
            take_typed,
            session_id=session.id,
            booking_id=people.get(entry.number or 0),
            asked=self.asked,
            answers=said,
            with_manager=manager,
            place=self._place,
        )
        held = self._typing() or {}
        self.strip.show_entry(entry.cleared())
        for line in self.fields.values():
            line.clear()
        if self._waiting:
            self._put(self._waiting.pop(0))
        self._drafted = ""
        self.bench.do(
            f"Type a form of {session.ref}",
            verb,
            then=self._was_taken,
            refused=partial(self._was_refused, held),
        )
        self.strip.setFocus()

    def _was_taken(self, taken: Taken) -> None:
        self._last = taken
        became = {
            Became.CREATED: "is in",
            Became.UPDATED: "is changed",
            Became.UNCHANGED: "was in already, just so",
        }[taken.became]
        self.told.setText(f"Form {taken.number} {became}: write the number on it. U takes it back.")

    def _was_refused(self, held: dict[str, Any], refusal: object) -> None:
        """Bring the form back; what was typed since waits behind it."""
        since = self._typing()
        if since is not None:
            self._waiting.insert(0, since)
        self._put(held)
        self.told.setText(f"! {refusal}")
        self._pause.start()

    def take_back(self) -> None:
        """Take the last form back, as one step of undo, and put its answers into the boxes."""
        session, desk = self.chosen, self.bench.jobs.desk
        if self._last is None or session is None:
            self.told.setText("No form was typed here since this page was opened.")
            return
        if desk.undo_title != f"Type a form of {session.ref}" or self.draft():
            self.told.setText("Something else was done since: remove the form in the list below.")
            return
        before = self.bench.jobs.read(partial(answers_of, form_id=self._last.form_id))
        self._last = None
        self.bench.jobs.undo(partial(self._was_undone, before))

    def _was_undone(self, before: dict[str, str], _: str) -> None:
        entry = self.strip.entry
        values = [before.get(box.code, "") for box in entry.boxes]
        self.strip.show_entry(entry.filled(values, len(values)))
        for code, line in self.fields.items():
            line.setText(before.get(code, ""))
        self.told.setText("The last form is taken back: put it right, then Enter.")
        self.strip.setFocus()
        self._pause.start()

    def _remove(self, form_id: str) -> None:
        self.bench.do("Remove a form", partial(verbs.remove_form, form_id=form_id))
