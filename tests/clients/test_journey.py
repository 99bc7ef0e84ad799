"""A parcel's journey as third-party clients see it: gql over HTTP and WebSocket, httpx-sse over server-sent events."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from calling import Caller, Event, Events
from conftest import PAGES, Carrier, Storefront
from gql.transport.exceptions import TransportError, TransportQueryError

PATIENCE = 40
OF_CLAIM = ["claim.submitted", "claim.acknowledged", "claim.review_started"]


@dataclass(frozen=True)
class Sold:
    """An order with one parcel on its way, and its customer."""

    order: dict[str, Any]
    shipment: dict[str, Any]
    code: str
    number: str
    email: str
    customer: Caller


async def sell(storefront: Storefront) -> Sold:
    """An order whose parcel the carrier loses."""
    number, email = f"#{uuid4().hex[:8]}", f"{uuid4().hex}@shop.example"
    order = await storefront.server.change(
        "orderUpsert",
        externalId=uuid4().hex,
        number=number,
        currencyCode="EUR",
        total="24.00",
        placedAt=(datetime.now(UTC) - timedelta(days=30)).isoformat(),
        customer={"email": email, "postalCode": "2100"},
        lines=[{"externalId": "1", "title": "Mug", "quantity": 2, "unitPrice": "12.00", "paidAmount": "24.00"}],
    )
    order_id = order["order"]["id"]
    token = await storefront.server.change("customerTokenCreate", orderId=order_id)
    code = f"MG-LOST-{uuid4().hex[:12].upper()}"
    parcel = await storefront.server.change("shipmentUpsert", orderId=order_id, carrier="USPS", trackingNumber=code)
    customer = Caller(storefront.server.url, token["token"], origin=PAGES)
    return Sold(order["order"], parcel["shipment"], code, number, email, customer)


async def claim(sold: Sold, by: Caller | None = None) -> dict[str, Any]:
    """A claim on all of the parcel, by its customer."""
    made = await (by or sold.customer).change(
        "claimCreate", orderId=sold.order["id"], shipmentId=sold.shipment["id"], reason="LOST_IN_TRANSIT"
    )
    return made["claim"]


async def take(events: Events, last: str | Callable[[Event], bool], into: list[Event] | None = None) -> list[Event]:
    """The events up to the one of this type, or for which this holds."""
    taken = [] if into is None else into
    async with asyncio.timeout(PATIENCE):
        async for event in events:
            taken.append(event)
            if last(event) if callable(last) else event["type"] == last:
                return taken
    raise AssertionError(f"The stream ended before {last}.")


async def rest(events: Events) -> list[Event]:
    """What still comes over a line that was cut."""
    taken: list[Event] = []
    with suppress(TransportError, httpx.TransportError):
        async with asyncio.timeout(PATIENCE):
            async for event in events:
                taken.append(event)  # noqa: PERF401 - what came before the error counts
    return taken


def kinds(events: list[Event]) -> list[str]:
    return [event["type"] for event in events]


def claims_of(events: list[Event]) -> list[str]:
    return [kind for kind in kinds(events) if kind.startswith("claim.")]


async def test_a_lost_parcels_claim_reaches_the_carrier_and_comes_back_over_both_sockets(
    storefront: Storefront, carrier: Carrier
) -> None:
    # an order's own cursor may stand behind its creation already, an older order's cannot
    before = (await sell(storefront)).order["cursor"]
    sold = await sell(storefront)
    async with sold.customer.over_websocket("orderUpdated", id=sold.order["id"], after=before) as (events, _):
        of_order = await take(events, "shipment.tracking_updated")
        asked_before = len(await carrier.calls(sold.code))
        opened = await claim(sold)
        async with sold.customer.over_sse("claimUpdated", id=opened["id"], after=of_order[-1]["cursor"]) as (told, _):
            of_claim = await take(told, "claim.review_started")
            await take(events, "claim.review_started", of_order)
            await carrier.move(sold.code, "delivered")
            await take(events, "shipment.delivered", of_order)
            await take(told, "claim.canceled", of_claim)
            await take(events, "claim.canceled", of_order)
    assert claims_of(of_order) == kinds(of_claim)
    moves = [event for event in of_claim if event["type"] != "claim.message_added"]
    assert kinds(moves) == [*OF_CLAIM, "claim.canceled"]
    assert kinds(of_order)[:2] == ["order.created", "shipment.created"]
    assert [event["status"] for event in moves] == ["SUBMITTED", "SUBMITTED", "UNDER_REVIEW", "CANCELED"]
    sequences = [event["sequence"] for event in of_claim]
    assert sequences == sorted(set(sequences)), "it rises, with gaps where the shop keeps something to itself"
    assert of_claim[-1]["cancelReason"] == "PARCEL_ARRIVED"
    assert moves[2]["verified"] is True
    calls = await carrier.calls(sold.code)
    assert [(call["method"], call["status"]) for call in calls if call["method"] == "POST"] == [("POST", 201)]
    assert len(calls) > asked_before
    seen = await sold.customer.ask("claim", id=opened["id"])
    assert (seen["status"], seen["shipment"]["trackingStatus"]) == ("CANCELED", "DELIVERED")
    assert [event["id"] for event in seen["events"]] == [event["id"] for event in of_claim]


@pytest.mark.parametrize("over", ["websocket", "sse"])
async def test_a_page_whose_line_was_cut_gets_exactly_what_it_missed(
    over: str, storefront: Storefront, carrier: Carrier
) -> None:
    sold = await sell(storefront)
    target = {"id": sold.order["id"], "after": sold.order["cursor"]}
    async with sold.customer.over_websocket("orderUpdated", **target) as (steady, _):
        async with sold.customer.watch(over, "orderUpdated", **target) as (events, cut):
            seen = await take(events, "shipment.created")
            cut()
            seen += await rest(events)
        opened = await claim(sold)
        all_events = await take(steady, "claim.review_started")
        missed = all_events[len(seen) :]
        async with sold.customer.watch(over, "orderUpdated", **target | {"after": seen[-1]["cursor"]}) as (events, _):
            resumed = await take(events, lambda event: event["id"] == missed[-1]["id"])
            await sold.customer.change("claimCancel", claimId=opened["id"])
            live = await take(events, "claim.canceled")
            expected = await take(steady, "claim.canceled")
    assert missed
    assert [event["id"] for event in seen + resumed] == [event["id"] for event in all_events]
    assert [event["id"] for event in live] == [event["id"] for event in expected]


async def test_another_storefronts_key_sees_nothing(storefront: Storefront, neighbor: Storefront) -> None:
    sold = await sell(storefront)
    async with AsyncExitStack() as stack:
        theirs, _ = await stack.enter_async_context(neighbor.server.over_websocket("claimsUpdated"))
        ours, _ = await stack.enter_async_context(
            storefront.server.over_websocket("claimsUpdated", after=sold.order["cursor"])
        )
        hearing = asyncio.create_task(anext(theirs))
        opened = await claim(sold)
        await take(ours, lambda event: event["type"] == "claim.review_started" and event["claim"]["id"] == opened["id"])
        assert not hearing.done()
        mine = await claim(own := await sell(neighbor))
        async with asyncio.timeout(PATIENCE):
            first = await hearing
        assert (first["type"], first["claim"]["id"]) == ("claim.submitted", mine["id"])
    ids = [sold.order["id"], sold.shipment["id"], opened["id"]]
    for operation, variables in (
        ("order", {"id": ids[0]}),
        ("order", {"number": sold.number}),
        ("shipment", {"id": ids[1]}),
        ("shipment", {"trackingNumber": sold.code}),
        ("claim", {"id": ids[2]}),
        ("claim", {"number": opened["number"]}),
        ("node", {"id": ids[2]}),
    ):
        assert await neighbor.server.ask(operation, **variables) is None
    assert await neighbor.server.ask("nodes", ids=ids) == [None, None, None]
    found = await neighbor.server.ask("claims", first=50)
    assert [node["order"]["id"] for node in found["nodes"] if node["id"] == mine["id"]] == [own.order["id"]]
    assert opened["id"] not in [node["id"] for node in found["nodes"]]
    refused = await neighbor.server.ask("claimCancel", input={"idempotencyKey": uuid4().hex, "claimId": opened["id"]})
    assert (refused["claim"], refused["userErrors"][0]["code"]) == (None, "NOT_FOUND")
    assert await code_of(neighbor.server, "orderUpdated", id=ids[0]) == "NOT_FOUND"
    assert await code_of(neighbor.server, "claimUpdated", id=ids[2]) == "NOT_FOUND"
    assert await code_of(neighbor.server, "claimsUpdated", after=sold.order["cursor"]) == "CURSOR_INVALID"


async def test_a_guest_proves_themselves_on_the_shops_pages_and_reaches_their_order_alone(
    storefront: Storefront,
) -> None:
    sold, other = await sell(storefront), await sell(storefront)
    pages = storefront.pages
    assert (await pages.ask("storefront"))["id"] == storefront.id
    assert await code_of(Caller(pages.url, pages.credential), "storefront") == "ORIGIN_NOT_ALLOWED"
    assert await code_of(Caller(pages.url, pages.credential, "https://evil.example"), "storefront") == (
        "ORIGIN_NOT_ALLOWED"
    )
    assert await code_of(pages, "order", id=sold.order["id"]) == "FORBIDDEN"
    for wrong in ({"email": other.email}, {"postalCode": "9999"}):
        refused = await pages.ask(
            "guestTokenCreate", input={"idempotencyKey": uuid4().hex, "number": sold.number} | wrong
        )
        assert (refused["token"], refused["userErrors"][0]["code"]) == (None, "NOT_FOUND")
    proved = await pages.change("guestTokenCreate", number=sold.number, email=sold.email)
    assert proved["orderId"] == sold.order["id"]
    guest = Caller(pages.url, proved["token"], origin=PAGES)
    assert await guest.ask("order", id=other.order["id"]) is None
    async with guest.over_websocket("orderUpdated", id=sold.order["id"], after=sold.order["cursor"]) as (events, _):
        opened = await claim(sold, by=guest)
        seen = await take(events, "claim.review_started")
    assert claims_of(seen) == OF_CLAIM
    assert opened["openedBy"] == "CUSTOMER"


async def code_of(caller: Caller, operation: str, **variables: object) -> str:
    """The code with which an operation is refused as a whole."""
    try:
        if operation.endswith("Updated"):
            async with caller.over_websocket(operation, **variables) as (events, _), asyncio.timeout(PATIENCE):
                await anext(events)
        else:
            await caller.ask(operation, **variables)
    except TransportQueryError as refused:
        return str((refused.errors or [])[0]["extensions"]["code"])
    return "none"
