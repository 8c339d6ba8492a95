"""The commands chase and evidence, on a desk with two late actions."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import _passphrase, harrow, made, refused, run  # noqa: F401 - fixtures


@pytest.fixture
def late(harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:  # noqa: F811
    """A desk with two actions that are overdue, one of them without an owner."""
    source = tmp_path / "tracker.csv"
    source.write_text(
        "Action,Owner,Due date\nWrite to schools,DN,02/11/2026\nWrite to GPs,,03/11/2026\n"
    )
    assert run("import", "actions", harrow, source, "--group", "QA") == 0
    capsys.readouterr()
    return harrow


def test_what_is_listed_is_written_and_then_no_longer_due(
    late: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("chase", late, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed
    assert {"ref", "to", "chase", "missing", "due"} <= listed[0].keys()
    ready = [one for one in listed if not one["missing"] and one["to"] != "board"]
    assert [one["action"] for one in ready] == ["Write to schools"]
    assert len(listed) == 2
    folder = tmp_path / "mails"
    assert run("chase", late, "--to", folder, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert sorted(one["file"] for one in told["sent"]) == sorted(
        path.name for path in folder.glob("*.eml")
    )
    assert sum(len(one["actions"]) for one in told["sent"]) == len(ready)
    assert run("chase", late, "--json") == 0
    left = json.loads(capsys.readouterr().out)
    assert {one["ref"] for one in left}.isdisjoint({one["ref"] for one in ready})


def test_an_action_is_put_before_a_board(
    late: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("chase", late, "--json")
    ref = json.loads(capsys.readouterr().out)[0]["ref"]
    assert "none is given" in refused(capsys, "chase", late, "--escalate", ref, "--board", "HSCB")
    about = ("chase", late, "--escalate", ref, "--board", "HSCB", "--ask", "Write to the chair")
    assert run(*about, "--json") == 0
    assert ref in json.loads(capsys.readouterr().out)["matter"]
    assert "before a board already" in refused(capsys, *about)


def test_the_proof_held_on_a_day_is_told(
    late: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    run("chase", late, "--json")
    ref = json.loads(capsys.readouterr().out)[0]["ref"]
    assert run("evidence", late, ref, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run("action", late, ref, "complete", "--words", "Letters sent", "--json") == 0
    capsys.readouterr()
    assert run("evidence", late, ref, "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["words"], one["kind"], one["revision"]) == ("Letters sent", "done", 1)
    assert run("evidence", late, ref, "--on", "2020-03-01", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert "There is no action" in refused(capsys, "evidence", late, "QA-9999")


def test_a_day_to_come_can_be_looked_at_but_not_mailed(
    late: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("chase", late, "--on", "2026-10-01", "--json")
    assert json.loads(capsys.readouterr().out) == []
    assert "no date" in refused(capsys, "chase", late, "--on", "whenever")
    assert "go out today" in refused(
        capsys, "chase", late, "--on", "2026-10-01", "--to", tmp_path / "x"
    )


def test_the_board_of_the_side_is_meant_where_none_is_named(
    late: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("chase", late, "--json")
    ref = json.loads(capsys.readouterr().out)[0]["ref"]
    assert run("chase", late, "--escalate", ref, "--ask", "Write to the chair", "--json") == 0
    assert json.loads(capsys.readouterr().out)["board"] == "SSP"  # both sides' own
