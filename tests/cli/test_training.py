"""Training at the command line: from a need to a course, a session, bookings and attendance."""

import json
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.cli.main import main

SECRET = "correct horse battery staple"
BEFORE, AFTER = ("--today", "2026-11-17"), ("--today", "2026-12-02")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    made = tmp_path / "Harrow.desk"
    assert main(["new", str(made), "--partnership", "Harrow"]) == 0
    return made


def run(capsys: pytest.CaptureFixture[str], *words: object) -> Any:
    capsys.readouterr()
    assert main([str(word) for word in (*words, "--json")]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    capsys.readouterr()
    assert main([str(word) for word in words]) == 1
    return capsys.readouterr().err


def test_a_session_from_its_course_to_its_attendance(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "training", file, "add-need", "--title", "Ask about sleep", *BEFORE) == {
        "ref": "LD-N-0001"
    }
    course = run(
        capsys, "training", file, "add-course", "--title", "Neglect", "--places", 2, *BEFORE
    )
    assert course == {"ref": "LD-C-0001"}
    add = ("training", file, "add-session", "LD-C-0001")
    assert "has no date" in refused(capsys, *add, *BEFORE)
    assert run(capsys, *add, "--date", "2026-12-01", *BEFORE) == {"ref": "LD-S-0001"}
    book = ("training", file, "book", "LD-S-0001", "--code")
    assert run(capsys, *book, "D1", *BEFORE) == {"state": "booked", "waiting": 0}
    assert "is down for LD-S-0001 already" in refused(capsys, *book, "D1", *BEFORE)
    run(capsys, *book, "D2", *BEFORE)
    assert run(capsys, *book, "D3", *BEFORE) == {"state": "waiting", "waiting": 1}
    gone = run(capsys, "training", file, "cancel", "LD-S-0001", "--code", "D1", *BEFORE)
    assert gone == {"state": "cancelled_in_time", "moved_up": ["D3"]}
    attend = ("training", file, "attend", "LD-S-0001")
    early = refused(capsys, *attend, "--code", "D2", "--as", "attended", *BEFORE)
    assert "is only held on 1 Dec 2026" in early
    done = run(capsys, *attend, "--code", "D2", "--as", "absent", *AFTER)
    assert done == {"state": "did_not_attend", "over": 0, "unmarked": 1}
    assert run(capsys, *attend, "--rest", *AFTER) == {"marked": 1}
    (row,) = run(capsys, "list", file, "sessions", *AFTER)
    assert (row["course"], row["date"]) == ("Neglect", "2026-12-01")
    assert (row["places"], row["attended"], row["attendance_rate"]) == (2, 1, 50)
    (row,) = run(capsys, "list", file, "courses", *AFTER)
    assert (row["title"], row["places"], row["attended"]) == ("Neglect", 2, 1)
    (row,) = run(capsys, "training", file, "year", *AFTER)
    assert (row["sessions"], row["attendance_rate"]) == (1, 50)
    told = run(capsys, "training", file, "session", "LD-S-0001", *AFTER)
    assert [one["code"] for one in told["delegates"]] == ["D1", "D2", "D3"]


def test_lists_are_printed_and_a_session_is_cancelled_with_a_reason(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("needs", "courses", "sessions", "carried"):
        assert main(["training", str(file), verb]) == 0
    printed = capsys.readouterr().out
    assert "No learning needs yet." in printed
    assert "Every learning point is carried" in printed
    run(capsys, "training", file, "add-course", "--title", "Neglect", *BEFORE)
    add = ("training", file, "add-session", "LD-C-0001", "--date", "2026-12-01")
    run(capsys, *add, *BEFORE)
    assert "no reason is given" in refused(capsys, "training", file, "cancel", "LD-S-0001")
    done = run(capsys, "training", file, "cancel", "LD-S-0001", "--reason", "Snow", *BEFORE)
    assert done == {"to_tell": 0}
    assert "There is no “LD-C-9”" in refused(capsys, "training", file, "add-session", "LD-C-9")
