"""The clocks of DOMAIN 6."""

from datetime import date
from typing import Any

import pytest

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.clocks import CLOCKS, clock, clock_state, due, kinds

MEETING = date(2026, 11, 17)


def test_every_clock_of_the_field_is_there() -> None:
    assert kinds() == (
        *("notification", "rapid-review", "lcspr", "lcspr-copy", "sar-decision", "sar"),
        *("audit-actions", "impact-check", "minutes-draft", "minutes-out", "papers", "call"),
    )


@pytest.mark.parametrize(
    ("kind", "start", "expected"),
    [
        # 25 and 28 December and 1 January are bank holidays
        ("notification", date(2026, 12, 14), date(2026, 12, 21)),
        ("rapid-review", date(2026, 12, 14), date(2027, 1, 7)),
        ("lcspr", date(2026, 12, 14), date(2027, 6, 14)),
        ("lcspr-copy", date(2027, 1, 7), date(2026, 12, 24)),
        ("sar-decision", MEETING, date(2026, 12, 31)),
        ("sar", date(2026, 8, 31), date(2027, 2, 28)),
        ("audit-actions", MEETING, date(2027, 5, 17)),
        ("minutes-draft", MEETING, date(2026, 11, 24)),
        ("minutes-out", MEETING, date(2026, 12, 1)),
        ("papers", MEETING, date(2026, 11, 9)),
        ("call", MEETING, date(2026, 10, 27)),
    ],
)
def test_each_clock_is_due_when_its_rule_says(kind: str, start: date, expected: date) -> None:
    found = due(kind, start)
    assert (found.kind, found.start, found.due) == (kind, start, expected)


@pytest.mark.parametrize(
    ("start", "edition"),
    [
        (date(2023, 12, 14), "2018, chapter 4"),
        (date(2023, 12, 15), "2023, chapter 5"),
        (date(2018, 6, 29), "2018, chapter 4"),
        (date(2018, 6, 28), "2018, chapter 4 (in force from 29 Jun 2018)"),
    ],
)
@pytest.mark.parametrize("kind", ["notification", "rapid-review", "lcspr", "lcspr-copy"])
def test_the_edition_in_force_at_the_start_is_named(kind: str, start: date, edition: str) -> None:
    assert due(kind, start).source.endswith(f"Working Together to Safeguard Children {edition}")


def test_sources_are_named() -> None:
    assert "Children Act 2004 section 16C" in due("notification", MEETING).source
    assert "Care and Support Statutory Guidance" in due("sar", MEETING).source
    assert all(one.source for one in CLOCKS.values())


def test_an_unknown_clock_is_refused_with_the_list() -> None:
    with pytest.raises(Refusal, match=r"Known: notification, rapid-review, .*call"):
        due("inspection", MEETING)


def test_a_kind_is_read_leniently() -> None:
    assert due(" Rapid_Review ", MEETING).kind == "rapid-review"


@pytest.mark.parametrize(
    ("kind", "setting", "expected"),
    [
        ("papers", "7", date(2026, 11, 5)),
        ("papers", "7 working days", date(2026, 11, 6)),
        ("sar-decision", "20", date(2026, 12, 15)),
        ("sar-decision", "2 months", date(2027, 1, 17)),
        ("sar-decision", "1 month", date(2026, 12, 17)),
        ("sar-decision", "", date(2026, 12, 31)),
        ("minutes-out", " 15 Working Days ", date(2026, 12, 8)),
    ],
)
def test_a_local_clock_may_be_settled_otherwise(kind: str, setting: str, expected: date) -> None:
    assert due(kind, MEETING, settings={f"clock.{kind}": setting}).due == expected


def test_a_statutory_clock_follows_no_setting() -> None:
    settings = {"clock.rapid-review": "30"}
    assert due("rapid-review", MEETING, settings=settings) == due("rapid-review", MEETING)


@pytest.mark.parametrize("setting", ["soon", "-5", "5 weeks", "5.5", "99999"])
def test_a_setting_that_is_no_period_is_refused(setting: str) -> None:
    with pytest.raises(Refusal, match="no period"):
        due("papers", MEETING, settings={"clock.papers": setting})


def test_a_deadline_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(Refusal, match="beyond"):
        due("sar", date.max)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("papers", "5 clear working days before"),
        ("lcspr", "6 months"),
        ("call", "15 working days before"),
    ],
)
def test_periods_are_said_in_words(kind: str, words: str) -> None:
    assert clock(kind).period.label == words


def test_one_day_is_said_in_the_singular() -> None:
    assert clock("papers").period._replace(amount=1).label == "1 clear working day"


DUE = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("today", "facts", "standing", "days", "in_time", "words"),
    [
        (
            date(2026, 11, 17),
            {},
            "running",
            3,
            True,
            "Running: due 20 Nov 2026, 3 working days left",
        ),
        (
            date(2026, 11, 19),
            {},
            "running",
            1,
            True,
            "Running: due 20 Nov 2026, 1 working day left",
        ),
        (DUE, {}, "running", 0, True, "Running: due 20 Nov 2026, 0 working days left"),
        (date(2026, 11, 21), {}, "missed", 0, False, "Missed by less than a working day"),
        (date(2026, 11, 25), {}, "missed", -3, False, "Missed by 3 working days"),
        (date(2027, 1, 4), {"met_on": DUE}, "met", 0, True, "Met on 20 Nov 2026"),
        (
            *(date(2027, 1, 4), {"met_on": date(2026, 11, 23)}, "met", -1, False),
            "Met on 23 Nov 2026, 1 working day late",
        ),
        (
            *(date(2027, 1, 4), {"stopped": "criminal proceedings"}, "stopped", 0, True),
            "Stopped: criminal proceedings",
        ),
        (
            date(2026, 11, 25),
            {"extended_to": date(2026, 11, 27), "extended": "inquest"},
            *("extended", 2, True, "Extended (inquest): due 27 Nov 2026, 2 working days left"),
        ),
        (
            date(2026, 11, 30),
            {"extended_to": date(2026, 11, 27), "extended": "inquest"},
            *("missed", -1, False, "Missed by 1 working day"),
        ),
    ],
)
def test_a_clock_says_how_it_stands(
    today: date, facts: dict[str, Any], standing: str, days: int, in_time: bool, words: str
) -> None:
    state = clock_state(DUE, today, **facts)
    assert (state.standing, state.days, state.in_time, state.words) == (
        standing,
        days,
        in_time,
        words,
    )
    assert state.due == facts.get("extended_to", DUE)


def test_an_extension_needs_a_reason() -> None:
    with pytest.raises(Refusal, match="no reason is given"):
        clock_state(DUE, DUE, extended_to=date(2026, 12, 1))
