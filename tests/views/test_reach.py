"""Whom training reached: figures that lead back to their rows, and a published table exactly."""

from datetime import date
from pathlib import Path

import pytest
from tests.fixtures.harrow import Harrow, settled
from tests.making import TestClock

from safeguard_desk.desk.desk import Desk
from safeguard_desk.exchange.training import Wishes, import_training
from safeguard_desk.exchange.workforce import import_workforce
from safeguard_desk.models import Agency, Course, TrainingSession
from safeguard_desk.papers import PAPERS, Request
from safeguard_desk.papers import reach as paper
from safeguard_desk.rules.periods import Period
from safeguard_desk.rules.terms import Side
from safeguard_desk.rules.terms_learning import BookingState, SessionState
from safeguard_desk.views.reach import Reach, reach
from safeguard_desk.views.reach_lines import Asked, Selection, chosen

SAMPLE = Path(__file__).parents[1] / "files" / "training_export.csv"
ALL = Asked(date(2026, 4, 1), date(2027, 3, 31))


@pytest.fixture
def harrow(desk: Desk, clock: TestClock) -> Harrow:
    return settled(desk, clock)


def seen(harrow: Harrow, asked: Asked = ALL) -> Reach:
    with harrow.desk.read() as reader:
        return reach(reader, asked)


def brought(harrow: Harrow, folder: Path, text: str, name: str = "export.csv") -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    import_training(harrow.desk, path)


def test_attendance_by_course_is_that_of_the_sample_by_hand(harrow: Harrow) -> None:
    import_training(harrow.desk, SAMPLE)
    found = seen(harrow)
    table = [
        (row.title, row.numbers.places, row.numbers.attended, row.numbers.rate)
        for row in found.courses
    ]
    assert table == [
        ("Neglect: recognising and responding", 25, 21, 84),
        ("Professional curiosity", 40, 25, 63),
        ("Safeguarding level 3 refresher", 20, 17, 85),
        ("Self-neglect and hoarding", 30, 16, 53),
    ]
    assert (found.total.places, found.total.attended, found.total.rate) == (115, 79, 69)
    assert found.total.exact_rate == 68.7


PUBLISHED = (
    ("Child protection conferences", 4, 80, 71, 89),
    ("Domestic abuse", 3, 60, 45, 75),
    ("Neglect", 2, 50, 44, 88),
    ("Safeguarding adults: an introduction", 6, 150, 127, 85),
    ("Working with resistance", 1, 16, 18, 113),
)


def test_a_published_quarter_is_reproduced_from_its_totals(harrow: Harrow, tmp_path: Path) -> None:
    lines = [f"{title};{n};{places};{came}" for title, n, places, came, _ in PUBLISHED]
    text = "\n".join(("Course;Sessions;Places;Attended", *lines))
    brought(harrow, tmp_path, text, "attendance 2026-Q2.csv")
    found = seen(harrow, Asked.of(Period.parse("2026-Q2")))
    table = [
        (
            row.title,
            row.numbers.sessions,
            row.numbers.places,
            row.numbers.attended,
            row.numbers.rate,
        )
        for row in found.courses
    ]
    assert table == list(PUBLISHED)
    assert (found.total.sessions, found.total.places, found.total.attended) == (16, 356, 305)
    assert found.total.rate == 86, "of the sums; the mean of the rates would be 90"
    assert found.total.without_delegates == 16
    assert not found.lines


def test_a_published_quarter_is_reproduced_from_delegates(harrow: Harrow, tmp_path: Path) -> None:
    lines = ["Course,Session date,Capacity,Delegate ID,Organisation,Booking status"]
    for title, _, places, came, _ in PUBLISHED:
        for number in range(places):
            state = "Attended" if number < came else "Did Not Attend"
            lines.append(f"{title},01/07/2026,{places},D{number},NHS NWL ICB,{state}")
        lines += [
            f"{title},01/07/2026,{places},D{number},NHS NWL ICB,Attended"
            for number in range(places, came)
        ]
    brought(harrow, tmp_path, "\n".join(lines))
    found = seen(harrow, Asked.of(Period.parse("2026-Q2")))
    table = [
        (row.title, row.numbers.places, row.numbers.attended, row.numbers.rate)
        for row in found.courses
    ]
    assert table == [(title, places, came, rate) for title, _, places, came, rate in PUBLISHED]


def test_only_delivered_sessions_count(harrow: Harrow, tmp_path: Path) -> None:
    head = "Course,Date,Places,Delegate ID,Organisation,Status,Session status\n"
    text = (
        f"{head}Neglect,01/07/2026,20,D1,ICB,Attended,\n"
        "Neglect,08/07/2026,20,D1,ICB,Booked,Cancelled\n"
        "Neglect,01/03/2027,20,D1,ICB,Booked,\n"
    )
    brought(harrow, tmp_path, text)
    found = seen(harrow)
    assert (found.total.sessions, found.total.places, found.total.attended) == (1, 20, 1)
    states = [one.state for one in harrow.all(TrainingSession)]
    assert states.count(SessionState.CANCELLED) == 1


