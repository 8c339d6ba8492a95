"""What a PDF of ours is: accessible, archivable, the same each time."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pytest
from tests.documents.examples import EXAMPLES, LONG, document, long_things, minutes, tracker
from tests.documents.reading import Spoken, artifacts, opened, spoken

from safeguard_desk.documents import pdf
from safeguard_desk.documents.model import (
    Chart,
    ChartKind,
    Column,
    Contents,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    Series,
    Table,
)


@cache
def written(make: Callable[[], Document]) -> bytes:
    """Return an example's bytes, written once."""
    return pdf.to_bytes(make())


def read(make: Callable[[], Document]) -> Spoken:
    """Return an example as a screen reader meets it."""
    return spoken(opened(written(make)))


@pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
def test_two_checkers_of_accessibility_find_nothing(
    make: Callable[[], Document], tmp_path: Path
) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(written(make))
    heard = outloud.check(str(path))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings
    found = pdfua.validate(str(path)).findings
    assert not [one for one in found if one.severity is not pdfua.Severity.INFO], found


@pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
def test_every_mark_leads_back_to_the_element_that_owns_it(make: Callable[[], Document]) -> None:
    file = opened(written(make))
    numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
    tree = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in file.pages:
        marks = [
            int(operands[1].MCID)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/MCID" in operands[1]
        ]
        owners = tree.pop(int(page.StructParents))
        assert marks == list(range(len(owners)))
        for annotation in page.get("/Annots", ()):
            assert tree.pop(int(annotation.StructParent)).S == "/Link"
    assert not tree


@pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
def test_the_files_syntax_is_sound(make: Callable[[], Document]) -> None:
    assert not opened(written(make)).check_pdf_syntax()


@pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
def test_all_that_is_drawn_is_content_or_an_artifact(make: Callable[[], Document]) -> None:
    drawing = {"Tj", "re", "f", "S", "l", "c", "m"}
    for page in opened(written(make)).pages:
        depth = 0
        for _operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in {"BDC", "BMC"}) - (name == "EMC")
            assert 0 <= depth <= 1
            assert depth == 1 or name not in drawing
        assert depth == 0


@pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
def test_fonts_are_embedded_and_map_used_codes_to_letters_only(
    make: Callable[[], Document],
) -> None:
    for page in opened(written(make)).pages:
        for font in page.Resources.Font.values():
            descendant = font.DescendantFonts[0]
            assert "/FontFile2" in descendant.FontDescriptor
            assert re.fullmatch(r"/[A-Z]{6}\+.+", str(font.BaseFont))
            table = font.ToUnicode.read_bytes().decode()
            used = table[table.index("beginbfchar") :]
            letters = re.findall(r"<[0-9A-F]{4}> <([0-9A-F]+)>\n", used)
            assert len(letters) == len(descendant.W[1]) - 1
            assert not {"0000", "FEFF", "FFFE"} & set(letters)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf.to_bytes(minutes()) == pdf.to_bytes(minutes())


def test_another_document_has_another_identifier() -> None:
    one, other = (opened(pdf.to_bytes(document(title=title))) for title in ("One", "Other"))
    assert one.trailer.ID[0] != other.trailer.ID[0]


def test_the_file_says_what_it_is_in_both_standards() -> None:
    file = opened(written(minutes))
    assert str(file.docinfo.CreationDate) == str(file.docinfo.ModDate)
    assert str(file.docinfo.CreationDate) == "D:20261120100000+00'00'"
    with file.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")
        assert about["dc:title"] == str(file.docinfo.Title) == minutes().title
        assert about["xmp:CreateDate"] == "2026-11-20T10:00:00+00:00"
        assert about["pdf:Keywords"] == str(file.docinfo.Keywords) == "minutes, QA"
        assert about["dc:creator"] == ["Business Unit"]
    assert (file.Root.Lang, file.Root.MarkInfo.Marked) == ("en-GB", True)
    assert file.Root.ViewerPreferences.DisplayDocTitle is True
    assert all(page.Tabs == "/S" for page in file.pages)
    packet = file.Root.Metadata.read_raw_bytes()
    assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in packet


def test_a_date_without_a_zone_is_taken_as_universal_time() -> None:
    bare = replace(document(), created=datetime(2026, 7, 1, 9, 30))
    aware = replace(document(), created=datetime(2026, 7, 1, 9, 30, tzinfo=UTC))
    assert pdf.to_bytes(bare) == pdf.to_bytes(aware)


def test_colours_are_those_of_an_embedded_srgb_profile() -> None:
    file = opened(written(minutes))
    intent = file.Root.OutputIntents[0]
    profile = intent.DestOutputProfile.read_bytes()
    assert intent.S == "/GTS_PDFA1"
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert (profile[12:16], profile[16:20], profile[36:40]) == (b"mntr", b"RGB ", b"acsp")


def test_the_title_is_the_first_heading_and_a_skipped_level_is_closed_up() -> None:
    heads = read(minutes).all("H1", "H2", "H3", "H4")
    assert [head.kind for head in heads] == ["H1", "H2", "H2", "H2", "H3", "H2"]
    assert heads[0].text == minutes().title
    assert heads[4].text == "Actions by rating"


