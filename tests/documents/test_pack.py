"""Many PDF made one: stamps, bookmarks, labels, links and tags, and what stays behind."""

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas
from tests.documents.reading import opened

from safeguard_desk.documents import pdf
from safeguard_desk.documents.model import Column, Document, Heading, Paragraph, Run, Table
from safeguard_desk.documents.pack import Cover, Part, examine, merge
from safeguard_desk.documents.pack_stamp import view_of

NOW = datetime(2026, 11, 17, tzinfo=UTC)


def plain(pages: int = 1, size: tuple[float, float] = A4, text: str = "Paper") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.drawString(100, 300, f"{text} {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def tagged(title: str, language: str = "en-GB") -> bytes:
    blocks = (Heading(1, "One"), Paragraph("Some text"), Heading(1, "Two"), Paragraph("More"))
    return pdf.to_bytes(Document(title, blocks, NOW, language=language))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with opened(data) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def packed(*papers: bytes, titles: tuple[str, ...] = ()) -> bytes:
    """Merge papers behind a contents page that links each of them."""
    parts, count = [], 0
    for number, data in enumerate(papers):
        pages = examine(data).pages
        labels = tuple(str(count + n + 1) for n in range(pages))
        title = titles[number] if titles else f"Paper {number + 1}"
        parts.append(Part(title, data, labels, f"Item {number + 1}", 1 if number else 0))
        count += pages
    rows = tuple((Run(p.title, link=f"part:{n}"), p.labels[0]) for n, p in enumerate(parts))
    contents = Document("Papers", (Table((Column("Paper"), Column("Page")), rows),), NOW)
    return merge(Cover("Papers of QA", pdf.to_bytes(contents), NOW), parts)


def texts(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_every_page_is_stamped_with_its_item_and_number() -> None:
    pages = texts(packed(plain(2), plain(1)))
    assert "Item 1, page 1 of 3" in pages[1]
    assert "Item 1, page 2 of 3" in pages[2]
    assert "Item 2, page 3 of 3" in pages[3]
    assert "of 3" not in pages[0]


def _turned(degrees: int) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.Rotate = degrees

    return change


def _cropped(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.CropBox = pikepdf.Array([100, 200, 400, 500])


def _shifted(file: pikepdf.Pdf) -> None:
    file.pages[0].obj.MediaBox = pikepdf.Array([-100, -50, 300, 400])


@pytest.mark.parametrize(
    "paper",
    [
        plain(),
        plain(size=landscape(A4)),
        plain(size=A3),
        plain(size=(120, 160)),
        plain(size=(3000, 2000)),
        *(changed(plain(), _turned(degrees)) for degrees in (90, 180, 270, -90, 450)),
        changed(plain(), _cropped),
        changed(changed(plain(), _cropped), _turned(90)),
        changed(plain(), _shifted),
    ],
)
def test_the_stamp_stands_in_the_upper_right_of_the_page_as_it_is_seen(paper: bytes) -> None:
    data = packed(paper)
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[1]
        width, height = page.get_size()
        text = page.get_textpage()
        first, count = text.search("page 1 of 1").get_next()
        boxes = [text.get_charbox(first + n) for n in (0, count - 1)]
    finally:
        document.close()
    with opened(data) as file:
        seen = view_of(file.pages[1].obj)
    assert (seen.width, seen.height) == pytest.approx((width, height), abs=0.5)
    a, b, c, d, e, f = seen.matrix
    places = []
    for left, bottom, _, _ in boxes:
        # The matrix is a turn and a shift: its inverse is the turn back.
        x, y = left - e, bottom - f
        places.append((a * x + b * y, c * x + d * y))
    (x0, y0), (x1, y1) = places
    assert abs(y1 - y0) < abs(x1 - x0)  # upright as the page is seen, or lying with it
    assert 0 < x0 < x1 < seen.width
    assert seen.height * 0.75 < min(y0, y1) < seen.height


def test_the_stamp_is_an_artifact_and_content_cannot_shift_it() -> None:
    paper = changed(plain(), lambda file: file.pages[0].contents_add(b"2 0 0 2 50 50 cm"))
    with opened(packed(paper)) as file:
        stamp = bytes(file.pages[1].obj.Contents[-1].read_bytes())
        begin = bytes(file.pages[1].obj.Contents[0].read_bytes())
    assert begin.strip() == b"q"
    assert stamp.startswith(b"Q\n/Artifact <</Type/Pagination/Subtype/Header>> BDC q")
    assert stamp.strip().endswith(b"EMC")


def test_bookmarks_and_page_labels_follow_the_stamps() -> None:
    parts = [
        Part("Item 4", plain(2), ("34", "35"), "Item 4"),
        Part("Audit", plain(3), ("36", "36a", "38"), "Item 4", 1),
    ]
    contents = pdf.to_bytes(Document("Papers", (), NOW))
    with opened(merge(Cover("Papers", contents, NOW), parts)) as file:
        labels = [pikepdf.Page(page).label for page in file.pages]
        with file.open_outline() as outline:
            found = [(one.title, [kid.title for kid in one.children]) for one in outline.root]
    assert labels == ["i", "34", "35", "36", "36a", "38"]
    assert found == [("Contents", []), ("Item 4", ["Audit"])]


def test_the_contents_lead_to_each_paper_and_each_paper_back() -> None:
    with opened(packed(plain(2), plain(1))) as file:
        pages = [page.obj.objgen for page in file.pages]
        links = [note.Dest[0].objgen for note in file.pages[0].obj.Annots]
        said = [str(note.Contents) for note in file.pages[0].obj.Annots]
        backs = [[n.Dest[0].objgen for n in page.obj.get("/Annots", ())] for page in file.pages]
    assert links == [pages[1], pages[3]]
    assert said[0] == "Go to Paper 1, page 1"
    assert backs[1:] == [[pages[0]], [], [pages[0]]]


def keys_and_owners(file: pikepdf.Pdf) -> dict[int, Any]:
    numbers = pikepdf.NumberTree(file.Root.StructTreeRoot.ParentTree)
    return dict(numbers.items())


def test_tags_of_all_papers_are_one_tree_that_leads_back_from_every_page() -> None:
    with opened(packed(tagged("First"), plain(1), tagged("Second"))) as file:
        root = file.Root.StructTreeRoot
        assert [str(root.K[0].S), len(root.K)] == ["/Document", 1]
        parts = [(str(kid.S), str(kid.get("/T", ""))) for kid in root.K[0].K]
        assert parts == [
            ("/Part", "Papers of QA"),
            ("/Part", "Paper 1"),
            ("/Part", "Paper 2"),
            ("/Part", "Paper 3"),
        ]
        owners = keys_and_owners(file)
        keys = [page.obj.get("/StructParents") for page in file.pages]
        assert keys[2] is None  # the untagged one stays so
        for page, key in zip(file.pages, keys, strict=True):
            if key is None:
                continue
            marks = {int(n) for n in re.findall(rb"MCID (\d+)", _content(page))}
            held = owners[int(key)]
            assert marks == set(range(len(held)))
            for element in held:
                assert element.Pg.objgen == page.obj.objgen
        assert int(root.ParentTreeNextKey) > max(owners)


def _content(page: Any) -> bytes:
    held = page.obj.Contents
    streams = list(held) if isinstance(held, pikepdf.Array) else [held]
    return b"\n".join(bytes(stream.read_bytes()) for stream in streams)


def _role(meaning: str) -> Callable[[pikepdf.Pdf], None]:
    def change(file: pikepdf.Pdf) -> None:
        tree = file.Root.StructTreeRoot
        tree.RoleMap = pikepdf.Dictionary({"/Special": pikepdf.Name(meaning)})
        element = tree.K[0].K[0]
        element.S = pikepdf.Name("/Special")
        element.ID = pikepdf.String("head")
        tree.IDTree = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("head"), element]))

    return change


