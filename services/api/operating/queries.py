"""What is asked of the work behind the scenes."""

from typing import Annotated

import strawberry

from services.api.access import Info, query
from services.api.operating.types import Effect, Task
from services.api.operating.words import EffectState, TaskState
from services.api.paging import After, Before, Connection, First, Last, page, window
from services.core.operating import model
from services.core.storefronts.model import Scope


@strawberry.input(description="Which tasks; what is left out does not matter.")
class TaskFilter:
    """Which tasks."""

    states: list[TaskState] | None = strawberry.field(description="Only those in one of these.", default=None)
    kind: str | None = strawberry.field(description="Only those of this kind.", default=None)
    subject: strawberry.ID | None = strawberry.field(description="Only those about this id.", default=None)

    def told(self) -> model.TaskFilter:
        """The filter as the core takes it."""
        states = tuple(self.states) if self.states is not None else None
        return model.TaskFilter(states=states, kind=self.kind, subject=self.subject)


@strawberry.input(description="Which effects; what is left out does not matter.")
class EffectFilter:
    """Which effects."""

    states: list[EffectState] | None = strawberry.field(description="Only those in one of these.", default=None)
    kind: str | None = strawberry.field(description="Only those of this kind.", default=None)
    subject: strawberry.ID | None = strawberry.field(description="Only those about this id.", default=None)

    def told(self) -> model.EffectFilter:
        """The filter as the core takes it."""
        states = tuple(self.states) if self.states is not None else None
        return model.EffectFilter(states=states, kind=self.kind, subject=self.subject)


@strawberry.type
class OperatingQuery:
    """The queries of those who operate."""

    @query(Scope.OPERATE, "The storefront's tasks, newest first. Needs the scope `operate`.")
    async def tasks(
        self,
        info: Info,
        filter: Annotated[TaskFilter | None, strawberry.argument(description="Which tasks.")] = None,  # noqa: A002
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Task]:
        """A page of them."""
        wanted = window(first, after, last, before, prefix="tsk")
        asked = filter.told() if filter else model.TaskFilter()
        rows = await info.context.reads.operating.tasks(asked, wanted)
        return page([Task(row=row) for row in rows], wanted)

    @query(Scope.OPERATE, "The storefront's effects outside, newest first. Needs the scope `operate`.")
    async def effects(
        self,
        info: Info,
        filter: Annotated[EffectFilter | None, strawberry.argument(description="Which effects.")] = None,  # noqa: A002
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Effect]:
        """A page of them."""
        wanted = window(first, after, last, before, prefix="eff")
        asked = filter.told() if filter else model.EffectFilter()
        rows = await info.context.reads.operating.effects(asked, wanted)
        return page([Effect(row=row) for row in rows], wanted)
