"""A watcher misses nothing, sees nothing twice, and sees only what is its own."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.api import metrics
from services.api.app import open_process
from services.api.process import Process
from services.api.protocol.errors import BUSY
from services.api.watcher import MOST_QUEUED
from services.core.clock import system_clock
from services.core.cursors import Cursors
from services.core.database import APP, RELAY, Pool, open_pool
from services.core.events import Event
from services.core.feed import open_redis
from services.core.settings import Settings
from services.core.storefronts import operations as storefronts
from services.core.vault import Vault
from services.dev import embedded
from tests.api.feeds import Feeds, Watch, as_customer, as_staff, watching
from tests.builders import Shop, a_key, a_shop, an_order, as_owner
from tests.watching import feed_of


@pytest.fixture
async def process(settings: Settings, redis: Redis) -> AsyncIterator[Process]:
    """What an API process is made of, with its hub running."""
    async with open_process(settings) as process:
        yield process


def cursor(process: Process, shop: Shop, position: int) -> str:
    return process.cursors.write(shop.id, position)


async def test_without_a_cursor_only_what_happens_from_now_on_is_seen(
    process: Process, feeds: Feeds, shop: Shop
) -> None:
    await feeds.happen(shop, 3)
    async with watching(process, shop.caller) as watch:
        await watch.sees([*await feeds.happen(shop, 2), *await feeds.happen(shop)])


async def test_behind_a_cursor_first_comes_the_past_and_then_what_happens(
    process: Process, feeds: Feeds, shop: Shop
) -> None:
    past = await feeds.happen(shop, 600)
    async with watching(process, shop.caller, cursor(process, shop, 100)) as watch:
        await watch.sees([*past[100:], *await feeds.happen(shop, 5)])
    assert watch.positions == list(range(101, 606))


async def test_whenever_a_watcher_comes_it_sees_everything_once_and_in_order(
    process: Process, feeds: Feeds, shop: Shop
) -> None:
    happened: list[str] = []
    dice = random.Random(7)

    async def go_on() -> None:
        for _ in range(60):
            happened.extend(await feeds.happen(shop, dice.randrange(1, 6), ring=dice.random() < 0.7))
            await asyncio.sleep(dice.random() * 0.02)

    async def come(delay: float) -> Watch:
        await asyncio.sleep(delay)
        async with watching(process, shop.caller, cursor(process, shop, 0), attached=False) as watch:
            await going
            await watch.sees(happened)
        return watch

    going = asyncio.create_task(go_on())
    await asyncio.gather(*(come(dice.random()) for _ in range(25)))


async def test_who_disconnects_at_random_and_comes_back_with_its_cursor_misses_nothing(
    process: Process, feeds: Feeds, shop: Shop
) -> None:
    happened: list[str] = []
    dice = random.Random(11)

    async def go_on() -> None:
        for _ in range(80):
            happened.extend(await feeds.happen(shop, dice.randrange(1, 4), ring=dice.random() < 0.7))
            await asyncio.sleep(dice.random() * 0.01)

    async def keep_coming() -> None:
        seen: list[str] = []
        last = 0
        while not going.done() or len(seen) < len(happened):
            async with watching(process, shop.caller, cursor(process, shop, last), attached=False) as watch:
                await asyncio.sleep(dice.random() * 0.1)
            seen += watch.seen
            last = watch.positions[-1] if watch.positions else last
        assert seen == happened

    going = asyncio.create_task(go_on())
    async with asyncio.timeout(60):
        await asyncio.gather(*(keep_coming() for _ in range(5)))


async def test_a_deaf_doorbell_loses_nothing(process: Process, feeds: Feeds, shop: Shop) -> None:
    async with watching(process, shop.caller) as watch:
        await watch.sees(await feeds.happen(shop, 3, ring=False))


async def test_redis_may_die_and_come_back(
    settings: Settings, app: Pool, relay: Pool, own_redis: embedded.Redis, shop: Shop
) -> None:
    redis = open_redis(own_redis.address)
    feeds = Feeds(app, relay, redis)
    own = settings.model_copy(update={"redis_url": SecretStr(own_redis.address)})
    async with open_process(own) as process, watching(process, shop.caller) as watch:
        seen = await feeds.happen(shop)
        await watch.sees(seen)
        await asyncio.to_thread(own_redis.kill)
        seen += await feeds.happen(shop, 2)
        await watch.sees(seen)
        assert process.hub.alive()
        await asyncio.to_thread(own_redis.start)
        seen += await feeds.happen(shop, 2)
        await watch.sees(seen)
    await redis.aclose()


async def test_a_redis_that_hangs_holds_nobody_up(
    settings: Settings, app: Pool, relay: Pool, own_redis: embedded.Redis, shop: Shop
) -> None:
    redis = open_redis(own_redis.address)
    feeds = Feeds(app, relay, redis)
    own = settings.model_copy(update={"redis_url": SecretStr(own_redis.address)})
    async with open_process(own) as process, watching(process, shop.caller) as watch:
        own_redis.pause()
        seen = await feeds.happen(shop)
        await watch.sees(seen)
        own_redis.resume()
        await watch.sees([*seen, *await feeds.happen(shop)])
    await redis.aclose()


async def test_postgres_may_restart_under_a_watcher(
    settings: Settings, own_postgres: embedded.Postgres, redis: Redis, vault: Vault
) -> None:
    url = own_postgres.address
    app, relay = await open_pool(url, APP, size=2), await open_pool(url, RELAY, size=2)
    shop = await a_shop(url, app, vault)
    feeds = Feeds(app, relay, redis)
    async with open_process(settings.model_copy(update={"database_url": SecretStr(url)})) as process:
        gate = asyncio.Event()
        async with (
            watching(process, shop.caller) as watch,
            watching(process, shop.caller, cursor(process, shop, 0), gate=gate) as slow,
        ):
            seen = await feeds.happen(shop)
            await watch.sees(seen)
            await asyncio.to_thread(own_postgres.restart, "immediate")
            await asyncio.to_thread(own_postgres.stop, "immediate")
            await asyncio.sleep(0.5)
            await asyncio.to_thread(own_postgres.start)
            for _ in range(10):
                with suppress(*BUSY):  # the test's own connections were cut as well
                    await feeds.happen(shop)
                await asyncio.sleep(0.1)
            await feeds.give_positions()
            seen = [event.subject for event in await feed_of(app, shop) if event.type == "test.happened"]
            assert len(seen) > 2
            gate.set()
            await watch.sees(seen)
            await slow.sees(seen)
    await app.close()
    await relay.close()


async def test_a_watcher_that_cannot_keep_up_reads_for_itself_and_holds_nobody_up(
    process: Process, feeds: Feeds, shop: Shop
) -> None:
    before = metrics.OVERFLOWS._value.get()
    gate = asyncio.Event()
    async with watching(process, shop.caller) as quick, watching(process, shop.caller, gate=gate) as slow:
        seen: list[str] = []
        for _ in range(8):
            seen += await feeds.happen(shop, MOST_QUEUED // 2)
        await quick.sees(seen)
        assert len(slow.seen) == 1
        gate.set()
        await slow.sees(seen)
        seen += await feeds.happen(shop, 2)
        await slow.sees(seen)
    assert metrics.OVERFLOWS._value.get() > before


async def test_storefronts_never_see_each_other(process: Process, feeds: Feeds, shop: Shop, other_shop: Shop) -> None:
    async with watching(process, shop.caller) as mine, watching(process, other_shop.caller) as theirs:
        my_own, their_own = [], []
        for _ in range(10):
            my_own += await feeds.happen(shop, 3)
            their_own += await feeds.happen(other_shop, 2)
        await mine.sees(my_own)
        await theirs.sees(their_own)


async def test_customers_see_only_what_is_public_of_their_own_order(
    process: Process, feeds: Feeds, app: Pool, shop: Shop
) -> None:
    order_id, other_order = await an_order(app, shop), await an_order(app, shop)
    await feeds.give_positions()
    async with watching(process, as_customer(shop, order_id)) as live:
        expected = []
        for _ in range(2):
            expected += await feeds.happen(shop, order_id=order_id)
            await feeds.happen(shop, order_id=order_id, public=False)
            await feeds.happen(shop, order_id=other_order)
            await feeds.happen(shop)
        await live.sees(expected)
        past = cursor(process, shop, 0)
        async with watching(process, as_customer(shop, order_id), past) as late:
            await late.sees(expected)


async def test_only_what_matches_is_seen_and_a_bad_match_ends_one_watcher(
    process: Process, feeds: Feeds, shop: Shop
) -> None:
    def fails(event: Event) -> bool:
        raise ZeroDivisionError

    async with (
        watching(process, shop.caller, matches=lambda event: event.sequence == 2) as watch,
        watching(process, shop.caller, matches=fails) as broken,
    ):
        await feeds.happen(shop)
        await watch.sees(await feeds.happen(shop, sequence=2))
        await asyncio.wait_for(broken.ended.wait(), 10)


async def test_a_cursor_that_is_not_of_this_storefront_is_invalid(
    process: Process, feeds: Feeds, shop: Shop, other_shop: Shop
) -> None:
    await feeds.happen(shop)
    forged = Cursors(b"somebody else's secret").write(shop.id, 1)
    good = cursor(process, shop, 1)
    for bad in (forged, cursor(process, other_shop, 0), "", "x", "ü", good[:-1], good + "A", "A" * 5000):
        async with watching(process, shop.caller, bad) as watch:
            await watch.ends("CURSOR_INVALID")


async def test_a_cursor_behind_which_events_are_gone_is_expired_and_says_where_to_begin(
    process: Process, feeds: Feeds, database: str, shop: Shop
) -> None:
    await feeds.happen(shop, 10)
    async with as_owner(database) as owner:
        await owner.execute("update feeds set trimmed = 5 where storefront_id = $1", shop.id)
    for position in (0, 4, 11, 2**60):
        async with watching(process, shop.caller, cursor(process, shop, position)) as watch:
            await watch.ends("CURSOR_EXPIRED")
        restart = str(watch.details["restartAfter"])
        assert process.cursors.read(shop.id, restart) == 10
    async with watching(process, shop.caller, cursor(process, shop, 10)) as watch:
        await watch.sees(await feeds.happen(shop))


async def test_who_falls_behind_what_is_kept_is_told_instead_of_missing_it(
    process: Process, feeds: Feeds, database: str, shop: Shop
) -> None:
    gate = asyncio.Event()
    async with watching(process, shop.caller, gate=gate) as slow, watching(process, shop.caller) as quick:
        await quick.sees(await feeds.happen(shop, 2 * MOST_QUEUED))
        async with as_owner(database) as owner:
            await owner.execute("update feeds set trimmed = 10 where storefront_id = $1", shop.id)
        gate.set()
        await slow.ends("CURSOR_EXPIRED")
        assert slow.positions == [1]


async def test_a_database_put_back_to_an_earlier_time_ends_the_streams(
    process: Process, feeds: Feeds, database: str, shop: Shop
) -> None:
    await feeds.happen(shop, 10)
    async with watching(process, shop.caller) as watch:
        async with as_owner(database) as owner:
            await owner.execute("update feeds set position = 5 where storefront_id = $1", shop.id)
        await watch.ends("CURSOR_EXPIRED")
        assert process.cursors.read(shop.id, str(watch.details["restartAfter"])) == 5


async def test_a_stream_ends_with_its_token(process: Process, feeds: Feeds, shop: Shop) -> None:
    async with watching(process, as_staff(shop, life=1)) as watch, watching(process, shop.caller) as other:
        await watch.ends("TOKEN_EXPIRED")
        await other.sees(await feeds.happen(shop))
    async with watching(process, as_staff(shop, life=-1)) as late:
        await late.ends("TOKEN_EXPIRED")


async def test_a_revocation_ends_the_streams_of_its_subject_and_no_others(
    process: Process, feeds: Feeds, app: Pool, shop: Shop, other_shop: Shop
) -> None:
    order_id, other_order = await an_order(app, shop), await an_order(app, shop)
    async with (
        watching(process, as_customer(shop, order_id)) as customer,
        watching(process, as_customer(shop, other_order)) as neighbour,
        watching(process, as_staff(shop, name="ida")) as staff,
        watching(process, as_staff(shop, name="bo")) as colleague,
        watching(process, as_staff(other_shop, name="ida")) as namesake,
        watching(process, shop.caller) as server,
    ):
        for subject in (order_id, "ida"):
            await storefronts.revoke_tokens(shop.write(app), shop.caller, subject, key=a_key(), now=system_clock())
        await feeds.give_positions()
        await customer.ends("TOKEN_REVOKED")
        await staff.ends("TOKEN_REVOKED")
        seen = await feeds.happen(shop, order_id=other_order)
        await neighbour.sees(seen)
        await colleague.sees(seen)
        await server.sees(seen)
        await namesake.sees(await feeds.happen(other_shop))


async def test_a_token_that_was_revoked_before_opens_no_stream(process: Process, app: Pool, shop: Shop) -> None:
    caller = as_staff(shop, name="ida")
    await storefronts.revoke_tokens(shop.write(app), shop.caller, "ida", key=a_key(), now=system_clock())
    async with watching(process, caller) as watch:
        await watch.ends("TOKEN_REVOKED")
    async with watching(process, as_staff(shop, name="ida")) as again:
        assert not again.ended.is_set()


async def test_a_revoked_key_ends_its_streams(process: Process, feeds: Feeds, database: str, shop: Shop) -> None:
    async with as_owner(database) as owner:
        key_id = await owner.fetchval("select id from api_keys where client_id = $1", shop.client_id)
        caller = replace(shop.caller, key_id=key_id)
        async with watching(process, caller) as watch, watching(process, as_staff(shop)) as other:
            await watch.sees(await feeds.happen(shop))
            await owner.execute("update api_keys set revoked_at = now() where id = $1", key_id)
            await watch.ends("UNAUTHENTICATED")
            assert not other.ended.is_set()


async def test_a_storefront_has_so_many_watchers_and_not_more(
    settings: Settings, redis: Redis, shop: Shop, other_shop: Shop
) -> None:
    async with open_process(settings.model_copy(update={"watchers_per_storefront": 2})) as process:
        async with watching(process, shop.caller), watching(process, shop.caller):
            async with watching(process, shop.caller) as third:
                await third.ends("TOO_MANY_SUBSCRIPTIONS")
            async with watching(process, other_shop.caller) as other:
                assert not other.ended.is_set()
        async with watching(process, shop.caller) as again:
            assert not again.ended.is_set()


async def test_at_the_end_everybody_is_sent_to_another_process(process: Process, shop: Shop) -> None:
    async with watching(process, shop.caller) as watch:
        process.hub.drain()
        await watch.ends("SERVICE_RESTARTING")
    async with watching(process, shop.caller) as late:
        await late.ends("SERVICE_RESTARTING")


async def test_nothing_is_left_of_watchers_that_went(process: Process, feeds: Feeds, shop: Shop) -> None:
    before = metrics.WATCHERS._value.get()
    for _ in range(3):
        async with watching(process, shop.caller), watching(process, shop.caller) as watch:
            assert metrics.WATCHERS._value.get() == before + 2
            await watch.sees(await feeds.happen(shop))
    assert metrics.WATCHERS._value.get() == before
    assert process.hub._channels == {}
