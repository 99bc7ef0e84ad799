"""What a person does about work that stopped."""

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.operating.types import Effect, Task
from services.api.operating.words import Decision
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.operating import operations
from services.core.storefronts.model import Scope


@strawberry.input(description="Which task is tried again.")
class TaskReplayInput:
    """A dead task."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The task's id.")


@strawberry.input(description="What a person found out about an effect.")
class EffectDecideInput:
    """A decision."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The effect's id.")
    decision: Decision = strawberry.field(description="What shall become of it.")
    reference: str | None = strawberry.field(
        description="The company's own id of what it did, if it did it; 255 characters at most.", default=None
    )


@strawberry.type(description="What became of `taskReplay`.")
class TaskReplayPayload(Payload):
    """The task, or why not."""

    task: Task | None = strawberry.field(description="The task as it is now; null when it was refused.", default=None)


@strawberry.type(description="What became of `effectDecide`.")
class EffectDecidePayload(Payload):
    """The effect, or why not."""

    effect: Effect | None = strawberry.field(
        description="The effect as it is now; null when it was refused.", default=None
    )


@strawberry.type
class OperatingMutation:
    """The mutations of those who operate."""

    @mutation(Scope.OPERATE, "Try a dead task again, now.")
    async def task_replay(self, info: Info, given: Input[TaskReplayInput]) -> TaskReplayPayload:
        """Replay a task."""
        context = info.context
        task_id = await operations.replay_task(
            context.write, context.caller, given.id, key=given.idempotency_key, now=context.now()
        )
        return TaskReplayPayload(task=refer(Task, task_id))

    @mutation(Scope.OPERATE, "Decide what became of an effect whose outcome nobody can find out.")
    async def effect_decide(self, info: Info, given: Input[EffectDecideInput]) -> EffectDecidePayload:
        """Decide an effect."""
        context = info.context
        effect_id = await operations.decide_effect(
            context.write,
            context.caller,
            given.id,
            given.decision,
            given.reference,
            key=given.idempotency_key,
            now=context.now(),
        )
        return EffectDecidePayload(effect=refer(Effect, effect_id))
