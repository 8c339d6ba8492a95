"""Every enumeration of the field. The value is the code in the file, the label is for people."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A fixed list of the field's terms; each has a code (its value) and a label for people."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make a member from its code and label; with a code alone, Python looks it up."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Side(Term):
    """Whom a record concerns; an agency's side decides which board hears of it."""

    CHILDREN = "children", "Children"
    ADULTS = "adults", "Adults"
    BOTH = "both", "Children and adults"


class GroupKind(Term):
    """What a group is for; its standing agenda and workspaces follow from it."""

    QUALITY = "quality", "Quality assurance"
    LEARNING = "learning", "Learning and development"
    REVIEW = "review", "Case review"
    THEMATIC = "thematic", "Thematic group"
    BOARD = "board", "Board"


class Capacity(Term):
    """In what capacity a person belongs to a group."""

    CO_CHAIR = "co_chair", "Co-chair"
    MEMBER = "member", "Member"
    IN_ATTENDANCE = "in_attendance", "In attendance"
    SECRETARIAT = "secretariat", "Secretariat"


class StatutoryPartner(Term):
    """The three safeguarding partners of Working Together, whom quoracy asks for by name."""

    LOCAL_AUTHORITY = "local_authority", "Local authority"
    ICB = "icb", "Integrated care board"
    POLICE = "police", "Police"


class MeetingState(Term):
    """How far a meeting has come, up to the day it is held."""

    PLANNED = "planned", "Planned"
    AGENDA_SET = "agenda_set", "Agenda set"
    DISPATCHED = "dispatched", "Papers dispatched"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Cancelled"


class MinutesState(Term):
    """The life of a meeting's minutes, from empty to locked."""

    NOT_STARTED = "not_started", "Not started"
    DRAFT = "draft", "Draft"
    WITH_CO_CHAIRS = "with_co_chairs", "With co-chairs"
    APPROVED = "approved", "Approved by co-chairs"
    CIRCULATED = "circulated", "Circulated"
    RATIFIED = "ratified", "Ratified"


class MinutesStep(Term):
    """What can happen to minutes on their way; each is dated and kept."""

    DRAFTED = "drafted", "Draft begun"
    SENT = "sent", "Sent to co-chairs"
    COMMENT = "comment", "Comment"
    APPROVAL = "approval", "Approved"
    RETURNED = "returned", "Returned to draft"
    CIRCULATED = "circulated", "Circulated"
    AMENDMENT = "amendment", "Amendment"
    RATIFIED = "ratified", "Ratified"
    CORRECTION = "correction", "Correction"


class Purpose(Term):
    """What an agenda item asks of the group."""

    INFORMATION = "information", "For information"
    DISCUSSION = "discussion", "For discussion"
    DECISION = "decision", "For decision"
    ASSURANCE = "assurance", "For assurance"


class ItemKind(Term):
    """Where an agenda item comes from."""

    STANDING = "standing", "Standing item"
    BUSINESS = "business", "Group's standing business"
    FORWARD_PLAN = "forward_plan", "Forward plan"
    ESCALATED = "escalated", "To or from a board"
    CARRIED = "carried", "Brought forward"
    DUE = "due", "Due at this meeting"
    ASKED = "asked", "Asked for by an agency"
    OTHER = "other", "Other item"


class Presence(Term):
    """How a person attended a meeting."""

    EXPECTED = "expected", "Not yet marked"
    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Apologies"
    DEPUTY = "deputy", "Deputy sent"
    ABSENT = "absent", "Absent without apologies"
    IN_ATTENDANCE = "in_attendance", "In attendance"


class EntryKind(Term):
    """The kinds of minute entry."""

    NOTE = "note", "Note"
    DECISION = "decision", "Decision"
    ACTION = "action", "Action"
    CHALLENGE = "challenge", "Challenge"
    RISK = "risk", "Risk"
    ESCALATION = "escalation", "Escalation"
    GOOD_PRACTICE = "good_practice", "Good practice"
    KEY_MESSAGE = "key_message", "Key message"


