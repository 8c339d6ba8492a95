"""Who comes and goes, declared interests and updates of actions, as they are typed."""

from datetime import time

import pytest

from safeguard_desk.rules import capture as c
from safeguard_desk.rules.known import Known


def people(known: Known, ids: tuple[str, ...]) -> list[str]:
    return [person.initials for person in known.people if person.id in ids]


@pytest.mark.parametrize(
    ("line", "who", "at"),
    [
        ("DN arrived 10:20", ["DN"], time(10, 20)),
        ("dn joined at 10.20", ["DN"], time(10, 20)),
        ("DN and HO arrived", ["DN", "HO"], None),
        ("Named GP came late 10:05.", ["NG"], time(10, 5)),
        ("Housing joined the meeting", ["HO"], None),
    ],
)
def test_a_late_arrival_is_taken_down(
    known: Known, line: str, who: list[str], at: time | None
) -> None:
    read = c.understand(line, known)
    assert isinstance(read, c.Arrived)
    assert (people(known, read.people), read.at) == (who, at)


@pytest.mark.parametrize(
    ("line", "who", "at"),
    [
        ("ICB left 11:40", ["DN", "NG"], time(11, 40)),
        ("DN left", ["DN"], None),
        ("DN left early at 11.40", ["DN"], time(11, 40)),
        ("Police left the meeting", ["DC"], None),
    ],
)
def test_an_early_leaver_is_taken_down(
    known: Known, line: str, who: list[str], at: time | None
) -> None:
    read = c.understand(line, known)
    assert isinstance(read, c.Left)
    assert (people(known, read.people), read.at) == (who, at)


@pytest.mark.parametrize(
    "line",
    [
        "DN left 40 copies on the table",
        "The child left care in May",
        "A new policy arrived",
        "DN left 99:99",
        'DN said "HO left"',
        "ICB arrived",
    ],
)
def test_other_sentences_with_these_words_stay_notes(known: Known, line: str) -> None:
    read = c.understand(line, known)
    assert isinstance(read, c.Note)
    assert read.text == line


def test_an_agency_that_arrives_must_say_who_came(known: Known) -> None:
    read = c.understand("ICB arrived 10:20", known)
    assert read.doubts[0].startswith("Read as a note: Who of")


@pytest.mark.parametrize(
    ("line", "item", "words", "withdrew"),
    [
        (
            "i: DN declared an interest in item 5 (spouse works for provider), withdrew",
            "Multi-agency audits",
            "spouse works for provider",
            True,
        ),
        ("i: DN spouse works for the provider", None, "spouse works for the provider", False),
        ("i: DN withdrew from item 5", "Multi-agency audits", "", True),
        ("i: @DN: trustee of Mind, item 6", "Scorecard", "trustee of Mind", False),
        (
            "interest: DN has an interest as governor of the school",
            None,
            "governor of the school",
            False,
        ),
    ],
)
def test_an_interest_is_read_with_item_and_withdrawal(
    known: Known, line: str, item: str | None, words: str, withdrew: bool
) -> None:
    read = c.understand(line, known)
    assert isinstance(read, c.InterestLine)
    assert people(known, (read.person_id,)) == ["DN"]
    titles = {one.id: one.title for one in known.items}
    assert (titles.get(read.item_id or ""), read.text, read.withdrew) == (item, words, withdrew)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("i: somebody declared something", "“somebody” is nobody known in this group."),
        ("i: DN declared an interest in item 99", "There is no item 99."),
        ("i: ICB declared an interest", "Who of "),
    ],
)
def test_an_interest_of_nobody_known_is_not_kept_and_says_why(
    known: Known, line: str, why: str
) -> None:
    read = c.understand(line, known)
    assert isinstance(read, c.NotUnderstood)
    assert read.why.startswith(why)


def test_that_there_are_no_interests_is_a_note(known: Known) -> None:
    read = c.understand("i: none declared", known)
    assert isinstance(read, c.Note)
    assert read.text == "none declared"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("update QA-0137: the draft is with legal", "the draft is with legal"),
        ("Update on qa 137 - the draft is with legal", "the draft is with legal"),
        ("a: update 137: the draft is with legal", "the draft is with legal"),
    ],
)
def test_an_update_names_its_action(known: Known, line: str, words: str) -> None:
    read = c.understand(line, known)
    assert isinstance(read, c.UpdateAction)
    assert (read.ref, read.action_id, read.words) == ("QA-0137", "id137", words)


def test_an_update_of_an_unknown_action_is_a_note_that_says_so(known: Known) -> None:
    read = c.understand("update QA-0999: done", known)
    assert isinstance(read, c.Note)
    assert read.doubts == ("There is no open action QA-0999; kept as a note.",)


def test_an_update_without_words_waits_for_them(known: Known) -> None:
    read = c.understand("update QA-0137", known)
    assert isinstance(read, c.NotUnderstood)


@pytest.mark.parametrize("line", ["update the policy", "a: update QA-0137 evidence @DN"])
def test_other_updates_are_what_they_were(known: Known, line: str) -> None:
    assert isinstance(c.understand(line, known), c.Note | c.ActionLine)
