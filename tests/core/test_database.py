"""Transactions end as they should: committed, rolled back, cut off, or told that the database is away."""

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest

from services.core import database as module
from services.core.database import APP, AWAY, Pool, open_pool
from services.core.ids import new_id
from tests.builders import Shop, as_owner
from tests.core.records import count
from tests.core.refusals import refused

REVOKE = "insert into revocations (storefront_id, subject, revoked_at) values ($1, $2, now())"


async def write(app: Pool, shop: Shop, subject: str, error: BaseException | None = None) -> None:
    async with app.write(shop.id) as tx:
        assert await tx.execute(REVOKE, shop.id, subject) == 1
        if error is not None:
            raise error


async def test_a_block_that_ends_well_is_committed_and_one_that_raises_is_not(app: Pool, shop: Shop) -> None:
    await write(app, shop, "a")
    for error in (ZeroDivisionError(), KeyboardInterrupt(), asyncio.CancelledError(), GeneratorExit()):
        with pytest.raises(type(error)):
            await write(app, shop, "b", error)
    assert await count(app, shop, "revocations") == 1


async def test_a_swallowed_database_error_is_not_taken_for_a_commit(app: Pool, shop: Shop) -> None:
    async def swallow() -> None:
        async with app.write(shop.id) as tx:
            await tx.execute(REVOKE, shop.id, "a")
            with pytest.raises(asyncpg.UniqueViolationError):
                await tx.execute(REVOKE, shop.id, "a")

    with pytest.raises(RuntimeError, match="nothing was committed"):
        await swallow()
    await write(app, shop, "a")


async def test_a_read_cannot_write_and_sees_one_moment(app: Pool, shop: Shop) -> None:
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from revocations") == 0
        await write(app, shop, "a")
        assert await db.fetchval("select count(*) from revocations") == 0
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with app.read(shop.id) as db:
            await db.fetchval("delete from order_lines returning 1")


@pytest.mark.parametrize(
    "name",
    ["", "sto_", "sto_1", "sto_" + "0" * 27, "sto_" + "0" * 25 + "'", "sto_" + "0" * 26 + "\n", "clm_" + "0" * 26],
)
async def test_only_a_storefronts_id_opens_a_transaction(app: Pool, name: str) -> None:
    for opens in (app.read, app.write):
        with pytest.raises(ValueError, match="storefront"):
            async with opens(name):
                pass


async def test_text_that_cannot_be_kept_is_refused_wherever_it_stands(app: Pool, shop: Shop) -> None:
    for value in ("\x00", "a\ud800", {"a": "\x00"}, {"a": ["\udfff"]}):
        sql = f"select $1::{'jsonb' if isinstance(value, dict) else 'text'}"
        for name in ("fetch", "fetchrow", "fetchval"):
            with refused("INVALID"):
                async with app.read(shop.id) as db:
                    await getattr(db, name)(sql, value)
        with refused("INVALID"):
            async with app.write(shop.id) as tx:
                await tx.execute(sql, value)
        with refused("INVALID"):
            async with app.write(shop.id) as tx:
                await tx.executemany(sql, [(value,)])
    for wrong, kind in ((2**40, "int4"), ("text", "int4"), (5, "text")):
        with pytest.raises(asyncpg.DataError):
            async with app.read(shop.id) as db:
                await db.fetchval(f"select $1::{kind}", wrong)


async def test_json_and_times_come_back_as_they_went(app: Pool, shop: Shop) -> None:
    value = {"a": [1, None, {"b": "Ø\\u0000 🫖"}], "n": 2**60}
    now = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    async with app.read(shop.id) as db:
        row = await db.fetchrow("select $1::jsonb as value, $2::timestamptz as now, null::jsonb as none", value, now)
    assert row is not None
    assert tuple(row) == (value, now, None)
    assert row["now"].tzinfo is UTC


