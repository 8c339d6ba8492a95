"""The scorecard from the command line: brought in, listed, made as a paper."""

import json
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.cli import main

FILES = Path(__file__).parent.parent / "files"
SECRET = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """An empty desk."""
    made = tmp_path / "Harrow.desk"
    assert main(["new", str(made), "--partnership", "Harrow"]) == 0
    return made


def told(capsys: pytest.CaptureFixture[str], *command: str) -> Any:
    capsys.readouterr()
    assert main([*command, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_scorecard_comes_in_once_and_is_listed_with_codes_and_not_labels(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring = ("import", "scorecard", str(desk), str(FILES / "scorecard.xlsx"))
    would = told(capsys, *bring, "--dry-run")
    done = told(capsys, *bring)
    assert done == would
    counts = [done[name] for name in ("rows", "created", "updated", "unchanged")]
    assert counts == [11, 11, 0, 0]
    assert done["skipped"] == []
    assert {tuple(note) for note in done["notes"]} == {("row", "field", "text", "kept_as")}
    again = told(capsys, *bring)
    assert [again[name] for name in ("created", "updated", "unchanged")] == [0, 0, 11]
    indicators = told(capsys, "list", str(desk), "indicators", "--open")
    assert indicators[1]["ref"] == "QA-I-0002"
    assert (indicators[1]["unit"], indicators[1]["direction"]) == ("percent", "down")
    measured = told(capsys, "list", str(desk), "measurements", "--open")
    kept = [
        (one["status"], one["value"])
        for one in measured
        if one["title"] == "Children in custody with a health plan"
    ]
    assert kept.count(("suppressed", None)) == 4
    assert ("figure", 6.0) in kept


def test_unknown_indicators_are_reported_on_demand(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(FILES / "scorecard.xlsx")
    done = told(capsys, "import", "scorecard", str(desk), source, "--known-only")
    assert len(done["skipped"]) == done["rows"] == 11
    assert done["skipped"][0]["row"] == 4


def test_the_paper_is_made_for_a_board_and_quarter(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "scorecard", str(desk), str(FILES / "scorecard.xlsx")]) == 0
    out = tmp_path / "scorecard.pdf"
    command = ["paper", "scorecard", str(desk), "-o", str(out), "--board", "HSCB"]
    assert main([*command, "--quarter", "2026-Q1"]) == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_file_that_is_no_scorecard_is_refused_in_one_line(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "notes.txt"
    source.write_text("nothing of the kind\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "scorecard", str(desk), str(source)]) == 1
    assert "has no column of indicators" in capsys.readouterr().err
