"""Every command of the search box, made from what is declared; and how typed words find one.

Nothing here is a list of its own: window actions, registers, designed pages, papers and the steps
of a meeting say themselves what there is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from safeguard_desk.registers.declare import Place, Register
from safeguard_desk.rules.dates import write_date
from safeguard_desk.ui.shell.actions import ACTIONS

if TYPE_CHECKING:
    from safeguard_desk.papers.request import Paper
    from safeguard_desk.ui.shell.sections import Tab
    from safeguard_desk.views.next_and_last import Body

STEPS: tuple[tuple[str, str], ...] = (
    ("Plan", "plan agenda build"),
    ("Papers", "papers pack"),
    ("Meeting", "meeting minute run room attendance"),
    ("Minutes", "minutes draft approve ratify"),
    ("Follow-up", "follow up follow-up after"),
)
"""The titles of a meeting's steps in their order, with other words for each."""
_LAST, _NEXT = "last previous latest", "next coming upcoming"
_LOOKED_BACK_ON = frozenset({"minutes", "Minutes", "Follow-up"})
"""Papers and steps of which the last meeting's comes before the next one's."""
_SMALL = frozenset(
    {"a", "an", "and", "at", "for", "from", "go", "in", "make", "of", "on", "open", "show"}
    | {"the", "to", "with"}
)
"""Words that people write between those that matter."""
_SHORTEST_PART = 3
"""Letters that a part of a word needs when the word does not begin with it."""


@dataclass(frozen=True)
class Run:
    """What a command does: `what` is one of action, tab, section, new, paper and step."""

    what: str
    tab: str = ""
    code: str = ""
    meeting_id: str = ""
    step: int = 0
    board_id: str | None = None


@dataclass(frozen=True)
class Command:
    """A command: its title, every word it is found by in small letters, its key, what it does.

    Where there is no key, `key` says what opens: a paper.
    """

    title: str
    words: frozenset[str]
    key: str
    run: Run


def _command(title: str, words: str, run: Run, key: str = "") -> Command:
    split = f"{title} {words}".casefold().translate(_SIGNS).split()
    return Command(title, frozenset(split), key, run)


_SIGNS = str.maketrans(dict.fromkeys("():,.…“”", " "))


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """Return the commands that have every word of a text, best first.

    A word is had as a whole, by its beginning, or by three letters within. Small words such as "of"
    need not be there. No text at all finds what is in the menus.
    """
    words = text.casefold().translate(_SIGNS).split()
    if not words:
        return [one for one in commands if one.run.what == "action"]
    rated = [(_rate(one, words), one) for one in commands]
    fitting = [(rate, one) for rate, one in rated if rate]
    fitting.sort(key=lambda pair: -pair[0])  # the order given decides between equals
    return [one for _, one in fitting]


def _rate(command: Command, words: Sequence[str]) -> int:
    """Return how well a command has the words; 0 when it lacks one, or when all are small."""
    total = 0
    for word in words:
        rate = _rate_word(command.words, word)
        if not rate and word not in _SMALL:
            return 0
        total += rate
    return total


def _rate_word(known: Iterable[str], word: str) -> int:
    if word in known:
        return 4
    if any(one.startswith(word) for one in known):
        return 3
    return int(len(word) >= _SHORTEST_PART and any(word in one for one in known))


@dataclass(frozen=True)
class Known:
    """What commands are made for: the tabs shown, the bodies that meet, and the boards.

    current: the code of the tab that is shown; its commands come first.
    """

    tabs: tuple["Tab", ...]
    bodies: tuple["Body", ...]
    boards: tuple[tuple[str, str, str], ...]
    current: str
    writable: bool = True


