"""What the demonstration's minute-taker typed in each meeting, as quick capture reads it."""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select

from safeguard_desk.demo import directory, scenes_learning, scenes_quality, scenes_review
from safeguard_desk.demo.stage import Stage
from safeguard_desk.desk.reading import LONDON, Reader
from safeguard_desk.models import Action, Meeting, Paper
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import ActionStatus, Capacity
from safeguard_desk.rules.working_days import add_working_days

SCENES = {
    "QA": scenes_quality.SCENES,
    "LD": scenes_learning.SCENES,
    "CR": scenes_review.SCENES,
}
TITLES = {
    "audits": "Multi-agency audits",
    "scorecard": "Scorecard",
    "inspections": "Single agency inspections and audits",
    "challenge": "Challenge",
    "needs": "Learning needs",
    "programme": "Training programme",
    "evaluation": "Evaluation and impact of training",
    "learning": {"LD": "Learning from reviews", "CR": "Learning to share"},
    "referrals": "New referrals",
    "reviews": "Reviews under way",
    "recommendations": "Recommendations",
    "child_deaths": "Child death overview findings",
}
PAPERS = (
    ("tracker", "Action tracker"),
    ("audits", "Audit report"),
    ("scorecard", "Multi-agency scorecard"),
    ("programme", "Programme and attendance"),
    ("evaluation", "Evaluation report"),
    ("reviews", "Table of reviews with clocks"),
    ("risks", "Risk register"),
)
FORWARD_PLAN = {
    1: "Information sharing agreement: yearly review",
    4: "Annual report: evidence from the group",
}
PLAN_AGREED = 2
"""The meeting of the year at which the plan of the neglect audit is agreed."""
AUDIT_PLAN = (
    ("PW", "Add parental self-neglect to the neglect toolkit and reissue it", 4),
    ("ED", "Train designated safeguarding leads in the revised toolkit", 5),
    ("CN", "Record the child's view of home in every initial assessment", 5),
    ("LN", "Flag repeated missed appointments to the named nurse", 4),
    ("CL", "Share health visiting chronologies at strategy meetings", 3),
    ("DC", "Send notifications of domestic abuse within one working day", 4),
    ("PB", "Return audit forms for every case held, on time", 6),
    ("CF", "Return audit forms for every case held, on time", 6),
    ("HO", "Tell children's services of every notice to quit where children live", 5),
    ("AD", "Audit management oversight in forty cases after six months", 6),
    ("SM", "Ask about children in every first appointment", 4),
    ("YJ", "Use the neglect toolkit for siblings of those supervised", 5),
    ("PS", "Name a neglect champion in each primary school", 6),
    ("DV", "Add neglect to the multi-agency risk form", 4),
)
INTERESTS = (
    "None were declared.",
    "The head of housing declared an interest in item 5; no action was needed.",
)
BOARDS = (
    "Nothing has come from the boards since the last meeting.",
    "The board thanked the group for its report and asked for counts beside percentages.",
    "The partnership asked each group for one page on impact.",
)
PLAN_ACTIONS = (
    "put the new standard into the agency's own procedure",
    "brief all team managers and confirm by e-mail",
    "dip sample ten cases and report with counts",
    "name a lead and a deputy for this work",
    "add the question to the supervision form",
)


def papers_of(meeting_id: str) -> Select[Paper]:
    """Return the query for a meeting's papers in order."""
    return select(Paper).where(Paper.meeting_id == meeting_id).order_by(Paper.position)


def write(stage: Stage, code: str, day: date, position: int, previous: str | None) -> str:
    """Return the text typed in a meeting, with times, attendance, scenes and closures."""
    with stage.desk.read() as reader:
        closing = _completed(reader, stage.groups[code])
        last = reader.scalar(select(Meeting.held_on).where(Meeting.id == previous))
    lines = [*_attendance(stage, code), "> Welcome, introductions and apologies"]
    lines.append("The co-chair opened the meeting. Apologies were noted.")
    lines += ["> Declarations of interest", stage.chance.choice(INTERESTS)]
    lines.append("> Minutes of the last meeting and matters arising")
    if last is not None:
        lines.append(f"d: minutes of {write_date(last)} agreed as a correct record")
    lines += ["> Action tracker", *_tracker(stage, code, closing)]
    for item, scenes in SCENES[code].items():
        title = TITLES[item]
        lines.append(f"> {title[code] if isinstance(title, dict) else title}")
        lines += scenes[position]
    lines += ["> Items to and from the boards", stage.chance.choice(BOARDS)]
    lines += ["> Risks", "The register was read; scores stand unless minuted."]
    lines += ["> Any other business", "There was none.", "> Dates of next meetings"]
    lines.append("The dates were noted.")
    return _timed(stage, [_dated(line, day) for line in lines])


def _completed(reader: Reader, group_id: str) -> list[str]:
    statement = select(Action.ref).where(
        Action.group_id == group_id, Action.status == ActionStatus.COMPLETED
    )
    return list(reader.scalars(statement.order_by(Action.ref)))


def _attendance(stage: Stage, code: str) -> list[str]:
    """Most come; co-chairs rarely miss; one sends a deputy, one sends nothing."""
    lines = ["attend all"]
    members = [person for person in directory.PEOPLE if code in person.groups]
    ordinary = [person for person in members if person.groups[code] is Capacity.MEMBER]
    away = stage.chance.sample(ordinary, stage.chance.randint(3, 5))
    lines += [f"apologies {person.initials}" for person in away[:2]]
    for person in away[2:]:
        if person.deputy:
            lines.append(f"deputy {person.initials}: {person.deputy}")
        else:
            lines.append(f"absent {person.initials}")
    if stage.chance.random() < 0.2:
        chair = next(p for p in members if p.groups[code] is Capacity.CO_CHAIR)
        lines.append(f"apologies {chair.initials}")
    return lines


def _tracker(stage: Stage, code: str, closing: list[str]) -> list[str]:
    lines = ["The tracker was read by exception: overdue actions first."]
    if closing:
        lines.append(f"a: close {', '.join(closing)}")
    owners = [p for p in directory.PEOPLE if p.groups.get(code) is Capacity.MEMBER]
    for words in stage.chance.sample(PLAN_ACTIONS, 4):
        owner = stage.chance.choice(owners)
        days = stage.chance.choice((30, 60, 90, 120))
        lines.append(f"a: {words} @{owner.initials} by {{d{days}}}")
    return lines


def _dated(line: str, day: date) -> str:
    def on(found: re.Match[str]) -> str:
        later = add_working_days(day + timedelta(days=int(found[1]) - 1), 1)
        return write_date(later)

    dated = re.sub(r"\{d(\d+)\}", on, line)
    if dated[1:3] == ": " and not dated.startswith("a: close"):
        return dated[:3] + dated[3].upper() + dated[4:]
    return dated


def _timed(stage: Stage, lines: list[str]) -> str:
    """Put before each line the minute at which it was typed, and close the meeting."""
    at = stage.clock.moment.astimezone(LONDON)
    timed = []
    for line in lines:
        timed.append(f"{at:%H:%M} {line}")
        at += timedelta(minutes=stage.chance.choice((1, 1, 2, 2, 3)))
    return "\n".join([*timed, f"{_full_five(at):%H:%M} close"]) + "\n"


def _full_five(at: datetime) -> datetime:
    return at + timedelta(minutes=(5 - at.minute % 5) % 5)
