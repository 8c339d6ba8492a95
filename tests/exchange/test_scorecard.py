"""Importing scorecards as the business unit has them, and as other offices lay them out."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.fixtures.harrow import FILES, Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.errors import Refusal
from safeguard_desk.exchange.result import Imported
from safeguard_desk.exchange.scorecard import import_scorecard
from safeguard_desk.models import Commentary, Indicator, IndicatorTarget, Measurement
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_quality import (
    Against,
    Direction,
    Frequency,
    Measured,
    SignalKind,
    Unit,
)
from safeguard_desk.views import scorecard as views
from safeguard_desk.work import scorecard
from safeguard_desk.work.scorecard import Entry

SAMPLE = FILES / "scorecard.xlsx"
KEPT = {
    Measured.FIGURE: "",
    Measured.SUPPRESSED: "s",
    Measured.AWAITED: "a",
    Measured.MISSING: "m",
    Measured.NOT_APPLICABLE: "n",
}


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    """A desk with the members of the Quality Assurance group."""
    return settled(desk, clock)


def brought(
    harrow: Harrow, source: Path, *, known_only: bool = False, dry_run: bool = False
) -> Imported:
    return import_scorecard(harrow.desk, source, known_only=known_only, dry_run=dry_run)


def table(path: Path, *rows: tuple[object, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def rows(harrow: Harrow, frequency: Frequency = Frequency.QUARTER) -> list[views.IndicatorRow]:
    with harrow.desk.read() as reader:
        found = views.scorecard(
            reader, frequency=frequency, last=Period.of(date(2026, 9, 1), frequency), count=5
        )
    return list(found.rows)


def said(row: views.IndicatorRow) -> list[object]:
    """Return an indicator's cells: figures as numbers, others by a letter, nothing as None."""
    found: list[object] = []
    for cell in row.cells:
        if cell.reading is None:
            found.append(None)
        else:
            found.append(cell.value if cell.value is not None else KEPT[cell.reading.kind])
    return found


def test_the_sample_comes_in_whole_with_nothing_made_up(harrow: Harrow) -> None:
    done = brought(harrow, SAMPLE)
    assert (done.rows, done.created, done.skipped) == (11, 11, [])
    found = {row.title: row for row in rows(harrow)}
    assert said(found["Contacts to MASH"]) == [2410.0, 2522.0, 2603.0, 2688.0, 2744.0]
    assert said(found["Re-referrals within 12 months"]) == [19.2, 20.4, 22.1, 23.8, None]
    assert said(found["Initial conferences within 15 working days"]) == [83, 86, 79, 88, "n"]
    assert said(found["Return interviews within 72 hours"]) == [70, 68, 71, "a", None]
    assert said(found["Children in custody with a health plan"]) == ["s", "s", 6, "s", "s"]
    assert said(found["Child protection plans per 10,000"]) == [36.2, 37.0, 39.5, 41.1, 40.7]
    adults = [row.title for row in found.values() if row.side is Side.ADULTS]
    assert len(adults) == 4


def test_the_sample_s_percentages_targets_and_comparators_are_in_per_cent(harrow: Harrow) -> None:
    brought(harrow, SAMPLE)
    found = {row.title: row for row in rows(harrow)}
    row = found["Re-referrals within 12 months"]
    assert (row.unit, row.direction) == (Unit.PERCENT, Direction.DOWN)
    assert [(one.against, one.value) for one in row.levels] == [
        (Against.TARGET, 20.0),
        (Against.LONDON, 18.5),
    ]
    assert found["Contacts to MASH"].levels == ()
    rate = found["Child protection plans per 10,000"]
    assert rate.unit is Unit.RATE
    assert rate.target is not None
    assert rate.target.value == 38.0


def test_the_sample_s_last_quarter_is_provisional_and_no_other(harrow: Harrow) -> None:
    brought(harrow, SAMPLE)
    early = {one.period for one in harrow.all(Measurement, provisional=True)}
    assert early == {"2026-Q2"}
    assert all(one.kind is Measured.FIGURE for one in harrow.all(Measurement, provisional=True))


def test_the_sample_warns_where_two_quarters_are_off_target(harrow: Harrow) -> None:
    brought(harrow, SAMPLE)
    warned = {row.title: row.warning for row in rows(harrow) if row.warns}
    assert warned["GPs attending or reporting to initial conferences"].startswith(
        "off target 5 periods running"
    )
    assert "Initial conferences within 15 working days" not in warned
    assert warned["Making Safeguarding Personal: outcomes met"] == (
        "off target three periods running, Q4 25/26 to Q2 26/27"
    )
    kinds = {one.kind for row in rows(harrow) for one in row.signals}
    assert kinds == {SignalKind.OFF_TARGET}


