"""Whether a course has places for those who want one (DOMAIN 5): more sessions, or none."""

from math import ceil


def more_sessions(waiting: int, free: int, capacity: int) -> int:
    """Return how many more sessions of a course are needed for those who wait.

    waiting: people without a place; free: places still free in sessions to come; capacity: places
    of one session. A session is suggested once a third of it would be filled, so that two people
    on a waiting list do not ask for a hall.
    """
    lacking = waiting - free
    if capacity < 1 or lacking * 3 < capacity:
        return 0
    return ceil(lacking / capacity)
