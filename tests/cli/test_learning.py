"""Learning from the command line: returns on training, products and reports."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from tests.cli.test_commands import FILES, refused, run


@pytest.fixture
def desk(members_desk: Path) -> Path:
    """A new desk with the members of one group."""
    return members_desk


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    capsys.readouterr()
    assert run(*arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)


def test_returns_are_asked_for_sent_read_back_challenged_and_told(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    base = ("training-returns", desk, "--group", "LD", "--year", "2026", "--today", "2026-11-17")
    made = told(capsys, *base, "--ask", "--due", "2026-12-18", "--forms", out)
    assert len(made["returns"]) == len(list(out.glob("*.xlsx"))) == 12
    path = next(out.glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    book["Training return"]["D5"], book["Training return"]["E5"] = 90, 60
    book.save(path)
    done = told(capsys, "import", "training-returns", desk, path, "--today", "2026-12-01")
    assert (done["rows"], done["created"], done["skipped"]) == (1, 1, [])
    again = told(capsys, "import", "training-returns", desk, path)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)
    assert "not for 2025/26" in refused(
        capsys, "import", "training-returns", desk, path, "--year", "2025"
    )
    held = [one for one in told(capsys, *base)["returns"] if one["levels"]]
    assert [(one["status"], one["levels"]) for one in held] == [
        ("received", {"awareness": {"staff": 90, "trained": 60}})
    ]
    agency = held[0]["agency"]
    words = ("--words", "A third is untrained: why?")
    assert run(*base, "--challenge", agency, *words, "--on", "2026-12-02") == 0
    shown = next(one for one in told(capsys, *base)["returns"] if one["agency"] == agency)
    assert (shown["status"], shown["challenged"]) == ("challenged", "2026-12-02")
    paper = tmp_path / "returns.xlsx"
    assert run("paper", "training-returns", desk, "--group", "LD", "-o", paper) == 0
    assert "Agencies" in openpyxl.load_workbook(paper).sheetnames


def test_a_briefing_is_made_from_an_audit_approved_sent_and_heard_of(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", "audit-returns", desk, FILES / "audit_returns_neglect.csv") == 0
    made = told(capsys, "product", desk, "make", "--from", "qa-a-0001")
    ref = made["ref"]
    assert (ref, made["status"], len(made["sections"])) == ("LD-P-0001", "draft", 7)
    assert "Nothing stands under" in refused(capsys, "product", desk, "approve", ref, "--by", "DN")
    for code, text in made["sections"].items():
        if not text:
            assert run("product", desk, "write", ref, "--section", code, "--words", "Ask.") == 0
    assert told(capsys, "product", desk, "approve", ref, "--by", "DN")["status"] == "approved"
    sent = told(capsys, "product", desk, "send", ref, "--agencies", "CNWL; LNWUH", "--to", tmp_path)
    assert (sent["status"], sent["agencies"]) == ("sent", 2)
    assert [Path(one).suffix for one in sent["files"]] == [".pdf"]
    assert sent["without_address"] == ["CNWL", "LNWUH"]
    passed = ("embed", ref, "--agency", "CNWL", "--words", "Talked about", "--staff", "12")
    told_of = told(capsys, "product", desk, *passed, "--proof", "Notes")
    assert (told_of["embedded"], told_of["staff_reached"]) == (1, 12)
    assert "LD-P-0001" in json.dumps(told(capsys, "products", desk))
    out = tmp_path / "briefing.docx"
    assert run("paper", "learning-product", desk, "--product", ref, "-o", out) == 0
    assert "Known: seven_minute" in refused(capsys, "product", desk, "make", "--kind", "poster")
