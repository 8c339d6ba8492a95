"""Backups: whole, verified, thinned by a rule; restoring never loses what was there."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlcipher3 import dbapi2
from tests.making import KEY, bare_desk

from safeguard_desk import paths
from safeguard_desk.desk import backup, copies, files
from safeguard_desk.desk import rekey as changing
from safeguard_desk.desk.backup import Backup, back_up, due, list_backups, restore, superfluous
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.engine import PAGE, make_engine
from safeguard_desk.desk.files import beside
from safeguard_desk.desk.keys import Key, derive
from safeguard_desk.desk.rekey import rekey
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency

NOW = datetime(2026, 11, 17, 10, 42, 30)
OTHER = Key(bytes(32), bytes(range(16)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))
    made = bare_desk(tmp_path / "Harrow.desk")
    made.change("Add", add("Police"))
    return made


def add(name: str) -> Callable[[UnitOfWork], str]:
    return lambda uow: uow.add(Agency(name=name)).id


def names(path: Path, key: Key = KEY) -> list[str]:
    opened = Desk(path, make_engine(path, key, read_only=True), key, read_only=True)
    with opened.read() as reader:
        found = list(reader.scalars(select(Agency.name).order_by(Agency.name)))
    assert opened.check().faults == ()
    opened.close()
    return found


def spoil(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(PAGE * 5 + 7)
        file.write(b"\x99" * 8)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_backup_of_an_open_desk_is_one_file_with_all_of_it(desk: Desk) -> None:
    desk.change("Add", add("Probation"))
    made = back_up(desk.path, KEY, NOW, "daily")
    assert made.path.name == "Harrow-2026-11-17-104230-daily.desk"
    assert made.path.parent.name == "Harrow backups"
    assert os.listdir(made.path.parent) == [made.path.name]
    assert names(made.path) == ["Police", "Probation"]
    desk.close()


def test_a_backup_opens_with_the_same_passphrase(tmp_path: Path) -> None:
    key = derive("it's a Backup", bytes(range(50, 66)))
    engine = make_engine(tmp_path / "a.desk", key)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE journal_entries AS SELECT 42 AS answer")
    made = back_up(tmp_path / "a.desk", key, NOW, "daily")
    engine.dispose()
    tool = dbapi2.connect(str(made.path))
    tool.execute("PRAGMA key = 'it''s a Backup'")
    assert tool.execute("SELECT answer FROM journal_entries").fetchone() == (42,)
    tool.close()


def test_a_backup_is_of_one_moment_though_the_desk_is_written_meanwhile(
    wal_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = wal_desk
    monkeypatch.setattr(copies, "_STEP", 5)
    seen: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        seen.append(done)
        desk.change("Add", add(f"Agency {len(seen)}"))

    made = back_up(desk.path, KEY, NOW, "daily", progress=meanwhile)
    assert len(seen) > 3
    assert names(made.path) == ["Police"]
    desk.close()
    assert len(names(desk.path)) == 1 + len(seen)


def test_a_backup_that_is_cancelled_leaves_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_STEP", 5)

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        back_up(desk.path, KEY, NOW, "daily", progress=cancel)
    assert list(backup.folder(desk.path).iterdir()) == []
    desk.close()


def test_a_disk_that_fills_up_leaves_no_backup_and_the_desk_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copies.raw

    def small(path: Path, key: Key, *, read_only: bool) -> object:
        context = real(path, key, read_only=read_only)
        if path.suffix == ".half" and not read_only:
            connection = context.__enter__()
            connection.execute("PRAGMA max_page_count = 4")
            return Entered(context, connection)
        return context

    monkeypatch.setattr(copies, "raw", small)
    with pytest.raises(Refusal, match=r"No backup could be made\. The disk is full"):
        back_up(desk.path, KEY, NOW, "daily")
    assert list(backup.folder(desk.path).iterdir()) == []
    desk.change("Add", add("Probation"))
    desk.close()


class Entered:
    """A context that was entered already."""

    def __init__(self, context: object, given: object) -> None:
        self.context, self.given = context, given

    def __enter__(self) -> object:
        return self.given

    def __exit__(self, *error: object) -> object:
        return self.context.__exit__(*error)  # type: ignore[attr-defined]


def test_a_disk_without_space_is_refused_before_anything_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "free_space", lambda _: 1000)
    with pytest.raises(Refusal, match="too full"):
        back_up(desk.path, KEY, NOW, "daily")
    assert list(backup.folder(desk.path).iterdir()) == []
    desk.close()


def test_a_copy_that_lacks_rows_is_not_kept(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    real = copies.copy_pages

    def forgetful(path: Path, key: Key, half: Path, progress: None = None) -> dict[str, int]:
        counted = real(path, key, half, progress)
        return {**counted, "agencies": counted["agencies"] + 1}

    monkeypatch.setattr(backup, "copy_pages", forgetful)
    with pytest.raises(Refusal, match="not all rows"):
        back_up(desk.path, KEY, NOW, "daily")
    assert list(backup.folder(desk.path).iterdir()) == []
    desk.close()


def test_a_damaged_desk_gives_no_backup_and_the_good_ones_stay(desk: Desk) -> None:
    good = back_up(desk.path, KEY, NOW - timedelta(days=40), "daily")
    desk.close()
    spoil(desk.path)
    with pytest.raises(Refusal, match="damaged"):
        back_up(desk.path, KEY, NOW, "daily")
    assert list_backups(desk.path) == [good]


def test_two_backups_of_one_second_are_both_kept(desk: Desk) -> None:
    first = back_up(desk.path, KEY, NOW, "before-import")
    second = back_up(desk.path, KEY, NOW, "before-import")
    assert second.path.name == "Harrow-2026-11-17-104230-before-import-2.desk"
    assert list_backups(desk.path) == sorted([first, second])
    assert {b.reason for b in list_backups(desk.path)} == {"before-import"}
    desk.close()


def test_where_nothing_can_be_written_beside_the_desk_backups_go_to_local_data(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.may_write
    monkeypatch.setattr(
        files, "may_write", lambda place: place != backup.folder(desk.path) and real(place)
    )
    made = back_up(desk.path, KEY, NOW, "daily")
    assert made.path.is_relative_to(tmp_path / "home" / "backups")
    assert list_backups(desk.path) == [made]
    desk.close()


def test_other_files_in_the_folder_are_let_alone(desk: Desk) -> None:
    place = backup.folder(desk.path)
    place.mkdir()
    others = ["notes.txt", "mine.desk", "Harrow-2026-99-99-104230-daily.desk", "a.desk.half"]
    for name in others:
        (place / name).write_text("x")
    assert list_backups(desk.path) == []
    back_up(desk.path, KEY, NOW, "daily")
    assert set(others) < set(os.listdir(place))
    desk.close()


def test_a_copy_that_broke_off_days_ago_is_cleared_away(desk: Desk) -> None:
    place = backup.folder(desk.path)
    place.mkdir()
    for name in ("old.desk.half", "new.desk.half"):
        (place / name).write_text("x")
    os.utime(place / "old.desk.half", (1, 1))
    made = back_up(desk.path, KEY, NOW, "daily")
    assert sorted(os.listdir(place)) == [made.path.name, "new.desk.half"]
    desk.close()


def test_a_reason_that_is_no_name_is_a_bug(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no reason"):
        back_up(desk.path, KEY, NOW, "Before Import!")
    desk.close()


def made(*moments: str, reason: str = "daily") -> list[Backup]:
    return [
        Backup(datetime.fromisoformat(moment), reason, Path(f"{moment} {reason}"))
        for moment in moments
    ]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([], True),
        (["2026-11-17T09:00"], False),
        (["2026-11-16T10:42:31"], False),
        (["2026-11-16T10:42:30"], True),
        (["2020-01-01T00:00", "2026-11-17T09:00"], False),
        (["2027-03-01T00:00"], True),
    ],
)
def test_a_backup_is_due_a_day_after_the_last(moments: list[str], expected: bool) -> None:
    assert due(made(*moments), NOW) is expected


@pytest.mark.parametrize(
    ("backups", "going"),
    [
        ([], []),
        (made("2026-11-17T09:00"), []),
        # Of a day, the last.
        (made("2026-11-17T09:00", "2026-11-17T17:00"), made("2026-11-17T09:00")),
        # Ten days, though weeks and months would not ask for them.
        (made(*(f"2026-11-{day:02}T09:00" for day in range(2, 12))), []),
        # What was made before an import yesterday outlives today's closing.
        (
            [
                *made("2026-11-16T09:00", "2026-11-16T10:00", reason="before-import"),
                *made("2026-11-16T17:00", "2026-11-17T17:00"),
            ],
            [],
        ),
        # Three days on it was the day's own only if it was the last of it.
        (
            [
                *made("2026-11-13T09:00", reason="before-import"),
                *made("2026-11-13T17:00", "2026-11-17T17:00"),
            ],
            made("2026-11-13T09:00", reason="before-import"),
        ),
        # An old laptop, one backup a year: none is superfluous.
        (made("2023-01-01T00:00", "2024-01-01T00:00", "2025-01-01T00:00"), []),
    ],
)
def test_backups_are_thinned_by_the_rule(backups: list[Backup], going: list[Backup]) -> None:
    assert superfluous(backups) == going


def test_a_year_of_days_keeps_ten_days_eight_weeks_and_twelve_months() -> None:
    day, kept = datetime(2026, 1, 1, 17), list[Backup]()
    for _ in range(500):
        kept.append(Backup(day, "closed", Path(str(day))))
        gone = set(superfluous(kept))
        kept = [backup for backup in kept if backup not in gone]
        day += timedelta(days=1)
    newest = kept[-1].made
    ages = [(newest - backup.made).days for backup in kept]
    assert ages[-10:] == list(range(9, -1, -1))
    assert len({backup.made.strftime("%G-%V") for backup in kept}) >= 8
    assert len({backup.made.strftime("%Y-%m") for backup in kept}) == 12
    assert len(kept) <= 10 + 8 + 12


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1))
REASONS = st.sampled_from(["daily", "closed", "before-import", "before-migration"])
BACKUPS = st.lists(
    st.builds(lambda at, why: Backup(at, why, Path(f"{at} {why}")), MOMENTS, REASONS),
    unique=True,
    max_size=60,
)


@settings(deadline=None)
@given(BACKUPS)
def test_thinning_keeps_the_newest_and_is_done_at_once(backups: list[Backup]) -> None:
    gone = superfluous(backups)
    kept = sorted(set(backups) - set(gone))
    assert set(gone) < set(backups) or not backups
    if backups:
        assert max(backups) in kept
        days = {backup.made.date() for backup in backups}
        assert {backup.made.date() for backup in kept} >= set(sorted(days)[-10:])
    assert superfluous(kept) == []


def test_restoring_puts_the_backup_in_place_and_sets_the_desk_aside(desk: Desk) -> None:
    kept = back_up(desk.path, KEY, NOW, "daily")
    desk.change("Add", add("Probation"))
    desk.close()
    aside = restore(kept.path, desk.path, KEY, NOW)
    assert names(desk.path) == ["Police"]
    assert aside is not None
    assert aside.name == "Harrow-replaced-2026-11-17-104230.desk"
    assert names(aside) == ["Police", "Probation"]
    assert kept.path.exists()


def crashed(desk: Desk, folder: Path) -> Path:
    """Return the files of a desk as a crash would have left them: the last change in the WAL."""
    desk.change("Add", add("Probation"))
    path = folder / desk.path.name
    folder.mkdir()
    shutil.copyfile(desk.path, path)
    shutil.copyfile(beside(desk.path, "-wal"), beside(path, "-wal"))
    return path


def test_a_crashed_desk_is_set_aside_with_its_last_change(tmp_path: Path, wal_desk: Desk) -> None:
    kept = back_up(wal_desk.path, KEY, NOW, "daily")
    path = crashed(wal_desk, tmp_path / "crashed")
    aside = restore(kept.path, path, KEY, NOW)
    assert names(path) == ["Police"]
    assert aside is not None
    assert names(aside) == ["Police", "Probation"]
    wal_desk.close()


def test_a_crashed_desk_of_another_passphrase_is_set_aside_with_its_wal(
    tmp_path: Path, wal_desk: Desk
) -> None:
    path = crashed(wal_desk, tmp_path / "crashed")
    wal_desk.close()
    other = bare_desk(tmp_path / "Other.desk")
    kept = back_up(other.path, KEY, NOW, "daily")
    other.close()
    rekeyed = rekey(other.path, KEY, "another passphrase", NOW)
    aside = restore(other.path, path, rekeyed.key, NOW)
    assert names(path, rekeyed.key) == []
    assert not beside(path, "-wal").exists()
    assert aside is not None
    assert names(aside) == ["Police", "Probation"]
    assert kept.path.exists()


@pytest.fixture
def wal_desk(desk: Desk) -> Desk:
    with desk.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        assert raw.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    return desk


def test_restoring_where_there_is_no_desk_makes_one(desk: Desk, tmp_path: Path) -> None:
    kept = back_up(desk.path, KEY, NOW, "daily")
    desk.close()
    target = tmp_path / "new folder" / "Harrow.desk"
    assert restore(kept.path, target, KEY, NOW) is None
    assert names(target) == ["Police"]
    assert os.listdir(target.parent) == ["Harrow.desk"]


def broken_backups() -> list[tuple[Callable[[Path], object], Key, str]]:
    return [
        (lambda path: None, OTHER, "passphrase does not open"),
        (spoil, KEY, "HMAC verification failed for page 6"),
        (lambda path: os.truncate(path, PAGE * 9), KEY, "cut off"),
        (lambda path: os.truncate(path, PAGE * 9 + 5), KEY, "cut off"),
        (lambda path: path.write_text("not a desk"), KEY, "a text file"),
        (Path.unlink, KEY, "There is no file"),
    ]


@pytest.mark.parametrize(("spoiling", "key", "said"), broken_backups())
def test_a_backup_that_is_not_good_is_refused_and_all_is_as_it_was(
    desk: Desk, tmp_path: Path, spoiling: Callable[[Path], object], key: Key, said: str
) -> None:
    kept = back_up(desk.path, KEY, NOW, "daily")
    desk.change("Add", add("Probation"))
    desk.close()
    spoiling(kept.path)
    before = everything(tmp_path)
    with pytest.raises(Refusal, match=said):
        restore(kept.path, desk.path, key, NOW)
    assert everything(tmp_path) == before


def test_a_disk_that_fails_in_the_middle_of_restoring_leaves_all_as_it_was(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = back_up(desk.path, KEY, NOW, "daily")
    desk.change("Add", add("Probation"))
    desk.close()
    before = everything(tmp_path)
    for broken in ("copy", "move"):
        with monkeypatch.context() as patch:
            patch.setattr(files, broken, full_disk)
            with pytest.raises(Refusal, match="The disk is full"):
                restore(kept.path, desk.path, KEY, NOW)
        assert everything(tmp_path) == before


def full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_crashed_desk_keeps_its_wal_when_restoring_fails_at_the_last_step(
    tmp_path: Path, wal_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = back_up(wal_desk.path, KEY, NOW, "daily")
    path = crashed(wal_desk, tmp_path / "crashed")
    monkeypatch.setattr(backup, "settle", lambda *_: None)
    before = everything(path.parent)
    real = files.move

    def fails(source: Path, target: Path) -> None:
        if target == path:
            full_disk()
        real(source, target)

    monkeypatch.setattr(files, "move", fails)
    with pytest.raises(Refusal, match="The disk is full"):
        restore(kept.path, path, KEY, NOW)
    assert everything(path.parent) == before
    wal_desk.close()


def test_a_drive_that_knows_no_second_name_gets_a_copy_set_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = back_up(desk.path, KEY, NOW, "daily")
    desk.close()
    monkeypatch.setattr(os, "link", full_disk)
    aside = restore(kept.path, desk.path, KEY, NOW)
    assert aside is not None
    assert names(aside) == ["Police"]


def test_another_passphrase_opens_the_desk_and_the_old_one_its_old_backups(
    wal_desk: Desk,
) -> None:
    path = wal_desk.path
    old = back_up(path, KEY, NOW - timedelta(days=1), "daily")
    wal_desk.change("Add", add("Probation"))
    wal_desk.close()
    done = rekey(path, KEY, "correct horse battery", NOW)
    assert names(path, done.key) == ["Police", "Probation"]
    assert derive("correct horse battery", path.read_bytes()[:16]) == done.key
    assert done.key.salt != KEY.salt
    with pytest.raises(Refusal, match="does not open"):
        names(path, KEY)
    assert [b.reason for b in done.old_backups] == ["daily", "before-rekey"]
    assert old in done.old_backups
    for kept in done.old_backups:
        assert "Police" in names(kept.path, KEY)


@pytest.mark.parametrize("broken", ["move", "need_space", "verify_copy"])
def test_a_change_of_passphrase_that_fails_leaves_the_old_one_working(
    wal_desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    wal_desk.close()
    path = wal_desk.path
    content = path.read_bytes()
    kept = back_up(path, KEY, NOW, "before-rekey")
    monkeypatch.setattr(backup, "back_up", lambda *_: kept)
    monkeypatch.setattr(changing if broken == "verify_copy" else files, broken, full_disk)
    with pytest.raises(Refusal, match=r"The passphrase was not changed\. The disk is full"):
        rekey(path, KEY, "correct horse battery", NOW)
    assert path.read_bytes() == content
    assert not list(path.parent.glob("*.rekey*"))
    assert names(path) == ["Police"]


def test_a_poor_passphrase_is_refused_before_anything_is_done(desk: Desk, tmp_path: Path) -> None:
    desk.close()
    before = everything(tmp_path)
    with pytest.raises(Refusal, match="characters"):
        rekey(desk.path, KEY, "short", NOW)
    assert everything(tmp_path) == before
