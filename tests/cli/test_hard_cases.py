"""The command line where something is wrong: nothing half made, nothing ignored without a word."""

import getpass
import io
import json
import re
import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk import demo
from safeguard_desk.cli import main
from safeguard_desk.rules import clocks
from safeguard_desk.work import setting_up

FILES = Path(__file__).parent.parent / "files"
SECRET = "correct horse battery staple"
MEETING = "QA-2026-11-17"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("made") / "Harrow.desk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
        assert run("new", desk, "--partnership", "Harrow") == 0
        assert run("import", "members", desk, FILES / "members.csv") == 0
        assert run("plan", desk, "--group", "QA", "--date", "2026-11-17") == 0
        assert run("plan", desk, "--group", "QA", "--date", "2027-01-12") == 0
        notes = FILES / "meeting_as_typed.txt"
        assert run("capture", desk, "--meeting", MEETING, notes) == 0
    return desk


@pytest.fixture
def harrow(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    capsys.readouterr()
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command that must succeed; return the JSON it prints."""

    def printed(*arguments: object) -> Any:
        capsys.readouterr()
        assert run(*arguments, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return printed


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must be refused; return its one line."""

    def refused(*arguments: object) -> str:
        capsys.readouterr()
        assert run(*arguments) == 1
        (line,) = capsys.readouterr().err.strip().splitlines()
        return line

    return refused


Told = Callable[..., str]
Printed = Callable[..., Any]


# What the program itself does wrong.


@pytest.fixture
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a mistake")

    monkeypatch.setattr(clocks, "due", broken)


@pytest.mark.usefixtures("_broken")
def test_a_mistake_of_the_program_is_one_line_and_a_report(refused: Told) -> None:
    line = refused("clock", "sar", "2026-01-05")
    assert "The program made a mistake (ZeroDivisionError)" in line
    report = Path(line.rsplit(" is ", 1)[1])
    assert "a mistake" in report.read_text("utf-8")
    assert "Traceback" in report.read_text("utf-8")


@pytest.mark.usefixtures("_broken")
def test_where_it_happened_is_shown_to_who_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("clock", "sar", "2026-01-05", "--debug") == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_command_that_is_stopped_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(clocks, "due", stopped)
    assert run("clock", "sar", "2026-01-05") == 130
    assert "stopped" in capsys.readouterr().err


def program(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "safeguard_desk", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def test_a_reader_that_goes_away_is_no_failure(harrow: Path) -> None:
    with program("list", harrow, "members", "--json") as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.parametrize(
    "arguments", [("clock", "sar", "2026-01-05"), ("papers", "--help"), ("--help",)]
)
def test_what_needs_no_desk_loads_none(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; from safeguard_desk.cli import main; main(sys.argv[1:]);"
        "print([n for n in ('sqlalchemy', 'reportlab', 'openpyxl', 'PySide6') if n in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "[]"


# The door: what opens the window, and what is a command.


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the window is opened with, without opening one."""
    opened: list[list[str]] = []
    app = types.ModuleType("safeguard_desk.ui.app")

    def window(arguments: list[str]) -> int:
        opened.append(arguments)
        return 0

    app.main = window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "safeguard_desk.ui.app", app)
    return opened


def test_a_folder_called_like_a_command_does_not_open_the_window(
    window: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from safeguard_desk.__main__ import main as door

    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers").mkdir()
    assert door(["papers"]) == 0
    assert "board-report" in capsys.readouterr().out
    (tmp_path / "list").write_text("a note called list", "utf-8")
    assert door(["list"]) == 2
    assert window == []


@pytest.mark.parametrize("arguments", [[], ["Harrow.desk"], ["copy.bak"]])
def test_a_file_or_nothing_opens_the_window(
    window: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    from safeguard_desk.__main__ import main as door

    monkeypatch.chdir(tmp_path)
    (tmp_path / "copy.bak").write_bytes(b"x")
    assert door(arguments) == 0
    assert window == [arguments]


# The passphrase.


def test_a_passphrase_file_written_by_notepad_opens_the_desk(
    harrow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: Told
) -> None:
    monkeypatch.delenv("SAFEGUARD_DESK_PASSPHRASE")
    secret = tmp_path / "secret.txt"
    secret.write_bytes(f"{SECRET}\r\n".encode("utf-8-sig"))
    assert run("check", harrow, "--passphrase-file", secret) == 0
    secret.write_bytes(f"{SECRET}\r\n".encode("utf-16"))
    assert "no text in UTF-8" in refused("check", harrow, "--passphrase-file", secret)
    assert "a directory" in refused("check", harrow, "--passphrase-file", tmp_path).lower()


class Terminal(io.StringIO):
    """A keyboard for prompts."""

    def isatty(self) -> bool:
        return True


def test_a_new_passphrase_is_asked_for_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: Told
) -> None:
    monkeypatch.delenv("SAFEGUARD_DESK_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", Terminal())
    typed = iter([SECRET, "correct horse battery stable", SECRET, SECRET, SECRET])
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    new = ("new", tmp_path / "a.desk", "--partnership", "Harrow")
    assert "not the same" in refused(*new)
    assert not (tmp_path / "a.desk").exists()
    assert run(*new) == 0
    assert run("check", tmp_path / "a.desk") == 0


def test_without_a_passphrase_nothing_is_opened(
    harrow: Path, monkeypatch: pytest.MonkeyPatch, refused: Told
) -> None:
    monkeypatch.delenv("SAFEGUARD_DESK_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert "--passphrase-file" in refused("check", harrow)

    def closed(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(getpass, "getpass", closed)
    assert "There is no passphrase" in refused("check", harrow)


# Files that are made.


@pytest.mark.parametrize("error", [KeyboardInterrupt(), ZeroDivisionError()])
def test_a_desk_that_could_not_be_filled_is_not_left_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(setting_up, "set_up", fail)
    monkeypatch.setattr(demo, "make", fail)
    path = tmp_path / "a" / "b.desk"
    assert run("new", path, "--partnership", "Harrow") != 0
    assert run("demo", path) != 0
    assert list(path.parent.iterdir()) == []


def test_a_desk_is_never_made_over_another(harrow: Path, refused: Told) -> None:
    before = harrow.read_bytes()
    assert "already" in refused("new", harrow, "--partnership", "Harrow")
    assert "already" in refused("demo", harrow)
    assert harrow.read_bytes() == before


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("{there}", "is a folder"),
        ("H.csv", "does not end in .desk. Nothing was made. Try H.desk."),
        ("{file}/H.desk", "no folder"),
        ("{backup}", "is the backup itself"),
    ],
)
def test_a_backup_is_restored_to_a_desk_only(
    harrow: Path, tmp_path: Path, refused: Told, out: str, words: str
) -> None:
    (tmp_path / "there.desk").mkdir()
    names = {"there": tmp_path / "there.desk", "file": FILES / "members.csv", "backup": harrow}
    assert words in refused("restore", harrow, "-o", out.format(**names))


def test_folders_for_backups_are_made(harrow: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "monday" / "Harrow.desk"
    assert run("backup", harrow, "-o", copy) == 0
    assert run("restore", copy, "-o", tmp_path / "new" / "Harrow.desk") == 0
    assert run("check", tmp_path / "new" / "Harrow.desk") == 0


def test_the_recovery_sheet_is_a_pdf(harrow: Path, tmp_path: Path, refused: Told) -> None:
    assert "does not end in .pdf" in refused("recovery-sheet", harrow, "-o", tmp_path / "a.docx")
    assert run("recovery-sheet", harrow, "-o", tmp_path / "a.pdf") == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_a_paper_replaces_a_file_whole_or_not_at_all(
    harrow: Path, tmp_path: Path, refused: Told, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").mkdir()
    tracker = ("paper", "tracker", harrow, "--group", "QA", "-o")
    assert "is a folder" in refused(*tracker, tmp_path / "a.pdf")
    assert "no folder" in refused(*tracker, tmp_path / "none" / "a.pdf")
    (tmp_path / "a.xlsx").write_text("before", "utf-8")
    assert "no quarter" in refused(
        "paper", "board-report", harrow, "--board", "HSCB", "--quarter", "2026-Q9",
        "-o", tmp_path / "a.xlsx",
    )  # fmt: skip
    assert (tmp_path / "a.xlsx").read_text("utf-8") == "before"
    assert run(*tracker, tmp_path / "a.xlsx", "--year", "2026") == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert "--year says nothing here" in capsys.readouterr().err


def test_an_export_is_refused_where_something_lies(harrow: Path, refused: Told) -> None:
    assert "not an empty folder" in refused("export", harrow, "--to", harrow.parent)
    assert "not an empty folder" in refused("export", harrow, "--to", harrow)


# What is typed.


def test_loose_dates_are_counted_from_the_day_given(harrow: Path, printed: Printed) -> None:
    plan = ("plan", harrow, "--group", "LD", "--date")
    assert printed(*plan, "tue", "--today", "2026-11-12")["ref"] == "LD-2026-11-17"
    assert printed("clock", "sar", "today", "--today", "31 Aug 2026")["due"] == "2027-02-28"


def test_a_meeting_is_planned_with_its_length_and_link(
    harrow: Path, tmp_path: Path, refused: Told
) -> None:
    plan = ("plan", harrow, "--group", "LD", "--date", "2026-12-01", "--length")
    assert "3 minutes cannot be right" in refused(*plan, 3)
    assert run(*plan, 95, "--link", "https://example.org/ld") == 0
    assert run("export", harrow, "--to", tmp_path / "out") == 0
    meetings = json.loads((tmp_path / "out" / "meetings.json").read_text("utf-8"))
    assert [(m["length_minutes"], m["link"]) for m in meetings if m["ref"].startswith("LD")] == [
        (95, "https://example.org/ld")
    ]


@pytest.mark.parametrize("what", ["groups", "boards", "agencies", "people", "members", "meetings"])
def test_every_record_has_reference_title_and_status(
    harrow: Path, what: str, printed: Printed
) -> None:
    for record in printed("list", harrow, what):
        assert record["ref"]
        assert record["title"]
        assert record["status"]


def test_what_a_list_cannot_do_is_said(harrow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", harrow, "boards", "--open", "--group", "QA") == 0
    told = capsys.readouterr().err
    assert "boards have none that are open" in told
    assert "boards belong to no group" in told


def test_search_names_the_record_and_the_place_where_it_stands(
    harrow: Path, printed: Printed, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = printed("search", harrow, "voice", "child")
    assert (found["kind"], found["ref"]) == ("minute_entries", MEETING)
    assert re.fullmatch(r"QA · \d{1,2} \w{3} \d{4} · item \d+\.\d+", found["place"])
    assert run("search", harrow, "voice", "child") == 0
    assert found["place"] in capsys.readouterr().out


def test_search_takes_two_letters_as_the_beginning_of_a_reference(
    harrow: Path, printed: Printed
) -> None:
    found = printed("search", harrow, "QA")
    assert {"actions", "groups", "meetings"} <= {one["kind"] for one in found}
    assert all(one["ref"].startswith("QA") for one in found if one["kind"] == "actions")
    assert printed("search", harrow, "voice", "QA")[0]["kind"] == "minute_entries"
    assert printed("search", harrow, "voice", "XX") == []


def test_a_reference_is_known_in_any_case(harrow: Path, printed: Printed) -> None:
    assert printed("history", harrow, "actions", "qa-0001")
    answer = printed("action", harrow, "qa-1", "update", "--words", "Asked")
    assert answer == {"ref": "QA-0001", "status": "open"}


def test_the_history_of_one_of_several_is_asked_for_by_its_id(
    harrow: Path, tmp_path: Path, printed: Printed, refused: Told
) -> None:
    table = tmp_path / "more.csv"
    table.write_text("Role,Agency,Group\nNamed GP,Primary care,QA\n", "utf-8")
    assert run("import", "members", harrow, table) == 0
    line = refused("history", harrow, "people", "Named GP")
    assert "is the name of 2 people" in line
    first = line.removesuffix(".").split()[-1]
    assert {c["title"] for c in printed("history", harrow, "people", first)} == {
        "Import members from more.csv"
    }


def test_minutes_are_amended_when_they_come_back_and_corrected_once_ratified(
    harrow: Path, printed: Printed, refused: Told
) -> None:
    minutes = ("minutes", harrow, "--meeting", MEETING, "--to")
    assert "not ratified" in refused(*minutes, "correction", "--words", "At 3.1")
    for state in ("with_co_chairs", "approved", "circulated"):
        assert printed(*minutes, state) == {"ref": MEETING, "minutes": state}
    assert "needs words" in refused(*minutes, "amendment")
    assert printed(*minutes, "amendment", "--words", "At 3.1")["minutes"] == "circulated"
    assert printed(*minutes, "ratified", "--at", "QA-2027-01-12")["minutes"] == "ratified"
    assert printed(*minutes, "correction", "--words", "At 3.2")["minutes"] == "ratified"


def test_check_prints_what_it_looked_at(harrow: Path, printed: Printed) -> None:
    answer = printed("check", harrow)
    assert answer["faults"] == []
    assert "search index" in answer["looked_at"]


def test_check_tells_what_is_wrong_and_where(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from sqlalchemy import text

    from safeguard_desk.desk.engine import make_engine
    from safeguard_desk.desk.keys import key_for

    engine = make_engine(harrow, key_for(harrow, SECRET))
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE actions SET title = 'forged' WHERE ref = 'QA-0002'"))
    engine.dispose()
    assert run("check", harrow, "--json") == 1
    told = capsys.readouterr()
    assert "not whole: 1 fault" in told.err
    (fault,) = json.loads(told.out)["faults"]
    assert "title" in fault["where"]


def test_who_has_the_desk_open_is_told_in_one_line(harrow: Path, refused: Told) -> None:
    from safeguard_desk.desk.opening import open_desk

    copy = shutil.copy(harrow, harrow.with_name("copy.desk"))
    held = open_desk(harrow, SECRET, who="Board Coordinator", backups=False)
    try:
        for arguments in (
            ("undo", harrow),
            ("plan", harrow, "--group", "LD", "--date", "2026-12-01"),
            ("import", "members", harrow, FILES / "members.csv", "--dry-run"),
            ("rekey", harrow),
            ("restore", copy, "-o", harrow),
        ):
            assert "Board Coordinator" in refused(*arguments)
    finally:
        held.close()
