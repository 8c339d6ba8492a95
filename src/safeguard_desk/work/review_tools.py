"""The library of review tools, the choice of one for a case, and the plan of its stages."""

import re
from datetime import date

from sqlalchemy import func, select

from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.errors import Refusal
from safeguard_desk.models import (
    Review,
    ReviewStage,
    ReviewTool,
    ReviewToolFit,
    ReviewToolStage,
)
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.review_tools import RAPID_REVIEW, StageOf, lay_out
from safeguard_desk.rules.terms_review import ReviewKind, Trait
from safeguard_desk.work.editing import set_field
from safeguard_desk.work.review_library import put_stages
from safeguard_desk.work.reviews import open_case, words_for


def add_tool(uow: UnitOfWork, name: str) -> ReviewTool:
    """Add a tool of one's own to the library, to be filled in; refuses a name that is there."""
    kept = words_for(name, "A review tool needs a name", "Say what it is called.")
    if uow.find(select(ReviewTool).where(func.lower(ReviewTool.name) == kept.lower())):
        raise Refusal(
            f"The library has a tool “{kept}” already.", "Nothing was added.", "Change that one."
        )
    last = uow.session.scalar(select(func.max(ReviewTool.position))) or 0
    return uow.add(ReviewTool(name=kept, position=last + 1))


def edit_tool(
    uow: UnitOfWork, tool_id: str, name: str, seen: object, value: object, reason: str = ""
) -> None:
    """Change a field of a tool; plans made with it before stay as they were."""
    if name == "name":
        words_for(str(value or ""), "A review tool needs a name", "Say what it is called.")
    if name in {"days", "cost"} and (value or 0) < 0:  # type: ignore[operator]
        raise Refusal("It cannot be less than nothing.", "Nothing was changed.", "Give 0 or more.")
    set_field(uow, ReviewTool, tool_id, name, seen, value)


def set_stages(uow: UnitOfWork, tool_id: str, text: str) -> None:
    """Set a tool's stages from lines as “10 Agency summaries, 6 days”: working day, name, work."""
    stages = tuple(_stage(line) for line in text.splitlines() if line.strip())
    uow.get(ReviewTool, tool_id)
    if [one.on_day for one in stages] != sorted(one.on_day for one in stages):
        raise Refusal(
            "The stages are not in the order of their days.",
            "Nothing was changed.",
            "Let each line begin with a later working day than the one before.",
        )
    for held in uow.all(select(ReviewToolStage).where(ReviewToolStage.tool_id == tool_id)):
        uow.delete(held)
    put_stages(uow, tool_id, stages)


def _stage(line: str) -> StageOf:
    number, _, rest = line.strip().partition(" ")
    name, _, work = rest.rpartition(",")
    worked = work.strip().split(" ")[0]
    if not name or not worked.isdigit():
        name, worked = rest, "0"
    if not number.isdigit() or not name.strip():
        raise Refusal(
            f"“{line.strip()}” is no stage.",
            "Nothing was changed.",
            "Begin with the working day, as: 10 Agency summaries, 6 days.",
        )
    return StageOf(name.strip(), int(number), int(worked))


def set_fit(uow: UnitOfWork, tool_id: str, trait: Trait, points: int, reason: str) -> None:
    """Say how well a tool fits a trait of a case; 0 points take what was said away."""
    uow.get(ReviewTool, tool_id)
    found = select(ReviewToolFit).where(
        ReviewToolFit.tool_id == tool_id, ReviewToolFit.trait == trait
    )
    held = uow.find(found)
    if points == 0:
        if held is not None:
            uow.delete(held)
        return
    why = words_for(reason, "Points need a reason", "Say why it fits, or does not.")
    if held is None:
        uow.add(ReviewToolFit(tool_id=tool_id, trait=trait, points=points, reason=why))
    else:
        held.points, held.reason = points, why


_FIT = re.compile(r"([+-]?[0-9]{1,2})[:,;.]?\s+(.*\S)")


def say_fit(uow: UnitOfWork, tool_id: str, trait: Trait, text: str) -> None:
    """Say how well a tool fits a trait, as “+4 it looks for causes”; empty takes it away."""
    said = " ".join(text.replace("−", "-").split())
    match = _FIT.fullmatch(said)
    if said and match is None:
        raise Refusal(
            f"“{said}” has no points, or no reason.",
            "Nothing was changed.",
            "Begin with the points, then say why, as: +4 it looks for causes; or -3 it takes long.",
        )
    points, reason = (int(match[1]), match[2]) if match else (0, "")
    set_fit(uow, tool_id, trait, points, reason)


