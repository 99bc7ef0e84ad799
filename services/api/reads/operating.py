"""How tasks and effects are read, by those who may operate."""

from services.api.reads.loads import Loads, nothing
from services.api.reads.window import Window
from services.core.operating import repository
from services.core.operating.model import Effect, EffectFilter, Task, TaskFilter
from services.core.storefronts.model import Scope


class OperatingReads:
    """Tasks and effects of the storefront."""

    def __init__(self, loads: Loads) -> None:
        self._loads = loads
        self.task = loads.batched(repository.get_tasks, nothing, Scope.OPERATE)
        self.effect = loads.batched(repository.get_effects, nothing, Scope.OPERATE)

    async def tasks(self, filter: TaskFilter, window: Window) -> list[Task]:  # noqa: A002
        """A page of tasks, newest first, with one more than asked for where there are more."""
        async with self._loads.read(Scope.OPERATE) as db:
            return await repository.page_of_tasks(
                db, filter, window.probe, after=window.after, before=window.before, backward=window.backward
            )

    async def effects(self, filter: EffectFilter, window: Window) -> list[Effect]:  # noqa: A002
        """A page of effects, newest first, with one more than asked for where there are more."""
        async with self._loads.read(Scope.OPERATE) as db:
            return await repository.page_of_effects(
                db, filter, window.probe, after=window.after, before=window.before, backward=window.backward
            )