class ActionStatus(Term):
    """The life of an action."""

    PROPOSED = "proposed", "Proposed"
    OPEN = "open", "Open"
    ON_HOLD = "on_hold", "On hold"
    COMPLETED = "completed", "Completed"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"
    REOPENED = "reopened", "Reopened"

    @property
    def is_open(self) -> bool:
        """True until the group has closed or cancelled the action."""
        return self not in _ENDED

    @property
    def is_awaited(self) -> bool:
        """True while the owner still has something to do: the due date counts."""
        return self.is_open and self is not ActionStatus.COMPLETED


_ENDED = ActionStatus.CLOSED, ActionStatus.CANCELLED


class ActionSource(Term):
    """What an action was raised by."""

    MEETING = "meeting", "Meeting"
    AUDIT = "audit", "Audit finding"
    RECOMMENDATION = "recommendation", "Recommendation"
    INSPECTION = "inspection", "Inspection"
    RISK = "risk", "Risk"
    REVIEW = "review", "Case review"
    SIGNAL = "signal", "Performance signal"
    IMPORTED = "imported", "Imported tracker"
    OTHER = "other", "Other"


class EvidenceKind(Term):
    """What a piece of evidence shows: that an action is done, or that it made a difference."""

    DONE = "done", "That it is done"
    IMPACT = "impact", "That it made a difference"


class ChasedTo(Term):
    """Whom a chase goes to, in the order of DOMAIN 3."""

    OWNER = "owner", "Owner"
    SENIOR = "senior", "Agency's senior member"
    BOARD = "board", "Board"


class Rating(Term):
    """BRAG, worst last in meaning: blue is closed, red overdue. Never shown by colour alone."""

    BLUE = "blue", "Blue"
    GREEN = "green", "Green"
    AMBER = "amber", "Amber"
    RED = "red", "Red"


class Marking(Term):
    """The government security classification a paper carries."""

    OFFICIAL = "official", "OFFICIAL"
    OFFICIAL_SENSITIVE = "official_sensitive", "OFFICIAL-SENSITIVE"


class PaperState(Term):
    """Whether a paper came in time for the pack."""

    AWAITED = "awaited", "Awaited"
    RECEIVED = "received", "Received"
    LATE = "late", "Late"
    TABLED = "tabled", "Tabled"


class RiskStatus(Term):
    """The life of a risk."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


class MatterState(Term):
    """Where a matter stands between the meetings that speak of it."""

    PLANNED = "planned", "On the forward plan"
    PARKED = "parked", "Parked"
    CLOSED = "closed", "Closed"


class HolidayKind(Term):
    """Why no meeting should fall on a day; bank holidays are known without a list."""

    SCHOOL = "school", "School holiday"
    CLOSURE = "closure", "Closed"


class PackEdition(Term):
    """Whom a pack is for; restricted papers are in the full edition and in their readers' own."""

    FULL = "full", "Full"
    OPEN = "open", "Without restricted part"
    MEMBER = "member", "For one member"


class MarkKind(Term):
    """What a reader leaves on a page of a paper."""

    NOTE = "note", "Note"
    HIGHLIGHT = "highlight", "Highlight"


class DispatchKind(Term):
    """What was sent to whom."""

    INVITATION = "invitation", "Invitation"
    CANCELLATION = "cancellation", "Cancellation"
    CALL = "call", "Call for papers"
    RETURN_FORM = "return_form", "Pre-meeting return form"
    PACK = "pack", "Papers"
    DRAFT_MINUTES = "draft_minutes", "Draft minutes"
    MINUTES = "minutes", "Minutes"
    ACTIONS = "actions", "Action sheet"
    CHASE = "chase", "Chase"
    AGENCY_SHEET = "agency_sheet", "Agency's sheet of actions"
    AUDIT_RETURN = "audit_return", "Audit return form"
    ASSESSMENT = "assessment", "Self-assessment form"
    TRAINING_RETURN = "training_return", "Training return form"
    LEARNING_PRODUCT = "learning_product", "Learning product"
    LETTER = "letter", "Letter"


class ProposalKind(Term):
    """What came back on the draft minutes."""

    COMMENT = "comment", "Comment"
    CHANGE = "change", "Change of words"
    ADDITION = "addition", "New words"


class ProposalState(Term):
    """What became of a proposal on the draft minutes."""

    OPEN = "open", "To be decided"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"
