"""Learning products: made from what was found, approved, sent, acknowledged and embedded."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Agency,
    Group,
    LearningProduct,
    Link,
    Person,
    ProductAgency,
    ProductSection,
)
from safeguard_desk.rules.leaks import leaks
from safeguard_desk.rules.products import MOST_PAGES, Given, first_text, headings
from safeguard_desk.rules.terms import GroupKind, Side
from safeguard_desk.rules.terms_learning import ProductKind, ProductState
from safeguard_desk.rules.terms_thread import Audience
from safeguard_desk.views.product_sources import codes_of_cases, given
from safeguard_desk.work import linking, needs
from safeguard_desk.work.audits import words_for
from safeguard_desk.work.references import next_reference

_STAYS = "It stays as it is."


def make(
    uow: UnitOfWork,
    kind: ProductKind,
    source: tuple[str, str] | None = None,
    *,
    group_id: str | None = None,
    title: str = "",
    side: Side | None = None,
) -> LearningProduct:
    """Make a product under its fixed headings, filled with what its source may tell.

    It is of the learning group where none is named. Its learning points are carried by it. What
    comes from a case stays restricted until its wording is agreed as anonymous.
    """
    uow.flush()
    found, of = given(uow.reader, *source) if source else (Given(), Side.BOTH)
    group = uow.get(Group, group_id) if group_id else _learning_group(uow)
    made = uow.add(
        LearningProduct(
            ref=next_reference(uow, f"{group.code}-P"),
            title=title.strip() or found.title or kind.label,
            kind=kind,
            group_id=group.id,
            side=side or of,
            source_kind=source[0] if source else "",
            source_id=source[1] if source else None,
            source_words=found.words,
            made_on=uow.today,
            restricted=found.of_case,
        )
    )
    for position, one in enumerate(headings(kind), 1):
        uow.add(
            ProductSection(
                product_id=made.id,
                code=one.code,
                position=position,
                text=first_text(one.fill, found),
            )
        )
    uow.flush()
    for point_id in found.points:
        if source != ("learning_points", point_id):
            needs.carry_by(uow, point_id, ("learning_products", made.id))
    return made


def _learning_group(uow: UnitOfWork) -> Group:
    wanted = select(Group).where(Group.kind == GroupKind.LEARNING, Group.ended_on.is_(None))
    found = uow.find(wanted.order_by(Group.code))
    if found is None:
        raise Refusal(
            "There is no learning and development group.",
            "Nothing was made.",
            "Name the group that the product is of.",
        )
    return found


def find(uow: UnitOfWork, ref: str) -> LearningProduct:
    """Return a product by its reference; refuses one that is not there."""
    p = LearningProduct
    found = uow.find(select(p).where(func.upper(p.ref) == ref.strip().upper()))
    if found is None:
        raise Refusal(
            f"There is no learning product “{ref.strip()}”.",
            "Nothing was changed.",
            "See: products. A reference reads like LD-P-0001.",
        )
    return found


def write(uow: UnitOfWork, product_id: str, code: str, text: str) -> None:
    """Write what stands under a heading; what was approved becomes a draft again."""
    found = _editable(uow, product_id)
    one = next((held for held in sections(uow, product_id) if held.code == code), None)
    if one is None:
        raise Refusal(f"{found.ref} has no heading “{code}”.", "Nothing was changed.")
    if one.text != text.strip():
        one.text = text.strip()
        _draft_again(found)


def alter(
    uow: UnitOfWork,
    product_id: str,
    *,
    title: str | None = None,
    pages: int | None = None,
    side: Side | None = None,
    source_words: str | None = None,
) -> None:
    """Alter what a product is called, how long it may be, and whom it concerns."""
    found = _editable(uow, product_id)
    if title is not None:
        found.title = words_for(title, "A product needs a title", "Say what it is about.")
    if pages is not None:
        if not 1 <= pages <= MOST_PAGES:
            raise Refusal(f"A product has one page or {MOST_PAGES}.", _STAYS, "Choose one of them.")
        found.pages = pages
    found.side = side or found.side
    if source_words is not None:
        found.source_words = source_words.strip()
    _draft_again(found, words=title is not None or source_words is not None)


def _editable(uow: UnitOfWork, product_id: str) -> LearningProduct:
    found = uow.get(LearningProduct, product_id)
    if found.state in {ProductState.SENT, ProductState.WITHDRAWN}:
        raise Refusal(
            f"{found.ref} is {found.state.label.lower()}; what agencies have is not altered.",
            _STAYS,
            "Withdraw it and make a new one.",
        )
    return found


def _draft_again(found: LearningProduct, *, words: bool = True) -> None:
    """Make it a draft again: what was agreed was agreed of other words."""
    found.state = ProductState.DRAFT
    found.approved_on = found.approved_by_id = None
    if words and found.anonymous_on is not None:
        found.anonymous_on, found.anonymous_by, found.restricted = None, "", True


def sections(uow: UnitOfWork, product_id: str) -> list[ProductSection]:
    """Return a product's sections in their order."""
    uow.flush()
    s = ProductSection
    return list(uow.all(select(s).where(s.product_id == product_id).order_by(s.position)))


