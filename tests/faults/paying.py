"""The smallest jobs that have a platform pay something, and a play around each: one careful, one naive."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

import httpx

from services.core import effects, outbox
from services.core.companies.generic import GenericPlatform
from services.core.database import Tx
from services.core.effects import Decision, EffectState, Recovery
from services.core.events import Actor, ActorKind, Event
from services.core.outside import Outside
from services.core.outside.addresses import authorities
from services.core.ports import KINDS, Credit, Done
from services.core.storefronts import repository
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, sealed_account
from services.worker.effects import carry_out
from services.worker.job import Job, Process
from services.worker.main import wiring
from tests.builders import Shop
from tests.faults.crashing import Play, Seeded

KIND = KINDS[Credit]
PAID = "test.paid"
PERSON = Actor(ActorKind.STAFF, "anna")
SECRET = "whsec_bWFrZWdvb2Qtc2FuZGJveC1zZWNyZXQ="
HOSTS = frozenset({"127.0.0.1"})
authorities()  # read before all processes of a play are forked


@dataclass(frozen=True)
class Paying:
    """What plays are given: the storefront, the shop that pays, and what it offers.

    `settled_seconds` is how long a person waits before they look there.
    """

    shop: Shop
    shop_url: str
    recovery: Recovery
    settled_seconds: float
    quiet_seconds: float = GenericPlatform.quiet_seconds


@asynccontextmanager
async def opened(play: Play) -> AsyncIterator[Process]:
    """What a worker has, with a platform that offers what the play says."""
    async with wiring(play.settings) as process, Outside() as outside:
        offered: Mapping[str, Recovery] = dict.fromkeys(KINDS.values(), play.given.recovery)
        generic = GenericPlatform(outside, HOSTS, recoveries=offered)
        generic.quiet_seconds = play.given.quiet_seconds
        yield replace(process, platforms={"generic": generic}, clock=play.clock)


def credentials(play: Play) -> dict[str, str]:
    """What logs in at the play's shop."""
    return {"base_url": play.given.shop_url, "secret": SECRET, "environment": "test"}


async def seed(play: Play, process: Process, name: str) -> Seeded:
    """An effect that is planned, at an account of its own, so that nobody's breaker opens for another."""
    new = NewAccount("generic", name, credentials(play), {}, AccountKind.PLATFORM)
    account = sealed_account(process.vault, play.storefront_id, new)
    async with process.app.write(play.storefront_id) as tx:
        await repository.save_account(tx, account, process.clock())
        await effects.plan(tx, KIND, name, account.id, process.clock())
    return Seeded(name, account.id)


async def pay(job: Job) -> None:
    """Have a credit paid, and say so once."""
    assert job.lease.account_id is not None
    async with job.read() as db:
        effect = await effects.latest(db, KIND, job.subject)
    assert effect is not None
    done = await carry_out(job, effect.id, job.lease.account_id, _credit(job, effect.id))
    if done is not None:
        async with job.write() as tx:
            await _say_so(tx, job, done)


async def pay_naively(job: Job) -> None:
    """The same, as one writes it who has never seen a process die."""
    assert job.lease.account_id is not None
    async with job.read() as db:
        effect = await effects.latest(db, KIND, job.subject)
    assert effect is not None
    platform, credentials = await job.platform(job.lease.account_id)
    done = await platform.carry_out(credentials, _credit(job, effect.id))
    async with job.write() as tx:
        await _say_so(tx, job, done)


async def decide(play: Play, process: Process, subject: str) -> bool:
    """A person who looks at the shop, long enough after the last call, and says what they see."""
    async with process.app.read(play.storefront_id) as db:
        effect = await effects.latest(db, KIND, subject)
    if effect is None or effect.state is not EffectState.REVIEW:
        return False
    await asyncio.sleep(play.given.settled_seconds)
    async with httpx.AsyncClient() as shop:
        done = (await shop.get(play.given.shop_url)).json()["done"]
    found = next((deed for deed in done if deed["asked"]["key"] == effect.id), None)
    decision = Decision.CONFIRM if found else Decision.RETRY
    async with process.app.write(play.storefront_id) as tx:
        await effects.decide(tx, effect.id, decision, PERSON, process.clock(), found and found["id"])
    return True


def _credit(job: Job, key: str) -> Credit:
    return Credit(key, job.subject, "order-1", "EUR", Decimal("12.50"))


async def _say_so(tx: Tx, job: Job, done: Done) -> None:
    if await tx.fetchval("select true from events where subject = $1 and type = $2", job.subject, PAID):
        return
    told: dict[str, object] = {"reference": done.reference, "amount": str(done.amount)}
    await outbox.append(tx, Event(PAID, job.subject, 1, job.actor, job.process.clock(), public=False, data=told))
