"""What the columns of a survey tool's export hold: whose answers, which question, which stage.

Tools head a column by the question, with a number or a stage before it ("Q3. Before: how confident
..."), and begin a row with what they know of the respondent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from safeguard_desk.rules.terms_learning import Asked

WHO = ("delegate", "email")
META = (*WHO, "session", "respondent", "received", "stage", "manager")
"""What a column may hold besides answers: it is known by these names."""
TITLES = {
    "delegate": "Delegate's code or number",
    "email": "Delegate's e-mail",
    "session": "Session",
    "respondent": "Number of the response",
    "received": "Day of the response",
    "stage": "Before, at the end or later",
    "manager": "With the line manager",
}


@dataclass(frozen=True)
class Holds:
    """What a column holds: a name of META, or the code of a question (and its stage, if said)."""

    name: str
    asked: Asked | None = None

    @property
    def is_answer(self) -> bool:
        """Say whether it is an answer to a question."""
        return self.name not in META


@dataclass(frozen=True)
class Question:
    """A question that a column may be the answers to."""

    code: str
    text: str
    stages: tuple[Asked, ...]


_META: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"e-?mail( address)?( \d)?|username|user e-?mail")),
    ("respondent", re.compile(
        r"(response|respondent|submission|entry|record)( ?(id|no|number|#))?|id|#")),
    ("delegate", re.compile(
        r"(delegate|attendee|learner|participant|staff)?( |'s )?"
        r"(code|id|ref(erence)?|number|no|number on the sign.?in sheet)")),
    ("delegate", re.compile(r"delegate|attendee|learner|participant|sign.?in( sheet)?( number)?")),
    ("session", re.compile(
        r"(session|event|course|training)( ?(code|id|ref(erence)?|number|no))|session|event")),
    ("received", re.compile(
        r"completion time|end date|submitted( on| at| date)?|time ?stamp|date( submitted| completed"
        r"| of response)?|completed( on)?|received( on)?")),
    ("stage", re.compile(r"stage|form|survey|when( asked)?|evaluation( stage)?")),
    ("manager", re.compile(
        r"(with|discussed with|completed with) (the |my |your )?(line )?manager.*")),
)  # fmt: skip
_STAGES = (
    (Asked.LATER, re.compile(
        r"\b(3|three)[ -]?months?\b|\bfollow.?up\b|\blater\b|\bmonths (on|after)\b")),
    (Asked.BEFORE, re.compile(r"\bbefore\b|\bpre\b|\bprior\b|\bbaseline\b|\bbeforehand\b")),
    (Asked.END, re.compile(r"\bafter\b|\bpost\b|\bat the end\b|\bend\b|\bnow\b|\bfollowing\b")),
)  # fmt: skip
_KEYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("confidence", re.compile(r"\bconfiden")),
    ("knowledge", re.compile(r"\bknowledge\b|\bunderstanding\b|how well do you know")),
    ("recommend", re.compile(r"\brecommend")),
    ("relevant", re.compile(r"\brelevan|\buseful to my\b")),
    ("delivery", re.compile(r"\bdeliver(y|ed)\b|\btrainers?\b|\bfacilitator|\bpresenter")),
    ("intended", re.compile(r"\bdo differently\b|\bintend|\bwill you (change|do)\b|\bplan to\b")),
    ("example", re.compile(r"\bexample\b|\bdifference (it|to|for)\b")),
    ("changed", re.compile(r"\bhave you (changed|made)\b|\bmade (a|any) changes?\b")),
    ("change", re.compile(r"\bwhat (have|did) you change|\bwhat has changed\b|\bkept you")),
    ("comment", re.compile(r"\bcomments?\b|\bfeedback\b|\bworked well\b|\bimprove|\bany other\b")),
)  # fmt: skip
"""Words by which other tools' questions are known for one of the standard ones."""


def match(
    headings: Sequence[str], questions: Iterable[Question], stage: Asked | None = None
) -> list[Holds | None]:
    """Return what each column holds, None where that is not known; each thing stands once.

    A question in its own words goes before one that only sounds like it. stage: that of the file; a
    column that names none is then only taken for a question that is asked there.
    """
    known = list(questions)
    found: list[Holds | None] = [None] * len(headings)
    taken: set[Holds] = set()
    for finder in (_exactly, _meta, _alike):
        for place, heading in enumerate(headings):
            if found[place] is not None or not heading.strip():
                continue
            holds = finder(heading, known)
            if holds is not None and holds not in taken and _fits(holds, heading, stage):
                found[place] = holds
                taken.add(holds)
    return found


def _fits(holds: Holds, heading: str, stage: Asked | None) -> bool:
    named = stage_of(heading) is holds.asked
    return not holds.is_answer or stage is None or holds.asked in {None, stage} or named


def usual_stage(columns: Iterable[Holds | None]) -> Asked:
    """Return the stage of a file that does not say it: the later one where it asks as later."""
    held = [one.asked for one in columns if one is not None and one.is_answer]
    alone = Asked.LATER in held and Asked.END not in held
    return Asked.LATER if alone else Asked.END


def stage_of(text: str) -> Asked | None:
    """Return the stage that words speak of; None where they speak of none."""
    plain = _plain(text)
    return next((stage for stage, pattern in _STAGES if pattern.search(plain)), None)


def _plain(text: str) -> str:
    said = " ".join(text.casefold().replace("_", " ").replace("’", "'").split())
    return re.sub(r"^(q(uestion)?\.? ?)?\d+ ?[.):-] ?", "", said).strip(" :?.*")


_SAID = r"(before|after|pre|post|end|now|later|3 months|three months)"


def _stripped(text: str) -> str:
    """Return the words of a heading alone, without the stage said before or behind them."""
    plain = re.sub(rf"^{_SAID}\b ?[:–-] ?", "", _plain(text))
    plain = re.sub(rf" ?[\[(–-] ?{_SAID}[\])]?$", "", plain)
    return "".join(sign for sign in plain if sign.isalnum())


def _exactly(heading: str, questions: Sequence[Question]) -> Holds | None:
    said, stage = _stripped(heading), stage_of(heading)
    for one in questions:
        if said in {_stripped(one.text), _stripped(one.code)}:
            # Words of the question itself may sound like a stage: "after this training".
            own = stage_of(one.text)
            return _at(one, stage if stage is not own else None)
    return None


def _meta(heading: str, _: Sequence[Question]) -> Holds | None:
    plain = _plain(heading)
    name = next((name for name, pattern in _META if pattern.fullmatch(plain)), None)
    return Holds(name) if name else None


def _alike(heading: str, questions: Sequence[Question]) -> Holds | None:
    plain, stage = _plain(heading), stage_of(heading)
    by_code = {one.code: one for one in questions}
    for code, pattern in _KEYS:
        one = by_code.get(code)
        if one is not None and pattern.search(plain):
            return _at(one, stage)
    return None


def _at(question: Question, stage: Asked | None) -> Holds:
    if len(question.stages) == 1:
        return Holds(question.code, question.stages[0])
    return Holds(question.code, stage if stage in question.stages else None)
