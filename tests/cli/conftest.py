"""Desks that the commands have made, each once in a run; a test has a copy."""

import shutil
from pathlib import Path

import pytest
from tests.making import made_once

from safeguard_desk.cli.main import main

FILES = Path(__file__).parents[1] / "files"
SECRET = "correct horse battery staple"


@pytest.fixture(scope="session")
def _with_members(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(path: Path) -> None:
        command(tmp_path_factory, "new", path, "--partnership", "Harrow")
        command(tmp_path_factory, "import", "members", path, FILES / "members.csv")

    return made_once(tmp_path_factory, "Members.desk", make)


@pytest.fixture(scope="session")
def _with_meeting(_with_members: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(path: Path) -> None:
        shutil.copy(_with_members, path)
        notes = FILES / "meeting_as_typed.txt"
        command(tmp_path_factory, "plan", path, "--group", "QA", "--date", "2026-11-17")
        command(tmp_path_factory, "capture", path, "--meeting", "QA-2026-11-17", notes)

    return made_once(tmp_path_factory, "Meeting.desk", make)


def command(factory: pytest.TempPathFactory, *words: object) -> None:
    """Run a command before any test has a home and a passphrase of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAFEGUARD_DESK_HOME", str(factory.mktemp("home")))
        patch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
        assert main([str(word) for word in words]) == 0


@pytest.fixture
def members_desk(_with_members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with the members of one group; its passphrase is known."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    return Path(shutil.copy(_with_members, tmp_path / "Harrow.desk"))


@pytest.fixture
def meeting_desk(_with_meeting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with the members of one group and its captured meeting of 17 November 2026."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    return Path(shutil.copy(_with_meeting, tmp_path / "Harrow.desk"))
