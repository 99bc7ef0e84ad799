"""Positions of events: each once, in each subject's order, without gaps, whatever the writers do meanwhile."""

import asyncio
import contextlib
import random
from itertools import groupby

import asyncpg

from services.core import outbox
from services.core.clock import system_clock
from services.core.database import APP, Pool, Tx, open_pool
from services.core.events import Actor, ActorKind, Event
from services.core.shipments import repository
from services.worker.sequencer import BATCH, sequence
from tests.builders import Shop, a_shipment, an_order

WRITERS = 16
CHANGES = 30


class ChangedMind(Exception):
    """The writer rolls back."""


async def tell(tx: Tx, shipment: str) -> None:
    """One more event of a parcel, in the way of all operations: the row first, then the event."""
    event = Event(
        type="test.told",
        subject=shipment,
        sequence=await repository.touch(tx, shipment),
        actor=Actor(ActorKind.SYSTEM),
        occurred_at=system_clock(),
    )
    await outbox.append(tx, event)


async def write_often(app: Pool, parcels: list[tuple[str, str]], seed: int) -> int:
    """Change random parcels, slowly and sometimes in vain; how many changes were committed."""
    rng = random.Random(seed)
    committed = 0
    for _ in range(CHANGES):
        storefront, parcel = rng.choice(parcels)
        minded = rng.random() < 0.75
        with contextlib.suppress(ChangedMind):
            async with app.write(storefront) as tx:
                await tell(tx, parcel)
                await asyncio.sleep(rng.random() * 0.02)
                if not minded:
                    raise ChangedMind
        committed += minded
    return committed


async def position_all(leader: asyncpg.Connection) -> None:
    """Sequence until nothing is left."""
    while (await sequence(leader))[0]:
        pass


async def test_of_sixteen_writers_every_event_is_in_the_feed_once_in_its_subjects_order(
    database: str, shop: Shop, other_shop: Shop, app: Pool, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    parcels = []
    for owner in (shop, other_shop):
        order = await an_order(app, owner)
        parcels += [(owner.id, await a_shipment(app, owner, order, lines=())) for _ in range(4)]
    pool = await open_pool(database, APP, size=WRITERS)
    before = await rows.fetchval("select count(*) from events")
    writing = asyncio.gather(*(write_often(pool, parcels, seed) for seed in range(WRITERS)))
    while not writing.done():
        await sequence(leader)
        await asyncio.sleep(0.005)
    committed = sum(await writing)
    await pool.close()
    await position_all(leader)
    events = await rows.fetch("select storefront_id, position, subject, sequence from events order by 1, 2")
    assert len(events) == before + committed
    assert 0 < committed < WRITERS * CHANGES
    for storefront, told in groupby(events, key=lambda row: row["storefront_id"]):
        ours = list(told)
        assert [row["position"] for row in ours] == list(range(1, len(ours) + 1))
        assert await rows.fetchval("select position from feeds where storefront_id = $1", storefront) == len(ours)
        for _, parcel in parcels:
            sequences = [row["sequence"] for row in ours if row["subject"] == parcel]
            assert sequences == list(range(1, len(sequences) + 1))


async def test_an_open_transaction_of_somebody_else_delays_nobody_and_comes_later_itself(
    shop: Shop, app: Pool, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop)
    slow, quick = [await a_shipment(app, shop, order, lines=()) for _ in range(2)]
    await position_all(leader)
    async with app.write(shop.id) as tx:
        await tell(tx, slow)
        async with app.write(shop.id) as other:
            await tell(other, quick)
        assert await sequence(leader) == ({shop.id}, False)
        assert await rows.fetchval("select position from events where subject = $1 and type = 'test.told'", quick) == 4
    await sequence(leader)
    assert await rows.fetchval("select position from events where subject = $1 and type = 'test.told'", slow) == 5


async def test_a_crowd_of_events_goes_in_batches_and_says_when_there_may_be_more(
    shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await rows.execute(
        """insert into events (storefront_id, id, type, subject, sequence, public, actor_kind, occurred_at)
           select $1, 'evt_' || lpad(n::text, 26, '0'), 'test.told', 'crowd', n, false, 'SYSTEM', now()
           from generate_series(1, $2::int) as n""",
        shop.id, BATCH + 1,
    )  # fmt: skip
    assert await sequence(leader) == ({shop.id}, True)
    assert await sequence(leader) == ({shop.id}, False)
    assert await sequence(leader) == (set(), False)
    assert await rows.fetchval("select bool_and(position = sequence) from events")


async def test_a_sequencer_that_dies_before_its_commit_has_given_nothing(
    shop: Shop, app: Pool, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await a_shipment(app, shop, await an_order(app, shop))
    dying = leader.transaction()
    await dying.start()
    await sequence(leader)
    await dying.rollback()
    assert await rows.fetchval("select count(*) from tasks") == 0
    assert await rows.fetchval("select position from feeds") == 0
    await sequence(leader)
    assert await rows.fetchval("select count(*) from tasks") == 1
    assert await rows.fetchval("select max(position) from events") == 2
