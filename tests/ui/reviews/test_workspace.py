"""The workspace of a case: filters, people, chronology, themes, impact, the key of names."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import select
from tests.ui.hand import Hand
from tests.ui.reviews.test_cases import referred

from safeguard_desk.models import (
    CaseKey,
    CaseName,
    ChronologyEvent,
    FamilyContact,
    Finding,
    ImpactCheck,
    JournalEntry,
    LearningNeed,
    LearningPoint,
    Recommendation,
    Review,
    ReviewAgency,
    ReviewCriterion,
    ReviewRole,
    ThemeNote,
)
from safeguard_desk.rules.terms_review import (
    Answer,
    Exact,
    Family,
    ImpactSeen,
    NoteKind,
    Outcome,
    Panel,
    ReviewKind,
    Significance,
)
from safeguard_desk.rules.terms_thread import Audience, Response
from safeguard_desk.ui.reviews.chronology import ChronologyStep
from safeguard_desk.ui.reviews.decision import DecisionStep
from safeguard_desk.ui.reviews.findings import FindingsStep
from safeguard_desk.ui.reviews.outcome import OutcomeStep
from safeguard_desk.ui.reviews.page import CasesPage
from safeguard_desk.ui.reviews.people import PeopleStep

OWN = "seven quiet lanterns"


def undone(hand: Hand) -> None:
    hand.window.undo()
    hand.settle()


def people(page: CasesPage) -> PeopleStep:
    page.show_step(3)
    step = page.steps[3]
    assert isinstance(step, PeopleStep)
    return step


def test_cases_are_filtered_by_board_kind_and_agency_and_shown_as_a_list(hand: Hand) -> None:
    page = referred(hand)
    page.show_board()
    card = page.board.columns[0].item(0).text()
    assert "Business unit: screen the referral" in card
    board = page.sieve.boxes["board"]
    assert [board.itemText(n) for n in range(board.count())] == ["All boards", "HSAB"]
    page.as_list.click()
    hand.settle()
    assert page.whole.currentWidget() is page.list
    assert len(page.list.rows.rows) == 1
    page.sieve.words.setText("nothing like it")
    assert page.list.rows.rows == []
    page.sieve.words.setText("")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    hand.settle()
    assert page.whole.currentWidget() is page.work
    page.present(True)
    assert page.list.rows.rows == []


def test_a_panel_the_family_and_code_names_are_taken_away_and_brought_back(hand: Hand) -> None:
    step = people(referred(hand))
    step.part.show_value(Panel.MEMBER)
    step.person.setText("A colleague of another borough")
    step.person.returnPressed.emit()
    hand.settle()
    step.whom.show_value(Family.RELATIVE)
    step.outcome.show_value(Outcome.MET)
    step.contact_words.setText("Wishes to read the draft")
    step.contact_words.returnPressed.emit()
    step.name.setText("Adult A = the adult")
    step.name.returnPressed.emit()
    hand.settle()
    assert hand.held(ReviewRole, "words") == ["A colleague of another borough"]
    for table, model in ((step.roles, ReviewRole), (step.contacts, FamilyContact),
                         (step.names, CaseName)):  # fmt: skip
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Delete)
        hand.settle()
        assert hand.held(model, "id") == []
        undone(hand)
        assert len(hand.held(model, "id")) == 1
    row = step.names.rows
    row.setData(row.index(0, 1), "the adult who was harmed")
    hand.settle()
    assert hand.held(CaseName, "meaning") == ["the adult who was harmed"]


def test_a_late_summary_is_seen_and_chased_by_mail(hand: Hand, tmp_path: Path) -> None:
    step = people(referred(hand))
    step.agency.setFocus()
    step.agency.setText("NHS")
    step.agency._choices = step.agency._load()
    step.agency.returnPressed.emit()
    hand.settle()
    step.ask.click()
    hand.settle()
    rows = step.summaries.rows
    rows.setData(rows.index(0, 2), "1 nov 2026")
    hand.settle()
    assert "late" in step.late.text()
    assert rows.rows[0].days_late(date(2026, 11, 17)) == 16
    step.chase_to(tmp_path)
    hand.settle()
    assert len(list(tmp_path.glob("*.eml"))) == 1
    assert hand.held(ReviewAgency, "chases") == [1]
    assert "chased once" in step.late.text()
    step.receive.click()
    hand.settle()
    assert not step.late.isVisible()


def test_a_chronology_is_typed_filtered_weighed_and_compared(hand: Hand) -> None:
    page = referred(hand)
    page.show_step(4)
    step = page.steps[4]
    assert isinstance(step, ChronologyStep)
    for when, words in (
        ("14 jan 2025", "Visit made"),
        ("mar 2025", "No reply to letters"),
        ("1 sep 2025", "Seen by the practice"),
    ):
        step.when.setText(when)
        step.words.setText(words)
        step.words.returnPressed.emit()
        hand.settle()
    assert hand.held(ChronologyEvent, "exact") == [Exact.DAY, Exact.MONTH, Exact.DAY]
    assert [one.words for one in step.looks.rows.rows] == [
        "↔ Gap of 154 days: 31 Mar 2025 to 1 Sep 2025"
    ]
    step.longest.setText("200")
    assert step.looks.rows.rows == []
    step.first.setText("20 mar 2025")
    assert [one.words for one in step.events.rows.rows] == [
        "No reply to letters", "Seen by the practice"
    ]  # fmt: skip
    step.first.setText("")
    step.sieve.setText("visit")
    assert len(step.events.rows.rows) == 1
    step.events.setFocus()
    QTest.keyClick(step.events, Qt.Key.Key_K)
    hand.settle()
    assert Significance.KEY in hand.held(ChronologyEvent, "significance")
    step.weight.setCurrentIndex(2)
    step._sieve()
    assert len(step.events.rows.rows) == 1
    QTest.keyClick(step.events, Qt.Key.Key_Delete)
    hand.settle()
    assert len(hand.held(ChronologyEvent, "id")) == 2
    step.when.setText("tomorrow")
    step.words.setText("Not yet")
    step.words.returnPressed.emit()
    hand.settle()
    assert len(hand.held(ChronologyEvent, "id")) == 2
    assert step.words.text() == "Not yet"


def decided(hand: Hand) -> CasesPage:
    page = referred(hand)
    page.show_step(1)
    step = page.steps[1]
    assert isinstance(step, DecisionStep)
    for answer in (Answer.YES, Answer.YES, Answer.NO, Answer.YES, Answer.YES):
        step.reasons.setText("The records show it")
        step.answers[answer].click()
        hand.settle()
    step.why.setText("It must be held")
    step.by.setText("Independent chair")
    step.kind.setCurrentIndex(step.kind.findText(ReviewKind.SAR.label))
    step.decide.click()
    hand.settle()
    return page


def test_an_answer_is_taken_back_by_delete(hand: Hand) -> None:
    page = referred(hand)
    page.show_step(1)
    step = page.steps[1]
    assert isinstance(step, DecisionStep)
    step.reasons.setText("The records show it")
    step.answers[Answer.YES].click()
    hand.settle()
    step.criteria.choose(step.criteria.rows.rows[0].id)
    QTest.keyClick(step.criteria, Qt.Key.Key_Delete)
    hand.settle()
    assert hand.held(ReviewCriterion, "answer") == []


def test_findings_lead_to_recommendations_learning_and_themes(hand: Hand) -> None:
    page = decided(hand)
    page.show_step(5)
    step = page.steps[5]
    assert isinstance(step, FindingsStep)
    for words, button in (("Nobody visited", step.finding), ("Visit in a week", step.recommend),
                          ("Visit early", step.learning)):  # fmt: skip
        step.words.setText(words)
        button.click()
        hand.settle()
    made = next(one for one in step.found.rows.rows if one.kind == "recommendations")
    step.found.choose(made.id)
    step.answers[Response.REJECTED].click()
    hand.settle()
    assert hand.held(Recommendation, "response") == [Response.AWAITED]  # a reason is needed
    step.answers[Response.ACCEPTED].click()
    hand.settle()
    assert hand.held(Recommendation, "response") == [Response.ACCEPTED]
    point = next(one for one in step.found.rows.rows if one.kind == "learning_points")
    step.found.choose(point.id)
    for button in step.heard.values():
        button.click()
        hand.settle()
    assert None not in [hand.held(LearningPoint, f"{one.value}_on")[0] for one in Audience]
    step.found.choose(hand.held(Finding, "id")[0])
    step.learn_need.click()
    hand.settle()
    assert hand.held(LearningNeed, "id") == []  # in words that were agreed, or none
    step.words.setText("Following up missed appointments")
    step.learn_need.click()
    hand.settle()
    assert hand.held(LearningNeed, "title") == ["Following up missed appointments"]
    step.theme.setText("Professional curiosity")
    step.note.returnPressed.emit()
    hand.settle()
    step.note.setText("A neighbour was heard")
    step.good.click()
    hand.settle()
    assert hand.held(ThemeNote, "kind") == [NoteKind.ANALYSIS, NoteKind.GOOD_PRACTICE]
    assert "Nobody visited (" in step.notes.rows.data(step.notes.rows.index(0, 1))
    step.notes.setFocus()
    QTest.keyClick(step.notes, Qt.Key.Key_Delete)
    hand.settle()
    assert len(hand.held(ThemeNote, "id")) == 1


def test_impact_is_checked_in_the_window_and_taken_back(hand: Hand) -> None:
    page = decided(hand)
    page.show_step(6)
    step = page.steps[6]
    assert isinstance(step, OutcomeStep)
    step.check.click()
    hand.settle()
    assert hand.held(ImpactCheck, "id") == []
    step.seen.show_value(ImpactSeen.PARTLY)
    step.evidence.setText("Half of the audited cases")
    step.next.setText("1 feb 2027")
    step.check.click()
    hand.settle()
    assert hand.held(ImpactCheck, "next_on") == [date(2027, 2, 1)]
    assert hand.held(Review, "impact_seen") == [ImpactSeen.PARTLY]
    assert "1 Feb 2027" in step.due.text()
    step.impact.setFocus()
    QTest.keyClick(step.impact, Qt.Key.Key_Delete)
    hand.settle()
    assert hand.held(Review, "impact_seen") == [None]
    undone(hand)
    assert hand.held(Review, "impact_seen") == [ImpactSeen.PARTLY]


def test_the_key_of_names_finds_a_leak_and_closes_when_it_is_left(hand: Hand) -> None:
    page = referred(hand, "An adult called Jordan was harmed by a lodger")
    step = people(page)
    step.name.setText("Adult A = the adult")
    step.name.returnPressed.emit()
    hand.settle()
    step.key.click()
    panel = page.names
    assert page.whole.currentWidget() is panel
    panel.names.setPlainText("Adult A = Jordan Examplename")
    panel.new.first.setText(OWN)
    panel.new.again.setText(OWN)
    panel.keep.click()
    hand.settle()
    assert len(hand.held(CaseKey, "id")) == 1
    panel.look.click()
    hand.settle()
    assert {one.named.word for one in panel.found.rows.rows} == {"Jordan"}
    assert "named at" in panel.told.text()
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert page.whole.currentWidget() is page.work
    assert panel.names.toPlainText() == ""
    assert panel.found.rows.rows == []
    step.key.click()
    assert not panel.names.isEnabled()
    panel.passphrase.setText("another passphrase")
    panel.open.click()
    assert panel.names.toPlainText() == ""
    panel.passphrase.setText(OWN)
    panel.open.click()
    assert "Jordan Examplename" in panel.names.toPlainText()
    page.present(True)
    assert panel.names.toPlainText() == ""
    page.present(False)
    with hand.desk.read() as reader:
        journal = " ".join(reader.scalars(select(JournalEntry.fields)))
    assert "Examplename" not in journal
