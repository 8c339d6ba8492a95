"""The carry rule: a topic comes back if it was not discussed, recurs, or has an open action."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_desk.rules.carrying import Topic, references, verdict
from safeguard_desk.rules.terms import MatterState

LAST = "QA-2026-11-17"
OPEN = ("QA-0142",)


@pytest.mark.parametrize(
    ("topic", "comes", "reason"),
    [
        (Topic(False, last=LAST), True, "Not discussed at QA-2026-11-17"),
        (Topic(False), True, "Not discussed"),
        (Topic(True, last=LAST), False, "Discussed at QA-2026-11-17, and nothing is open"),
        (Topic(True, open_actions=OPEN, last=LAST), True, "QA-0142 still open"),
        (Topic(True, recurs=True, last=LAST), True, "Comes to every meeting"),
        (Topic(True, recurs=True, open_actions=OPEN), True, "QA-0142 still open"),
        (Topic(False, skipped=True), False, "Left out of this meeting once"),
        (Topic(True, recurs=True, skipped=True), False, "Left out of this meeting once"),
        (Topic(False, MatterState.PARKED), False, "Parked"),
        (Topic(False, MatterState.PARKED, recurs=True, open_actions=OPEN), False, "Parked"),
        (Topic(False, MatterState.CLOSED, open_actions=OPEN), False, "Closed"),
    ],
)
def test_what_comes_back_and_why(topic: Topic, comes: bool, reason: str) -> None:
    assert verdict(topic) == (comes, reason)


@pytest.mark.parametrize(
    ("refs", "words"),
    [
        (("QA-0001",), "QA-0001"),
        (("QA-0001", "QA-0002"), "QA-0001 and QA-0002"),
        (("QA-0001", "QA-0002", "QA-0003"), "QA-0001, QA-0002 and QA-0003"),
        (("QA-0001", "QA-0002", "QA-0003", "QA-0004"), "QA-0001 and 3 other actions"),
    ],
)
def test_few_actions_are_named_and_many_counted(refs: tuple[str, ...], words: str) -> None:
    assert references(refs) == words


topics = st.builds(
    Topic,
    discussed=st.booleans(),
    state=st.sampled_from(MatterState),
    recurs=st.booleans(),
    open_actions=st.lists(st.just("QA-0001"), max_size=5).map(tuple),
    skipped=st.booleans(),
    last=st.sampled_from(["", LAST]),
)


@given(topics)
def test_a_topic_comes_exactly_by_the_rule_and_always_says_why(topic: Topic) -> None:
    told = verdict(topic)
    asked = not topic.discussed or topic.recurs or bool(topic.open_actions)
    stopped = topic.skipped or topic.state is not MatterState.PLANNED
    assert told.comes == (asked and not stopped)
    assert told.reason
