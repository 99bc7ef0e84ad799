"""One storefront's feed in the hub: how far it was read, and whom an event of it concerns."""

import asyncio
from collections.abc import Callable, Iterable
from itertools import chain

from graphql import GraphQLError

from services.api.watcher import TOKENS_REVOKED, Watcher
from services.core.events import Event

_NOBODY: frozenset[Watcher] = frozenset()


class Channel:
    """A feed, as far as it was read, and those who watch it."""

    def __init__(self, storefront_id: str) -> None:
        self.storefront_id = storefront_id
        self.position: int | None = None
        self.watchers: set[Watcher] = set()
        self.news = asyncio.Event()
        self.reader: asyncio.Task[None] | None = None
        self._of_orders: dict[str | None, set[Watcher]] = {}

    def add(self, watcher: Watcher) -> None:
        """Let it take part."""
        self.watchers.add(watcher)
        self._of_orders.setdefault(watcher.caller.order_id, set()).add(watcher)

    def remove(self, watcher: Watcher) -> None:
        """Let it go."""
        self.watchers.remove(watcher)
        bound = self._of_orders[watcher.caller.order_id]
        bound.remove(watcher)
        if not bound:
            del self._of_orders[watcher.caller.order_id]

    def concerned(self, event: Event) -> Iterable[Watcher]:
        """Whom the event may concern: of those who are bound to an order, only its own, but for the end of tokens."""
        if event.type == TOKENS_REVOKED:
            return self.watchers
        free, bound = self._of_orders.get(None, _NOBODY), self._of_orders.get(event.order_id, _NOBODY)
        return free if event.order_id is None else chain(free, bound)

    def end(self, error: Callable[[], GraphQLError]) -> None:
        """End every watcher's stream, each with an error of its own."""
        for watcher in self.watchers:
            watcher.end(error())
