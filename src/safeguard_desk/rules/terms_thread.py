"""The terms of the golden thread: findings, recommendations, learning points and their links."""

from safeguard_desk.rules.terms import Term


class FindingKind(Term):
    """What a finding says of practice."""

    STRENGTH = "strength", "Strength"
    IMPROVEMENT = "improvement", "Area for improvement"


class Response(Term):
    """What those to whom a recommendation was made answered."""

    AWAITED = "awaited", "Awaited"
    ACCEPTED = "accepted", "Accepted"
    PART = "part", "Accepted in part"
    REJECTED = "rejected", "Rejected"

    @property
    def is_agreed(self) -> bool:
        """True where something is to be done about it."""
        return self in {Response.ACCEPTED, Response.PART}


class LinkKind(Term):
    """How one record led to another; the first is the earlier one on the thread."""

    LED_TO = "led_to", "Led to"
    FOUND = "found", "Found"
    RECOMMENDS = "recommends", "Recommends"
    CARRIED_OUT_BY = "carried_out_by", "Carried out by"
    TRAINED_BY = "trained_by", "Trained by"
    GUIDED_BY = "guided_by", "Guided by"
    CHECKED_BY = "checked_by", "Checked by"
    MEASURED_BY = "measured_by", "Measured by"
    ANSWERED_BY = "answered_by", "Answered by"
    SERVED_BY = "served_by", "Served by"

    @property
    def back(self) -> str:
        """The same step told from its later end: an action "carries out" its recommendation."""
        return _BACK[self]


_BACK = {
    LinkKind.LED_TO: "came from",
    LinkKind.FOUND: "found in",
    LinkKind.RECOMMENDS: "recommended on",
    LinkKind.CARRIED_OUT_BY: "carries out",
    LinkKind.TRAINED_BY: "trains on",
    LinkKind.GUIDED_BY: "guides on",
    LinkKind.CHECKED_BY: "checks",
    LinkKind.MEASURED_BY: "measures",
    LinkKind.ANSWERED_BY: "answers",
    LinkKind.SERVED_BY: "serves",
}


class Audience(Term):
    """Whom learning has to reach (DOMAIN 6)."""

    INDIVIDUALS = "individuals", "Individuals"
    TEAMS = "teams", "Teams"
    ORGANISATIONS = "organisations", "Organisations"


class Stage(Term):
    """The stages of a thread, from left to right."""

    SIGNAL = "signal", "Where it was seen"
    FINDING = "finding", "Finding"
    RECOMMENDATION = "recommendation", "Recommendation"
    ACTION = "action", "Action"
    LEARNING = "learning", "Learning"
    GUIDANCE = "guidance", "Guidance"
    CHECK = "check", "Check"
    VERDICT = "verdict", "Has practice changed?"


class Weight(Term):
    """How much it weighs that a thread is broken, or something is forgotten."""

    ERROR = "error", "Error"
    WARNING = "warning", "Warning"
    HINT = "hint", "Hint"
