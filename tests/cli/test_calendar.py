"""The year on the command line: planned from a rule, and written as calendar files."""

import json
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from safeguard_desk.cli import main

SECRET = "correct horse battery staple"
RULE = "every second month, second Tuesday, 10:00"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)


@pytest.fixture
def harrow(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An empty desk."""
    desk = tmp_path / "Harrow.desk"
    assert run("new", desk, "--partnership", "Harrow") == 0
    capsys.readouterr()
    return desk


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def plan(desk: Path, *arguments: object) -> int:
    return run("plan-year", desk, "--today", "2026-11-20", *arguments)


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def refs(desk: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    run("list", desk, "meetings", "--json")
    return [one["ref"] for one in printed(capsys)]


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    line = capsys.readouterr().err
    assert len(line.strip().splitlines()) == 1
    return line


def test_a_year_is_planned_from_a_rule_and_the_rule_is_kept(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(harrow, "--group", "qa", "--rule", RULE, "--year", "2027", "--json") == 0
    told = printed(capsys)
    assert (told["group"], told["year"], told["rule"]) == ("QA", 2027, RULE)
    assert told["planned"][0] == "QA-2027-04-13"
    assert len(told["planned"]) == 6
    assert told["dates"][0] == {
        "date": "2027-04-13",
        "wanted": "2027-04-13",
        "time": "10:00",
        "moved": False,
        "why": [],
        "clashes": [],
        "standing": None,
        "ref": "QA-2027-04-13",
    }
    assert sorted(refs(harrow, capsys)) == told["planned"]
    assert plan(harrow, "--group", "QA", "--year", "2028/29", "--json") == 0
    assert printed(capsys)["planned"][0] == "QA-2028-04-11"


def test_a_dry_run_plans_nothing_and_says_what_moves_and_why(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert plan(harrow, "--group", "LD", "--rule", "monthly, first Monday", "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Mon 10 May 2027  10:00  Moved from Mon 3 May 2027: bank holiday: May Day." in told
    assert refs(harrow, capsys) == []


def test_a_board_meets_too(harrow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = "quarterly, last Wednesday, 09:30"
    assert plan(harrow, "--group", "HSAB", "--rule", rule, "--json") == 0
    assert printed(capsys)["planned"] == [
        "HSAB-2027-04-28",
        "HSAB-2027-07-28",
        "HSAB-2027-10-27",
        "HSAB-2028-01-26",
    ]


def test_a_year_planned_twice_is_planned_once(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(harrow, "--group", "QA", "--rule", RULE)
    capsys.readouterr()
    assert plan(harrow, "--group", "QA") == 1
    assert "no date to plan for QA in 2027" in refused(capsys)


def test_two_groups_in_one_room_give_way(harrow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan(harrow, "--group", "QA", "--rule", RULE, "--venue", "Civic Hub, room 3")
    capsys.readouterr()
    plan(harrow, "--group", "LD", "--rule", RULE, "--venue", "Civic Hub, room 3", "--json")
    first = printed(capsys)["dates"][0]
    assert first["date"] == "2027-04-20"
    assert first["why"] == ["Civic Hub, room 3 is taken by QA-2027-04-13, 10:00"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--group", "QA"), "How often QA meets is not known yet"),
        (("--group", "XX", "--rule", RULE), "no group or board with the code “XX”"),
        (("--group", "QA", "--rule", "now and then, Tuesdays"), "does not say how often"),
        (("--group", "QA", "--rule", RULE, "--year", "27"), "“27” is no financial year"),
        (("--group", "QA", "--rule", RULE, "--year", "2027/29"), "is no financial year"),
        (("--group", "QA", "--rule", RULE, "--year", "2001"), "no date to plan for QA in 2001"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_a_line(
    harrow: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    assert plan(harrow, *arguments) == 1
    assert said in refused(capsys)
    assert refs(harrow, capsys) == []


def test_calendar_files_hold_all_a_group_or_one(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(harrow, "--group", "QA", "--rule", RULE)
    plan(harrow, "--group", "LD", "--rule", "quarterly, third Thursday, 14:00")
    capsys.readouterr()
    out = tmp_path / "out.ics"
    for arguments, count in (
        ((), 10),
        (("--group", "LD"), 4),
        (("--meeting", "QA-2027-04-13"), 1),
    ):
        assert run("calendar", harrow, "-o", out, "--today", "2026-11-20", *arguments) == 0
        assert capsys.readouterr().out == f"{out}\n"
        assert len(Calendar.from_ical(out.read_bytes()).walk("VEVENT")) == count


def test_a_calendar_of_nothing_or_of_another_ending_is_refused(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("calendar", harrow, "-o", tmp_path / "out.ics") == 1
    assert "no meeting to put into a calendar" in refused(capsys)
    assert run("calendar", harrow, "-o", tmp_path / "out.csv") == 1
    assert "does not end in .ics" in refused(capsys)
    assert not list(tmp_path.glob("out.*"))


def test_the_calendar_is_a_paper_of_the_year_asked_for(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(harrow, "--group", "QA", "--rule", RULE)
    for suffix in ("pdf", "docx", "xlsx"):
        out = tmp_path / f"year.{suffix}"
        assert run("paper", "calendar", harrow, "--year", "2027", "-o", out) == 0
        assert out.stat().st_size > 1000
    capsys.readouterr()
    assert run("paper", "calendar", harrow, "--year", "soon", "-o", out) == 1
    assert "“soon” is no financial year" in refused(capsys)
