"""Audits from the command line: planned, sent out, read back, agreed, repeated and reported."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_commands import FILES, refused, run

SECRET = "correct horse battery staple"
SAMPLE = FILES / "audit_returns_neglect.csv"


@pytest.fixture
def desk(members_desk: Path) -> Path:
    """A new desk with the members of one group, and the sample's audit on it."""
    return members_desk


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capsys.readouterr()
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_samples_returns_make_an_audit_that_is_listed_shown_and_reported(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = told(capsys, "import", "audit-returns", desk, SAMPLE)
    assert (done["rows"], done["created"], done["skipped"]) == (197, 197, [])
    again = told(capsys, "import", "audit-returns", desk, SAMPLE, "--audit", "QA-A-0001")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 197)
    (row,) = told(capsys, "list", desk, "audits")
    assert (row["ref"], row["status"], row["returns"]) == ("QA-A-0001", "returns", 197)
    shown = told(capsys, "audit", desk, "show", "QA-A-0001")
    assert (shown["expected"], shown["missing"]) == (216, 19)
    first = shown["questions"][0]
    assert first["question"] == "Q1 Voice of the child or adult"
    graded = ("outstanding", "good", "requires_improvement", "inadequate")
    assert sum(first[grade] for grade in graded) == first["of"]
    assert first["outstanding"] + first["good"] == first["good_or_better"]
    out = tmp_path / "report.docx"
    assert run("paper", "audit-report", desk, "--audit", "qa-a-0001", "-o", out) == 0
    assert out.stat().st_size > 10_000


def test_an_audit_is_planned_with_its_tool_cases_and_agencies_and_its_forms_go_out(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned = told(
        capsys,
        *("audit", desk, "plan", "--group", "QA", "--title", "Hoarding", "--side", "adults"),
        *("--start", "2026-12-01", "--scope", "Closed cases", "--cases", "H1-H3"),
        *("--invite", "all"),
    )
    assert planned == {"ref": "QA-A-0001", "status": "planned"}
    line = refused(capsys, "audit", desk, "forms", "QA-A-0001", "--to", tmp_path / "forms")
    assert "has no questions yet" in line
    line = refused(capsys, "audit", desk, "stage", "QA-A-0001", "--stage", "returns")
    assert "still needs: questions" in line
    assert run("audit", desk, "cancel", "QA-A-0001", "--words", "Joint inspection") == 0
    assert told(capsys, "list", desk, "audits")[0]["status"] == "cancelled"


def test_what_cannot_be_done_is_refused_in_one_line_and_changes_nothing(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = ("audit", desk, "plan", "--group", "QA", "--title", "Hoarding")
    assert "has no tool" in refused(capsys, *plan, "--tool", "None")
    assert "no agency" in refused(capsys, *plan, "--invite", "Nobody")
    assert "no code number" in refused(capsys, *plan, "--cases", "Jane Smith")
    assert "--title is missing" in refused(capsys, "audit", desk, "plan", "--group", "QA")
    assert "REF is missing" in refused(capsys, "audit", desk, "show")
    assert "no stage" in refused(capsys, "audit", desk, "stage", "QA-A-0001", "--stage", "x")
    assert "no audit" in refused(capsys, "audit", desk, "repeat", "QA-A-0001")
    assert told(capsys, "list", desk, "audits") == []
    assert told(capsys, "audit", desk, "suggest", "--group", "QA") == []


def test_the_programme_is_a_paper_of_the_group(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "audit-returns", desk, SAMPLE) == 0
    out = tmp_path / "programme.xlsx"
    assert run("paper", "audit-programme", desk, "--group", "QA", "-o", out) == 0
    assert out.is_file()
