"""Papers of other kinds as PDF: through LibreOffice, or kept to be opened separately."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from PIL import Image

from safeguard_desk.documents.pack import examine
from safeguard_desk.documents.paper_text import text_of
from safeguard_desk.exchange import office


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_kept", {})


def word(words: str) -> bytes:
    document: Any = WordFile()
    document.add_heading("Report", 1)
    document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "blue").save(out, kind)
    return out.getvalue()


def test_a_word_paper_becomes_tagged_pages_where_libreoffice_is_installed() -> None:
    if office.office() is None:
        pytest.skip("LibreOffice is not installed here")
    made = office.as_pdf("report.docx", word("Neglect toolkit"))
    assert "Neglect toolkit" in text_of(made.data, "", "a.pdf")
    found = examine(made.data)
    assert (found.pages, found.tagged, made.problem) == (1, True, "")


def test_without_libreoffice_office_papers_are_opened_separately(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "office", lambda: None)
    made = office.as_pdf("report.docx", word("Neglect"))
    assert (made.data, made.separate) == (b"", True)


def test_what_was_converted_is_not_converted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[list[str]] = []

    def run(command: list[str]) -> None:
        runs.append(command)
        Path(command[-1]).with_suffix(".pdf").write_bytes(b"%PDF-1.7")

    monkeypatch.setattr(office, "office", lambda: Path("soffice"))
    monkeypatch.setattr(office, "_run", run)
    for _ in range(2):
        assert office.as_pdf("report.docx", word("Neglect")).data == b"%PDF-1.7"
    (command,) = runs
    assert any(word.startswith("-env:UserInstallation=file:") for word in command)
    assert "--headless" in command


def test_a_conversion_that_takes_too_long_is_ended_and_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "soffice"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(600)\n")
    slow.chmod(0o700)
    monkeypatch.setattr(office, "office", lambda: slow)
    monkeypatch.setattr(office, "SECONDS", 0.2)
    made = office.as_pdf("report.docx", word("Neglect"))
    assert "took more than" in made.problem


def test_what_libreoffice_cannot_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "office", lambda: Path("soffice"))
    monkeypatch.setattr(office, "_run", lambda _: None)
    assert office.as_pdf("a.docx", word("x")).problem == "LibreOffice could not read it"


@pytest.mark.parametrize(("kind", "size"), [("PNG", (400, 300)), ("JPEG", (300, 400))])
def test_a_picture_becomes_a_page_that_lies_as_it_does(kind: str, size: tuple[int, int]) -> None:
    import pikepdf

    made = office.as_pdf(f"plan.{kind.lower()}", picture(kind, size))
    with pikepdf.open(io.BytesIO(made.data)) as file:
        (page,) = file.pages
        wide, high = (float(edge) for edge in list(page.obj.MediaBox)[2:])
    assert (wide > high) is (size[0] > size[1])


def test_a_damaged_picture_is_said_to_be_damaged() -> None:
    torn = picture("PNG", (40, 30))[:60]
    assert office.as_pdf("plan.png", torn).problem == "it is damaged"


def test_a_plain_text_becomes_tagged_pages() -> None:
    made = office.as_pdf("Note.txt", b"Neglect toolkit")
    assert "Neglect toolkit" in text_of(made.data, "", "a.pdf")
    assert examine(made.data).tagged


def test_other_kinds_are_opened_separately_and_pdf_stays_as_it_is() -> None:
    assert office.as_pdf("film.mp4", b"\x00\x00\x00\x18ftyp").separate
    assert office.as_pdf("a.pdf", b"%PDF-1.7 x").data == b"%PDF-1.7 x"
