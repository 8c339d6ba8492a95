"""Learning products as people see them: their words, who has them, and how they were embedded."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.reading import Reader
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    LearningPoint,
    LearningProduct,
    Link,
    Person,
    ProductAgency,
    ProductSection,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.products import Heading, headings
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import ProductKind, ProductState
from safeguard_desk.rules.terms_thread import Audience
from safeguard_desk.views.product_sources import codes_of_cases
from safeguard_desk.views.training_returns import partners


@dataclass(frozen=True)
class AgencyLine:
    """An agency on a product's list, with what it answered."""

    id: str
    name: str
    short: str
    sent_on: date | None
    acknowledged_on: date | None
    embedded: str
    embedded_on: date | None
    staff: int | None
    proof: str
    late: bool
    """The day for its answer has passed, and it has not said how it embedded the product."""

    @property
    def mark(self) -> str:
        """How it stands in a word or two."""
        if self.embedded_on is not None:
            return "Embedded"
        if self.sent_on is None:
            return "On the list"
        heard = "Has it" if self.acknowledged_on is not None else "Sent"
        return f"! {heard}, late" if self.late else heard

    @property
    def words(self) -> str:
        """What it said, with how many it reached and what shows it."""
        reached = f" Reached {self.staff} staff." if self.staff is not None else ""
        shown = f" Shown by: {self.proof}." if self.proof else ""
        return f"{self.embedded.rstrip('.')}.{reached}{shown}" if self.embedded else ""


@dataclass(frozen=True)
class ProductHead:
    """A product by itself, with how many agencies have it."""

    id: str
    ref: str
    title: str
    kind: ProductKind
    group_id: str
    side: Side
    state: ProductState
    source_kind: str
    source_id: str | None
    source_words: str
    pages: int
    made_on: date
    approved_on: date | None
    approved_by: str
    sent_on: date | None
    answer_by: date | None
    anonymous_on: date | None
    anonymous_by: str
    restricted: bool
    agencies: tuple[AgencyLine, ...]

    @property
    def sent(self) -> tuple[AgencyLine, ...]:
        """The agencies that it went to."""
        return tuple(one for one in self.agencies if one.sent_on is not None)

    @property
    def acknowledged(self) -> int:
        """How many of them said that they have it."""
        return sum(one.acknowledged_on is not None for one in self.sent)

    @property
    def embedded(self) -> int:
        """How many of them said how they embedded it."""
        return sum(one.embedded_on is not None for one in self.sent)

    @property
    def late(self) -> tuple[AgencyLine, ...]:
        """The agencies whose answer is late."""
        return tuple(one for one in self.sent if one.late)

    @property
    def staff(self) -> int:
        """How many staff the agencies say were reached."""
        return sum(one.staff or 0 for one in self.sent)

    @property
    def stands(self) -> str:
        """How it stands, in words."""
        if self.state is ProductState.SENT:
            told = f"{self.acknowledged} of {len(self.sent)} have it"
            return f"{told}, {self.embedded} embedded it"
        if self.restricted:
            return f"{self.state.label}, wording not agreed"
        return self.state.label


@dataclass(frozen=True)
class SectionView:
    """What stands under one of the fixed headings."""

    heading: Heading
    text: str


@dataclass(frozen=True)
class PointView:
    """A learning point that a product carries, and who has heard it."""

    id: str
    ref: str
    heard: tuple[Audience, ...]


@dataclass(frozen=True)
class ProductView:
    """A product with its words; `wrong`: what may not leave, in words."""

    head: ProductHead
    sections: tuple[SectionView, ...]
    points: tuple[PointView, ...]
    wrong: tuple[str, ...]


def products(
    reader: Reader,
    group_id: str | None = None,
    sides: Collection[Side] = tuple(Side),
    *,
    restricted: bool = True,
) -> list[ProductHead]:
    """Return the products of a group, or of all, and of some sides, the newest first."""
    p = LearningProduct
    statement = (
        select(p.id, p.ref, p.title, p.kind, p.group_id, p.side, p.state, p.source_kind)
        .add_columns(p.source_id, p.source_words, p.pages, p.made_on, p.approved_on)
        .add_columns(func.coalesce(Person.role, ""), p.sent_on, p.answer_by, p.anonymous_on)
        .add_columns(p.anonymous_by, p.restricted)
        .outerjoin(Person, Person.id == p.approved_by_id)
        .where(p.side.in_(list(sides)))
        .order_by(p.made_on.desc(), p.ref.desc())
    )
    if group_id is not None:
        statement = statement.where(p.group_id == group_id)
    if not restricted:
        statement = statement.where(~p.restricted)
    lines = _agencies(reader)
    rows: Any = reader.rows(statement)
    return [ProductHead(*values) for row in rows for values in [(*row, tuple(lines[row[0]]))]]


