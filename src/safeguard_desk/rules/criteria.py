"""The criteria by which a referral is decided, one by one, and what their answers amount to."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_review import Answer, ReviewKind

_WT = "Working Together to Safeguard Children 2023, chapter 5"
_CARE = "Care Act 2014, section 44"


@dataclass(frozen=True)
class Criterion:
    """A question of the decision, in plain words, and where it is from."""

    code: str
    text: str
    source: str
    side: Side


CHILD = (
    Criterion(
        "child-abuse",
        "Abuse or neglect of a child is known or suspected",
        f"Children Act 2004, section 16C; {_WT}",
        Side.CHILDREN,
    ),
    Criterion(
        "child-harm",
        "The child has died or has been seriously harmed",
        f"Children Act 2004, section 16C; {_WT}",
        Side.CHILDREN,
    ),
    Criterion(
        "child-importance",
        "The case raises issues of importance for the area",
        f"Children Act 2004, section 16F; {_WT}",
        Side.CHILDREN,
    ),
    Criterion(
        "child-improvement",
        "It shows, or may show, that safeguarding of children has to improve, also where that"
        " was seen before",
        _WT,
        Side.CHILDREN,
    ),
    Criterion(
        "child-recurrent",
        "It shows, or may show, themes that recur in safeguarding children",
        _WT,
        Side.CHILDREN,
    ),
    Criterion(
        "child-together",
        "There is concern how two or more organisations worked together for the child",
        _WT,
        Side.CHILDREN,
    ),
)
ADULT = (
    Criterion(
        "adult-needs",
        "The adult is or was in the area and has or had needs for care and support, met or not",
        f"{_CARE}(1)",
        Side.ADULTS,
    ),
    Criterion(
        "adult-together",
        "There is reasonable cause for concern how the board, its members or others worked"
        " together to safeguard the adult",
        f"{_CARE}(1)(a)",
        Side.ADULTS,
    ),
    Criterion(
        "adult-died",
        "The adult has died, and the death is known or suspected to result from abuse or neglect",
        f"{_CARE}(2)",
        Side.ADULTS,
    ),
    Criterion(
        "adult-alive",
        "The adult is alive, and is known or suspected to have experienced serious abuse or"
        " neglect",
        f"{_CARE}(3)",
        Side.ADULTS,
    ),
    Criterion(
        "adult-learning",
        "A review would bring learning, although it need not be held",
        f"{_CARE}(4)",
        Side.ADULTS,
    ),
)


def criteria(side: Side) -> tuple[Criterion, ...]:
    """Return the criteria of a side, in their order; a case of both sides has both."""
    return tuple(one for one in (*CHILD, *ADULT) if side in {one.side, Side.BOTH})


def criterion(code: str) -> Criterion:
    """Return a criterion by its code; refuse an unknown one."""
    found = next((one for one in (*CHILD, *ADULT) if one.code == code.strip().lower()), None)
    if found is None:
        raise Refusal(
            f"There is no criterion “{code}”.",
            "Nothing was taken down.",
            f"Known: {', '.join(one.code for one in (*CHILD, *ADULT))}.",
        )
    return found


@dataclass(frozen=True)
class Verdict:
    """What answers amount to: the kinds of review they call for, and why, in a sentence."""

    kinds: tuple[ReviewKind, ...]
    words: str


def verdict(side: Side, answers: Mapping[str, Answer]) -> Verdict:
    """Return what the answers so far amount to for a side (criteria by code)."""
    parts = []
    if side in {Side.CHILDREN, Side.BOTH}:
        parts.append(_child(answers))
    if side in {Side.ADULTS, Side.BOTH}:
        parts.append(_adult(answers))
    kinds = tuple(kind for part in parts for kind in part.kinds)
    return Verdict(kinds, " ".join(part.words for part in parts))


def _yes(answers: Mapping[str, Answer], *codes: str) -> bool:
    return all(answers.get(code) is Answer.YES for code in codes)


def _no(answers: Mapping[str, Answer], *codes: str) -> bool:
    return any(answers.get(code) is Answer.NO for code in codes)


def _child(answers: Mapping[str, Answer]) -> Verdict:
    if _yes(answers, "child-abuse", "child-harm"):
        further = ("child-importance", "child-improvement", "child-recurrent", "child-together")
        speaking = any(_yes(answers, code) for code in further)
        kinds = (ReviewKind.RAPID, *((ReviewKind.LCSPR,) if speaking else ()))
        words = "A serious child safeguarding case: it is notified, and a rapid review is held."
        more = " What else was found speaks for a local child safeguarding practice review."
        return Verdict(kinds, words + (more if speaking else ""))
    if _no(answers, "child-abuse", "child-harm"):
        return Verdict(
            (ReviewKind.LOCAL,),
            "Not a serious child safeguarding case; a local learning review can still be held.",
        )
    return Verdict((), "Whether this is a serious child safeguarding case is not answered yet.")


def _adult(answers: Mapping[str, Answer]) -> Verdict:
    outcome = _yes(answers, "adult-died") or _yes(answers, "adult-alive")
    if _yes(answers, "adult-needs", "adult-together") and outcome:
        return Verdict(
            (ReviewKind.SAR,), "Section 44(1) to (3) is met: a safeguarding adults review is held."
        )
    no_outcome = _no(answers, "adult-died") and _no(answers, "adult-alive")
    if _no(answers, "adult-needs", "adult-together") or no_outcome:
        if _yes(answers, "adult-needs", "adult-learning"):
            return Verdict(
                (ReviewKind.SAR_DISCRETIONARY, ReviewKind.LOCAL),
                "Section 44(1) to (3) is not met; the board may hold a review under section 44(4).",
            )
        return Verdict(
            (ReviewKind.LOCAL,),
            "Section 44 does not call for a review; a local learning review can still be held.",
        )
    return Verdict((), "Whether section 44(1) to (3) is met is not answered yet.")


def refuse_against(kind: ReviewKind | None, side: Side, answers: Mapping[str, Answer]) -> None:
    """Refuse a decision that the answers do not bear: unanswered, or against the law's tests.

    A mandatory review cannot be left out or made discretionary; neither can it be decided where
    its tests are not met. `kind` None: the case is not taken further.
    """
    missing = [one for one in criteria(side) if one.code not in answers]
    if missing:
        raise Refusal(
            f"{len(missing)} of the criteria {'is' if len(missing) == 1 else 'are'} not answered:"
            f" “{missing[0].text}”.",
            "Nothing was decided.",
            "Answer each criterion, with its reason; “not clear yet” is an answer too.",
        )
    adult = _adult(answers) if side is not Side.CHILDREN else Verdict((), "")
    mandatory = ReviewKind.SAR in adult.kinds
    if mandatory and kind is not ReviewKind.SAR:
        raise Refusal(
            "The tests of section 44(1) to (3) of the Care Act are met, so a review must be held.",
            "Nothing was decided.",
            "Decide for the mandatory review, or look at the answers again.",
        )
    if kind is ReviewKind.SAR and not mandatory:
        raise Refusal(
            "The tests of section 44(1) to (3) of the Care Act are not all met.",
            "Nothing was decided.",
            "A review under section 44(4), or a local learning review, can be decided.",
        )
    serious = side is not Side.ADULTS and _yes(answers, "child-abuse", "child-harm")
    if serious and kind in {None, ReviewKind.LOCAL, *_LIGHT}:
        raise Refusal(
            "This is a serious child safeguarding case, for which a rapid review is held.",
            "Nothing was decided.",
            "Decide for the rapid review, or for a local child safeguarding practice review.",
        )


_LIGHT = tuple(kind for kind in ReviewKind if kind.is_light)