def test_roles_and_ids_that_two_papers_use_otherwise_are_told_apart() -> None:
    one, other = changed(tagged("A"), _role("/H1")), changed(tagged("B"), _role("/P"))
    with opened(packed(one, other, one)) as file:
        root = file.Root.StructTreeRoot
        roles = {str(key): str(value) for key, value in root.RoleMap.items()}
        elements = [part.K[1].K[0] for part in root.K[0].K[1:]]
        ids = {bytes(element.ID) for element in elements}
        names = [str(element.S) for element in elements]
        listed = [bytes(name) for name in list(root.IDTree.Names)[::2]]
    assert [roles[name] for name in names] == ["/H1", "/P", "/H1"]
    assert len(ids) == 3
    assert sorted(ids) == listed


def test_keys_of_an_untagged_paper_do_not_lead_into_anothers_tree() -> None:
    def claim(file: pikepdf.Pdf) -> None:
        file.pages[0].obj.StructParents = 0

    with opened(packed(changed(plain(), claim))) as file:
        assert "/StructParents" not in file.pages[1].obj


def test_the_whole_has_a_title_a_language_and_says_that_it_is_tagged() -> None:
    with opened(packed(tagged("Cymraeg", "cy"), plain())) as file:
        assert str(file.Root.Lang) == "en-GB"
        assert str(file.docinfo["/Title"]) == "Papers of QA"
        assert file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.Root.StructTreeRoot.K[0].K[1].Lang) == "cy"
        with file.open_metadata() as told:
            assert told["dc:title"] == "Papers of QA"
            assert "pdfuaid:part" not in told


