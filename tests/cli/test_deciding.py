"""Decisions between meetings on the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import FILES, SECRET, run


@pytest.fixture
def harrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with the members of the group and a meeting to come."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    desk = tmp_path / "Harrow.desk"
    assert run("new", desk, "--partnership", "Harrow", "--today", "2026-11-01") == 0
    members = ("import", "members", desk, FILES / "members.csv", "--today", "2026-11-01")
    assert run(*members) == 0
    assert run("plan", desk, "--group", "QA", "--date", "2027-01-12") == 0
    return desk


def test_a_decision_is_recorded_agreed_listed_and_ratified(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = ("--today", "2026-12-04")
    ref = "QA-D-2026-01"
    record = ("--group", "QA", "--words", "Send the toolkit", "--on", "2026-12-01")
    assert run("decision", harrow, "record", *record, *day) == 0
    assert run("decision", harrow, "agree", ref, "--by", "dn", "--on", "2026-12-02", *day) == 0
    capsys.readouterr()
    assert run("decision", harrow, "ratify", ref, "--at", "QA-2027-01-12", *day) == 1
    assert "Both co-chairs have not agreed" in capsys.readouterr().err
    assert run("decision", harrow, "agree", ref, "--by", "NG", *day) == 1
    assert "DN (Designated Nurse" in capsys.readouterr().err
    assert run("decision", harrow, "agree", ref, "--by", "HS", *day) == 0
    assert capsys.readouterr().out == f"{ref} agreed\n"
    assert run("list", harrow, "decisions", "--json", *day) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["ref"], row["status"], row["asked_on"]) == (ref, "Agreed by both", "2026-12-01")
    options = ("--at", "QA-2027-01-12", "--today", "2027-01-12", "--json")
    assert run("decision", harrow, "ratify", ref, *options) == 0
    assert json.loads(capsys.readouterr().out) == {"ref": ref, "state": "ratified"}
    assert run("list", harrow, "decisions", "--open", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("decision", harrow, "agree", "QA-D-2026-09", "--by", "HS") == 1
    assert "There is no decision" in capsys.readouterr().err
