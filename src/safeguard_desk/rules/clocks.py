"""The dated clocks of the field: statutory ones with their guidance, and local ones (DOMAIN 6).

A clock's rule is looked up by the date it starts on, so that an old case keeps the rule it had.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from safeguard_desk.errors import Refusal
from safeguard_desk.rules.dates import write_date
from safeguard_desk.rules.working_days import (
    add_months,
    add_working_days,
    clear_working_days_before,
    working_days_between,
)

Unit = Literal["working_days", "clear_working_days", "months"]
_UNITS: dict[Unit, str] = {
    "working_days": "working day",
    "clear_working_days": "clear working day",
    "months": "month",
}


class Period(NamedTuple):
    """A length of time; negative: before the day it is counted from."""

    amount: int
    unit: Unit

    @property
    def label(self) -> str:
        """The period for people: "5 clear working days before"."""
        count, word = abs(self.amount), _UNITS[self.unit]
        before = " before" if self.amount < 0 else ""
        return f"{count} {word}{'' if count == 1 else 's'}{before}"

    def end(self, start: date) -> date:
        """Return the day the period ends on, counted from `start` as day 0."""
        if self.unit == "months":
            return add_months(start, self.amount)
        if self.unit == "clear_working_days":
            return clear_working_days_before(start, abs(self.amount))
        return add_working_days(start, self.amount)


class Edition(NamedTuple):
    """A rule as one edition of the guidance has it, for clocks that start while it is in force."""

    source: str
    period: Period
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the edition was in force on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Clock:
    """A kind of deadline: what starts it, how long it runs, by which rule, oldest edition first.

    `local`: the partnership has settled it and may settle it otherwise.
    """

    kind: str
    label: str
    starts_with: str
    editions: tuple[Edition, ...]
    local: bool = False

    @property
    def period(self) -> Period:
        """The period of the edition in force now."""
        return self.editions[-1].period

    @property
    def source(self) -> str:
        """The rule in force now."""
        return self.editions[-1].source


class Due(NamedTuple):
    """A deadline worked out: the day it is due, and the rule that was in force at its start."""

    kind: str
    start: date
    due: date
    source: str


_2018_FROM, _2018_TO, _2023_FROM = date(2018, 6, 29), date(2023, 12, 14), date(2023, 12, 15)
_LOCAL = "local standard, set under Settings"


def _working_together(rule: str, period: Period) -> tuple[Edition, ...]:
    """Return the rule as Working Together 2018 (chapter 4) and 2023 (chapter 5) have it."""
    guidance = "Working Together to Safeguard Children"
    return (
        Edition(f"{rule}{guidance} 2018, chapter 4", period, _2018_FROM, _2018_TO),
        Edition(f"{rule}{guidance} 2023, chapter 5", period, _2023_FROM),
    )


def _local(kind: str, label: str, starts_with: str, period: Period) -> Clock:
    return Clock(kind, label, starts_with, (Edition(_LOCAL, period),), local=True)


_ALL = (
    Clock(
        "notification",
        "Serious incident notification to the national Panel",
        "the local authority becoming aware",
        _working_together("Children Act 2004 section 16C; ", Period(5, "working_days")),
    ),
    Clock(
        "rapid-review",
        "Rapid review to the national Panel",
        "the local authority becoming aware, or the notification where settled so",
        _working_together("", Period(15, "working_days")),
    ),
    Clock(
        "lcspr",
        "Local child safeguarding practice review: publication",
        "the decision to initiate it",
        _working_together("", Period(6, "months")),
    ),
    Clock(
        "lcspr-copy",
        "Copy of the review to the Panel and the Secretary of State",
        "the day of publication",
        _working_together("", Period(-7, "working_days")),
    ),
    _local(
        "sar-decision",
        "Decision on a safeguarding adults review",
        "the referral",
        Period(30, "working_days"),
    ),
    Clock(
        "sar",
        "Safeguarding adults review: completion",
        "its being initiated",
        (
            Edition(
                "Care Act 2014 section 44; Care and Support Statutory Guidance, chapter 14:"
                " within six months unless there are good reasons for longer",
                Period(6, "months"),
                date(2015, 4, 1),
            ),
        ),
    ),
    Clock(
        "audit-actions",
        "Actions of an audit or performance risk",
        "the action plan being agreed",
        (
            Edition(
                "terms of the sub groups: actions from audits and performance risks are completed"
                " within six months",
                Period(6, "months"),
            ),
        ),
    ),
    _local(
        "impact-check",
        "Check of a review's impact",
        "its action plan being agreed, or the check before",
        Period(6, "months"),
    ),
    _local("minutes-draft", "Draft minutes", "the meeting", Period(5, "working_days")),
    _local("minutes-out", "Minutes circulated", "the meeting", Period(10, "working_days")),
    _local("papers", "Papers dispatched", "the meeting", Period(-5, "clear_working_days")),
    _local("call", "Call for papers", "the meeting", Period(-15, "working_days")),
)

CLOCKS: Mapping[str, Clock] = {clock.kind: clock for clock in _ALL}


def kinds() -> tuple[str, ...]:
    """Return the kinds of clock, in the order of the table."""
    return tuple(CLOCKS)


def clock(kind: str) -> Clock:
    """Return a clock by its kind; refuse an unknown one, listing those there are."""
    found = CLOCKS.get(kind.strip().lower().replace("_", "-"))
    if found is None:
        raise Refusal(
            f"There is no clock called “{kind}”.",
            "Nothing was worked out.",
            f"Known: {', '.join(CLOCKS)}.",
        )
    return found


def due(kind: str, start: date, *, settings: Mapping[str, str] | None = None) -> Due:
    """Return when a clock that starts on a day is due, and by which rule.

    `settings` may give a local clock another length under "clock.KIND", in its own unit ("20") or
    named ("2 months"). Refuses an unknown kind, and a setting that is none.
    """
    running = clock(kind)
    ruling = _edition(running, start)
    source, period = ruling.source, ruling.period
    settled = (settings or {}).get(f"clock.{running.kind}", "").strip()
    if running.local and settled:
        period = _settled(running, settled)
    if ruling.valid_from is not None and start < ruling.valid_from:
        source = f"{source} (in force from {write_date(ruling.valid_from)})"
    return Due(running.kind, start, period.end(start), source)


def edition(kind: str, start: date) -> Edition:
    """Return the edition of a clock's rule that was in force on the day it starts."""
    return _edition(clock(kind), start)


