"""Learning products: the fixed headings of each kind, and what is put under them at first.

The seven-minute briefing follows the common form of a seven-box page: what happened, why it matters
and what was learned come before what to do, so that it can be talked through in a team meeting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from safeguard_desk.rules.terms_learning import ProductKind

Fill = Literal["", "background", "why", "learned", "good", "do", "questions", "more"]
"""What a source gives for a heading; empty for nothing."""


@dataclass(frozen=True)
class Heading:
    """A fixed heading: its code, its words, what belongs under it, and what fills it at first."""

    code: str
    title: str
    hint: str
    fill: Fill = ""
    may_be_empty: bool = False


TEMPLATES: Mapping[ProductKind, tuple[Heading, ...]] = {
    ProductKind.SEVEN_MINUTE: (
        Heading("background", "Background", "What was looked at, and why", "background"),
        Heading("why", "Why it matters", "What it means for a child or an adult", "why"),
        Heading("learned", "What we learned", "The findings, a line each", "learned"),
        Heading("good", "What good looks like", "What was done well, or should be", "good"),
        Heading("do", "What to do", "What everybody can do from tomorrow", "do"),
        Heading("questions", "Questions for your team", "Three to talk about", "questions"),
        Heading("more", "Where to find more", "Guidance, courses, whom to ask", "more"),
    ),
    ProductKind.PRACTICE_NOTE: (
        Heading("about", "What this note is about", "For whom, and when it helps", "background"),
        Heading("found", "What was found", "The findings, a line each", "learned"),
        Heading("practice", "What to do in practice", "Step by step", "do"),
        Heading("good", "What good looks like", "An example that was seen", "good"),
        Heading("more", "Where to find more", "Guidance, courses, whom to ask", "more"),
    ),
    ProductKind.WEBINAR: (
        Heading("about", "What it was about", "Topic, speakers by role, day", "background"),
        Heading("said", "What was said", "The messages, a line each", "do"),
        Heading("reached", "Who took part", "How many, of which agencies"),
        Heading("more", "Recording and slides", "Where they are", "more", may_be_empty=True),
    ),
    ProductKind.NEWSLETTER: (
        Heading("news", "Headlines", "A line each", "do"),
        Heading("learned", "Learning from reviews and audits", "In short", "learned"),
        Heading("dates", "Dates and courses", "What comes next", may_be_empty=True),
    ),
}
"""What each kind of product always has, in its order."""
QUESTIONS = (
    "Where have we seen this in our own work?",
    "What would a child or an adult notice if we did it well?",
    "What will we do differently from next week, and who sees to it?",
)
MORE = (
    "The safeguarding procedures of the partnership.",
    "The courses of the learning and development programme.",
    "The safeguarding lead of your agency.",
)
MOST_PAGES = 2


def headings(kind: ProductKind) -> tuple[Heading, ...]:
    """Return the headings of a kind of product in their order."""
    return TEMPLATES[kind]


def lines(text: str) -> list[str]:
    """Return a section's lines without blank ones and without signs of a list before them."""
    kept = (line.strip().lstrip("-•*– ").strip() for line in text.splitlines())
    return [line for line in kept if line]


@dataclass(frozen=True)
class Given:
    """What a source may tell for a product; what is restricted is in none of it.

    left_out: how many findings, recommendations and learning points have no agreed wording.
    points: the ids of the learning points that are told of.
    """

    title: str = ""
    words: str = ""
    """What the source is called in the product."""
    why: str = ""
    findings: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    learning: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    left_out: int = 0
    of_case: bool = False
    """It comes from a case, whose wording has to be agreed as anonymous."""


def first_text(fill: Fill, given: Given) -> str:
    """Return what stands under a heading when a product is made."""
    told: tuple[str, ...] = {
        "": (),
        "background": (f"This comes from {given.words}.",) if given.words else (),
        "why": (given.why,) if given.why else (),
        "learned": given.findings,
        "good": given.strengths,
        "do": given.learning or given.recommended,
        "questions": QUESTIONS,
        "more": MORE,
    }[fill]
    return "\n".join(told)
