"""The life of a learning need and the weight it has (DOMAIN 5)."""

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_learning import NeedResponse, NeedState

WEIGHTS = range(1, 4)
"""Low, medium and high, of impact and of reach."""
WEIGHT_WORDS = {1: "low", 2: "medium", 3: "high"}
_ORDER = (
    NeedState.IDENTIFIED,
    NeedState.AGREED,
    NeedState.IN_PROGRAMME,
    NeedState.MET,
    NeedState.REVIEWED,
)


def priority(impact: int | None, reach: int | None) -> int | None:
    """Return impact times reach, 1 to 9; None until both were judged."""
    return None if impact is None or reach is None else impact * reach


def refuse_step(
    ref: str, now: NeedState, then: NeedState, *, response: NeedResponse, reason: str = ""
) -> None:
    """Refuse what a need lacks for a state.

    Not taken on, met and a way back need a reason. A need is in the programme only once it was
    decided how it is answered, met only from the programme, and reviewed only once it was met.
    """
    why = ""
    todo = "Say why; the register shows it."
    backwards = now in _ORDER and then in _ORDER and _ORDER.index(then) < _ORDER.index(now)
    if then is NeedState.IN_PROGRAMME and response is NeedResponse.UNDECIDED:
        why, todo = "it is not decided how it is answered", "Decide the response first."
    elif then is NeedState.MET and now not in {NeedState.IN_PROGRAMME, *_ORDER[3:]}:
        why, todo = "it is not in the programme yet", "Answer it by a course or a briefing first."
    elif then is NeedState.REVIEWED and now not in {NeedState.MET, NeedState.REVIEWED}:
        why, todo = "it was not met yet", "Say first what met it."
    elif then in {NeedState.NOT_TAKEN_ON, NeedState.MET} and not reason.strip():
        why = (
            "no reason is given" if then is NeedState.NOT_TAKEN_ON else "it is not said what met it"
        )
    elif backwards and not reason.strip():
        why = f"it is {now.label.lower()} and would go back without a reason"
    if why:
        raise Refusal(f"{ref} cannot be “{then.label}”: {why}.", "Its state stays.", todo)
