"""What is known of a course's effect, what is not, and who is asked after three months."""

from datetime import date
from pathlib import Path

import outloud
import pdfua
import pikepdf
import pytest
from tests.fixtures import trained
from tests.fixtures.audited import agreed, fill, ready
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock
from tests.papers.flat import flat as document_text

from safeguard_desk.desk.desk import Desk
from safeguard_desk.desk.unit_of_work import UnitOfWork
from safeguard_desk.documents import pdf
from safeguard_desk.exchange import evaluation_papers
from safeguard_desk.models import Course, CourseContent, CourseVersion, Delegate, LearningNeed
from safeguard_desk.papers import make
from safeguard_desk.papers.request import Request
from safeguard_desk.rules.evaluation import later_form
from safeguard_desk.rules.terms_learning import Asked, ContentBasis, Kirkpatrick, LaterForm
from safeguard_desk.rules.terms_quality import Basis, Practice
from safeguard_desk.views import building, today
from safeguard_desk.views.comments import NO_THEME, comments, themes
from safeguard_desk.views.evaluation import Scope
from safeguard_desk.views.evaluation_due import counts, due
from safeguard_desk.views.kirkpatrick import CourseView, course_view
from safeguard_desk.views.places import where
from safeguard_desk.work import audit_impact, comment_themes, evaluation_requests
from safeguard_desk.work import evaluation as verbs

BEFORE, END, LATER = Asked
REACTION, LEARNING, BEHAVIOUR, RESULTS = Kirkpatrick


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def seen(harrow: Harrow, course: str) -> CourseView:
    with harrow.desk.read() as reader:
        return course_view(reader, course)


def answered(harrow: Harrow, session: str, bookings: list[str]) -> None:
    """Six people answer before and at the end, each a point or two higher."""

    def take(uow: UnitOfWork) -> None:
        for place, booking in enumerate(bookings):
            low = 1 + place % 3
            verbs.take_form(uow, session, booking, BEFORE, {"confidence": low})
            said: dict[str, int | str | None] = {
                "confidence": low + 1 + place % 2,
                "relevant": 4,
                "intended": f"Ask about sleep {place}",
            }
            verbs.take_form(uow, session, booking, END, said)

    harrow.do(take)


def test_what_nobody_answered_is_said_to_be_not_known(harrow: Harrow) -> None:
    course = trained.course(harrow)
    trained.session(harrow, course)
    view = seen(harrow, course)
    assert [one.known for one in view.levels] == [(), (), (), ()]
    assert [one.unknown[0] for one in view.levels] == [
        "Reaction: not known: no form of the end has come. 6 delegates were to be asked.",
        "Learning: not known: no form of the end has come.",
        "Behaviour: not known: no form of three months on has come. 6 delegates were to be asked.",
        "Results: not known: no re-audit or indicator is linked to this course.",
    ]


def test_what_is_known_comes_with_its_numbers(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course)
    answered(harrow, session, bookings)
    view = seen(harrow, course)
    assert view.level(REACTION).known == ("Relevant to work: mean 4.0, 6 of 6 (100%) answered.",)
    assert view.level(LEARNING).known == (
        "Confidence before: mean 2.0, 6 of 6 (100%) answered; at the end: mean 3.5,"
        " 6 of 6 (100%) answered.",
        "Confidence, the same people: +1.5 (95% interval +0.9 to +2.1), 6 pairs. The rise is more"
        " than chance would explain.",
        "6 intended changes, 0 under a theme.",
    )


def test_a_low_response_is_told_beside_its_scores(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course, delegates=20)
    answered(harrow, session, bookings[:6])
    assert seen(harrow, course).level(REACTION).unknown == (
        "At the end: fewer than half answered, 6 of 20 (30%); they may not be like those who did"
        " not.",
    )


