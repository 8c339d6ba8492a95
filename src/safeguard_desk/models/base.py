"""The base of every record: its identity, its version, and how types are kept."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import Dialect, ForeignKey, MetaData, String, Text, event
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.orm.attributes import InstrumentedAttribute
from sqlalchemy.types import DateTime, TypeDecorator

from safeguard_desk.rules.terms import Term

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraint names by convention, so that a later migration can find them."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; kept without a zone, given back with one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back as UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Coded(TypeDecorator[Term]):
    """A term kept by its code; an unknown code in the file is an error, not a guess."""

    impl = String(32)
    cache_ok = True

    def __init__(self, term: type[Term]) -> None:
        """Keep the enumeration whose codes the column holds."""
        super().__init__()
        self.term = term

    def process_bind_param(self, value: Term | None, dialect: Dialect) -> str | None:
        """Keep the code."""
        return None if value is None else self.term(value).value

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], Term | None]:
        """Return what gives the member back: looked up here, for it is done for every row read."""
        known: dict[str, Term] = {one.value: one for one in self.term}
        term = self.term

        def member(code: str | None) -> Term | None:
            try:
                return None if code is None else known[code]
            except KeyError:
                return term(code or "")

        return member


def coded(term: type[Term], **options: Any) -> Any:
    """Return a mapped column that holds a term."""
    return mapped_column(Coded(term), **options)


def refers(target: str, *, index: bool = True, **options: Any) -> Any:
    """Return a mapped column that holds the id of another record, checked when the change ends."""
    return mapped_column(
        String(32),
        ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED"),
        index=index,
        **options,
    )


Words = Annotated[str, mapped_column(Text, default="")]
"""Text that may be empty but is never missing."""


class Base(DeclarativeBase):
    """All tables of the desk."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}


KINDS: dict[str, type["Record"]] = {}
"""Every kind of record by its name, which is its table's name."""


class Record(Base):
    """A record of the desk: journalled, undoable, found by search if `searched` names fields."""

    __abstract__ = True

    searched: ClassVar[tuple[str, ...]] = ()
    """Fields whose text the search finds; the first is the title shown."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Register the kind under its table's name."""
        super().__init_subclass__(**kwargs)
        if "__tablename__" in cls.__dict__:
            KINDS[cls.__tablename__] = cls

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Refuse a write over a version that somebody else has changed meanwhile."""
        return {"version_id_col": cls.__table__.c.version}


@event.listens_for(Record, "attribute_instrument", propagate=True)
def _keep_old_values(cls: type[Record], key: str, attribute: InstrumentedAttribute[Any]) -> None:
    """Load the old value before a new one is set: the journal needs both, always."""
    if attribute.impl is not None:
        attribute.impl.active_history = True