def _agencies(reader: Reader) -> dict[str, list[AgencyLine]]:
    a, p = ProductAgency, LearningProduct
    statement = (
        select(a.product_id, Agency.id, Agency.name, Agency.short_name, a.sent_on)
        .add_columns(a.acknowledged_on, a.embedded, a.embedded_on, a.staff_reached, a.proof)
        .add_columns(p.answer_by, p.state)
        .join(Agency, Agency.id == a.agency_id)
        .join(p, p.id == a.product_id)
        .order_by(Agency.name)
    )
    found: dict[str, list[AgencyLine]] = defaultdict(list)
    rows: Any = reader.rows(statement)
    for product_id, *row, answer_by, state in rows:
        waiting = row[3] is not None and row[6] is None and state is ProductState.SENT
        late = waiting and answer_by is not None and answer_by < reader.today
        found[product_id].append(AgencyLine(*(*row, late)))
    return found


def product(reader: Reader, product_id: str) -> ProductView:
    """Return a product; refuses one that is no longer there."""
    head = next((one for one in products(reader) if one.id == product_id), None)
    if head is None:
        raise Refusal("This product is no longer there.", "Nothing was changed.")
    s = ProductSection
    statement = select(s.code, s.text).where(s.product_id == product_id)
    texts: dict[str, str] = dict(reader.rows(statement))
    parts = tuple(SectionView(one, texts.get(one.code, "")) for one in headings(head.kind))
    whole = "\n".join([head.title, head.source_words, *texts.values()])
    wrong = [f"{one.what}: “{one.text}”" for one in leaks(whole)]
    folded = whole.casefold()
    wrong += [f"the case “{one}”" for one in codes_of_cases(reader) if one.casefold() in folded]
    return ProductView(head, parts, tuple(_points(reader, head)), tuple(wrong))


def _points(reader: Reader, head: ProductHead) -> list[PointView]:
    to = select(Link.from_id).where(
        Link.from_kind == "learning_points",
        Link.to_kind == "learning_products",
        Link.to_id == head.id,
    )
    ids = set(reader.scalars(to))
    if head.source_kind == "learning_points" and head.source_id:
        ids.add(head.source_id)
    p = LearningPoint
    statement = (
        select(p.id, p.ref, p.individuals_on, p.teams_on, p.organisations_on)
        .where(p.id.in_(ids))
        .order_by(p.ref)
    )
    return [
        PointView(
            found,
            ref,
            tuple(one for one, on in zip(Audience, heard, strict=True) if on is not None),
        )
        for found, ref, *heard in reader.rows(statement)
    ]


def find_id(reader: Reader, ref: str) -> str:
    """Return a product's id by its reference; refuses one that is not there."""
    p = LearningProduct
    found = reader.scalar(select(p.id).where(func.upper(p.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no learning product “{ref.strip()}”.",
            "Nothing was done.",
            "See: products. A reference reads like LD-P-0001.",
        )
    return str(found)


@dataclass(frozen=True)
class Matrix:
    """Products across and agencies down: the mark of each where one was sent."""

    products: tuple[ProductHead, ...]
    agencies: tuple[tuple[str, str], ...]
    """The ids and names of agencies that got anything."""

    def line(self, agency_id: str, product_id: str) -> AgencyLine | None:
        """Return how an agency stands to a product."""
        head = next(one for one in self.products if one.id == product_id)
        return next((one for one in head.sent if one.id == agency_id), None)


def matrix(
    reader: Reader,
    group_id: str | None = None,
    sides: Collection[Side] = tuple(Side),
    since: date | None = None,
    until: date | None = None,
) -> Matrix:
    """Return who has which of the products that were sent in a time."""
    found = tuple(
        one
        for one in products(reader, group_id, sides, restricted=False)
        if one.sent_on is not None
        and (since is None or one.sent_on >= since)
        and (until is None or one.sent_on <= until)
    )
    names = {line.id: line.name for one in found for line in one.sent}
    return Matrix(found, tuple(sorted(names.items(), key=lambda pair: pair[1])))


def partners_of(reader: Reader, side: Side) -> list[tuple[str, str]]:
    """Return the agencies whom a product of a side is for, by id and name."""
    return partners(reader, tuple(Side) if side is Side.BOTH else (side, Side.BOTH))


def owing(reader: Reader, group_id: str | None = None) -> list[ProductHead]:
    """Return the products that an agency's answer is late on."""
    return [one for one in products(reader, group_id, restricted=False) if one.late]


def waiting(reader: Reader, group_id: str | None = None) -> list[ProductHead]:
    """Return the drafts that wait to be approved, and what is approved and not sent."""
    states = {ProductState.DRAFT, ProductState.APPROVED}
    return [one for one in products(reader, group_id) if one.state in states]


def since_words(head: ProductHead) -> str:
    """Return since when answers are missing, and of how many."""
    day = write_date(head.answer_by) if head.answer_by else "its day"
    return f"{len(head.late)} of {len(head.sent)} have not said since {day} how they embedded it"