def form() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.acroForm.textfield(name="who", x=100, y=500, value="Named nurse")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _armed(file: pikepdf.Pdf) -> None:
    """Put into a file everything that could act by itself."""
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
    script = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("javascript:alert(1)"))
    good = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org"))
    good.Next = act
    file.Root.OpenAction = act
    page = file.pages[0].obj
    page.AA = pikepdf.Dictionary(O=act)
    notes = []
    for action in (act, launch, script, good):
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
        note.Rect = pikepdf.Array([0, 0, 10, 10])
        notes.append(file.make_indirect(note))
    carried = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment)
    carried.Rect = pikepdf.Array([0, 0, 10, 10])
    page.Annots = pikepdf.Array([*notes, file.make_indirect(carried)])
    file.attachments["macro.exe"] = b"MZ"


def test_what_could_act_by_itself_stays_behind() -> None:
    data = packed(changed(plain(), _armed), form())
    for word in (b"JavaScript", b"/Launch", b"calc.exe", b"EmbeddedFile", b"OpenAction", b"/AA"):
        assert word not in data
    for word in (b"javascript:", b"/Widget", b"/AcroForm", b"/FileAttachment"):
        assert word not in data
    assert b"https://example.org" in data
    assert "Named nurse" in texts(data)[2]


def test_links_within_a_paper_still_lead_to_its_pages() -> None:
    def link(file: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link)
        note.Rect = pikepdf.Array([0, 0, 10, 10])
        note.A = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("annex"))
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(note)])
        target = pikepdf.Array([file.pages[2].obj, pikepdf.Name.Fit])
        names = pikepdf.Array([pikepdf.String("annex"), target])
        file.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=names))

    with opened(packed(plain(1), changed(plain(3), link))) as file:
        (own, _back) = file.pages[2].obj.Annots
        assert own.Dest[0].objgen == file.pages[4].obj.objgen


def test_layers_that_a_paper_hides_stay_hidden() -> None:
    def hide(file: pikepdf.Pdf) -> None:
        layer = file.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Draft"))
        )
        page = file.pages[0].obj
        page.Resources.Properties = pikepdf.Dictionary(MC0=layer)
        usual = pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
        file.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=usual)

    with opened(packed(changed(plain(), hide))) as file:
        off = [layer.objgen for layer in file.Root.OCProperties.D.OFF]
        assert off == [file.pages[1].obj.Resources.Properties.MC0.objgen]


def locked(password: str) -> bytes:
    out = io.BytesIO()
    with opened(plain()) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "pages", "problem"),
    [
        (plain(3), 3, ""),
        (locked("secret"), 0, "it is locked with a password"),
        (locked(""), 1, ""),
        (b"%PDF-1.7 and then nothing", 0, "it is damaged"),
        (b"", 0, "it is damaged"),
        (changed(plain(), lambda file: file.pages.__delitem__(0)), 0, "it has no pages"),
    ],
)
def test_a_paper_is_examined_before_it_goes_in(data: bytes, pages: int, problem: str) -> None:
    found = examine(data)
    assert (found.pages, found.problem) == (pages, problem)
    assert examine(tagged("T")).tagged
    assert not examine(plain()).tagged


def test_a_torn_paper_is_taken_as_far_as_it_can_be_read() -> None:
    found = examine(plain(2)[:-300])
    assert found.problem or found.repaired


def test_merging_tells_of_each_part_and_stops_when_it_is_told_to() -> None:
    parts = [Part(f"P{n}", plain(), (str(n + 1),)) for n in range(3)]
    cover = Cover("Papers", pdf.to_bytes(Document("Papers", (), NOW)), NOW)
    seen: list[tuple[int, int]] = []
    merge(cover, parts, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_pack_of_accessible_papers_is_accessible_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(packed(tagged("First"), tagged("Second")))
    assert not [
        one for one in pdfua.validate(str(path)).findings if one.severity is not pdfua.Severity.INFO
    ]
    heard = outloud.check(str(path))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings


def test_a_pack_among_the_papers_is_stamped_with_letters_of_its_own() -> None:
    inner = packed(plain(2))
    pages = texts(packed(plain(12), inner))
    assert "Item 2, page 15 of 15" in pages[-1]
    assert "Item 1, page 2 of 2" in pages[-1]
