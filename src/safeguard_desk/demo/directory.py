"""Who is who in the demonstration: agencies and roles of a London borough. No person is named."""

from typing import NamedTuple

from safeguard_desk.rules.terms import Capacity, Side, StatutoryPartner

_CHILDREN, _ADULTS, _BOTH = Side.CHILDREN, Side.ADULTS, Side.BOTH
_COUNCIL = StatutoryPartner.LOCAL_AUTHORITY


class DemoAgency(NamedTuple):
    """An agency of the borough."""

    name: str
    short: str
    side: Side
    partner: StatutoryPartner | None = None
    aliases: tuple[str, ...] = ()


AGENCIES = (
    DemoAgency("Harrow Council Children's Services", "HCS", _CHILDREN, _COUNCIL,
               ("Harrow Children's Services", "Children's Services")),
    DemoAgency("Harrow Council Adult Services", "HAS", _ADULTS, _COUNCIL,
               ("Harrow Adult Services", "Adult Services")),
    DemoAgency("Harrow Council Public Health", "PH", _BOTH, None, ("Public Health",)),
    DemoAgency("Harrow Council Housing", "Housing", _BOTH),
    DemoAgency("Harrow Council Community Safety", "Community Safety", _BOTH),
    DemoAgency("Harrow Council Legal Services", "Legal", _BOTH, None, ("HB Public Law",)),
    DemoAgency("Business Unit", "BU", _BOTH, None, ("Safeguarding Business Unit",)),
    DemoAgency("Primary schools", "Primary", _CHILDREN),
    DemoAgency("Secondary schools", "Secondary", _CHILDREN, None, ("Schools",)),
    DemoAgency("Special schools", "Special", _CHILDREN),
    DemoAgency("Harrow College", "College", _BOTH),
    DemoAgency("NHS North West London ICB", "ICB", _BOTH, StatutoryPartner.ICB,
               ("NHS NWL ICB", "NWL ICB")),
    DemoAgency("London North West University Healthcare NHS Trust", "LNWUH", _BOTH),
    DemoAgency("Central and North West London NHS FT", "CNWL", _BOTH, None,
               ("CNWL NHS Foundation Trust",)),
    DemoAgency("Central London Community Healthcare NHS Trust", "CLCH", _BOTH),
    DemoAgency("Primary care", "GPs", _BOTH, None, ("General practice",)),
    DemoAgency("London Ambulance Service", "LAS", _BOTH),
    DemoAgency("Royal National Orthopaedic Hospital", "RNOH", _BOTH),
    DemoAgency("Metropolitan Police North West BCU", "Police", _BOTH, StatutoryPartner.POLICE,
               ("Met Police NW BCU", "Metropolitan Police NW BCU", "Metropolitan Police")),
    DemoAgency("Probation Service", "Probation", _BOTH),
    DemoAgency("London Fire Brigade", "LFB", _BOTH),
    DemoAgency("Cafcass", "Cafcass", _CHILDREN),
    DemoAgency("Harrow Youth Justice Service", "YJS", _CHILDREN, None, ("Youth Justice",)),
    DemoAgency("Department for Work and Pensions", "DWP", _BOTH),
    DemoAgency("Care Quality Commission", "CQC", _ADULTS),
    DemoAgency("Healthwatch Harrow", "Healthwatch", _ADULTS),
    DemoAgency("Voluntary Action Harrow", "VAH", _BOTH, None, ("Voluntary sector",)),
    DemoAgency("Age UK Harrow", "Age UK", _ADULTS),
    DemoAgency("Harrow Mencap", "Mencap", _BOTH),
    DemoAgency("Mind in Harrow", "Mind", _ADULTS),
    DemoAgency("Harrow Carers", "Carers", _BOTH),
    DemoAgency("Harrow Interfaith", "Interfaith", _BOTH),
    DemoAgency("Care home providers", "Care homes", _ADULTS, None, ("Care home provider",)),
    DemoAgency("Home care providers", "Home care", _ADULTS, None, ("Home care provider",)),
    DemoAgency("Domestic abuse service", "DA service", _BOTH),
    DemoAgency("Substance misuse service", "SMS", _BOTH),
    DemoAgency("Lay members", "Lay", _BOTH),
)  # fmt: skip


class DemoPerson(NamedTuple):
    """A role, its agency by short name, and the groups it belongs to with its capacity there."""

    initials: str
    role: str
    agency: str
    groups: dict[str, Capacity]
    deputy: str = ""


_CHAIR, _MEMBER = Capacity.CO_CHAIR, Capacity.MEMBER
_VISITOR, _OFFICE = Capacity.IN_ATTENDANCE, Capacity.SECRETARIAT


def _in(codes: str, **special: Capacity) -> dict[str, Capacity]:
    return dict.fromkeys(codes.split(), _MEMBER) | special


