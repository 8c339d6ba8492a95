"""The journal: complete, in words, chained; and nothing changes behind its back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from tests.making import TestClock, bare_desk, reopened

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.journal import Outside
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Counter, Person
from safeguard_desk.rules.terms import Side


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return bare_desk(tmp_path / "a.desk")


def add_agency(name: str) -> Callable[[UnitOfWork], str]:
    return lambda uow: uow.add(Agency(name=name, side=Side.BOTH)).id


def names(desk: Desk) -> list[str]:
    with desk.read() as reader:
        return list(reader.scalars(select(Agency.name).order_by(Agency.name)))


def test_a_change_tells_what_it_made(desk: Desk) -> None:
    done = desk.change("Add Police", add_agency("Police"), initiator="form")
    assert done.changes.created == {("agencies", done.result)}
    assert done.changes.initiator == "form"
    assert done.changes.touches("agencies")
    assert not done.changes.touches("people")


def test_history_shows_who_when_which_field_before_and_after(desk: Desk) -> None:
    agency = desk.change("Add Police", add_agency("Police")).result

    def rename(uow: UnitOfWork) -> None:
        uow.get(Agency, agency).name = "Metropolitan Police"

    desk.change("Rename", rename)
    with desk.read() as reader:
        newest = reader.history("agencies", agency)[0]
    assert (newest.field, newest.before, newest.after) == ("name", "Police", "Metropolitan Police")
    assert (newest.who, newest.title, newest.at) == ("tester", "Rename", desk.clock())


def test_a_field_set_back_within_one_operation_is_no_change(desk: Desk) -> None:
    agency = desk.change("Add", add_agency("Police")).result

    def there_and_back(uow: UnitOfWork) -> None:
        record = uow.get(Agency, agency)
        record.name = "Fire"
        uow.flush()
        record.name = "Police"

    assert not desk.change("Nothing", there_and_back).changes
    assert desk.undo_title == "Add"


def test_an_operation_that_fails_leaves_nothing(desk: Desk) -> None:
    def half(uow: UnitOfWork) -> None:
        add_agency("Police")(uow)
        uow.flush()
        raise Refusal("No.")

    with pytest.raises(Refusal):
        desk.change("Half", half)
    assert names(desk) == []
    assert desk.check().faults == ()


def test_a_change_outside_the_door_is_refused_at_once(desk: Desk) -> None:
    with desk.read() as reader:
        session = reader._session
        session.add(Agency(id="x", name="Police", created_at=desk.clock()))
        with pytest.raises(Outside):
            session.flush()
        session.rollback()


def test_a_bulk_statement_is_refused_even_inside(desk: Desk) -> None:
    def bulk(uow: UnitOfWork) -> None:
        uow.session.execute(update(Agency).values(name="x"))

    with pytest.raises(Outside):
        desk.change("Bulk", bulk)


def test_undo_and_redo_go_back_and_forth(desk: Desk) -> None:
    desk.change("Add Police", add_agency("Police"))
    desk.change("Add Fire", add_agency("Fire"))
    assert desk.undo().result == "Add Fire"
    assert names(desk) == ["Police"]
    assert desk.redo_title == "Add Fire"
    desk.redo()
    assert names(desk) == ["Fire", "Police"]
    assert desk.redo_title is None


def test_undo_works_after_a_restart(desk: Desk) -> None:
    desk.change("Add Police", add_agency("Police"))
    desk.change("Add Fire", add_agency("Fire"))
    again = reopened(desk)
    assert again.undo_title == "Add Fire"
    again.undo()
    again.undo()
    assert names(again) == []
    third = reopened(again)
    assert third.redo_title == "Add Police"
    third.redo()
    assert names(third) == ["Police"]
    assert third.check().faults == ()


def test_a_new_change_forgets_what_was_undone(desk: Desk) -> None:
    desk.change("Add Police", add_agency("Police"))
    desk.undo()
    desk.change("Add Fire", add_agency("Fire"))
    assert desk.redo_title is None
    assert reopened(desk).redo_title is None


def test_typing_in_one_text_is_one_step_of_undo(desk: Desk) -> None:
    agency = desk.change("Add", add_agency("P")).result
    for words in ("Po", "Police", "Police BCU"):

        def type_in(uow: UnitOfWork, typed: str = words) -> None:
            uow.get(Agency, agency).name = typed

        desk.change("Type", type_in, merge="name")
    desk.undo()
    assert names(desk) == ["P"]
    desk.redo()
    assert names(desk) == ["Police BCU"]


def test_nothing_to_undo_is_said(desk: Desk) -> None:
    with pytest.raises(Refusal, match="nothing to undo"):
        desk.undo()


def test_undo_is_refused_when_the_record_has_moved_on(desk: Desk) -> None:
    agency = desk.change("Add", add_agency("Police")).result
    desk.change("Rename", lambda uow: setattr(uow.get(Agency, agency), "name", "Fire"))
    with desk.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE agencies SET name = 'Other'"))
    with pytest.raises(Refusal, match="changed since"):
        desk.undo()
    assert names(desk) == ["Other"]


def test_a_number_is_never_given_twice_undone_or_not(desk: Desk) -> None:
    numbers = []

    def take(uow: UnitOfWork) -> None:
        numbers.append(uow.next_number("QA"))
        add_agency(f"A{numbers[-1]}")(uow)

    desk.change("Take", take)
    desk.undo()
    desk.change("Take", take)
    assert numbers == [1, 2]


def test_a_reference_from_outside_moves_the_counter(desk: Desk) -> None:
    desk.change("Import", lambda uow: uow.keep_counter_above("QA", 132))
    assert desk.change("Take", lambda uow: uow.next_number("QA")).result == 133
    desk.change("Import", lambda uow: uow.keep_counter_above("QA", 5))
    assert desk.change("Take", lambda uow: uow.next_number("QA")).result == 134
    with Session(desk.engine) as session:
        assert session.get(Counter, "QA") is not None


def test_a_record_that_is_gone_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        desk.change("Rename", lambda uow: uow.get(Person, "nobody"))


def test_ids_of_one_operation_sort_in_the_order_they_were_made(desk: Desk) -> None:
    ids = desk.change("Many", lambda uow: [add_agency(f"A{n}")(uow) for n in range(5000)]).result
    assert ids == sorted(ids)
    assert len(set(ids)) == 5000


TAMPERING = {
    "a changed title": ("UPDATE journal_groups SET title = 'x' WHERE seq = 1", "journal"),
    "a changed person": ("UPDATE journal_groups SET who = 'x' WHERE seq = 1", "journal"),
    "a changed value": ("UPDATE journal_entries SET fields = '{}' WHERE seq = 2", "journal"),
    "a removed entry": ("DELETE FROM journal_entries WHERE seq = 2", "journal"),
    "a removed tail": ("DELETE FROM journal_entries WHERE seq = 3", "journal"),
    "a removed group": ("DELETE FROM journal_groups WHERE seq = 2", "journal"),
    "a moved entry": ("UPDATE journal_entries SET seq = 9 WHERE seq = 3", "journal"),
    "an inserted entry": (
        "INSERT INTO journal_entries (seq, group_seq, kind, record_id, operation, fields, mac)"
        " SELECT 4, group_seq, kind, record_id, operation, fields, mac"
        " FROM journal_entries WHERE seq = 3",
        "journal",
    ),
    "an entry that cannot be read": (
        "UPDATE journal_entries SET fields = '{' WHERE seq = 2",
        "journal",
    ),
    "an invented group": (
        "INSERT INTO journal_groups (seq, title, at, who, kind)"
        " SELECT 9, title, at, who, kind FROM journal_groups WHERE seq = 3",
        "journal",
    ),
    "a lost table": ("DROP TABLE risks", "file"),
    "a forged head": ("UPDATE journal_head SET seq = 2", "journal"),
    "a removed head": ("DELETE FROM journal_head", "journal"),
    "a changed record": ("UPDATE agencies SET name = 'x' WHERE name = 'B'", "records"),
    "a removed record": ("DELETE FROM agencies WHERE name = 'B'", "records"),
    "a smuggled record": (
        "INSERT INTO agencies SELECT 'x', 2, created_at, 'X', '', side, NULL, NULL FROM agencies"
        " LIMIT 1",
        "records",
    ),
    "a forgotten word": (
        "DELETE FROM search_rows WHERE id = (SELECT min(id) FROM search_rows)",
        "search",
    ),
}


@pytest.mark.parametrize(("statement", "part"), TAMPERING.values(), ids=TAMPERING.keys())
def test_check_finds(desk: Desk, statement: str, part: str) -> None:
    for name in "ABC":
        desk.change(f"Add {name}", add_agency(name))
    assert desk.check().faults == ()
    with desk.engine.execution_options(writes=True).begin() as connection:
        columns = [row[1] for row in connection.execute(text("PRAGMA table_info(agencies)"))]
        if "INSERT INTO agencies" in statement:
            held = ", ".join(columns)
            values = ", ".join({"id": "'x'", "name": "'X'"}.get(c, c) for c in columns)
            statement = f"INSERT INTO agencies ({held}) SELECT {values} FROM agencies LIMIT 1"
        connection.execute(text(statement))
    assert part in {fault.part for fault in desk.check().faults}


def test_the_clock_is_kept_in_utc_and_the_day_in_london(tmp_path: Path) -> None:
    clock = TestClock()
    clock.moment = clock.moment.replace(month=7, hour=23, minute=30)
    desk = bare_desk(tmp_path / "b.desk", clock)
    assert desk.change("Day", lambda uow: uow.today).result.day == clock.moment.day + 1
