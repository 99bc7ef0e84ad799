"""What lives as long as the API process and is handed to every request."""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redis.asyncio import Redis
from starlette.requests import HTTPConnection

from services.api.callers import Callers
from services.api.guesses import Guesses
from services.api.protocol.budget import Budgets
from services.api.protocol.documents import Documents
from services.api.protocol.heartbeats import Heartbeats
from services.api.protocol.places import Places
from services.api.reads.pushes import Pushes
from services.core import feed
from services.core.clock import Clock
from services.core.cursors import Cursors
from services.core.database import Pool, ReadPool
from services.core.settings import Settings
from services.core.storage import Links, Storage
from services.core.tokens import Tokens
from services.core.vault import Vault

if TYPE_CHECKING:
    from services.api.hub import Hub


MOST_ARRIVALS = 16
"""Subscriptions that begin at once: the others wait in turn, and not for connections, which none may do for long."""


@dataclass(frozen=True, slots=True)
class Process:
    """The wiring of one API process.

    `app` acts for storefronts under row-level security, `door` only looks up keys. `present` reads what was just
    written; `reads` reads for queries, from a replica where there is one.
    """

    settings: Settings
    app: Pool
    door: Pool
    present: ReadPool
    reads: ReadPool
    redis: Redis
    tokens: Tokens
    vault: Vault
    cursors: Cursors
    hub: "Hub"
    budgets: Budgets
    storage: Storage
    links: Links
    clock: Clock
    guesses: Guesses = field(default_factory=Guesses)
    callers: Callers = field(init=False)
    pushes: Pushes = field(init=False)
    documents: Documents = field(init=False)
    sockets: Places = field(init=False)
    operations: Places = field(init=False)
    """Over WebSockets; what runs over HTTP has a connection of its own."""
    heartbeats: Heartbeats = field(default_factory=Heartbeats, init=False)
    arrivals: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_ARRIVALS), init=False)
    """Taken while a subscription begins."""
    stopping: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "callers", Callers(self.door, self.tokens, self.clock))
        object.__setattr__(self, "pushes", Pushes(self.present))
        object.__setattr__(self, "documents", Documents(self.app))
        object.__setattr__(self, "sockets", Places(self.settings.sockets_per_storefront))
        object.__setattr__(self, "operations", Places(self.settings.watchers_per_storefront))

    def ring(self) -> None:
        """Wake the relay after a commit; sent and forgotten, as the relay looks by itself soon after."""
        task = asyncio.create_task(feed.ring(self.redis, feed.OUTBOX, ""))
        _RINGING.add(task)
        task.add_done_callback(_RINGING.discard)


_RINGING: set[asyncio.Task[bool]] = set()
"""Keeps the tasks alive until they are done; each ends within a second."""


def process_of(connection: HTTPConnection) -> Process:
    """The process that this connection was made to."""
    process: Process = connection.app.state.process
    return process
