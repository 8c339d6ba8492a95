"""Reading is rehearsed before a desk is opened, so that its statements are compiled by then."""

from typing import Any

import pytest
from sqlalchemy import Select, select
from sqlalchemy.sql.compiler import SQLCompiler
from tests.fixtures.demonstration import TODAY

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.rehearsal import rehearsal
from safeguard_desk.models import Action, Person
from safeguard_desk.views.today import today


def test_home_of_a_desk_without_records_is_quiet() -> None:
    with rehearsal(TODAY) as reader:
        assert today(reader) == ()


def test_what_was_rehearsed_is_not_compiled_again_for_a_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled = []
    visit: Any = SQLCompiler.visit_select

    def counted(self: SQLCompiler, statement: Select[Any], *args: Any, **more: Any) -> Any:
        compiled.append(statement)
        return visit(self, statement, *args, **more)

    monkeypatch.setattr(SQLCompiler, "visit_select", counted)
    # Two tables that nothing else joins in this way: nobody has compiled it before.
    statement = select(Action.ref, Person.email).join(Person, Person.email == Action.ref)
    with rehearsal(TODAY) as reader:
        assert list(reader.rows(statement)) == []
    assert len(compiled) == 1
    with desk.read() as reader:
        assert list(reader.rows(statement)) == []
    assert len(compiled) == 1
