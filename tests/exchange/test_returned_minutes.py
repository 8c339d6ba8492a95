"""Draft minutes that come back from co-chairs as Word files, in every way people edit them."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, time
from io import BytesIO
from pathlib import Path

import pytest
from tests.exchange.word import Word, packed, parts
from tests.fixtures.harrow import NEXT, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents import docx
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.returned_file import LARGEST
from safeguard_desk.exchange.returned_minutes import Returned, read
from safeguard_desk.models import MinuteEntry, Proposal
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.terms import EntryKind, ProposalKind
from safeguard_desk.work import approving, capturing, minuting, reviewing

K = ProposalKind
NEGLECT = "The audit of neglect covered 24 cases from nine agencies."
HOUSING = "Housing said that home conditions are seen too late."
SCHOOLS = "Schools will bring their own figures in January."
DAY = date(2026, 11, 20)


class Minutes:
    """A meeting's minutes, sent to the co-chairs."""

    def __init__(self, harrow: Harrow) -> None:
        self.harrow = harrow
        self.meeting = harrow.plan()
        item = harrow.items(self.meeting)[4].id
        at = time(10, 5)
        self.entries = {
            text: harrow.do(minuting.add_entry, item, EntryKind.NOTE, text, at=at).id
            for text in (NEGLECT, HOUSING, SCHOOLS)
        }
        harrow.do(capturing.take, self.meeting, item, "a: review the toolkit @DN by 14 jan")
        harrow.do(capturing.take, self.meeting, item, "d: agreed to repeat the audit in May")
        self.send()

    def send(self) -> None:
        self.harrow.do(approving.send_to_co_chairs, self.meeting)

    def out(self, *, restricted: bool = False) -> bytes:
        with self.harrow.desk.read() as reader:
            request = Request(meeting_id=self.meeting, review=True, restricted=restricted)
            return docx.to_bytes(make("minutes", reader, request))

    def word(self) -> Word:
        return Word(self.out())

    def read(self, data: bytes, name: str = "minutes.docx") -> Returned:
        with self.harrow.desk.read() as reader:
            return read(reader, self.meeting, data, name)

    def take(self, data: bytes) -> reviewing.TakenIn:
        found = self.read(data).proposed
        return self.harrow.do(reviewing.take_in, self.meeting, found, "minutes.docx")

    def of(self, text: str) -> str:
        return self.entries[text]

    def texts(self) -> list[str]:
        rows = self.harrow.all(MinuteEntry)
        return [one.text for one in sorted(rows, key=lambda one: one.position)]


@pytest.fixture
def minutes(desk: Desk, clock: TestClock) -> Minutes:
    return Minutes(settled(desk, clock))


def told(returned: Returned) -> list[tuple[ProposalKind, str, str, str]]:
    return [(one.kind, one.author, one.before, one.after) for one in returned.proposed]


def test_a_file_that_came_back_as_it_went_out_proposes_nothing(minutes: Minutes) -> None:
    assert minutes.read(minutes.out()) == Returned((), ())


def test_tracked_changes_are_told_one_by_one_with_who_and_when(minutes: Minutes) -> None:
    word = minutes.word()
    word.change("audit of neglect", "24", "25")
    word.change("audit of neglect", "nine", "ten", who="Head of Safeguarding Adults")
    word.insert_before("Housing said", "At first ")
    one, two, three = minutes.read(word.saved()).proposed
    assert (one.author, one.made_on, one.entry_id) == (
        "Designated Nurse", DAY, minutes.of(NEGLECT),
    )  # fmt: skip
    assert one.after == NEGLECT.replace("24", "25")
    assert (two.author, two.after) == (
        "Head of Safeguarding Adults", NEGLECT.replace("nine", "ten"),
    )  # fmt: skip
    assert (one.before, two.before) == (NEGLECT, NEGLECT)
    assert (three.entry_id, three.after) == (minutes.of(HOUSING), f"At first {HOUSING}")
    minutes.take(word.saved())
    for proposal in minutes.harrow.all(Proposal):
        minutes.harrow.do(reviewing.accept, proposal.id)
    assert minutes.texts()[:2] == [
        NEGLECT.replace("24", "25").replace("nine", "ten"), f"At first {HOUSING}",
    ]  # fmt: skip


