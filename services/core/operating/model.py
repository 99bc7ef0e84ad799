"""Tasks and effects as a person sees them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.core.effects import EffectState


class TaskState(StrEnum):
    """How far a task got."""

    WAITING = "WAITING"
    RELEASED = "RELEASED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    DEAD = "DEAD"


@dataclass(frozen=True, slots=True)
class Failure:
    """One run of a task that failed: when, the error's name, and what it said."""

    occurred_at: datetime | None
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work, with everything that went wrong with it."""

    id: str
    kind: str
    subject: str
    account_id: str | None
    state: TaskState
    due_at: datetime
    attempt: int
    crashes: int
    failures: tuple[Failure, ...]
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to be done outside, and how far it got."""

    id: str
    kind: str
    subject: str
    generation: int
    account_id: str | None
    state: EffectState
    attempts: int
    reference: str | None
    last_error: str | None
    first_sent_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; what is left out does not matter."""

    states: tuple[TaskState, ...] | None = None
    kind: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class EffectFilter:
    """Which effects; what is left out does not matter."""

    states: tuple[EffectState, ...] | None = None
    kind: str | None = None
    subject: str | None = None
