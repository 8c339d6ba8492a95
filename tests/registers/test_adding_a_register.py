"""A register is a class and a declaration: one declared here works like those that are there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from sqlalchemy.orm import Mapped, mapped_column
from tests.making import bare_desk

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import KINDS, Base
from safeguard_desk.models.base import Record, Words, coded
from safeguard_desk.registers import paging
from safeguard_desk.registers.declare import (
    Column,
    Editor,
    Field,
    Filter,
    Place,
    Register,
    Section,
    Shown,
)
from safeguard_desk.registers.directory import edits
from safeguard_desk.registers.paging import Query
from safeguard_desk.rules.terms import Side


@pytest.fixture
def guidance() -> Iterator[Register]:
    """A register of guidance, with a class of its own that is gone after the test."""

    class Guidance(Record):
        __tablename__ = "guidance_of_a_test"
        searched: ClassVar[tuple[str, ...]] = ("title", "summary")

        title: Mapped[str] = mapped_column()
        summary: Mapped[Words]
        side: Mapped[Side] = coded(Side, default=Side.BOTH)

    def create(uow: UnitOfWork, _: str | None, values: dict[str, Any]) -> str:
        return uow.add(Guidance(**values)).id

    yield Register(
        code="guidance",
        kind=Guidance.__tablename__,
        title="Guidance",
        one="guidance",
        source=Guidance.__table__,
        id=Guidance.id,
        ref=Guidance.title,
        columns=(
            Column("title", "Guidance", Guidance.title, 40, grow=True),
            Column("side", "Side", Guidance.side, 12, Shown.TERM),
        ),
        order=(Guidance.title,),
        shown_in=frozenset({Place.BOARDS}),
        empty="No guidance yet.",
        form=(Section("Guidance", (Field("title", "Title"), Field("side", "Side", Editor.TERM))),),
        filters=(Filter("adults", "Adults", lambda _: Guidance.side == Side.ADULTS),),
        edit=edits(Guidance),
        create=create,
    )
    del KINDS[Guidance.__tablename__]
    Base.metadata.remove(Guidance.__table__)  # type: ignore[arg-type]
    Base.registry._dispose_cls(Guidance)


@pytest.fixture
def shelf(guidance: Register, tmp_path: Path) -> Iterator[Desk]:
    """A desk with the table of that register."""
    desk = bare_desk(tmp_path / "Harrow.desk")
    yield desk
    desk.close()


def titles(desk: Desk, guidance: Register, query: Query) -> list[str]:
    with desk.read() as reader:
        rows = paging.page(reader, guidance, query)
        assert paging.count(reader, guidance, query) == len(rows)
        return [row[1] for row in rows]


def test_a_new_register_is_filled_read_edited_found_undone_and_checked(
    shelf: Desk, guidance: Register
) -> None:
    create, edit = guidance.create, guidance.edit
    assert create is not None
    assert edit is not None

    def fill(uow: UnitOfWork) -> list[str]:
        return [
            create(uow, None, {"title": "Threshold document", "summary": "neglect"}),
            create(uow, None, {"title": "Escalation procedure", "side": Side.ADULTS}),
        ]

    threshold, _ = shelf.change("Fill", fill).result
    assert titles(shelf, guidance, Query()) == ["Escalation procedure", "Threshold document"]
    adults = Query(filters=frozenset({"adults"}))
    assert titles(shelf, guidance, adults) == ["Escalation procedure"]
    assert titles(shelf, guidance, Query(words="negl")) == ["Threshold document"]
    changed = shelf.change(
        "Edit", lambda uow: edit(uow, threshold, "side", Side.BOTH, Side.ADULTS, "")
    )
    assert changed.changes.updated == {(guidance.kind, threshold)}
    assert len(titles(shelf, guidance, adults)) == 2
    with pytest.raises(Refusal, match="changed this meanwhile"):
        shelf.change("Edit", lambda uow: edit(uow, threshold, "side", Side.BOTH, Side.CHILDREN, ""))
    with shelf.read() as reader:
        history = reader.history(guidance.kind, threshold)
    last = history[0]
    assert (last.field, last.before, last.after) == ("side", "both", "adults")
    shelf.undo()
    assert titles(shelf, guidance, adults) == ["Escalation procedure"]
    assert shelf.check().faults == ()
    shelf.undo()
    assert titles(shelf, guidance, Query()) == []
    assert shelf.check().faults == ()
