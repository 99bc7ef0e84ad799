"""An event is read once for everybody who watches it in the same way, however many come, go, or wait."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import pytest
from graphql import GraphQLError, parse

from services.api.reads import pushes, reader
from services.api.schema import make_schema
from services.core.database import Pool
from services.core.outbox import Recorded
from tests.api.nouns.asking import Asker, document, plain
from tests.builders import Shop
from tests.reads.counted import counted
from tests.reads.watchers import Ground, SpentBudgets, watching
from tests.watching import until

MANY = 200
CLAIMS = document("claimsUpdated")
CLAIM_EVENTS = document("claimUpdated")
CLAIM = reader.prepare(make_schema()._schema, parse(CLAIM_EVENTS), None)


@pytest.fixture
async def ground(asker: Asker, app: Pool, relay: Pool, shop: Shop) -> Ground:
    process, _, present = counted(asker.process)
    return Ground(replace(asker, process=process), present, app, relay, shop)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is shared for as long as the test lasts, however busy the machine is."""
    monkeypatch.setattr(pushes, "SHARED_SECONDS", 600.0)


async def read(asker: Asker, event: Recorded) -> Any:
    """What somebody who watches claims would be pushed of an event."""
    context = asker.context()
    key, kind, details = CLAIM.root({})
    plan = reader.plan_reference(CLAIM, {}, context.caller.role, key, kind, details)
    return plain((await asker.process.pushes.view(key, plan, {}, context).read(event)).data)


async def test_hundreds_who_watch_the_same_cause_one_read_for_each_event(ground: Ground, patient: None) -> None:
    async with AsyncExitStack() as stack:
        watchers = [await stack.enter_async_context(watching(ground, CLAIMS)) for _ in range(MANY)]
        ids = []
        for count in (1, 2, 3):
            ids.append((await ground.claim())[1])
            await ground.tell()
            for watcher in watchers:
                await watcher.sees(count)
            assert len(ground.present.statements) == count
        assert watchers[0].claims == ids
        assert all(watcher.seen == watchers[0].seen for watcher in watchers)


async def test_who_asks_for_or_may_see_something_else_has_a_read_of_their_own(ground: Ground, patient: None) -> None:
    order, claim = await ground.claim()
    customer, stranger = ground.asker.customer_of(order), ground.asker.customer_of((await ground.claim())[0])
    other = CLAIM_EVENTS.replace("sequence", "")
    await ground.tell()
    async with AsyncExitStack() as stack:
        watchers = [
            await stack.enter_async_context(watching(ground, text, who, id=claim))
            for who in (ground.asker, customer)
            for text in (CLAIM_EVENTS, CLAIM_EVENTS, other)
        ]
        for watcher in watchers:
            await watcher.sees(1)
        refused = await stack.enter_async_context(watching(ground, CLAIM_EVENTS, stranger, id=claim))
        await until(refused.failed)
        assert len(ground.present.statements) == len(set(ground.present.statements)) == 4


async def test_customers_of_other_orders_share_no_read_although_they_share_a_plan(ground: Ground) -> None:
    order, claim = await ground.claim()
    other, _ = await ground.claim()
    customer, stranger = ground.asker.customer_of(order), ground.asker.customer_of(other)
    event = await ground.event_of(claim)
    assert (await read(customer, event))["claimUpdated"]["claim"]["id"] == claim
    for _ in range(2):
        with pytest.raises(GraphQLError, match="not kept"):
            await read(stranger, event)
    assert (await read(customer, event))["claimUpdated"]["claim"]["id"] == claim
    assert len(ground.present.statements) == 2
    assert len(set(ground.present.statements)) == 1


async def test_who_leaves_takes_nobodys_read_along(ground: Ground) -> None:
    _, claim = await ground.claim()
    event = await ground.event_of(claim)
    ground.present.open.clear()
    asking = [asyncio.create_task(read(ground.asker, event)) for _ in range(5)]
    await until(ground.reading)
    for task in asking[:2]:  # the first began the read
        task.cancel()
    await asyncio.wait(asking[:2])
    ground.present.open.set()
    for answer in await asyncio.gather(*asking[2:]):
        assert answer["claimUpdated"]["claim"]["id"] == claim
    assert len(ground.present.statements) == 1


async def test_a_database_that_is_away_delays_pushes_and_loses_none(ground: Ground) -> None:
    async with watching(ground, CLAIMS) as one, watching(ground, CLAIMS) as other:
        ground.present.away = True
        ids = [(await ground.claim())[1] for _ in range(3)]
        await ground.tell()

        async def tried() -> bool:
            return len(ground.present.statements) > 2

        await until(tried)
        assert one.seen == other.seen == []
        ground.present.away = False
        for watcher in (one, other):
            await watcher.sees(3)
            assert watcher.claims == ids


async def test_a_budget_that_is_spent_delays_pushes_and_loses_none(ground: Ground) -> None:
    budgets = SpentBudgets(ground.asker.process.budgets, 3)
    ground.asker = replace(ground.asker, process=replace(ground.asker.process, budgets=budgets))
    async with watching(ground, CLAIMS) as watcher:
        ids = [(await ground.claim())[1] for _ in range(3)]
        await ground.tell()
        await watcher.sees(3)
        assert watcher.claims == ids
        assert budgets.refusals == 0


async def test_what_is_shared_is_no_older_than_a_second(ground: Ground) -> None:
    _, claim = await ground.claim()
    event = await ground.event_of(claim)
    before = await read(ground.asker, event)
    async with ground.app.write(ground.shop.id) as tx:
        await tx.execute("update claims set status = 'UNDER_REVIEW' where id = $1", claim)
    await asyncio.sleep(pushes.SHARED_SECONDS + 0.1)
    after = await read(ground.asker, event)
    assert [found["claimUpdated"]["status"] for found in (before, after)] == ["SUBMITTED", "SUBMITTED"]
    assert [found["claimUpdated"]["claim"]["status"] for found in (before, after)] == ["SUBMITTED", "UNDER_REVIEW"]
    assert len(ground.present.statements) == 2
