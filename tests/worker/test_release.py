"""Which due tasks go to the workers: bounded for accounts and storefronts, and fair."""

import asyncpg
import pytest

from services.core.database import Pool
from services.core.settings import Settings
from services.core.vault import Vault
from services.worker.release import release
from tests.builders import Shop, a_shop
from tests.worker.rows import an_account, make_tasks, states


async def finish(rows: asyncpg.Connection, count: int, shop: Shop) -> None:
    """Some tasks in flight are done."""
    await rows.execute(
        """update tasks set state = 'DONE', finished_at = now() where id in (
               select id from tasks where state = 'RELEASED' and storefront_id = $1 limit $2)""",
        shop.id, count,
    )  # fmt: skip


async def test_an_account_has_twenty_tasks_in_flight_and_the_next_when_one_is_done(
    shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    ids = await make_tasks(rows, shop, 30, account=shop.account_id)
    first = await release(leader, settings)
    assert {task.task_id for task in first} == set(ids[:20])
    assert {task.attempt for task in first} == {1}
    assert await release(leader, settings) == []
    await finish(rows, 3, shop)
    assert {task.task_id for task in await release(leader, settings)} == set(ids[20:23])


async def test_a_storefront_has_fifty_tasks_in_flight(
    shop: Shop, other_shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await make_tasks(rows, shop, 40)
    for _ in range(3):
        await make_tasks(rows, shop, 25, account=await an_account(rows, shop))
    await make_tasks(rows, other_shop, 5)
    released = await release(leader, settings)
    assert sum(task.storefront_id == shop.id for task in released) == 50
    assert sum(task.storefront_id == other_shop.id for task in released) == 5
    assert await rows.fetchval(
        "select max(count) from (select count(*) from tasks where state = 'RELEASED' and account_id is not null"
        " group by account_id)"
    ) <= 20  # fmt: skip
    assert await release(leader, settings) == []


async def test_an_account_that_hangs_holds_up_neither_other_accounts_nor_work_inside(
    shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await make_tasks(rows, shop, 60, account=shop.account_id)
    await release(leader, settings)
    await rows.execute(
        "update tasks set state = 'RUNNING', lease_until = now() + interval '1 minute' where state = 'RELEASED'"
    )
    well = await make_tasks(rows, shop, 2, account=await an_account(rows, shop))
    inside = await make_tasks(rows, shop, 2)
    assert {task.task_id for task in await release(leader, settings)} == {*well, *inside}


async def test_one_task_of_a_small_shop_goes_before_the_ten_thousand_of_a_large_one(
    shop: Shop, other_shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    few = settings.model_copy(update={"tasks_in_flight": 4})
    await make_tasks(rows, shop, 10_000)
    assert len(await release(leader, few)) == 4
    (small,) = await make_tasks(rows, other_shop, 1)
    await finish(rows, 1, shop)
    assert [task.task_id for task in await release(leader, few)] == [small]


async def test_shops_share_what_all_of_them_may_have_in_flight(
    database: str, app: Pool, vault: Vault, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    shops = [await a_shop(database, app, vault) for _ in range(3)]
    for shop, count in zip(shops, (500, 20, 2), strict=True):
        await make_tasks(rows, shop, count)
    released = await release(leader, settings.model_copy(update={"tasks_in_flight": 12}))
    assert [sum(task.storefront_id == shop.id for task in released) for shop in shops] == [5, 5, 2]
    assert await states(rows) == {"RELEASED": 12, "WAITING": 510}


@pytest.mark.parametrize("state", ["RELEASED", "RUNNING", "DONE", "DEAD"])
async def test_only_what_waits_and_is_due_is_released(
    state: str, shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await make_tasks(rows, shop)
    await rows.execute("update tasks set state = $1", state)
    await make_tasks(rows, shop, due_in=60)
    assert await release(leader, settings) == []
