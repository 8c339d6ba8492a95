"""The open export: everything is there, says what it means, and harms nothing around it."""

import csv
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select

from safeguard_desk.desk import attachments
from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import export as exporting
from safeguard_desk.exchange.dictionary import dictionary
from safeguard_desk.exchange.export import PRIVATE, export
from safeguard_desk.exchange.members import import_members
from safeguard_desk.models import KINDS, Blob, Paper
from safeguard_desk.rules.terms import MarkKind
from safeguard_desk.work import marking, papers, people, planning

FILES = Path(__file__).parent.parent / "files"


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with members, an agency named like a formula, a meeting and two papers."""
    import_members(desk, FILES / "members.csv")

    def fill(uow: Any) -> None:
        people.add_agency(uow, '=HYPERLINK("x")')
        group = planning.group_by_code(uow, "QA")
        meeting = planning.plan_meeting(uow, group.id, uow.today.replace(month=12))
        for title, content in (("Audit", b"one"), ("../Lost: a/b", b"two")):
            sha256 = attachments.keep(uow, content)
            paper = Paper(meeting_id=meeting.id, position=1, title=title, sha256=sha256)
            paper.filename = f"{title}.pdf"
            uow.add(paper)

    desk.change("Fill", fill)
    return desk


def records(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / f"{kind}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_record_is_in_both_files_and_both_say_the_same(full: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = export(full, folder)
    with full.read() as reader:
        held = {
            k: len(reader.rows(select(m.__table__.c.id)))
            for k, m in KINDS.items()
            if k not in PRIVATE
        }
    assert done.counts == held
    for kind, count in held.items():
        told = json.loads((folder / f"{kind}.json").read_text("utf-8"))
        lines = records(folder, kind)
        assert len(lines) == len(told) == count
        for line, one in zip(lines, told, strict=True):
            for name, value in one.items():
                plain = "" if value is None else str(value)
                assert line[name].removeprefix("'") == plain.removeprefix("'")


def test_a_text_like_a_formula_is_guarded_in_the_table_only(full: Desk, tmp_path: Path) -> None:
    export(full, tmp_path / "out")
    names = {line["name"] for line in records(tmp_path / "out", "agencies")}
    assert '\'=HYPERLINK("x")' in names
    told = json.loads((tmp_path / "out" / "agencies.json").read_text("utf-8"))
    assert '=HYPERLINK("x")' in {one["name"] for one in told}


def test_the_journal_and_the_content_of_papers_go_along(full: Desk, tmp_path: Path) -> None:
    export(full, tmp_path / "out")
    steps = json.loads((tmp_path / "out" / "journal.json").read_text("utf-8"))
    assert steps[0]["title"] == "Set up"
    assert steps[-1]["title"] == "Fill"
    assert [step["seq"] for step in steps] == sorted(step["seq"] for step in steps)
    papers = list((tmp_path / "out" / "papers").iterdir())
    assert {path.read_bytes() for path in papers} == {b"one", b"two"}
    ids = {line["id"] for line in records(tmp_path / "out", "papers")}
    assert {path.name.split()[0] for path in papers} == ids
    assert {path.suffix for path in papers} == {".pdf"}


def test_the_dictionary_explains_every_field_and_every_code() -> None:
    lines = list(dictionary())
    assert all(meaning for *_, meaning, _ in lines)
    known = {(kind, name) for kind, name, *_ in lines}
    assert {(k, c.name) for k, m in KINDS.items() for c in m.__table__.c} <= known
    status = next(line for line in lines if line[:2] == ["actions", "status"])
    assert status[2] == "code"
    assert "completed: Completed" in status[4]


def test_a_paper_whose_content_is_lost_does_not_hold_back_the_rest(
    full: Desk, tmp_path: Path
) -> None:
    with full.engine.execution_options(writes=True).begin() as connection:
        connection.execute(delete(Blob).where(Blob.size == 3))
    done = export(full, tmp_path / "out")
    assert done.missing == ("Audit", "../Lost: a/b")
    assert len(records(tmp_path / "out", "papers")) == 2


def test_an_empty_folder_is_filled_even_the_one_somebody_stands_in(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.chdir(folder)
    export(full, Path())
    assert Path("actions.csv").exists()
    assert os.listdir(tmp_path / "out") == os.listdir()


def test_missing_folders_above_are_made(full: Desk, tmp_path: Path) -> None:
    export(full, tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / "README.txt").exists()


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_new_export_is_for_its_owner_alone(full: Desk, tmp_path: Path) -> None:
    export(full, tmp_path / "out")
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700


def test_what_lies_around_is_never_touched(full: Desk, tmp_path: Path) -> None:
    (tmp_path / "out.half").mkdir()
    (tmp_path / "out.half" / "precious").write_text("x")
    export(full, tmp_path / "out")
    assert (tmp_path / "out.half" / "precious").exists()
    for place in ("out", "out/README.txt", "out/README.txt/more"):
        with pytest.raises(Refusal):
            export(full, tmp_path / place)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_nothing_behind(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    before = set(tmp_path.iterdir())
    monkeypatch.setattr(exporting, "_journal", fail)
    with pytest.raises((Refusal, KeyboardInterrupt)):
        export(full, tmp_path / "out")
    assert set(tmp_path.iterdir()) == before


def test_private_marks_on_papers_leave_no_trace_in_an_export(full: Desk, tmp_path: Path) -> None:
    with full.read() as reader:
        paper = reader.scalar(select(Paper.id).order_by(Paper.id).limit(1))
    new = marking.NewMark(MarkKind.NOTE, 1, "0,0,1,1", words="between me and me")
    full.change("Note", lambda uow: marking.mark(uow, paper, "0" * 64, new))
    export(full, tmp_path / "out")
    for path in (tmp_path / "out").rglob("*.*"):
        held = path.read_bytes()
        assert b"between me and me" not in held
        assert path.stem != "paper_marks"
    assert "belong to whoever made them" in (tmp_path / "out" / "README.txt").read_text("utf-8")


def test_versions_that_were_replaced_go_along(full: Desk, tmp_path: Path) -> None:
    with full.read() as reader:
        paper = reader.scalar(select(Paper.id).where(Paper.title == "Audit"))
    newer = papers.Content("Audit 2.txt", "text/plain", b"three")
    full.change("Receive", lambda uow: papers.receive(uow, paper, newer))
    export(full, tmp_path / "out")
    contents = {path.read_bytes() for path in (tmp_path / "out" / "papers").iterdir()}
    assert {b"one", b"two", b"three"} <= contents
