"""Whom and what words mean."""

from dataclasses import replace

import pytest

from safeguard_desk.rules.known import (
    Ambiguous,
    Known,
    KnownItem,
    KnownPerson,
    Who,
    find_who,
    match_item,
    people_of,
    words_of,
)


@pytest.mark.parametrize(
    ("words", "people", "agency"),
    [
        # the surest way first
        ("DN", ("DN",), "icb"),
        ("dn", ("DN",), "icb"),
        ("d.n.", None, None),
        ("Designated Nurse Safeguarding Children", ("DN",), "icb"),
        ("the designated nurse", ("DN",), "icb"),
        ("Named Nurse CNWL", ("CN",), "cnwl"),
        ("LNWUH Named Nurse", ("NL",), "lnwuh"),
        ("head of safeguarding maternity", ("LN",), "lnwuh"),
        ("Performance", ("PA",), "council"),
        ("Delivery Unit", ("PB",), "probation"),
        # agencies
        ("Harrow Council", (), "council"),
        ("NHS NWL ICB", (), "icb"),
        ("ICB", (), "icb"),
        ("Integrated Care Board", (), "icb"),
        ("the ICB", (), "icb"),
        ("Met Police", (), "police"),
        ("bcu", (), "police"),
        ("Probation", (), "probation"),
        ("Cafcass", (), "cafcass"),
        ("Housing", (), "housing"),
        ("LFB", (), "fire"),
        ("INWL", None, None),
        ("NWLICB", (), "icb"),
        # of two agencies, the one with a seat in the group
        ("Police", (), "police"),
        # the group
        ("QA co-chairs", ("DN", "HS"), None),
        ("both co-chairs", ("DN", "HS"), None),
        ("Cochairs", ("DN", "HS"), None),
        ("all agencies", (), None),
        # nobody
        ("ZZ", None, None),
        ("LD co-chairs", None, None),
        ("", None, None),
        ("---", None, None),
        ("Pr", None, None),
    ],
)
def test_words_mean_people_or_agencies(
    known: Known, words: str, people: tuple[str, ...] | None, agency: str | None
) -> None:
    who = find_who(words, known)
    if people is None:
        assert who is None
    else:
        assert isinstance(who, Who)
        assert (who.people, who.agency_id) == (people, agency)


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("Named Nurse", ("Named Nurse (CN)", "Named Nurse (NL)")),
        ("Named", ("Named GP", "Named Nurse (CN)", "Named Nurse (NL)")),
        (
            "co-chair",
            ("Designated Nurse Safeguarding Children", "Head of Safeguarding Adults"),
        ),
        ("Harrow", ("Harrow Council", "Harrow Council Adult Services", "Harrow Council Housing")),
    ],
)
def test_words_that_mean_several_name_them_all(
    known: Known, words: str, candidates: tuple[str, ...]
) -> None:
    assert find_who(words, known) == Ambiguous(candidates)


def test_a_single_co_chair_is_the_co_chair(known: Known) -> None:
    alone = replace(known, people=known.people[1:])
    who = find_who("co-chair", alone)
    assert isinstance(who, Who)
    assert who.people == ("HS",)


def test_a_group_without_co_chairs_has_none(known: Known) -> None:
    assert find_who("co-chairs", replace(known, people=())) is None


def test_same_roles_without_initials_are_told_apart_by_agency(known: Known) -> None:
    two = (
        KnownPerson("1", "", "Lay member", None),
        KnownPerson("2", "", "Lay member", "mind", "Mind"),
    )
    found = find_who("lay member", replace(known, people=two))
    assert found == Ambiguous(("Lay member (no agency)", "Lay member (Mind)"))


def test_an_agency_stands_for_its_people_in_the_group(known: Known) -> None:
    who = find_who("ICB", known)
    assert isinstance(who, Who)
    assert people_of(who, known) == ("DN", "NG")


def test_everyone_stands_for_everyone(known: Known) -> None:
    who = find_who("everyone", known)
    assert isinstance(who, Who)
    assert people_of(who, known) == tuple(person.id for person in known.people)


def test_punctuation_and_case_are_no_part_of_a_name() -> None:
    assert words_of("The Children’s & Families-Service ") == (
        *("childrens", "and", "families", "service"),
    )
    assert words_of("The") == ("the",)


@pytest.mark.parametrize(
    ("number", "title", "found"),
    [
        (1, "Welcome, introductions and apologies", 1),
        (3, "Minutes of the last meeting", 3),
        (5, "Multi-agency audit: neglect", 5),
        (6, "Scorecard, quarter 2", 6),
        (7, "Any other business", 11),
        (None, "AOB", 11),
        (2, "Scorecard", 6),
        (None, "Risk", 10),
        (None, "boards", 9),
        # no title typed: the number
        (4, "", 4),
        (4, "  ", 4),
        (99, "", None),
        (None, "", None),
        # a title that is nowhere is not guessed by its number
        (4, "Serious violence", None),
        (4, "???", None),
        (4, "the of", None),
        # equally close titles: the number decides, if it is of one of them
        (5, "audits", 5),
        (7, "audits", 5),
    ],
)
def test_an_agenda_item_is_found_by_its_title(
    known: Known, number: int | None, title: str, found: int | None
) -> None:
    item = match_item(number, title, known.items)
    assert (item.number if item else None) == found


def test_equally_close_items_are_told_apart_by_number_only() -> None:
    items = [KnownItem("a", 4, "Audit of neglect"), KnownItem("b", 5, "Audit of exploitation")]
    assert match_item(None, "Audit", items) is None
    assert match_item(5, "Audit", items) == items[1]
    assert match_item(6, "Audit", items) is None


def test_a_title_of_small_words_matches_nothing() -> None:
    assert match_item(None, "to and", [KnownItem("a", 1, "The of"), KnownItem("b", 2, "—")]) is None
