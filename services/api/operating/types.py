"""How tasks and effects are shown."""

from datetime import datetime

import strawberry

from services.api.entities import Node
from services.api.operating.words import EffectState, TaskState
from services.api.reads.words import column, table, to_many
from services.core.storefronts.model import Scope


@strawberry.type(description="One run of a task that failed.")
class TaskFailure:
    """A failure."""

    occurred_at: datetime | None = column("When it failed.", "({t}.value->>'at')::timestamptz")
    error: str = column("The error's name.", "coalesce({t}.value->>'error', 'Unknown')")
    message: str = column("What the error said.", "coalesce({t}.value->>'message', '')")


@table("tasks", prefix="tsk", customer="false", scope=Scope.OPERATE)
@strawberry.type(description="A piece of work that somebody's change or the passing of time made.")
class Task(Node):
    """A task."""

    kind: str = column("What is to be done, such as `claim.verify`.")
    subject: str = column("The id of what it is about.")
    account_id: strawberry.ID | None = column("The account outside that it needs.")
    state: TaskState = column("How far it got.")
    due_at: datetime = column("When it is due.")
    attempt: int = column("How often it was released, this time included.")
    crashes: int = column("How often its worker died over it.")
    created_at: datetime = column("When it was made.")
    finished_at: datetime | None = column("When it was done or given up.")
    failures: list[TaskFailure] = to_many(
        "What went wrong so far, oldest first; 50 at most are kept.",
        "",
        order="{t}.place",
        source="jsonb_array_elements({t}.errors) with ordinality {r} (value, place)",
    )


@table("effects", prefix="eff", customer="false", scope=Scope.OPERATE)
@strawberry.type(description="One thing to be done at a company outside, once.")
class Effect(Node):
    """An effect."""

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
