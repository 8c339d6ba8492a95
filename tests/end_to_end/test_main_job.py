"""The main job on real input: members, a meeting as it was typed, and papers for both boards."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from pypdfium2 import PdfDocument
from tests.fixtures.harrow import FILES

from safeguard_desk.cli import main

MEETING, LATER = "QA-2026-11-17", "QA-2027-01-12"
BOARDS = ("HSCB", "HSAB")
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "agenda": ("agenda", "--meeting", MEETING),
    "minutes": ("minutes", "--meeting", MEETING),
    "tracker": ("tracker", "--group", "QA"),
    "report HSCB": ("board-report", "--board", "HSCB", "--quarter", "2026-Q3"),
    "report HSAB": ("board-report", "--board", "HSAB", "--quarter", "2026-Q3"),
}
IN_MINUTES = (
    "10:02",
    "10:58",
    "17 November 2026",
    "Apologies",
    "Named GP",
    "Tenancy Services Manager",
    "The children's co-chair opened the meeting. Apologies were noted.",
    "None were declared.",
    "inutes of 15 September 2026 agreed as a correct record with one amendment at 3.5",
    "QA-0132 GP attendance rose from 11 to 19 per cent in quarter 2; the group did not think",
    "Police challenged the ICB on the pace of QA-0132",
    "the Designated Nurse will bring a plan by practice",
    "ring a plan for GP attendance at conferences, by practice",
    "15 Jan 2027",
    "Agreed to close QA-0137 and QA-0135",
    "24 cases, returns from 9 of 11 agencies; Probation and Cafcass missing",
    "chool nursing and early help had recorded the voice of the child in every case seen",
    "e-audit the eight cases graded inadequate",
    "QA co-chairs",
    "31 May 2027",
    "HSAB to be asked to raise the missing Probation returns at executive level",
    "ction plan will pass six months if the re-audit is not booked by March",
    "e-referrals 23.8%, up for the third quarter running",
    "eep dive on re-referrals by ward and age",
    "12 Jan 2027",
    "sk your teams to use the revised neglect screening tool from 1 December",
)
IN_TRACKER = (
    "QA-0001", "QA-0002", "QA-0003",
    "ring a plan for GP attendance at conferences, by practice",
    "Designated Nurse Safeguarding Children", "15 Jan 2027",
    "e-audit the eight cases graded inadequate", "QA co-chairs", "31 May 2027",
    "eep dive on re-referrals by ward and age", "Performance Analyst", "12 Jan 2027",
)  # fmt: skip
IN_REPORT = (
    "Quality Assurance",
    "ction plan will pass six months if the re-audit is not booked by March",
    "Police challenged the ICB on the pace of QA-0132",
    "HSAB to be asked to raise the missing Probation returns at executive level",
    "inutes of 15 September 2026 agreed as a correct record",
)
Read = Callable[[Path], str]


def run(*arguments: object) -> None:
    assert main([str(argument) for argument in arguments]) == 0, arguments


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk after the whole job, done by the commands alone."""
    desk = tmp_path_factory.mktemp("job") / "Harrow.desk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAFEGUARD_DESK_PASSPHRASE", "correct horse battery staple")
        run("new", desk, "--partnership", "Harrow")
        run("import", "members", desk, FILES / "members.csv")
        run("plan", desk, "--group", "QA", "--date", "2026-11-17")
        run("plan", desk, "--group", "QA", "--date", "2027-01-12")
        run("capture", desk, "--meeting", MEETING, FILES / "meeting_as_typed.txt")
        minutes = ("minutes", desk, "--meeting", MEETING, "--to")
        run(*minutes, "with_co_chairs")
        run(*minutes, "approved", "--by", "DN")
        run(*minutes, "approved", "--by", "HS")
        run(*minutes, "circulated")
        run(*minutes, "ratified", "--at", LATER)
        run("check", desk)
        papers = desk.parent / "papers"
        papers.mkdir()
        for name, arguments in ARGUMENTS.items():
            kind, *options = arguments
            for suffix in ("pdf", "docx"):
                out = papers / f"{name}.{suffix}"
                run("paper", kind, desk, "-o", out, "--today", "2026-11-20", *options)
    return desk


def pdf_text(path: Path) -> str:
    with PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return flat(" ".join(pages))


def docx_text(path: Path) -> str:
    document = docx.Document(str(path))
    found: list[str] = []
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            found += [cell.text for row in part.rows for cell in row.cells]
        else:
            found.append(part.text)
    return flat(" ".join(found))


def flat(text: str) -> str:
    # A hyphen at a line's end stands there in the text; ￾ is how the reader marks it.
    return re.sub(r"\s+", " ", text.replace("\ufffe", "-").replace("’", "'"))


@pytest.mark.parametrize(("suffix", "read"), [("pdf", pdf_text), ("docx", docx_text)])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("minutes", IN_MINUTES),
        ("tracker", IN_TRACKER),
        *((f"report {board}", IN_REPORT) for board in BOARDS),
    ],
)
def test_every_typed_line_is_in_its_paper(
    desk: Path, name: str, words: tuple[str, ...], suffix: str, read: Read
) -> None:
    text = read(desk.parent / "papers" / f"{name}.{suffix}")
    missing = [word for word in words if word not in text]
    assert missing == [], text


@pytest.mark.parametrize(("suffix", "read"), [("pdf", pdf_text), ("docx", docx_text)])
def test_the_minutes_read_in_the_order_of_the_meeting(desk: Path, suffix: str, read: Read) -> None:
    text = read(desk.parent / "papers" / f"minutes.{suffix}")
    typed = [words for words in IN_MINUTES if len(words) > 40]
    places = [text.index(words) for words in typed]
    assert places == sorted(places)


@pytest.mark.parametrize(("suffix", "read"), [("pdf", pdf_text), ("docx", docx_text)])
def test_ratified_minutes_carry_no_draft_mark_and_say_when_they_were_ratified(
    desk: Path, suffix: str, read: Read
) -> None:
    text = read(desk.parent / "papers" / f"minutes.{suffix}")
    assert "atified" in text
    assert "DRAFT" not in text


def test_both_co_chairs_stand_for_the_minutes(desk: Path) -> None:
    text = pdf_text(desk.parent / "papers" / "minutes.pdf")
    for role in ("Designated Nurse Safeguarding Children", "Head of Safeguarding Adults"):
        assert role in text


def test_the_desk_is_whole_after_the_job(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAFEGUARD_DESK_PASSPHRASE", "correct horse battery staple")
    run("check", desk)
    capsys.readouterr()
    run("list", desk, "meetings", "--json")
    meetings = {one["ref"]: one for one in json.loads(capsys.readouterr().out)}
    assert meetings[MEETING]["minutes"] == "ratified"
    assert meetings[MEETING]["actions"] == 3
