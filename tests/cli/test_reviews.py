"""Case review on the command line: refer, decide, tools, clocks, the decision record."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import FILES, SECRET, run

DAY = ("--today", "2026-12-15")


@pytest.fixture
def harrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with the members of the partnership."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    desk = tmp_path / "Harrow.desk"
    assert run("new", desk, "--partnership", "Harrow", *DAY) == 0
    assert run("import", "members", desk, FILES / "members.csv", *DAY) == 0
    return desk


def test_a_referral_is_decided_and_its_record_written(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--happened", "An infant was seriously harmed", "--harm", "serious")
    capsys.readouterr()
    refer = ("refer", harrow, "--side", "children", *words, "--aware", "2026-12-14", *DAY)
    assert run(*refer, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["ref"] == "CR-2026-01"
    assert {one["clock"]: one["due"] for one in told["clocks"]} == {
        "notification": "2026-12-21",
        "rapid-review": "2027-01-07",
    }
    decide = ("--kind", "rapid", "--reasons", "Both tests are met", "--by", "Chair", *DAY)
    assert run("decide", harrow, "CR-2026-01", *decide) == 1
    assert "6 of the criteria are not answered" in capsys.readouterr().err
    codes = ("abuse", "harm", "importance", "improvement", "recurrent", "together")
    answers = [part for code in codes for part in ("--answer", f"child-{code}=yes:records")]
    assert run("decide", harrow, "CR-2026-01", *answers, *decide) == 0
    assert "state: decision" in capsys.readouterr().out
    assert run("list", harrow, "reviews", "--json", *DAY) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["ref"], row["status"], row["due_on"]) == ("CR-2026-01", "decision", "2026-12-21")
    for ending in ("pdf", "docx"):
        out = tmp_path / f"record.{ending}"
        paper = ("paper", "decision-record", harrow, "--case", "cr-2026-01", "-o", out)
        assert run(*paper, *DAY) == 0
        assert out.stat().st_size > 5000
    assert run(*paper, "--public", *DAY) == 1
    assert "no public copy" in capsys.readouterr().err


def test_a_record_is_not_made_while_a_text_tells_who_somebody_is(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "A child, born 3 May 2019, was harmed"
    assert run("refer", harrow, "--side", "children", "--happened", words, *DAY) == 0
    out = tmp_path / "record.pdf"
    paper = ("paper", "decision-record", harrow, "--case", "CR-2026-01", "-o", out)
    assert run(*paper, *DAY) == 1
    assert "looks like a date of birth" in capsys.readouterr().err
    assert not out.exists()


def test_tools_are_ranked_and_a_rapid_review_laid_out_day_by_day(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    refer = ("refer", harrow, "--side", "children", "--happened", "Harm", "--harm", "serious")
    assert run(*refer, "--aware", "2026-12-14", *DAY) == 0
    capsys.readouterr()
    case = ("case", harrow, "CR-2026-01")
    assert run(*case, "tools", "--traits", "statutory_child urgent", "--json", *DAY) == 0
    ranked = json.loads(capsys.readouterr().out)["tools"]
    assert (ranked[0]["tool"], ranked[0]["points"]) == ("Rapid review", 12)
    assert "held after every notification" in ranked[0]["for"]
    assert run(*case, "tool", "--tool", "rapid", "--json", *DAY) == 0
    stages = json.loads(capsys.readouterr().out)["stages"]
    assert [one["planned"] for one in stages] == [
        "2026-12-15", "2026-12-30", "2027-01-04", "2027-01-06", "2027-01-07",
    ]  # fmt: skip


def test_a_clock_is_stopped_with_a_reason_only(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("refer", harrow, "--side", "adults", "--happened", "Harm", *DAY) == 0
    case = ("case", harrow, "CR-2026-01")
    assert run(*case, "stop", "--clock", "sar-decision", *DAY) == 1
    assert "with a reason only" in capsys.readouterr().err
    stop = ("stop", "--clock", "sar-decision", "--words", "Criminal proceedings")
    assert run(*case, *stop, *DAY) == 0
    assert "Stopped: Criminal proceedings" in capsys.readouterr().out
