"""The pack from the command line."""

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from tests.cli.test_commands import refused, run

from safeguard_desk.desk.opening import open_desk
from safeguard_desk.rules.terms import PackEdition
from safeguard_desk.views import packs
from safeguard_desk.views.meetings import meeting_id
from safeguard_desk.work import papers, planning
from safeguard_desk.work.papers import Content

SECRET = "correct horse battery staple"


@pytest.fixture
def desk_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk with a meeting, a paper and a restricted paper."""
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", SECRET)
    path = tmp_path / "Harrow.desk"
    assert run("new", path, "--partnership", "Harrow", "--today", "2026-10-20") == 0
    desk = open_desk(path, SECRET, backups=False)

    def fill(uow: object) -> None:
        from safeguard_desk.desk.unit_of_work import UnitOfWork

        assert isinstance(uow, UnitOfWork)
        group = planning.group_by_code(uow, "QA").id
        meeting = planning.plan_meeting(uow, group, date(2026, 11, 17)).id
        papers.attach(uow, meeting, "Audit", Content("audit.txt", "text/plain", b"Audit"))
        case = papers.attach(uow, meeting, "Case", Content("case.txt", "text/plain", b"Case"))
        case.restricted = True

    desk.change("Fill", fill)
    desk.close()
    return path


def titles(path: Path) -> list[str]:
    with pikepdf.open(io.BytesIO(path.read_bytes())) as file, file.open_outline() as outline:
        return [str(one.title) for one in outline.root]


def test_a_pack_is_written_in_the_edition_that_is_asked_for(
    desk_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "pack.pdf"
    make = ("paper", "pack", desk_file, "--meeting", "QA-2026-11-17", "-o", out)
    assert run(*make) == 0
    assert titles(out) == ["Contents", "Agenda", "Audit"]
    assert run(*make, "--edition", "full") == 0
    assert titles(out)[-2:] == ["Agenda with the restricted part", "Case"]


def test_only_what_is_asked_for_is_recorded_as_issued(desk_file: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    make = ("paper", "pack", desk_file, "--meeting", "QA-2026-11-17", "-o", out)
    for more in ((), ("--issue",), ("--issue",)):
        assert run(*make, *more) == 0
    desk = open_desk(desk_file, SECRET, backups=False)
    with desk.read() as reader:
        meeting = meeting_id(reader, "QA-2026-11-17")
        issued = packs.issued(reader, meeting, PackEdition.OPEN)
    desk.close()
    assert [pack.number for pack in issued] == [1, 2]


def test_what_cannot_be_made_is_refused_in_one_line(
    desk_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ("paper", "pack", desk_file)
    pdf = tmp_path / "pack.pdf"
    assert "Add --meeting" in refused(capsys, *wanted, "-o", pdf)
    meeting = ("--meeting", "QA-2026-11-17")
    assert "A pack is a PDF" in refused(capsys, *wanted, *meeting, "-o", tmp_path / "pack.docx")
    line = refused(capsys, *wanted, *meeting, "-o", pdf, "--person", "XY")
    assert "Nobody at this meeting is known by the initials “XY”" in line
    assert not pdf.exists()