def test_agencies_of_the_directory_are_found_and_other_words_are_kept(harrow: Harrow) -> None:
    done = brought(harrow, SAMPLE)
    by_title = {one.title: one for one in harrow.all(Indicator)}
    icb = harrow.agencies["NHS NWL ICB"]
    assert by_title["GPs attending or reporting to initial conferences"].agency_id == icb
    interviews = by_title["Return interviews within 72 hours"]
    assert interviews.agency_words == "Met Police / Council"
    assert interviews.agency_id == harrow.agencies["Metropolitan Police NW BCU"]
    assert any(note.text == "Met Police / Council" for note in done.notes)


def test_a_second_import_changes_nothing(harrow: Harrow) -> None:
    brought(harrow, SAMPLE)
    before = [(one.id, one.version) for one in harrow.all(Measurement)]
    harrow.clock.pass_by(days=40)
    again = brought(harrow, SAMPLE)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 11)
    assert [(one.id, one.version) for one in harrow.all(Measurement)] == before
    assert len(harrow.all(IndicatorTarget)) == 8 + 6


def test_a_dry_run_tells_the_same_and_leaves_the_desk_alone(harrow: Harrow) -> None:
    would = brought(harrow, SAMPLE, dry_run=True)
    assert harrow.all(Indicator) == []
    assert brought(harrow, SAMPLE) == would


def test_one_undo_takes_an_import_back(harrow: Harrow) -> None:
    brought(harrow, SAMPLE)
    harrow.desk.undo()
    assert (harrow.all(Indicator), harrow.all(Measurement)) == ([], [])
    assert harrow.desk.check().faults == ()


def test_unknown_indicators_can_be_reported_instead_of_added(harrow: Harrow) -> None:
    done = brought(harrow, SAMPLE, known_only=True)
    assert (done.created, len(done.skipped)) == (0, 11)
    assert done.skipped[0].reason == "“Contacts to MASH” is not on the scorecard."


HEAD = ("Measure", "Polarity", "Unit of measure", "Target 26/27", "Q1 26/27", "Q2 26/27")


def test_a_row_is_taken_whole_or_not_at_all_and_says_why(harrow: Harrow, tmp_path: Path) -> None:
    source = table(
        tmp_path / "kpis.csv",
        ("Harrow KPIs",),
        HEAD,
        ("Children",),
        ("In time", "Higher is better", "%", "≥85%", "45/60", "61/60"),
        ("Plans", "lower", "no.", "<20", "12", "about 14"),
        ("Visits", "↑", "%", "90", "92%", "88.5%"),
        ("p = provisional",),
        ("", "low", "%", "", "80%", ""),
    )
    done = brought(harrow, source)
    assert (done.rows, done.created, done.updated, done.unchanged) == (5, 1, 0, 0)
    assert [(one.row, one.reason) for one in done.skipped] == [
        (4, "Q2 26/27: 61 of 60: the numerator is above the denominator."),
        (5, "Q2 26/27: “about 14” is no figure."),
        (7, "“p = provisional” stands alone: no figure, no unit, no target."),
        (8, "No indicator is named."),
    ]
    (held,) = harrow.all(Indicator)
    assert (held.title, held.side, held.direction) == ("Visits", Side.CHILDREN, Direction.UP)
    assert len(harrow.all(Measurement)) == 2


def test_a_period_twice_is_refused_and_nothing_is_imported(harrow: Harrow, tmp_path: Path) -> None:
    source = table(
        tmp_path / "twice.csv", ("Indicator", "Q1 26/27", "2026-Q1"), ("Visits", "1", "2")
    )
    with pytest.raises(Refusal, match="Two columns are of Q1 26/27"):
        brought(harrow, source)
    assert harrow.all(Indicator) == []


def test_a_provisional_column_beside_the_confirmed_one_gives_two_versions(
    harrow: Harrow, tmp_path: Path
) -> None:
    source = table(
        tmp_path / "two.csv",
        ("Indicator", "Unit", "Q1 26/27", "Q1 26/27 (prov.)"),
        ("Visits", "number", "12", "11"),
    )
    brought(harrow, source)
    assert [(one.value, one.provisional) for one in harrow.all(Measurement)] == [
        (11.0, True),
        (12.0, False),
    ]
    assert brought(harrow, source).unchanged == 1


