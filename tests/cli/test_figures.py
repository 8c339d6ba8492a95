"""The figures of actions without a window: as tables, and as JSON whose counts add up."""

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


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with the actions of one meeting."""
    made = tmp_path_factory.mktemp("figures") / "Harrow.desk"
    notes = str(FILES / "meeting_as_typed.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
        for command in (
            ["new", str(made), "--partnership", "Harrow"],
            ["import", "members", str(made), str(FILES / "members.csv")],
            ["plan", str(made), "--group", "QA", "--date", "2026-11-17"],
            ["capture", str(made), "--meeting", "QA-2026-11-17", notes],
        ):
            assert main(command) == 0
    return made


def figures(capsys: pytest.CaptureFixture[str], desk: Path, *more: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["figures", str(desk), *more, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def listed(capsys: pytest.CaptureFixture[str], desk: Path) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["list", str(desk), "actions", "--open", "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_counts_are_those_of_the_list_and_add_up(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found, rows = figures(capsys, desk), listed(capsys, desk)
    assert rows
    assert found["open"] == len(rows)
    (rating,) = found["rating"]
    for grade in ("red", "amber", "green", "blue"):
        assert rating[grade] == sum(row["rating"] == grade for row in rows)
    assert sum(line["open"] for line in found["agencies"]) == len(rows)
    assert sum(line["open_actions"] for line in found["ages"]) == len(rows)
    assert sum(line["open_actions"] for line in found["slips"]) == len(rows)
    assert len(found["months"]) == len(found["days"]) == 12
    assert found["six_months"][0]["code"] == "held"


def test_figures_are_narrowed_to_a_group_a_board_and_an_agency(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = figures(capsys, desk)
    group = figures(capsys, desk, "--group", "QA")
    assert group["open"] == everything["open"]
    assert "groups" not in group
    assert figures(capsys, desk, "--group", "LD")["open"] == 0
    assert figures(capsys, desk, "--board", "hsab")["board"] == "HSAB"
    most = max(everything["agencies"], key=lambda line: int(line["open"]))
    agency = figures(capsys, desk, "--agency", most["name"].upper())
    assert agency["open"] == most["open"]
    assert "agencies" not in agency


def test_figures_are_told_as_tables(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["figures", str(desk)]) == 0
    told = capsys.readouterr().out
    for title in ("Open actions by rating", "Age of open actions", "Six-month rule"):
        assert f"\n{title}\n" in told


@pytest.mark.parametrize(
    ("option", "name"), [("--group", "XX"), ("--board", "XX"), ("--agency", "Nobody")]
)
def test_what_is_not_known_is_refused_by_name(
    desk: Path, capsys: pytest.CaptureFixture[str], option: str, name: str
) -> None:
    capsys.readouterr()
    assert main(["figures", str(desk), option, name]) == 1
    assert f"“{name}”" in capsys.readouterr().err
