"""What a document says: each paper collects its facts from the desk and composes a document.

The list of papers is explicit, so that a frozen build, the type checker and the reader see it.
"""

from collections.abc import Callable
from types import ModuleType

from safeguard_desk.desk.reading import Reader
from safeguard_desk.documents.model import Document
from safeguard_desk.errors import Refusal
from safeguard_desk.papers import (
    accountability,
    agenda,
    agenda_text,
    annual_evidence,
    assurance,
    attendance_year,
    audit_programme,
    audit_report,
    audit_report_text,
    board_report,
    board_report_text,
    brief,
    broken,
    calendar,
    calendar_text,
    child_deaths,
    closed_actions,
    course_evaluation,
    coverage,
    decision_record,
    duties,
    embedding,
    hand_over,
    inspections,
    learning_report,
    leaving,
    maps,
    matter,
    meeting_actions,
    minutes,
    minutes_text,
    near_miss,
    product,
    publication_record,
    rapid_review,
    review_log,
    review_progress,
    review_timeline,
    review_year,
    scorecard,
    self_assessment,
    thread,
    tracker,
    tracker_text,
    training_returns,
)
from safeguard_desk.papers.request import FORMATS, Paper, Request
from safeguard_desk.papers.session_kinds import SESSIONS

__all__ = ["FORMATS", "PAPERS", "Paper", "Request", "file_name", "make", "paper"]

_READ = ("pdf", "docx")
"""Papers to be read; those that are worked with are written as a workbook too."""


def _made(module: ModuleType) -> Callable[[Reader, Request], Document]:
    """Return how a paper is made whose module collects its facts and composes them itself."""
    return lambda reader, request: module.compose(module.collect(reader, request))


def _agenda(reader: Reader, request: Request) -> Document:
    return agenda_text.compose(agenda.collect(reader, request))


def _minutes(reader: Reader, request: Request) -> Document:
    return minutes_text.compose(minutes.collect(reader, request))


def _tracker(reader: Reader, request: Request) -> Document:
    return tracker_text.compose(tracker.collect(reader, request))


def _board_report(reader: Reader, request: Request) -> Document:
    return board_report_text.compose(board_report.collect(reader, request))


def _calendar(reader: Reader, request: Request) -> Document:
    return calendar_text.compose(calendar.collect(reader, request))


def _audit_report(reader: Reader, request: Request) -> Document:
    return audit_report_text.compose(audit_report.collect(reader, request))


def _inspection(reader: Reader, request: Request) -> Document:
    return inspections.compose_one(inspections.collect_one(reader, request))


def _priorities_map(reader: Reader, request: Request) -> Document:
    return maps.compose_priorities(maps.collect_priorities(reader, request))


def _risk_map(reader: Reader, request: Request) -> Document:
    return maps.compose_risks(maps.collect_risks(reader, request))


_WHOSE = frozenset({"group", "board", "agency", "owner"})


_MEETING, _BOARD, _GROUP = frozenset({"meeting"}), frozenset({"board"}), frozenset({"group"})

