"""Times and lengths as people type them."""

import re
from datetime import time

_TIME = re.compile(r"\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?\s*", re.IGNORECASE | re.ASCII)
_HOURS_MINUTES = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_HOURS = re.compile(
    r"(\d{1,2}(?:\.\d{1,2})?)\s*h(?:ours?)?(?:\s*(\d{1,2})\s*(?:m(?:in)?)?)?", re.ASCII
)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m(?:in(?:utes?)?)?)?", re.ASCII)


def read_time(text: str) -> time | None:
    """Return a time of day: "10", "10:00", "1000", "10.30", "2pm"; None if it is none."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_minutes(text: str) -> int | None:
    """Return a length in minutes: "90", "90m", "1:30", "1.5h", "1 h 30 min"; None if it is none."""
    words = text.strip().lower()
    if found := _HOURS_MINUTES.fullmatch(words):
        return int(found[1]) * 60 + int(found[2])
    if found := _HOURS.fullmatch(words):
        return round(float(found[1]) * 60) + int(found[2] or 0)
    found = _MINUTES.fullmatch(words)
    return int(found[1]) if found else None


def coming_and_going(arrived_at: time | None, left_at: time | None) -> str:
    """Return when somebody came late and left early: "came 10:20, left 11:40"; or nothing."""
    came = f"{arrived_at:%H:%M}" if arrived_at else ""
    left = f"{left_at:%H:%M}" if left_at else ""
    if arrived_at and left_at and left_at <= arrived_at:
        return f"left {left}, back {came}"
    parts = (f"came {came}" if came else "", f"left {left}" if left else "")
    return ", ".join(part for part in parts if part)
