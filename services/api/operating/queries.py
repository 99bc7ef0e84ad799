"""What is asked of the work behind the scenes."""

import strawberry

from services.api.operating.types import Effect, Task
from services.api.operating.words import EffectState, TaskState
from services.api.paging import Connection
from services.api.reads.words import connection, wanted, wanted_any
from services.core.storefronts.model import Scope


@strawberry.input(description="Which tasks; what is left out does not matter.")
class TaskFilter:
    """Which tasks."""

    states: list[TaskState] | None = wanted_any("Only those in one of these.", "state")
    kind: str | None = wanted("Only those of this kind.", "{t}.kind = {value}")
    subject: strawberry.ID | None = wanted("Only those about this id.", "{t}.subject = {value}")


@strawberry.input(description="Which effects; what is left out does not matter.")
class EffectFilter:
    """Which effects."""

    states: list[EffectState] | None = wanted_any("Only those in one of these.", "state")
    kind: str | None = wanted("Only those of this kind.", "{t}.kind = {value}")
    subject: strawberry.ID | None = wanted("Only those about this id.", "{t}.subject = {value}")


@strawberry.type
class OperatingQuery:
    """The queries of those who operate."""

    tasks: Connection[Task] = connection(
        "The storefront's tasks, newest first. Needs the scope `operate`.", filter=TaskFilter, scope=Scope.OPERATE
    )
    effects: Connection[Effect] = connection(
        "The storefront's effects outside, newest first. Needs the scope `operate`.",
        filter=EffectFilter,
        scope=Scope.OPERATE,
    )
