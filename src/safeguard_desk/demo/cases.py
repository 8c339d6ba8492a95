"""The demonstration's cases for review, in different states; code names only."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from safeguard_desk.demo import cases_lasting, cases_told
from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.models import ReviewAgency, ReviewStage
from safeguard_desk.rules.criteria import criteria
from safeguard_desk.rules.review_tools import read_traits
from safeguard_desk.rules.suppression import Count
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import (
    Abuse,
    Answer,
    Exact,
    Family,
    Harm,
    Marker,
    Outcome,
    Panel,
    ReviewKind,
    ReviewState,
    Significance,
    Supports,
)
from safeguard_desk.rules.working_days import Quarter, add_working_days
from safeguard_desk.work import (
    review_clocks,
    review_progress,
    review_tools,
    review_work,
    reviews,
)
from safeguard_desk.work.child_deaths import Received, receive

FIRE, INFANT, DOOR, LODGER, YOUNG, KEPT, FALL, SCALD = (
    "CR-2025-07",
    *(f"CR-2026-{number:02d}" for number in range(1, 8)),
)
_WHY = {
    "child-abuse": "Neglect is suspected by the hospital and by the school",
    "child-harm": "The injuries are serious, as the hospital's report says",
    "child-importance": "Work across health, school and social care was out of step",
    "child-improvement": "Missed appointments were taken for choices",
    "child-recurrent": "Two earlier reviews found the same",
    "child-together": "Three services held a part of the picture each",
    "adult-needs": "An assessment of needs was under way",
    "adult-together": "Four agencies knew of the risk and nobody led",
    "adult-died": "The coroner was told; the cause is known",
    "adult-alive": "The adult is alive and was seriously hurt",
    "adult-learning": "Learning on executive capacity is wanted",
}
_EVENTS = (
    (420, "HAS", "Assessment of needs; the adult says all is well", Exact.DAY, "routine"),
    (395, "Housing", "Complaint about damage to the flat; no visit", Exact.DAY, "notable"),
    (360, "LFB", "Home fire safety visit offered and declined", Exact.DAY, "key"),
    (355, "CNWL", "Discharged after two missed appointments", Exact.MONTH, "key"),
    (230, "GPs", "Annual review not attended", Exact.DAY, "notable"),
    (221, "HAS", "Call from a neighbour about smoke; call back planned", Exact.DAY, "key"),
    (221, "Housing", "No contact on this day", Exact.DAY, "routine"),
)


def begin(stage: Stage) -> None:
    """Take the year's referrals down and take each as far as it is before the findings."""
    _fire(stage)
    _infant(stage)
    _light(stage)
    _lodger(stage)
    _young(stage)
    _new(stage)
    _at(stage, 45, "Receive child death findings", _deaths)
    stage.clock.set(stage.today)


def go_on(stage: Stage) -> None:
    """Take the learning review to its draft, now that its findings are there."""
    case = stage.cases[FIRE]
    _at(stage, 60, "Draft the report", lambda uow: _state(uow, case, ReviewState.DRAFT))
    _at(stage, 20, "Agree wording for others", partial(cases_told.tell, cases=stage.cases))
    across = partial(cases_lasting.look_across, cases=stage.cases)
    _at(stage, 6, "Look across the cases", across)
    stage.clock.set(stage.today)


def _at(stage: Stage, days: int, title: str, work: Callable[[UnitOfWork], object]) -> None:
    stage.clock.set(_day(stage, days))
    stage.do(title, work)


def _day(stage: Stage, days: int) -> date:
    return stage.today - timedelta(days=days)


