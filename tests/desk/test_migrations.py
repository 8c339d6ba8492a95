"""The file's own history: equal to the mapped classes, one change each, and nothing lost."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DatabaseError
from tests.making import KEY

from safeguard_desk.desk import journal, migrations, search
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.engine import make_engine, verify_pages
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Base, Meeting, Paper, Person

REBUILD = """
import sqlalchemy as sa
from alembic import op
revision = "9001"
down_revision = {before!r}
def upgrade():
    with op.batch_alter_table("agencies", recreate="always") as batch:
        batch.add_column(sa.Column("motto", sa.Text(), nullable=False, server_default=""))
"""
FAILING = """
from alembic import op
revision = "9002"
down_revision = "9001"
def upgrade():
    op.execute("DELETE FROM people")
    op.execute("CREATE TABLE half (id INTEGER)")
    op.execute("SELECT * FROM no_such_table")
"""
LOSING = """
from alembic import op
revision = "9002"
down_revision = "9001"
def upgrade():
    op.execute("DELETE FROM agencies")
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    made = make_engine(tmp_path / "Harrow.desk", KEY)
    with made.execution_options(writes=True).begin() as connection:
        migrations.upgrade(connection)
        journal.found(connection)
        search.found(connection)
    return made


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    opened = Desk(tmp_path / "Harrow.desk", engine, KEY, who="tester")

    def add(uow: Any) -> None:
        agency = uow.add(Agency(name="Police"))
        uow.add(Person(role="Superintendent", agency_id=agency.id))

    opened.change("Add", add)
    return opened


def with_later_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *scripts: str) -> None:
    """Let the program know further revisions, as a later version would."""
    later = tmp_path / "100% later migrations"
    shutil.copytree(migrations._HERE, later, ignore=shutil.ignore_patterns("__pycache__"))
    before = migrations.revisions()[-1]
    for number, script in enumerate(scripts, 9001):
        (later / "versions" / f"{number}_later.py").write_text(script.format(before=before))
    monkeypatch.setattr(migrations, "_HERE", later)


def test_the_newest_revision_is_what_the_classes_say(engine: Engine) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with engine.connect() as connection:
        options = {"include_object": migrations.include, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_each_revision_follows_the_one_before_and_is_named_by_its_number() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(migrations._HERE))
    config.set_main_option("path_separator", "os")
    directory = ScriptDirectory.from_config(config)
    found = [script.revision for script in directory.walk_revisions()]
    assert tuple(reversed(found)) == migrations.revisions()
    assert directory.get_heads() == [migrations.revisions()[-1]]
    for script in directory.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_a_new_desk_is_at_the_newest_revision(engine: Engine) -> None:
    with engine.connect() as connection:
        assert migrations.current(connection) == migrations.revisions()[-1]
        assert not migrations.pending(connection)
    engine.dispose()


def test_a_file_without_tables_has_no_revision(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "empty.desk", KEY)
    with engine.connect() as connection:
        assert migrations.current(connection) is None
        assert migrations.pending(connection)
    engine.dispose()


