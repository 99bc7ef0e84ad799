import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from services.core.claims import operations as claims
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.ids import new_id
from tests.api.nouns.asking import Asker, WatchEnded, place_events
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.api.nouns.test_shipments import tell_scans
from tests.builders import Shop, a_key


async def take(pushes: AsyncGenerator[Any, None], count: int) -> list[Any]:
    """The next pushes."""
    async with asyncio.timeout(20):
        return [await anext(pushes) for _ in range(count)]


async def test_a_watcher_of_a_claim_continues_behind_what_was_read(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await place_events(relay)
    read = await asker.send("claim", id=claim["id"])
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    await place_events(relay)
    async with asker.watch("claimUpdated", id=claim["id"], after=read["cursor"]) as pushes:
        (push,) = await take(pushes, 1)
    assert (push["type"], push["sequence"]) == ("claim.canceled", 2)
    assert (push["status"], push["cancelReason"]) == ("CANCELED", "WITHDRAWN")
    assert push["actor"] == {"kind": "PARTNER"}
    assert push["claim"]["version"] == 2


async def test_a_read_before_the_relay_looked_misses_nothing(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    cursors = [
        claim["cursor"],
        (await asker.send("claim", id=claim["id"]))["cursor"],
        (await asker.send("claim", id=claim["id"]))["events"][0]["cursor"],
    ]
    await place_events(relay)
    for cursor in cursors:
        async with asker.watch("claimUpdated", id=claim["id"], after=cursor) as pushes:
            assert [push["type"] for push in await take(pushes, 1)] == ["claim.submitted"]


async def test_an_event_that_has_no_place_yet_is_continued_behind_those_that_have(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await place_events(relay)
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    submitted, canceled = (await asker.send("claim", id=claim["id"]))["events"]
    await place_events(relay)
    for event in (submitted, canceled):
        async with asker.watch("claimUpdated", id=claim["id"], after=event["cursor"]) as pushes:
            assert [push["id"] for push in await take(pushes, 1)] == [canceled["id"]]


async def test_every_push_can_be_continued_behind(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    start = order["cursor"]
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    await place_events(relay)
    types = ["order.created", "shipment.created", "claim.submitted", "claim.canceled"]
    async with asker.watch("orderUpdated", id=order["id"], after=start) as pushes:
        seen = await take(pushes, 4)
    assert [push["type"] for push in seen] == types
    for place, push in enumerate(seen[:-1]):
        async with asker.watch("orderUpdated", id=order["id"], after=push["cursor"]) as pushes:
            rest = await take(pushes, len(types) - place - 1)
        assert [push["type"] for push in rest] == types[place + 1 :]


async def test_the_events_words_are_of_then_and_its_entities_of_now(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    await place_events(relay)
    async with asker.watch("claimUpdated", id=claim["id"], after=order["cursor"]) as pushes:
        first, second = await take(pushes, 2)
    assert (first["status"], second["status"]) == ("SUBMITTED", "CANCELED")
    assert first["claim"]["status"] == second["claim"]["status"] == "CANCELED"


async def test_entities_are_read_anew_for_each_event_of_a_stream(
    asker: Asker, app: Pool, shop: Shop, relay: Pool
) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    async with asker.watch("shipmentUpdated", id=parcel["id"], after=parcel["cursor"]) as pushes:
        await place_events(relay)
        (created,) = await take(pushes, 1)
        assert created["shipment"]["trackingStatus"] == "UNKNOWN"
        await tell_scans(app, shop, parcel["id"], "IN_TRANSIT")
        await place_events(relay)
        (moved,) = await take(pushes, 1)
        assert (moved["trackingStatus"], moved["shipment"]["trackingStatus"]) == ("IN_TRANSIT", "IN_TRANSIT")
        await tell_scans(app, shop, parcel["id"], "DELIVERED")
        await place_events(relay)
        updated, delivered = await take(pushes, 2)
    assert (updated["type"], delivered["type"]) == ("shipment.tracking_updated", "shipment.delivered")
    assert delivered["shipment"]["deliveredAt"] is not None


async def test_an_orders_watcher_hears_of_parcels_and_claims_that_are_new(asker: Asker, relay: Pool) -> None:
    order, other = await an_order(asker), await an_order(asker)
    await place_events(relay)
    start = (await asker.send("order", id=order["id"]))["cursor"]
    async with asker.watch("orderUpdated", id=order["id"], after=start) as pushes:
        parcel = await a_shipment(asker, order["id"])
        await a_shipment(asker, other["id"])
        claim = await a_claim(asker, order["id"], parcel["id"])
        await place_events(relay)
        created, submitted = await take(pushes, 2)
    assert (created["type"], created["shipment"]["id"], created["claim"]) == ("shipment.created", parcel["id"], None)
    assert (submitted["type"], submitted["claim"]["id"]) == ("claim.submitted", claim["id"])
    assert submitted["shipment"]["id"] == parcel["id"]


async def test_the_queues_watcher_filters_by_what_events_say(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    first = await a_claim(asker, order["id"], parcel["id"], reason="STOLEN")
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=first["id"])
    second = await a_claim(asker, order["id"], parcel["id"], reason="DELAYED")
    await place_events(relay)

    async def seen(count: int, **filter_: Any) -> list[tuple[str, str]]:
        async with asker.watch("claimsUpdated", filter=filter_, after=order["cursor"]) as pushes:
            return [(push["claim"]["id"], push["status"]) for push in await take(pushes, count)]

    everything = [(first["id"], "SUBMITTED"), (first["id"], "CANCELED"), (second["id"], "SUBMITTED")]
    assert await seen(3) == everything
    assert await seen(3, orderId=order["id"], shipmentId=parcel["id"]) == everything
    assert await seen(1, statuses=["CANCELED"]) == everything[1:2]
    assert await seen(1, reasons=["DELAYED"]) == everything[2:]


async def test_customers_hear_public_events_of_their_order_alone(
    asker: Asker, app: Pool, shop: Shop, relay: Pool
) -> None:
    mine, other = await an_order(asker), await an_order(asker)
    parcel, foreign = await a_shipment(asker, mine["id"]), await a_shipment(asker, other["id"])
    await a_claim(asker, other["id"], foreign["id"])
    await asker.change("trackingRefresh", idempotencyKey=a_key(), shipmentId=parcel["id"])
    claim = await a_claim(asker, mine["id"], parcel["id"])
    await claims.acknowledge(shop.write(app), claim["id"], Actor(ActorKind.SYSTEM, "job"), system_clock())
    await place_events(relay)
    customer = asker.customer_of(mine["id"])
    async with customer.watch("orderUpdated", id=mine["id"], after=mine["cursor"]) as pushes:
        types = [push["type"] for push in await take(pushes, 4)]
    assert types == ["order.created", "shipment.created", "claim.submitted", "claim.acknowledged"]
    async with customer.watch("claimsUpdated", after=mine["cursor"]) as pushes:
        assert {push["claim"]["id"] for push in await take(pushes, 2)} == {claim["id"]}
    async with asker.watch("shipmentUpdated", id=parcel["id"], after=mine["cursor"]) as pushes:
        types = [push["type"] for push in await take(pushes, 2)]
    assert types == ["shipment.created", "shipment.refresh_requested"]


@pytest.mark.parametrize(
    ("name", "prefix"), [("orderUpdated", "ord"), ("shipmentUpdated", "shp"), ("claimUpdated", "clm")]
)
async def test_what_is_not_there_cannot_be_watched(asker: Asker, stranger: Asker, name: str, prefix: str) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    there = {"ord": order["id"], "shp": parcel["id"], "clm": claim["id"]}[prefix]
    elsewhere = asker.customer_of((await an_order(asker))["id"])
    for watcher, subject in ((asker, new_id(prefix)), (asker, "x"), (stranger, there), (elsewhere, there)):
        async with watcher.watch(name, id=subject) as pushes:
            with pytest.raises(WatchEnded, match="NOT_FOUND"):
                await take(pushes, 1)


async def test_a_cursor_that_is_none_of_this_storefront_is_a_coded_error(asker: Asker, stranger: Asker) -> None:
    order, theirs = await an_order(asker), await an_order(stranger)
    for cursor in ("", "x", theirs["cursor"], "nul \x00"):
        async with asker.watch("orderUpdated", id=order["id"], after=cursor) as pushes:
            with pytest.raises(WatchEnded, match="CURSOR_INVALID"):
                await take(pushes, 1)


async def test_the_timeline_shows_customers_what_is_public(asker: Asker, app: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await claims.acknowledge(shop.write(app), claim["id"], Actor(ActorKind.SYSTEM, "job"), system_clock())
    async with app.write(shop.id) as tx:
        await tx.execute(
            """insert into events (storefront_id, id, type, subject, sequence, public, actor_kind, occurred_at)
               values ($1, $2, 'claim.noted', $3, 3, false, 'STAFF', now())""",
            shop.id, new_id("evt"), claim["id"],
        )  # fmt: skip
    text = "query ($id: ID!, $after: Int!) { claim(id: $id) { events(afterSequence: $after, first: 2) { type } } }"

    async def types(watcher: Asker, after: int) -> list[str]:
        found = await watcher.get(text, id=claim["id"], after=after)
        return [event["type"] for event in found["claim"]["events"]]

    assert await types(asker, 0) == ["claim.submitted", "claim.acknowledged"]
    assert await types(asker, 2) == ["claim.noted"]
    assert await types(asker.customer_of(order["id"]), 1) == ["claim.acknowledged"]
