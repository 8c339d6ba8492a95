"""An empty desk made ready: boards, groups and their standing agendas."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import Board, Group, Setting, StandingItem
from safeguard_desk.rules.standing import standing_agenda
from safeguard_desk.rules.terms import GroupKind, Marking, Side
from safeguard_desk.work import letters

GROUPS = (
    ("QA", "Quality Assurance", GroupKind.QUALITY, Marking.OFFICIAL),
    ("LD", "Learning and Development", GroupKind.LEARNING, Marking.OFFICIAL),
    ("CR", "Case Review", GroupKind.REVIEW, Marking.OFFICIAL_SENSITIVE),
)


@dataclass(frozen=True)
class SetUp:
    """The ids of what a new desk holds, by code."""

    boards: dict[str, str]
    groups: dict[str, str]


def set_up(uow: UnitOfWork, partnership: str) -> SetUp:
    """Make the boards and sub groups of a partnership; refuses an empty name."""
    name = partnership.strip()
    if not name:
        raise Refusal(
            "The partnership has no name.", "Nothing was made.", "Name the borough, as Harrow."
        )
    uow.add(Setting(key="partnership", value=name))
    letter = name[0].upper()
    boards = {
        code: uow.add(Board(code=code, name=title, side=side)).id
        for code, title, side in (
            (f"{letter}SCB", f"{name} Safeguarding Children Board", Side.CHILDREN),
            (f"{letter}SAB", f"{name} Safeguarding Adults Board", Side.ADULTS),
            ("SSP", f"{name} Strategic Safeguarding Partnership", Side.BOTH),
        )
    }
    groups = {
        code: found_group(uow, code, title, kind, marking=marking).id
        for code, title, kind, marking in GROUPS
    }
    letters.add_usual(uow)
    return SetUp(boards, groups)


def found_group(
    uow: UnitOfWork,
    code: str,
    name: str,
    kind: GroupKind,
    *,
    marking: Marking = Marking.OFFICIAL,
    started_on: date | None = None,
) -> Group:
    """Found a group with the standing agenda of its kind; refuses a code that is no code."""
    code = code.strip().upper()
    if not (code.isalpha() and code.isascii() and 2 <= len(code) <= 6 and name.strip()):
        raise Refusal(
            "A group needs a name and a code of two to six letters.",
            "Nothing was made.",
            "The code begins every reference, as QA in QA-0142.",
        )
    if uow.find(select(Group).where(Group.code == code)) is not None:
        raise Refusal(
            f"There is a group with the code {code} already.",
            "Nothing was made.",
            "Choose another: references must never meet.",
        )
    group = uow.add(
        Group(code=code, name=name.strip(), kind=kind, marking=marking, started_on=started_on)
    )
    for position, item in enumerate(standing_agenda(kind), 1):
        uow.add(StandingItem(group_id=group.id, position=position, **item._asdict()))
    return group
