"""Before a meeting, without a window: an agenda built, returns read, the history of a matter."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.cli.test_commands import SECRET, _passphrase, made, refused, run

__all__ = ["SECRET", "_passphrase", "made"]
COMING = "QA-2027-01-19"


@pytest.fixture
def harrow(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A copy of the made desk, closed."""
    capsys.readouterr()
    return Path(shutil.copy(made, tmp_path))


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capsys.readouterr()
    assert run(*arguments, "--today", "2026-11-23", "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_an_agenda_is_built_once_and_a_dry_run_only_tells(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build = ("build", harrow, "--meeting", COMING)
    would = told(capsys, *build, "--dry-run")
    assert {"title", "reason", "kind", "minutes", "purpose", "under"} <= would[0].keys()
    assert "To ratify: the minutes of 17 Nov 2026 (QA-2026-11-17)" in [w["title"] for w in would]
    assert told(capsys, *build) == would
    assert told(capsys, *build) == []


def test_returns_are_made_and_read_and_a_foreign_file_is_refused(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "forms"
    made = told(capsys, "returns", harrow, "--meeting", COMING, "--to", folder)
    assert len(made["files"]) == 2 * made["agencies"]
    path = next(folder.glob("*Cafcass.xlsx"))
    book = load_workbook(path)
    book["Items"]["A5"].value = "Waiting times"
    book.save(path)
    read = ("import", "returns", harrow, path, "--meeting", COMING)
    assert told(capsys, *read, "--dry-run")["created"] == 1
    assert told(capsys, *read)["created"] == 1
    assert told(capsys, *read) == {
        "rows": 1,
        "created": 0,
        "updated": 0,
        "unchanged": 1,
        "skipped": [],
        "notes": [],
    }
    assert "not for QA-2026-11-17" in refused(capsys, *read[:-1], "QA-2026-11-17")
    assert "--meeting REF is missing" in refused(capsys, *read[:-2])
    foreign = tmp_path / "x.xlsx"
    foreign.write_bytes(b"no")
    words = refused(capsys, "import", "returns", harrow, foreign, "--meeting", COMING)
    assert "no return form" in words


def test_matters_are_listed_and_one_is_told_over_time_on_paper(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    matters = told(capsys, "list", harrow, "matters")
    assert {"title", "status", "meeting", "kind", "owner", "minutes"} <= matters[0].keys()
    out = tmp_path / "history.pdf"
    assert run("paper", "matter", harrow, "--matter", matters[0]["title"], "-o", out) == 0
    assert out.read_bytes().startswith(b"%PDF")
    words = refused(capsys, "paper", "matter", harrow, "--matter", "nothing", "-o", out)
    assert "no matter called" in words
