"""Papers on reviews: what named people read of a case, and what boards and the public hear."""

from datetime import date

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock
from tests.papers.flat import flat

from safeguard_desk import papers
from safeguard_desk.desk.desk import Desk
from safeguard_desk.documents.chart_words import describe
from safeguard_desk.documents.model import Figure
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Review
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.criteria import criteria
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Answer, Harm, Publication, ReviewKind, Supports
from safeguard_desk.work import (
    agendas,
    linking,
    planning,
    review_progress,
    review_tools,
    review_work,
    reviews,
)

PLANTED = "A canary was heard at the lodging"
AGREED = "A child was harmed at home"


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with a decided rapid review whose words hold a planted phrase."""
    made = settled(desk, clock)
    group = made.group("CR")
    review = made.do(
        lambda uow: (
            reviews.refer(
                *(uow, group, PLANTED),
                side=Side.CHILDREN,
                harm=Harm.SERIOUS,
                title=PLANTED,
                aware_on=date(2026, 11, 2),
            ).id
        )
    )
    made.do(reviews.edit, review, "immediate_action", "", "The siblings stay with an aunt")
    made.do(reviews.edit, review, "lived_experience", "", "Child A said that nights were loud")
    for one in [one.code for one in criteria(Side.CHILDREN)]:
        made.do(reviews.answer, review, one, Answer.YES, PLANTED)
    made.do(reviews.decide, review, ReviewKind.RAPID, PLANTED, by="Independent scrutineer")
    tool = made.do(lambda uow: review_tools.find_tool(uow, "Rapid review").id)
    made.do(review_tools.choose, review, tool, "It was notified")
    finding = made.do(lambda uow: review_work.find(uow, review, PLANTED).id)
    made.do(lambda uow: linking.recommend(uow, finding, PLANTED).id)
    return made


def told(harrow: Harrow, kind: str, request: Request) -> str:
    with harrow.desk.read() as reader:
        return flat(papers.make(kind, reader, request))


def about(harrow: Harrow) -> Request:
    return Request(about=("reviews", harrow.all(Review)[0].id))


def test_a_rapid_review_stands_under_the_aims_of_the_guidance(harrow: Harrow) -> None:
    text = told(harrow, "rapid-review", about(harrow))
    for heading in (
        "1. The facts, as far as they are readily established",
        "2. Immediate action to keep children safe",
        "3. What can be improved",
        "4. What follows: the decision on a review",
        "5. Recommendations, actions and how learning is shared",
        "Issues of national importance",
    ):
        assert heading in text
    assert "The siblings stay with an aunt" in text
    assert "Child A said that nights were loud" in text
    assert "decided that no local child safeguarding practice review follows" in text


@pytest.mark.parametrize("kind", ["rapid-review", "review-timeline", "decision-record"])
def test_papers_for_named_people_have_no_public_copy_and_tell_nobody(
    harrow: Harrow, kind: str
) -> None:
    review = harrow.all(Review)[0].id
    with pytest.raises(Refusal, match="no public copy"):
        told(harrow, kind, Request(about=("reviews", review), public=True))
    harrow.do(reviews.edit, review, "title", PLANTED, "NHS number 943 476 5919")
    with pytest.raises(Refusal, match="looks like an NHS number"):
        told(harrow, kind, about(harrow))


def test_a_rapid_review_is_not_made_of_an_adults_case(harrow: Harrow) -> None:
    group = harrow.group("CR")
    adult = harrow.do(lambda uow: reviews.refer(uow, group, "A fire", side=Side.ADULTS).id)
    with pytest.raises(Refusal, match="of the adults' side"):
        told(harrow, "rapid-review", Request(about=("reviews", adult)))
    record = told(harrow, "decision-record", Request(about=("reviews", adult)))
    for heading in ("Safeguarding adults review: decision record", "section 44 of the Care Act"):
        assert heading in record


def test_the_timeline_draws_stages_and_clocks(harrow: Harrow) -> None:
    with harrow.desk.read() as reader:
        made = papers.make("review-timeline", reader, about(harrow))
    figure = next(one for one in made.blocks if isinstance(one, Figure))
    words = describe(figure.chart)
    assert words.startswith("Timeline: Stages and clocks.")
    assert "Clock: Rapid review: Clock starts 2 Nov 2026, Planned, or due 23 Nov 2026." in words
    assert f"Today: {flat(made).split('As of ')[1][:11]}." in words


@pytest.mark.parametrize(
    ("board", "heard"), [(None, True), ("HSCB", True), ("SSP", True), ("HSAB", False)]
)
def test_boards_hear_of_their_side_in_agreed_words_only(
    harrow: Harrow, board: str | None, heard: bool
) -> None:
    from safeguard_desk.views import boards as board_views

    review = harrow.all(Review)[0].id
    with harrow.desk.read() as reader:
        ids = {one.code: one.id for one in board_views.every(reader)}
    request = Request(board_id=ids[board] if board else None, restricted=True)
    for kind in ("review-progress", "review-year"):
        before = told(harrow, kind, request)
        assert PLANTED not in before
        assert "CR-2026" not in before
        assert ("1 review without agreed wording is counted only" in before) is heard
    harrow.do(reviews.edit, review, "public_words", "", AGREED)
    for kind in ("review-progress", "review-year"):
        after = told(harrow, kind, request)
        assert (AGREED in after) is heard
        assert PLANTED not in after


def test_recommendations_are_told_in_agreed_wording_only(harrow: Harrow) -> None:
    from safeguard_desk.models import Recommendation

    made = harrow.all(Recommendation)[0]
    assert PLANTED not in told(harrow, "review-progress", Request())
    harrow.do(lambda uow: setattr(uow.get(Recommendation, made.id), "public_words", "Ask twice"))
    assert "Ask twice" in told(harrow, "review-progress", Request())


def test_the_publication_record_says_where_until_when_or_why_not(harrow: Harrow) -> None:
    review = harrow.all(Review)[0].id
    harrow.do(
        review_progress.settle_publication,
        *(review, Publication.WITHHELD),
        reason="The family would be known",
    )
    assert "The family would be known" in told(
        harrow, "publication-record", Request(restricted=True)
    )
    open_copy = told(harrow, "publication-record", Request(public=True))
    assert "1 withheld" in open_copy
    for hidden in ("The family would be known", PLANTED, "CR-2026"):
        assert hidden not in open_copy
    harrow.do(
        review_progress.settle_publication,
        *(review, Publication.PUBLISHED),
        on=date(2026, 11, 1),
        where="Website",
    )
    out = told(harrow, "publication-record", Request(public=True))
    assert "Website" in out
    assert "Out, to stay until 1 Nov 2027 at least" in out
    assert PLANTED not in out


def test_views_of_agencies_do_not_reach_the_boards(harrow: Harrow) -> None:
    review = harrow.all(Review)[0].id
    agency = next(iter(harrow.agencies.values()))
    harrow.do(lambda uow: reviews.take_view(uow, review, agency, Supports.NO, PLANTED))
    assert PLANTED not in told(harrow, "review-progress", Request())


def test_no_copy_for_everybody_is_written_while_it_tells_who_somebody_is(harrow: Harrow) -> None:
    group = harrow.group()
    meeting = harrow.do(
        lambda uow: planning.plan_meeting(uow, group, date(2026, 12, 1), venue="Hall, HA1 2XY").id
    )
    request = Request(meeting_id=meeting, public=True)
    assert "HA1 2XY" in told(harrow, "agenda", request)
    harrow.do(lambda uow: agendas.add_item(uow, meeting, "Letter on 943 476 5919").id)
    with pytest.raises(Refusal, match="looks like an NHS number, and this copy may be read"):
        told(harrow, "agenda", request)
    assert "943 476 5919" in told(harrow, "agenda", Request(meeting_id=meeting))


def test_child_deaths_are_told_without_what_could_be_worked_out(harrow: Harrow) -> None:
    from safeguard_desk.rules.suppression import Count
    from safeguard_desk.work import child_deaths
    from safeguard_desk.work.child_deaths import Received

    for period, start, area, deaths, modifiable in (
        ("Q1 2026/27", date(2026, 4, 1), "North West London", 31, 12),
        ("Q1 2026/27", date(2026, 4, 1), "Harrow", 3, 1),
        ("Q1 2026/27", date(2026, 4, 1), "Brent", 9, 6),
        ("Q2 2026/27", date(2026, 7, 1), "North West London", 27, 9),
        ("Q2 2026/27", date(2026, 7, 1), "Harrow", 8, 5),
    ):
        given = Received(period, start, area, Count(deaths), Count(modifiable), "Safer sleep")
        harrow.do(child_deaths.receive, given)
    text = told(harrow, "child-deaths", Request())
    assert "Q1 2026/27 | Harrow | suppressed | suppressed" in text
    assert "Q1 2026/27 | Brent | suppressed | suppressed" in text
    assert "Q2 2026/27 | Harrow | 8 | 5" in text
    assert "All periods | Harrow | suppressed | suppressed" in text
    assert "All periods | North West London | 58 | 21" in text
    with harrow.desk.read() as reader:
        from safeguard_desk.views.child_deaths import findings

        row = findings(reader).rows[0]
    harrow.do(child_deaths.raise_action, row.id, "Renew the messages")
    harrow.do(child_deaths.edit, row.id, "response", "", "Taken up with health visitors")
    after = told(harrow, "child-deaths", Request())
    assert "Renew the messages (open)" in after
    assert "Taken up with health visitors" in after
