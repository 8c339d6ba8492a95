"""Calendar files made off the window's thread, and saved where somebody chooses."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_desk.errors import Refusal
from safeguard_desk.ui.jobs import Jobs
from safeguard_desk.ui.papers.produce import Produced, save_as

Make = Callable[[Jobs], bytes]
"""Makes the bytes of a calendar file; called on the worker."""


def of_meeting(meeting_id: str, jobs: Jobs) -> bytes:
    """Return one meeting as a calendar file."""
    from safeguard_desk.exchange import calendar

    with jobs.desk.read() as reader:
        return calendar.of_meeting(reader, meeting_id, jobs.desk.clock())


def of_group(group_id: str | None, jobs: Jobs) -> bytes:
    """Return the meetings of a group, or all of them, as a calendar file."""
    from safeguard_desk.exchange import calendar

    with jobs.desk.read() as reader:
        return calendar.of_group(reader, group_id, jobs.desk.clock())


def save_calendar(
    parent: QWidget,
    jobs: Jobs,
    name: str,
    make: Make,
    *,
    said: Callable[[str], None],
    refused: Callable[[Refusal], None],
) -> None:
    """Make a calendar file, ask where it goes, and save it there."""
    jobs.compute(
        "Making the calendar file",
        partial(_make, jobs, make, name),
        then=partial(_save, parent, said, refused),
        refused=refused,
    )


def _make(jobs: Jobs, make: Make, name: str, _: Callable[[int, int], None]) -> Produced:
    return Produced(name, "ics", make(jobs))


def _save(
    parent: QWidget,
    said: Callable[[str], None],
    refused: Callable[[Refusal], None],
    produced: Produced,
) -> None:
    try:
        path = save_as(parent, produced)
    except Refusal as refusal:
        refused(refusal)
        return
    if path is not None:
        said(f"Saved as {path}. Open it in Outlook or Google to take the dates in.")
