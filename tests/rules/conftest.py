"""The quality assurance sub group as it met on 17 November 2026, for the tests of quick capture."""

from datetime import date

import pytest

from safeguard_desk.rules.known import (
    Known,
    KnownAction,
    KnownAgency,
    KnownBoard,
    KnownItem,
    KnownPerson,
)

_AGENCIES = (
    KnownAgency("icb", "NHS North West London Integrated Care Board", "NHS NWL ICB"),
    KnownAgency("council", "Harrow Council"),
    KnownAgency("adults", "Harrow Council Adult Services"),
    KnownAgency("housing", "Harrow Council Housing"),
    KnownAgency("police", "Metropolitan Police NW BCU", "", ("Met Police", "BCU")),
    KnownAgency("transport", "British Transport Police"),
    KnownAgency("cnwl", "CNWL"),
    KnownAgency("lnwuh", "LNWUH"),
    KnownAgency("probation", "Probation Service"),
    KnownAgency("cafcass", "Cafcass"),
    KnownAgency("mind", "Mind"),
    KnownAgency("fire", "London Fire Brigade"),
    KnownAgency("unit", "Business Unit"),
)
_PEOPLE = (
    ("DN", "Designated Nurse Safeguarding Children", "icb", True, "Deputy Designated Nurse"),
    ("HS", "Head of Safeguarding Adults", "adults", True, "Safeguarding Adults Team Manager"),
    ("DC", "DCI Public Protection", "police", False, "DI Public Protection"),
    ("NG", "Named GP", "icb", False, ""),
    ("CN", "Named Nurse", "cnwl", False, "Safeguarding Practitioner"),
    ("NL", "Named Nurse", "lnwuh", False, ""),
    ("LN", "Head of Safeguarding, Maternity", "lnwuh", False, ""),
    ("PB", "Head of Delivery Unit", "probation", False, ""),
    ("HO", "Head of Housing Needs", "housing", False, "Tenancy Services Manager"),
    ("PA", "Performance Analyst", "council", False, ""),
    ("BM", "Business Manager", "unit", False, ""),
    ("CF", "Service Manager", "cafcass", False, ""),
)
_ITEMS = (
    "Welcome, introductions and apologies",
    "Declarations of interest",
    "Minutes of the last meeting and matters arising",
    "Action tracker",
    "Multi-agency audits",
    "Scorecard",
    "Single agency inspections and audits",
    "Challenge",
    "Items to and from the boards",
    "Risks",
    "Any other business",
    "Key messages for agencies",
    "Dates of next meetings",
)


@pytest.fixture(scope="session")
def known() -> Known:
    """Return what a line may speak of."""
    return Known(
        today=date(2026, 11, 17),
        group_code="QA",
        people=tuple(
            KnownPerson(initials, initials, role, agency, agency, chair, (deputy,) * bool(deputy))
            for initials, role, agency, chair, deputy in _PEOPLE
        ),
        agencies=_AGENCIES,
        boards=(KnownBoard("children", "HSCB"), KnownBoard("adult", "HSAB")),
        actions=tuple(KnownAction(f"id{n}", f"QA-0{n}") for n in (132, 135, 136, 137)),
        items=tuple(KnownItem(f"item{n}", n, title) for n, title in enumerate(_ITEMS, 1)),
        next_meeting=date(2027, 1, 12),
    )