PEOPLE = (
    DemoPerson("DN", "Designated Nurse Safeguarding Children", "ICB", _in("LD CR", QA=_CHAIR),
               "Deputy Designated Nurse"),
    DemoPerson("HS", "Head of Safeguarding Adults", "HAS", _in("CR", QA=_CHAIR),
               "Safeguarding Adults Team Manager"),
    DemoPerson("PW", "Principal Social Worker, children", "HCS", _in("QA", LD=_CHAIR),
               "Practice Development Manager"),
    DemoPerson("LT", "Lead for Training and Workforce", "CNWL", _in("", LD=_CHAIR),
               "Safeguarding Trainer"),
    DemoPerson("AD", "Assistant Director Quality Assurance", "HCS", _in("QA", CR=_CHAIR),
               "Service Manager Quality Assurance"),
    DemoPerson("DC", "DCI Public Protection", "Police", _in("QA LD", CR=_CHAIR),
               "DI Public Protection"),
    DemoPerson("DA", "Designated Professional Safeguarding Adults", "ICB", _in("QA CR LD"),
               "Safeguarding Adults Nurse"),
    DemoPerson("NG", "Named GP", "GPs", _in("QA CR"), ""),
    DemoPerson("CN", "Named Nurse", "CNWL", _in("QA CR"), "Safeguarding Practitioner"),
    DemoPerson("LN", "Head of Safeguarding", "LNWUH", _in("QA CR LD"), "Named Midwife"),
    DemoPerson("CL", "Head of Safeguarding, community", "CLCH", _in("QA LD"), ""),
    DemoPerson("PB", "Head of Delivery Unit", "Probation", _in("QA CR"), "Senior Probation Officer"),
    DemoPerson("HO", "Head of Housing Needs", "Housing", _in("QA CR LD"), "Tenancy Services Manager"),
    DemoPerson("CS", "Head of Community Safety", "Community Safety", _in("QA LD"), ""),
    DemoPerson("ED", "Education Safeguarding Lead", "Secondary", _in("QA LD CR"),
               "Schools Safeguarding Officer"),
    DemoPerson("PS", "Primary Headteacher Representative", "Primary", _in("QA LD"), ""),
    DemoPerson("SS", "Special School Headteacher Representative", "Special", _in("LD"), ""),
    DemoPerson("CO", "College Safeguarding Lead", "College", _in("LD"), ""),
    DemoPerson("PH", "Consultant in Public Health", "PH", _in("QA LD"), ""),
    DemoPerson("LA", "Safeguarding Solicitor", "Legal", _in("CR"), "Deputy Safeguarding Solicitor"),
    DemoPerson("VA", "Chief Officer", "VAH", _in("QA LD"), ""),
    DemoPerson("CF", "Service Manager", "Cafcass", _in("QA"), ""),
    DemoPerson("YJ", "Head of Youth Justice", "YJS", _in("QA LD"), "Operational Manager"),
    DemoPerson("LF", "Borough Commander", "LFB", _in("QA"), "Station Commander"),
    DemoPerson("LS", "Safeguarding Specialist", "LAS", _in("CR"), ""),
    DemoPerson("RN", "Named Nurse, orthopaedics", "RNOH", _in("QA"), ""),
    DemoPerson("DW", "Vulnerability Lead", "DWP", _in("LD"), ""),
    DemoPerson("HW", "Healthwatch Manager", "Healthwatch", _in("QA"), ""),
    DemoPerson("AU", "Head of Services", "Age UK", _in("QA LD"), ""),
    DemoPerson("MC", "Operations Manager", "Mencap", _in("LD"), ""),
    DemoPerson("MI", "Services Director", "Mind", _in("LD"), ""),
    DemoPerson("CA", "Carers Lead", "Carers", _in("LD"), ""),
    DemoPerson("IF", "Faith Forum Coordinator", "Interfaith", _in("LD"), ""),
    DemoPerson("CH", "Registered Manager Representative", "Care homes", _in("QA LD"), ""),
    DemoPerson("HC", "Home Care Manager Representative", "Home care", _in("LD"), ""),
    DemoPerson("DV", "Domestic Abuse Service Manager", "DA service", _in("QA CR"), ""),
    DemoPerson("SM", "Clinical Lead", "SMS", _in("QA CR"), ""),
    DemoPerson("LM", "Lay Member, children", "Lay", _in("QA CR"), ""),
    DemoPerson("LB", "Lay Member, adults", "Lay", _in("LD CR"), ""),
    DemoPerson("CQ", "Inspection Manager", "CQC", {"QA": _VISITOR}, ""),
    DemoPerson("PA", "Performance Analyst", "HCS", {"QA": _VISITOR, "CR": _VISITOR}, ""),
    DemoPerson("PP", "Performance Analyst, adults", "HAS", {"QA": _VISITOR}, ""),
    DemoPerson("TC", "Training Coordinator", "BU", {"LD": _OFFICE}, ""),
    DemoPerson("BM", "Business Manager", "BU", {"QA": _OFFICE, "LD": _OFFICE, "CR": _OFFICE}, ""),
    DemoPerson("BC", "Board Coordinator", "BU", {"QA": _OFFICE, "LD": _OFFICE, "CR": _OFFICE}, ""),
    DemoPerson("IS", "Independent Scrutineer", "Lay", {"QA": _VISITOR}, ""),
)  # fmt: skip

PRIORITIES = {
    "CHILDREN": (
        ("Neglect", "Neglect is recognised early and responded to together."),
        ("Harm outside the home", "Exploitation, serious youth violence and missing children."),
        ("Voice of the child", "What children say changes what is done."),
    ),
    "ADULTS": (
        ("Self-neglect and hoarding", "Proportionate, persistent multi-agency work."),
        ("Making Safeguarding Personal", "Outcomes that adults wanted are asked for and met."),
        ("Quality of care at home", "Concerns about providers are shared and acted on early."),
    ),
    "BOTH": (
        ("Transition to adulthood", "No young person falls between children's and adults' services."),
        ("Domestic abuse", "Whole-family responses, from first contact to recovery."),
    ),
}  # fmt: skip