def test_an_older_table_does_not_unsay_what_is_confirmed(harrow: Harrow, tmp_path: Path) -> None:
    newer = table(tmp_path / "new.csv", ("Indicator", "Unit", "Q1 26/27"), ("Visits", "no", "12"))
    older = table(
        tmp_path / "old.csv", ("Indicator", "Unit", "Q1 26/27"), ("Visits", "no", "awaited")
    )
    brought(harrow, newer)
    done = brought(harrow, older)
    assert done.unchanged == 1
    assert done.notes[0].kept_as == "12, which stands on the desk"
    assert [one.value for one in harrow.all(Measurement)] == [12.0]


def test_a_line_for_each_period_is_read_too(harrow: Harrow, tmp_path: Path) -> None:
    source = table(
        tmp_path / "long.csv",
        ("KPI", "Reporting period", "Numerator", "Denominator", "Value", "Unit", "Data status",
         "Narrative"),
        ("In time", "Q1 2026/27", "45", "60", "0.75", "percentage", "final", ""),
        ("In time", "Q2 2026/27", "", "", "88.5%", "percentage", "Provisional", "Better."),
        ("In time", "Q2 2026/27", "", "", "88%", "percentage", "", ""),
        ("In time", "soon", "", "", "88%", "percentage", "", ""),
    )  # fmt: skip
    done = brought(harrow, source)
    assert (done.rows, done.created, done.updated) == (4, 1, 1)
    assert [one.reason for one in done.skipped] == [
        "Q2 26/27 stands in row 3 already.",
        "“soon” is no period.",
    ]
    assert [(one.value, one.denominator, one.provisional) for one in harrow.all(Measurement)] == [
        (75.0, 60.0, False),
        (88.5, None, True),
    ]
    assert [one.words for one in harrow.all(Commentary)] == ["Better."]
    assert brought(harrow, source).unchanged == 2


def test_months_and_dates_of_a_workbook_are_periods_and_a_year_s_total_is_none(
    harrow: Harrow, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Indicator", date(2026, 7, 1), date(2026, 8, 1), "Sep 2026", "2025/26"])
    sheet.append(["Missing episodes", 41, "<5", 38, 480])
    sheet.append(["Seen in time", 0.91, 0.885, 1, 0.9])
    book.save(tmp_path / "months.xlsx")
    done = brought(harrow, tmp_path / "months.xlsx")
    assert done.created == 2
    assert [note.text for note in done.notes] == ["2025/26"]
    one, other = rows(harrow, Frequency.MONTH)
    assert said(one)[2:] == [41.0, "s", 38.0]
    assert (other.unit, said(other)[2:]) == (Unit.PERCENT, [91.0, 88.5, 100.0])


def test_a_new_target_holds_from_the_table_s_last_period(harrow: Harrow, tmp_path: Path) -> None:
    first = table(tmp_path / "a.csv", HEAD, ("Visits", "high", "%", "85%", "80%", ""))
    then = table(tmp_path / "b.csv", HEAD, ("Visits", "high", "%", "90%", "80%", "88%"))
    brought(harrow, first)
    done = brought(harrow, then)
    assert done.updated == 1
    assert [(one.value, one.valid_from) for one in harrow.all(IndicatorTarget)] == [
        (85.0, date(2026, 4, 1)),
        (90.0, date(2026, 7, 1)),
    ]
    assert brought(harrow, then).unchanged == 1


def test_a_table_without_indicators_or_periods_is_refused_with_its_headings(
    harrow: Harrow, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="no column of indicators; it has: Name, Q1 26/27"):
        brought(harrow, table(tmp_path / "a.csv", ("Name", "Q1 26/27"), ("x", "1")))
    with pytest.raises(Refusal, match="no column of a period"):
        brought(harrow, table(tmp_path / "b.csv", ("Indicator", "Target"), ("x", "1")))


def test_a_figure_typed_by_hand_and_the_same_in_the_table_are_one(
    harrow: Harrow, tmp_path: Path
) -> None:
    brought(harrow, SAMPLE)
    contacts = next(one for one in harrow.all(Indicator) if one.title == "Contacts to MASH")
    harrow.clock.pass_by(days=3)
    harrow.do(scorecard.type_in, Entry(contacts.id, Period.parse("2026-Q2"), "2,744"))
    again = brought(harrow, SAMPLE)
    assert again.unchanged == 11
    standing = harrow.all(Measurement, indicator_id=contacts.id, period="2026-Q2")
    assert [(one.value, one.provisional) for one in standing] == [(2744.0, True), (2744.0, False)]
