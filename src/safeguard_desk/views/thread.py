"""The golden thread of a record: what it came from, what came of it, and where it stops short."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, literal, or_, select, tuple_

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import KINDS, Course, CourseContent, CourseVersion, Link, MinuteEntry
from safeguard_desk.rules.terms import ActionStatus, GroupKind, Rating
from safeguard_desk.rules.terms_learning import NeedState
from safeguard_desk.rules.terms_thread import FindingKind, LinkKind, Response, Stage
from safeguard_desk.views.places import Places
from safeguard_desk.views.thread_nodes import Facts, facts_of

Key = tuple[str, str]
"""The kind and id of a record."""
MOST = 150
"""Records of one thread that are shown; a thread that holds more says so."""


class Parent(NamedTuple):
    """Where records of a kind name the record that they came from."""

    child: str
    kind: str
    """The kind of the parent; or, where the child names it, the field that does, with a dot."""
    field: str
    link: LinkKind


PARENTS: tuple[Parent, ...] = (
    Parent("findings", ".source_kind", "source_id", LinkKind.FOUND),
    Parent("recommendations", "findings", "finding_id", LinkKind.RECOMMENDS),
    Parent("recommendations", ".source_kind", "source_id", LinkKind.RECOMMENDS),
    Parent("learning_points", "findings", "finding_id", LinkKind.LED_TO),
    Parent("learning_points", ".source_kind", "source_id", LinkKind.LED_TO),
    Parent("actions", ".source_kind", "source_id", LinkKind.CARRIED_OUT_BY),
    Parent("actions", "agenda_items", "item_id", LinkKind.LED_TO),
    Parent("audits", "audits", "re_audit_of_id", LinkKind.CHECKED_BY),
    Parent("learning_products", ".source_kind", "source_id", LinkKind.LED_TO),
    Parent("learning_needs", ".source_kind", "source_id", LinkKind.LED_TO),
    Parent("training_sessions", "courses", "course_id", LinkKind.TRAINED_BY),
    Parent("challenges", ".source_kind", "source_id", LinkKind.LED_TO),
    Parent("impact_checks", "recommendations", "recommendation_id", LinkKind.CHECKED_BY),
    Parent("impact_checks", "reviews", "review_id", LinkKind.CHECKED_BY),
)
"""What records tell by themselves; everything else is a link that somebody, or a verb, has made."""
_NEARER = {
    "recommendations": "finding_id",
    "learning_points": "finding_id",
    "impact_checks": "recommendation_id",
}
"""Kinds whose source is told through their finding, where they have one."""


@dataclass(frozen=True)
class Edge:
    """A step from an earlier record to a later one; link_id where it can be taken away."""

    earlier: Key
    later: Key
    words: str
    link_id: str | None = None

    @property
    def back(self) -> str:
        """The step told from its later end."""
        return next((kind.back for kind in LinkKind if kind.label == self.words), "came from")


@dataclass(frozen=True)
class Node:
    """A record of a thread. `gap` says what is missing after it; empty where nothing is."""

    kind: str
    id: str
    stage: Stage
    ref: str
    title: str
    state: str
    rating: Rating | None
    on: date | None
    gap: str
    hidden: bool
    """It is restricted, or belongs to case reviews: not shown while the screen is shared."""

    @property
    def key(self) -> Key:
        """Return what the node is known by."""
        return self.kind, self.id

    @property
    def standing(self) -> str:
        """Return its rating and its state in words."""
        rating = self.rating.label if self.rating is not None else ""
        return ", ".join(filter(None, (rating, self.state)))

    @property
    def called(self) -> str:
        """Return its reference; the words of one that has none."""
        words = self.ref or self.title
        return f"the verdict of {words}" if self.stage is Stage.VERDICT else words


@dataclass(frozen=True)
class Thread:
    """A thread: its records by stage and day, the steps between them, and the record asked for."""

    about: Key
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    more: bool = False

    def node(self, key: Key) -> Node | None:
        """Return a node by its key."""
        return next((node for node in self.nodes if node.key == key), None)

    def at(self, stage: Stage) -> tuple[Node, ...]:
        """Return the nodes of a stage."""
        return tuple(node for node in self.nodes if node.stage is stage)

    @property
    def gaps(self) -> tuple[Node, ...]:
        """Return the nodes at which the thread stops short."""
        return tuple(node for node in self.nodes if node.gap)

    def came_from(self, key: Key) -> str:
        """Return what a node came from and how: "carries out QA-REC-0001"; empty for nothing."""
        return self._told((one.back, one.earlier) for one in self.edges if one.later == key)

    def leads_to(self, key: Key) -> str:
        """Return what followed from a node and how: "carried out by QA-0001"."""
        after = (one for one in self.edges if one.earlier == key)
        return self._told((one.words.lower(), one.later) for one in after)

    def _told(self, steps: Iterable[tuple[str, Key]]) -> str:
        told: dict[str, list[str]] = {}
        for words, key in steps:
            node = self.node(key)
            if node is not None:
                told.setdefault(words, []).append(node.called)
        return "; ".join(f"{how} {', '.join(dict.fromkeys(them))}" for how, them in told.items())

    def lineage(self) -> frozenset[Key]:
        """Return the record asked for, all that led to it and all that followed from it."""
        found = {self.about}
        for back in (False, True):
            front = {self.about}
            while front:
                ends = ((e.later, e.earlier) if back else (e.earlier, e.later) for e in self.edges)
                front = {end for begin, end in ends if begin in front} - found
                found |= front
        return frozenset(found)

    def shown(self, *, hidden: bool) -> "Thread":
        """Return the thread without what is restricted, unless `hidden` may be shown."""
        if hidden:
            return self
        kept = tuple(node for node in self.nodes if not node.hidden)
        keys = {node.key for node in kept}
        edges = (one for one in self.edges if one.earlier in keys and one.later in keys)
        return Thread(self.about, kept, tuple(edges), self.more)


def thread(reader: Reader, kind: str, record_id: str) -> Thread:
    """Return the thread that a record is on; refuses a record that is gone."""
    about = kind, record_id
    known: dict[Key, None] = {about: None}
    edges: dict[tuple[Key, Key], Edge] = {}
    front: list[Key] = [about]
    more = False
    while front and not more:
        reached: list[Key] = []
        for edge in edges_of(reader, front):
            edges.setdefault((edge.earlier, edge.later), edge)
            for end in (edge.earlier, edge.later):
                if end in known or not _goes_on(end, edge):
                    continue
                if len(known) >= MOST:
                    more = True
                    break
                known[end] = None
                reached.append(end)
        front = [key for key in reached if key[0] != "agenda_items"]
    facts = facts_of(reader, known)
    if about not in facts:
        raise Refusal("That is no longer there.", "", "It may have been undone.")
    kept = [edge for edge in edges.values() if edge.earlier in facts and edge.later in facts]
    places = Places(reader)
    nodes = [_node(places, key, facts[key], kept) for key in known if key in facts]
    nodes += [verdict for node in tuple(nodes) for verdict in _verdict(facts[node.key], node)]
    kept += [
        Edge((node.kind.removeprefix("verdict "), node.id), node.key, LinkKind.ANSWERED_BY.label)
        for node in nodes
        if node.stage is Stage.VERDICT
    ]
    nodes.sort(key=lambda node: (list(Stage).index(node.stage), node.on or date.max, node.ref))
    return Thread(about, tuple(nodes), tuple(kept), more)


def _goes_on(end: Key, edge: Edge) -> bool:
    """Say whether a thread goes on through a record: an agenda item only says where it began."""
    return not (end[0] == "agenda_items" and edge.later[0] != "actions")


def find(reader: Reader, ref: str) -> Key:
    """Return the kind and id of a record by its reference; refuses one that nothing has."""
    wanted = ref.strip().upper()
    for kind, model in KINDS.items():
        columns: Any = model.__table__.c
        if "ref" in columns:
            found = reader.scalar(select(columns.id).where(columns.ref == wanted))
            if found is not None:
                return kind, found
    raise Refusal(
        f"Nothing has the reference “{ref}”.", "Nothing was made.", "`list FILE WHAT` names them."
    )


def edges_of(reader: Reader, keys: Collection[Key]) -> Iterator[Edge]:
    """Yield every step that begins or ends at one of some records."""
    yield from _links(reader, keys)
    yield from _taught(reader, keys)
    by_kind: dict[str, list[str]] = {}
    for kind, record_id in keys:
        by_kind.setdefault(kind, []).append(record_id)
    for parent in PARENTS:
        if parent.child in KINDS:
            yield from _told(reader, parent, by_kind)


def _links(reader: Reader, keys: Collection[Key]) -> Iterator[Edge]:
    wanted = list(keys)
    statement = select(
        Link.from_kind, Link.from_id, Link.to_kind, Link.to_id, Link.kind, Link.id
    ).where(
        or_(
            tuple_(Link.from_kind, Link.from_id).in_(wanted),
            tuple_(Link.to_kind, Link.to_id).in_(wanted),
        )
    )
    for from_kind, from_id, to_kind, to_id, kind, link_id in reader.rows(statement):
        yield Edge((from_kind, from_id), (to_kind, to_id), kind.label, link_id)


def _taught(reader: Reader, keys: Collection[Key]) -> Iterator[Edge]:
    """Yield what courses carry: the content of their newest version, where it is a record."""
    wanted = list(keys)
    courses = [record_id for kind, record_id in keys if kind == "courses"]
    c, v = CourseContent, CourseVersion
    newest = (
        select(func.max(v.number))
        .where(v.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )
    statement = (
        select(c.source_kind, c.source_id, Course.id)
        .join(v, v.id == c.course_version_id)
        .join(Course, Course.id == v.course_id)
        .where(c.source_id.is_not(None), v.number == newest)
        .where(or_(Course.id.in_(courses), tuple_(c.source_kind, c.source_id).in_(wanted)))
    )
    for kind, record_id, course_id in reader.rows(statement):
        if record_id is not None and kind in KINDS:
            yield Edge((kind, record_id), ("courses", course_id), LinkKind.TRAINED_BY.label)


def _told(reader: Reader, parent: Parent, by_kind: dict[str, list[str]]) -> Iterator[Edge]:
    """Yield what records of a kind tell of where they came from, from both ends."""
    columns: Any = KINDS[parent.child].__table__.c
    named = parent.kind.startswith(".")
    kind: Any = columns[parent.kind[1:]] if named else literal(parent.kind)
    target = columns[parent.field]
    own, ids = by_kind.get(parent.child, []), by_kind.get(parent.kind, [])
    if named:
        ids = [record_id for of_kind in by_kind.values() for record_id in of_kind]
    if not own and not ids:
        return
    # One shape whatever the kinds, so that it is made ready once: an id is of one kind only.
    after = kind.in_(list(by_kind)) & target.in_(ids) if named else target.in_(ids)
    ends = columns.id.in_(own), after
    statement = select(columns.id, kind, target).where(target.is_not(None), or_(*ends))
    # Wrapped, or the file would look through all that have nothing there, which are very many.
    nearer = _NEARER.get(parent.child)
    if nearer is not None and parent.field != nearer:
        statement = statement.where(func.coalesce(columns[nearer], "") == "")
    if parent.kind == "agenda_items":
        statement = statement.where(func.coalesce(columns.source_kind, "") == "")
    for child, parent_kind, parent_id in reader.rows(statement):
        if parent_kind in KINDS:
            yield Edge((parent_kind, parent_id), (parent.child, child), parent.link.label)


def _node(places: Places, key: Key, facts: Facts, edges: Iterable[Edge]) -> Node:
    checks = any(
        edge.later == key and edge.words in {LinkKind.CHECKED_BY.label, LinkKind.MEASURED_BY.label}
        for edge in edges
    )
    return Node(
        kind=key[0],
        id=key[1],
        stage=Stage.CHECK if checks else facts.stage,
        ref=facts.ref,
        title=facts.title,
        state=facts.state,
        rating=facts.rating,
        on=facts.on,
        gap=_gap(key, facts, edges),
        hidden=facts.restricted
        or facts.group_kind is GroupKind.REVIEW
        or not places.may_be_shown(*key),
    )


_Lacks = Callable[[Facts, frozenset[str]], bool]
"""Says of a record's facts, and of the kinds that follow it, whether something is missing."""
GAPS: tuple[tuple[str, _Lacks, str], ...] = (
    (
        "findings",
        lambda facts, after: (
            facts.term is FindingKind.IMPROVEMENT
            and not facts.settled
            and not after & {"recommendations", "actions"}
        ),
        "No recommendation yet",
    ),
    ("recommendations", lambda facts, _: facts.term is Response.AWAITED, "No answer yet"),
    (
        "recommendations",
        lambda facts, after: (
            facts.term in {Response.ACCEPTED, Response.PART} and "actions" not in after
        ),
        "No action yet",
    ),
    (
        "actions",
        lambda facts, _: facts.term is ActionStatus.CLOSED and not facts.verdict,
        "Nobody has judged whether it made a difference",
    ),
    ("learning_points", lambda facts, _: not facts.settled, "Not heard by everybody yet"),
    (
        "learning_needs",
        lambda facts, after: facts.term is NeedState.AGREED and not facts.settled,
        "No response yet",
    ),
    (
        "learning_needs",
        lambda facts, after: facts.term is NeedState.IN_PROGRAMME and not after,
        "In the programme, and no course answers it",
    ),
    ("courses", lambda facts, _: facts.overtaken, "Teaches what something has overtaken"),
    ("courses", lambda _, after: "training_sessions" not in after, "No session yet"),
    (
        "audits",
        lambda facts, after: facts.planned and not facts.verdict and "audits" not in after,
        "No re-audit or verdict yet",
    ),
    (
        "reviews",
        lambda facts, _: facts.planned and not facts.verdict,
        "Its impact was not checked yet",
    ),
)
"""What ought to follow a record and does not (DOMAIN 6, the consistency checks of a review)."""


def _gap(key: Key, facts: Facts, edges: Iterable[Edge]) -> str:
    after = frozenset(edge.later[0] for edge in edges if edge.earlier == key)
    missing = (words for kind, lacks, words in GAPS if kind == key[0] and lacks(facts, after))
    return next(missing, "")


def _verdict(facts: Facts, of: Node) -> Iterator[Node]:
    """Yield the answer that a record gives to whether practice has changed."""
    if facts.verdict:
        yield Node(
            kind=f"verdict {of.kind}",
            id=of.id,
            stage=Stage.VERDICT,
            ref=facts.ref,
            title=facts.verdict,
            state=facts.verdict_state,
            rating=None,
            on=facts.verdict_on,
            gap="",
            hidden=of.hidden,
        )


def minute_of(reader: Reader, action_id: str) -> Key | None:
    """Return the minute that raised an action, as a place to open."""
    found = reader.scalar(select(MinuteEntry.id).where(MinuteEntry.action_id == action_id))
    return ("minute_entries", found) if found else None
