"""Review tools: the library a desk begins with, how they rank for a case, and stages as dates.

Days, costs and people are usual ones, for a first plan: each partnership sets its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from safeguard_desk.rules.terms_review import Trait
from safeguard_desk.rules.working_days import add_working_days


@dataclass(frozen=True)
class Fit:
    """What a trait of a case says for a tool (points above 0) or against it, and why."""

    trait: Trait
    points: int
    reason: str


@dataclass(frozen=True)
class StageOf:
    """A stage of a tool: the working day it ends on, from the start as day 0, and its work."""

    name: str
    on_day: int
    days: int = 0


@dataclass(frozen=True)
class Tool:
    """A way of reviewing; `days` of work of all together, `cost` in pounds."""

    name: str
    fits: str
    people: str
    cost: int
    fit: tuple[Fit, ...]
    stages: tuple[StageOf, ...]

    @property
    def days(self) -> int:
        """Days of work of all its stages."""
        return sum(one.days for one in self.stages)


T = Trait
RAPID_REVIEW = "Rapid review"
LIBRARY = (
    Tool(
        RAPID_REVIEW,
        "A notified serious incident with a child: what is known at once, in 15 working days",
        "The safeguarding partners and a senior member of each agency involved",
        3000,
        (
            Fit(T.STATUTORY_CHILD, 10, "a rapid review is held after every notification"),
            Fit(T.URGENT, 2, "it ends within 15 working days"),
        ),
        (
            StageOf("Notice to agencies; records secured", 1, 1),
            StageOf("Agency summaries", 10, 6),
            StageOf("Panel meets", 12, 4),
            StageOf("Signed off by the partners", 14, 2),
            StageOf("Sent to the national Panel", 15, 1),
        ),
    ),
    Tool(
        "Systems review",
        "A complex case with new learning: why it made sense to those who worked with it",
        "Two lead reviewers, a review team, a case group of practitioners",
        24000,
        (
            Fit(T.COMPLEX, 4, "it looks for causes in systems, not in persons"),
            Fit(T.NEW_LEARNING, 3, "it finds learning nobody expected"),
            Fit(T.MANY_AGENCIES, 2, "it follows work across agencies"),
            Fit(T.FAMILY, 1, "families take part in it"),
            Fit(T.URGENT, -4, "it takes about six months"),
            Fit(T.KNOWN_LEARNING, -3, "it costs much where the learning is known"),
            Fit(T.SIMPLE, -2, "a plain course of events does not need it"),
        ),
        (
            StageOf("Terms of reference and team", 15, 5),
            StageOf("Chronology and documents", 40, 14),
            StageOf("Conversations with practitioners and family", 65, 16),
            StageOf("Analysis with the case group", 85, 12),
            StageOf("Draft report", 105, 10),
            StageOf("Agreed by the group", 120, 3),
        ),
    ),
    Tool(
        "Significant incident learning process",
        "Learning together with practitioners and managers, with the family's view",
        "An independent lead reviewer; practitioners and managers of each agency",
        16000,
        (
            Fit(T.FAMILY, 3, "the family's view is a part of it"),
            Fit(T.MANY_AGENCIES, 3, "all agencies learn in one room"),
            Fit(T.NEW_LEARNING, 2, "practitioners bring what records do not show"),
            Fit(T.COMPLEX, 2, "it holds a long story"),
            Fit(T.PARALLEL, -2, "practitioners who are witnesses may not be able to meet"),
            Fit(T.URGENT, -2, "it takes about four months"),
        ),
        (
            StageOf("Terms of reference", 10, 3),
            StageOf("Agency reports", 35, 12),
            StageOf("Learning event", 50, 10),
            StageOf("Recall event on the draft", 70, 6),
            StageOf("Report agreed by the group", 85, 5),
        ),
    ),
    Tool(
        "Root cause analysis",
        "One event with a plain course: which barriers failed",
        "A trained facilitator and those who know the event",
        7000,
        (
            Fit(T.SIMPLE, 3, "it follows one event step by step"),
            Fit(T.FEW_AGENCIES, 3, "it works best inside one or two organisations"),
            Fit(T.COMPLEX, -3, "it makes a line of what is a net"),
            Fit(T.MANY_AGENCIES, -2, "it does not reach across many agencies"),
        ),
        (
            StageOf("Scope and timeline", 8, 4),
            StageOf("Causes and barriers", 20, 6),
            StageOf("Report agreed by the group", 35, 3),
        ),
    ),
    Tool(
        "Appreciative inquiry",
        "What went well, and how it can be had more often",
        "A facilitator and practitioners",
        3500,
        (
            Fit(T.WENT_WELL, 6, "it begins with what works"),
            Fit(T.FAMILY, 1, "the family's view of what helped is heard"),
            Fit(T.STATUTORY_CHILD, -4, "it leaves open what went wrong"),
        ),
        (
            StageOf("Questions and invitations", 10, 2),
            StageOf("Inquiry day", 20, 6),
            StageOf("Summary agreed by the group", 30, 2),
        ),
    ),
    Tool(
        "Thematic review of several cases",
        "The same theme in several cases: one review instead of many",
        "A lead reviewer and a data analyst",
        12000,
        (
            Fit(T.SEVERAL_CASES, 6, "one review tells of all of them"),
            Fit(T.KNOWN_LEARNING, 3, "it asks why known learning did not stick"),
            Fit(T.URGENT, -1, "it takes about four months"),
        ),
        (
            StageOf("Cases chosen and theme agreed", 15, 4),
            StageOf("Cases read", 45, 14),
            StageOf("Findings across cases", 65, 8),
            StageOf("Report agreed by the group", 80, 4),
        ),
    ),
    Tool(
        "Desktop review",
        "Records alone show enough",
        "One reviewer",
        2500,
        (
            Fit(T.SIMPLE, 3, "records tell a plain course of events"),
            Fit(T.KNOWN_LEARNING, 3, "known learning needs no long inquiry"),
            Fit(T.FEW_AGENCIES, 2, "few records have to be read"),
            Fit(T.PARALLEL, 3, "nobody who is a witness has to be spoken to"),
            Fit(T.URGENT, 1, "it takes about five weeks"),
            Fit(T.FAMILY, -2, "the family is not heard in it"),
            Fit(T.NEW_LEARNING, -2, "records seldom show why"),
        ),
        (
            StageOf("Records collected", 8, 2),
            StageOf("Read and analysed", 18, 4),
            StageOf("Report agreed by the group", 25, 1),
        ),
    ),
    Tool(
        "Multi-agency audit of one case",
        "How well practice met the standards, agency by agency",
        "An auditor of each agency and a moderator",
        4000,
        (
            Fit(T.KNOWN_LEARNING, 3, "it tests whether known learning is in practice"),
            Fit(T.MANY_AGENCIES, 2, "each agency looks at its own part"),
            Fit(T.SIMPLE, 1, "standards fit a plain course of events"),
            Fit(T.NEW_LEARNING, -2, "it finds only what its tool asks"),
        ),
        (
            StageOf("Audit tool agreed", 10, 2),
            StageOf("Agency returns", 25, 8),
            StageOf("Moderation", 32, 4),
            StageOf("Report agreed by the group", 40, 2),
        ),
    ),
    Tool(
        "Practitioner learning event",
        "One day with those who knew the case, soon after it",
        "A facilitator; practitioners of every agency",
        2000,
        (
            Fit(T.URGENT, 3, "it can be held within weeks"),
            Fit(T.MANY_AGENCIES, 2, "all who worked with it are in one room"),
            Fit(T.KNOWN_LEARNING, 1, "it brings known learning to practice"),
            Fit(T.PARALLEL, -3, "witnesses must not talk the events over"),
        ),
        (
            StageOf("Invitations and summary of the case", 10, 2),
            StageOf("Event", 20, 8),
            StageOf("Learning summary agreed by the group", 28, 2),
        ),
    ),
    Tool(
        "Safeguarding adults review in rapid time",
        "Systems learning on an adult's case within weeks, from a few structured meetings",
        "A lead reviewer, a senior member of each agency",
        6500,
        (
            Fit(T.URGENT, 4, "learning is there within weeks"),
            Fit(T.NEW_LEARNING, 2, "it asks for systems, as a full review does"),
            Fit(T.MANY_AGENCIES, 1, "all agencies meet around one early analysis"),
            Fit(T.COMPLEX, 1, "it holds a complex case where its scope is kept narrow"),
            Fit(T.STATUTORY_CHILD, -6, "it is made for adults"),
        ),
        (
            StageOf("Set-up meeting", 5, 3),
            StageOf("Early analysis report", 20, 6),
            StageOf("Structured multi-agency discussion", 28, 8),
            StageOf("Systems findings report", 38, 4),
            StageOf("Agreed by the group", 45, 1),
        ),
    ),
)
"""The tools a desk begins with: DOMAIN 6."""


@dataclass(frozen=True)
class Ranked:
    """A tool with its points for a case: what speaks for it, and what against it."""

    id: str
    name: str
    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def rank(tools: Iterable[tuple[str, str, Sequence[Fit]]], traits: frozenset[Trait]) -> list[Ranked]:
    """Return tools (id, name, fits) by their points for a case, best first, with the reasons.

    Tools of equal points stay in the order in which they are given.
    """
    found = []
    for tool_id, name, fits in tools:
        held = [one for one in fits if one.trait in traits]
        found.append(
            Ranked(
                tool_id,
                name,
                sum(one.points for one in held),
                tuple(one.reason for one in held if one.points > 0),
                tuple(one.reason for one in held if one.points < 0),
            )
        )
    return sorted(found, key=lambda one: -one.points)


def lay_out(start: date, stages: Iterable[StageOf]) -> list[tuple[StageOf, date]]:
    """Return each stage with the day it ends on, in working days from the start as day 0."""
    return [(one, add_working_days(start, one.on_day)) for one in stages]


def read_traits(codes: str) -> frozenset[Trait]:
    """Return traits from their codes with blanks or commas between; unknown ones are left out."""
    known = {one.value: one for one in Trait}
    words = codes.replace(",", " ").replace("-", "_").lower().split()
    return frozenset(known[word] for word in words if word in known)
