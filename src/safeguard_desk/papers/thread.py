"""The thread of a record as a paper: the drawing, and everything on it as a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import (
    Block,
    Chart,
    ChartKind,
    Column,
    Document,
    Figure,
    Flow,
    FlowBox,
    Heading,
    Orientation,
    Role,
    Tone,
)
from safeguard_desk.errors import Refusal
from safeguard_desk.papers.parts import created, lead, marking, small, table
from safeguard_desk.papers.request import Request
from safeguard_desk.papers.wording import boards_of, count
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import Marking
from safeguard_desk.rules.terms_thread import Stage
from safeguard_desk.views import groups as group_views
from safeguard_desk.views.thread import Key, Node, Thread, thread

MOST = 7
"""Boxes of a column that are drawn; the list holds all of them."""
_LIST = (
    Column("Stage", fixed=27),
    Column("Ref", role=Role.REF),
    Column("What", 3),
    Column("State", 1.5),
    Column("Day", role=Role.DATE),
    Column("Came from", 1.7),
    Column("Leads to", 1.7),
    Column("Missing", 1.3),
)


@dataclass(frozen=True)
class ThreadFacts:
    """What the paper says; without the restricted part `left_out` tells how much is not shown."""

    organisation: str
    copy: str
    today: date
    thread: Thread
    left_out: int
    restricted: bool

    @property
    def about(self) -> Node:
        """The record that the thread was asked for."""
        found = self.thread.node(self.thread.about)
        assert found is not None  # noqa: S101 - collect refuses a thread without it
        return found


def collect(reader: Reader, request: Request) -> ThreadFacts:
    """Return a thread; refuses one that was asked for by a restricted record in an open copy."""
    if request.about is None:
        raise Refusal(
            "This paper is made of a record, and none was named.",
            "Nothing was made.",
            "Choose the record first.",
        )
    whole = thread(reader, *request.about)
    seen = whole.shown(hidden=request.restricted)
    if seen.node(seen.about) is None:
        raise Refusal(
            "This record belongs to the restricted part.",
            "Nothing was made.",
            "Ask for the copy with the restricted part.",
        )
    return ThreadFacts(
        organisation=group_views.partnership(reader),
        copy=request.copy,
        today=reader.today,
        thread=seen,
        left_out=len(whole.nodes) - len(seen.nodes),
        restricted=request.restricted and any(node.hidden for node in whole.nodes),
    )


def name(reader: Reader, request: Request) -> str:
    """Return what the file of a thread is called."""
    about = collect(reader, request).about
    return f"Thread of {about.ref or about.title[:40]}"


def compose(facts: ThreadFacts) -> Document:
    """Return the thread lying on its side: drawn, then listed."""
    about = facts.about
    return Document(
        title=f"Golden thread of {about.ref}".strip() if about.ref else "Golden thread",
        subtitle=f"{about.title}. As on {write_date(facts.today)}",
        organisation=boards_of(facts.organisation),
        blocks=tuple(_blocks(facts)),
        created=created(facts.today),
        footer=facts.copy,
        marking=marking(
            Marking.OFFICIAL_SENSITIVE if facts.restricted else Marking.OFFICIAL,
            restricted=facts.restricted,
        ),
        orientation=Orientation.LANDSCAPE,
        subject="What was found, what followed, and whether practice changed",
    )


def _blocks(facts: ThreadFacts) -> Iterator[Block]:
    gaps = facts.thread.gaps
    words = f"{count(len(facts.thread.nodes), 'record')} on this thread"
    yield lead(f"{words}; something is missing after {len(gaps)}." if gaps else f"{words}.")
    if facts.left_out:
        yield small(f"{count(facts.left_out, 'restricted record')} left out of this copy.")
    if facts.thread.more:
        yield small("There is more on this thread than is shown.")
    yield Figure(drawn(facts.thread), caption="The thread, drawn")
    yield Heading(1, "Everything on the thread")
    yield table(_LIST, _rows(facts.thread), "The thread as a list", 1)


def drawn(whole: Thread) -> Chart:
    """Return the thread as a flow: a column for each stage, at most `MOST` boxes in each."""
    stages = [stage for stage in Stage if whole.at(stage)]
    kept = [node for stage in stages for node in _kept(whole, stage)]
    place = {node.key: number for number, node in enumerate(kept)}
    boxes = [_box(node, stages.index(node.stage), whole.about) for node in kept]
    for column, stage in enumerate(stages):
        more = len(whole.at(stage)) - len(_kept(whole, stage))
        if more:
            boxes.append(FlowBox(column, "", f"and {more} more, in the list", ""))
    steps = tuple(
        (place[edge.earlier], place[edge.later])
        for edge in whole.edges
        if edge.earlier in place and edge.later in place
    )
    titles = tuple(stage.label for stage in stages)
    return Chart(ChartKind.FLOW, "Golden thread", titles, (), flow=Flow(tuple(boxes), steps))


def _kept(whole: Thread, stage: Stage) -> list[Node]:
    """Return the records of a stage that are drawn, those of the line of the one asked for first.

    Where there is no room for all, those after which something is missing come before others.
    """
    held = sorted(whole.at(stage), key=lambda node: (node.key != whole.about, not node.gap))
    chosen = {node.key for node in held[:MOST]}
    line = whole.lineage()
    kept = [node for node in whole.at(stage) if node.key in chosen]
    return sorted(kept, key=lambda node: (node.key != whole.about, node.key not in line))


def _box(node: Node, column: int, about: Key) -> FlowBox:
    tone = Tone(node.rating.value) if node.rating is not None else None
    return FlowBox(
        column,
        node.ref,
        node.title,
        node.standing,
        tone=tone,
        missing=node.gap,
        about=node.key == about,
    )


def _rows(whole: Thread) -> Iterator[tuple[str | date | None, ...]]:
    for node in whole.nodes:
        yield (
            *(node.stage.label, node.ref, node.title, node.standing, node.on),
            *(whole.came_from(node.key), whole.leads_to(node.key), node.gap),
        )
