"""How tasks and effects are shown."""

from datetime import datetime

import strawberry

from services.api.entities import Node, column, computed
from services.api.operating.words import EffectState, TaskState
from services.core.operating import model


@strawberry.type(description="One run of a task that failed.")
class TaskFailure:
    """A failure."""

    row: strawberry.Private[model.Failure]
    occurred_at: datetime | None = column("When it failed.")
    error: str = column("The error's name.")
    message: str = column("What the error said.")


@strawberry.type(description="A piece of work that somebody's change or the passing of time made.")
class Task(Node):
    """A task."""

    row: strawberry.Private[model.Task]
    kind: str = column("What is to be done, such as `claim.verify`.")
    subject: str = column("The id of what it is about.")
    account_id: strawberry.ID | None = column("The account outside that it needs.")
    state: TaskState = column("How far it got.")
    due_at: datetime = column("When it is due.")
    attempt: int = column("How often it was released, this time included.")
    crashes: int = column("How often its worker died over it.")
    created_at: datetime = column("When it was made.")
    finished_at: datetime | None = column("When it was done or given up.")

    @computed("What went wrong so far, oldest first; 50 at most are kept.")
    def failures(self) -> list[TaskFailure]:
        """The history of errors."""
        return [TaskFailure(row=failure) for failure in self.row.failures]


@strawberry.type(description="One thing to be done at a company outside, once.")
class Effect(Node):
    """An effect."""

    row: strawberry.Private[model.Effect]
    kind: str = column("What is to be done, such as `tracker.register`.")
    subject: str = column("The id of what it is about.")
    generation: int = column("Counts the effects of this kind for the subject.")
    account_id: strawberry.ID | None = column("The account outside.")
    state: EffectState = column("How far it got.")
    attempts: int = column("How often it was sent.")
    reference: str | None = column("The company's own id of what it did.")
    last_error: str | None = column("What went wrong last.")
    first_sent_at: datetime | None = column("When its first byte may have left.")
    created_at: datetime = column("When it was planned.")
    updated_at: datetime = column("When it last moved.")
