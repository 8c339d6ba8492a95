"""The terms of quality assurance: audits and their grades (DOMAIN 4)."""

from safeguard_desk.rules.terms import Term


class AuditState(Term):
    """The stages of a multi-agency audit, in their order; cancelled stands outside it."""

    PLANNED = "planned", "Planned"
    SCOPED = "scoped", "Scoped"
    CASES = "cases", "Cases selected"
    RETURNS = "returns", "Agency returns"
    MODERATION = "moderation", "Moderation"
    FINDINGS = "findings", "Findings"
    PLAN = "plan", "Action plan"
    MONITORED = "monitored", "Monitored"
    IMPACT = "impact", "Impact checked"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def is_open(self) -> bool:
        """True until the audit is closed or cancelled."""
        return self not in {AuditState.CLOSED, AuditState.CANCELLED}


class Why(Term):
    """Why a theme is audited; an audit has one or more reasons."""

    DATA = "data", "Data intelligence"
    PRIORITY = "priority", "Board priority"
    REVIEW = "review", "Finding of a case review"
    AUDIT = "audit", "Finding of an audit"
    INSPECTION = "inspection", "Inspection"
    NATIONAL = "national", "National learning"
    RE_AUDIT = "re_audit", "Re-audit"
    OTHER = "other", "Other reason"


class Grade(Term):
    """How well a case meets a question's standard; the first four are in order, best first."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"
    NOT_APPLICABLE = "not_applicable", "Not applicable"

    @property
    def counts(self) -> bool:
        """True where the question applied to the case."""
        return self is not Grade.NOT_APPLICABLE

    @property
    def is_good(self) -> bool:
        """True for good or better."""
        return self in {Grade.GOOD, Grade.OUTSTANDING}

    @property
    def short(self) -> str:
        """The grade in a narrow cell."""
        return {"requires_improvement": "RI", "not_applicable": "N/A"}.get(self.value, self.label)


class Part(Term):
    """Whether an agency took part in what it was invited to (DOMAIN 4, coverage)."""

    INVITED = "invited", "Invited"
    TOOK_PART = "took_part", "Took part"
    DECLINED = "declined", "Declined"
    MISSING = "missing", "Missing"


class Practice(Term):
    """The verdict on practice after a re-audit or on an indicator."""

    CHANGED = "changed", "Practice has changed"
    PARTLY = "partly", "Practice has partly changed"
    NOT_CHANGED = "not_changed", "Practice has not changed"
    TOO_EARLY = "too_early", "Too early to say"


class Basis(Term):
    """What a verdict on practice rests on."""

    RE_AUDIT = "re_audit", "Re-audit"
    INDICATOR = "indicator", "Indicator"
    BOTH = "both", "Re-audit and indicator"


class Unit(Term):
    """What an indicator's figure counts in."""

    NUMBER = "number", "Number"
    PERCENT = "percent", "Percent"
    RATE = "rate", "Rate per 10,000"

    @property
    def sign(self) -> str:
        """What follows a figure."""
        return "%" if self is Unit.PERCENT else ""


class Direction(Term):
    """Which way is good for an indicator."""

    UP = "up", "High is good"
    DOWN = "down", "Low is good"
    NEITHER = "neither", "Neither"


class Frequency(Term):
    """How often an indicator is measured."""

    MONTH = "month", "Every month"
    QUARTER = "quarter", "Every quarter"
    YEAR = "year", "Every year"


class Against(Term):
    """What an indicator's figure is held against."""

    TARGET = "target", "Target"
    LONDON = "london", "London"
    ENGLAND = "england", "England"
    NEIGHBOURS = "neighbours", "Statistical neighbours"


class Measured(Term):
    """What is known of an indicator in a period."""

    FIGURE = "figure", "Figure"
    SUPPRESSED = "suppressed", "Suppressed"
    AWAITED = "awaited", "Awaited"
    MISSING = "missing", "Missing"
    NOT_APPLICABLE = "not_applicable", "Not applicable"


class SignalKind(Term):
    """What a run of figures shows that is unlikely to be chance, or breaks a target for long."""

    OFF_TARGET = "off_target", "Off target two periods running"
    SHIFT = "shift", "Seven points on one side of the median"
    TREND = "trend", "Six points rising or falling"


class Inspectorate(Term):
    """Who inspected or reviewed an agency."""

    ILACS = "ilacs", "Ofsted ILACS"
    OFSTED = "ofsted", "Ofsted (school or provider)"
    JTAI = "jtai", "Joint targeted area inspection"
    CQC = "cqc", "Care Quality Commission"
    PEEL = "peel", "HMICFRS PEEL"
    PROBATION = "probation", "HMI Probation"
    YOUTH = "youth", "Youth justice inspection"
    OWN_AUDIT = "own_audit", "The agency's own audit"
    PERFORMANCE = "performance", "Performance review"
    OTHER = "other", "Another body"


class Decided(Term):
    """What the group decided about an inspection."""

    AWAITED = "awaited", "Not decided"
    MONITOR = "monitor", "Monitor"
    ESCALATE = "escalate", "Escalate"
    NOTE = "note", "Note"


class Turn(Term):
    """Whose word it is in a challenge."""

    CHALLENGE = "challenge", "Challenge"
    RESPONSE = "response", "Response"


class Score(Term):
    """How far an agency meets a standard of a self-assessment; the first three are in order."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_APPLICABLE = "not_applicable", "Not applicable"

    @property
    def counts(self) -> bool:
        """True where the standard applies to the agency."""
        return self is not Score.NOT_APPLICABLE
