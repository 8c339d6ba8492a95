"""The terms of learning and development: needs, courses, bookings, evaluation (DOMAIN 5)."""

from safeguard_desk.rules.terms import Term


class NeedSource(Term):
    """What showed that something has to be learned."""

    REVIEW = "review", "Case review"
    AUDIT = "audit", "Audit"
    INSPECTION = "inspection", "Inspection"
    SURVEY = "survey", "Survey of staff"
    LAW = "law", "Legislation or guidance"
    AGENCY = "agency", "Request of an agency"
    DATA = "data", "Data intelligence"
    OTHER = "other", "Other source"


class NeedState(Term):
    """The life of a learning need, in its order; not taken on stands outside it."""

    IDENTIFIED = "identified", "Identified"
    AGREED = "agreed", "Agreed"
    IN_PROGRAMME = "in_programme", "In the programme"
    MET = "met", "Met"
    REVIEWED = "reviewed", "Reviewed"
    NOT_TAKEN_ON = "not_taken_on", "Not taken on"

    @property
    def is_open(self) -> bool:
        """True while something is still to be done about it."""
        return self in {NeedState.IDENTIFIED, NeedState.AGREED, NeedState.IN_PROGRAMME}


class NeedResponse(Term):
    """How a learning need is answered."""

    UNDECIDED = "undecided", "Not decided yet"
    COURSE = "course", "Course"
    BRIEFING = "briefing", "Briefing"
    E_LEARNING = "e_learning", "E-learning"
    SINGLE_AGENCY = "single_agency", "Single agency asked to act"
    OTHER = "other", "Other response"


class CourseLevel(Term):
    """The levels of multi-agency training, from the widest audience to the narrowest."""

    AWARENESS = "awareness", "Awareness"
    FOUNDATION = "foundation", "Foundation"
    ADVANCED = "advanced", "Advanced"
    SPECIALIST = "specialist", "Specialist"
    STRATEGIC = "strategic", "Strategic"


class Delivery(Term):
    """How people come to a course or a session."""

    ROOM = "room", "In a room"
    ONLINE = "online", "Online"
    BOTH = "both", "In a room and online"
    E_LEARNING = "e_learning", "E-learning"


class Commissioning(Term):
    """Who gives a course."""

    POOL = "pool", "In-house pool"
    PROVIDER = "provider", "Commissioned provider"
    PARTNER = "partner", "Partner in kind"


class ContentBasis(Term):
    """What a course version rests on."""

    RESEARCH = "research", "Research"
    NATIONAL = "national", "National good practice"
    GUIDANCE = "guidance", "Guidance or law"
    REVIEW = "review", "Case review"
    AUDIT = "audit", "Audit"
    INSPECTION = "inspection", "Inspection"
    NEED = "need", "Learning need"
    LEARNING_POINT = "learning_point", "Learning point"


class SessionState(Term):
    """The state of a session; open and full follow from its bookings."""

    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    FULL = "full", "Full"
    DELIVERED = "delivered", "Delivered"
    CANCELLED = "cancelled", "Cancelled"

    @property
    def takes_bookings(self) -> bool:
        """True while somebody can be booked or put on the waiting list."""
        return self in {SessionState.PLANNED, SessionState.OPEN, SessionState.FULL}


class BookingState(Term):
    """What became of a booking."""

    BOOKED = "booked", "Booked"
    WAITING = "waiting", "Waiting list"
    ATTENDED = "attended", "Attended"
    PART_ATTENDED = "part_attended", "Part attended"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    CANCELLED_IN_TIME = "cancelled_in_time", "Cancelled in time"
    CANCELLED_LATE = "cancelled_late", "Cancelled late"

    @property
    def holds_place(self) -> bool:
        """True where the place is, or was, taken by this booking."""
        return self in {
            BookingState.BOOKED,
            BookingState.ATTENDED,
            BookingState.PART_ATTENDED,
            BookingState.DID_NOT_ATTEND,
        }

    @property
    def is_open(self) -> bool:
        """True while nothing has become of the booking yet."""
        return self in {BookingState.BOOKED, BookingState.WAITING}

    @property
    def shows_held(self) -> bool:
        """True where it tells that the session was held."""
        return self in {
            BookingState.ATTENDED,
            BookingState.PART_ATTENDED,
            BookingState.DID_NOT_ATTEND,
        }

    @property
    def charged(self) -> bool:
        """True where a charge for non-attendance may follow."""
        return self in {BookingState.DID_NOT_ATTEND, BookingState.CANCELLED_LATE}


class ChargeState(Term):
    """What became of a charge for non-attendance."""

    DUE = "due", "Due"
    SENT = "sent", "Letter sent"
    PAID = "paid", "Paid"
    WAIVED = "waived", "Waived"


class Asked(Term):
    """When a question is asked: the same ones three times (DOMAIN 5)."""

    BEFORE = "before", "Before"
    END = "end", "At the end"
    LATER = "later", "After three months"


class Kirkpatrick(Term):
    """The four levels of evaluation after Kirkpatrick, in their order."""

    REACTION = "reaction", "Reaction"
    LEARNING = "learning", "Learning"
    BEHAVIOUR = "behaviour", "Behaviour"
    RESULTS = "results", "Results"


class QuestionKind(Term):
    """How an evaluation question is answered."""

    SCORE = "score", "Score from 1 to 5"
    YES_NO = "yes_no", "Yes or no"
    WORDS = "words", "In words"


class FormSource(Term):
    """How the answers of a form came in."""

    TYPED = "typed", "Typed from paper"
    SHEET = "sheet", "Excel form"
    EXPORT = "export", "Export of a booking or survey system"


class ReturnState(Term):
    """The state of an agency's annual return on its own training."""

    REQUESTED = "requested", "Requested"
    RECEIVED = "received", "Received"
    CHALLENGED = "challenged", "Challenged"
    ANSWERED = "answered", "Answered"


class ProductKind(Term):
    """The kinds of learning product (DOMAIN 5)."""

    SEVEN_MINUTE = "seven_minute", "Seven-minute briefing"
    PRACTICE_NOTE = "practice_note", "Practice note"
    WEBINAR = "webinar", "Webinar"
    NEWSLETTER = "newsletter", "Newsletter"


class ProductState(Term):
    """The life of a learning product."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    SENT = "sent", "Sent"
    WITHDRAWN = "withdrawn", "Withdrawn"


class LaterForm(Term):
    """How the later form of a delegate stands."""

    ASK = "ask", "To ask"
    REMIND = "remind", "To remind"
    WAITING = "waiting", "Asked, waiting"
    SILENT = "silent", "No answer"
    GONE = "gone", "Too long ago to ask"
