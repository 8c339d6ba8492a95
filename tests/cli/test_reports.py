"""Reports to the boards without a window: begun, commented, issued, compared with later ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.cli import main

FILES = Path(__file__).parent.parent / "files"


@pytest.fixture
def desk(meeting_desk: Path) -> Path:
    """A desk with the actions of one meeting."""
    return meeting_desk


def run(capsys: pytest.CaptureFixture[str], *words: str, day: str = "2026-12-01") -> Any:
    capsys.readouterr()
    assert main([*words, "--today", day, "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def value(lines: list[dict[str, Any]], row: str, column: str) -> dict[str, Any]:
    return next(one for one in lines if (one["row"], one["column"]) == (row, column))


def test_a_report_is_issued_with_its_figures_and_compared_with_the_next(
    desk: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = str(desk)
    new = ["report", "new", file, "--board", "HSAB", "--period", "2026-Q3"]
    first = run(capsys, *new)["ref"]
    assert main([*new, "--today", "2026-12-01"]) == 1
    assert f"{first} is a draft of the same report" in capsys.readouterr().err
    say = ["report", "say", file, "--ref", first, "--words", "Housing caught up."]
    assert main([*say, "--under", "actions", "--today", "2026-12-01"]) == 0
    assert main([*say, "--under", "Weather", "--today", "2026-12-01"]) == 1
    assert "has no heading “Weather”" in capsys.readouterr().err
    before = run(capsys, "report", "figures", file, "--ref", first)
    assert "Housing caught up." in {one["value"] for one in before}
    green = value(before, "Green", "Actions")
    assert len(green["rows"]) == int(green["value"])
    out = tmp_path / "report.docx"
    assert main(["report", "show", file, "--ref", first, "-o", str(out)]) == 0
    assert out.stat().st_size > 5000
    assert main(["report", "issue", file, "--ref", first, "--today", "2026-12-01"]) == 0
    later = "2027-02-20"
    assert run(capsys, "report", "figures", file, "--ref", first, day=later) == before
    second = run(capsys, *new[:-1], "2026-Q4", day=later)["ref"]
    changes = run(capsys, "report", "compare", file, "--ref", second, "--with", first, day=later)
    now = run(capsys, "report", "figures", file, "--ref", second, day=later)
    changed = {(one["row"], one["column"]): (one["before"], one["after"]) for one in changes}
    assert changed["Green", "Actions"] == (green["value"], value(now, "Green", "Actions")["value"])
    listed = run(capsys, "reports", file, day=later)
    assert [(one["ref"], one["state"]) for one in listed] == [
        (second, "draft"),
        (first, "issued"),
    ]
    assert main(["check", file]) == 0


def test_what_tells_who_somebody_is_is_not_issued(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(desk)
    ref = run(capsys, "report", "new", file, "--board", "HSCB", "--public")["ref"]
    words = "The child with NHS number 943 476 5919 was seen"
    assert main(["report", "say", file, "--ref", ref, "--words", words]) == 0
    assert main(["report", "issue", file, "--ref", ref]) == 1
    assert "looks like an NHS number" in capsys.readouterr().err
    assert run(capsys, "reports", file)[0]["state"] == "draft"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["new", "--kind", "agenda", "--board", "HSCB"], "is no report of a period"),
        (["new", "--kind", "board-report"], "made for a board"),
        (["new", "--board", "HSCB", "--period", "next"], "quarter"),
        (["new", "--board", "HSCB", "--public", "--restricted"], "public copy"),
        (["issue", "--ref", "HSCB-REP-0099"], "no report HSCB-REP-0099"),
        (["show", "--ref", "HSCB-REP-0099", "-o", "x.pdf"], "no report HSCB-REP-0099"),
    ],
)
def test_refusals_are_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    capsys.readouterr()
    assert main(["report", words[0], str(desk), *words[1:]]) == 1
    assert told in capsys.readouterr().err
