"""Plain lists, declared: the explicit tuple of all of them."""

from safeguard_desk.errors import Refusal
from safeguard_desk.registers.actions import ACTIONS
from safeguard_desk.registers.assessments import ASSESSMENTS
from safeguard_desk.registers.assurance import CHALLENGES, ESCALATIONS, GUIDANCE
from safeguard_desk.registers.audits import AUDITS
from safeguard_desk.registers.between import DECISIONS_BETWEEN
from safeguard_desk.registers.boards import BOARDS, GROUPS, PRIORITIES, RISKS
from safeguard_desk.registers.child_deaths import CHILD_DEATHS
from safeguard_desk.registers.declare import Register
from safeguard_desk.registers.directory import AGENCIES, MEMBERS, PEOPLE
from safeguard_desk.registers.holidays import HOLIDAYS
from safeguard_desk.registers.inspections import INSPECTIONS
from safeguard_desk.registers.learning import COURSES, NEEDS, SESSIONS
from safeguard_desk.registers.matters import FORWARD
from safeguard_desk.registers.meetings import MEETINGS
from safeguard_desk.registers.reviews import REVIEWS
from safeguard_desk.registers.scorecard import INDICATORS, MEASUREMENTS
from safeguard_desk.registers.sending import DISPATCHES, LETTERS
from safeguard_desk.registers.thread import FINDINGS, LEARNING_POINTS, RECOMMENDATIONS
from safeguard_desk.registers.words import EXPANSIONS, LEARNED

REGISTERS: tuple[Register, ...] = (
    MEETINGS,
    FORWARD,
    ACTIONS,
    RISKS,
    ESCALATIONS,
    CHALLENGES,
    GUIDANCE,
    AUDITS,
    ASSESSMENTS,
    REVIEWS,
    CHILD_DEATHS,
    INDICATORS,
    MEASUREMENTS,
    INSPECTIONS,
    NEEDS,
    COURSES,
    SESSIONS,
    FINDINGS,
    RECOMMENDATIONS,
    LEARNING_POINTS,
    DECISIONS_BETWEEN,
    MEMBERS,
    PEOPLE,
    AGENCIES,
    GROUPS,
    BOARDS,
    PRIORITIES,
    DISPATCHES,
    HOLIDAYS,
    LETTERS,
    EXPANSIONS,
    LEARNED,
)


def register(code: str) -> Register:
    """Return a register by its code; refuse one that is not there, naming those that are."""
    for known in REGISTERS:
        if known.code == code:
            return known
    raise Refusal(
        f"There is no list called “{code}”.",
        "Nothing was read.",
        f"The lists are: {', '.join(known.code for known in REGISTERS)}.",
    )
