"""Files chosen as papers: looked at before they are read, refused with the reason."""

from pathlib import Path

import pytest

from safeguard_desk.desk import attachments
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import paper_files


def test_a_file_comes_with_its_kind_and_its_text(tmp_path: Path) -> None:
    path = tmp_path / "Note.txt"
    path.write_bytes(b"Neglect toolkit")
    content = paper_files.read(path)
    assert (content.filename, content.media_type) == ("Note.txt", "text/plain")
    assert (content.data, content.text) == (b"Neglect toolkit", "Neglect toolkit")


def test_a_file_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "Large.pdf"
    with path.open("wb") as file:
        file.truncate(attachments.LARGEST + 1)  # takes no room on the disk

    def read(_: Path) -> bytes:
        raise AssertionError("read into memory")

    monkeypatch.setattr(Path, "read_bytes", read)
    with pytest.raises(Refusal, match=r"Large.pdf has 210 MB; a paper may have 200 MB"):
        paper_files.read(path)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [("empty.pdf", b"", "is empty"), ("minutes.pdf", b"MZ\x00", "is a program")],
)
def test_what_is_no_paper_is_refused(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refusal, match=what):
        paper_files.read(path)


def test_a_folder_and_a_file_that_is_gone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="is a folder"):
        paper_files.read(tmp_path)
    with pytest.raises(Refusal, match=r"gone.pdf could not be read: No such file"):
        paper_files.read(tmp_path / "gone.pdf")
