"""Learning products: made from what was found, agreed, approved, sent, acknowledged, embedded."""

from datetime import date
from email import message_from_bytes
from pathlib import Path

import pytest
from tests.fixtures.audited import agencies
from tests.fixtures.harrow import Harrow

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange import products as exchange
from safeguard_desk.models import (
    Audit,
    Dispatch,
    LearningPoint,
    LearningProduct,
    ProductAgency,
    Review,
)
from safeguard_desk.papers import Request, make
from safeguard_desk.rules.products import TEMPLATES, Given, first_text, lines
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import ProductKind, ProductState
from safeguard_desk.rules.terms_thread import Audience, FindingKind
from safeguard_desk.views import products as views
from safeguard_desk.views.thread import thread
from safeguard_desk.work import audits, linking, reviews
from safeguard_desk.work import products as verbs

SEVEN, NOTE = ProductKind.SEVEN_MINUTE, ProductKind.PRACTICE_NOTE


@pytest.mark.parametrize("kind", ProductKind)
def test_every_kind_has_headings_of_its_own_each_known_once(kind: ProductKind) -> None:
    codes = [one.code for one in TEMPLATES[kind]]
    assert len(codes) == len(set(codes)) >= 3
    assert len(TEMPLATES[SEVEN]) == 7


def test_a_source_without_learning_points_gives_its_recommendations() -> None:
    assert first_text("do", Given(recommended=("Ask twice",))) == "Ask twice"
    assert first_text("do", Given(learning=("Ask",), recommended=("Twice",))) == "Ask"
    assert lines(" - One\n\n• Two \n") == ["One", "Two"]


def audited(harrow: Harrow) -> str:
    """Plan an audit with a finding, a strength and a learning point; return its id."""
    group = harrow.group()
    audit = harrow.do(lambda uow: audits.plan_audit(uow, group, "Neglect", side=Side.CHILDREN).id)
    source = ("audits", audit)

    def find(uow: UnitOfWork) -> None:
        found = linking.add_finding(
            uow, group, "Visits were missed", source=source, side=Side.CHILDREN
        )
        linking.add_learning_point(uow, group, "Ask about each visit", finding_id=found.id)
        good = FindingKind.STRENGTH
        linking.add_finding(uow, group, "Plans were clear", kind=good, source=source)

    harrow.do(find)
    return audit


def text_of(harrow: Harrow, product: str) -> dict[str, str]:
    with harrow.desk.read() as reader:
        return {one.heading.code: one.text for one in views.product(reader, product).sections}


def complete(harrow: Harrow, product: str) -> None:
    """Write whatever is empty."""
    for code, text in text_of(harrow, product).items():
        if not text:
            harrow.do(verbs.write, product, code, "It matters to children.")


def approved(harrow: Harrow, source: tuple[str, str] | None = None) -> str:
    """Make a briefing from an audit, complete and approve it."""
    product = harrow.do(lambda uow: verbs.make(uow, SEVEN, source).id)
    complete(harrow, product)
    exchange.approve(harrow.desk, product, next(iter(harrow.people.values())))
    return product


def test_a_briefing_is_filled_from_an_audit_and_stands_on_its_thread(harrow: Harrow) -> None:
    audit = audited(harrow)
    made = harrow.do(lambda uow: verbs.make(uow, SEVEN, ("audits", audit)))
    told = text_of(harrow, made.id)
    assert told["background"] == "This comes from a multi-agency audit of neglect."
    assert (told["learned"], told["good"], told["do"]) == (
        *("Visits were missed", "Plans were clear", "Ask about each visit"),
    )
    assert (made.ref, made.title, made.side) == ("LD-P-0001", "Neglect", Side.CHILDREN)
    with harrow.desk.read() as reader:
        seen = views.product(reader, made.id)
        drawn = thread(reader, "learning_products", made.id)
    assert [one.ref for one in seen.points] == ["QA-LP-0001"]
    assert {node.kind for node in drawn.nodes} >= {"audits", "findings", "learning_points"}


def test_nothing_goes_out_before_it_is_whole_approved_and_fits(
    harrow: Harrow, tmp_path: Path
) -> None:
    audit = audited(harrow)
    product = harrow.do(lambda uow: verbs.make(uow, SEVEN, ("audits", audit)).id)
    person = next(iter(harrow.people.values()))
    with pytest.raises(Refusal, match="Nothing stands under “Why it matters”"):
        exchange.approve(harrow.desk, product, person)
    with pytest.raises(Refusal, match="not approved"):
        exchange.send(harrow.desk, product, agencies(harrow), tmp_path, lambda *_: None)
    assert not [*tmp_path.glob("*.pdf"), *tmp_path.glob("*.eml")]
    harrow.do(verbs.write, product, "why", "It matters. " * 900)
    with pytest.raises(Refusal, match=r"longer than one page: about [0-9]+ words run over"):
        exchange.approve(harrow.desk, product, person)
    harrow.do(verbs.write, product, "why", "It matters. " * 20)
    exchange.approve(harrow.desk, product, person)
    assert harrow.get(LearningProduct, product).state is ProductState.APPROVED
    harrow.do(verbs.write, product, "why", "It matters to children.")
    assert harrow.get(LearningProduct, product).state is ProductState.DRAFT