def commands(known: Known) -> tuple[Command, ...]:
    """Return every command there is, in the order that decides between equals."""
    tabs = sorted(known.tabs, key=lambda tab: tab.code != known.current)
    shown = {tab.group_id for tab in tabs}
    order = {tab.group_id: place for place, tab in enumerate(tabs)}
    bodies = [one for one in known.bodies if one.board or one.id in shown]
    bodies.sort(key=lambda one: order.get(one.id, len(order)))
    made = [*_of_window(known.writable)]
    for tab in tabs:
        made += _of_tab(tab, known.writable)
    made += _papers(known, tabs, bodies)
    made += [one for body in bodies for one in _steps(body)]
    return tuple(made)


def _of_window(writable: bool) -> Iterator[Command]:
    for act in ACTIONS:
        if act.code != "palette" and (writable or not act.writes):
            yield _command(act.title.rstrip("…"), act.menu, Run("action", code=act.code), act.key)


def _of_tab(tab: "Tab", writable: bool) -> Iterator[Command]:
    words = _tab_words(tab)
    yield _command(f"Go to {tab.title}", f"tab {words}", Run("tab", tab.code))
    for register in tab.registers if writable else ():
        if register.create is not None:
            title = f"New {register.one}{_in(tab)}"
            yield _command(title, f"add {words}", Run("new", tab.code, register.code))
    for section in tab.sections:
        one = section.one if isinstance(section, Register) else ""
        title = f"Go to {section.title}{_in(tab)}"
        yield _command(title, f"list {one} {words}", Run("section", tab.code, section.code))


def _in(tab: "Tab") -> str:
    if isinstance(tab.kind, Place):
        return "" if tab.kind is Place.HOME else f": {tab.title.lower()}"
    return f": {tab.code}"


def _tab_words(tab: "Tab") -> str:
    return tab.title if isinstance(tab.kind, Place) else f"{tab.code} {tab.title}"


def _steps(body: "Body") -> Iterator[Command]:
    for place, (title, words) in enumerate(STEPS):
        for meeting, day, when in _meetings(body, title):
            run = Run("step", meeting_id=meeting, step=place)
            told = f"{title} step: {_told(body, day, when)}"
            yield _command(told, f"{words} {body.name} {_when(when)}", run)


def _meetings(body: "Body", what: str) -> Iterator[tuple[str, date, str]]:
    found = [(body.next, "next"), (body.last, "last")]
    for one, when in reversed(found) if what in _LOOKED_BACK_ON else found:
        if one is not None:
            yield *one, when


def _told(body: "Body", day: date, when: str) -> str:
    return f"{body.code}, {write_date(day)} ({when})"


def _when(when: str) -> str:
    return _LAST if when == "last" else _NEXT


def _papers(known: Known, tabs: Sequence["Tab"], bodies: Sequence["Body"]) -> Iterator[Command]:
    from safeguard_desk.papers import PAPERS
    from safeguard_desk.ui.papers.shelf import fitting

    for paper in PAPERS.values():
        for body in bodies if paper.needs == {"meeting"} else ():
            yield from _meeting_papers(paper, body)
    for tab in tabs:
        if any(page.code == "papers" for page in tab.pages):
            for paper in fitting(tab):
                yield from _tab_papers(paper, tab, known.boards)


def _meeting_papers(paper: "Paper", body: "Body") -> Iterator[Command]:
    for meeting, day, when in _meetings(body, paper.kind):
        run = Run("paper", code=paper.kind, meeting_id=meeting)
        title = f"{paper.title}: {_told(body, day, when)}"
        yield _command(title, f"paper print {body.name} {_when(when)}", run, "paper")


def _tab_papers(
    paper: "Paper", tab: "Tab", boards: Sequence[tuple[str, str, str]]
) -> Iterator[Command]:
    """Return a paper of a tab, for each board where it is made for one."""
    whose = "all groups" if tab.group_id is None else tab.code
    words = f"paper print {_tab_words(tab)}"
    if "board" not in paper.needs:
        run = Run("paper", tab.code, paper.kind)
        yield _command(f"{paper.title}: {whose}", words, run, "paper")
        return
    for board_id, code, name in boards:
        run = Run("paper", tab.code, paper.kind, board_id=board_id)
        yield _command(f"{paper.title} to {code}: {whose}", f"{words} {name}", run, "paper")
