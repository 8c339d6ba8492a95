"""Every register on the demonstration desk: counted, ordered, filtered and found in the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.fixtures.demonstration import opened

from safeguard_desk.desk import search
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.reading import Reader
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import KINDS, Group
from safeguard_desk.registers import REGISTERS, finding, paging, register
from safeguard_desk.registers.actions import ACTIONS
from safeguard_desk.registers.boards import RISKS
from safeguard_desk.registers.declare import Register, plain, show
from safeguard_desk.registers.directory import AGENCIES, MEMBERS, PEOPLE
from safeguard_desk.registers.paging import Query
from safeguard_desk.work import actions

SIGNS = (
    *("%", "_", "%%", "100%", '"', '""', "'", "neglect'", 'tool"kit', "*", "a*"),
    *("\\", "(", "NEAR(", "a:b", "^c", "-z"),
)
every_register = pytest.mark.parametrize("kind", REGISTERS, ids=lambda one: one.code)


@pytest.fixture(scope="module")
def read_only(demo_file: Path) -> Iterator[Desk]:
    """The demonstration desk, only read here."""
    desk = opened(demo_file)
    yield desk
    desk.close()


@pytest.fixture
def reader(read_only: Desk) -> Iterator[Reader]:
    with read_only.read() as reader:
        yield reader


def queries(kind: Register, reader: Reader) -> Iterator[Query]:
    yield Query()
    yield Query(without_restricted=True)
    for one in kind.filters:
        yield Query(filters=frozenset({one.code}))
    yield Query(filters=frozenset(one.code for one in kind.filters))
    for words in ("a", "re", "Harrow", "neglect @", "head of"):
        yield Query(words=words)
    for group in reader.scalars(select(Group.id)):
        yield Query(group_id=group)
        yield Query(group_id=group, words="a", filters=frozenset({kind.open_filter}) - {""})


@every_register
def test_what_is_counted_is_listed_and_shown(kind: Register, reader: Reader) -> None:
    assert paging.count(reader, kind, Query()) > 0
    for query in queries(kind, reader):
        ids = list(paging.ids(reader, kind, query))
        rows = paging.page(reader, kind, query)
        assert paging.count(reader, kind, query) == len(ids), query
        assert [row[0] for row in rows] == ids, query
        assert len(ids) == len(set(ids)), query


@every_register
def test_every_column_orders_both_ways(kind: Register, reader: Reader) -> None:
    everything = set(paging.ids(reader, kind, Query()))
    for column in kind.columns:
        up = list(paging.ids(reader, kind, Query(order=column.code)))
        down = list(paging.ids(reader, kind, Query(order=column.code, descending=True)))
        assert set(up) == set(down) == everything, column.code
        statement = select(kind.id, column.order_at(reader.today)).select_from(kind.source)
        value = {row[0]: (row[1] is not None, row[1]) for row in reader.rows(statement)}
        assert [value[i] for i in up] == sorted(value[i] for i in up), column.code
        assert [value[i] for i in down] == [value[i] for i in up][::-1], column.code


@every_register
def test_pages_put_together_are_the_whole_list(kind: Register, reader: Reader) -> None:
    whole = list(paging.page(reader, kind, Query()))
    pieces = [
        row
        for offset in range(0, len(whole) + 7, 7)
        for row in paging.page(reader, kind, Query(), offset=offset, limit=7)
    ]
    assert pieces == whole
    ids = [row[0] for row in whole]
    some = ids[1:4]
    assert paging.rows(reader, kind, [*some, "gone"]) == {row[0]: row for row in whole[1:4]}
    assert list(paging.ids(reader, kind, Query(), offset=2, limit=3)) == ids[2:5]


@every_register
def test_every_value_can_be_shown_and_exported(kind: Register, reader: Reader) -> None:
    for row in paging.page(reader, kind, Query()):
        assert all(isinstance(show(value), str) for value in row[1:])
        assert all(isinstance(plain(value), str | int | float | None) for value in row[1:])


@every_register
def test_a_filter_gives_part_of_the_list(kind: Register, reader: Reader) -> None:
    whole = set(paging.ids(reader, kind, Query()))
    for one in kind.filters:
        assert set(paging.ids(reader, kind, Query(filters=frozenset({one.code})))) <= whole
    assert kind.open_filter == "" or kind.open_filter in {one.code for one in kind.filters}


def found(reader: Reader, kind: Register, words: str) -> set[str]:
    """Return what words find, after making sure that finding while typing gives the same."""
    ids = list(paging.ids(reader, kind, Query(words=words)))
    order = finding.in_order(reader, kind, Query())
    assert finding.everything(reader, kind, words, order) == ids
    known = search.words_of(words, search.names(reader, kind.related))
    first, complete = finding.first(reader, kind, known, order, wanted=5)
    assert first == ids[: len(first)]
    assert len(first) >= min(5, len(ids))
    assert not complete or first == ids
    return set(ids)


def holding(reader: Reader, kind: Register, columns: tuple[str, ...], *words: str) -> set[str]:
    """Return the ids of rows that hold all the words in these columns, found by reading them."""
    places = [number for number, one in enumerate(kind.columns, 1) if one.code in columns]
    return {
        row[0]
        for row in paging.page(reader, kind, Query())
        if all(any(word in str(row[n]).lower() for n in places) for word in words)
    }


@pytest.mark.parametrize(
    "words",
    ["n", "ne", "neg", "negl", "neglect", "glec", "neglect toolkit", "toolkit ne", "QA-001"],
)
def test_actions_are_found_by_any_letters_of_their_words(reader: Reader, words: str) -> None:
    columns = ("action", "ref", "owner", "evidence", "impact_evidence", "agency")
    expected = holding(reader, ACTIONS, columns, *words.lower().split())
    # An agency's short name finds its actions too.
    assert found(reader, ACTIONS, words) >= expected
    if len(words) > 2:
        assert found(reader, ACTIONS, words) == expected


@pytest.mark.parametrize("words", ["Probation", "probation SERVICE", "Cafcass", "CNWL"])
def test_actions_are_found_by_the_name_of_their_agency(reader: Reader, words: str) -> None:
    names = {"CNWL": "central and north west london"}.get(words, words.lower())
    expected = holding(reader, ACTIONS, ("agency",), names)
    assert expected
    assert found(reader, ACTIONS, words) >= expected


def test_an_agency_and_a_word_together_narrow_the_list(reader: Reader) -> None:
    both = found(reader, ACTIONS, "police notif")
    assert both
    assert both < found(reader, ACTIONS, "police")
    assert both <= found(reader, ACTIONS, "notif")


@every_register
def test_signs_of_query_languages_are_only_letters(kind: Register, reader: Reader) -> None:
    everything = paging.count(reader, kind, Query())
    for words in SIGNS:
        assert len(found(reader, kind, words)) < everything, words


def test_per_cent_and_underline_find_themselves(demo_desk: Desk) -> None:
    def raise_them(uow: UnitOfWork) -> list[str]:
        group = uow.session.scalars(select(Group.id)).first() or ""
        titles = (
            "Reach 85% of cases",
            "Rename file_name",
            "Ask the “lead”, don't wait",
            "50 of 60",
        )
        return [actions.raise_action(uow, group, actions.NewAction(t)).id for t in titles]

    percent, underline, quote, _ = demo_desk.change("Raise", raise_them).result
    with demo_desk.read() as reader:
        assert found(reader, ACTIONS, "85%") == {percent}
        assert percent in found(reader, ACTIONS, "5%")
        assert found(reader, ACTIONS, "_") == {underline}
        assert found(reader, ACTIONS, "file_n") == {underline}
        assert found(reader, ACTIONS, "don't") == {quote}
        assert found(reader, ACTIONS, "n't “le") == {quote}


def test_people_and_members_are_found_by_role_initials_and_agency(reader: Reader) -> None:
    assert found(reader, PEOPLE, "designated nurse")
    assert found(reader, MEMBERS, "DN")
    assert found(reader, MEMBERS, "Designated")
    assert found(reader, PEOPLE, "ICB")
    assert found(reader, AGENCIES, "icb")


@pytest.mark.parametrize("kind", [ACTIONS, RISKS], ids=lambda one: one.code)
def test_what_is_restricted_is_left_out_when_asked(kind: Register, demo_desk: Desk) -> None:
    def restrict(uow: UnitOfWork) -> str:
        record = uow.find(select(KINDS[kind.kind]).where(kind.restricted.is_(False)))  # type: ignore[union-attr]
        assert record is not None
        record.restricted = True  # type: ignore[attr-defined]
        return record.id

    hidden = demo_desk.change("Restrict", restrict).result
    with demo_desk.read() as reader:
        assert hidden in paging.ids(reader, kind, Query())
        assert hidden not in paging.ids(reader, kind, Query(without_restricted=True))
        assert hidden not in {
            row[0] for row in paging.page(reader, kind, Query(without_restricted=True))
        }


def test_an_unknown_list_is_refused_with_those_that_are_known(reader: Reader) -> None:
    assert register("actions") is ACTIONS
    with pytest.raises(Refusal, match="meetings, matters, actions, risks"):
        register("horoscopes")


@every_register
def test_titles_codes_and_forms_are_complete(kind: Register, reader: Reader) -> None:
    codes = [column.code for column in kind.columns]
    assert len(codes) == len(set(codes))
    assert {"ref", "title", "initials", "board", "action"} & set(codes)
    assert kind.empty.endswith((".", ":", "enough."))
    names = [field.name for field in kind.fields()]
    assert len(names) == len(set(names))
    columns = set(KINDS[kind.kind].__table__.c.keys())
    assert set(names) <= columns
    assert kind.shown_in
