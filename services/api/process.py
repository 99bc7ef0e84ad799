"""What lives as long as the API process and is handed to every request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from redis.asyncio import Redis

from services.core.clock import Clock
from services.core.cursors import Cursors
from services.core.database import Pool
from services.core.settings import Settings
from services.core.tokens import Tokens
from services.core.vault import Vault

if TYPE_CHECKING:
    from services.api.hub import Hub


@dataclass(frozen=True, slots=True)
class Process:
    """The wiring of one API process. `app` acts for storefronts under row-level security, `door` only looks up keys."""

    settings: Settings
    app: Pool
    door: Pool
    redis: Redis
    tokens: Tokens
    vault: Vault
    cursors: Cursors
    hub: "Hub"
    clock: Clock