PAPERS: dict[str, Paper] = {
    one.kind: one
    for one in (
        Paper("agenda", "Agenda", _MEETING, _READ, _agenda, agenda.name),
        Paper("brief", "Brief for the co-chairs", _MEETING, _READ, _made(brief), brief.name),
        Paper("minutes", "Minutes", _MEETING, _READ, _minutes, minutes.name),
        Paper(
            *("tracker", "Action tracker", frozenset(), FORMATS, _tracker, tracker.name),
            _WHOSE,
        ),
        Paper(
            *("meeting-actions", "Actions for this meeting", _MEETING, FORMATS),
            *(_made(meeting_actions), meeting_actions.name),
        ),
        Paper(
            *("closed-actions", "Actions closed in a period", frozenset(), FORMATS),
            *(_made(closed_actions), closed_actions.name),
            _WHOSE | {"quarter", "period"},
        ),
        Paper(
            "board-report",
            "Board report",
            _BOARD,
            FORMATS,
            _board_report,
            board_report.name,
            frozenset({"group", "quarter"}),
        ),
        Paper(
            *("priorities-map", "Priorities map", _BOARD, FORMATS, _priorities_map),
            *(maps.name_priorities, frozenset({"year"})),
        ),
        Paper(
            *("risk-map", "Risk map", frozenset(), FORMATS, _risk_map, maps.name_risks),
            frozenset({"group", "period"}),
        ),
        Paper(
            *("annual-evidence", "Annual report evidence", _BOARD, _READ, _made(annual_evidence)),
            *(annual_evidence.name, frozenset({"year"})),
        ),
        Paper(
            "calendar",
            "Calendar of meetings",
            frozenset(),
            FORMATS,
            _calendar,
            calendar.name,
            frozenset({"group", "year"}),
        ),
        Paper(
            *(
                "attendance",
                "Attendance",
                _GROUP,
                FORMATS,
                _made(attendance_year),
                attendance_year.name,
            ),
            frozenset({"year"}),
        ),
        Paper(
            *("duties", "Terms and duties", _GROUP, FORMATS, _made(duties), duties.name),
            frozenset({"year"}),
        ),
        Paper(
            *("audit-programme", "Programme of audits", _GROUP, FORMATS, _made(audit_programme)),
            *(audit_programme.name, frozenset({"year"})),
        ),
        Paper(
            *("audit-report", "Audit report", frozenset({"audit"}), _READ, _audit_report),
            audit_report.name,
        ),
        Paper(
            *("coverage", "Coverage of partners", _GROUP, FORMATS, _made(coverage), coverage.name),
            frozenset({"year"}),
        ),
        Paper(
            *(
                "review-log",
                "Case review log",
                frozenset(),
                FORMATS,
                _made(review_log),
                review_log.name,
            ),
        ),
        Paper(
            *("self-assessment", "Self-assessment", frozenset({"round"}), FORMATS),
            *(_made(self_assessment), self_assessment.name),
        ),
        Paper(
            *("course-evaluation", "Course evaluation", frozenset({"course"}), FORMATS),
            *(_made(course_evaluation), course_evaluation.name, frozenset({"quarter", "period"})),
        ),
        *SESSIONS,
        Paper(
            *("decision-record", "Decision record", frozenset({"review"}), _READ),
            *(_made(decision_record), decision_record.name),
        ),
        Paper(
            *(
                "rapid-review",
                "Rapid review report",
                frozenset({"review"}),
                _READ,
                _made(rapid_review),
            ),
            rapid_review.name,
        ),
        Paper(
            *("review-timeline", "Timeline of a review", frozenset({"review"}), _READ),
            *(_made(review_timeline), review_timeline.name),
        ),
        Paper(
            *("review-progress", "Progress of reviews, for boards", frozenset(), FORMATS),
            *(_made(review_progress), review_progress.name, _BOARD),
        ),
        Paper(
            *("review-year", "Annual summary of reviews", frozenset(), FORMATS, _made(review_year)),
            *(review_year.name, frozenset({"board", "year"})),
        ),
        Paper(
            *("child-deaths", "Child death findings", frozenset(), FORMATS, _made(child_deaths)),
            child_deaths.name,
        ),
        Paper(
            *("publication-record", "Publication record of reviews", frozenset(), FORMATS),
            *(_made(publication_record), publication_record.name),
        ),
        Paper(
            *("near-miss", "Near miss or good practice", frozenset({"review"}), _READ),
            *(_made(near_miss), near_miss.name),
        ),
        Paper(
            *("scorecard", "Scorecard", frozenset(), FORMATS, _made(scorecard), scorecard.name),
            frozenset({"board", "group", "quarter"}),
        ),
        Paper(
            *(
                "inspections",
                "Inspections",
                frozenset(),
                FORMATS,
                _made(inspections),
                inspections.name,
            ),
            _GROUP,
        ),
        Paper(
            *("inspection", "One inspection", frozenset({"inspection"}), _READ, _inspection),
            inspections.name_one,
        ),
        Paper(
            *("accountability", "Agency accountability sheet", frozenset({"agency"}), _READ),
            *(_made(accountability), accountability.name, frozenset({"year"})),
        ),
        Paper(
            *(
                "training-returns",
                "Single agency training",
                _GROUP,
                FORMATS,
                _made(training_returns),
            ),
            *(training_returns.name, frozenset({"year"})),
        ),
        Paper(
            *("learning-report", "Learning report", _BOARD, FORMATS, _made(learning_report)),
            *(learning_report.name, frozenset({"quarter", "year"})),
        ),
        Paper(
            *(
                "learning-product",
                "Learning product",
                frozenset({"product"}),
                _READ,
                _made(product),
            ),
            product.name,
        ),
        Paper(
            *("embedding", "How learning was embedded", _GROUP, FORMATS, _made(embedding)),
            *(embedding.name, frozenset({"year"})),
        ),
        Paper(
            *(
                "assurance",
                "Escalations, challenges and guidance",
                frozenset(),
                FORMATS,
                _made(assurance),
            ),
            *(assurance.name, frozenset({"group", "board"})),
        ),
        Paper(
            *("broken", "Broken threads", frozenset(), FORMATS, _made(broken), broken.name),
            frozenset({"group", "board", "agency"}),
        ),
        Paper("thread", "Golden thread", frozenset({"record"}), _READ, _made(thread), thread.name),
        Paper("hand-over", "Hand-over sheet", _GROUP, _READ, _made(hand_over), hand_over.name),
        Paper(
            "matter",
            "One matter over time",
            frozenset({"matter"}),
            _READ,
            _made(matter),
            matter.name,
        ),
    )
}
"""Every paper by its kind, in the order in which menus show them."""


def paper(kind: str) -> Paper:
    """Return a kind of paper; refuse an unknown one, naming those there are."""
    found = PAPERS.get(kind.strip().lower().replace("_", "-"))
    if found is None:
        raise Refusal(
            f"There is no paper called “{kind}”.",
            "Nothing was made.",
            f"Known: {', '.join(PAPERS)}.",
        )
    return found


def make(kind: str, reader: Reader, request: Request) -> Document:
    """Return a paper as a document; refuses a request that does not name what it needs.

    A copy that everybody may read is looked through first for what tells who somebody is.
    """
    wanted = paper(kind)
    document = wanted.make(reader, request)
    if request.public or (wanted.kind in leaving.ANONYMOUS and not request.restricted):
        leaving.refuse_leaks(reader, document)
    return document


def file_name(kind: str, reader: Reader, request: Request) -> str:
    """Return a suggested file name without its ending: what it is, of when, and which copy."""
    wanted = paper(kind)
    copy = ", with restricted part" if request.restricted else ", public" if request.public else ""
    review = ", for comments" if request.review else ""
    return f"{wanted.name(reader, request)}{review}{copy}"
