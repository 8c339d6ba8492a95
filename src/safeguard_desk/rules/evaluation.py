"""The evaluation of training: its standard questions, its stages, and what an answer can be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.terms_learning import Asked, Kirkpatrick, LaterForm, QuestionKind
from safeguard_desk.rules.working_days import add_months

LOWEST, HIGHEST = 1, 5
LATER_MONTHS = 3
"""Months after a session at which the later form is due (DOMAIN 5)."""
REMIND_AFTER = timedelta(days=14)
"""How long a later form is waited for before its delegate is asked again."""
MOST_REQUESTS = 3
"""How often a delegate is asked: once, and reminded twice."""
ASKED_WITHIN_MONTHS = 9
"""Months after a session within which its later form is first asked for."""
ALL_STAGES = (Asked.BEFORE, Asked.END, Asked.LATER)


@dataclass(frozen=True)
class StandardQuestion:
    """A question that every course is evaluated by."""

    code: str
    text: str
    kind: QuestionKind
    level: Kirkpatrick
    stages: tuple[Asked, ...]


_SCORE, _WORDS, _YES_NO = QuestionKind.SCORE, QuestionKind.WORDS, QuestionKind.YES_NO
STANDARD = (
    StandardQuestion(
        "confidence",
        "How confident are you to act on what this training is about?",
        *(_SCORE, Kirkpatrick.LEARNING, ALL_STAGES),
    ),
    StandardQuestion(
        "knowledge",
        "How well do you know what this training is about?",
        *(_SCORE, Kirkpatrick.LEARNING, ALL_STAGES),
    ),
    StandardQuestion(
        "relevant",
        "The training was relevant to my work.",
        *(_SCORE, Kirkpatrick.REACTION, (Asked.END,)),
    ),
    StandardQuestion(
        "delivery",
        "It was delivered well, with time to ask and to practise.",
        *(_SCORE, Kirkpatrick.REACTION, (Asked.END,)),
    ),
    StandardQuestion(
        "recommend",
        "I would recommend it to a colleague.",
        *(_SCORE, Kirkpatrick.REACTION, (Asked.END,)),
    ),
    StandardQuestion(
        "intended",
        "What will you do differently after this training?",
        *(_WORDS, Kirkpatrick.LEARNING, (Asked.END,)),
    ),
    StandardQuestion(
        "comment",
        "What worked well, and what should be better?",
        *(_WORDS, Kirkpatrick.REACTION, (Asked.END,)),
    ),
    StandardQuestion(
        "changed",
        "Have you changed anything in your practice because of it?",
        *(_YES_NO, Kirkpatrick.BEHAVIOUR, (Asked.LATER,)),
    ),
    StandardQuestion(
        "change",
        "What have you changed, or what kept you from it?",
        *(_WORDS, Kirkpatrick.BEHAVIOUR, (Asked.LATER,)),
    ),
    StandardQuestion(
        "example",
        "An example of the difference it made to a child or an adult (no names).",
        *(_WORDS, Kirkpatrick.RESULTS, (Asked.LATER,)),
    ),
)
"""The same words at each stage (DOMAIN 5): only so can answers be compared."""
SHORT = {
    "confidence": "Confidence",
    "knowledge": "Knowledge",
    "relevant": "Relevant to work",
    "delivery": "Delivered well",
    "recommend": "Would recommend it",
    "intended": "Intended change",
    "comment": "Comment",
    "changed": "Changed practice",
    "change": "What was changed",
    "example": "Example of a difference",
}
"""What the standard questions are called where there is little room."""

_LIKERT = (
    ("strongly disagree", "very poor", "very unconfident", "not at all", "very dissatisfied",
     "very low", "not at all confident", "none", "never"),
    ("disagree", "poor", "unconfident", "a little", "dissatisfied", "low", "not very",
     "not very confident", "slightly", "rarely"),
    ("neither agree nor disagree", "neutral", "average", "neither", "unsure", "fair", "moderate",
     "moderately", "somewhat", "somewhat confident", "satisfactory", "undecided", "not sure",
     "sometimes", "medium", "adequate"),
    ("agree", "good", "confident", "quite", "quite confident", "satisfied", "high", "fairly",
     "fairly confident", "very", "often", "mostly"),
    ("strongly agree", "very good", "excellent", "very confident", "extremely", "very satisfied",
     "very high", "extremely confident", "completely", "fully", "always", "outstanding"),
)  # fmt: skip
"""Words of the usual scales, for 1 to 5."""
_SCORES = {word: score for score, words in enumerate(_LIKERT, LOWEST) for word in words}
_YES = {"yes", "y", "true", "1"}
_NO = {"no", "n", "false", "0", "not yet"}
_LEADING = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)\s*(?:$|[-–—:.,;)(/=]|of\b|out of\b|stars?\b)(.*)", re.I
)
_OF = re.compile(r"\d+\s*(?:/|of|out of)\s*(\d+)", re.I)


def read_score(text: str) -> int | None:
    """Read a score from 1 to 5: "4", "4.0", "4 - Agree", "4/5", "Strongly agree"; None if empty.

    Refuses what is no such score, and one of another scale, which would not mean the same.
    """
    said = " ".join(text.split())
    if not said or said.casefold() in {"-", "–", "n/a", "na", "not answered", "no answer"}:
        return None
    word = said.casefold().strip(" .!*")
    if word in _SCORES:
        return _SCORES[word]
    scale = _OF.match(said)
    if scale and int(scale[1]) != HIGHEST:
        raise _refused(said)
    found = _LEADING.fullmatch(said)
    if found is None:
        behind = re.fullmatch(r"(.+?)\s*[\[(](\d)[\])]", said)
        if behind and behind[1].casefold().strip() in _SCORES:
            return check_score(int(behind[2]))
        raise _refused(said)
    number = float(found[1].replace(",", "."))
    if number != int(number):
        raise _refused(said)
    return check_score(int(number))


def check_score(score: int) -> int:
    """Return a score; refuses one that is not from 1 to 5."""
    if isinstance(score, bool) or not LOWEST <= score <= HIGHEST:
        raise Refusal(
            f"{score} of {HIGHEST} is no score: it goes from {LOWEST} to {HIGHEST}.",
            "Nothing of this form was taken.",
            "Look at the paper or the file again; leave the question out if it was not answered.",
        )
    return score


def read_yes_no(text: str) -> int | None:
    """Read yes (1) or no (0); None if empty. Refuses anything else."""
    said = text.strip().casefold().strip(".!")
    first = re.split(r"[ ,;:–-]", said, maxsplit=1)[0] if said else ""
    if not said:
        return None
    if said in _NO or first in _NO:
        return 0
    if said in _YES or first in _YES:
        return 1
    raise Refusal(
        f"“{text.strip()}” is neither yes nor no.", "Nothing of this form was taken.", "Say which."
    )


def _refused(said: str) -> Refusal:
    return Refusal(
        f"“{said[:60]}” is no score from {LOWEST} to {HIGHEST}.",
        "Nothing of this form was taken.",
        "A score is written as 4, as “4 - Agree” or as “Agree”.",
    )


def later_due(held_on: date) -> date:
    """Return the day on which the later form of a session is due: three months on."""
    return add_months(held_on, LATER_MONTHS)


def later_form(held_on: date, requests: int, last_on: date | None, today: date) -> LaterForm | None:
    """Return how a later form that has not come stands; None while it is not due."""
    if later_due(held_on) > today:
        return None
    if not requests or last_on is None:
        late = add_months(held_on, ASKED_WITHIN_MONTHS) < today
        return LaterForm.GONE if late else LaterForm.ASK
    if last_on + REMIND_AFTER > today:
        return LaterForm.WAITING
    return LaterForm.REMIND if requests < MOST_REQUESTS else LaterForm.SILENT


def counts_of(scores: Sequence[int]) -> tuple[int, ...]:
    """Return how often each score from 1 to 5 was given."""
    return tuple(scores.count(score) for score in range(LOWEST, HIGHEST + 1))
