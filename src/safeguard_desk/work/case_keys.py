"""The key of a case's names: sealed under a passphrase of its own, changed and forgotten."""

from sqlalchemy import select

from safeguard_desk.desk.sealed import seal, unseal
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import CaseKey, CaseName
from safeguard_desk.rules.real_names import Names, write_names
from safeguard_desk.work.reviews import open_case


def keep(
    uow: UnitOfWork, review_id: str, names: Names, passphrase: str, *, before: str | None = None
) -> None:
    """Seal the names behind a case's code names; what was sealed before is replaced.

    A key that is there is replaced by whoever opens it: `before` is its passphrase, the new one
    where none is given. Refuses code names that the case has not settled.
    """
    case = open_case(uow, review_id)
    known = {
        one.name.casefold(): one.name
        for one in uow.all(select(CaseName).where(CaseName.review_id == review_id))
    }
    strange = [code for code in names if code.casefold() not in known]
    if strange or not names:
        raise Refusal(
            f"“{strange[0]}” is no code name of {case.ref}."
            if strange
            else "The key would hold no name.",
            "The key stays as it was.",
            f"Settled are: {', '.join(sorted(known.values())) or 'none yet'}.",
        )
    held = _held(uow, review_id)
    if held is not None:
        unseal(held.sealed, passphrase if before is None else before)
    settled = {known[code.casefold()]: called for code, called in names.items()}
    sealed = seal(write_names(settled), passphrase)
    if held is None:
        uow.add(CaseKey(review_id=review_id, sealed=sealed, changed_on=uow.today))
    else:
        held.sealed, held.changed_on = sealed, uow.today


def forget(uow: UnitOfWork, review_id: str) -> None:
    """Take a case's key of names away, as when its passphrase is lost."""
    held = _held(uow, review_id)
    if held is None:
        raise Refusal("No key of names is kept for this case.", "Nothing was changed.")
    uow.delete(held)


def _held(uow: UnitOfWork, review_id: str) -> CaseKey | None:
    uow.flush()
    return uow.find(select(CaseKey).where(CaseKey.review_id == review_id))
