"""The search: papers with their text, beginnings of references, the words round a hit."""

import itertools
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from tests.making import bare_desk

from safeguard_desk.desk import search
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.finding import Found, find
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import KINDS, Group, Meeting, Paper, Risk
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.work import actions, papers
from safeguard_desk.work.papers import Content

AUDIT = (
    "Thresholds were applied the same way in most cases. " * 30
    + "The voice of the child was missing in four of twelve files. "
    + "Supervision is to be recorded. " * 30
)


def founded(uow: UnitOfWork) -> tuple[str, str]:
    group = uow.add(Group(code="QA", name="Quality Assurance", kind=GroupKind.QUALITY))
    meeting = uow.add(
        Meeting(
            ref="QA-2026-11-17",
            group_id=group.id,
            held_on=date(2026, 11, 17),
            starts_at=time(10),
            length_minutes=120,
        )
    )
    return group.id, meeting.id


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return bare_desk(tmp_path / "a.desk")


@pytest.fixture
def ids(desk: Desk) -> tuple[str, str]:
    return desk.change("Found", founded).result


def found(desk: Desk, words: str, **options: int) -> dict[str, list[Found]]:
    with desk.read() as reader:
        return find(reader, words, **options)  # type: ignore[arg-type]


def content(words: str, name: str = "audit.txt") -> Content:
    return Content(name, "text/plain", words.encode(), words)


def attach(meeting_id: str, words: str) -> Callable[[UnitOfWork], str]:
    return lambda uow: papers.attach(uow, meeting_id, "Neglect audit", content(words)).id


def test_a_paper_is_found_by_title_file_name_and_text(desk: Desk, ids: tuple[str, str]) -> None:
    paper = desk.change("Attach", attach(ids[1], AUDIT)).result
    for words in ("neglect aud", "audit.txt", "VOICE of the child", "files missing"):
        assert [one.id for one in found(desk, words)["papers"]] == [paper], words
    assert found(desk, "voice of nobody") == {}
    assert desk.check().faults == ()


def test_the_words_round_the_hit_are_shown(desk: Desk, ids: tuple[str, str]) -> None:
    desk.change("Attach", attach(ids[1], AUDIT))
    (one,) = found(desk, "voice child")["papers"]
    assert one.title == "Neglect audit"
    assert "The voice of the child was missing in four of twelve files." in one.excerpt
    assert one.excerpt.startswith("…")
    assert one.excerpt.endswith("…")
    assert len(one.excerpt) < 250
    assert found(desk, "neglect")["papers"][0].excerpt == ""
    assert "missing in four of twelve" in found(desk, "neglect missing")["papers"][0].excerpt


def test_a_paper_with_other_content_is_indexed_anew_and_undo_brings_the_old_text_back(
    desk: Desk, ids: tuple[str, str]
) -> None:
    paper = desk.change("Attach", attach(ids[1], AUDIT)).result
    new = content("Housing pressures in the borough.", "housing.txt")
    desk.change("Replace", lambda uow: papers.receive(uow, paper, new))
    assert found(desk, "supervision") == {}
    assert [one.id for one in found(desk, "housing pressures")["papers"]] == [paper]
    desk.undo()
    assert [one.id for one in found(desk, "supervision")["papers"]] == [paper]
    assert found(desk, "housing pressures") == {}
    assert desk.check().faults == ()


def test_an_index_made_again_holds_the_same(desk: Desk, ids: tuple[str, str]) -> None:
    desk.change("Attach", attach(ids[1], AUDIT))
    before = found(desk, "voice")
    with desk.engine.execution_options(writes=True).begin() as connection:
        search.rebuild(connection)
    assert found(desk, "voice") == before
    assert desk.check().faults == ()


def test_an_index_with_the_text_of_an_older_version_is_a_fault(
    desk: Desk, ids: tuple[str, str]
) -> None:
    desk.change("Attach", attach(ids[1], AUDIT))
    with desk.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE search_rows SET content = 'x' WHERE kind = 'papers'"))
        assert search.faults(connection) == [
            "search index: the text of 1 paper(s) is not the one in force"
        ]


@pytest.mark.parametrize("words", ["QA", "qa", "QA-0001", "QA-00", "wr"])
def test_two_letters_find_beginnings_of_references_and_titles(
    desk: Desk, ids: tuple[str, str], words: str
) -> None:
    new = actions.NewAction("Write to schools")
    action = desk.change("Raise", lambda uow: actions.raise_action(uow, ids[0], new).id).result
    assert [one.id for one in found(desk, words)["actions"]] == [action]
    assert found(desk, "te") == {}


def test_a_reference_comes_before_words_and_the_newest_before_older_ones(
    desk: Desk, ids: tuple[str, str]
) -> None:
    def raised(uow: UnitOfWork) -> list[str]:
        titles = ["Brief housing", "Follow up QA-0001", "Brief schools"]
        return [actions.raise_action(uow, ids[0], actions.NewAction(title)).id for title in titles]

    one, two, three = desk.change("Raise", raised).result
    assert [hit.id for hit in found(desk, "QA-0001")["actions"]] == [one, two]
    assert [hit.id for hit in found(desk, "brief")["actions"]] == [three, one]
    assert [hit.id for hit in found(desk, "brief", each=1)["actions"]] == [three]


def test_each_kind_of_record_has_rows_of_its_own() -> None:
    ranges = sorted(search.rows_of(kind) for kind in KINDS)
    assert all(last < first for (_, last), (first, _) in itertools.pairwise(ranges))
    assert all(first >= 0 and last < 2**63 for first, last in ranges)


def test_signs_of_the_query_language_are_ordinary_letters(desk: Desk, ids: tuple[str, str]) -> None:
    desk.change(
        "Raise", lambda uow: actions.raise_action(uow, ids[0], actions.NewAction('A "b* c'))
    )
    for words in ('"b*', "a OR b", 'a "', "()", "%%%", "___", "''';"):
        assert set(found(desk, words)) <= {"actions"}
    assert found(desk, '"b*')["actions"]


def test_nothing_is_found_for_nothing(desk: Desk) -> None:
    assert found(desk, "  ") == {}
    assert Paper.searched == ("title", "filename")
    assert "ref" in Risk.searched


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.text(max_size=12))
@example(words="00\x00")
@example(words="abc\ud800")
def test_whatever_is_typed_is_looked_for_and_never_fails(desk: Desk, words: str) -> None:
    assert found(desk, words) == found(desk, f"  {words} ")
