"""The rows of a register: found as one types, in step with the file, not reset for a change."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from tests.making import TestClock, bare_desk
from tests.papers.stage import TODAY

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.registers import finding, paging
from safeguard_desk.registers.actions import ACTIONS
from safeguard_desk.registers.directory import MEMBERS
from safeguard_desk.registers.paging import Query
from safeguard_desk.rules.terms import ActionStatus, Rating
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.register import rows_model
from safeguard_desk.ui.register.rows_model import RowsModel
from safeguard_desk.work import actions, people, setting_up

MANY = 600
WORDS = ("neglect", "audit", "supervision", "threshold", "housing")


def fill(uow: UnitOfWork) -> str:
    made = setting_up.set_up(uow, "Harrow")
    agencies = [people.add_agency(uow, name, short_name=name[:3]) for name in ("Police", "Mencap")]
    owners = [
        people.add_person(uow, f"Lead {n}", initials=f"L{n}", agency_id=agencies[n % 2].id).id
        for n in range(4)
    ]
    for n in range(MANY):
        title = f"{WORDS[n % 5]} {WORDS[(n // 5) % 5]} piece {n}"
        new = actions.NewAction(title, (owners[n % 4],), due_on=TODAY + timedelta(days=n % 90 - 30))
        actions.raise_action(uow, made.groups["QA" if n % 3 else "LD"], new)
    return made.groups["QA"]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    desk = bare_desk(tmp_path_factory.mktemp("crowd") / "Harrow.desk", TestClock())
    group_id = desk.change("Fill", fill).result
    yield desk, group_id
    desk.close()


@pytest.fixture
def jobs(crowd: tuple[Desk, str], qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs(crowd[0])
    yield made
    made.settle()
    made.close()


@pytest.fixture
def rows(jobs: Jobs) -> RowsModel:
    model = RowsModel(jobs, ACTIONS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def complete(rows: RowsModel, jobs: Jobs) -> None:
    if not rows.complete:
        rows._ask()
        jobs.settle()
    assert rows.complete


def ids(rows: RowsModel) -> list[str]:
    return [str(rows.id_at(n)) for n in range(rows.rowCount())]


def test_an_empty_list_has_no_rows(jobs: Jobs) -> None:
    model = RowsModel(jobs, ACTIONS)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(Query(group_id="0" * 32))
    assert model.rowCount() == 0
    assert model.complete


def test_the_first_rows_are_there_at_once_and_all_of_them_soon(jobs: Jobs, rows: RowsModel) -> None:
    reset: list[int] = []
    rows.show(Query())
    rows.modelReset.connect(lambda: reset.append(1))
    assert rows.rowCount() == rows_model.FIRST
    assert not rows.complete
    complete(rows, jobs)
    assert rows.rowCount() == MANY
    assert reset == []
    assert ids(rows) == list(jobs.read(lambda r: paging.ids(r, ACTIONS, Query())))


@pytest.mark.parametrize(
    "words",
    ["n", "ne", "neg", "NEGLECT", "neglect audit", "piece 77", "pol", "mencap neglect", "QA-01",
     "zz", "nothing like it", "l3 housing"],
)  # fmt: skip
@pytest.mark.parametrize("filters", [frozenset[str](), frozenset({"overdue"})])
def test_typing_finds_what_a_query_of_the_file_finds(
    jobs: Jobs, rows: RowsModel, words: str, filters: frozenset[str]
) -> None:
    wanted = Query(words=words, filters=filters)
    rows.show(Query(filters=filters))
    complete(rows, jobs)
    for end in range(1, len(words) + 1):
        rows.show(wanted.by(words=words[:end].strip()))
    early = ids(rows)
    complete(rows, jobs)
    told = list(jobs.read(lambda r: paging.ids(r, ACTIONS, wanted)))
    assert ids(rows) == told
    assert early == told[: len(early)]
    assert len(early) >= min(len(told), 20)


def test_words_taken_back_show_the_longer_list_again(jobs: Jobs, rows: RowsModel) -> None:
    rows.show(Query())
    complete(rows, jobs)
    rows.show(Query(words="neglect audit"))
    complete(rows, jobs)
    rows.show(Query(words="neglect"))
    complete(rows, jobs)
    told = jobs.read(lambda r: paging.ids(r, ACTIONS, Query(words="neglect")))
    assert ids(rows) == list(told)


@pytest.mark.parametrize("order", ["rating", "agency", "action", "ref"])
@pytest.mark.parametrize("descending", [False, True])
def test_a_list_is_ordered_by_the_file(
    jobs: Jobs, rows: RowsModel, order: str, descending: bool
) -> None:
    query = Query(order=order, descending=descending)
    rows.show(query)
    complete(rows, jobs)
    assert ids(rows) == list(jobs.read(lambda r: paging.ids(r, ACTIONS, query)))


def test_a_long_list_is_ordered_anew_without_holding_the_window(
    jobs: Jobs, rows: RowsModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows_model, "LONG", 100)
    rows.show(Query())
    complete(rows, jobs)
    before = ids(rows)
    rows.show(Query(order="action"))
    assert ids(rows) == before
    jobs.settle()
    assert ids(rows) == list(jobs.read(lambda r: paging.ids(r, ACTIONS, Query(order="action"))))


def test_members_are_found_by_the_names_of_people(jobs: Jobs) -> None:
    model = RowsModel(jobs, MEMBERS)
    model.show(Query(words="lead"))
    assert model.complete
    assert model.rowCount() == 0


def test_only_the_rows_that_changed_are_painted_anew(
    jobs: Jobs, rows: RowsModel, crowd: tuple[Desk, str]
) -> None:
    rows.show(Query(group_id=crowd[1], words="piece 77"))
    jobs.changed.connect(rows.follow)
    identity = ids(rows)[0]
    before = rows.cells(0)
    painted: list[int] = []
    rows.dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    jobs.change("Hold", lambda uow: actions.hold(uow, identity, "No data"))
    jobs.settle()
    assert painted == [rows.row_of(identity)]
    assert rows.cells(0) != before
    assert "On hold" in rows.cells(0)
    jobs.undo()
    jobs.settle()


def test_a_new_row_is_inserted_and_an_undone_one_removed(
    jobs: Jobs, rows: RowsModel, crowd: tuple[Desk, str]
) -> None:
    rows.show(Query(group_id=crowd[1], words="wholly new"))
    complete(rows, jobs)
    jobs.changed.connect(rows.follow)
    told: list[str] = []
    rows.rowsInserted.connect(lambda *_: told.append("in"))
    rows.rowsRemoved.connect(lambda *_: told.append("out"))
    rows.modelReset.connect(lambda: told.append("reset"))
    new = actions.NewAction("A wholly new piece", due_on=TODAY)
    jobs.change("Raise", lambda uow: actions.raise_action(uow, crowd[1], new).id)
    jobs.settle()
    assert rows.rowCount() == 1
    jobs.undo()
    jobs.settle()
    assert rows.rowCount() == 0
    assert told == ["in", "out"]


def test_a_row_that_leaves_its_filter_goes_and_the_others_keep_their_places(
    jobs: Jobs, rows: RowsModel, crowd: tuple[Desk, str]
) -> None:
    rows.show(Query(group_id=crowd[1], words="piece 7", filters=frozenset({"open"})))
    complete(rows, jobs)
    jobs.changed.connect(rows.follow)
    before = ids(rows)
    persistent = rows.index(5, 0)
    kept = QPersistentModelIndex(persistent)
    jobs.change("Cancel", lambda uow: actions.cancel(uow, before[2], "Not needed"))
    jobs.settle()
    assert ids(rows) == before[:2] + before[3:]
    assert rows.id_at(kept.row()) == before[5]
    jobs.undo()
    jobs.settle()
    assert ids(rows) == before


def test_rows_are_words_ready_to_be_read(jobs: Jobs, rows: RowsModel) -> None:
    rows.show(Query(words="piece 31"))
    columns = [column.code for column in rows.columns]
    cells = dict(zip(columns, rows.cells(0), strict=True))
    assert cells["agency"] in {"Police", "Mencap"}
    assert cells["due"].endswith(("2026", "2027"))
    assert cells["status"] == ActionStatus.OPEN.label
    rating = rows.ratings(0)[columns.index("rating")]
    assert isinstance(rating, Rating)
    assert cells["rating"] == rating.label


def test_ids_of_a_list_are_read_whole(jobs: Jobs) -> None:
    told = jobs.read(lambda r: finding.in_order(r, ACTIONS, Query()))
    assert len(told) == len(set(told)) == MANY
    assert {len(identity) for identity in told} == {32}


def test_nothing_is_read_for_a_record_that_is_gone(jobs: Jobs, rows: RowsModel) -> None:
    rows.show(Query(words="piece 99"))
    rows._ids = ["0" * 32, *rows._ids]
    assert set(rows.cells(0)) == {""}
