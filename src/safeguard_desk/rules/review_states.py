"""The states of a review: their order, and what each must have (DOMAIN 6)."""

from dataclasses import dataclass

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_review import ReviewKind, ReviewState

STATES = tuple(state for state in ReviewState if state is not ReviewState.NOT_PROGRESSED)
"""The states in their order."""
LIGHT = (
    *(ReviewState.REFERRED, ReviewState.SCREENED, ReviewState.AGREED, ReviewState.PLAN),
    ReviewState.CLOSED,
)
"""The states of a near miss or of good practice: half a page, and the same learning."""


@dataclass(frozen=True)
class Held:
    """What a review holds, as far as its states ask for it."""

    happened: bool = False
    decided: bool = False
    purpose: bool = False
    tool: bool = False
    asked: int = 0
    summaries_awaited: int = 0
    findings: int = 0
    unanswered_findings: int = 0
    publication: bool = False
    plan_agreed: bool = False
    actions_awaited: int = 0
    impact: bool = False
    answered: bool = False


def states_of(kind: ReviewKind) -> tuple[ReviewState, ...]:
    """Return the states that a kind of review goes through."""
    return LIGHT if kind.is_light else STATES


def following(kind: ReviewKind, state: ReviewState) -> ReviewState | None:
    """Return the state after one; None after the last, and for a case not taken further."""
    if not state.is_open:
        return None
    order = states_of(kind)
    place = STATES.index(state)
    return next((one for one in order if STATES.index(one) > place), None)


def passed(stage: ReviewState, state: ReviewState) -> bool:
    """Tell whether a review in `state` has reached `stage`."""
    return state in STATES and STATES.index(stage) <= STATES.index(state)


def wanting(kind: ReviewKind, stage: ReviewState, held: Held) -> tuple[str, ...]:
    """Return what a review lacks for a state, in words."""
    if kind.is_light:
        light: dict[ReviewState, tuple[tuple[bool, str], ...]] = {
            ReviewState.SCREENED: ((held.happened, "what happened, in words"),),
            ReviewState.AGREED: ((held.findings > 0, "a finding"),),
            ReviewState.CLOSED: (
                (held.answered, "the answer to those who sent it"),
                (held.actions_awaited == 0, "its actions all completed"),
            ),
        }
        return tuple(words for there, words in light.get(stage, ()) if not there)
    needs: dict[ReviewState, tuple[tuple[bool, str], ...]] = {
        ReviewState.SCREENED: ((held.happened, "what happened, in words"),),
        ReviewState.DECISION: ((held.decided, "the decision"),),
        ReviewState.SCOPED: ((held.purpose, "terms of reference"), (held.tool, "a review tool")),
        ReviewState.GATHERING: ((held.asked > 0, "agencies asked for their summary"),),
        ReviewState.ANALYSIS: ((held.summaries_awaited == 0, "the summaries still awaited"),),
        ReviewState.DRAFT: ((held.findings > 0, "findings"),),
        ReviewState.AGREED: (
            (held.unanswered_findings == 0, "a recommendation or a reason on each finding"),
        ),
        ReviewState.PUBLISHED: ((held.publication, "whether it is published"),),
        ReviewState.PLAN: ((held.plan_agreed, "the day on which its plan was agreed"),),
        ReviewState.IMPACT: ((held.impact, "what has changed in practice"),),
        ReviewState.CLOSED: ((held.actions_awaited == 0, "its actions all completed"),),
    }
    return tuple(words for there, words in needs.get(stage, ()) if not there)


def refuse_unready(kind: ReviewKind, state: ReviewState, stage: ReviewState, held: Held) -> None:
    """Refuse a move over a state for which the review lacks something; back is always open."""
    if stage not in states_of(kind):
        raise Refusal(
            f"A case of the kind “{kind.label}” does not come to “{stage.label}”.",
            "Its state stays as it is.",
            f"It goes through: {', '.join(one.label for one in states_of(kind))}.",
        )
    if passed(stage, state):
        return
    place = STATES.index(state) if state in STATES else 0
    lacking = [
        words
        for between in states_of(kind)
        if place < STATES.index(between) <= STATES.index(stage)
        for words in wanting(kind, between, held)
    ]
    if lacking:
        raise Refusal(
            f"“{stage.label}” cannot be reached yet.",
            f"The review stays at “{state.label}”.",
            f"It still needs: {', '.join(dict.fromkeys(lacking))}.",
        )
