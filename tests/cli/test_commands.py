"""The command line: each command against a real encrypted file, as a script would call it."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from safeguard_desk.cli import main
from safeguard_desk.desk.keys import key_for, recovery_lines

FILES = Path(__file__).parent.parent / "files"
SECRET = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with members and a captured meeting, made by the commands themselves."""
    desk = tmp_path_factory.mktemp("made") / "Harrow.desk"
    notes = FILES / "meeting_as_typed.txt"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
        assert run("new", desk, "--partnership", "Harrow") == 0
        assert run("import", "members", desk, FILES / "members.csv") == 0
        assert run("plan", desk, "--group", "QA", "--date", "2026-11-17") == 0
        assert run("plan", desk, "--group", "QA", "--date", "19 Jan 2027") == 0
        assert run("capture", desk, "--meeting", "QA-2026-11-17", notes) == 0
    return desk


@pytest.fixture
def harrow(made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A copy of the made desk, closed."""
    capsys.readouterr()
    return Path(shutil.copy(made, tmp_path))


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Run a command that must be refused; return its one line."""
    capsys.readouterr()
    assert run(*arguments) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "Traceback" not in lines[0]
    return lines[0]


def test_plan_prints_the_reference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = tmp_path / "a.desk"
    run("new", desk, "--partnership", "Harrow")
    capsys.readouterr()
    assert run("plan", desk, "--group", "qa", "--date", "17 Nov 2026") == 0
    assert capsys.readouterr().out == "QA-2026-11-17\n"
    run("plan", desk, "--group", "LD", "--date", "2026-11-19", "--time", "14.30", "--json")
    assert printed(capsys) == {
        "ref": "LD-2026-11-19",
        "group": "LD",
        "date": "2026-11-19",
        "time": "14:30",
    }


def test_actions_are_listed_with_the_keys_of_the_contract(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("list", harrow, "actions", "--group", "QA", "--open", "--json")
    actions = printed(capsys)
    assert [a["ref"] for a in actions] == ["QA-0001", "QA-0003", "QA-0002"]
    first = actions[0]
    assert first["title"] == "bring a plan for GP attendance at conferences, by practice"
    assert first["owner"] == "Designated Nurse Safeguarding Children"
    assert first["agency"] == "NHS NWL ICB"
    assert (first["due"], first["status"]) == ("2027-01-15", "open")
    assert first["raised_at"] == "QA-2026-11-17, 4.3"
    assert first["rating"] in {"green", "amber", "red"}


def test_the_day_can_be_given_so_that_ratings_repeat(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day, rating in (("2026-12-31", "green"), ("2027-01-02", "amber"), ("2027-01-16", "red")):
        run("list", harrow, "actions", "--words", "GP attendance", "--json", "--today", day)
        assert [a["rating"] for a in printed(capsys)] == [rating]


@pytest.mark.parametrize(
    "what", ["groups", "meetings", "members", "people", "agencies", "boards", "risks", "priorities"]
)
def test_every_register_lists(harrow: Path, what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list", harrow, what, "--json") == 0
    records = printed(capsys)
    assert all({"ref", "title"} <= record.keys() for record in records)
    assert records or what == "priorities"
    assert run("list", harrow, what) == 0


def test_capture_prints_what_it_took_and_what_it_doubts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, notes = tmp_path / "a.desk", tmp_path / "notes.txt"
    run("new", desk, "--partnership", "Harrow")
    run("plan", desk, "--group", "QA", "--date", "2026-11-17")
    notes.write_text("> 4\n10:15 a: write to schools @ZZ by 14 Jan\nplain note\n", "utf-8")
    capsys.readouterr()
    assert run("capture", desk, "--meeting", "qa 2026-11-17", notes, "--json") == 0
    taken = printed(capsys)
    assert taken["entries"] == 2
    assert taken["actions"] == ["QA-0001"]
    assert [(d["line"], "ZZ" in d["doubt"]) for d in taken["doubts"]] == [(2, True)]


def test_minutes_go_to_ratified_and_are_locked(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = ("minutes", harrow, "--meeting", "QA-2026-11-17", "--to")
    assert "Draft" in refused(capsys, *meeting, "approved")
    assert run(*meeting, "with_co_chairs") == 0
    assert run(*meeting, "approved", "--by", "DN") == 0
    assert capsys.readouterr().out.split()[-1] == "with_co_chairs"
    assert "already" in refused(capsys, *meeting, "approved", "--by", "DN")
    assert "not a co-chair" in refused(capsys, *meeting, "approved", "--by", "PB")
    assert run(*meeting, "approved") == 0
    assert run(*meeting, "circulated") == 0
    assert "--at" in refused(capsys, *meeting, "ratified")
    assert run(*meeting, "ratified", "--at", "QA-2027-01-19", "--words", "At 3.1, a date.") == 0
    more = tmp_path / "more.txt"
    more.write_text("n: too late\n", "utf-8")
    line = refused(capsys, "capture", harrow, "--meeting", "QA-2026-11-17", more)
    assert "ratified and locked" in line


def test_an_action_goes_through_its_life(harrow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    action = ("action", harrow, "QA-0001")
    assert "without evidence" in refused(capsys, *action, "complete")
    assert run(*action, "update", "--words", "Asked all practices") == 0
    assert "no reason" in refused(capsys, *action, "move", "--due", "28 Feb 2027")
    assert run(*action, "move", "--due", "28 Feb 2027", "--words", "Data is late") == 0
    assert run(*action, "complete", "--words", "Plan tabled") == 0
    assert run(*action, "close", "--meeting", "QA-2027-01-19") == 0
    capsys.readouterr()
    run("list", harrow, "actions", "--words", "QA-0001", "--json")
    closed = printed(capsys)[0]
    assert (closed["status"], closed["rating"], closed["slips"]) == ("closed", "blue", 1)
    run("history", harrow, "actions", "QA-0001", "--json")
    assert {"status", "due_on"} <= {change["field"] for change in printed(capsys)}


def test_undo_and_redo_work_from_one_call_to_the_next(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("undo", harrow) == 0
    assert "Minute QA-2026-11-17" in capsys.readouterr().out
    run("list", harrow, "actions", "--json")
    assert printed(capsys) == []
    assert run("redo", harrow) == 0
    capsys.readouterr()
    run("list", harrow, "actions", "--json")
    assert len(printed(capsys)) == 3


def test_search_finds_words_inside_minutes(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("search", harrow, "voice", "child", "--json")
    found = printed(capsys)
    assert [one["kind"] for one in found] == ["minute_entries"]


@pytest.mark.parametrize(
    ("kind", "start", "due"),
    [
        ("notification", "2026-12-14", "2026-12-21"),
        ("rapid-review", "14 Dec 2026", "2027-01-07"),
        ("sar", "2026-08-31", "2027-02-28"),
    ],
)
def test_clocks_need_no_desk(
    kind: str, start: str, due: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("clock", kind, start) == 0
    assert capsys.readouterr().out.strip() == due
    run("clock", kind, start, "--json")
    answer = printed(capsys)
    assert (answer["kind"], answer["due"]) == (kind, due)
    assert answer["from"] < due
    assert answer["source"]


def test_check_is_clean_and_finds_an_altered_file(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", harrow) == 0
    assert "All is well" in capsys.readouterr().out
    data = bytearray(harrow.read_bytes())
    data[len(data) // 2] ^= 1
    harrow.write_bytes(data)
    line = refused(capsys, "check", harrow)
    assert "damaged" in line
    assert "backup" in line


def test_backup_and_restore_bring_a_desk_back(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.desk"
    assert run("backup", harrow, "-o", copy) == 0
    assert "already" in refused(capsys, "backup", harrow, "-o", copy)
    run("undo", harrow)
    assert run("restore", copy, "-o", harrow) == 0
    capsys.readouterr()
    run("list", harrow, "actions", "--json")
    assert len(printed(capsys)) == 3
    assert run("check", harrow) == 0


def test_rekey_changes_the_passphrase(
    harrow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("SAFEGUARD_DESK_NEW_PASSPHRASE", "short")
    assert "passphrase" in refused(capsys, "rekey", harrow)
    monkeypatch.setenv("SAFEGUARD_DESK_NEW_PASSPHRASE", "quite another passphrase")
    assert run("rekey", harrow) == 0
    assert "passphrase" in refused(capsys, "check", harrow)
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", "quite another passphrase")
    assert run("check", harrow) == 0


def test_export_gives_everything_back_openly(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert run("export", harrow, "--to", folder) == 0
    actions = json.loads((folder / "actions.json").read_text("utf-8"))
    assert {a["ref"] for a in actions} == {"QA-0001", "QA-0002", "QA-0003"}
    with (folder / "minute_entries.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 15
    dictionary = (folder / "data-dictionary.csv").read_text("utf-8-sig")
    assert "good_practice: Good practice" in dictionary
    assert "not an empty folder" in refused(capsys, "export", harrow, "--to", folder)


def test_import_keeps_the_contract_and_repeats_without_doubling(
    harrow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", "members", harrow, FILES / "members.csv", "--json")
    again = printed(capsys)
    assert (again["rows"], again["created"], again["updated"]) == (13, 0, 0)
    assert again["unchanged"] == 13
    changed = tmp_path / "changed.csv"
    changed.write_text(
        "Role;Agency;Group;Capacity;Initials;Email\n"
        "Named GP;NHS NWL ICB;QA;Member;NG;new@example.org\n"
        ";NHS NWL ICB;QA;Member;;\n"
        "Station Commander;London Fire Brigade;QA;Boss;;\n"
        "Borough Commander;London Fire Brigade;XX;Member;;\n"
        "Somebody Else;London Fire Brigade;QA;Member;DN;\n",
        "cp1252",
    )
    run("import", "members", harrow, changed, "--dry-run", "--json")
    looked = printed(capsys)
    run("import", "members", harrow, changed, "--json")
    done = printed(capsys)
    assert looked == done
    assert (done["updated"], [s["row"] for s in done["skipped"]]) == (1, [3, 4, 5, 6])
    assert done["rows"] == done["updated"] + len(done["skipped"])
    run("list", harrow, "people", "--words", "Named GP", "--json")
    assert printed(capsys)[0]["email"] == "new@example.org"


BAD = {
    "no file": (["check", "nowhere.desk"], "no file"),
    "a folder": (["check", "."], "folder"),
    "no group": (
        ["plan", "{desk}", "--group", "XX", "--date", "2026-11-17"],
        "Known: CR, HSAB, LD, QA",
    ),
    "no day": (["plan", "{desk}", "--group", "QA", "--date", "31 feb"], "no day"),
    "no time": (["plan", "{desk}", "--group", "QA", "--date", "1/12/26", "--time", "x"], "10:00"),
    "twice": (["plan", "{desk}", "--group", "QA", "--date", "2026-11-17"], "already"),
    "no meeting": (["capture", "{desk}", "--meeting", "QA-2020-01-01", "{desk}x"], "{desk}x"),
    "no list": (["list", "{desk}", "things"], "actions"),
    "no clock": (["clock", "thing", "2026-01-01"], "rapid-review"),
    "no paper": (["paper", "thing", "{desk}", "-o", "a.pdf"], "minutes"),
    "no suffix": (["paper", "minutes", "{desk}", "-o", "a.odt"], ".docx"),
    "no need": (["paper", "minutes", "{desk}", "-o", "a.pdf"], "--meeting"),
    "no board": (["paper", "board-report", "{desk}", "--board", "XX", "-o", "a.pdf"], "HSAB"),
    "no action": (["action", "{desk}", "QA-9999", "complete"], "QA-0142"),
    "no record": (["history", "{desk}", "actions", "QA-9999"], "list FILE actions"),
}


@pytest.mark.parametrize(("arguments", "words"), BAD.values(), ids=BAD.keys())
def test_bad_input_is_refused_in_one_line(
    harrow: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = [a.format(desk=harrow) for a in arguments]
    assert words.format(desk=harrow) in refused(capsys, *filled)


def test_a_wrong_passphrase_is_refused(
    harrow: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", "not the right one")
    before = harrow.read_bytes()
    assert "passphrase" in refused(capsys, "list", harrow, "actions")
    assert harrow.read_bytes() == before


def test_a_passphrase_can_come_from_a_file(
    harrow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAFEGUARD_DESK_PASSPHRASE")
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n", "utf-8")
    assert run("check", harrow, "--passphrase-file", secret) == 0


def test_the_recovery_key_opens_a_desk_and_gives_it_a_new_passphrase(
    harrow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    lines = recovery_lines(key_for(harrow, SECRET))
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("\n".join(lines), "utf-8")
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", "long forgotten")
    monkeypatch.setenv("SAFEGUARD_DESK_NEW_PASSPHRASE", "a passphrase to remember")
    assert run("rekey", harrow, "--recovery-file", sheet) == 0
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", "a passphrase to remember")
    assert run("check", harrow) == 0
    sheet.write_text("\n".join([lines[0], lines[1][::-1], *lines[2:]]), "utf-8")
    assert "Line 2" in refused(capsys, "check", harrow, "--recovery-file", sheet)


def test_wrong_usage_is_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 2
    assert run("nothing") == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        *("new", "demo", "check", "backup", "restore", "rekey", "recovery-sheet", "undo", "redo"),
        *("plan", "capture", "minutes", "action", "import", "list", "paper", "papers"),
        *("search", "history", "clock", "export"),
    ],
)
def test_every_command_shows_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(name, "--help") == 0
    assert f"safeguard-desk {name}" in capsys.readouterr().out.split("example:")[1]


def test_a_desk_that_is_open_elsewhere_is_read_but_not_written(
    harrow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from safeguard_desk.desk.opening import open_desk

    held = open_desk(harrow, SECRET, who="Board Coordinator", backups=False)
    try:
        assert run("list", harrow, "actions") == 0
        capsys.readouterr()
        assert run("undo", harrow) == 1
        assert "Board Coordinator" in capsys.readouterr().err
    finally:
        held.close()
