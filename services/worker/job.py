"""What a job is handed: its task, its storefront's rows, and the companies outside."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from services.core import tasks
from services.core.clock import Clock
from services.core.database import Db, Pool, Tx
from services.core.events import Actor, ActorKind
from services.core.mail import Mailer
from services.core.ports import Carrier, Credentials, Platform, Rejected
from services.core.settings import Settings
from services.core.storage import Storage
from services.core.storefronts import operations as storefronts
from services.core.storefronts import repository
from services.core.storefronts.model import Mode
from services.core.tasks import Lease
from services.core.vault import Vault
from services.worker.apart import Apart
from services.worker.checks import Checks


class Company(Protocol):
    """What every company can tell."""

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether calls with these credentials reach nobody in the real world."""
        ...


C = TypeVar("C", bound=Company)


@dataclass(frozen=True, slots=True)
class Process:
    """What lives as long as the worker process. `app` acts for storefronts, `relay` moves tasks of all of them."""

    settings: Settings
    app: Pool
    relay: Pool
    vault: Vault
    carriers: Mapping[str, Carrier]
    platforms: Mapping[str, Platform]
    mailer: Mailer
    clock: Clock
    storage: Storage
    apart: Apart
    checks: Checks


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
        """The company behind an account of the storefront, and what logs in there. Raises as `platform`."""
        carrier, credentials = await self._company(self.process.carriers, account_id)
        secrets = carrier.hook_secret_names
        if not secrets or not set(secrets) <= credentials.values.keys():
            return carrier, credentials
        url = f"{self.process.settings.public_url}/hooks/{carrier.name}/{account_id}"
        return carrier, replace(credentials, hook_url=url)

    async def platform(self, account_id: str) -> tuple[Platform, Credentials]:
        """The platform behind an account of the storefront, and what logs in there.

        Raises:
            Rejected: the account is gone or its shop took our access away, this version does not know its company,
                or a test storefront's account would reach the real world.
            VaultClosed: its credentials cannot be opened.
        """
        return await self._company(self.process.platforms, account_id)

    async def _company(self, companies: Mapping[str, C], account_id: str) -> tuple[C, Credentials]:
        async with self.read() as db:
            storefront = await repository.get(db)
            account = await repository.get_account(db, account_id)
        company = companies.get(account.company) if account else None
        if account is None or company is None:
            raise Rejected("NO_ACCOUNT", "the account is gone, or its company is not known here")
        if account.disconnected_at is not None:
            raise Rejected("ACCESS_REVOKED", "the shop took our access away; connect the account again")
        values = storefronts.open_credentials(self.process.vault, self.lease.storefront_id, account)
        credentials = Credentials(account.id, values)
        if storefront is None or (storefront.mode is Mode.TEST and not company.is_sandbox(credentials)):
            raise Rejected("TEST_STOREFRONT", "a test storefront reaches only sandboxes; connect a test account")
        return company, credentials
