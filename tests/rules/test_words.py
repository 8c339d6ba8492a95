"""Short forms and spelling."""

import pytest

from safeguard_desk.rules.expanding import USUAL, Written, expand
from safeguard_desk.rules.spelling import (
    as_typed,
    british,
    is_known,
    misspelt,
    order,
    words_to_check,
)

FORMS = {"msp": "Making Safeguarding Personal", "cp": "child protection"}


@pytest.mark.parametrize(
    ("before", "written"),
    [
        ("a: review msp", Written(10, "msp", "Making Safeguarding Personal")),
        ("Cp", Written(0, "Cp", "Child protection")),
        ("(cp", Written(1, "cp", "child protection")),
        ("d:\tcp", Written(3, "cp", "child protection")),
        ("CP", None),
        ("@cp", None),
        ("x/cp", None),
        ("non-cp", None),
        ('he said "cp', None),
        ("he said “cp", None),
        ('he said "this" cp', Written(15, "cp", "child protection")),
        ("", None),
        ("cp ", None),
    ],
)
def test_a_short_form_is_written_out_unless_it_is_part_of_something_else(
    before: str, written: Written | None
) -> None:
    assert expand(before, FORMS) == written


def test_the_usual_forms_are_typed_in_one_word_and_differ() -> None:
    shorts = [short for short, _ in USUAL]
    assert len(set(shorts)) == len(shorts)
    assert all(short == short.lower() and not short.startswith("-") for short in shorts)
    assert all(expand(short, dict(USUAL)) for short in shorts)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("review the toolkit @DN by 14 Jan", ["review", "the", "toolkit", "by", "Jan"]),
        ("QA-0137 and MASH, see https://www.gov.uk/guidance x@nhs.net", ["and", "see"]),
        ("mother's well-being", ["mother's", "well", "being"]),
        ("s42 3rd V2 iCloud report.pdf C:\\Users\\x\\y", []),
    ],
)
def test_only_prose_is_spelled(text: str, words: list[str]) -> None:
    found = list(words_to_check(text))
    assert [one.word for one in found] == words
    assert all(text[one.start : one.end] == one.word for one in found)


KNOWN = frozenset({"organisation", "colour", "centre", "the", "review", "paediatric", "child"})


@pytest.mark.parametrize(
    ("american", "ours"),
    [
        ("organization", "organisation"),
        ("color", "colour"),
        ("center", "centre"),
        ("pediatric", "paediatric"),
    ],
)
def test_american_spellings_lead_to_british_ones(american: str, ours: str) -> None:
    assert british(american, KNOWN.__contains__) == (ours,)


def test_an_owner_and_a_capital_do_not_make_a_word_unknown() -> None:
    assert is_known("Child’s", KNOWN.__contains__)
    assert [one.word for one in misspelt("The reveiw", KNOWN.__contains__)] == ["reveiw"]


def test_letters_that_changed_places_come_first_and_capitals_stay() -> None:
    assert order("Teh", ["tea", "the", "ten"])[0] == "The"
    assert as_typed("organization", "organisation") == "organisation"
