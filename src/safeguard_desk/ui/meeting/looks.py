"""How kinds and states look: a word first, then a colour that is never alone (light and dark)."""

from datetime import time

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton

from safeguard_desk.rules.terms import EntryKind, Presence

_KINDS = {
    EntryKind.NOTE: ("#6b7280", "#9aa3af"),
    EntryKind.DECISION: ("#1d4ed8", "#7aa7ff"),
    EntryKind.ACTION: ("#b45309", "#f0a54a"),
    EntryKind.CHALLENGE: ("#9d174d", "#f07fb0"),
    EntryKind.RISK: ("#b91c1c", "#ff8a80"),
    EntryKind.ESCALATION: ("#6d28d9", "#b79bff"),
    EntryKind.GOOD_PRACTICE: ("#047857", "#5fd0a0"),
    EntryKind.KEY_MESSAGE: ("#0e7490", "#5cc8de"),
}
"""Each kind's colour on a light and on a dark ground, at least 4.5:1 against either."""

MARKS = {
    Presence.EXPECTED: "·",
    Presence.PRESENT: "✓",
    Presence.APOLOGIES: "–",
    Presence.DEPUTY: "D",
    Presence.ABSENT: "✗",
    Presence.IN_ATTENDANCE: "+",
}
"""A sign for each presence, shown beside its word."""

GOOD, CAUTION, BAD = ("#047857", "#5fd0a0"), ("#b45309", "#f0a54a"), ("#b91c1c", "#ff8a80")
"""Colours of states, on a light and on a dark ground."""

_DARK_BELOW = 128


def is_dark(palette: QPalette) -> bool:
    """Say whether text stands on a dark ground."""
    return palette.color(QPalette.ColorRole.Base).lightness() < _DARK_BELOW


def pick(pair: tuple[str, str], palette: QPalette) -> QColor:
    """Return the colour of a pair that is read on this palette."""
    return QColor(pair[is_dark(palette)])


def muted(palette: QPalette) -> QColor:
    """Return the colour of words that step back; still at least 4.5:1 on the ground."""
    ink, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    mixed = (
        round(one * 0.68 + other * 0.32)
        for one, other in (
            (ink.red(), ground.red()),
            (ink.green(), ground.green()),
            (ink.blue(), ground.blue()),
        )
    )
    return QColor(*mixed)


def kind_colour(kind: EntryKind, palette: QPalette) -> QColor:
    """Return the colour of a kind of entry on this palette."""
    return pick(_KINDS[kind], palette)


def write_time(at: time | None) -> str:
    """Return a time as 10:05, or nothing."""
    return "" if at is None else f"{at:%H:%M}"


def write_minutes(minutes: int) -> str:
    """Return a length in words: "95 minutes" as "1 h 35 min"."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours} h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} min")
    return " ".join(parts)


def make_primary(button: QPushButton) -> None:
    """Let the button for what comes next stand out: by weight, and by the theme's accent."""
    button.setProperty("primary", True)
    font = button.font()
    font.setBold(True)
    button.setFont(font)
    button.setMinimumHeight(button.fontMetrics().height() + 14)