def _refer(
    stage: Stage,
    days: int,
    ref: str,
    side: Side,
    title: str,
    happened: str,
    agencies: tuple[str, ...],
    *,
    harm: Harm = Harm.SERIOUS,
    kind: ReviewKind | None = None,
    aware: int | None = None,
) -> str:
    def work(uow: UnitOfWork) -> str:
        return reviews.refer(
            *(uow, stage.groups["CR"], happened),
            side=side,
            kind=kind,
            title=title,
            referred_by="Designated professional",
            agency_id=stage.agencies[agencies[0]],
            agencies=tuple(stage.agencies[short] for short in agencies),
            harm=harm,
            abuse=Abuse.SUSPECTED,
            aware_on=_day(stage, aware) if aware is not None else None,
            ref=ref,
        ).id

    stage.clock.set(_day(stage, days))
    stage.cases[ref] = stage.do("Take a referral down", work)
    return stage.cases[ref]


def _decide(
    stage: Stage, days: int, ref: str, kind: ReviewKind, reasons: str, **other: Answer
) -> None:
    case = stage.cases[ref]

    def work(uow: UnitOfWork) -> None:
        side = reviews.find(uow, ref).side
        for one in criteria(side):
            given = other.get(one.code.replace("-", "_"), Answer.YES)
            reviews.answer(uow, case, one.code, given, _WHY[one.code])
        rows = uow.all(select(ReviewAgency).where(ReviewAgency.review_id == case))
        for row in rows[:-1]:
            reviews.take_view(uow, case, row.agency_id, Supports.YES, "We would learn from it")
        reviews.decide(uow, case, kind, reasons, by="Independent chair")

    _at(stage, days, "Decide a referral", work)


def _scope(
    stage: Stage, days: int, ref: str, tool: str, traits: str, purpose: str, spent: int
) -> None:
    case = stage.cases[ref]

    def work(uow: UnitOfWork) -> None:
        held = reviews.find(uow, ref)
        held.purpose = purpose
        held.questions = "What made it hard to see? What helped? What would help next time?"
        held.period_from, held.period_to = _day(stage, 600), _day(stage, 215)
        review_tools.say_traits(uow, case, read_traits(traits))
        found = review_tools.find_tool(uow, tool)
        review_tools.choose(uow, case, found.id, "Ranked first for this case")
        held.cost_actual = spent
        review_work.give_role(uow, case, Panel.LEAD, words="Independent lead reviewer")
        review_work.give_role(uow, case, Panel.CHAIR, person_id=stage.people["BM"])
        review_work.name_in_case(uow, case, "Adult A", "the adult who is reviewed")
        review_progress.move_to(uow, case, ReviewState.SCOPED)
        rows = uow.all(select(ReviewAgency).where(ReviewAgency.review_id == case))
        for row in rows:
            review_work.ask_summary(uow, case, row.agency_id)
        review_progress.move_to(uow, case, ReviewState.GATHERING)

    _at(stage, days, "Agree terms of reference", work)


def _receive(uow: UnitOfWork, case: str, leave: int = 0) -> None:
    rows = uow.all(select(ReviewAgency).where(ReviewAgency.review_id == case))
    for row in rows[: len(rows) - leave]:
        review_work.receive_summary(uow, row.id)


def _reach(uow: UnitOfWork, case: str, stages: int, days: int) -> None:
    """Let some stages have been reached a little after their day."""
    own = select(ReviewStage).where(ReviewStage.review_id == case).order_by(ReviewStage.position)
    for stage in uow.all(own)[:stages]:
        late = add_working_days(stage.planned_on or uow.today, days)
        stage.reached_on = min(late, uow.today)
        stage.days_actual = stage.days_planned + days


def _state(uow: UnitOfWork, case: str, state: ReviewState) -> None:
    review_progress.move_to(uow, case, state)