async def test_a_full_pool_lets_nobody_wait_for_ever(
    database: str, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ACQUIRE_SECONDS", 0.2)
    pool = await open_pool(database, APP, size=1)
    async with pool.read(shop.id):
        with pytest.raises(AWAY):
            async with pool.read(shop.id):
                pass
    async with pool.read(shop.id) as db:
        assert await db.fetchval("select 1") == 1
    await pool.close()


async def test_a_lock_that_is_not_to_be_had_counts_as_busy(database: str, shop: Shop) -> None:
    pool = await open_pool(database, APP, size=2, lock_timeout="100ms")
    async with pool.write(shop.id) as tx:
        await tx.execute("insert into revocations values ($1, 'a', now())", shop.id)
        with pytest.raises(AWAY):
            await write(pool, shop, "a")
    await pool.close()


async def test_a_deadlock_counts_as_busy_and_one_of_the_two_goes_on(app: Pool, shop: Shop) -> None:
    for subject in ("a", "b"):
        await write(app, shop, subject)
    meet = asyncio.Barrier(2)

    async def cross(first: str, second: str) -> None:
        async with app.write(shop.id) as tx:
            await tx.execute("update revocations set revoked_at = now() where subject = $1", first)
            await meet.wait()
            await tx.execute("update revocations set revoked_at = now() where subject = $1", second)

    ends = await asyncio.gather(cross("a", "b"), cross("b", "a"), return_exceptions=True)
    assert sorted(end is None for end in ends) == [False, True]
    assert all(end is None or isinstance(end, AWAY) for end in ends)


async def test_a_connection_that_is_killed_in_a_transaction_is_replaced(app: Pool, shop: Shop, database: str) -> None:
    superuser = await asyncpg.connect(database)

    async def cut_off(error: Exception | None) -> None:
        async with app.write(shop.id) as tx:
            await tx.execute(REVOKE, shop.id, "a")
            pid = await tx.fetchval("select pg_backend_pid()")
            await superuser.fetchval("select pg_terminate_backend($1, 5000)", pid)
            if error is not None:
                raise error

    with pytest.raises(AWAY):
        await cut_off(None)
    with pytest.raises(ZeroDivisionError):
        await cut_off(ZeroDivisionError())
    await superuser.close()
    await write(app, shop, "a")


async def test_a_transaction_left_idle_is_ended_by_the_server(database: str, shop: Shop) -> None:
    pool = await open_pool(database, APP, size=1, idle_in_transaction_session_timeout="100ms")

    async def dawdle() -> None:
        async with pool.write(shop.id) as tx:
            await tx.execute(REVOKE, shop.id, "a")
            await asyncio.sleep(0.5)
            await tx.fetchval("select 1")

    with pytest.raises(AWAY):
        await dawdle()
    assert await count(pool, shop, "revocations") == 0
    await pool.close()


async def test_a_cancelled_statement_leaves_a_connection_that_works(database: str, shop: Shop) -> None:
    pool = await open_pool(database, APP, size=1)

    async def hang() -> None:
        async with asyncio.timeout(0.05), pool.write(shop.id) as tx:
            await tx.execute(REVOKE, shop.id, new_id("ord"))
            await tx.fetchval("select pg_sleep(5)")

    for _ in range(20):
        with pytest.raises(TimeoutError):
            await hang()
    assert await count(pool, shop, "revocations") == 0
    await pool.close()


async def test_the_owner_sees_nothing_of_orders_either(database: str, shop: Shop) -> None:
    async with as_owner(database) as owner:
        assert await owner.fetchval("select count(*) from storefronts") == 1
        assert await owner.fetchval("select count(*) from accounts") == 0


async def test_a_request_that_is_cancelled_while_it_begins_leaves_a_clean_connection(app: Pool, shop: Shop) -> None:
    complaints: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))

    async def read() -> None:
        async with app.read(shop.id) as db:
            await db.fetchval("select pg_sleep(0.001)")

    for turn in range(300):
        request = asyncio.create_task(read())
        await asyncio.sleep(0.00002 * (turn % 50))
        request.cancel()
        await asyncio.wait([request])
    assert complaints == []
