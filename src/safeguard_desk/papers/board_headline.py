"""The headline of a board report: sentences made from its figures, most pressing first."""

from safeguard_desk.documents.model import Told, behind
from safeguard_desk.papers.board_report import BoardReportFacts
from safeguard_desk.papers.tracker_text import headline as open_actions
from safeguard_desk.papers.wording import count, listed, person, share, spoken
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.terms import MeetingState


def sentences(facts: BoardReportFacts) -> tuple[str, ...]:
    """Return the sentences of the headline, each true of the figures below it."""
    said = (
        *(_asked(facts), _actions(facts), _longest(facts), _six_months(facts)),
        *(_meetings(facts), _absent(facts), _risks(facts)),
    )
    asks_nothing = "" if facts.asked_here else "No decision is asked of the board in this report."
    return tuple(filter(None, (*said, asks_nothing)))


def _asked(facts: BoardReportFacts) -> str:
    if not facts.asked_here:
        return ""
    asks = spoken(len(facts.asked_here), "escalation asks", "escalations ask")
    return f"{asks.capitalize()} the board to decide or act."


def _actions(facts: BoardReportFacts) -> str:
    moved = f"{count(facts.raised, 'action was', 'actions were')} raised and {facts.closed} closed"
    said = f"{open_actions(facts.counts)} In the quarter {moved}."
    return Told(said, behind(facts.counts.total))


def _longest(facts: BoardReportFacts) -> str:
    late = [action for _, actions in facts.overdue for action in actions]
    if not late:
        return ""
    worst = max(late, key=lambda action: (action.days_overdue, action.ref))
    whose = person(worst.owner, worst.agency) or "nobody"
    days = count(worst.days_overdue, "day")
    said = f"The longest overdue is {worst.ref}, {days} past its date, owned by {whose}."
    return Told(said, (("actions", worst.id),))


def _six_months(facts: BoardReportFacts) -> str:
    rule = facts.six_months
    if not rule.open and not rule.done:
        return ""
    past = share(rule.past, rule.open) if rule.open else "none"
    return Told(f"Open actions past the six-month rule: {past}.", behind(rule.past))


def _meetings(facts: BoardReportFacts) -> str:
    held, planned = len(facts.held), len(facts.meetings)
    if not planned:
        return f"No meeting falls in {facts.quarter.label}."
    judged = [one.quoracy for one in facts.held if one.quoracy is not None]
    quorate = sum(quoracy.quorate for quoracy in judged)
    counted = f"{quorate} of {len(judged)} quorate" if judged else "attendance is not marked"
    off = sum(one.meeting.state is MeetingState.CANCELLED for one in facts.meetings)
    cancelled = f"; {count(off, 'was', 'were')} cancelled" if off else ""
    meetings = f"{held} of {count(planned, 'meeting')} held by {write_date(facts.today)}"
    said = f"{meetings}, {counted}{cancelled}." if held else f"{meetings}{cancelled}."
    return Told(said, tuple(("meetings", one.meeting.id) for one in facts.meetings))


def _absent(facts: BoardReportFacts) -> str:
    missing = [one.agency for one in facts.attendance if not one.represented and not one.unmarked]
    if not missing:
        return ""
    return f"Not represented at any meeting of the quarter: {listed(missing)}."


def _risks(facts: BoardReportFacts) -> str:
    scored = [risk for risk in facts.risks if risk.score is not None]
    if not scored:
        return ""
    top = scored[0]
    said = f"The highest of {count(len(facts.risks), 'open risk')} scores {top.score}: {top.title}."
    return Told(said, tuple(("risks", one.id) for one in facts.risks))
