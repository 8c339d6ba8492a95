"""What a search found: its heading, its place, and what may be seen by everybody in the room."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.papers.stage import Stage, filled

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import KINDS, AgendaItem, MinuteEntry, Paper
from safeguard_desk.views.found import HEADINGS, FoundLine, look_for
from safeguard_desk.views.places import may_be_shown, where
from safeguard_desk.work import papers
from safeguard_desk.work.papers import Content


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return filled(tmp_path / "Harrow.desk")


def lines(stage: Stage, words: str, *, careful: bool = False) -> dict[str, list[FoundLine]]:
    with stage.desk.read() as reader:
        groups = look_for(reader, words, careful=careful)
    return {group.heading: list(group.lines) for group in groups}


def attach(uow: UnitOfWork, meeting_id: str, item_id: str | None) -> str:
    content = Content("dip.txt", "text/plain", b"x", "Nine of ten siblings were seen alone.")
    return papers.attach(uow, meeting_id, "Dip sample", content, item_id=item_id).id


def an_item(stage: Stage) -> tuple[str, str]:
    meeting = stage.meetings["QA-2027-01-19"]
    with stage.desk.read() as reader:
        wanted = select(AgendaItem.id).where(
            AgendaItem.meeting_id == meeting, AgendaItem.position == 4
        )
        return meeting, reader.scalar(wanted)


def test_the_place_names_group_day_item_and_reference(stage: Stage) -> None:
    (action,) = lines(stage, "collect audit returns")["Actions"]
    assert action.place == "QA · 14 Jul 2026 · item 4 · QA-0002 · Probation"
    (entry,) = lines(stage, "fire brigade's home visits")["Minutes"]
    assert entry.place == "QA · 14 Jul 2026 · item 4.5"
    stage.do(partial(attach, meeting_id=an_item(stage)[0], item_id=an_item(stage)[1]))
    (paper,) = lines(stage, "siblings alone")["Papers"]
    assert paper.place == "QA · 19 Jan 2027 · item 4"
    assert paper.excerpt == "dip.txt Nine of ten siblings were seen alone."
    (nurse,) = lines(stage, "designated nurse")["People and agencies"]
    assert nurse.place == "DN · ICB"
    assert lines(stage, "QA-2027-01-19")["Meetings"][0].place == "QA · 19 Jan 2027"


@pytest.mark.parametrize(
    ("words", "there"), [("audit QA", True), ("audit CR", False), ("audit QA-0002 pr", True)]
)
def test_a_short_word_narrows_to_a_group_or_to_the_beginning_of_a_word(
    stage: Stage, words: str, there: bool
) -> None:
    found = [line.title for line in lines(stage, words).get("Actions", [])]
    assert ("collect audit returns from every agency" in found) is there


def test_a_reference_leads_to_its_record_before_minutes_that_speak_of_it(stage: Stage) -> None:
    meeting, item = an_item(stage)
    entry = MinuteEntry(meeting_id=meeting, item_id=item, position=1, text="See QA-0002 and on.")
    stage.do(lambda uow: uow.add(entry).id)
    assert list(lines(stage, "qa-0002"))[:2] == ["Actions", "Minutes"]
    assert next(iter(lines(stage, "QA-0002 and"))) == "Minutes"


def test_another_line_is_said_to_be_there(stage: Stage) -> None:
    with stage.desk.read() as reader:
        (group,) = (g for g in look_for(reader, "audit", each=2) if g.heading == "Actions")
        assert len(group.lines) == 2
        assert group.more
        assert not any(g.more for g in look_for(reader, "fire brigade's home visits"))


@pytest.mark.parametrize("kind", ["papers", "minute_entries"])
def test_what_stands_under_a_restricted_item_is_restricted(stage: Stage, kind: str) -> None:
    meeting, item = an_item(stage)

    def verb(uow: UnitOfWork) -> str:
        if kind == "papers":
            return attach(uow, meeting, item)
        entry = MinuteEntry(meeting_id=meeting, item_id=item, position=1, text="siblings alone")
        return uow.add(entry).id

    made = stage.do(verb)
    assert lines(stage, "siblings alone", careful=True)

    def restrict(uow: UnitOfWork) -> None:
        uow.get(AgendaItem, item).restricted = True

    stage.do(restrict)
    assert lines(stage, "siblings alone")
    assert lines(stage, "siblings alone", careful=True) == {}
    with stage.desk.read() as reader:
        assert not may_be_shown(reader, kind, made)


def test_every_heading_has_kinds_that_are_searched_and_have_a_place(stage: Stage) -> None:
    kinds = [kind for _, kinds in HEADINGS for kind in kinds]
    assert len(kinds) == len(set(kinds))
    assert all(KINDS[kind].searched for kind in kinds)
    with stage.desk.read() as reader:
        for kind in kinds:
            record = reader.scalar(select(KINDS[kind].id).limit(1))
            assert record is None or where(reader, kind, record) is not None, kind


def test_a_part_of_a_meeting_is_looked_at_there(stage: Stage) -> None:
    meeting, item = an_item(stage)
    paper = stage.do(partial(attach, meeting_id=meeting, item_id=item))
    with stage.desk.read() as reader:
        place = where(reader, "papers", paper)
        assert place is not None
        assert (place.kind, place.id, place.part) == ("meetings", meeting, ("papers", paper))
        raised = reader.one(select(MinuteEntry.id).where(MinuteEntry.action_id.is_not(None)))
        assert raised is not None
        place = where(reader, "minute_entries", raised[0])
        assert place is not None
        assert place.part == ("minute_entries", raised[0])
        assert reader.scalar(select(Paper.id).where(Paper.id == paper)) == paper
