"""The demonstration's learning products: a briefing that was sent, one of a case, and a note."""

import random
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from safeguard_desk.demo.cases import FIRE
from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Audit
from safeguard_desk.rules.terms_learning import ProductKind
from safeguard_desk.rules.terms_thread import Audience
from safeguard_desk.views import products as views
from safeguard_desk.work import products as verbs

WHY = "Neglect is seldom one event. Children live with what nobody looks at twice."
EMBEDDED = (
    ("Talked through in every team meeting of October; a poster hangs in the duty room", "Minutes"),
    ("Part of reflective supervision for a month", "Supervision template"),
    ("Read out at the morning handover of all wards for a week", "Handover sheet"),
    ("Sent to all governors and designated leads, and taken up at the leads' forum", "Notes"),
)
_HAVE, _USED = 14, 9
"""How many agencies acknowledged the briefing, and how many said how they used it."""


def brief(stage: Stage) -> None:
    """Make a briefing from the first audit and send it; begin one of a case and a note."""
    chance = random.Random(f"{stage.today}/briefed")  # noqa: S311 - chosen, not secret
    stage.clock.set(stage.today - timedelta(days=50))
    product = stage.do("Make a learning product", partial(_make, stage=stage))
    if product:
        stage.do("Approve and send a learning product", partial(_send, product_id=product))
        stage.clock.set(stage.today - timedelta(days=9))
        stage.do("Hear how a product was used", partial(_hear, product_id=product, chance=chance))
    stage.clock.set(stage.today - timedelta(days=3))
    stage.do("Begin more learning products", partial(_begin, stage=stage))
    stage.clock.set(stage.today)


def _make(uow: UnitOfWork, *, stage: Stage) -> str:
    audit = uow.find(select(Audit).order_by(Audit.ref).limit(1))
    if audit is None:
        return ""
    made = verbs.make(uow, ProductKind.SEVEN_MINUTE, ("audits", audit.id))
    verbs.write(uow, made.id, "why", WHY)
    for section in verbs.sections(uow, made.id):
        if not section.text:
            verbs.write(uow, made.id, section.code, "Ask what the child's day is like.")
    verbs.approve(uow, made.id, stage.people["PW"])
    return made.id


def _send(uow: UnitOfWork, *, product_id: str) -> None:
    head = views.product(uow.reader, product_id).head
    to = [found for found, _ in views.partners_of(uow.reader, head.side)]
    verbs.send(uow, product_id, to, uow.today + timedelta(days=28))
    verbs.tell(uow, product_id, Audience.TEAMS)


def _hear(uow: UnitOfWork, *, product_id: str, chance: random.Random) -> None:
    to = [one.id for one in views.product(uow.reader, product_id).head.agencies]
    for place, agency_id in enumerate(chance.sample(to, min(_HAVE, len(to)))):
        verbs.acknowledge(
            uow, product_id, agency_id, uow.today - timedelta(days=chance.randint(5, 30))
        )
        if place < _USED:
            words, proof = EMBEDDED[place % len(EMBEDDED)]
            staff = chance.randint(12, 180)
            verbs.embed(uow, product_id, agency_id, words, staff=staff, proof=proof)


def _begin(uow: UnitOfWork, *, stage: Stage) -> None:
    source = ("reviews", stage.cases[FIRE])
    verbs.make(uow, ProductKind.SEVEN_MINUTE, source, title="Who else lives here?")
    verbs.make(uow, ProductKind.PRACTICE_NOTE, title="Working with interpreters")
