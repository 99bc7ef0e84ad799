"""What companies post is kept once, taken once, and forgotten once it was read."""

import asyncio

from services.core import inbox
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.inbox import Letter
from tests.builders import Shop
from tests.core.records import count, events_of


def a_letter(shop: Shop, external_id: str = "evt_1", body: bytes = b"{}") -> Letter:
    return Letter(shop.account_id, "easypost", external_id, body)


async def keep(app: Pool, shop: Shop, letter: Letter) -> bool:
    async with app.write(shop.id) as tx:
        return await inbox.keep(tx, letter, system_clock())


async def only_id(app: Pool, shop: Shop) -> str:
    async with app.read(shop.id) as db:
        found: str = await db.fetchval("select id from inbox")
    return found


async def test_of_twenty_deliveries_of_one_message_one_is_kept_and_told(app: Pool, shop: Shop) -> None:
    letters = [a_letter(shop, body=str(turn).encode()) for turn in range(20)]
    kept = await asyncio.gather(*(keep(app, shop, letter) for letter in letters))
    assert sorted(kept) == [False] * 19 + [True]
    assert await count(app, shop, "inbox") == 1
    (event,) = await events_of(app, shop, await only_id(app, shop))
    assert (event.type, event.account_id, event.public, event.data) == ("inbox.received", shop.account_id, False, {})


async def test_messages_are_told_apart_by_id_and_by_storefront(app: Pool, shop: Shop, other_shop: Shop) -> None:
    assert await keep(app, shop, a_letter(shop))
    assert await keep(app, shop, a_letter(shop, "evt_2"))
    assert await keep(app, other_shop, a_letter(other_shop))
    assert not await keep(app, shop, a_letter(shop, "evt_2", b"other"))


async def test_a_message_comes_out_as_it_came_in_and_is_forgotten_once_read(app: Pool, shop: Shop) -> None:
    body = bytes(range(256)) * 100
    await keep(app, shop, a_letter(shop, body=body))
    inbox_id = await only_id(app, shop)
    async with app.write(shop.id) as tx:
        assert await inbox.take(tx, inbox_id) == a_letter(shop, body=body)
        await inbox.close(tx, inbox_id, system_clock())
    async with app.write(shop.id) as tx:
        assert await inbox.take(tx, inbox_id) is None
        assert await tx.fetchval("select body from inbox") is None
    assert not await keep(app, shop, a_letter(shop, body=body)), "read and forgotten is still known"


async def test_a_message_that_cannot_be_read_is_kept_for_a_person(app: Pool, shop: Shop) -> None:
    await keep(app, shop, a_letter(shop, body=b"?"))
    inbox_id = await only_id(app, shop)
    async with app.write(shop.id) as tx:
        await inbox.close(tx, inbox_id, system_clock(), problem="no JSON")
        row = await tx.fetchrow("select body, problem, taken_at from inbox")
        assert row is not None
        assert (row["body"], row["problem"]) == (b"?", "no JSON")
        assert await inbox.take(tx, inbox_id) is None


async def test_two_jobs_never_read_one_message_at_the_same_time(app: Pool, shop: Shop) -> None:
    await keep(app, shop, a_letter(shop))
    inbox_id = await only_id(app, shop)

    async def read() -> bool:
        async with app.write(shop.id) as tx:
            letter = await inbox.take(tx, inbox_id)
            if letter is not None:
                await asyncio.sleep(0.05)
                await inbox.close(tx, inbox_id, system_clock())
            return letter is not None

    assert sorted(await asyncio.gather(*(read() for _ in range(8)))) == [False] * 7 + [True]


async def test_a_crash_while_reading_leaves_the_message_for_the_next_run(app: Pool, shop: Shop) -> None:
    await keep(app, shop, a_letter(shop))
    inbox_id = await only_id(app, shop)
    async with asyncio.TaskGroup() as group:
        reading = group.create_task(_read_forever(app, shop, inbox_id))
        await asyncio.sleep(0.1)
        reading.cancel()
    async with app.write(shop.id) as tx:
        assert await inbox.take(tx, inbox_id) is not None


async def _read_forever(app: Pool, shop: Shop, inbox_id: str) -> None:
    async with app.write(shop.id) as tx:
        await inbox.take(tx, inbox_id)
        await inbox.close(tx, inbox_id, system_clock())
        await asyncio.sleep(60)


async def test_a_message_of_another_storefront_is_not_there(app: Pool, shop: Shop, other_shop: Shop) -> None:
    await keep(app, other_shop, a_letter(other_shop))
    foreign = await only_id(app, other_shop)
    async with app.write(shop.id) as tx:
        assert await inbox.take(tx, foreign) is None
        await inbox.close(tx, foreign, system_clock())
    async with app.write(other_shop.id) as tx:
        assert await inbox.take(tx, foreign) is not None
