"""What a person does about work that stopped: one function, one transaction."""

from datetime import datetime

from services.core import effects, idempotency, outbox, tasks
from services.core.database import Write
from services.core.effects import Decision
from services.core.events import Event
from services.core.ids import new_id
from services.core.refusal import refuse
from services.core.storefronts.model import Caller

LONGEST_REFERENCE = 255


async def replay_task(write: Write, caller: Caller, task_id: str, *, key: str, now: datetime) -> str:
    """Bring a dead task back to life, due now; the task's id.

    Raises:
        Refused: `NOT_FOUND`, or `NOT_DEAD` when there is nothing to replay.
    """
    request = idempotency.Request(caller.id, "taskReplay", key, [task_id])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is not None:
            return task_id
        if not await tasks.replay(tx, task_id):
            task = await tasks.get(tx, task_id)
            if task is None:
                raise refuse("NOT_FOUND", "There is no such task.", "id")
            raise refuse("NOT_DEAD", f"The task is {task['state']}; only a dead one is replayed.", "id")
        # a task has no sequence of its own: each replay is a subject by itself
        event = Event(
            type="task.replayed",
            subject=new_id("rpl"),
            sequence=1,
            actor=caller.actor,
            occurred_at=now,
            public=False,
            data={"task": task_id},
        )
        await outbox.append(tx, event)
        await idempotency.remember(tx, request, {"task": task_id})
        return task_id


async def decide_effect(
    write: Write,
    caller: Caller,
    effect_id: str,
    decision: Decision,
    reference: str | None = None,
    *,
    key: str,
    now: datetime,
) -> str:
    """Carry out a person's word on an effect that waits for one; the effect's id.

    Raises:
        Refused: `NOT_FOUND`, `NOT_IN_REVIEW`, or a reference that is too long.
    """
    if reference is not None and len(reference) > LONGEST_REFERENCE:
        raise refuse("TOO_LONG", f"At most {LONGEST_REFERENCE} characters.", "reference")
    request = idempotency.Request(caller.id, "effectDecide", key, [effect_id, decision, reference])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            await effects.decide(tx, effect_id, decision, caller.actor, now, reference)
            await idempotency.remember(tx, request, {"effect": effect_id})
        return effect_id