def test_comments_are_told_with_the_words_they_hang_on(minutes: Minutes) -> None:
    word = minutes.word()
    word.comment("Housing said", "too late", "Is that what they said?")
    word.comment("Owner:", "14 Jan 2027", "Too soon.")
    first, second = minutes.read(word.saved()).proposed
    assert (first.kind, first.author, first.made_on) == (K.COMMENT, "Head", DAY)
    assert (first.before, first.after) == ("too late", "Is that what they said?")
    assert first.entry_id == minutes.of(HOUSING)
    action = next(e for e in minutes.harrow.all(MinuteEntry) if e.kind is EntryKind.ACTION)
    assert (second.after, second.entry_id) == ("Too soon.", action.id)


def test_words_changed_without_tracking_are_seen(minutes: Minutes) -> None:
    word = minutes.word()
    word.retype("24 cases", "26 cases")
    [one] = minutes.read(word.saved()).proposed
    assert one.author == "Changed without tracking"
    assert (one.before, one.after) == (NEGLECT, NEGLECT.replace("24", "26"))
    assert one.entry_id == minutes.of(NEGLECT)


def test_words_changed_without_tracking_outside_the_entries_are_seen(minutes: Minutes) -> None:
    word = minutes.word()
    word.retype("14 Jan 2027", "28 Jan 2027")
    found = [one for one in minutes.read(word.saved()).proposed if one.entry_id is None]
    assert any("28 Jan 2027" in one.after for one in found)


def test_changes_with_and_without_tracking_in_one_entry_are_two(minutes: Minutes) -> None:
    word = minutes.word()
    word.retype("24 cases", "26 cases")
    word.change("audit of neglect", "nine", "ten")
    minutes.take(word.saved())
    for proposal in minutes.harrow.all(Proposal):
        minutes.harrow.do(reviewing.accept, proposal.id)
    assert minutes.texts()[0] == NEGLECT.replace("24", "26").replace("nine", "ten")


@pytest.mark.parametrize("who", ["Designated Nurse", ""])
def test_new_paragraphs_go_below_the_entry_they_follow(minutes: Minutes, who: str) -> None:
    word = minutes.word()
    word.add_paragraph("Housing said", "The GP practices said the same.", who)
    [one] = minutes.read(word.saved()).proposed
    assert (one.kind, one.after) == (K.ADDITION, "The GP practices said the same.")
    assert one.entry_id == minutes.of(HOUSING)
    assert one.author == (who or "Changed without tracking")


def test_a_struck_paragraph_is_a_change_to_nothing(minutes: Minutes) -> None:
    word = minutes.word()
    word.strike("Housing said")
    [one] = minutes.read(word.saved()).proposed
    assert (one.kind, one.before, one.after) == (K.CHANGE, HOUSING, "")
    assert (one.author, one.entry_id) == ("Designated Nurse", minutes.of(HOUSING))


def test_a_paragraph_taken_out_without_tracking_is_seen(minutes: Minutes) -> None:
    word = minutes.word()
    word.remove("Housing said")
    [one] = minutes.read(word.saved()).proposed
    assert (one.before, one.after, one.entry_id) == (HOUSING, "", minutes.of(HOUSING))


def test_a_file_with_a_part_of_the_minutes_takes_nothing_out(minutes: Minutes) -> None:
    word = minutes.word()
    for text in ("Housing said", "Schools will", "review the toolkit", "repeat the audit"):
        word.remove(text)
    found = minutes.read(word.saved())
    assert [one for one in found.proposed if one.entry_id] == []
    assert "holds a part only" in found.notes[0]


def test_a_paragraph_parted_in_two_stays_one_entry(minutes: Minutes) -> None:
    word = minutes.word()
    word.part("audit of neglect", "from nine")
    [one] = minutes.read(word.saved()).proposed
    assert one.entry_id == minutes.of(NEGLECT)
    assert one.after == "The audit of neglect covered 24 cases \nfrom nine agencies."


@pytest.mark.parametrize("tracked", [True, False])
def test_an_entry_that_was_moved_is_told_as_a_wish(minutes: Minutes, tracked: bool) -> None:
    word = minutes.word()
    (word.track_move if tracked else word.move)("audit of neglect", "Schools will")
    [one] = minutes.read(word.saved()).proposed
    assert (one.kind, one.entry_id) == (K.COMMENT, minutes.of(NEGLECT))
    assert one.after == "Move this below 5.3."


