"""Evaluation at the command line: forms out and in, what is known, and who is asked."""

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.fixtures import trained
from tests.fixtures.harrow import Harrow
from tests.making import TestClock

from safeguard_desk.cli.main import main
from safeguard_desk.desk.opening import open_desk

SECRET = "correct horse battery staple"


@pytest.fixture
def file(tmp_path: Path, clock: TestClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a session of July that six delegates attended."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    made = tmp_path / "Harrow.desk"
    assert main(["new", str(made), "--partnership", "Harrow"]) == 0
    harrow = Harrow(open_desk(made, SECRET, clock=clock, who="tester"), clock)
    trained.session(harrow, trained.course(harrow), held_on=date(2026, 7, 8))
    harrow.desk.close()
    return made


def run(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([str(word) for word in words]) == 0
    return capsys.readouterr().out


def test_forms_go_out_come_back_and_are_shown(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    day = ("--today", "2026-11-17")
    out = run(capsys, "evaluation", file, "forms", "LD-S-0001", "--to", folder, *day)
    assert len(out.split("\n")) == 4
    sheet = folder / "LD-S-0001 at the end all.xlsx"
    book = openpyxl.load_workbook(sheet)
    for row, score in enumerate((3, 4, 5, 4, 4), 5):
        book.worksheets[0][f"C{row}"] = score
    book.save(sheet)
    told = run(capsys, "import", "evaluation", file, sheet, "--dry-run", *day)
    assert told == "Would be: 5 rows: 5 created, 0 updated, 0 unchanged, 0 skipped.\n"
    run(capsys, "import", "evaluation", file, sheet, *day)
    told = run(capsys, "import", "evaluation", file, sheet, *day)
    assert told == "5 rows: 0 created, 0 updated, 5 unchanged, 0 skipped.\n"
    found = json.loads(run(capsys, "evaluation", file, "show", "LD-C-0001", "--json", *day))
    assert found["scores"] == [
        {"question": "confidence", "asked": "end", "delegates": 6, "answered": 5, "mean": 4.0,
         "counts": [0, 0, 1, 3, 1]}
    ]  # fmt: skip
    assert found["levels"]["results"]["known"] == []
    words = run(capsys, "evaluation", file, "show", "ld-c-0001", *day)
    assert "? Results: not known: no re-audit or indicator is linked to this course." in words


def test_a_survey_export_names_its_session_and_stage(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Delegate ID,Confidence\nD001,4 - Agree\nD002,6\n", encoding="utf-8")
    options = ("--session", "LD-S-0001", "--stage", "later", "--today", "2026-11-17")
    told = run(capsys, "import", "evaluation", file, path, *options)
    assert told.split("\n")[:2] == [
        "row 3 skipped: Confidence: 6 of 5 is no score: it goes from 1 to 5.",
        "2 rows: 1 created, 0 updated, 0 unchanged, 1 skipped.",
    ]


def test_who_is_due_is_asked_once(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ("--today", "2026-11-17")
    assert run(capsys, "evaluation", file, "due", *day).endswith("6 to ask\n")
    folder = tmp_path / "mails"
    folder.mkdir()
    run(capsys, "evaluation", file, "ask", "--to", folder, *day)
    assert len(list(folder.glob("*.eml"))) == 6
    assert run(capsys, "evaluation", file, "due", *day).endswith("6 asked and waiting\n")
