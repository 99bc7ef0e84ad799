"""Tasks and effects as a person sees them."""

from enum import StrEnum


class TaskState(StrEnum):
    """How far a task got."""

    WAITING = "WAITING"
    RELEASED = "RELEASED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    DEAD = "DEAD"
