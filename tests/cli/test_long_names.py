"""Names that a disk cannot take, or that leave no room for the backups' own."""

from pathlib import Path

import pytest
from tests.cli.test_commands import FILES, SECRET, refused, run


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)


def test_a_desk_with_a_long_name_is_backed_up_like_any_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / f"{'ü' * 90}.desk"
    assert run("new", desk, "--partnership", "Harrow") == 0
    assert run("import", "members", desk, FILES / "members.csv") == 0
    backups = list((tmp_path / f"{desk.stem} backups").iterdir())
    assert [path.name[-19:] for path in backups if "import" in path.name] == ["-before-import.desk"]


def test_a_name_too_long_for_a_desk_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for length in (210, 250, 300):
        name = tmp_path / f"{'x' * length}.desk"
        assert "too long" in refused(capsys, "new", name, "--partnership", "Harrow")
    assert list(tmp_path.iterdir()) == []


def test_a_name_too_long_for_the_disk_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "a.desk"
    run("new", desk, "--partnership", "Harrow")
    assert "too long" in refused(capsys, "backup", desk, "-o", tmp_path / f"{'x' * 300}.desk")
    assert "too long" in refused(capsys, "export", desk, "--to", tmp_path / ("x" * 300))
