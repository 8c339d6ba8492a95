"""Where things are kept on a computer."""

from pathlib import Path

import platformdirs
import pytest

from safeguard_desk import paths


def test_one_folder_can_hold_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path))
    found = [paths.desks(), paths.backups(), paths.config(), paths.logs()]
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "desks",
        "backups",
        "config",
        "logs",
    ]


def test_desks_lie_in_local_data_and_never_in_a_roaming_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(paths.HOME, raising=False)
    local = Path(platformdirs.user_data_dir("Safeguard Desk", False, roaming=False))
    assert paths.desks() == local / "desks"
    assert paths.backups().parent == local


def test_a_folder_is_looked_up_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "a"))
    before = paths.desks()
    monkeypatch.setenv(paths.HOME, str(tmp_path / "b"))
    assert paths.desks() != before
