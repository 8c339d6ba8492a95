"""A report begun, commented, looked through to its rows, issued, and compared with a later one."""

from PySide6.QtCore import Qt
from tests.ui.hand import Hand

from safeguard_desk.documents.numbers import SAID
from safeguard_desk.models import Action, Report, ReportFile, ReportWord
from safeguard_desk.rules.terms_reports import ReportState
from safeguard_desk.ui.reports.page import ReportsPage
from safeguard_desk.ui.reports.rows import NumberShown
from safeguard_desk.work import actions


def opened(hand: Hand) -> ReportsPage:
    page = hand.tab("boards").show_page("reports")
    assert isinstance(page, ReportsPage)
    hand.settle()
    return page


def begun(hand: Hand, page: ReportsPage) -> str:
    page.beginning.choose("board-report")
    page.beginning.begin.click()
    hand.settle()
    head = page.head()
    assert head is not None
    return head.id


def number(page: ReportsPage, section: str, row: str, column: str) -> NumberShown:
    page.sections.choose(f"§{section}")
    found: NumberShown = next(
        one
        for one in page.reading.numbers.rows.rows
        if (one.line.row, one.line.column) == (row, column)
    )
    return found


def test_a_number_leads_to_its_rows_and_each_row_to_its_record(hand: Hand) -> None:
    page = opened(hand)
    begun(hand, page)
    red = number(page, "Actions", "Red", "Actions")
    page.reading.numbers.choose(red.id)
    rows = page.reading.behind.rows.rows
    assert len(rows) == int(red.line.value) > 0
    first = rows[0].row
    assert hand.held(Action, "ref", id=first.id) == [first.ref]
    page.reading.behind.choose(rows[0].id)
    hand.press(Qt.Key.Key_Return, page.reading.behind)
    shown = hand.window.pages[hand.window.bar.place()].panel()
    assert shown is not None
    assert shown.register.kind == "actions"


def test_every_count_of_actions_in_the_report_has_as_many_rows(hand: Hand) -> None:
    page = opened(hand)
    begun(hand, page)
    counted = 0
    for line in page.reading.lines:
        if line.part == "By agency" and line.value.isdigit():
            from safeguard_desk.views.behind import keys

            with hand.desk.read() as reader:
                assert len(keys(reader, line.behind)) == int(line.value), line.key
            counted += 1
    assert counted > 20


def test_commentary_is_kept_as_it_is_typed_and_stands_in_the_report(hand: Hand) -> None:
    page = opened(hand)
    report = begun(hand, page)
    page.sections.choose("§Actions")
    hand.press("Housing caught up.", page.reading.words)
    page.sections.choose("§Risks")
    hand.settle()
    assert page.reading.words.toPlainText() == ""
    assert hand.held(ReportWord, "text", report_id=report, section="Actions") == [
        "Housing caught up."
    ]
    page.sections.choose("§Actions")
    assert page.reading.words.toPlainText() == "Housing caught up."
    page.show_pdf.click()
    hand.settle()
    assert page.preview.shown is not None
    assert page.preview.shown.data.startswith(b"%PDF")


def test_an_issued_report_stands_still_and_a_later_one_is_compared_with_it(hand: Hand) -> None:
    page = opened(hand)
    report = begun(hand, page)
    before = number(page, "Actions", "Red", "Actions").line.value
    page.reports.setFocus()
    hand.press("I", page.reports)
    hand.press(Qt.Key.Key_Return, page.strip.do)
    assert hand.held(Report, "state", id=report) == [ReportState.ISSUED]
    assert sorted(hand.held(ReportFile, "suffix", report_id=report)) == ["docx", "json", "pdf"]
    red = number(page, "Actions", "Red", "Actions")
    page.reading.numbers.choose(red.id)
    gone = page.reading.behind.rows.rows[0].row
    hand.do(lambda uow: actions.cancel(uow, gone.id, "Overtaken"))
    page.refresh()
    hand.settle()
    assert number(page, "Actions", "Red", "Actions").line.value == before
    assert page.reading.words.isReadOnly()
    later = begun(hand, page)
    assert later != report
    page.compare.setCurrentIndex(1)
    page.compare.activated.emit(1)
    hand.settle()
    changed = number(page, "Actions", "Red", "Actions")
    assert changed.changed
    assert (int(changed.line.value), changed.before) == (int(before) - 1, before)
    assert "values differ" in page.state.text()


def test_an_issued_report_is_withdrawn_with_a_reason_and_a_draft_is_removed(hand: Hand) -> None:
    page = opened(hand)
    report = begun(hand, page)
    hand.press("I", page.reports)
    hand.press(Qt.Key.Key_Return, page.strip.do)
    page.reports.choose(report)
    hand.press("X", page.reports)
    hand.press("Figures of one agency were wrong", page.strip.line)
    hand.press(Qt.Key.Key_Return, page.strip.line)
    assert hand.held(Report, "state", id=report) == [ReportState.WITHDRAWN]
    draft = begun(hand, page)
    page.reports.choose(draft)
    hand.press(Qt.Key.Key_Delete, page.reports)
    assert hand.held(Report, "id", id=draft) == []
    hand.window.undo()
    hand.settle()
    assert hand.held(Report, "id", id=draft) == [draft]


def test_sentences_are_shown_as_what_they_say(hand: Hand) -> None:
    page = opened(hand)
    begun(hand, page)
    page.sections.choose("§")
    said = [one for one in page.reading.numbers.rows.rows if one.line.column == SAID]
    assert any("actions are open" in one.line.value for one in said)
