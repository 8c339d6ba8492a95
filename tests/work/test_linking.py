"""The golden thread: findings, what follows from them, and links that are made once."""

from datetime import date
from typing import Any

import pytest
from tests.fixtures.harrow import Harrow

from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Action,
    Finding,
    FindingAgency,
    LearningPoint,
    Link,
    Recommendation,
)
from safeguard_desk.registers import paging, register
from safeguard_desk.rules.terms import ActionSource, Side
from safeguard_desk.rules.terms_thread import Audience, LinkKind, Response
from safeguard_desk.work import linking, risks
from safeguard_desk.work.actions import NewAction


def finding(harrow: Harrow, **more: Any) -> str:
    group = harrow.group()
    return harrow.do(
        lambda uow: (
            linking.add_finding(
                uow, group, "The toolkit is not used", side=Side.CHILDREN, **more
            ).id
        )
    )


def listed(harrow: Harrow, code: str, filter_code: str) -> list[str]:
    with harrow.desk.read() as reader:
        query = paging.Query(filters=frozenset({filter_code}))
        return list(paging.ids(reader, register(code), query))


def test_a_recommendation_takes_side_source_and_restriction_of_its_finding(harrow: Harrow) -> None:
    group = harrow.group()
    risk = harrow.do(lambda uow: risks.raise_risk(uow, group, "Late returns").id)
    found = finding(harrow, source=("risks", risk), restricted=True)
    made = harrow.do(lambda uow: linking.recommend(uow, found, "Train the schools").id)
    row = harrow.get(Recommendation, made)
    assert (row.ref, row.finding_id, row.side) == ("QA-REC-0001", found, Side.CHILDREN)
    assert (row.source_kind, row.source_id, row.restricted) == ("risks", risk, True)
    assert row.response is Response.AWAITED
    assert harrow.desk.check().faults == ()


def test_a_finding_without_recommendation_is_listed_until_it_has_one_or_a_reason(
    harrow: Harrow,
) -> None:
    first, second = finding(harrow), finding(harrow)
    assert set(listed(harrow, "findings", "broken")) == {first, second}
    harrow.do(linking.recommend, first, "Train the schools")
    with pytest.raises(Refusal, match="needs words"):
        harrow.do(linking.recommend_nothing, second, " ")
    harrow.do(linking.recommend_nothing, second, "It is in hand already")
    assert listed(harrow, "findings", "broken") == []
    with pytest.raises(Refusal, match="already has a recommendation: QA-REC-0001"):
        harrow.do(linking.recommend_nothing, first, "Not worth it")
    assert harrow.get(Finding, second).no_recommendation == "It is in hand already"


@pytest.mark.parametrize("response", [Response.PART, Response.REJECTED])
def test_a_recommendation_not_accepted_in_full_needs_a_reason(
    harrow: Harrow, response: Response
) -> None:
    found = finding(harrow)
    made = harrow.do(lambda uow: linking.recommend(uow, found, "Train").id)
    with pytest.raises(Refusal, match="no reason is given"):
        harrow.do(linking.respond, made, response)
    harrow.do(linking.respond, made, response, "Schools have their own")
    row = harrow.get(Recommendation, made)
    assert (row.response, row.responded_on) == (response, harrow.clock().date())
    harrow.do(linking.respond, made, Response.AWAITED)
    assert harrow.get(Recommendation, made).responded_on is None


def test_an_action_raised_on_a_record_says_what_it_comes_from(harrow: Harrow) -> None:
    found = finding(harrow, restricted=True)
    made = harrow.do(
        lambda uow: (
            linking.raise_action_on(uow, ("findings", found), NewAction("Write to schools")).id
        )
    )
    action = harrow.get(Action, made)
    assert (action.source, action.raised_at) == (ActionSource.AUDIT, "Finding QA-F-0001")
    assert (action.source_kind, action.source_id, action.restricted) == ("findings", found, True)
    recommended = harrow.do(lambda uow: linking.recommend(uow, found, "Train").id)
    harrow.do(linking.respond, recommended, Response.ACCEPTED)
    assert listed(harrow, "recommendations", "broken") == [recommended]
    harrow.do(
        linking.raise_action_on, ("recommendations", recommended), NewAction("Plan the course")
    )
    assert listed(harrow, "recommendations", "broken") == []


def test_learning_reaches_three_audiences(harrow: Harrow) -> None:
    group, found = harrow.group(), finding(harrow)
    point = harrow.do(
        lambda uow: linking.add_learning_point(uow, group, "Ask again", finding_id=found).id
    )
    for audience in Audience:
        assert listed(harrow, "learning-points", "not_heard") == [point]
        harrow.do(linking.share, point, audience, date(2026, 12, 1))
    assert listed(harrow, "learning-points", "not_heard") == []
    assert harrow.get(LearningPoint, point).teams_on == date(2026, 12, 1)


def test_a_link_is_made_once_and_never_to_itself(harrow: Harrow) -> None:
    one, other = finding(harrow), finding(harrow)
    ends = ("findings", one), ("findings", other)
    first = harrow.do(lambda uow: linking.link(uow, *ends, LinkKind.CHECKED_BY).id)
    again = harrow.do(lambda uow: linking.link(uow, *ends, LinkKind.CHECKED_BY).id)
    assert first == again
    with pytest.raises(Refusal, match="linked to itself"):
        harrow.do(linking.link, ends[0], ends[0])
    harrow.do(linking.unlink, first)
    assert harrow.all(Link) == []


def test_agencies_of_a_finding_are_kept(harrow: Harrow) -> None:
    agency = harrow.agencies["NHS NWL ICB"]
    finding(harrow, agencies=(agency,))
    assert [row.agency_id for row in harrow.all(FindingAgency)] == [agency]
