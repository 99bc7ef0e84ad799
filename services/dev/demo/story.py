"""The story: a parcel is lost, its customer claims it, the carrier is asked, and the parcel turns up after all."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.dev.demo.carrier import Carrier
from services.dev.demo.client import Client, Event
from services.dev.demo.pushes import Pushes, eventually
from services.dev.demo.timeline import Timeline

WEBSOCKET, SSE = "WebSocket", "SSE"
JOURNEY_SECONDS, NEWS_SECONDS = 60.0, 20.0
READING_SECONDS = 1.5
"""How long a reader has before the next step."""

LINES = (
    {"externalId": "1", "title": "Mug", "quantity": 2, "unitPrice": "120.00", "paidAmount": "240.00"},
    {"externalId": "2", "title": "Teapot", "quantity": 1, "unitPrice": "410.00", "paidAmount": "410.00"},
)

Entity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story is played: the service, a secret key of a storefront there, and the sandbox."""

    url: str
    key: str
    sandbox: str


class Story:
    """One order, from its placing to the end of its claim."""

    def __init__(self, stage: Stage, http: httpx.AsyncClient, timeline: Timeline) -> None:
        self._stage, self._http, self._timeline = stage, http, timeline
        self._shop = Client(http, stage.url, stage.key)
        self._carrier = Carrier(http, stage.sandbox)
        self._pushes = Pushes(timeline.push)
        self._code = f"MG-LOST-{secrets.token_hex(4).upper()}"
        self._watching: list[asyncio.Task[None]] = []

    async def play(self) -> None:
        """The whole of it. Raises DevError when something does not happen in time."""
        storefront = await self._introduce()
        order, customer = await self._sell(storefront)
        try:
            async with asyncio.TaskGroup() as group:
                self._timeline.step("The customer opens the order's page; it watches the order over a WebSocket.")
                await self._watch(group, WEBSOCKET, customer.over_websocket, "orderUpdated", order, order["cursor"])
                shipment = await self._ship(order)
                await self._lose(customer, shipment)
                seen = self._pushes.all[-1].event["cursor"]
                claim = await self._claim(customer, order, shipment)
                await self._watch(group, SSE, customer.over_sse, "claimUpdated", claim, seen)
                await self._review()
                await self._deliver()
                for task in self._watching:
                    task.cancel()
        except ExceptionGroup as failures:
            # one failure ends all the rest, so the first is the one that tells
            raise failures.exceptions[0] from None
        await self._sum_up()

    async def _introduce(self) -> Entity:
        storefront: Entity = await self._shop.query("storefront")
        await self._carrier.prove()
        self._timeline.title(
            "A lost parcel, from its claim to its end",
            service=self._stage.url,
            storefront=f"{storefront['name']}, {storefront['id']}",
            carrier=f"{self._stage.sandbox} (the sandbox, which speaks EasyPost's wire format)",
        )
        self._timeline.columns()
        return storefront

    async def _sell(self, storefront: Entity) -> tuple[Entity, Client]:
        """The order, and its customer as a client."""
        self._timeline.step("The storefront's server tells an order, and gets a token for its customer's browser.")
        number = f"#{secrets.randbelow(90_000) + 10_000}"
        self._timeline.request("orderUpsert", f"{number}, 2 lines", "server")
        told = await self._shop.mutation(
            "orderUpsert",
            externalId=f"demo-{secrets.token_hex(8)}",
            number=number,
            currencyCode=storefront["currencyCode"],
            total="650.00",
            placedAt=(datetime.now(UTC) - timedelta(days=26)).isoformat(),
            lines=LINES,
        )
        order: Entity = told["order"]
        self._timeline.request("customerTokenCreate", "for this order alone", "server")
        token = (await self._shop.mutation("customerTokenCreate", orderId=order["id"]))["token"]
        return order, Client(self._http, self._stage.url, token)

    async def _watch(
        self,
        group: asyncio.TaskGroup,
        over: str,
        subscribe: Callable[..., AsyncIterator[Event]],
        operation: str,
        subject: Entity,
        after: str,
    ) -> None:
        """Watch from here to the end of the story; returns when the subscription is sent."""
        self._timeline.request(operation, f"behind …{after[-6:]}", "customer", over=over)
        sent = asyncio.Event()
        events = subscribe(operation, sent.set, id=subject["id"], after=after)
        self._watching.append(group.create_task(self._pushes.take(over, events)))
        await sent.wait()  # its own deadlines end the group, and thereby this

    async def _ship(self, order: Entity) -> Entity:
        await self._next(
            "The storefront's server tells the parcel. The worker registers it with the carrier, and each of the "
            "carrier's scans comes as a webhook. (The sandbox plays weeks in seconds.)"
        )
        self._timeline.request("shipmentUpsert", self._code, "server")
        told = await self._shop.mutation(
            "shipmentUpsert", orderId=order["id"], carrier="USPS", trackingNumber=self._code
        )
        shipment: Entity = told["shipment"]
        return shipment

    async def _lose(self, customer: Client, shipment: Entity) -> None:
        """Wait until the carrier has no more to tell, and the service knows all of it."""
        await self._pushes.until(WEBSOCKET, "shipment.tracking_updated")
        last = (await self._carrier.silence(self._code, JOURNEY_SECONDS))["known"][-1]
        at = datetime.fromisoformat(last["at"])

        async def known() -> bool:
            seen = (await customer.query("shipment", id=shipment["id"]))["lastEventAt"]
            return seen is not None and datetime.fromisoformat(seen) >= at

        await eventually(known, "The carrier's last scan", NEWS_SECONDS)
        await asyncio.sleep(READING_SECONDS)
        days = (datetime.now(UTC) - at).days
        self._timeline.note(f"Then silence: the last scan is {days} days old, from {last['place']}.")

    async def _claim(self, customer: Client, order: Entity, shipment: Entity) -> Entity:
        await self._next(
            "The customer claims the parcel, and the claim's page watches the claim, over server-sent events. The "
            "worker answers the customer, asks the carrier once more, and hands the claim to the shop's staff."
        )
        self._timeline.request("claimCreate", "LOST_IN_TRANSIT", "customer")
        told = await customer.mutation(
            "claimCreate",
            orderId=order["id"],
            shipmentId=shipment["id"],
            reason="LOST_IN_TRANSIT",
            preferredResolution="RESHIPMENT",
        )
        claim: Entity = told["claim"]
        return claim

    async def _review(self) -> None:
        for kind in ("claim.submitted", "claim.acknowledged", "claim.message_added", "claim.review_started"):
            for over in (WEBSOCKET, SSE):
                await self._pushes.until(over, kind)
        newest = (await self._carrier.calls(self._code))[-1]
        self._timeline.note(f"In between the worker asked the carrier: {_line(newest)}")

    async def _deliver(self) -> None:
        await self._next("The parcel turns up: the carrier delivers it, and says so by a webhook.")
        self._timeline.request("move the sandbox's parcel", "to its delivery", "carrier")
        await self._carrier.move(self._code, "delivered")
        await self._pushes.until(WEBSOCKET, "shipment.delivered")
        await self._next("So nothing is lost any more: the worker cancels the claim, and the customer sees it.")
        for over in (WEBSOCKET, SSE):
            await self._pushes.until(over, "claim.canceled")

    async def _next(self, text: str) -> None:
        await asyncio.sleep(READING_SECONDS)
        self._timeline.step(text)

    async def _sum_up(self) -> None:
        socket, sse = self._pushes.count(WEBSOCKET), self._pushes.count(SSE)
        self._timeline.heading(f"{socket + sse} pushes: {socket} over the WebSocket, {sse} over server-sent events.")
        calls = await self._carrier.calls(self._code)
        self._timeline.heading(f"{len(calls)} calls reached the carrier about {self._code}:")
        for call in calls:
            self._timeline.note(_line(call))


def _line(call: Mapping[str, Any]) -> str:
    return f"{call['method']} {call['path']} ({call['status'] or 'unanswered'})"