def agree_wording(uow: UnitOfWork, product_id: str, by: str) -> None:
    """Take down that a product's wording tells of nobody, and who agreed so.

    Refuses what looks as if it did, and the code name of any case.
    """
    found = _editable(uow, product_id)
    refuse_leaks(uow, found)
    found.anonymous_by = words_for(
        by, "Nobody is named who agreed the wording", "Say by role who read it for that."
    )
    found.anonymous_on, found.restricted = uow.today, False


def refuse_leaks(uow: UnitOfWork, found: LearningProduct) -> None:
    """Refuse a product that tells who somebody is, or names a case."""
    texts = [found.title, found.source_words, *(one.text for one in sections(uow, found.id))]
    whole = "\n".join(texts)
    wrong = [f"{one.what}: “{one.text}”" for one in leaks(whole)]
    plain = whole.casefold()
    codes = codes_of_cases(uow.reader)
    wrong += [f"the code name of a case: “{one}”" for one in codes if one.casefold() in plain]
    if wrong:
        raise Refusal(
            f"{found.ref} seems to hold {'; '.join(wrong[:4])}.",
            "It was not agreed, approved or sent.",
            "Take it out; what is right all the same is said in other words.",
        )


def approve(uow: UnitOfWork, product_id: str, by_id: str) -> None:
    """Approve a draft. Refuses empty headings, what tells who somebody is, and unagreed wording."""
    found = _editable(uow, product_id)
    empty = [
        heading.title
        for heading, held in zip(headings(found.kind), sections(uow, product_id), strict=True)
        if not held.text and not heading.may_be_empty
    ]
    if empty:
        raise Refusal(
            f"Nothing stands under {', '.join(f'“{one}”' for one in empty)}.",
            "It stays a draft.",
            "Write what belongs there.",
        )
    refuse_leaks(uow, found)
    if found.restricted:
        raise Refusal(
            f"{found.ref} comes from a case, and nobody has agreed its wording as anonymous.",
            "It stays a draft.",
            "Let somebody of Case Review read it and agree the wording first.",
        )
    found.approved_by_id = uow.get(Person, by_id).id
    found.approved_on, found.state = uow.today, ProductState.APPROVED


def address(uow: UnitOfWork, product_id: str, agencies: Sequence[str]) -> int:
    """Set to which agencies a product goes; those it went to stay. Return how many there are."""
    found = uow.get(LearningProduct, product_id)
    held = {one.agency_id: one for one in readers(uow, found.id)}
    wanted = dict.fromkeys(agencies)
    for agency_id, one in held.items():
        if agency_id not in wanted and one.sent_on is None:
            uow.delete(one)
    for agency_id in wanted:
        if agency_id not in held:
            agency = uow.get(Agency, agency_id)
            uow.add(ProductAgency(product_id=found.id, agency_id=agency.id))
    uow.flush()
    return len(readers(uow, found.id))