def test_formatting_says_nothing(minutes: Minutes) -> None:
    from lxml import etree
    from tests.exchange.word import w

    word = minutes.word()
    for run in word.paragraph("Housing said").iter(w("r")):
        dress = run.find(w("rPr"))
        dress = etree.SubElement(run, w("rPr")) if dress is None else dress
        change = etree.SubElement(dress, w("rPrChange"))
        change.set(w("author"), "Head")
    assert minutes.read(word.saved()).proposed == ()


def test_a_file_without_marks_is_read_by_number_and_text(minutes: Minutes) -> None:
    word = minutes.word()
    word.lose_marks()
    word.retype("24 cases", "26 cases")
    word.change("agreed to repeat", "May", "June")
    found = minutes.read(word.saved())
    by_after = {one.after: one for one in found.proposed}
    changed = by_after[NEGLECT.replace("24", "26")]
    assert (changed.entry_id, changed.guessed) == (minutes.of(NEGLECT), False)
    june = by_after["agreed to repeat the audit in June"]
    assert june.before == "agreed to repeat the audit in May"
    assert len(found.proposed) == 2
    assert "lost its marks" in found.notes[0]


def test_an_entry_typed_anew_is_found_by_its_text_and_said_to_be_a_guess(
    minutes: Minutes,
) -> None:
    word = minutes.word()
    word.remove("Housing said")
    word.add_paragraph("audit of neglect", HOUSING.replace("too late", "far too late"))
    [one] = minutes.read(word.saved()).proposed
    assert (one.entry_id, one.guessed) == (minutes.of(HOUSING), True)
    assert one.after == HOUSING.replace("too late", "far too late")


def test_the_same_file_read_twice_adds_nothing_even_after_a_decision(minutes: Minutes) -> None:
    word = minutes.word()
    word.change("audit of neglect", "24", "25")
    word.retype("home conditions", "homes")
    word.comment("Schools will", "January", "Or February?")
    data = word.saved()
    assert minutes.take(data) == reviewing.TakenIn(3, 0)
    assert minutes.take(data) == reviewing.TakenIn(0, 3)
    for proposal in minutes.harrow.all(Proposal):
        minutes.harrow.do(reviewing.accept, proposal.id)
    assert minutes.take(data) == reviewing.TakenIn(0, 3)


def test_a_file_of_an_older_version_is_read_and_says_so(minutes: Minutes) -> None:
    word = minutes.word()
    word.change("audit of neglect", "24", "25")
    minutes.harrow.do(approving.return_to_draft, minutes.meeting, "One more figure")
    entry = minutes.of(NEGLECT)
    minutes.harrow.do(lambda uow: minuting.edit_entry(uow, entry, text=NEGLECT + " Yes."))
    minutes.send()
    found = minutes.read(word.saved())
    [one] = found.proposed
    assert (one.before, one.after) == (NEGLECT, NEGLECT.replace("24", "25"))
    assert found.notes[0].startswith("This is version 1; version 3, sent to co-chairs 17 Nov 2026")


def test_restricted_words_stay_restricted(minutes: Minutes) -> None:
    secret = minutes.harrow.minuted(minutes.meeting, EntryKind.NOTE, "The lodger was known.")
    minutes.harrow.do(lambda uow: minuting.edit_entry(uow, secret, restricted=True))
    assert "lodger" not in parts(minutes.out())["word/document.xml"].decode()
    assert minutes.read(minutes.out()).proposed == ()
    word = Word(minutes.out(restricted=True))
    word.change("The lodger", "known", "not known")
    word.retype("Not to be copied", "To be copied")
    minutes.take(word.saved())
    assert {one.restricted for one in minutes.harrow.all(Proposal)} == {True}


