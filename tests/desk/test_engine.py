"""Connections to the encrypted file: keyed once, safe settings, and clear words for other files."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from safeguard_desk.desk import engine as engine_module
from safeguard_desk.desk import keys
from safeguard_desk.desk.engine import (
    PAGE,
    damaged_pages,
    inspect,
    journal_mode,
    make_engine,
    uri,
    verify,
    verify_pages,
)
from safeguard_desk.desk.files import beside, may_write
from safeguard_desk.desk.keys import Key, derive
from safeguard_desk.errors import Refusal

KEY = Key(bytes(range(32)), bytes(range(16)))
NAME = "Marigold Fennimore"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Harrow.desk"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    made = filled(path)
    yield made
    made.dispose()


def filled(path: Path, rows: int = 100) -> Engine:
    """Make an encrypted file of about `rows` pages."""
    made = make_engine(path, KEY)
    journal_mode(made, safe=False)
    with made.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT)")
        words = NAME * 200
        values = [(words,)] * rows
        connection.exec_driver_sql("INSERT INTO notes (words) VALUES (?)", values)
    return made


def closed(path: Path) -> Path:
    filled(path).dispose()
    assert not beside(path, "-wal").exists()
    return path


def spoil(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(b"\x99" * 8)


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM notes").scalar() or 0)


def refusal(path: Path, key: Key = KEY) -> Refusal:
    opened = make_engine(path, key, read_only=True)
    with pytest.raises(Refusal) as refused:
        verify(opened, path)
    opened.dispose()
    return refused.value


def test_nothing_of_the_content_can_be_read_in_any_file(engine: Engine, path: Path) -> None:
    for file in path.parent.iterdir():
        assert NAME.encode() not in file.read_bytes()
    assert beside(path, "-wal").stat().st_size > 0


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
        ("journal_mode", "wal"),
        ("cipher_page_size", "4096"),
        ("kdf_iter", "256000"),
        ("cipher_hmac_algorithm", "HMAC_SHA512"),
    ],
)
def test_each_connection_is_set_up_the_safe_way(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_second_thread_gets_its_connection_without_a_further_key_derivation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.desk"
    derived = []
    real = hashlib.pbkdf2_hmac

    def counted(name: str, secret: bytes, salt: bytes, rounds: int, size: int) -> bytes:
        derived.append(rounds)
        return real(name, secret, salt, rounds, size)

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", counted)
    engine = make_engine(path, derive("correct horse battery", bytes(16)))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE notes (id INTEGER PRIMARY KEY)")
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(count(engine))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    engine.dispose()
    assert found == [0, 0, 0]
    assert derived == [keys.ROUNDS]


def test_a_writer_begins_at_once_and_a_reader_beside_it_sees_the_state_before(
    engine: Engine,
) -> None:
    with engine.execution_options(writes=True).connect() as writer:
        writer.exec_driver_sql("DELETE FROM notes")
        assert count(engine) == 100
        writer.commit()
    assert count(engine) == 0


def test_a_reader_sees_one_state_until_it_ends(engine: Engine) -> None:
    with engine.connect() as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM notes").scalar() == 100
        with engine.execution_options(writes=True).begin() as writer:
            writer.exec_driver_sql("DELETE FROM notes")
        assert reader.exec_driver_sql("SELECT count(*) FROM notes").scalar() == 100


def test_a_table_made_in_a_change_that_is_given_up_is_not_there(engine: Engine) -> None:
    connection = engine.execution_options(writes=True).connect()
    connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
    connection.close()
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'half'")
        assert found.first() is None


def test_a_second_writer_is_refused_before_it_has_done_any_work(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_PATIENCE", 0)
    other = make_engine(path, KEY)
    with engine.execution_options(writes=True).begin():
        with pytest.raises(DBAPIError) as failure, other.execution_options(writes=True).begin():
            pass
        assert failure.value.orig.sqlite_errorname == "SQLITE_BUSY"  # type: ignore[union-attr]
    other.dispose()


def test_reading_only_cannot_write(path: Path) -> None:
    engine = make_engine(closed(path), KEY, read_only=True)
    assert count(engine) == 100
    with pytest.raises(DBAPIError, match="readonly"), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM notes")
    engine.dispose()


def test_reading_only_makes_no_file(path: Path) -> None:
    engine = make_engine(path, KEY, read_only=True)
    with pytest.raises(DBAPIError), engine.connect():
        pass
    assert not path.exists()


def test_a_file_that_goes_away_is_not_made_again_empty(path: Path) -> None:
    engine = make_engine(closed(path), KEY)
    path.unlink()
    with pytest.raises(DBAPIError), engine.connect():
        pass
    assert not path.exists()


@contextmanager
def as_somebody_without_rights() -> Iterator[None]:
    """Do something as a user who is not root, whoever runs the tests."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of a folder are POSIX's")
def test_a_folder_that_cannot_be_written_to_is_read_all_the_same() -> None:
    with tempfile.TemporaryDirectory() as name:
        path = closed(Path(name, "Harrow.desk"))
        path.parent.chmod(0o555)
        with as_somebody_without_rights():
            assert not may_write(path.parent)
            engine = make_engine(path, KEY, read_only=True)
            assert count(engine) == 100
            engine.dispose()
        assert os.listdir(path.parent) == [path.name]
        path.parent.chmod(0o755)


