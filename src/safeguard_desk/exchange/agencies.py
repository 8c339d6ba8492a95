"""Who an agency of somebody's list is: other names it goes by, and which partner it stands for."""

import re

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import Agency, AgencyAlias
from safeguard_desk.rules.terms import StatutoryPartner
from safeguard_desk.work import people

SAME = (
    ("NHS North West London ICB", "NHS NWL ICB", "NWL ICB", "North West London ICB",
     "NHS North West London Integrated Care Board", "North West London Integrated Care Board"),
    ("London North West University Healthcare NHS Trust", "LNWUH", "LNWH", "LNWUH NHS Trust"),
    ("Central and North West London NHS FT", "CNWL", "CNWL NHS FT", "CNWL NHS Foundation Trust",
     "Central and North West London NHS Foundation Trust"),
    ("Central London Community Healthcare NHS Trust", "CLCH", "CLCH NHS Trust"),
    ("Royal National Orthopaedic Hospital", "RNOH",
     "Royal National Orthopaedic Hospital NHS Trust"),
    ("London Ambulance Service", "LAS", "London Ambulance Service NHS Trust"),
    ("Metropolitan Police North West BCU", "Metropolitan Police NW BCU", "Met Police NW BCU",
     "MPS North West BCU", "Metropolitan Police", "Metropolitan Police Service", "Met Police"),
    ("Harrow Council Children's Services", "Harrow Children's Services", "Children's Services"),
    ("Harrow Council Adult Services", "Harrow Adult Services", "Adult Services",
     "Harrow Council Adult Social Care"),
    ("Harrow Council Public Health", "Harrow Public Health", "Public Health"),
    ("Harrow Council Housing", "Harrow Housing"),
    ("Harrow Council Community Safety", "Harrow Community Safety"),
    ("Harrow Council Legal Services", "HB Public Law"),
    ("Harrow Council", "London Borough of Harrow", "LB Harrow"),
    ("Harrow Youth Justice Service", "Harrow Youth Justice", "Youth Justice Service",
     "Youth Justice", "YJS"),
    ("Business Unit", "Safeguarding Business Unit"),
    ("Probation Service", "Probation", "London Probation Service"),
    ("London Fire Brigade", "LFB"),
    ("Department for Work and Pensions", "DWP"),
    ("Care Quality Commission", "CQC"),
    ("Voluntary Action Harrow", "VAH"),
)  # fmt: skip
"""Names under which Harrow's agencies are met in other people's lists; each line is one agency."""

PARTNERS = (
    (r"\bicb\b|\bintegrated care board\b", StatutoryPartner.ICB),
    (r"\bpolice\b", StatutoryPartner.POLICE),
    (
        r"\bchildren'?s services\b|\badult (services|social care)\b",
        StatutoryPartner.LOCAL_AUTHORITY,
    ),
    (r"\bcouncil\b|\blondon borough of\b", StatutoryPartner.LOCAL_AUTHORITY),
)
"""Words in a new agency's name that tell a safeguarding partner: quoracy asks for all three."""
NO_PARTNERS = (
    r"\b(youth|parish|interfaith|faith|chiefs'?|police|care|research|school|student|voluntary)"
    r" council\b|\bcouncil (for|of)\b|\bpolice (and crime|conduct|federation)\b"
    r"|\btransport police\b"
)
"""Words of agencies that sound like a partner and are none."""


def find(uow: UnitOfWork, name: str) -> tuple[Agency | None, bool]:
    """Return the agency a name means, and whether only under another name it is known by."""
    agency = people.find_agency(uow, name)
    if agency is not None:
        return agency, False
    for other in others(name):
        agency = people.find_agency(uow, other)
        if agency is not None:
            return agency, True
    return None, False


def others(name: str) -> tuple[str, ...]:
    """Return the other names of an agency of Harrow; none for one that is not known."""
    wanted = _plain(name)
    for names in SAME:
        if wanted in {_plain(known) for known in names}:
            return tuple(known for known in names if _plain(known) != wanted)
    return ()


def partner(name: str) -> StatutoryPartner | None:
    """Return which safeguarding partner a name speaks of; None where it speaks of none."""
    for known in (name, *others(name)):
        plain = _plain(known)
        if re.search(NO_PARTNERS, plain):
            return None
        for words, meant in PARTNERS:
            if re.search(words, plain):
                return meant
    return None


def also_known_as(uow: UnitOfWork, agency: Agency, name: str) -> None:
    """Let an agency answer to one more name."""
    if uow.find(select(AgencyAlias).where(AgencyAlias.alias == name)) is None:
        uow.add(AgencyAlias(agency_id=agency.id, alias=name))
        uow.flush()


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
