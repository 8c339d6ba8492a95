"""The text of papers for the search, and what a file is, whatever it is called."""

import io
import struct
import zipfile
from typing import Any

import pikepdf
import pytest
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from safeguard_desk.documents import paper_text
from safeguard_desk.documents.file_kinds import FileKind, kind_of, runs
from safeguard_desk.documents.paper_text import text_of

_SLIDE = (
    '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>Threshold </a:t></a:r>'
    "<a:r><a:t>document</a:t></a:r></a:p><a:p><a:r><a:t>Next</a:t></a:r></a:p></p:sld>"
)
_ODT = (
    '<d xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:p>Section <t:span>47</t:span>'
    " en<t:s/>quiries</t:p><t:h>Child at risk</t:h></d>"
)


def pdf(*pages: str, password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for words in pages:
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    if not password:
        return out.getvalue()
    locked = io.BytesIO()
    with pikepdf.open(out) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="o", user=password))
    return locked.getvalue()


def word(*paragraphs: str) -> bytes:
    document: Any = WordFile()
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(rows=1, cols=1)
    table.cell(0, 0).text = "In a table"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(words: str) -> bytes:
    book = Workbook()
    book.create_sheet("Figures")["B2"] = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(name: str, content: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.pdf", pdf("Neglect toolkit", "Second page"), "Neglect toolkit\nSecond page"),
        ("a.docx", word("Neglect", "Toolkit  of 2026"), "Neglect\nToolkit of 2026\nIn a table"),
        ("a.xlsx", excel("Strategy discussions"), "Strategy discussions"),
        ("a.pptx", packed("ppt/slides/slide1.xml", _SLIDE), "Threshold document\nNext"),
        ("a.odt", packed("content.xml", _ODT), "Section 47 en quiries\nChild at risk"),
        (
            "a.rtf",
            b"{\\rtf1{\\fonttbl{\\f0 Arial;}}\\b Bold\\b0  \\'e9t\\'e9\\par Next}",
            "Bold été\nNext",
        ),
        ("a.txt", "Grace\N{RIGHT SINGLE QUOTATION MARK}s note".encode("cp1252"), "Grace’s note"),
        ("a.bin", b"\x00\x01\x02", ""),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", ""),
    ],
)
def test_the_words_of_a_paper_are_read_from_every_kind(name: str, data: bytes, text: str) -> None:
    assert text_of(data, "application/octet-stream", name) == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("locked.pdf", pdf("Secret", password="p")),
        ("torn.pdf", pdf("Neglect")[:200]),
        ("torn.docx", word("Neglect")[:-200]),
        ("odd.docx", packed("word/document.xml", "<a><p>")),
        ("empty.pdf", b""),
    ],
)
def test_an_encrypted_or_damaged_paper_gives_no_words_and_no_error(name: str, data: bytes) -> None:
    assert text_of(data, "", name) in {"", "Neglect"}


@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1"]))
def test_no_bytes_make_reading_fail(data: bytes, head: bytes) -> None:
    for name in ("a.pdf", "a.docx", "a.txt"):
        assert "\x00" not in text_of(head + data, "text/plain", name)


def test_only_so_much_of_a_paper_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_text, "MOST", 10)
    assert text_of(pdf("Neglect toolkit"), "application/pdf", "a.pdf") == "Neglect to"


def test_a_part_that_would_fill_the_memory_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_text, "_LARGEST_PART", 20)
    assert text_of(word("Neglect"), "", "a.docx") == ""


def installer(kind: int) -> bytes:
    data = bytearray(2048)
    data[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", data, 30, 9)
    struct.pack_into("<I", data, 48, 1)
    struct.pack_into("<I", data, 1024 + 80, kind)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("minutes.pdf", b"MZ\x90\x00"),
        ("minutes.docx", b"\x7fELF\x02"),
        ("minutes.txt", b"#!/bin/sh\n"),
        ("minutes.pdf", b"\xcf\xfa\xed\xfe"),
        ("minutes.doc", installer(0x000C1084)),
        ("minutes.pdf.exe", b"%PDF-1.7"),
        ("minutes.EXE. ", b"anything"),
        ("macro.vbs", b"x"),
        ("setup.msi", b"x"),
        ("open me.lnk", b"x"),
    ],
)
def test_a_program_is_known_whatever_it_is_called(name: str, data: bytes) -> None:
    assert runs(name, data)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", pdf("x"), FileKind.PDF),
        ("a.docx", pdf("x"), FileKind.PDF),
        ("a.docx", word("x"), FileKind.OFFICE),
        ("a.doc", installer(0x00020906), FileKind.OFFICE),
        ("a.zip", packed("x", "y"), FileKind.OTHER),
        ("a.png", b"\x89PNG\r\n\x1a\n", FileKind.IMAGE),
        ("a.jpg", b"\xff\xd8\xff\xe0", FileKind.IMAGE),
        ("a.txt", b"words", FileKind.TEXT),
        ("a.pdf", b"not a pdf", FileKind.OTHER),
        ("a.mp4", b"\x00\x00\x00\x18ftyp", FileKind.OTHER),
    ],
)
def test_a_file_is_what_its_bytes_say(name: str, data: bytes, kind: FileKind) -> None:
    assert kind_of(name, data) is kind
    assert not runs(name, data)