def _fire(stage: Stage) -> None:
    agencies = ("HAS", "Housing", "LFB", "CNWL")
    happened = "An adult who lived alone died after a fire at home; four agencies knew of the risk"
    title = "Self-neglect and a fire at home"
    case = _refer(stage, 330, FIRE, Side.ADULTS, title, happened, agencies, harm=Harm.DEATH)
    _decide(
        *(stage, 300, FIRE, ReviewKind.SAR, "Section 44 is met: death, neglect, joint working"),
        adult_alive=Answer.NO,
    )
    traits = "complex many_agencies new_learning"
    _scope(stage, 292, FIRE, "Systems review", traits, "Why risk was seen and not acted on", 19500)

    def gather(uow: UnitOfWork) -> None:
        _receive(uow, case)
        for days, agency, words, exact, weight in _EVENTS:
            review_work.add_event(
                *(uow, case, _day(stage, days), words),
                exact=exact,
                agency_id=stage.agencies[agency],
                significance=Significance(weight),
                source=f"{agency} summary",
            )
        review_work.note_contact(uow, case, Family.RELATIVE, Outcome.MET, "Wishes to see the draft")
        for code in ("referral", "decision", "scope", "voice"):
            review_work.check_marker(uow, case, code, Marker.MET)
        review_work.check_marker(
            *(uow, case, "informing", Marker.PARTLY), "A second relative is still to be told"
        )
        clock = review_clocks.find(uow, case, "sar")
        later = clock.due_on + timedelta(days=150)
        review_clocks.extend(uow, clock.id, later, "The inquest comes first")
        _reach(uow, case, 3, 4)
        _state(uow, case, ReviewState.ANALYSIS)

    _at(stage, 150, "Gather information", gather)


def _infant(stage: Stage) -> None:
    happened = "An infant was seriously harmed at home; neglect was suspected"
    agencies = ("HCS", "LNWUH", "Police", "GPs")
    title = "Serious harm to an infant"
    case = _refer(stage, 150, INFANT, Side.CHILDREN, title, happened, agencies, aware=151)
    _at(
        *(stage, 148, "Notify the Panel"),
        lambda uow: reviews.edit(uow, case, "notified_on", None, uow.today),
    )
    _decide(stage, 131, INFANT, ReviewKind.RAPID, "A rapid review; learning is known")

    def send(uow: UnitOfWork) -> None:
        tool = review_tools.find_tool(uow, "Rapid review")
        review_tools.choose(uow, case, tool.id, "It was notified")
        reviews.find(uow, INFANT).cost_actual = 3400
        reviews.find(uow, INFANT).purpose = "What is known at once, and what must change at once"
        clock = review_clocks.find(uow, case, "rapid-review")
        review_clocks.meet(uow, clock.id)
        _reach(uow, case, 5, 0)
        _state(uow, case, ReviewState.SCOPED)

    _at(stage, 130, "Send the rapid review", send)


def _light(stage: Stage) -> None:
    door = _refer(
        *(stage, 110, DOOR, Side.ADULTS, "A near miss at the hospital's front door"),
        "A discharge without a plan was caught by a ward clerk",
        *(("LNWUH",),),
        harm=Harm.NONE,
        kind=ReviewKind.NEAR_MISS,
    )
    kept = _refer(
        *(stage, 70, KEPT, Side.ADULTS, "Good practice in a case of self-neglect"),
        "A fire officer, a housing officer and a neighbour kept contact for eleven weeks",
        *(("LFB", "Housing"),),
        harm=Harm.NONE,
        kind=ReviewKind.GOOD_PRACTICE,
    )

    def close(uow: UnitOfWork) -> None:
        words = "Contact that lasts is worth more than another referral"
        review_work.find(uow, kept, words)
        uow.flush()
        reviews.decide(uow, kept, ReviewKind.GOOD_PRACTICE, "Light route", by="Group")
        review_progress.answer_sender(uow, kept, "Your practice is now a note for all staff")
        _state(uow, kept, ReviewState.CLOSED)

    _at(stage, 40, "Answer good practice", close)
    _at(
        *(stage, 105, "Take the light route"),
        lambda uow: reviews.decide(uow, door, ReviewKind.NEAR_MISS, "Half a page", by="Group"),
    )


