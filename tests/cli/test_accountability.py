"""What agencies owe, without a window: counts that add up, and one refusal in one line."""

import json
from pathlib import Path

import pytest

from safeguard_desk.cli import main

FILES = Path(__file__).parent.parent / "files"


@pytest.fixture
def desk(meeting_desk: Path) -> Path:
    """A desk with the actions of one meeting."""
    return meeting_desk


def test_every_agency_and_one_of_them(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    day = ["--today", "2027-03-30"]
    assert main(["accountability", str(desk), *day, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    worst = listed[0]
    assert worst["late"] > 0
    one = ["--agency", worst["agency"].lower(), "--year", "2026"]
    assert main(["accountability", str(desk), *day, *one, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    items = [item for section in found["sections"] for item in section["items"]]
    assert (found["owes"], found["late"]) == (worst["owes"], worst["late"])
    assert sum(item["owed"] for item in items) == worst["owes"]
    assert main(["accountability", str(desk), *day, *one]) == 0
    assert f"owes {worst['owes']}" in capsys.readouterr().out
    assert main(["accountability", str(desk), "--agency", "Nobody"]) == 1
    assert "Nobody" in capsys.readouterr().err