def test_wal_is_set_and_read_back_and_left_on_a_network_drive(path: Path) -> None:
    engine = filled(path)
    assert journal_mode(engine, safe=False) == "wal"
    assert journal_mode(engine, safe=True) == "delete"
    with engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("DELETE FROM notes")
    assert not beside(path, "-wal").exists()
    engine.dispose()


def test_the_mode_stays_as_it_is_while_somebody_reads(
    path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "_PATIENCE", 0)
    other = make_engine(path, KEY)
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM notes").scalar()
        assert journal_mode(other, safe=True) == "wal"
    engine.dispose()
    assert journal_mode(other, safe=True) == "delete"
    other.dispose()


@pytest.mark.skipif(sys.platform == "win32", reason="this file system is POSIX's")
def test_where_wal_does_not_hold_the_file_goes_back_to_delete(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """unix-dotfile has no shared memory, like a network drive."""
    closed(path)
    real = uri
    monkeypatch.setattr(engine_module, "uri", lambda p, mode: real(p, mode, "unix-dotfile"))
    engine = make_engine(path, KEY)
    assert count(engine) == 100
    assert journal_mode(engine, safe=False) == "delete"
    engine.dispose()


def test_a_windows_share_and_odd_signs_are_named_as_sqlite_reads_them(tmp_path: Path) -> None:
    class Share:
        def absolute(self) -> "Share":
            return self

        def as_posix(self) -> str:
            return "//server/share/a.desk"

    assert uri(Share(), "rw") == "file:////server/share/a.desk?mode=rw"  # type: ignore[arg-type]
    odd = tmp_path / "a b#c%20?ä.desk"
    filled(odd).dispose()
    assert odd.exists()


def test_a_wrong_passphrase_is_said_to_be_one(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    refused = refusal(closed(path), Key(bytes(32), KEY.salt))
    assert refused.what == "The passphrase does not open Harrow.desk."
    assert "Caps Lock" in refused.todo
    assert capfd.readouterr() == ("", "")


def test_a_damaged_beginning_is_told_from_a_wrong_passphrase(path: Path) -> None:
    spoil(closed(path), 100)
    assert refusal(path).what == (
        "The beginning of Harrow.desk is damaged; the passphrase is the right one."
    )


def test_a_damaged_page_is_named_and_the_rest_can_still_be_read(path: Path) -> None:
    spoil(closed(path), PAGE * 40 + 100)
    engine = make_engine(path, KEY)
    verify(engine, path)
    assert damaged_pages(engine) == ["HMAC verification failed for page 41"]
    assert verify_pages(engine) == ["HMAC verification failed for page 41"]
    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.exec_driver_sql("SELECT sum(length(words)) FROM notes").scalar()
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT length(words) FROM notes WHERE id = 1").scalar()
    engine.dispose()


def test_a_sound_file_has_no_damaged_page(engine: Engine) -> None:
    assert damaged_pages(engine) == []
    assert verify_pages(engine) == []


def test_a_file_that_lost_its_end_is_said_to_be_cut_off(path: Path) -> None:
    os.truncate(closed(path), PAGE * 20)
    inspect(path)
    assert refusal(path).what == "The end of Harrow.desk is cut off."


def plain_database(path: Path) -> None:
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE a (b)")
    connection.close()


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<w/>")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "There is no file"),
        (Path.mkdir, "is a folder"),
        (lambda path: path.write_bytes(b""), "an empty file"),
        (lambda path: path.write_bytes(bytes(PAGE)), "only empty space"),
        (plain_database, "not encrypted"),
        (zipped, "a zip, Word or Excel file"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n" + os.urandom(5000)), "a PDF"),
        (lambda path: path.write_text("Minutes – café\n" * 99, encoding="utf-8"), "a text file"),
        (lambda path: path.write_text("ä" * 600 + "x", encoding="utf-8"), "a text file"),
        (lambda path: path.write_text("Minutes", encoding="utf-16"), "a text file"),
        (lambda path: os.truncate(closed(path), PAGE * 3 + 100), "is cut off: 12,388 bytes"),
    ],
)
def test_what_is_no_desk_is_named_before_any_passphrase_is_asked_for(
    path: Path, make: object, said: str
) -> None:
    make(path)  # type: ignore[operator]
    with pytest.raises(Refusal, match=said):
        inspect(path)


def test_a_desk_passes(path: Path) -> None:
    inspect(closed(path))


def test_what_was_acknowledged_is_there_after_the_program_was_killed(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; sys.path[:0] = sys.argv[2:]\n"
        "from safeguard_desk.desk.engine import make_engine\n"
        "from safeguard_desk.desk.keys import Key\n"
        "engine = make_engine(Path(sys.argv[1]), Key(bytes(range(32)), bytes(range(16))))\n"
        "with engine.execution_options(writes=True).begin() as c:\n"
        "    c.exec_driver_sql('DELETE FROM notes WHERE id > 10')\n"
        "c = engine.execution_options(writes=True).connect()\n"
        "c.exec_driver_sql('DELETE FROM notes')\n"
        "os._exit(9)"
    )
    closed(path)
    subprocess.run([sys.executable, "-c", script, str(path), *sys.path], check=False)
    assert beside(path, "-wal").stat().st_size > 0
    engine = make_engine(path, KEY)
    assert count(engine) == 10
    assert verify_pages(engine) == []
    engine.dispose()


def test_a_copy_of_the_file_alone_opens(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.desk"
    shutil.copyfile(closed(path), copy)
    engine = make_engine(copy, KEY)
    assert count(engine) == 100
    engine.dispose()
