"""What can be done in the window: one table that feeds menus, the palette, help and the manual."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WindowAction:
    """One thing to do: its words, its key, the menu it stands in and the window's verb for it."""

    code: str
    title: str
    key: str
    menu: str
    verb: str
    writes: bool = False
    """Not offered while the desk is open for reading only."""
    ruled: bool = False
    """A line stands before it in its menu."""


ACTIONS: tuple[WindowAction, ...] = (
    WindowAction("settings", "Desk and settings…", "Ctrl+,", "Desk", "show_settings"),
    WindowAction("back_up", "Back up now", "", "Desk", "back_up", writes=True, ruled=True),
    WindowAction("check", "Check the file now", "", "Desk", "check"),
    WindowAction("sheet", "Recovery sheet…", "", "Desk", "save_sheet"),
    WindowAction("lock", "Lock", "Ctrl+Shift+L", "Desk", "lock", ruled=True),
    WindowAction("quit", "Quit", "Ctrl+Q", "Desk", "close"),
    WindowAction("undo", "Undo", "Ctrl+Z", "Edit", "undo", writes=True),
    WindowAction("redo", "Redo", "Ctrl+Y", "Edit", "redo", writes=True),
    WindowAction("new", "New in this list", "Ctrl+N", "Edit", "new", writes=True, ruled=True),
    WindowAction("filter", "Filter this list", "Ctrl+F", "Edit", "filter"),
    WindowAction("link", "Link to another record…", "Ctrl+L", "Edit", "begin_link", writes=True),
    WindowAction(
        "briefing",
        "Seven-minute briefing from this",
        "Ctrl+B",
        "Edit",
        "make_briefing",
        writes=True,
    ),
    WindowAction(
        "need",
        "Learning need from this",
        "Ctrl+Shift+N",
        "Edit",
        "make_need",
        writes=True,
    ),
    WindowAction("palette", "Search or do…", "Ctrl+K", "View", "show_palette"),
    WindowAction("papers", "Papers of this tab", "Ctrl+P", "View", "show_papers"),
    WindowAction("history", "History of this matter", "Ctrl+H", "View", "show_history"),
    WindowAction("home", "Today", "Alt+Home", "View", "show_home"),
    WindowAction("next_tab", "Next tab", "Ctrl+PgDown", "View", "next_tab", ruled=True),
    WindowAction("previous_tab", "Previous tab", "Ctrl+PgUp", "View", "previous_tab"),
    WindowAction("sections", "Go to the list of sections", "F6", "View", "go_to_sections"),
    WindowAction("larger", "Larger text", "Ctrl++", "View", "larger", ruled=True),
    WindowAction("smaller", "Smaller text", "Ctrl+-", "View", "smaller"),
    WindowAction("lens", "Lens: children, adults, both", "F12", "View", "turn_lens", ruled=True),
    WindowAction("present", "Presenter mode", "F9", "View", "toggle_presenting"),
    WindowAction("keys", "Keys", "F1", "Help", "show_keys"),
)
MENUS = ("Desk", "Edit", "View", "Help")

LIST_KEYS: tuple[tuple[str, str], ...] = (
    ("↑ ↓ ← →", "Move through the lines and cells"),
    ("N", "New; Alt+Backspace in the line takes the last chip for text"),
    ("Enter or F2", "Fill in the cell; Tab and ↑ ↓ go on, Esc leaves; open the meeting"),
    ("E", "Edit the whole record in its form"),
    ("S  O  D", "Actions: status, owner, due date, of all that are ticked or chosen"),
    ("X or Space", "Tick the line, or take the tick off"),
    ("Shift+↑ ↓", "Choose several lines"),
    ("Ctrl+D", "Fill the first chosen line's value down"),
    ("Ctrl+C  Ctrl+V", "Copy the chosen lines for a spreadsheet; paste from one"),
    ("=", "Only lines like this cell"),
    ("V", "View: columns, grouping, named views"),
    ("/", "Filter as you type; Down goes back to the lines"),
    ("Esc", "Leave a question, the ticks, the filter"),
    ("U  C  H", "Actions: add an update, complete, put on hold"),
    ("?", "Show these keys"),
)
"""What keys do while a list has the focus; the letters belong to it alone."""