def test_the_marking_and_the_state_are_read_aloud_once() -> None:
    text = read(minutes).text
    assert text.count("OFFICIAL-SENSITIVE") == 1
    assert text.count("Draft") == 1


def test_every_page_carries_marking_page_number_and_watermark_as_artifacts() -> None:
    file = opened(written(minutes))
    assert len(file.pages) > 2
    for number, page in enumerate(file.pages, start=1):
        found = dict(artifacts(page))
        assert found["Watermark"] == "DRAFT"
        assert "OFFICIAL-SENSITIVE" in found["Header"]
        assert "OFFICIAL-SENSITIVE" in found["Footer"]
        assert found["Footer"].endswith(f"Page {number} of {len(file.pages)}")


def test_a_document_that_is_no_draft_has_no_watermark() -> None:
    file = opened(pdf.to_bytes(replace(minutes(), watermark=None)))
    assert "Watermark" not in dict(artifacts(file.pages[0]))
    assert "Draft" not in spoken(file).text


def test_a_word_at_a_lines_end_does_not_join_the_next() -> None:
    owner = spoken(opened(pdf.to_bytes(document(Paragraph(LONG * 4))))).all("P")[-1]
    assert owner.text == (LONG * 4).strip()


def test_a_table_has_heads_with_scope_and_keeps_its_empty_cells() -> None:
    table = read(minutes).all("Table")[1]
    rows = table.all("TR")
    assert [cell.text for cell in rows[0].all("TH")][:3] == ["Ref", "Action", "Owner"]
    assert all(cell.attributes["Scope"] == "/Column" for cell in rows[0].all("TH"))
    assert {len(row.all("TH", "TD")) for row in rows} == {6}
    assert [row.all("TH")[0].text for row in rows[1:4]] == ["QA-0000", "QA-0001", "QA-0002"]
    assert rows[1].all("TH")[0].attributes["Scope"] == "/Row"
    assert rows[5].all("TH", "TD")[2].text == ""
    assert table.all("Caption")[0].text == "Open actions"


def test_in_a_small_table_rows_are_not_named_again_before_each_cell() -> None:
    columns = (Column("Agency"), Column("Actions"))
    table = Table(columns, tuple((f"Agency {number}", number) for number in range(9)), row_header=0)
    told = spoken(opened(pdf.to_bytes(document(table))))
    assert [cell.text for cell in told.all("TH")] == ["Agency", "Actions"]


def test_titles_repeated_on_further_pages_are_not_read_again() -> None:
    file = opened(written(EXAMPLES["a tracker over many pages"]))
    assert len(file.pages) > 4
    assert spoken(file).text.count("Days late") == 1
    for page in list(file.pages)[1:]:
        assert "RefActionOwnerDueRatingDays late" in dict(artifacts(page))["Layout"]


def test_a_group_of_columns_spans_them() -> None:
    head = read(long_things).all("THead")[0]
    cell = head.all("TH")[0]
    assert (cell.text, int(cell.attributes["ColSpan"])) == ("Said and done", 2)


def test_a_row_higher_than_half_a_page_runs_on_in_the_same_cell() -> None:
    cell = read(long_things).all("TBody")[0].all("TR")[0].all("TD")[0]
    assert cell.text == (LONG * 60).strip()


def test_a_list_over_pages_stays_one_list() -> None:
    lists = read(long_things).all("L")
    assert len(lists) == 1
    assert len(lists[0].all("LI")) == 60
    assert [label.text for label in lists[0].all("Lbl")][:2] == ["3.", "4."]


def test_minutes_are_numbered_by_item_and_a_list_within_belongs_to_its_point() -> None:
    outer = read(minutes).all("L")[0]
    labels = [item.parts[0] for item in outer.parts if isinstance(item, Spoken)]
    assert [label.text for label in labels if isinstance(label, Spoken)] == ["2.1", "2.2", "2.3"]
    second = outer.parts[1]
    assert isinstance(second, Spoken)
    assert second.all("L")[0].all("LBody")[0].text == "QA-0131, to March"


def test_a_link_over_two_lines_is_one_link_with_two_places_to_click() -> None:
    file = opened(written(minutes))
    link = next(one for one in spoken(file).all("Link") if "partnership" in one.text)
    assert link.text.startswith("the partnership's pages")
    assert link.links == 2
    places = [one for page in file.pages for one in page.get("/Annots", ()) if "/A" in one]
    assert {bytes(one.A.URI) for one in places} == {
        b"https://www.example.org/policies-and-procedures/thresholds?year=2026"
    }
    assert all(int(one.F) == 4 and str(one.Contents) for one in places)


def test_an_address_with_letters_of_other_scripts_is_escaped() -> None:
    link = Paragraph(Run("page", link="https://example.org/né?a=1"))
    file = opened(pdf.to_bytes(document(link)))
    annotation = file.pages[0].Annots[0]
    assert bytes(annotation.A.URI) == b"https://example.org/n%C3%A9?a=1"


