"""What all stories share: an order is sold and sent, its parcel is lost, and the claim comes to the shop's desk."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.dev import DevError
from services.dev.demo.client import Client, Event
from services.dev.demo.outside import Sandbox
from services.dev.demo.pushes import Pushes, eventually
from services.dev.demo.timeline import Timeline

WEBSOCKET, SSE = "WebSocket", "SSE"
JOURNEY_SECONDS, NEWS_SECONDS = 60.0, 20.0
READING_SECONDS = 1.0
"""How long a reader has before the next step."""

COSTS = """query Claim($id: ID!) { claim(id: $id) {
  resolution { id type status reference replacementNumber amount { amount currencyCode } }
  financials { currencyCode cost expected recovered net }
  ledger { type side expected reverses occurredAt amount { amount currencyCode } }
} }"""

Entity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the stories are played: the service, a storefront's keys, shop and origin there, and the sandbox."""

    url: str
    key: str
    publishable_key: str
    shop: str
    goods: tuple[Mapping[str, object], ...]
    sandbox: str
    origin: str


class Story:
    """One order of a customer's, from its sale until its claim is made good."""

    title: str
    wish: str
    note: str | None = None
    days = 26
    """How long ago it was ordered."""

    def __init__(self, stage: Stage, http: httpx.AsyncClient, timeline: Timeline) -> None:
        self.stage, self._http, self.timeline = stage, http, timeline
        self.staff = Client(http, stage.url, stage.key)
        self.outside = Sandbox(http, stage.sandbox)
        self.pushes = Pushes(timeline.push)
        self.code = f"MG-LOST-{secrets.token_hex(4).upper()}"
        self.email = f"{secrets.token_hex(4)}@example.com"
        self._watching: list[asyncio.Task[None]] = []

    async def play(self) -> None:
        """The whole of it. Raises DevError when something does not happen in time."""
        self.timeline.heading(self.title)
        placed = await self._sell()
        order, customer = await self._enter(placed)
        try:
            async with asyncio.TaskGroup() as group:
                self.timeline.step("The order's page watches the order, over a WebSocket.")
                of_order = {"id": order["id"], "after": order["cursor"]}
                await self.watch(group, WEBSOCKET, customer.over_websocket, "orderUpdated", **of_order)
                shipment = await self._lose(placed, order, customer)
                await self.prepare(group, shipment)
                seen = self.pushes.all[-1].event["cursor"]
                claim = await self._claim(customer, order, shipment)
                await self.watch(group, SSE, customer.over_sse, "claimUpdated", id=claim["id"], after=seen)
                await self._review()
                await self._approve(claim)
                await self._choose(customer, claim)
                await self.end(placed, customer, claim)
                for task in self._watching:
                    task.cancel()
        except ExceptionGroup as failures:
            # one failure ends all the rest, so the first is the one that tells
            raise failures.exceptions[0] from None
        await self._sum_up()

    async def prepare(self, group: asyncio.TaskGroup, shipment: Entity) -> None:
        """What is done between the loss and the claim."""

    async def end(self, placed: Entity, customer: Client, claim: Entity) -> None:
        """What comes of the customer's choice."""
        raise NotImplementedError

    async def next(self, text: str) -> None:
        """Who does what next, after a while to read."""
        await asyncio.sleep(READING_SECONDS)
        self.timeline.step(text)

    async def pushed(self, kind: str) -> Entity:
        """The event of the claim, once it came over both connections."""
        await self.pushes.until(WEBSOCKET, kind)
        return (await self.pushes.until(SSE, kind)).event

    async def costs(self, claim: Entity) -> Any:
        """How the claim was made good and what that cost, as the staff sees it; told line by line."""
        told = await self.staff.ask("claim", COSTS, id=claim["id"])
        for entry in told["ledger"]:
            words = [word for word, so in (("expected", entry["expected"]), ("reversed", entry["reverses"])) if so]
            self.timeline.note(" ".join(["ledger:", entry["side"], entry["type"], money(entry["amount"]), *words]))
        for sums in told["financials"]:
            net = f"cost {sums['cost']}, recovered {sums['recovered']}, net {sums['net']} {sums['currencyCode']}"
            self.timeline.note(f"financials: {net}")
        return told

    async def _sell(self) -> Entity:
        self.timeline.step(f"Somebody orders at {self.stage.shop}; Shopify tells it by a webhook.")
        placed: Entity = await self.outside.sell(
            self.stage.shop,
            lines=self.stage.goods,
            shipping="49.00",
            customer={"email": self.email},
            placed_at=_ago(self.days),
        )
        self.timeline.request("orders/create", f"{placed['name']}, {placed['total']}", "shopify", over="webhook")
        return placed

    async def _enter(self, placed: Entity) -> tuple[Entity, Client]:
        """The order as its customer sees it, who proves themselves with number and e-mail address."""
        page = Client(self._http, self.stage.url, self.stage.publishable_key, self.stage.origin)
        told = {"number": placed["name"], "email": self.email}

        async def token() -> Any:
            return (await page.attempt("guestTokenCreate", **told))["token"]

        self.timeline.request("guestTokenCreate", f"{placed['name']} and e-mail", "customer")
        customer = Client(self._http, self.stage.url, await eventually(token, "The order", NEWS_SECONDS))
        order: Entity = await customer.query("order", number=placed["name"])
        return order, customer

    async def watch(
        self,
        group: asyncio.TaskGroup,
        over: str,
        subscribe: Callable[..., AsyncIterator[Event]],
        operation: str,
        whom: str = "customer",
        **variables: str,
    ) -> None:
        """Watch from here to the end of the story; returns when the subscription is sent."""
        says = f"behind …{variables['after'][-6:]}" if "after" in variables else "from now on"
        self.timeline.request(operation, says, whom, over=over)
        sent = asyncio.Event()
        events = subscribe(operation, sent.set, **variables)
        self._watching.append(group.create_task(self.pushes.take(over, events)))
        await sent.wait()  # its own deadlines end the group, and thereby this

    async def _lose(self, placed: Entity, order: Entity, customer: Client) -> Entity:
        """The parcel, once the carrier has no more to tell and the service knows all of it."""
        await self.next(
            "The shop sends it, and Shopify tells the tracking number. The worker registers the parcel with the "
            "carrier, and each of the carrier's scans comes as a webhook. (The sandbox plays weeks in seconds.)"
        )
        await self.outside.send(self.stage.shop, placed["id"], "USPS", self.code, at=_ago(self.days - 1))
        self.timeline.request("fulfillments/create", self.code, "shopify", over="webhook")
        await self.pushes.until(WEBSOCKET, "shipment.tracking_updated")
        last = (await self.outside.silence(self.code, JOURNEY_SECONDS))["known"][-1]
        at = datetime.fromisoformat(last["at"])

        async def known() -> Any:
            shipments = (await customer.query("order", id=order["id"]))["shipments"]
            seen = await customer.query("shipment", id=shipments[0]["id"])
            return seen if seen["lastEventAt"] and datetime.fromisoformat(seen["lastEventAt"]) >= at else None

        shipment: Entity = await eventually(known, "The carrier's last scan", NEWS_SECONDS)
        days = (datetime.now(UTC) - at).days
        self.timeline.note(f"Then silence: the last scan is {days} days old, from {last['place']}.")
        return shipment

    async def _claim(self, customer: Client, order: Entity, shipment: Entity) -> Entity:
        await self.next(
            "The customer asks what may be claimed, claims the parcel, and the claim's page watches the claim, over "
            "server-sent events. The worker answers by mail and asks the carrier once more."
        )
        about = {"orderId": order["id"], "shipmentId": shipment["id"], "reason": "LOST_IN_TRANSIT"}
        self.timeline.request("claimEligibility", "LOST_IN_TRANSIT", "customer")
        may = await customer.query("claimEligibility", input=about)
        self.timeline.note(f"eligible: {may['eligible']}, until {_day(may['eligibleUntil'])}, escalate from "
                           f"{_day(may['escalateFrom'])}; evidence: {', '.join(may['requiredEvidence']) or 'none'}; "
                           f"resolutions: {', '.join(may['resolutionOptions'])}")  # fmt: skip
        self.timeline.request("claimCreate", "LOST_IN_TRANSIT", "customer")
        told = await customer.mutation(
            "claimCreate", preferredResolution=self.wish, customerNote=self.note, **about
        )  # fmt: skip
        claim: Entity = told["claim"]
        return claim

    async def _review(self) -> None:
        for kind in ("claim.submitted", "claim.acknowledged", "claim.review_started"):
            await self.pushed(kind)
        newest = (await self.outside.calls(self.code))[-1]
        self.timeline.note(f"In between the worker asked the carrier: {line(newest)}")
        (mail, *_) = await eventually(lambda: self.outside.mails(self.email), "The first mail", NEWS_SECONDS)
        self.timeline.note(f"And the customer has a mail: “{mail['subject']}”")

    async def _approve(self, claim: Entity) -> None:
        await self.next("Somebody of the shop's staff approves, so that the customer can choose.")
        self.timeline.request("claimApprove", claim["number"], "staff")
        offers = (await self.staff.mutation("claimApprove", claimId=claim["id"]))["claim"]["resolutionOptions"]
        await self.pushed("claim.approved")
        self.timeline.note("offered: " + ", ".join(f"{one['type']} {money(one['amount'])}" for one in offers))

    async def _choose(self, customer: Client, claim: Entity) -> None:
        await self.next("The customer chooses, and the worker has Shopify carry it out.")
        self.timeline.request("resolutionChoose", self.wish, "customer")
        await customer.mutation("resolutionChoose", claimId=claim["id"], type=self.wish)
        await self.pushed("claim.resolution_chosen")
        await self.pushed("claim.resolved")

    async def _sum_up(self) -> None:
        socket, sse = self.pushes.count(WEBSOCKET), self.pushes.count(SSE)
        self.timeline.heading(f"{socket + sse} pushes: {socket} over the WebSocket, {sse} over server-sent events.")
        calls = await self.outside.calls(self.code)
        mails = await self.outside.mails(self.email)
        self.timeline.heading(
            f"{len(calls)} calls reached the carrier about {self.code}, {len(mails)} mails the customer:"
        )
        for told in [*map(line, calls), *(f"“{mail['subject']}”" for mail in mails)]:
            self.timeline.note(told)


def expect(so: bool, what: str) -> None:
    """Raises DevError with the sentence when it is not so."""
    if not so:
        raise DevError(what)


def line(call: Mapping[str, Any]) -> str:
    """A call to a company, in one line."""
    return f"{call['method']} {call['path']} ({call['status'] or 'unanswered'})"


def money(told: Mapping[str, Any]) -> str:
    """An amount with its currency."""
    return f"{told['amount']} {told['currencyCode']}"


def _ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def _day(moment: str | None) -> str:
    return moment[:10] if moment else "any time"
