"""Draft minutes read back on the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.test_commands import SECRET, run
from tests.exchange.word import Word


@pytest.fixture
def harrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a minuted meeting, whose minutes are with the co-chairs."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    desk, notes = tmp_path / "Harrow.desk", tmp_path / "notes.txt"
    notes.write_text(
        "> 5 Multi-agency audits\n24 cases were read\nd: agreed to repeat it in May\n", "utf-8"
    )
    assert run("new", desk, "--partnership", "Harrow") == 0
    assert run("plan", desk, "--group", "QA", "--date", "2026-11-17") == 0
    assert run("capture", desk, "--meeting", "QA-2026-11-17", notes) == 0
    assert run("minutes", desk, "--meeting", "QA-2026-11-17", "--to", "with_co_chairs") == 0
    return desk


def _returned(desk: Path) -> Path:
    out = desk.with_name("minutes.docx")
    options = ("--meeting", "QA-2026-11-17", "--comments", "-o", out)
    assert run("paper", "minutes", desk, *options) == 0
    word = Word(out.read_bytes())
    word.change("cases were read", "24", "25")
    word.comment("agreed to repeat", "May", "Or June?")
    back = desk.with_name("minutes returned.docx")
    back.write_bytes(word.saved())
    return back


def test_a_returned_file_is_read_decided_and_read_again(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = _returned(harrow)
    capsys.readouterr()
    where = ("--meeting", "QA-2026-11-17")
    assert run("read-back", harrow, *where, back, "--dry-run", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in found["proposals"]] == ["change", "comment"]
    assert "new" not in found
    assert run("read-back", harrow, *where, back) == 0
    assert "2 new proposals, 0 known already." in capsys.readouterr().out
    assert run("proposals", harrow, *where, "--accept", "1", "--refuse", "2", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["entry"], row["state"]) for row in rows] == [
        ("5.1", "accepted"), ("5.2", "refused"),
    ]  # fmt: skip
    assert run("read-back", harrow, *where, back, "--json") == 0
    assert json.loads(capsys.readouterr().out)["known"] == 2
    assert run("search", harrow, "25 cases were read") == 0
    assert "25 cases were read" in capsys.readouterr().out
    assert run("proposals", harrow, *where, "--accept", "9") == 1
    assert "There is no proposal 9" in capsys.readouterr().err


def test_what_is_no_word_file_is_refused_in_a_line(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "returned.docx"
    wrong.write_bytes(b"MZ renamed program")
    for path, says in ((wrong, "is not a Word file"), (tmp_path / "none.docx", "could not be")):
        assert run("read-back", harrow, "--meeting", "QA-2026-11-17", path) == 1
        assert says in capsys.readouterr().err