def test_a_desk_of_a_newer_program_is_refused_with_what_to_do(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with engine.connect() as connection, pytest.raises(Refusal, match="newer version") as refused:
        migrations.pending(connection)
    assert refused.value.todo.startswith("Install the newer version")
    engine.dispose()


def test_a_table_that_is_made_again_keeps_its_records_and_the_links_to_them(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_later_revisions(tmp_path, monkeypatch, REBUILD)
    with desk.engine.connect() as connection:
        assert migrations.pending(connection)
    migrations.migrate(desk.engine)
    with desk.engine.connect() as connection:
        assert migrations.current(connection) == "9001"
        rows = connection.execute(
            text("SELECT role, name, motto FROM people JOIN agencies ON agency_id = agencies.id")
        )
        assert rows.all() == [("Superintendent", "Police", "")]
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert desk.check().faults == ()
    desk.close()


def test_links_are_held_again_after_a_migration(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_later_revisions(tmp_path, monkeypatch, REBUILD)
    migrations.migrate(desk.engine)
    with desk.engine.connect() as connection:
        connection.execute(text("DELETE FROM agencies"))
        with pytest.raises(DatabaseError, match="FOREIGN KEY"):
            connection.commit()
    desk.close()


@pytest.mark.parametrize(("script", "error"), [(FAILING, DatabaseError), (LOSING, RuntimeError)])
def test_a_migration_that_fails_leaves_the_desk_as_it_was(
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    script: str,
    error: type[Exception],
) -> None:
    before = migrations.revisions()[-1]
    with_later_revisions(tmp_path, monkeypatch, REBUILD, script)
    with pytest.raises(error):
        migrations.migrate(desk.engine)
    with desk.engine.connect() as connection:
        assert migrations.current(connection) == before
        assert connection.scalar(text("SELECT count(*) FROM people")) == 1
        names = connection.scalars(text("SELECT name FROM sqlite_master"))
        assert not {"half", "_alembic_tmp_agencies"} & set(names)
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert verify_pages(desk.engine) == []
    assert desk.check().faults == ()
    desk.close()


def test_a_desk_of_the_first_version_is_brought_up_with_its_records_and_is_found_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Harrow.desk"
    engine = as_it_began(path, monkeypatch)
    with engine.connect() as connection:
        assert migrations.current(connection) == "0001"
        assert migrations.pending(connection)
    migrations.migrate(engine)
    with engine.execution_options(writes=True).begin() as connection:
        search.found(connection)
    opened = Desk(path, engine, KEY, who="tester")
    assert opened.check().faults == ()
    with opened.read() as reader:
        row = reader.one(select(Meeting.ref, Meeting.sequence, Meeting.chair_id))
        assert row == ("QA-2026-11-17", 0, None)
        assert reader.one(select(Paper.title, Paper.number, Paper.author)) == ("Audit", 1, "")
    opened.undo()
    opened.redo()
    assert opened.check().faults == ()
    opened.close()


def as_it_began(path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Make a desk as the first version wrote it: its tables, and its journal's shorter entries."""
    oldest = path.parent / "migrations"
    shutil.copytree(migrations._HERE, oldest, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (oldest / "versions").glob("[0-9]*_*.py"):
        if not later.name.startswith("0001"):
            later.unlink()
    engine = make_engine(path, KEY)
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_HERE", oldest)
        with engine.execution_options(writes=True).begin() as connection:
            migrations.upgrade(connection)
            journal.found(connection)
            write_as_it_began(connection)
            for statement in INDEX_AS_IT_BEGAN:
                connection.execute(text(statement))
    return engine


INDEX_AS_IT_BEGAN = (
    "CREATE TABLE search_rows"
    " (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record_id TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE search_words USING fts5(title, body, tokenize = 'trigram')",
    "INSERT INTO search_rows SELECT 1, 'papers', id FROM papers",
    "INSERT INTO search_words (rowid, title, body) VALUES (1, 'Audit', '')",
)

BEGINNING: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "groups",
        {"code": "QA", "name": "Quality", "kind": "quality", "marking": "official"}
        | {"meeting_minutes": 120},
    ),
    (
        "meetings",
        {"ref": "QA-2026-11-17", "group_id": "groups", "held_on": "2026-11-17"}
        | {"starts_at": "10:00:00", "length_minutes": 120, "venue": "", "link": ""}
        | {"state": "planned", "minutes_state": "not_started"},
    ),
    (
        "papers",
        {"meeting_id": "meetings", "position": 1, "title": "Audit", "state": "awaited"}
        | {"restricted": False, "filename": "", "media_type": "", "sha256": "", "size": 0},
    ),
)


def write_as_it_began(connection: Connection) -> None:
    """Write three records with the fields that the first version had, journalled as it did."""
    recording = journal.Recording()
    for kind, fields in BEGINNING:
        record = {name: identity(value) for name, value in fields.items()}
        record["id"] = identity(kind)
        names = ", ".join([*record, "version", "created_at"])
        places = ", ".join(f":{name}" for name in record)
        connection.execute(
            text(
                f"INSERT INTO {kind} ({names}) VALUES ({places}, 1, '2026-11-17 12:00:00.000000')"
            ),
            {n: v + ".000000" if n == "starts_at" else v for n, v in record.items()},
        )
        record["created_at"] = "2026-11-17T12:00:00+00:00"
        inserted = {name: [None, value] for name, value in record.items()}
        recording.note((kind, identity(kind)), "insert", inserted)
    stamp = journal.Stamp("Plan", datetime(2026, 11, 17, 12, tzinfo=UTC), "tester")
    journal.write(connection, recording, stamp)


def identity(value: Any) -> Any:
    """Return the id of a kind's one record; any other value as it is."""
    kinds = [kind for kind, _ in BEGINNING]
    return f"{kinds.index(value):032x}" if value in kinds else value