def test_a_case_gives_only_agreed_wording_which_somebody_has_to_agree_as_anonymous(
    harrow: Harrow,
) -> None:
    group = harrow.group("CR")
    case = harrow.do(lambda uow: reviews.refer(uow, group, "A flat fire", side=Side.ADULTS).id)
    source = ("reviews", case)

    def find(uow: UnitOfWork) -> str:
        found = linking.add_finding(uow, group, "The lodger was not asked", source=source)
        agreed = linking.add_learning_point(uow, group, "Ask the lodger", finding_id=found.id)
        agreed.public_words = "Ask everybody in the home"
        linking.add_learning_point(uow, group, "The cousin knew", finding_id=found.id)
        return agreed.id

    point = harrow.do(find)
    made = harrow.do(lambda uow: verbs.make(uow, SEVEN, source, title="Who lives here?"))
    whole = "\n".join(text_of(harrow, made.id).values())
    assert "Ask everybody in the home" in whole
    assert "lodger" not in whole
    assert "cousin" not in whole
    assert made.restricted
    complete(harrow, made.id)
    person = next(iter(harrow.people.values()))
    with pytest.raises(Refusal, match="nobody has agreed its wording"):
        exchange.approve(harrow.desk, made.id, person)
    harrow.do(verbs.write, made.id, "why", "He was born on 3 May 1961 and lived at HA1 2UJ.")
    with pytest.raises(Refusal, match=r"date of birth: .*a postcode: “HA1 2UJ”"):
        harrow.do(verbs.agree_wording, made.id, "Chair of Case Review")
    ref = harrow.get(Review, case).ref
    harrow.do(verbs.write, made.id, "why", f"It is {ref.lower()}.")
    with pytest.raises(Refusal, match="the code name of a case"):
        harrow.do(verbs.agree_wording, made.id, "Chair of Case Review")
    harrow.do(verbs.write, made.id, "why", "People who are not asked are not seen.")
    harrow.do(verbs.agree_wording, made.id, "Chair of Case Review")
    exchange.approve(harrow.desk, made.id, person)
    assert not harrow.get(LearningProduct, made.id).restricted
    assert harrow.do(verbs.carried, made.id) == [point]


def test_a_mail_with_the_page_goes_to_each_agency_and_answers_are_told(
    harrow: Harrow, tmp_path: Path
) -> None:
    product = approved(harrow, ("audits", audited(harrow)))
    to = agencies(harrow, 3)
    files = exchange.send(harrow.desk, product, to, tmp_path, lambda *_: None).result
    assert files[0].read_bytes().startswith(b"%PDF")
    sent = harrow.all(Dispatch)
    assert len(sent) == 3
    mails = [message_from_bytes(one.read_bytes()) for one in files[1:]]
    assert len(mails) == sum(bool(one.address) for one in sent)
    assert all(one.get_content_type() == "multipart/mixed" for one in mails)
    with pytest.raises(Refusal, match="was not sent"):
        harrow.do(verbs.acknowledge, product, agencies(harrow, 4)[3])
    harrow.do(verbs.acknowledge, product, to[0], date(2026, 11, 20))
    harrow.do(
        lambda uow: verbs.embed(
            uow, product, to[1], "Two team meetings", staff=34, proof="Minutes", on=None
        )
    )
    with pytest.raises(Refusal, match="not said how it was embedded"):
        harrow.do(verbs.embed, product, to[0], "  ")
    with pytest.raises(Refusal, match="what agencies have is not altered"):
        harrow.do(verbs.write, product, "why", "Something else")
    with harrow.desk.read() as reader:
        head = views.product(reader, product).head
        assert (head.stands, head.staff, views.owing(reader)) == (
            *("2 of 3 have it, 1 embedded it", 34, []),
        )
    harrow.clock.pass_by(days=60)
    group = harrow.group("LD")
    with harrow.desk.read() as reader:
        (late,) = views.owing(reader)
        assert [one.id for one in late.late] == [to[0], to[2]]
        grid = make("embedding", reader, Request(group_id=group, year=2026))
        told = str(grid)
    assert "2 of 3 were acknowledged and 1 of 3 embedded. 2 answers are late." in told
    assert "Two team meetings" in told
    exchange.chase(harrow.desk, product, tmp_path, lambda *_: None)
    assert len(harrow.all(Dispatch)) == 5


def test_audiences_are_ticked_on_the_points_that_a_product_carries(harrow: Harrow) -> None:
    product = approved(harrow, ("audits", audited(harrow)))
    harrow.do(verbs.tell, product, Audience.TEAMS, date(2026, 11, 16))
    (point,) = harrow.all(LearningPoint)
    assert (point.individuals_on, point.teams_on) == (None, date(2026, 11, 16))


def test_the_list_keeps_those_it_went_to(harrow: Harrow, tmp_path: Path) -> None:
    product = approved(harrow)
    first, second, third = agencies(harrow, 3)
    harrow.do(verbs.address, product, [first, second])
    exchange.send(harrow.desk, product, [first], tmp_path, lambda *_: None)
    assert harrow.do(verbs.address, product, [third]) == 2
    held = {one.agency_id for one in harrow.all(ProductAgency)}
    assert held == {first, third}


def test_a_note_of_its_own_is_made_without_a_source(harrow: Harrow) -> None:
    made = harrow.do(lambda uow: verbs.make(uow, NOTE, title="Working with interpreters"))
    assert text_of(harrow, made.id)["found"] == ""
    assert (made.title, made.source_kind, made.restricted) == (
        *("Working with interpreters", "", False),
    )
    with pytest.raises(Refusal, match="No learning product is made from this kind"):
        harrow.do(verbs.make, SEVEN, ("audits_", "x"))
    assert harrow.all(Audit) == []
