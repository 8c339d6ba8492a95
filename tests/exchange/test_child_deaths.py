"""Child death findings as they are received: suppressed numbers stay so, also in totals."""

from pathlib import Path

import pytest
from tests.making import bare_desk

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.child_deaths import import_child_deaths
from safeguard_desk.registers import register
from safeguard_desk.registers.paging import Query, page
from safeguard_desk.rules.suppression import Count, read_count, total
from safeguard_desk.work.setting_up import set_up

TABLE = """Period,Area,Deaths reviewed,With modifiable factors,Theme,Recommendation
Q1 2026/27,North West London,31,12,Safer sleep,Renew safer sleep messages
Q1 2026/27,Harrow,<5,<5,Safer sleep,
Q2 2026/27,Harrow,5,<5,,
Q9 2026/27,Harrow,5,1,,
Q2 2026/27,North West London,3,9,,
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = bare_desk(tmp_path / "x.desk")
    made.change("Set up", lambda uow: set_up(uow, "Harrow"))
    return made


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "deaths.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_suppressed_numbers_stay_suppressed_and_a_second_import_changes_nothing(
    desk: Desk, table: Path
) -> None:
    tried = import_child_deaths(desk, table, dry_run=True)
    assert (tried.rows, tried.created) == (5, 3)
    done = import_child_deaths(desk, table)
    assert (done.rows, done.created, done.updated) == (5, 3, 0)
    assert [one.row for one in done.skipped] == [5, 6]
    assert import_child_deaths(desk, table).unchanged == 3
    with desk.read() as reader:
        rows = page(reader, register("child-deaths"), Query())
    shown = [str(row) for row in rows]
    assert len(shown) == 3
    assert any("suppressed" in row for row in shown)
    assert not any("<5" in row for row in shown)
    assert desk.check().faults == ()


def test_a_table_without_its_columns_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Case,Name\n1,2\n", encoding="utf-8")
    with pytest.raises(Refusal, match="no column for Period"):
        import_child_deaths(desk, path)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("31", Count(31)),
        ("1,031", Count(1031)),
        ("<5", Count(None, suppressed=True)),
        ("fewer than five", Count(None, suppressed=True)),
        ("*", Count(None, suppressed=True)),
        ("", Count(None)),
        ("about 5", None),
    ],
)
def test_a_cell_is_a_number_suppressed_or_neither(cell: str, count: Count | None) -> None:
    assert read_count(cell) == count


def test_a_total_with_a_suppressed_part_is_suppressed() -> None:
    assert total([Count(31), Count(None, suppressed=True)]).words == "suppressed"
    assert total([Count(31), Count(5)]) == Count(36)
    assert total([Count(31), Count(None)]).words == "–"