def rests_on(harrow: Harrow, course: str, kind: str, record_id: str) -> None:
    def carry(uow: UnitOfWork) -> None:
        version = uow.add(CourseVersion(course_id=course, number=1, valid_from=date(2026, 1, 1)))
        uow.add(
            CourseContent(
                course_version_id=version.id,
                basis=ContentBasis.NEED,
                source_kind=kind,
                source_id=record_id,
            )
        )

    harrow.do(carry)


def test_results_come_from_a_re_audit_behind_the_need(harrow: Harrow) -> None:
    """From an audit's finding to a need, to the course, and back to the verdict on practice."""
    audit = ready(harrow)
    fill(harrow, audit)
    finding = agreed(harrow, audit)
    group = harrow.group("LD")
    need = harrow.do(
        lambda uow: (
            uow.add(
                LearningNeed(
                    ref="LD-N-0001",
                    title="Review of risk",
                    group_id=group,
                    source_kind="findings",
                    source_id=finding,
                    raised_on=uow.today,
                )
            ).id
        )
    )
    course = trained.course(harrow)
    trained.session(harrow, course)
    rests_on(harrow, course, "learning_needs", need)
    view = seen(harrow, course)
    assert [ref for _, ref, _ in view.needs] == ["LD-N-0001"]
    assert view.level(RESULTS).unknown[0] == (
        "Results: not known: no re-audit or indicator is linked to this course or to what it rests"
        " on."
    )
    again = harrow.do(lambda uow: audit_impact.plan_re_audit(uow, audit).id)
    assert "nothing to tell yet" in seen(harrow, course).level(RESULTS).unknown[0]
    harrow.do(
        audit_impact.give_verdict,
        audit,
        Practice.PARTLY,
        Basis.RE_AUDIT,
        "Risk is reviewed more often",
    )
    found = seen(harrow, course)
    assert again
    assert any("Risk is reviewed more often" in line for line in found.level(RESULTS).known)
    with harrow.desk.read() as reader:
        document = make("course-evaluation", reader, Request(about=("courses", course)))
    assert document.title == "Evaluation: Neglect"


@pytest.mark.parametrize(
    ("requests", "last", "now", "state"),
    [
        (0, None, date(2026, 10, 7), None),
        (0, None, date(2026, 10, 8), LaterForm.ASK),
        (1, date(2026, 10, 8), date(2026, 10, 21), LaterForm.WAITING),
        (1, date(2026, 10, 8), date(2026, 10, 22), LaterForm.REMIND),
        (2, date(2026, 10, 22), date(2026, 11, 5), LaterForm.REMIND),
        (3, date(2026, 11, 5), date(2026, 11, 19), LaterForm.SILENT),
        (0, None, date(2027, 4, 9), LaterForm.GONE),
    ],
)
def test_when_a_later_form_is_asked_for(
    requests: int, last: date | None, now: date, state: LaterForm | None
) -> None:
    assert later_form(date(2026, 7, 8), requests, last, now) is state


def test_who_is_asked_and_who_is_reminded(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course, delegates=5)
    (unknown,) = harrow.all(Delegate, code="D005")
    harrow.do(lambda uow: setattr(uow.get(Delegate, unknown.id), "email", ""))
    harrow.do(verbs.take_form, session, bookings[0], LATER, {"confidence": 4})
    harrow.do(evaluation_requests.record, bookings[1:3])
    harrow.do(evaluation_requests.record, bookings[1:3])
    with harrow.desk.read() as reader:
        held = counts(reader)
        assert held.words == "2 to ask, 2 asked and waiting"
        assert held.without == 1
    harrow.clock.pass_by(days=15)
    with harrow.desk.read() as reader:
        assert counts(reader).words == "2 to ask, 2 to remind"
        assert [one.code for one in due(reader)] == ["D004", "D005", "D002", "D003"]
        (line,) = [
            line
            for section in today.today(reader)
            if section.title == "Training"
            for line in section.lines
        ]
    assert (line.words, line.kind) == ("4 later evaluation forms to ask for", "evaluation")
    assert "D00" not in f"{line.words} {line.detail}"