def test_an_address_in_plain_text_can_be_followed() -> None:
    text = "Write to unit@example.org, or see www.example.org/a (and https://example.org/b)."
    rows = (("Mail", "unit@example.org"),)
    table = Table((Column("What"), Column("Where")), rows)
    file = opened(pdf.to_bytes(document(Paragraph(text), table)))
    places = [bytes(one.A.URI).decode() for one in file.pages[0].Annots]
    assert places == [
        "mailto:unit@example.org",
        "https://www.example.org/a",
        "https://example.org/b",
        "mailto:unit@example.org",
    ]
    assert spoken(file).all("P")[-1].text == text


def test_the_contents_name_the_page_that_a_heading_stands_on() -> None:
    file = opened(written(minutes))
    lines = spoken(file).all("TOCI")
    assert lines[0].text == "1. Welcome, introductions and apologies 1"
    last = lines[-1].text
    places = {page.objgen: number for number, page in enumerate(file.pages, start=1)}
    with file.open_outline() as outline:
        bookmark = outline.root[-1]
    assert bookmark.title == "3. Key messages"
    assert last == f"3. Key messages {places[bookmark.destination[0].objgen]}"


def test_contents_of_a_document_without_headings_are_a_heading_only() -> None:
    told = spoken(opened(pdf.to_bytes(document(Contents()))))
    assert [part.kind for part in told.parts if isinstance(part, Spoken)] == ["H1", "H2"]


def test_bookmarks_are_nested_as_the_headings_are() -> None:
    with opened(written(minutes)).open_outline() as outline:
        titles = [(item.title, [child.title for child in item.children]) for item in outline.root]
    assert titles[2] == ("2. Action tracker", ["Actions by rating"])


def test_a_document_without_headings_has_its_title_as_bookmark() -> None:
    with opened(written(EXAMPLES["a tracker over many pages"])).open_outline() as outline:
        assert [item.title for item in outline.root] == ["Action tracker"]


def test_a_figure_has_alternative_text_and_a_box() -> None:
    figures = read(EXAMPLES["charts"]).all("Figure")
    assert len(figures) == 5
    for figure in figures:
        assert len(figure.attributes["BBox"]) == 4
    assert "Green 6, Red 3" in figures[0].alternative


def test_a_chart_of_many_agencies_is_made_to_fit_its_page() -> None:
    agencies = tuple(f"Agency {number}" for number in range(60))
    chart = Chart(ChartKind.BARS, "Actions", agencies, (Series("Open", tuple(range(60))),))
    file = opened(pdf.to_bytes(document(Figure(chart))))
    left, bottom, right, top = (
        float(edge) for edge in spoken(file).all("Figure")[0].attributes["BBox"]
    )
    assert 56 < left < right < 540
    assert 56 < bottom < top < 790


def test_a_callout_says_its_kind_and_number_in_words() -> None:
    words = [part.text for part in read(minutes).all("Div")[0].all("P")]
    assert words == ["Note 2.4", LONG.strip(), "Due: 14 Jan 2027"]


def test_an_empty_table_says_so_in_a_sentence() -> None:
    assert "Nothing was escalated." in read(minutes).text
    assert len(read(minutes).all("Table")) == 2


def test_a_letter_that_no_font_has_is_shown_as_unknown_and_never_as_nothing() -> None:
    text = read(long_things).text
    assert "Zażółć → ✓ • \ufffd non-breaking space, ✔" in text.replace("\u00a0", " ")


def test_a_word_wider_than_the_page_is_broken_and_loses_no_letter() -> None:
    assert ("An-address-without-any-space-" * 12) in read(long_things).text


def test_a_heading_never_stands_alone_at_a_pages_foot() -> None:
    filler = tuple(Paragraph("Line") for _ in range(30))
    for count in range(20, 31):
        file = opened(
            pdf.to_bytes(document(*filler[:count], Heading(1, "Below"), Paragraph(LONG * 2)))
        )
        with file.open_outline() as outline:
            page = outline.root[0].destination[0].objgen
        told = next(one for one in spoken(file).all("P") if one.text.startswith("The group"))
        assert told.text
        assert page == file.pages[len(file.pages) - 1].objgen


def test_progress_is_told_and_may_stop_the_writing() -> None:
    steps: list[tuple[int, int]] = []
    pdf.to_bytes(tracker(300), progress=lambda done, total: steps.append((done, total)))
    assert steps[0][0] == 0
    assert steps[-1][0] == steps[-1][1] > 300

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        pdf.to_bytes(tracker(10), progress=stop)


def test_a_table_of_one_column_and_a_value_of_each_kind_is_written() -> None:
    values = (None, "", 3, 2.5, date(2027, 1, 14), Run("bold", bold=True), ("a ", Run("b")))
    table = Table((Column("Value"),), tuple((value,) for value in values))
    told = spoken(opened(pdf.to_bytes(document(table))))
    assert [cell.text for cell in told.all("TD")] == [
        "", "", "3", "2.5", "14 Jan 2027", "bold", "a b",
    ]  # fmt: skip