def _edition(running: Clock, start: date) -> Edition:
    """Return the edition in force on a day; before the first one, the first."""
    covering = (edition for edition in running.editions if edition.covers(start))
    return next(covering, running.editions[0])


_SETTING = re.compile(r"([0-9]{1,4})(?:\s+(working days?|clear working days?|months?))?", re.ASCII)


def _settled(running: Clock, text: str) -> Period:
    found = _SETTING.fullmatch(text.lower())
    if found is None:
        raise Refusal(
            f"The setting for “{running.label}” reads “{text}”, which is no period.",
            "Nothing was worked out.",
            f"Set a number such as {abs(running.period.amount)}, or one with its unit.",
        )
    words = (found[2] or "").rstrip("s")
    unit = next((unit for unit, word in _UNITS.items() if word == words), running.period.unit)
    sign = -1 if running.period.amount < 0 else 1
    return Period(sign * int(found[1]), unit)


Standing = Literal["running", "extended", "met", "missed", "stopped"]


@dataclass(frozen=True)
class ClockState:
    """How a clock stands. `days`: working days left on `due`; negative: by how many it is missed.

    Nothing runs while it is stopped: 0. `due` is the day in force, after an extension; `in_time` is
    false once it was missed or met late.
    """

    standing: Standing
    due: date
    days: int
    in_time: bool
    words: str


def clock_state(
    due: date,
    today: date,
    *,
    met_on: date | None = None,
    stopped: str = "",
    extended_to: date | None = None,
    extended: str = "",
) -> ClockState:
    """Return how a clock stands today. `stopped` and `extended` are reasons.

    Met comes before stopped, stopped before everything else. Refuses an extension without a reason.
    """
    if extended_to is not None and not extended.strip():
        raise Refusal(
            f"The clock is extended to {write_date(extended_to)}, and no reason is given.",
            f"It stays due on {write_date(due)}.",
            "Say why it takes longer.",
        )
    final = extended_to or due
    days = working_days_between(met_on or today, final)
    in_time = (met_on or today) <= final
    if met_on is not None:
        late = "" if in_time else f", {_late(days)} late"
        return ClockState("met", final, days, in_time, f"Met on {write_date(met_on)}{late}")
    if stopped.strip():
        return ClockState("stopped", final, 0, True, f"Stopped: {stopped.strip()}")
    if not in_time:
        return ClockState("missed", final, days, False, f"Missed by {_late(days)}")
    left = f"due {write_date(final)}, {_count(days)} left"
    if extended_to is None:
        return ClockState("running", final, days, True, f"Running: {left}")
    return ClockState("extended", final, days, True, f"Extended ({extended.strip()}): {left}")


def _count(days: int) -> str:
    return f"{abs(days)} working day{'' if abs(days) == 1 else 's'}"


def _late(days: int) -> str:
    return _count(days) if days else "less than a working day"
