"""What is past its time is forgotten, and nothing else."""

from datetime import datetime, timedelta

import asyncpg
import pytest

from services.core import outbox
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ids import new_id
from services.core.settings import Settings
from services.worker import retention
from services.worker.retention import trim
from services.worker.sequencer import sequence
from tests.builders import Shop, a_claim, a_shipment, an_order
from tests.worker.rows import make_tasks, states


async def age(rows: asyncpg.Connection, table: str, column: str, days: float, where: str = "true") -> None:
    """Make rows older."""
    await rows.execute(
        f"update {table} set {column} = {column} - make_interval(secs => $1) where {where}", days * 86400
    )


async def test_a_feed_forgets_its_oldest_events_and_says_up_to_where(
    shop: Shop, other_shop: Shop, app: Pool, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    for owner in (shop, other_shop):
        order = await an_order(app, owner)
        parcel = await a_shipment(app, owner, order)
        await a_claim(app, owner, order, parcel)
    await sequence(leader)
    await age(rows, "events", "occurred_at", settings.feed_days + 1, f"storefront_id = '{shop.id}' and position <= 2")
    await age(rows, "events", "occurred_at", settings.feed_days - 1, f"storefront_id = '{other_shop.id}'")
    assert not await trim(leader, settings)
    async with app.read(shop.id) as db:
        assert await outbox.extent(db) == outbox.Extent(position=3, trimmed=2)
        assert [recorded.position for recorded in await outbox.read_feed(db, 2, 10)] == [3]
    async with app.read(other_shop.id) as db:
        assert await outbox.extent(db) == outbox.Extent(position=3, trimmed=0)
    made = await rows.fetch("select event_id from tasks where storefront_id = $1", shop.id)
    assert sum(row["event_id"] is None for row in made) == 1, "a task outlives the event that asked for it"
    await sequence(leader)
    assert await rows.fetchval("select count(*) from tasks where storefront_id = $1", shop.id) == len(made)


async def test_an_event_without_a_position_is_never_forgotten(
    shop: Shop, app: Pool, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await an_order(app, shop)
    await age(rows, "events", "occurred_at", 400)
    await trim(leader, settings)
    assert await sequence(leader) == ({shop.id}, False)


async def test_only_done_tasks_are_forgotten(
    shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    for state in ("WAITING", "RELEASED", "RUNNING", "DEAD", "DONE"):
        (task_id,) = await make_tasks(rows, shop)
        await rows.execute("update tasks set state = $1, finished_at = now() where id = $2", state, task_id)
    (young,) = await make_tasks(rows, shop)
    await age(rows, "tasks", "finished_at", settings.done_task_days + 1)
    await rows.execute("update tasks set state = 'DONE', finished_at = now() where id = $1", young)
    await trim(leader, settings)
    assert await states(rows) == {"WAITING": 1, "RELEASED": 1, "RUNNING": 1, "DEAD": 1, "DONE": 1}


async def test_keys_messages_and_revocations_go_when_their_days_are_over(
    shop: Shop, app: Pool, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    insert = {
        "idempotency_keys": (settings.idempotency_days, "created_at"),
        "inbox": (settings.inbox_days, "received_at"),
        "revocations": (retention.REVOCATION_DAYS, "revoked_at"),
    }
    now = system_clock()
    for days in (0, *(days for days, _ in insert.values())):
        for past in (timedelta(days=days, hours=1), timedelta(days=days, hours=-1)):
            await _keep_one_of_each(rows, shop, now - past)
    await trim(leader, settings)
    for table, (days, column) in insert.items():
        oldest = await rows.fetchval(f"select min({column}) from {table}")
        assert now - timedelta(days=days) < oldest <= now - timedelta(days=days, hours=-1), table


async def test_what_is_too_much_for_one_batch_goes_in_the_next(
    shop: Shop,
    settings: Settings,
    leader: asyncpg.Connection,
    rows: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    for days in range(100, 107):
        await _keep_one_of_each(rows, shop, system_clock() - timedelta(days=days))
    assert await trim(leader, settings)
    assert await rows.fetchval("select count(*) from inbox") == 4
    assert await trim(leader, settings)
    assert not await trim(leader, settings)
    for table in ("inbox", "revocations", "idempotency_keys"):
        assert await rows.fetchval(f"select count(*) from {table}") == 0


async def _keep_one_of_each(rows: asyncpg.Connection, shop: Shop, when: datetime) -> None:
    name = new_id("inb")
    await rows.execute(
        """insert into inbox (storefront_id, id, account_id, company, external_id, received_at)
           values ($1, $2, $3, 'easypost', $2, $4)""",
        shop.id, name, shop.account_id, when,
    )  # fmt: skip
    await rows.execute(
        "insert into revocations (storefront_id, subject, revoked_at) values ($1, $2, $3)", shop.id, name, when
    )
    await rows.execute(
        """insert into idempotency_keys (storefront_id, caller, mutation, key, request_hash, answer, created_at)
           values ($1, 'caller', 'mutation', $2, ''::bytea, '{}', $3)""",
        shop.id, name, when,
    )  # fmt: skip
