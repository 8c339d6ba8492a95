"""The golden thread: from a record both ways, with what is missing at its ends."""

from datetime import date

import pytest
from sqlalchemy import select
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Finding
from safeguard_desk.rules.terms_thread import Audience, LinkKind, Response, Stage
from safeguard_desk.views.linkable import KINDS_LINKED, linkable
from safeguard_desk.views.thread import Thread, thread
from safeguard_desk.work import actions, evidence, linking, risks
from safeguard_desk.work.actions import NewAction


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def read(harrow: Harrow, kind: str, record_id: str) -> Thread:
    with harrow.desk.read() as reader:
        return thread(reader, kind, record_id)


def told(thread: Thread) -> list[tuple[Stage, str, str]]:
    return [(node.stage, node.ref, node.gap) for node in thread.nodes]


def story(harrow: Harrow) -> dict[str, str]:
    """A signal, what was found on it, recommended, done and learned."""
    group = harrow.group()
    ids = {"risk": harrow.do(lambda uow: risks.raise_risk(uow, group, "Late returns").id)}
    ids["finding"] = harrow.do(
        lambda uow: (
            linking.add_finding(uow, group, "Returns are late", source=("risks", ids["risk"])).id
        )
    )
    ids["recommendation"] = harrow.do(
        lambda uow: linking.recommend(uow, ids["finding"], "Name a lead in each agency").id
    )
    harrow.do(linking.respond, ids["recommendation"], Response.ACCEPTED)
    ids["learning"] = harrow.do(
        lambda uow: (
            linking.add_learning_point(
                uow, group, "Why returns matter", finding_id=ids["finding"]
            ).id
        )
    )
    return ids


def with_action(harrow: Harrow, ids: dict[str, str]) -> dict[str, str]:
    new = NewAction("Write to the chief officers", due_on=date(2027, 1, 15))
    source = "recommendations", ids["recommendation"]
    made = harrow.do(lambda uow: linking.raise_action_on(uow, source, new).id)
    return {**ids, "action": made}


def test_a_thread_is_whole_from_wherever_it_is_looked_at(harrow: Harrow) -> None:
    ids = with_action(harrow, story(harrow))
    whole = read(harrow, "risks", ids["risk"])
    assert told(whole) == [
        (Stage.SIGNAL, "QA-R-0001", ""),
        (Stage.FINDING, "QA-F-0001", ""),
        (Stage.RECOMMENDATION, "QA-REC-0001", ""),
        (Stage.ACTION, "QA-0001", ""),
        (Stage.LEARNING, "QA-LP-0001", "Not heard by everybody yet"),
    ]
    others = ("findings", "finding"), ("recommendations", "recommendation"), ("actions", "action")
    for kind, name in others:
        assert {node.key for node in read(harrow, kind, ids[name]).nodes} == {
            node.key for node in whole.nodes
        }
    assert [edge.words for edge in whole.edges if edge.later == ("actions", ids["action"])] == [
        "Carried out by"
    ]


def test_a_thread_that_stops_short_says_what_is_missing(harrow: Harrow) -> None:
    ids = story(harrow)
    node = read(harrow, "findings", ids["finding"]).node(("recommendations", ids["recommendation"]))
    assert node is not None
    assert node.gap == "No action yet"
    group = harrow.group()
    alone = harrow.do(lambda uow: linking.add_finding(uow, group, "Not asked").id)
    (only,) = read(harrow, "findings", alone).nodes
    assert only.gap == "No recommendation yet"
    harrow.do(linking.recommend_nothing, alone, "In hand")
    assert read(harrow, "findings", alone).gaps == ()


def test_the_answer_to_has_practice_changed_ends_the_thread(harrow: Harrow) -> None:
    ids = with_action(harrow, story(harrow))
    harrow.do(actions.complete, ids["action"], "Letters of 4 January", by="Designated Nurse")
    harrow.do(evidence.judge, ids["action"], "All returns in time since", by="Business Manager")
    whole = read(harrow, "risks", ids["risk"])
    (verdict,) = whole.at(Stage.VERDICT)
    assert (verdict.ref, verdict.title) == ("QA-0001", "All returns in time since")
    assert "Business Manager" in verdict.state
    assert any(edge.later == verdict.key for edge in whole.edges)


