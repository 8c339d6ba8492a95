"""Child death findings by period and area; suppressed numbers are shown as such and not counted."""

from sqlalchemy import case, cast, or_
from sqlalchemy.types import String

from safeguard_desk.models import ChildDeathFinding, Group
from safeguard_desk.registers.declare import (
    Act,
    Column,
    Editor,
    Field,
    Filter,
    Register,
    Section,
    Shown,
)
from safeguard_desk.rules.suppression import SMALLEST
from safeguard_desk.rules.terms import GroupKind
from safeguard_desk.work.child_deaths import edit, raise_action

_C = ChildDeathFinding
_deaths = case(
    (or_(_C.deaths_suppressed, _C.deaths.between(1, SMALLEST - 1)), "suppressed"),
    (_C.deaths.is_(None), ""),
    else_=cast(_C.deaths, String),
)
_modifiable = case(
    (or_(_C.modifiable_suppressed, _C.modifiable.between(1, SMALLEST - 1)), "suppressed"),
    (_C.modifiable.is_(None), ""),
    else_=cast(_C.modifiable, String),
)

CHILD_DEATHS = Register(
    code="child-deaths",
    kind="child_death_findings",
    title="Child deaths",
    one="finding",
    source=_C.__table__.join(Group.__table__, Group.id == _C.group_id),
    id=_C.id,
    ref=_C.period + " " + _C.area,
    columns=(
        Column("period", "Period", _C.period, 12, sort=_C.starts_on),
        Column("area", "Area", _C.area, 22),
        Column("deaths", "Deaths reviewed", _deaths, 15),
        Column("modifiable", "Modifiable factors", _modifiable, 17),
        Column("title", "Theme", _C.theme, 26),
        Column("recommendation", "Recommendation", _C.recommendation, 40, grow=True),
        Column("received_on", "Received", _C.received_on, 12, Shown.DATE),
        Column("to_ssp_on", "To SSP", _C.to_ssp_on, 12, Shown.DATE),
        Column("to_hscb_on", "To HSCB", _C.to_hscb_on, 12, Shown.DATE),
        Column("response", "Response", _C.response, 26),
        Column("group", "Group", Group.code, 6, hidden=True),
    ),
    order=(_C.starts_on.desc(), _C.area),
    shown_in=frozenset({GroupKind.REVIEW}),
    empty="No findings yet. Bring the table that was received in: import child-deaths.",
    form=(
        Section(
            "Presented and answered",
            (
                Field("to_ssp_on", "Presented to SSP on", Editor.DATE),
                Field("to_hscb_on", "Presented to HSCB on", Editor.DATE),
                Field("response", "Response", Editor.TEXT),
                Field("theme", "Theme", Editor.TEXT),
                Field("recommendation", "Recommendation", Editor.TEXT),
            ),
        ),
    ),
    filters=(
        Filter("harrow", "Harrow", lambda _: _C.area == "Harrow"),
        Filter("unpresented", "Not yet presented", lambda _: _C.to_ssp_on.is_(None)),
    ),
    group=_C.group_id,
    restricted=Group.kind == GroupKind.REVIEW,
    acts=(
        Act(
            *("action", "Raise action", raise_action),
            *("What is to be done?", "R"),
        ),
    ),
    edit=edit,
    follows=frozenset({"actions"}),
)
