"""Files put where people want them, whole or not at all."""

import os
import sys
from io import BytesIO
from pathlib import Path

import pytest
from tests.documents.examples import document

from safeguard_desk.documents import docx, pdf, xlsx
from safeguard_desk.documents.writing import SUFFIXES, write
from safeguard_desk.errors import Refusal
from safeguard_desk.resources import file


@pytest.mark.parametrize(
    ("name", "start"), [("a.pdf", b"%PDF-1.7"), ("a.DOCX", b"PK"), ("a.xlsx", b"PK")]
)
def test_the_ending_chooses_the_writer(name: str, start: bytes, tmp_path: Path) -> None:
    write(document(), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)
    assert os.listdir(tmp_path) == [name]


def test_another_ending_is_refused_and_the_three_are_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        write(document(), tmp_path / "minutes.odt")
    assert all(suffix in refused.value.todo for suffix in SUFFIXES)
    assert "minutes.odt" in refused.value.what


@pytest.mark.parametrize("writer", [pdf, docx, xlsx])
def test_a_document_can_be_written_to_an_open_file(writer: object, tmp_path: Path) -> None:
    out = BytesIO()
    writer.write(document(), out)  # type: ignore[attr-defined]
    assert out.getvalue()


def test_a_folder_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="missing") as refused:
        write(document(), tmp_path / "missing" / "a.pdf")
    assert "choose another folder" in refused.value.todo


def test_a_target_that_cannot_be_replaced_is_refused_and_nothing_is_left_beside_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(Refusal):
        write(document(), tmp_path / "a.pdf")
    assert os.listdir(tmp_path) == ["a.pdf"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are those of Unix here")
def test_a_written_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    write(document(), tmp_path / "a.pdf")
    (tmp_path / "b.pdf").touch()
    assert (tmp_path / "a.pdf").stat().st_mode == (tmp_path / "b.pdf").stat().st_mode


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    write(document(), path)
    assert path.read_bytes().startswith(b"%PDF")


def test_the_programs_files_are_found_and_a_missing_one_is_named() -> None:
    assert file("fonts/Carlito-Regular.ttf").is_file()
    with pytest.raises(FileNotFoundError, match=r"fonts/None\.ttf"):
        file("fonts/None.ttf")


def test_an_installed_file_is_preferred_to_the_checkouts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "src" / "safeguard_desk"
    for root in (package / "resources", tmp_path / "resources"):
        root.mkdir(parents=True)
        (root / "one.txt").touch()
    (tmp_path / "resources" / "two.txt").touch()
    monkeypatch.setattr("safeguard_desk.resources.PACKAGE", package)
    assert file("one.txt") == package / "resources" / "one.txt"
    assert file("two.txt") == tmp_path / "resources" / "two.txt"