def test_a_link_made_by_hand_joins_two_threads_and_can_be_taken_away(harrow: Harrow) -> None:
    ids = story(harrow)
    group = harrow.group()
    other = harrow.do(lambda uow: linking.add_finding(uow, group, "Seen elsewhere").id)
    ends = ("findings", other), ("learning_points", ids["learning"])
    made = harrow.do(lambda uow: linking.link(uow, *ends, LinkKind.TRAINED_BY).id)
    joined = read(harrow, "findings", other)
    assert ("risks", ids["risk"]) in {node.key for node in joined.nodes}
    assert [edge.link_id for edge in joined.edges if edge.earlier[1] == other] == [made]
    harrow.do(linking.unlink, made)
    assert len(read(harrow, "findings", other).nodes) == 1


def test_what_is_restricted_is_left_out_of_what_everybody_may_see(harrow: Harrow) -> None:
    group = harrow.group()
    open_one = harrow.do(lambda uow: linking.add_finding(uow, group, "Open").id)
    closed = harrow.do(lambda uow: linking.add_finding(uow, group, "Closed", restricted=True).id)
    harrow.do(linking.link, ("findings", open_one), ("findings", closed))
    whole = read(harrow, "findings", open_one)
    assert len(whole.nodes) == 2
    seen = whole.shown(hidden=False)
    assert [node.id for node in seen.nodes] == [open_one]
    assert seen.edges == ()


def test_learning_that_all_have_heard_lacks_nothing(harrow: Harrow) -> None:
    ids = story(harrow)
    for audience in Audience:
        harrow.do(linking.share, ids["learning"], audience)
    node = read(harrow, "risks", ids["risk"]).node(("learning_points", ids["learning"]))
    assert node is not None
    assert (node.state, node.gap) == ("Heard by 3 of 3", "")


def test_a_record_that_is_gone_has_no_thread(harrow: Harrow) -> None:
    with pytest.raises(Refusal, match="no longer there"):
        read(harrow, "findings", "0" * 32)


def test_the_line_of_a_record_is_what_led_to_it_and_what_followed(harrow: Harrow) -> None:
    ids = with_action(harrow, story(harrow))
    line = read(harrow, "recommendations", ids["recommendation"]).lineage()
    assert line == {
        ("risks", ids["risk"]),
        ("findings", ids["finding"]),
        ("recommendations", ids["recommendation"]),
        ("actions", ids["action"]),
    }


def test_each_step_is_told_from_both_its_ends(harrow: Harrow) -> None:
    ids = with_action(harrow, story(harrow))
    whole = read(harrow, "findings", ids["finding"])
    action, told = ("actions", ids["action"]), ("recommendations", ids["recommendation"])
    assert whole.came_from(action) == "carries out QA-REC-0001"
    assert whole.leads_to(told) == "carried out by QA-0001"
    assert whole.came_from(("risks", ids["risk"])) == ""
    assert len({kind.back for kind in LinkKind}) == len(LinkKind)


def test_nothing_restricted_is_offered_for_a_link_while_the_screen_is_shared(
    harrow: Harrow,
) -> None:
    harrow.do(lambda uow: linking.add_finding(uow, harrow.group(), "Open").id)
    harrow.do(lambda uow: linking.add_finding(uow, harrow.group(), "Hidden", restricted=True).id)
    harrow.do(lambda uow: linking.add_finding(uow, harrow.group("CR"), "Of a case").id)
    with harrow.desk.read() as reader:
        everything = {words for _, words in linkable(reader)}
        shared = {words for _, words in linkable(reader, hidden=False)}
    assert everything - shared == {"QA-F-0002 Hidden", "CR-F-0001 Of a case"}
    assert "QA-F-0001 Open" in shared


def test_whatever_is_offered_for_a_link_stands_on_the_thread_once_it_is_linked(
    demo_desk: Desk,
) -> None:
    with demo_desk.read() as reader:
        choices = dict(reversed(linkable(reader)))
        finding = str(reader.scalar(select(Finding.id).order_by(Finding.ref)))
    first = {choice.split(" ")[0]: choice.split(" ")[1] for choice in choices}
    assert set(KINDS_LINKED) - set(first) <= {"assessment_rounds", "decisions_between"}
    assert all(words.strip() for words in choices.values())
    ends = [end for end in first.items() if end != ("findings", finding)]

    def link(uow: UnitOfWork) -> None:
        for end in ends:
            linking.link(uow, ("findings", finding), end)

    demo_desk.change("Link to everything", link)
    with demo_desk.read() as reader:
        for end in ends:
            found = thread(reader, *end)
            node = found.node(end)
            assert node is not None
            assert node.title or node.ref, end
            assert any(
                {edge.earlier, edge.later} == {end, ("findings", finding)} for edge in found.edges
            )
