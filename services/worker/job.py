"""What a job is handed: its task, its storefront's rows, and the companies outside."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

from services.core import tasks
from services.core.clock import Clock
from services.core.database import Db, Pool, Tx
from services.core.events import Actor, ActorKind
from services.core.ports import Carrier, Credentials, Platform, Rejected
from services.core.settings import Settings
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository
from services.core.storefronts.model import Mode
from services.core.storefronts.repository import Account
from services.core.tasks import Lease
from services.core.vault import Vault


@dataclass(frozen=True, slots=True)
class Process:
    """What lives as long as the worker process. `app` acts for storefronts, `relay` moves tasks of all of them."""

    settings: Settings
    app: Pool
    relay: Pool
    vault: Vault
    carriers: Mapping[str, Carrier]
    clock: Clock
    platforms: Mapping[str, Platform] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Again:
    """A job's wish to be run once more after so many seconds; it is no failure."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Job:
    """One run of one task."""

    process: Process
    lease: Lease

    @property
    def subject(self) -> str:
        """The id that the task is about."""
        return self.lease.subject

    @property
    def actor(self) -> Actor:
        """Who the events of this job are attributed to."""
        return Actor(ActorKind.SYSTEM, self.lease.kind)

    def read(self) -> AbstractAsyncContextManager[Db]:
        """A read-only transaction in the task's storefront."""
        return self.process.app.read(self.lease.storefront_id)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """A transaction that holds the task's lease: it commits only while this run is the one that counts.

        Raises:
            Fenced: another worker has the task by now.
        """
        async with self.process.app.write(self.lease.storefront_id) as tx:
            await tasks.prove(tx, self.lease)
            yield tx

    async def carrier(self, account_id: str) -> tuple[Carrier, Credentials]:
        """The company behind an account of the storefront, and what logs in there.

        Raises:
            Rejected: the account is gone or its shop took our access away, this version does not know its company,
                or a test storefront's account would reach the real world.
            VaultClosed: its credentials cannot be opened.
        """
        account = await self._account(account_id)
        carrier = self.process.carriers.get(account.company)
        if carrier is None:
            raise Rejected("NO_ACCOUNT", "the account's company is not known here")
        return carrier, await self._credentials(account, carrier)

    async def platform(self, account_id: str) -> tuple[Platform, Credentials]:
        """The platform behind an account of the storefront, and what logs in there.

        Raises:
            Rejected, VaultClosed: as `carrier`.
        """
        account = await self._account(account_id)
        platform = self.process.platforms.get(account.company)
        if platform is None:
            raise Rejected("NO_ACCOUNT", "the account's company is not known here")
        return platform, await self._credentials(account, platform)

    async def _account(self, account_id: str) -> Account:
        async with self.read() as db:
            account = await repository.get_account(db, account_id)
        if account is None:
            raise Rejected("NO_ACCOUNT", "the account is gone")
        if account.disconnected_at is not None:
            raise Rejected("ACCESS_REVOKED", "the shop took our access away; connect the account again")
        return account

    async def _credentials(self, account: Account, company: Carrier | Platform) -> Credentials:
        async with self.read() as db:
            storefront = await repository.get(db)
        values = storefronts.open_credentials(self.process.vault, self.lease.storefront_id, account)
        credentials = Credentials(account.id, values)
        if storefront is None or (storefront.mode is Mode.TEST and not company.is_sandbox(credentials)):
            raise Rejected("TEST_STOREFRONT", "a test storefront reaches only sandboxes; connect a test account")
        return credentials