def readers(uow: UnitOfWork, product_id: str) -> list[ProductAgency]:
    """Return the agencies that a product goes to."""
    uow.flush()
    a = ProductAgency
    return list(uow.all(select(a).where(a.product_id == product_id)))


def send(
    uow: UnitOfWork, product_id: str, agencies: Sequence[str], answer_by: date
) -> LearningProduct:
    """Take down that a product went to some agencies of its list, with a day for their answer.

    Refuses one that is not approved, nobody, and a day that is past.
    """
    found = uow.get(LearningProduct, product_id)
    if found.state not in {ProductState.APPROVED, ProductState.SENT}:
        raise Refusal(
            f"{found.ref} is {found.state.label.lower()}, not approved.",
            "It was not sent.",
            "Approve it first.",
        )
    refuse_leaks(uow, found)
    if not agencies or answer_by < uow.today:
        raise Refusal(
            "A product goes to somebody, with a day to come for the answer.",
            "It was not sent.",
            "Choose agencies, and a later day.",
        )
    address(uow, product_id, [*(one.agency_id for one in readers(uow, product_id)), *agencies])
    for one in readers(uow, product_id):
        if one.agency_id in agencies:
            one.sent_on = one.sent_on or uow.today
    found.state = ProductState.SENT
    found.sent_on = found.sent_on or uow.today
    found.answer_by = answer_by
    return found


def acknowledge(
    uow: UnitOfWork, product_id: str, agency_id: str, on: date | None = None
) -> ProductAgency:
    """Take down that an agency says that it has a product; refuses one that it was not sent to."""
    one = _reader(uow, product_id, agency_id)
    one.acknowledged_on = on or one.acknowledged_on or uow.today
    return one


def embed(
    uow: UnitOfWork,
    product_id: str,
    agency_id: str,
    words: str,
    *,
    staff: int | None = None,
    proof: str = "",
    on: date | None = None,
) -> ProductAgency:
    """Take down how an agency passed a product on: to how many, and what shows it.

    It acknowledges by it. Refuses an answer without words, and fewer than nobody.
    """
    one = _reader(uow, product_id, agency_id)
    if staff is not None and staff < 0:
        raise Refusal(f"{staff} staff cannot have been reached.", _STAYS, "Give a number, or none.")
    one.embedded = words_for(words, "It is not said how it was embedded", "Say it in a sentence.")
    one.embedded_on = on or uow.today
    one.staff_reached, one.proof = staff, proof.strip()
    one.acknowledged_on = one.acknowledged_on or one.embedded_on
    return one


def _reader(uow: UnitOfWork, product_id: str, agency_id: str) -> ProductAgency:
    found = next((one for one in readers(uow, product_id) if one.agency_id == agency_id), None)
    if found is None or found.sent_on is None:
        name = uow.get(Agency, agency_id).name
        raise Refusal(
            f"{name} was not sent {uow.get(LearningProduct, product_id).ref}.",
            "Nothing was changed.",
            "Send it there first.",
        )
    return found


def tell(uow: UnitOfWork, product_id: str, audience: Audience, on: date | None = None) -> list[str]:
    """Tick an audience off on every learning point that a product carries; return their ids."""
    points = carried(uow, product_id)
    for point_id in points:
        linking.share(uow, point_id, audience, on)
    return points


def carried(uow: UnitOfWork, product_id: str) -> list[str]:
    """Return the ids of the learning points that a product carries."""
    uow.flush()
    found = uow.get(LearningProduct, product_id)
    own = [found.source_id] if found.source_kind == "learning_points" and found.source_id else []
    to = select(Link).where(
        Link.from_kind == "learning_points",
        Link.to_kind == "learning_products",
        Link.to_id == product_id,
    )
    return list(dict.fromkeys([*own, *(one.from_id for one in uow.all(to))]))


def withdraw(uow: UnitOfWork, product_id: str) -> None:
    """Withdraw a product; what agencies answered is kept."""
    uow.get(LearningProduct, product_id).state = ProductState.WITHDRAWN
