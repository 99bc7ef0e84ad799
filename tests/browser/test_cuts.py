"""A page whose connection is cut again and again, beside one that never loses it: both show the same.

CUTS says how often; `make cuts` cuts 300 times and writes how into build/reports.
"""

import asyncio
import itertools
import os
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from services.core.claims.model import ClaimReason
from services.core.clock import system_clock
from services.core.correspondence import desk as correspondence
from services.core.correspondence.model import NewMessage
from tests.bench.report import alone, publish
from tests.browser import states
from tests.browser.backend import Backend
from tests.browser.visits import Visit, Visits
from tests.browser.wire import Wire, a_wire
from tests.builders import a_claim, a_key
from tests.selling import the_customer
from tests.watching import until

CUTS = int(os.environ.get("CUTS", "15"))
SEEN = (Path(__file__).parent / "seen.js").read_text()
STATUSES = ("IN_TRANSIT", "OUT_FOR_DELIVERY", "DELIVERY_ATTEMPTED", "IN_TRANSIT", "EXCEPTION")


class Journey:
    """A parcel that is scanned without end, and a claim on it that is talked about; what happened, by id."""

    def __init__(self, backend: Backend, order: str, parcel: str) -> None:
        self.backend, self.order, self.parcel = backend, order, parcel
        self.claim = ""
        self.written: set[str] = set()

    async def steps(self) -> AsyncIterator[None]:
        """One thing after another happens."""
        for number in itertools.count():
            if number == 4:
                reason = ClaimReason.LOST_IN_TRANSIT
                self.claim = await a_claim(self.backend.app, self.backend.shop, self.order, self.parcel, reason=reason)
                await self.backend.ring()
            elif number == 12:
                await states.ask(self.backend, self.claim)
            elif number % 6 == 5:
                await self.write(number)
            else:
                await self.backend.scan(self.parcel, STATUSES[number % len(STATUSES)])
            yield

    async def write(self, number: int) -> None:
        """The customer and the shop in turns."""
        shop = self.backend.shop
        caller = the_customer(shop, self.order) if number % 12 == 5 else shop.caller
        message = NewMessage(self.claim, f"Message {number}")
        self.written.add(
            await correspondence.add_message(
                shop.write(self.backend.app), caller, message, key=a_key(), now=system_clock()
            )
        )
        await self.backend.ring()

    async def happened(self) -> set[str]:
        """Every scan and every message."""
        async with self.backend.app.read(self.backend.shop.id) as db:
            rows = await db.fetch("select id from tracking_events where shipment_id = $1", self.parcel)
        return {row["id"] for row in rows} | self.written


async def cut(wire: Wire) -> None:
    """Cut what is open: between two frames, in the middle of the next, or for a while."""
    manner = random.choice(["at once", "in a frame", "and refused"])
    if manner == "in a frame":
        wire.cut_soon(5_000)
        return
    wire.is_down = manner == "and refused"
    wire.cut(manner)
    await asyncio.sleep(random.uniform(0, 0.7) if wire.is_down else 0)
    wire.is_down = False


def streams(wire: Wire) -> Counter[tuple[str, str]]:
    """The cuts of what was live."""
    return Counter({cut: times for cut, times in wire.cuts.items() if cut[0] != "ask"})


async def watched(visit: Visits, order: str, reached: str = "") -> Visit:
    """A page that keeps what it ever showed, with all of it open."""
    page = await visit.prepare(order, reached=reached)
    await page.context.add_init_script(SEEN)
    await page.page.goto(page.url)
    await expect(page.says("Live")).to_be_visible()
    return page


@pytest.mark.timeout(60 + 5 * CUTS)
async def test_a_page_that_is_cut_off_again_and_again_shows_what_one_shows_that_never_was(
    backend: Backend, visit: Visits
) -> None:
    journey = Journey(backend, *await backend.sent())
    steps = aiter(journey.steps())
    async with a_wire(backend.url) as wire:
        steady, shaken = await watched(visit, journey.order), await watched(visit, journey.order, wire.url)
        unseen = told = 0
        while streams(wire).total() < CUTS:
            # the last third goes over WebSockets; until then a network that comes back brings streams back
            is_last = streams(wire).total() >= CUTS * 2 / 3
            wire.blocked = {"sse"} if is_last else set()
            if not is_last and any(line.kind == "websocket" for line in wire.lines):
                await shaken.page.evaluate("dispatchEvent(new Event('online'))")
            unseen = 0 if any(line.kind != "ask" for line in wire.lines) else unseen + 1
            # no more happens meanwhile than a timeline has room for
            if unseen < 8:
                await anext(steps)
                await asyncio.sleep(random.uniform(0, 0.4))
                await cut(wire)
            else:
                # a page that gave up on streams tries them again when it is told that the network is back
                if unseen % 40 == 0:
                    await shaken.page.evaluate("dispatchEvent(new Event('online'))")
                await asyncio.sleep(0.05)
            told = progress(streams(wire).total(), told)
        wire.calm()
        for _ in range(3):
            await anext(steps)
        await agree(steady, shaken)
        happened = await journey.happened()
        for page in (steady, shaken):
            assert await page.page.evaluate("window.seen.faults") == []
            assert happened <= set(await page.page.evaluate("window.seen.ids"))
    tell(streams(wire))


def progress(cuts: int, told: int) -> int:
    """Tell how many there were, at each fifty; how many were told."""
    if cuts - told < 50:
        return told
    sys.stderr.write(f"{cuts} of {CUTS} cuts\n")
    return cuts


async def agree(one: Visit, other: Visit) -> None:
    """Wait until two pages show the same, and make sure that they know the same."""

    async def alike() -> bool:
        return await one.timeline() == await other.timeline() and await one.cards() == await other.cards()

    await until(alike, 60)
    known = [await page.told("now") for page in (one, other)]
    assert {**known[0], "cursor": ""} == {**known[1], "cursor": ""}


def tell(cuts: Counter[tuple[str, str]]) -> None:
    """What was cut, as a report."""
    rows = [alone(f"{way}, {manner}", "cuts", [times]) for (way, manner), times in sorted(cuts.items())]
    publish("cuts", [*rows, alone("all cuts", "cuts", [cuts.total()])])
