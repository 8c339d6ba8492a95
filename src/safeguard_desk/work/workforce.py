"""How many staff agencies have who need training: what reach is measured against."""

from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Agency, Workforce
from safeguard_desk.rules.terms_learning import CourseLevel


def tell(
    uow: UnitOfWork,
    agency_id: str,
    staff: int,
    as_at: date,
    *,
    role: str = "",
    level: CourseLevel | None = None,
    source: str = "",
) -> str:
    """Take down the staff of an agency as at a day; say "created", "updated" or "unchanged".

    Told again for the same day, role and level it is put right. Refuses a number below none.
    """
    if staff < 0:
        raise Refusal(
            f"{staff} staff cannot be.", "Nothing was changed.", "Give the number of people."
        )
    uow.get(Agency, agency_id)
    uow.flush()
    w, role = Workforce, " ".join(role.split())
    same = select(w).where(w.agency_id == agency_id, w.as_at == as_at, w.role == role)
    held = uow.find(same.where(w.level == level if level is not None else w.level.is_(None)))
    if held is None:
        uow.add(
            Workforce(
                agency_id=agency_id, as_at=as_at, role=role, level=level, staff=staff, source=source
            )
        )
        return "created"
    told = (staff, source.strip() or held.source)
    if (held.staff, held.source) == told:
        return "unchanged"
    held.staff, held.source = told
    return "updated"


def remove(uow: UnitOfWork, workforce_id: str, _: str = "") -> None:
    """Remove a figure; undo brings it back."""
    uow.delete(uow.get(Workforce, workforce_id))
