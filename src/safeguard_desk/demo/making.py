"""Making the demonstration desk, from its directory to today."""

import random
from datetime import date, timedelta

from safeguard_desk.demo import (
    assessed,
    assured,
    audits,
    briefed,
    bulk,
    cases,
    chased,
    co_chairs,
    directory,
    evaluated,
    forward,
    holidays,
    inspected,
    learned,
    lives,
    returned,
    scorecard,
    trained,
    year,
)
from safeguard_desk.demo.stage import Progress, SetClock, Stage
from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.rules.working_days import financial_year
from safeguard_desk.work import boards, people, risks, words
from safeguard_desk.work.setting_up import set_up

LEARNED = ("Wealdstone", "Kenton")
"""Names of wards, which no dictionary has."""
RISKS = (
    ("QA", "Partners do not send audit returns in time, and audits lose their meaning", 4, 3),
    ("QA", "Small numbers hide a trend for children placed outside the borough", 3, 3),
    ("LD", "Places on courses are not taken up by agencies under pressure", 3, 3),
    ("LD", "Learning from reviews does not reach staff who work nights", 2, 4),
    ("CR", "Parallel criminal proceedings delay learning", 4, 4),
    ("CR", "Reviewers with experience of exploitation are scarce", 3, 4),
)


def make(
    desk: Desk,
    *,
    today: date,
    years: int = 1,
    scale: int = 1,
    progress: Progress | None = None,
) -> None:
    """Fill an empty desk with `years` of work up to `today`; the same arguments, the same content.

    `scale` adds about 1,000 actions for each step above 1, for measuring.
    """
    chance = random.Random(f"{today}/{years}/{scale}")  # noqa: S311 - chosen, not secret
    clock, before = SetClock(today), desk.clock
    stage = Stage(desk, clock, today, chance)
    desk.clock = clock
    try:
        clock.set(today - timedelta(days=366 * years + 60))
        _furnish(stage)
        meetings = year.calendar(today, years)
        for number, (day, code, position) in enumerate(meetings, 1):
            if progress is not None:
                progress("Meetings", number, len(meetings))
            lives.go_on(stage, code, day)
            year.hold(stage, code, day, position)
        _standing_risks(stage)
        cases.begin(stage)
        learned.learn(stage)
        cases.go_on(stage)
        audits.audit(stage)
        scorecard.measure(stage)
        audits.take_evidence(stage)
        inspected.inspect(stage)
        assessed.assess(stage)
        trained.train(stage)
        evaluated.ask(stage)
        evaluated.evaluate(stage)
        lives.until_today(stage)
        year.plan_ahead(stage)
        holidays.plan_boards(stage)
        assured.assure(stage)
        forward.plan(stage)
        co_chairs.decide_between(stage)
        co_chairs.comment_on_draft(stage)
        chased.chase(stage)
        returned.take_returns(stage)
        briefed.brief(stage)
        bulk.raise_many(stage, (scale - 1) * 1000, progress)
    finally:
        desk.clock = before


def _furnish(stage: Stage) -> None:
    def furnish(uow: UnitOfWork) -> None:
        made = set_up(uow, "Harrow")
        stage.boards, stage.groups = made.boards, made.groups
        for agency in directory.AGENCIES:
            stage.agencies[agency.short] = people.add_agency(
                uow,
                agency.name,
                short_name=agency.short,
                side=agency.side,
                partner=agency.partner,
                aliases=agency.aliases,
            ).id

    stage.do("Set up the demonstration", furnish)
    stage.do("Fill the directory", lambda uow: _people(uow, stage))
    stage.do("Set the priorities", lambda uow: _priorities(uow, stage))
    stage.do("Add the usual short forms", words.add_usual_forms)
    for word in LEARNED:
        stage.do("Learn a word", lambda uow, word=word: words.learn(uow, word).id)  # type: ignore[misc]
    holidays.enter(stage)


def _people(uow: UnitOfWork, stage: Stage) -> None:
    for known in directory.PEOPLE:
        agency_id = stage.agencies[known.agency]
        person = people.add_person(
            uow,
            known.role,
            initials=known.initials,
            agency_id=agency_id,
            email=f"{known.initials.lower()}@example.org",
        )
        stage.people[known.initials] = person.id
        deputy = None
        if known.deputy:
            deputy = people.add_person(uow, known.deputy, agency_id=agency_id).id
        for code, capacity in known.groups.items():
            people.join(
                uow,
                stage.groups[code],
                person.id,
                capacity=capacity,
                deputy_id=deputy,
                from_on=uow.today,
            )


def _priorities(uow: UnitOfWork, stage: Stage) -> None:
    boards_of = {"CHILDREN": "HSCB", "ADULTS": "HSAB", "BOTH": "SSP"}
    for side, titles in directory.PRIORITIES.items():
        for starting in sorted({financial_year(uow.today), financial_year(stage.today)}):
            for title, meaning in titles:
                board = stage.boards[boards_of[side]]
                made = boards.add_priority(uow, board, starting, title, description=meaning)
                if starting == financial_year(stage.today):
                    stage.priorities.append(made.id)


def _standing_risks(stage: Stage) -> None:
    stage.clock.set(stage.today - timedelta(days=120))

    def record(uow: UnitOfWork) -> None:
        for code, title, likelihood, impact in RISKS:
            risk = risks.raise_risk(uow, stage.groups[code], title)
            risks.score(uow, risk.id, likelihood, impact)
            risk.owner_id = stage.people["BM"]
            risk.review_on = stage.today + timedelta(days=stage.chance.randint(-10, 80))
            risk.controls = "Standing item; co-chairs write to the agency before it is escalated."

    stage.do("Review the risk register", record)
