"""The terms of case review: what is reviewed, how far it is, and what is known (DOMAIN 6)."""

from safeguard_desk.rules.terms import Term


class ReviewKind(Term):
    """What kind of review a case is, or asks to be."""

    RAPID = "rapid", "Rapid review"
    LCSPR = "lcspr", "Local child safeguarding practice review"
    SAR = "sar", "Safeguarding adults review (mandatory)"
    SAR_DISCRETIONARY = "sar_discretionary", "Safeguarding adults review (discretionary)"
    LOCAL = "local", "Local learning review"
    NEAR_MISS = "near_miss", "Near miss"
    GOOD_PRACTICE = "good_practice", "Good practice"
    NATIONAL = "national", "National review (led by the Panel)"
    DOMESTIC = "domestic", "Domestic abuse related death review"
    LEDER = "leder", "LeDeR review"

    @property
    def short(self) -> str:
        """The kind in a narrow cell."""
        shorter = {
            "lcspr": "LCSPR",
            "sar": "SAR",
            "sar_discretionary": "SAR s44(4)",
            "national": "National",
            "domestic": "DARDR",
            "leder": "LeDeR",
        }
        return shorter.get(self.value, self.label)

    @property
    def is_light(self) -> bool:
        """True for what is taken down on half a page, without criteria."""
        return self in {ReviewKind.NEAR_MISS, ReviewKind.GOOD_PRACTICE}

    @property
    def is_elsewhere(self) -> bool:
        """True for what others run: recorded and linked for information."""
        return self in {ReviewKind.NATIONAL, ReviewKind.DOMESTIC, ReviewKind.LEDER}


class ReviewState(Term):
    """How far a review is, in its order; not progressed stands outside it."""

    REFERRED = "referred", "Referred"
    SCREENED = "screened", "Screened"
    DECISION = "decision", "Decided"
    SCOPED = "scoped", "Scoped"
    GATHERING = "gathering", "Information gathered"
    ANALYSIS = "analysis", "Analysis"
    DRAFT = "draft", "Draft report"
    AGREED = "agreed", "Agreed by the group"
    ACCEPTED = "accepted", "Accepted by the board"
    PUBLISHED = "published", "Publication settled"
    PLAN = "plan", "Action plan"
    IMPACT = "impact", "Impact checked"
    CLOSED = "closed", "Closed"
    NOT_PROGRESSED = "not_progressed", "Not progressed"

    @property
    def is_open(self) -> bool:
        """True until the review is closed or not taken further."""
        return self not in {ReviewState.CLOSED, ReviewState.NOT_PROGRESSED}


class Harm(Term):
    """What came of it for the child or the adult."""

    DEATH = "death", "Death"
    SERIOUS = "serious", "Serious harm"
    OTHER = "other", "Other harm"
    NONE = "none", "No harm"
    UNKNOWN = "unknown", "Not known yet"


class Abuse(Term):
    """Whether abuse or neglect lies behind it."""

    KNOWN = "known", "Known"
    SUSPECTED = "suspected", "Suspected"
    NO = "no", "Neither known nor suspected"
    UNKNOWN = "unknown", "Not known yet"


class Answer(Term):
    """The answer to a criterion."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNCLEAR = "unclear", "Not clear yet"


class Supports(Term):
    """What an agency thinks of reviewing a case."""

    YES = "yes", "For a review"
    NO = "no", "Against a review"
    OTHER = "other", "Other way of learning"
    NONE = "none", "No view"


class Panel(Term):
    """What somebody does in a review."""

    LEAD = "lead", "Lead reviewer"
    CHAIR = "chair", "Panel chair"
    MEMBER = "member", "Panel member"
    AUTHOR = "author", "Author of the report"
    ADVISER = "adviser", "Adviser"


class Family(Term):
    """Who of a family was spoken to; no names are kept."""

    CHILD = "child", "Child or young person"
    ADULT = "adult", "Adult with care and support needs"
    PARENT = "parent", "Parent or carer"
    RELATIVE = "relative", "Relative"
    ADVOCATE = "advocate", "Advocate"


class Outcome(Term):
    """What came of a contact with a family."""

    OFFERED = "offered", "Offered, no answer yet"
    MET = "met", "Took part"
    WRITTEN = "written", "Took part in writing"
    DECLINED = "declined", "Declined"
    SHARED = "shared", "Findings shared"


class Exact(Term):
    """How exactly the day of an event is known."""

    DAY = "day", "Exact"
    ABOUT = "about", "About that day"
    MONTH = "month", "In that month"
    YEAR = "year", "In that year"


class Significance(Term):
    """How much an event matters for what is to be learned."""

    ROUTINE = "routine", "Routine"
    NOTABLE = "notable", "Of note"
    KEY = "key", "Key event"


class Publication(Term):
    """Whether a report is published."""

    OPEN = "open", "Not settled yet"
    PUBLISHED = "published", "Published"
    SUMMARY = "summary", "Published as a summary"
    WITHHELD = "withheld", "Withheld"


class Marker(Term):
    """How far a quality marker is met."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"


class RapidFrom(Term):
    """From which day a rapid review counts, as the partnership has settled it."""

    AWARE = "aware", "The local authority becoming aware"
    NOTIFIED = "notified", "The notification"


class ImpactSeen(Term):
    """What a check of impact, some months on, saw of practice."""

    SEEN = "seen", "Impact seen"
    PARTLY = "partly", "Partly seen"
    NOT_YET = "not_yet", "Not seen yet"


class NoteKind(Term):
    """What a note under a theme tells of a review."""

    ANALYSIS = "analysis", "Analysis"
    GOOD_PRACTICE = "good_practice", "Good practice"


class Trait(Term):
    """What is said of a case when a review tool is chosen."""

    SIMPLE = "simple", "The course of events is plain"
    COMPLEX = "complex", "Many causes, over a long time"
    FEW_AGENCIES = "few_agencies", "One to three agencies"
    MANY_AGENCIES = "many_agencies", "Four agencies or more"
    KNOWN_LEARNING = "known_learning", "Earlier reviews found much the same"
    NEW_LEARNING = "new_learning", "The learning is likely to be new"
    SEVERAL_CASES = "several_cases", "Several cases share a theme"
    FAMILY = "family", "The family wants to take part"
    PARALLEL = "parallel", "Criminal, coroner's or other proceedings run beside it"
    URGENT = "urgent", "Safety needs learning within weeks"
    STATUTORY_CHILD = "statutory_child", "A notified serious child safeguarding incident"
    WENT_WELL = "went_well", "Good practice is what is to be understood"
