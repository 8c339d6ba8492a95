"""The dispatch command: drafts in a folder, recorded as sent, refused in one line."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import _passphrase, harrow, made, refused, run  # noqa: F401 - fixtures

MEETING = "QA-2027-01-19"


def test_drafts_are_written_for_those_with_an_address_and_recorded(
    harrow: Path,  # noqa: F811 - the fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "mails"
    assert (
        run("dispatch", harrow, "--meeting", MEETING, "--kind", "call", "--to", folder, "--json")
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    files = sorted(path.name for path in folder.glob("*.eml"))
    assert sorted(one["file"] for one in told["sent"]) == files
    assert files
    assert run("list", harrow, "sent", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == len(files)
    assert {one["status"] for one in listed} == {"call"}


def test_what_cannot_be_sent_and_who_is_not_expected_are_refused(
    harrow: Path,  # noqa: F811 - the fixture
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    about = ("dispatch", harrow, "--meeting", MEETING, "--to", tmp_path / "m")
    assert "Known: invitation" in refused(capsys, *about, "--kind", "pigeon")
    assert "Nobody expected" in refused(capsys, *about, "--kind", "call", "--only", "The Mayor")
    assert list((tmp_path / "m").glob("*")) == []