CALENDAR_KEYS: tuple[tuple[str, str], ...] = (
    ("← → ↑ ↓", "Choose a day; in the year ↑ ↓ go by months"),
    ("PgUp PgDn", "A month back or on; in the year, a year"),
    ("T", "Today"),
    ("M  Y", "Month, year"),
    ("Enter", "Open the day's meeting"),
    ("N", "Plan a meeting on this day"),
    ("P", "Plan a year"),
    ("G", "Choose whose meetings are shown"),
)
"""What keys do on the days of the calendar."""

MINUTES_KEYS: tuple[tuple[str, str], ...] = (
    ("F8", "The next proposal that is left to decide"),
    ("A", "Accept the proposal"),
    ("R", "Refuse it"),
    ("D", "A comment, or a change made by hand, is done"),
    ("Enter", "Write it differently; answer a comment"),
)
"""What keys do on proposals, in the Minutes step."""


FORM_KEYS: tuple[tuple[str, str], ...] = (
    ("1 to 5", "The score of a paper form that is typed; the next box comes by itself"),
    ("0  Space", "No answer; in the first box no number: the form is unnamed"),
    ("Enter", "Save the form and open the next"),
    ("Backspace", "Take a key back"),
    ("↓", "The answers in words"),
    ("U", "Take the last form back to be put right"),
    ("1 to 9, A to Z", "On a comment: the theme of that key, on or off"),
)
"""What keys do on the page of evaluation."""


MEETING_KEYS: tuple[tuple[str, str], ...] = (
    ("Ctrl+1 to Ctrl+5", "The five steps of the meeting"),
    ("Ctrl+Enter", "The line to type in, from anywhere"),
    ("Ctrl+↓  Ctrl+↑", "Next and previous item"),
    ("Ctrl+G", "Go to an item by its number"),
    ("Ctrl+T", "Start or stop the clock of the item"),
    ("Ctrl+D", "Tick the item as discussed, or take the tick off"),
    ("Ctrl+M", "Attendance, and back to the line"),
    ("P  A  D  X", "Attendance: present, apologies, deputy, absent"),
    ("T  L", "Attendance: came late, left early, with the time"),
    ("I  +", "Attendance: declare an interest, add somebody"),
    ("Ctrl+I", "Declare an interest"),
    ("Tab  ↓ ↑", "In the line: take a completion, choose one"),
    ("Backspace", "Right after a short form was written out: bring it back"),
    ("F7", "Next misspelt word, with suggestions and “learn”"),
    ("Ctrl+F", "Find in this meeting; F3 and Shift+F3 go on and back"),
    ("Alt+↑  Alt+↓", "Move a minute up or down"),
    ("Ctrl+Shift+T", "Correct the time of a minute"),
    ("Ctrl+Shift+Del", "Remove a minute"),
    ("?", "Show these keys (outside a text)"),
)
"""What keys do in a meeting."""


def keys_page() -> str:
    """Return the manual's page of keys, as Markdown."""
    everywhere = tuple((act.key, act.title.rstrip("…")) for act in ACTIONS if act.key)
    lines = ["# Keys"]
    for title, keys in (
        ("Everywhere", everywhere),
        ("In a list", LIST_KEYS),
        ("In a meeting", MEETING_KEYS),
        ("On the calendar", CALENDAR_KEYS),
        ("On proposals to the minutes", MINUTES_KEYS),
        ("On evaluation forms", FORM_KEYS),
    ):
        lines += ["", f"## {title}", "", "| Key | What it does |", "|---|---|"]
        lines += [f"| {key} | {words} |" for key, words in keys]
    return "\n".join(lines) + "\n"
