"""Terms of reference in versions: drafted, agreed, reviewed, and the duties they lay on a group."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import AgendaItem, Duty, DutyExercise, Group, TermsOfReference
from safeguard_desk.rules.dates import write_date

EDITABLE = ("title", "text", "review_on")


def draft(uow: UnitOfWork, group_id: str, *, title: str = "", text: str = "") -> TermsOfReference:
    """Draft the next version of a group's terms, with the words and duties of the one before."""
    group = uow.get(Group, group_id)
    before = _latest(uow, group_id)
    made = uow.add(
        TermsOfReference(
            group_id=group_id,
            number=before.number + 1 if before else 1,
            title=title.strip()
            or (before.title if before else f"Terms of reference of the {group.name}"),
            text=text or (before.text if before else ""),
            review_on=before.review_on if before else None,
        )
    )
    if before is not None:
        for duty in _duties(uow, before.id):
            uow.add(Duty(terms_id=made.id, position=duty.position, text=duty.text, code=duty.code))
    return made


def _latest(uow: UnitOfWork, group_id: str) -> TermsOfReference | None:
    uow.flush()
    of_group = select(TermsOfReference).where(TermsOfReference.group_id == group_id)
    return uow.find(of_group.order_by(TermsOfReference.number.desc()))


def _duties(uow: UnitOfWork, terms_id: str) -> list[Duty]:
    uow.flush()
    return list(uow.all(select(Duty).where(Duty.terms_id == terms_id).order_by(Duty.position)))


def edit(uow: UnitOfWork, terms_id: str, **fields: Any) -> None:
    """Change a draft (EDITABLE); of agreed terms only the review date may move."""
    terms = uow.get(TermsOfReference, terms_id)
    unknown = fields.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a field of terms of reference: {sorted(unknown)}")
    if fields.keys() - {"review_on"}:
        _refuse_agreed(terms)
    if not fields.get("title", terms.title).strip():
        raise Refusal("Terms of reference need a title.", "Nothing was changed.", "Name them.")
    for name, value in fields.items():
        setattr(terms, name, value)


def _refuse_agreed(terms: TermsOfReference) -> None:
    if terms.agreed_on is not None:
        raise Refusal(
            f"Version {terms.number} was agreed on {write_date(terms.agreed_on)}.",
            "It stays as it was agreed.",
            "Draft a new version: it begins with these words and duties.",
        )


def agree(
    uow: UnitOfWork, terms_id: str, *, on: date | None = None, meeting_id: str | None = None
) -> None:
    """Take down that a version was agreed; from then on it is in force and is not changed."""
    terms = uow.get(TermsOfReference, terms_id)
    _refuse_agreed(terms)
    terms.agreed_on, terms.agreed_at_id = on or uow.today, meeting_id


def add_duty(uow: UnitOfWork, terms_id: str, text: str, *, code: str = "") -> Duty:
    """Add a duty to a draft; code is the standing item under which it is usually exercised."""
    _refuse_agreed(uow.get(TermsOfReference, terms_id))
    if not text.strip():
        raise Refusal("A duty needs words.", "Nothing was added.", "Say what the group must do.")
    uow.flush()
    last = select(func.max(Duty.position)).where(Duty.terms_id == terms_id)
    position = (uow.session.scalar(last) or 0) + 1
    return uow.add(Duty(terms_id=terms_id, position=position, text=text.strip(), code=code))


def edit_duty(
    uow: UnitOfWork, duty_id: str, *, text: str | None = None, code: str | None = None
) -> None:
    """Change a duty of a draft; the standing item it goes with may change at any time."""
    duty = uow.get(Duty, duty_id)
    if text is not None:
        _refuse_agreed(uow.get(TermsOfReference, duty.terms_id))
        if not text.strip():
            raise Refusal("A duty needs words.", f"It stays “{duty.text}”.", "Type them.")
        duty.text = text.strip()
    if code is not None:
        duty.code = code


def remove_duty(uow: UnitOfWork, duty_id: str) -> None:
    """Take a duty out of a draft; the others close up."""
    duty = uow.get(Duty, duty_id)
    _refuse_agreed(uow.get(TermsOfReference, duty.terms_id))
    for exercise in uow.all(select(DutyExercise).where(DutyExercise.duty_id == duty_id)):
        uow.delete(exercise)
    terms_id = duty.terms_id
    uow.delete(duty)
    for position, left in enumerate(_duties(uow, terms_id), 1):
        left.position = position


def exercise(uow: UnitOfWork, duty_id: str, item_id: str, *, words: str = "") -> bool:
    """Say that a duty was exercised under an agenda item, or take that back; return which."""
    uow.get(Duty, duty_id)
    uow.get(AgendaItem, item_id)
    e = DutyExercise
    held = uow.find(select(e).where(e.duty_id == duty_id, e.item_id == item_id))
    if held is not None:
        uow.delete(held)
        return False
    uow.add(DutyExercise(duty_id=duty_id, item_id=item_id, words=words.strip()))
    return True
