"""Commands of the search box: made from what is declared, and found by parts of their words."""

from datetime import date

import pytest

from safeguard_desk.registers.declare import Place
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.ui.meeting.workspace import STEPS as WORKSPACE_STEPS
from safeguard_desk.ui.shell.actions import ACTIONS
from safeguard_desk.ui.shell.commands import STEPS, Command, Known, commands, matching
from safeguard_desk.ui.shell.sections import Tab, pages_of, registers_of
from safeguard_desk.views.next_and_last import Body

GROUPS = (
    ("QA", "Quality Assurance", GroupKind.QUALITY),
    ("LD", "Learning and Development", GroupKind.LEARNING),
    ("CR", "Case Review", GroupKind.REVIEW),
)
LAST, NEXT = date(2026, 11, 3), date(2027, 1, 14)


def tab(code: str, title: str, group_id: str | None, kind: GroupKind | Place) -> Tab:
    return Tab(code, title, group_id, kind, registers_of(kind), pages_of(kind))


HOME = tab("home", "Home", None, Place.HOME)
TABS = (
    HOME,
    *(tab(code, name, f"g{code}", kind) for code, name, kind in GROUPS),
    tab("boards", "Boards", None, Place.BOARDS),
    tab("directory", "Directory", None, Place.DIRECTORY),
)
BODIES = (
    *(Body(f"g{c}", c, n, False, (f"last{c}", LAST), (f"next{c}", NEXT)) for c, n, _ in GROUPS),
    Body("gHSCB", "HSCB", "Safeguarding Children Board", True, None, ("nextHSCB", NEXT)),
)
BOARDS = (
    ("b1", "HSCB", "Safeguarding Children Board"),
    ("b2", "HSAB", "Safeguarding Adults Board"),
)


def known(current: str = "QA", *, writable: bool = True) -> Known:
    return Known(TABS, BODIES, BOARDS, current, writable)


def first(text: str, current: str = "QA") -> Command:
    return matching(commands(known(current)), text)[0]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("new action", "New action: QA"),
        ("new action LD", "New action: LD"),
        ("action new", "New action: QA"),
        ("add action in case review", "New action: CR"),
        ("new risk in QA", "New risk: QA"),
        ("new agency", "New agency: directory"),
        ("calendar", "Go to Calendar"),
        ("today", "Today"),
        ("forward plan QA", "Go to Forward plan: QA"),
        ("learning forward", "Go to Forward plan: LD"),
        ("minutes of last QA", "Minutes: QA, 3 Nov 2026 (last)"),
        ("last minutes quality", "Minutes: QA, 3 Nov 2026 (last)"),
        ("minutes of the previous LD", "Minutes: LD, 3 Nov 2026 (last)"),
        ("agenda next LD", "Agenda: LD, 14 Jan 2027 (next)"),
        ("agenda ld", "Agenda: LD, 14 Jan 2027 (next)"),
        ("agenda of the next board HSCB", "Agenda: HSCB, 14 Jan 2027 (next)"),
        ("tracker CR", "Action tracker: CR"),
        ("tracker all", "Action tracker: all groups"),
        ("board report HSCB", "Board report to HSCB: QA"),
        ("board report adults all groups", "Board report to HSAB: all groups"),
        ("minute QA", "Meeting step: QA, 14 Jan 2027 (next)"),
        ("plan next CR", "Plan step: CR, 14 Jan 2027 (next)"),
        ("follow-up last qa", "Follow-up step: QA, 3 Nov 2026 (last)"),
        ("go to directory", "Go to Directory"),
        ("tab LD", "Go to Learning and Development"),
        ("back up", "Back up now"),
        ("BACKUP", ""),
        ("lock", "Lock"),
        ("presen", "Presenter mode"),
    ],
)
def test_typed_words_find(typed: str, title: str) -> None:
    found = matching(commands(known()), typed)
    assert (found[0].title if found else "") == title


def test_every_word_must_be_had_but_for_small_ones() -> None:
    made = commands(known())
    assert matching(made, "new action elsewhere") == []
    assert matching(made, "of the") == [] or all(one.words for one in matching(made, "of the"))
    assert {one.run.what for one in matching(made, "  ")} == {"action"}


def test_the_tab_that_is_shown_comes_first() -> None:
    assert first("new action", "LD").title == "New action: LD"
    assert first("agenda", "CR").title == "Agenda: CR, 14 Jan 2027 (next)"


def test_every_window_action_register_page_and_step_has_a_command() -> None:
    made = commands(known())
    keys = {one.run.code for one in made if one.run.what == "action"}
    assert keys == {act.code for act in ACTIONS} - {"palette"}
    sections = {(one.run.tab, one.run.code) for one in made if one.run.what == "section"}
    assert sections == {(tab.code, section.code) for tab in TABS for section in tab.sections}
    steps = {(one.run.meeting_id, one.run.step) for one in made if one.run.what == "step"}
    assert len(steps) == 7 * len(STEPS)
    assert len({one.title for one in made}) == len(made)


def test_the_steps_are_those_of_the_meeting() -> None:
    assert [title for title, _ in STEPS] == [step.title for step in WORKSPACE_STEPS]


def test_nothing_that_writes_is_offered_while_the_desk_is_read_only() -> None:
    made = commands(known(writable=False))
    assert not [one for one in made if one.run.what == "new"]
    writing = {act.code for act in ACTIONS if act.writes}
    assert writing
    assert not writing & {one.run.code for one in made if one.run.what == "action"}


def test_a_tab_that_is_not_shown_has_no_commands() -> None:
    shown = tuple(tab for tab in TABS if not tab.restricted)
    made = commands(Known(shown, BODIES, BOARDS, "QA"))
    assert not [one.title for one in made if "CR" in one.title]
    assert matching(made, "agenda HSCB")
