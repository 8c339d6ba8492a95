"""Groups reorganised without a window: shown first, then done, and taken back as one."""

import json
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.cli import main

FILES = Path(__file__).parent.parent / "files"
SECRET = "correct horse battery staple"
NEW = "PQ, Practice and Quality, quality"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)


@pytest.fixture
def desk(meeting_desk: Path) -> Path:
    """A desk with the members of one group and the actions of its meeting."""
    return meeting_desk


def actions(capsys: pytest.CaptureFixture[str], desk: Path, group: str) -> list[str]:
    capsys.readouterr()
    assert main(["list", str(desk), "actions", "--group", group, "--open", "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return sorted(row["ref"] for row in found)


def test_a_plan_is_shown_then_done_then_undone(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = actions(capsys, desk, "QA")
    assert len(before) > 2
    plan = ["--on", "2026-12-01", "--found", NEW, "--merge", "qa=pq", "--place", f"{before[0]}=CR"]
    assert main(["reorganise", str(desk), *plan, "--preview", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {tuple(one["to"]) for one in told["moves"] if one["ref"] == before[0]} == {("CR",)}
    assert actions(capsys, desk, "QA") == before
    assert main(["reorganise", str(desk), *plan, "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (done["ended"], done["founded"]) == (["QA"], ["PQ"])
    assert sum(done["moved"].values()) == len(told["moves"])
    assert actions(capsys, desk, "PQ") == before[1:]
    assert actions(capsys, desk, "CR") == before[:1]
    assert actions(capsys, desk, "QA") == []
    assert main(["undo", str(desk)]) == 0
    assert actions(capsys, desk, "QA") == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--merge", "QA"], "not understood after --merge"),
        (["--merge", "QA=XX"], "no group XX"),
        (["--end", "QA"], "that nobody takes"),
        (["--found", "PQ"], "names no group"),
        (["--found", "PQ, Practice, unknown"], "names no group"),
        (["--rename", "QA=Quality", "--place", "QA-9999=LD"], "No group has QA-9999 in hand"),
        (["--rename", "QA=Quality", "--on", "someday"], "no day"),
        ([], "changes nothing"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    desk: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    before = actions(capsys, desk, "QA")
    assert main(["reorganise", str(desk), *options]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "Nothing was" in told
    assert len([line for line in told.splitlines() if line.startswith("safeguard-desk:")]) == 1
    assert actions(capsys, desk, "QA") == before
