"""Word files that people can go on working with."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from tests.documents.examples import (
    EXAMPLES,
    LONG,
    all_charts,
    document,
    long_things,
    minutes,
    tracker,
)

from safeguard_desk.documents import docx
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.model import Document, Heading, NumberedList, Orientation, Paragraph

_ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "widowControl", "numPr", "pBdr", "shd", "tabs",
            "spacing", "ind", "jc", "outlineLvl", "rPr"),
    "tcPr": ("tcW", "gridSpan", "tcBorders", "shd"),
    "tblPr": ("tblStyle", "tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook"),
}  # fmt: skip


def written(made: Document) -> Any:
    return python_docx.Document(BytesIO(docx.to_bytes(made)))


def parts(file: Any) -> list[Any]:
    section = file.sections[0]
    return [
        file.element,
        file.styles.element,
        section.header._element,
        section.footer._element,
    ]


@pytest.mark.parametrize("make", EXAMPLES.values(), ids=EXAMPLES)
def test_properties_stand_in_the_order_that_words_schema_asks(make: Callable[[], Document]) -> None:
    for root in parts(written(make())):
        for name, order in _ORDER.items():
            for properties in root.iter(qn(f"w:{name}")):
                places = [
                    order.index(kid.tag.split("}")[1])
                    for kid in properties
                    if kid.tag.split("}")[1] in order
                ]
                assert places == sorted(places)


def test_headings_are_real_headings_with_levels_closed_up() -> None:
    found = [
        (one.style.name, one.text)
        for one in written(minutes()).paragraphs
        if one.style.name.startswith(("Heading", "Title"))
    ]
    assert found[:2] == [("Title", minutes().title), ("Heading 1", "Contents")]
    assert ("Heading 2", "Actions by rating") in found


def test_the_file_says_title_and_language_and_names_nobody() -> None:
    file = written(replace(minutes(), author=""))
    about = file.core_properties
    assert (about.title, about.language) == (minutes().title, "en-GB")
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created.isoformat().startswith("2026-11-20T10:00:00")
    languages = {one.get(qn("w:val")) for one in file.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_each_numbered_list_begins_anew() -> None:
    made = document(*(NumberedList(("a", "b"), start=start) for start in (1, 1, 5)))
    file = written(made)
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in file.paragraphs
        if paragraph.style.name == "List Text"
    ]
    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3
    root = file.part.numbering_part.element
    starts = {
        int(num.get(qn("w:numId"))): num.find(f".//{qn('w:startOverride')}").get(qn("w:val"))
        for num in root.findall(qn("w:num"))
        if num.find(f".//{qn('w:startOverride')}") is not None
    }
    assert [starts[number] for number in numbers[::2]] == ["1", "1", "5"]


def test_items_are_numbered_by_the_item_of_the_agenda() -> None:
    root = written(minutes()).part.numbering_part.element
    assert "2.%1" in {one.get(qn("w:val")) for one in root.iter(qn("w:lvlText"))}


def test_labels_that_word_cannot_count_are_written_out() -> None:
    file = written(document(NumberedList(("first", "second"), labels=("3.2", "3.2a"))))
    assert [one.text for one in file.paragraphs][-2:] == ["3.2\tfirst", "3.2a\tsecond"]


def test_a_tables_first_row_repeats_and_no_row_is_parted() -> None:
    table = written(tracker(30)).tables[0]
    assert len(table.rows) == 32
    heads = [row for row in table._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
    assert heads == [table._tbl.tr_lst[0]]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in table._tbl.tr_lst)
    assert [cell.text for cell in table.rows[1].cells] == [
        "QA-0000", "Write to agencies", "Designated Nurse", "1 Jan 2027", "■ Blue", "",
    ]  # fmt: skip


def test_groups_of_columns_are_a_row_of_their_own() -> None:
    rows = written(long_things()).tables[0].rows
    assert [cell.text for cell in rows[0].cells] == ["", "Said and done", "Said and done"]
    assert [cell.text for cell in rows[1].cells] == ["Ref", "Said", "By"]


def test_header_and_footer_carry_marking_page_and_watermark() -> None:
    section = written(minutes()).sections[0]
    assert "OFFICIAL-SENSITIVE" in section.header.paragraphs[0].text
    assert "OFFICIAL-SENSITIVE" in section.footer.paragraphs[0].text
    codes = [code.text.strip() for code in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert b'string="DRAFT"' in section.header.part.blob
    plain = written(replace(minutes(), watermark=None)).sections[0]
    assert b"textpath" not in plain.header.part.blob


def test_a_landscape_document_lies() -> None:
    section = written(tracker(1)).sections[0]
    assert section.page_width > section.page_height
    assert tracker(1).orientation is Orientation.LANDSCAPE


def test_a_callout_has_a_style_of_its_kind_and_its_label_in_words() -> None:
    found = [one for one in written(minutes()).paragraphs if one.style.name == "Callout Decision"]
    assert [one.text for one in found] == ["Decision 2.5", LONG, "Due: 14 Jan 2027"]


def test_a_chart_is_a_picture_that_states_its_figures() -> None:
    file = written(EXAMPLES["charts"]())
    said = [one.get("descr") for one in file.element.iter(qn("wp:docPr"))]
    assert said == [describe(chart) for chart in all_charts()]


def test_links_and_addresses_can_be_followed() -> None:
    file = written(document(Paragraph("Write to unit@example.org today.")))
    targets = {one.target_ref for one in file.part.rels.values() if one.is_external}
    assert targets == {"mailto:unit@example.org"}
    assert file.paragraphs[-1].text == "Write to unit@example.org today."


def test_the_contents_lead_to_the_headings() -> None:
    file = written(minutes())
    anchors = [one.get(qn("w:anchor")) for one in file.element.iter(qn("w:hyperlink"))]
    marks = {one.get(qn("w:name")) for one in file.element.iter(qn("w:bookmarkStart"))}
    inside = [anchor for anchor in anchors if anchor]
    assert len(inside) == 4
    assert set(inside) <= marks
    codes = [one.text.strip() for one in file.element.iter(qn("w:instrText"))]
    assert codes == ['TOC \\o "1-2" \\h \\z \\u']


def test_a_heading_without_text_is_left_out() -> None:
    file = written(document(Heading(1, " "), Heading(1, "Kept")))
    assert [one.text for one in file.paragraphs] == [document().title, "Kept"]
