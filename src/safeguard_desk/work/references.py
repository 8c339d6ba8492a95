"""References: given once, in order, for each prefix."""

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.references import reference


def next_reference(uow: UnitOfWork, prefix: str) -> str:
    """Return the next reference under a prefix, such as QA-0143; it is never given again."""
    return reference(prefix, uow.next_number(prefix))
