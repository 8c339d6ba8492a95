"""What a re-audit says of practice: a verdict that the figures bear, with the reasons for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_desk.rules.shares import FEWEST, Change, Share
from safeguard_desk.rules.terms_quality import Practice

_LEAST = 10
"""Grades each time below which a question says too little for a verdict."""


@dataclass(frozen=True)
class Compared:
    """A question before and after, with the change of its share good or better."""

    question: str
    before: Share
    after: Share
    change: Change | None

    @property
    def enough(self) -> bool:
        """True where there are grades enough both times to say something."""
        return min(self.before.whole, self.after.whole) >= _LEAST

    @property
    def says(self) -> str:
        """Return what the interval says, in words."""
        if self.change is None:
            return "not asked of enough cases"
        if min(self.before.whole, self.after.whole) < FEWEST:
            return "fewer than five cases: no conclusion"
        if self.change.better:
            return "better"
        if self.change.worse:
            return "worse"
        return "no clear change"


@dataclass(frozen=True)
class Suggestion:
    """A verdict that is proposed; the group gives its own."""

    verdict: Practice
    reasons: str


def suggest(questions: Sequence[Compared]) -> Suggestion:
    """Propose a verdict: by how many questions are surely better, and whether any is worse.

    Changed: at least half are better and none is worse. Partly: some are better. Not changed:
    none is. Too early: fewer than half have grades enough. A rule of this program, not of any
    guidance: it says which figures it looked at, and nothing is recorded by it.
    """
    enough = [one for one in questions if one.enough]
    better = [one.question for one in enough if one.change and one.change.better]
    worse = [one.question for one in enough if one.change and one.change.worse]
    reasons = (
        f"Of {len(enough)} questions with at least {_LEAST} grades both times, {len(better)}"
        f" are better, {len(worse)} worse and {len(enough) - len(better) - len(worse)} show no"
        " clear change (95% intervals)."
    )
    if 2 * len(enough) < len(questions) or not enough:
        missing = len(questions) - len(enough)
        return Suggestion(
            Practice.TOO_EARLY,
            f"{missing} of {len(questions)} questions have fewer than {_LEAST} grades before or"
            " after: too few to tell a change.",
        )
    if 2 * len(better) >= len(enough) and not worse:
        return Suggestion(Practice.CHANGED, reasons)
    return Suggestion(Practice.PARTLY if better else Practice.NOT_CHANGED, reasons)
