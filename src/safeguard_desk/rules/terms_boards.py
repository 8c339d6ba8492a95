"""The terms of the boards: what they answer, what is challenged, and local guidance (DOMAIN 7)."""

from safeguard_desk.rules.terms import Term


class Answer(Term):
    """How far a board has come with what a group put before it."""

    AWAITED = "awaited", "With the board"
    DEFERRED = "deferred", "Put off by the board"
    DECIDED = "decided", "Decided, back with the group"
    HEARD = "heard", "Heard by the group"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CLOSED = "closed", "Closed without a decision"

    @property
    def is_awaited(self) -> bool:
        """True while the board still has to decide."""
        return self in {Answer.AWAITED, Answer.DEFERRED}


class ChallengeOutcome(Term):
    """What came of a challenge."""

    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted and acted on"
    PART = "part", "Accepted in part"
    EXPLAINED = "explained", "Explained, nothing to change"
    ESCALATED = "escalated", "Not settled, taken further"
    WITHDRAWN = "withdrawn", "Withdrawn"


class GuidanceKind(Term):
    """Where a procedure or guidance in force comes from."""

    LONDON = "london", "London procedure adopted"
    LOCAL = "local", "Local addition"


class GuidanceState(Term):
    """The life of guidance."""

    DRAFT = "draft", "Draft"
    CONSULTATION = "consultation", "Out for consultation"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"

    @property
    def in_force(self) -> bool:
        """True while practice is to follow it."""
        return self is GuidanceState.APPROVED