def _lodger(stage: Stage) -> None:
    agencies = ("HAS", "Police", "Housing")
    happened = "An adult with care needs was harmed by a lodger"
    title = "Harm by a lodger"
    case = _refer(stage, 95, LODGER, Side.ADULTS, title, happened, agencies)
    _decide(
        *(stage, 74, LODGER, ReviewKind.SAR_DISCRETIONARY, "Learning on cuckooing is wanted"),
        adult_together=Answer.NO,
        adult_died=Answer.NO,
    )
    traits = "urgent new_learning few_agencies"
    purpose = "How exploitation at home is seen early"
    tool = "Safeguarding adults review in rapid time"
    _scope(stage, 70, LODGER, tool, traits, purpose, 5200)

    def find(uow: UnitOfWork) -> None:
        _receive(uow, case)
        _reach(uow, case, 4, -1)
        review_work.find(uow, case, "Visits were made to the adult and never to the household")
        _state(uow, case, ReviewState.DRAFT)

    _at(stage, 15, "Draft the report", find)


def _young(stage: Stage) -> None:
    agencies = ("HCS", "Police", "YJS", "Secondary", "CNWL")
    happened = "A young person died; exploitation is suspected"
    title = "Death of a young person"
    case = _refer(
        *(stage, 80, YOUNG, Side.CHILDREN, title, happened, agencies), harm=Harm.DEATH, aware=81
    )
    _at(
        *(stage, 77, "Notify the Panel"),
        lambda uow: reviews.edit(uow, case, "notified_on", None, uow.today),
    )

    def meet(uow: UnitOfWork) -> None:
        clock = review_clocks.find(uow, case, "rapid-review")
        review_clocks.meet(uow, clock.id)

    _at(stage, 61, "Send the rapid review", meet)
    _decide(stage, 58, YOUNG, ReviewKind.LCSPR, "The rapid review found new learning")
    traits = "complex many_agencies new_learning family parallel"
    purpose = "How harm outside the home is seen and shared"
    _scope(stage, 40, YOUNG, "Significant incident", traits, purpose, 2100)

    def wait(uow: UnitOfWork) -> None:
        _receive(uow, case, leave=2)
        clock = review_clocks.find(uow, case, "lcspr")
        later = clock.due_on + timedelta(days=91)
        reason = "Criminal proceedings; agreed with the police and told to the Panel"
        review_clocks.extend(uow, clock.id, later, reason)

    _at(stage, 10, "Extend the clock", wait)


def _new(stage: Stage) -> None:
    _refer(
        *(stage, 33, FALL, Side.ADULTS, "Self-neglect and a fall"),
        "An adult with care needs was found after a fall; self-neglect is suspected",
        *(("HAS", "LAS", "GPs"),),
    )
    _refer(
        *(stage, 4, SCALD, Side.CHILDREN, "A scald, and earlier injuries"),
        "A child was seriously scalded; earlier injuries are known to two services",
        *(("HCS", "LNWUH", "Primary"),),
        aware=5,
    )


def _deaths(uow: UnitOfWork) -> None:
    """Receive two quarters of collated findings; Harrow's small numbers are suppressed."""
    small = Count(None, suppressed=True)
    sleep = "Renew safer sleep messages at every contact in the first year"
    last = Quarter.of(uow.today - timedelta(days=100))
    first = Quarter.of(last.start - timedelta(days=1))
    for quarter, area, deaths, modifiable, theme, recommended in (
        (first, "North West London", Count(31), Count(12), "Safer sleep", sleep),
        (first, "Harrow", small, small, "Safer sleep", ""),
        (last, "North West London", Count(27), Count(9), "Asthma; access to reviews", ""),
        (last, "Harrow", Count(5), small, "", ""),
    ):
        found = Received(
            *(quarter.label, quarter.start, area, deaths, modifiable, theme, recommended)
        )
        receive(uow, found)
