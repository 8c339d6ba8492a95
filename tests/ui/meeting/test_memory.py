"""A workspace that was closed is gone at once, without the collector."""

import gc
import weakref

import pytest
from tests.ui.meeting.room import Room

from safeguard_desk.ui.meeting.workspace import MeetingWorkspace


@pytest.mark.parametrize("place", range(5))
def test_each_step_is_freed_with_its_workspace(room: Room, place: int) -> None:
    room.type_line("a: bring a plan @DN by 15 jan")
    gc.collect()
    gc.disable()
    try:
        space = MeetingWorkspace(room.jobs, room.meeting_id)
        space.show_step(place)
        room.settle()
        gone, step = weakref.ref(space), weakref.ref(space.step)
        del space
        assert gone() is None
        assert step() is None
    finally:
        gc.enable()