def find_tool(uow: UnitOfWork, name: str) -> ReviewTool:
    """Return a tool by its name, or the beginning of it; refuse an unknown one."""
    wanted = name.strip().lower()
    known = list(uow.all(select(ReviewTool).order_by(ReviewTool.position)))
    exact = [one for one in known if one.name.lower() == wanted]
    fits = exact or [one for one in known if wanted and one.name.lower().startswith(wanted)]
    if not fits:
        raise Refusal(
            f"The library has no review tool “{name}”.",
            "Nothing was changed.",
            f"It has: {', '.join(one.name for one in known) or 'none yet'}.",
        )
    return fits[0]


def say_traits(uow: UnitOfWork, review_id: str, traits: frozenset[Trait]) -> None:
    """Take down what is said of a case, by which the tools are ranked."""
    case = open_case(uow, review_id)
    case.traits = " ".join(one.value for one in Trait if one in traits)


def choose(
    uow: UnitOfWork, review_id: str, tool_id: str, reasons: str = "", *, start: date | None = None
) -> None:
    """Choose a tool for a case and lay its stages out in working days; reached stages stay.

    A rapid review is laid out from the day its clock starts, everything else from the decision.
    """
    case = open_case(uow, review_id)
    tool = uow.get(ReviewTool, tool_id)
    if case.decided_on is None and case.kind is not ReviewKind.RAPID:
        raise Refusal(
            f"{case.ref} is not decided yet.",
            "No tool was chosen.",
            "Decide first whether it is reviewed, and how.",
        )
    case.tool_id, case.tool_reasons = tool_id, reasons.strip()
    case.cost_planned = tool.cost
    lay_out_stages(uow, case, start or _start(case, tool))


def _start(case: Review, tool: ReviewTool) -> date:
    if tool.name == RAPID_REVIEW and case.aware_on is not None:
        return case.aware_on
    return case.initiated_on or case.referred_on


def lay_out_stages(uow: UnitOfWork, case: Review, start: date) -> None:
    """Lay the stages of a case's tool out anew from a day; refuses once one was reached."""
    uow.flush()
    own = select(ReviewStage).where(ReviewStage.review_id == case.id)
    for stage in uow.all(own):
        if stage.reached_on is not None:
            raise Refusal(
                f"“{stage.name}” was reached on {write_date(stage.reached_on)} already.",
                "The plan stays as it is.",
                "Undo that step first, or change single days.",
            )
        uow.delete(stage)
    steps = uow.all(
        select(ReviewToolStage)
        .where(ReviewToolStage.tool_id == case.tool_id)
        .order_by(ReviewToolStage.position)
    )
    given = [StageOf(one.name, one.on_day, one.days) for one in steps]
    for position, (stage_of, day) in enumerate(lay_out(start, given), 1):
        uow.add(
            ReviewStage(
                review_id=case.id,
                position=position,
                name=stage_of.name,
                planned_on=day,
                days_planned=stage_of.days,
            )
        )


def edit_stage(
    uow: UnitOfWork, stage_id: str, name: str, seen: object, value: object, reason: str = ""
) -> None:
    """Change a stage's days or work; refuses a day still to come as the one it was reached."""
    stage = uow.get(ReviewStage, stage_id)
    open_case(uow, stage.review_id)
    if name == "reached_on" and isinstance(value, date) and value > uow.today:
        raise Refusal(
            f"{write_date(value)} is still to come.",
            "The stage stays as it was.",
            "Give the day on which it was reached; plan it under “planned”.",
        )
    set_field(uow, ReviewStage, stage_id, name, seen, value)


def add_stage(uow: UnitOfWork, review_id: str, name: str, day: date | None) -> ReviewStage:
    """Add a stage of one's own at the end of a review's plan."""
    open_case(uow, review_id)
    own = select(func.max(ReviewStage.position)).where(ReviewStage.review_id == review_id)
    kept = words_for(name, "A stage needs a name", "Say what is done.")
    last = uow.session.scalar(own) or 0
    return uow.add(ReviewStage(review_id=review_id, position=last + 1, name=kept, planned_on=day))