def test_the_minutes_of_another_meeting_without_marks_are_not_taken_for_ours(
    minutes: Minutes,
) -> None:
    harrow = minutes.harrow
    other = harrow.plan(NEXT)
    item = harrow.items(other)[4].id
    for text in ("The audit of training covered 31 courses.", "Police said that it is too late."):
        harrow.do(minuting.add_entry, item, EntryKind.NOTE, text)
    word = minutes.word()
    word.lose_marks()
    with harrow.desk.read() as reader, pytest.raises(Refusal, match="is not a copy of these"):
        read(reader, other, word.saved(), "m.docx")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_marks_survive_libreoffice(minutes: Minutes, tmp_path: Path) -> None:
    word = minutes.word()
    word.change("audit of neglect", "24", "25")
    word.comment("Housing said", "too late", "Is that so?")
    word.retype("own figures", "figures")
    (tmp_path / "sent.docx").write_bytes(word.saved())
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir",
         str(tmp_path / "back"), str(tmp_path / "sent.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    data = (tmp_path / "back" / "sent.docx").read_bytes()
    found = {one.after: one for one in minutes.read(data).proposed}
    assert found.keys() == {
        NEGLECT.replace("24", "25"), "Is that so?", SCHOOLS.replace("own figures", "figures"),
    }  # fmt: skip
    assert {one.entry_id for one in found.values()} == set(minutes.entries.values())


def _with_macro(data: bytes) -> bytes:
    return packed({**parts(data), "word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro"})


def test_macros_are_not_looked_at(minutes: Minutes) -> None:
    assert minutes.read(_with_macro(minutes.out()), "minutes.docm").proposed == ()


def _bomb(data: bytes) -> bytes:
    return packed({**parts(data), "word/document.xml": b"<a>" + b" " * 70_000_000 + b"</a>"})


def _entities(data: bytes) -> bytes:
    xml = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    return packed({**parts(data), "word/document.xml": xml})


def _open_document(data: bytes) -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})


def _foreign(data: bytes) -> bytes:
    import docx as python_docx

    file = python_docx.Document()
    file.add_paragraph("Dear colleagues, please find the rota for the Christmas party.")
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def _workbook(data: bytes) -> bytes:
    import openpyxl

    out = BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def _flagged(data: bytes) -> bytes:
    """Set the bit that says that a part is encrypted, in the directory and before the part."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        at = package.getinfo("word/document.xml").header_offset
    made = bytearray(data)
    made[at + 6] |= 1
    directory = made.find(b"PK\x01\x02")
    while directory >= 0:
        made[directory + 8] |= 1
        directory = made.find(b"PK\x01\x02", directory + 4)
    return bytes(made)


@pytest.mark.parametrize(
    ("spoil", "says", "do"),
    [
        (lambda data: b"%PDF-1.7 minutes", "is not a Word file", "typed in by hand"),
        (lambda data: b"", "is not a Word file", "Choose the .docx"),
        (lambda data: data[: len(data) // 2], "is damaged", "sent again"),
        (lambda data: data[:2000] + b"\0" * 900 + data[2900:], "is damaged", "sent again"),
        (lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "(.doc)", "save it as"),
        (
            lambda data: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password", "take the password off",
        ),
        (_flagged, "protected by a password", "password off"),
        (_bomb, "far more than minutes", "ask the sender"),
        (_entities, "not written by Word", "ask the sender"),
        (_open_document, "OpenDocument", "Save it as a Word document"),
        (_workbook, "not a Word document", "Choose the .docx"),
        (_foreign, "is not a copy of these minutes", "Word for comments"),
        (lambda data: b"PK" + b"\0" * LARGEST, "far too large", "Choose the Word file"),
    ],
)  # fmt: skip
def test_what_is_not_ours_is_refused_with_what_to_do(
    minutes: Minutes, spoil: Callable[[bytes], bytes], says: str, do: str
) -> None:
    with pytest.raises(Refusal) as refused:
        minutes.read(spoil(minutes.out()), "returned.docx")
    assert says in refused.value.what
    assert do in refused.value.todo
    assert minutes.harrow.all(Proposal) == []


def test_the_minutes_of_another_meeting_are_refused(minutes: Minutes) -> None:
    other = minutes.harrow.plan(NEXT)
    minutes.harrow.minuted(other, EntryKind.NOTE, "Something else was said there.")
    data = minutes.out()
    with (
        minutes.harrow.desk.read() as reader,
        pytest.raises(Refusal, match=r"holds the minutes of QA-2026-11-17") as refused,
    ):
        read(reader, other, data, "m.docx")
    assert "read it there" in refused.value.todo
    content = parts(data)
    del content["docProps/custom.xml"]
    rels = content["_rels/.rels"].decode()
    start = rels.index("<Relationship ", rels.index("core-properties"))
    content["_rels/.rels"] = rels.encode()
    assert start > 0
    with minutes.harrow.desk.read() as reader, pytest.raises(Refusal, match="holds no entry"):
        read(reader, other, packed(content), "m.docx")
