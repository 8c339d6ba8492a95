"""A timeline: rows along a calendar, the days of each row marked, today drawn through them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from safeguard_desk.documents.chart_parts import legend, lifted, sign_of, swatch_colour
from safeguard_desk.documents.chart_words import value_text
from safeguard_desk.documents.fonts import short
from safeguard_desk.documents.model import Chart
from safeguard_desk.documents.picture import Box, Picture, Shape, Sign, Stroke, Words, text_width
from safeguard_desk.documents.shown import show_date
from safeguard_desk.documents.theme import INK, PAPER, QUIET, RULE

_SIZE, _SMALL, _STEP, _SIDE = 9.0, 8.5, 19.0, 7.0
_FOOT, _HEAD = 18.0, 14.0
Across: TypeAlias = Callable[[float], float]
"""Where a day lies from left to right."""
_MOST = 7
"""Ticks of the calendar at most."""


def timeline(chart: Chart, wide: float) -> Picture:
    """Return rows of days; a stroke joins the first day of a row to its last."""
    names, name_shapes = legend(chart, wide)
    left = min(max((text_width(one, _SIZE) for one in chart.categories), default=0), wide * 0.34)
    left += 12
    right = wide - text_width("30 Sep 2026", _SMALL) - 12
    rows = len(chart.categories) * _STEP
    high = _FOOT + rows + _HEAD + names
    ticks = _ticks(chart)
    first, last = ticks[0].toordinal(), ticks[-1].toordinal()

    def across(value: float) -> float:
        return left + (value - first) / max(last - first, 1) * (right - left)

    shapes: list[Shape] = []
    for tick in ticks:
        x, label = across(tick.toordinal()), _tick(tick, last - first)
        shapes.append(Stroke(((x, _FOOT), (x, _FOOT + rows)), RULE, 0.5))
        start = min(x - text_width(label, _SMALL) / 2, wide - text_width(label, _SMALL))
        shapes.append(Words(start, _FOOT - 12, label, _SMALL, QUIET))
    for line in chart.lines:
        x = across(line.value)
        shapes.append(Stroke(((x, _FOOT), (x, _FOOT + rows + 2)), INK, 1.0, 3.0))
        long = text_width(line.label, _SMALL, bold=True)
        shapes.append(
            Words(min(x - long / 2, wide - long), _FOOT + rows + 4, line.label, _SMALL, bold=True)
        )
    for index, category in enumerate(chart.categories):
        y = _FOOT + rows - (index + 0.5) * _STEP
        shapes += _row(chart, index, short(category, left - 10, _SIZE), left, y, across)
    return Picture(wide, high, tuple(shapes + lifted(name_shapes, high)))


def _row(chart: Chart, index: int, name: str, left: float, y: float, across: Across) -> list[Shape]:
    shapes: list[Shape] = [Words(left - 10 - text_width(name, _SIZE), y - 3, name, _SIZE, INK)]
    days = [one.values[index] for one in chart.series]
    found = sorted(day for day in days if day is not None)
    if not found:
        return shapes
    ends = (across(found[0]), across(found[-1]))
    shapes.append(Stroke(((ends[0], y), (ends[1], y)), QUIET, 1.6))
    for at, day in enumerate(days):
        if day is None:
            continue
        x, sign = across(day) - _SIDE / 2, sign_of(chart, at)
        shapes.append(Sign(sign, x - 0.9, y - _SIDE / 2 - 0.9, _SIDE + 1.8, PAPER))
        colour = swatch_colour(chart, at)
        shapes.append(Sign(sign, x, y - _SIDE / 2, _SIDE, colour, (index, at)))
    text = value_text(found[-1], chart.unit)
    long = text_width(text, _SMALL)
    shapes.append(Box(ends[1] + _SIDE - 1, y - 5, long + 2, 10.0, PAPER))
    shapes.append(Words(ends[1] + _SIDE, y - 3, text, _SMALL, INK))
    return shapes


def _ticks(chart: Chart) -> list[date]:
    """Return the days that the calendar names: weeks or firsts of months, round all that is."""
    held = [day for one in chart.series for day in one.values if day is not None]
    held += [line.value for line in chart.lines]
    if not held:
        return [date(2000, 1, 1), date(2000, 2, 1)]
    first, last = date.fromordinal(int(min(held))), date.fromordinal(int(max(held)))
    if (last - first).days <= _MOST * 7:
        week = first - timedelta(days=first.weekday())
        ticks = [week]
        while ticks[-1] < last:
            ticks.append(ticks[-1] + timedelta(days=7))
        return ticks if len(ticks) > 1 else [*ticks, week + timedelta(days=7)]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(one for one in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / one < _MOST)
    ticks = [first.replace(day=1)]
    while ticks[-1] < last:
        year, month = divmod(ticks[-1].year * 12 + ticks[-1].month - 1 + step, 12)
        ticks.append(date(year, month + 1, 1))
    return ticks


def _tick(day: date, days: int) -> str:
    """Return how a tick is named: by its day on a short calendar, by its month on a long one."""
    shown = show_date(day)
    return shown.rsplit(" ", 1)[0] if days <= _MOST * 8 else shown.split(" ", 1)[1]
