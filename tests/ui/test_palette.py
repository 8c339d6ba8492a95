"""The search box by keyboard: headings, arrows, and Enter that opens the place itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from tests.ui.hand import Hand

from safeguard_desk.models import Action, AgendaItem, Matter, Meeting, MinuteEntry, Paper
from safeguard_desk.ui.meeting.minutes import MinutesStep
from safeguard_desk.ui.meeting.papers import PapersStep
from safeguard_desk.ui.meeting.plan import PlanStep
from safeguard_desk.ui.meeting.workspace import MeetingWorkspace
from safeguard_desk.ui.papers.shelf import PaperShelf
from safeguard_desk.ui.shell.palette_rows import WHAT
from safeguard_desk.ui.shell.tab_page import TabPage
from safeguard_desk.work import papers
from safeguard_desk.work.papers import Content

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def typed(hand: Hand, words: str) -> list[str]:
    """Open the box with its key, type, and return its lines once the desk was searched."""
    QTest.keyClick(hand.window, Key.Key_K, CONTROL)
    box = hand.window.palette_box
    assert box.isVisible()
    QTest.keyClicks(box.line, words)
    box._soon.stop()
    box._search()
    hand.settle()
    return [box.list.item(row).text() for row in range(box.list.count())]


def chosen(hand: Hand) -> str:
    item = hand.window.palette_box.list.currentItem()
    return item.text() if item is not None else ""


def go_to(hand: Hand, kind: str, record_id: str) -> None:
    """Press Down until a record is chosen, and Enter."""
    box = hand.window.palette_box
    for _ in range(box.list.count()):
        item = box.list.currentItem()
        if item is not None and item.data(WHAT) == (kind, record_id):
            hand.press(Key.Key_Return, box.line)
            return
        hand.press(Key.Key_Down, box.line)
    pytest.fail("it was not among what was found")


def page(hand: Hand) -> TabPage:
    found = hand.window.page()
    assert found is not None
    return found


def meeting(hand: Hand) -> MeetingWorkspace:
    found = page(hand).meeting
    assert found is not None
    return found


def attach(hand: Hand, meeting_id: str, words: str, **options: bool) -> str:
    content = Content("audit.txt", "text/plain", words.encode(), words)
    made: list[str] = []

    def verb(uow: object) -> None:
        paper = papers.attach(uow, meeting_id, "Audit of neglect", content)  # type: ignore[arg-type]
        paper.restricted = options.get("restricted", False)
        made.append(paper.id)

    hand.do(verb)
    return made[0]


def coming(hand: Hand) -> str:
    return str(hand.held(Meeting, "id", ref="QA-2027-01-19")[0])


def test_what_is_found_stands_under_headings_with_its_place(hand: Hand) -> None:
    lines = typed(hand, "audit returns from every")
    place = lines.index("Actions") + 1
    box = hand.window.palette_box
    assert not box.list.item(lines.index("Actions")).flags() & Qt.ItemFlag.ItemIsSelectable
    spoken = box.list.item(place).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("QA · 14 Jul 2026 · item 4 · QA-0002 · Probation")


def test_the_arrows_pass_over_headings_and_stop_at_the_ends(hand: Hand) -> None:
    typed(hand, "audit")
    box = hand.window.palette_box
    rows = [n for n in range(box.list.count()) if box.list.item(n).data(WHAT) is not None]
    assert len(rows) > 9
    assert box.list.currentRow() == rows[0]
    passed = [box.list.currentRow()]
    for _ in rows:
        hand.press(Key.Key_Down, box.line)
        passed.append(box.list.currentRow())
    assert passed == [*rows, rows[-1]]
    hand.press(Key.Key_PageUp, box.line)
    assert box.list.currentRow() == rows[-9]
    hand.press(Key.Key_PageDown, box.line)
    assert box.list.currentRow() == rows[-1]
    for _ in rows:
        hand.press(Key.Key_Up, box.line)
    assert box.list.currentRow() == rows[0]


def test_typing_alone_searches_after_a_moment(hand: Hand) -> None:
    QTest.keyClick(hand.window, Key.Key_K, CONTROL)
    box = hand.window.palette_box
    QTest.keyClicks(box.line, "QA-0002")
    assert box._soon.isActive()
    QTest.qWait(box._soon.interval() + 60)
    hand.settle()
    assert box.list.currentItem().data(WHAT) == (
        "actions",
        hand.held(Action, "id", ref="QA-0002")[0],
    )


def test_an_entry_of_the_minutes_opens_its_meeting_at_that_entry(hand: Hand) -> None:
    with hand.desk.read() as reader:
        row = reader.one(
            select(MinuteEntry.id, MinuteEntry.meeting_id, MinuteEntry.item_id).where(
                MinuteEntry.text.contains("fire brigade's home visits")
            )
        )
    assert row is not None
    entry, meeting_id, _ = row
    typed(hand, "fire brigade home visits")
    go_to(hand, "minute_entries", entry)
    assert meeting(hand).meeting_id == meeting_id
    step = meeting(hand).step
    assert isinstance(step, MinutesStep)
    assert step.list._wanted == entry
    widget = step.list._widgets[entry]
    shown = step.list.viewport().rect()
    assert shown.intersects(
        widget.rect().translated(widget.mapTo(step.list.viewport(), widget.rect().topLeft()))
    )


def test_a_paper_opens_its_meetings_papers_with_it_chosen(hand: Hand) -> None:
    attach(hand, coming(hand), "Nothing of the kind.")
    paper = attach(hand, coming(hand), "The voice of the sibling was heard in nine of ten visits.")
    lines = typed(hand, "voice of the sibling")
    assert lines[lines.index("Papers") + 1] == "Audit of neglect"
    go_to(hand, "papers", paper)
    step = meeting(hand).step
    assert isinstance(step, PapersStep)
    assert step.view.chosen == paper


def test_an_item_not_yet_minuted_is_chosen_on_the_agenda(hand: Hand) -> None:
    wanted = hand.held(AgendaItem, "id", meeting_id=coming(hand), code="tracker")
    typed(hand, "action tracker")
    go_to(hand, "agenda_items", wanted[0])
    step = meeting(hand).step
    assert isinstance(step, PlanStep)
    assert step.agenda.view.chosen == wanted[0]


def test_a_matter_opens_its_list(hand: Hand) -> None:
    group_id = hand.tab("QA").tab.group_id

    def add(uow: object) -> None:
        uow.add(Matter(group_id=group_id, title="Transition to adulthood"))  # type: ignore[attr-defined]

    hand.do(add)
    typed(hand, "transition adulthood")
    go_to(hand, "matters", hand.held(Matter, "id", title="Transition to adulthood")[0])
    panel = page(hand).panel()
    assert panel is not None
    assert panel.register.kind == "matters"
    assert panel.table.current_id() == hand.held(Matter, "id", title="Transition to adulthood")[0]


def test_new_action_is_typed_and_its_form_is_there(hand: Hand) -> None:
    hand.tab("LD")
    typed(hand, "new action QA")
    assert chosen(hand) == "New action: QA"
    hand.press(Key.Key_Return, hand.window.palette_box.line)
    panel = page(hand).panel()
    assert page(hand).tab.code == "QA"
    assert panel is not None
    assert panel.register.code == "actions"
    assert panel.detail is not None
    assert panel.detail.isVisible()
    assert panel.detail.form.isVisible()


def test_minutes_of_the_last_meeting_are_shown_as_a_paper(hand: Hand) -> None:
    typed(hand, "minutes of last QA")
    assert chosen(hand).startswith("Minutes: QA, ")
    hand.press(Key.Key_Return, hand.window.palette_box.line)
    viewer = meeting(hand)._preview
    assert viewer is not None
    assert viewer.isVisible()
    assert meeting(hand).picture.head.ref == "QA-2026-11-17"


def test_a_step_of_the_next_meeting_is_shown(hand: Hand) -> None:
    typed(hand, "plan next QA")
    hand.press(Key.Key_Return, hand.window.palette_box.line)
    assert meeting(hand).meeting_id == coming(hand)
    assert isinstance(meeting(hand).step, PlanStep)


@pytest.mark.parametrize(
    ("words", "kind"), [("tracker QA", "tracker"), ("board report HSAB QA", "board-report")]
)
def test_a_paper_of_a_tab_is_made_on_its_shelf(hand: Hand, words: str, kind: str) -> None:
    typed(hand, words)
    hand.press(Key.Key_Return, hand.window.palette_box.line)
    shelf = page(hand).shown()
    assert isinstance(shelf, PaperShelf)
    assert shelf.kind.currentData() == kind
    if kind == "board-report":
        assert "Adults" in shelf.board.currentText() or "HSAB" in shelf.board.currentText()
    assert shelf.preview.shown is not None


@pytest.mark.parametrize(("words", "code"), [("calendar", "calendar"), ("risks QA", "risks")])
def test_a_section_is_shown(hand: Hand, words: str, code: str) -> None:
    typed(hand, words)
    hand.press(Key.Key_Return, hand.window.palette_box.line)
    shown = page(hand)
    assert shown._codes()[shown.sections.currentRow()] == code


def test_nothing_restricted_is_found_while_presenting(hand: Hand) -> None:
    secret = attach(hand, coming(hand), "The sibling's school was told.", restricted=True)
    open_paper = attach(hand, coming(hand), "The sibling's visits.")
    item = str(hand.held(AgendaItem, "id", meeting_id=coming(hand))[-1])

    def restrict(uow: object) -> None:
        uow.get(AgendaItem, item).restricted = True  # type: ignore[attr-defined]
        uow.get(Paper, open_paper).item_id = item  # type: ignore[attr-defined]

    visible = {"papers"}
    for presenting in (False, True):
        if presenting:
            hand.window.toggle_presenting()
            hand.settle()
        typed(hand, "sibling")
        box = hand.window.palette_box
        found = [box.list.item(n).data(WHAT) for n in range(box.list.count())]
        ids = {what[1] for what in found if isinstance(what, tuple) and what[0] in visible}
        assert (secret in ids) is not presenting
        assert open_paper in ids
        box.leave()
    hand.do(restrict)
    typed(hand, "sibling")
    assert chosen(hand) == "", "a paper under a restricted item is restricted too"
    hand.window.palette_box.leave()
    typed(hand, "agenda CR")
    assert not chosen(hand).startswith("Agenda: CR")
    hand.window.palette_box.leave()
    hand.window.toggle_presenting()


def test_escape_leaves_and_the_words_found_are_gone(hand: Hand) -> None:
    typed(hand, "neglect")
    box = hand.window.palette_box
    hand.press(Key.Key_Escape, box.line)
    assert not box.isVisible()
    assert box.list.count() == 0
    assert typed(hand, "zzzzz") == ["Nothing on the desk fits these words."]
    hand.press(Key.Key_Return, box.line)
    assert box.isVisible()
