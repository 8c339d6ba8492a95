"""The demonstration's two years of returns on single agency training."""

import random
from datetime import date, timedelta
from functools import partial

from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.terms_learning import CourseLevel
from safeguard_desk.rules.training_returns import Form, Said
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.views import training_returns as views
from safeguard_desk.work import training_returns as verbs

_NEED = {
    CourseLevel.AWARENESS: (180, 900),
    CourseLevel.FOUNDATION: (90, 420),
    CourseLevel.ADVANCED: (24, 120),
    CourseLevel.SPECIALIST: (4, 18),
    CourseLevel.STRATEGIC: (5, 14),
}
"""From how many to how many staff of an agency need a level."""
_QUALITY = (
    "Each course is observed once a year by another agency; feedback is read by the lead.",
    "Two dip samples a year ask whether what was taught can be seen in records.",
    "An e-learning module with a test; no observation this year.",
)
_SILENT = ("CNWL", "VAH", "LFB")
"""Agencies that have not answered this year."""
_LOW = "LNWUH"
_NOT_ASKED = ("BU", "Legal", "CQC", "DWP", "Healthwatch", "Lay")
"""They train nobody for work with children or adults at risk."""


def take_returns(stage: Stage) -> None:
    """Ask for last year's and this year's returns, and take in what came."""
    chance = random.Random(f"{stage.today}")  # noqa: S311 - chosen, not secret
    first = financial_year(stage.today)
    held: dict[str, dict[CourseLevel, Said]] = {}
    for year, asked_on in ((first - 1, date(first, 1, 12)), (first, date(first, 9, 21))):
        stage.clock.set(min(asked_on, stage.today - timedelta(days=2)))
        stage.do("Ask for training returns", partial(_ask, stage=stage, year=year))
        stage.clock.set(min(asked_on + timedelta(days=35), stage.today - timedelta(days=1)))
        taking = partial(_take, chance=chance, year=year, held=held, late=year == first)
        stage.do("Take training returns in", taking)
    stage.do("Challenge a return", lambda uow: _challenge(uow, stage, first))
    stage.clock.set(stage.today)


def _ask(uow: UnitOfWork, stage: Stage, year: int) -> int:
    left_out = {stage.agencies[short] for short in _NOT_ASKED}
    asked = [found for found, _ in views.partners(uow.reader) if found not in left_out]
    due = uow.today + timedelta(days=42)
    return len(verbs.request(uow, stage.groups["LD"], year, asked, due))


def _take(
    uow: UnitOfWork,
    *,
    chance: random.Random,
    year: int,
    held: dict[str, dict[CourseLevel, Said]],
    late: bool,
) -> None:
    for place, line in enumerate(views.year_view(uow.reader, year).lines):
        if late and line.short in _SILENT:
            continue
        said = held.get(line.agency_id) or _levels(chance)
        if late:
            said = {level: _next(chance, one, line.short) for level, one in said.items()}
        held[line.agency_id] = said
        verbs.take(uow, line.id, Form(said, _QUALITY[place % len(_QUALITY)]))


def _levels(chance: random.Random) -> dict[CourseLevel, Said]:
    said = {}
    for level, (least, most) in _NEED.items():
        staff = chance.randint(least, most)
        said[level] = Said(staff, round(staff * chance.uniform(0.55, 0.95)))
    return said


def _next(chance: random.Random, before: Said, short: str) -> Said:
    staff = max(1, before.staff + chance.randint(-4, 12))
    moved = -0.2 if short == _LOW else chance.uniform(-0.04, 0.08)
    share = min(1.0, max(0.0, before.trained / before.staff + moved))
    words = "Release of ward staff was stopped in winter" if short == _LOW else ""
    return Said(staff, round(staff * share), words)


def _challenge(uow: UnitOfWork, stage: Stage, year: int) -> None:
    low = stage.agencies[_LOW]
    line = next(one for one in views.year_view(uow.reader, year).lines if one.agency_id == low)
    words = "Fewer staff are trained than last year at every level. What is done before April?"
    verbs.challenge(uow, line.id, words)