def test_every_figure_leads_back_to_its_rows(harrow: Harrow) -> None:
    import_training(harrow.desk, SAMPLE)
    found = seen(harrow)
    came = frozenset({BookingState.ATTENDED})
    for parts in (found.agencies, found.sides, found.roles, found.levels):
        for part in parts:
            rows = chosen(found.lines, part.selection)
            assert len(rows) == sum(part.counts.values())
            assert sum(row.state in came for row in rows) == part.attended
    for row in found.courses:
        rows = chosen(found.lines, row.selection)
        assert sum(one.state in came for one in rows) == row.numbers.attended
    for agency in found.heat.agencies:
        for course in found.heat.courses:
            rows = chosen(found.lines, found.heat.selection(agency, course))
            assert len(rows) == found.heat.counts.get((agency[0], course[0]), 0)
    assert sum(one.attended for one in found.agencies) == found.total.attended
    assert chosen(found.lines, Selection("All")) == list(found.lines)


def test_who_is_never_there_is_told_with_staff_and_the_last_day(
    harrow: Harrow, tmp_path: Path
) -> None:
    brought(
        harrow,
        tmp_path,
        "Course,Date,Places,Delegate ID,Organisation,Status\n"
        "Neglect,01/07/2026,20,D1,NHS NWL ICB,Attended\n"
        "Neglect,01/10/2026,20,D1,NHS NWL ICB,DNA\n"
        "Neglect,01/10/2026,20,D2,Metropolitan Police NW BCU,Attended\n",
    )
    workforce = tmp_path / "staff.csv"
    workforce.write_text("Agency,Staff,As at\nNHS NWL ICB,250,01/04/2026\n", encoding="utf-8")
    assert import_workforce(harrow.desk, workforce).created == 1
    assert import_workforce(harrow.desk, workforce).unchanged == 1
    found = seen(harrow, Asked.of(Period.parse("2026-Q3")))
    never = {one.name: one for one in found.never}
    icb = never["NHS NWL ICB"]
    assert (icb.staff, icb.last_on, icb.booked) == (250, date(2026, 7, 1), 1)
    assert "Metropolitan Police NW BCU" not in never
    assert found.never[0] == icb, "the largest workforce first"


def test_take_up_is_told_where_the_workforce_is(harrow: Harrow, tmp_path: Path) -> None:
    import_training(harrow.desk, SAMPLE)
    workforce = tmp_path / "staff.csv"
    workforce.write_text(
        "Organisation,Headcount,Date\n"
        "NHS NWL ICB,300,01/04/2026\nHarrow Adult Services,100,01/04/2026\n"
        "Martians,5,01/04/2026\nNHS NWL ICB,lots,01/05/2026\n",
        encoding="utf-8",
    )
    done = import_workforce(harrow.desk, workforce)
    assert (done.created, len(done.skipped)) == (2, 2)
    parts = {one.title: one for one in seen(harrow).agencies}
    icb = parts["NHS NWL ICB"]
    assert (icb.attended, icb.take_up.staff, icb.take_up.workforce_share) == (6, 300, 75.0)
    adults = parts["Harrow Council Adult Services"]
    assert adults.attended == 7
    assert icb.take_up.points == -28.8, "6 of the 13 of these two, against three quarters"
    assert parts["Probation Service"].take_up.points is None


def test_the_lens_of_a_side_narrows_courses_and_agencies(harrow: Harrow) -> None:
    import_training(harrow.desk, SAMPLE)
    course = harrow.all(Course, title="Self-neglect and hoarding")[0].id
    harrow.do(lambda uow: setattr(uow.get(Course, course), "side", Side.ADULTS))
    children = seen(harrow, Asked(ALL.first, ALL.last, Side.CHILDREN))
    assert len(children.courses) == 3
    sides = {one.id: one.side for one in harrow.all(Agency)}
    assert {sides[one.id] for one in children.never} <= {Side.CHILDREN, Side.BOTH}


def test_the_paper_says_the_table_and_its_total(harrow: Harrow) -> None:
    import_training(harrow.desk, SAMPLE)
    with harrow.desk.read() as reader:
        facts = paper.collect(reader, Request(period=(ALL.first, ALL.last)))
    assert paper.headline(facts.reach).startswith(
        "4 sessions of 4 courses: 79 of 115 places attended (69%), by 64 people; nobody came of"
    )
    table = paper.courses(facts.reach)
    total = getattr(table, "rows")[-1].cells  # noqa: B009 - a Block has rows only if a Table
    assert total == ("Total", 4, 115, 97, 79, 0, 6, 12, "69%", "68.7%")
    assert "training-reach" in PAPERS


def test_a_time_without_sessions_says_so(harrow: Harrow) -> None:
    with harrow.desk.read() as reader:
        facts = paper.collect(reader, Request(year=2020))
        assert paper.compose(facts).title == "Whom training reached"
    assert paper.headline(facts.reach) == "No session was delivered in this time."


def test_totals_of_a_period_need_their_quarter(harrow: Harrow, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Course,Places,Attended\nNeglect,20,19\n", encoding="utf-8")
    import_training(harrow.desk, path, Wishes(period=Period.parse("2026-Q1")))
    assert seen(harrow, Asked.of(Period.parse("2026-Q1"))).total.rate == 95
    assert seen(harrow, Asked.of(Period.parse("2026-Q2"))).total.rate is None
