"""What carries learning without a course, and agencies' own training: products, annual returns."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguard_desk.models.base import Record, Words, coded, refers
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import CourseLevel, ProductKind, ProductState, ReturnState


class LearningProduct(Record):
    """A briefing or note made from a review or an audit.

    source_kind and source_id name the record it comes from, whichever kind that is.
    """

    __tablename__ = "learning_products"
    __table_args__ = (Index("ix_learning_products_source", "source_kind", "source_id"),)
    searched = ("title", "ref")

    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Words]
    kind: Mapped[ProductKind] = coded(ProductKind, default=ProductKind.SEVEN_MINUTE)
    group_id: Mapped[str] = refers("groups")
    side: Mapped[Side] = coded(Side, default=Side.BOTH)
    source_kind: Mapped[Words]
    source_id: Mapped[str | None]
    source_words: Mapped[Words]
    """What the product calls its source: never more than may be told in public."""
    state: Mapped[ProductState] = coded(ProductState, default=ProductState.DRAFT)
    pages: Mapped[int] = mapped_column(default=1)
    """One page or two."""
    made_on: Mapped[date]
    approved_on: Mapped[date | None]
    approved_by_id: Mapped[str | None] = refers("people")
    sent_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    """Until when agencies are to acknowledge it and say how they embedded it."""
    anonymous_on: Mapped[date | None]
    """When its wording was agreed as anonymous, where its source is restricted."""
    anonymous_by: Mapped[Words]
    restricted: Mapped[bool] = mapped_column(default=False)


class ProductSection(Record):
    """What stands under one of a product's fixed headings."""

    __tablename__ = "product_sections"
    __table_args__ = (UniqueConstraint("product_id", "code"),)
    searched = ("text",)

    product_id: Mapped[str] = refers("learning_products")
    code: Mapped[str]
    position: Mapped[int]
    text: Mapped[Words]


class ProductAgency(Record):
    """An agency to which a product goes: when it was acknowledged, and how it was embedded."""

    __tablename__ = "product_agencies"
    __table_args__ = (UniqueConstraint("product_id", "agency_id"),)
    searched = ("embedded",)

    product_id: Mapped[str] = refers("learning_products")
    agency_id: Mapped[str] = refers("agencies")
    person_id: Mapped[str | None] = refers("people")
    sent_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    embedded: Mapped[Words]
    """How the agency passed it on and what changed, in its own words."""
    embedded_on: Mapped[date | None]
    staff_reached: Mapped[int | None]
    proof: Mapped[Words]


class TrainingReturn(Record):
    """An agency's annual return on its own training, and what the group answered to it.

    `year` is the one in which the financial year starts.
    """

    __tablename__ = "training_returns"
    __table_args__ = (UniqueConstraint("agency_id", "year"),)
    searched = ("quality", "challenge", "response")

    ref: Mapped[str] = mapped_column(unique=True)
    agency_id: Mapped[str] = refers("agencies")
    group_id: Mapped[str] = refers("groups")
    year: Mapped[int]
    state: Mapped[ReturnState] = coded(ReturnState, default=ReturnState.REQUESTED)
    requested_on: Mapped[date]
    due_on: Mapped[date | None]
    received_on: Mapped[date | None]
    quality: Mapped[Words]
    """How the agency makes sure of the quality and effect of its training."""
    challenge: Mapped[Words]
    challenged_on: Mapped[date | None]
    response: Mapped[Words]
    responded_on: Mapped[date | None]
    form_number: Mapped[int] = mapped_column(default=0)
    """How many forms were made for it: each newer one carries a higher number."""
    read_number: Mapped[int] = mapped_column(default=0)
    """The number of the form that was read last; an older one is refused."""
    read_forms: Mapped[Words]
    """Fingerprints of what was read, a line each, the last one below."""


class TrainingReturnLine(Record):
    """Of a return, one level: how many staff should be trained, and how many are."""

    __tablename__ = "training_return_lines"
    __table_args__ = (UniqueConstraint("return_id", "level"),)

    return_id: Mapped[str] = refers("training_returns")
    level: Mapped[CourseLevel] = coded(CourseLevel)
    staff: Mapped[int]
    trained: Mapped[int]
    words: Mapped[Words]