def test_the_next_agenda_hears_of_later_forms_as_counts(harrow: Harrow) -> None:
    trained.session(harrow, trained.course(harrow))
    meeting = harrow.plan(code="LD")
    with harrow.desk.read() as reader:
        (told,) = [
            one
            for one in building.proposals(reader, meeting)
            if one.mark == "Later evaluation forms"
        ]
    assert told.line == "Later evaluation forms: 6 to ask"


def test_comments_are_found_by_words_theme_and_stage(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course)
    answered(harrow, session, bookings)

    def put(uow: UnitOfWork) -> str:
        theme = comment_themes.add_theme(uow, "Sleep")
        said = comments(uow.reader, Scope(course_id=course))
        for one in said[:2]:
            comment_themes.put(uow, one.id, theme.id)
        return theme.id

    theme = harrow.do(put)
    with harrow.desk.read() as reader:
        scope = Scope(course_id=course)
        everything = comments(reader, scope)
        assert len(everything) == 6
        assert len(comments(reader, scope, theme=theme)) == 2
        assert len(comments(reader, scope, theme=NO_THEME)) == 4
        assert len(comments(reader, scope, words="sleep 3")) == 1
        assert not comments(reader, scope, asked=LATER)
        assert [(one.title, one.count) for one in themes(reader, everything)] == [("Sleep", 2)]
    harrow.do(comment_themes.rename, theme, "Sleep and food")
    other = harrow.do(lambda uow: comment_themes.add_theme(uow, "Other").id)
    harrow.do(comment_themes.rename, theme, "Other")
    with harrow.desk.read() as reader:
        assert len(comments(reader, scope, theme=other)) == 2
        assert [one.title for one in themes(reader, everything)] == ["Other"]


def test_another_courses_forms_are_not_this_ones(harrow: Harrow) -> None:
    first = trained.course(harrow)
    second = trained.course(harrow, "LD-C-0002", "Self-neglect")
    session, bookings = trained.session(harrow, first)
    trained.session(harrow, second, ref="LD-S-0002")
    answered(harrow, session, bookings)
    assert seen(harrow, second).evaluated.forms == 0
    assert len(harrow.all(Course)) == 2


@pytest.mark.parametrize("asked", Asked)
def test_paper_forms_are_a_page_each_numbered_and_read_aloud(
    harrow: Harrow, tmp_path: Path, asked: Asked
) -> None:
    session, _ = trained.session(harrow, trained.course(harrow))
    with harrow.desk.read() as reader:
        path = evaluation_papers.write(reader, session, asked, tmp_path, 3)
    with pikepdf.open(path) as book:
        assert len(book.pages) == 3
    faultless(path)


def test_the_paper_of_a_course_is_read_aloud(harrow: Harrow, tmp_path: Path) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course)
    answered(harrow, session, bookings)
    harrow.do(verbs.take_form, session, bookings[0], LATER, {"changed": 1, "example": "A bed"})
    path = tmp_path / "course.pdf"
    with harrow.desk.read() as reader:
        document = make("course-evaluation", reader, Request(about=("courses", course)))
    path.write_bytes(pdf.to_bytes(document))
    faultless(path)
    words = document_text(document)
    assert "1 of 6 (17%)" in words
    assert "“A bed” (LD-S-0001, after three months)" in words
    assert "D001" not in words, "nobody is named"


def faultless(path: Path) -> None:
    found = pdfua.validate(str(path)).findings
    assert not [one for one in found if one.severity is not pdfua.Severity.INFO], found
    heard = outloud.check(str(path))
    assert (heard.error, heard.errors, heard.warnings) == (None, 0, 0), heard.findings


def test_a_comment_that_is_found_leads_to_its_course(harrow: Harrow) -> None:
    course = trained.course(harrow)
    session, bookings = trained.session(harrow, course)
    answered(harrow, session, bookings)
    with harrow.desk.read() as reader:
        (said, *_) = comments(reader, Scope(course_id=course))
        place = where(reader, "evaluation_answers", said.id)
    assert place is not None
    assert place.kind == "evaluation_forms"
    assert place.group_id == harrow.group("LD")
