"""Failures of the file: the world's told in words, the program's own left as they are."""

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3 import dbapi2

from safeguard_desk.desk.engine import make_engine
from safeguard_desk.desk.failures import BUGS, FAILURES, as_refusals, translate
from safeguard_desk.desk.keys import Key
from safeguard_desk.errors import Refusal

KEY = Key(bytes(range(32)), bytes(range(16)))
PRIMARY = """
ABORT AUTH BUSY CANTOPEN CONSTRAINT CORRUPT DONE EMPTY ERROR FORMAT FULL INTERNAL
INTERRUPT IOERR LOCKED MISMATCH MISUSE NOLFS NOMEM NOTADB NOTFOUND NOTICE OK PERM PROTOCOL
RANGE READONLY ROW SCHEMA TOOBIG WARNING
"""
"""The result codes that SQLite's documentation lists as primary (sqlite.org/rescode.html)."""
NO_FAILURES = {"OK", "ROW", "DONE", "NOTICE", "WARNING"}


def test_each_of_sqlites_results_is_the_worlds_fault_or_ours_and_none_is_forgotten() -> None:
    failures = {f"SQLITE_{name}" for name in set(PRIMARY.split()) - NO_FAILURES}
    assert set(FAILURES) | BUGS == failures
    assert not set(FAILURES) & BUGS


def test_the_results_are_named_as_python_names_them() -> None:
    assert {name for name in set(FAILURES) | BUGS if not hasattr(sqlite3, name)} == set()


def failed(name: str) -> dbapi2.OperationalError:
    error = dbapi2.OperationalError("in SQLite's words")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize("name", sorted(FAILURES))
def test_a_failure_of_the_world_says_what_happened_what_is_kept_and_what_to_do(name: str) -> None:
    refusal = translate(failed(name))
    assert refusal is not None
    for sentence in (refusal.what, refusal.kept, refusal.todo):
        assert sentence.endswith(".")
    assert "SQLITE" not in str(refusal)


@pytest.mark.parametrize("name", sorted(BUGS))
def test_a_mistake_of_the_program_is_not_explained_away(name: str) -> None:
    assert translate(failed(name)) is None
    assert translate(DBAPIError("SELECT 1", None, failed(name))) is None


def test_an_extended_code_is_told_as_its_primary_one() -> None:
    assert str(translate(failed("SQLITE_IOERR_WRITE"))) == str(translate(failed("SQLITE_IOERR")))


def test_a_failure_that_the_driver_gives_no_code_is_known_by_its_words(tmp_path: Path) -> None:
    source = dbapi2.connect(":memory:")
    source.execute("CREATE TABLE notes AS SELECT zeroblob(900000) AS words")
    small = dbapi2.connect(str(tmp_path / "small"))
    small.execute("PRAGMA max_page_count = 4")
    with pytest.raises(Refusal, match="The disk is full"), as_refusals():
        source.backup(small)
    small.close()
    source.close()


def test_a_record_that_somebody_changed_meanwhile_is_told_so() -> None:
    assert "changed this meanwhile" in str(translate(StaleDataError()))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "The disk is full. (a.desk)"),
        (errno.EACCES, "can only be read"),
        (errno.EIO, "could not be read or written"),
        (errno.ENOENT, "no longer there"),
        (errno.ENAMETOOLONG, "too long for this disk"),
    ],
)
def test_a_failure_of_the_disk_is_told_with_the_files_name(number: int, said: str) -> None:
    refusal = translate(OSError(number, "in the system's words", "a.desk"))
    assert said in str(refusal)


def test_other_errors_of_the_system_are_bugs() -> None:
    assert translate(OSError(errno.EBADF, "x")) is None
    assert translate(OSError("no number")) is None
    assert translate(ValueError()) is None


def test_a_full_disk_in_the_middle_of_a_change_leaves_what_was_there(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.desk", KEY)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (words BLOB)")
        connection.exec_driver_sql("INSERT INTO notes VALUES ('kept')")
    with engine.execution_options(writes=True).connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 6")
        with pytest.raises(Refusal, match=r"is full.*before is kept.*Free some"), as_refusals():
            connection.exec_driver_sql("UPDATE notes SET words = zeroblob(900000)")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT words FROM notes").all() == [("kept",)]
    engine.dispose()


def test_a_stopped_query_is_told_as_stopped(tmp_path: Path) -> None:
    endless = (
        "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT count(*) FROM r"
    )
    engine = make_engine(tmp_path / "a.desk", KEY)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(lambda: 1, 1000)
        with pytest.raises(Refusal, match="stopped"), as_refusals():
            connection.exec_driver_sql(endless)
        raw.set_progress_handler(None, 0)
    engine.dispose()


def test_a_constraint_that_is_broken_is_a_bug_and_passes_through(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.desk", KEY)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (words NOT NULL)")
        with pytest.raises(IntegrityError), as_refusals():
            connection.exec_driver_sql("INSERT INTO notes VALUES (NULL)")
    engine.dispose()


def test_a_refusal_passes_through_as_it_is() -> None:
    with pytest.raises(Refusal, match=r"^No\.$"), as_refusals():
        raise Refusal("No.")
