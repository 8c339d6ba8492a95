"""What a chart is, whatever it is drawn on: its figures, its kind, and what its colours mean."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a mark or a series means; each has a shape and a colour of its own."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


DAY = "day"
"""The unit of values that are days, each by its ordinal number."""


class ChartKind(StrEnum):
    """The few pictures that figures need."""

    BARS = "bars"
    """Horizontal bars, one for a category, its series stacked."""
    SHARES = "shares"
    """As BARS, each stretched to 100 %."""
    COLUMNS = "columns"
    """Upright columns, the series of a category side by side."""
    RUN = "run"
    """Lines over periods, with a target."""
    HEAT = "heat"
    """A grid: categories down, series across, the value written in each field."""
    TIMELINE = "timeline"
    """Rows along a calendar, a mark for each day; the values are days (unit DAY)."""
    PANELS = "panels"
    """Small charts of the same kind beside one another, each under its own title."""
    FLOW = "flow"
    """Boxes in columns (the categories) with lines from what came first to what followed."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values for each category of a chart; None where there is none."""

    name: str
    values: tuple[float | None, ...]
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A level line across a chart: a target, a median."""

    label: str
    value: float


@dataclass(frozen=True, slots=True)
class FlowBox:
    """A box of a flow: its column, what it is called and says, and what is missing after it."""

    column: int
    ref: str
    words: str
    state: str
    tone: Tone | None = None
    missing: str = ""
    about: bool = False
    """It is the one that the picture was asked for."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Boxes, and the steps between them by their places: the earlier first."""

    boxes: tuple[FlowBox, ...]
    steps: tuple[tuple[int, int], ...]
    band: tuple[int, int] | None = None
    """The first row that is shown and the one after the last, of a flow too high for a page."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The figures of a picture, and which picture. `unit` follows a value: "%", " days".

    `note`: what is to be known besides, said with the figures in words. `panels`: the small charts
    of a picture of several; it has no figures of its own. `flow`: what a flow draws.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lines: tuple[Line, ...] = ()
    note: str = ""
    panels: tuple["Chart", ...] = ()
    flow: Flow | None = None

    def __post_init__(self) -> None:
        """Hold the shape: a value, or None, for each category."""
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(f"The series {one.name!r} does not fit the categories.")
