"""The pack of a meeting: its order, its editions, and its numbers when it is made again."""

import io
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.papers.stage import Stage, founded

from safeguard_desk.documents.pack import AsPdf
from safeguard_desk.documents.paper_text import text_of
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Meeting
from safeguard_desk.papers import pack
from safeguard_desk.papers.pack import MadePack, Order
from safeguard_desk.rules.terms import MinutesState, PackEdition, Purpose
from safeguard_desk.views import meetings
from safeguard_desk.views import packs as pack_views
from safeguard_desk.work import agendas, packs, papers
from safeguard_desk.work.papers import Content


def pdf_of(words: str, pages: int) -> Content:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"{words} sheet {number + 1}")
        canvas.showPage()
    canvas.save()
    return Content(f"{words}.pdf", "application/pdf", out.getvalue())


def convert(filename: str, data: bytes) -> AsPdf:
    """Take PDF as it is, as a computer without LibreOffice does."""
    return AsPdf(data) if filename.endswith(".pdf") else AsPdf(separate=True, problem="separate")


class Table:
    """A meeting with papers, and the packs made of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.on(date(2026, 10, 20))
        self.meeting = stage.plan("QA", date(2026, 11, 17))
        with stage.desk.read() as reader:
            agenda = meetings.items(reader, self.meeting)
        self.items = {item.number: item.id for item in agenda}
        self.papers: dict[str, str] = {}

    def attach(self, title: str, pages: int, item: int, *, restricted: bool = False) -> None:
        def work(uow: Any) -> str:
            content = pdf_of(title, pages)
            made = papers.attach(uow, self.meeting, title, content, item_id=self.items[item])
            made.restricted = restricted
            return made.id

        self.papers[title] = self.stage.do(work)

    def make(
        self, edition: PackEdition = PackEdition.FULL, person: str | None = None, **options: Any
    ) -> MadePack:
        with self.stage.desk.read() as reader:
            order = Order(self.meeting, edition, person)
            return pack.make(reader, order, convert, **options)

    def issue(self, made: MadePack) -> None:
        self.stage.do(
            lambda uow: packs.issue(
                uow,
                self.meeting,
                made.order.edition,
                made.parts,
                number=made.number,
                pages=made.pages,
                person_id=made.order.person_id,
            )
        )


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    made = founded(tmp_path / "harrow.desk")
    yield Table(made)
    made.desk.close()


def text(made: MadePack) -> str:
    return text_of(made.data, "application/pdf", "a.pdf")


def labels(made: MadePack) -> dict[str, str]:
    return {part.title: part.label for part in made.parts}


def test_papers_stand_in_the_order_of_items_behind_the_agenda(table: Table) -> None:
    table.attach("Data report", 3, 6)
    table.attach("Audit of neglect", 4, 4)
    made = table.make()
    agenda = next(part for part in made.parts if part.title == "Agenda")
    assert [part.title for part in made.parts] == ["Agenda", "Audit of neglect", "Data report"]
    first = agenda.pages + 1
    assert labels(made)["Audit of neglect"] == f"{first}-{first + 3}"
    assert made.pages == agenda.pages + 7
    last = agenda.pages + 7
    assert f"Item 4, page {first} of {last}" in text(made)
    assert f"Item 6, page {last} of {last}" in text(made)


def test_an_open_edition_shows_no_trace_of_what_is_restricted(table: Table) -> None:
    table.attach("Audit of neglect", 2, 4)
    table.attach("Case of A", 3, 5, restricted=True)
    table.attach("Data report", 1, 6)
    table.stage.do(partial(_restrict, table.items[7]))
    table.attach("Panel notes", 1, 7)
    made = table.make(PackEdition.OPEN)
    assert [part.title for part in made.parts] == ["Agenda", "Audit of neglect", "Data report"]
    words = text(made) + made.name
    for trace in ("Case of A", "Panel notes", "restricted", "Restricted", "not used", "Part 2"):
        assert trace not in words
    full = table.make(PackEdition.FULL)
    # What everybody has comes first, so that a page is called the same in every edition.
    assert [labels(full)[part.title] for part in made.parts] == list(labels(made).values())
    assert full.parts[-3].title == "Agenda with the restricted part"
    assert [part.title for part in full.parts][-2:] == ["Case of A", "Panel notes"]
    assert "With the restricted part" in text(full)


def _restrict(item: str, uow: Any) -> None:
    agendas.edit_item(uow, item, restricted=True)


@pytest.mark.parametrize(("initials", "has"), [("DN", True), ("BM", True), ("NG", False)])
def test_a_members_own_pack_has_the_restricted_part_if_they_chair(
    table: Table, initials: str, has: bool
) -> None:
    table.attach("Case of A", 1, 5, restricted=True)
    made = table.make(PackEdition.MEMBER, table.stage.people[initials])
    assert ("Case of A" in labels(made)) is has
    assert "Copy for" in text(made)


def test_a_members_pack_needs_the_member(table: Table) -> None:
    with pytest.raises(Refusal, match="Whose pack"):
        table.make(PackEdition.MEMBER)


def test_a_pack_issued_again_keeps_its_numbers_and_says_what_changed(table: Table) -> None:
    table.attach("Audit of neglect", 4, 4)
    table.attach("Data report", 3, 6)
    first = table.make()
    table.issue(first)
    with table.stage.desk.read() as reader:
        (issued,) = pack_views.issued(reader, table.meeting, PackEdition.FULL)
    assert (issued.number, issued.pages) == (1, first.pages)
    grown = pdf_of("Audit of neglect, final", 6)
    table.stage.do(lambda uow: papers.receive(uow, table.papers["Audit of neglect"], grown))
    table.attach("Late figures", 1, 4)
    second = table.make()
    start = first.pages - 6
    audit, data = labels(first)["Audit of neglect"], labels(first)["Data report"]
    last = start + 3
    assert labels(second)["Audit of neglect"] == f"{audit}, {last}a, {last}b"
    assert labels(second)["Late figures"] == f"{last}c"
    assert labels(second)["Data report"] == data
    assert second.number == 2
    assert any(line.startswith("Changed: Audit of neglect") for line in second.changed)
    assert f"New: Late figures, pages {last}c." in second.changed
    assert "What changed since pack 1" in text(second)
    assert not any("Data report" in line for line in second.changed)


def test_a_paper_that_shrank_leaves_numbers_that_are_said_to_be_unused(table: Table) -> None:
    table.attach("Audit of neglect", 4, 4)
    table.attach("Data report", 3, 6)
    first = table.make()
    table.issue(first)
    shorter = pdf_of("Audit", 2)
    table.stage.do(lambda uow: papers.receive(uow, table.papers["Audit of neglect"], shorter))
    second = table.make()
    end = first.pages - 3
    assert f"Pages {end - 1}-{end} are not used." in text(second)
    assert labels(second)["Data report"] == labels(first)["Data report"]


def test_the_same_pack_again_has_changed_nothing(table: Table) -> None:
    table.attach("Audit of neglect", 1, 4)
    table.issue(table.make())
    table.stage.on(date(2026, 10, 22))
    again = table.make()
    assert again.changed == ()
    assert "Nothing." in text(again)


def test_a_locked_or_damaged_paper_is_named_with_a_page_in_its_place(table: Table) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of("Secret", 2).data)) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    locked = Content("locked.pdf", "application/pdf", out.getvalue())
    broken = Content("broken.pdf", "application/pdf", b"%PDF-1.7 nothing")
    for title, content in (("Locked", locked), ("Broken", broken)):
        table.stage.do(partial(_attach, table, title, content))
    made = table.make()
    assert made.left_out == ("Locked: it is locked with a password", "Broken: it is damaged")
    assert [part.pages for part in made.parts[1:]] == [1, 1]
    words = text(made)
    assert "This paper is not in the pack" in words
    assert "The file “locked.pdf” is kept with the meeting" in words
    assert "Left out: it is damaged" in words


def test_what_cannot_be_converted_is_listed_to_be_opened_separately(table: Table) -> None:
    film = Content("film.mp4", "video/mp4", b"\x00\x00\x00\x18ftyp")
    table.stage.do(lambda uow: papers.attach(uow, table.meeting, "Film", film))
    table.stage.do(lambda uow: papers.call_for(uow, table.meeting, "Still to come"))
    made = table.make()
    assert [(part.title, part.label, part.left_out) for part in made.parts[1:]] == [
        ("Film", "", "open separately: film.mp4"),
        ("Still to come", "", "to follow"),
    ]
    assert "Open separately: film.mp4" in text(made)


def test_a_cover_sheet_goes_before_its_paper(table: Table) -> None:
    table.attach("Audit of neglect", 2, 4)
    table.stage.do(
        lambda uow: papers.edit_cover(
            uow,
            table.papers["Audit of neglect"],
            author="Named nurse",
            purpose=Purpose.DECISION,
            recommendation="Agree the plan.",
            for_children="They are seen sooner.",
        )
    )
    made = table.make()
    assert [part.title for part in made.parts[1:]] == [
        "Cover sheet: Audit of neglect",
        "Audit of neglect",
    ]
    for words in ("Named nurse", "For decision", "Agree the plan.", "They are seen sooner."):
        assert words in text(made)
    table.issue(made)
    assert table.make().changed == ()


def test_minutes_that_wait_to_be_ratified_are_in_the_next_pack(table: Table) -> None:
    held = table.stage.plan("QA", date(2026, 9, 15))
    assert "Minutes of QA-2026-09-15" not in labels(table.make())
    table.stage.do(partial(_approve, held))
    made = table.make()
    assert "Minutes of QA-2026-09-15" in labels(made)


def _approve(meeting: str, uow: Any) -> None:
    uow.get(Meeting, meeting).minutes_state = MinutesState.APPROVED


def test_a_pack_is_not_issued_when_papers_changed_since_it_was_made(table: Table) -> None:
    table.attach("Audit of neglect", 1, 4)
    made = table.make()
    newer = pdf_of("Audit, final", 1)
    table.stage.do(lambda uow: papers.receive(uow, table.papers["Audit of neglect"], newer))
    with pytest.raises(Refusal, match="have changed since this pack was made"):
        table.issue(made)
    table.issue(table.make())
    with pytest.raises(Refusal, match="have changed"):
        table.issue(made)


def test_issuing_a_pack_is_undone_like_everything_else(table: Table) -> None:
    table.attach("Audit of neglect", 1, 4)
    table.issue(table.make())
    table.stage.desk.undo()
    assert table.make().number == 1


def _attach(table: Table, title: str, content: Content, uow: Any) -> None:
    papers.attach(uow, table.meeting, title, content, item_id=table.items[4])


class Cancelled(Exception):
    pass


def test_making_a_pack_can_be_stopped_between_papers(table: Table) -> None:
    for number in range(4):
        table.attach(f"Paper {number}", 1, 4)
    seen: list[tuple[int, int]] = []
    table.make(progress=lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 8)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        table.make(progress=stop)


def test_the_same_pack_gives_the_same_bytes(table: Table) -> None:
    table.attach("Audit of neglect", 1, 4)
    assert table.make().data == table.make().data
