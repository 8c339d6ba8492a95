"""Learning products in the window: made, written, agreed, approved, sent, and what agencies say."""

from email import message_from_bytes
from pathlib import Path

from tests.ui.hand import Hand

from safeguard_desk.errors import Refusal
from safeguard_desk.models import LearningProduct, ProductAgency, ProductSection
from safeguard_desk.rules.terms_learning import ProductState
from safeguard_desk.ui.products.page import ProductsPage
from safeguard_desk.views.products import ProductHead


def opened(hand: Hand) -> ProductsPage:
    page = hand.tab("LD").show_page("products")
    assert isinstance(page, ProductsPage)
    hand.settle()
    return page


def choose(hand: Hand, page: ProductsPage, title: str) -> ProductHead:
    found: ProductHead = next(row for row in page.products.rows.rows if row.title == title)
    page.products.choose(found.id)
    hand.settle()
    return found


def test_a_briefing_of_a_case_needs_its_wording_agreed_before_it_is_approved(hand: Hand) -> None:
    page = opened(hand)
    refusals: list[Refusal] = []
    page.refused.connect(refusals.append)
    head = choose(hand, page, "Who else lives here?")
    words = page.words
    assert "only agreed wording was filled in" in words.told.text()
    for box in words.boxes.values():
        if not box.toPlainText():
            hand.press("Ask who else lives here.", box)
            box.commit()
    hand.settle()
    person = words.who
    person.setFocus()
    hand.settle()
    person.setText("Named GP")
    words.approve.click()
    hand.settle()
    assert "nobody has agreed its wording" in refusals[-1].what
    words.boxes["why"].setPlainText("Lived at HA1 2UJ.")
    words.boxes["why"].commit()
    hand.settle()
    assert "! It seems to hold a postcode" in words.told.text()
    words.by.setText("Co-chair of Case Review")
    words.agree.click()
    hand.settle()
    assert "a postcode" in refusals[-1].what
    words.boxes["why"].setPlainText("Nobody asked.")
    words.boxes["why"].commit()
    hand.settle()
    words.agree.click()
    hand.settle()
    assert "by Co-chair of Case Review" in words.told.text()
    words.approve.click()
    hand.settle()
    assert hand.held(LearningProduct, "state", id=head.id) == [ProductState.APPROVED]
    assert not words.approve.isEnabled()


def test_a_note_is_made_sent_to_a_list_and_answers_are_typed(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    page.kind.setCurrentIndex(2)
    page.make.click()
    hand.settle()
    assert page.view is not None
    made = page.view.head.id
    for box in page.words.boxes.values():
        if not box.toPlainText():
            hand.press("Three speakers.", box)
            box.commit()
    hand.settle()
    page.words.who.setFocus()
    hand.settle()
    page.words.who.setText("Named GP")
    page.words.approve.click()
    hand.settle()
    page.show_step(1)
    agencies = page.agencies
    agencies.everybody.click()
    hand.settle()
    rows = agencies.table.rows
    first = rows.rows[0]
    agencies.table.choose(rows.rows[-1].id)
    agencies.table.removed.emit(rows.rows[-1].id)
    hand.settle()
    number = len(rows.rows)
    agencies.send_to(tmp_path)
    hand.settle()
    mails = list(tmp_path.glob("*.eml"))
    assert len(hand.held(ProductAgency, "sent_on", product_id=made)) == number
    attached = [
        part.get_filename()
        for part in message_from_bytes(mails[0].read_bytes()).walk()
        if part.get_filename()
    ]
    assert [name.endswith(".pdf") for name in attached if name] == [True]
    place = rows.place(first.id)
    rows.setData(rows.index(place, 3), "In two team meetings")
    hand.settle()
    rows.setData(rows.index(place, 4), "many")
    hand.settle()
    rows.setData(rows.index(place, 4), "31")
    hand.settle()
    held = {"product_id": made, "agency_id": first.id}
    assert hand.held(ProductAgency, "embedded", **held) == ["In two team meetings"]
    assert hand.held(ProductAgency, "staff_reached", **held) == [31]
    assert "1 embedded it" in agencies.told.text()
    assert not page.words.boxes["about"].isEnabled()
    assert "Three speakers." in hand.held(ProductSection, "text", product_id=made)


def test_presenting_puts_away_what_nobody_agreed(hand: Hand) -> None:
    page = opened(hand)
    assert "Who else lives here?" in [row.title for row in page.products.rows.rows]
    page.present(True)
    hand.settle()
    assert "Who else lives here?" not in [row.title for row in page.products.rows.rows]
    assert not any(words.startswith("Review ") for _, words in page._sources())
