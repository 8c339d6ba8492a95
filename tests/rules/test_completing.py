"""Completion of names after @ and of references after close and update."""

import pytest

from safeguard_desk.rules.completing import complete
from safeguard_desk.rules.known import Known


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("a: review @D", "DN"),
        ("a: review @desig", "DN"),
        ("a: review @housing n", "HO"),
        ("c: @cafc", "Cafcass"),
        ("close QA-0", "QA-0132"),
        ("close 137", "QA-0137"),
        ("a: close qa 137", None),
        ("a: close QA-0135 and QA-0137", "QA-0137"),
        ("update QA", "QA-0132"),
        ("update 13", "QA-0132"),
        ("update QA-0135: @", "DN"),
    ],
)
def test_what_is_offered_first(known: Known, before: str, first: str | None) -> None:
    found = complete(before, known)
    offered = [offer.insert for offer in found.offers] if found else []
    if before.endswith("QA-0137"):
        assert offered == []  # whole already, and the one before it is not offered again
    elif first is None:
        assert first not in offered
    else:
        assert offered[0] == first


@pytest.mark.parametrize(
    "before",
    [
        "",
        "a: review",
        "mail x@nhs",
        'he said "close QA',
        "close QA-0135 - evid",
        "close the",
        "update QA-0135: QA",
    ],
)
def test_nothing_is_offered_elsewhere(known: Known, before: str) -> None:
    assert complete(before, known) is None


def test_what_stands_from_the_start_is_replaced(known: Known) -> None:
    line = "a: close QA-0135 and 13"
    found = complete(line, known)
    assert found is not None
    assert line[found.start :] == "13"
    assert "QA-0135" not in [offer.insert for offer in found.offers]


def test_never_more_than_fit_on_the_screen(known: Known) -> None:
    found = complete("a: x @", known)
    assert found is not None
    assert len(found.offers) == 8
